"""Two texts compared: words that mark one of them, passages that answer each other,
and what chance alone would do.
"""

import functools
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import words
from helpers.errors import SearchError

CHI_SQUARE = 3.84  # the usual line for one word, p = 0.05 if words came one by one
FEW = 4  # paragraphs that may have a pair of words and it still counts as rare
CHUNK = 500  # shuffles at a time, so that they fit the memory of a small machine


class Chance(NamedTuple):
    """A word's rate per 1,000 words in two texts, the difference (first − second),
    and the differences after each shuffle.
    """

    counts: tuple
    rates: tuple
    difference: float
    shuffled: np.ndarray
    p: float


def chance(a, b, query, shuffles=1_000, seed=0, by="paragraph"):
    """How often a difference as large would come if it did not matter which text a
    paragraph is from: a permutation test on one word.

    Each shuffle deals all the paragraphs out again, as many to each text as it has, and
    takes the difference of the two rates. `p` is (r + 1)/(shuffles + 1), r the shuffles
    whose difference is at least as large either way. `by="section"` deals whole
    sections, since neighbouring paragraphs share a subject. Raises SearchError for a
    word in neither text.

    >>> from helpers import texts
    >>> chance(texts.load("1906"), texts.load("1936"), "will", shuffles=99).p
    0.01
    """
    one, other = _dealt(a, query, by), _dealt(b, query, by)
    counts, sizes = (
        np.concatenate([one[column], other[column]]) for column in ("count", "words")
    )
    if not counts.sum():
        raise SearchError(
            f"“{query}” stands in neither text. Try another word, or its beginning with"
            " a *, as in revolution*."
        )
    cut = len(one)
    order = np.random.default_rng(seed).permuted(
        np.tile(np.arange(len(counts)), (shuffles, 1)), axis=1
    )

    def rate(chosen):
        return (
            counts[chosen].sum(axis=-1)
            / np.maximum(sizes[chosen].sum(axis=-1), 1)
            * 1000
        )

    observed = np.arange(len(counts))
    rates = float(rate(observed[:cut])), float(rate(observed[cut:]))
    difference = rates[0] - rates[1]
    shuffled = rate(order[:, :cut]) - rate(order[:, cut:])
    as_large = int((np.abs(shuffled) >= abs(difference) - 1e-9).sum())
    totals = int(one["count"].sum()), int(other["count"].sum())
    return Chance(totals, rates, difference, shuffled, (as_large + 1) / (shuffles + 1))


def _dealt(text, query, by):
    """What is dealt out: count and words of each paragraph, or of each section."""
    table = words.by_paragraph(text, query)
    if by not in ("paragraph", "section"):
        raise SearchError(
            f"Nothing can be shuffled by {by!r}. Choose paragraph or section."
        )
    if by == "paragraph":
        return table
    sections = [
        text.section_of(int(cite.rsplit(":", 1)[1])).first for cite in table["cite"]
    ]
    return table.groupby(sections)[["count", "words"]].sum()


