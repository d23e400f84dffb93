// @ts-check
// A picture whose boxes can be pressed is one stop of Tab, and so are a toolbar, a list
// of buttons and a passage. Inside it the arrow keys go from one to the next, in a map
// along its lines: down to what bears on a box, up to what it bears on; left and right
// go through all of them, Home and End to the ends.
import { all, closest, isShown } from "./drawing.js";
import { editors } from "./panel.js";

const GO_ON = "Left and right arrow go on from here";

/**
 * What is one stop, and what can be pressed inside it.
 * @typedef {Record<string, string>} Stops
 * @type {Stops}
 */
const STOPS = {
  svg: "g[data-action][tabindex]",
  "[role=toolbar]": "button, input, summary",
  "[data-walk]": "button, summary",
  ".pb-paragraph": "button",
};

/**
 * The boxes of each stop in a place, as far as they can be seen; a stop inside another
 * is a part of it.
 * @param {HTMLElement} root
 * @param {Stops} stops
 */
function walks(root, stops) {
  const wholes = Object.keys(stops).join();
  return Object.entries(stops).flatMap(([whole, box]) =>
    all(root, whole)
      .filter((each) => !each.parentElement?.closest(wholes))
      .map((each) => all(each, box).filter(isShown)),
  );
}

/**
 * The one box of several that Tab comes to; outside pictures, which say it themselves,
 * each says that there are more.
 * @param {HTMLElement[]} boxes
 * @param {HTMLElement} stop
 */
function stopAt(boxes, stop) {
  for (const box of boxes) {
    box.setAttribute("tabindex", box === stop ? "0" : "-1");
    if (!(box instanceof HTMLElement)) continue;
    const more = boxes.length > 1;
    box.toggleAttribute("data-more", more);
    if (more) box.setAttribute("aria-description", GO_ON);
    else box.removeAttribute("aria-description");
  }
}

/**
 * What a box bears on, by their numbers in the picture.
 * @param {HTMLElement} box
 */
const above = (box) => (box.dataset.onto ?? "").split(" ").filter(Boolean).map(Number);

/**
 * Where a key leads from a box; `last` is the box from which the reader went down.
 * @param {HTMLElement[]} boxes of the picture, in their order
 * @param {number} here
 * @param {string} key
 * @param {number} last
 */
function led(boxes, here, key, last) {
  const lines = boxes.some((box) => box.dataset.onto !== undefined);
  const up = above(boxes[here]);
  /** @type {Record<string, () => number | undefined>} */
  const ways = {
    Home: () => 0,
    End: () => boxes.length - 1,
    ArrowLeft: () => here - 1,
    ArrowRight: () => here + 1,
    ArrowUp: () => (lines ? (up.includes(last) ? last : up[0]) : here - 1),
    ArrowDown: () =>
      lines ? boxes.findIndex((box) => above(box).includes(here)) : here + 1,
  };
  return boxes[ways[key]?.() ?? -1];
}

/**
 * Makes one stop of Tab of each of these in a place, whenever it is drawn.
 * @param {{ root: HTMLElement, signal: AbortSignal }} view
 * @param {Stops} stops
 * @returns what does it once
 */
export function rove({ root, signal }, stops) {
  let last = -1;
  /** @type {Element | undefined} */
  let stood; // the stop that the reader came to last
  const walkOf = (/** @type {EventTarget | null} */ target) =>
    walks(root, stops).find((boxes) => boxes.some((box) => box === target));
  const drawn = () => {
    for (const boxes of walks(root, stops)) {
      const stop =
        boxes.find((box) => box === document.activeElement)
        ?? boxes.find((box) => box.ariaCurrent)
        ?? boxes.find((box) => box === stood)
        ?? boxes.find((box) => box.getAttribute("tabindex") === "0"); // left before
      if (boxes.length) stopAt(boxes, stop ?? boxes[0]);
    }
  };
  const came = (/** @type {FocusEvent} */ { target }) => {
    const boxes = walkOf(target);
    const stop = boxes?.find((box) => box === target);
    if (boxes && stop) stopAt(boxes, (stood = stop));
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const { key, target, ctrlKey, altKey, metaKey } = event;
    if (ctrlKey || altKey || metaKey) return;
    if (!/^(Home|End|Arrow(Left|Right|Up|Down))$/.test(key)) return;
    const boxes = walkOf(target);
    if (!boxes || boxes.length < 2) return;
    const here = boxes.findIndex((box) => box === target);
    const isUpright = closest(boxes[here], "svg, ul[data-walk]") !== null;
    if (!isUpright && /Up|Down/.test(key)) return; // the page's
    event.preventDefault(); // and the page stays
    const next = led(boxes, here, key, last);
    if (!next) return;
    if (key === "ArrowDown") last = here;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  for (const event of ["drawn", "change", "toggle"]) // of what folds, as it opens
    root.addEventListener(event, drawn, { capture: event === "toggle", signal });
  root.addEventListener("focusin", came, { signal });
  root.addEventListener("keydown", press, { signal });
  const placed = new ResizeObserver(drawn); // drawn before, it is seen only now
  placed.observe(root);
  signal.addEventListener("abort", () => placed.disconnect());
  return drawn;
}

editors.push((view) => rove(view, STOPS));
