"""A map held against the words on the page: its quotations looked up and marked, and
the words that announce how a paragraph argues.
"""

import difflib
import functools
import heapq
import itertools
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers import cite as citations
from helpers import texts
from helpers.errors import CitationError
from helpers.maps.model import ArgumentMap, Node
from helpers.segments import WORD
from helpers.validation import validated

if TYPE_CHECKING:
    import pandas as pd

NEAR = 0.85  # the least similarity at which a passage counts as near (difflib's ratio)
SHORTEST = 3  # words of a quotation that can show something
_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.{3,})\s*[\])]|…|\.{3,}")
_COMPARED = 3_000  # stretches that a short quotation is compared with

_MARKS, _DASHES = "'\"“”„‟«»‘’‚‛", "-‐‑‒–—―"
_LOOSE = {" ": r"\s+", "'": f"[{_MARKS}]", "-": f"[{_DASHES}]"}
_SAME = (
    dict.fromkeys(map(ord, _MARKS), "'")
    | dict.fromkeys(map(ord, _DASHES), "-")
    | {0xAD: None}
)


class Quotation(NamedTuple):
    """A quotation of a claim, looked up: the `result`, and the `nearest` words; for a
    citation that is not `placed`, why.
    """

    title: str
    cite: str
    quote: str
    result: str
    nearest: str
    line: int
    placed: bool


@validated
def check(argument_map: ArgumentMap, text: texts.Text) -> "pd.DataFrame":
    """Every quotation of a map held against its paragraph: title, cite, quote, result,
    nearest, line, there; a table.

    A citation of a paragraph that does not exist gives "absent"; `nearest` says so, and
    `there` is False.
    """
    import pandas as pd

    columns = ["title", "cite", "quote", "result", "nearest", "line", "there"]
    kinds = dict.fromkeys(columns, str) | {"line": int, "there": bool}
    return pd.DataFrame(looked_up(argument_map, text), columns=columns).astype(kinds)


def looked_up(argument_map: ArgumentMap, text: texts.Text) -> list[Quotation]:
    """The rows of `check`, without a table."""
    return [
        _looked_up(node, anchor, text)
        for node in argument_map.nodes.values()
        for anchor in anchors(node)
    ]


def anchors(node: Node) -> list[Any]:
    """What a claim gives as its places in the text; it may be anything."""
    given = node.data.get("anchors", [])
    return given if isinstance(given, list) else [given]


def _looked_up(node: Node, anchor: Any, text: texts.Text) -> Quotation:
    cite, quote = "", str(anchor)
    if isinstance(anchor, dict):
        cite, quote = (str(anchor.get(name, "")) for name in ("cite", "quote"))
    try:
        result, nearest = verify(quote, _cited(cite, text))
    except CitationError as error:
        return Quotation(
            node.title, cite, quote, "absent", str(error), node.line, False
        )
    return Quotation(node.title, cite, quote, result, nearest, node.line, True)


def _cited(cite: str, text: texts.Text) -> str:
    """The words of the (first) paragraph that a citation names."""
    try:
        place = citations.parse(cite)
    except CitationError:
        place = None
    if place is None or place.text_id != text.id:
        raise CitationError(
            f"{cite!r} is no paragraph of {text.title}. Write"
            f" {citations.paragraph(text.id, 12)}, for example."
        )
    return text[place.paragraph].text


@validated
def verify(quote: str, passage: str) -> tuple[str, str]:
    """Whether a quotation stands in a passage: ("exact" | "near" | "absent" | "too
    short", the nearest words).

    White space, soft hyphens, quotation marks, dashes and the case of the first letter
    do not matter; an ellipsis is a gap, in order.

    >>> passage = "Today the party is said to be the class."
    >>> verify("the party was said to be the class", passage)
    ('near', 'the party is said to be the class.')
    >>> verify("The party is … the class", passage)
    ('exact', 'the party is said to be the class')
    """
    return _verified(quote, passage)


@functools.lru_cache(maxsize=1024)  # a map is looked up at every pause of its writer
def _verified(quote: str, passage: str) -> tuple[str, str]:
    pieces = _pieces(quote)
    if sum(len(WORD.findall(piece)) for piece in pieces) < SHORTEST:
        return "too short", ""
    spans = _spans(pieces, passage)
    if None in spans:
        return _nearest(" ".join(pieces), _plain(passage))
    return "exact", _plain(passage[spans[0][0] : spans[-1][1]])


