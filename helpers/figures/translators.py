"""Two differences of every word in one picture: between the translators of one text
across, between two texts up, each with its band of chance.

It is drawn by ourselves, in the type and colours of the page: across, marks stand at
shares of the width, so that it fits any; its words are never scaled.
"""

from typing import NamedTuple

from markupsafe import Markup

from helpers.comparison import LINE, beyond_chance
from helpers.figures.drawing import Picture, percent
from helpers.figures.kinds import DataFrame
from helpers.html import tag

HIGH, MIDDLE = 480, 235  # of the picture, and where no difference is, in pixels
NARROW = 280  # the width, in pixels, at which no two names stand on each other
FEW = 6  # times that a word stands in all, for its mark to be drawn
_SIDE, _LETTER, _LINE_HIGH = 0.03, 7.2, 15
#: Where a name may stand: pixels from its mark, and which end of it is there.
_BESIDE = [(9, 4, "start"), (-9, 4, "end")]
_BESIDE += [(x, y, anchor) for y in (-9, 17, 30) for x, _, anchor in _BESIDE]


class Mark(NamedTuple):
    """A word: where its mark stands, at a share of the width and in pixels, what it
    says, and what is found of it ("" where it lies in both bands).
    """

    word: str
    across: float
    down: float
    says: str
    finding: str


def marks(table: DataFrame, ids: tuple[str, str], witness: str) -> list[Mark]:
    """The marks of a table of `comparison.control` for these two texts."""
    across, up = _differences(table, ids)
    wide, far = _reach(across), _reach(up)
    beyond = table.index.isin(beyond_chance(table).index)
    columns = [f"count_{side}" for side in ("a", "b", "witness")]
    often = beyond | (table[columns].sum(axis=1) >= FEW)
    placed = zip(table.index, table.itertuples(), across, up, beyond, often)
    return [
        Mark(
            word,
            _SIDE + (1 - 2 * _SIDE) * (x / wide + 1) / 2,
            MIDDLE - (MIDDLE - 25) * y / far,
            f"{word}: {row.count_a} in {ids[0]}, {row.count_b} in {ids[1]},"
            f" {row.count_witness} in {witness}",
            row.finding if named else "",
        )
        for word, row, x, y, named, drawn in placed
        if drawn
    ]


def _differences(table: DataFrame, ids: tuple[str, str]) -> tuple:
    """How surprising each difference is, √G², with a sign for who has more."""
    import numpy as np

    ours = table["count_a" if table.attrs["of"] == ids[0] else "count_b"]
    across = np.sign(ours - table["count_witness"]) * table["g2_translations"] ** 0.5
    return across, np.sign(table["difference_texts"]) * table["g2_texts"] ** 0.5


def _reach(values: DataFrame) -> float:
    return float(max(values.abs().max(), 1)) * 1.08


def control(table: DataFrame, ids: tuple[str, str], witness: str) -> Picture:
    """The picture: a mark a word that leads to it (`word/` and the word), the bands of
    chance, and the names of the words outside them.
    """
    across, up = _differences(table, ids)
    drawn = marks(table, ids, witness)
    named = [mark for mark in drawn if mark.finding]
    shares = _inside(across, table["p_family_translations"]) / _reach(across)
    heights = _inside(up, table["p_family_texts"]) / _reach(up) * (MIDDLE - 25)
    wide, left = (1 - 2 * _SIDE) * shares, _SIDE + (1 - 2 * _SIDE) * (1 - shares) / 2
    band = {"class_": "pb-chance-band"}
    height = 2 * (MIDDLE - 5)
    svg = tag(
        "svg",
        tag("rect", x=percent(left), width=percent(wide), y=10, height=height, **band),
        tag(
            "rect", x="0", width="100%", y=MIDDLE - heights, height=2 * heights, **band
        ),
        tag("line", x1="0", x2="100%", y1=MIDDLE, y2=MIDDLE, class_="pb-zero"),
        tag("line", x1="50%", x2="50%", y1=10, y2=height, class_="pb-zero"),
        *map(_dot, [mark for mark in drawn if not mark.finding]),
        *map(_dot, named),
        *_names(named),
        *_ends(ids, table.attrs["of"], witness),
        width="100%",
        height=HIGH,
    )
    return Picture(tag("div", svg, class_="pb-control"))


def _inside(values: DataFrame, p_family: DataFrame) -> float:
    """How far from 0 the words reach that chance may do as much to."""
    inside = values.abs()[~(p_family <= LINE)]
    return float(inside.max()) if len(inside) else 0.0


def _dot(mark: Mark) -> Markup:
    kind = {"": "few", "stays": "stays"}.get(mark.finding, "open")
    dot = tag(
        "circle",
        cx=percent(mark.across),
        cy=f"{mark.down:.1f}",
        r=5 if mark.finding else 2.5,
        class_=f"pb-mark-{kind}",
    )
    title = tag("title", mark.says)
    return tag("g", title, dot, data_action=f"word/{mark.word}")


def _names(named: list[Mark]) -> list[Markup]:
    """The names of marks, each where it covers no other, also in a narrow page."""
    taken = [_box(mark, -5, 5, "start", 10) for mark in named]
    drawn = []
    for mark in named:
        long = _LETTER * len(mark.word)
        places = [(_box(mark, x, y, end, long), x, y, end) for x, y, end in _BESIDE]
        free = [
            place
            for place in places
            if place[0][0] >= 0
            and place[0][1] <= NARROW
            and not any(_touch(place[0], other) for other in taken)
        ]
        box, x, y, end = (free or places)[0]
        taken.append(box)
        words = tag(
            "text",
            mark.word,
            x=percent(mark.across),
            dx=x,
            y=f"{mark.down + y:.1f}",
            text_anchor=end,
        )
        drawn.append(tag("g", words, data_action=f"word/{mark.word}"))
    return drawn


def _box(
    mark: Mark, x: float, y: float, end: str, long: float
) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of words beside a mark in a narrow page."""
    left = mark.across * NARROW + x - (long if end == "end" else 0)
    return left, left + long, mark.down + y - _LINE_HIGH + 4, mark.down + y + 2


def _touch(a: tuple, b: tuple) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def _ends(ids: tuple[str, str], of: str, witness: str) -> list[Markup]:
    """Which way is which."""
    foot = HIGH - 4
    return [
        tag("text", f"↑ more in {ids[0]}", x=0, y=10, class_="pb-end"),
        tag("text", f"↓ more in {ids[1]}", x=0, y=foot - 20, class_="pb-end"),
        tag("text", f"← more in {witness}", x=0, y=foot, class_="pb-end"),
        tag(
            "text",
            f"more in our {of} →",
            x="100%",
            y=foot,
            text_anchor="end",
            class_="pb-end",
        ),
    ]
