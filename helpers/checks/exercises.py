"""The checks of an answer to an exercise: a number counted, a passage cited, a
quotation that stands in it.
"""

import fnmatch
import re
from collections.abc import Collection, Mapping
from typing import Annotated, Any, NamedTuple

from helpers import arguments, cite, texts
from helpers.errors import SeminarError
from helpers.segments import tokenise
from helpers.validation import Whole, Wrong, validated

STANDS = "The words stand in"  # so begins what is said where a quotation stands
LEAST = 3  # words of a quotation that can show something
# Double marks, one kind inside another; then those of two kinds; where an answer has
# none, single ones.
_QUOTES = re.compile(
    r'“(?:[^“”"]|"[^"“”()]*")+”|„[^“”]+[“”]|«[^»]+»|"(?:[^"“”]|“[^“”]*”)+"'
    r'|["“„][^"“”„]+["”]'
)
_SINGLE = re.compile(r"(?<!\w)['‘‚](?:[^'‘’]|(?<=\w)['’](?=\w))+['’](?!\w)")
_NUMBER = re.compile(r"(?<![\w:.])-?\d+(?:[.,]\d+)?(?![\w:])")


def _named_sides(value: object) -> Any:
    if (
        isinstance(value, Mapping)
        and value
        and all(isinstance(words, str) for side in value.items() for words in side)
    ):
        return value
    raise Wrong('the words that name each side, as {"a critic": "critic*|Pipes"}')


def _cites(value: object) -> Any:
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        return [cite.parse(each).in_paragraph for each in value]
    raise Wrong('a list of citations, as ["1906:1", "1906:2"]')


def _some_quotes(value: object) -> Any:
    listed = list(value) if isinstance(value, list | tuple | set | frozenset) else [0]
    if all(isinstance(each, str) for each in listed):
        return listed
    raise Wrong('a list of quotations, as ["the words of the question"]')


Quotes = Annotated[Collection[str], _some_quotes]
Cites = Annotated[Collection[str], _cites]
Passages = Annotated[int, Whole(1, 20)]


@validated
def counted(answer: str, text: texts.Text, query: str) -> str:
    """Says whether a number in the answer is how often the search is found in the text;
    the year of a text is no number here.

    Of several numbers the one beside the text's id or year counts, where as many texts
    as numbers are named.

    >>> counted("I count 44.", texts.load("1906"), "will")
    'Yes: “will” stands 44 times in 1906.'
    """
    from helpers import words  # which needs numpy, and no other check does

    known = {
        str(name): other.id
        for other in [*texts.load_all(), text]
        for name in (other.id, other.year)
    }
    numbers = [number for number in _NUMBER.findall(answer) if number not in known]
    if not numbers:
        return "Write a number, in figures."
    named = [known[word] for word in re.findall(r"[\w-]+", answer) if word in known]
    if len(numbers) == len(named):
        numbers = [number for number, where in zip(numbers, named) if where == text.id]
    if len(numbers) != 1:
        return f"Write the one number that you counted in {text.id}."
    right = words.count(text, query)
    if float(numbers[0].replace(",", ".")) == right:
        return f"Yes: “{query}” stands {right} times in {text.id}."
    return (
        f"Not {numbers[0]}. Look up {query} in {text.id} only, and read how often it"
        " stands there."
    )


class _Remark(Exception):
    """What is to be said of an answer before anything else of it is looked at."""


@validated
def cited(
    answer: str,
    among: Cites = (),
    passages: Passages = 1,
    within: str = "",
    but_not: Quotes = (),
) -> str:
    """Says whether the answer cites passages and quotes words that stand there; `among`
    limits which citations will do.

    A quotation must stand in the citation beside it, before or after; so many different
    `passages` must have one, all of the text whose id is `within`. What the question
    quotes itself, `but_not`, is no answer. A quotation is anything between double
    quotation marks, or single ones where there are no others; case, dashes and the
    shape of quotation marks do not matter.

    >>> cited('Power narrows: "the narrower and more shaky does the ground" (1906:9).')
    'The words stand in 1906:9.'
    """
    try:
        places = _places(answer, among)
        stand: list[str] = []
        quotations = _beyond(_quotations(answer, places), but_not)
        for quotation in quotations:
            able = _where(quotation, places)
            stand += [next((place for place in able if place not in stand), able[0])]
        stand = _of_text(stand, within)
    except _Remark as remark:
        return str(remark)
    where = " and ".join(dict.fromkeys(stand))
    if len(set(stand)) < passages:
        return (
            f"{STANDS} {where}. Cite and quote another passage:"
            f" {passages} are asked for."
        )
    return f"{STANDS} {where}."


def _beyond(
    quotations: list["_Quotation"], question: Collection[str]
) -> list["_Quotation"]:
    """The quotations without those that the question has already."""
    own = [
        quotation
        for quotation in quotations
        if not any(
            _stands(quotation.words, words) or _stands(words, quotation.words)
            for words in question
        )
    ]
    if quotations and not own:
        raise _Remark(
            f"“{quotations[0].words}” stands in the question already. Quote the words"
            " that answer it."
        )
    return own


def _of_text(stand: list[str], text_id: str) -> list[str]:
    """The citations of a text; of all where none is named."""
    of_it = [place for place in stand if text_id in ("", cite.text_of(place))]
    if not of_it:
        raise _Remark(
            f"{STANDS} {' and '.join(dict.fromkeys(stand))}. The question"
            f" asks for a passage of {text_id}. Cite and quote one."
        )
    return of_it


