"""Print {name: source} for tools/record_argdown.mjs: the maps of texts/, and a
hundred generated ones, always the same.
"""

import json
import pathlib
import random
import sys

WORDS = (
    "power class state party worker peasant lock-out decree factory council law night"
    " bread letter winter railway".split()
)
TEXTS = pathlib.Path(__file__).parent.parent / "texts"


def generated(seed):
    """A random map in our subset: headings, statements with tags and data, relations
    of every kind at two depths, arguments.
    """
    random_ = random.Random(seed)
    titles = [
        f"{word.capitalize()} {n}" for n, word in enumerate(random_.sample(WORDS, 9))
    ]
    defined, lines = set(), []

    def node(title):
        if title in defined:
            return f"[{title}]"
        defined.add(title)
        tags = "".join(
            f" #{tag}"
            for tag in random_.sample(
                ["thesis", "reported", "critic", "spine"], random_.randint(0, 2)
            )
        )
        anchor = (
            f'{{cite: "1906:{random_.randint(1, 34)}", quote:'
            f' "{" ".join(random_.choices(WORDS, k=4))}"}}'
        )
        data = random_.choice(
            [
                "",
                f" {{anchors: [{anchor}]}}",
                f' {{key: "key of {title}", anchors: [{anchor}, {anchor}]}}',
            ]
        )
        return (
            f"[{title}]:"
            f" {' '.join(random_.choices(WORDS, k=6)).capitalize()}.{tags}{data}"
        )

    for n, title in enumerate(titles):
        if random_.random() < 0.3:
            lines += [f"# Part {n}", ""]
        if title in defined:
            continue
        lines.append(node(title))
        above = title
        for depth in (1, 2):
            if random_.random() < 0.6:
                other = random_.choice([t for t in titles if t != above])
                lines.append(
                    "  " * depth
                    + random_.choice(["<+", "<-", "+>", "->", "><"])
                    + " "
                    + node(other)
                )
                above = other
            else:
                break
        lines.append("")
    for n in range(random_.randint(0, 3)):
        chosen = random_.sample(titles, 3)
        lines += [f"<Argument {n}>: {' '.join(random_.choices(WORDS, k=4))}."]
        if random_.random() < 0.4:
            lines.append(
                f"  <_ {node(random_.choice([t for t in titles if t not in chosen]))}"
            )
        lines += [
            "",
            f"(1) {node(chosen[0])}",
            f"(2) {node(chosen[1])}",
            "-" * random_.randint(4, 6),
            f"(3) {node(chosen[2])}",
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    sources = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(TEXTS.glob("*.argdown"))
    }
    sources |= {f"generated {seed}": generated(seed) for seed in range(100)}
    json.dump(sources, sys.stdout, ensure_ascii=False)
