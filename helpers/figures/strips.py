"""Where words fall: each text as a line from its first word to its last, with a mark
wherever a word stands, which leads there.
"""

import functools
from collections.abc import Sequence
from typing import Annotated, Any

from markupsafe import Markup

from helpers import cite
from helpers.errors import SeminarError
from helpers.figures.drawing import Picture, percent, sign, stroke
from helpers.figures.kinds import DataFrame
from helpers.figures.looks import dressed
from helpers.html import join, tag
from helpers.texts import Text
from helpers.validation import Some, validated

Texts = Annotated[Sequence[Text], Some(Text)]
Queries = Annotated[Sequence[str], Some(str)]
Names = Annotated[Sequence[str], Some(str)] | None

MOST = 300  # marks of a strip: where there are more, one stands for its neighbours
_LETTER = 0.55  # the width of one below a strip, in em
# The widths of a page, in em, from which a number below a strip is shown, and the class
# that hides it in narrower ones.
_WIDTHS = ((13, "pb-mark"), (30, "pb-mark pb-from-30"), (54, "pb-mark pb-from-54"))
# One mark as a form to fill in: hundreds come at a time.
_TICK = Markup('<a tabindex="-1" href="#{0}" title="{1}" style="left:{2}"></a>')


@validated
def dispersion(texts: Texts, queries: Queries, names: Names = None) -> Picture:
    """Where words fall: one strip for each word and text, a mark for each time it
    stands there, which leads to its sentence, and lines where sections begin.

    `names` are what the strips are called, a name for each search; without them they
    are called after the searches.
    """
    from helpers import words  # here: not every picture counts, and a table never does

    names = _named(queries, names)
    longest = max(max(len(words.index(text)) for text in texts), 1)
    strips = [
        _strip(text, query, name, len(words.index(text)) / longest)
        for query, name in zip(queries, names)
        for text in texts
    ]
    return Picture(join([*strips, *map(_sections, texts)]))


@validated
def places(texts: Texts, queries: Queries, names: Names = None) -> DataFrame:
    """The marks of `dispersion` as a table: section, text, word, count, and the places,
    sentence by sentence.

    >>> from helpers import texts
    >>> places([texts.load("1906")], ["will"])["places"][4]
    '1906:24.4, 1906:26.1, 1906:26.2, 1906:26.3'
    """
    import pandas as pd

    names, rows = _named(queries, names), []
    for text in texts:
        for query, name in zip(queries, names):
            marks = _places(text, query)
            for title, first, last in text.sections:
                inside = [place for place, n, _ in marks if first <= n <= last]
                shown = ", ".join(dict.fromkeys(inside))
                rows.append((title, text.id, name, len(inside), shown))
    return pd.DataFrame(rows, columns=["section", "text", "word", "count", "places"])


@validated
def thirds(text: Text, queries: Queries, names: Names = None) -> str:
    """The marks of `dispersion` in words: how many stand in each third of a text.

    >>> from helpers import texts
    >>> thirds(texts.load("1906"), ["will"])
    'Marks in the first, middle and last third: will 24, 3 and 17.'
    """
    from helpers import words

    length, counted = len(words.index(text)), []
    for query, name in zip(queries, _named(queries, names)):
        third = words.positions(text, query)["at"] * 3 // length
        first, middle, last = ((third == n).sum() for n in range(3))
        counted.append(f"{name} {first}, {middle} and {last}")
    return f"Marks in the first, middle and last third: {'; '.join(counted)}."


def _named(queries: Sequence[str], names: Sequence[str] | None) -> Sequence[str]:
    names = queries if names is None else names
    if len(names) != len(queries):
        raise SeminarError(
            f"There are {len(names)} names for {len(queries)} searches. Give a name for"
            " each."
        )
    return names


