"""What splits a class or a reader: verdicts on premises and what turns on them, and
what a class made of the topics.
"""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers import arguments, texts
from helpers.discussion import tallies
from helpers.discussion.gathering import gather
from helpers.discussion.privacy import Minimum
from helpers.discussion.questions import prompt
from helpers.store.answers import Folder, Store
from helpers.store.folders import MINIMUM
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


class Crux(NamedTuple):
    """A premise that splits a class, and how many conclusions turn on it."""

    text: str
    claim: str
    says: str
    critic: bool
    accept: int
    reject: int
    conclusions: int


@validated
def crux_rows(verdicts: Sequence[tuple]) -> list[Crux]:
    """The premises of the maps that split a class, of the rows of
    `tallies.verdicts`; the widest split comes first.
    """
    counts, rows = {row[0]: row for row in verdicts}, []
    for text in texts.load_all():
        argument_map = arguments.load(text.id)
        for title in arguments.basic(argument_map):
            node = argument_map.nodes[title]
            if count := counts.get(_id(node)):
                claim = text.id, title, node.text, "critic" in node.tags
                turning = _turning(text.id)[title]
                rows.append(Crux(*claim, count[1], count[2], turning))
    return sorted(
        rows, key=lambda row: (-min(row.accept, row.reject), -row.conclusions)
    )


class Common(NamedTuple):
    """A premise that both sides of a class accept."""

    text: str
    claim: str
    says: str
    conclusions: int


@validated
def common_rows(accepted: Sequence[str]) -> list[Common]:
    """The premises of the maps with these ids, those first on which most turns; what
    both sides accept, of the `sides` of a class.
    """
    rows = []
    for text in texts.load_all():
        argument_map = arguments.load(text.id)
        for title in arguments.basic(argument_map):
            node = argument_map.nodes[title]
            if _id(node) in accepted:
                turning = _turning(text.id)[title]
                rows.append(Common(text.id, title, node.text, turning))
    return sorted(rows, key=lambda row: -row.conclusions)


@functools.cache
def _turning(text_id: str) -> dict[str, int]:
    """For each basic claim of a map, how many conclusions turn on it."""
    argument_map = arguments.load(text_id)
    return {
        title: len(arguments.turning(argument_map, title))
        for title in arguments.basic(argument_map)
    }


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

    rows = crux_rows(tallies.verdicts(gather(folder, ("verdict",))[0], minimum))
    columns = list(Crux._fields)
    types = {"critic": bool} | dict.fromkeys(columns[4:], "int64")
    return pd.DataFrame(rows, columns=columns).astype(types)


@validated
def named(folder: Folder, minimum: Minimum = MINIMUM) -> "pd.DataFrame":
    """The names that a class gave to topics, for each model and topic that enough
    people named: model, topic, names (shuffled).
    """
    import pandas as pd

    rows = tallies.names(gather(folder, ("topic name",))[0], minimum)
    return pd.DataFrame(rows, columns=["model", "topic", "names"])


@validated
def scores(folder: Folder, minimum: Minimum = MINIMUM) -> "pd.DataFrame":
    """The first finished intrusion game of everyone, pooled for each model that
    enough people played: model, people, found, rounds.
    """
    import pandas as pd

    rows = tallies.scores(gather(folder, ("intrusion score",))[0], minimum)
    return pd.DataFrame(rows, columns=["model", "people", "found", "rounds"])
