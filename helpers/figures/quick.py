"""The two pictures that change at every click, drawn as SVG by ourselves: matplotlib
takes a tenth of a second for each.
"""

import math
from collections.abc import Sequence
from typing import Annotated

from markupsafe import Markup

from helpers.figures.canvas import INK, PALE
from helpers.figures.counts import begins, two
from helpers.figures.kinds import Chance, Of
from helpers.figures.looks import MARKS, look
from helpers.html import tag
from helpers.texts import Text
from helpers.validation import Some, validated

WIDE, ROW = 720, 48  # of a picture, in pixels
_LETTER = 7.5  # the width of one, about
_FEW = 150  # marks up to which each has the sign of its text
_BARS = 41


@validated
def strips(
    texts: Annotated[Sequence[Text], Some(Text)],
    queries: Annotated[Sequence[str], Some(str)],
    names: Annotated[Sequence[str], Some(str)],
) -> Markup:
    """Where words fall, as `dispersion` draws it: a strip for each search and text."""
    from helpers import words  # here: not every picture counts

    rows = [
        (text, query, f"{name}, {text.id}")
        for query, name in zip(queries, names)
        for text in texts
    ]
    left = 16 + _LETTER * max(len(label) for _, _, label in rows)
    longest = max(len(words.index(text)) for text in texts)
    scale = max(WIDE - left - 160, 200) / max(longest, 1)
    drawn = [
        _strip(text, query, label, left, ROW * n + ROW / 2, scale)
        for n, (text, query, label) in enumerate(rows)
    ]
    foot = ROW * len(rows) + 4
    axis = _axis(0, longest, lambda at: left + at * scale, foot)
    name = "words from the beginning of the text"
    return _svg(
        foot + 40, *drawn, axis, _words(left + longest * scale / 2, foot + 36, name)
    )


def _strip(
    text: Text, query: str, label: str, left: float, y: float, scale: float
) -> Markup:
    from helpers import words

    length, style = len(words.index(text)), look(text.id)
    offsets = words.positions(text, query)["at"].tolist()
    places = sorted({round(left + at * scale, 1) for at in offsets})
    ticks = "".join(f"M{x} {y - 10}v20" for x in places)
    signs = "".join(f"M{x} {y}{MARKS[style.marker]}" for x in places)
    edges = "".join(f"M{left + at * scale:.1f} {y - 19}v38" for at in begins(text))
    count = f"{len(offsets):,} in {length:,} words"
    return tag(
        "g",
        tag("path", d=f"M{left} {y}h{length * scale:.1f}{edges}", stroke=PALE),
        tag("path", d=ticks, stroke=style.colour, stroke_width=1.3),
        tag("path", d=signs, fill=style.colour) if len(places) <= _FEW else None,
        _words(left - 10, y + 5, label, "end"),
        _words(left + length * scale + 10, y + 5, count, "start"),
    )


@validated
def histogram(
    result: Annotated[
        Chance, Of("helpers.comparison", "Chance", "what comparison.chance(…) gives")
    ],
    names: Annotated[Sequence[str], two],
) -> Markup:
    """A difference of rates among the differences that shuffles give, as `chance` draws
    it.
    """
    import numpy as np

    high, foot, side = 230, 262, 60
    counts, edges = np.histogram(result.shuffled, bins=_BARS)
    ends = [*edges[[0, -1]].tolist(), result.difference]
    first, last = min(ends), max(ends)

    def x(rate: float) -> float:
        return side + (WIDE - 2 * side) * (rate - first) / ((last - first) or 1)

    more_in = names[0] if result.difference > 0 else names[1]
    colour, at = look(more_in).colour, x(result.difference)
    how = f"these texts: {abs(result.difference):.1f} more per 1,000 words in {more_in}"
    # where there is room for words
    start, anchor = (at - 8, "end") if at > WIDE / 2 else (at + 8, "start")
    return _svg(
        foot + 40,
        tag("path", d=_bars(counts, list(map(x, edges)), high, foot), fill=PALE),
        tag("path", d=f"M{at:.1f} 6V{foot}", stroke=colour, stroke_width=2.5),
        _words(start, 20, how, anchor, colour),
        _axis(first, last, x, foot),
        *_under(names, side, foot + 36),
    )


def _bars(counts, edges: list[float], high: float, foot: float) -> str:
    """One bar for each range of differences."""
    most = counts.max()
    return "".join(
        f"M{start:.1f} {foot}v{-high * count / most:.1f}H{max(end - 1, start + 1):.1f}"
        f"V{foot}z"
        for start, end, count in zip(edges, edges[1:], counts.tolist())
    )


def _under(names: Sequence[str], side: float, y: float) -> list[Markup]:
    """Which way of the axis is which."""
    return [
        _words(side, y, f"← more per 1,000 words in {names[1]}", "start"),
        _words(WIDE / 2, y, "after shuffling"),
        _words(WIDE - side, y, f"more per 1,000 words in {names[0]} →", "end"),
    ]


def _axis(first: float, last: float, x, y: float) -> Markup:
    """Round numbers along a line, without their sign: the words beside it have it."""
    rough = ((last - first) or 1) / 7
    step = 10 ** math.floor(math.log10(rough))
    step *= next(n for n in (1, 2, 5, 10) if n * step >= rough)
    ticks = range(math.ceil(first / step), math.floor(last / step) + 1)
    numbers = [_words(x(n * step), y + 18, f"{abs(n * step):,g}") for n in ticks]
    marks = "".join(f"M{x(n * step):.1f} {y}v4" for n in ticks)
    line = f"M{x(first):.1f} {y}H{x(last):.1f}{marks}"
    return tag("g", tag("path", d=line, stroke=INK, fill="none"), *numbers)


def _words(
    x: float, y: float, words: str, anchor: str = "middle", colour: str = INK
) -> Markup:
    return tag("text", words, x=f"{x:.1f}", y=y, text_anchor=anchor, fill=colour)


def _svg(height: float, *drawn: Markup) -> Markup:
    white = tag("rect", width=WIDE, height=height, fill="white")
    return tag(
        "svg",
        white,
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        width=WIDE,
        height=height,
        viewBox=f"0 0 {WIDE} {height}",
        font_family="sans-serif",
        font_size=14,
    )
