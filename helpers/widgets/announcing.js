// @ts-check
// What a panel says: at once, in its status, which is read out; while somebody writes,
// in a mark that is only seen, and in the status once they rest or leave the box.
import { element, newId } from "./drawing.js";

const REST = 2000; // milliseconds without a letter, after which somebody rests
// not taken away: what comes back is not read out
const UNSEEN =
  "position: absolute; width: 1px; height: 1px; overflow: hidden;"
  + " clip-path: inset(50%)";
const UNKEPT = "Not kept yet.";

/** The status of one view, and the mark beside it. */
export class Announcer {
  status = element("p", "pb-status", { role: "status", id: newId() });
  mark = element("p", "pb-status pb-quiet", { hidden: "" });
  /** @type {number | undefined} */
  #rest;
  #heard = false; // whether the one who writes has heard something in this box

  /**
   * Read out, also when the words are the same as before.
   * @param {string} words
   */
  say(words) {
    this.stop();
    this.mark.hidden = true;
    this.status.style.cssText = "";
    this.status.replaceChildren(words);
  }

  /**
   * Seen in place of the status, and read out when the one who writes rests; only once
   * in a box, or a voice would talk over every sentence.
   * @param {string} words
   */
  note(words) {
    this.stop();
    this.mark.textContent = words;
    this.mark.hidden = false;
    this.status.style.cssText = UNSEEN;
    if (this.#heard || words === UNKEPT) return;
    this.#rest = setTimeout(() => {
      this.#heard = true;
      this.say(words);
    }, REST);
  }

  /** What is being typed is not kept yet. */
  typing() {
    this.note(UNKEPT);
  }

  /** The box is left: what was noted is said; what is not kept yet says so itself. */
  leave() {
    this.#heard = false;
    const words = this.mark.textContent ?? "";
    if (!this.mark.hidden && words !== UNKEPT) this.say(words);
  }

  /** No timer outlives its view. */
  stop() {
    clearTimeout(this.#rest);
  }
}
