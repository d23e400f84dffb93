"""The words that mark two texts, as a picture: a row a word, the rate in each text
side by side; every row leads to its lines.
"""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from helpers import comparison, figures, html, words
from helpers.figures.drawing import dot, round_numbers, scale, sign, stroke
from helpers.figures.looks import dressed
from helpers.texts import Text
from helpers.validation import Path, Shuffles, validated
from helpers.widgets.panel import pair, select
from helpers.widgets.reading.concordance import Lines

SHOWN = 15  # words of each text
LINE = 0.05  # p of the whole family at which a word passes
COLUMNS = (
    "word count_a count_b per_1000_a per_1000_b g2 log_ratio z dp_a dp_b p p_family"
    " upper_a upper_b".split()
)
_WHICH = [["both", "words of both texts"], ["lacking", "words that one text lacks"]]
_BLOCKS = [["1", "single paragraphs"], ["4", "runs of four neighbours"]]
_SWITCHES = [
    ("which", "Show", _WHICH),
    ("spelling", "Spelling", [["", "as printed"], ["merged", "merged"]]),
    ("voice", "Voice", [["", "every voice"], ["own", "the author’s own"]]),
    ("block", "Shuffle", _BLOCKS),
]


class Keyness(Lines):
    """What marks each of two texts; the picture is there at once, and what chance
    would do follows, unless `shuffles` is 0.

    `ids` names the two; without it they are the first two of the folder, by year.
    """

    @validated
    def __init__(
        self,
        folder: Path | None = None,
        ids: Sequence[str] | None = None,
        shuffles: Shuffles = 10_000,
    ) -> None:
        self._texts = pair(folder, ids)
        self._pair = list(self._texts.values())
        self._shuffles = shuffles
        self._tables: dict[tuple, pd.DataFrame] = {}  # what was shuffled, by settings
        super().__init__(
            title="What marks each text",
            fields=[
                select(name, label, options=options)
                for name, label, options in _SWITCHES
            ],
            values={"which": "both", "spelling": "", "voice": "", "block": "1"},
        )

    def on_change(self, values):
        """Draw the rates, then shuffle and say what chance does."""
        self.passage = ""
        self._merged, self._own = bool(values["spelling"]), bool(values["voice"])
        tested = self._tables.get(self._asked(values))
        if tested is None:
            table = self._counted(values, 0)
            self.status = f"{len(table):,} words."
            if self._shuffles:
                self.status += f" Counting what {self._shuffles:,} shuffles do …"
            self._draw(table, values)
            if not self._shuffles:
                return
            tested = self._counted(values, self._shuffles)
            self._tables[self._asked(values)] = tested
        self.status = _outcome(tested)
        self._draw(tested, values)

    def _search(self, name):
        return words.spellings(name) if self._merged else name

    def _heading(self, name):
        forms = self._search(name).replace("|", " or ")
        return f"{forms}, the author’s own" if self._own else forms

    def _asked(self, values):
        """The settings that ask for another count; what is shown of it does not."""
        return self._merged, self._own, int(values["block"])

    def _counted(self, values, shuffles):
        (a, b), (merged, own, block) = self._pair, self._asked(values)
        return comparison.keyness(
            a, b, shuffles=shuffles, block=block, merged=merged, own=own
        )

    def _draw(self, table, values):
        if values["which"] == "lacking":
            table = table[(table["count_a"] == 0) | (table["count_b"] == 0)]
        chosen = [table[table["more_in"] == text.id].head(SHOWN) for text in self._pair]
        rates = pd.concat(chosen)[["per_1000_a", "per_1000_b", "upper_a", "upper_b"]]
        most = max(rates.max().fillna(0).max(), 1e-9)  # one scale for both halves
        halves = [
            rows_html(rows, self._pair, f"More in {text.id}", most)
            for rows, text in zip(chosen, self._pair)
        ]
        picture = html.tag("div", *halves, class_="pb-picture pb-halves")
        self.html = html.tag(
            "div", self._legend(), picture, class_="pb-figure"
        ) + self._data(table)

    def _legend(self) -> Markup:
        marks = [html.join([sign(text.id), text.id]) for text in self._pair]
        return html.tag(
            "p",
            html.join(marks, " and "),
            " stand at the rate in 1,000 words, on one scale in both halves. Where a"
            " text lacks a word, a broken line goes as far as the rate at which it"
            " might be missed there. p is for the whole family of words. A word leads"
            " to its lines; the arrow keys go from word to word.",
        )

    def _data(self, table: pd.DataFrame) -> Markup:
        a, b = (text.id for text in self._pair)
        caption = f"The first 200 of {len(table):,} words; a is {a}, b {b}"
        data = figures.table_html(table.head(200).reset_index()[COLUMNS], caption)
        return html.details(
            "The data of this picture", html.scroll("Data", Markup(data))
        )


