// @ts-check
// The guide of a notebook's page: citations open their words, locked prose stays prose,
// and what is still coming says so. Only the widget of this name sends this.
import { all, closest } from "./drawing.js";
import { Drawer } from "./drawer.js";
import { editors } from "./panel.js";
import { rove } from "./roving.js";
import { busy, stay } from "./staying.js";

/**
 * @typedef {import("./messages.js").Model} Model
 * @typedef {import("./panel.js").View} View
 */

const FOLDED = "What it shows"; // the summary of what waits for a guess
/** The citations of a cell of prose and what it folds are one stop of Tab. */
const PROSE = { ".jp-MarkdownOutput": "a[href]:not(.jp-InternalAnchorLink), summary" };
const LOCKED = '.cm-content[aria-readonly="true"], .jp-InputPlaceholder';

/** @param {View} view */
function guide(view) {
  if (view.signal.aborted) return;
  const notebook = closest(view.root, ".jp-NotebookPanel") ?? notebookApart(view.root);
  if (notebook) serve(view, notebook);
  else requestAnimationFrame(() => guide(view)); // not in the page yet
}

/**
 * The notebook of a cell that JupyterLab has taken out of the page, since it is far
 * from what is seen: the only one that is shown.
 * @param {HTMLElement} root
 */
function notebookApart(root) {
  if (root.isConnected || !root.closest(".jp-Cell")) return undefined;
  const shown = all(document, ".jp-NotebookPanel:not(.lm-mod-hidden)");
  return shown.length === 1 ? shown[0] : undefined;
}

/**
 * @param {View} view
 * @param {HTMLElement} notebook
 */
function serve({ root, model, signal }, notebook) {
  const drawer = new Drawer(
    notebook,
    model.get("passages"),
    model.get("sources"),
    signal,
  );
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
  notebook.addEventListener("keydown", keepKeys, { signal });
  notebook.querySelector(".jp-Notebook")?.setAttribute("lang", "en");
  root.addEventListener(
    "click",
    ({ target }) => closest(target, "[data-action=everything]") && unfoldAll(notebook),
    { signal },
  );
  stay(notebook, signal);
  keepDoing(notebook, rove({ root: notebook, signal }, PROSE), signal);
  keepDoing(notebook, () => sayWhatComes(notebook, model), signal);
  keepDoing(notebook, () => nameSigns(notebook, model.get("sources")), signal);
  keepDoing(notebook, () => keepStylesOnce(notebook), signal);
  keepDoing(notebook, () => nameWhatIsWide(notebook), signal);
  addEventListener("resize", () => nameWhatIsWide(notebook), { signal });
  signal.addEventListener("abort", () => {
    for (const cell of all(notebook, ".pb-coming")) cell.classList.remove("pb-coming");
  });
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
 * Enter opens what a link cites, and nothing that is locked.
 * @param {HTMLElement} notebook
 * @param {Drawer} drawer
 * @param {KeyboardEvent} event
 */
function press(notebook, drawer, event) {
  const { target } = event;
  const alone = !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);
  if (event.key !== "Enter" || !alone || !(target instanceof Element)) return;
  follow(drawer, event);
  const active = notebook.querySelector(".jp-Cell.jp-mod-active");
  if (target.matches(".jp-Notebook, .jp-Cell") && active?.querySelector(LOCKED))
    take(event);
}

/**
 * Keys that are pressed in what is shown, a link of the prose or the data of a picture,
 * are not JupyterLab's, which would cut a cell or change it.
 * @param {KeyboardEvent} event
 */
function keepKeys(event) {
  const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
  const shown = closest(event.target, ".jp-OutputArea-output, .jp-MarkdownOutput");
  if (shown && !saves) event.stopPropagation();
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
 * Does something now, and again whenever the notebook has changed.
 * @param {HTMLElement} notebook
 * @param {() => void} act
 * @param {AbortSignal} signal
 */
function keepDoing(notebook, act, signal) {
  let asked = 0;
  const again = () => {
    asked = 0;
    act();
  };
  const seen = new MutationObserver(() => {
    asked ||= requestAnimationFrame(again);
  });
  seen.observe(notebook, { subtree: true, childList: true, characterData: true });
  act();
  signal.addEventListener("abort", () => {
    seen.disconnect();
    cancelAnimationFrame(asked);
  });
}

/**
 * Marks the cells that have still to be run, the style sheet has the words, and gives
 * folded cells the prompt that JupyterLab leaves out.
 * @param {HTMLElement} notebook
 * @param {Model} model
 */
function sayWhatComes(notebook, model) {
  const cells = model.widget_manager?.context?.model?.cells;
  for (const cell of all(notebook, ".jp-CodeCell")) {
    const known = cells?.get(Number(cell.dataset.windowedListIndex));
    const coming = known ? known.executionState === "running" : busy(cell);
    const empty = cell.classList.contains("jp-mod-noOutputs");
    cell.classList.toggle("pb-coming", coming && empty);
    const prompt = cell.querySelector(".jp-Placeholder-prompt");
    const words = `[${coming ? "*" : (known?.executionCount ?? " ")}]:`;
    if (prompt && known && prompt.textContent !== words) prompt.textContent = words;
  }
}

/**
 * Gives each sign ° a name that says what it opens; JupyterLab may draw prose anew.
 * @param {HTMLElement} notebook
 * @param {Record<string, import("./drawer.js").Source>} sources
 */
function nameSigns(notebook, sources) {
  for (const sign of all(notebook, 'a[href^="#source:"]:not([aria-label])')) {
    const statement = sources[sign.getAttribute("href")?.slice(1) ?? ""]?.[0];
    if (statement) sign.setAttribute("aria-label", `Source: ${statement}`);
  }
}

/**
 * A picture has its styles with it, for where no tool runs: a page that is printed or
 * opened again. Here the guide has brought them, and once is enough.
 * @param {HTMLElement} notebook
 */
function keepStylesOnce(notebook) {
  for (const style of all(notebook, ".jp-OutputArea style:has(+ .pb-figure)"))
    style.remove();
}

/** What scrolls by itself where it is too wide for the page. */
const WIDE = [
  ".jp-OutputArea-output:has(> table)",
  ".jp-MarkdownOutput:has(> table)",
  ".pb-panel .pb-two > *",
  ".pb-panel :is(.pb-topics, .pb-lines)",
].join();

/**
 * What is wider than its place is reached with the keyboard, and has a name.
 * @param {HTMLElement} notebook
 */
function nameWhatIsWide(notebook) {
  for (const place of all(notebook, WIDE)) {
    const wide = place.scrollWidth > place.clientWidth;
    if (wide === place.hasAttribute("tabindex")) continue;
    const heads = all(place, "tr:first-child > th").map((head) => head.textContent);
    const name = place.querySelector("caption")?.textContent || heads.join(", ");
    const group = { role: "group", "aria-label": `Table: ${name}` };
    // a table says itself what it is
    const marks = { tabindex: "0", ...(place.matches("table") ? {} : group) };
    for (const [mark, value] of Object.entries(marks))
      if (wide) place.setAttribute(mark, value);
      else place.removeAttribute(mark);
  }
}

editors.push(guide);
