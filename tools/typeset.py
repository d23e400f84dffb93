"""Pages to print and to put on a site: HTML that needs nothing beside it, with the
passages that it cites at its end.
"""

import functools
import pathlib
import re
import urllib.parse
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from helpers import cite, texts
from helpers.errors import CitationError
from helpers.figures.drawing import STYLE as FIGURE_STYLE
from helpers.html import join, tag
from helpers.widgets.panel import PICTURE_STYLE, Panel
from helpers.widgets.reading import passages, sources

ROOT = pathlib.Path(__file__).parent.parent
NAME = "Prospect and Betrayal"
TEXTS = "texts.html"  # the page with all words of both texts
#: Rows of data that are printed whole, under a picture and in a table of its own; of
#: more the first are printed.
MOST, MOST_OF_TABLE, FIRST = 8, 30, 4
WIDGET = "application/vnd.jupyter.widget-view+json"
#: What stands folded on the page and belongs on paper: read after a guess.
_READ = re.compile(
    r"<details>\s*<summary>(What it shows[^<]*)</summary>(.*?)</details>", re.DOTALL
)
#: Hints and possible answers: not for the sheet that is handed out.
_ASIDE = re.compile(r"<details>.*?</details>", re.DOTALL)
_DATA = re.compile(r"<details>(<summary>The data.*?</details>)", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_OF_PICTURES = re.compile(r"<(table|figure)\b.*?</\1>", re.DOTALL)
_LINK = re.compile(r'href="#([^"]+)"')
_PARAGRAPH = re.compile(r'(<div class="pb-paragraph[^"]*") data-cite="([^"]+)"')
#: What only a live page needs, some of it from elsewhere.
_LIVE = re.compile(
    r'<script.*?</script>| tabindex="0"|<div class="jp-Collapser[^>]*>\s*</div>', re.S
)
_STYLES = [f"<style>{style}</style>" for style in (PICTURE_STYLE, FIGURE_STYLE)]
_CELLS = "{% extends 'lab/base.html.j2' %}"  # without a head: `shell` gives ours
_BADGE = re.compile(r"\((https://[^)]*urlpath=lab/tree/notebooks/)index\.ipynb\)")


def to_html(notebook: Any, name: str) -> str:
    """A run notebook as one self-contained page: text, pictures, tables and the
    static form of each widget, without the code.
    """
    from nbconvert import HTMLExporter

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            shown = _READ.sub(r"#### \1\n\2", cell.source)
            cell.source = _ASIDE.sub("", shown).replace(".ipynb)", ".html)")
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    notebook.metadata.pop("widgets", None)
    exporter = HTMLExporter(
        raw_template=_CELLS,
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
        embed_images=True,
    )
    body = _LIVE.sub("", exporter.from_notebook_node(notebook)[0])
    for style in _STYLES:  # once, in the head
        body = body.replace(style, "")
    body = _DATA.sub(_folded, body)
    body = with_passages(_TABLE.sub(lambda each: _cut(each[0]), body))
    return shell(_title(notebook) or name, Markup(body), name, live=f"{name}.ipynb")


def _title(notebook: Any) -> str:
    """The title of a page, as it stands at its head."""
    prose = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    heading = re.search(r"^# (.+)", prose, re.MULTILINE)
    return heading[1] if heading else ""


def shell(title: str, body: Markup, name: str, live: str = "") -> str:
    """A whole page around `body`; `live` is the notebook to work in."""
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} – {NAME}"),
        tag("style", Markup(_styles())),
    ]
    main = tag("main", body, class_=f"pb-sheet pb-sheet-{name}")
    whole = tag("body", _ways(live), main)
    return Markup("<!doctype html>") + tag("html", tag("head", *head), whole, lang="en")


def sheet(name: str, about: str, body: Iterable[Markup]) -> str:
    """A page of its own, with a line on what it is for."""
    parts = [tag("h1", f"{NAME}: {name}"), tag("p", about, class_="pb-about")]
    inside = tag("div", *parts, *body, class_="pb-panel pb-static")
    return shell(name.capitalize(), inside, name)


@functools.cache
def _styles() -> str:
    return Panel._css + (ROOT / "tools/print.css").read_text(encoding="utf-8")


def _ways(live: str) -> Markup:
    """From a page of the site to the others, and to where it can be worked with."""
    ways = {"index.html": NAME, TEXTS: "The texts"}
    parts = [tag("a", words, href=address) for address, words in ways.items()]
    if live and (server := _server()):
        parts.append(tag("a", "Work with it", href=f"{server}{live}"))
    elif live:
        parts.append(tag("span", f"To work with it, open {live[:-6]} in JupyterLab."))
    return tag("nav", *parts, class_="pb-ways", aria_label="Site")


def _server() -> str:
    """Where notebooks run for everyone: what the badge of the README leads to, once
    somebody has put an owner into it.
    """
    badge = _BADGE.search((ROOT / "README.md").read_text(encoding="utf-8"))
    return badge[1] if badge and "/OWNER/" not in badge[1] else ""


