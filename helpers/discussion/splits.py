"""What splits a class or a reader: verdicts on premises and what turns on them, and
what a class made of the topics.
"""

import collections
import functools
import random
import re
from typing import TYPE_CHECKING, Any

from helpers import arguments, texts
from helpers.discussion.gathering import gather
from helpers.discussion.privacy import Minimum
from helpers.discussion.questions import prompt
from helpers.store.answers import Folder, Store
from helpers.store.entries import whole
from helpers.store.folders import LEAST, MINIMUM
from helpers.validation import validated

if TYPE_CHECKING:
    import pandas as pd


@validated
def weighed(prompt_id: str, store: Store) -> "pd.DataFrame":
    """What the claims that a prompt touches come to under the verdicts a person gave in
    session 2: text, claim, comes to.

    A claim of the maps belongs to a prompt when its key is among the prompt's
    `arguments`.
    """
    import pandas as pd

    keys, verdicts, rows = prompt(prompt_id)["arguments"], store.latest("verdict"), []
    for text in texts.load_all():
        argument_map = arguments.load(text.id)
        nodes = argument_map.nodes
        given = {
            title: verdicts.get(_id(nodes[title]))
            for title in arguments.basic(argument_map)
        }
        given = {t: v for t, v in given.items() if v in arguments.VERDICTS}
        labels = arguments.evaluate(argument_map, given)
        for title in _touched(argument_map, keys):
            label = labels[title]
            stands = "stands: " if label.label == "stands" else ""
            claim = f"{title}: {nodes[title].text}"
            rows.append((text.id, claim, f"{stands}{label.reason}"))
    return pd.DataFrame(rows, columns=["text", "claim", "comes to"])


def _touched(argument_map: Any, keys: list[str]) -> list[str]:
    """The titles of the statements that have one of these keys, or are concluded by an
    argument that has.
    """
    nodes = argument_map.nodes
    touched = [title for title, node in nodes.items() if node.data.get("key") in keys]
    touched += [
        step.conclusion for step in argument_map.inferences if step.argument in touched
    ]
    return [t for t in dict.fromkeys(touched) if nodes[t].kind == "statement"]


def _id(node: Any) -> str:
    return str(node.data.get("id"))


@validated
def cruxes(folder: Folder, minimum: Minimum = MINIMUM) -> "pd.DataFrame":
    """The premises that split a class, from its verdicts in session 2: text, claim,
    says, critic, accept, reject, conclusions.

    The widest split comes first. `conclusions` is how many derived claims of the map
    come out otherwise when the premise is rejected instead of accepted, all else left
    as the text has it. A premise counts that at least `minimum` people judged, with no
    group of one or two.
    """
    import pandas as pd

    counts, rows = _verdicts(folder), []
    for text in texts.load_all():
        argument_map = arguments.load(text.id)
        for title in arguments.basic(argument_map):
            node = argument_map.nodes[title]
            count = counts[_id(node)]
            if _splits(count, max(LEAST, minimum)):
                claim = text.id, title, node.text, "critic" in node.tags
                turning = _turning(text.id)[title]
                rows.append((*claim, count["accept"], count["reject"], turning))
    rows.sort(key=lambda row: (-min(row[4], row[5]), -row[6]))
    columns = ["text", "claim", "says", "critic", "accept", "reject", "conclusions"]
    types = {"critic": bool} | dict.fromkeys(columns[4:], "int64")
    return pd.DataFrame(rows, columns=columns).astype(types)


def _verdicts(folder: Folder) -> dict[str, collections.Counter]:
    """How many of a class gave each verdict, by the id of the claim."""
    counts: dict[str, collections.Counter] = collections.defaultdict(
        collections.Counter
    )
    for _, entry in gather(folder, ("verdict",))[0]:
        if entry["round"] == 1 and entry["value"] in ("accept", "reject", "open"):
            counts[entry["key"]][entry["value"]] += 1
    return counts


def _splits(count: collections.Counter, minimum: int) -> bool:
    small = any(people < LEAST for people in count.values())
    both = "accept" in count and "reject" in count
    return both and not small and sum(count.values()) >= minimum


@functools.cache
def _turning(text_id: str) -> dict[str, int]:
    """For each basic claim of a map, how many conclusions turn on it."""
    argument_map = arguments.load(text_id)
    return {
        title: len(arguments.turning(argument_map, title))
        for title in arguments.basic(argument_map)
    }


@validated
def named(folder: Folder, minimum: Minimum = MINIMUM) -> "pd.DataFrame":
    """The names that a class gave to topics, for each model and topic that enough
    people named: model, topic, names (shuffled).
    """
    import pandas as pd

    given: dict[tuple[str, int], list[str]] = collections.defaultdict(list)
    for _, entry in gather(folder, ("topic name",))[0]:
        model, _, topic = entry["key"].rpartition("/")
        name = entry["value"].strip() if isinstance(entry["value"], str) else ""
        if name and entry["round"] == 1 and re.fullmatch("[1-9][0-9]?", topic):
            given[model, int(topic)].append(whole(name))
    rows = [
        (model, topic, sorted(names))
        for (model, topic), names in sorted(given.items())
        if len(names) >= max(LEAST, minimum)
    ]
    for model, topic, names in rows:
        random.Random(f"{model}/{topic}").shuffle(names)
    return pd.DataFrame(rows, columns=["model", "topic", "names"])


@validated
def scores(folder: Folder, minimum: Minimum = MINIMUM) -> "pd.DataFrame":
    """The first finished intrusion game of everyone, pooled for each model that
    enough people played: model, people, found, rounds.
    """
    import pandas as pd

    played: dict[str, dict[str, list[int]]] = collections.defaultdict(dict)
    for person, entry in gather(folder, ("intrusion score",))[0]:
        model, value = entry["key"].rpartition("/")[0], entry["value"]
        value = value if isinstance(value, dict) else {}
        numbers: list[Any] = [value.get(name) for name in ("found", "rounds")]
        whole_numbers = all(type(number) is int for number in numbers)
        if whole_numbers and 0 <= numbers[0] <= numbers[1] <= 12:
            played[model].setdefault(person, numbers)
    rows = [
        (model, len(games), *map(sum, zip(*games.values())))
        for model, games in sorted(played.items())
        if len(games) >= max(LEAST, minimum)
    ]
    return pd.DataFrame(rows, columns=["model", "people", "found", "rounds"])
