// @ts-check
// What was typed and Python has not acknowledged, kept in the browser: it outlives a
// restart of the kernel, and of the page.
import { element, write } from "./drawing.js";

const BETWEEN = "\n\n— — —\n\n"; // between words of several windows
const WHENCE =
  "These words were written in another window, or left here before. What stands in the"
  + " box was kept after them.";

/**
 * What the browser has under a key.
 * @param {string} key
 */
function stored(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * Has the browser keep words under a key, or nothing any more.
 * @param {string} key
 * @param {string | null} words
 */
function store(key, words) {
  try {
    if (words === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, words);
  } catch {
    // a browser that stores nothing: the box still holds the words
  }
}

/**
 * All words of boxes that are kept here, of any person and panel, with their keys.
 * @returns {[string, string][]}
 */
export function unsent() {
  const isOurs = (/** @type {string} */ key) => /\/(draft|beside)$/.test(key);
  return Object.keys(sessionStorage).filter(isOurs).map((key) => {
    const kept = stored(key) ?? "";
    return [key, key.endsWith("/draft") ? JSON.parse(kept).words : kept];
  });
}

/** @param {string[]} keys of words that stand elsewhere now */
export function forget(keys) {
  for (const key of keys) store(key, null);
}

/** The drafts of one person, in one panel of one notebook. */
export class Drafts {
  /**
   * @param {string} owner the person and the notebook
   * @param {string} title that of the panel
   */
  constructor(owner, title) {
    this.owner = owner;
    this.title = title;
    /**
     * By the name of a box what Python may have of it: what was acknowledged, and what
     * was sent since. A draft typed over anything else is older than what Python has.
     * @type {Map<string, string[]>}
     */
    this.known = new Map();
  }

  /**
   * @param {string} name
   * @param {"draft" | "beside"} what
   * @param {string | null} words
   */
  #keep(name, what, words) {
    store(`${this.owner}/${this.title}/${name}/${what}`, words);
  }

  /**
   * What is kept of a box. Drafts were once kept under the title alone: those move.
   * @param {string} name
   * @param {"draft" | "beside"} what
   */
  #kept(name, what) {
    const old = `${this.title}/${name}/${what}`;
    const key = `${this.owner}/${old}`;
    const before = stored(old);
    if (before !== null && stored(key) === null) {
      store(key, before);
      store(old, null);
    }
    return stored(key);
  }

  /**
   * Words as they are typed.
   * @param {string} name
   * @param {string} words
   */
  typed(name, words) {
    const draft = { words, known: this.known.get(name) ?? [] };
    this.#keep(name, "draft", JSON.stringify(draft));
  }

  /**
   * Words on their way to Python.
   * @param {string} name
   * @param {string} words
   */
  sent(name, words) {
    this.known.get(name)?.push(words);
    this.typed(name, words);
  }

  /**
   * Words that Python put into the box.
   * @param {string} name
   * @param {string} words
   */
  placed(name, words) {
    this.known.set(name, [words]);
  }

  /**
   * Words that Python has kept: there is no draft of them any more.
   * @param {string} name
   * @param {string} words
   */
  acknowledged(name, words) {
    this.placed(name, words);
    this.#keep(name, "draft", null);
  }

  /**
   * Whether words of a box were not acknowledged.
   * @param {string} name
   */
  pending(name) {
    return this.#kept(name, "draft") !== null;
  }

  /**
   * The words with which a new box begins: a draft that was typed over those that
   * Python has. An older one goes beside the box.
   * @param {string} name
   * @param {string} words what Python has
   */
  begin(name, words) {
    const draft = JSON.parse(this.#kept(name, "draft") ?? "null");
    this.placed(name, words);
    if (!draft) return words;
    if (draft.words !== words && draft.known.includes(words)) return draft.words;
    if (draft.words !== words) this.addBeside(name, draft.words);
    this.#keep(name, "draft", null);
    return words;
  }

  /**
   * @param {string} name
   * @param {string} words of another window
   */
  addBeside(name, words) {
    const others = this.#kept(name, "beside")?.split(BETWEEN) ?? [];
    if (!others.includes(words))
      this.#keep(name, "beside", [...others, words].join(BETWEEN));
  }

  /**
   * Words of another window, or left here before, beside their box: to be read, taken
   * or thrown away.
   * @param {import("./fields.js").Field} field
   * @param {HTMLTextAreaElement | HTMLInputElement} input
   */
  showBeside({ name, label }, input) {
    const others = this.#kept(name, "beside");
    input.parentElement?.querySelector(".pb-beside")?.remove();
    if (!others) return;
    const group = { role: "group", "aria-label": `Other words for: ${label}` };
    const made = element("div", "pb-beside", group);
    const act = (/** @type {string} */ words, /** @type {boolean} */ taken) => {
      const button = element("button", "", { type: "button" }, words);
      button.addEventListener("click", () => {
        if (taken) write(input, others, 0, input.value.length);
        this.#keep(name, "beside", null);
        made.remove();
        input.focus();
      });
      return button;
    };
    made.append(element("p", "", {}, WHENCE), element("pre", "", {}, others));
    made.append(act("Put them into the box", true), act("Throw them away", false));
    input.parentElement?.append(made);
  }
}
