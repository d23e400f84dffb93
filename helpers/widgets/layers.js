// @ts-check
// What a paragraph has in layers is there only where it is shown: corrections are no
// insertions where they are hidden, and an explained word is no button.
import { all, element, unfold } from "./drawing.js";
import { editors } from "./panel.js";

/** The buttons in whose place words stand. @type {WeakMap<Element, HTMLElement>} */
const buttonsOf = new WeakMap();

/** @param {HTMLElement} root */
export function showLayers(root) {
  const shows = (/** @type {string} */ layer) => root.classList.contains(layer);
  for (const inserted of all(root, "ins"))
    if (shows("pb-show-corrections")) inserted.removeAttribute("role");
    else inserted.setAttribute("role", "none");
  if (shows("pb-can-terms") && !shows("pb-show-terms")) makeWords(root);
  else makeButtons(root);
}

/** @param {HTMLElement} root */
function makeWords(root) {
  for (const button of all(root, "button.pb-term")) {
    if (button.ariaExpanded === "true") unfold(button);
    const words = element("span", "pb-plain");
    words.append(...button.childNodes);
    buttonsOf.set(words, button);
    button.replaceWith(words);
  }
}

/** @param {HTMLElement} root */
function makeButtons(root) {
  for (const words of all(root, ".pb-plain")) {
    const button = buttonsOf.get(words);
    button?.append(...words.childNodes);
    if (button) words.replaceWith(button);
  }
}

editors.push(({ root, signal }) => {
  for (const event of ["drawn", "change"])
    root.addEventListener(event, () => showLayers(root), { signal });
});
