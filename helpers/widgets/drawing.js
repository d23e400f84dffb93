// @ts-check
// HTML in the page: what Python made (and has escaped), drawn so that each view's ids
// are its own and a reader stays where they were; and what is selected and written.

/**
 * An element with a class and attributes.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {Record<string, string>} [attributes]
 * @param {string} [words] what stands inside it
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, className = "", attributes = {}, words = "") {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes))
    made.setAttribute(name, value);
  made.textContent = words;
  return made;
}

/** An id; every panel loads this file anew, so a counter would not keep them apart. */
export const newId = () => `pb-${Math.random().toString(36).slice(2)}`;

/**
 * The elements of a place that match a selector.
 * @param {ParentNode} place
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(place, selector) {
  return /** @type {HTMLElement[]} */ ([...place.querySelectorAll(selector)]);
}

/**
 * What is pressed or left, or what around it matches a selector.
 * @param {EventTarget | null} target
 * @param {string} selector
 */
export function closest(target, selector) {
  const from = target instanceof Element ? target.closest(selector) : null;
  return /** @type {HTMLElement | null} */ (from);
}

const MARGIN = 8; // pixels around what is to be seen in a picture

/** Attributes that name other elements by their ids. */
const REFERENCES = [
  "for",
  "aria-controls",
  "aria-describedby",
  "aria-labelledby",
  "headers",
];

/**
 * Ids and names of radios come from Python and so are the same in every view of a
 * panel: one view would take the mark of another's radios, and open its explanations.
 * @param {ParentNode} drawn
 * @param {string} view
 */
function makeIdsOwn(drawn, view) {
  const own = (/** @type {string} */ name) => `${view}-${name}`;
  for (const each of all(drawn, "[id]")) each.id = own(each.id);
  for (const each of all(drawn, "input[name]"))
    each.setAttribute("name", own(each.getAttribute("name") ?? ""));
  for (const name of REFERENCES)
    for (const each of all(drawn, `[${name}]`)) {
      const ids = (each.getAttribute(name) ?? "").trim().split(/\s+/);
      each.setAttribute(name, ids.map(own).join(" "));
    }
}

/**
 * New HTML in place of the old, of which what is the same stays: what was opened is
 * open, and a picture is scrolled only to what is to be seen.
 * @param {HTMLElement} place
 * @param {string} markup
 * @param {string} view
 */
export function fill(place, markup, view) {
  const before = standing(place);
  const drawn = element("template");
  drawn.innerHTML = markup;
  makeIdsOwn(drawn.content, view);
  patch(place, drawn.content);
  unfoldIn(place, before.open);
  for (const button of all(place, ".pb-term"))
    if (before.unfolded.has(termOf(button))) unfold(button);
  for (const each of all(place, "[data-same]")) {
    each.scrollTo(...(before.scrolled.get(each.dataset.same) ?? [0, 0]));
    showMarked(each);
  }
  place.dispatchEvent(new Event("drawn", { bubbles: true }));
}

/**
 * Makes what is in a place what was drawn, and leaves alone what is so already.
 * @param {Element} place
 * @param {ParentNode} drawn
 */
function patch(place, drawn) {
  const wanted = [...drawn.childNodes];
  for (const [n, next] of wanted.entries()) {
    const here = place.childNodes[n];
    if (!here) place.append(next);
    else if (!alike(here, next)) here.replaceWith(next);
    else if (here instanceof Element) patchElement(here, /** @type {Element} */ (next));
    else if (here.nodeValue !== next.nodeValue) here.nodeValue = next.nodeValue;
  }
  while (place.childNodes.length > wanted.length) place.lastChild?.remove();
}

/**
 * @param {Element} here
 * @param {Element} next
 */
function patchElement(here, next) {
  for (const { name } of [...here.attributes])
    if (!next.hasAttribute(name)) here.removeAttribute(name);
  for (const { name, value } of next.attributes)
    if (here.getAttribute(name) !== value) here.setAttribute(name, value);
  if (here instanceof HTMLInputElement) here.checked = here.defaultChecked;
  // those have in them what the panel puts there
  if (!here.matches("[data-status], [data-field]")) patch(here, next);
}

/**
 * Whether a node may become another: a claim or a button does not become another one.
 * @param {Node} here
 * @param {Node} next
 */
function alike(here, next) {
  return here.nodeName === next.nodeName && nameOf(here) === nameOf(next);
}

/** @param {Node} node */
function nameOf(node) {
  if (!(node instanceof HTMLElement || node instanceof SVGElement)) return "";
  const { action, cite, same } = node.dataset;
  return action ?? same ?? (cite && `${cite} ${node.ariaLabel}`);
}

/**
 * Where a reader stands in a place: what is opened, unfolded and scrolled.
 * @param {HTMLElement} place
 */
function standing(place) {
  const kept = all(place, "[data-same]");
  return {
    open: unfoldedIn(place),
    unfolded: new Set(all(place, ".pb-term[aria-expanded=true]").map(termOf)),
    scrolled: new Map(
      kept.map((each) => [
        each.dataset.same,
        /** @type {[number, number]} */ ([each.scrollLeft, each.scrollTop]),
      ]),
    ),
  };
}

