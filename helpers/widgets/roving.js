// @ts-check
// A picture whose boxes can be pressed is one stop of Tab, and so is a toolbar. Inside
// it the arrow keys go from one to the next, in a map along its lines: down to what
// bears on a box, up to what it bears on; left and right go through all of them, Home
// and End to the ends.
import { all, closest, isShown } from "./drawing.js";
import { editors } from "./panel.js";

/** What is one stop, and what can be pressed inside it. */
const STOPS = {
  svg: "g[data-action][tabindex]",
  "[role=toolbar]": "button, input",
  ".pb-walked": "button",
  "[data-walk]": "button",
};

/**
 * The boxes of each stop in a place, as far as they can be seen.
 * @param {HTMLElement} root
 */
function walks(root) {
  return Object.entries(STOPS).flatMap(([whole, box]) =>
    all(root, whole).map((each) => all(each, box).filter(isShown)),
  );
}

/**
 * The one box of several that Tab comes to.
 * @param {HTMLElement[]} boxes
 * @param {HTMLElement} stop
 */
function stopAt(boxes, stop) {
  for (const box of boxes) box.setAttribute("tabindex", box === stop ? "0" : "-1");
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

/** @param {import("./panel.js").View} view */
function rove({ root, signal }) {
  let last = -1;
  /** @type {Element | undefined} */
  let stood; // the stop that the reader came to last
  const walkOf = (/** @type {EventTarget | null} */ target) =>
    walks(root).find((boxes) => boxes.some((box) => box === target));
  const drawn = () => {
    for (const boxes of walks(root)) {
      const stop =
        boxes.find((box) => box === document.activeElement)
        ?? boxes.find((box) => box.ariaCurrent)
        ?? boxes.find((box) => box === stood);
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
    if (!boxes) return;
    const here = boxes.findIndex((box) => box === target);
    const isPicture = closest(boxes[here], "svg, [data-walk]") !== null;
    if (!isPicture && /Up|Down/.test(key)) return; // the page's
    event.preventDefault(); // and the page stays
    const next = led(boxes, here, key, last);
    if (!next) return;
    if (key === "ArrowDown") last = here;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  root.addEventListener("drawn", drawn, { signal });
  root.addEventListener("focusin", came, { signal });
  root.addEventListener("keydown", press, { signal });
  const placed = new ResizeObserver(drawn); // drawn before, it is seen only now
  placed.observe(root);
  signal.addEventListener("abort", () => placed.disconnect());
}

editors.push(rove);
