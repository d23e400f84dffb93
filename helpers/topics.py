"""Topics: words that keep company in the same paragraphs, found by factorization,
and how far such a finding can be trusted.
"""

import hashlib
import itertools
import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import texts, words
from helpers.errors import SearchError, TextError
from helpers.segments import tokenise

METHODS = {"nmf": "NMF on TF-IDF", "lda": "LDA on counts"}
UNITS = {
    "paragraph": "paragraph",
    "section": "section",
    "window": "window of some 150 words",
}
WINDOW = 150  # words at which a window is full
TOP = 10  # words that stand for a topic
TABLE = texts.FOLDER / "topics-stability.csv"
BACK = 0.5  # likeness at which we say that a topic came back
SEEDS, SAMPLES, SHARE = (
    20,
    20,
    0.8,
)  # fits of each kind in the table, and the share of the units in a sample


class Documents(NamedTuple):
    """What a model reads: `counts` (units × words), `vocabulary`, `cites` of the
    units, and `text`, the id of each one's text.
    """

    counts: np.ndarray
    vocabulary: np.ndarray
    cites: np.ndarray
    text: np.ndarray

    def npmi(self, words):
        """NPMI of some words of the vocabulary over the units, see `npmi`; NaN for a
        single word.
        """
        columns = [
            self.counts[:, np.flatnonzero(self.vocabulary == word)[0]] > 0
            for word in words
        ]
        return _npmi(
            [
                int.from_bytes(np.packbits(column).tobytes(), "big")
                for column in columns
            ],
            len(self.counts),
        )


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

    def passages(self, topic, most=None):
        """The units in which a topic has the largest share, the largest first: cite,
        weight.

        >>> model = fit([texts.load("1906"), texts.load("1936")], k=6)
        >>> list(model.passages(1).columns)
        ['cite', 'weight']
        """
        column = self.weights[self._known(topic)].sort_values(
            ascending=False, kind="stable"
        )
        return column.rename("weight").head(most or len(column)).reset_index()

    def top(self, topic, most=TOP):
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

    def by_text(self):
        """The mean share of each topic in the units of each text: a row a topic, a
        column a text.
        """
        return (
            self.weights.groupby(self.documents.text)
            .mean()
            .T.rename_axis(index="topic")
        )

    def table(self):
        """A row a topic: topic, words, exclusivity (mean of its first words), npmi,
        and the share in each text.
        """
        rows = {
            "topic": self.word_weights.index,
            "words": [", ".join(listed) for listed in self.words],
            "exclusivity": [
                self.top(topic)["exclusivity"].mean()
                for topic in self.word_weights.index
            ],
            "npmi": [self.documents.npmi(listed) for listed in self.words],
        }
        return pd.DataFrame(rows).join(self.by_text(), on="topic")

    def _known(self, topic):
        if topic not in self.weights.columns:
            raise SearchError(
                f"There is no topic {topic}. The topics are numbered from 1 to"
                f" {len(self.words)}."
            )
        return topic


def stop_words():
    """The words that models leave out, from stopwords.yml: grammar, and nothing that
    the texts are about.

    >>> {"the", "will"} <= stop_words(), stop_words() & {"system", "interest", "state", "work"}
    (True, set())
    """
    return {word for entry in texts.listed("stopwords.yml") for word in entry["words"]}


