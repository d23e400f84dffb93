"""What a class may see, what a spreadsheet may run, and what a file read back puts in
the place of what was there: part by part.
"""

import csv
import io
import json

import pytest

from helpers import answers, boards, discussion

PROMPT = "kept-without-europe"
SHARED = {"vote", "verdict", "topic name", "intrusion score"}


def member(tmp_path, person="anna"):
    folder = boards.prepare(tmp_path / "class", minimum=3)
    own = answers.Answers(tmp_path / person)
    return boards.SharedFolder(folder, own, person)


def vote(position, why="", mind=""):
    value = {"vote": position, "why": why, "cite": "1906:34.1", "mind": mind}
    return {"time": "2026-01-01T10:00:00+00:00", "value": value} | {
        "kind": "vote",
        "key": PROMPT,
        "round": 1,
    }


def entry(value, time="2026-01-01T10:00:00+00:00", key="a"):
    parts = {"time": time, "kind": "exercise", "key": key}
    return parts | {"round": 1, "value": value}


@pytest.mark.parametrize(
    "kind",
    [
        *sorted(SHARED),
        *["note", "exercise", "seen", "joined", "pseudonym", "class", "map", "guess"],
    ],
)
def test_each_kind_of_answer_is_the_classs_or_ones_own(kind, tmp_path):
    store = member(tmp_path)
    store.keep("verdict", "1906-001", "accept")
    store.keep(kind, "a", "private words")
    content = store.path.read_text()
    assert ("private words" in content) == (kind in SHARED)
    assert store.get(kind, "a") == "private words"
    kinds = {json.loads(line)["kind"] for line in content.splitlines()}
    assert kinds == {"verdict"} | ({kind} & SHARED)


def test_the_note_on_a_prompt_is_in_ones_own_file_and_in_nobody_elses(tmp_path):
    store = member(tmp_path)
    store.keep("vote", PROMPT, {"vote": 2, "why": "a reason"})
    store.keep("note", PROMPT, "for myself")
    class_folder = store.folder
    assert not any("for myself" in path.read_text() for path in class_folder.iterdir())
    merged = discussion.merge(class_folder)
    assert merged["why"].tolist() == ["a reason"]
    assert "for myself" not in merged.to_csv()
    assert "for myself" in discussion.export(store, "md", PROMPT)


@pytest.mark.parametrize("sign", "=+-@＝＋－＠\t\r'")
@pytest.mark.parametrize("part", ["key", "value"])
def test_no_cell_begins_with_what_a_spreadsheet_runs(sign, part, tmp_path):
    typed = {"key": "a", "value": "b"} | {part: f"{sign}1+1"}
    store = answers.Answers(tmp_path)
    store.keep("exercise", typed["key"], typed["value"])
    written = discussion.export(store, "csv")
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert all(
        cell[:1] not in tuple("=+-@＝＋－＠\t\r") for row in rows for cell in row
    )
    cell = rows[1][rows[0].index(part)]
    assert cell == f"'{sign}1+1"
    again = answers.Answers(tmp_path / "again")
    discussion.restore(again, written)
    assert again.get("exercise", typed["key"]) == typed["value"]


def test_what_is_read_back_stands_in_the_place_of_the_older(tmp_path):
    store = answers.Answers(tmp_path)
    store.write([entry("old"), entry("same", key="b"), entry("mine", key="c")])
    news = [
        entry("new", "2026-01-02T10:00:00+00:00"),
        entry("same", "2026-01-02T10:00:00+00:00", "b"),
        entry("theirs", "2025-12-31T10:00:00+00:00", "c"),
        entry("more", "2026-01-02T10:00:00+00:00", "d"),
    ]
    message = discussion.restore(store, json.dumps(news))
    assert message == (
        "2 answers are read back. 1 of them is newer than what stood here, and now"
        " stands in its place. 1 was written again here since, and stays as it is."
    )
    assert store.latest("exercise") == {
        "a": "new",
        "b": "same",
        "c": "mine",
        "d": "more",
    }
    assert store.get("exercise", "a") == "new"
    times = [kept["value"] for kept in store.entries()].count
    assert (times("new"), times("same"), times("theirs"), times("more")) == (1, 1, 0, 1)


