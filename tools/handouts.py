"""Every notebook, run and written as one page to print, and sheets for a room
without computers: `make handouts`.
"""

import os
import pathlib
import re
import tempfile
import urllib.parse
from typing import Any

from markupsafe import Markup

from helpers import cite, discussion, texts
from helpers.errors import CitationError
from helpers.figures.drawing import STYLE as FIGURE_STYLE
from helpers.html import tag
from helpers.store.answers import Answers
from helpers.widgets import ArgumentMap, Prompt
from helpers.widgets.maps.picture import KEY
from helpers.widgets.panel import PICTURE_STYLE, Panel, still
from helpers.widgets.reading import passages, sources
from helpers.widgets.reading.guess import PRINT

ROOT = pathlib.Path(__file__).parent.parent
#: What stands folded on the page and belongs on paper: read after a guess.
_READ = r"<details>(\s*<summary>What it shows[^<]*</summary>)"
#: Hints and possible answers: not for the sheet that is handed out.
_ASIDE = re.compile(rf"(?!{_READ})<details>.*?</details>", re.DOTALL)
_DATA = re.compile(r"<details>(<summary>The data.*?</details>)", re.DOTALL)
MOST = 25  # rows of data that are printed
_LINK = re.compile(r'href="#([^"]+)"')
#: A mark of a picture: on paper hundreds of them need not lead to their words.
_MARK = re.compile(r'<a\b(?=[^>]*(?:tabindex="-1"|\bpb-mark\b))[^>]*>')
_PRINT = (ROOT / "tools/print.css").read_text(encoding="utf-8")
WIDGET = "application/vnd.jupyter.widget-view+json"


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


def to_html(notebook: Any, title: str) -> str:
    """A run notebook as one self-contained page: text, pictures, tables and the
    static form of each widget, without the code.
    """
    from nbconvert import HTMLExporter

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            source = _ASIDE.sub("", cell.source).replace(".ipynb)", ".html)")
            cell.source = re.sub(_READ, r"<details open>\1", source)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["title"] = title
    exporter = HTMLExporter(
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        embed_images=True,
    )
    body, _ = exporter.from_notebook_node(notebook)
    # What only a live page needs, some of it from elsewhere.
    body = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    for style in (PICTURE_STYLE, FIGURE_STYLE):  # once, in the head
        body = body.replace(f"<style>{style}</style>", "")
    body = _MARK.sub(lambda mark: _LINK.sub("", mark[0]), body)
    body = _DATA.sub(_data, _with_passages(body))
    return body.replace("</head>", f"<style>{Panel._css}{_PRINT}</style></head>")


def _data(match: re.Match[str]) -> str:
    """The data of a picture: open on paper, but for those that fill pages."""
    return match[0] if match[0].count("<tr") > MOST else f"<details open>{match[1]}"


def _with_passages(body: str) -> str:
    """A page with the paragraphs that it cites at its end, each once; every citation
    leads to the first paragraph that it names, and the sign ° to its source.
    """
    by_link = sources.by_link()
    numbers: dict[str, set[int]] = {}
    opened: dict[str, Markup] = {}

    def link(match: re.Match[str]) -> str:
        address = urllib.parse.unquote(match[1])
        if address in by_link:
            statement, source = by_link[address]
            opened[address] = tag("div", tag("b", statement), source, id=address)
            return match[0]
        try:
            place = cite.parse(address)
        except CitationError:  # a link to a heading
            return match[0]
        cited = range(place.paragraph, place.last + 1)
        numbers.setdefault(place.text_id, set()).update(cited)
        return f'href="#{place.in_paragraph}"'

    linked = _LINK.sub(link, body)
    cited: list[Markup] = []
    for text in map(texts.load, sorted(numbers)):
        cited.append(tag("h3", _source(text)))
        for n in sorted(numbers[text.id]):
            words = passages.paragraph_html(text[n], text, live=False)
            cited.append(tag("div", words, id=text[n].cite))
    sections = _section("The passages cited on this page", cited, "pb-cited-passages")
    sections += _section(
        "Where this page’s history comes from", list(opened.values()), "pb-sources"
    )
    before, end, after = linked.rpartition("</main>")
    return f"{before}{sections}{end}{after}" if sections else body


