"""Is it the translator? Two translations of the same pages beside two texts: what is
found of the words that are asked for, and of every word in a picture.
"""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from helpers import comparison, html, texts, words
from helpers.errors import SearchError
from helpers.figures import shown
from helpers.figures import translators as picture
from helpers.validation import Path, Shuffles, validated
from helpers.widgets.panel import box, button, pair, short
from helpers.widgets.reading.concordance import Lines, signs_left_out

MOST = 6  # searches at a time
_SHORT = {
    "stays": "stays",
    "translator": "the translator’s",
    "cannot tell": "cannot be told",
}
_SIDES = ("a", "witness", "b")
_DATA = [f"{what}_{side}" for what in ("count", "per_1000") for side in _SIDES]
_DATA += [
    f"{what}_{which}"
    for what in ("p", "p_family")
    for which in ("texts", "witness", "translations")
]


class Translators(Lines):
    """Sets the difference between two translations beside that between two texts, for
    the words of `query` (apart by commas) and for all words; a word leads to its counts
    stretch by stretch, and to its lines.

    `witness` is the id of the other translation, `ids` those of the two texts; without
    them they are the first two of the folder, by year.
    """

    @validated
    def __init__(
        self,
        query: str = "will, workers, cannot",
        witness: str = "1906-olgin",
        folder: Path | None = None,
        ids: Sequence[str] | None = None,
        shuffles: Shuffles = 1_000,
    ) -> None:
        self._texts = pair(folder, ids)
        self._ids, self._folder = list(self._texts), folder
        self._witness, self._shuffles = witness, shuffles
        self._all = Markup()  # what is found of all words: made once
        super().__init__(
            title="Is it the translator?",
            fields=[
                box("query", "Words, apart by commas", by=["query", "show"]),
                button("show", "Show", primary=True),
            ],
            values={"query": query},
        )

    def on_change(self, values):
        """Show what is found of the words that are asked for, and of all words."""
        self.passage = self.html = ""
        typed = (part.strip() for part in values["query"].split(","))
        asked = list(dict.fromkeys(filter(None, typed)))
        if not 1 <= len(asked) <= MOST:
            raise SearchError(
                f"Type one to {MOST} words or families, with commas between them, such"
                " as: will, <workers>"
            )
        table = pd.concat([self._control(query) for query in asked])
        rows = table.itertuples()
        says = [
            f"“{short(r.Index, 30)}” {comparison.FINDINGS[r.finding]}" for r in rows
        ]
        signs = signs_left_out([words.asked(query) for query in asked])
        self.status = f"{'; '.join(says)}.{signs}"
        self._all = self._all or self._of_all(self._control())
        self.html = (
            self._table(table, "What you asked for, each by itself", "p") + self._all
        )

    def on_action(self, action):
        """Open a word: its counts and lines; or what those lead to."""
        act, _, name = action.partition("/")
        if act == "word":
            super().on_action(f"lines/{name}")
            self._lines = self.passage = self._stretches(name) + self._lines
            self.scroll_to("stretches")
        else:
            super().on_action(action)

    def _search(self, name):
        return words.asked(name)

    def _counted_lines(self):
        """The lines on the pages that both translations have."""
        text, lines = self._texts[self._of], super()._counted_lines()
        table = comparison.alignment(text, self._witness, self._sought, self._folder)
        ours_only = {
            paragraph.cite
            for place in table.loc[table["answer"] == "nothing", "cite"]
            for paragraph in texts.find(place, text.folder)[1]
        }
        return lines[~lines["cite"].isin(ours_only)]

    def _control(self, query: str | None = None) -> pd.DataFrame:
        a, b = self._texts.values()
        return comparison.control(
            a, b, self._witness, query, self._shuffles, folder=self._folder
        )

    def _table(self, table: pd.DataFrame, caption: str, p: str) -> Markup:
        """Words with their counts and findings; they pass by the columns of this p."""
        a, b = self._ids
        heads = ["Word", "Finding", a, self._witness, b]
        heads += ["p, texts", f"p, with {self._witness}", "p, translations"]
        rows = [
            [
                html.button(f"word/{row.Index}", short(row.Index, 30), "pb-link"),
                _finding(row, p),
                *(_count(row, side) for side in _SIDES),
                _p(getattr(row, f"{p}_texts")),
                _p(getattr(row, f"{p}_witness")),
                _p(row.p_translations),
            ]
            for row in table.itertuples()
        ]
        caption += (
            ": how often on the pages that both translations have, in brackets in 1,000"
            " words. A word leads to its places."
        )
        return html.scroll(caption, html.table(caption, heads, rows, "pb-lines"))

    def _of_all(self, every: pd.DataFrame) -> Markup:
        """The words outside the bands of chance, the picture, and its data."""
        self._of = every.attrs["of"]
        beyond = comparison.beyond_chance(every)
        ids = self._ids[0], self._ids[1]
        drawn = [mark.word for mark in picture.marks(every, ids, self._witness)]
        about = (
            f"Drawn are {len(drawn)} of {len(every):,} words; in the data, a is"
            f" {ids[0]} and b {ids[1]}."
        )
        figure = shown.drawn(
            picture.control(every, ids, self._witness),
            self._in_words(beyond),
            every.loc[drawn, _DATA].reset_index(),
            f"{self._legend()} {about}",
        )
        caption = "Of all words together, those outside a band of chance"
        return self._table(beyond, caption, "p_family") + figure

    def _in_words(self, beyond: pd.DataFrame) -> str:
        up, across = (
            ", ".join(beyond.index[beyond[f"p_family_{which}"] <= comparison.LINE])
            for which in ("texts", "translations")
        )
        return (
            "A mark for each word: up or down by how much the texts differ, to the side"
            " by how much the translations do. Outside the band of chance between the"
            f" texts: {up or 'none'}; between the translations: {across or 'none'}."
        )

    def _legend(self) -> str:
        return (
            f"A mark is a word that stands at least {picture.FEW} times in all. It lies"
            f" as far up or down as {self._ids[0]} and {self._ids[1]} differ in it, and"
            " as far to the side as the two translations do (√G², the surprise). A"
            " shaded band is where chance brings some word in more than one case of"
            " twenty. A filled mark with a name stays with either translator. A mark"
            " leads to its counts and lines."
        )

    def _stretches(self, name: str) -> Markup:
        """The counts of a word in both translations, stretch by stretch."""
        text = self._texts[self._of]
        table = comparison.alignment(text, self._witness, name, self._folder)
        rows = [
            [
                html.button(row.cite.partition("-")[0], row.cite, "pb-link"),
                row.ours,
                row.witness,
                row.place or "–",
                row.answer,
            ]
            for row in table[table["ours"] + table["witness"] > 0].itertuples()
        ]
        heads = ["Paragraphs", text.id, self._witness, "Its place there", "It is"]
        caption = f"“{short(name)}” in two translations, stretch by stretch"
        return html.tag(
            "section",
            html.scroll(caption, html.table(caption, heads, rows, "pb-lines")),
            class_="pb-detail",
            data_cite="stretches",
            tabindex="-1",
            aria_label="Stretch by stretch",
        )

    def static_html(self):
        """In print what is found, and the picture."""
        drawn = Markup(self.html.partition("<details>")[0]) + Markup("</figure>")
        return html.tag("p", self.status) + drawn


def _count(row, side: str) -> str:
    return f"{getattr(row, f'count_{side}')} ({getattr(row, f'per_1000_{side}'):.1f})"


def _p(p: float) -> str:
    return "–" if pd.isna(p) else f"{p:.3f}" if p >= 0.0005 else "< 0.001"


def _finding(row, p: str) -> str:
    """A finding in a word or two; a word that marks neither text may still be one in
    which the translators differ.
    """
    passes = getattr(row, f"{p}_texts") <= comparison.LINE
    if row.p_translations <= comparison.LINE and not passes:
        return "only translators differ"
    return _SHORT[row.finding]