@functools.lru_cache(maxsize=64)
def _places(text: Text, query: str) -> list[tuple[str, int, int]]:
    """The sentence of each match, the number of its paragraph, and how many words of
    the text stand before it.
    """
    from helpers import words

    index, matches = words.index(text), words.matches(text, query)
    before, sentences = _sentences_before(text), index.sentence[matches.first].tolist()
    marks = []
    for n, of, at in zip(matches.paragraph.tolist(), sentences, matches.first.tolist()):
        paragraph = index.paragraphs[n]
        place = cite.sentence(paragraph.cite, of - before[n] + 1)
        marks.append((place, paragraph.number, at))
    return marks


@functools.lru_cache(maxsize=8)
def _sentences_before(text: Text) -> list[int]:
    from helpers import words

    before = [0]
    for paragraph in words.index(text).paragraphs:
        before.append(before[-1] + max(len(paragraph.sentence_ends), 1))
    return before


def _strip(text: Text, query: str, name: str, width: float) -> Markup:
    """A strip of this share of the width, its name above and paragraphs below."""
    from helpers import words

    marks, length = _places(text, query), max(len(words.index(text)), 1)
    begins = _begins(text)
    edges = [
        stroke((at / length,) * 2, ("0", "100%"), class_="pb-edge")
        for at in begins.values()
        if at
    ]
    wide = f"width:{percent(width)}"
    count = f"{len(marks):,} in {length:,} words"
    return tag(
        "div",
        tag("p", sign(text.id), tag("b", f"{name}, {text.id}"), f" {count}"),
        tag(
            "div",
            tag("svg", *edges, width="100%", height="100%"),
            *_ticks(marks, length),
            **dressed(text.id, "pb-track", wide),
        ),
        tag(
            "div", *_numbers(text, begins, length, width), class_="pb-scale", style=wide
        ),
        class_="pb-dispersion",
    )


def _ticks(marks: Sequence[tuple[str, int, int]], length: int) -> list[Markup]:
    """A mark for each place, or for the places that are too many to be kept apart."""
    apart: dict[float, list[str]] = {}
    fine = len(marks) <= MOST
    for place, _, at in marks:
        share = at / length
        apart.setdefault(share if fine else int(share * MOST) / MOST, []).append(place)
    return [
        _TICK.format(listed[0], _title(listed), percent(share))
        for share, listed in apart.items()
    ]


def _title(listed: list[str]) -> str:
    if len(listed) == 1:
        return listed[0]
    return f"{len(listed)} places, the first {listed[0]}"


def _begins(text: Text) -> dict[int, int]:
    """How many words stand before each section, by the number of its first
    paragraph.
    """
    from helpers import words

    index = words.index(text)
    sizes = dict(zip(index.cites, index.words_in_paragraph.tolist()))
    firsts = {section.first for section in text.sections}
    begins, passed = {}, 0
    for paragraph in text:
        if paragraph.number in firsts:
            begins[paragraph.number] = passed
        passed += sizes.get(paragraph.cite, 0)  # a bracketed note is not counted
    return begins


def _numbers(
    text: Text, begins: dict[int, int], length: int, width: float
) -> list[Markup]:
    """The first paragraphs of sections below a strip, in narrow pages only those that
    have room.
    """
    shown: dict[int, str] = {}
    for em, name in reversed(_WIDTHS):  # in the end the narrowest
        end = float("-inf")
        for number, at in begins.items():
            left = at / length * width * em
            if left >= end:
                shown[number] = name
                end = left + (len(str(number)) + 1) * _LETTER
    return [
        tag("a", number, **_leading(text, number), class_=shown[number], style=left)
        for number, at in begins.items()
        if number in shown
        for left in [f"left:{percent(at / length)}"]
    ]


def _leading(text: Text, number: int) -> dict[str, Any]:
    place = cite.paragraph(text.id, number)
    return {"href": f"#{place}", "title": place, "tabindex": "-1"}


def _sections(text: Text) -> Markup:
    """The sections of a text by the number of their first paragraph."""
    listed = [
        tag(
            "a",
            join([tag("b", section.first), section.title], " "),
            **_leading(text, section.first),
            class_="pb-mark",
        )
        for section in text.sections
    ]
    about = f"Lines and numbers: where sections of {text.id} begin. "
    return tag("p", about, join(listed, " · "), class_="pb-sections")
