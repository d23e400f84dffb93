"""Where the boxes of an argument map stand: in rows, conclusions above what they rest
on, with few crossings and no overlap.

A layered drawing (Sugiyama, Tagawa, Toda 1981): rows, then an order in each row by the
mean of the neighbours, then places.
"""

import graphlib
from typing import NamedTuple

BOX, PILL, PASSING = (
    186,
    166,
    2,
)  # widths of a claim, of an argument, and of a line that passes a row
GAP, NARROW, AISLE = 18, 11, 38  # between boxes, beside a passing line, between rows
LINE, EDGE = 15, 8  # height of a line of words, margin inside a box
FONT, BOLD = 12.5, 1.08  # size of the letters, and how much wider they are in bold
_THIN, _WIDE = frozenset(" fijlrtI.,;:'’()[]/!|-"), frozenset("mwMW—@%")
SWEEPS, ROOM = 12, 3 * BOX + 2 * GAP  # how often the order is tried; the width of a row


class Box(NamedTuple):
    """The place of a claim or argument in pixels, left upper corner first, and its
    title and claim cut into lines.
    """

    x: float
    y: float
    width: float
    height: float
    title: list
    text: list


class Line(NamedTuple):
    """A line of the drawing: its `kind` (a relation's, or "premise" or "inference"),
    its ends by title, and the points it passes.
    """

    kind: str
    source: str
    target: str
    points: list


class Layout(NamedTuple):
    """A drawing: `boxes` by title, `lines`, `width` and `height` in pixels."""

    boxes: dict
    lines: list
    width: float
    height: float


