// @ts-check
// A drawer over a part of the page, in which the words of a citation are read: a dialog
// that Escape closes, and that gives the focus back to where it came from.
import {
  all, closest, copyCitation, element, fill, keepSelection, newId, unfold,
} from "./drawing.js";
import { button } from "./fields.js";
import { showLayers } from "./layers.js";

/**
 * A paragraph: where it stands, how it is cited without its number, and its words.
 * @typedef {[string, string, string]} Passage
 *
 * A statement from outside the texts, and where it comes from, as HTML.
 * @typedef {[string, string]} Source
 *
 * @typedef {object} Place what a citation names; a sentence is 0 where none is named
 * @property {string} text its id
 * @property {number} first paragraph
 * @property {number} sentence of the first paragraph
 * @property {number} last paragraph
 * @property {number} lastSentence of the last paragraph
 */

const CITATION = /^([^:]+):(\d+)(?:\.(\d+))?(?:[-–](\d+)(?:\.(\d+))?)?$/;

/**
 * What a citation names, as `cite.parse` reads it; nothing where it is none.
 * @param {string} cite
 * @returns {Place | undefined}
 */
export function placeOf(cite) {
  const read = CITATION.exec(cite);
  if (!read) return undefined;
  const [first, sentence, end, endSentence] = read.slice(2).map((n) => Number(n ?? 0));
  if (!end) return place(read[1], first, sentence, first, sentence);
  if (sentence && !endSentence) return place(read[1], first, sentence, first, end);
  return place(read[1], first, sentence, end, endSentence);
}

/** @returns {Place} */
function place(
  /** @type {string} */ text,
  /** @type {number} */ first,
  /** @type {number} */ sentence,
  /** @type {number} */ last,
  /** @type {number} */ lastSentence,
) {
  return { text, first, sentence, last, lastSentence };
}

