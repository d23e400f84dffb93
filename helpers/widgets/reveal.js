// @ts-check
// What stays folded until a guess was kept: once a panel shows its result, the prose
// "What it shows" below its cell is opened too.
import { all, closest } from "./drawing.js";
import { editors } from "./panel.js";

/** @typedef {import("./panel.js").View} View */

const REVEALED = "pb-revealed"; // among the classes of a panel that shows its result
const FOLDED = "What it shows";

/**
 * Opens the prose once, when the panel is in the page and its result is shown; whoever
 * closes it again finds it closed.
 * @param {View} view
 */
function openProse({ model, root, signal }) {
  const open = () => {
    const shown = model.get("variant").split(" ").includes(REVEALED);
    const cell = closest(root, ".jp-Cell");
    if (!shown || !cell?.isConnected) return;
    leave();
    unfoldBelow(cell);
    root.dispatchEvent(new CustomEvent("seminar-reveal", { bubbles: true }));
  };
  const placed = new ResizeObserver(open); // a panel is drawn before it is in the page
  const leave = () => {
    placed.disconnect();
    model.off("change:variant", open);
  };
  placed.observe(root);
  model.on("change:variant", open);
  signal.addEventListener("abort", leave);
}

/**
 * Opens what is folded in the prose below a cell, up to the next code or heading. Where
 * JupyterLab has taken cells out of the page nothing happens.
 * @param {Element} cell
 */
function unfoldBelow(cell) {
  let next = cell.nextElementSibling;
  for (; next?.matches(".jp-MarkdownCell"); next = next.nextElementSibling) {
    for (const each of all(next, "h1, h2, h3, details > summary")) {
      if (!each.matches("summary")) return;
      if (each.textContent?.trim().startsWith(FOLDED))
        each.parentElement?.setAttribute("open", "");
    }
  }
}

editors.push((view) => {
  if (view.model.get("variant").includes("pb-guess")) openProse(view);
});
