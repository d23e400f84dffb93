"""What a class answered: the files of a folder read together, each person once."""

import functools
import itertools
import pathlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers.discussion.questions import POSITIONS, parts_of, prompts
from helpers.store.answers import Folder
from helpers.store.entries import Entry, latest, moment, whole
from helpers.store.folders import SETTINGS, SHARED, File, plain, read
from helpers.validation import validated

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".jsonl", ".json", ".csv", ".md", ".html", ".htm")
Problem = tuple[str, int, str]
_COLUMNS = {
    "person": str,
    "prompt": str,
    "round": "int64",
    "vote": "Int64",
    "why": str,
    "cite": str,
    "time": str,
}


class Vote(NamedTuple):
    """What a person answered last to a prompt in a round; a row of `merge`."""

    person: str
    prompt: str
    round: int
    vote: int | None
    why: str
    cite: str
    time: str


class Abstention(Vote):
    """The row of a person who said that they give no answer; its vote is None."""


@validated
def merge(folder: Folder) -> "pd.DataFrame":
    """The answers of a class to the prompts, the last of each person, prompt and round:
    person, prompt, round, vote, why, cite, time.

    The person is the name of the file. `attrs["problems"]` lists what could not be
    read, or stood twice: (file, line, what).

    >>> len(merge("no such folder"))
    0
    """
    import pandas as pd

    rows, problems = votes(folder)
    merged = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    merged.attrs["problems"] = problems
    return merged


@validated
def votes(folder: Folder) -> tuple[list[Vote], list[Problem]]:
    """The rows of `merge` without a table, and the problems: (file, line, what)."""
    known = tuple(prompt["id"] for prompt in prompts())
    rows, problems = _votes(pathlib.Path(folder), _state(folder), known)
    return [*rows], [*problems]


@functools.lru_cache(maxsize=4)
def _votes(folder: pathlib.Path, state: tuple, known: tuple) -> tuple[list, list]:
    """The votes of a folder in a state: a panel that looks every two seconds asks for
    them several times.
    """
    gathered, problems = gather(folder, ("vote",))
    rows, wrong = votes_of(gathered)
    return rows, problems + wrong


@validated
def votes_of(gathered: Sequence[tuple]) -> tuple[list[Vote], list[Problem]]:
    """The votes among the (person, entry) pairs that `gather` gave, as rows, and what
    is wrong with them.
    """
    known = {prompt["id"] for prompt in prompts()}
    rows, problems = [], []
    for person, entry in gathered:
        if entry["kind"] != "vote":
            continue
        key, parts = entry["key"], parts_of(entry["value"])
        if "vote" not in parts and _has_a_vote(entry["value"]):
            ends = f"{POSITIONS[0]} to {POSITIONS[-1]}"
            problems.append((person, 0, f"the vote on {key[:40]} is none of {ends}"))
        if key not in known:
            problems.append((person, 0, f"no prompt has the id {key[:40]!r}"))
        why, cite = (whole(parts.get(name, "")) for name in ("why", "cite"))
        row = Abstention if parts.get("abstain") else Vote
        vote, time = parts.get("vote"), entry["time"]
        rows.append(row(person, key, entry["round"], vote, why, cite, time))
    return rows, problems


def _has_a_vote(value: Any) -> bool:
    return not isinstance(value, dict) or "vote" in value


@validated
def gather(
    folder: Folder, kinds: Sequence[str] = SHARED
) -> tuple[list[tuple[str, Entry]], list[Problem]]:
    """The last answers of these kinds of everyone in a folder, as (person, entry)
    pairs, and the problems: (file, line, what).
    """
    gathered, problems = _gathered(pathlib.Path(folder), _state(folder), (*kinds,))
    return [*gathered], [*problems]


@functools.lru_cache(maxsize=8)
def _gathered(folder: pathlib.Path, state: tuple, kinds: tuple) -> tuple[list, list]:
    people, problems = _people(folder)
    gathered: list[tuple[str, Entry]] = []
    for person, files in people.items():
        # two machines may add out of turn
        entries = itertools.chain(*(file.entries for file in files))
        gathered += [
            (person, entry)
            for entry in latest(sorted(entries, key=moment))
            if entry["kind"] in kinds
        ]
    return gathered, problems


def forget() -> None:
    """Forget what was gathered: it was deleted."""
    _votes.cache_clear()
    _gathered.cache_clear()


@validated
def known_as(folder: Folder, person: str) -> str:
    """The person to whom the file of a pseudonym belongs: who also handed in a file is
    read under one of the two names.
    """
    own = read(pathlib.Path(folder) / f"{person}.jsonl")
    people = _people(folder)[0].items()
    owners = (name for name, files in people if any(own is file for file in files))
    return next(owners, person)


def _people(folder: Folder) -> tuple[dict[str, list[File]], list[Problem]]:
    """The files that belong to each person of a folder, and the problems."""
    people: dict[str, list[File]] = {}
    problems: list[Problem] = []
    for path in _paths(folder):
        if path.suffix not in SUFFIXES or not plain(path):
            problems.append((path.name, 0, "not a file of answers; it was not read"))
            continue
        file = read(path)
        problems += [(path.name, line, what) for line, what in file.problems]
        twice = len(file.fixed) - len(set(file.fixed))
        if twice:
            what = f"{twice} answers stand twice; they count once"
            problems.append((path.name, 0, what))
        person = _same(people, file)
        if person:
            what = f"some of its answers are those of {person}"
            problems.append((path.name, 0, f"{what}; both count as one person"))
        else:
            problems += _claims(path.name, file)
        name = path.stem if path.stem not in people else path.name
        people.setdefault(person or name, []).append(file)
    return people, problems


def _claims(name: str, file: File) -> list[Problem]:
    """What is to be said of a file whose writer named another as theirs, and could not
    show it.
    """
    claimed = {e["value"] for e in file.entries if e["kind"] == "formerly"}
    claimed -= {name.removesuffix(".jsonl")}  # shown meanwhile
    return [
        (name, 0, f"says that it was {str(before)[:60]}; perhaps one person twice")
        for before in sorted(claimed, key=str)
    ]


def _paths(folder: Folder) -> list[pathlib.Path]:
    """What lies in a folder: a name before its copies, which have longer ones."""
    try:
        paths = list(pathlib.Path(folder).iterdir())
    except (OSError, ValueError):
        return []
    return sorted(
        (path for path in paths if path.name != SETTINGS and path.name[0] != "."),
        key=lambda path: (len(path.name), path.name),
    )


def _state(folder: Folder) -> tuple:
    """What changes when a file of a folder does."""
    state = []
    for path in _paths(folder):
        try:
            status = path.lstat()
        except OSError:  # gone meanwhile
            continue
        state.append(
            (path.name, status.st_mtime_ns, status.st_ctime_ns, status.st_size)
        )
    return tuple(state)


def _same(people: dict[str, list[File]], file: File) -> str | None:
    """The person who wrote some of this file already."""
    for person, files in people.items():
        if any(file.marked & other.marked for other in files):
            return person
    return None
