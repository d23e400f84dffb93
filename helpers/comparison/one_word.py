"""One word in two texts: whether chance would do as much, how its rate moves through a
text, and its lines in both.
"""

from typing import Annotated, Literal, NamedTuple

import numpy as np
import pandas as pd

from helpers import cite, words
from helpers.comparison.refusals import in_neither, refuse_the_same
from helpers.comparison.shuffling import CHUNK
from helpers.errors import SearchError
from helpers.texts import Text
from helpers.validation import Count, Seed, Shuffles, Whole, validated
from helpers.words.lines import Width

Unit = Literal["paragraph", "section"]


class Chance(NamedTuple):
    """A word's rate per 1,000 words in two texts, the difference (first − second),
    and the differences after each shuffle.
    """

    counts: tuple[int, int]
    rates: tuple[float, float]
    difference: float
    shuffled: np.ndarray
    p: float


@validated
def chance(
    a: Text,
    b: Text,
    query: words.Query,
    shuffles: Shuffles = 1_000,
    seed: Seed = 0,
    by: Unit = "paragraph",
) -> Chance:
    """How often a difference as large would come if it did not matter which text a
    paragraph is from: a permutation test on one word.

    Each shuffle deals all the paragraphs out again, as many to each text as it has, and
    takes the difference of the two rates. `p` is (r + 1)/(shuffles + 1), r the shuffles
    whose difference is at least as large either way; NaN with `shuffles=0`.
    `by="section"` deals whole sections, since neighbouring paragraphs share a subject.
    Raises SearchError for a word in neither text, and where both texts are one.

    >>> from helpers import texts
    >>> chance(texts.load("1906"), texts.load("1936"), "will", shuffles=99).p
    0.01
    """
    refuse_the_same(a, b)
    sides = _dealt(a, query, by), _dealt(b, query, by)
    counts, sizes = pd.concat(sides)[["count", "words"]].to_numpy().T
    if not counts.sum():
        raise in_neither(query)

    dealing = _Dealing(counts, sizes, len(sides[0]))
    every, random = np.arange(len(counts)), np.random.default_rng(seed)
    in_a, in_b = (float(rate) for rate in dealing.rates(every))
    shuffled = np.zeros(shuffles)
    for start in range(0, shuffles, CHUNK):
        part = shuffled[start : start + CHUNK]
        order = random.permuted(np.tile(every, (len(part), 1)), axis=1)
        part[:] = np.subtract(*dealing.rates(order))
    as_large = int((np.abs(shuffled) >= abs(in_a - in_b) - 1e-9).sum())
    p = (as_large + 1) / (shuffles + 1) if shuffles else float("nan")
    totals = int(sides[0]["count"].sum()), int(sides[1]["count"].sum())
    return Chance(totals, (in_a, in_b), in_a - in_b, shuffled, p)


class _Dealing(NamedTuple):
    """What is dealt out, the count and the words of each unit, and how many units go to
    the first text.
    """

    counts: np.ndarray
    sizes: np.ndarray
    first: int

    def rates(self, order: np.ndarray) -> list[np.ndarray]:
        """The rates per 1,000 words of both texts for an order of the units, or for
        each row of orders.
        """
        return [
            self.counts[units].sum(axis=-1)
            / np.maximum(self.sizes[units].sum(axis=-1), 1)
            * 1000
            for units in (order[..., : self.first], order[..., self.first :])
        ]


def _dealt(text: Text, query: words.Query, by: Unit) -> pd.DataFrame:
    """What is dealt out: count and words of each paragraph, or of each section."""
    if by == "paragraph":
        return words.by_paragraph(text, query)
    sections = words.by_section(text, query)
    return sections[sections["words"] > 0]


@validated
def stretches(
    text: Text,
    query: words.Query,
    size: Annotated[int, Whole(0)],
    step: Count = 200,
) -> pd.DataFrame:
    """The rate of a search in runs of `size` words of a text, one every `step` words:
    first and last cite, per_1000.

    A text that differs from itself, run by run, as much as from another has no one rate
    to be compared. Raises SearchError for a size that the text does not have.

    >>> from helpers import texts
    >>> runs = stretches(texts.load("1936"), "will", 2_874)
    >>> runs["per_1000"].max().round(1).item()
    2.4
    """
    every, first = words.index(text), words.matches(text, query).first
    if not 0 < size <= len(every):
        raise SearchError(
            f"{text.title} has {len(every)} words, and no stretch of {size}. Take a"
            f" size from 1 to {len(every)}."
        )
    start = np.arange(0, len(every) - size + 1, step)
    counts = np.searchsorted(first, start + size) - np.searchsorted(first, start)
    return pd.DataFrame(
        {
            "first": every.cites[every.paragraph[start]],
            "last": every.cites[every.paragraph[start + (size - 1)]],
            "per_1000": 1000.0 * counts / size,
        }
    )


@validated
def contexts(a: Text, b: Text, query: words.Query, width: Width = 60) -> pd.DataFrame:
    """The lines of a search in both texts, in full, as a concordance with a column
    `text`: a word that both share is read, not counted.

    Raises SearchError for a word in neither text, and where both texts are one.

    >>> from helpers import texts
    >>> lines = contexts(texts.load("1906"), texts.load("1936"), "dictatorship")
    >>> lines["text"].value_counts().to_dict()
    {'1906': 7, '1936': 7}
    """
    refuse_the_same(a, b)
    lines = words.concordance([a, b], query, width)
    if lines.empty:
        raise in_neither(query)
    return lines.assign(text=[cite.text_of(place) for place in lines["cite"]])
