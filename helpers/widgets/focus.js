// @ts-check
// The focus stays where it was when what had it is drawn anew: on what is called the
// same, else on what has come in its place, else on the panel, which has a name.
import { actionIn, all, closest, isShown } from "./drawing.js";

/**
 * Where the focus was: in which part of a panel, on what, and which one of those.
 * @typedef {{ part: Element, kind: string, key: string, nth: number, place: number }}
 *   Standing
 */

/** The data that tell a control from all others. */
const KEYS = ["action", "copy", "quote", "line", "same", "back"];

/** @param {Element} each */
const isBox = (each) => each.matches("textarea, input[type=text]");

/**
 * What a control is called when it is drawn anew: what it does, or else its name and
 * the paragraph in which it stands.
 * @param {HTMLElement} each
 */
function keyOf(each) {
  const name = KEYS.find((known) => each.dataset[known] !== undefined);
  if (name) return `${name}/${each.dataset[name]}`;
  const label = each instanceof HTMLInputElement ? each.labels?.[0] : each;
  const words = each.ariaLabel ?? label?.textContent?.trim();
  return `${closest(each, "[data-cite]")?.dataset.cite ?? ""}/${words}`;
}

/** Keeps the focus in one view of a panel while its parts are drawn. */
export class Focus {
  /** What had it before the panel itself. @type {Standing | undefined} */
  #lost;

  /**
   * @param {HTMLElement} root the panel, which may have the focus itself
   * @param {Element[]} parts that are drawn apart
   */
  constructor(root, parts) {
    this.root = root;
    this.parts = parts;
  }

  /**
   * Draws, and puts the focus back where that took it away.
   * @param {() => void} draw
   */
  keep(draw) {
    const here = document.activeElement;
    const stood = here === this.root ? this.#lost : this.#standing(here);
    draw();
    const now = document.activeElement;
    const held = now && now !== this.root && this.root.contains(now) && isShown(now);
    this.#lost = held ? undefined : stood;
    if (!stood || held) return;
    const like = this.#like(stood);
    if (like) like.focus({ preventScroll: true });
    else this.#take();
  }

  /** The panel has the focus until it is left; a press on its words takes none. */
  #take() {
    const { root } = this;
    root.tabIndex = -1;
    root.focus({ preventScroll: true });
    const leave = () => root.removeAttribute("tabindex");
    root.addEventListener("blur", leave, { once: true });
  }

  /**
   * @param {Element | null} here
   * @returns {Standing | undefined}
   */
  #standing(here) {
    const part = this.parts.find((each) => here !== each && each.contains(here));
    if (!part || !here) return undefined;
    const kind = here.localName;
    const alike = all(part, kind).filter(isShown);
    const place = alike.findIndex((each) => each === here);
    if (place < 0) return undefined;
    const key = keyOf(alike[place]);
    const nth = alike.slice(0, place).filter((each) => keyOf(each) === key).length;
    return { part, kind, key, nth, place };
  }

  /**
   * A box in which somebody writes is never another one: its panel knows which.
   * @param {Standing} stood
   */
  #like({ part, kind, key, nth, place }) {
    const can = (/** @type {HTMLElement} */ each) => isShown(each) && !isBox(each);
    const alike = all(part, kind).filter(can);
    const same = alike.filter((each) => keyOf(each) === key);
    const again = same.at(Math.min(nth, same.length - 1));
    const moved = all(this.root, kind).find((each) => can(each) && keyOf(each) === key);
    const next = kind === "textarea" || kind === "input" ? undefined : alike;
    return again ?? moved ?? next?.at(Math.min(place, next.length - 1));
  }
}

/**
 * Back to what opened a passage.
 * @param {HTMLElement} html that has it
 * @param {HTMLElement | undefined} pressed
 */
export function backToOpener(html, pressed) {
  const again = pressed?.isConnected
    ? pressed
    : actionIn(html, pressed?.dataset.action ?? "");
  const current = all(html, "[aria-current]").find(isShown);
  const place = current ?? again ?? all(html, "[data-action]").find(isShown);
  place?.focus({ preventScroll: true });
  // the picture first, then its box, where the picture is larger than the window
  (place?.closest("[data-same]") ?? place)?.scrollIntoView({ block: "nearest" });
  place?.scrollIntoView({ block: "nearest" });
}
