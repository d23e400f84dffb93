// @ts-check
// A Panel in the page: its fields as native controls, its status as a live region, its
// HTML as Python made it.
import { Announcer } from "./announcing.js";
import { Drafts } from "./drafts.js";
import {
  closest, copyCitation, download, element, fill, keepSelection, newId, unfold,
} from "./drawing.js";
import { drawField, following, isTypedIn, markRefused, setOut } from "./fields.js";
import { Focus, backToOpener } from "./focus.js";
import { Messages } from "./messages.js";

/**
 * @typedef {import("./fields.js").Box} Box
 * @typedef {import("./messages.js").Message} Message
 * @typedef {import("./messages.js").Model} Model
 */

const PAUSE = 300; // milliseconds without a letter after which what was typed is sent

/**
 * What a panel with an editor adds to each of its views.
 * @type {((view: View) => void)[]}
 */
export const editors = [];

/** One view of a panel: two windows on it, or two outputs, are two views. */
export class View {
  id = newId();
  /** The fields that hold a value, by name. @type {Map<string, Box>} */
  boxes = new Map();
  /**
   * What each box held when it was last sent or placed: what differs is being typed.
   * @type {Map<string, string>}
   */
  sent = new Map();
  /** The fields that show or hide, drawn before. @type {Set<string>} */
  shown = new Set();
  announcer = new Announcer();
  status = this.announcer.status;
  #above = element("div", "pb-above");
  #controls = element("div", "pb-controls");
  #html = element("div", "pb-html");
  #passage = element("div", "pb-page");
  /** @type {Focus} */
  #focus;
  /** @type {HTMLElement | undefined} */
  #pressed; // the button that opened the passage below it
  /** @type {number | undefined} */
  #pause;
  #announced = false; // whether the answer under way has already changed the status
  #written = false; // whether what was sent last was only typed
  /** The fields that were sent last. @type {string[]} */
  #asked = [];

