"""Models of topics: the counts of a unit as a sum of topics, each a list of word
weights.
"""

from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.errors import SearchError
from helpers.topics.units import TOP, Documents, Texts, Unit, documents
from helpers.validation import Count, Seed, Whole, Wrong, validated

METHODS = {"nmf": "NMF on TF-IDF", "lda": "LDA on counts"}


def _method(value: object) -> object:
    if not isinstance(value, str) or value not in METHODS:
        raise SearchError(
            f"{value!r} is no method here. Choose {' or '.join(METHODS)}."
        )
    return value


def _labels(value: object) -> object:
    listed = isinstance(value, list | tuple | np.ndarray | pd.Series)
    if listed and np.asarray(value, dtype=object).ndim == 1:
        return value
    raise Wrong("a list with a label for each unit")


Method = Annotated[str, _method]
Topic = Annotated[int, Whole(1)]


class TopicModel(NamedTuple):
    """Topics, numbered from 1, the one with the largest share of the units first.

    `words`: for each topic its ten first words. `weights`: a row a unit, indexed by
    `cite`, a column a topic; the topics' shares of the unit, which sum to 1, or to 0
    where no word of the model stands. `word_weights`: a row a topic, a column a word,
    each row sums to 1.
    """

    words: list
    weights: pd.DataFrame
    word_weights: pd.DataFrame
    documents: Documents

    @validated
    def passages(self, topic: Topic, most: Count | None = None) -> pd.DataFrame:
        """The units in which a topic has the largest share, the largest first: cite,
        weight; the first `most` of them, or all.

        >>> from helpers import texts
        >>> model = fit([texts.load("1906"), texts.load("1936")], k=6)
        >>> list(model.passages(1).columns)
        ['cite', 'weight']
        """
        column = self.weights[self._known(topic)].sort_values(
            ascending=False, kind="stable"
        )
        return column.rename("weight").head(most or len(column)).reset_index()

    @validated
    def top(self, topic: Topic, most: Count = TOP) -> pd.DataFrame:
        """A topic's first words: word, weight, exclusivity (the topic's part of what
        all topics together give the word), units.

        `units` is in how many units the word stands.
        """
        row = self.word_weights.loc[self._known(topic)]
        chosen = _ranked(row.to_numpy(), most)
        all_topics = self.word_weights.to_numpy()[:, chosen].sum(axis=0)
        spread = (self.documents.counts[:, chosen] > 0).sum(axis=0)
        columns = {
            "word": row.index[chosen],
            "weight": row.iloc[chosen].to_numpy(),
            "exclusivity": row.iloc[chosen].to_numpy() / all_topics,
        }
        return pd.DataFrame(columns | {"units": spread})

    def by_text(self) -> pd.DataFrame:
        """The mean share of each topic in the units of each text: a row a topic, a
        column a text.
        """
        means = self.weights.groupby(self.documents.text).mean()
        return means.T.rename_axis(index="topic")

    def table(self) -> pd.DataFrame:
        """A row a topic: topic, words, exclusivity (mean of its first words), npmi,
        and the share in each text.
        """
        numbers = self.word_weights.index
        rows = {
            "topic": numbers,
            "words": [", ".join(listed) for listed in self.words],
            "exclusivity": [self.top(n)["exclusivity"].mean() for n in numbers],
            "npmi": [self.documents.npmi(listed) for listed in self.words],
        }
        return pd.DataFrame(rows).join(self.by_text(), on="topic")

    def _known(self, topic: int) -> int:
        if topic not in self.weights.columns:
            raise SearchError(
                f"There is no topic {topic}. The topics are numbered from 1 to"
                f" {len(self.words)}."
            )
        return topic


TopicModel._had_by = "as topics.fit([…]) gives it"  # type: ignore[attr-defined]


