// @ts-check
// What goes to Python and comes back: numbered messages, a silence that is mentioned,
// and a kernel that is gone.

/**
 * What anywidget gives a view of its model.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(content: object) => void} send
 * @property {(event: string, act: (message: any) => void) => void} on
 * @property {(event: string, act: (message: any) => void) => void} off
 * @property {any} [widget_manager] JupyterLab's, which knows the notebook
 *
 * @typedef {object} Message what a view tells Python
 * @property {string} [action] a button or a field that was entered
 * @property {Record<string, string>} [changed] fields, and what they hold now
 * @property {boolean} [shown] whether the view is on the page from now on
 */

const SILENCE = 5000; // milliseconds without an answer after which that is mentioned
const HELD =
  "What you typed is still in the box, and what is marked as chosen is what was kept"
  + " last.";
const LOST =
  `Not kept: the machine behind this page has stopped. ${HELD} Choose Run > Run All`
  + " Cells to go on.";
const SLOW =
  `No answer yet: the machine behind this page is busy, or has stopped. ${HELD}`;

export class Messages {
  /** The numbers of the messages that have no answer yet. @type {Set<number>} */
  waiting = new Set();
  #number = 0;
  #looking = false; // whether a look has not been answered yet
  /** @type {number | undefined} */
  #silence; // runs while an answer is awaited, from the message or the answer before
  /** @type {number | undefined} */
  #poll;

  /**
   * @param {Model} model
   * @param {string} view two views of one widget number their messages apart
   * @param {(message: string, lost: boolean) => void} unanswered what to do when no
   *   answer comes, or none can
   */
  constructor(model, view, unanswered) {
    this.model = model;
    this.view = view;
    this.unanswered = unanswered;
  }

  /**
   * A numbered message, of which the answer is awaited.
   * @param {Message} message
   */
  post(message) {
    this.#number += 1;
    this.waiting.add(this.#number);
    if (!this.#silence) this.#listen();
    try {
      this.model.send({ ...message, number: this.#number, view: this.view });
    } catch {
      this.waiting.delete(this.#number);
      this.#lose();
    }
  }

  /**
   * An action that nobody waits for: no answer to it is missed.
   * @param {string} action
   */
  mention(action) {
    try {
      this.model.send({ action, view: this.view });
    } catch {
      // the kernel is gone, and the page stays as it is
    }
  }

  /** Asks what is new; without a number, since nothing waits for it. */
  #look() {
    if (this.waiting.size || this.#looking) return;
    try {
      this.model.send({ action: "look", view: this.view });
      this.#looking = true;
    } catch {
      clearInterval(this.#poll);
      this.#lose();
    }
  }

  /**
   * Looks every so many seconds, for as long as the view is there.
   * @param {number} seconds
   */
  poll(seconds) {
    clearInterval(this.#poll);
    if (seconds) this.#poll = setInterval(() => this.#look(), seconds * 1000);
  }

  /** Python counts the views of a panel: one that is in none is not redrawn. */
  come() {
    try {
      this.model.send({ view: this.view, shown: true });
    } catch {
      // the kernel is gone, and with it whoever counts
    }
  }

  /**
   * The view goes, and with it what was typed last; no answer is awaited.
   * @param {Record<string, string>} changed
   */
  go(changed) {
    const typed = Object.keys(changed).length > 0;
    const message = { view: this.view, shown: false };
    if (typed) this.#number += 1;
    try {
      this.model.send(typed ? { ...message, changed, number: this.#number } : message);
    } catch {
      // the drafts have what was typed
    }
  }

  /** No timer outlives its view. */
  stop() {
    clearInterval(this.#poll);
    clearTimeout(this.#silence);
  }

  /**
   * Whether an answer is one to a numbered message of this view.
   * @param {{ answered?: number | null, view?: string, file?: object }} answer
   */
  arrive({ answered, view, file }) {
    if (view !== this.view || file) return false;
    if (answered === null || answered === undefined) {
      this.#looking = false;
      return false;
    }
    for (const number of this.waiting)
      if (number <= answered) this.waiting.delete(number);
    this.#listen();
    return true;
  }

  #listen() {
    clearTimeout(this.#silence);
    const mention = () => {
      this.#silence = undefined;
      this.unanswered(SLOW, false);
    };
    this.#silence = this.waiting.size ? setTimeout(mention, SILENCE) : undefined;
  }

  #lose() {
    clearTimeout(this.#silence);
    this.#silence = undefined;
    this.unanswered(LOST, true);
  }
}
