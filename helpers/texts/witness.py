"""A witness: another translation of the same pages, as the counts of its words beside
the paragraphs that they answer. It has no sentences.
"""

import os
import re
from typing import NamedTuple

from helpers import cite
from helpers.errors import CitationError, TextError
from helpers.texts.collection import folder_of
from helpers.texts.files import table
from helpers.validation import Path, validated

NOTHING = "nothing"
_ANSWERS = ("whole", "shortened", NOTHING)
_COLUMNS = ["ours", "witness", "answer", "by", "words", "counts"]
_LONGEST = 100  # characters of a name
_COUNT = re.compile(r"(\S+) ([1-9]\d{0,5})")


class Stretch(NamedTuple):
    """Paragraphs of a text, their citation and numbers, the `place` in the witness that
    has them, its `answer` (whole, shortened, nothing), and how often it has each word.
    """

    cite: str
    paragraphs: range
    place: str
    answer: str
    counts: dict[str, int]


class Witness(NamedTuple):
    """Another translation of a text (`of`, its id), stretch by stretch."""

    id: str
    of: str
    stretches: list[Stretch]


@validated
def witness(name: str, folder: Path | None = None) -> Witness:
    """The witness in the file of this name, `1906-olgin.csv` for "1906-olgin", in
    `texts/` or in a folder of your own; tools/witness.py makes one.

    Raises TextError when there is none, or its file cannot be read; the message names
    the file and line.

    >>> other = witness("1906-olgin")
    >>> [each.cite for each in other.stretches if each.answer == "nothing"]
    ['1906:9', '1906:18']
    """
    if not cite.ID.fullmatch(name) or len(name) > _LONGEST:
        raise TextError(
            f"{name[:60]!r} is no name of a witness. Give it as the file has it, as in"
            " 1906-olgin for 1906-olgin.csv."
        )
    file, place = f"{name}.csv", folder_of(folder)
    rows = table(file, _COLUMNS, place) if os.path.isdir(place) else []
    if not rows:
        raise TextError(
            f"There is no witness {file} in {place.name[:60]}/, or it has no rows."
            " tools/witness.py makes one from another translation."
        )
    stretches: list[Stretch] = []
    for line, row in enumerate(rows, 2):
        try:
            stretches.append(_stretch(row, stretches))
        except (ValueError, CitationError) as wrong:
            raise TextError(f"{file}, line {line}: {wrong}") from None
    return Witness(name, cite.text_of(stretches[0].cite), stretches)


def _stretch(row: dict[str, str], before: list[Stretch]) -> Stretch:
    """A row as a stretch; ValueError for what does not fit those before it."""
    here = cite.parse(row["ours"])
    start = before[-1].paragraphs.stop if before else here.paragraph
    same_text = not before or here.text_id == cite.text_of(before[-1].cite)
    if not same_text or here.sentence or not start <= here.paragraph <= here.last:
        raise ValueError(
            f"{row['ours']} is to name whole paragraphs of one text that come after"
            " those of the line before."
        )
    if row["answer"] not in _ANSWERS:
        raise ValueError(f"the answer is to be one of {', '.join(_ANSWERS)}.")
    counts = _counts(row["counts"])
    if bool(counts) == (row["answer"] == NOTHING):
        raise ValueError(
            f"{row['ours']} is an empty stretch, or has counts without an answer. Write"
            f" {NOTHING} where the witness has no words, and counts where it has some."
        )
    numbers = range(here.paragraph, here.last + 1)
    return Stretch(str(here), numbers, row["witness"], row["answer"], counts)


def _counts(written: str) -> dict[str, int]:
    """Counts as they stand in a cell: a word, a space, a number, with `;` between."""
    pairs = [_COUNT.fullmatch(each.strip()) for each in written.split(";")]
    if not written.strip():
        return {}
    if not all(pairs):
        raise ValueError(
            "the counts are to be words with their numbers, as in: a 2; able 1."
        )
    return {pair[1].lower(): int(pair[2]) for pair in pairs if pair}
