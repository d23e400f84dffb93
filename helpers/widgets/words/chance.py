""" "Would chance do this?" for one word: the difference between two texts among the
differences that shuffled paragraphs give.
"""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from helpers import comparison, figures, words
from helpers.figures import shown
from helpers.validation import Count, Path, validated
from helpers.widgets.panel import Panel, box, button, pair, select, short
from helpers.widgets.reading.concordance import as_searched, signs_left_out

_UNITS = [["paragraph", "single paragraphs"], ["section", "whole sections"]]


class Chance(Panel):
    """Deals the paragraphs of two texts out again a thousand times, and shows how often
    a word differs as much as it does here.

    `ids` names the two; without it they are the first two of the folder, by year.
    """

    @validated
    def __init__(
        self,
        query: str = "will",
        folder: Path | None = None,
        ids: Sequence[str] | None = None,
        shuffles: Count = 1_000,
    ) -> None:
        self._pair = list(pair(folder, ids).values())
        self._shuffles, self._seed = shuffles, 0
        super().__init__(
            title="Would chance do this?",
            fields=[
                box("query", "Word or phrase", by=["query", "again", "by"]),
                select("by", "Shuffle", options=_UNITS),
                button("again", "Shuffle again", primary=True),
            ],
            values={"query": query, "by": "paragraph"},
        )

    def on_change(self, values):
        """Show the difference and what the shuffles give."""
        self.html = ""
        a, b = self._pair
        query = words.asked(values["query"])
        result = comparison.chance(
            a, b, query, self._shuffles, self._seed, values["by"]
        )
        self.status = (
            f"Shuffle {self._seed + 1}. “{short(as_searched(values['query']))}”:"
            f" {self._outcome(result)}{signs_left_out([query])}"
        )
        self.html = self._histogram(result)

    def _outcome(self, result: comparison.Chance) -> str:
        """In words, the difference and how often chance does as much."""
        counts = [
            f"{n} {'time' if n == 1 else 'times'} in {t.id} ({rate:.2f} per 1,000"
            " words)"
            for t, n, rate in zip(self._pair, result.counts, result.rates)
        ]
        as_large = round(result.p * (self._shuffles + 1)) - 1
        return (
            f"{', '.join(counts)}. Of {self._shuffles:,} shuffles {as_large:,} differ"
            f" at least as much: p = {result.p:.3f}."
        )

    def _histogram(self, result: comparison.Chance) -> Markup:
        a, b = (text.id for text in self._pair)
        more, less = (a, b) if result.difference > 0 else (b, a)
        table = figures.bars(result, (a, b))
        first, last = table["from"].iloc[0], table["to"].iloc[-1]
        return shown.drawn(
            figures.chance(result, (a, b)),
            alt=(
                f"A histogram of {self._shuffles:,} differences per 1,000 words after"
                f" shuffling, from {first} to {last}, the highest bar from"
                f" {_highest(table)}; and a line at {abs(result.difference):.1f} more"
                f" in {more} than in {less}."
            ),
            table=table,
            caption=(
                "Each grey bar counts shuffles; the line is where these texts stand."
            ),
        )

    def on_action(self, action):
        """Shuffle again, from another seed."""
        if action == "again":
            self._seed += 1
            self.on_change(self.values)


def _highest(table: pd.DataFrame) -> str:
    """The ends of the bar of which most shuffles are."""
    row = table.loc[table["shuffles"].idxmax()]
    return f"{row['from']} to {row['to']}"
