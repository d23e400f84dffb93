"""Every quotation and every citation of an essay, looked up. It keeps nothing, and
judges neither an essay nor its writer.
"""

import re
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from helpers import cite, texts
from helpers.checks import essays, quoting, senses
from helpers.checks.essays import Quotation
from helpers.checks.places import (
    LONGEST,
    Near,
    Standing,
    indexed,
    nearest,
    standings,
    stands,
)
from helpers.cite import Citation
from helpers.errors import ArgumentError, CitationError
from helpers.texts import Text
from helpers.validation import Path, validated

if TYPE_CHECKING:
    import pandas as pd

MOST_SIGNS = 120_000  # of an essay, some twenty thousand words
MOST_LINES = 1_000
_COLUMNS = ["quote", "cite", "result", "look", "stands_at"]
_LOOKED_AT = 6  # places of words that stand at many
_LISTED = 3  # places and changes that are named
_AROUND = 8  # words of the essay on either side of a quotation
TRANSLATED = (
    "All of this rests on one translation of each text: another translator would have"
    " other words."
)


class Line(NamedTuple):
    """A quotation or a citation of an essay, looked up: `looks` are what to look at,
    `start` and `end` where it stands in `Audited.essay`, `spans` the words of the
    paragraphs at `stands_at`: (cite, start, end).
    """

    quote: str
    cite: str
    result: str
    looks: tuple[str, ...]
    stands_at: str
    start: int
    end: int
    spans: tuple[tuple[str, int, int], ...] = ()

    @property
    def look(self) -> str:
        """What to look at, in one string."""
        return " ".join(self.looks)


class Audited(NamedTuple):
    """What `audit` says of an essay, line by line, and once of it all: the `notes`."""

    essay: str
    lines: list[Line]
    notes: list[str]


def _an_essay(value: object) -> Any:
    from helpers.validation import Wrong

    if not isinstance(value, str):
        raise Wrong("the words of an essay in quotation marks")
    return value


Essay = Annotated[str, _an_essay]


@validated
def audit(essay: Essay, folder: Path | None = None) -> "pd.DataFrame":
    """Every quotation and citation of an essay held against the texts, as a table:
    quote, cite, result ("exact" | "near" | "elsewhere" | "absent"), look, stands_at.

    `look` says where the words stand and the sense may not, and what is near. A
    citation without a quotation has an empty quote. `.attrs["notes"]` has what is true
    of all of it.

    >>> table = audit("He calls it “a formidable beast” (1906:12).")
    >>> table.iloc[0].to_list()
    ['a formidable beast', '1906:12', 'absent', '', '']
    """
    import pandas as pd

    done = audited(essay, folder)
    rows = [
        (each.quote, each.cite, each.result, each.look, each.stands_at)
        for each in done.lines
    ]
    table = pd.DataFrame(rows, columns=_COLUMNS, dtype=str)
    table.attrs["notes"] = done.notes
    return table


@validated
def audited(essay: Essay, folder: Path | None = None) -> Audited:
    """The lines of `audit` without a table, in the order of the essay."""
    if len(essay) > MOST_SIGNS:
        raise ArgumentError(
            f"This has {len(essay):,} signs, and at most {MOST_SIGNS:,} are read at"
            " once, some twenty thousand words. Take it in parts."
        )
    loaded = {text.id: text for text in texts.load_all(folder)}
    read = essays.read(essay, loaded, lambda w: _stands(w, loaded), MOST_LINES)
    lines, notes = [], []
    for quotation in read.quotations:
        line = _looked_up(read.words, quotation, loaded)
        if line:
            lines.append(line)
    cited = read.citations[:MOST_LINES]
    lines += [_citation(start, end, place, loaded) for start, end, place in cited]
    if read.more or len(read.citations) > MOST_LINES:
        notes.append(f"Only the first {MOST_LINES:,} were looked up.")
    if any("translator" in text.front for text in loaded.values()):
        notes.append(TRANSLATED)
    return Audited(read.words, sorted(lines, key=lambda line: line.start), notes)


