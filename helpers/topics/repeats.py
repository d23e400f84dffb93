"""Models fitted again: from other random starts, of samples, and how far their topics
agree; and the table of this that is kept.
"""

import hashlib
import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

import numpy as np
import pandas as pd

from helpers import texts
from helpers.errors import SearchError, TextError
from helpers.topics.measures import agreement, matching
from helpers.topics.model import Method, TopicModel, fit
from helpers.topics.units import Documents, Texts, documents
from helpers.validation import Count, Seed, Wrong, validated

TABLE = texts.FOLDER / "topics-stability.csv"
BACK = 0.5  # likeness at which we say that a topic came back
SEEDS, SAMPLES = 20, 20  # fits of each kind in the table
SHARE = 0.8  # of the units in a sample


def _told_of_each_row(value: object) -> object:
    if not callable(value):
        raise Wrong("a function of method, k and kind")
    return value


Progress = Annotated[Callable[[str, int, str], object], _told_of_each_row]


@validated
def sample(read: Documents, seed: Seed) -> Documents:
    """Four fifths of the units, drawn without replacement, in their order; words that
    no longer stand in two of them are left out.

    >>> len(sample(documents([texts.load("1906")]), 0).cites)
    27
    """
    size = len(read.counts)
    random = np.random.default_rng(seed)
    drawn = np.sort(random.choice(size, round(SHARE * size), replace=False))
    drawn = drawn.astype(np.intp)
    known = (read.counts[drawn] > 0).sum(axis=0) >= 2
    return Documents(
        read.counts[drawn][:, known],
        read.vocabulary[known],
        read.cites[drawn],
        read.text[drawn],
    )


@validated
def came_back(model: TopicModel, fits: Sequence[TopicModel]) -> pd.Series:
    """In how many of some fits each topic of a model has a match of likeness 0.5 or
    more; a Series by topic. Raises SearchError without a fit.

    >>> model = fit([texts.load("1906"), texts.load("1936")], k=2)
    >>> came_back(model, [model, model]).to_list()
    [2, 2]
    """
    if not fits:
        raise SearchError(
            "There are no fits in which a topic could come back. Give a list of models,"
            " as topics.fit makes them from other seeds or samples."
        )
    alike = [
        matching(model.words, other.words).set_index("topic_1")["likeness"]
        for other in fits
    ]
    index = model.word_weights.index
    back = [
        (values.reindex(index, fill_value=0) >= BACK).astype(int) for values in alike
    ]
    return sum(back[1:], start=back[0])


@validated
def stability(
    several: Texts,
    ks: Iterable[Count] = range(3, 13),
    methods: Iterable[Method] = ("nmf", "lda"),
    seeds: Count = SEEDS,
    samples: Count = SAMPLES,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """How much the topics change when nothing that matters does: method, k, kind,
    agreement; a row for each kind of change.

    "seed": fits of everything from `seeds` random starts. "sample": fits of `samples`
    draws of 80 % of the units, without replacement. The same seed gives other numbers
    to a table of another size, so that "sample" holds the change of the start, too. The
    agreement is the mean over all pairs of fits; Greene and others compare each with
    one fit of everything. `progress(method, k, kind)` is called before each row.
    Interrupting the kernel stops it.

    >>> early = [texts.load("1906")]
    >>> stability(early, ks=[3], methods=["nmf"], seeds=2, samples=2)["kind"].to_list()
    ['seed', 'sample']
    """
    ks, methods = list(ks), list(methods)
    if min(seeds, samples) < 2:
        raise SearchError(
            "Agreement is between two fits or more. Give at least 2 seeds and 2"
            " samples."
        )
    if not ks or not methods:
        raise SearchError(
            "There is nothing to fit. Give at least one number of topics in `ks` and"
            " one method in `methods`."
        )
    read = documents(several)
    rows = []
    for method, k, kind in itertools.product(methods, ks, ("seed", "sample")):
        if progress:
            progress(method, k, kind)
        if kind == "seed":
            fits = [fit(read, k, method, seed) for seed in range(seeds)]
        else:
            fits = [fit(sample(read, seed), k, method) for seed in range(samples)]
        rows.append((method, k, kind, _mean_agreement(fits)))
    return pd.DataFrame(rows, columns=["method", "k", "kind", "agreement"])


def _mean_agreement(fits: list[TopicModel]) -> float:
    pairs = [agreement(a.words, b.words) for a, b in itertools.combinations(fits, 2)]
    return math.fsum(pairs) / len(pairs)


def tables() -> pd.DataFrame:
    """The stability that `make tables` computed for the two texts and kept in
    topics-stability.csv: method, k, kind, agreement.

    Raises TextError when what a model reads of the texts has changed since, and where
    there is no such file.

    >>> sorted(set(tables()["kind"]))
    ['sample', 'seed']
    """
    from helpers import topics  # the table as the front door names it

    make = "Say `make tables`; it takes some minutes."
    if not topics.TABLE.is_file():
        raise TextError(f"There is no {topics.TABLE.name} in texts/. {make}")
    lines = topics.TABLE.read_text(encoding="utf-8").splitlines()
    if made_from([texts.load("1906"), texts.load("1936")]) not in lines:
        raise TextError(
            f"{topics.TABLE.name} was made from other counts: words of the texts, the"
            f" stop list or the spellings have changed since. {make}"
        )
    return pd.read_csv(topics.TABLE, comment="#")


@validated
def made_from(several: Texts) -> str:
    """What a table of stability is made from, as a line of its head: the SHA-256 of
    what a model reads, the words and how often each stands in which paragraph.

    A correction's note, the front matter or a stop word that no text has changes
    nothing in it.

    >>> made_from([texts.load("1906")])[:16]
    '# counts sha256 '
    """
    read = documents(several)
    rows = [" ".join(read.vocabulary)]
    for counts in read.counts:
        rows.append(" ".join(f"{n}:{counts[n]}" for n in np.flatnonzero(counts)))
    digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return f"# counts sha256 {digest}"
