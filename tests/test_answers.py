"""What a student writes is kept, survives a write cut short, and is checked without
a grade.
"""

import json

import pytest

from helpers import checks, errors
from helpers.answers import Answers


def test_what_was_kept_last_comes_back(tmp_path):
    store = Answers(tmp_path, "anna")
    store.keep("exercise", "a", "one")
    store.keep("exercise", "a", "two")
    store.keep("exercise", "a", "second round", round=2)
    store.keep("vote", "a", 3)
    again = Answers(tmp_path, "anna")
    assert (
        again.get("exercise", "a"),
        again.get("exercise", "a", 2),
        again.get("vote", "a"),
    ) == ("two", "second round", 3)
    assert again.get("exercise", "b") is None
    assert Answers(tmp_path, "boris").get("exercise", "a") is None


def test_any_text_comes_back_as_it_was(tmp_path):
    store = Answers(tmp_path)
    for value in [
        "<script>alert(1)</script>",
        "line\nline\u2028end",
        "„“ עברית 🙂",
        "=1+1",
        "x" * 100_000,
        "",
    ]:
        store.keep("exercise", "k", value)
        assert Answers(tmp_path).get("exercise", "k") == value


def test_a_line_cut_short_loses_only_itself(tmp_path):
    store = Answers(tmp_path)
    store.keep("exercise", "a", "kept")
    store.keep("exercise", "b", "cut")
    data = store.path.read_bytes()
    for end in range(data.index(b"\n") + 1, len(data)):
        store.path.write_bytes(data[:end])
        Answers(tmp_path).keep("exercise", "c", "later")
        again = Answers(tmp_path)
        assert (again.get("exercise", "a"), again.get("exercise", "c")) == (
            "kept",
            "later",
        )


def test_foreign_lines_are_passed_over(tmp_path):
    store = Answers(tmp_path)
    store.path.write_text('[1]\n"x"\nnull\n{"time": 1}\n\xff\n', encoding="latin-1")
    store.keep("exercise", "a", "mine")
    assert store.get("exercise", "a") == "mine"
    assert all(json.dumps(entry) for entry in store.entries())


@pytest.mark.parametrize("person", ["../x", "a/b", "", "a b", "x.y"])
def test_a_name_stays_inside_the_folder(person, tmp_path):
    with pytest.raises(errors.AnswerError):
        Answers(tmp_path, person)


def test_a_folder_that_takes_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(errors.AnswerError, match="could not be kept"):
        Answers(tmp_path / "file").keep("exercise", "a", "x")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("44", "Yes"),
        ("I found 44.", "Yes"),
        ("44,0", "Yes"),
        ("45", "Not 45"),
        ("none", "in figures"),
        ("", "in figures"),
        ("1906:44", "in figures"),
        ("In 1906, 44 times", "Yes"),
        ("1906: 44, 1936: 14", "Yes"),
        ("14 in 1936 and 44 in 1906", "Yes"),
        ("44 in 1936 and 14 in 1906", "Not 14"),
        ("14 and 45", "Write the one number"),
        ("40 41 42 43 44", "Write the one number"),
        ("14 in 1936", "Write the one number that you counted in 1906"),
    ],
)
def test_a_number_counted(answer, said, early):
    assert said in checks.counted(answer, early, "will")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "Nothing written"),
        ("It narrows.", "No passage is cited"),
        ("See 1906:9.", "Now quote"),
        ("See 1906:999.", "1906:999 is not a paragraph"),
        ("See 1917:1.", "No text has the id"),
        ('"the narrower and more shaky" (1906:9)', "The words stand in 1906:9"),
        ("“The Narrower and more shaky” (1906:9.1)", "The words stand in 1906:9.1"),
        ('"the narrower and less shaky" (1906:9)', "does not stand in 1906:9"),
        ('"the narrower and more" (1906:10)', "does not stand in 1906:10"),
        ('"the narrower" (1906:10)', "too short"),
        ('"..." (1906:9)', "Now quote"),
        ('"in proportion as the policy" (1906: 4-5)', "The words stand in 1906:4-5"),
        (
            'At 12:30 I read: "the narrower and more shaky" (1906:9)',
            "The words stand in 1906:9",
        ),
        (
            "„the narrower and more shaky“ «more shaky does the» (1906:9)",
            "The words stand in 1906:9",
        ),
        ('"" 1906:9', "Now quote"),
        (
            (
                '1906:9 says "the narrower and more shaky", 1906:34 "inevitably be'
                ' crushed by"'
            ),
            "The words stand in 1906:9 and 1906:34.",
        ),
        (
            (
                '"the narrower and more shaky" (1906:34), "inevitably be crushed by"'
                " (1906:9)"
            ),
            "stands in 1906:9, and not in 1906:34",
        ),
        (
            '"the narrower and more shaky" and "does the ground" (1906:9)',
            "The words stand in 1906:9.",
        ),
        (
            'The side of “no” has: "the narrower and more shaky" (1906:9)',
            "The words stand in 1906:9.",
        ),
        ('"There is … the lockout" (1906:22)', "The words stand in 1906:22."),
        (
            (
                'In 1906:9 and 1906:34: "the narrower and more shaky" is answered by'
                ' "inevitably be crushed by"'
            ),
            "1906:9 and 1906:34.",
        ),
    ],
)
def test_a_passage_cited(answer, said):
    assert said in checks.cited(answer)


