"""The CriticMarkup reader: whatever was changed, both texts come back whole;
whatever is unbalanced is named by its line.
"""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import criticmarkup, errors

PLAIN = st.text(alphabet="ab }{+-~<>\n“¶é", min_size=0, max_size=12).filter(
    lambda s: not any(m in s for m in _MARKS) and "¶" not in s
)
_MARKS = ["{++", "++}", "{--", "--}", "{~~", "~~}", "{>>", "<<}", "{==", "==}", "~>"]
INSIDE = st.text(
    alphabet="ab }{1é ¶", max_size=8
)  # a mark may hold braces, and ¶ for a blank line


def joins(parts):
    """The written form of a list of parts, and the two texts it stands for."""
    written = "".join(
        source if kind == "plain" else _write(kind, source, reading)
        for kind, source, reading in parts
    )
    return (
        written,
        "".join(p[1] if p[0] == "plain" else p[1].replace("¶", "\n\n") for p in parts),
        "".join(p[2] for p in parts),
    )


def _write(kind, source, reading):
    return {
        "add": f"{{++{reading}++}}",
        "delete": f"{{--{source}--}}",
        "swap": f"{{~~{source}~>{reading}~~}}",
    }[kind]


PART = st.one_of(
    PLAIN.map(lambda s: ("plain", s, s)),
    INSIDE.map(lambda s: ("add", "", s)),
    INSIDE.map(lambda s: ("delete", s, "")),
    st.tuples(INSIDE, INSIDE).map(lambda pair: ("swap", *pair)),
)


def unambiguous(written, parts):
    """A mark's edge and its neighbour may happen to spell another mark, as "{"
    before "++"; such writing means something else.
    """
    count = sum(written.count(mark) for mark in _MARKS[:8] if mark.startswith("{"))
    closed = sum(
        written.count(mark) for mark in ("++}", "--}", "~~}", "==}", "<<}")
    )  # as "<<" before "}" spells one
    return count == closed == sum(part[0] != "plain" for part in parts) and all(
        not _closes_early(part) for part in parts
    )


def _closes_early(part):
    kind, source, reading = part
    closing = {"add": "++}", "delete": "--}", "swap": "~~}"}.get(kind)
    return closing and (closing in (source + reading)[:-3])


@given(st.lists(PART, max_size=8))
def test_both_texts_come_back(parts):
    written, source, reading = joins(parts)
    assume(unambiguous(written, parts))
    found = criticmarkup.pieces(written)
    assert criticmarkup.received(found) == source
    assert "".join(piece.reading for piece in found) == reading


@given(st.text(alphabet="{}+-~<>=ab \n¶", max_size=60))
def test_any_noise_is_read_or_refused(noise):
    try:
        found = criticmarkup.pieces(noise, "noise", 7)
    except errors.TextError as error:
        if not str(error).startswith("noise, line "):
            raise  # any other message names no line
    else:
        unmarked = "".join(piece.source for piece in found if not piece.mark)
        assert not any(mark in unmarked for mark in ("{++", "{--", "{~~", "{>>"))


@pytest.mark.parametrize(
    ("block", "line", "what"),
    [
        ("one\ntwo {++three", 6, "{++ is not closed"),
        ("one {--two", 5, "{-- is not closed"),
        ("a {~~b~~} c", 5, "no ~> in it"),
        ("a\nb ++} c", 6, "++} closes a mark that was never opened"),
        ("a {>>note", 5, "{>> is not closed"),
        ("{==high==}", 5, "{== is not used here"),
        ("{++a++} b++}", 5, "++} closes a mark"),
    ],
)
def test_what_is_unbalanced_is_named_by_its_line(block, line, what):
    with pytest.raises(errors.TextError) as caught:
        criticmarkup.pieces(block, "x.md", 5)
    assert f"x.md, line {line}:" in str(caught.value)
    assert what in str(caught.value)


def test_a_mark_may_hold_a_brace():
    (piece,) = criticmarkup.pieces("{~~Wit}1~>with~~}")
    assert (piece.source, piece.reading) == ("Wit}1", "with")


def test_a_note_belongs_to_the_change_right_before_it():
    joined, _, alone = criticmarkup.pieces("{~~a~>b~~}{>>why<<} c{>>doubtful<<}")
    assert joined.note == "why"
    assert (alone.mark, alone.note) == (">>", "doubtful")