  /**
   * @param {Model} model
   * @param {AbortSignal} signal aborted when the view goes
   */
  constructor(model, signal) {
    const named = { role: "group", "aria-label": model.get("title"), lang: "en" };
    this.model = model;
    this.signal = signal;
    this.root = element("div", `pb-panel ${model.get("variant")}`, named);
    this.drafts = new Drafts(model.get("owner"), model.get("title"));
    this.messages = new Messages(model, this.id, (message, lost) =>
      this.#unanswered(message, lost),
    );
    const body = element("div", "pb-body");
    body.append(this.#html, this.#passage);
    const { status, mark } = this.announcer;
    this.root.append(this.#above, this.#controls, status, mark, body);
    const parts = [this.#above, this.#controls, this.#html, this.#passage];
    this.#focus = new Focus(this.root, parts);
  }

  /** Draws what the model has, and from now on what changes in it. */
  start() {
    const drawing = {
      above: () => this.#drawAbove(),
      fields: () => this.#drawFields(),
      status: () => this.#drawStatus(),
      html: () => this.#drawHtml(),
      passage: () => this.#drawPassage(),
      poll: () => this.messages.poll(this.model.get("poll")),
    };
    for (const [name, draw] of Object.entries(drawing)) {
      this.#follow(`change:${name}`, () => this.#focus.keep(draw));
      draw();
    }
    this.#follow("change:patch", () => this.#place());
    // several changes may come as one, in any order: first all is drawn
    this.#follow("change:focus", () => {
      this.#announced = true; // what is gone to is read out, and not an old status
      queueMicrotask(() => this.#goToFocus());
    });
    this.#follow("msg:custom", (message) => this.#answered(message));
    markRefused(this.root, [], this.status.id);
    this.#markFocus(); // a page that is only opened draws nobody to it
    this.#announced = false;
    this.#listen();
    this.messages.come();
  }

  /**
   * @param {string} event of the model
   * @param {(message: any) => void} act
   */
  #follow(event, act) {
    this.model.on(event, act);
    this.signal.addEventListener("abort", () => this.model.off(event, act));
  }

  #listen() {
    const { root, signal } = this;
    root.addEventListener("keydown", (event) => this.#key(event), { signal });
    root.addEventListener("click", ({ target }) => this.#click(target), { signal });
    root.addEventListener("change", ({ target }) => this.#act(target), { signal });
    root.addEventListener("mousedown", keepSelection, { signal });
    root.addEventListener("focusout", () => this.announcer.leave(), { signal });
    const hide = () => this.messages.go(this.#collect());
    addEventListener("pagehide", hide, { signal });
    addEventListener("pageshow", () => this.messages.come(), { signal });
    signal.addEventListener("abort", () => {
      clearTimeout(this.#pause);
      hide();
      this.messages.stop();
      this.announcer.stop();
    });
  }

  // Messages

  /**
   * Sends what was changed, and an action; a field with `by` goes with these only.
   * @param {string} [action]
   * @param {string} [cause] a list that was set
   */
  send(action, cause = action) {
    const changed = this.#collect(cause);
    if (!action && !Object.keys(changed).length) return;
    const by = [...this.boxes.values()].filter(
      ({ field }) => cause && field.by?.includes(cause),
    );
    this.post({ action, changed }, by.map(({ field }) => field.name));
  }

  /**
   * @param {Message} message
   * @param {string[]} [more] fields that it is about, beside those that were changed
   */
  post(message, more = []) {
    const { action, changed } = message;
    this.#announced = false; // by another window, or by a look
    this.#written = !action;
    this.#asked = [...Object.keys(changed ?? {}), action ?? "", ...more];
    this.messages.post(message);
  }

  /**
   * What was changed since it was last sent.
   * @param {string} [cause] what was pressed, entered or set
   */
  #collect(cause) {
    clearTimeout(this.#pause);
    /** @type {Record<string, string>} */
    const changed = {};
    for (const [name, { input, field }] of this.boxes) {
      if (input.value === this.sent.get(name)) continue;
      if (field.by && !(cause && field.by.includes(cause))) continue;
      changed[name] = input.value;
      this.sent.set(name, input.value);
      if (field.keep) this.drafts.sent(name, input.value);
    }
    return changed;
  }

  /**
   * @param {string} name of a box with what a student writes
   * @param {string} words
   */
  typing(name, words) {
    this.announcer.typing();
    this.drafts.typed(name, words);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.send(), PAUSE);
  }

  /** @param {string} list that was set; what is to be kept waits for other boxes */
  choose(list) {
    this.send(undefined, list);
    this.#hold(this.messages.waiting.size > 0);
  }

  /** @param {boolean} held whether nothing can be typed for now */
  #hold(held) {
    for (const { input, field } of this.boxes.values())
      if (field.keep && !(input instanceof HTMLSelectElement)) input.readOnly = held;
  }

  /** @param {any} message from Python */
  #answered(message) {
    for (const [name, words] of Object.entries(message.beside ?? {}))
      this.#setBeside(name, words);
    if (message.file && message.view === this.id)
      this.save(message.file.name, message.file.words);
    if (!this.messages.arrive(message)) return;
    const all = !this.messages.waiting.size;
    for (const [name, { input, field }] of this.boxes) {
      if (!field.keep) continue;
      // refused, by a full disk for one: it is sent again with the next word
      if (!message.accepted) this.sent.delete(name);
      else if (all && input.value === this.sent.get(name))
        this.drafts.acknowledged(name, input.value);
    }
    if (all) this.#hold(false);
    markRefused(this.root, message.refused ? this.#asked : [], this.status.id);
    if (!message.accepted) this.say(this.model.get("status"));
    else if (!this.#announced) this.#drawStatus(); // the same words are no change of it
    this.#announced = false;
  }

  /**
   * A choice that was not kept is not shown as made.
   * @param {string} message
   * @param {boolean} lost whether the kernel is gone
   */
  #unanswered(message, lost) {
    for (const [name, { field }] of this.boxes)
      if (lost && field.keep) this.sent.delete(name); // so that it is sent again
    this.#announced = false; // what Python said is overwritten, and is said again later
    this.#hold(false);
    this.#focus.keep(() => {
      this.#drawAbove();
      this.#drawHtml();
      this.#drawPassage();
    });
    this.say(message);
  }

  /**
   * @param {string} name
   * @param {string} words kept by another window since
   */
  #setBeside(name, words) {
    const { input, field } = this.boxes.get(name) ?? {};
    if (!field || !input || words === input.value) return;
    if (input instanceof HTMLSelectElement) return;
    this.drafts.addBeside(name, words);
    this.drafts.showBeside(field, input);
  }

  // Drawing

  /** @param {string} message */
  say(message) {
    this.announcer.say(message);
  }

  /** What comes of writing is only seen, for as long as somebody writes. */
  #drawStatus() {
    const words = this.model.get("status");
    this.#announced = true;
    if (this.#written && isTypedIn(this.boxes)) this.announcer.note(words);
    else this.say(words);
  }

