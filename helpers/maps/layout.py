"""Where the boxes of an argument map stand: in rows, conclusions above what they rest
on, with few crossings and no overlap.

A layered drawing (Sugiyama, Tagawa, Toda 1981): rows, then an order in each row by the
mean of the neighbours, then places. How the lines run between them is `routing`'s.
"""

import graphlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from helpers.maps.lettering import wrapped
from helpers.maps.model import ArgumentMap, Node, refuse_unknown
from helpers.maps.routing import (
    HEAD,
    STEP,
    Aisle,
    Box,
    Name,
    Point,
    Way,
    bundles,
    ports,
    run,
    spread,
    tracks,
)
from helpers.maps.views import edges, voice
from helpers.validation import validated

#: Widths of a claim, of an argument, and of a line that passes a row, in pixels.
BOX, PILL, PASSING = 186, 166, 2
GAP, NARROW, AISLE = 18, 11, 38  # between boxes, beside a passing line, between rows
LINE, EDGE = 15, 8  # height of a line of words, margin inside a box
SWEEPS, ACROSS = 12, 3 * BOX + 2 * GAP  # tries of the order; the width of a row
#: How much wider words are that a reader has set apart: letters by 0.12 of their size,
#: words by 0.16 more (WCAG 1.4.12).
SPACED = 1.33
# In a small drawing: the width of a box, of which a row takes four, and between rows.
SMALL, TIGHT = 134, 33

Edge = tuple[str, str, str]  # kind, source, target
Sizes = dict[Name, float]
Ways = list[tuple[int, Way]]  # each with the number of its bundle
Joined = dict[Name, list[Name]]


class Line(NamedTuple):
    """A line of the drawing: its `kind` (a relation's, or "premise" or "inference"),
    its ends by title, the points it passes, and the `bundle` that it runs in.
    """

    kind: str
    source: str
    target: str
    points: list[Point]
    bundle: int


class Layout(NamedTuple):
    """A drawing: `boxes` by title, `lines`, `width` and `height` in pixels."""

    boxes: dict[str, Box]
    lines: list[Line]
    width: float
    height: float


@validated
def layout(
    argument_map: ArgumentMap,
    titles: list[str] | None = None,
    brief: Iterable[str] = (),
) -> Layout:
    """The drawing of a map, or of the part of it that these titles name, at most three
    claims to a row.

    Of the titles in `brief`, which belong to other parts, only the title is drawn, and
    no line that joins two of them.

    >>> from helpers.maps import argdown
    >>> drawn = layout(argdown.parse("[A]: One.\\n  <- [B]: Two."))
    >>> drawn.boxes["A"].y < drawn.boxes["B"].y, [line.kind for line in drawn.lines]
    (True, ['attack'])
    """
    return _laid_out(argument_map, titles, set(brief), small=False)


def small_layout(
    argument_map: ArgumentMap,
    titles: list[str] | None = None,
    brief: Iterable[str] = (),
) -> Layout:
    """The same drawing for a small window: only titles, and four to a row.

    >>> from helpers.maps import argdown
    >>> small_layout(argdown.parse("[A]: One.")).boxes["A"].text
    []
    """
    return _laid_out(argument_map, titles, set(brief), small=True)


def stretched(drawn: Layout) -> Layout:
    """The same drawing with wider boxes, for words that a reader has set wider.

    >>> from helpers.maps import argdown
    >>> drawn = layout(argdown.parse("[A]: One."))
    >>> stretched(drawn).boxes["A"].width / drawn.boxes["A"].width
    1.33
    """
    boxes = {
        title: box._replace(x=box.x * SPACED, width=box.width * SPACED)
        for title, box in drawn.boxes.items()
    }
    lines = [
        line._replace(points=[(x * SPACED, y) for x, y in line.points])
        for line in drawn.lines
    ]
    return Layout(boxes, lines, drawn.width * SPACED, drawn.height)