@validated
def stands(quote: str, passage: str) -> bool:
    """Whether every piece of a quotation stands in a passage, in order; however short
    it is.

    >>> stands("Betrayed", "The Revolution Betrayed"), stands("", "Betrayed")
    (True, False)
    """
    pieces = _pieces(quote)
    return bool(pieces) and None not in _spans(pieces, passage)


def same_words(first: str, second: str) -> bool:
    """Whether two claims have the same words: what does not matter in a quotation does
    not matter here, and case neither.

    >>> same_words("It is  so – now.", "it is so - now.")
    True
    """
    return _plain(first).casefold() == _plain(second).casefold()


@validated
def quoted(paragraph: texts.Paragraph, quotes: list[str]) -> list[tuple[int, int]]:
    """Where quotations stand in a paragraph, as (start, end) of every piece between
    ellipses; what does not stand in it is left out.

    >>> quoted(texts.load("1906")[22], ["There is … the lockout"])
    [(0, 8), (70, 81)]
    """
    return [
        span
        for quote in quotes
        for span in _spans(_pieces(quote), paragraph.text)
        if span
    ]


@validated
def indicators(paragraph: texts.Paragraph) -> list[tuple[int, int, dict[str, Any]]]:
    """The words of a paragraph that often announce how it argues, in order: (start,
    end, entry of indicators.yml).
    """
    spans = [
        (match.start(), match.end(), entry)
        for entry in texts.listed("indicators.yml")
        for form in entry["forms"]
        for match in _form(form).finditer(paragraph.text)
    ]
    longest = [
        span
        for span in spans
        if not any(
            other[0] <= span[0] and span[1] <= other[1] and other != span
            for other in spans
        )
    ]
    return sorted(longest, key=lambda span: span[:2])


@functools.cache
def _form(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{re.escape(words)})(?!\w)")


def _pieces(quote: str) -> list[str]:
    """What stands between the ellipses of a quotation."""
    return [piece for piece in map(_plain, _ELLIPSIS.split(quote)) if piece]


def _plain(words: str) -> str:
    return " ".join(words.translate(_SAME).split()).strip()


def _spans(pieces: list[str], passage: str) -> list[Any]:
    """Where each piece of a quotation stands in a passage, in order; None for a piece
    that does not.
    """
    spans: list[tuple[int, int] | None] = []
    at = 0
    for piece in pieces:
        fits = len(piece) <= len(passage)
        match = _sought(piece, not spans).search(passage, at) if fits else None
        spans.append(match.span() if match else None)
        at = match.end() if match else at
    return spans


def _sought(piece: str, first: bool) -> re.Pattern[str]:
    """What matches a piece: the case of the first letter of all does not matter."""
    signs = [_LOOSE.get(sign, re.escape(sign)) for sign in piece]
    if first:
        signs[0] = f"(?i:{signs[0]})"
    return re.compile("\xad?".join(signs))


def _nearest(quote: str, content: str) -> tuple[str, str]:
    """The stretch of the content most like a quotation, near if similar enough; of many
    those that share most words are compared.
    """
    words = [match.span() for match in re.finditer(r"\S+", content)]
    if len(quote) > 2 * len(content):
        return "absent", ""
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote)
    best = (0.0, "")
    for first, last in _stretches(quote, content, words):
        stretch = content[words[first][0] : words[last - 1][1]]
        matcher.set_seq1(stretch)
        if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
            best = max(best, (matcher.ratio(), stretch))
    return ("near" if best[0] >= NEAR else "absent"), best[1]


def _stretches(
    quote: str, content: str, words: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The stretches of about as many words as a quotation has, those first that share
    most words with it: of a long one the best few.
    """
    wanted = quote.split()
    known = set(wanted)
    shared = [
        0,
        *itertools.accumulate(content[start:end] in known for start, end in words),
    ]
    stretches = [
        (n, n + size)
        for n in range(len(words))
        for size in range(max(len(wanted) - 1, 1), len(wanted) + 2)
        if n + size <= len(words)
    ]
    most = 24 if len(quote) > 120 else _COMPARED
    return heapq.nlargest(
        most, stretches, key=lambda ends: shared[ends[1]] - shared[ends[0]]
    )
