"""What follows from a reader's verdicts on a map, and why, in words.

It is what follows from the verdicts, never what is true.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, NamedTuple

from helpers.errors import ArgumentError
from helpers.maps.model import ArgumentMap
from helpers.maps.network import Name, Network, Value, reached, title_of
from helpers.validation import Wrong, validated

LABELS = {True: "stands", False: "falls", None: "open"}


def _verdicts(given: object) -> dict[str, str]:
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return dict(given)
    raise Wrong('verdicts by title, such as {"a title": "reject"}')


#: Verdicts by title; none where it is None.
Verdicts = Annotated[Mapping[str, str] | None, _verdicts]


class Label(NamedTuple):
    """What a claim comes to under some verdicts: "stands", "falls" or "open", and why,
    in words.
    """

    label: str
    reason: str


def _labels(given: object) -> dict[str, Label]:
    if isinstance(given, dict) and all(isinstance(n, Label) for n in given.values()):
        return given
    raise Wrong("labels by title, as arguments.evaluate gives them")


#: What each claim of a map comes to, as `evaluate` gives it.
Labels = Annotated[dict[str, Label], _labels]


@validated
def basic(argument_map: ArgumentMap) -> list[str]:
    """The claims, and arguments without premises, on which a reader gives a verdict:
    those that nothing in the map supports; titles.

    >>> from helpers.maps.argdown import parse
    >>> basic(parse("[A]: a\\n  <+ [B]: b"))
    ['B']
    """
    return list(Network(argument_map).basic)


@validated
def evaluate(argument_map: ArgumentMap, verdicts: Verdicts = None) -> dict[str, Label]:
    """What every claim and argument comes to under these verdicts (title → "accept",
    "reject" or "open"): title → Label.

    A claim without a verdict counts as accepted, but what is only reported, contested
    or from critics counts as open. Raises MapError for a verdict on an unknown or a
    derived claim, or one that is none of the three.

    >>> from helpers.maps.argdown import parse
    >>> small = parse("[A]: a\\n  <- [B]: b #reported")
    >>> evaluate(small, {"B": "accept"})["A"]
    Label(label='falls', reason='answered by [B], which stands')
    """
    verdicts = verdicts or {}
    network = Network(argument_map)
    network.refuse_wrong(verdicts)
    values = network.values(verdicts)
    return {
        title: Label(LABELS[values[title]], _reason(title, network, values, verdicts))
        for title in argument_map.nodes
    }


def labels_of(
    argument_map: ArgumentMap,
    verdicts: Mapping[str, str] | None,
    labels: dict[str, Label] | None,
) -> dict[str, Label]:
    """The labels given, if they are those of this map; where none are given, what
    `evaluate` gives.
    """
    if labels is None:
        return evaluate(argument_map, verdicts)
    if labels.keys() != argument_map.nodes.keys():
        raise ArgumentError(
            "These labels are of another map. Ask arguments.evaluate for this one."
        )
    return labels


def names(titles: Iterable[Name]) -> str:
    """Some titles in a sentence: [A], [B] and [C]."""
    shown = [f"[{title}]" for title in dict.fromkeys(map(title_of, titles))]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def do(titles: Iterable[Name]) -> str:
    """The verb that follows some titles: one does not stand, two do not."""
    return "does" if len(set(titles)) == 1 else "do"


def _reason(
    title: str,
    network: Network,
    values: dict[Name, Value],
    verdicts: Mapping[str, str],
) -> str:
    """Why a node has its value, in words."""
    if values[title] is True:
        return _why_it_stands(title, network, values, verdicts)
    standing = [name for name in network.attackers[title] if values[name] is True]
    if standing:
        stand = "stands" if len(standing) == 1 else "stand"
        return f"answered by {names(standing)}, which {stand}"
    if values[title] is False:
        return _why_it_falls(title, network, values, verdicts)
    return _why_it_is_open(title, network, values, verdicts)


def _why_it_stands(title, network, values, verdicts) -> str:
    answered = [name for name in network.attackers[title] if values[name] is False]
    also = f"; {names(answered)} {do(answered)} not stand against it"
    also = also if answered else ""
    if title in network.basic:
        judged = title in verdicts
        own = "you accepted it" if judged else "accepted, since you have not judged it"
        return own + also
    below = network.premises.get(title) or [
        reason for reason in network.reasons[title] if values[reason] is True
    ]
    stand = "stands" if len(set(below)) == 1 else "stand"
    return f"{names(below)} {stand}{also}"


def _why_it_falls(title, network, values, verdicts) -> str:
    if title in network.basic:
        return "you rejected it"

    def fallen(name: Name) -> list[Name]:
        return [other for other in network.below(name) if values[other] is False]

    bearing = reached(title, fallen)
    rejected = [
        name
        for name in network.basic
        if verdicts.get(name) == "reject" and name in bearing
    ]
    near = fallen(title)
    return "unsupported here: " + (
        f"you rejected {names(rejected)}"
        if rejected
        else f"{names(near)} {do(near)} not stand"
    )


def _why_it_is_open(title, network, values, verdicts) -> str:
    if title in network.basic and network.verdict(title, verdicts) is None:
        return "you left it open" if title in verdicts else "open until you judge it"
    in_circle = title in reached(title, network.below)
    if in_circle and not any(
        name in network.basic and values[name] is None
        for name in network.bearing_on(title)
    ):
        return "open: its reasons go in a circle, and rest on nothing outside it"
    waiting = [name for name in network.near(title) if values[name] is None]
    return f"open, because of {names(waiting)}"
