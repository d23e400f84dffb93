"""What each side of a class relies on and what both accept, under the rule of a minimum
and of no group of one or two; and small groups.
"""

import collections
import json
import random

import pytest
from of_class import PROMPT, shared

from helpers import arguments, discussion
from helpers.discussion import conduct, privacy, small_groups
from helpers.discussion.sides import Side, Sides, sides

TIME = "2026-12-01T10:00:00.5+00:00"
SETTINGS = {"minimum": 5, "prompts": {}}
A, B, C = "1906:34.1", "1906:34.2", "1936:8.6"
NOTHING = Sides([], [])


def entry(kind, key, value, round=1):
    return {"time": TIME, "kind": kind, "key": key, "round": round, "value": value}


def voted(*votes):
    """The (person, entry) pairs of people who vote and cite."""
    return [
        (f"p{n}", entry("vote", PROMPT, {"vote": position, "cite": cite}))
        for n, (position, cite) in enumerate(votes)
    ]


def judged(claim, verdicts):
    return [(f"p{n}", entry("verdict", claim, v)) for n, v in enumerate(verdicts) if v]


TWO = [(1, A)] * 3 + [(5, C)] * 3


def test_each_side_has_the_sentences_that_three_of_it_cite():
    votes = [(1, A)] * 4 + [(2, B)] * 3 + [(5, C)] * 3 + [(5, A)] * 3
    assert sides(voted(*votes), PROMPT, SETTINGS).sides == [
        Side(0, 7, [(A, 4), (B, 3)], 0),
        Side(1, 6, [(A, 3), (C, 3)], 0),
    ]


def test_where_one_or_two_are_left_they_are_no_group_by_themselves():
    votes = [(1, A)] * 4 + [(1, B)] * 3 + [(1, C)] + [(5, C)] * 3
    first, _ = sides(voted(*votes), PROMPT, SETTINGS).sides
    assert first == Side(0, 8, [(A, 4)], 4)
    alone = sides(voted(*[(1, A)] * 4, (1, B), *[(5, C)] * 3), PROMPT, SETTINGS).sides
    assert alone[0] == Side(0, 5, [], 5)


def test_below_the_minimum_and_below_three_on_a_side_nothing_is_said():
    assert sides(voted(*TWO[:4]), PROMPT, SETTINGS) == NOTHING
    assert sides(voted(*TWO), PROMPT, SETTINGS | {"minimum": 7}) == NOTHING
    few = sides(voted(*[(1, A)] * 5, (5, C), (5, C)), PROMPT, SETTINGS)
    assert [side.end for side in few.sides] == []  # the bars from 2 to 5 are one


def test_no_side_tells_more_than_the_picture_of_the_votes():
    chance = random.Random(0)
    for _ in range(300):
        votes = [
            (chance.choice(range(1, 6)), chance.choice((A, B, C, "")))
            for _ in range(chance.randint(5, 24))
        ]
        bars = privacy.groups([[position for position, _ in votes]])
        shown = sides(voted(*votes), PROMPT, SETTINGS).sides
        for side in shown:
            half = {1, 2} if side.end == 0 else {4, 5}
            within = [people for bar, (people,) in bars if set(bar) <= half]
            assert side.people == sum(within)
            numbers = [people for _, people in side.cited]
            assert sum(numbers) + side.others == side.people
            assert all(people >= 3 for people in numbers)
            assert side.others == 0 or side.others >= 3


def test_a_premise_is_common_where_three_of_each_side_and_most_accept_it():
    yes, no = "accept", "reject"
    for verdicts, common in (
        ([yes] * 6, True),
        ([yes] * 5 + [no], False),
        ([yes] * 3 + [None] * 3, False),
        ([yes] * 5, False),
        ([no] * 6, False),
    ):
        rows = voted(*TWO) + judged("1906-001", verdicts)
        expected = ["1906-001"] if common else []
        assert sides(rows, PROMPT, SETTINGS).accepted == expected
    more = voted(*[(1, A)] * 6, *[(5, C)] * 3)
    for last, common in (([yes, no, no], True), ([no, no, "open"], False)):
        rows = more + judged("1906-001", [yes] * 3 + last + [yes] * 3)
        assert bool(sides(rows, PROMPT, SETTINGS).accepted) == common


def test_what_was_voted_before_or_again_or_not_at_all_is_of_no_side():
    silent = [("p9", entry("vote", PROMPT, {"abstain": True}))]
    again = [(f"p{n}", entry("vote", PROMPT, {"vote": 3}, 2)) for n in range(6)]
    other = [("p8", entry("vote", "inevitable-and-betrayed", {"vote": 1}))]
    rows = voted(*TWO) + silent + again + other
    assert [side.people for side in sides(rows, PROMPT, SETTINGS).sides] == [3, 3]
    since = {"since": "2026-12-01T11:00:00+00:00"}
    anew = SETTINGS | {"prompts": {PROMPT: since}}
    assert sides(rows, PROMPT, anew) == NOTHING


