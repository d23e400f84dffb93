"""Nothing stops saving: what is kept comes back equal, what cannot be kept is refused
in words, and the next answer is kept; files of the version before are read.
"""

import collections
import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import boards, discussion, errors, widgets
from helpers.answers import FOLDER, Answers
from helpers.store import answers as store_answers
from helpers.store import entries, folders, forms

ROOT = pathlib.Path(__file__).parent.parent
BEFORE = pathlib.Path(__file__).parent / "vectors" / "answers"
PROMPT = "kept-without-europe"

any_text = st.text(st.characters(), max_size=12)  # halves of characters included
numbers = (
    st.integers() | st.floats() | st.sampled_from([10**400, float("nan"), float("inf")])
)
of_numpy = st.builds(
    lambda kind, number: kind(number),
    st.sampled_from(
        [np.int64, np.int8, np.uint64, np.float64, np.float32, np.float16, np.bool_]
    ),
    st.integers(0, 100),
) | st.sampled_from(
    [np.float64("nan"), np.longdouble(1), np.datetime64("2026-01-01"), np.str_("a")]
)
plain = st.none() | st.booleans() | numbers | any_text | of_numpy
odd = st.sampled_from(
    [b"x", {1, 2}, object(), 1j, np.arange(3), range(3), Ellipsis, int]
)
values = st.recursive(
    plain | odd,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.dictionaries(any_text, inner, max_size=3)
        | st.dictionaries(st.integers() | st.booleans() | st.none(), inner, max_size=2)
    ),
    max_leaves=5,
)
names = any_text | st.sampled_from([None, 3, b"k", 1.5, ("a",), "x" * 2_000_000])
rounds = st.integers(-2, 3) | st.sampled_from(
    [True, 1.0, 999, 1000, 10**30, None, "1", np.int64(2), np.bool_(True)]
)


def stores(folder):
    """A store of each form, with its own file."""
    board = boards.Board()
    own = Answers(folder / "own-1"), Answers(folder / "own-2"), Answers(folder / "b")
    board._own = board._used = own[2]
    shared = folder / "class"
    shared.mkdir(exist_ok=True)
    board.join(shared, "boris")
    return [
        (own[0], own[0]),
        (boards.SharedFolder(shared, own[1], "anna"), own[1]),
        (board, own[2]),
    ]


def equal(kept, given):
    """Equal also in kind: a list is no tuple, and 1 is not True."""
    if isinstance(given, np.generic):
        given = given.item()
    if isinstance(given, dict):
        return list(kept) == list(given) and all(
            equal(kept[name], given[name]) for name in given
        )
    if isinstance(given, list):
        return len(kept) == len(given) and all(map(equal, kept, given))
    return kept == given and isinstance(given, type(kept))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(["vote", "exercise", "verdict"]) | names,
    names,
    rounds,
    values,
)
def test_what_is_kept_comes_back_and_what_is_refused_stops_nothing(
    tmp_path, kind, key, round, value
):
    for store, own in stores(tmp_path):
        fresh = Answers(own.path.parent)
        try:
            time = store.keep(kind, key, value, round)
        except errors.AnswerError as refused:
            message = str(refused)
            message.encode()
        else:
            message = "This cannot be kept as nothing"
            assert any(entry["time"] == time for entry in fresh.entries())
            assert equal(fresh.get(kind, key, round), value)
            assert equal(store.get(kind, key, round), value)
            assert equal(store.latest(kind, round)[key], value)
        assert message.startswith("This cannot be kept as ")
        time = store.keep("exercise", "next", "words")
        assert fresh.entries()[-1]["time"] == time
        assert not folders.read(getattr(store, "path", own.path)).problems


