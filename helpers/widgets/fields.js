// @ts-check
// The fields of a panel as native controls, each with its label.
import { all, element, newId, unfoldIn, unfoldedIn, write } from "./drawing.js";

/**
 * A field as Python describes it (`Panel` says what each part means).
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} kind
 * @property {[string, string][]} [options] of a "select": value and words
 * @property {boolean} [keep] sent as soon as typing pauses
 * @property {string[]} [by] sent with these buttons and lists only
 * @property {string} [of] the field or value that goes into a file, or comes from one
 * @property {string} [file] what that file is called
 * @property {string} [accept] kinds of file that a "restore" offers
 * @property {number} [rows] of a "long"
 * @property {boolean} [primary] a button that one came to the panel for
 * @property {boolean} [single] a button that takes the second of two quick clicks, also
 *   on the button in whose place it came, for none
 * @property {string} [html] that a "more" unfolds
 *
 * @typedef {HTMLInputElement | HTMLTextAreaElement} Writable
 * @typedef {{ field: Field, input: Writable | HTMLSelectElement }} Box
 * @typedef {import("./panel.js").View} View
 */

const MOST = 5_000_000; // bytes of a file: a larger message does not reach Python

/**
 * A field, ready to be put into the page.
 * @param {View} view
 * @param {Field} field
 */
export function drawField(view, field) {
  if (field.kind === "button") return pressing(view, field);
  if (field.kind === "download")
    return button(field.label, () => giveFile(view, field));
  if (field.kind === "restore") return restoring(view, field);
  if (field.kind === "show") return showing(view, field);
  if (field.kind === "more") return folded(field);
  return box(view, field);
}

/**
 * A button that gives an action; a primary is what one came to the panel for.
 * @param {View} view
 * @param {Field} field
 */
function pressing(view, { label, name, primary, single }) {
  const made = button(label, ({ detail }) => {
    if (!single || detail < 2) view.send(name);
  });
  made.classList.toggle("pb-primary", primary ?? false);
  return made;
}

/**
 * What stays folded until it is asked for.
 * @param {Field} field
 */
function folded({ label, html = "" }) {
  const made = element("details", "pb-more");
  made.append(element("summary", "", {}, label), element("div"));
  /** @type {Element} */ (made.lastElementChild).innerHTML = html;
  return made;
}

/**
 * Puts controls where they stand; what was unfolded stays so.
 * @param {HTMLElement} place
 * @param {HTMLElement[]} drawn
 * @param {string} title of the panel
 */
export function setOut(place, drawn, title) {
  const open = unfoldedIn(place);
  place.replaceChildren(...inToolbars(drawn, title));
  unfoldIn(place, open);
  place.dispatchEvent(new Event("drawn", { bubbles: true }));
}

/**
 * Controls in their order, of which those become one toolbar that lead to a file and
 * what stands beside them: one stop of Tab, with the arrow keys inside.
 * @param {HTMLElement[]} drawn
 * @param {string} title of the panel
 */
function inToolbars(drawn, title) {
  const pressed = "button, summary, input[type=checkbox], input[type=file]";
  const isPressed = (/** @type {HTMLElement} */ each) =>
    each.matches(pressed) || each.querySelector(pressed) !== null;
  const last = drawn.map(isPressed).lastIndexOf(false) + 1;
  const run = drawn.slice(last);
  const leads = run.some((each) => each.querySelector("[type=file]"));
  if (!leads || run.length < 2) return drawn;
  const named = { role: "toolbar", "aria-label": `More of ${title}` };
  const bar = element("div", "pb-toolbar", { ...named, style: "display: contents" });
  bar.append(...run);
  return [...drawn.slice(0, last), bar];
}

/**
 * @param {string} words
 * @param {(event: MouseEvent) => void} act
 */
export function button(words, act) {
  const made = element("button", "", { type: "button" }, words);
  made.addEventListener("click", act);
  return made;
}

/**
 * A control with its label; the one that comes first is read first.
 * @param {Field} field
 * @param {Box["input"]} input
 * @param {boolean} [after] whether the label comes after
 */
function labelled(field, input, after = false) {
  input.id = newId();
  input.dataset.name = field.name;
  const label = element("label", "", { for: input.id }, field.label);
  const pair = element("span", `pb-field pb-${field.kind}`);
  pair.append(...(after ? [input, label] : [label, input]));
  return pair;
}

/**
 * What is typed into or chosen.
 * @param {View} view
 * @param {Field} field
 */
function box(view, field) {
  const value = view.model.get("values")[field.name] ?? "";
  const input = field.kind === "select" ? choice(field, value) : writable(field, value);
  const pair = labelled(field, input);
  view.boxes.set(field.name, { field, input });
  view.sent.set(field.name, input.value);
  if (field.kind === "select" && !field.by)
    input.addEventListener("change", () => view.choose(field.name));
  if (input instanceof HTMLInputElement)
    input.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") view.send(field.name);
    });
  if (field.keep && !(input instanceof HTMLSelectElement)) keeping(view, field, input);
  return pair;
}

/**
 * @param {Field} field
 * @param {string} value
 */
