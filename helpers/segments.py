"""Where words and sentences begin and end: the one tokenisation that every count,
search and citation uses.
"""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

# A stop, the marks that close with it, and a direction to the reader such as
# "(applause)".
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:\s\([a-z][^()]{0,30}\))?(?=\s)")
_START = re.compile(r"\s+[\"'“‘«(\[]*(\w)")
_TITLES = frozenset(
    "mr mrs ms dr prof st rev hon gen col capt vs cf e.g i.e viz ca".split()
)
_COUNTED = frozenset(
    "no nos vol vols p pp ch fig".split()
)  # abbreviations before a figure, words otherwise
# Signs that cannot be seen; those that join and part letters in other scripts stay.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BEFORE_STOP = re.compile(r"((?:\w\.)*\w+)$")


def composed(text: str) -> str:
    """The text with each accented letter as one character and without soft hyphens, so
    that neither splits a word.

    >>> composed("re\\u0301volu\\u00adtion")
    'révolution'
    """
    return unicodedata.normalize("NFC", text).replace("\u00ad", "")


def visible(typed: str) -> str:
    """What was typed or pasted without signs that cannot be seen, which a page or a
    word processor puts in: those of direction and of no width, and soft hyphens.

    >>> visible("1936:\\u200b74"), visible("lock\\u00adouts")
    ('1936:74', 'lockouts')
    """
    return _UNSEEN.sub("", typed)


def tokenise(text: str) -> list[str]:
    """The words of a text, lower-cased, in order: letters and digits, joined inside by
    apostrophe or hyphen.

    >>> tokenise("The workers' 'eight-hour' day isn't won.")
    ['the', 'workers', 'eight-hour', 'day', "isn't", 'won']
    """
    return [word.lower() for word in WORD.findall(text)]


def sentence_ends(text: str) -> list[int]:
    """The offsets at which the sentences of a paragraph end, the last of them its
    length.

    A sentence ends at a full stop, question or exclamation mark (with its closing
    quotation marks and brackets, or a direction in brackets) when what follows begins
    like a sentence: with a capital or a figure. So an ellipsis before a small letter,
    "he cried" after an exclamation, and the clauses (a) to (i) of a definition end
    none; nor does a title, an initial, or "e.g.".

    >>> text = 'It fell. (applause) "So be it," he said... and left. (See p. 4.) End'
    >>> ends = sentence_ends(text)
    >>> for start, end in zip([0, *ends], ends):
    ...     print(text[start:end].strip())
    It fell. (applause)
    "So be it," he said... and left.
    (See p. 4.)
    End
    """
    ends = []
    for stop in _STOP.finditer(text):
        start = _START.match(text, stop.end())
        if not start or start.group(1).islower() or start.group(1) == "_":
            continue
        before = _BEFORE_STOP.search(text, max(0, stop.start() - 40), stop.start())
        word = before.group(1) if before else ""
        initial = len(word) == 1 and word.isupper() and word != "I"
        counted = word.lower() in _COUNTED and start.group(1).isdigit()
        if stop.group() == "." and (initial or counted or word.lower() in _TITLES):
            continue
        ends.append(stop.end())
    return [*ends, len(text)]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order, without the white space between them.

    >>> sentences("One. Two.")
    ['One.', 'Two.']
    """
    ends = sentence_ends(text)
    return [
        text[start:end].strip()
        for start, end in zip([0, *ends], ends)
        if text[start:end].strip()
    ]
