"""Passages that may answer each other: a paragraph of one text, and beside it what a
counter thinks is like it in the other.
"""

from html import escape

from helpers import comparison, figures, texts
from helpers.widgets.panel import Panel, pair, select
from helpers.widgets.reading import passages


class Echoes(Panel):
    """For a paragraph of the first text the likest of the second, with what they
    share, how often chance does as well, and our threads.
    """

    def __init__(self, cite="1906:31", folder=None, ids=None):
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
        joined = {
            s["cite"]
            for thread in texts.threads()
            for e in thread["early"]
            if e["cite"] == values["cite"]
            for s in thread["late"]
        }
        shown = [
            f"<li>{passages.button_html(row.cite_b, row.cite_b, 'pb-link')}"
            f" {row.score:.2f}; shares {escape(row.shared)}; chance does as well"
            f" {row.chance:.0%} of the"
            f" time{'; <b>joined by a thread</b>' if row.cite_b in joined else ''}</li>"
            for row in rows.itertuples()
        ]
        missed = sorted(
            joined - set(rows["cite_b"]), key=lambda cite: int(cite.split(":")[1])
        )
        self.status = (
            f"{len(joined) - len(missed)} of {len(joined)} passages that our threads"
            f" join to {values['cite']} are among these {len(rows)}."
        )
        links = ", ".join(
            passages.button_html(cite, cite, "pb-link") for cite in missed
        )
        said = f"<p>Joined by a thread, and not found: {links}.</p>" if missed else ""
        self.html = f"<ol>{''.join(shown)}</ol>{said}"
        self.on_action(rows.iloc[0]["cite_b"], focus=False)

    def on_action(self, action, focus=True):
        """Set a passage beside the paragraph."""
        ends = [(self._a, self.values["cite"]), (self._b, action)]
        sides = [
            f"<section>{passages.paragraph_html(text[int(cite.split(':')[1])], text)}</section>"
            for text, cite in ends
        ]
        self.passage = f'<div class="pb-two pb-detail">{"".join(sides)}</div>'
        if focus:
            self.scroll_to(action)

    def static_html(self):
        """In print the likest pairs of all."""
        return figures.table_html(self._table.head(20), "The twenty likest pairs")
