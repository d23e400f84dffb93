"""What a map means to a reader: what joins its claims and in whose voice, which of them
are shown together, and the whole of it in words.
"""

from collections.abc import Iterator

from helpers.errors import MapError
from helpers.maps.evaluation import Label, Labels, Verdicts, labels_of
from helpers.maps.model import ArgumentMap, Node, refuse_unknown
from helpers.maps.network import Name, Network, reached, title_of
from helpers.validation import Count, validated

#: How a line reads from its source, and from its target.
JOINED = {
    "support": ("supports", "is supported by"),
    "attack": ("speaks against", "is attacked by"),
    "undercut": ("undercuts", "is undercut by"),
    "contradictory": ("excludes", "excludes"),
    "premise": ("is a premise of", "takes as premises"),
    "inference": ("concludes", "follows by"),
}
_VOICES = {
    "reported": "reported of others",
    "conceded": "conceded",
    "contested": "of his own side",
    "critic": "critic",
    "unstated": "unsaid, added by us",
}


@validated
def edges(argument_map: ArgumentMap) -> list[tuple[str, str, str]]:
    """What is drawn as a line, as (kind, source, target): the relations, premises to
    their argument, arguments to their conclusion.
    """
    lines = [(kind, source, to) for kind, source, to, _ in argument_map.relations]
    for argument, premises, conclusion in argument_map.inferences:
        lines += [("premise", premise, argument) for premise in premises]
        lines.append(("inference", argument, conclusion))
    return list(dict.fromkeys(lines))


@validated
def voice(node: Node) -> str:
    """Whose voice a claim is in, in a few words, empty for the author's own: the name
    and year of a critic.
    """
    tag = next((tag for tag in node.tags if tag in _VOICES), None)
    if tag is None:
        return ""
    named = [str(node.data[part]) for part in ("author", "year") if node.data.get(part)]
    return ", ".join(named) or _VOICES[tag]


def joints(argument_map: ArgumentMap) -> dict[str, list[tuple[str, str]]]:
    """What the lines of each claim join it to: title → (how, in words; the other end),
    what it rests on or is attacked by first.
    """
    below, above = _by_title(argument_map), _by_title(argument_map)
    for kind, source, target in edges(argument_map):
        above[source].append((JOINED[kind][0], target))
        below[target].append((JOINED[kind][1], source))
    return {title: list(dict.fromkeys(below[title] + above[title])) for title in below}


def _by_title(argument_map: ArgumentMap) -> dict[str, list[tuple[str, str]]]:
    return {title: [] for title in argument_map.nodes}


@validated
def part(argument_map: ArgumentMap, section: str) -> tuple[list[str], list[str]]:
    """One section of a map to draw: its titles, and those of other sections that it
    leads to or takes as premises. What stands under no heading is the section "".
    """
    if section and section not in argument_map.sections:
        raise MapError(
            f"There is no part {section[:60]!r} in this map. There are:"
            f" {', '.join(argument_map.sections) or 'none'}."
        )
    inside = [
        node.title for node in argument_map.nodes.values() if node.section == section
    ]
    beyond = []
    for kind, source, target in edges(argument_map):
        if source in inside and target not in inside:
            beyond.append(target)
        elif kind == "premise" and target in inside and source not in inside:
            beyond.append(source)
    return inside, list(dict.fromkeys(beyond))


@validated
def spine(argument_map: ArgumentMap) -> list[str]:
    """The titles marked #spine, with the conclusions of its arguments and what lies on
    the way of support from one to another.
    """
    marked = [
        title for title, node in argument_map.nodes.items() if "spine" in node.tags
    ]
    marked += [
        inference.conclusion
        for inference in argument_map.inferences
        if inference.argument in marked
    ]
    above: dict[str, list[str]] = {title: [] for title in argument_map.nodes}
    below: dict[str, list[str]] = {title: [] for title in argument_map.nodes}
    for kind, source, target in edges(argument_map):
        if kind in ("support", "premise", "inference"):
            above[source].append(target)
            below[target].append(source)
    up = set().union(*(reached(title, above.__getitem__) for title in marked))
    down = set().union(*(reached(title, below.__getitem__) for title in marked))
    return [
        title for title in argument_map.nodes if title in marked or title in up & down
    ]


@validated
def bearing(argument_map: ArgumentMap, title: str, most: Count = 24) -> list[str]:
    """The titles of what bears on a claim, itself first and nearest first: its reasons
    and objections, and theirs; `most` of them.

    >>> from helpers.maps.argdown import parse
    >>> bearing(parse("[A]: a\\n  <- [B]: b\\n    <- [C]: c"), "A", most=2)
    ['A', 'B']
    """
    refuse_unknown(argument_map, [title])
    network = Network(argument_map)
    names: list[Name] = [title]
    for name in names:  # which grows on the way
        near = dict.fromkeys(network.near(name))
        names += [other for other in near if other not in names]
    return list(dict.fromkeys(map(title_of, names)))[:most]


