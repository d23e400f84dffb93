"""What an essay quotes and cites: quotations in all the forms in which people write
them, each with the citation that goes with it.
"""

import bisect
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from helpers import cite
from helpers.cite import Citation
from helpers.segments import composed

#: What closes a quotation that one of these opens.
_CLOSED_BY = {
    "“": "”“",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "”": "”",
    '"': '"',
}
_SINGLE = {"'": "'", "‘": "’'", "‚": "‘’"}
_MOST_PARAGRAPHS = 4  # that one quotation may run over
_LONGEST = 8_000  # signs of a quotation between marks
_ENDS = 4  # marks of which each may be the end of a quotation, or an apostrophe
_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_AGAIN = re.compile(r"\n\n\s*[“„«]")  # the mark once more, at each paragraph
_LIST = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s")
#: Apostrophes that a word begins with: '90s, 'tis.
_ELIDED = re.compile(
    r"\d|(?:tis|twas|twere|twill|em|til|till|cause|n|bout|round|cos)\b", re.IGNORECASE
)
_NEW_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«]?[^\W\d_]")
#: Between a quotation and the citation in brackets behind it.
_BRACKETS = re.compile(r"[^\w(\[]*(?:[(\[][^()\[\]\n]{0,120})?")
_SIGNATURE = re.compile(r"(?:^|\n)[ \t>]*(?:[—–]|--+)[^\n]*$|[—–-]+\s*$")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(#[^()\s]{0,80}\)")


NEAR, SENTENCE, TIGHT = range(3)


class Quotation(NamedTuple):
    """Words between marks, or a block of them, with where they begin and end in the
    essay; `citations` go with them, the first of them first. The `bond` says how: as
    TIGHT as brackets behind them, in one SENTENCE, or only NEAR.
    """

    start: int
    end: int
    words: str
    citations: tuple[Citation, ...] = ()
    bond: int = 0


class Essay(NamedTuple):
    """An essay as it is read: its words, what it quotes, and what it only cites."""

    words: str
    quotations: list[Quotation]
    citations: list[tuple[int, int, Citation]]
    more: bool  # whether it quotes more than this


def read(
    essay: str, ids: Iterable[str], stands: Callable[[str], bool], most: int
) -> Essay:
    """What an essay quotes, of its first `most` quotations, and cites of the texts with
    these ids.

    `stands` says whether words are found in a text: it decides where single marks may
    be apostrophes, and whether an indented paragraph is a quotation.
    """
    words = prepared(essay)
    places = cite.places(words, ids)
    spans = _blocks(words, places, stands)
    free = _masked(words, [(q.start, q.end) for q in spans])
    spans += _between_marks(free, stands)
    spans.sort()
    quotations = [_cited(words, spans, places, n) for n in range(min(len(spans), most))]
    taken = {place for quotation in quotations for place in quotation.citations}
    left = [place for place in places if place[2] not in taken]
    return Essay(words, quotations, left, len(spans) > most)


def prepared(essay: str) -> str:
    """An essay without what is not seen: links of citations, soft hyphens, spaces that
    only take place.
    """
    words = composed(essay).replace("\r\n", "\n").replace("\r", "\n")
    words = re.sub("[\u200b\u200c\u200d\u2060\ufeff]", "", words)
    words = re.sub(r"(?<=\S)[^\S\n]+", " ", words)
    words = re.sub(r"\n\s*\n", lambda m: "\n\n" + m[0].rpartition("\n")[2][:8], words)
    return _LINK.sub(r"\1", words)


def _masked(words: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words, with a blank for every sign of these spans."""
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [words[at:start], re.sub(r"[^\n]", " ", words[start:end])]
        at = max(at, end)
    return "".join([*parts, words[at:]])


# Blocks


def _blocks(words, places, stands) -> list[Quotation]:
    """The block quotations: lines behind a >, and paragraphs that are set in."""
    blocks = [(m.start(), m.end()) for m in _BLOCK.finditer(words)]
    marked = [span for span in blocks if words[slice(*span)].lstrip().startswith(">")]
    indented = [
        span
        for span in blocks
        if all(re.match(r" {3,}|\t", line) for line in words[slice(*span)].split("\n"))
        and not _LIST.match(words, *span)
    ]
    if 2 * len(indented) > len(blocks):  # then it is how paragraphs begin
        indented = []
    made = (_block(words, places, span, stands) for span in sorted(marked + indented))
    return [quotation for quotation in made if quotation]


def _block(words, places, span, stands) -> Quotation | None:
    """A block as a quotation, without the citation and the name under it; None where
    it is prose that has quotations of its own.
    """
    start, end = span
    inside = [place for place in places if start <= place[0] and place[1] <= end]
    if inside and not re.search(r"\w{3}", words[inside[-1][1] : end]):
        before = words[start : inside[-1][0]]
        bracket = max(before.rfind("("), before.rfind("["))
        cut = bracket if bracket >= len(before) - 120 and bracket > 0 else len(before)
        end = start + len(before[:cut].rstrip())
    end -= len(_last(_SIGNATURE, words[start:end]))
    quoted = re.sub(r"(?m)^[ \t]*>+[ \t]?", "", words[start:end]).strip()
    whole = re.fullmatch(r"[\"“„«]([^\"“”„«»]*)[\"”“»][.,;]?", quoted)
    if whole:
        quoted = whole[1]
    elif not stands(quoted) and any(_double(words[start:end])):
        return None
    return Quotation(start, end, quoted) if re.search(r"\w", quoted) else None


def _last(pattern, words):
    """What a pattern matches at the end of some words."""
    match = pattern.search(words)
    return match[0] if match else ""


# Marks


def _between_marks(words: str, stands) -> list[Quotation]:
    """What stands between marks. A single one around words that stand in a text takes
    with it the double ones inside.
    """
    double = list(_double(words))
    begins = [start for start, _ in double]
    single = []
    for start, end in _single_spans(_masked(words, double), words, stands):
        n = bisect.bisect(begins, start)
        inside = bool(n) and start < double[n - 1][1]
        if not inside:
            single.append((start, end))
    kept = [s for s in double if not any(a < s[0] and s[1] < b for a, b in single)]
    return [
        Quotation(a, b, _AGAIN.sub("\n\n", words[a + 1 : b - 1]).strip())
        for a, b in kept + single
    ]


def _double(words: str) -> Iterator[tuple[int, int]]:
    """The spans between double marks, with them; marks inside are passed over."""
    at, hopeless = 0, dict.fromkeys(_CLOSED_BY, 0)
    for mark in re.finditer(r"[“„‟«»‹”\"]", words):
        start = mark.start()
        if start < max(at, hopeless[mark[0]]) or not _opens(words, start):
            continue
        end = _closing(words, start)
        if end:
            yield start, end
            at = end
        else:  # nothing closes the next ones here either
            hopeless[mark[0]] = min(_end(words, start), start + _LONGEST)


def _opens(words: str, at: int) -> bool:
    """Whether a mark may open: before a word, and not right behind one."""
    before, after = words[max(at - 1, 0) : at], words[at + 1 : at + 2]
    if words[at] == "«":
        return True
    clear = not before or not (before.isalnum() or before in ".,;:!?…)]")
    return clear and bool(after) and not after.isspace()


def _closes(words: str, at: int) -> bool:
    """Whether a mark may close: one that can also open only behind a word, and not
    right before one.
    """
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    return words[at] in "”»›" or not (before.isspace() or after.isalpha())


def _closing(words: str, start: int) -> int | None:
    """Where the quotation ends that a mark opens; None where nothing closes it. Over
    several paragraphs each begins with the mark again, or the last has the only marks.
    """
    opener = words[start]
    at, end = start + 1, _end(words, start)
    closed = _closed(words, at, end, opener)
    if not closed and opener in "“„":
        closed = _closed(words, at, end, opener, '"')
    for _ in range(_MOST_PARAGRAPHS - 1):
        if closed or opener == '"' or end == len(words):
            break
        at = end + 2 + len(words[end + 2 :][:9]) - len(words[end + 2 :][:9].lstrip())
        end = _end(words, at)
        again = words[at : at + 1] == opener
        closed = _closed(words, at + again, end, opener)
        if not again and opener in words[at : closed or end]:
            break
    return closed if closed and closed <= start + _LONGEST else None


def _closed(
    words: str, start: int, end: int, opener: str, closers: str = ""
) -> int | None:
    """Where a mark that was opened is closed before the end, pairs inside passed over;
    where they are no pairs, the first that closes.
    """
    closers = closers or _CLOSED_BY[opener]
    depth, first = 0, None
    marks = re.compile(f"[{opener}{closers}]")
    for match in marks.finditer(words, start, min(end, start + _LONGEST)):
        at = match.start()
        if words[at] in closers and _closes(words, at):
            first = first or at + 1
            if not depth:
                return at + 1
            depth -= 1
        elif words[at] == opener and _opens(words, at):
            depth += 1
    return first


def _end(words: str, start: int) -> int:
    """Where the paragraph of a place ends, if a quotation could last so long."""
    at = words.find("\n\n", start, start + _LONGEST + 2)
    return len(words) if at < 0 else at


def _single_spans(masked: str, words: str, stands) -> Iterator[tuple[int, int]]:
    """The spans between single marks, apostrophes left out: where an end may be one,
    the longest whose words stand in a text, or else the first that is none.
    """
    at = 0
    for mark in re.finditer(r"(?<![\w'’])['‘‚](?=[^\W_]|[\[…\"“])", masked):
        start = mark.start()
        if start < at or _ELIDED.match(masked, start + 1):
            continue
        closers = _SINGLE[masked[start]]
        limit = min(_end(masked, start), start + _LONGEST)
        pattern = re.compile(rf"(?<=\S)[{closers}](?!\w)")
        matches = itertools.islice(pattern.finditer(words, start + 1, limit), _ENDS)
        end = _best_end(words, start, [match.end() for match in matches], stands)
        if end:
            yield start, end
            at = end


def _best_end(words, start, ends, stands):
    standing = [end for end in ends if stands(words[start + 1 : end - 1])]
    if standing:
        return standing[-1]
    # "the workers' state": a mark behind an s and before a small letter
    sure = [
        end
        for end in ends
        if not (words[end - 2] in "sS" and re.match(r"\s[a-z]", words[end : end + 2]))
    ]
    return sure[0] if sure else None


# Citations


def _cited(words, spans, places, n) -> Quotation:
    """A quotation with the citations that go with it: those right behind it; else those
    of its sentence, before it and then after; else, only near, one of its paragraph.
    """
    start, end = spans[n].start, spans[n].end
    begin = spans[n - 1].end if n else 0
    stop = spans[n + 1].start if n + 1 < len(spans) else len(words)
    begin = max(begin, _paragraph_before(words, start))
    stop = min(stop, _paragraph_after(words, end, spans[n]))
    before = _within(places, begin, start)
    after = _within(places, end, stop)
    if after and _BRACKETS.fullmatch(words, end, after[0][0]):
        return spans[n]._replace(citations=_together(words, after), bond=TIGHT)
    strong = [p for p in before if not _NEW_SENTENCE.search(words, p[1], start)][-1:]
    strong += [p for p in after if not _NEW_SENTENCE.search(words, end, p[0])][:1]
    if strong:
        citations = tuple(place for *_, place in strong)
        return spans[n]._replace(citations=citations, bond=SENTENCE)
    far = _within(places, end, _paragraph_after(words, end, spans[n]))[:1]
    far += _within(places, _paragraph_before(words, start), start)[-1:]
    citations = tuple(place for *_, place in far)
    return spans[n]._replace(citations=citations, bond=NEAR)


def _within(places, start, end):
    first = bisect.bisect_left(places, start, key=lambda place: place[0])
    last = bisect.bisect_left(places, end, key=lambda place: place[0])
    return places[first:last]


def _together(words, after) -> tuple[Citation, ...]:
    """The first of some citations, and those that follow it with no word between."""
    several = after[:1]
    for place in after[1:]:
        if not re.fullmatch(
            r"[\s,;]*(?:and|und|or|&)?\s*", words[several[-1][1] : place[0]]
        ):
            break
        several.append(place)
    return tuple(place for *_, place in several)


def _paragraph_before(words: str, start: int) -> int:
    """Where the paragraph of a place begins; for what begins one, the one before."""
    at = words.rfind("\n\n", 0, start)
    if at >= 0 and not words[at:start].strip(" \n\t>"):
        at = words.rfind("\n\n", 0, at)
    return at + 1


def _paragraph_after(words: str, end: int, quotation: Quotation) -> int:
    """Where the paragraph of a place ends; for what ends one, a line below with
    nothing but a citation belongs to it.
    """
    at = words.find("\n\n", end)
    if at < 0:
        return len(words)
    below = words.find("\n\n", at + 2)
    line = words[at:below] if below >= 0 else words[at:]
    alone = len(line.strip()) < 80 and re.match(r"\s*[—–(\[-]", line)
    return at + len(line) if alone and not words[end:at].strip(" .\n") else at
