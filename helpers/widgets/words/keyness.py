"""The words that mark two texts, as a picture: a row a word, the rate in each text
side by side; every row leads to its lines.
"""

from html import escape

import pandas as pd

from helpers import comparison, figures
from helpers.widgets.panel import pair, select
from helpers.widgets.reading.concordance import Lines

SHOWN = 15  # words of each text
ROW, LEFT, WIDE = (
    21,
    195,
    190,
)  # pixels: height of a row, where the marks begin, how far they go
MARKS = {  # the markers of figures.look, round a middle
    "o": "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0",
    "s": "m-5 -5h10v10h-10z",
    "^": "m0 -6l6 11h-12z",
    "D": "m0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z",
    "v": "m0 6l6 -11h-12z",
    "P": "m-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
}
COLUMNS = (
    "word count_a count_b per_1000_a per_1000_b g2 log_ratio z dp_a dp_b p p_family"
    " upper_a upper_b".split()
)
_SWITCHES = [
    (
        "which",
        "Show",
        [["both", "words of both texts"], ["lacking", "words that one text lacks"]],
    ),
    ("spelling", "Spelling", [["", "as printed"], ["merged", "merged"]]),
    ("voice", "Voice", [["", "every voice"], ["own", "the author’s own"]]),
    (
        "block",
        "Shuffle",
        [["1", "single paragraphs"], ["4", "runs of four neighbours"]],
    ),
]


class Keyness(Lines):
    """What marks each of two texts; the picture is there at once, and what chance
    would do follows, unless `shuffles` is 0.
    """

    def __init__(self, folder=None, ids=None, shuffles=10_000):
        self._texts = pair(folder, ids)
        self._pair = list(self._texts.values())
        self._shuffles = shuffles
        fields = [
            select(name, label, options=options) for name, label, options in _SWITCHES
        ]
        super().__init__(
            title="What marks each text",
            fields=fields,
            values={"which": "both", "spelling": "", "voice": "", "block": "1"},
        )

    def on_change(self, values):
        """Draw the rates, then shuffle and say what chance does."""
        a, b = self._pair
        self.passage = ""
        switches = {"merged": bool(values["spelling"]), "own": bool(values["voice"])}
        table = comparison.keyness(a, b, shuffles=0, **switches)
        self.status = f"{len(table):,} words." + (
            f" Counting what {self._shuffles:,} shuffles do …" if self._shuffles else ""
        )
        self._draw(table, values)
        if not self._shuffles:
            return
        table = comparison.keyness(
            a, b, shuffles=self._shuffles, block=int(values["block"]), **switches
        )
        passing = list(table.index[table["p_family"] <= 0.05])
        alone = (
            f"{table.attrs['above']} words pass the line for a single word (G² 3.84); a"
            f" shuffle gives {table.attrs['above_by_chance']:.0f}."
        )
        self.status = (
            f"{alone} {len(passing)} pass for the whole family:"
            f" {', '.join(passing) or 'none'}."
        )
        self._draw(table, values)

    def _draw(self, table, values):
        if values["which"] == "lacking":
            table = table[(table["count_a"] == 0) | (table["count_b"] == 0)]
        a, b = self._pair
        chosen = [table[table["more_in"] == text.id].head(SHOWN) for text in self._pair]
        rates = pd.concat(chosen)[["per_1000_a", "per_1000_b", "upper_a", "upper_b"]]
        most = max(rates.max().fillna(0).max(), 1e-9)  # one scale for both halves
        pictures = "".join(
            rows_html(rows, self._pair, f"More in {text.id}", most)
            for rows, text in zip(chosen, self._pair)
        )
        marks = " and ".join(f"{legend_html(text.id)} {text.id}" for text in self._pair)
        told = f"The first 200 of {len(table):,} words; a is {a.id}, b {b.id}"
        data = figures.table_html(table.head(200).reset_index()[COLUMNS], told)
        self.html = (
            f'<div class="pb-two">{pictures}</div><p>A word leads to its lines. {marks}'
            f" stand at the rate in 1,000 words; both halves end at {most:.1f}. Where a"
            " text lacks a word, a broken line goes as far as the rate at which it"
            " might be missed there. p is for the whole family of"
            " words.</p><details><summary>The data of this picture</summary><div"
            ' class="pb-scroll" tabindex="0" role="region"'
            f' aria-label="Data">{data}</div></details>'
        )


def legend_html(text_id):
    """The mark of a text by itself."""
    style = figures.look(text_id)
    return (
        '<svg width="13" height="13"'
        f' aria-hidden="true">{_mark(style.marker, 6.5, 6.5, style.colour)}</svg>'
    )


def rows_html(rows, pair, heading, most):
    """Words as rows, with a mark for the rate in each text; each row is a button
    that sends `lines/` and the word.
    """
    if rows.empty:
        return f"<div><h3>{heading}</h3><p>None.</p></div>"
    drawn = [_row(row, n, most, pair) for n, row in enumerate(rows.itertuples())]
    height = ROW * len(drawn) + 4
    return (
        f'<div><h3>{heading}</h3><svg class="pb-rows" width="100%" viewBox="0 0'
        f' {LEFT + WIDE + 20} {height}" role="group"'
        f' aria-label="{heading}">{"".join(drawn)}</svg></div>'
    )


def _row(row, number, most, pair):
    y = ROW * number + ROW / 2 + 2
    chance = (
        ""
        if pd.isna(row.p_family)
        else f"p {row.p_family:.3f}"
        if row.p_family >= 0.001
        else "p < 0.001"
    )
    marks, said = "", []
    for text, side in zip(pair, "ab"):
        count, rate, upper = (
            getattr(row, f"{name}_{side}") for name in ("count", "per_1000", "upper")
        )
        colour = figures.look(text.id).colour
        bound = f", perhaps up to {upper:.1f}" if count == 0 else ""
        said.append(f"{count} times in {text.id}, {rate:.1f} in 1,000 words{bound}")
        if count == 0:
            marks += (
                f'<path d="M{LEFT} {y}h{WIDE * upper / most:.1f}" stroke="{colour}"'
                ' stroke-width="2" stroke-dasharray="3 3"/>'
            )
        marks += _mark(
            figures.look(text.id).marker, LEFT + WIDE * rate / most, y, colour
        )
    word = escape(row.Index)
    label = f"{word}: {'; '.join(said)}." + (
        f" Family-wise {escape(chance)}." if chance else ""
    )
    return (
        f'<g role="button" tabindex="0" class="pb-box" data-action="lines/{word}"'
        f' aria-label="{label}"><rect class="pb-strip" x="0" y="{y - ROW / 2}"'
        f' width="{LEFT + WIDE + 20}" height="{ROW}"/><text x="{LEFT - 72}" y="{y + 4}"'
        f' text-anchor="end" class="pb-title">{word}</text><text x="{LEFT - 66}"'
        f' y="{y + 4}" class="pb-note">{escape(chance)}</text>{marks}</g>'
    )


def _mark(marker, x, y, colour):
    return f'<path d="M{x:.1f} {y}{MARKS[marker]}" fill="{colour}"/>'