def test_a_file_read_back_twice_adds_nothing(tmp_path):
    store = answers.Answers(tmp_path)
    store.write([entry("first"), entry("other", key="b")])
    for form in ("md", "csv", "json"):
        written = discussion.export(store, form)
        before = store.path.read_bytes()
        message = discussion.restore(store, written)
        assert message == "Nothing new: what the file has is here already."
        assert store.path.read_bytes() == before


def test_the_later_of_two_time_zones_counts(tmp_path):
    store = answers.Answers(tmp_path)
    store.write([entry("early", "2026-01-01T12:00:00+02:00")])
    later = entry("late", "2026-01-01T11:00:00+00:00")
    discussion.restore(store, json.dumps([later]))
    assert store.get("exercise", "a") == "late"


def test_a_reader_of_one_round_and_kind_gets_no_other(tmp_path):
    store = answers.Answers(tmp_path)
    store.keep("vote", "p", 1, round=1)
    store.keep("vote", "p", 2, round=2)
    store.keep("note", "p", "n")
    assert [store.get("vote", "p", n) for n in (1, 2, 3)] == [1, 2, None]
    assert store.get("note", "p") == "n"
    assert store.latest("vote", 2) == {"p": 2}
    assert store.latest("exercise") == {}


def test_what_may_be_shown_of_a_class_part_by_part(tmp_path):
    folder = boards.prepare(tmp_path / "class", minimum=3)
    positions = [1, 1, 1, 5, 5, 5]
    for n, position in enumerate(positions):
        own = answers.Answers(folder, f"p{n}")
        own.write([vote(position, f"reason {n}", f"mind {n}")])
    second = [2, 2, 1, 5, 5, 4]
    for n, position in enumerate(second[:4]):
        later = vote(position, f"later {n}") | {"round": 2}
        answers.Answers(folder, f"p{n}").write([later])
    shown = discussion.room(discussion.merge(folder), PROMPT, minimum=3)
    assert (shown.voted, shown.again) == (6, 4)
    assert sum(many[0] for _, many in shown.votes) == 6
    assert sum(many[1] for _, many in shown.votes) == 4
    for _, many in shown.votes:
        assert all(people == 0 or people >= 3 for people in many)
    assert sorted(why for why, _ in shown.reasons) == [f"reason {n}" for n in range(6)]
    assert {cite for _, cite in shown.reasons} == {"1906:34.1"}
    assert sorted(why for why, _ in shown.later) == [f"later {n}" for n in range(4)]
    assert sum(people for _, (people,) in shown.moved) == 4
    assert "mind" not in repr(shown), "what would change a mind stays with its writer"
    assert "p0" not in repr(shown), "no name"


def test_groups_are_the_finest_that_hide_everyone():
    assert discussion.groups([[1, 1, 1, 2, 2, 2, 5, 5, 5]]) == [
        ((1,), [3]),
        ((2,), [3]),
        ((3,), [0]),
        ((4,), [0]),
        ((5,), [3]),
    ]
    assert discussion.groups([[1, 1, 2, 2]]) == [
        ((1, 2), [4]),
        ((3,), [0]),
        ((4,), [0]),
        ((5,), [0]),
    ]
    assert discussion.groups([[1, 5]]) == []
    assert discussion.groups([[1, 1, 1], [1, 1, 5]])[0] == ((1, 2, 3, 4, 5), [3, 3])


def test_votes_are_shown_from_the_minimum_on_and_moves_by_their_direction(tmp_path):
    folder = boards.prepare(tmp_path / "class", minimum=3)
    for n in range(8):
        first, second = 3, 4 if n < 5 else 2
        answers.Answers(folder, f"p{n}").write(
            [vote(first, "r"), vote(second, "s") | {"round": 2}]
        )
    merged = discussion.merge(folder)
    shown = discussion.room(merged, PROMPT, minimum=8)
    assert dict(shown.moved) == {(-1,): [3], (0,): [0], (1,): [5]}
    hidden = discussion.room(merged, PROMPT, minimum=9)
    assert (hidden.votes, hidden.reasons, hidden.later, hidden.moved) == ([],) * 4
    assert (hidden.voted, hidden.again) == (8, 8)
