"""Words that mark one of two texts off from the other, and a control."""

from typing import Annotated, TypedDict

import numpy as np
import pandas as pd

from helpers import words
from helpers.comparison.refusals import refuse_the_same, without_words
from helpers.comparison.shuffling import CHI_SQUARE, g2, shuffled
from helpers.errors import SearchError
from helpers.texts import Text
from helpers.validation import Count, Number, Seed, Shuffles, validated

_OPPOSITE = ["log_ratio", "log_odds", "z"]  # turn round when texts are exchanged


class Half(TypedDict):
    """What a text dealt into two halves gives, as `split_half` describes it."""

    above: int
    by_chance: float
    family: int


@validated
def keyness(
    a: Text,
    b: Text,
    shuffles: Shuffles = 10_000,
    seed: Seed = 0,
    block: Count = 1,
    prior: Annotated[float, Number(0.01, 1e9)] = 500,
    merged: bool = False,
    own: bool = False,
) -> pd.DataFrame:
    """How each word of two texts marks one of them off from the other, a row a word;
    the largest G² first.

    `count_*`, `per_1000_*`; `g2`, the log-likelihood ratio of four cells (Dunning
    1993); `log_ratio`, the binary logarithm of the ratio of the rates, 0 counted as ½
    (Hardie); `log_odds` and `z`, with a prior of `prior` words spread as in both texts
    (Monroe, Colaresi, Quinn 2008), NaN where there is one word only; `dp_*` (Gries
    2008). `p`: how often shuffled paragraphs, `block` neighbours at a time, give as
    large a G², and `p_family`: how often they give any word one as large, both
    (r + 1)/(shuffles + 1); NaN with `shuffles=0`. `more_in`: the id of the text with
    the higher rate. The table's `attrs` count the words with a G² above 3.84 here, and
    in a shuffle on average. Mirrored when the texts are exchanged. Raises SearchError
    where both texts are one, or one has no words.

    `upper_*`: for a word that a text lacks, the rate per 1,000 words that it may have
    and yet be missed there, in one case of twenty; NaN where it is not lacking.
    Paragraphs are the trials, since words come in clusters: with none of m paragraphs
    the share that has the word is below 1 − 0.05^(1/m) (Clopper, Pearson 1934). A share
    becomes a rate by how often the word stands in those paragraphs of the other text
    that have it, and by the length of its paragraphs. Neighbouring paragraphs are not
    independent, so it is a rough bound.

    >>> from helpers import texts
    >>> table = keyness(texts.load("1906"), texts.load("1936"), shuffles=0)
    >>> int(table.loc["will", "count_a"]), table.loc["will", "more_in"]
    (44, '1906')
    """
    refuse_the_same(a, b)
    if b.id < a.id:
        # One order, so that the same shuffles are dealt whichever text comes first.
        return _mirrored(keyness(b, a, shuffles, seed, block, prior, merged, own))
    counts, vocabulary, _, text = words.matrix([a, b], merged, own)
    sides = counts[text == 0], counts[text == 1]
    for each, side in zip((a, b), sides):
        if not side.sum():
            raise without_words(each)
    table = _measures(*sides, prior=prior).set_axis(vocabulary).rename_axis("word")
    higher = table["per_1000_a"] > table["per_1000_b"]
    table["more_in"] = np.where(higher, a.id, b.id)
    above, by_chance = int((table["g2"] >= CHI_SQUARE).sum()), float("nan")
    if shuffles:
        table["p"], table["p_family"], by_chance = shuffled(
            counts, text, table["g2"].to_numpy(), shuffles, seed, block
        )
    table = table.sort_values(["g2", "word"], ascending=[False, True])
    table.attrs = {"above": above, "above_by_chance": by_chance}
    return table


