"""How the lines of an argument map run: upright beside the boxes, level in the aisles
between the rows, each on a track of its own.

Premises that count only together are one bundle, a trunk with branches. In an aisle,
the bundles take tracks as in channel routing: those that would cross or run together
less lie higher (after Hashimoto and Stevens 1971).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

STEP, HEAD = 9, 17  # between two tracks, and from the boxes above to the first
PORT, INSET = 14, 0.14  # between two lines at a box, and from its corners
SAME, NEAR = 0.5, 6  # pixels apart that are one place, and those that run together
ROUNDS = 4  # tries to bring the ends of a line into one upright

Point = tuple[float, float]
Passing = tuple[int, int]  # a bundle, and the row that it passes
Name = str | Passing
Way = list[Name]  # from the lower end of a line up


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


class Bundle(NamedTuple):
    """What joins two rows as one: where it comes from above and from below."""

    upper: frozenset[float]
    lower: frozenset[float]

    @property
    def low(self) -> float:
        """Its left end."""
        return min(self.upper | self.lower)

    @property
    def high(self) -> float:
        """Its right end."""
        return max(self.upper | self.lower)


Ports = dict[tuple[Name, bool, int], float]
#: A way through an aisle: the row above it, and the bundle.
Aisle = tuple[int, int]


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


def ports(
    ways: Iterable[tuple[int, Way]],
    middle: Mapping[Name, float],
    width: Mapping[Name, float],
) -> Ports:
    """Where each bundle meets the upper (True) and the lower side of what it joins:
    within the box, apart from others, above each other where that can be.
    """
    meeting: dict[tuple[Name, bool], dict[int, list[tuple[Name, bool, int]]]] = {}
    places: Ports = {}
    for bundle, way in ways:
        for lower, upper in zip(way, way[1:]):
            ends = (lower, True, bundle), (upper, False, bundle)
            for here, other in (ends, ends[::-1]):
                others = meeting.setdefault(here[:2], {}).setdefault(bundle, [])
                others.append(other)
                places[here] = middle[here[0]]
    for _ in range(ROUNDS):
        for (name, side), met in meeting.items():
            if isinstance(name, str):
                half = width[name] * (0.5 - INSET)
                low, high = middle[name] - half, middle[name] + half
                placed = _along(met, places, low, high)
                places.update({(name, side, b): x for b, x in placed.items()})
    return places


def _along(
    met: Mapping[int, Sequence[tuple[Name, bool, int]]],
    places: Ports,
    low: float,
    high: float,
) -> dict[int, float]:
    """The places of bundles on one side of a box, each as near as can be to what it
    leads to.
    """
    wanted = sorted(
        (sum(places[other] for other in others) / len(others), bundle)
        for bundle, others in met.items()
    )
    held = [min(max(x, low), high) for x, _ in wanted]
    gap = min(PORT, (high - low) / max(len(held) - 1, 1))
    placed = spread(held, [gap] * (len(held) - 1), low, high)
    return {bundle: x for (_, bundle), x in zip(wanted, placed)}


def bundles(
    ways: Iterable[tuple[int, Way]], row: Mapping[Name, int], places: Ports
) -> dict[int, dict[int, Bundle]]:
    """What joins each row (its number) to the one below it, by bundle."""
    joined: dict[int, dict[int, Bundle]] = {}
    for bundle, way in ways:
        for lower, upper in zip(way, way[1:]):
            here = joined.setdefault(row[upper], {})
            known = here.get(bundle, Bundle(frozenset(), frozenset()))
            here[bundle] = Bundle(
                known.upper | {places[upper, False, bundle]},
                known.lower | {places[lower, True, bundle]},
            )
    return joined


def tracks(joined: Mapping[int, Bundle]) -> dict[int, int]:
    """The track of each bundle of an aisle that is not upright, 0 the highest."""
    left = {n: b for n, b in joined.items() if b.high - b.low > SAME}
    track: dict[int, int] = {}
    while left:
        first = min(left, key=lambda n: (_worse(left[n], left), left[n].low))
        taken = left.pop(first)
        others = [
            track[n]
            for n in track
            if joined[n].low - NEAR < taken.high and taken.low - NEAR < joined[n].high
        ]
        track[first] = max(others, default=-1) + 1
    return track


def _worse(bundle: Bundle, others: Mapping[int, Bundle]) -> int:
    """How many more crossings a bundle has above these others than below them."""
    return sum(
        _meetings(bundle, other) - _meetings(other, bundle)
        for other in others.values()
        if other is not bundle
    )


def _meetings(above: Bundle, below: Bundle) -> int:
    """How often two bundles meet if one lies above the other; to run together is worse
    than to cross.
    """
    crossing = sum(above.low < x < above.high for x in below.upper)
    crossing += sum(below.low < x < below.high for x in above.lower)
    return crossing + 10 * sum(
        abs(x - y) < NEAR for x in above.lower for y in below.upper
    )


def run(
    bundle: int,
    way: Way,
    row: Mapping[Name, int],
    places: Ports,
    level: Mapping[Aisle, float],
) -> list[Point]:
    """The points of a line from its lower end up: `level` is where its bundle lies in
    each aisle. The heights of its ends, 0 here, are those of its boxes.
    """
    first, last = (way[0], True, bundle), (way[-1], False, bundle)
    points: list[Point] = [(places[first], 0)]
    for lower, upper in zip(way, way[1:]):
        start, end = places[lower, True, bundle], places[upper, False, bundle]
        if abs(start - end) > SAME and row[lower] != row[upper]:
            y = level[row[upper], bundle]
            points += [(start, y), (end, y)]
    return [*points, (places[last], 0)]
