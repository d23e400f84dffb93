// @ts-check
// Boxes that stand in the HTML of a panel and not above it: each goes into the place
// that is marked for it. Only the widgets with such places send this.
import { all } from "./drawing.js";
import { editors } from "./panel.js";

/** @typedef {import("./panel.js").View} View */

/** @param {View} view */
function placeFields(view) {
  const place = () => queueMicrotask(() => putFields(view)); // all that comes at once
  view.root.addEventListener("drawn", place, { signal: view.signal });
  view.model.on("change:fields", place);
  view.signal.addEventListener("abort", () => view.model.off("change:fields", place));
}

/**
 * Puts each box into its place; one that is being written in keeps the focus.
 * @param {View} view
 */
function putFields({ boxes, root }) {
  for (const place of all(root, "[data-field]")) {
    const input = boxes.get(place.dataset.field ?? "")?.input;
    const pair = input?.parentElement;
    if (!pair || pair.parentElement === place) continue;
    const written = document.activeElement === input;
    place.replaceChildren(pair);
    if (written) input.focus({ preventScroll: true });
  }
}

editors.push(placeFields);