def documents(several, unit="paragraph", stop=None, phrases=False):
    """The counts that a model of these texts reads: words outside the stop list that
    stand in at least two units.

    `unit` is a paragraph, a section, or a window: neighbouring paragraphs of a section
    joined until they have 150 words. `phrases` adds pairs of neighbouring words, both
    outside the stop list. Raises SearchError where nothing is left to model.

    >>> documents([texts.load("1906"), texts.load("1936")], unit="window").cites[:2].tolist()
    ['1906:1-2', '1906:3-4']
    """
    if unit not in UNITS:
        raise SearchError(f"{unit!r} is no unit of text. Choose {', '.join(UNITS)}.")
    stop = stop_words() if stop is None else {str(word).lower() for word in stop}
    found = words.matrix(several, merged=True, phrases=phrases)
    first, cites, owner = _units(several, found, unit)
    counts = np.add.reduceat(found.counts, first, axis=0)
    kept = [not stop.intersection(name.split(" ")) for name in found.vocabulary]
    known = np.flatnonzero(np.array(kept) & ((counts > 0).sum(axis=0) >= 2))
    if len(counts) < 2 or not len(known):
        left = (
            f"{len(counts)} {unit}{'' if len(counts) == 1 else 's'} and {len(known)}"
            " words that stand in two of them"
        )
        raise SearchError(
            f"There is nothing to model: {left} are left. Take more text, smaller"
            " units, or a shorter stop list."
        )
    return Documents(counts[:, known], found.vocabulary[known], cites, owner)


def _units(several, found, unit):
    """Where each unit begins among the paragraphs of a matrix, its citation, and the
    text it is of.
    """
    starts, length = [], 0
    size = found.counts[:, [" " not in name for name in found.vocabulary]].sum(axis=1)
    sections = [
        several[t].section_of(int(cite.rsplit(":", 1)[1])).first
        for t, cite in zip(found.text, found.cites)
    ]
    for n, place in enumerate(zip(found.text, sections)):
        new = not n or place != (found.text[n - 1], sections[n - 1])
        if unit == "paragraph" or new or (unit == "window" and length >= WINDOW):
            starts.append(n)
            length = 0
        length += size[n]
    last = [*starts[1:], len(found.cites)]
    numbers = [cite.rsplit(":", 1)[1] for cite in found.cites]
    cites = [
        found.cites[a] + ("" if b - a == 1 else f"-{numbers[b - 1]}")
        for a, b in zip(starts, last)
    ]
    return (
        starts,
        np.array(cites, dtype=object),
        np.array([several[t].id for t in found.text[starts]], dtype=object),
    )


def fit(several, k=6, method="nmf", seed=0, unit="paragraph", stop=None, phrases=False):
    """A model of `k` topics: the counts of a unit as a sum of topics, each a list of
    word weights, none below zero.

    "nmf" factorizes TF-IDF weights (Lee, Seung 1999), "lda" counts (Blei, Ng, Jordan
    2003), both with scikit-learn from a random start that `seed` fixes. `several` are
    texts, or `documents` of them, and then `unit`, `stop` and `phrases` are theirs.
    Raises SearchError for a number of topics that is below 1 or above the number of
    units, and where there is nothing to model.

    >>> model = fit([texts.load("1906"), texts.load("1936")], k=6)
    >>> model.weights.shape, len(model.words[0])
    ((118, 6), 10)
    """
    read = (
        several
        if isinstance(several, Documents)
        else documents(several, unit, stop, phrases)
    )
    most = min(read.counts.shape)
    if (
        isinstance(k, bool)
        or not isinstance(k, (int, np.integer))
        or not 1 <= k <= most
    ):
        raise SearchError(
            f"{k!r} topics cannot be fitted. Take a whole number from 1 to {most}:"
            f" there are {len(read.counts)} units."
        )
    if method not in METHODS:
        raise SearchError(
            f"{method!r} is no method here. Choose {' or '.join(METHODS)}."
        )
    if (read.counts == read.counts[0]).all():
        raise SearchError(
            "All units have the same words, so there are no topics to tell apart. Take"
            " other texts or smaller units."
        )
    weights, word_weights = _factorized(read.counts, k, method, seed)
    order = sorted(
        range(k),
        key=lambda n: (
            -round(weights[:, n].mean(), 9),
            read.vocabulary[word_weights[n].argmax()],
        ),
    )
    weights, word_weights = weights[:, order], word_weights[order]
    topics = pd.RangeIndex(1, k + 1, name="topic")
    return TopicModel(
        [[str(read.vocabulary[n]) for n in _ranked(row, TOP)] for row in word_weights],
        pd.DataFrame(weights, index=pd.Index(read.cites, name="cite"), columns=topics),
        pd.DataFrame(word_weights, index=topics, columns=read.vocabulary),
        read,
    )