def keyness(a, b, shuffles=10_000, seed=0, block=1, prior=500, merged=False, own=False):
    """How each word of two texts marks one of them off from the other, a row a word;
    the largest G² first.

    `count_*`, `per_1000_*`; `g2`, the log-likelihood ratio of four cells (Dunning
    1993); `log_ratio`, the binary logarithm of the ratio of the rates, 0 counted as ½
    (Hardie); `log_odds` and `z`, with a prior of `prior` words spread as in both texts
    (Monroe, Colaresi, Quinn 2008); `dp_*` (Gries 2008). `p`: how often shuffled
    paragraphs, `block` neighbours at a time, give as large a G², and `p_family`: how
    often they give any word one as large, both (r + 1)/(shuffles + 1); NaN with
    `shuffles=0`. `upper_*`: for a word that a text lacks, the rate per 1,000 words that
    it may have and yet be missed, see `upper_bound`. `more_in`: the id of the text with
    the higher rate. The table's `attrs` count the words with a G² above 3.84 here, and
    in a shuffle on average. Mirrored when the texts are exchanged.

    >>> from helpers import texts
    >>> table = keyness(texts.load("1906"), texts.load("1936"), shuffles=0)
    >>> int(table.loc["will", "count_a"]), table.loc["will", "more_in"]
    (44, '1906')
    """
    if a.id == b.id:
        raise SearchError(
            f"Both texts are {a.id}, and a text does not differ from itself. Give two"
            " texts."
        )
    if (
        b.id < a.id
    ):  # one order, so that the same shuffles are dealt whichever text comes first
        return _mirrored(keyness(b, a, shuffles, seed, block, prior, merged, own))
    found = words.matrix([a, b], merged, own)
    first = found.text == 0
    y1, y2 = found.counts[first].sum(axis=0), found.counts[~first].sum(axis=0)
    n1, n2, y = int(y1.sum()), int(y2.sum()), y1 + y2
    if min(n1, n2) < 1:
        raise SearchError(
            f"{(a if n1 < n2 else b).id} has no words to count. Give a text with words"
            " of its own."
        )
    g2 = _g2(y1, n1, y, n1 + n2)
    alpha = prior * y / (n1 + n2)
    odds = [
        np.log((count + alpha) / (size + prior - count - alpha))
        for count, size in ((y1, n1), (y2, n2))
    ]
    table = pd.DataFrame(
        {
            "count_a": y1,
            "count_b": y2,
            "per_1000_a": 1000 * y1 / n1,
            "per_1000_b": 1000 * y2 / n2,
            "g2": g2,
            "log_ratio": (
                np.log2(np.maximum(y1, 0.5) / n1) - np.log2(np.maximum(y2, 0.5) / n2)
            ),
            "log_odds": odds[0] - odds[1],
            "z": (odds[0] - odds[1]) / np.sqrt(1 / (y1 + alpha) + 1 / (y2 + alpha)),
            "p": np.nan,
            "p_family": np.nan,
            "dp_a": _dispersions(found.counts[first]),
            "dp_b": _dispersions(found.counts[~first]),
            "upper_a": upper_bound(found.counts[first], found.counts[~first]),
            "upper_b": upper_bound(found.counts[~first], found.counts[first]),
            "more_in": np.where(y1 * n2 > y2 * n1, a.id, b.id),
        },
        index=pd.Index(found.vocabulary, name="word"),
    )
    table.attrs = {
        "above": int((g2 >= CHI_SQUARE).sum()),
        "above_by_chance": float("nan"),
    }
    if shuffles:
        table["p"], table["p_family"], table.attrs["above_by_chance"] = _shuffled(
            found, g2, shuffles, seed, block
        )
    return table.sort_values(["g2", "word"], ascending=[False, True])


def in_one_only(a, b):
    """The words that stand in one of two texts only, spellings merged: the
    translator's, the selection's, or the time's.

    >>> from helpers import texts
    >>> {"bureaucracy", "program"} & in_one_only(texts.load("1906"), texts.load("1936"))
    {'bureaucracy'}
    """
    table = keyness(a, b, shuffles=0, merged=True)
    return set(table.index[(table["count_a"] == 0) | (table["count_b"] == 0)])


def _mirrored(table):
    """A table of keyness with the two texts exchanged."""
    columns = list(table.columns)
    other = {
        name: name[:-1] + {"a": "b", "b": "a"}[name[-1]]
        for name in columns
        if name[-2:] in ("_a", "_b")
    }
    turned = table.rename(columns=other)
    turned[["log_ratio", "log_odds", "z"]] *= -1
    return turned[columns]


def upper_bound(counts, other):
    """The rate per 1,000 words that a word may have and yet be missed in a text, in one
    case of twenty; NaN where it is there.

    Paragraphs are the trials, since words come in clusters: with none of m paragraphs
    the share that has the word is below 1 − 0.05^(1/m) (Clopper, Pearson 1934). A share
    becomes a rate by how often the word stands in those paragraphs of the other text
    that have it, and by the length of its paragraphs. Neighbouring paragraphs are not
    independent, so it is a rough bound.
    """
    share = 1 - 0.05 ** (1 / len(counts))
    in_each = other.sum(axis=0) / np.maximum((other > 0).sum(axis=0), 1)
    return np.where(
        counts.sum(axis=0) == 0,
        1000 * share * in_each / other.sum(axis=1).mean(),
        np.nan,
    )


