"""Word against word: any words or families in both texts, how often, where they
fall, and by section; each leads to its lines.
"""

import pandas as pd

from helpers import comparison, figures, words
from helpers.errors import SearchError
from helpers.widgets.panel import box, button, pair, select, short
from helpers.widgets.reading import passages
from helpers.widgets.reading.concordance import Lines

MOST = 6  # searches at a time


class WordAgainstWord(Lines):
    """Sets words or families of words against each other; `query` has them apart by
    commas, a family in angle brackets, as in <we>.
    """

    def __init__(self, query="will, <past>", folder=None, ids=None):
        self._texts = pair(folder, ids)
        self._pair = list(self._texts.values())
        families = [["", "choose a family of words"]] + [
            [name, name] for name in words.families()
        ]
        # The list goes with its button only: with the arrow keys every family passed
        # over would be added.
        fields = [
            box("query", "Words, apart by commas", by=["query", "show", "add"]),
            button("show", "Show"),
        ]
        fields += [
            select("family", "Family", options=families, by=["add"]),
            button("add", "Add the family"),
        ]
        super().__init__(
            title="Word against word",
            fields=fields,
            values={"query": query, "family": ""},
        )

    def on_change(self, values):
        """Count each search in each text and section, and draw where it falls."""
        self.passage = self.html = ""
        named = list(
            dict.fromkeys(
                part.strip() for part in values["query"].split(",") if part.strip()
            )
        )
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
        self._searches = {name: words.asked(name) for name in named}
        counted = self._counted()
        a, b = (text.id for text in self._pair)
        told = [
            f"{short(row.words, 30)}: {row.n0} in {a}, {row.n1} in {b}"
            for row in counted.itertuples()
        ]
        absent = [
            short(row.words, 30) for row in counted.itertuples() if not row.n0 + row.n1
        ]
        self.status = "; ".join(told) + "."
        if absent:
            self.status += (
                f" Neither text has {', '.join(absent)}: check the spelling, or try the"
                " beginning of the word with a *."
            )
        table = self._table(counted)
        self.html = table + figures.html(
            figures.dispersion(
                self._pair,
                list(self._searches.values()),
                [short(name, 30) for name in self._searches],
            ),
            alt=(
                "Strips that show where each of"
                f" {', '.join(short(name, 30) for name in self._searches)} falls."
                f" {self.status}."
            ),
            table=self._by_section(),
            caption=(
                "Where each falls, from the first word of a text to its last. Faint"
                " lines mark where sections begin."
            ),
        )

    def _search(self, name):
        return self._searches[name]

    def _counted(self):
        rows = []
        for name, query in self._searches.items():
            counts = [words.count(text, query) for text in self._pair]
            rates = [
                1000 * count / text.words for count, text in zip(counts, self._pair)
            ]
            p = comparison.chance(*self._pair, query).p if any(counts) else float("nan")
            rows.append((name, *counts, *rates, p))
        return pd.DataFrame(rows, columns=["words", "n0", "n1", "rate0", "rate1", "p"])

    def _table(self, counted):
        a, b = (text.id for text in self._pair)
        rows = ""
        for row in counted.itertuples():
            link = passages.button_html(
                f"lines/{row.words}", short(row.words), "pb-link"
            )
            p = "–" if pd.isna(row.p) else f"{row.p:.3f}"
            more = "–" if not row.n0 + row.n1 else a if row.rate0 > row.rate1 else b
            cells = (
                link,
                row.n0,
                row.n1,
                f"{row.rate0:.2f}",
                f"{row.rate1:.2f}",
                more,
                p,
            )
            rows += f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        names = (
            "Words",
            a,
            b,
            f"{a}, in 1,000",
            f"{b}, in 1,000",
            "more in",
            "p, one word",
        )
        return passages.table_html(
            "pb-lines", "Words lead to their lines.", names, rows
        )

    def _by_section(self):
        rows = []
        for text in self._pair:
            found = {
                name: words.by_paragraph(text, query).set_index("cite")["count"]
                for name, query in self._searches.items()
            }
            for section in text.sections:
                cites = [
                    f"{text.id}:{n}" for n in range(section.first, section.last + 1)
                ]
                rows.append(
                    (
                        text.id,
                        section.title,
                        *[
                            int(counts.reindex(cites).sum())
                            for counts in found.values()
                        ],
                    )
                )
        return pd.DataFrame(rows, columns=["text", "section", *self._searches])
