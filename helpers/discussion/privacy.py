"""What may be shown of a class: nothing below a minimum, no group of one or two, and
reasons in no order of persons.
"""

import collections
import hashlib
import itertools
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, NamedTuple

from helpers.discussion.conduct import control, counts, hides, is_fixed, reason_id
from helpers.discussion.gathering import Abstention, Vote
from helpers.discussion.questions import POSITIONS, prompt
from helpers.errors import ArgumentError
from helpers.store.folders import LEAST, MINIMUM
from helpers.validation import Seed, Whole, Wrong, validated

Minimum = Annotated[int, Whole(0, 1_000_000)]
Groups = list[tuple[tuple[int, ...], list[int]]]


class Room(NamedTuple):
    """What may be shown of a class and a prompt: groups of positions with their
    number of people, and reasons in no order of persons.
    """

    voted: int  # people who voted in the first round
    again: int  # and in the second
    votes: list  # (positions, people in each round) pairs; empty below the minimum
    # (directions, [people]) pairs of those who voted twice; directions are -1, 0 and 1
    moved: list
    reasons: list  # (why, cite) of the first round, shuffled
    later: list  # and of the second
    abstained: int = 0  # people who gave no answer; 0 where they are fewer than five
    #: Whether nothing but numbers is shown to this person now.
    locked: bool = False
    #: The rounds of this person whose reason the instructor withholds.
    withheld_own: tuple[int, ...] = ()
    group: int = 0  # the number of this person's small group


def _merged(value: Any) -> list[Vote]:
    """The rows of what `merge` or `votes` gave."""
    if isinstance(value, list) and all(isinstance(row, Vote) for row in value):
        return value
    columns = getattr(value, "columns", None)
    if columns is None or not set(Vote._fields) <= set(columns):
        raise Wrong("the votes of a class, as discussion.merge(folder) gives them")
    rows = value[list(Vote._fields)]
    missing = rows["vote"].isna()
    return [
        row._replace(round=int(row.round), vote=None if none else int(row.vote or 0))
        for none, row in zip(missing, map(Vote._make, rows.itertuples(index=False)))
    ]


def _few(value: object) -> Any:
    if isinstance(value, list | tuple | range) and 0 < len(value) <= 12:
        return tuple(value)
    raise Wrong("a list of one to twelve positions")


@validated
def room(
    merged: Annotated[Any, _merged],
    prompt_id: str,
    minimum: Minimum = MINIMUM,
    seed: Seed = 0,
) -> Room:
    """What may be shown of the answers to a prompt: nothing below the minimum (at
    least LEAST), and no group of one or two.

    `merged` are the votes of a class as `merge` or `votes` gives them.
    """
    prompt(prompt_id)
    minimum = max(LEAST, minimum)
    merged = [row for row in merged if row.prompt == prompt_id]
    silent = [row for row in merged if isinstance(row, Abstention) and row.round == 1]
    rows = [row for row in merged if row.vote is not None]
    given = {turn: [row for row in rows if row.round == turn] for turn in (1, 2)}
    first, second = ({row.person: row.vote for row in given[turn]} for turn in (1, 2))
    reasons = {turn: _reasons(given[turn], minimum, seed) for turn in (1, 2)}
    shown = [votes.values() for votes in (first, second) if len(votes) >= minimum]
    votes = groups(shown) if len(first) >= minimum else []
    moved = _moved(first, second, minimum)
    abstained = len(silent) if len(silent) >= max(MINIMUM, minimum) else 0
    given_reasons = reasons[1], reasons[2]
    return Room(len(first), len(second), votes, moved, *given_reasons, abstained)


