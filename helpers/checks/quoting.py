"""A quotation as it is written: its words, and what its writer says was left out or
changed (`…`, `[...]`, `[sic]`, `[T]he`, `[the party]`).
"""

import re
from typing import NamedTuple

#: The words that are looked up: letters and figures, joined by apostrophes alone, so
#: that a hyphen and a dash may be mistaken for each other.
UNIT = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_MARKS, _DASHES = '"“”„‟«»‹›‘’‚‛`´', "‐‑‒–—―−"
SAME = dict.fromkeys(map(ord, _MARKS), "'") | dict.fromkeys(map(ord, _DASHES), "-")
_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:\s?\.){2,}")
#: What a writer adds to a quotation and says so.
_ASIDE = re.compile(
    r"[\[(]\s*(?:sic|[!?]|(?:my |the )?(?:emphasis|italics)\b[^\])]*|[^\])]*\bmine)"
    r"\s*[!?.]?\s*[\])]",
    re.IGNORECASE,
)
_INSERTED = re.compile(r"(?<!\w)\[[^\[\]]*\](?!\w)")
_STARS = re.compile(r"\*+|(?<![^\W_])_+|_+(?![^\W_])")
#: A word of which a part stands in brackets.
_CHANGED = re.compile(r"[^\W_]+\[[^\W_]*\][^\W_]*|\[[^\W_]*\][^\W_]+")


class Unit(NamedTuple):
    """A word to look up. Of one with a part in brackets, only what stands before (its
    `head`) and behind them (its `tail`) has to fit.
    """

    word: str
    head: str = ""
    tail: str = ""

    def fits(self, word: str) -> bool:
        """Whether a word of the text may be this one."""
        if word == self.word:
            return True
        changed = bool(self.head or self.tail)
        return changed and word.startswith(self.head) and word.endswith(self.tail)


class Piece(NamedTuple):
    """Words that stand together. `inserted` says that words in brackets, and no
    ellipsis, stand before them.
    """

    units: list[Unit]
    plain: str  # as it is compared sign by sign
    inserted: bool = False


def plain(words: str) -> str:
    """Words as they are compared sign by sign: marks, dashes, case and white space do
    not matter.

    >>> plain("The “class” —  so")
    "the 'class'-so"
    """
    same = _STARS.sub("", words).translate(SAME).replace("…", "...").casefold()
    return re.sub(r"\s*(-|\.\.\.+)\s*", r"\1", " ".join(same.split()))


def units(words: str) -> list[str]:
    """The words to look up in a stretch, as they are compared.

    >>> units("The workers’ border-line")
    ['the', 'workers', 'border', 'line']
    """
    return UNIT.findall(words.translate(SAME).casefold())


def as_it_stands(quote: str) -> Piece:
    """A quotation as one piece, brackets and stops as if they were the text's own."""
    return Piece([Unit(word) for word in units(quote)], stripped(quote))


def pieces(quote: str) -> list[Piece]:
    """The pieces of a quotation, in order; its asides are left out.

    >>> [len(piece.units) for piece in pieces("[T]he party … is [now] the class [sic]")]
    [2, 1, 2]
    """
    made = []
    for stretch in _ELLIPSIS.split(_ASIDE.sub(" ", quote)):
        at, inserted = 0, False
        for bracket in [*_INSERTED.finditer(stretch), None]:
            end = bracket.start() if bracket else len(stretch)
            words = stretch[at:end]
            if UNIT.search(words):
                made.append(Piece(_units_of(words), stripped(words), inserted))
            if bracket:
                at, inserted = bracket.end(), True
    return made


def _units_of(words: str) -> list[Unit]:
    """The words of a stretch, those with a part in brackets among them."""
    made, at = [], 0
    for changed in [*_CHANGED.finditer(words), None]:
        end = changed.start() if changed else len(words)
        made += [Unit(word) for word in units(words[at:end])]
        if changed:
            head, tail = re.split(r"\[.*\]", changed[0].casefold())
            word = re.sub(r"[\[\]]", "", changed[0]).casefold()
            made.append(Unit(word, head, tail))
            at = changed.end()
    return made


def stripped(words: str) -> str:
    """Words without the signs at their ends, which a writer sets as the sentence
    around them asks.
    """
    return re.sub(r"^[\W_]+|[\W_]+$", "", plain(words))
