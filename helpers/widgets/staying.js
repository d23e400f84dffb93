// @ts-check
// A reader who chose Run All is put back where they were: JupyterLab goes to the last
// cell, and outputs come and move what stands below them.
import { all } from "./drawing.js";

const QUIET = 1000; // milliseconds after the last cell in which outputs are still drawn
const ACTS = ["pointerdown", "keydown", "wheel", "touchmove"];

/**
 * The cell at the top of what is seen, how far below the top it begins, and how far the
 * page is scrolled where that cell is not drawn.
 * @typedef {{ cell: string, below: number, scrolled: number }} Standing
 */

/**
 * Whether cells of a notebook are still to be run.
 * @param {Element} notebook
 */
export const busy = (notebook) =>
  all(notebook, ".jp-InputPrompt").some((prompt) => prompt.textContent?.includes("*"));

/**
 * Puts a reader back, and remembers where they stand when they next choose Run All.
 * @param {HTMLElement} notebook
 * @param {AbortSignal} signal
 */
export function stay(notebook, signal) {
  const sheet = notebook.querySelector(".jp-WindowedPanel-outer");
  if (!(sheet instanceof HTMLElement)) return;
  // as the guide of an earlier run left it, or the beginning
  const stood = notebook.dataset.pbStands ?? '{"cell":"","below":0,"scrolled":0}';
  const held = new AbortController();
  if (wasSentToTheEnd(notebook))
    hold(sheet, JSON.parse(stood), AbortSignal.any([signal, held.signal]));
  const act = () => {
    held.abort();
    notebook.dataset.pbStands = JSON.stringify(placeIn(sheet));
  };
  for (const name of ACTS)
    addEventListener(name, act, { capture: true, passive: true, signal });
}

/**
 * What Run All does; to run a single cell does not.
 * @param {HTMLElement} notebook
 */
function wasSentToTheEnd(notebook) {
  const last = all(notebook, ".jp-Notebook .jp-Cell").at(-1);
  return last?.classList.contains("jp-mod-active");
}

/**
 * @param {HTMLElement} sheet
 * @returns {Standing}
 */
function placeIn(sheet) {
  const { top } = sheet.getBoundingClientRect();
  const cell = all(sheet, ".jp-Cell").find(
    (each) => each.getBoundingClientRect().bottom > top,
  );
  return {
    cell: cell?.dataset.windowedListIndex ?? "0",
    below: (cell?.getBoundingClientRect().top ?? top) - top,
    scrolled: sheet.scrollTop,
  };
}

/**
 * @param {HTMLElement} sheet
 * @param {Standing} stood
 */
function goBack(sheet, { cell, below, scrolled }) {
  const each = sheet.querySelector(`.jp-Cell[data-windowed-list-index="${cell}"]`);
  const moved = each?.getClientRects()[0];
  if (!moved) sheet.scrollTop = scrolled;
  else sheet.scrollTop += moved.top - sheet.getBoundingClientRect().top - below;
}

/**
 * Keeps the place while cells are run and, for a moment after, when the page grows;
 * until the reader does something, or somebody else scrolls a page at rest.
 * @param {HTMLElement} sheet
 * @param {Standing} stood
 * @param {AbortSignal} signal
 */
function hold(sheet, stood, signal) {
  let [ran, height, scrolled] = [performance.now(), 0, 0];
  const again = () => {
    const now = performance.now();
    if (busy(sheet)) ran = now;
    else if (sheet.scrollHeight === height && sheet.scrollTop !== scrolled) return;
    if (signal.aborted || now - ran > QUIET) return;
    goBack(sheet, stood);
    [height, scrolled] = [sheet.scrollHeight, sheet.scrollTop];
    requestAnimationFrame(again);
  };
  again();
}