def _laid_out(
    argument_map: ArgumentMap, titles: list[str] | None, beyond: set[str], small: bool
) -> Layout:
    chosen = dict.fromkeys(argument_map.nodes if titles is None else titles)
    refuse_unknown(argument_map, [*chosen, *beyond])
    nodes = {title: argument_map.nodes[title] for title in chosen}
    ends = _ends(argument_map, set(nodes), beyond)
    width: Sizes = {title: _width(node, small) for title, node in nodes.items()}
    words = {
        title: _words(node, width[title], small or title in beyond)
        for title, node in nodes.items()
    }
    height = {title: _height(node, *words[title]) for title, node in nodes.items()}
    rows, ways = _with_passings(_rows(list(nodes), ends, width), ends, width)
    x = _places(rows, ways, width)
    row = {name: n for n, names in enumerate(rows) for name in names}
    places = ports(ways, x, width)
    track = {n: tracks(joined) for n, joined in bundles(ways, row, places).items()}
    aisle = TIGHT if small else AISLE
    top, level = _tops(rows, height, track, aisle)
    boxes = {}
    for title in nodes:
        left, size = x[title] - width[title] / 2, (width[title], height[title])
        boxes[title] = Box(left, top[row[title]], *size, *words[title])
    right = max((x[name] + width[name] / 2 for name in x), default=0)
    lines = [
        _line(end, bundle, way, boxes, run(bundle, way, row, places, level))
        for end, (bundle, way) in zip(ends, ways)
    ]
    return Layout(boxes, lines, right, max(top[-1] - aisle, 0))


def _line(
    end: Edge, bundle: int, way: Way, boxes: dict[str, Box], turns: list[Point]
) -> Line:
    """A line from its source to its target, from box to box."""
    lower, upper = boxes[str(way[0])], boxes[str(way[-1])]
    first, last = (turns[0][0], lower.y), (turns[-1][0], upper.y + upper.height)
    points = [first, *turns[1:-1], last]
    return Line(*end, points if way[0] == end[1] else points[::-1], bundle)


def _ends(argument_map: ArgumentMap, titles: set[str], beyond: set[str]) -> list[Edge]:
    """The lines that are drawn: between these titles, not between two of `beyond`."""
    return [
        edge
        for edge in edges(argument_map)
        if {*edge[1:]} <= titles and not {*edge[1:]} <= beyond
    ]


def _width(node: Node, small: bool) -> float:
    if small:
        return SMALL
    return BOX if node.kind == "statement" else PILL


def _words(node: Node, width: float, brief: bool) -> tuple[list[str], list[str]]:
    """The title and the claim of a box, cut into lines that fit it."""
    inside = width - 20
    text = "" if brief or node.kind == "argument" else node.text
    return wrapped(node.title, inside, bold=True), wrapped(text, inside)


def _height(node: Node, title: list[str], text: list[str]) -> float:
    """With a line for the voice, if it is another's, and one for what it comes to."""
    return 2 * EDGE + LINE * (len(title) + len(text) + 1 + bool(voice(node)))


def _tops(
    rows: list[list[Name]],
    height: dict[str, float],
    track: Mapping[int, Mapping[int, int]],
    aisle: float,
) -> tuple[list[float], dict[Aisle, float]]:
    """Where each row begins, and where the next would; and how high each bundle lies
    in the aisle below a row.
    """
    tops: list[float] = [0]
    level: dict[Aisle, float] = {}
    for n, names in enumerate(rows):
        tallest = max(height[name] for name in names if isinstance(name, str))
        below = tops[-1] + tallest
        here = track.get(n, {})
        level |= {(n, b): below + HEAD + STEP * high for b, high in here.items()}
        tops.append(below + aisle + STEP * max(here.values(), default=0))
    return tops, level


def _rows(titles: list[str], ends: list[Edge], width: Sizes) -> dict[str, int]:
    """The row of each node: below everything that it points at, and in a row where
    there is room.
    """
    above: dict[str, list[str]] = {title: [] for title in titles}
    for _, source, target in ends:
        if source != target:
            above[source].append(target)
    row: dict[str, int] = {}
    filled: dict[int, float] = {}
    for title in _in_order(above):
        here = max((row[upper] for upper in above[title]), default=-1) + 1
        while filled.get(here, 0) and filled[here] + width[title] > ACROSS:
            here += 1
        row[title] = here
        filled[here] = filled.get(here, 0) + width[title] + GAP
    return row