def test_a_number_of_numpy_is_kept_as_pythons(tmp_path):
    store = Answers(tmp_path)
    for number in (np.int64(3), np.float32(0.5), np.bool_(True)):
        store.keep("exercise", "n", {"n": [number]})
        kept = Answers(tmp_path).get("exercise", "n")["n"][0]
        assert (kept, type(kept)) == (number, type(number.item()))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ((1, 2), r"\(1, 2\) would not come back as it is. Keep words"),
        ({1: "one"}, "with words as keys"),
        (float("nan"), "nan would not come back"),
        ({1}, r"\{1\} would not come back"),
        (b"x", "b'x' would not"),
        ("x" * 1_000_001, "larger than 1 MB. Keep it in several parts"),
        (10**5000, "a int would not come back"),
        (json.loads("[" * 60 + "]" * 60), "would not come back"),
        ("\ud83d\ude42", "would not come back"),  # two halves, and no character
    ],
    ids="tuple numbered NaN set bytes large long deep halves".split(),
)
def test_a_value_is_refused_in_words_and_the_next_is_kept(value, message, tmp_path):
    store = Answers(tmp_path)
    with pytest.raises(errors.AnswerError, match=f"as exercise “n”: .*{message}"):
        store.keep("exercise", "n", value)
    assert store.entries() == []
    store.keep("exercise", "n", "words")
    assert Answers(tmp_path).get("exercise", "n") == "words"


def test_of_several_entries_none_is_kept_when_one_cannot_be(tmp_path):
    store = Answers(tmp_path)
    good = {"time": "", "kind": "exercise", "key": "a", "round": 1, "value": "x"}
    for wrong in ({"value": {1}}, {"round": 0}, {"key": None}, {"time": 3}):
        with pytest.raises(errors.AnswerError):
            store.write([good, good | wrong])
    with pytest.raises(errors.SeminarError):
        store.write([3])
    assert Answers(tmp_path).entries() == store.entries() == []
    store.write([])
    assert not store.path.exists()


def test_half_a_character_comes_back_also_from_a_file_that_a_page_can_show(tmp_path):
    store = Answers(tmp_path)
    store.keep("vote", "a", {"why": "half \ud800 a sign 🙂"})
    store.keep("exercise", "b", "=\udc00")
    assert Answers(tmp_path).get("exercise", "b") == "=\udc00"
    for form in forms.FORMS:
        again = Answers(tmp_path / form)
        file = discussion.export(store, form)
        file.encode()  # or the page could not be sent it
        discussion.restore(again, file)
        assert again.get("exercise", "b") == "=\udc00"
        assert again.get("vote", "a")["why"] == "half \ud800 a sign 🙂"


def test_who_changes_what_was_given_changes_nothing_that_is_kept(tmp_path):
    store, value = Answers(tmp_path), {"a": [1]}
    store.keep("exercise", "n", value)
    value["a"].append(2)
    store.get("exercise", "n")["a"].append(3)
    store.latest("exercise")["n"]["a"].append(4)
    assert store.get("exercise", "n") == {"a": [1]}


@pytest.mark.parametrize("value", [(1,), {"a": {2}}, b"x"])
def test_what_the_class_would_not_take_stops_nothing_of_it(value, tmp_path):
    folder = boards.prepare(tmp_path / "class")
    store = boards.SharedFolder(folder, Answers(tmp_path / "own"), "anna")
    with pytest.raises(errors.AnswerError):
        store.keep("verdict", "1906-001", value)
    store.keep("verdict", "1906-001", "accept")
    assert [entry["value"] for _, entry in discussion.gather(folder)[0]] == ["accept"]


def test_half_a_character_is_shared_once(tmp_path):
    folder = boards.prepare(tmp_path / "class")
    store = boards.SharedFolder(folder, Answers(tmp_path / "own"), "anna")
    store.keep("topic name", "nmf/6/0/paragraph/ours/1", "half \ud800 a sign")
    for n in range(3):
        store.keep("exercise", str(n), "private")
    assert store.path.read_text().count("\n") == 1


