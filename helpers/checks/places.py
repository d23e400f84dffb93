"""Where words stand in the texts: exactly, in pieces, or nearly. Each text is indexed
once.
"""

import bisect
import collections
import difflib
import functools
import heapq
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from helpers.checks import quoting
from helpers.checks.quoting import Piece, Unit
from helpers.texts import Text

NEAR = 0.7  # the least share of words that a near place has in common with a quotation
_NEAR_LETTERS = 0.85  # or of letters, where it has few words
LONGEST = 1_000  # words of a quotation that is compared word by word
_TRIED = 6  # near places of a quotation that are compared
_FEW = 8  # words of a quotation of which one that is changed weighs much
_STARTS = 24  # places of a quotation, or of its first piece, that are looked at
_PIECES = 40  # of a quotation with so many gaps nothing can be said
_LOOKED_UP = 12  # words of a piece of which the rarest is looked up
_INSTEAD = 8  # words in whose place words in brackets may stand


class Span(NamedTuple):
    """Words of a text, from the `first` to before the `last`, by number."""

    first: int
    last: int


class Standing(NamedTuple):
    """Where the pieces of a quotation stand in a text. `ordered` says that they stand
    so in one paragraph, or in the paragraphs that are cited.
    """

    words: "Words"
    spans: list[Span]
    ordered: bool = True
    same: bool = True  # also sign by sign

    @property
    def first(self) -> Span:
        """The span that stands first in the text."""
        return min(self.spans)

    @property
    def paragraphs(self) -> list[int]:
        """The numbers of the paragraphs, in order."""
        at = self.words.paragraph
        return sorted(
            {
                number
                for span in self.spans
                for number in range(at[span.first], at[span.last - 1] + 1)
            }
        )

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """Paragraph and sentence of every word, each once."""
        at = self.words
        numbers = [n for span in self.spans for n in range(*span)]
        return sorted({(at.paragraph[n], at.sentence[n]) for n in numbers})


