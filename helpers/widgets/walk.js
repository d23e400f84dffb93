// @ts-check
// What stands in a picture as a list of buttons is one stop of the Tab key: the arrow
// keys go from one to the next.
import { all, closest } from "./drawing.js";
import { editors } from "./panel.js";

/** @typedef {import("./panel.js").View} View */

/** How far a key goes; to the ends of the list with Home and End. */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** @param {View} view */
function walking({ root, signal }) {
  root.addEventListener("keydown", walk, { signal });
}

/** @param {KeyboardEvent} event */
function walk(event) {
  const list = closest(event.target, "[data-walk]");
  const here = closest(event.target, "[data-walk] button");
  if (!list || !here || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = all(list, "button");
  const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)] ?? 0;
  let next = step ? buttons[buttons.indexOf(here) + step] : undefined;
  if (event.key === "Home") next = buttons[0];
  if (event.key === "End") next = buttons.at(-1);
  if (!next) return;
  event.preventDefault();
  for (const each of buttons) each.tabIndex = each === next ? 0 : -1;
  next.focus();
}

editors.push(walking);
