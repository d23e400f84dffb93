"""What can be said of lists of words alone: how alike two topics are, which of one fit
is which of another, and how far the words of one keep company.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Annotated

import numpy as np
import pandas as pd

from helpers.errors import SearchError
from helpers.segments import tokenise
from helpers.validation import Wrong, validated

Ranked = Sequence[str]  # the words of a topic, the first of them first


def _contents(value: object) -> list:
    """Documents as a list. What each one is is read once for each class and not for
    each word, since there are many.
    """
    wanted = Wrong("a list of documents, each a string or a list of words")
    if isinstance(value, str | bytes | dict) or not isinstance(value, Iterable):
        raise wanted
    given = list(value)
    lists = [each for each in given if not isinstance(each, str)]
    if not all(isinstance(each, list | tuple | set | np.ndarray) for each in lists):
        raise wanted
    if not all(
        issubclass(kind, str) for kind in set(map(type, itertools.chain(*lists)))
    ):
        raise wanted
    return given


@validated
def likeness(words_1: Ranked, words_2: Ranked) -> float:
    """How alike two lists of ranked words are: the Jaccard index of their first 1,
    first 2, … words, averaged over the depths.

    From 0, no word in common, to 1; a difference at the top counts most (Greene,
    O'Callaghan, Cunningham 2014).

    >>> music = ["album", "music", "best", "award", "win"]
    >>> round(likeness(music, ["sport", "best", "win", "medal", "award"]), 4)
    0.1543
    """
    return _likeness(words_1, words_2)


def _likeness(words_1: Ranked, words_2: Ranked) -> float:
    depths = range(1, max(len(words_1), len(words_2)) + 1)
    heads = [(set(words_1[:depth]), set(words_2[:depth])) for depth in depths]
    shared = [len(a & b) / len(a | b) for a, b in heads]
    return sum(shared) / len(shared) if shared else 0.0


@validated
def matching(lists_1: Sequence[Ranked], lists_2: Sequence[Ranked]) -> pd.DataFrame:
    """Which topic of one fit is which of another, so that the likenesses together are
    largest: topic_1, topic_2, likeness.

    One to one (the Hungarian method); where one fit has more topics, what is left over
    has no row.

    >>> matched = matching([["a", "b"], ["c", "d"]], [["c", "d"], ["a", "e"]])
    >>> matched["topic_2"].to_list()
    [2, 1]
    """
    from scipy.optimize import linear_sum_assignment

    alike = np.array(
        [[_likeness(words_1, words_2) for words_2 in lists_2] for words_1 in lists_1]
    ).reshape(len(lists_1), len(lists_2))
    rows, columns = linear_sum_assignment(-alike)
    return pd.DataFrame(
        {"topic_1": rows + 1, "topic_2": columns + 1, "likeness": alike[rows, columns]}
    )


@validated
def agreement(lists_1: Sequence[Ranked], lists_2: Sequence[Ranked]) -> float:
    """Greene's agreement of two fits: the likeness of their topics, matched one to one,
    on average; from 0 to 1.

    Where one fit has more topics than the other, a topic without a match counts as 0.
    Raises SearchError where a fit has no topics.

    >>> agreement([["a", "b"], ["c", "d"]], [["c", "d"], ["a", "b"]])
    1.0
    """
    if not lists_1 or not lists_2:
        raise SearchError(
            "There are no topics to compare. Give two lists, each with at least one"
            " list of words."
        )
    alike = matching(lists_1, lists_2)["likeness"].sum()
    return float(alike / max(len(lists_1), len(lists_2)))


@validated
def npmi(
    top_words: Sequence[str],
    documents: Annotated[Sequence[str | Sequence[str]], _contents],
) -> float:
    """How far the words of a topic keep company: NPMI of every two of them over the
    documents, averaged (Röder and others 2015).

    NPMI = ln((p_ij + ε)/(p_i p_j)) / −ln(p_ij + ε), p the share of documents with a
    word, or with both, ε = 10⁻¹². 0 is chance, 1 for words that only occur together,
    towards −1 for words that never meet, less near the rarer they are (−0.7 for two
    words of two documents each in a hundred). Two words of every document count as 0.
    Documents are strings or lists of words. Raises SearchError for fewer than two
    words, and for a word in no document.

    >>> round(npmi(["graph", "trees"], ["graph trees", "graph", "human", "trees"]), 4)
    0.0
    """
    places = dict.fromkeys(top_words, 0)
    wanted = set(places)
    for number, document in enumerate(documents):
        listed = tokenise(document) if isinstance(document, str) else document
        for word in wanted.intersection(listed):
            places[word] |= 1 << number
    missing = [word for word, bits in places.items() if not bits]
    if missing or len(places) < 2:
        what = (
            f"“{missing[0]}” stands in none of the documents"
            if missing
            else "A single word keeps no company"
        )
        raise SearchError(f"{what}. Give two words or more, all of which occur.")
    return npmi_of_places(list(places.values()), len(documents))


def npmi_of_places(places: Sequence[int], size: int) -> float:
    """NPMI of words whose places among `size` documents are the bits of a whole
    number each: quicker than a matrix for so few words. NaN for a single word.

    >>> round(npmi_of_places([0b0011, 0b0101], 4), 9)
    0.0
    """
    values = []
    for bits_1, bits_2 in itertools.combinations(places, 2):
        both = (bits_1 & bits_2).bit_count() / size
        chance = bits_1.bit_count() * bits_2.bit_count() / size**2
        value = math.log((both + 1e-12) / chance) / -math.log(both + 1e-12)
        values.append(0 if both == 1 else value)
    return sum(values) / len(values) if values else float("nan")