@validated
def fit(
    several: Texts | Documents,
    k: Annotated[int, "checked when the units are counted"] = 6,
    method: Method = "nmf",
    seed: Seed = 0,
    unit: Unit = "paragraph",
    stop: Iterable[str] | None = None,
    phrases: bool = False,
) -> TopicModel:
    """A model of `k` topics: the counts of a unit as a sum of topics, each a list of
    word weights, none below zero.

    "nmf" factorizes TF-IDF weights (Lee, Seung 1999), "lda" counts (Blei, Ng, Jordan
    2003), both with scikit-learn from a random start that `seed` fixes. `several` are
    texts, or `documents` of them, which were made with a `unit`, `stop` and `phrases`
    of their own. Raises SearchError for a number of topics that is below 1 or above the
    number of units, and where there is nothing to model.

    >>> from helpers import texts
    >>> model = fit([texts.load("1906"), texts.load("1936")], k=6)
    >>> model.weights.shape, len(model.words[0])
    ((118, 6), 10)
    """
    if not isinstance(several, Documents):
        read = documents(several, unit, stop, phrases)
    elif (unit, stop, phrases) == ("paragraph", None, False):
        read = several
    else:
        raise SearchError(
            "These documents are made already. Give `unit`, `stop` and `phrases` to"
            " topics.documents, and fit what it gives."
        )
    _refuse_what_cannot_be_fitted(read, k)
    weights, word_weights = _by_size(read, *_factorized(read.counts, k, method, seed))
    topics = pd.RangeIndex(1, k + 1, name="topic")
    return TopicModel(
        [[str(read.vocabulary[n]) for n in _ranked(row, TOP)] for row in word_weights],
        pd.DataFrame(weights, index=pd.Index(read.cites, name="cite"), columns=topics),
        pd.DataFrame(word_weights, index=topics, columns=read.vocabulary),
        read,
    )


def _refuse_what_cannot_be_fitted(read: Documents, k: object) -> None:
    most = min(read.counts.shape)
    whole = isinstance(k, int | np.integer) and not isinstance(k, bool)
    if not whole or not 1 <= k <= most:  # type: ignore[operator]
        raise SearchError(
            f"{k!r} topics cannot be fitted. Take a whole number from 1 to {most}:"
            f" there are {len(read.counts)} units."
        )
    if (read.counts == read.counts[0]).all():
        raise SearchError(
            "All units have the same words, so there are no topics to tell apart. Take"
            " other texts or smaller units."
        )


def _by_size(
    read: Documents, weights: np.ndarray, word_weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The topics in order, the one with the largest share first; equals by their first
    word.
    """
    sizes = [-round(size, 9) for size in weights.mean(axis=0).tolist()]
    first = [str(read.vocabulary[n]) for n in word_weights.argmax(axis=1)]
    order = sorted(range(len(sizes)), key=lambda n: (sizes[n], first[n]))
    return weights[:, order], word_weights[order]


def _factorized(
    counts: np.ndarray, k: int, method: str, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Shares of the topics in each unit, and of the words in each topic; the rows of
    both sum to 1, or to 0.
    """
    # Here: to choose texts, or to read a table, needs no scikit-learn.
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import TfidfTransformer

    model: Any
    if method == "nmf":
        model = NMF(k, init="random", random_state=seed, max_iter=2_000, tol=1e-5)
        left = model.fit_transform(
            TfidfTransformer(sublinear_tf=True).fit_transform(counts)
        )
    else:
        model = LatentDirichletAllocation(
            k,
            random_state=seed,
            max_iter=60,
            doc_topic_prior=1 / k,
            topic_word_prior=0.1,
        )
        left = model.fit_transform(counts)
    size = model.components_.sum(axis=1)
    left = left * size if method == "nmf" else left * counts.any(axis=1, keepdims=True)
    return _shares(left), _shares(model.components_)


def _shares(table: np.ndarray) -> np.ndarray:
    return table / np.maximum(table.sum(axis=1, keepdims=True), 1e-300)


def _ranked(row: np.ndarray, most: int) -> np.ndarray:
    """The places of the largest values, the largest first; equals in alphabetical
    order, as the vocabulary is.
    """
    above = int((row > 0).sum())
    return np.argsort(-np.round(row, 9), kind="stable")[: min(most, above)]


@validated
def one_sidedness(
    model: TopicModel, groups: Annotated[Any, _labels] | None = None
) -> float:
    """How far topics keep to one group of units: the larger mean share of each topic as
    part of both, averaged; from ½ to 1.

    `groups` has one of two labels for each unit, None for one to be left out; without
    it they are the units' texts. Raises SearchError unless there are two.

    >>> from helpers import texts
    >>> round(one_sidedness(fit([texts.load("1906"), texts.load("1936")], k=6)), 2)
    0.87
    """
    labels = np.asarray(model.documents.text if groups is None else groups)
    if len(labels) != len(model.weights):
        raise SearchError(
            f"There are {len(labels)} labels for {len(model.weights)} units. Give a"
            " label for each unit."
        )
    shares = model.weights.groupby(labels).mean()
    if len(shares) != 2:
        raise SearchError(
            f"One-sidedness is between two groups of units, and here are {len(shares)}."
            " Give two texts, or a label for each unit."
        )
    known = shares.loc[:, shares.sum() > 0]
    return float((known.max() / known.sum()).mean())
