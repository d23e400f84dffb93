// Draws a Panel: its fields as native controls, its status as a live region, its HTML as Python made it (Python escapes).
// Every widget loads this file anew, so a counter would not keep ids apart.
const newId = () => `pb-${Math.random().toString(36).slice(2)}`;
const SILENCE = 5000; // milliseconds after which a message without an answer is mentioned
const MOST = 5_000_000; // bytes of a file that can be read back: a larger message does not reach Python
const BETWEEN = "\n\n— — —\n\n"; // between words of several windows
const UNKEPT = "Not kept yet.";
const HELD = "What you typed is still in the box, and what is marked as chosen is what was kept last.";
const LOST = `Not kept: the machine behind this page has stopped. ${HELD} Choose Run > Run All Cells to go on.`;
const SLOW = `No answer yet: the machine behind this page is busy, or has stopped. ${HELD}`;

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
  if (field.kind === "long") input.rows = field.rows ?? 4;
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

// Ids and names of radios are made in Python and so are the same in every view of a panel: each view makes them its own.
const REFERENCES = ["for", "aria-controls", "aria-describedby", "aria-labelledby", "headers"];
function ownIds(fragment, view) {
  const own = (name) => `${view}-${name}`;
  for (const named of fragment.querySelectorAll("[id]")) named.id = own(named.id);
  for (const radio of fragment.querySelectorAll("input[name]")) radio.name = own(radio.name);
  for (const attribute of REFERENCES)
    for (const from of fragment.querySelectorAll(`[${attribute}]`))
      from.setAttribute(attribute, from.getAttribute(attribute).trim().split(/\s+/).map(own).join(" "));
}

