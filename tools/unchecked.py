"""What nobody has looked up yet: printed, and written into texts/README.md between its
two marks: `make unchecked`.
"""

import re

import pandas as pd

from helpers import arguments, texts

BEGIN, END = "<!-- unchecked: made by `make unchecked` -->", "<!-- end -->"


def critics() -> pd.DataFrame:
    """The critics of the maps: file, entry, source, settle, and whether checked."""
    rows = [
        (
            f"{text_id}, map",
            f"{node.data['id']} {title}",
            ", ".join(str(node.data[part]) for part in ("author", "work", "year")),
            str(node.data.get("settle", "")),
            node.data["checked"] == "yes",
        )
        for text_id in ("1906", "1936")
        for title, node in arguments.load(text_id).nodes.items()
        if "critic" in node.tags
    ]
    return pd.DataFrame(
        rows, columns=["file", "entry", "source", "settle", "is_checked"]
    )


def left() -> pd.DataFrame:
    """Every statement that nobody has looked up: file, entry, source, settle."""
    listed = critics()
    open_critics = listed[~listed["is_checked"]].drop(columns="is_checked")
    return pd.concat([texts.unchecked(), open_critics], ignore_index=True)


def counts() -> pd.DataFrame:
    """How many statements of each kind are checked, and how many are not."""
    kinds: dict[str, list[bool]] = {
        "timeline.csv": [row == "yes" for row in texts.timeline()["checked"]]
    }
    for name, entries in (
        ("people.yml", texts.people()),
        ("glossary.yml", texts.glossary()),
        ("statements.yml", texts.statements()),
    ):
        states = [entry["checked"] == "yes" for entry in entries if "source" in entry]
        kinds[name] = states
    for file, rows in critics().groupby("file"):
        kinds[str(file)] = list(rows["is_checked"])
    rows = [
        (kind, sum(known), len(known) - sum(known)) for kind, known in kinds.items()
    ]
    return pd.DataFrame(rows, columns=["kind", "checked", "not checked"])


def listing() -> str:
    """The counts, and one line for each unchecked statement, by file."""
    lines = ["| kind | checked | not checked |", "|---|---|---|"]
    lines += [f"| {kind} | {yes} | {no} |" for kind, yes, no in counts().to_numpy()]
    lines.append("")
    for file, rows in left().groupby("file", sort=True):
        lines += [f"### {file}", ""]
        lines += [
            f"- {row.entry} ({row.source}). Would settle it: {row.settle}"
            for row in rows.itertuples()
        ]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    path = texts.FOLDER / "README.md"
    content = path.read_text(encoding="utf-8")
    marked = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    made = listing()
    print(made)
    path.write_text(
        marked.sub(lambda _: f"{BEGIN}\n\n{made}\n{END}", content), encoding="utf-8"
    )
