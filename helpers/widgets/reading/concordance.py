"""The concordance: every place where a word or phrase stands, in context, where it
falls in each text, and the way to its paragraph.
"""

import functools
from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from helpers import cite, figures, html, words
from helpers.errors import SearchError
from helpers.figures import shown
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
WHOLE = 100  # lines of a list that is shown at once
SHOWN, MOST = 50, 1_000  # lines of a longer one at first, and at most at a time
SIGHT = 9  # lines that are seen without scrolling
_HEADS = ["Place", "Before", "Match", "After"]
# One line as a form to fill in, escaped as it is filled: a thousand come at a time.
_LINE = Markup(
    '<tr><th scope="row"><button type="button" class="pb-cite" data-action="{0}"'
    ' aria-label="Open {0}">{0}</button></th><td class="pb-left">{1}</td>'
    '<td class="pb-match">{2}</td><td class="pb-right">{3}</td></tr>'
)
_NOTHING_TYPED = (
    "Type a word or a phrase, then press Enter. A * stands for any letters:"
    " revolution*."
)
_NOT_FOUND = " Check the spelling, or try the beginning of the word with a *."
_STEM = 4  # letters of a word of which other forms are looked for


class Lines(Panel):
    """What leads to lines of a concordance: `lines/` and a name show the lines of a
    search, and the place of a line its paragraph.
    """

    _texts: Mapping[str, Text]
    _sought = ""
    _own = False  # whether only the author's own words are counted
    _lines = Markup()
    _rows = pd.DataFrame()
    _about, _first, _most = "", 0, SHOWN

    def on_action(self, action):
        """Show the lines of a search, more of them, or the paragraph of a line."""
        act, _, name = action.partition("/")
        if act == "lines":
            self._sought = self._search(name)
            self._begin(self._counted_lines(), self._heading(name))
            self._lines = self.passage = self._listed()
            self.scroll_to("lines")
        elif act == "more":
            self._turn(name)
        elif ":" in action:
            self.open_paragraph(action)

    def _begin(self, table: pd.DataFrame, name: str) -> None:
        """Other lines, of which the first are shown."""
        self._rows, self._about, self._first = table, name, 0
        self._most = WHOLE if len(table) <= WHOLE else SHOWN

    def _listed(self) -> Markup:
        return lines_html(self._rows, self._about, self._first, self._most)

    def _turn(self, name: str) -> None:
        """Show all lines, or the thousand before or after."""
        step = {"all": 0, "next": MOST, "previous": -MOST}[name]
        self._first = max(0, self._first + step)
        self._most = MOST
        self._redraw()
        last = min(self._first + MOST, len(self._rows))
        self.status = f"Lines {self._first + 1:,} to {last:,} of {len(self._rows):,}."
        self.scroll_to("lines")

    def _redraw(self) -> None:
        self._lines = self.passage = self._listed()

    def static_html(self):
        """In print what is shown, and what is said of it."""
        return html.tag("p", self.status) + Markup(self.html)

    def _search(self, name):
        """What is looked for under a name."""
        return name

    def _heading(self, name):
        """What lines are said to be for."""
        return name

    def _counted_lines(self) -> pd.DataFrame:
        """The lines of what is looked for: as many as the panel counts."""
        texts = list(self._texts.values())
        return words.concordance(texts, self._sought, _WIDTH, self._own)

    def open_paragraph(self, place):
        """Open the paragraph of a line, with the matches marked."""
        text, number = self._texts[cite.text_of(place)], cite.number_of(place)
        back = html.tag("button", "Back to the lines", type="button", data_back=True)
        section = passages.section_html(
            text,
            text.section_of(number),
            words.spans(text, self._sought, self._own),
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
                box("query", "Word or phrase", by=["query", "find", "text", "sort"]),
                select("text", "In", options=options),
                select("sort", "Sorted by", options=_SORTS),
                button("find", "Find", primary=True),
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
        self.status = f"“{short(as_searched(query))}”: {_counts(query, chosen)}."
        forms = _more_forms(query, chosen) if len(lines) <= SIGHT else ""
        self.status += signs_left_out([query]) + forms
        if lines.empty:
            self.status += "" if forms else _NOT_FOUND
            self.html = ""
            return
        self._begin(words.arrange(lines, values["sort"]), as_searched(query))
        self._picture = _strips(as_searched(query), tuple(chosen))
        self._redraw()

    def _redraw(self) -> None:
        self.html = self._listed() + self._picture

    def static_html(self):
        """In print what is shown, without what asks for more."""
        if not self.html:
            return html.tag("p", self.status)
        lines = lines_html(self._rows, self._about, most=MOST, more=False)
        return html.tag("p", self.status) + lines + self._picture


def as_searched(query: str) -> str:
    """A search as it is shown: as it was typed, or without the signs that nobody looks
    for.
    """
    return " ".join(words.parse_query(query)) if words.left_out(query) else query


def signs_left_out(queries: Sequence[str]) -> str:
    """A sentence on the signs that were typed and not looked for."""
    signs = dict.fromkeys(sign for query in queries for sign in words.left_out(query))
    if not signs:
        return ""
    return f" Signs are not looked for: {' '.join(signs)} left out."


def _more_forms(query: str, chosen: Sequence[Text]) -> str:
    """How many places the beginning of a word has, where those are more."""
    (word, *others) = words.parse_query(query)
    if others or len(word) < _STEM or {"*", "|"} & set(word):
        return ""
    counts = [
        (each == word, count)
        for text in chosen
        for each, count in zip(words.index(text).vocabulary, words.index(text).counts)
        if each.startswith(word)
    ]
    many, few = (sum(n for same, n in counts if same >= least) for least in (0, 1))
    if many == few:
        return ""
    return f" With its other forms, {short(word)}* has {many:,}."


def lines_html(
    lines: pd.DataFrame,
    query: str,
    first: int = 0,
    most: int = SHOWN,
    more: bool = True,
) -> Markup:
    """Lines as a table, `most` of them from the `first` on; the place of each is a
    button that opens its paragraph. With `more`, buttons lead to the others.
    """
    total = len(lines)
    shown = lines.iloc[first : first + most]
    many = f"{total:,} {'line' if total == 1 else 'lines'}"
    caption = f"{many} for “{short(query)}”. A place opens its paragraph below."
    if len(shown) < total:
        caption += f" Lines {first + 1:,} to {first + len(shown):,} are shown."
    rows = [_LINE.format(*line) for line in shown.itertuples(index=False)]
    if len(shown) > SIGHT:
        caption += " Scroll down in the list to see them all."
    table = html.table(caption, _HEADS, rows, class_="pb-lines")
    return html.tag(
        "section",
        html.scroll("Lines of the concordance", table),
        html.tag("p", *_others(total, first, most), class_="pb-acts") if more else None,
        class_="pb-detail",
        data_cite="lines",
        tabindex="-1",
        aria_label="Lines",
    )


def _others(total: int, first: int, most: int) -> list[Markup]:
    """The buttons that lead to lines that are not shown."""
    if most < MOST:
        name = f"All {total:,} lines" if total <= MOST else f"First {MOST:,} lines"
        return [html.button("more/all", name)] if total > most else []
    acts = []
    if first:
        acts.append(html.button("more/previous", f"{MOST:,} lines before"))
    if (after := total - first - MOST) > 0:
        acts.append(html.button("more/next", f"Next {min(MOST, after):,} lines"))
    return acts


def _counts(query: str, chosen: Sequence[Text]) -> str:
    """In words, how often a search is found in each text."""
    counts = [(words.count(text, query), text.id) for text in chosen]
    return ", ".join(
        f"{count} {'time' if count == 1 else 'times'} in {text_id}"
        for count, text_id in counts
    )


@functools.lru_cache(maxsize=32)  # the same for every order of the lines
def _strips(query: str, chosen: tuple[Text, ...]) -> Markup:
    """The picture of where a search falls, and its counts by section."""
    return shown.drawn(
        figures.dispersion(chosen, [query]),
        alt=_where(query, chosen),
        table=figures.places(chosen, [query]).drop(columns="word"),
        caption="Where it falls in each text; a mark leads to its sentence.",
    )


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