def test_a_file_of_the_class_that_is_too_large_is_not_written_again_and_again(
    tmp_path, monkeypatch
):
    folder = boards.prepare(tmp_path / "class")
    store = boards.SharedFolder(folder, Answers(tmp_path / "own"), "anna")
    monkeypatch.setattr(folders, "LARGEST", 1_000)
    store.keep("verdict", "1906-001", "accept")
    for n in range(3):
        store.keep("verdict", f"1906-10{n}", "x" * 180)
    for n in range(3, 8):
        with pytest.raises(
            errors.AnswerError,
            match="in your own file, and not in the folder.*larger than",
        ):
            store.keep("verdict", f"1906-10{n}", "x" * 180)
    assert store.path.stat().st_size <= 1_000
    assert len(folders.read(store.path).entries) == 4
    assert len(Answers(tmp_path / "own").latest("verdict")) == 9
    store.path.write_text("x" * 2_000)  # someone else did
    with pytest.raises(errors.AnswerError, match="larger than"):
        store.keep("verdict", "1906-002", "accept")
    assert store.path.stat().st_size == 2_000


def test_answers_are_kept_beside_the_helpers_unless_told_otherwise():
    code = "from helpers.answers import FOLDER; print(FOLDER)"
    free = {name: v for name, v in os.environ.items() if name != "SEMINAR_ANSWERS"}
    for more, folder in (({}, ROOT / "answers"), ({"SEMINAR_ANSWERS": "/x"}, "/x")):
        shown = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=free | more,
            capture_output=True,
            text=True,
            check=True,
        )
        assert shown.stdout.strip() == str(folder)
    assert FOLDER == store_answers.FOLDER


# Files of the version before


def of_before(name):
    return (BEFORE / name).read_text(encoding="utf-8")


def test_a_file_of_the_version_before_is_read(tmp_path):
    (tmp_path / "me.jsonl").write_bytes((BEFORE / "me.jsonl").read_bytes())
    store = Answers(tmp_path)
    assert len(store.entries()) == of_before("me.jsonl").count("\n") == 19
    assert store.get("exercise", "reading/will") == "44, and 14 in 1936"
    assert store.get("exercise", "odd") == ("=1+1 „“ עברית 🙂 \u2028 line\r\nline\ttab")
    assert store.get("exercise", "") == "under no key"
    assert store.get("exercise", "a tuple") == [1, 2.5, None, True]
    assert store.get("exercise", "numbers as keys") == {"1": "one"}
    assert store.get("exercise", "no number") != store.get("exercise", "no number")
    assert store.get("map", "tied together") == "[Mine]: My own claim."
    assert store.latest("verdict") == {"1906-001": "reject"}
    assert discussion.answer(store, "inevitable-and-betrayed") == {"vote": 3}
    assert discussion.answer(store, "kept-without-europe", 2)["why"] == "=another"
    assert store.get("note", "kept-without-europe") == "late"
    store.keep("exercise", "now", "x")
    assert len(Answers(tmp_path).entries()) == 20


def test_who_had_joined_before_shares_under_the_same_name_and_once(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "class").mkdir()
    for name, folder in (("me.jsonl", "."), ("amber-elm-11.jsonl", "class")):
        (tmp_path / folder / name).write_bytes((BEFORE / name).read_bytes())
    store = boards.SharedFolder("class", Answers("."))
    assert store.person == "amber-elm-11"
    store.keep("verdict", "1906-002", "accept")
    before = of_before("amber-elm-11.jsonl")
    assert store.path.read_text().removeprefix(before).count("\n") == 1
    assert len(discussion.merge("class")) == 3


@pytest.mark.parametrize("form", forms.FORMS)
def test_a_download_of_the_version_before_is_read_back(form, tmp_path):
    store, before = Answers(tmp_path), Answers(BEFORE)
    with (BEFORE / f"export.{form}").open(encoding="utf-8", newline="") as file:
        message = discussion.restore(store, file.read())
    wanted = {
        entries.place_of(entry): entry["value"]
        for entry in before.entries()
        if entry["kind"] not in folders.PLACES and entry["key"] != "no number"
    }
    kept = {entries.place_of(entry): entry["value"] for entry in store.entries()}
    assert kept == wanted
    assert message == (
        f"{len(wanted)} answers are read back. 1 place of the file could not be read."
    )  # NaN, which was never to be had back equal


