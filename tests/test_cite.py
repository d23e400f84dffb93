"""Citations: read and written in one place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import cite, errors

NUMBERS = st.integers(1, 999_999_999)
IDS = st.from_regex(r"\A\w[\w-]{0,20}\Z")


@given(IDS, NUMBERS, st.none() | NUMBERS, NUMBERS, st.none() | NUMBERS)
def test_a_citation_is_read_as_it_was_written(text_id, first, sentence, last, end):
    written = cite.Citation(text_id, first, sentence, last, end if sentence else None)
    if sentence and end is None:
        written = written._replace(last=first, last_sentence=sentence)
    assert cite.parse(str(written)) == written


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("1906:12", (12, None), (12, None)),
        (" 1906:15.2 ", (15, 2), (15, 2)),
        ("1906:12–14", (12, None), (14, None)),
        ("1906:15.2-3", (15, 2), (15, 3)),
        ("1906:15.2-16.1", (15, 2), (16, 1)),
        ("1906:15-16.1", (15, None), (16, 1)),
    ],
)
def test_a_place_has_a_first_and_a_last_sentence(typed, first, last):
    read = cite.parse(typed)
    assert (read.paragraph, read.sentence) == first
    assert (read.last, read.last_sentence) == last


@pytest.mark.parametrize(
    "typed",
    ["", "1906", "1906:", ":12", "1906:x", "19 06:1", None, 7, "1906:" + "9" * 99],
)
def test_what_is_no_citation_says_how_one_is_written(typed):
    with pytest.raises(errors.CitationError, match="Write 1906:12 for a paragraph"):
        cite.parse(typed)


SOURCE = "Leon Trotsky, The Revolution Betrayed (1936), {}"
#: The forms in which a person writes a citation; {0} is all of it, {1} its place.
WRITTEN = [
    "{0}", "({0})", "[{0}]", "[{0}](#{0})", " {0}. ", "{0},", "{0};", "see {0}",
    SOURCE.replace("{}", "{0}"), f"({SOURCE.replace('{}', '{0}')})",
    SOURCE.replace("{}", "{0}") + " “In 1906:3, and in 1936:9.”",
    "“Not 1906:3” (" + SOURCE.replace("{}", "{0}") + ")",
    '{0} "quoted"', "1936: {1}", "1936 : {1}", "1936, {1}", "1936.{1}", "1936/{1}",
    "1936, p. {1}", "1936 §{1}", "(1936): {1}", "Trotsky 1936, {1}", "{1}", "({1})",
    "p. {1}", "pp. {1}", "P {1}", "§{1}", "§§ {1}", "¶ {1}", "para {1}", "para. {1}",
    "paragraph {1}", "Paras {1}.",
]  # fmt: skip
PLACES = st.sampled_from(
    ["{a}", "{a}.{b}", "{a}-{c}", "{a}.{b}-{c}", "{a}.{b}-{c}.{b}"]
)
DASHES = st.sampled_from(["-", "–", "—", "‑", " – ", " - "])
SMALL = st.integers(1, 999)


@given(st.sampled_from(WRITTEN), PLACES, DASHES, SMALL, SMALL, SMALL)
def test_go_to_reads_a_citation_in_every_form(written, place, dash, a, b, c):
    place = place.format(a=a, b=b, c=c)
    typed = written.format(f"1936:{place}", place).replace("-", dash)
    meant = cite.parse(f"1936:{place}")
    assert cite.read(typed, "1936", ["1906", "1936"]) == meant
    assert cite.read(str(meant), "1906") == meant


@given(st.text() | st.from_regex(r"[\w:.,§()p “”\[\]–-]{0,30}", fullmatch=True))
def test_what_is_typed_is_read_or_refused(typed):
    try:
        read = cite.read(typed, "1936", ["1906", "1936"])
    except errors.CitationError as refused:
        read, message = None, str(refused)
    assert read or re.search("Write (1906:12 for|one of them)", message)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1906:1 or 1936:2", "names 1906:1 and 1936:2. Write one of them."),
        ("The Revolution Betrayed", "Write 1906:12 for a paragraph"),
        ("“1906:1”", "Write 1906:12 for a paragraph"),
        ("1936:74a", "Write 1906:12 for a paragraph"),
    ],
)
def test_what_names_no_place_or_several_is_refused(typed, answer):
    with pytest.raises(errors.CitationError, match=re.escape(answer)):
        cite.read(typed, "1936", ["1906", "1936"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1906", "1906:1"),
        ("１９３６：74", "1936:74"),
        ("1936:74-1936:76", "1936:74-76"),
        ("1936:74.13 – 1936:74.14", "1936:74.13-74.14"),
        ("1936:74, sentence 13", "1936:74.13"),
        ("p. 74 s. 13", "1936:74.13"),
        ("1936:74 sent 13", "1936:74.13"),
        ("1936:74 to 76", "1936:74-76"),
        ("1936–74", "1936:74"),
        ("1936:74, 1936:74", "1936:74"),
    ],
)
def test_nothing_of_what_was_typed_is_passed_over(typed, meant):
    """Each was refused, or opened less than it names."""
    assert cite.read(typed, "1936", ["1906", "1936"]) == cite.parse(meant)


@pytest.mark.parametrize(
    "typed",
    [
        *("1936:74ff", "1936:74 f.", "page 74", "pages 74", "pg. 74", "no. 74", "#74"),
        *("1936#74", "[1936] 74", "1936∶74", "74 (1936)", "§74 (1936)", "74/1936"),
        *("paragraph 74 of 1936", "par. 74 in 1936", "1936, paragraph no. 74"),
        *("1936:\u200b74", "\u202a1936:74\u202c", "1936\u00ad:\u00a074"),
    ],
)
def test_go_to_reads_other_ways_of_writing(typed):
    """Each was refused, those with a sign that cannot be seen among them."""
    assert cite.read(typed, "1936", ["1906", "1936"]) == cite.parse("1936:74")


@pytest.mark.parametrize(
    "typed",
    [
        *("1936:74 and 75", "1936:74, 75", "1936:74,13", "1936:74 13", "1936:74/13"),
        *("1936:74 (13)", "1936:74..13", "1936:74, 13th sentence", "1936:74-1906:3"),
    ],
)
def test_a_number_that_goes_on_is_not_passed_over(typed):
    """Each opened 1936:74 alone, and said nothing."""
    with pytest.raises(errors.CitationError, match="names 1936:74, and a number goes"):
        cite.read(typed, "1936", ["1906", "1936"])


def test_a_message_does_not_repeat_ten_thousand_signs():
    for typed in ("x" * 10_000, "1906:1 or 1936:2" + " " * 10_000):
        with pytest.raises(errors.CitationError) as refused:
            cite.read(typed, "1936", ["1906", "1936"])
        assert len(str(refused.value)) < 250


def test_a_number_alone_needs_a_text():
    with pytest.raises(errors.CitationError, match="'74' is not a citation"):
        cite.read("74")


@given(st.text())
def test_what_is_mentioned_in_prose_can_be_read(prose):
    for mentioned in cite.mentions(prose):
        assert re.fullmatch(r"[\w-]+", cite.text_of(mentioned))


def test_a_sentence_is_one_sentence():
    assert cite.sentence("1906:15", 2) == "1906:15.2"
    assert cite.is_sentence("1906:15.2")
    for other in ("1906:15", "1906:15.2-3", "1906:15.2 ", "x" * 50 + ":1.1"):
        assert not cite.is_sentence(other)