@validated
def outline(
    argument_map: ArgumentMap, verdicts: Verdicts = None, labels: Labels | None = None
) -> str:
    """The map as indented text, section by section, for screen readers and print; with
    verdicts, or with `labels` that `evaluate` gave for them, what each claim comes to.

    >>> from helpers.maps.argdown import parse
    >>> print(outline(parse("# Part\\n\\n[A]: One.\\n  <- [B]: Two. #critic")))
    Part
      A. One.
        is attacked by B. Two. (critic)
    """
    if verdicts is not None or labels is not None:
        labels = labels_of(argument_map, verdicts, labels)
    rests = _rests(argument_map, set(argument_map.nodes))
    resting = {source for several in rests.values() for source, _ in several}
    lines: list[str] = []
    shown: set[str] = set()
    for section in dict.fromkeys(["", *argument_map.sections]):
        inside = [n.title for n in argument_map.nodes.values() if n.section == section]
        lines += [section] if section and inside else []
        # what rests on nothing else here first; then what stands in a circle
        for root in [title for title in inside if title not in resting] + inside:
            if root not in shown:
                for depth, lead, title, again in _below(root, rests, shown):
                    words = _line(argument_map.nodes[title], again, labels)
                    lines.append("  " * (depth + bool(section)) + lead + words)
    return "\n".join(lines)


def _rests(
    argument_map: ArgumentMap, titles: set[str]
) -> dict[str, list[tuple[str, str]]]:
    """What each of some claims rests on or is attacked by, and how: title → (title,
    how), of these titles only.
    """
    rests: dict[str, list[tuple[str, str]]] = {title: [] for title in titles}
    for kind, source, target in edges(argument_map):
        if {source, target} <= titles:
            rests[target].append((source, JOINED[kind][1]))
    return rests


def tree(
    argument_map: ArgumentMap, titles: list[str]
) -> list[tuple[int, str, str, bool]]:
    """Some claims in the order of an outline, each with how deep it stands, how it is
    joined to the claim above it, its title, and whether it stood before.

    >>> from helpers.maps.argdown import parse
    >>> tree(parse("[A]: One.\\n  <- [B]: Two."), ["A", "B"])
    [(0, '', 'A', False), (1, 'is attacked by', 'B', False)]
    """
    rests = _rests(argument_map, set(titles))
    resting = {source for several in rests.values() for source, _ in several}
    rows: list[tuple[int, str, str, bool]] = []
    shown: set[str] = set()
    # what rests on nothing else here first; then what stands in a circle
    for root in [title for title in titles if title not in resting] + titles:
        if root not in shown:
            below = _below(root, rests, shown)
            rows += [
                (depth, how.strip(), title, again) for depth, how, title, again in below
            ]
    return rows


def steps(
    argument_map: ArgumentMap, title: str
) -> tuple[dict[str, int], dict[str, int]]:
    """How many lines away from a claim stands what bears on it, and what it bears on:
    title → steps, itself 0 in both.

    >>> from helpers.maps.argdown import parse
    >>> steps(parse("[A]: a\\n  <- [B]: b\\n    <- [C]: c"), "B")
    ({'B': 0, 'C': 1}, {'B': 0, 'A': 1})
    """
    below: dict[str, list[str]] = {}
    above: dict[str, list[str]] = {}
    for kind, source, target in edges(argument_map):
        pairs = [(source, target), (target, source)]
        for lower, upper in pairs if kind == "contradictory" else pairs[:1]:
            below.setdefault(upper, []).append(lower)
            above.setdefault(lower, []).append(upper)
    return _away(title, below), _away(title, above)


def _away(title: str, near: dict[str, list[str]]) -> dict[str, int]:
    away = {title: 0}
    ahead = [title]
    for here in ahead:  # which grows on the way
        for other in near.get(here, []):
            if other not in away:
                away[other] = away[here] + 1
                ahead.append(other)
    return away


def _below(
    root: str, rests: dict[str, list[tuple[str, str]]], shown: set[str]
) -> Iterator[tuple[int, str, str, bool]]:
    """A claim and all that it rests on, and so on, as (depth, how, title, whether it
    was shown before); `shown` gets their titles.
    """
    ahead = [(0, "", root)]
    while ahead:
        depth, lead, title = ahead.pop()
        again = title in shown
        yield depth, lead, title, again
        if not again:
            shown.add(title)
            ahead += [
                (depth + 1, f"{how} ", source) for source, how in reversed(rests[title])
            ]


def _line(node: Node, again: bool, labels: dict[str, Label] | None) -> str:
    """A claim as the outline says it: in whose voice, and what it comes to."""
    words = f"{node.title}. {'see above' if again else node.text}".rstrip()
    words += f" ({voice(node)})" if voice(node) else ""
    if labels is None:
        return words
    return f"{words} [{labels[node.title].label}: {labels[node.title].reason}]"
