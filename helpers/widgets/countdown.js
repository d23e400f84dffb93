// @ts-check
// A timer that counts in the page, from the seconds that were left when it was drawn:
// the clocks of two machines may differ. Only the widgets with one send this.
import { all } from "./drawing.js";
import { editors } from "./panel.js";

/** @typedef {import("./panel.js").View} View */

/** @param {View} view */
function countDown({ root, signal }) {
  const begin = () => {
    for (const each of all(root, "[data-seconds]:not([data-ends])"))
      each.dataset.ends = String(Date.now() + 1000 * Number(each.dataset.seconds));
    tick();
  };
  const tick = () => {
    for (const each of all(root, "[data-ends]")) {
      const words = minutesTo(Number(each.dataset.ends));
      if (each.textContent !== words) each.textContent = words;
    }
  };
  root.addEventListener("drawn", begin, { signal });
  const ticking = setInterval(tick, 250);
  signal.addEventListener("abort", () => clearInterval(ticking));
}

/**
 * Minutes and seconds until a time.
 * @param {number} end
 */
function minutesTo(end) {
  const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

editors.push(countDown);