function render({ model, el }) {
  const root = element("div", `pb-panel ${model.get("variant")}`, { role: "group", "aria-label": model.get("title") });
  const controls = element("div", "pb-controls");
  const status = element("p", "pb-status", { role: "status" });
  const html = element("div", "pb-html");
  const passage = element("div", "pb-page", { lang: "en" });
  const body = element("div", "pb-body");
  const above = element("div", "pb-above");
  body.append(html, passage);
  root.append(above, controls, status, body);
  el.append(root);

  const inputs = new Map(); // name -> { input, field }
  const sent = new Map(); // what each box held when it was last sent or placed: what differs is still being typed
  const waiting = new Set(); // the numbers of the messages that have no answer yet
  const view = newId(); // two windows on one widget number their messages apart
  const shown = new Set();
  let number = 0;
  let lastAction; // the button of the HTML that opened the page below it
  let pause;
  let silence; // the timer that runs while an answer is awaited, from the message or from the answer before
  let asked = false; // whether a look has not been answered yet
  let told = false; // whether the answer under way has already changed the status

  // What is to be kept and was not yet acknowledged outlives a restart of the kernel, and of the page, in the browser; with it what
  // Python may have of the box: a draft that was typed over something else than what Python has now is older, and goes beside the box.
  const known = new Map(); // name -> what the box held when it was acknowledged, and what was sent since
  const stored = (field, what = "draft") => `${model.get("title")}/${field.name}/${what}`;
  function stash(field, words) {
    store(stored(field), words === undefined ? undefined : JSON.stringify({ words, known: known.get(field.name) ?? [] }));
  }

  function store(key, words) {
    try {
      if (words === undefined) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, words);
    } catch {
      // a browser that stores nothing: the box still holds the words
    }
  }

  function recall(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function lost() {
    for (const [name, { field }] of inputs) if (field.keep) sent.delete(name); // so that it is sent again
    unanswered(LOST);
  }

  // A choice that was not kept is not shown as made.
  function unanswered(words) {
    clearTimeout(silence);
    silence = undefined;
    told = false; // what Python said before is overwritten here, and is said again when the answer comes
    for (const { input } of inputs.values()) input.readOnly = false;
    drawAbove();
    drawHtml();
    drawPassage();
    status.textContent = words;
  }

  // What is typed into a field with `by` goes only with the buttons named there; everything else goes with the next message.
  function collect(action) {
    clearTimeout(pause);
    const changed = {};
    for (const [name, { input, field }] of inputs) {
      if (input.value === sent.get(name) || (field.by && !field.by.includes(action))) continue;
      changed[name] = input.value;
      sent.set(name, input.value);
      if (!field.keep) continue;
      known.get(name).push(input.value);
      stash(field, input.value);
    }
    return changed;
  }

  function send(action) {
    const changed = collect(action);
    if (action || Object.keys(changed).length) post(action, changed);
  }

  // Python counts the views of a panel: one that is in none is not redrawn.
  function tell(shown) {
    try {
      model.send({ view, shown });
    } catch {
      // the kernel is gone, and with it whoever counts
    }
  }

  function post(action, changed) {
    number += 1;
    told = false; // by another window, or by a look
    waiting.add(number);
    if (!silence) listen();
    try {
      model.send({ action, changed, number, view });
    } catch {
      waiting.delete(number);
      lost();
    }
  }

  function listen() {
    clearTimeout(silence);
    silence = waiting.size ? setTimeout(() => unanswered(SLOW), SILENCE) : undefined;
  }

  // Asks what is new; without a number, since nothing waits for it and nothing is announced.
  function look() {
    try {
      if (waiting.size || asked) return;
      model.send({ action: "look", view });
      asked = true;
    } catch {
      clearInterval(looking);
      lost();
    }
  }

  function answered(message) {
    for (const [name, words] of Object.entries(message.beside ?? {})) setBeside(name, words);
    if (message.view !== view) return;
    if (message.file) save(message.file.name, message.file.words);
    if (message.answered === null) asked = false;
    if (message.file || message.answered === null) return;
    for (const n of waiting) if (n <= message.answered) waiting.delete(n);
    listen();
    for (const [name, { input, field }] of inputs) {
      if (!field.keep) continue;
      if (!message.accepted) sent.delete(name); // refused, by a full disk for one: it is sent again with the next word
      else if (!waiting.size && input.value === sent.get(name)) {
        stash(field);
        known.set(name, [input.value]);
      }
      if (!waiting.size) input.readOnly = false;
    }
    if (!told) drawStatus(); // the same words as before are no change of the model
    told = false;
  }

  // Keys that arrive in a box are the box's: JupyterLab must not take them as its shortcuts (undo!), but for saving.
  root.addEventListener("keydown", (event) => {
    if (!((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s")) event.stopPropagation();
  });

  function drawFields() {
    const [focused, { field: { label } = {}, input: { readOnly } = {} } = {}] = [...inputs].find(([, { input }]) => input === document.activeElement) ?? [];
    const typed = [...inputs].filter(([name, { input, field }]) => field.by && input.value !== sent.get(name)).map(([name, { input }]) => [name, input.value]);
    controls.replaceChildren();
    inputs.clear();
    for (const field of model.get("fields")) controls.append((makers[field.kind] ?? labelled)(field));
    for (const [name, words] of typed) if (inputs.has(name)) inputs.get(name).input.value = words;
    // Whoever chose other settings here goes on in the new box of the same place; who wrote meanwhile in another view does not.
    (inputs.get(focused) ?? (readOnly && [...inputs.values()].find(({ field }) => field.label === label)))?.input?.focus();
  }

  function button(field) {
    const made = element("button", "", { type: "button" });
    made.textContent = field.label;
    made.addEventListener("click", () => send(field.name));
    return made;
  }

  // A file of what a student wrote: of a box as it stands, also when the kernel is gone, or of a value that Python keeps.
  function download(field) {
    const made = element("button", "", { type: "button" });
    made.textContent = field.label;
    made.addEventListener("click", () => {
      const box = inputs.get(field.of)?.input;
      save(field.file, box ? box.value : `${model.get("values")[field.of]}${unkept()}`);
    });
    return made;
  }

  // What stands in the boxes and was not acknowledged, indented, so that nothing in it acts as Markdown.
  function unkept() {
    const drafts = [...inputs.values()].filter(({ field }) => field.keep && recall(stored(field)) !== null);
    return drafts.map(({ input, field }) => `\n## Not kept yet: ${field.label}\n\n${input.value.replace(/^/gm, "    ")}\n`).join("");
  }

  function save(file, words) {
    const link = element("a", "", { download: file, href: URL.createObjectURL(new Blob([words], { type: "text/plain" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
    status.textContent = `Downloaded as ${file}.`;
  }

  function restore(field) {
    const input = element("input", "", { type: "file", id: newId() });
    const label = element("label", "", { for: input.id });
    label.textContent = field.label;
    const pair = element("span", "pb-field");
    pair.append(label, input);
    input.addEventListener("change", async () => {
      const file = input.files[0];
      if (!file) return;
      if (file.size > MOST) {
        status.textContent = `This file is too large (${Math.round(file.size / 1e6)} MB). What Download writes is smaller.`;
        return;
      }
      const words = await file.text();
      input.value = "";
      const box = inputs.get(field.of)?.input;
      if (box) write(box, words, 0, box.value.length);
      else post(field.name, { [field.of]: words });
    });
    return pair;
  }

  // Into a box as if it had been typed, so that undo takes it back and it is kept.
  function write(box, words, start, end) {
    box.focus();
    box.setSelectionRange(start, end);
    const quick = words.length < 10_000; // for a longer text the browser takes many seconds
    if (!quick || !document.execCommand("insertText", false, words)) {
      box.setRangeText(words, start, end, "end");
      box.dispatchEvent(new Event("input"));
    }
  }

  const makers = { button, download, restore };

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
      if (field.kind === "select" && !field.by) input.addEventListener("change", () => choose());
      if (field.kind === "text") input.addEventListener("keydown", (event) => event.key === "Enter" && send(field.name));
      if (field.keep) keeping(field, input, pair);
    }
    return pair;
  }

  // Other settings may make other boxes: what is to be kept waits for them.
  function choose() {
    send();
    for (const { input, field } of inputs.values()) if (field.keep) input.readOnly = waiting.size > 0;
  }

  // A "show" only shows or hides what the HTML marks; Python need not know.
  function showing(field, input) {
    const name = `pb-show-${field.name}`;
    if (shown.has(name)) input.checked = root.classList.contains(name);
    shown.add(name);
    root.classList.add(`pb-can-${field.name}`);
    const show = () => root.classList.toggle(name, input.checked);
    input.addEventListener("change", show);
    show();
  }

  // What a student writes: sent when typing pauses, when the box is left, and when the page is.
  function keeping(field, input, pair) {
    input.addEventListener("input", () => {
      if (status.textContent !== UNKEPT) status.textContent = UNKEPT; // once, and not at every letter
      stash(field, input.value);
      clearTimeout(pause);
      pause = setTimeout(send, 300);
    });
    input.addEventListener("change", () => send());
    input.addEventListener("blur", () => cursor.set(input, input.selectionEnd));
    const draft = JSON.parse(recall(stored(field)) ?? "null");
    known.set(field.name, [input.value]);
    if (draft && draft.words !== input.value) {
      if (draft.known.includes(input.value)) {
        input.value = draft.words;
        setTimeout(send);
      } else {
        addBeside(field, draft.words);
        stash(field);
      }
    }
    if (recall(stored(field, "beside"))) pair.append(beside(field, input));
  }

  function addBeside(field, words) {
    const there = recall(stored(field, "beside"))?.split(BETWEEN) ?? [];
    if (!there.includes(words)) store(stored(field, "beside"), [...there, words].join(BETWEEN));
  }

  function setBeside(name, words) {
    const { input, field } = inputs.get(name) ?? {};
    if (!input || words === input.value) return;
    addBeside(field, words);
    input.parentElement.querySelector(".pb-beside")?.remove();
    input.parentElement.append(beside(field, input));
  }

  // Words of another window, or left here before, that are not those of the box: to be read, taken or thrown away.
  function beside(field, input) {
    const made = element("div", "pb-beside", { role: "group", "aria-label": `Other words for: ${field.label}` });
    const words = element("pre", "");
    words.textContent = recall(stored(field, "beside"));
    const told = element("p", "");
    told.textContent = "These words were written in another window, or left here before. What stands in the box was kept after them.";
    made.append(told, words);
    for (const [label, taken] of [["Put them into the box", true], ["Throw them away", false]]) {
      const act = element("button", "", { type: "button" });
      act.textContent = label;
      act.addEventListener("click", () => {
        if (taken) write(input, words.textContent, 0, input.value.length);
        store(stored(field, "beside"));
        made.remove();
        input.focus();
      });
      made.append(act);
    }
    return made;
  }

  function place() {
    for (const [name, value] of Object.entries(model.get("patch").values ?? {})) {
      const { input, field } = inputs.get(name) ?? {};
      if (!input || input.value !== sent.get(name)) continue; // being typed in
      if (field.keep && waiting.size > 1) continue; // the echo of an earlier message: what was typed since is on its way
      input.value = value ?? "";
      sent.set(name, input.value);
      if (field.keep) known.set(name, [input.value]);
    }
  }

  function drawStatus() {
    told = true;
    status.textContent = ""; // so that the same words are announced again
    status.textContent = model.get("status");
  }
  // New HTML in place of the old: what had the focus has it again, what was opened is open, and a picture stays scrolled as it was.
  function fill(place, markup) {
    const named = (summary) => summary.textContent;
    const open = new Set([...place.querySelectorAll("details[open] > summary")].map(named));
    const term = (button) => `${button.closest("[data-cite]")?.dataset.cite}/${button.textContent}`;
    const unfolded = new Set([...place.querySelectorAll(".pb-term[aria-expanded=true]")].map(term));
    const held = place.contains(document.activeElement) && document.activeElement.dataset.action;
    const scrolled = new Map([...place.querySelectorAll("[data-same]")].map((one) => [one.dataset.same, [one.scrollLeft, one.scrollTop]]));
    const drawn = element("template", "");
    drawn.innerHTML = markup;
    ownIds(drawn.content, view);
    place.replaceChildren(drawn.content);
    for (const summary of place.querySelectorAll("details > summary")) if (open.has(named(summary))) summary.parentElement.open = true;
    for (const button of place.querySelectorAll(".pb-term")) if (unfolded.has(term(button))) unfold(button);
    for (const one of place.querySelectorAll("[data-same]")) {
      one.scrollTo(...(scrolled.get(one.dataset.same) ?? [0, 0]));
      showChosen(one);
    }
    if (held) place.querySelector(`[data-action="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }
  // Scrolls a picture, and nothing around it, until what was chosen is in sight.
  function showChosen(place) {
    const [chosen, seen] = [place.querySelector("[aria-current]")?.getBoundingClientRect(), place.getBoundingClientRect()];
    if (!chosen) return;
    const off = (from, to, low, high) => Math.max(0, to - high) || Math.min(0, from - low);
    place.scrollBy(off(chosen.left, chosen.right, seen.left, seen.right), off(chosen.top, chosen.bottom, seen.top, seen.bottom));
  }
  const drawAbove = () => fill(above, model.get("above"));
  const drawHtml = () => fill(html, model.get("html"));
  const drawPassage = () => fill(passage, model.get("passage"));
  function markFocus() {
    const opened = root.querySelector(`[data-cite="${CSS.escape(model.get("focus").split("#")[0])}"]`);
    root.querySelector(".pb-opened")?.classList.remove("pb-opened");
    opened?.classList.add("pb-opened");
    return opened;
  }
  function drawFocus() {
    const opened = markFocus();
    const here = document.activeElement; // whoever has gone on to write elsewhere is not called back
    if (!here || root.contains(here) || here.contains(root)) {
      opened?.focus({ preventScroll: true });
      opened?.scrollIntoView({ block: opened.dataset.block ?? "center" });
    }
  }

  root.addEventListener("mousedown", (event) => event.target.closest(".pb-cite, [data-quote]") && event.preventDefault()); // keeps the selection
  root.addEventListener("change", (event) => event.target.dataset.action && send(event.target.dataset.action));
  root.addEventListener("keydown", (event) => {
    const drawn = event.target.closest("g[data-action]");
    if (!drawn || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    press(drawn);
  });
  root.addEventListener("click", (event) => {
    const pressed = event.target.closest("button, g[data-action]");
    if (pressed) press(pressed);
  });

  function press(pressed) {
    if (pressed.dataset.action) {
      lastAction = pressed;
      send(pressed.dataset.action);
    }
    if (pressed.dataset.copy) copy(pressed);
    if (pressed.dataset.quote) quote(pressed);
    if (pressed.dataset.line) turnToLine(Number(pressed.dataset.line));
    if ("back" in pressed.dataset) back();
    if (pressed.hasAttribute("aria-controls")) unfold(pressed);
  }

  function unfold(pressed) {
    const note = root.querySelector(`#${pressed.getAttribute("aria-controls")}`);
    note.hidden = !note.hidden;
    pressed.setAttribute("aria-expanded", String(!note.hidden));
  }

  const cursor = new WeakMap(); // where the cursor of a box was when it was left: selecting elsewhere makes the box forget
  const longBox = () => [...inputs.values()].find(({ field }) => field.kind === "long").input;

  // The words selected in a passage, as an anchor at the place of the cursor.
  function quote(pressed) {
    const words = selectedIn(pressed.closest(".pb-quotable").querySelector("p"));
    if (!words) {
      status.textContent = "Select words in the passage first, then press this again.";
      return;
    }
    const box = longBox();
    const anchor = `{cite: "${pressed.dataset.quote}", quote: "${words.replaceAll('"', "'")}"}`;
    const written = box.value.trimEnd();
    const end = written.indexOf("\n", Math.min(cursor.get(box) ?? written.length, written.length));
    const line = written.slice(0, end < 0 ? written.length : end).trimEnd(); // up to the end of the cursor's line
    const more = line.endsWith("}]}"); // it has a quotation already
    write(box, more ? `, ${anchor}` : ` {anchors: [${anchor}]}`, line.length - (more ? 2 : 0), line.length - (more ? 2 : 0));
  }

  function turnToLine(line) {
    const box = longBox();
    const lines = box.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    box.setSelectionRange(start, start);
    box.blur(); // a box that gets the focus scrolls to its cursor
    box.focus();
    box.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  }

  function back() {
    const again = lastAction?.isConnected ? lastAction : html.querySelector(`[data-action="${CSS.escape(lastAction?.dataset.action ?? "")}"]`);
    (html.querySelector("[aria-current]") ?? again ?? html.querySelector("[data-action]"))?.focus();
  }

  async function copy(pressed) {
    const words = selectedIn(pressed.parentElement.querySelector("p"));
    const citation = (words ? `“${words}” ` : "") + `(${pressed.dataset.copy})`;
    const copied = await navigator.clipboard?.writeText(citation).then(() => true, () => false);
    status.textContent = copied ? `Copied: ${citation}` : `Copy this: ${citation}`;
  }

  const drawing = { above: drawAbove, fields: drawFields, patch: place, status: drawStatus, html: drawHtml, passage: drawPassage, focus: drawFocus };
  for (const [name, draw] of Object.entries(drawing)) {
    model.on(`change:${name}`, draw);
    if (!["focus", "patch"].includes(name)) draw();
  }
  markFocus(); // a page that is only opened draws nobody to it
  told = false;
  model.on("msg:custom", answered);
  const leaving = () => {
    send();
    tell(false);
  };
  tell(true);
  addEventListener("pagehide", leaving);
  const looking = model.get("poll") ? setInterval(look, model.get("poll") * 1000) : undefined;
  return () => {
    leaving();
    clearInterval(looking);
    removeEventListener("pagehide", leaving);
    model.off("msg:custom", answered);
    clearTimeout(silence);
    for (const [name, draw] of Object.entries(drawing)) model.off(`change:${name}`, draw);
  };
}

export default { render };