def _in_order(above: dict[str, list[str]]) -> list[str]:
    """The titles, each after those above it; of a circle one line is taken out of
    `above`, which will run down instead of up.
    """
    while True:
        try:
            return list(graphlib.TopologicalSorter(above).static_order())
        except graphlib.CycleError as error:
            upper, lower = error.args[1][:2]
            above[lower].remove(upper)


def _with_passings(
    row: dict[str, int], ends: list[Edge], width: Sizes
) -> tuple[list[list[Name]], Ways]:
    """The rows as lists, with a passing for every row that a bundle crosses; and the
    way of each line, from its lower end up. Premises of one argument are one bundle.
    """
    rows: list[list[Name]] = [[] for _ in range(max(row.values(), default=-1) + 1)]
    for title, here in row.items():
        rows[here].append(title)
    ways: Ways = []
    trunks: dict[str, int] = {}
    for number, (kind, source, target) in enumerate(ends):
        upwards = row[source] > row[target]
        lower, upper = (source, target) if upwards else (target, source)
        joint = kind == "premise" and upwards
        bundle = trunks.setdefault(target, number) if joint else number
        passings = [(bundle, here) for here in range(row[lower] - 1, row[upper], -1)]
        for passing in passings:
            if passing not in width:
                rows[passing[1]].append(passing)
                width[passing] = PASSING
        ways.append((bundle, [lower, *passings, upper]))
    return rows, ways


def _places(rows: list[list[Name]], ways: Ways, width: Sizes) -> Sizes:
    """The middle of each node and passing, from the left of them all: first the order
    in the rows, which it changes, then the places.
    """
    up, down = _neighbours(ways)
    _order(rows, up, down)
    x: Sizes = {name: ACROSS / 2 for names in rows for name in names}
    for _ in range(SWEEPS):
        for names in [*rows, *reversed(rows)]:
            wanted = [
                _mean([x[o] for side in (up, down) for o in side.get(n, [])], x[n])
                for n in names
            ]
            gaps = [
                (width[a] + width[b]) / 2
                + (GAP if min(width[a], width[b]) > PASSING else NARROW)
                for a, b in zip(names, names[1:])
            ]
            low, high = width[names[0]] / 2, ACROSS - width[names[-1]] / 2
            x.update(zip(names, spread(wanted, gaps, low, high)))
    left = min((x[name] - width[name] / 2 for name in x), default=0)
    return {name: place - left for name, place in x.items()}


def _neighbours(ways: Ways) -> tuple[Joined, Joined]:
    """What each node and passing is joined to in the row above, and in the row
    below.
    """
    up: Joined = {}
    down: Joined = {}
    for _, way in ways:
        for lower, upper in zip(way, way[1:]):
            if upper not in up.setdefault(lower, []):
                up[lower].append(upper)
                down.setdefault(upper, []).append(lower)
    return up, down


def _order(rows: list[list[Name]], up: Joined, down: Joined) -> None:
    """Put each row into the order with the fewest crossings of some sweeps."""
    best, fewest = [list(names) for names in rows], _crossings(rows, up)
    for sweep in range(SWEEPS):
        towards = up if sweep % 2 == 0 else down
        for names in rows if sweep % 2 == 0 else reversed(rows):
            at = {
                name: n / max(len(other) - 1, 1)
                for other in rows
                for n, name in enumerate(other)
            }
            means = {
                name: _mean([at[other] for other in towards.get(name, [])], at[name])
                for name in names
            }
            names.sort(key=means.__getitem__)
        if (crossings := _crossings(rows, up)) < fewest:
            best, fewest = [list(names) for names in rows], crossings
    rows[:] = best


def _crossings(rows: list[list[Name]], up: Joined) -> int:
    """How many pairs of lines cross between neighbouring rows."""
    at = {name: n for names in rows for n, name in enumerate(names)}
    count = 0
    for names in rows:
        pairs = [(at[name], at[other]) for name in names for other in up.get(name, [])]
        count += sum(
            (a - c) * (b - d) < 0
            for n, (a, b) in enumerate(pairs)
            for c, d in pairs[:n]
        )
    return count


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
