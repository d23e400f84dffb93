// Draws a Panel: its fields as native controls, its status as a live region, its HTML as Python made it (Python escapes).
// Every widget loads this file anew, so a counter would not keep ids apart.
const newId = () => `pb-${Math.random().toString(36).slice(2)}`;
const SILENCE = 5000; // milliseconds after which a message without an answer is mentioned
const LOST = "Not kept: the machine behind this page has stopped. What you typed is still in the box. Choose Run > Run All Cells to go on.";
const SLOW = "No answer yet: the machine behind this page is busy, or has stopped. What you typed is still in the box.";

function element(tag, className, attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function control(field, value) {
  if (field.kind === "select") {
    const select = document.createElement("select");
    for (const [option, words] of field.options) select.add(new Option(words, option, false, option === value));
    return select;
  }
  const input = document.createElement(field.kind === "long" ? "textarea" : "input");
  if (field.kind === "long") input.rows = 4;
  else input.type = field.kind === "show" ? "checkbox" : "text";
  if (field.kind === "show") input.checked = Boolean(value);
  else input.value = value ?? "";
  return input;
}

// The words selected inside a paragraph, without what corrections struck out.
function selectedIn(paragraph) {
  const selection = document.getSelection();
  if (!selection.rangeCount || !selection.getRangeAt(0).intersectsNode(paragraph)) return "";
  const range = selection.getRangeAt(0).cloneRange();
  const whole = document.createRange();
  whole.selectNodeContents(paragraph);
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) range.setStart(whole.startContainer, whole.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) range.setEnd(whole.endContainer, whole.endOffset);
  const words = range.cloneContents();
  words.querySelectorAll("del").forEach((struck) => struck.remove());
  return words.textContent.trim();
}