def _factorized(counts, k, method, seed):
    """Shares of the topics in each unit, and of the words in each topic; the rows of
    both sum to 1, or to 0.
    """
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import TfidfTransformer

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


def _shares(table):
    return table / np.maximum(table.sum(axis=1, keepdims=True), 1e-300)


def _ranked(row, most):
    """The places of the largest values, the largest first; equals in alphabetical
    order, as the vocabulary is.
    """
    return np.argsort(-np.round(row, 9), kind="stable")[
        : min(most, int((row > 0).sum()))
    ]


def likeness(one, other):
    """How alike two lists of ranked words are: the Jaccard index of their first 1,
    first 2, … words, averaged over the depths.

    From 0, no word in common, to 1; a difference at the top counts most (Greene,
    O'Callaghan, Cunningham 2014).

    >>> round(likeness(["album", "music", "best", "award", "win"], ["sport", "best", "win", "medal", "award"]), 4)
    0.1543
    """
    depths = range(1, max(len(one), len(other)) + 1)
    shared = [
        len(set(one[:d]) & set(other[:d])) / len(set(one[:d]) | set(other[:d]))
        for d in depths
    ]
    return sum(shared) / len(shared) if shared else 0.0


def matching(lists_1, lists_2):
    """Which topic of one fit is which of another, so that the likenesses together are
    largest: topic_1, topic_2, likeness.

    One to one (the Hungarian method); where one fit has more topics, what is left over
    has no row.

    >>> matching([["a", "b"], ["c", "d"]], [["c", "d"], ["a", "e"]])["topic_2"].to_list()
    [2, 1]
    """
    from scipy.optimize import linear_sum_assignment

    alike = np.array(
        [[likeness(one, other) for other in lists_2] for one in lists_1]
    ).reshape(len(lists_1), len(lists_2))
    rows, columns = linear_sum_assignment(-alike)
    return pd.DataFrame(
        {"topic_1": rows + 1, "topic_2": columns + 1, "likeness": alike[rows, columns]}
    )


def came_back(model, fits):
    """In how many of some fits each topic of a model has a match of likeness 0.5 or
    more; a Series by topic.

    >>> model = fit([texts.load("1906"), texts.load("1936")], k=2)
    >>> came_back(model, [model, model]).to_list()
    [2, 2]
    """
    alike = [
        matching(model.words, one.words).set_index("topic_1")["likeness"]
        for one in fits
    ]
    return sum(
        (one.reindex(model.word_weights.index, fill_value=0) >= BACK).astype(int)
        for one in alike
    )


def agreement(lists_1, lists_2):
    """Greene's agreement of two fits: the likeness of their topics, matched one to one,
    on average; from 0 to 1.

    Where one fit has more topics than the other, a topic without a match counts as 0.

    >>> agreement([["a", "b"], ["c", "d"]], [["c", "d"], ["a", "b"]])
    1.0
    """
    if not len(lists_1) or not len(lists_2):
        raise SearchError(
            "There are no topics to compare. Give two lists, each with at least one"
            " list of words."
        )
    return float(
        matching(lists_1, lists_2)["likeness"].sum() / max(len(lists_1), len(lists_2))
    )