def _measures(first: np.ndarray, second: np.ndarray, prior: float) -> pd.DataFrame:
    """The columns of `keyness` that need no shuffles, from the counts of two texts."""
    y1, y2 = first.sum(axis=0), second.sum(axis=0)
    n1, n2, y = int(y1.sum()), int(y2.sum()), y1 + y2
    alpha = prior * y / (n1 + n2)
    with np.errstate(divide="ignore", invalid="ignore"):  # one word has no odds
        odds_1, odds_2 = (
            np.log((count + alpha) / (size + prior - count - alpha))
            for count, size in ((y1, n1), (y2, n2))
        )
        log_odds = odds_1 - odds_2
    ratios = np.log2(np.maximum(y1, 0.5) / n1) - np.log2(np.maximum(y2, 0.5) / n2)
    columns = {
        "count_a": y1,
        "count_b": y2,
        "per_1000_a": 1000.0 * y1 / n1,
        "per_1000_b": 1000.0 * y2 / n2,
        "g2": g2(y1, n1, y, n1 + n2),
        "log_ratio": ratios,
        "log_odds": log_odds,
        "z": log_odds / np.sqrt(1 / (y1 + alpha) + 1 / (y2 + alpha)),
        "p": np.nan,
        "p_family": np.nan,
        "dp_a": _dispersions(first),
        "dp_b": _dispersions(second),
        "upper_a": _upper_bound(first, second),
        "upper_b": _upper_bound(second, first),
    }
    return pd.DataFrame(columns)


def _mirrored(table: pd.DataFrame) -> pd.DataFrame:
    """A table of keyness with the two texts exchanged."""
    columns = list(table.columns)
    other = {
        name: name[:-1] + {"a": "b", "b": "a"}[name[-1]]
        for name in columns
        if name[-2:] in ("_a", "_b")
    }
    turned = table.rename(columns=other)
    turned[_OPPOSITE] *= -1
    return turned[columns]


def _upper_bound(counts: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The rate that a word may have and yet be missed, as `keyness` describes it."""
    share = 1 - 0.05 ** (1 / len(counts))
    in_each = other.sum(axis=0) / np.maximum((other > 0).sum(axis=0), 1)
    rates = 1000 * share * in_each / other.sum(axis=1).mean()
    return np.where(counts.sum(axis=0) == 0, rates, np.nan)


def _dispersions(counts: np.ndarray) -> np.ndarray:
    """DP of every word over the paragraphs of one text; NaN where it does not occur."""
    total = counts.sum(axis=0)
    shares = counts.sum(axis=1, keepdims=True) / counts.sum()
    with np.errstate(invalid="ignore"):
        return np.abs(counts / total - shares).sum(axis=0) / 2


@validated
def in_one_only(a: Text, b: Text) -> set[str]:
    """The words that stand in one of two texts only, spellings merged: the
    translator's, the selection's, or the time's.

    >>> from helpers import texts
    >>> {"bureaucracy", "program"} & in_one_only(texts.load("1906"), texts.load("1936"))
    {'bureaucracy'}
    """
    table = keyness(a, b, shuffles=0, merged=True)
    return set(table.index[(table["count_a"] == 0) | (table["count_b"] == 0)])


@validated
def split_half(text: Text, seed: Seed = 0, shuffles: Count = 1_000) -> Half:
    """A control: one text's paragraphs dealt into two halves at random, and how many
    words then seem to mark one half.

    `above` words have a G² above 3.84, `by_chance` as many have it in a shuffle on
    average, `family` pass a family-wise 5 %. Raises SearchError for a text that has no
    two paragraphs with words.

    >>> from helpers import texts
    >>> split_half(texts.load("1936"), shuffles=99)["family"]
    0
    """
    counts = words.matrix([text]).counts
    if (counts.sum(axis=1) > 0).sum() < 2:
        raise SearchError(
            f"{text.id} has no two paragraphs with words to deal out. Give a longer"
            " text."
        )
    half = np.random.default_rng(seed).permutation(len(counts)) % 2
    y1 = counts[half == 0].sum(axis=0)
    observed = g2(y1, int(y1.sum()), counts.sum(axis=0), int(counts.sum()))
    _, family, by_chance = shuffled(counts, half, observed, shuffles, seed)
    return {
        "above": int((observed >= CHI_SQUARE).sum()),
        "by_chance": by_chance,
        "family": int((family <= 0.05).sum()),
    }