class Words:
    """The words of a text, numbered through: each with its offsets in its paragraph,
    and the numbers of its paragraph and sentence.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self.units: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.paragraph: list[int] = []
        self.sentence: list[int] = []
        self.at: dict[tuple[str, ...], list[int]] = collections.defaultdict(list)
        for paragraph in text:
            content = paragraph.text.translate(quoting.SAME)
            for match in quoting.UNIT.finditer(content):
                self.units.append(match[0].casefold())
                self.start.append(match.start())
                self.end.append(match.end())
                self.paragraph.append(paragraph.number)
                ends = paragraph.sentence_ends
                self.sentence.append(bisect.bisect(ends, match.start()) + 1)
        for n, unit in enumerate(self.units):
            self.at[(unit,)].append(n)
            self.at[unit, *self.units[n + 1 : n + 2]].append(n)

    def content(self, span: Span) -> str:
        """The words of a span as they stand, paragraphs apart by a space."""
        first, last = span.first, span.last - 1
        parts = []
        for number in range(self.paragraph[first], self.paragraph[last] + 1):
            whole = self.text[number].text
            begin = self.start[first] if number == self.paragraph[first] else 0
            end = self.end[last] if number == self.paragraph[last] else len(whole)
            parts.append(whole[begin:end])
        return " ".join(parts)

    def span(self, numbers: range) -> Span:
        """The words of some paragraphs, as they are numbered here."""
        first = bisect.bisect_left(self.paragraph, numbers.start)
        return Span(first, bisect.bisect_left(self.paragraph, numbers.stop))

    def stands(self, piece: Piece) -> Iterator[Span]:
        """Every place at which a piece stands word by word."""
        sought = piece.units
        rarest, places = self._rarest(sought)
        for n in places:
            first, last = n - rarest, n - rarest + len(sought)
            if first < 0 or last > len(self.units):
                continue
            if all(map(Unit.fits, sought, self.units[first:last])):
                yield Span(first, last)

    def _rarest(self, sought: list[Unit]) -> tuple[int, list[int]]:
        """Of the first words of a piece, alone or in pairs, those that stand at fewest
        places: their number in it, and the places. A changed word is not looked up.
        """
        best: tuple[int, list[int]] | None = None
        for n, pair in enumerate(zip(sought, [*sought[1:], None])):
            if best and (n > _LOOKED_UP or not best[1]):
                break
            sure = [unit.word for unit in pair if unit and not (unit.head or unit.tail)]
            if pair[0].head or pair[0].tail:
                continue
            places = self.at.get(tuple(sure), [])
            if best is None or len(places) < len(best[1]):
                best = n, places
        return best or (0, [])


@functools.lru_cache(maxsize=64)
def indexed(text: Text) -> Words:
    """The words of a text, found once; a text whose file has changed is another."""
    return Words(text)


def stands(quote: str, words: Words) -> bool:
    """Whether the words of a quotation, or all of its pieces, stand in a text."""
    whole = quoting.as_it_stands(quote)
    if any(words.stands(whole)):
        return True
    pieces = quoting.pieces(quote)
    return 0 < len(pieces) <= _PIECES and all(any(words.stands(p)) for p in pieces)


def standings(quote: str, words: Words, cited: Iterable[range] = ()) -> list[Standing]:
    """The places of a text at which the words of a quotation stand, the pieces in
    order; where there is none, in any order. Those that are cited come first.
    """
    ranges = list(cited)

    def rank(span: Span) -> bool:
        return not any(words.paragraph[span.first] in each for each in ranges)

    whole = quoting.as_it_stands(quote)
    spans = sorted(words.stands(whole), key=rank)[:_STARTS]
    as_one = [_standing(words, [span], [whole]) for span in spans]
    if any(standing.same for standing in as_one):
        return as_one
    pieces = quoting.pieces(quote)
    if not 0 < len(pieces) <= _PIECES:
        return as_one
    places = [list(words.stands(piece)) for piece in pieces]
    if not all(places):
        return as_one
    ordered = [
        _standing(words, spans, pieces)
        for span in sorted(places[0], key=rank)[:_STARTS]
        if (spans := _in_order(words, span, pieces, places, ranges))
    ]
    if as_one or ordered or any(piece.inserted for piece in pieces):
        return as_one + ordered
    return [_turned(words, pieces, places)]


def _standing(words: Words, spans: list[Span], pieces: list[Piece]) -> Standing:
    same = all(
        quoting.stripped(words.content(span)) == piece.plain
        or any(unit.head or unit.tail for unit in piece.units)
        for span, piece in zip(spans, pieces)
    )
    return Standing(words, spans, same=same)


def _in_order(words, first, pieces, places, ranges):
    """The spans of the pieces after the first, each the next that fits; None where one
    fits nowhere.
    """
    number = words.paragraph[first.first]
    alone = range(number, number + 1)
    within = next((cited for cited in ranges if number in cited), alone)
    spans = [first]
    for piece, able in zip(pieces[1:], places[1:]):
        before = spans[-1].last
        n = bisect.bisect_left(able, (before, 0))
        if n == len(able) or words.paragraph[able[n].last - 1] not in within:
            return None
        if piece.inserted and able[n].first - before > _INSTEAD:
            return None
        spans.append(able[n])
    return spans


def _turned(words, pieces, places):
    """The pieces in another order: in the paragraph that has most of them."""
    votes = collections.Counter(
        number
        for able in places
        for number in {words.paragraph[span.first] for span in able}
    )
    best = max(votes, key=lambda number: (votes[number], -number))
    spans = [
        next((s for s in able if words.paragraph[s.first] == best), able[0])
        for able in places
    ]
    return _standing(words, spans, pieces)._replace(ordered=False)


class Near(NamedTuple):
    """Words of a text that are like a quotation, and by how much."""

    likeness: float
    words: Words
    spans: list[Span]
    changes: list[tuple[str, str]]  # (words of the text, words of the quotation)


def nearest(quote: str, words: Words, cited: Iterable[range] = ()) -> Near | None:
    """The words of a text that are most like a quotation, if all of its pieces are near
    enough; those that are cited come first.
    """
    pieces = quoting.pieces(quote)
    if not 0 < len(pieces) <= _PIECES:
        return None
    ranges = list(cited)
    near = []
    for piece in pieces:
        each = _nearest([unit.word for unit in piece.units], words, ranges)
        if each is None:
            return None
        near.append(each)
    many = sum(len(piece.units) for piece in pieces)
    alike = sum(n.likeness * len(p.units) for n, p in zip(near, pieces)) / many
    spans = [span for each in near for span in each.spans]
    return Near(alike, words, spans, [c for each in near for c in each.changes])


def _nearest(sought: list[str], words: Words, ranges: list[range]) -> Near | None:
    """The stretch of a text that is most like some words, if one is near enough."""
    if not 2 < len(sought) <= LONGEST:
        return None
    votes: collections.Counter[int] = collections.Counter()
    for n, pair in enumerate(itertools.pairwise(sought)):
        votes.update(place - n for place in words.at.get(pair, ()))

    margin = len(sought) // 2
    cited = [
        first
        for begin, end in map(words.span, ranges)
        for first in votes
        if begin <= first + margin < end
    ]
    tried = heapq.nlargest(_TRIED, cited, key=votes.__getitem__)
    tried += heapq.nlargest(_TRIED, votes, key=votes.__getitem__)
    best: Near | None = None
    for first in dict.fromkeys(tried):
        each = _compared(sought, words, first)
        if each and (best is None or each.likeness > best.likeness):
            best = each
        if best and best.likeness > _NEAR_LETTERS:
            break
    return best


def _compared(sought: list[str], words: Words, first: int) -> Near | None:
    """Some words beside those of a text from a place on, if these are near enough."""
    margin = 3 + len(sought) // 10
    begin = max(first - margin, 0)
    window = words.units[begin : max(first, 0) + len(sought) + margin]
    common = collections.Counter(window) & collections.Counter(sought)
    few = len(sought) <= _FEW
    if not few and common.total() < NEAR * len(sought):
        return None
    matcher = difflib.SequenceMatcher(None, window, sought, autojunk=False)
    blocks = matcher.get_matching_blocks()[:-1]
    if not blocks:
        return None
    # as many words before and after as the quotation has
    start = max(blocks[0].a - blocks[0].b, 0)
    end = min(blocks[-1].a + len(sought) - blocks[-1].b, len(window))
    likeness = sum(block.size for block in blocks) / max(len(sought), end - start)
    if likeness < NEAR:
        ours, theirs = " ".join(window[start:end]), " ".join(sought)
        letters = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
        if not few or letters < _NEAR_LETTERS:
            return None
    span = Span(begin + start, begin + end)
    return Near(likeness, words, [span], _changes(words, span, sought))


def _changes(words: Words, span: Span, sought: list[str]) -> list[tuple[str, str]]:
    """What differs: words of the text, and those that stand in their place."""
    ours = words.units[span.first : span.last]
    matcher = difflib.SequenceMatcher(None, ours, sought, autojunk=False)
    return [
        (
            words.content(Span(span.first + a, span.first + b)) if b > a else "",
            " ".join(sought[c:d]),
        )
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