def test_two_passages_when_two_are_asked_for():
    one = '"the narrower and more shaky" (1906:9)'
    assert (
        checks.cited(one, passages=2)
        == "The words stand in 1906:9. Cite and quote another passage: 2 are asked for."
    )
    assert (
        checks.cited(one + ' "inevitably be crushed by" (1906:34)', passages=2)
        == "The words stand in 1906:9 and 1906:34."
    )
    same = '"the means of production" (1936:68), "the means of production" (1936:70)'
    assert checks.cited(same, passages=2) == "The words stand in 1936:68 and 1936:70."


def test_a_side_is_named_in_words_of_ones_own_also_between_quotation_marks():
    sides = {"no": "say no|says no", "yes": "say yes"}
    said = (
        'Those who say “no” answer those who say “yes”: "To betray it is not enough"'
        " (1936:74)."
    )
    assert checks.argued(said, sides).endswith("Both sides are named.")
    assert "Not named yet: no and yes" in checks.argued(
        'There is no doubt, yes: "To betray it is not enough" (1936:74).', sides
    )


def test_a_passage_among_those_asked_about():
    assert "not one that this question is about" in checks.cited(
        '"narrower" (1906:9)', among=("1936:8",)
    )


def test_the_latest_of_a_kind_and_all_of_it_as_a_table(tmp_path):
    kept = Answers(tmp_path, "anna")
    assert list(kept.table().columns) == ["time", "kind", "key", "round", "value"]
    kept.keep("verdict", "1906-001", "accept")
    kept.keep("verdict", "1906-002", "open")
    kept.keep("map", "1906-001", "no verdict")
    kept.keep("verdict", "1906-001", "reject")
    kept.keep("verdict", "1906-001", "accept", round=2)
    assert kept.latest("verdict") == {"1906-001": "reject", "1906-002": "open"}
    assert kept.latest("verdict", round=2) == {"1906-001": "accept"}
    assert kept.table()["value"].tolist() == [
        "accept",
        "open",
        "no verdict",
        "reject",
        "accept",
    ]


QUESTION = ["will inevitably be crushed"]


def test_the_questions_own_sentence_is_no_answer():
    def said(answer):
        return checks.cited(answer, within="1936", but_not=QUESTION)

    for own in (
        "will inevitably be crushed",
        "Russia … will inevitably be crushed",
    ):
        assert "stands in the question already" in said(f"“{own}” (1906:34)")
    answer = "“The revolution got no direct help from the west” (1936:8)"
    assert said(answer) == "The words stand in 1936:8."
    both = f"“will inevitably be crushed” (1906:34), and {answer}"
    assert said(both) == "The words stand in 1936:8."


def test_a_passage_of_the_other_text_is_no_answer():
    other = "“the narrower and more shaky does the ground” (1906:9)"
    assert checks.cited(other, within="1936") == (
        "The words stand in 1906:9. The question asks for a passage of 1936. Cite and"
        " quote one."
    )
    two = f"{other} “To betray it is not enough” (1936:74)"
    assert checks.cited(two, within="1936") == "The words stand in 1936:74."
    assert "Cite and quote another passage" in checks.cited(two, (), 2, "1936")


@pytest.mark.parametrize(
    "quoted",
    [
        "“To betray … not enough”",
        "“To betray [...] not enough”",
        "“To betray [ … ] not enough”",
        "“To betray (...) not enough”",
        "'To betray it is not enough'",
        "‘To betray it is not enough’",
        '“To betray it is not enough"',
        '"To betray it is not enough”',
        "„To betray it is not enough”",
        "«To betray it is not enough»",
    ],
)
def test_a_quotation_is_understood_in_any_marks(quoted):
    assert checks.cited(f"It's said: {quoted} (1936:74).") == (
        "The words stand in 1936:74."
    )


def test_an_apostrophe_is_no_quotation_mark():
    answer = "It's the workers' own (1936:74), isn't it?"
    assert "Now quote the words" in checks.cited(answer)


def test_marks_of_two_kinds_keep_two_quotations_apart():
    answer = (
        '“To betray it is not enough" (1936:74), "the narrower and more shaky does the'
        " ground” (1906:9)"
    )
    assert checks.cited(answer, passages=2) == (
        "The words stand in 1936:74 and 1906:9."
    )
