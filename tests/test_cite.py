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


@given(st.text())
def test_what_is_mentioned_in_prose_can_be_read(prose):
    for mentioned in cite.mentions(prose):
        assert re.fullmatch(r"[\w-]+", cite.text_of(mentioned))


def test_a_sentence_is_one_sentence():
    assert cite.sentence("1906:15", 2) == "1906:15.2"
    assert cite.is_sentence("1906:15.2")
    for other in ("1906:15", "1906:15.2-3", "1906:15.2 ", "x" * 50 + ":1.1"):
        assert not cite.is_sentence(other)
