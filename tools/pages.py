"""The pages in their one form: citations linked, prose and tools locked, code folded.

`make format` locks every notebook; `python -m tools.pages unlock notebooks/x.ipynb`
opens one to be worked on. A cell that is meant to be changed has the tag `yours`.
"""

import argparse
import pathlib
import re
from typing import Any

import nbformat

from helpers import cite, texts

NOTEBOOKS = pathlib.Path(__file__).parent.parent / "notebooks"
YOURS = "yours"
_LOCK = {"editable": False, "deletable": False}
_TOOL = re.compile(r"widgets\.\w+\([^\n]*\)\s*")


def locked(notebook: Any) -> Any:
    """The notebook, its cells locked: a stray key neither edits nor deletes one.

    Citations in prose become links, and code that is not a line of a tool is folded.
    Changes the notebook given, and returns it.
    """
    ids = [text.id for text in texts.load_all()]
    for cell in unlocked(notebook).cells:
        yours = YOURS in cell.metadata.get("tags", [])
        if cell.cell_type == "markdown":
            cell.source = cite.linked(cell.source, ids)
        elif not yours and not is_tool(cell.source):
            cell.metadata["jupyter"] = {"source_hidden": True}
        if not yours:
            cell.metadata.update(_LOCK)
    return notebook


def unlocked(notebook: Any) -> Any:
    """The notebook, every cell open to be changed and deleted, and no code folded.

    Changes the notebook given, and returns it.
    """
    for cell in notebook.cells:
        for name in (*_LOCK, "jupyter"):
            cell.metadata.pop(name, None)
    return notebook


def is_tool(code: str) -> bool:
    """Whether a cell is the call of one widget, in one line, and nothing else.

    >>> is_tool('widgets.Reader("1906:31")'), is_tool("import sys")
    (True, False)
    """
    return bool(_TOOL.fullmatch(code))


def main() -> None:
    """The command: lock or unlock these notebooks, or all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("what", choices=["lock", "unlock"])
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    asked = parser.parse_args()
    change = {"lock": locked, "unlock": unlocked}[asked.what]
    for path in asked.paths or sorted(NOTEBOOKS.glob("*.ipynb")):
        nbformat.write(change(nbformat.read(path, as_version=4)), path)


if __name__ == "__main__":
    main()
