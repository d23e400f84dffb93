"""What a class may see of its verdicts, of its names of topics and of its games:
nothing that too few people gave, and no group of one or two. Plain rows, by one rule
for a folder and a board.
"""

import collections
import random
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from helpers.discussion.privacy import Minimum
from helpers.store.entries import whole
from helpers.store.folders import LEAST, MINIMUM
from helpers.validation import validated


class Verdicts(NamedTuple):
    """How many people gave each verdict on a claim that splits them."""

    claim: str  # its id
    accept: int
    reject: int
    open: int


class Names(NamedTuple):
    """The names that people gave to a topic of a model, shuffled."""

    model: str
    topic: int
    names: list[str]


class Score(NamedTuple):
    """The first finished intrusion games of people on a model, together."""

    model: str
    people: int
    guessed: int
    rounds: int


@validated
def verdicts(gathered: Sequence[tuple], minimum: Minimum = MINIMUM) -> list[Verdicts]:
    """The claims that split a class, of the (person, entry) pairs of its answers:
    those judged by at least `minimum` people, with no group of one or two.
    """
    counts: dict[str, collections.Counter] = collections.defaultdict(
        collections.Counter
    )
    for entry in _of_kind(gathered, "verdict"):
        if entry["round"] == 1 and entry["value"] in ("accept", "reject", "open"):
            counts[entry["key"]][entry["value"]] += 1
    return [
        Verdicts(claim, count["accept"], count["reject"], count["open"])
        for claim, count in counts.items()
        if _splits(count, max(LEAST, minimum))
    ]


def _of_kind(gathered: Sequence[tuple], kind: str) -> list[dict[str, Any]]:
    return [entry for _, entry in gathered if entry["kind"] == kind]


def _splits(count: collections.Counter, minimum: int) -> bool:
    small = any(people < LEAST for people in count.values())
    both = "accept" in count and "reject" in count
    return both and not small and sum(count.values()) >= minimum


@validated
def names(gathered: Sequence[tuple], minimum: Minimum = MINIMUM) -> list[Names]:
    """The names that a class gave to topics, for each model and topic that enough
    people named.
    """
    given: dict[tuple[str, int], list[str]] = collections.defaultdict(list)
    for entry in _of_kind(gathered, "topic name"):
        model, _, topic = entry["key"].rpartition("/")
        name = entry["value"].strip() if isinstance(entry["value"], str) else ""
        if name and entry["round"] == 1 and re.fullmatch("[1-9][0-9]?", topic):
            given[model, int(topic)].append(whole(name))
    rows = [
        Names(model, topic, sorted(several))
        for (model, topic), several in sorted(given.items())
        if len(several) >= max(LEAST, minimum)
    ]
    for row in rows:
        random.Random(f"{row.model}/{row.topic}").shuffle(row.names)
    return rows


@validated
def scores(gathered: Sequence[tuple], minimum: Minimum = MINIMUM) -> list[Score]:
    """The first finished intrusion game of everyone, pooled for each model that
    enough people played.
    """
    played: dict[str, dict[str, list[int]]] = collections.defaultdict(dict)
    for person, entry in gathered:
        value = entry["value"] if entry["kind"] == "intrusion score" else None
        value = value if isinstance(value, dict) else {}
        numbers: list[Any] = [value.get(name) for name in ("found", "rounds")]
        whole_numbers = all(type(number) is int for number in numbers)
        if whole_numbers and 0 <= numbers[0] <= numbers[1] <= 12:
            model = entry["key"].rpartition("/")[0]
            played[model].setdefault(person, numbers)
    return [
        Score(model, len(games), *map(sum, zip(*games.values())))
        for model, games in sorted(played.items())
        if len(games) >= max(LEAST, minimum)
    ]
