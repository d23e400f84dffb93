"""Where the boxes of an argument map stand: in rows, conclusions above what they rest
on, with few crossings and no overlap.

A layered drawing (Sugiyama, Tagawa, Toda 1981): rows, then an order in each row by the
mean of the neighbours, then places.
"""

import graphlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from helpers.maps.lettering import wrapped
from helpers.maps.model import ArgumentMap, Node, refuse_unknown
from helpers.maps.views import edges, voice
from helpers.validation import validated

#: Widths of a claim, of an argument, and of a line that passes a row, in pixels.
BOX, PILL, PASSING = 186, 166, 2
GAP, NARROW, AISLE = 18, 11, 38  # between boxes, beside a passing line, between rows
LINE, EDGE = 15, 8  # height of a line of words, margin inside a box
SWEEPS, ACROSS = 12, 3 * BOX + 2 * GAP  # tries of the order; the width of a row

Edge = tuple[str, str, str]  # kind, source, target
Point = tuple[float, float]
Passing = tuple[int, int]  # the number of a line, and the row that it passes
Name = str | Passing
Sizes = dict[Name, float]
Ways = list[list[Name]]
Joined = dict[Name, list[Name]]
Passed = dict[Name, list[Point]]


class Box(NamedTuple):
    """The place of a claim or argument in pixels, left upper corner first, and its
    title and claim cut into lines.
    """

    x: float
    y: float
    width: float
    height: float
    title: list[str]
    text: list[str]


class Line(NamedTuple):
    """A line of the drawing: its `kind` (a relation's, or "premise" or "inference"),
    its ends by title, and the points it passes.
    """

    kind: str
    source: str
    target: str
    points: list[Point]


class Layout(NamedTuple):
    """A drawing: `boxes` by title, `lines`, `width` and `height` in pixels."""

    boxes: dict[str, Box]
    lines: list[Line]
    width: float
    height: float


