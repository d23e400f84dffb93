// @ts-check
// A picture whose boxes can be pressed is one stop of Tab. Inside it the arrow keys go
// from box to box, in a map along its lines: down to what bears on a box, up to what it
// bears on; left and right go through all of them, Home and End to the ends.
import { all, closest } from "./drawing.js";
import { editors } from "./panel.js";

const BOX = "g[data-action][tabindex]";

/**
 * The one box of a picture that Tab comes to.
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
  /** The action of the last stop in each picture. @type {Map<string | null, string>} */
  const stops = new Map();
  const boxesBeside = (/** @type {Element} */ box) => {
    const picture = box.closest("svg");
    return picture ? all(picture, BOX) : [];
  };
  const drawn = () => {
    for (const picture of all(root, "svg")) {
      const boxes = all(picture, BOX);
      if (!boxes.length) continue;
      const action = stops.get(picture.ariaLabel);
      const stop =
        boxes.find((box) => box === document.activeElement)
        ?? boxes.find((box) => box.ariaCurrent)
        ?? boxes.find((box) => box.dataset.action === action);
      stopAt(boxes, stop ?? boxes[0]);
    }
  };
  const came = (/** @type {FocusEvent} */ { target }) => {
    const box = closest(target, BOX);
    if (!box) return;
    stops.set(box.closest("svg")?.ariaLabel ?? "", box.dataset.action ?? "");
    stopAt(boxesBeside(box), box);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const box = closest(event.target, BOX);
    if (!box || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!/^(Home|End|Arrow(Left|Right|Up|Down))$/.test(event.key)) return;
    event.preventDefault(); // and the page stays
    const boxes = boxesBeside(box);
    const here = boxes.indexOf(box);
    const next = led(boxes, here, event.key, last);
    if (!next) return;
    if (event.key === "ArrowDown") last = here;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  root.addEventListener("drawn", drawn, { signal });
  root.addEventListener("focusin", came, { signal });
  root.addEventListener("keydown", press, { signal });
}

editors.push(rove);
