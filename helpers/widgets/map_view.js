// @ts-check
// A map and the claim beside it: both in the window when a claim is opened or judged,
// and the small picture that shows which part of the whole is in sight.
import { all, closest, isShown, showMarked } from "./drawing.js";
import { editors } from "./panel.js";

/** @typedef {import("./panel.js").View} View */

/** @param {View} view */
function showMaps(view) {
  const { root, signal } = view;
  let looked = "0";
  const body = /** @type {Element} */ (root.querySelector(".pb-body"));
  let sent = "large"; // as Python draws before it is asked
  let room = ""; // that the map had when it was last scrolled to what is marked
  const sizes = new ResizeObserver(() => {
    const pane = paneOf(root);
    if (!pane?.clientWidth) return;
    const now = `${pane.clientWidth}/${pane.clientHeight}`;
    if (now !== room) showMarked(pane);
    room = now;
    frameSeen(root);
    const beside = getComputedStyle(body).display === "grid"; // the claim and the map
    const size = (beside ? "large" : "small") + (isSpaced(pane) ? " spaced" : "");
    if (size !== sent) view.messages.mention(`size/${size}`);
    sent = size;
  });
  const drawn = () => {
    placeStatus(view);
    const look = root.querySelector("[data-look]")?.getAttribute("data-look") ?? "0";
    if (look !== looked && view.messages.waiting.size) showTogether(root);
    looked = look;
    const pane = paneOf(root);
    if (pane) sizes.observe(pane);
    frameSeen(root);
  };
  // after all that comes with one message
  root.addEventListener("drawn", () => queueMicrotask(drawn), { signal });
  root.addEventListener("scroll", () => frameSeen(root), { capture: true, signal });
  root.addEventListener("focusin", ({ target }) => focused(root, target), { signal });
  root.addEventListener("click", (event) => go(root, event), { signal });
  sizes.observe(root);
  signal.addEventListener("abort", () => sizes.disconnect());
}

/**
 * The status stands under the verdict where a claim is open, or else above all.
 * @param {View} view
 */
function placeStatus({ root, status }) {
  const place = root.querySelector("[data-status]");
  if (place?.contains(status)) return;
  if (place) place.append(status);
  else root.querySelector(".pb-body")?.before(status);
}

/**
 * Whether a reader has the letters of a map set apart, so that its boxes must be wider.
 * @param {HTMLElement} pane
 */
function isSpaced(pane) {
  const text = pane.querySelector(".pb-box text");
  if (!text) return false;
  const { letterSpacing, wordSpacing } = getComputedStyle(text);
  return [letterSpacing, wordSpacing].some((space) => parseFloat(space) > 0);
}

/**
 * The pane of the map.
 * @param {HTMLElement} root
 */
function paneOf(root) {
  return all(root, ".pb-map")[0];
}

/**
 * Brings the map and the head of the claim into the window, as far as both fit.
 * @param {HTMLElement} root
 */
function showTogether(root) {
  for (const part of [paneOf(root), ...all(root, "[data-head]")])
    part?.scrollIntoView({ block: "nearest" });
}

/**
 * A claim that was opened has the focus: it is seen with the map.
 * @param {HTMLElement} root
 * @param {EventTarget | null} target
 */
function focused(root, target) {
  if (target instanceof Element && target.matches(".pb-detail"))
    requestAnimationFrame(() => showTogether(root));
}

/**
 * Frames in the small picture what of the map is in sight; where all of it is, there is
 * nothing to find one's way in.
 * @param {HTMLElement} root
 */
function frameSeen(root) {
  const pane = paneOf(root);
  if (!pane?.scrollHeight) return;
  const whole = pane.scrollHeight <= pane.clientHeight + 1;
  root.classList.toggle("pb-in-sight", whole);
  for (const seen of all(root, ".pb-seen")) {
    const [, top, , height] = (seen.parentElement?.getAttribute("viewBox") ?? "")
      .split(" ").map(Number);
    const share = height / pane.scrollHeight;
    seen.setAttribute("y", String(top + pane.scrollTop * share));
    seen.setAttribute("height", String(pane.clientHeight * share));
  }
}

/**
 * A press on the small picture brings that place of the map into sight.
 * @param {HTMLElement} root
 * @param {MouseEvent} event
 */
function go(root, { target, clientY }) {
  const whole = closest(target, ".pb-whole");
  const pane = paneOf(root);
  if (!whole || !pane || !isShown(whole)) return;
  const { top, height } = whole.getBoundingClientRect();
  const middle = ((clientY - top) / height) * pane.scrollHeight;
  pane.scrollTo({ top: middle - pane.clientHeight / 2 });
}

editors.push(showMaps);
