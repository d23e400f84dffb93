"""Passages that may answer each other: a paragraph of one text, and beside it what a
counter thinks is like it in the other.
"""

from collections.abc import Sequence

from markupsafe import Markup

from helpers import cite, comparison, figures, html, texts
from helpers.errors import CitationError
from helpers.validation import Path, validated
from helpers.widgets.panel import Panel, pair, select
from helpers.widgets.reading import passages


class Echoes(Panel):
    """For a paragraph of the first text the likest of the second, with what they
    share, how often chance does as well, and our threads.

    `ids` names the two; without it they are the first two of the folder, by year.
    """

    @validated
    def __init__(
        self,
        cite: str = "1906:31",
        folder: Path | None = None,
        ids: Sequence[str] | None = None,
    ) -> None:
        self._a, self._b = pair(folder, ids).values()
        self._table = comparison.echoes(self._a, self._b)
        options = [[p.cite, f"{p.cite} {p.text[:50]}…"] for p in self._a if p.counted]
        super().__init__(
            title="Echoes",
            variant="pb-wide",
            fields=[select("cite", "Paragraph", options=options)],
            values={"cite": cite},
        )

    def on_change(self, values):
        """List what is like the paragraph, the likest first."""
        rows = self._table[self._table["cite_a"] == values["cite"]]
        if rows.empty:
            raise CitationError(
                f"{values['cite']} is no paragraph of {self._a.title} with words of its"
                " own. Choose one of the list."
            )
        joined = self._joined_by_threads(values["cite"])
        missed = sorted(joined - set(rows["cite_b"]), key=cite.number_of)
        self.status = (
            f"{len(joined) - len(missed)} of {len(joined)} passages that our threads"
            f" join to {values['cite']} are among these {len(rows)}."
        )
        echoes = [_echo(row, row.cite_b in joined) for row in rows.itertuples()]
        self.html = html.tag("ol", *echoes) + _not_listed(missed)
        self.on_action(rows.iloc[0]["cite_b"], focus=False)

    def _joined_by_threads(self, early: str) -> set[str]:
        """The late places that our threads join to an early one."""
        return {
            end["cite"]
            for thread in texts.threads()
            if early in [start["cite"] for start in thread["early"]]
            for end in thread["late"]
        }

    def on_action(self, action, focus=True):
        """Set a passage beside the paragraph."""
        ends = [(self._a, self.values["cite"]), (self._b, action)]
        sides = [
            html.tag(
                "section",
                Markup(passages.paragraph_html(text[cite.number_of(place)], text)),
            )
            for text, place in ends
        ]
        self.passage = html.tag("div", *sides, class_="pb-two pb-detail")
        if focus:
            self.scroll_to(action)

    def static_html(self):
        """In print the likest pairs of all."""
        return figures.table_html(self._table.head(20), "The twenty likest pairs")


def _echo(row, joined: bool) -> Markup:
    """What is like the paragraph, as a line that opens it."""
    return html.tag(
        "li",
        html.button(row.cite_b, row.cite_b, "pb-link"),
        f" {row.score:.2f}; shares {row.shared}; chance does as well"
        f" {row.chance:.0%} of the time",
        html.join(["; ", html.tag("b", "joined by a thread")]) if joined else None,
    )


def _not_listed(missed: list[str]) -> Markup:
    """The passages that threads join and counting does not list."""
    if not missed:
        return Markup()
    links = [html.button(place, place, "pb-link") for place in missed]
    return html.tag(
        "p", "Joined by a thread, and not found: ", html.join(links, ", "), "."
    )
