""" "Would chance do this?" for one word: the difference between two texts among the
differences that shuffled paragraphs give.
"""

import pandas as pd

from helpers import comparison, figures, words
from helpers.widgets.panel import Panel, box, button, pair, select, short


class Chance(Panel):
    """Deals the paragraphs of two texts out again a thousand times, and shows how often
    a word differs as much as it does here.

    `ids` names the two; without it they are the first two of the folder, by year.
    """

    def __init__(self, query="will", folder=None, ids=None, shuffles=1_000):
        self._pair = list(pair(folder, ids).values())
        self._shuffles, self._seed = shuffles, 0
        units = [["paragraph", "single paragraphs"], ["section", "whole sections"]]
        query_field = box("query", "Word or phrase", by=["query", "again"])
        fields = [
            query_field,
            select("by", "Shuffle", options=units),
            button("again", "Shuffle again"),
        ]
        super().__init__(
            title="Would chance do this?",
            fields=fields,
            values={"query": query, "by": "paragraph"},
        )

    def on_change(self, values):
        """Show the difference and what the shuffles give."""
        self.html = ""
        a, b = self._pair
        result = comparison.chance(
            a, b, words.asked(values["query"]), self._shuffles, self._seed, values["by"]
        )
        as_large = round(result.p * (self._shuffles + 1)) - 1
        more, less = (a, b) if result.difference > 0 else (b, a)
        found = [
            f"{n} {'time' if n == 1 else 'times'} in {t.id} ({rate:.2f} per 1,000"
            " words)"
            for t, n, rate in zip(self._pair, result.counts, result.rates)
        ]
        outcome = (
            f"Of {self._shuffles:,} shuffles {as_large:,} differ at least as much: p ="
            f" {result.p:.3f}."
        )
        self.status = (
            f"Shuffle {self._seed + 1}. “{short(values['query'])}”: {', '.join(found)}."
            f" {outcome}"
        )
        low, high = result.shuffled.min(), result.shuffled.max()
        summary = pd.Series(result.shuffled).describe(percentiles=[0.025, 0.5, 0.975])
        self.html = figures.html(
            figures.chance(result, (a.id, b.id)),
            alt=(
                f"A histogram of {self._shuffles:,} differences after shuffling, from"
                f" {low:.1f} to {high:.1f} per 1,000 words (below zero: more in"
                f" {b.id}), and a line at {abs(result.difference):.1f} more in"
                f" {more.id} than in {less.id}."
            ),
            table=summary.rename_axis("shuffled differences").reset_index(
                name="per 1,000 words"
            ),
            caption=(
                "Each grey bar counts shuffles; the line is where these texts stand."
            ),
        )

    def on_action(self, action):
        """Shuffle again, from another seed."""
        if action == "again":
            self._seed += 1
            self.on_change(self.values)
