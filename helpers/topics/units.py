"""What a model of topics reads: how often each word stands in each paragraph, section
or window of some texts.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

import numpy as np

from helpers import cite, texts, words
from helpers.errors import SearchError
from helpers.topics.measures import npmi_of_places
from helpers.validation import Wrong, validated

UNITS = {
    "paragraph": "paragraph",
    "section": "section",
    "window": "window of some 150 words",
}
WINDOW = 150  # words at which a window is full
TOP = 10  # words that stand for a topic


def _different(value: object) -> list[texts.Text]:
    """Texts as a list; none twice, since a citation then leads to two units."""
    if isinstance(value, list | tuple) and value:
        ids = [each.id for each in value if isinstance(each, texts.Text)]
        if len(set(ids)) == len(value):
            return list(value)
    raise Wrong(
        'a list of different texts [in square brackets], as [texts.load("1906"),'
        ' texts.load("1936")]'
    )


def _unit(value: object) -> object:
    if not isinstance(value, str) or value not in UNITS:
        raise SearchError(f"{value!r} is no unit of text. Choose {', '.join(UNITS)}.")
    return value


Texts = Annotated[Sequence[texts.Text], _different]
Unit = Annotated[str, _unit]


class Documents(NamedTuple):
    """What a model reads: `counts` (units × words), `vocabulary`, `cites` of the
    units, and `text`, the id of each one's text.
    """

    counts: np.ndarray
    vocabulary: np.ndarray
    cites: np.ndarray
    text: np.ndarray

    @validated
    def npmi(self, words: Sequence[str]) -> float:
        """NPMI of some words of the vocabulary over the units, see `npmi`; NaN for a
        single word. Raises SearchError for a word that the model does not read.
        """
        places = []
        for word in words:
            columns = np.flatnonzero(self.vocabulary == word)
            if not len(columns):
                raise SearchError(
                    f"“{word}” is no word of these documents. Take words of their"
                    " vocabulary."
                )
            bits = np.packbits(self.counts[:, columns[0]] > 0)
            places.append(int.from_bytes(bits.tobytes(), "big"))
        return npmi_of_places(places, len(self.counts))


Documents._had_by = "as topics.documents([…]) gives it"  # type: ignore[attr-defined]


def stop_words() -> set[str]:
    """The words that models leave out, from stopwords.yml: grammar, and nothing that
    the texts are about.

    >>> {"the", "will"} <= stop_words(), stop_words() & {"system", "state", "work"}
    (True, set())
    """
    return {word for entry in texts.listed("stopwords.yml") for word in entry["words"]}


@validated
def documents(
    several: Texts,
    unit: Unit = "paragraph",
    stop: Iterable[str] | None = None,
    phrases: bool = False,
) -> Documents:
    """The counts that a model of these texts reads: words outside the stop list that
    stand in at least two units.

    `unit` is a paragraph, a section, or a window: neighbouring paragraphs of a section
    joined until they have 150 words. `stop` are the words to leave out, ours without
    it. `phrases` adds pairs of neighbouring words, both outside the stop list. Raises
    SearchError where nothing is left to model.

    >>> both = [texts.load("1906"), texts.load("1936")]
    >>> documents(both, unit="window").cites[:2].tolist()
    ['1906:1-2', '1906:3-4']
    """
    left_out = stop_words() if stop is None else {word.lower() for word in stop}
    matrix = words.matrix(several, merged=True, phrases=phrases)
    first, cites, owner = _units(several, matrix, unit)
    counts = np.add.reduceat(matrix.counts, first, axis=0)
    kept = [left_out.isdisjoint(name.split(" ")) for name in matrix.vocabulary]
    shared = (counts > 0).sum(axis=0) >= 2
    known = np.flatnonzero(np.array(kept, dtype=bool) & shared)
    if len(counts) < 2 or not len(known):
        left = (
            f"{len(counts)} {unit}{'' if len(counts) == 1 else 's'} and {len(known)}"
            " words that stand in two of them"
        )
        raise SearchError(
            f"There is nothing to model: {left} are left. Take more text, smaller"
            " units, or a shorter stop list."
        )
    return Documents(counts[:, known], matrix.vocabulary[known], cites, owner)


def _units(
    several: Sequence[texts.Text], matrix: words.Matrix, unit: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where each unit begins among the paragraphs of a matrix, its citation, and the
    text it is of.
    """
    numbers = [cite.number_of(each) for each in matrix.cites]
    places = [
        (int(t), several[t].section_of(number).first)
        for t, number in zip(matrix.text, numbers)
    ]
    single = [" " not in name for name in matrix.vocabulary]  # a pair is no more text
    starts = _starts(places, matrix.counts[:, single].sum(axis=1), unit)
    cites = [
        matrix.cites[a] + ("" if b - a == 1 else f"-{numbers[b - 1]}")
        for a, b in zip(starts, [*starts[1:], len(numbers)])
    ]
    return (
        np.array(starts, dtype=np.intp),
        np.array(cites, dtype=object),
        np.array([several[places[a][0]].id for a in starts], dtype=object),
    )


def _starts(places: list[tuple[int, int]], sizes: np.ndarray, unit: str) -> list[int]:
    """The numbers of the paragraphs with which a unit begins; `places` has the text and
    the section of each, `sizes` its words.
    """
    starts: list[int] = []
    length = 0
    for n, place in enumerate(places):
        other = n == 0 or place != places[n - 1]
        if unit == "paragraph" or other or (unit == "window" and length >= WINDOW):
            starts.append(n)
            length = 0
        length += int(sizes[n])
    return starts
