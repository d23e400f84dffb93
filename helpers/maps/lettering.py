"""How the words of a map are cut into lines that fit its boxes.

Widths are rough, a little more than Arial needs: the same in every browser and print.
"""

FONT, BOLD = 12.5, 1.08  # size of the letters, and how much wider they are in bold
_THIN, _WIDE = frozenset(" fijlrtI.,;:'’()[]/!|-"), frozenset("mwMW—@%")


def cut(words: str, width: float, bold: bool = False) -> str:
    """The beginning of some words that fits a line of this many pixels, with an
    ellipsis where something is left out.

    >>> cut("Programmes dissolve", 90)
    'Programmes…'
    """
    most, shown = width / FONT / (BOLD if bold else 1), words
    while _ems(shown) > most:
        shown = shown[:-2] + "…"
    return shown


def length(words: str, bold: bool = False) -> float:
    """How long a line of words is, in pixels.

    >>> round(length("against", bold=True))
    47
    """
    return _ems(words) * FONT * (BOLD if bold else 1)


def fits(words: str, width: float, bold: bool = False) -> bool:
    """Whether words go into a line of this many pixels, uncut."""
    return length(words, bold) <= width


def wrapped(text: str, width: float, bold: bool = False) -> list[str]:
    """Words laid into lines of this many pixels; a word that is longer than a line is
    cut.

    >>> wrapped("Four reasons are given", 80)
    ['Four reasons', 'are given']
    """
    most = width / FONT / (BOLD if bold else 1)
    lines = [""]
    for word in text.split():
        if _ems(word) > most:
            size = int(most)
            lines += [word[n : n + size] for n in range(0, len(word), size)]
        elif _ems(f"{lines[-1]} {word}") <= most:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return [line for line in lines if line]


def _ems(words: str) -> float:
    """The width of words in widths of an m."""
    return sum(map(_em, words))


def _em(letter: str) -> float:
    if letter in _THIN:
        return 0.32
    if letter in _WIDE:
        return 0.86
    if letter.isupper():
        return 0.7
    return 0.57 if letter.isascii() else 1