@validated
def shown(
    rows: Annotated[Any, _merged],
    prompt_id: str,
    settings: dict,
    person: str | None = None,
    closed: Sequence[int] | None = None,
) -> Room:
    """The room that a person may see now, of the Vote rows of a class and its settings;
    without a person, what the whole class may see on a wall.

    Nothing but numbers is shown while the control of the prompt hides the class, nor to
    a person who has not answered. A board names the rounds that the person `closed`,
    and shows nothing while another one is begun; with a folder the card holds that.
    """
    rule = control(settings, prompt_id)
    rows = [row for row in rows if row.prompt == prompt_id and counts(rule, row.time)]
    full = room(rows, prompt_id, settings["minimum"])
    own = [row for row in rows if row.person == person and row.round in (1, 2)]
    withheld = set(rule["withheld"])
    mine = (row.round for row in own if reason_id(*_reason(row)) in withheld)
    more: dict[str, Any] = {
        "withheld_own": tuple(sorted(mine)),
        "group": rule["groups"].get(person, 0),
    }
    if hides(rule) or (person is not None and not _may_see(own, rule, closed)):
        return Room(full.voted, full.again, [], [], [], [], locked=True, **more)
    for turn, name in ((1, "reasons"), (2, "later")):
        more[name] = [
            reason
            for reason in getattr(full, name)
            if reason_id(prompt_id, turn, *reason) not in withheld
        ]
    return full._replace(**more)


def _reason(row: Vote) -> tuple[str, int, str, str]:
    return row.prompt, row.round, row.why, row.cite


def _may_see(own: list[Vote], rule: dict, closed: Sequence[int] | None) -> bool:
    """Whether a person with these rows has answered, and has closed what was begun."""
    answered = any(
        row.round == 1 and (row.vote or isinstance(row, Abstention)) for row in own
    )
    return answered and (
        closed is None
        or all(
            row.round in closed or is_fixed(rule, row.round, row.time) for row in own
        )
    )


def _moved(first: dict, second: dict, minimum: int) -> Groups:
    both = [(first[person], second[person]) for person in second if person in first]
    steps = [(last > before) - (last < before) for before, last in both]
    return groups([steps], (-1, 0, 1)) if len(both) >= minimum else []


def _reasons(rows: list[Vote], minimum: int, seed: int) -> list[tuple[str, str]]:
    """The reasons of a round, where enough people gave one."""
    written = [row for row in rows if row.why.strip()]
    if len({row.person for row in rows}) < minimum or len(written) < minimum:
        return []

    # In no order of persons, and such that another reason comes between and moves none.
    def order(reason: tuple[str, str]) -> bytes:
        drawn = repr((seed, rows[0].prompt, rows[0].round, reason))
        return hashlib.sha256(drawn.encode()).digest()

    return sorted([(row.why, row.cite) for row in written], key=order)


@validated
def groups(
    several: Sequence[Iterable[int]],
    positions: Annotated[Iterable[int], _few] = POSITIONS,
    least: Annotated[int, Whole(1, 1_000_000)] = LEAST,
) -> Groups:
    """Positions in the finest groups of neighbours of which none has one or two people
    in any of several votes.

    Returns (positions, people in each vote) pairs; nothing when even all together are
    too few.

    >>> groups([[1, 1, 1, 2, 5, 5, 5, 5]])
    [((1, 2), [4]), ((3,), [0]), ((4,), [0]), ((5,), [4])]
    """
    positions = tuple(positions)
    counts = [collections.Counter(votes) for votes in several]
    strange = [vote for count in counts for vote in count if vote not in positions]
    if strange:
        raise ArgumentError(
            f"groups: {strange[0]!r} is none of the positions"
            f" {', '.join(map(str, positions))}. Give them all in `positions`."
        )
    best: Groups = []
    for cuts in itertools.product((False, True), repeat=len(positions) - 1):
        edges = [0, *(n for n, cut in enumerate(cuts, 1) if cut), len(positions)]
        parts = [positions[start:end] for start, end in itertools.pairwise(edges)]
        people = [[sum(count[at] for at in part) for count in counts] for part in parts]
        hidden = any(0 < many < least for row in people for many in row)
        if len(parts) > len(best) and not hidden:
            best = list(zip(parts, people))
    return best