def npmi(top_words, documents):
    """How far the words of a topic keep company: NPMI of every two of them over the
    documents, averaged (Röder and others 2015).

    NPMI = ln((p_ij + ε)/(p_i p_j)) / −ln(p_ij + ε), p the share of documents with a
    word, or with both, ε = 10⁻¹². 0 is chance, 1 for words that only occur together,
    towards −1 for words that never meet, less near the rarer they are (−0.7 for two
    words of two documents each in a hundred). Two words of every document count as 0.
    Documents are strings or lists of words. Raises SearchError for fewer than two
    words, and for a word in no document.

    >>> round(npmi(["graph", "trees"], ["graph trees", "graph minors", "human system", "trees"]), 4)
    0.0
    """
    places, documents = dict.fromkeys(top_words, 0), list(documents)
    wanted = set(places)
    for number, one in enumerate(documents):
        for word in wanted.intersection(tokenise(one) if isinstance(one, str) else one):
            places[word] |= 1 << number
    missing = [word for word, there in places.items() if not there]
    if missing or len(places) < 2:
        what = (
            f"“{missing[0]}” stands in none of the documents"
            if missing
            else "A single word keeps no company"
        )
        raise SearchError(f"{what}. Give two words or more, all of which occur.")
    return _npmi(list(places.values()), len(documents))


def _npmi(places, size):
    """NPMI of words whose places among `size` documents are the bits of a whole
    number each: quicker than a matrix for so few words.
    """
    values = []
    for one, other in itertools.combinations(places, 2):
        both = (one & other).bit_count() / size
        chance = one.bit_count() * other.bit_count() / size**2
        values.append(
            0
            if both == 1
            else math.log((both + 1e-12) / chance) / -math.log(both + 1e-12)
        )
    return sum(values) / len(values) if values else float("nan")


def stability(
    several,
    ks=range(3, 13),
    methods=("nmf", "lda"),
    seeds=SEEDS,
    samples=SAMPLES,
    progress=None,
):
    """How much the topics change when nothing that matters does: method, k, kind,
    agreement; a row for each kind of change.

    "seed": fits of everything from `seeds` random starts. "sample": fits of `samples`
    draws of 80 % of the units, without replacement. The same seed gives other numbers
    to a table of another size, so that "sample" holds the change of the start, too. The
    agreement is the mean over all pairs of fits; Greene and others compare each with
    one fit of everything. `progress(method, k, kind)` is called before each row.
    Interrupting the kernel stops it.

    >>> list(stability([texts.load("1906")], ks=[3], methods=["nmf"], seeds=2, samples=2).columns)
    ['method', 'k', 'kind', 'agreement']
    """
    if min(seeds, samples) < 2:
        raise SearchError(
            "Agreement is between two fits or more. Give at least 2 seeds and 2"
            " samples."
        )
    read = documents(several)
    rows = []
    for method, k, kind in itertools.product(methods, ks, ("seed", "sample")):
        if progress:
            progress(method, k, kind)
        fits = (
            [fit(read, k, method, seed) for seed in range(seeds)]
            if kind == "seed"
            else _sampled(read, k, method, samples)
        )
        pairs = [
            agreement(one.words, other.words)
            for one, other in itertools.combinations(fits, 2)
        ]
        rows.append((method, int(k), kind, math.fsum(pairs) / len(pairs)))
    return pd.DataFrame(rows, columns=["method", "k", "kind", "agreement"])


def _sampled(read, k, method, samples):
    return [fit(sample(read, seed), k, method) for seed in range(samples)]


def sample(read, seed):
    """Four fifths of the units, drawn without replacement, in their order; words that
    no longer stand in two of them are left out.

    >>> len(sample(documents([texts.load("1906")]), 0).cites)
    27
    """
    size = len(read.counts)
    drawn = np.sort(
        np.random.default_rng(seed).choice(size, round(SHARE * size), replace=False)
    )
    known = (read.counts[drawn] > 0).sum(axis=0) >= 2
    return Documents(
        read.counts[drawn][:, known],
        read.vocabulary[known],
        read.cites[drawn],
        read.text[drawn],
    )


