"""Citations: the one place where they are read and written.

A citation names a text and a place in it: `1906:12` is a paragraph, `1906:15.2` a
sentence of it, `1906:12-14` and `1906:15.2-3` are ranges.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from helpers.errors import CitationError
from helpers.segments import visible

#: An id: what stands before the colon of a citation.
ID = re.compile(r"\w[\w-]*")
_CITATION = re.compile(
    r"\s*(?P<id>[^\s:]+):(?P<paragraph>\d{1,9})(?:\.(?P<sentence>\d{1,9}))?"
    r"(?:[-–](?P<last>\d{1,9})(?:\.(?P<last_sentence>\d{1,9}))?)?\s*"
)
_PLACE = r"\d{1,9}(?:\.\d{1,9})?(?:[-–]\d{1,9}(?:\.\d{1,9})?)?"
_IN_PROSE = re.compile(rf"\b([\w-]+): ?({_PLACE})\b")
_LINK = re.compile(rf"\[([\w-]+:{_PLACE})\]\(#\1\)")
_NOT_PROSE = re.compile(r"`[^`]*`|!?\[[^]]*\]\([^)]*\)")  # code, links, pictures
_SENTENCE = re.compile(r"[\w-]{1,40}:\d{1,4}\.\d{1,3}")
_HOW = (
    "Write 1906:12 for a paragraph, 1906:15.2 for a sentence, 1906:12-14 for a range."
)
_DASH = re.compile(r"\s*[-‐‑–—]\s*")
_SIGN = r"(?:pp?|§§?|¶¶?|par(?:a(?:graph)?)?s?)\.?\s*"
_NUMBERS = r"(\d{1,9}(?:\.\d{1,9})?(?:\s*[-‐‑–—]\s*\d{1,9}(?:\.\d{1,9})?)?)(?![\w:])"
_AS_TYPED = rf"(?:{_SIGN})?{_NUMBERS}"
#: In a box for a citation alone other signs will do, and the place may come first.
_SIGN_ALONE = rf"(?:{_SIGN}|(?:pages?|pgs?|nos?|numbers?)\b\.?\s*|#\s*)*"
_ALONE = rf"{_SIGN_ALONE}{_NUMBERS}"
_WITH_ID = re.compile(rf"(?<![\w:.-])(\w[\w-]*)\s*[:∶꞉]\s*{_ALONE}", re.IGNORECASE)
_PLACE_ALONE = re.compile(rf"[\s(\[]*{_ALONE}[\s)\].,;]*", re.IGNORECASE)
#: What goes on after a place and would be passed over: a number, or another text.
_GOES_ON = re.compile(
    r"(?:[\s.,;/()\[#&‐‑–—-]|and\b|to\b)+(?:[\w-]+:)?\d", re.IGNORECASE
)
_FOLLOWING = re.compile(r"(?<=\d)\s*(?:ff?|sqq?)\b\.?", re.IGNORECASE)
_TO = re.compile(r"(?<=\d)\s*\bto\b\s*(?=\d)", re.IGNORECASE)
#: In running prose a number after an id needs a sign, or brackets around both:
#: "in 1936 85 paragraphs" cites nothing.
_SPOKEN = (
    rf"\b[\s,.;:/)\]-]{{0,5}}{_SIGN}{_NUMBERS}"
    rf"|\s{{0,3}}[,;]?\s{{1,3}}{_NUMBERS}(?=[)\]])"
)
_QUOTED = re.compile('“[^”]*”|"[^"]*"|«[^»]*»')
#: A sentence that is named with a word, and a text that is named twice in a range.
_SENTENCE_IN_WORDS = re.compile(
    r"(?<=\d)[\s,]*(?:sentences?|sent\b\.?|s\.)\s*(?=\d)", re.I
)
_ID_AGAIN = re.compile(r"(?<![\w:.-])(\w+)(:\s*[\d.]+)\s*[-‐‑–—]\s*\1\s*:\s*")


class Citation(NamedTuple):
    """A place or a range: `text_id`, and its first and last paragraph and sentence.

    `sentence` and `last_sentence` are None where whole paragraphs are meant.
    """

    text_id: str
    paragraph: int
    sentence: int | None
    last: int
    last_sentence: int | None

    def __str__(self) -> str:
        start = f"{self.text_id}:{self.paragraph}"
        if self.sentence is not None:
            start += f".{self.sentence}"
        if (self.last, self.last_sentence) == (self.paragraph, self.sentence):
            return start
        if self.last == self.paragraph and self.sentence is not None:
            return f"{start}-{self.last_sentence}"
        end = "" if self.last_sentence is None else f".{self.last_sentence}"
        return f"{start}-{self.last}{end}"

    @property
    def in_paragraph(self) -> str:
        """The citation of the (first) paragraph: `1906:15` for `1906:15.2`."""
        return paragraph(self.text_id, self.paragraph)


def parse(cite: object) -> Citation:
    """Read a citation; CitationError for what is none.

    >>> parse("1906:15.2-3")
    Citation(text_id='1906', paragraph=15, sentence=2, last=15, last_sentence=3)
    >>> str(parse("1906:12–14"))
    '1906:12-14'
    """
    match = _CITATION.fullmatch(str(cite))
    if not match:
        raise CitationError(f"{str(cite)[:60]!r} is not a citation. {_HOW}")
    text_id = match["id"]
    number, sentence, last, last_sentence = (
        None if match[name] is None else int(match[name])
        for name in ("paragraph", "sentence", "last", "last_sentence")
    )
    assert number is not None  # the pattern wants it
    if last is None:
        return Citation(text_id, number, sentence, number, sentence)
    if sentence is not None and last_sentence is None:  # sentences of one paragraph
        return Citation(text_id, number, sentence, number, last)
    return Citation(text_id, number, sentence, last, last_sentence)


def read(typed: str, text_id: str = "", ids: Iterable[str] = ()) -> Citation:
    """The citation that a person has typed, in any form in which one is written.

    A number alone is a paragraph of the text with `text_id`; `ids` are the texts that
    may be named otherwise than with a colon; one of them alone is its first paragraph.
    Quoted words are passed over.
    CitationError for what names no place, or several.

    >>> str(read("(1936: 74)")), str(read("p. 74", "1936"))
    ('1936:74', '1936:74')
    >>> str(read("The Revolution Betrayed (1936), §74", ids=["1906", "1936"]))
    '1936:74'
    """
    words = _as_read(typed)
    ids = list(ids)
    if words.strip() in ids:  # who types 1906 means the text, and no paragraph 1906
        return parse(paragraph(words.strip(), 1))
    places = _named(words, ids)
    if not places and text_id and (alone := _PLACE_ALONE.fullmatch(words)):
        places = [(text_id, alone[1], "")]
    written = {f"{named}:{_DASH.sub('-', place)}" for named, place, _ in places}
    if len(written) > 1:
        raise CitationError(
            f"{typed[:60]!r} names {' and '.join(sorted(written))}. Write one of them."
        )
    if any(_GOES_ON.match(after) for *_, after in places[-1:]):
        raise CitationError(
            f"{typed[:60]!r} names {written.pop()}, and a number goes on after it."
            f" {_HOW}"
        )
    return parse(written.pop() if written else typed)


def _as_read(typed: str) -> str:
    """What was typed without quoted words and unseen signs, in one way of writing."""
    words = _QUOTED.sub(" ", unicodedata.normalize("NFKC", visible(typed)))
    words = _TO.sub("-", _FOLLOWING.sub("", words))
    return _ID_AGAIN.sub(r"\1\2-", _SENTENCE_IN_WORDS.sub(".", words))


def _named(words: str, ids: list[str]) -> list[tuple[str, str, str]]:
    """The texts and places that words name, with what comes after each."""
    known = "|".join(map(re.escape, ids)) or "(?!)"
    ways = [
        (_WITH_ID.pattern, 1, 2),
        (rf"(?<![\w:.])({known})\b[\s,.;:/)\]#‐‑–—-]*{_ALONE}", 1, 2),
        (rf"(?<![\w:.]){_ALONE}\s*(?:[,/(\[]|of\b|in\b)\s*({known})\b", 2, 1),
    ]
    for pattern, text, place in ways:
        matches = re.finditer(pattern, words, re.IGNORECASE)
        if places := [(m[text], m[place], words[m.end() :]) for m in matches]:
            return places
    return []


def paragraph(text_id: object, number: int) -> str:
    """The citation of a paragraph.

    >>> paragraph("1906", 12)
    '1906:12'
    """
    return f"{text_id}:{number}"


def sentence(cite: str, number: int) -> str:
    """The citation of a sentence of the paragraph cited.

    >>> sentence("1906:15", 2)
    '1906:15.2'
    """
    return f"{cite}.{number}"


def text_of(cite: str) -> str:
    """The id of the text that a citation names.

    >>> text_of("1906:15.2")
    '1906'
    """
    return parse(cite).text_id


def number_of(cite: str) -> int:
    """The number of the (first) paragraph that a citation names.

    >>> number_of("1906:15.2")
    15
    """
    return parse(cite).paragraph


def is_sentence(cite: str) -> bool:
    """Whether this is the citation of one sentence, of a length that a page can show.

    >>> is_sentence("1906:15.2"), is_sentence("1906:15")
    (True, False)
    """
    return bool(_SENTENCE.fullmatch(cite))


def mentions(prose: str) -> list[str]:
    """The citations that stand in a prose, in order, as they are written here.

    >>> mentions("Power narrows (1906: 9), as 1936:74-75 says.")
    ['1906:9', '1936:74-75']
    """
    return [f"{text_id}:{place}" for text_id, place in _IN_PROSE.findall(prose)]


def places(prose: str, ids: Iterable[str]) -> list[tuple[int, int, Citation]]:
    """The citations of these texts in a prose, in any form in which `read` takes one,
    with where each begins and ends.

    >>> prose = "As (1936: 74-75) and 1906, §9 say"
    >>> [str(place) for *_, place in places(prose, ["1906", "1936"])]
    ['1936:74-75', '1906:9']
    """
    known = {each.casefold(): each for each in ids}
    named = "|".join(map(re.escape, sorted(known, key=len, reverse=True))) or "(?!)"
    written = re.compile(
        rf"(?<![\w:.-])({named})(?:\s*:\s*{_AS_TYPED}|{_SPOKEN})", re.IGNORECASE
    )
    matches = [(m, next(filter(None, m.groups()[1:]))) for m in written.finditer(prose)]
    return [
        (m.start(), m.end(), parse(f"{known[m[1].casefold()]}:{_DASH.sub('-', place)}"))
        for m, place in matches
    ]


def linked(prose: str, ids: Iterable[str]) -> str:
    """A prose in Markdown in which each citation of these texts is a link.

    What stands in code or in a link already is left as it is.

    >>> linked("See 1906:9 and `1906:9`.", ["1906"])
    'See [1906:9](#1906:9) and `1906:9`.'
    """
    named = "|".join(map(re.escape, ids))
    citation = re.compile(rf"(?<![\w:.#/-])((?:{named}):{_PLACE})\b")
    parts, at = [], 0
    for aside in _NOT_PROSE.finditer(prose):
        parts += [citation.sub(r"[\1](#\1)", prose[at : aside.start()]), aside[0]]
        at = aside.end()
    return "".join([*parts, citation.sub(r"[\1](#\1)", prose[at:])])


def unlinked(prose: str) -> str:
    """A prose in Markdown as it reads: its citations without their links.

    >>> unlinked("See [1906:9](#1906:9).")
    'See 1906:9.'
    """
    return _LINK.sub(r"\1", prose)
