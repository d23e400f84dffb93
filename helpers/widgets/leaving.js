// @ts-check
// Where a new person begins, what the last one typed and Python never had goes into the
// file that is put aside, and out of the browser.
import { forget, unsent } from "./drafts.js";
import { editors } from "./panel.js";

/** @typedef {import("./panel.js").View} View */

/** @param {View} view */
function giveUnsent(view) {
  const { id, model, signal } = view;
  const answer = (/** @type {any} */ message) => {
    if (message.view !== id) return;
    if (message.unsent) view.post({ changed: { unsent: JSON.stringify(unsent()) } });
    forget(message.forget ?? []);
  };
  model.on("msg:custom", answer);
  signal.addEventListener("abort", () => model.off("msg:custom", answer));
}

editors.push(giveUnsent);
