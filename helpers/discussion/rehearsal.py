"""A rehearsal: a folder of answers that are plainly marked as invented."""

import pathlib
import random
from collections.abc import Iterator
from typing import Annotated, Any

from helpers import arguments, texts
from helpers.discussion.questions import POSITIONS, prompts, sentences
from helpers.errors import AnswerError
from helpers.store.answers import Answers, Folder
from helpers.store.entries import Entry
from helpers.store.folders import exists, prepare
from helpers.validation import Seed, Whole, validated

_MODEL = "nmf/6/0/paragraph/ours"


@validated
def rehearse(
    folder: Folder, students: Annotated[int, Whole(1, 1000)] = 24, seed: Seed = 0
) -> pathlib.Path:
    """Fill a folder with answers that are plainly marked as invented, for an
    instructor to practise with; returns the folder.
    """
    folder = pathlib.Path(folder)
    # asked before anything is written: a real class keeps its date of deletion
    if exists(folder) and any(folder.glob("*.jsonl")):
        raise AnswerError(
            f"The folder {folder} has answers in it. Choose an empty one, so that"
            " invented answers never stand among real ones."
        )
    prepare(folder, rehearsal=True)
    chance = random.Random(seed)
    maps = [arguments.load(text.id) for text in texts.load_all()]
    claims = [
        str(argument_map.nodes[title].data.get("id"))
        for argument_map in maps
        for title in arguments.basic(argument_map)
    ]
    cited = {prompt["id"]: list(sentences(prompt)) for prompt in prompts()}
    for number in range(1, students + 1):
        entries = [*_votes(chance, cited), *_rest(chance, claims)]
        Answers(folder, f"invented-{number:02}").write(entries)
    return folder


def _votes(chance: random.Random, cited: dict[str, list[str]]) -> Iterator[Entry]:
    for prompt in prompts():
        first = chance.choice(POSITIONS)
        second = min(5, max(1, first + chance.choice((-1, 0, 0, 0, 1))))
        for turn, vote in ((1, first), (2, second)):
            end = (
                f"the end “{prompt['scale'][vote > 3]}”" if vote != 3 else "the middle"
            )
            why = (
                f"Invented, {'from' if turn == 1 else 'still or now from'} {end}: no"
                " one wrote this. A reason would stand here."
            )
            cite = chance.choice(cited[prompt["id"]])
            answer = {"vote": vote, "why": why, "cite": cite}
            yield _invented("vote", prompt["id"], answer, turn)


def _rest(chance: random.Random, claims: list[str]) -> Iterator[Entry]:
    for claim in claims:
        yield _invented("verdict", claim, chance.choice(("accept", "reject")))
    for topic in range(1, 7):
        name = f"Invented name {chance.randint(1, 9)}"
        yield _invented("topic name", f"{_MODEL}/{topic}", name)
    score = {"found": chance.randint(2, 6), "rounds": 6}
    yield _invented("intrusion score", f"{_MODEL}/0", score)


def _invented(kind: str, key: str, value: Any, round: int = 1) -> Entry:
    return {
        "time": "2000-01-01T00:00:00+00:00",
        "kind": kind,
        "key": key,
        "round": round,
        "value": value,
    }