def split_half(text, seed=0, shuffles=1_000):
    """A control: one text's paragraphs dealt into two halves at random, and how many
    words then seem to mark one half.

    `above` words have a G² above 3.84, `by_chance` as many have it in a shuffle on
    average, `family` pass a family-wise 5 %.

    >>> from helpers import texts
    >>> split_half(texts.load("1936"), shuffles=99)["family"]
    0
    """
    found = words.matrix([text])
    half = np.random.default_rng(seed).permutation(len(found.counts)) % 2
    found = found._replace(text=half)
    y1 = found.counts[half == 0].sum(axis=0)
    g2 = _g2(y1, y1.sum(), found.counts.sum(axis=0), found.counts.sum())
    _, family, by_chance = _shuffled(found, g2, shuffles, seed, 1)
    return {
        "above": int((g2 >= CHI_SQUARE).sum()),
        "by_chance": by_chance,
        "family": int((family <= 0.05).sum()),
    }


def _g2(y1, n1, y, n):
    """G² of four cells, 2 Σ O ln(O/E), from counts in the first text and in both; in
    whole numbers, so that a table of x ln x serves.
    """
    logs = _x_log_x(int(n))
    n2, y2 = n - n1, y - y1
    cells = logs[y1] + logs[y2] + logs[n1 - y1] + logs[n2 - y2]
    return np.maximum(
        2 * (cells - logs[y] - logs[n - y] - logs[n1] - logs[n2] + logs[n]), 0
    )


@functools.lru_cache(maxsize=4)
def _x_log_x(most):
    x = np.arange(most + 1, dtype=float)
    return x * np.log(np.maximum(x, 1))


def _shuffled(found, g2, shuffles, seed, block):
    """p of each word, p of the family, and how many words a shuffle leaves above the
    line on average.
    """
    blocks, owner = [], []
    for text in np.unique(found.text):
        numbers = np.flatnonzero(found.text == text)
        blocks += [numbers[n : n + block] for n in range(0, len(numbers), block)]
        owner += [text == 0] * len(range(0, len(numbers), block))
    counts = np.array(
        [found.counts[numbers].sum(axis=0) for numbers in blocks], dtype=np.float32
    )
    y, n = found.counts.sum(axis=0), int(found.counts.sum())
    random, as_large, family, above = (
        np.random.default_rng(seed),
        np.zeros(len(y)),
        np.zeros(len(y)),
        0,
    )
    for start in range(0, shuffles, CHUNK):
        deal = random.permuted(
            np.tile(
                np.array(owner, dtype=np.float32), (min(CHUNK, shuffles - start), 1)
            ),
            axis=1,
        )
        y1 = (deal @ counts).astype(np.int64)
        dealt = _g2(y1, y1.sum(axis=1, keepdims=True), y, n)
        as_large += (dealt >= g2 - 1e-9).sum(axis=0)
        largest = np.sort(dealt.max(axis=1))
        family += len(largest) - np.searchsorted(largest, g2 - 1e-9)
        above += int((dealt >= CHI_SQUARE).sum())
    return (
        (as_large + 1) / (shuffles + 1),
        (family + 1) / (shuffles + 1),
        above / shuffles,
    )


def _dispersions(counts):
    """DP of every word over the paragraphs of one text; NaN where it does not occur."""
    total = counts.sum(axis=0)
    shares = counts.sum(axis=1, keepdims=True) / counts.sum()
    with np.errstate(invalid="ignore"):
        return np.abs(counts / total - shares).sum(axis=0) / 2


def stretches(text, query, size, step=200):
    """The rate of a search in runs of `size` words of a text, one every `step` words:
    first and last cite, per_1000.

    A text that differs from itself, run by run, as much as from another has no one rate
    to be compared. Raises SearchError for a size that the text does not have.

    >>> from helpers import texts
    >>> stretches(texts.load("1936"), "will", 2_874)["per_1000"].max().round(1).item()
    2.4
    """
    found = words.index(text)
    if not 0 < size <= len(found):
        raise SearchError(
            f"{text.title} has {len(found)} words, and no stretch of {size}. Take a"
            f" size from 1 to {len(found)}."
        )
    at, _ = found.find(query)
    start = np.arange(0, len(found) - size + 1, step)
    counts = np.searchsorted(at, start + size) - np.searchsorted(at, start)
    cites = (
        found.cites[found.paragraph[start]],
        found.cites[found.paragraph[start + size - 1]],
    )
    return pd.DataFrame(
        {"first": cites[0], "last": cites[1], "per_1000": 1000 * counts / size}
    )