class _Quotation(NamedTuple):
    words: str
    beside: set[str]  # the citations next to it


def _places(answer: str, among: Collection[str]) -> dict[str, str]:
    """The citations of an answer, with the words that stand there."""
    if not answer.strip():
        raise _Remark("Nothing written yet.")
    cites = cite.mentions(answer)
    if not cites:
        raise _Remark("No passage is cited yet. Write a citation such as 1906:12.")
    try:
        known = _known(cites) or cites
        places = {each: texts.passage(each) for each in known}
    except SeminarError as error:
        raise _Remark(str(error)) from None
    for each in places:
        if among and cite.parse(each).in_paragraph not in among:
            raise _Remark(
                f"{each} is a passage, but not one that this question is about. Look"
                " again in the section named above."
            )
    return places


def _quotations(answer: str, places: Mapping[str, str]) -> list[_Quotation]:
    """The quotations of an answer, of which one at least is long enough."""
    spans = [match.span() for match in _marked(answer)]
    quotations = [
        _Quotation(answer[start + 1 : end - 1], _beside(answer, spans, n))
        for n, (start, end) in enumerate(spans)
        if tokenise(answer[start:end])
    ]
    if not quotations:
        raise _Remark(
            f"{' and '.join(places)}: found. Now quote the words that decide it,"
            " between double quotation marks."
        )
    if all(_is_short(quotation) for quotation in quotations):
        raise _Remark(
            f"“{quotations[0].words}” is too short to show what you mean."
            " Quote at least three words."
        )
    # A short one that stands nowhere may be the name of a side.
    return [
        quotation
        for quotation in quotations
        if not _is_short(quotation)
        or any(_stands(quotation.words, passage) for passage in places.values())
    ]


def _marked(answer: str) -> list[re.Match[str]]:
    """What stands between quotation marks, with them: between double ones, or else
    between single ones.
    """
    return [*_QUOTES.finditer(answer)] or [*_SINGLE.finditer(answer)]


def _is_short(quotation: _Quotation) -> bool:
    return len(tokenise(quotation.words)) < LEAST


def _where(quotation: _Quotation, places: Mapping[str, str]) -> list[str]:
    """The citations at which a quotation stands and beside which it is put."""
    words, beside = quotation
    able = [place for place, passage in places.items() if _stands(words, passage)]
    if not able:
        raise _Remark(
            f"“{words}” does not stand in {' or '.join(places)}. Copy the words"
            " exactly, or mend the citation."
        )
    if beside and not set(able) & beside:
        raise _Remark(
            f"“{words}” stands in {able[0]}, and not in"
            f" {' or '.join(sorted(beside))}. Put the citation beside its words."
        )
    return [place for place in able if not beside or place in beside]


@validated
def argued(
    answer: str,
    sides: Annotated[Mapping[str, str], _named_sides],
    among: Cites = (),
    passages: Passages = 1,
) -> str:
    """Says whether an answer cites and quotes as `cited` wants it, and names both sides
    in words of its own; never which side is right.

    `sides` gives each side's name the words that name it, as `bureaucra*|say yes`;
    words inside quotations of three or more do not count.

    >>> sides = {"the author": "author", "a critic": "critic*|Pipes"}
    >>> print(argued('The author: "To betray it is not enough" (1936:74).', sides))
    The words stand in 1936:74. Not named yet: a critic. Say in a sentence what this \
side would answer.
    """
    remark, spoken = cited(answer, among, passages), _spoken(answer)
    missing = [
        side
        for side, named in sides.items()
        if not any(
            fnmatch.fnmatchcase(spoken, f"* {pattern} *")
            for pattern in named.casefold().split("|")
        )
    ]
    if missing:
        return (
            f"{remark} Not named yet: {' and '.join(missing)}. Say in a sentence what"
            " this side would answer."
        )
    return f"{remark} {'Both sides are' if len(sides) == 2 else 'Every side is'} named."


def _spoken(answer: str) -> str:
    """The words of an answer outside its quotations, between single spaces."""

    def kept(quotation: re.Match[str]) -> str:
        words = quotation.group()
        return " " if len(tokenise(words)) >= LEAST else words

    marks = _QUOTES if _QUOTES.search(answer) else _SINGLE
    return f" {' '.join(tokenise(marks.sub(kept, answer)))} "


def _beside(answer: str, spans: list[tuple[int, int]], n: int) -> set[str]:
    """The citations before the n-th quotation and the one after it, with no other
    quotation between.
    """
    before = spans[n - 1][1] if n else 0
    after = spans[n + 1][0] if n + 1 < len(spans) else len(answer)
    start, end = spans[n]
    near = cite.mentions(answer[before:start]) + cite.mentions(answer[end:after])[:1]
    return set(_known(near))


def _stands(quotation: str, passage: str) -> bool:
    """Whether the words stand in a passage as those of a map must; case and a stop at
    the end do not matter.
    """
    return arguments.stands(quotation.strip(" .,;:").casefold(), passage.casefold())


def _known(cites: list[str]) -> list[str]:
    """Those of these citations that name a text of ours: 12:30 is a time of day."""
    ids = {text.id for text in texts.load_all()}
    return [each for each in cites if cite.text_of(each) in ids]
