"""What a person wrote as one file, and read back as it was written."""

import csv
import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from of_class import HOSTILE, PROMPT

from helpers import discussion, errors
from helpers.answers import Answers
from helpers.store import forms

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
entries = st.lists(
    st.fixed_dictionaries(
        {
            "time": st.just("2026-11-24T14:02:00.000001+00:00"),
            "kind": st.sampled_from(["vote", "exercise", "=kind"]),
            "key": st.text(max_size=12),
            "round": st.integers(1, 2),
            "value": json_values,
        }
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(entries, st.sampled_from(list(forms.FORMS)))
def test_every_form_is_read_back_as_it_was_written(several, form):
    assert forms.read(forms.write(several, form)) == (several, [])


@settings(max_examples=200, deadline=None)
@given(
    st.text()
    | st.binary(max_size=200).map(lambda b: b.decode("latin-1"))
    | st.sampled_from(["time,kind,key,round,form,value\n\0", "[" * 9000])
)
def test_nonsense_is_reported_and_never_raises(content):
    found, problems = forms.read(content)
    assert (
        found
        or problems
        or not content.removeprefix("\ufeff").strip()
        or content.startswith("time,kind")
        or "[]" in content
    )


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_was_typed_comes_back_and_acts_nowhere(typed, tmp_path):
    store = Answers(tmp_path)
    store.keep("vote", PROMPT, {"vote": 2, "why": typed})
    store.keep("exercise", "e", typed)
    for form in forms.FORMS:
        again = Answers(tmp_path / form)
        written = discussion.export(store, form)
        discussion.restore(again, written)
        assert (again.get("vote", PROMPT)["why"], again.get("exercise", "e")) == (
            typed,
            typed,
        )
        if form == "csv":
            for row in csv.reader(io.StringIO(written, newline="")):
                assert not any(
                    cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row
                )
        if form == "md":
            assert "<" not in written
            assert not re.search(r"(?<!\\)\]\(", written.split("```json")[0])


def test_restore_keeps_what_is_newer_here(tmp_path):
    store = Answers(tmp_path)
    store.keep("exercise", "a", "first")
    file = discussion.export(store, "md")
    store.keep("exercise", "a", "second")
    assert "written again here since" in discussion.restore(store, file)
    assert store.get("exercise", "a") == "second"
    assert len(store.entries()) == 2
    later = discussion.export(store, "csv")
    other = Answers(tmp_path / "other")
    discussion.restore(other, file)
    assert (
        discussion.restore(other, later)
        == "1 answer is read back. 1 of them is newer than what stood here, and now"
        " stands in its place."
    )
    assert other.get("exercise", "a") == "second"


def test_a_file_cannot_say_where_answers_go(tmp_path):
    entry = {
        "time": "2030-01-01T00:00:00+00:00",
        "kind": "joined",
        "key": "",
        "round": 1,
        "value": "/elsewhere",
    }
    with pytest.raises(errors.AnswerError, match="no answers"):
        discussion.restore(Answers(tmp_path), json.dumps([entry]))
    Answers(tmp_path).write([entry])
    assert "elsewhere" not in discussion.export(Answers(tmp_path), "json")


@pytest.mark.parametrize(
    "file",
    [
        "",
        "words",
        "{}",
        "[1, 2]",
        "time,kind,key,round,form,value\n1,2",
        "\n```json answers\n[{}\n",
    ],
)
def test_a_file_without_answers_is_refused_in_words(file, tmp_path):
    with pytest.raises(errors.AnswerError, match="Choose one that Download wrote"):
        discussion.restore(Answers(tmp_path), file)


@pytest.mark.parametrize("sign", "=+-@＝＋－＠\t\r\n'")
def test_no_cell_of_a_spreadsheet_begins_as_a_formula_does(sign, tmp_path):
    typed = f"{sign}1+1"
    store = Answers(tmp_path)
    store.keep(typed, typed, typed)
    store.keep("exercise", "e", {"=1": typed})
    written = discussion.export(store, "csv")
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows[1][1:3] + rows[1][5:] == [f"'{typed}"] * 3
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))
    assert forms.read(written)[0] == store.entries()


def test_a_file_replaces_what_is_older_and_adds_what_is_new_and_no_more(tmp_path):
    """Each kind, key and round has one answer afterwards, and it is the later."""
    store, other = Answers(tmp_path), Answers(tmp_path / "other")
    time = "2026-11-2{}T10:00:00+00:00"

    def entry(day, key, value, round=1, kind="exercise"):
        place = {"kind": kind, "key": key, "round": round}
        return {"time": time.format(day), "value": value} | place

    store.write([entry(1, "a", "old"), entry(5, "b", "new"), entry(3, "c", "same")])
    other.write(
        [
            entry(2, "a", "newer"),
            entry(4, "b", "older"),
            entry(4, "c", "same"),
            entry(4, "a", "another round", round=2),
            entry(4, "a", 3, kind="vote"),
            entry(1, "a", "of long ago"),
        ]
    )
    other.write([entry(2, "a", "newer")])
    message = discussion.restore(store, discussion.export(other, "json"))
    assert message == (
        "3 answers are read back. 1 of them is newer than what stood here, and now"
        " stands in its place. 1 was written again here since, and stays as it is."
    )
    assert store.latest("exercise") == {"a": "newer", "b": "new", "c": "same"}
    assert store.get("exercise", "a", 2) == "another round"
    assert store.get("vote", "a") == 3
    assert len(store.entries()) == 6
    assert len(json.loads(discussion.export(store, "json"))) == 5
    before = store.entries()
    again = discussion.restore(store, discussion.export(other, "md"))
    # not “nothing new”: the file has an older answer that is not here
    assert again == (
        "Nothing is read back. 1 was written again here since, and stays as it is."
    )
    assert store.entries() == before
    both = discussion.export(store, "json")
    assert discussion.restore(store, both).startswith("Nothing new: what the file has")


def test_the_later_of_a_file_that_has_both_is_read_back(tmp_path):
    lines = [
        {"time": f"2026-11-24T{hour}:00:00+00:00", "value": hour}
        | {"kind": "exercise", "key": "a", "round": 1}
        for hour in ("15", "14")
    ]
    store = Answers(tmp_path)
    discussion.restore(store, "".join(json.dumps(line) + "\n" for line in lines))
    assert store.get("exercise", "a") == "15"
    assert len(store.entries()) == 1


def test_rounds_stand_in_their_order_with_the_words_of_each(tmp_path):
    store = Answers(tmp_path)
    for turn, words in ((1, "first words"), (2, "second words")):
        value = {"vote": turn, "why": words}
        store.keep("vote", "kept-without-europe", value, turn)
    written = discussion.export(store, "md").split("## The same")[0]
    heads = [line for line in written.split("\n") if line.startswith("## ")]
    assert [head.endswith(", round 2") for head in heads] == [False, True]
    assert heads[0] in heads[1]
    assert written.index("first words") < written.index(heads[1])
    assert written.index(heads[1]) < written.index("second words")