/** The drawer of one view of a notebook. */
export class Drawer {
  #id = newId();
  #cite = "";
  #place = place("", 0, 0, 0, 0);
  /** @type {HTMLElement | undefined} */
  #opener; // what has the focus again
  /** @type {HTMLElement[]} */
  #ofText; // the buttons that only a passage needs
  #heading = element("h2", "pb-heading", { id: this.#id });
  #said = element("p", "pb-status", { role: "status" });
  #words = element("div", "pb-html");
  #root = element("div", "pb-panel pb-drawer", {
    role: "dialog",
    lang: "en",
    "aria-labelledby": this.#id,
    tabindex: "-1",
  });

  /**
   * @param {HTMLElement} notebook the panel of JupyterLab that has the notebook
   * @param {Record<string, Passage[]>} passages by the ids of the texts
   * @param {Record<string, Source>} sources by the addresses of their signs
   * @param {AbortSignal} signal aborted when the guide goes
   */
  constructor(notebook, passages, sources, signal) {
    this.notebook = notebook;
    this.passages = passages;
    this.sources = sources;
    const acts = element("div", "pb-controls");
    this.#ofText = [
      button("Previous paragraph", () => this.#step(this.#place.first - 1)),
      button("Next paragraph", () => this.#step(this.#place.last + 1)),
      button("Copy citation", () => this.#copy(this.#cite)),
    ];
    acts.append(...this.#ofText, button("Close", () => this.close()));
    const head = element("div", "pb-head");
    head.append(this.#heading, acts, this.#said);
    this.#root.append(head, this.#words);
    const listened = { signal };
    this.#root.addEventListener("keydown", (event) => this.#key(event), listened);
    this.#root.addEventListener("click", (event) => this.#click(event), listened);
    this.#root.addEventListener("mousedown", keepSelection, listened);
    this.#root.addEventListener("drawn", () => showLayers(this.#root), listened);
    signal.addEventListener("abort", () => this.#root.remove());
  }

  /**
   * @param {string} cite
   * @param {HTMLElement} opener
   * @returns whether it is a citation of these texts, or a source
   */
  open(cite, opener) {
    const named = placeOf(cite);
    const source = Object.hasOwn(this.sources, cite) ? this.sources[cite] : undefined;
    const passage = named && Object.hasOwn(this.passages, named.text);
    if (!source && !passage) return false;
    this.#opener = opener;
    this.#put(opener);
    for (const each of this.#ofText) each.hidden = Boolean(source);
    if (source) this.#showSource(source);
    else if (named) this.#show(cite, named);
    this.#root.focus({ preventScroll: true });
    return true;
  }

  /** @param {Source} source */
  #showSource([statement, words]) {
    this.#heading.textContent = statement;
    this.#said.textContent = "";
    fill(this.#words, words, this.#id);
    this.#root.scrollTop = 0;
  }

  close() {
    this.#root.remove();
    // JupyterLab may have drawn the prose anew
    const opener = this.#opener?.isConnected ? this.#opener : this.#sameLink();
    opener?.focus({ preventScroll: true });
  }

  #sameLink() {
    const href = this.#opener?.getAttribute("href");
    return all(this.notebook, "a").find((each) => each.getAttribute("href") === href);
  }

  /**
   * Below, or above where what was chosen would be covered.
   * @param {HTMLElement} opener
   */
  #put(opener) {
    const whole = this.notebook.getBoundingClientRect();
    const sheet = this.notebook.querySelector(".jp-WindowedPanel-outer");
    const seen = (sheet ?? this.notebook).getBoundingClientRect();
    const low = opener.getBoundingClientRect().bottom > seen.top + seen.height / 2;
    this.#root.classList.toggle("pb-top", low);
    this.#root.style.top = low ? `${seen.top - whole.top}px` : "auto";
    this.#root.style.maxHeight = `${seen.height / 2 - 20}px`;
    this.notebook.append(this.#root);
  }

  /**
   * @param {string} cite
   * @param {Place} named
   */
  #show(cite, named) {
    const passages = this.passages[named.text];
    const chosen = passages.slice(named.first - 1, named.last);
    this.#cite = cite;
    this.#place = named;
    this.#heading.textContent = `${cite}. ${chosen[0]?.[0] ?? "No such paragraph"}`;
    this.#said.textContent = chosen.length
      ? ""
      : `The paragraphs of ${named.text} are 1 to ${passages.length}.`;
    fill(this.#words, chosen.map(([, , words]) => words).join(""), this.#id);
    const marked = mark(this.#words, named);
    this.#root.scrollTop = 0;
    if (!marked) return;
    const room = this.#root.clientHeight - marked.offsetHeight;
    const under = marked.getBoundingClientRect().top - this.#top();
    this.#root.scrollTop = under - Math.max(0, room / 3);
  }

  #top() {
    return this.#root.getBoundingClientRect().top;
  }

  /** @param {number} number of a paragraph */
  #step(number) {
    const { text } = this.#place;
    if (number < 1 || number > this.passages[text].length) {
      this.#said.textContent = "The text has no paragraph there.";
      return;
    }
    this.#show(`${text}:${number}`, place(text, number, 0, number, 0));
    this.#said.textContent = `${text}:${number} is open.`;
  }

  /** @param {string} cite */
  async #copy(cite) {
    const { text, first } = this.#place;
    const source = `${this.passages[text][first - 1]?.[1]}, ${cite}`;
    this.#said.textContent = await copyCitation(this.#words, source);
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const pressed = closest(target, "button");
    if (pressed?.dataset.copy)
      this.#copy(closest(pressed, "[data-cite]")?.dataset.cite ?? "");
    if (pressed?.hasAttribute("aria-controls")) unfold(pressed);
  }

  /**
   * Keys pressed here are not JupyterLab's, but for saving; Tab goes round.
   * @param {KeyboardEvent} event
   */
  #key(event) {
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    if (!saves) event.stopPropagation();
    if (event.key === "Escape") this.close();
    if (event.key !== "Tab") return;
    const buttons = all(this.#root, "button:not([hidden])");
    const [last, next] = event.shiftKey ? [0, -1] : [-1, 0];
    const here = document.activeElement;
    if (here !== buttons.at(last) && (here !== this.#root || !event.shiftKey)) return;
    event.preventDefault();
    buttons.at(next)?.focus();
  }
}

/**
 * Marks the sentences that are named, and returns the first mark.
 * @param {HTMLElement} drawn
 * @param {Place} named
 */
function mark(drawn, { first, sentence, last, lastSentence }) {
  if (!sentence && !lastSentence) return undefined;
  const marks = all(drawn, "[data-sentence]").filter((each) => {
    const paragraph = Number(closest(each, "[data-cite]")?.dataset.cite?.split(":")[1]);
    const number = Number(each.dataset.sentence);
    const begun = paragraph > first || number >= sentence;
    return begun && (paragraph < last || !lastSentence || number <= lastSentence);
  });
  for (const each of marks) {
    const made = element("mark", "pb-cited");
    made.append(...each.childNodes);
    each.append(made);
  }
  return marks[0];
}
