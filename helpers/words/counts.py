"""Words counted: frequencies, the counts of a search by paragraph and section, how
evenly it is spread, the company it keeps, and the counts of every word as a matrix.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import cite, texts
from helpers.texts import Text
from helpers.validation import Count, validated
from helpers.words.indexing import Texts, each_of, index, matches, own_words
from helpers.words.query import Query


class Dispersion(NamedTuple):
    """How evenly a word is spread over the paragraphs of a text: 0 even, towards 1
    in one place; NaN where it does not occur.
    """

    count: int  # type: ignore[assignment]
    dp: float
    dp_norm: float


class Matrix(NamedTuple):
    """How often each word stands in each paragraph: `counts` (paragraphs × words),
    `vocabulary`, `cites`, and `text`, whose each one is.
    """

    counts: np.ndarray
    vocabulary: np.ndarray
    cites: np.ndarray
    text: np.ndarray


@validated
def frequencies(text: Text) -> pd.DataFrame:
    """Every word of a text with its count, its rate per 1,000 words, and the number of
    paragraphs it stands in; most frequent first.

    >>> from helpers import texts
    >>> frequencies(texts.load("1906")).set_index("word").loc["will", "count"].item()
    44
    """
    every = index(text)
    order, _ = every.by_word
    ids, paragraph = every.ids[order], every.paragraph[order]
    new = np.ones(len(ids), dtype=bool)  # the first of its word in its paragraph
    new[1:] = (np.diff(ids) != 0) | (np.diff(paragraph) != 0)
    table = pd.DataFrame(
        {
            "word": pd.Series(every.vocabulary, dtype=str),
            "count": every.counts,
            "per_1000": every.counts / max(len(every), 1) * 1000,
            "paragraphs": np.bincount(ids[new], minlength=len(every.vocabulary)),
        }
    )
    return table.sort_values(
        ["count", "word"], ascending=[False, True], ignore_index=True
    )


@validated
def count(text: Text, query: Query) -> int:
    """How often a search is found in a text.

    >>> from helpers import texts
    >>> late = texts.load("1936")
    >>> [count(late, query) for query in ("bureaucracy", "bureaucrac*", ["we", "us"])]
    [62, 64, 35]
    """
    return len(matches(text, query))


@validated
def by_paragraph(text: Text, query: Query) -> pd.DataFrame:
    """How often a search is found in each counted paragraph, and how many words each
    has: cite, count, words.
    """
    every = index(text)
    places = matches(text, query).paragraph
    return pd.DataFrame(
        {
            "cite": pd.Series(every.cites, dtype=str),
            "count": np.bincount(places, minlength=len(every.paragraphs)),
            "words": every.words_in_paragraph,
        }
    )


@validated
def by_section(text: Text, query: Query) -> pd.DataFrame:
    """How often a search is found in each section, and how many words each has:
    section (its title), first (the number of its first paragraph), count, words.

    >>> from helpers import texts
    >>> by_section(texts.load("1906"), "will")["count"].sum().item()
    44
    """
    table = by_paragraph(text, query)
    numbers = [cite.number_of(place) for place in table["cite"]]
    sections = pd.DataFrame(text.sections, columns=["section", "first", "last"])
    of = sections["last"].searchsorted(numbers)
    for column in ("count", "words"):
        sums = table[column].groupby(of).sum()
        sections[column] = sums.reindex(range(len(sections)), fill_value=0)
    return sections.drop(columns="last")


@validated
def dispersion(text: Text, query: Query) -> Dispersion:
    """How unevenly a word is spread: DP, half the sum over paragraphs of |share of the
    word − share of the text| (Gries 2008).

    `dp_norm` divides by 1 − the smallest share, so that 1 can be reached (Lijffijt,
    Gries 2012). Both are NaN for an absent word.

    >>> from helpers import texts
    >>> late = texts.load("1936")
    >>> round(dispersion(late, "the").dp, 2) < round(dispersion(late, "lenin").dp, 2)
    True
    """
    table = by_paragraph(text, query)
    total = int(table["count"].sum())
    if not total:
        return Dispersion(0, float("nan"), float("nan"))
    shares = table["words"] / table["words"].sum()
    dp = float((table["count"] / total - shares).abs().sum() / 2)
    smallest = float(shares.min())
    return Dispersion(total, dp, dp / (1 - smallest) if smallest < 1 else 0.0)


@validated
def collocates(text: Text, query: Query, window: Count = 5) -> pd.DataFrame:
    """The words that stand within `window` words of a search, in its sentence: word,
    count, expected, log_dice; the closest company first.

    `count` is over all occurrences (a word between two of them counts for both),
    `expected` what an even spread of the word over the text would give in as many
    places, `log_dice` 14 + log₂(2·count / (occurrences + count of the word in the
    text)) (Rychlý 2008).

    >>> from helpers import texts
    >>> "belongs" in list(collocates(texts.load("1936"), "state")["word"])
    True
    """
    every, nodes = index(text), matches(text, query)
    near = np.bincount(_company(text, query, window), minlength=len(every.vocabulary))
    kept = np.flatnonzero(near)
    counts, in_text = near[kept], every.counts[kept]
    table = pd.DataFrame(
        {
            "word": pd.Series([every.vocabulary[n] for n in kept], dtype=str),
            "count": counts,
            "expected": float(near.sum()) * in_text / max(len(every), 1),
            "log_dice": 14 + np.log2(2 * counts / (len(nodes) + in_text)),
        }
    )
    return table.sort_values(
        ["log_dice", "count", "word"], ascending=[False, False, True], ignore_index=True
    )


def _company(text: Text, query: Query, window: int) -> np.ndarray:
    """Each word (its number in the vocabulary) near each match, in its sentence."""
    every, nodes = index(text), matches(text, query)
    sentence = every.sentence[nodes.first]
    company = [every.ids[:0]]
    for step in range(1, window + 1):
        reached = False
        for place in (nodes.first - step, nodes.last + step):
            inside = (place >= 0) & (place < len(every))
            inside[inside] = every.sentence[place[inside]] == sentence[inside]
            company.append(every.ids[place[inside]])
            reached = reached or bool(inside.any())
        if not reached:  # no sentence goes on
            break
    return np.concatenate(company)


@validated
def matrix(
    several: Texts, merged: bool = False, own: bool = False, phrases: bool = False
) -> Matrix:
    """The counts of several texts in one matrix, paragraph by paragraph; `text` has the
    number of each paragraph's text.

    `merged` counts the two spellings of spellings.yml as one word; `own` leaves out
    what is quoted, reported or imagined (voices.csv); `phrases` adds every two words
    that stand side by side in a sentence.

    >>> from helpers import texts
    >>> matrix([texts.load("1906"), texts.load("1936")]).counts.shape[0]
    118
    """
    tokens, rows, sizes = [], [], [0]
    for text in each_of(several):
        words, paragraph = _tokens(text, merged, own, phrases)
        tokens.append(words)
        rows.append(paragraph + sum(sizes))
        sizes.append(len(index(text).paragraphs))
    vocabulary, column = np.unique(
        np.concatenate(tokens).astype(str), return_inverse=True
    )
    counts = np.zeros((sum(sizes), len(vocabulary)), dtype=np.intp)
    np.add.at(counts, (np.concatenate(rows), column), 1)
    return Matrix(
        counts,
        vocabulary,
        np.concatenate([index(text).cites for text in each_of(several)]),
        np.repeat(np.arange(len(tokens)), sizes[1:]),
    )


def _tokens(
    text: Text, merged: bool, own: bool, phrases: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Every word of a text, and every pair of neighbours where `phrases` are asked for,
    and the paragraph of each.
    """
    every = index(text)
    spellings = texts.listed("spellings.yml") if merged else {}
    names = [spellings.get(word, word) for word in every.vocabulary]
    words = np.array(names, dtype=object)[every.ids]
    kept = np.flatnonzero(own_words(text)) if own else np.arange(len(every))
    if not phrases:
        return words[kept], every.paragraph[kept]
    left, right = kept[:-1], kept[1:]
    side_by_side = (right - left == 1) & (every.sentence[left] == every.sentence[right])
    pairs = left[side_by_side]
    return (
        np.concatenate([words[kept], words[pairs] + " " + words[pairs + 1]]),
        every.paragraph[np.concatenate([kept, pairs])],
    )
