"""The lines of an argument map as SVG: the way of each, its sign, and its word where
there is room beside it.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from helpers.html import tag
from helpers.maps.layout import Layout, Line
from helpers.maps.lettering import length
from helpers.maps.routing import Point

#: The words beside a line.
BESIDE = {"attack": "against", "undercut": "undercuts", "contradictory": "excludes"}
ROUNDING = 6  # of the corners
ASIDE, HIGH, EACH = 5, 11, 20  # of a word: from its line, its height, between two tries


class Rect(NamedTuple):
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Rect") -> bool:
        """Whether two of them overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def lines_html(
    layout: Layout,
    aside: Collection[str] = (),
    wider: float = 1,
    span: tuple[float, float] = (-math.inf, math.inf),
) -> list[Markup]:
    """The lines of a drawing that touch a `span` of its height; those are pale that
    touch what is `aside`. Words are so much `wider` than usual.
    """
    words = beside(layout, wider)
    (top, bottom), sign = span, 2 * EACH  # and its word, beyond the ends of a line
    return [
        _line(
            line,
            words.get(number),
            pale=line.source in aside or line.target in aside,
        )
        for number, line in enumerate(layout.lines)
        if min(y for _, y in line.points) - sign < bottom
        and max(y for _, y in line.points) + sign > top
    ]


def beside(layout: Layout, wider: float = 1) -> dict[int, Rect]:
    """Where the word of each line stands that has one, by the line's number: beside
    its own line, free of boxes, of other lines and of other words, where that can be.
    """
    taken = [
        Rect(b.x, b.y, b.x + b.width, b.y + b.height) for b in layout.boxes.values()
    ]
    runs = [
        (line.bundle, Rect(*map(min, a, b), *map(max, a, b)))
        for line in layout.lines
        for a, b in zip(line.points, line.points[1:])
    ]
    words: dict[int, Rect] = {}
    for number, line in enumerate(layout.lines):
        if line.kind in BESIDE:
            others = [*taken, *(rect for bundle, rect in runs if bundle != line.bundle)]
            long = wider * length(BESIDE[line.kind], bold=True)
            tries = list(_tries(line, long, layout.width))
            free = (t for t in tries if not any(map(t.meets, others)))
            words[number] = next(free, tries[0])
            taken.append(words[number])
    return words


def _tries(line: Line, long: float, right: float) -> Iterator[Rect]:
    """Where the word of a line, so `long`, may stand, the likeliest first: along its
    uprights, from where it begins, to the right and to the left of them.
    """
    for (x, y), (end, other) in zip(line.points, line.points[1:]):
        way = -1 if other < y else 1
        for n in range(int(abs(other - y) / EACH) + 1 if x == end else 0):
            middle = y + way * (HIGH + EACH * n)
            for left in (x + ASIDE, x - ASIDE - long):
                if left >= 0 and left + long <= right:
                    yield Rect(left, middle - HIGH / 2, left + long, middle + HIGH / 2)
    x, y = line.points[0]
    yield Rect(x + ASIDE, y - HIGH - ASIDE, x + ASIDE + long, y - ASIDE)


def _line(line: Line, word: Rect | None, pale: bool) -> Markup:
    """A line with its sign: an arrow for support, a bar against a claim, a diamond at
    an undercut argument, a dot where premises join.
    """
    start, end = line.points[0], line.points[-1]
    parts = [
        tag("path", class_="pb-way", d=_path(line.points)),
        _sign(line.kind, end, line.points[-2]),
    ]
    if line.kind == "contradictory":
        parts.append(_sign(line.kind, start, line.points[1]))
    if word:
        place = {"x": f"{word.left:.1f}", "y": f"{word.bottom - 2:.1f}"}
        parts.append(tag("text", BESIDE[line.kind], class_="pb-said", **place))
    pale_too = " pb-aside" if pale else ""
    css = f"pb-line pb-{line.kind}{pale_too}"
    return tag("g", *parts, class_=css, aria_hidden="true")


def _path(points: Sequence[Point]) -> str:
    """The way of a line, upright and level, its corners rounded."""
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, corner, after in zip(points, points[1:], points[2:]):
        turn = min(_apart(before, corner) / 2, _apart(corner, after) / 2, ROUNDING)
        (x, y), (u, v) = _towards(corner, before, turn), _towards(corner, after, turn)
        path += f"L{x:.1f} {y:.1f}Q{corner[0]:.1f} {corner[1]:.1f} {u:.1f} {v:.1f}"
    return f"{path}L{points[-1][0]:.1f} {points[-1][1]:.1f}"


def _apart(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])  # one of them is 0


def _towards(point: Point, other: Point, by: float) -> Point:
    """The place `by` pixels from a point on the way to another."""
    share = by / (_apart(point, other) or 1)
    (x, y), (u, v) = point, other
    return x + (u - x) * share, y + (v - y) * share


def _sign(kind: str, end: Point, before: Point) -> Markup:
    (x, y), down = end, 1 if before[1] > end[1] else -1  # which way the line comes from
    if kind == "premise":
        dot = {"cx": f"{x:.1f}", "cy": f"{y + 5 * down}", "r": 4}
        return tag("circle", class_="pb-filled", **dot)
    if kind == "undercut":
        sides = f"l6 {8 * down}l-6 {8 * down}l-6 {-8 * down}Z"
        return tag("path", class_="pb-diamond", d=f"M{x:.1f} {y}{sides}")
    if kind in ("attack", "contradictory"):
        return tag("path", class_="pb-bar", d=f"M{x - 9:.1f} {y + 4 * down}h18")
    return tag("path", class_="pb-filled", d=f"M{x:.1f} {y}l5 {10 * down}h-10Z")
