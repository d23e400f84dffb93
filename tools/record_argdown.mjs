// Records what the official Argdown parser makes of our maps and of generated ones, so that no one needs Node to run the tests:
//   npm install --no-save @argdown/node@2.0.3 && python tests/generate_argdown.py | node tools/record_argdown.mjs > tests/vectors/argdown.json
// Reads {name: source} from standard input; writes {name: {statements, arguments, relations}}.
import { argdown } from "@argdown/node";

let written = "";
for await (const piece of process.stdin.setEncoding("utf8")) written += piece;
const sources = JSON.parse(written);
const recorded = {};
for (const [name, input] of Object.entries(sources)) {
  const read = argdown.run({ input, process: ["parse-input", "build-model"], model: { mode: "loose" }, logLevel: "error" });
  const plain = (text) => (text ?? "").replace(/#[\w-]+/g, "").replace(/\s+/g, " ").trim();
  const end = (to) => (to?.type === "inference" ? argumentOf(to) : to?.title);
  const argumentOf = (inference) =>
    Object.values(read.arguments).find((one) => one.pcs?.some((step) => step.inference === inference))?.title ?? inference.argumentTitle;
  const described = (node) => [node.tags ?? [], node.data ?? {}];
  recorded[name] = {
    errors: (read.lexerErrors?.length ?? 0) + (read.parserErrors?.length ?? 0),
    statements: Object.fromEntries(
      Object.values(read.statements).map((one) => [one.title, [plain(one.members.map((m) => m.text).find((t) => t)), ...described(one)]]),
    ),
    arguments: Object.fromEntries(
      Object.values(read.arguments).map((one) => [one.title, [plain(one.members?.map((m) => m.text).find((t) => t)), ...described(one), (one.pcs ?? []).map((step) => [step.role, step.title])]]),
    ),
    relations: read.relations.map((one) => [one.relationType, end(one.from), end(one.to)]).sort(),
  };
}
process.stdout.write(JSON.stringify(recorded));