function choice(field, value) {
  const select = element("select");
  for (const [option, words] of field.options ?? [])
    select.add(new Option(words, option, false, option === value));
  return select;
}

/**
 * @param {Field} field
 * @param {string} value
 */
function writable(field, value) {
  const long = { rows: String(field.rows ?? 4) };
  const input =
    field.kind === "long"
      ? element("textarea", "", long)
      : element("input", "", { type: "text" });
  input.dir = "auto"; // as the writer's own language runs
  input.value = value;
  return input;
}

/**
 * What a student writes: sent when typing pauses, when the box is left, and when the
 * page is; it begins with what was typed before and not acknowledged.
 * @param {View} view
 * @param {Field} field
 * @param {Writable} input
 */
function keeping(view, field, input) {
  input.dataset.keep = "";
  input.addEventListener("input", () => view.typing(field.name, input.value));
  input.addEventListener("change", () => view.send());
  const words = view.drafts.begin(field.name, input.value);
  if (words !== input.value) {
    input.value = words;
    setTimeout(() => view.send());
  }
  view.drafts.showBeside(field, input);
}

/**
 * Whether somebody writes in one of the boxes that are kept.
 * @param {Map<string, Box>} boxes
 */
export function isTypedIn(boxes) {
  const here = document.activeElement;
  return [...boxes.values()].some(({ field, input }) => field.keep && input === here);
}

/**
 * The box that comes after one that was drawn anew. Whoever chose other settings here
 * goes on in the new box of the same place; who wrote meanwhile in another view does
 * not.
 * @param {Map<string, Box>} boxes
 * @param {Box} before
 */
export function following(boxes, { field: { name, label }, input }) {
  const held = !(input instanceof HTMLSelectElement) && input.readOnly;
  const like = [...boxes.values()].find((box) => box.field.label === label);
  return boxes.get(name) ?? (held ? like : undefined);
}

/**
 * Joins what went wrong to the fields that were asked about, and to no others; a box to
 * what is to be mended in it. What is kept cannot be wrong in itself.
 * @param {HTMLElement} root
 * @param {string[]} asked
 * @param {string} status the id of what says what went wrong
 */
export function markRefused(root, asked, status) {
  for (const each of all(root, ":is(input, textarea)[data-name]")) {
    const name = each.dataset.name ?? "";
    const toMend = all(root, `[data-mends="${CSS.escape(name)}"]`);
    const refused = asked.includes(name);
    const wrong = toMend.length || (refused && !each.hasAttribute("data-keep"));
    const words = toMend.map(({ id }) => id).join(" ") || (refused ? status : "");
    each.setAttribute("aria-describedby", words);
    if (!words) each.removeAttribute("aria-describedby");
    each.setAttribute("aria-invalid", String(Boolean(wrong)));
  }
}

/**
 * A box to tick that only shows or hides what the HTML marks; Python need not know.
 * @param {View} view
 * @param {Field} field
 */
function showing({ model, root, shown }, field) {
  const name = `pb-show-${field.name}`;
  const input = element("input", "", { type: "checkbox" });
  const before = root.classList.contains(name);
  input.checked = shown.has(name) ? before : Boolean(model.get("values")[field.name]);
  shown.add(name);
  root.classList.add(`pb-can-${field.name}`);
  const show = () => root.classList.toggle(name, input.checked);
  input.addEventListener("change", show);
  show();
  return labelled(field, input, true);
}

/**
 * A file of what a student wrote: of a box as it stands, also when the kernel is gone,
 * or of a value that Python keeps.
 * @param {View} view
 * @param {Field} field
 */
function giveFile(view, { of = "", file = "" }) {
  const words = view.boxes.get(of)?.input.value;
  view.save(file, words ?? `${view.model.get("values")[of]}${unkept(view)}`);
}

/**
 * What stands in the boxes and was not acknowledged, as the end of a page.
 * @param {View} view
 */
function unkept({ boxes, drafts }) {
  const made = element("div");
  for (const { field, input } of boxes.values()) {
    if (!field.keep || !drafts.pending(field.name)) continue;
    made.append(element("h2", "", {}, `Not kept yet: ${field.label}`));
    made.append(element("pre", "", {}, input.value));
  }
  return made.innerHTML;
}

/**
 * A file to be read back, into its box or, as a value, to Python.
 * @param {View} view
 * @param {Field} field
 */
function restoring(view, field) {
  const input = element("input", "", { type: "file" });
  if (field.accept) input.accept = field.accept;
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    if (file.size > MOST) {
      const size = Math.round(file.size / 1e6);
      view.say(`This file is too large (${size} MB). What Download writes is smaller.`);
      markRefused(view.root, [field.name], view.status.id);
      return;
    }
    const words = await file.text();
    input.value = "";
    restore(view, field, words);
  });
  return labelled(field, input);
}

/**
 * @param {View} view
 * @param {Field} field
 * @param {string} words
 */
function restore(view, { name, of = "" }, words) {
  const into = view.boxes.get(of)?.input;
  if (into && !(into instanceof HTMLSelectElement))
    write(into, words, 0, into.value.length);
  else view.post({ action: name, changed: { [of]: words } });
}