  #drawAbove() {
    fill(this.#above, this.model.get("above"), this.id);
  }
  #drawHtml() {
    fill(this.#html, this.model.get("html"), this.id);
  }

  #drawPassage() {
    fill(this.#passage, this.model.get("passage"), this.id);
  }

  #drawFields() {
    const before = [...this.boxes.values()];
    const focused = before.find(({ input }) => input === document.activeElement);
    const typed = before.filter(
      ({ field: { by, name }, input }) => by && input.value !== this.sent.get(name),
    );
    this.boxes.clear();
    const drawn = this.model.get("fields").map(
      (/** @type {import("./fields.js").Field} */ field) => drawField(this, field),
    );
    setOut(this.#controls, drawn, this.model.get("title"));
    for (const { field, input } of typed) {
      const box = this.boxes.get(field.name);
      if (box) box.input.value = input.value;
    }
    if (focused) following(this.boxes, focused)?.input.focus();
  }

  /** Values that Python changed, but into no box that is being typed in. */
  #place() {
    const values = this.model.get("patch").values ?? {};
    for (const [name, value] of Object.entries(values)) {
      const { input, field } = this.boxes.get(name) ?? {};
      if (!input || input.value !== this.sent.get(name)) continue;
      // the echo of an earlier message: what was typed since is on its way
      if (field?.keep && this.messages.waiting.size > 1) continue;
      input.value = value ?? "";
      this.sent.set(name, input.value);
      if (field?.keep) this.drafts.placed(name, input.value);
    }
  }

  /** Marks the citation that is to be seen, and returns its element. */
  #markFocus() {
    const cite = CSS.escape(this.model.get("focus").split("#")[0]);
    const opened = this.root.querySelector(`[data-cite="${cite}"]`);
    this.root.querySelector(".pb-opened")?.classList.remove("pb-opened");
    opened?.classList.add("pb-opened");
    return /** @type {HTMLElement | null} */ (opened);
  }

  #goToFocus() {
    const opened = this.#markFocus();
    const here = document.activeElement;
    // whoever has gone on to write elsewhere is not called back
    if (here && !this.root.contains(here) && !here.contains(this.root)) return;
    const block = /** @type {ScrollLogicalPosition} */ (opened?.dataset.block);
    // a list is passed through with the arrow keys, and keeps the focus
    if (!(here instanceof HTMLSelectElement)) opened?.focus({ preventScroll: true });
    const cited = opened?.querySelector(".pb-cited") ?? opened;
    cited?.scrollIntoView({ block: block ?? "center" });
  }

  // What a reader presses

  /**
   * Keys that arrive in a panel are the panel's: JupyterLab must not take them as its
   * shortcuts (undo!), but for saving.
   * @param {KeyboardEvent} event
   */
  #key(event) {
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    if (!saves) event.stopPropagation();
    const drawn = closest(event.target, "g[data-action]");
    if (!drawn || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    this.#press(drawn);
  }

  /** @param {EventTarget | null} target */
  #click(target) {
    const pressed = closest(target, "button, g[data-action]");
    if (pressed) this.#press(pressed);
  }

  /** @param {EventTarget | null} target */
  #act(target) {
    const { action } = /** @type {HTMLElement} */ (target).dataset;
    if (action) this.send(action);
  }

  /** @param {HTMLElement} pressed */
  #press(pressed) {
    const { action, back } = pressed.dataset;
    if (action) {
      this.#pressed = pressed;
      this.send(action);
    }
    if (pressed.dataset.copy) this.#cite(pressed, pressed.dataset.copy);
    if (back !== undefined) backToOpener(this.#html, this.#pressed);
    if (pressed.hasAttribute("aria-controls")) unfold(pressed);
  }

  /**
   * @param {HTMLElement} pressed
   * @param {string} source where the words stand
   */
  async #cite(pressed, source) {
    this.say(await copyCitation(pressed.parentElement?.querySelector("p"), source));
  }

  /**
   * @param {string} file what it is called
   * @param {string} words
   */
  save(file, words) {
    download(file, words);
    this.say(`Downloaded as ${file}.`);
    this.#announced = true; // and not what was said before it
  }
}

/** @param {{ model: Model, el: HTMLElement, signal: AbortSignal }} page */
function render({ model, el, signal }) {
  const view = new View(model, signal);
  for (const edit of editors) edit(view);
  el.append(view.root);
  view.start();
}

export default { render };
