"""The concordance: every place where a word or phrase stands, in context, where it
falls in each text, and the way to its paragraph.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from helpers import cite, figures, html, words
from helpers.errors import SearchError
from helpers.texts import Text
from helpers.validation import Path, validated
from helpers.widgets.panel import Panel, box, button, load, select, short
from helpers.widgets.reading import passages

_SORTS = [
    ["place", "place in the text"],
    ["left", "word before"],
    ["right", "word after"],
]
_WIDTH = 44  # characters on either side of a match
_HEADS = ["Place", "Before", "Match", "After"]
# One line as a form to fill in, escaped as it is filled: a thousand come at a time.
_LINE = Markup(
    '<tr><td><button type="button" class="pb-cite" data-action="{0}"'
    ' aria-label="Open {0}">{0}</button></td><td class="pb-left">{1}</td>'
    '<td class="pb-match">{2}</td><td class="pb-right">{3}</td></tr>'
)
_NOTHING_TYPED = (
    "Type a word or a phrase, then press Enter. A * stands for any letters:"
    " revolution*."
)
_NOT_FOUND = " Check the spelling, or try the beginning of the word with a *."


class Lines(Panel):
    """What leads to lines of a concordance: `lines/` and a name show the lines of a
    search, and the place of a line its paragraph.
    """

    _texts: Mapping[str, Text]
    _sought = ""
    _lines = Markup()

    def on_action(self, action):
        """Show the lines of a search, or open the paragraph of a line."""
        act, _, name = action.partition("/")
        if act == "lines":
            self._sought = self._search(name)
            texts = list(self._texts.values())
            lines = words.concordance(texts, self._sought, width=_WIDTH)
            self._lines = self.passage = html.tag(
                "section",
                lines_html(lines, name),
                data_cite="lines",
                tabindex="-1",
                aria_label="Lines",
            )
            self.scroll_to("lines")
        elif ":" in action:
            self.open_paragraph(action)

    def static_html(self):
        """In print what is shown, and what is said of it."""
        return html.tag("p", self.status) + Markup(self.html)

    def _search(self, name):
        """What is looked for under a name."""
        return name

    def open_paragraph(self, place):
        """Open the paragraph of a line, with the matches marked."""
        text, number = self._texts[cite.text_of(place)], cite.number_of(place)
        back = html.tag("button", "Back to the lines", type="button", data_back=True)
        section = passages.section_html(
            text,
            text.section_of(number),
            words.spans(text, self._sought),
            below={number: html.tag("div", back, class_="pb-back")},
        )
        self.passage = self._lines + Markup(section)
        self.scroll_to(place)


class Concordance(Lines):
    """Looks for a word or phrase in the texts of a folder; each line opens its
    paragraph below the lines.
    """

    @validated
    def __init__(self, query: str = "", folder: Path | None = None) -> None:
        self._texts = load(folder)
        options = [["", "all texts"]] + [
            [t.id, f"{t.title} ({t.year})"] for t in self._texts.values()
        ]
        super().__init__(
            title="Concordance",
            fields=[
                box("query", "Word or phrase", by=["query", "find"]),
                select("text", "In", options=options),
                select("sort", "Sorted by", options=_SORTS),
                button("find", "Find"),
            ],
            values={"query": query, "text": "", "sort": "place"},
        )

    def on_change(self, values):
        """Show the lines and where they fall."""
        query = self._sought = values["query"].strip()
        self.passage = ""
        if not query:
            self.html, self.status = "", _NOTHING_TYPED
            return
        chosen = [t for t in self._texts.values() if values["text"] in ("", t.id)]
        try:
            lines = words.concordance(chosen, query, width=_WIDTH)
        except SearchError:
            self.html = ""
            raise
        self.status = f"“{short(query)}”: {_counts(query, chosen)}."
        if lines.empty:
            self.status += _NOT_FOUND
            self.html = ""
            return
        sorted_lines = words.arrange(lines, values["sort"])
        self.html = lines_html(sorted_lines, query) + _strips(query, chosen)


def lines_html(lines: pd.DataFrame, query: str) -> Markup:
    """Lines as a table; the place of each is a button that opens its paragraph."""
    many = f"{len(lines)} {'line' if len(lines) == 1 else 'lines'}"
    caption = f"{many} for “{short(query)}”. A place opens its paragraph below."
    rows = [_LINE.format(*line) for line in lines.itertuples(index=False)]
    return html.scroll(
        "Lines of the concordance",
        html.table(caption, _HEADS, rows, class_="pb-lines"),
    )


def _counts(query: str, chosen: Sequence[Text]) -> str:
    """In words, how often a search is found in each text."""
    counts = [(words.count(text, query), text.id) for text in chosen]
    return ", ".join(
        f"{count} {'time' if count == 1 else 'times'} in {text_id}"
        for count, text_id in counts
    )


def _strips(query: str, chosen: Sequence[Text]) -> Markup:
    """The picture of where a search falls, and its data."""
    places = pd.concat([words.positions(text, query) for text in chosen])
    figure = figures.html(
        figures.dispersion(chosen, [query]),
        alt=_where(query, chosen),
        table=places.rename(columns={"at": "words before it"}),
        caption="Where it falls in each text. Faint lines mark where sections begin.",
    )
    return Markup(figure)


def _where(query: str, chosen: Sequence[Text]) -> str:
    """In words, what the strips show: in which sections the matches fall."""
    parts = []
    for text in chosen:
        sections = words.by_section(text, query)
        listed = ", ".join(
            f"{count} in “{title}”"
            for title, count in zip(sections["section"], sections["count"])
            if count
        )
        parts.append(f"in {text.id}: {listed or 'nowhere'}")
    return f"Strips that show where “{query}” falls, " + "; ".join(parts) + "."
