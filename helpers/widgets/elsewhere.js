// @ts-check
// Two windows of a notebook have one kernel: where a cell is run in one of them, its
// tool in the other is gone. Its place says so.
import { closest, element } from "./drawing.js";
import { editors } from "./panel.js";

/** @typedef {import("./panel.js").View} View */

const ELSEWHERE =
  "This tool was made anew in another window of this notebook. Go on there, or choose"
  + " Run > Run All Cells here. What was typed is kept.";

/** @param {View} view */
function sayWhereItIs({ model, root, signal }) {
  const gone = () => {
    // where the cell is run here its output has left the page before
    const place = closest(root, ".jp-OutputArea-output");
    if (!place?.isConnected || place.querySelector(":scope > .pb-elsewhere")) return;
    place.append(element("p", "pb-elsewhere", { role: "status" }, ELSEWHERE));
  };
  model.on("destroy", gone);
  signal.addEventListener("abort", () => model.off("destroy", gone));
}

editors.push(sayWhereItIs);