def _section(heading: str, parts: list[Markup], name: str) -> Markup:
    """A part at the end of a page; nothing where it would be empty."""
    if not parts:
        return Markup()
    return tag(
        "section", tag("h2", heading), *parts, class_=f"pb-panel pb-static {name}"
    )


def _source(text: texts.Text) -> str:
    """Who wrote a text, what it is called, and when."""
    return f"{text.author}, {text.title} ({text.year})".removeprefix(", ")


def sheet_of_passages() -> str:
    """The last section of 1906, the core of 1936, and every passage of a core prompt,
    as a page to print.
    """
    first, last = texts.load("1906"), texts.load("1936")
    section = first.sections[-1]
    chosen = {
        first.id: {*range(section.first, section.last + 1)},
        last.id: {paragraph.number for paragraph in last.core},
    }
    for prompt in _core():
        for text, paragraphs, _ in map(texts.find, prompt["passage"]):
            chosen[text.id] |= {paragraph.number for paragraph in paragraphs}
    body = []
    for text in (first, last):
        body.append(tag("h2", _source(text)))
        for number in sorted(chosen[text.id]):
            body.append(passages.paragraph_html(text[number], text, live=False))
    about = (
        f"“{section.title}” of 1906, the core of 1936, and the passages of the"
        " questions that are discussed."
    )
    return _sheet("passages", about, body)


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
    return _sheet("maps", about, drawn)


def ballot() -> str:
    """The six core prompts, each with its passages and, to be cut off, a ballot for
    each of two votes, as a page to print; at its end what is read when a role is over.
    """
    prompts = _core()
    cards = [
        Prompt(prompt["id"], store=Answers(os.devnull)).ballot_html()
        for prompt in prompts
    ]
    leaves = [tag("section", card, class_="pb-leaf") for card in cards]
    endings = [
        tag("h2", prompt["title"]) + tag("p", prompt["role"]["debriefing"])
        for prompt in prompts
        if "role" in prompt
    ]
    if endings:
        when = tag("h2", "To be read aloud when the role is over")
        leaves.append(tag("section", when, *endings, class_="pb-leaf"))
    about = (
        "Think, vote, write why, cite a sentence. Cut at the lines: hand in the first"
        " ballot, and keep the second until the class has talked. The passages stay"
        " with you. No names."
    )
    return _sheet("ballot", about, leaves)


def _core() -> list[dict[str, Any]]:
    return [prompt for prompt in discussion.prompts() if prompt.get("core")]


def _sheet(name: str, about: str, body: list[Markup]) -> str:
    head = tag("meta", charset="utf-8") + tag("title", name.capitalize())
    title = tag("h1", f"Prospect and Betrayal: {name}")
    inside = tag("main", title, tag("p", about), *body, class_=f"pb-sheet-{name}")
    styles = tag("style", Markup(Panel._css + _PRINT))
    sheet = tag("body", inside, class_="pb-panel pb-static")
    return Markup("<!doctype html>") + tag("html", head, styles, sheet, lang="en")


def write(folder: pathlib.Path = ROOT / "handouts") -> list[pathlib.Path]:
    """Write all handouts into a folder, and return their paths."""
    folder.mkdir(exist_ok=True)
    written = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        written.append(folder / f"{path.stem}.html")
        written[-1].write_text(to_html(run(path), path.stem), encoding="utf-8")
    sheets = {"passages": sheet_of_passages, "maps": sheet_of_maps, "ballot": ballot}
    for name, sheet in sheets.items():
        written.append(folder / f"sheet-{name}.html")
        written[-1].write_text(sheet(), encoding="utf-8")
    return written


if __name__ == "__main__":
    for handout in write():
        print(f"{handout.relative_to(ROOT)}  {handout.stat().st_size / 1e6:.1f} MB")
