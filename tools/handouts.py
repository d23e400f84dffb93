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
from helpers.widgets.panel import PICTURE_STYLE, Panel
from helpers.widgets.reading import passages, sources
from helpers.widgets.reading.guess import PRINT

ROOT = pathlib.Path(__file__).parent.parent
#: What stands folded on the page and belongs on paper: read after a guess.
_READ = r"<details>(\s*<summary>What it shows[^<]*</summary>)"
#: Hints and possible answers: not for the sheet that is handed out.
_ASIDE = re.compile(rf"(?!{_READ})<details>.*?</details>", re.DOTALL)
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
    body = _with_passages(body)
    return body.replace(
        "</head>", f"<style>{Panel._css}{_PRINT}</style></head>"
    ).replace("<details><summary>The data", "<details open><summary>The data")


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
    cited = [
        tag("div", passages.paragraph_html(text[n], text, live=False), id=text[n].cite)
        for text in map(texts.load, sorted(numbers))
        for n in sorted(numbers[text.id])
    ]
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


def sheet_of_passages() -> str:
    """The last section of 1906 and the core of 1936 as a page to print."""
    first, last = texts.load("1906"), texts.load("1936")
    section = first.sections[-1]
    numbers = range(section.first, section.last + 1)
    chosen = [(first, first[number]) for number in numbers]
    chosen += [(last, paragraph) for paragraph in last.core]
    body = [passages.paragraph_html(p, text, live=False) for text, p in chosen]
    about = (
        f"{first.title} ({first.year}), “{section.title}”, and the core of {last.title}"
        f" ({last.year})."
    )
    return _sheet("passages", about, body)


def sheet_of_maps(part: str = "Lock-outs and resignation") -> str:
    """The map of one part of 1906, and the main claims of both texts, as a page to
    print.
    """
    parts = [("1906", part), ("1906", "spine"), ("1936", "spine")]
    drawn = []
    for text_id, name in parts:
        panel = ArgumentMap(text_id, name, store=Answers(os.devnull))
        drawn += [tag("h2", f"{text_id}, {name}"), Markup(panel.static_html())]
    return _sheet("maps", KEY, drawn)


def ballot() -> str:
    """The six core prompts, each with its passages, a ballot for two votes, and
    lines to write on, as a page to print.
    """
    core = [prompt["id"] for prompt in discussion.prompts() if prompt.get("core")]
    cards = [Prompt(key, store=Answers(os.devnull)).static_html() for key in core]
    leaves = [tag("section", Markup(card), class_="pb-leaf") for card in cards]
    about = (
        "Think, vote, write why, cite a sentence. Tear at the line, hand in the upper"
        " part, and vote again on the lower. No names."
    )
    return _sheet("ballot", about, leaves)


def _sheet(name: str, about: str, body: list[Markup]) -> str:
    head = tag("meta", charset="utf-8") + tag("title", name.capitalize())
    title = tag("h1", f"Prospect and Betrayal: {name}")
    sheet = tag("body", title, tag("p", about), *body, class_="pb-panel pb-static")
    styles = tag("style", Markup(Panel._css))
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
