"""Every notebook, run and written as one page to print, and sheets for a room
without computers: `make handouts`.
"""

import os
import pathlib
import tempfile
from typing import Any

from markupsafe import Markup

from helpers import discussion, texts
from helpers.html import PRINT, tag
from helpers.store.answers import Answers
from helpers.widgets import ArgumentMap, Prompt
from helpers.widgets.maps.picture import KEY
from helpers.widgets.panel import still
from tools.key import key
from tools.typeset import ROOT, paragraph, sheet, source, to_html


def run(path: pathlib.Path) -> Any:
    """The notebook with its outputs, run in its own folder; an error in a cell is
    raised.
    """
    import nbclient
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    client = nbclient.NotebookClient(
        notebook, timeout=120, resources=place, extra_arguments=["--log-level=ERROR"]
    )
    with tempfile.TemporaryDirectory() as nobody:
        # A page for everyone has no one's answers on it.
        nobodys = {"SEMINAR_ANSWERS": nobody, "SEMINAR_SHARED": "", PRINT: "1"}
        client.execute(env=os.environ | nobodys)
    return notebook


def sheet_of_passages() -> str:
    """The last section of 1906, the core of 1936, and every passage of a core prompt,
    as a page to print.
    """
    first, last = texts.load("1906"), texts.load("1936")
    section = first.sections[-1]
    chosen = {
        first.id: {*range(section.first, section.last + 1)},
        last.id: {each.number for each in last.core},
    }
    for prompt in _core():
        for text, cited, _ in map(texts.find, prompt["passage"]):
            chosen[text.id] |= {each.number for each in cited}
    body = []
    for text in (first, last):
        body.append(source(text, "h2"))
        body += [paragraph(text, number) for number in sorted(chosen[text.id])]
    about = (
        f"“{section.title}” of 1906, the core of 1936, and the passages of the"
        " questions that are discussed."
    )
    return sheet("passages", about, body)


def sheet_of_maps(part: str = "Lock-outs and resignation") -> str:
    """The map of one part of 1906, and the main claims of both texts, as a page to
    print.
    """
    parts = [("1906", part), ("1906", "spine"), ("1936", "spine")]
    drawn = [
        Markup(still(ArgumentMap(*each, store=Answers(os.devnull)).static_html()))
        for each in parts
    ]
    about = f"{KEY} The main claims of a text are those that the others lead to."
    return sheet("maps", about, drawn)


def ballot() -> str:
    """The six core prompts, each with its passages and, to be cut off, a ballot for
    each of two votes, as a page to print.
    """
    prompts = _core()
    cards = [
        Prompt(prompt["id"], store=Answers(os.devnull)).ballot_html()
        for prompt in prompts
    ]
    leaves = [tag("section", card, class_="pb-leaf") for card in cards]
    about = (
        "Think, vote, write why, cite a sentence. Cut at the lines: hand in the first"
        " ballot, and keep the second until the class has talked. The passages stay"
        " with you. No names."
    )
    return sheet("ballot", about, leaves)


def _core() -> list[dict[str, Any]]:
    return [prompt for prompt in discussion.prompts() if prompt.get("core")]


def both_texts() -> str:
    """All words of both texts, as a page to print, where every citation of the other
    pages leads.
    """
    body = []
    for text in texts.load_all():
        body.append(source(text, "h2"))
        for section in text.sections:
            body.append(tag("h3", section.title))
            numbers = range(section.first, section.last + 1)
            body += [tag("div", paragraph(text, n), id=text[n].cite) for n in numbers]
    return sheet("texts", "All that the seminar has of both texts, in order.", body)


def write(folder: pathlib.Path = ROOT / "handouts") -> list[pathlib.Path]:
    """Write all handouts into a folder, and return their paths."""
    folder.mkdir(exist_ok=True)
    written = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        written.append(folder / f"{path.stem}.html")
        written[-1].write_text(to_html(run(path), path.stem), encoding="utf-8")
    pages = {"sheet-passages": sheet_of_passages, "sheet-maps": sheet_of_maps}
    pages |= {"sheet-ballot": ballot, "key": key, "texts": both_texts}
    for name, written_out in pages.items():
        written.append(folder / f"{name}.html")
        written[-1].write_text(written_out(), encoding="utf-8")
    return written


if __name__ == "__main__":
    for handout in write():
        print(f"{handout.relative_to(ROOT)}  {handout.stat().st_size / 1e6:.1f} MB")