def spread(
    places: Sequence[float],
    gaps: Sequence[float],
    low: float = float("-inf"),
    high: float = float("inf"),
) -> list[float]:
    """The nearest places, in the same order, with at least `gaps[n]` after the n-th:
    least squares by pooling neighbours that collide.

    `low` and `high` bound the first and the last place, where the gaps leave room.

    >>> spread([1.0, 1.0, 5.0], [1.0, 1.0])
    [0.5, 1.5, 5.0]
    """
    before = [sum(gaps[:n]) for n in range(len(places))]
    pools: list[tuple[float, int]] = []
    for place, shift in zip(places, before):
        pools.append((place - shift, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, m), (b, k) = pools[-2:]
            pools[-2:] = [((a * m + b * k) / (m + k), m + k)]
    levels = [
        min(max(level, low), max(low, high - before[-1]))
        for level, count in pools
        for _ in range(count)
    ]
    return [level + shift for level, shift in zip(levels, before)]


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
    chosen = dict.fromkeys(argument_map.nodes if titles is None else titles)
    beyond = set(brief)
    refuse_unknown(argument_map, [*chosen, *beyond])
    nodes = {title: argument_map.nodes[title] for title in chosen}
    ends = _ends(argument_map, set(nodes), beyond)
    words = {title: _words(node, title in beyond) for title, node in nodes.items()}
    width: Sizes = {title: _width(node) for title, node in nodes.items()}
    height = {title: _height(node, *words[title]) for title, node in nodes.items()}
    row = _rows(list(nodes), ends, width)
    rows, ways = _with_passings(row, ends, width)
    x = _places(rows, ways, width)
    top = _tops(rows, height)
    boxes = {}
    for title in nodes:
        left, size = x[title] - width[title] / 2, (width[title], height[title])
        boxes[title] = Box(left, top[row[title]], *size, *words[title])
    passed: Passed = {
        name: [(x[name], top[n + 1] - AISLE), (x[name], top[n])]
        for n, names in enumerate(rows)
        for name in names
    }
    right = max((x[name] + width[name] / 2 for name in x), default=0)
    lines = _drawn(ends, ways, boxes, passed)
    return Layout(boxes, lines, right, max(top[-1] - AISLE, 0))


def _ends(argument_map: ArgumentMap, titles: set[str], beyond: set[str]) -> list[Edge]:
    """The lines that are drawn: between these titles, not between two of `beyond`."""
    return [
        edge
        for edge in edges(argument_map)
        if {*edge[1:]} <= titles and not {*edge[1:]} <= beyond
    ]


def _width(node: Node) -> float:
    return BOX if node.kind == "statement" else PILL


def _words(node: Node, brief: bool) -> tuple[list[str], list[str]]:
    """The title and the claim of a box, cut into lines that fit it."""
    inside = _width(node) - 20
    text = "" if brief or node.kind == "argument" else node.text
    return wrapped(node.title, inside, bold=True), wrapped(text, inside)


def _height(node: Node, title: list[str], text: list[str]) -> float:
    """With a line for the voice, if it is another's, and one for what it comes to."""
    return 2 * EDGE + LINE * (len(title) + len(text) + 1 + bool(voice(node)))


def _tops(rows: list[list[Name]], height: dict[str, float]) -> list[float]:
    """Where each row begins, and where the next would."""
    tops: list[float] = [0]
    for names in rows:
        tallest = max((height[n] for n in names if isinstance(n, str)), default=0)
        tops.append(tops[-1] + tallest + AISLE)
    return tops


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
    """The rows as lists, with a passing for every row that a line crosses; and the way
    of each line, from its lower end up.
    """
    rows: list[list[Name]] = [[] for _ in range(max(row.values(), default=-1) + 1)]
    for title, here in row.items():
        rows[here].append(title)
    ways: Ways = []
    for number, (_, source, target) in enumerate(ends):
        upwards = row[source] > row[target]
        lower, upper = (source, target) if upwards else (target, source)
        passings = [(number, here) for here in range(row[lower] - 1, row[upper], -1)]
        for passing in passings:
            rows[passing[1]].append(passing)
            width[passing] = PASSING
        ways.append([lower, *passings, upper])
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
    for way in ways:
        for lower, upper in zip(way, way[1:]):
            up.setdefault(lower, []).append(upper)
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


def _drawn(
    ends: list[Edge], ways: Ways, boxes: dict[str, Box], passed: Passed
) -> list[Line]:
    """The lines, each from its source to its target."""
    ports = _ports(ends, ways, boxes, passed)
    lines = []
    for number, ((kind, source, target), way) in enumerate(zip(ends, ways)):
        upper = ports[number, False]
        # to the end of its row, past taller neighbours, before it bends
        down = (upper[0], passed[way[-1]][0][1])
        passing = [point for name in way[1:-1] for point in passed[name]]
        points = [ports[number, True], *passing]
        points += [upper] if down == upper else [down, upper]
        points = points if way[0] == source else points[::-1]
        lines.append(Line(kind, source, target, points))
    return lines


def _ports(
    ends: list[Edge], ways: Ways, boxes: dict[str, Box], passed: Passed
) -> dict[tuple[int, bool], Point]:
    """Where each line leaves its lower box (True, at its upper side) and meets its
    upper one: those on one side are spread along it, linked premises joined.
    """
    meeting: dict[tuple[Name, bool], dict[int, list[tuple[float, int]]]] = {}
    for number, way in enumerate(ways):
        for end, near, upper in ((way[0], way[1], True), (way[-1], way[-2], False)):
            joint = ends[number][0] == "premise" and ends[number][2] == end
            groups = meeting.setdefault((end, upper), {})
            groups.setdefault(-1 if joint else number, []).append(
                (passed[near][0][0], number)
            )
    ports: dict[tuple[int, bool], Point] = {}
    for (title, upper), groups in meeting.items():
        box = boxes[str(title)]
        y = box.y if upper else box.y + box.height
        ordered = sorted(groups.values(), key=lambda g: _mean([x for x, _ in g], 0))
        for n, group in enumerate(ordered):
            along = (n + 0.5) / len(groups) - 0.5
            x = box.x + box.width / 2 + 0.7 * box.width * along
            ports |= {(number, upper): (x, y) for _, number in group}
    return ports