@validated
def suggestion(answer: str) -> list[str]:
    """What to look at in the quotations of an answer: a list of sentences, empty where
    there is nothing, or nothing can be looked up.

    >>> suggestion("“has betrayed the revolution” (1936:74)")
    []
    """
    if len(answer) > MOST_SIGNS:
        return []
    lines = audited(answer).lines
    looks = [look for line in lines if line.result == "exact" for look in line.looks]
    return list(dict.fromkeys(looks))


def _stands(words: str, loaded: dict[str, Text]) -> bool:
    return any(stands(words, indexed(text)) for text in loaded.values())


def _looked_up(
    essay: str, quotation: Quotation, loaded: dict[str, Text]
) -> Line | None:
    """The line of a quotation; None for a word or two that are a term or a title."""
    many = len(quoting.units(quotation.words))
    titles = {quoting.plain(text.title) for text in loaded.values()}
    if not many or quoting.plain(quotation.words).strip(" .,;:") in titles:
        return None
    able = [
        standing
        for text in loaded.values()
        for standing in standings(
            quotation.words, indexed(text), _ranges(quotation.citations, text)
        )
    ]
    if many < 3 and quotation.bond < essays.TIGHT:  # a term, unless it is cited
        able = [each for each in able if _cited_at(quotation, each)]
        if not able or quotation.bond == essays.NEAR:
            return None
    if able:
        return _standing(quotation, able, _around(essay, quotation))
    near = [each for text in loaded.values() if (each := _nearest(quotation, text))]
    if near:
        return _near(quotation, max(near, key=lambda each: each.likeness))
    looks = _no_place(quotation, loaded)
    if many > LONGEST:
        looks += ("It is too long to be compared word by word: take it in parts.",)
    return _line(quotation, "absent", looks)


def _nearest(quotation: Quotation, text: Text) -> Near | None:
    ranges = _ranges(quotation.citations, text)
    return nearest(quotation.words, indexed(text), ranges)


def _standing(quotation, able: list[Standing], around) -> Line:
    """The line of a quotation whose words stand: at a citation beside it, if they do,
    and of several places where there is least to look at.
    """

    def rank(standing):
        cited = _cited_at(quotation, standing)
        return cited is None, not standing.ordered, not standing.same

    able = sorted(able, key=rank)
    alike = [each for each in able if rank(each) == rank(able[0])][:_LOOKED_AT]
    looks = [senses.looks(each, around) for each in alike]
    least = min(range(len(alike)), key=lambda n: len(looks[n]))
    best, more = alike[least], tuple(looks[least])
    at = _cited_at(quotation, best)
    result = (
        "exact"
        if at or (quotation.bond == essays.NEAR) or not quotation.citations
        else "elsewhere"
    )
    if not best.same:
        result = "near" if result == "exact" else result
        more = ("The words are the same; signs between them differ.", *more)
    several = [each for each in able if _cited_at(quotation, each)] if at else able
    return _line(quotation, result, more, [best] if at else several, best, at)


def _near(quotation: Quotation, near: Near) -> Line:
    """The line of a quotation that stands nearly so, and what differs."""
    standing = Standing(near.words, near.spans, same=False)
    where = _where(quotation, standing)
    looks = [f"{where} {_change(*change)}" for change in near.changes[:_LISTED]]
    if len(near.changes) > _LISTED:
        looks.append(f"And {len(near.changes) - _LISTED} more differences.")
    looks += senses.of_another(standing)
    at = _cited_at(quotation, standing)
    return _line(quotation, "near", tuple(looks), [standing], standing, at)


def _change(text: str, quoted: str) -> str:
    if not quoted:
        return f"also has “{text}”."
    if not text:
        return f"does not have “{quoted}”."
    return f"has “{text}” where the quotation has “{quoted}”."


