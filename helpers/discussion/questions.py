"""The discussion prompts: questions that split a room, each with its passages and a
scale with two named ends.
"""

import functools
from collections.abc import Callable
from typing import Annotated, Any

from helpers import cite, texts
from helpers.errors import SeminarError, TextError
from helpers.store.answers import Store
from helpers.store.entries import Round
from helpers.validation import Whole, Wrong, validated

POSITIONS = range(1, 6)  # of the scale of a prompt, from its first end to its second
_WANTED: dict[str, type] = {
    "id": str,
    "title": str,
    "session": str,
    "minutes": str,
    "passage": list,
    "question": str,
    "scale": list,
    "other_side": str,
    "look_for": str,
    "arguments": list,
    "threads": list,
}
_PARTS: dict[str, type] = {
    "vote": int,
    "why": str,
    "cite": str,
    "quote": str,
    "mind": str,
    "seen": bool,
    "abstain": bool,
}
_FORM: dict[str, Callable[[Any], Any]] = {
    "vote": POSITIONS.__contains__,
    "cite": cite.is_sentence,
}
_ROLE: dict[str, type] = {
    "who": str,
    "year": str,
    "knows": str,
    "opt_out": str,
    "debriefing": str,
}


def _a_prompt(value: object) -> Any:
    if isinstance(value, dict) and not _lacking(value, _WANTED):
        return value
    raise Wrong('a prompt, as discussion.prompt("…") gives it')


def _a_scale(value: object) -> Any:
    if isinstance(value, list | tuple) and list(map(type, value)) == [str, str]:
        return value
    raise Wrong("a list of the two ends of a scale")


Prompt = Annotated[dict[str, Any], _a_prompt]
Position = Annotated[int, Whole(POSITIONS[0], POSITIONS[-1])]


def _while_the_file_stays(read: Callable[[], list]) -> Callable[[], list]:
    """What was read once, for as long as the file is the same."""
    kept: list = []

    @functools.wraps(read)
    def once() -> list:
        listed = texts.listed("prompts.yml")
        if not kept or kept[0] is not listed:
            kept[:] = [listed, read()]
        return kept[1]

    return once


@_while_the_file_stays
def prompts() -> list[dict[str, Any]]:
    """The discussion prompts of texts/prompts.yml, a list of dicts: id, title, session,
    minutes, passage, question, scale, and more.

    Raises TextError, with the prompt and what it lacks, where the file is not as its
    first lines say.

    >>> len([prompt for prompt in prompts() if prompt.get("core")])
    6
    """
    listed, ids = texts.listed("prompts.yml"), set()
    for number, entry in enumerate(listed if isinstance(listed, list) else [], 1):
        where = f"texts/prompts.yml, prompt {number}"
        _refuse_wrong(entry, where)
        if entry["id"] in ids:
            raise TextError(
                f"{where} ({entry['id']}): the id stands twice. Give the second another"
                " one: votes are kept by it."
            )
        ids.add(entry["id"])
    if not ids:
        raise TextError(
            "texts/prompts.yml has no prompts. It is a list; each entry begins with “-"
            " id:”."
        )
    return listed


def _refuse_wrong(entry: Any, where: str) -> None:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise TextError(
            f"{where}: it has no id. Each prompt begins with a line such as “- id:"
            " two-words”."
        )
    where = f"{where} ({entry['id']})"
    _refuse_lacking(entry, _WANTED, where)
    if "role" in entry:
        _refuse_lacking(entry["role"], _ROLE, f"{where}, role")
    if len(entry["scale"]) != 2 or not entry["passage"]:
        raise TextError(
            f"{where}: a scale has two named ends, and a prompt one passage at least."
        )
    try:
        for place in entry["passage"]:
            texts.passage(place)
    except SeminarError as error:
        raise TextError(f"{where}: {error}") from None


def _refuse_lacking(entry: Any, wanted: dict[str, type], where: str) -> None:
    kinds: dict[type, str] = {str: "words", list: "a list in [square brackets]"}
    for name in _lacking(entry, wanted):
        raise TextError(
            f"{where}: `{name}:` is missing, or is not {kinds[wanted[name]]}. The first"
            " lines of the file say what belongs there."
        )


def _lacking(entry: Any, wanted: dict[str, type]) -> list[str]:
    entry = entry if isinstance(entry, dict) else {}
    return [
        name for name, kind in wanted.items() if not isinstance(entry.get(name), kind)
    ]


def prompt(prompt_id: str) -> dict[str, Any]:
    """The prompt with this id; SeminarError with the ids that there are."""
    for entry in prompts():
        if isinstance(prompt_id, str) and entry["id"] == prompt_id:
            return entry
    written = repr(prompt_id)
    written = written if len(written) <= 60 else f"{written[:57]}…"
    raise SeminarError(
        f"There is no prompt {written}. There are:"
        f" {', '.join(entry['id'] for entry in prompts())}."
    )


@validated
def sentences(prompt: Prompt) -> dict[str, str]:
    """The sentences of the passages of a prompt: citation → words."""
    paragraphs = [
        paragraph for place in prompt["passage"] for paragraph in texts.find(place)[1]
    ]
    return {
        cite.sentence(paragraph.cite, number): words
        for paragraph in paragraphs
        for number, words in enumerate(paragraph.sentences, 1)
    }


@validated
def place(position: Position, scale: Annotated[list[str], _a_scale]) -> str:
    """A position on a scale in words.

    >>> [place(n, ["refuted", "fulfilled"]) for n in (1, 2, 3)]
    ['1, refuted', '2, nearer to “refuted”', '3, between']
    """
    nearer = {
        2: f"2, nearer to “{scale[0]}”",
        3: "3, between",
        4: f"4, nearer to “{scale[1]}”",
    }
    return nearer.get(position) or f"{position}, {scale[position > 3]}"


def parts_of(value: Any) -> dict[str, Any]:
    """A kept answer as a dict of what is well formed; a number alone is a vote. Who
    gives no answer gives no vote.
    """
    value = value if isinstance(value, dict) else {"vote": value}
    right = {
        name: value[name]
        for name, kind in _PARTS.items()
        if type(value.get(name)) is kind
    }
    if right.get("abstain"):
        right.pop("vote", None)
    return {
        name: part
        for name, part in right.items()
        if name not in _FORM or _FORM[name](part)
    }


@validated
def is_answered(parts: dict) -> bool:
    """Whether the parts of an answer have a vote, or say that none is given."""
    return "vote" in parts or parts.get("abstain") is True


@validated
def answer(store: Store, prompt_id: str, round: Round = 1) -> dict[str, Any]:
    """What a person answered to a prompt in a round, a dict: vote, why, cite, quote,
    mind; what is missing is left out.
    """
    return parts_of(store.get("vote", prompt(prompt_id)["id"], round))
