"""Passages of two texts that may answer each other, and how many of those that readers
joined are among them.
"""

import contextlib
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import numpy as np
import pandas as pd

from helpers import words
from helpers.comparison.refusals import refuse_the_same, without_words
from helpers.texts import Text
from helpers.validation import Count, Seed, Shuffles, Wrong, validated

FEW = 4  # paragraphs that may have a pair of words and it still counts as rare
MOST_WORDS = 5  # words that are named as shared
_COLUMNS = ["cite_a", "cite_b", "score", "shared", "chance"]

Weighting = Callable[[np.ndarray], np.ndarray]


class _Side(NamedTuple):
    """The paragraphs of one text: their citations, the weights of their words, and
    which of the rare pairs of words they have.
    """

    cites: np.ndarray
    weights: np.ndarray
    pairs: np.ndarray


@validated
def echoes(
    a: Text, b: Text, most: Count = 10, shuffles: Shuffles = 200, seed: Seed = 0
) -> pd.DataFrame:
    """Which paragraphs of two texts may answer each other: for each of `a` the `most`
    like it of `b`, the likest pair of all first.

    `score` is the cosine of TF-IDF weights of words (log-scaled counts, without the
    words of one paragraph only). `shared` names the pairs of neighbouring words that
    both have and few other paragraphs, then the words that add most to the score.
    `chance` is how often, when the words of `b` are dealt out over its paragraphs at
    random, the best match of the paragraph of `a` scores as high: (r + 1)/(shuffles +
    1); NaN with `shuffles=0`. It is blind to the order of words. Raises SearchError
    where both texts are one, or one has no words.

    >>> from helpers import texts
    >>> early, late = texts.load("1906"), texts.load("1936")
    >>> list(echoes(early, late, most=1, shuffles=9).columns)
    ['cite_a', 'cite_b', 'score', 'shared', 'chance']
    """
    refuse_the_same(a, b)
    counts, vocabulary, cites, text = words.matrix([a, b], merged=True)
    for n, each in enumerate((a, b)):
        if not counts[text == n].sum():
            raise without_words(each)
    known = np.flatnonzero((counts > 0).sum(axis=0) >= 2)
    weighted, (pairs, rare) = _weighting(counts, known), _rare_pairs(a, b)
    first, second = (
        _Side(cites[text == n], weighted(counts[text == n]), pairs[text == n])
        for n in (0, 1)
    )
    score = first.weights @ second.weights.T
    random = np.random.default_rng(seed)
    best = _best_by_chance(first.weights, counts[text == 1], weighted, shuffles, random)
    p = _chance(score, best)
    rows = []
    for n, m in _likest(score, most):
        shared = [*rare[first.pairs[n] & second.pairs[m]]]
        shared += _adding_most(first.weights[n] * second.weights[m], vocabulary[known])
        pair = first.cites[n], second.cites[m]
        rows.append((*pair, score[n, m], ", ".join(shared), p[n, m]))
    return pd.DataFrame(rows, columns=_COLUMNS).sort_values(
        ["score", "cite_a", "cite_b"], ascending=[False, True, True], ignore_index=True
    )


def _weighting(counts: np.ndarray, known: np.ndarray) -> Weighting:
    """What gives counts (paragraphs × words) their TF-IDF weights, each row of
    length 1, in the columns of the known words.
    """
    idf = np.log(len(counts) / (counts > 0).sum(axis=0)[known])

    def weighted(some: np.ndarray) -> np.ndarray:
        raw = np.log1p(some[:, known]) * idf
        return raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-12)

    return weighted


def _rare_pairs(a: Text, b: Text) -> tuple[np.ndarray, np.ndarray]:
    """Which paragraphs have which pair of neighbouring words, of those that few have,
    and the pairs.
    """
    counts, vocabulary, _, _ = words.matrix([a, b], merged=True, phrases=True)
    spread = (counts > 0).sum(axis=0)
    of_two = np.array([" " in name for name in vocabulary], dtype=bool)
    rare = of_two & (spread >= 2) & (spread <= FEW)
    return counts[:, rare] > 0, vocabulary[rare]


def _best_by_chance(
    first: np.ndarray,
    counts: np.ndarray,
    weighted: Weighting,
    shuffles: int,
    random: np.random.Generator,
) -> np.ndarray:
    """The best score of each paragraph of the first text with a second whose words
    are dealt out anew, a row a shuffle.
    """
    rows, columns = counts.shape
    places = np.arange(counts.size, dtype=np.intp).repeat(counts.ravel())
    paragraph, word = np.divmod(places, columns)
    best = np.zeros((shuffles, len(first)))
    for n in range(shuffles):
        cells = paragraph * columns + random.permutation(word)
        dealt = np.bincount(cells, minlength=counts.size).reshape(rows, columns)
        best[n] = (first @ weighted(dealt).T).max(axis=1)
    return best


def _chance(score: np.ndarray, best: np.ndarray) -> np.ndarray:
    """For each score the share of shuffles whose best is as high; NaN without any."""
    if not len(best):
        return np.full(score.shape, np.nan)
    sorted_best = np.sort(best, axis=0)
    below = np.array(
        [np.searchsorted(sorted_best[:, n], row - 1e-12) for n, row in enumerate(score)]
    )
    return (len(best) - below + 1) / (len(best) + 1)


def _likest(score: np.ndarray, most: int) -> list[tuple[int, int]]:
    """For each paragraph of the first text the numbers of the likest of the second."""
    return [
        (n, m)
        for n, row in enumerate(score)
        for m in np.argsort(-row, kind="stable")[:most]
    ]


def _adding_most(adding: np.ndarray, names: np.ndarray) -> list[str]:
    """The words that add most to a score, of those that add anything."""
    order = np.argsort(-adding, kind="stable")[:MOST_WORDS]
    return [str(names[n]) for n in order if adding[n] > 0]


def _a_table(value: object) -> pd.DataFrame:
    if isinstance(value, pd.DataFrame) and {*_COLUMNS[:3]} <= {*value.columns}:
        return value
    raise Wrong("a table, as comparison.echoes gives it")


def _some_threads(value: Any) -> list[dict[str, Any]]:
    cites = []
    with contextlib.suppress(LookupError, TypeError):
        cites = [end["cite"] for t in value for end in (*t["early"], *t["late"])]
    if not isinstance(value, list) or not cites or {*map(type, cites)} != {str}:
        raise Wrong("a list of threads, as texts.threads() gives it")
    return value


@validated
def recall(
    table: Annotated[pd.DataFrame, _a_table],
    threads: Annotated[list[dict[str, Any]], _some_threads],
    at: Count = 10,
) -> tuple[int, int]:
    """How many of the pairs that readers joined an echo finds: of the (early, late)
    citations of the threads, those among the first `at`.

    Returns how many are found, and how many there are: a pair counts as found when its
    late paragraph is among the `at` likest of its early first.
    """
    pairs = {
        (early["cite"], late["cite"])
        for thread in threads
        for early in thread["early"]
        for late in thread["late"]
    }
    ranked = table.sort_values("score", ascending=False).groupby("cite_a").head(at)
    return len(pairs & set(zip(ranked["cite_a"], ranked["cite_b"]))), len(pairs)