def _folded(data: re.Match[str]) -> str:
    """The data of a picture: open, or where they are long folded on a screen and
    begun on paper.
    """
    if data[0].count("<tr") > MOST + 1:
        return f'<details class="pb-data">{_cut(data[1], MOST)}'
    return f"<details open>{data[1]}"


def _cut(table: str, most: int = MOST_OF_TABLE) -> str:
    """A table of which print has the first rows only, if it is long, and says where
    the others are.
    """
    rows = table.count("<tr") - 1
    if rows <= most or "data-rest" in table:
        return table
    before, *others = re.split(r"(?=<tr\b)", table)
    kept = [before, *others[: FIRST + 1]]
    rest = [row.replace("<tr", "<tr data-rest", 1) for row in others[FIRST + 1 :]]
    words = f"Printed are {FIRST} of {rows} rows. All stand on this page on a screen."
    note = tag("p", words, class_="pb-rest")
    return "".join([*kept, *rest]).replace("</table>", f"</table>{note}", 1)


def with_passages(body: str) -> str:
    """A page with the paragraphs that its prose cites at its end, each once; every
    citation leads to the first paragraph that it names, and the sign ° to its source.

    What a table or a picture cites stands in the page of the texts, since that is
    nearly all of them, and what the page has already is not repeated.
    """
    body, present = _named(body)
    body = _OF_PICTURES.sub(
        lambda part: _LINK.sub(functools.partial(_elsewhere, present), part[0]), body
    )
    by_link = sources.by_link()
    numbers: dict[str, set[int]] = {}
    opened: dict[str, Markup] = {}

    def link(match: re.Match[str]) -> str:
        address = urllib.parse.unquote(match[1])
        if address in by_link:
            statement, source = by_link[address]
            opened[address] = tag("div", tag("b", statement), source, id=address)
        elif place := _place(address):
            cited = range(place.paragraph, place.last + 1)
            numbers.setdefault(place.text_id, set()).update(cited)
            return f'href="#{place.in_paragraph}"'
        return match[0]

    linked = _LINK.sub(link, body)
    sections = _cited(numbers, present)
    sections += _section(
        "Where this page’s history comes from", list(opened.values()), "pb-sources"
    )
    return f"{linked}{sections}"


def _named(body: str) -> tuple[str, set[str]]:
    """A page in which each paragraph that it has in full can be led to, and which
    those are.
    """
    present: set[str] = set()

    def first(match: re.Match[str]) -> str:
        if match[2] in present:
            return match[1]
        present.add(match[2])
        return f'{match[1]} id="{match[2]}"'

    return _PARAGRAPH.sub(first, body), present


def _place(address: str) -> cite.Citation | None:
    try:
        return cite.parse(address)
    except CitationError:  # a link to a heading
        return None


def _elsewhere(present: set[str], match: re.Match[str]) -> str:
    """A link to the page of the texts, where this page has not the paragraph."""
    place = _place(urllib.parse.unquote(match[1]))
    if place is None:
        return match[0]
    file = "" if place.in_paragraph in present else TEXTS
    return f'href="{file}#{place.in_paragraph}"'


def _cited(numbers: dict[str, set[int]], present: set[str]) -> Markup:
    """The passages at the end of a page, under who wrote them."""
    parts: list[Markup] = []
    for text in map(texts.load, sorted(numbers)):
        cited = [text[n].cite for n in sorted(numbers[text.id])]
        parts.append(source(text, "h3"))
        if above := [place for place in cited if place in present]:
            parts.append(tag("p", f"Above on this page: {', '.join(above)}."))
        parts += [
            tag("div", paragraph(text, cite.number_of(place)), id=place)
            for place in cited
            if place not in present
        ]
    return _section("The passages cited on this page", parts, "pb-cited-passages")


def paragraph(text: texts.Text, number: int) -> Markup:
    """A paragraph with its number."""
    return passages.paragraph_html(text[number], text, live=False)


def source(text: texts.Text, heading: str) -> Markup:
    """Who wrote a text, what it is called and when it is from, and who translated it,
    as far as that is known.
    """
    named = f"{text.author}, {text.title} ({text.year})".removeprefix(", ")
    by = text.front.get("translator", "")
    for aside in ("; see README.md", " (see README.md)"):
        by = by.replace(aside, "")
    known = tag("p", f"Translator: {by}.", class_="pb-by") if by else Markup()
    return tag(heading, named) + known


def _section(heading: str, parts: list[Markup], name: str) -> Markup:
    """A part at the end of a page; nothing where it would be empty."""
    if not parts:
        return Markup()
    css = f"pb-panel pb-static {name}"
    # in one box, since three titles in a row are parted on paper otherwise
    header = tag("header", tag("h2", heading), parts[0])
    return tag("section", header, join(parts[1:]), class_=css)
