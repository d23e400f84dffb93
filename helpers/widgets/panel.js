// Draws a Panel: its fields as native controls, its status as a live region, its HTML as Python made it (Python escapes).
// Every widget loads this file anew, so a counter would not keep ids apart.
const newId = () => `pb-${Math.random().toString(36).slice(2)}`;

function control(field, value) {
  if (field.kind === "select") {
    const select = document.createElement("select");
    for (const [option, words] of field.options) select.add(new Option(words, option, false, option === value));
    return select;
  }
  if (field.kind === "long") {
    const area = document.createElement("textarea");
    area.rows = 4;
    area.value = value ?? "";
    return area;
  }
  const input = document.createElement("input");
  input.type = field.kind === "text" ? "text" : "checkbox";
  if (field.kind === "text") input.value = value ?? "";
  else input.checked = Boolean(value);
  return input;
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "pb-panel";
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", model.get("title"));
  const controls = document.createElement("div");
  controls.className = "pb-controls";
  const status = document.createElement("p");
  status.className = "pb-status";
  status.setAttribute("role", "status");
  const html = document.createElement("div");
  html.className = "pb-html";
  const page = document.createElement("div");
  page.className = "pb-page";
  page.lang = "en";
  root.append(controls, status, html, page);
  el.append(root);

  const inputs = new Map();
  const sent = new Map(); // what each box held when it was last sent or drawn: what differs is still being typed
  const shown = new Set();
  let lastSaid; // the button of the HTML that opened the page below it
  let pending;

  const read = (input) => (input.type === "checkbox" ? input.checked : input.value);
  const send = (message = {}) => {
    clearTimeout(pending);
    pending = undefined;
    const changed = {};
    for (const [name, input] of inputs) {
      if (read(input) === sent.get(name)) continue;
      changed[name] = read(input);
      sent.set(name, read(input));
    }
    if (message.say || Object.keys(changed).length) model.send({ ...message, changed });
  };
  // Keys that arrive in a box are the box's: JupyterLab must not take them as its shortcuts.
  root.addEventListener("keydown", (event) => event.stopPropagation());

  function drawFields() {
    const focused = [...inputs].find(([, input]) => input === document.activeElement)?.[0];
    controls.replaceChildren();
    inputs.clear();
    for (const field of model.get("fields")) {
      if (field.kind === "button") {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = field.label;
        button.addEventListener("click", () => send({ say: field.name }));
        controls.append(button);
        continue;
      }
      const input = control(field, model.get("values")[field.name]);
      input.id = newId();
      const label = document.createElement("label");
      label.htmlFor = input.id;
      label.textContent = field.label;
      const pair = document.createElement("span");
      pair.className = `pb-field pb-${field.kind}`;
      pair.append(...(input.type === "checkbox" ? [input, label] : [label, input]));
      controls.append(pair);
      if (field.kind === "show") {
        const name = `pb-show-${field.name}`;
        input.checked = root.classList.contains(name) || (!shown.has(name) && input.checked);
        shown.add(name);
        const show = () => root.classList.toggle(name, input.checked);
        input.addEventListener("change", show);
        show();
        continue; // Python need not know
      }
      inputs.set(field.name, input);
      sent.set(field.name, read(input));
      input.addEventListener("change", () => send());
      if (field.kind === "text") input.addEventListener("keydown", (event) => event.key === "Enter" && send());
      if (field.kind === "long")
        input.addEventListener("input", () => {
          clearTimeout(pending);
          pending = setTimeout(send, 300);
        });
    }
    inputs.get(focused)?.focus();
  }

  function place() {
    for (const [name, value] of Object.entries(model.get("placed").values ?? {})) {
      const input = inputs.get(name);
      if (!input || read(input) !== sent.get(name)) continue; // being typed in
      if (input.type === "checkbox") input.checked = Boolean(value);
      else input.value = value ?? "";
      sent.set(name, read(input));
    }
  }

  const drawStatus = () => (status.textContent = model.get("status"));
  const drawHtml = () => (html.innerHTML = model.get("html"));
  const drawPage = () => (page.innerHTML = model.get("page"));
  function drawFocus() {
    const opened = root.querySelector(`.pb-paragraph[data-cite="${CSS.escape(model.get("focus").split("#")[0])}"]`);
    root.querySelector(".pb-opened")?.classList.remove("pb-opened");
    opened?.classList.add("pb-opened");
    opened?.focus({ preventScroll: true });
    opened?.scrollIntoView({ block: "nearest" });
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.say) {
      lastSaid = button;
      send({ say: button.dataset.say });
    }
    if ("back" in button.dataset) (lastSaid.isConnected ? lastSaid : html.querySelector(`[data-say="${lastSaid.dataset.say}"]`))?.focus();
    if (button.dataset.copy) copy(button);
    const shown = button.getAttribute("aria-controls");
    if (shown) {
      const note = root.querySelector(`#${shown}`);
      note.hidden = !note.hidden;
      button.setAttribute("aria-expanded", String(!note.hidden));
    }
  });

  async function copy(button) {
    const selection = document.getSelection();
    const inside = selection.anchorNode && button.parentElement.contains(selection.anchorNode) ? selection.toString().trim() : "";
    const citation = (inside ? `“${inside}” ` : "") + `(${button.dataset.copy})`;
    const copied = await navigator.clipboard?.writeText(citation).then(() => true, () => false);
    status.textContent = copied ? `Copied: ${citation}` : `Copy this: ${citation}`;
  }

  const drawing = { fields: drawFields, placed: place, status: drawStatus, html: drawHtml, page: drawPage, focus: drawFocus };
  for (const [name, draw] of Object.entries(drawing)) {
    model.on(`change:${name}`, draw);
    if (name !== "focus") draw();
  }
  const leaving = () => pending && send();
  addEventListener("pagehide", leaving);
  return () => {
    removeEventListener("pagehide", leaving);
    for (const [name, draw] of Object.entries(drawing)) model.off(`change:${name}`, draw);
  };
}

export default { render };