def _outcome(table: pd.DataFrame) -> str:
    """In words, how many words pass the usual line, and which the stricter one."""
    passing = list(table.index[table["p_family"] <= 0.05])
    return (
        f"{table.attrs['above']} words pass the line for a single word (G² 3.84); a"
        f" shuffle gives {table.attrs['above_by_chance']:.0f}. {len(passing)} pass for"
        f" the whole family: {', '.join(passing) or 'none'}."
    )


def rows_html(
    rows: pd.DataFrame, pair: Sequence[Text], heading: str, most: float
) -> Markup:
    """Words as rows, with a mark for the rate in each text; each row is a button
    that sends `lines/` and the word.
    """
    if rows.empty:
        return html.tag("div", html.tag("h3", heading), html.tag("p", "None."))
    drawn = [_row(row, n, most, pair) for n, row in enumerate(rows.itertuples())]
    passing = int((rows["p_family"] <= LINE).sum())
    if 0 < passing < len(drawn):
        words = f"Above this line: p at most {LINE} for the whole family."
        drawn.insert(passing, html.tag("li", words, class_="pb-rule"))
    ticks = [(n / most, f"{n:g}") for n in round_numbers(0, most)]
    above = html.tag("div", html.tag("span"), scale(ticks), class_="pb-dumbbell")
    rows_ = html.tag("ul", *drawn, class_="pb-dumbbells", data_walk=True)
    return html.tag("div", html.tag("h3", heading), above, rows_)


def _row(row, number: int, most: float, pair: Sequence[Text]) -> Markup:
    """A word, its marks, and its p, as a button."""
    p, word = row.p_family, row.Index
    chance = "" if pd.isna(p) else f"p {p:.3f}" if p >= 0.001 else "p < 0.001"
    marks, counts = zip(*(_side(row, *side, most) for side in zip(pair, "ab")))
    rates = row.per_1000_a / most, row.per_1000_b / most
    stem = stroke(rates, ("50%", "50%"), class_="pb-stem pb-grey")
    label = f"{word}: {'; '.join(counts)}."
    button = html.tag(
        "button",
        html.tag("span", word),
        html.tag("svg", stem, *marks, width="100%", aria_hidden="true"),
        html.tag("span", chance, class_="pb-chance"),
        type="button",
        class_="pb-dumbbell",
        tabindex="-1" if number else "0",  # the arrow keys go on from the first
        data_action=f"lines/{word}",
        aria_label=label + (f" Family-wise {chance}." if chance else ""),
    )
    return html.tag("li", button)


def _side(row, text: Text, side: str, most: float) -> tuple[Markup, str]:
    """The mark of a word in one text, with how far it might be missed, and both in
    words.
    """
    count, rate, upper = (
        getattr(row, f"{name}_{side}") for name in ("count", "per_1000", "upper")
    )
    words, missed = f"{count} times in {text.id}, {rate:.1f} in 1,000 words", None
    if count == 0:
        words += f", perhaps up to {upper:.1f}"
        missed = stroke((0, upper / most), ("82%", "82%"), class_="pb-missed")
    mark = dot(figures.look(text.id).marker, rate / most)
    return html.tag("g", missed, mark, **dressed(text.id)), words
