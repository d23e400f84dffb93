"""Word against word: any words or families in both texts, how often, where they
fall, and by section; each leads to its lines.
"""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from helpers import comparison, figures, html, words
from helpers.errors import SearchError
from helpers.figures import shown
from helpers.validation import Path, validated
from helpers.widgets.panel import box, button, pair, select, short
from helpers.widgets.reading.concordance import Lines, signs_left_out

MOST = 6  # searches at a time
_CHOOSE = ["", "choose a family of words"]


class WordAgainstWord(Lines):
    """Sets words or families of words against each other; `query` has them apart by
    commas, a family in angle brackets, as in <we>. `ids` names the two texts; without
    it they are the first two of the folder, by year.
    """

    @validated
    def __init__(
        self,
        query: str = "will, <past>",
        folder: Path | None = None,
        ids: Sequence[str] | None = None,
    ) -> None:
        self._texts = pair(folder, ids)
        self._pair = list(self._texts.values())
        families = [[name, name] for name in words.families()]
        # The list goes with its button only: with the arrow keys every family passed
        # over would be added.
        super().__init__(
            title="Word against word",
            fields=[
                box("query", "Words, apart by commas", by=["query", "show", "add"]),
                button("show", "Show", primary=True),
                select("family", "Family", options=[_CHOOSE, *families], by=["add"]),
                button("add", "Add the family"),
            ],
            values={"query": query, "family": ""},
        )

    def on_change(self, values):
        """Count each search in each text and section, and draw where it falls."""
        self.passage = self.html = ""
        self._searches = {name: words.asked(name) for name in self._named(values)}
        counted = self._counted()
        self.status = self._summary(counted)
        self.status += signs_left_out(list(self._searches.values()))
        self.html = self._table(counted) + self._strips()

    def _named(self, values) -> list[str]:
        """The searches by name, with the family that was added."""
        typed = (part.strip() for part in values["query"].split(","))
        named = list(dict.fromkeys(filter(None, typed)))
        family = f"<{values['family']}>"
        if values["family"]:
            self.set_values(family="")
            if family not in named and len(named) >= MOST:
                raise SearchError(
                    f"There are {MOST} already. Take one out of the box, then add"
                    f" {family}."
                )
            named = list(dict.fromkeys([*named, family]))
            self.set_values(query=", ".join(named))
        if not 1 <= len(named) <= MOST:
            raise SearchError(
                f"Type one to {MOST} words or families, with commas between them, such"
                " as: will, <past>"
            )
        return named

    def _search(self, name):
        return self._searches[name]

    def _counted(self) -> pd.DataFrame:
        (a, b), rows = self._pair, []
        for name, query in self._searches.items():
            counts = [words.count(text, query) for text in self._pair]
            rates = [
                1000 * count / len(words.index(text))
                for count, text in zip(counts, self._pair)
            ]
            p = comparison.chance(a, b, query).p if any(counts) else float("nan")
            rows.append((name, *counts, *rates, p))
        return pd.DataFrame(rows, columns=["words", "n0", "n1", "rate0", "rate1", "p"])

    def _summary(self, counted: pd.DataFrame) -> str:
        """In words, how often each search stands in each text."""
        a, b = (text.id for text in self._pair)
        rows = list(counted.itertuples())
        counts = [f"{short(r.words, 30)}: {r.n0} in {a}, {r.n1} in {b}" for r in rows]
        absent = [short(row.words, 30) for row in rows if not row.n0 + row.n1]
        summary = "; ".join(counts) + "."
        if absent:
            summary += (
                f" Neither text has {', '.join(absent)}: check the spelling, or try the"
                " beginning of the word with a *."
            )
        return summary

    def _table(self, counted: pd.DataFrame) -> Markup:
        a, b = (text.id for text in self._pair)
        rows = [
            [
                html.button(f"lines/{row.words}", short(row.words), "pb-link"),
                row.n0,
                row.n1,
                f"{row.rate0:.2f}",
                f"{row.rate1:.2f}",
                "–" if not row.n0 + row.n1 else a if row.rate0 > row.rate1 else b,
                "–" if pd.isna(row.p) else f"{row.p:.3f}",
            ]
            for row in counted.itertuples()
        ]
        heads = ["Words", a, b, f"{a}, in 1,000", f"{b}, in 1,000", "more in"]
        heads.append("p, one word")
        caption = "Words lead to their lines."
        return html.table(caption, heads, rows, "pb-lines", named=True)

    def _strips(self) -> Markup:
        """The picture of where each search falls, with its places as a table."""
        names = [short(name, 30) for name in self._searches]
        drawn = self._pair, list(self._searches.values()), names
        marked = [
            f"In {text.id}: {figures.thirds(text, *drawn[1:])}" for text in self._pair
        ]
        return shown.drawn(
            figures.dispersion(*drawn),
            alt=(
                f"Strips that show where each of {', '.join(names)} falls."
                f" {' '.join(marked)}"
            ),
            table=figures.places(*drawn),
            caption=(
                "Where each falls, from the first word of a text to its last; a mark"
                " leads to its sentence."
            ),
        )
