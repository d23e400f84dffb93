"""Write the list of unchecked statements into texts/README.md, between its two
marks: `make unchecked`.
"""

import re

from helpers import texts

BEGIN, END = "<!-- unchecked: made by `make unchecked` -->", "<!-- end -->"


def listing() -> str:
    """One line for each unchecked statement, by file."""
    lines = []
    for file, rows in texts.unchecked().groupby("file", sort=True):
        lines += [
            f"### {file}",
            "",
            *(f"- {row.entry} ({row.source})" for row in rows.itertuples()),
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    path = texts.FOLDER / "README.md"
    content = path.read_text(encoding="utf-8")
    marked = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    path.write_text(
        marked.sub(lambda _: f"{BEGIN}\n\n{listing()}\n{END}", content),
        encoding="utf-8",
    )
