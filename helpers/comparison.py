"""The two texts compared, with what chance alone would do."""

from typing import NamedTuple

import numpy as np

from helpers import words
from helpers.errors import SearchError


class Chance(NamedTuple):
    """A word's rate per 1,000 words in two texts, the difference (first − second), and the differences after each shuffle."""

    query: str
    counts: tuple
    rates: tuple
    difference: float
    shuffled: np.ndarray
    p: float


def chance(a, b, query, shuffles=1_000, seed=0, by="paragraph"):
    """How often a difference as large would come if it did not matter which text a paragraph is from: a permutation test on one word.

    Each shuffle deals all the paragraphs out again, as many to each text as it has, and takes the difference of the two rates. `p` is
    (r + 1)/(shuffles + 1), r the shuffles whose difference is at least as large either way. `by="section"` deals whole sections, since
    neighbouring paragraphs share a subject. Raises SearchError for a word in neither text.

    >>> from helpers import texts
    >>> chance(texts.load("1906"), texts.load("1936"), "will", shuffles=99).p
    0.01
    """
    one, other = _dealt(a, query, by), _dealt(b, query, by)
    counts, sizes = (np.concatenate([one[column], other[column]]) for column in ("count", "words"))
    if not counts.sum():
        raise SearchError(f"“{query}” stands in neither text. Try another word, or its beginning with a *, as in revolution*.")
    cut = len(one)
    order = np.random.default_rng(seed).permuted(np.tile(np.arange(len(counts)), (shuffles, 1)), axis=1)

    def rate(chosen):
        return counts[chosen].sum(axis=-1) / np.maximum(sizes[chosen].sum(axis=-1), 1) * 1000

    observed = np.arange(len(counts))
    rates = float(rate(observed[:cut])), float(rate(observed[cut:]))
    difference = rates[0] - rates[1]
    shuffled = rate(order[:, :cut]) - rate(order[:, cut:])
    as_large = int((np.abs(shuffled) >= abs(difference) - 1e-9).sum())
    totals = int(one["count"].sum()), int(other["count"].sum())
    return Chance(query, totals, rates, difference, shuffled, (as_large + 1) / (shuffles + 1))


def _dealt(text, query, by):
    """What is dealt out: count and words of each paragraph, or of each section."""
    table = words.by_paragraph(text, query)
    if by not in ("paragraph", "section"):
        raise SearchError(f"Nothing can be shuffled by {by!r}. Choose paragraph or section.")
    if by == "paragraph":
        return table
    sections = [text.section_of(int(cite.rsplit(":", 1)[1])).first for cite in table["cite"]]
    return table.groupby(sections)[["count", "words"]].sum()
