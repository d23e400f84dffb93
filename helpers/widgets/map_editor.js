// @ts-check
// An editor of argument maps: words selected in a passage go into the map as an anchor,
// and what is to mend is turned to. Only the widgets with such an editor send this.
import { closest, selectedIn, write } from "./drawing.js";
import { editors } from "./panel.js";

/** @typedef {import("./panel.js").View} View */

/** @param {View} view */
function editMaps(view) {
  // Where the cursor was when the box was left: selecting elsewhere makes it forget.
  let cursor = Infinity;
  const { root, signal } = view;
  root.addEventListener(
    "focusout",
    ({ target }) => {
      if (target === boxOf(view)) cursor = boxOf(view).selectionEnd;
    },
    { signal },
  );
  root.addEventListener(
    "click",
    ({ target }) => {
      const pressed = closest(target, "button");
      if (pressed?.dataset.quote) quote(view, pressed, cursor);
      if (pressed?.dataset.line) turnToLine(boxOf(view), Number(pressed.dataset.line));
    },
    { signal },
  );
}

/**
 * The box in which the map is written.
 * @param {View} view
 */
function boxOf({ boxes }) {
  const box = [...boxes.values()].find(({ field }) => field.kind === "long");
  return /** @type {HTMLTextAreaElement} */ (box?.input);
}

/**
 * The words selected in a passage, as an anchor at the end of the cursor's line.
 * @param {View} view
 * @param {HTMLElement} pressed
 * @param {number} cursor
 */
function quote(view, pressed, cursor) {
  const paragraph = pressed.closest(".pb-quotable")?.querySelector("p");
  const words = paragraph ? selectedIn(paragraph) : "";
  if (!words) {
    view.say("Select words in the passage first, then press this again.");
    return;
  }
  const box = boxOf(view);
  const quoted = words.replaceAll('"', "'");
  const anchor = `{cite: "${pressed.dataset.quote}", quote: "${quoted}"}`;
  const written = box.value.trimEnd();
  const end = written.indexOf("\n", Math.min(cursor, written.length));
  const line = written.slice(0, end < 0 ? written.length : end).trimEnd();
  const more = line.endsWith("}]}"); // it has a quotation already
  const place = line.length - (more ? 2 : 0);
  write(box, more ? `, ${anchor}` : ` {anchors: [${anchor}]}`, place, place);
}

/**
 * @param {HTMLTextAreaElement} box
 * @param {number} line
 */
function turnToLine(box, line) {
  const lines = box.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  box.setSelectionRange(start, start);
  box.blur(); // a box that gets the focus scrolls to its cursor
  box.focus();
  box.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
}

editors.push(editMaps);