# The work of a vote


def test_a_board_is_chosen_once_while_nothing_changed(tmp_path, monkeypatch):
    monkeypatch.delenv("SEMINAR_SHARED", raising=False)
    monkeypatch.setattr(Answers.__init__, "__defaults__", (tmp_path / "own", "me"))
    board, other = boards.Board(), boards.Board()
    folder = boards.prepare(tmp_path / "class")
    board.join(folder)
    built = []
    make = boards.SharedFolder.__init__
    monkeypatch.setattr(
        boards.SharedFolder,
        "__init__",
        lambda self, *a, **n: built.append(self) or make(self, *a, **n),
    )
    for n in range(5):
        board.keep("verdict", f"1906-00{n}", "accept")
        assert board.get("verdict", f"1906-00{n}") == "accept"
        assert (board.folder, board.notice[:4]) == (folder, "Kept")
    assert len(built) == 0
    assert other.person == board.person  # joined elsewhere, and known here at once
    assert len(built) == 1
    board.leave()
    assert other.folder is board.folder is None
    monkeypatch.setenv("SEMINAR_SHARED", str(folder))
    assert board.folder is None  # who left stays out
    monkeypatch.setattr(Answers.__init__, "__defaults__", (tmp_path / "new", "me"))
    newcomer = boards.Board()
    assert newcomer.folder == folder
    monkeypatch.delenv("SEMINAR_SHARED")
    assert newcomer.folder is None


@pytest.fixture
def calls(tmp_path, monkeypatch):
    """How often files of this test were asked, and how many shared folders were built
    of them; the cards of other tests may still be in the kernel.
    """
    counted = collections.Counter()

    def count(kind, name):
        method = getattr(kind, name)

        def counting(self, *positional, **named):
            done = method(self, *positional, **named)
            counted[name] += tmp_path in self.path.parents
            return done

        monkeypatch.setattr(kind, name, counting)

    for name in ("get", "latest", "entries"):
        count(Answers, name)
    count(boards.SharedFolder, "__init__")
    return counted


def test_a_vote_asks_for_what_is_kept_at_most_five_times(tmp_path, monkeypatch, calls):
    monkeypatch.delenv("SEMINAR_SHARED", raising=False)
    monkeypatch.setattr(Answers.__init__, "__defaults__", (tmp_path / "own", "me"))
    board = boards.Board()
    board.join(boards.prepare(tmp_path / "class", minimum=3))
    card = widgets.Prompt(PROMPT, store=board)
    acts = ["vote/4/1", "vote/2/1", "cite/1906:34.1/1", "vote/2/1"]
    for act in acts:
        calls.clear()
        card.receive({"action": act})
        assert "Kept" in card.status
        assert calls.pop("__init__", 0) == 0
        assert 0 < sum(calls.values()) <= 5, calls
    other = boards.Board()  # of another notebook: it builds its own, once
    calls.clear()
    other.keep("vote", PROMPT, {"vote": 3})
    other.keep("vote", PROMPT, {"vote": 4})
    assert calls["__init__"] == 1
    calls.clear()
    card.receive({"action": "vote/1/1"})  # while another notebook writes, too
    assert calls.pop("__init__", 0) == 0
    assert sum(calls.values()) <= 5, calls


def test_cards_in_one_class_draw_themselves_once_for_a_vote(tmp_path, calls):
    folder = boards.prepare(tmp_path / "class")
    store = boards.SharedFolder(folder, Answers(tmp_path / "own"), "anna")
    cards = [widgets.Prompt(PROMPT, store=store) for _ in range(4)]
    drawn = []
    for card in cards:
        card.observe(lambda change: drawn.append(change.owner), "above")
    calls.clear()
    cards[0].receive({"action": "vote/4/1"})
    assert sorted(map(id, drawn)) == sorted(map(id, cards))
    assert sum(calls.values()) <= 5 + len(cards) - 1