def _line(quotation, result, looks=(), several=(), best=None, at=None) -> Line:
    """A line; where the words stand at a citation, it is as fine as that."""
    places = dict.fromkeys(_where(quotation, each) for each in several[:_LOOKED_AT])
    cited = at or (
        None
        if (quotation.bond == essays.NEAR)
        else next(iter(quotation.citations), None)
    )
    return Line(
        quotation.words,
        str(cited or ""),
        result,
        tuple(looks),
        ", ".join([*places][:_LISTED]) + (" …" if len(places) > _LISTED else ""),
        quotation.start,
        quotation.end,
        tuple(_spans(best)) if best else (),
    )


def _spans(standing: Standing):
    """The words of a standing as offsets in each of its paragraphs."""
    words = standing.words
    for span in standing.spans:
        for number in sorted({words.paragraph[n] for n in range(*span)}):
            inside = [n for n in range(*span) if words.paragraph[n] == number]
            start, end = words.start[inside[0]], words.end[inside[-1]]
            yield words.text[number].cite, start, end


def _where(quotation: Quotation, standing: Standing) -> str:
    """The citation of the place: of sentences where the essay cites sentences."""
    text_id, numbers = standing.words.text.id, standing.paragraphs
    if not standing.ordered and len(numbers) > 1:
        return " and ".join(cite.paragraph(text_id, number) for number in numbers)
    (first, begin), (last, end) = standing.sentences[0], standing.sentences[-1]
    fine = any(each.sentence is not None for each in quotation.citations)
    if not fine:
        return str(Citation(text_id, first, None, last, None))
    return str(Citation(text_id, first, begin, last, end))


def _cited_at(quotation: Quotation, standing: Standing) -> Citation | None:
    """The citation of the quotation at which the words stand."""
    for each in quotation.citations:
        if each.text_id != standing.words.text.id:
            continue
        first = each.paragraph, each.sentence or 0
        last = each.last, each.last_sentence or 10**9
        if all(first <= place <= last for place in standing.sentences):
            return each
    return None


def _ranges(citations, text: Text) -> list[range]:
    """The paragraphs of a text that are cited together."""
    return [
        range(each.paragraph, each.last + 1)
        for each in citations
        if each.text_id == text.id and each.last > each.paragraph
    ] + [
        range(each.paragraph, each.paragraph + 1)
        for each in citations
        if each.text_id == text.id and each.last == each.paragraph
    ]


def _no_place(quotation: Quotation, loaded: dict[str, Text]) -> tuple[str, ...]:
    """What is wrong with a citation beside words that stand nowhere."""
    if quotation.bond == essays.NEAR:
        return ()
    wrong = [_wrong(each, loaded) for each in quotation.citations]
    return tuple(filter(None, wrong))


def _wrong(place: Citation, loaded: dict[str, Text]) -> str:
    """What is wrong with a citation; nothing where it names a place."""
    try:
        text = loaded[place.text_id]
        for number in (place.paragraph, place.last):
            text[number]
        texts.find(str(place), text.folder)
    except CitationError as error:
        return str(error)
    return ""


def _citation(start: int, end: int, place: Citation, loaded: dict[str, Text]) -> Line:
    """The line of a citation that no quotation stands beside."""
    wrong = _wrong(place, loaded)
    if wrong:
        return Line("", str(place), "absent", (wrong,), "", start, end)
    return Line("", str(place), "exact", (), str(place), start, end)


def _around(essay: str, quotation: Quotation) -> senses.Around:
    """The words of the essay just before and behind a quotation, in its sentence."""
    before = essay[max(quotation.start - 120, 0) : quotation.start]
    after = essay[quotation.end : quotation.end + 120]
    before = re.split(r"[.!?…]\s|\n\n", before)[-1]
    after = re.split(r"[.!?…]\s|\n\n", after)[0]
    return senses.Around(
        frozenset(quoting.units(before)[-_AROUND:]),
        frozenset(quoting.units(after)[:_AROUND]),
    )