def one_sidedness(model, groups=None):
    """How far topics keep to one group of units: the larger mean share of each topic as
    part of both, averaged; from ½ to 1.

    `groups` has one of two labels for each unit, None for one to be left out; without
    it they are the units' texts. Raises SearchError unless there are two.

    >>> round(one_sidedness(fit([texts.load("1906"), texts.load("1936")], k=6)), 2)
    0.87
    """
    shares = model.weights.groupby(
        np.asarray(model.documents.text if groups is None else groups)
    ).mean()
    if len(shares) != 2:
        raise SearchError(
            f"One-sidedness is between two groups of units, and here are {len(shares)}."
            " Give two texts, or a label for each unit."
        )
    known = shares.loc[:, shares.sum() > 0]
    return float((known.max() / known.sum()).mean())


def intruders(model, seed=0):
    """Rounds of the word-intrusion game, one a topic: topic, words (six, shuffled),
    intruder, npmi of the topic's five.

    The intruder is one of the first words of another topic that have least weight in
    this one: of the five such words, one at random (after Chang and others 2009).
    Raises SearchError for a model of one topic, and where a topic has fewer than five
    words, or every first word of the others too.

    >>> rounds = intruders(fit([texts.load("1906"), texts.load("1936")], k=6))
    >>> all(row.intruder in row.words and len(row.words) == 6 for row in rounds.itertuples())
    True
    """
    if len(model.words) < 2:
        raise SearchError(
            "With one topic there is no other to take an intruder from. Fit two topics"
            " or more."
        )
    random, rows = np.random.default_rng(seed), []
    for topic in model.word_weights.index:
        own, weights = model.words[topic - 1][:5], model.word_weights.loc[topic]
        others = {
            word
            for n, listed in enumerate(model.words, start=1)
            if n != topic
            for word in listed[:5]
        }
        strange = sorted(
            others.difference(model.words[topic - 1]),
            key=lambda word: (weights[word], word),
        )[:5]
        if len(own) < 5 or not strange:
            raise SearchError(
                f"Topic {topic} has no words of its own for the game. Choose another"
                " number of topics, or another method."
            )
        intruder = str(random.choice(strange))
        shown = [str(word) for word in random.permutation([*own, intruder])]
        rows.append((topic, shown, intruder, model.documents.npmi(own)))
    return pd.DataFrame(rows, columns=["topic", "words", "intruder", "npmi"])


def tables():
    """The stability that `make tables` computed for the two texts and kept in
    topics-stability.csv: method, k, kind, agreement.

    Raises TextError when a file that it was made from has changed since.

    >>> sorted(set(tables()["kind"]))
    ['sample', 'seed']
    """
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    stale = [line for line in _made_from() if line not in lines]
    if stale:
        raise TextError(
            f"{TABLE.name} was made from another {stale[0].split()[1]}. Say `make"
            " tables`; it takes some minutes."
        )
    return pd.read_csv(TABLE, comment="#")


def _made_from():
    """The files that the table depends on, each with its SHA-256, as lines of its
    head.
    """
    files = [
        *sorted(texts.FOLDER.glob("19*.md")),
        texts.FOLDER / "stopwords.yml",
        texts.FOLDER / "spellings.yml",
    ]
    return [
        f"# {path.name} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in files
    ]


def write_tables():
    """Compute the stability of both methods for 3 to 12 topics, and keep it with
    what it was made from: `make tables`.
    """
    import scipy
    import sklearn

    several = [texts.load("1906"), texts.load("1936")]
    table = stability(
        several, progress=lambda method, k, kind: print(f"{method}, {k} topics, {kind}")
    )
    head = [
        (
            "# Stability of topics, written by make tables. Agreement as in Greene,"
            " O'Callaghan, Cunningham 2014, over the ten first words."
        ),
        *_made_from(),
        (
            f"# scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy"
            f" {scipy.__version__}"
        ),
        (
            f"# paragraphs; {SEEDS} seeds; {SAMPLES} samples of {SHARE:.0%}; mean over"
            " all pairs"
        ),
    ]
    TABLE.write_text(
        "\n".join([*head, table.round(6).to_csv(index=False, lineterminator="\n")]),
        encoding="utf-8",
    )


if __name__ == "__main__":
    write_tables()
