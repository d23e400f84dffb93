"""On what a map turns: the verdicts that would unseat a claim, what a change did, and
what cannot be held together.
"""

import itertools
import math
from collections.abc import Mapping

from helpers.errors import ArgumentError, MapError
from helpers.maps.evaluation import Labels, Verdicts, labels_of
from helpers.maps.model import ArgumentMap, refuse_unknown
from helpers.maps.network import Name, Network, title_of
from helpers.validation import Count, validated

_TRIED = 2_000_000  # sets of verdicts: more would take too long


@validated
def cruxes(
    argument_map: ArgumentMap, title: str, verdicts: Verdicts = None, most: Count = 3
) -> list[dict[str, str]]:
    """The smallest sets of changed verdicts after which a claim no longer stands: a
    list of {title: verdict}, smallest first.

    Each set is minimal: with any one of its verdicts left as it was, the claim would
    stand. Sets of up to `most` verdicts are tried; a claim that does not stand now has
    none. Raises MapError where there are too many sets to try.

    >>> from helpers.maps.argdown import parse
    >>> cruxes(parse("[C]: c\\n  <+ [P]: p\\n  <+ [Q]: q"), "C")
    [{'P': 'reject', 'Q': 'reject'}]
    """
    verdicts = verdicts or {}
    network = Network(argument_map)
    network.refuse_wrong(verdicts)
    refuse_unknown(argument_map, [title])
    bearing = network.bearing_on(title)
    among: dict[Name, None] = dict.fromkeys(
        n for n in network.attackers if n in bearing
    )
    if network.values(verdicts, among)[title] is not True:
        return []
    changes = _changes(network, among, verdicts)
    most = min(most, len({name for name, _ in changes}))
    _refuse_too_many(len(changes), most)
    minimal: list[dict[str, str]] = []
    for size in range(1, most + 1):
        for chosen in itertools.combinations(changes, size):
            given = dict(chosen)
            if len(given) < size or any(m.items() <= given.items() for m in minimal):
                continue
            if network.values({**verdicts, **given}, among)[title] is not True:
                minimal.append(given)
    return minimal


def _changes(
    network: Network, among: Mapping[Name, None], verdicts: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The verdicts that differ from what each basic claim counts as now."""
    return [
        (title, verdict)
        for title in network.basic
        if title in among
        for verdict, value in (("reject", False), ("accept", True))
        if value != network.verdict(title, verdicts)
    ]


def _refuse_too_many(changes: int, most: int) -> None:
    if sum(math.comb(changes, size) for size in range(1, most + 1)) > _TRIED:
        raise MapError(
            f"Sets of up to {most} verdicts out of {changes} are too many to try. Ask"
            " for a smaller `most`."
        )


@validated
def turning(argument_map: ArgumentMap, title: str) -> list[str]:
    """The derived claims that come out otherwise when a basic claim is rejected instead
    of accepted, all else left as it is; titles.

    >>> from helpers.maps.argdown import parse
    >>> turning(parse("[A]: a\\n  <+ [B]: b"), "B")
    ['A']
    """
    network = Network(argument_map)
    network.refuse_wrong({title: "reject"})
    accepted = network.values({title: "accept"})
    rejected = network.values({title: "reject"})
    return [
        claim
        for claim, node in argument_map.nodes.items()
        if node.kind == "statement"
        and claim not in network.basic
        and accepted[claim] != rejected[claim]
    ]


@validated
def changed(before: Labels, after: Labels) -> list[str]:
    """What a change of verdicts did: the titles whose label differs between two
    evaluations of one map, in its order.
    """
    if before.keys() != after.keys():
        raise ArgumentError(
            "changed: these are evaluations of two maps, and wanted are two of one."
        )
    return [title for title in after if after[title].label != before[title].label]


@validated
def conflicts(
    argument_map: ArgumentMap, verdicts: Verdicts, labels: Labels | None = None
) -> list[tuple[str, str]]:
    """The pairs (claim, objection) of which a reader must give one up: the claim is
    accepted, the objection stands or is accepted too.

    `labels` is what `evaluate` gave for these verdicts, where it is at hand.

    >>> from helpers.maps.argdown import parse
    >>> conflicts(parse("[A]: a\\n  <- [B]: b"), {"A": "accept", "B": "accept"})
    [('A', 'B')]
    """
    verdicts = verdicts or {}
    network = Network(argument_map)
    network.refuse_wrong(verdicts)
    labels = labels_of(argument_map, verdicts, labels)
    pairs: list[tuple[str, str]] = []
    for title, verdict in verdicts.items():
        for attacker in network.attackers[title] if verdict == "accept" else []:
            objection = title_of(attacker)
            label = labels[objection].label
            insisted = verdicts.get(objection) == "accept" and label != "falls"
            if (label == "stands" or insisted) and (objection, title) not in pairs:
                pairs.append((title, objection))
    return pairs