def spread(places, gaps, low=float("-inf"), high=float("inf")):
    """The nearest places, in the same order, with at least `gaps[n]` after the n-th:
    least squares by pooling neighbours that collide.

    `low` and `high` bound the first and the last place, where the gaps leave room.

    >>> spread([1.0, 1.0, 5.0], [1.0, 1.0])
    [0.5, 1.5, 5.0]
    """
    before = [sum(gaps[:n]) for n in range(len(places))]
    pools = []
    for place, shift in zip(places, before):
        pools.append([place - shift, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, m), (b, k) = pools[-2:]
            pools[-2:] = [[(a * m + b * k) / (m + k), m + k]]
    levels = [
        min(max(level, low), max(low, high - before[-1]))
        for level, count in pools
        for _ in range(count)
    ]
    return [level + shift for level, shift in zip(levels, before)]


def layout(argument_map, titles=None, brief=()):
    """The drawing of a map, or of the part of it that these titles name, at most three
    claims to a row.

    Of the titles in `brief`, which belong to other parts, only the title is drawn, and
    no line that joins two of them.

    >>> from helpers.maps import argdown
    >>> drawn = layout(argdown.parse("[A]: One.\\n  <- [B]: Two."))
    >>> drawn.boxes["A"].y < drawn.boxes["B"].y, [line.kind for line in drawn.lines]
    (True, ['attack'])
    """
    nodes = {
        title: argument_map.nodes[title]
        for title in (argument_map.nodes if titles is None else dict.fromkeys(titles))
    }
    ends = [
        edge
        for edge in edges(argument_map)
        if edge[1] in nodes and edge[2] in nodes and not {*edge[1:]} <= {*brief}
    ]
    words = {title: _lines(node, title in brief) for title, node in nodes.items()}
    width = {
        title: BOX if node.kind == "statement" else PILL
        for title, node in nodes.items()
    }
    height = {
        title: (
            2 * EDGE
            + LINE * (sum(map(len, words[title])) + 1 + bool(voice(nodes[title])))
        )
        for title in nodes
    }
    row = _rows(nodes, ends, width, ROOM)
    rows, ways = _with_passings(row, ends, width)
    x = _places(rows, _neighbours(ways), width, ROOM)
    top, at = [], 0
    for one in rows:
        top.append(at)
        at += max((height[name] for name in one if name in height), default=0) + AISLE
    left = min((x[name] - width[name] / 2 for name in x), default=0)
    boxes = {
        title: Box(
            x[title] - width[title] / 2 - left,
            top[row[title]],
            width[title],
            height[title],
            *words[title],
        )
        for title in nodes
    }
    bottom = [y - AISLE for y in [*top[1:], at]]
    passed = {
        name: [(x[name] - left, bottom[n]), (x[name] - left, top[n])]
        for n, one in enumerate(rows)
        for name in one
    }
    lines = _drawn(ends, ways, boxes, passed)
    return Layout(
        boxes,
        lines,
        max((x[name] + width[name] / 2 - left for name in x), default=0),
        max(at - AISLE, 0),
    )


def edges(argument_map):
    """What is drawn as a line, as (kind, source, target): the relations, premises to
    their argument, arguments to their conclusion.
    """
    found = [
        (relation.kind, relation.source, relation.target)
        for relation in argument_map.relations
    ]
    for inference in argument_map.inferences:
        found += [
            ("premise", premise, inference.argument) for premise in inference.premises
        ]
        found.append(("inference", inference.argument, inference.conclusion))
    return list(dict.fromkeys(found))


JOINED = {  # how a line reads from its source, and from its target
    "support": ("supports", "is supported by"),
    "attack": ("speaks against", "is attacked by"),
    "undercut": ("undercuts", "is undercut by"),
    "contradictory": ("excludes", "excludes"),
    "premise": ("is a premise of", "takes as premises"),
    "inference": ("concludes", "follows by"),
}
VOICES = {
    "reported": "reported of others",
    "conceded": "conceded",
    "contested": "of his own side",
    "critic": "critic",
    "unstated": "unsaid, added by us",
}


def voice(node):
    """Whose voice a claim is in, in a few words, empty for the author's own: the
    name and year of a critic.
    """
    tag = next((tag for tag in node.tags if tag in VOICES), "")
    return (
        ", ".join(
            str(node.data[part]) for part in ("author", "year") if node.data.get(part)
        )
        or VOICES[tag]
        if tag
        else ""
    )


def cut(words, width, bold=False):
    """The beginning of some words that fits a line of this many pixels, with an
    ellipsis where something is left out.
    """
    room, shown = width / FONT / (BOLD if bold else 1), words
    while _ems(shown) > room:
        shown = shown[:-2] + "…"
    return shown


def _ems(words):
    """A rough width, in widths of an m: a little more than Arial needs."""
    return sum(
        (
            0.32
            if c in _THIN
            else (
                0.86
                if c in _WIDE
                else 0.7
                if c.isupper()
                else 0.57
                if c.isascii()
                else 1
            )
        )
        for c in words
    )


def _lines(node, brief):
    """The title and the claim of a box, cut into lines that fit it."""
    inside = ((BOX if node.kind == "statement" else PILL) - 20) / FONT
    return _wrapped(node.title, inside / BOLD), (
        [] if brief or node.kind == "argument" else _wrapped(node.text, inside)
    )


def _wrapped(text, room):
    """Words laid into lines; a word that is longer than a line is cut."""
    lines = [""]
    for word in text.split():
        if _ems(word) > room:
            lines += [word[n : n + int(room)] for n in range(0, len(word), int(room))]
        elif _ems(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return [line for line in lines if line]


def _rows(nodes, ends, width, room):
    """The row of each node: below everything that it points at, and in a row where
    there is room.
    """
    above = {
        title: [
            target for _, source, target in ends if source == title and target != title
        ]
        for title in nodes
    }
    while True:
        try:
            order = list(graphlib.TopologicalSorter(above).static_order())
            break
        except (
            graphlib.CycleError
        ) as error:  # a circle: one of its lines will run down instead of up
            upper, lower = error.args[1][:2]
            above[lower].remove(upper)
    row, filled = {}, {}
    for title in order:
        here = max((row[upper] for upper in above[title]), default=-1) + 1
        while filled.get(here, 0) and filled[here] + width[title] > room:
            here += 1
        row[title] = here
        filled[here] = filled.get(here, 0) + width[title] + GAP
    return row


def _with_passings(row, ends, width):
    """The rows as lists, with a passing for every row that a line crosses; and the
    way of each line, from its lower end up.
    """
    rows = [[] for _ in range(max(row.values(), default=-1) + 1)]
    for title, here in row.items():
        rows[here].append(title)
    ways = []
    for number, (_, source, target) in enumerate(ends):
        lower, upper = (
            (source, target) if row[source] > row[target] else (target, source)
        )
        passings = [(number, here) for here in range(row[lower] - 1, row[upper], -1)]
        for passing in passings:
            rows[passing[1]].append(passing)
            width[passing] = PASSING
        ways.append([lower, *passings, upper])
    return rows, ways


def _neighbours(ways):
    """What each node and passing is joined to in the row above, and in the row
    below.
    """
    up, down = {}, {}
    for way in ways:
        for lower, upper in zip(way, way[1:]):
            up.setdefault(lower, []).append(upper)
            down.setdefault(upper, []).append(lower)
    return up, down


def _places(rows, neighbours, width, room):
    """The middle of each node and passing: first the order in the rows, each the
    best of some sweeps, then the places.
    """
    up, down = neighbours
    best, fewest = [list(one) for one in rows], _crossings(rows, up)
    for sweep in range(SWEEPS):
        towards = up if sweep % 2 == 0 else down
        for one in rows if sweep % 2 == 0 else reversed(rows):
            at = {
                name: n / max(len(other) - 1, 1)
                for other in rows
                for n, name in enumerate(other)
            }
            one.sort(
                key=lambda name: _mean(
                    [at[other] for other in towards.get(name, [])], at[name]
                )
            )
        if (crossings := _crossings(rows, up)) < fewest:
            best, fewest = [list(one) for one in rows], crossings
    rows[:] = best
    x = {name: room / 2 for one in rows for name in one}
    for _ in range(SWEEPS):
        for one in [*rows, *reversed(rows)]:
            wanted = [
                _mean(
                    [x[other] for side in neighbours for other in side.get(name, [])],
                    x[name],
                )
                for name in one
            ]
            gaps = [
                (width[a] + width[b]) / 2
                + (GAP if min(width[a], width[b]) > PASSING else NARROW)
                for a, b in zip(one, one[1:])
            ]
            x.update(
                zip(
                    one,
                    spread(wanted, gaps, width[one[0]] / 2, room - width[one[-1]] / 2),
                )
            )
    return x


def _crossings(rows, up):
    """How many pairs of lines cross between neighbouring rows."""
    at = {name: n for one in rows for n, name in enumerate(one)}
    count = 0
    for one in rows:
        pairs = [(at[name], at[other]) for name in one for other in up.get(name, [])]
        count += sum(
            (a - c) * (b - d) < 0
            for n, (a, b) in enumerate(pairs)
            for c, d in pairs[:n]
        )
    return count


def _mean(values, otherwise):
    return sum(values) / len(values) if values else otherwise


def _drawn(ends, ways, boxes, passed):
    """The lines, each from its source to its target; those that meet a box on one
    side are spread along it, linked premises joined.
    """
    meeting = {}
    for number, way in enumerate(ways):
        for end, near, upper in ((way[0], way[1], True), (way[-1], way[-2], False)):
            joint = ends[number][0] == "premise" and ends[number][2] == end
            meeting.setdefault((end, upper), {}).setdefault(
                -1 if joint else number, []
            ).append((passed[near][0][0], number))
    ports = {}
    for (title, upper), groups in meeting.items():
        box = boxes[title]
        for n, several in enumerate(
            sorted(groups.values(), key=lambda group: _mean([x for x, _ in group], 0))
        ):
            x = (
                box.x
                + box.width / 2
                + 0.7 * box.width * ((n + 0.5) / len(groups) - 0.5)
            )
            ports |= {
                (number, upper): (x, box.y if upper else box.y + box.height)
                for _, number in several
            }
    lines = []
    for number, ((kind, source, target), way) in enumerate(zip(ends, ways)):
        upper = ports[number, False]
        down = (
            upper[0],
            passed[way[-1]][0][1],
        )  # to the end of its row, past taller neighbours, before it bends
        passing = [point for one in way[1:-1] for point in passed[one]]
        points = [
            ports[number, True],
            *passing,
            *([down] if down != upper else []),
            upper,
        ]
        lines.append(
            Line(kind, source, target, points if way[0] == source else points[::-1])
        )
    return lines