def contexts(a, b, query, width=60):
    """The lines of a search in both texts, in full, as a concordance with a column
    `text`: a word that both share is read, not counted.

    >>> from helpers import texts
    >>> contexts(texts.load("1906"), texts.load("1936"), "dictatorship")["text"].value_counts().to_dict()
    {'1906': 7, '1936': 7}
    """
    found = words.concordance([a, b], query, width)
    if found.empty:
        raise SearchError(
            f"“{query}” stands in neither text. Try another word, or its beginning with"
            " a *, as in revolution*."
        )
    return found.assign(text=found["cite"].str.rsplit(":", n=1).str[0])


def echoes(a, b, most=10, shuffles=200, seed=0):
    """Which paragraphs of two texts may answer each other: for each of `a` the `most`
    like it of `b`, the likest pair of all first.

    `score` is the cosine of TF-IDF weights of words (log-scaled counts, without the
    words of one paragraph only). `shared` names the pairs of neighbouring words that
    both have and few other paragraphs, then the words that add most to the score.
    `chance` is how often, when the words of `b` are dealt out over its paragraphs at
    random, the best match of the paragraph of `a` scores as high: (r + 1)/(shuffles +
    1). It is blind to the order of words.

    >>> from helpers import texts
    >>> list(echoes(texts.load("1906"), texts.load("1936"), most=1, shuffles=9).columns)
    ['cite_a', 'cite_b', 'score', 'shared', 'chance']
    """
    found, pairs = (
        words.matrix([a, b], merged=True),
        words.matrix([a, b], merged=True, phrases=True),
    )
    spread = (found.counts > 0).sum(axis=0)
    known = np.flatnonzero(spread >= 2)
    idf = np.log(len(found.counts) / spread[known])

    def weights(counts):
        raw = np.log1p(counts[:, known]) * idf
        return raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-12)

    first, second = (
        weights(found.counts[found.text == 0]),
        weights(found.counts[found.text == 1]),
    )
    score = first @ second.T
    best = _best_by_chance(
        first,
        found.counts[found.text == 1],
        weights,
        shuffles,
        np.random.default_rng(seed),
    )
    cites_a, cites_b = (found.cites[found.text == n] for n in (0, 1))
    rare = [
        n
        for n, name in enumerate(pairs.vocabulary)
        if " " in name and 2 <= (pairs.counts[:, n] > 0).sum() <= FEW
    ]
    phrases_a, phrases_b = (pairs.counts[pairs.text == n][:, rare] > 0 for n in (0, 1))
    rows = []
    for n in range(len(first)):
        for m in np.argsort(-score[n], kind="stable")[:most]:
            adding = first[n] * second[m]
            shared = [
                str(pairs.vocabulary[rare[k]])
                for k in np.flatnonzero(phrases_a[n] & phrases_b[m])
            ]
            shared += [
                str(found.vocabulary[known[w]])
                for w in np.argsort(-adding, kind="stable")[:5]
                if adding[w] > 0
            ]
            chance = ((best[:, n] >= score[n, m] - 1e-12).sum() + 1) / (shuffles + 1)
            rows.append(
                (cites_a[n], cites_b[m], score[n, m], ", ".join(shared), chance)
            )
    table = pd.DataFrame(
        rows, columns=["cite_a", "cite_b", "score", "shared", "chance"]
    )
    return table.sort_values(
        ["score", "cite_a", "cite_b"], ascending=[False, True, True], ignore_index=True
    )


def _best_by_chance(first, counts, weights, shuffles, random):
    """The best score of each paragraph of the first text with a second whose words
    are dealt out anew, a row a shuffle.
    """
    paragraph, word = np.repeat(
        np.indices(counts.shape).reshape(2, -1), counts.ravel(), axis=1
    )
    best = np.zeros((shuffles, len(first)))
    for n in range(shuffles):
        dealt = np.zeros_like(counts)
        np.add.at(dealt, (paragraph, random.permutation(word)), 1)
        best[n] = (first @ weights(dealt).T).max(axis=1)
    return best


def recall(table, threads, at=10):
    """How many of the pairs that readers joined an echo finds: of the (early, late)
    citations of the threads, those among the first `at`.

    Returns (found, pairs): a pair counts as found when its late paragraph is among the
    `at` likest of its early one.
    """
    pairs = {
        (e["cite"], s["cite"])
        for thread in threads
        for e in thread["early"]
        for s in thread["late"]
    }
    ranked = table.sort_values("score", ascending=False).groupby("cite_a").head(at)
    return len(pairs & set(zip(ranked["cite_a"], ranked["cite_b"]))), len(pairs)
