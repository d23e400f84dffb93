"""Where words stand on the page: the lines of a concordance, and the places of a
search in each paragraph and in the text.
"""

from typing import Annotated, Literal

import numpy as np
import pandas as pd

from helpers.segments import tokenise
from helpers.texts import Text
from helpers.validation import Whole, Wrong, validated
from helpers.words.indexing import Index, Matches, Texts, each_of, index, matches
from helpers.words.query import Query

_COLUMNS = ["cite", "left", "match", "right"]


def _a_concordance(value: object) -> pd.DataFrame:
    if isinstance(value, pd.DataFrame) and {*_COLUMNS} <= {*value.columns}:
        return value
    raise Wrong("the lines that words.concordance gives")


Width = Annotated[int, Whole(0, 1_000_000)]
Lines = Annotated[pd.DataFrame, _a_concordance]


@validated
def concordance(
    text: Texts, query: Query, width: Width = 60, own: bool = False
) -> pd.DataFrame:
    """Every place where a word or phrase stands, in context: cite, left, match, right,
    in order of place.

    `text` is a text or a list of texts; `left` and `right` are at most `width`
    characters of the same paragraph, cut between words. `own` leaves out what is in
    another voice than the author's. Nothing found gives an empty table; a search
    without a word raises SearchError.

    >>> from helpers import texts
    >>> lines = concordance(texts.load("1906"), "augean stables", width=20)
    >>> lines.iloc[0].to_list()
    ['1906:1', 'cleansing the', 'Augean stables', 'of the old regime']
    """
    columns: dict[str, list[str]] = {name: [] for name in _COLUMNS}
    for each in each_of(text):
        every, places = index(each), matches(each, query, own)
        left, right = _between_words(every, places, width)
        content, start, end = every.content, places.start.tolist(), places.end.tolist()
        columns["cite"] += every.cites[places.paragraph].tolist()
        columns["left"] += [content[a:b].rstrip() for a, b in zip(left.tolist(), start)]
        columns["match"] += [content[a:b] for a, b in zip(start, end)]
        columns["right"] += [content[a:b].lstrip() for a, b in zip(end, right.tolist())]
    return pd.DataFrame(columns, dtype=str)


def _between_words(
    every: Index, places: Matches, width: int
) -> tuple[np.ndarray, np.ndarray]:
    """Where the context of each match begins and ends: `width` characters off, moved
    inwards to a word's edge, inside the paragraph.
    """
    if not len(places):
        return places.start, places.end
    left, right = places.start - width, places.end + width
    first = every.paragraph_start[places.paragraph]
    last = every.paragraph_end[places.paragraph]
    after = np.minimum(np.searchsorted(every.start, left), len(every) - 1)
    before = np.maximum(np.searchsorted(every.end, right, side="right") - 1, 0)
    return (
        np.where(left <= first, first, np.minimum(every.start[after], places.start)),
        np.where(right >= last, last, np.maximum(every.end[before], places.end)),
    )


@validated
def arrange(
    lines: Lines, by: Literal["place", "left", "right"] = "place"
) -> pd.DataFrame:
    """The lines of a concordance sorted by `place`, by the `left` neighbour (reading
    outwards), or by the `right` one.

    >>> rows = [["1:1", "in the", "x", "b"], ["1:2", "of a", "x", "a"]]
    >>> lines = pd.DataFrame(rows, columns=["cite", "left", "match", "right"])
    >>> list(arrange(lines, "left")["cite"]), list(arrange(lines, "right")["cite"])
    (['1:2', '1:1'], ['1:2', '1:1'])
    """
    if by == "place":
        return lines
    step = -1 if by == "left" else 1
    keys = [tokenise(context)[::step] for context in lines[by]]
    order = sorted(range(len(lines)), key=keys.__getitem__)
    return lines.iloc[order].reset_index(drop=True)


@validated
def spans(
    text: Text, query: Query, own: bool = False
) -> dict[int, list[tuple[int, int]]]:
    """The offsets of every match inside its paragraph's text: paragraph number →
    list of (start, end); `own` as in `concordance`.
    """
    every, places = index(text), matches(text, query, own)
    before = every.paragraph_start[places.paragraph]
    columns = places.paragraph, places.start - before, places.end - before
    offsets: dict[int, list[tuple[int, int]]] = {}
    for paragraph, start, end in zip(*(column.tolist() for column in columns)):
        number = every.paragraphs[paragraph].number
        offsets.setdefault(number, []).append((start, end))
    return offsets


@validated
def positions(text: Text, query: Query) -> pd.DataFrame:
    """Where a word or phrase falls: cite, and `at`, how many words of the text stand
    before it.
    """
    places = matches(text, query)
    cites = pd.Series(index(text).cites[places.paragraph], dtype=str)
    return pd.DataFrame({"cite": cites, "at": places.first})