function render({ model, el }) {
  const root = element("div", "pb-panel", { role: "group", "aria-label": model.get("title") });
  const controls = element("div", "pb-controls");
  const status = element("p", "pb-status", { role: "status" });
  const html = element("div", "pb-html");
  const page = element("div", "pb-page", { lang: "en" });
  root.append(controls, status, html, page);
  el.append(root);

  const inputs = new Map(); // name -> { input, field }
  const sent = new Map(); // what each box held when it was last sent or placed: what differs is still being typed
  const waiting = new Map(); // number of a message -> the timer of its answer
  const view = newId(); // two windows on one widget number their messages apart
  const shown = new Set();
  let number = 0;
  let lastSaid; // the button of the HTML that opened the page below it
  let pause;

  // What is to be kept and was not yet acknowledged outlives a restart of the kernel, and of the page, in the browser.
  const stored = (field) => `${model.get("title")}/${field.name}`;
  function stash(field, words) {
    try {
      if (words === undefined) sessionStorage.removeItem(stored(field));
      else sessionStorage.setItem(stored(field), words);
    } catch {
      // a browser that stores nothing: the box still holds the words
    }
  }

  function stashed(field) {
    try {
      return sessionStorage.getItem(stored(field));
    } catch {
      return null;
    }
  }

  function lost() {
    for (const [name, { field }] of inputs) if (field.keep) sent.delete(name); // so that it is sent again
    status.textContent = LOST;
  }

  // What is typed into a field with `by` goes only with the buttons named there; everything else goes with the next message.
  function send(say) {
    clearTimeout(pause);
    const changed = {};
    for (const [name, { input, field }] of inputs) {
      if (input.value === sent.get(name) || (field.by && !field.by.includes(say))) continue;
      changed[name] = input.value;
      sent.set(name, input.value);
    }
    if (!say && Object.keys(changed).length === 0) return;
    number += 1;
    waiting.set(number, setTimeout(() => (status.textContent = SLOW), SILENCE));
    try {
      model.send({ say, changed, number, view });
    } catch {
      clearTimeout(waiting.get(number));
      lost();
    }
  }

  function answered(message) {
    if (message.view !== view) return;
    for (const [n, timer] of waiting) {
      if (n > message.answered) continue;
      clearTimeout(timer);
      waiting.delete(n);
    }
    for (const [name, { input, field }] of inputs) {
      if (!field.keep) continue;
      if (!message.heard) sent.delete(name); // refused, by a full disk for one: it is sent again with the next word
      else if (!waiting.size && input.value === sent.get(name)) stash(field);
    }
    drawStatus();
  }

  // Keys that arrive in a box are the box's: JupyterLab must not take them as its shortcuts (undo!), but for saving.
  root.addEventListener("keydown", (event) => {
    if (!((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s")) event.stopPropagation();
  });

  function drawFields() {
    const focused = [...inputs].find(([, { input }]) => input === document.activeElement)?.[0];
    const typed = [...inputs].filter(([name, { input, field }]) => field.by && input.value !== sent.get(name)).map(([name, { input }]) => [name, input.value]);
    controls.replaceChildren();
    inputs.clear();
    for (const field of model.get("fields")) controls.append(field.kind === "button" ? button(field) : labelled(field));
    for (const [name, words] of typed) if (inputs.has(name)) inputs.get(name).input.value = words;
    inputs.get(focused)?.input.focus();
  }

  function button(field) {
    const made = element("button", "", { type: "button" });
    made.textContent = field.label;
    made.addEventListener("click", () => send(field.name));
    return made;
  }

  function labelled(field) {
    const input = control(field, model.get("values")[field.name]);
    input.id = newId();
    const label = element("label", "", { for: input.id });
    label.textContent = field.label;
    const pair = element("span", `pb-field pb-${field.kind}`);
    pair.append(...(field.kind === "show" ? [input, label] : [label, input]));
    if (field.kind === "show") showing(field, input);
    else {
      inputs.set(field.name, { input, field });
      sent.set(field.name, input.value);
      if (field.kind === "select") input.addEventListener("change", () => send());
      if (field.kind === "text") input.addEventListener("keydown", (event) => event.key === "Enter" && send(field.name));
      if (field.keep) keeping(field, input);
    }
    return pair;
  }

  // A "show" only shows or hides what the HTML marks; Python need not know.
  function showing(field, input) {
    const name = `pb-show-${field.name}`;
    if (shown.has(name)) input.checked = root.classList.contains(name);
    shown.add(name);
    const show = () => root.classList.toggle(name, input.checked);
    input.addEventListener("change", show);
    show();
  }

  // What a student writes: sent when typing pauses, when the box is left, and when the page is.
  function keeping(field, input) {
    input.addEventListener("input", () => {
      status.textContent = "Not kept yet.";
      stash(field, input.value);
      clearTimeout(pause);
      pause = setTimeout(send, 300);
    });
    input.addEventListener("change", () => send());
    const left = stashed(field);
    if (left !== null && left !== input.value) {
      input.value = left;
      setTimeout(send);
    }
  }

  function place() {
    for (const [name, value] of Object.entries(model.get("placed").values ?? {})) {
      const input = inputs.get(name)?.input;
      if (!input || input.value !== sent.get(name)) continue; // being typed in
      input.value = value ?? "";
      sent.set(name, input.value);
    }
  }

  function drawStatus() {
    status.textContent = ""; // so that the same words are announced again
    status.textContent = model.get("status");
  }
  const drawHtml = () => (html.innerHTML = model.get("html"));
  const drawPage = () => (page.innerHTML = model.get("page"));
  function drawFocus() {
    const opened = root.querySelector(`.pb-paragraph[data-cite="${CSS.escape(model.get("focus").split("#")[0])}"]`);
    root.querySelector(".pb-opened")?.classList.remove("pb-opened");
    opened?.classList.add("pb-opened");
    opened?.focus({ preventScroll: true });
    opened?.scrollIntoView({ block: "center" });
  }

  root.addEventListener("mousedown", (event) => event.target.closest(".pb-cite") && event.preventDefault()); // keeps the selection
  root.addEventListener("click", (event) => {
    const pressed = event.target.closest(".pb-html button, .pb-page button");
    if (!pressed) return;
    if (pressed.dataset.say) {
      lastSaid = pressed;
      send(pressed.dataset.say);
    }
    if (pressed.dataset.copy) copy(pressed);
    if ("back" in pressed.dataset) back();
    const controlled = pressed.getAttribute("aria-controls");
    if (controlled) {
      const note = root.querySelector(`#${controlled}`);
      note.hidden = !note.hidden;
      pressed.setAttribute("aria-expanded", String(!note.hidden));
    }
  });

  function back() {
    const again = lastSaid?.isConnected ? lastSaid : html.querySelector(`[data-say="${lastSaid?.dataset.say}"]`);
    (again ?? html.querySelector("[data-say]"))?.focus();
  }

  async function copy(pressed) {
    const words = selectedIn(pressed.parentElement.querySelector("p"));
    const citation = (words ? `“${words}” ` : "") + `(${pressed.dataset.copy})`;
    const copied = await navigator.clipboard?.writeText(citation).then(() => true, () => false);
    status.textContent = copied ? `Copied: ${citation}` : `Copy this: ${citation}`;
  }

  const drawing = { fields: drawFields, placed: place, status: drawStatus, html: drawHtml, page: drawPage, focus: drawFocus };
  for (const [name, draw] of Object.entries(drawing)) {
    model.on(`change:${name}`, draw);
    if (!["focus", "placed"].includes(name)) draw();
  }
  model.on("msg:custom", answered);
  const leaving = () => send();
  addEventListener("pagehide", leaving);
  return () => {
    leaving();
    removeEventListener("pagehide", leaving);
    model.off("msg:custom", answered);
    for (const timer of waiting.values()) clearTimeout(timer);
    for (const [name, draw] of Object.entries(drawing)) model.off(`change:${name}`, draw);
  };
}

export default { render };
