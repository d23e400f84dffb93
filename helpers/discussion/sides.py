"""What each side of a class relies on, and what both sides accept. Plain rows, by one
rule for a folder and a board: nothing of fewer people than the minimum, no group of one
or two. Who holds what is never looked for in the votes: the sides are the two halves of
the scale, and nothing is clustered.
"""

import collections
from collections.abc import Sequence
from typing import Any, NamedTuple

from helpers.discussion import conduct
from helpers.discussion.gathering import Vote, votes_of
from helpers.discussion.privacy import groups
from helpers.discussion.questions import prompt
from helpers.store.folders import LEAST
from helpers.validation import validated

_HALVES = ((1, 2), (4, 5))  # the positions on either side of the middle


class Side(NamedTuple):
    """The people on one side of a scale, and the sentences that they cite."""

    end: int  # 0 or 1: which end of the scale is theirs
    people: int
    cited: list  # (citation, people) pairs, the most cited first
    others: int  # people who cite another sentence, or none


class Sides(NamedTuple):
    """The sides that may be shown, and the premises that both of them accept."""

    sides: list  # of Side
    accepted: list  # ids of claims


@validated
def sides(
    gathered: Sequence[tuple], prompt_id: str, settings: dict, hidden: bool = False
) -> Sides:
    """The sides of a class on a prompt in its first vote, of the (person, entry) pairs
    of its votes and verdicts; nothing while the class is `hidden` from all but its
    instructor, who asks for them also then.

    A side is made of whole bars of the picture of that vote, so that no more can be
    reckoned from the two together than from the picture alone. A premise is accepted by
    a side where at least three of it accept it, and more than reject it or leave it
    open; how many is not said.
    """
    rule = conduct.control(settings, prompt(prompt_id)["id"])
    if conduct.hides(rule) and not hidden:
        return Sides([], [])
    on_prompt = [pair for pair in gathered if pair[1]["key"] == prompt_id]
    rows = {
        row.person: row
        for row in votes_of(on_prompt)[0]
        if row.round == 1 and row.vote and conduct.counts(rule, row.time)
    }
    if len(rows) < max(LEAST, settings["minimum"]):
        return Sides([], [])
    halves = _halves(rows)
    shown = [_side(end, half) for end, half in enumerate(halves) if half]
    return Sides(shown, _accepted(gathered, halves) if all(halves) else [])


def _halves(rows: dict[str, Vote]) -> list[list[Vote]]:
    """The votes on each side, as far as they stand in bars of that side alone."""
    bars = groups([[row.vote or 0 for row in rows.values()]])
    halves = []
    for half in _HALVES:
        within = {at for bar, _ in bars if set(bar) <= set(half) for at in bar}
        halves.append([row for row in rows.values() if row.vote in within])
    return halves


def _side(end: int, half: list[Vote]) -> Side:
    """A side, with each sentence that three people of it cite. The others are none or
    three at the least: where they would be one or two, the sentence that is cited least
    goes to them.
    """
    counts = collections.Counter(row.cite for row in half if row.cite)
    by_number = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    cited = [(place, people) for place, people in by_number if people >= LEAST]
    others = len(half) - sum(people for _, people in cited)
    while cited and 0 < others < LEAST:
        others += cited.pop()[1]
    return Side(end, len(half), cited, others)


def _accepted(gathered: Sequence[tuple], halves: list[list[Vote]]) -> list[str]:
    """The premises that both sides accept."""
    side_of = {row.person: end for end, half in enumerate(halves) for row in half}
    given: dict[str, Any] = collections.defaultdict(
        lambda: (collections.Counter(), collections.Counter())
    )
    for person, entry in gathered:
        if entry["kind"] == "verdict" and entry["round"] == 1 and person in side_of:
            value = entry["value"] if isinstance(entry["value"], str) else ""
            given[entry["key"]][side_of[person]][value] += 1
    return sorted(claim for claim, both in given.items() if all(map(_accepts, both)))


def _accepts(count: collections.Counter) -> bool:
    accept = count["accept"]
    return accept >= LEAST and accept > count["reject"] + count["open"]