@pytest.mark.parametrize("hidden", [{"shown": False}, {"open": 2}])
def test_while_the_class_is_hidden_its_sides_are_too(hidden, tmp_path):
    settings = SETTINGS | {"prompts": {PROMPT: conduct.CONTROL | hidden}}
    assert sides(voted(*TWO), PROMPT, settings) == NOTHING
    for n, (position, cite) in enumerate(TWO):
        store = shared(tmp_path, f"p{n}", 5)
        store.keep("vote", PROMPT, {"vote": position, "cite": cite})
        store.keep("verdict", "1906-001", "accept")
    conducted = discussion.conducted(tmp_path / "class")
    conducted.set_control(PROMPT, **hidden)
    assert conducted.wall.sides(PROMPT) == NOTHING
    hers = conducted.sides(PROMPT)  # she alone sees them before
    assert ([side.people for side in hers.sides], hers.accepted) == (
        [3, 3],
        ["1906-001"],
    )
    conducted.set_control(PROMPT, open=0, shown=True)
    assert conducted.wall.sides(PROMPT) == hers


def test_common_premises_are_named_from_the_maps_those_first_on_which_most_turns():
    argument_map = arguments.load("1906")
    ids = {
        str(argument_map.nodes[title].data.get("id")): title
        for title in arguments.basic(argument_map)
    }
    rows = discussion.common_rows([*ids])
    assert {row.claim for row in rows} == set(ids.values())
    turning = [row.conclusions for row in rows]
    assert turning == sorted(turning, reverse=True)
    assert all(row.text == "1906" and row.says for row in rows)
    assert discussion.common_rows(["no id"]) == []


# Small groups


@pytest.mark.parametrize("size", [2, 3, 4, 6])
@pytest.mark.parametrize("mixed", [True, False])
def test_groups_are_of_a_size_and_nobody_is_alone(size, mixed):
    for many in range(2, 40):
        votes = {f"p{n}": n % 5 + 1 for n in range(many)}
        groups = small_groups.dealt(votes, size, mixed, seed=many)
        assert set(groups) == set(votes)
        several = small_groups.sizes(groups)
        assert sum(several) == many
        assert max(several) - min(several) <= 1
        assert min(several) >= 2
        assert set(groups.values()) == set(range(1, len(several) + 1))
        if many >= 2 * size:
            assert abs(several[0] - size) <= 1
    assert small_groups.dealt({}, size) == {}


def test_mixed_groups_have_both_sides_in_them():
    votes = {f"p{n}": position for n, position in enumerate([1] * 8 + [5] * 8)}
    groups = small_groups.dealt(votes, 4, mixed=True, seed=1)
    for number in range(1, 5):
        members = [votes[person] for person, its in groups.items() if its == number]
        assert collections.Counter(members) == {1: 2, 5: 2}
    numbers = {
        tuple(small_groups.dealt(votes, 4, True, seed)[f"p{n}"] for n in range(4))
        for seed in range(20)
    }
    assert len(numbers) > 1  # no number belongs to a vote


def test_each_learns_the_number_of_their_own_group(tmp_path):
    for n in range(6):
        shared(tmp_path, f"p{n}", 5).keep("vote", PROMPT, {"vote": 1 + n % 5})
    shared(tmp_path, "silent", 5).keep("vote", PROMPT, {"abstain": True})
    shared(tmp_path, "absent", 5)
    conducted = discussion.conducted(tmp_path / "class")
    assert conducted.make_groups(PROMPT, 3, mixed=True) == [4, 3]
    numbers = {
        person: discussion.FolderClass(tmp_path / "class", person).room(PROMPT).group
        for person in [*(f"p{n}" for n in range(6)), "silent", "absent"]
    }
    assert numbers.pop("absent") == 0
    assert set(numbers.values()) == {1, 2}
    assert conducted.wall.room(PROMPT).group == 0


# A timer


def test_a_timer_runs_out_at_nought(tmp_path):
    until = conduct.ends_in(7, "2026-12-01T10:00:00+00:00")
    rule = conduct.CONTROL | {"until": until}
    left = [
        conduct.seconds_left(rule, f"2026-12-01T10:0{minute}:00+00:00")
        for minute in (0, 6, 7, 8)
    ]
    assert left == [420, 60, 0, 0]
    assert conduct.seconds_left(conduct.CONTROL, until) is None
    assert json.loads(json.dumps(rule)) == rule