/**
 * The names of what is unfolded in a place.
 * @param {HTMLElement} place
 */
export function unfoldedIn(place) {
  return new Set(all(place, "[open] > summary").map((each) => each.textContent));
}

/**
 * @param {HTMLElement} place
 * @param {ReturnType<typeof unfoldedIn>} names
 */
export function unfoldIn(place, names) {
  for (const summary of all(place, "details > summary"))
    if (names.has(summary.textContent)) summary.parentElement?.setAttribute("open", "");
}

/** @param {HTMLElement} button */
function termOf(button) {
  return `${closest(button, "[data-cite]")?.dataset.cite}/${button.textContent}`;
}

/**
 * What gives an action in a place, and can be seen.
 * @param {ParentNode} place
 * @param {string} action
 */
export function actionIn(place, action) {
  return all(place, `[data-action="${CSS.escape(action)}"]`).find(isShown);
}

/**
 * Whether it can be seen; what is folded away has a place all the same.
 * @param {Element} each
 */
export function isShown(each) {
  return each.checkVisibility();
}

/**
 * Opens or closes what a button explains.
 * @param {HTMLElement} button
 */
export function unfold(button) {
  const note = document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (!note) return;
  note.hidden = !note.hidden;
  button.setAttribute("aria-expanded", String(!note.hidden));
}

/**
 * Scrolls a picture, and nothing around it, until what is marked is in sight: first
 * what was chosen, then, as far as there is room, what goes with it, in its order.
 * @param {HTMLElement} place
 */
export function showMarked(place) {
  const seen = place.getBoundingClientRect();
  const ranked = all(place, "[data-show]").filter(isShown).map((each) => ({
    rank: Number(each.dataset.show),
    place: each.getBoundingClientRect(),
  }));
  if (!ranked.length) return;
  ranked.sort((a, b) => a.rank - b.rank);
  let { top, bottom, left, right } = ranked[0].place;
  for (const { place: box } of ranked) {
    const [high, low] = [Math.min(top, box.top), Math.max(bottom, box.bottom)];
    if (low - high > place.clientHeight - 2 * MARGIN) continue;
    [top, bottom] = [high, low];
  }
  [top, bottom] = [top - MARGIN, bottom + MARGIN];
  place.scrollBy(
    Math.max(0, right - seen.right) || Math.min(0, left - seen.left),
    Math.max(0, bottom - seen.bottom) || Math.min(0, top - seen.top),
  );
}

/**
 * The words selected inside a paragraph, without what corrections struck out.
 * @param {Element} paragraph
 */
export function selectedIn(paragraph) {
  const selection = document.getSelection();
  if (!selection?.rangeCount) return "";
  if (!selection.getRangeAt(0).intersectsNode(paragraph)) return "";
  const range = selection.getRangeAt(0).cloneRange();
  const whole = document.createRange();
  whole.selectNodeContents(paragraph);
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0)
    range.setStart(whole.startContainer, whole.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0)
    range.setEnd(whole.endContainer, whole.endOffset);
  const words = range.cloneContents();
  for (const struck of words.querySelectorAll("del")) struck.remove();
  return (words.textContent ?? "").trim();
}

/**
 * Words onto the clipboard; whether the browser lets us.
 * @param {string} words
 */
async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts the citation of a paragraph onto the clipboard, with the words selected in it.
 * @param {Element | null | undefined} words of the paragraph
 * @param {string} source where they stand
 * @returns what to say of it
 */
export async function copyCitation(words, source) {
  const selected = words ? selectedIn(words) : "";
  const citation = (selected ? `“${selected}” ` : "") + `(${source})`;
  return (await copy(citation)) ? `Copied: ${citation}` : `Copy this: ${citation}`;
}

/**
 * Words as a file for the reader.
 * @param {string} file what it is called
 * @param {string} words
 */
export function download(file, words) {
  const href = URL.createObjectURL(new Blob([words], { type: "text/plain" }));
  const link = element("a", "", { download: file, href, hidden: "" });
  document.body.append(link); // some pages take no click on what stands outside them
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href));
}

/**
 * Into a box as if it had been typed, so that undo takes it back and it is kept.
 * @param {HTMLInputElement | HTMLTextAreaElement} box
 * @param {string} words
 * @param {number} start
 * @param {number} end
 */
export function write(box, words, start, end) {
  box.focus();
  box.setSelectionRange(start, end);
  const quick = words.length < 10_000; // a longer text takes a browser many seconds
  if (!quick || !document.execCommand("insertText", false, words)) {
    box.setRangeText(words, start, end, "end");
    box.dispatchEvent(new Event("input"));
  }
}

/**
 * A press on what takes the selected words leaves them selected.
 * @param {MouseEvent} event
 */
export function keepSelection(event) {
  if (closest(event.target, ".pb-cite, [data-quote]")) event.preventDefault();
}
