"""Small groups for a discussion: who answered a prompt is dealt into groups of a size,
by lot or so that different votes sit together. A person learns a number and no more.
"""

import collections
import random
from collections.abc import Sequence
from typing import Annotated

from helpers.discussion.gathering import Vote
from helpers.validation import Whole, validated


@validated
def dealt(
    votes: dict,
    size: Annotated[int, Whole(2, 12)],
    mixed: bool = False,
    seed: int | None = None,
) -> dict[str, int]:
    """The number of the group of each person, of their votes: person → position, None
    for who gave no answer.

    Groups differ by one person at most, and nobody is left alone. Where they are
    `mixed` each has people from all over the scale, as far as there are any.

    >>> groups = dealt({"a": 1, "b": 1, "c": 5, "d": 5}, size=2, mixed=True, seed=0)
    >>> groups["a"] != groups["b"], groups["c"] != groups["d"], sizes(groups)
    (True, True, [2, 2])
    """
    chance, people = random.Random(seed), sorted(votes)
    chance.shuffle(people)
    if mixed:
        people.sort(key=lambda person: votes[person] or 3)  # no answer: in the middle
    nearest = (2 * len(people) + size) // (2 * size)
    numbers = list(range(1, max(1, min(nearest, len(people) // 2)) + 1))
    chance.shuffle(numbers)  # so that a number says nothing of a vote
    return {person: numbers[n % len(numbers)] for n, person in enumerate(people)}


@validated
def of_votes(
    rows: Sequence[Vote], size: Annotated[int, Whole(2, 12)], mixed: bool = False
) -> dict[str, int]:
    """The small groups of those who answered, of the Vote rows of a prompt."""
    first = {row.person: row.vote for row in rows if row.round == 1}
    return dealt(first, size, mixed)


@validated
def sizes(groups: dict) -> list[int]:
    """How many people are in each group, the largest first."""
    return sorted(collections.Counter(groups.values()).values(), reverse=True)
