"""What the checks say of an answer, word for word: a student reads it and acts."""

import pytest

from helpers import checks

WORDS = "the narrower and more shaky does the ground"
SIDES = {"the author": "author", "a critic": "critic*|Pipes"}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("44", "Yes: “will” stands 44 times in 1906."),
        ("44,0 I think, in 1906", "Yes: “will” stands 44 times in 1906."),
        ("1906: 44, 1936: 14", "Yes: “will” stands 44 times in 1906."),
        ("many", "Write a number, in figures."),
        ("in 1906", "Write a number, in figures."),
        ("", "Write a number, in figures."),
        ("44 or 45", "Write the one number that you counted in 1906."),
        ("1906 and 1936: 44", "Yes: “will” stands 44 times in 1906."),
        (
            "45",
            "Not 45. Look up will in 1906 only, and read how often it stands there.",
        ),
        (
            "-44",
            "Not -44. Look up will in 1906 only, and read how often it stands there.",
        ),
    ],
)
def test_a_number(answer, sentence, early):
    assert checks.counted(answer, early, "will") == sentence


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("  \n", "Nothing written yet."),
        ("words", "No passage is cited yet. Write a citation such as 1906:12."),
        (
            "1906:99",
            "1906:99 is not a paragraph. Results and Prospects has paragraphs 1906:1 to"
            " 1906:34.",
        ),
        (
            "1906:9",
            "1906:9: found. Now quote the words that decide it, between double"
            " quotation marks.",
        ),
        (
            "1906:9 and 1936:8, “…”",
            "1906:9 and 1936:8: found. Now quote the words that decide it, between"
            " double quotation marks.",
        ),
        (
            "“the ground” (1906:9)",
            "“the ground” is too short to show what you mean. Quote at least three"
            " words.",
        ),
        (
            "“the ground shakes here” (1906:9)",
            "“the ground shakes here” does not stand in 1906:9. Copy the words exactly,"
            " or mend the citation.",
        ),
        (
            f"“{WORDS}” (1936:8), and see 1906:9",
            f"“{WORDS}” stands in 1906:9, and not in 1936:8. Put the citation beside"
            " its words.",
        ),
        (
            "“no such words here” 1936:8 1906:9",
            "“no such words here” does not stand in 1936:8 or 1906:9. Copy the words"
            " exactly, or mend the citation.",
        ),
        (f"“{WORDS}” (1906:9)", "The words stand in 1906:9."),
        (f"„{WORDS}“ (1906:9)", "The words stand in 1906:9."),
        (f"«{WORDS.upper()}» (1906:9)", "The words stand in 1906:9."),
        (f'"{WORDS},;: ." (1906:9)', "The words stand in 1906:9."),
        (f"“ {WORDS}.” (1906:9, at 12:30)", "The words stand in 1906:9."),
    ],
)
def test_a_quotation(answer, sentence):
    assert checks.cited(answer) == sentence


def test_a_passage_that_the_question_is_not_about():
    assert checks.cited(f"“{WORDS}” (1906:9)", ["1906:8"]) == (
        "1906:9 is a passage, but not one that this question is about. Look again in"
        " the section named above."
    )
    assert checks.cited(f"“{WORDS}” (1906:9)", ["1906:9.1"]) == (
        "The words stand in 1906:9."
    )


def test_two_passages():
    other = "“To betray it is not enough” (1936:74)"
    assert checks.cited(f"“{WORDS}” (1906:9)", (), 2) == (
        "The words stand in 1906:9. Cite and quote another passage: 2 are asked for."
    )
    assert checks.cited(f"“{WORDS}” (1906:9). {other}", (), 2) == (
        "The words stand in 1906:9 and 1936:74."
    )
    # a citation belongs to the quotation before it, or to the one that follows
    assert checks.cited(f"1906:9 “{WORDS}”, 1936:74 “To betray it is not enough”") == (
        "The words stand in 1906:9 and 1936:74."
    )
    assert checks.cited(
        "“To betray it is not enough” (1936:74) “The revolution got no direct help”"
        " (1936:8)"
    ) == ("The words stand in 1936:74 and 1936:8.")


@pytest.mark.parametrize(
    ("spoken", "named"),
    [
        ("The author says so. Pipes denies it.", "Both sides are named."),
        ("The critics and the author.", "Both sides are named."),
        (
            "The author.",
            "Not named yet: a critic. Say in a sentence what this side would answer.",
        ),
        (
            "",
            "Not named yet: the author and a critic. Say in a sentence what this side"
            " would answer.",
        ),
    ],
)
def test_sides(spoken, named):
    answer = f"“{WORDS}” (1906:9). {spoken}"
    assert checks.argued(answer, SIDES) == f"The words stand in 1906:9. {named}"


def test_one_side_and_three():
    answer = f"“{WORDS}” (1906:9). Yes and no, or neither."
    for sides in ({"yes": "yes"}, {"yes": "yes", "no": "no", "neither": "neither"}):
        assert checks.argued(answer, sides) == (
            "The words stand in 1906:9. Every side is named."
        )
