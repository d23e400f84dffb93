// @ts-check
// The guide of a notebook's page: citations open their words, locked prose stays prose,
// and what is still coming says so. Only the widget of this name sends this.
import { all, closest } from "./drawing.js";
import { Drawer } from "./drawer.js";
import { editors } from "./panel.js";
import { busy, stay } from "./staying.js";

/** @typedef {import("./panel.js").View} View */

const FOLDED = "What it shows"; // the summary of what waits for a guess
const LOCKED = '.cm-content[aria-readonly="true"], .jp-InputPlaceholder';

/** @param {View} view */
function guide(view) {
  if (view.signal.aborted) return;
  const notebook = closest(view.root, ".jp-NotebookPanel");
  if (notebook) serve(view, notebook);
  else requestAnimationFrame(() => guide(view)); // not in the page yet
}

/**
 * @param {View} view
 * @param {HTMLElement} notebook
 */
function serve({ root, model, signal }, notebook) {
  const drawer = new Drawer(notebook, model.get("passages"), signal);
  const before = { capture: true, signal }; // JupyterLab listens, too
  const inside = (/** @type {Event} */ { target }) =>
    target instanceof Node && notebook.contains(target);
  addEventListener("click", (event) => inside(event) && follow(drawer, event), before);
  addEventListener(
    "keydown",
    (event) => inside(event) && press(notebook, drawer, event),
    before,
  );
  addEventListener("dblclick", (event) => inside(event) && keepProse(event), before);
  root.addEventListener(
    "click",
    ({ target }) => closest(target, "[data-action=everything]") && unfoldAll(notebook),
    { signal },
  );
  stay(notebook, signal);
  sayWhatComes(notebook, signal);
}

/**
 * Opens what a link cites, and has nobody else take the event.
 * @param {Drawer} drawer
 * @param {Event} event
 */
function follow(drawer, event) {
  const link = closest(event.target, 'a[href^="#"]');
  const cite = link?.getAttribute("href")?.slice(1) ?? "";
  if (link && drawer.open(decoded(cite), link)) take(event);
}

/** @param {string} written in an address */
function decoded(written) {
  try {
    return decodeURIComponent(written);
  } catch {
    return written; // and so no citation
  }
}

/** @param {Event} event */
function take(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * Enter and Space do what they do in every page, and edit nothing that is locked.
 * @param {HTMLElement} notebook
 * @param {Drawer} drawer
 * @param {KeyboardEvent} event
 */
function press(notebook, drawer, event) {
  if (!["Enter", " "].includes(event.key) || closest(event.target, ".pb-panel")) return;
  if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter") follow(drawer, event);
  if (event.defaultPrevented) return;
  if (closest(event.target, "a[href], summary")) event.stopPropagation();
  else if (event.key === "Enter" && event.target instanceof Element)
    if (event.target.matches(".jp-Notebook, .jp-Cell"))
      if (notebook.querySelector(".jp-Cell.jp-mod-active")?.querySelector(LOCKED))
        take(event);
}

/**
 * A double click selects a word of locked prose, and does not open it.
 * @param {MouseEvent} event
 */
function keepProse(event) {
  const prose = closest(event.target, ".jp-MarkdownCell.jp-mod-rendered");
  if (prose?.querySelector(LOCKED)) event.stopPropagation();
}

/** @param {HTMLElement} notebook */
function unfoldAll(notebook) {
  for (const summary of all(notebook, ".jp-MarkdownOutput details > summary"))
    if (summary.textContent?.trim() === FOLDED)
      summary.parentElement?.setAttribute("open", "");
}

/**
 * Marks the cells that have still to be run; the style sheet has the words.
 * @param {HTMLElement} notebook
 * @param {AbortSignal} signal
 */
function sayWhatComes(notebook, signal) {
  let asked = 0;
  const mark = () => {
    asked = 0;
    let coming = false;
    // from the end: a folded cell has no prompt, and comes where one after it does
    for (const cell of all(notebook, ".jp-CodeCell").reverse()) {
      const prompt = cell.querySelector(".jp-InputPrompt:not(.jp-Placeholder-prompt)");
      if (prompt) coming = busy(cell);
      const empty = cell.classList.contains("jp-mod-noOutputs");
      cell.classList.toggle("pb-coming", coming && empty);
    }
  };
  const seen = new MutationObserver(() => {
    asked ||= requestAnimationFrame(mark);
  });
  const changes = { subtree: true, childList: true, characterData: true };
  seen.observe(notebook, changes);
  mark();
  signal.addEventListener("abort", () => {
    seen.disconnect();
    cancelAnimationFrame(asked);
    for (const cell of all(notebook, ".pb-coming")) cell.classList.remove("pb-coming");
  });
}

editors.push(guide);
