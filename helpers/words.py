"""Words counted, found and placed: frequencies, concordance, dispersion, collocates.

A search is a word, a phrase, or either with `*` for any letters (`revolution*`) or any
one word (`dictatorship of *`), and `|` between words of which any will do
(`caste|stratum`). Case does not matter, a phrase stays within a sentence, and notes in
square brackets are left out, so that every count is the number of its lines.
"""

import fnmatch
import functools
import re
import weakref
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import texts
from helpers.errors import SearchError
from helpers.segments import WORD, composed, tokenise

_QUERY_WORD = re.compile(r"(?:[^\W_]|\*)+(?:['’|-](?:[^\W_]|\*)+)*")
_INDEXES = weakref.WeakKeyDictionary()


class Dispersion(NamedTuple):
    """How evenly a word is spread over the paragraphs of a text: 0 even, towards 1
    in one place; NaN where it does not occur.
    """

    count: int
    dp: float
    dp_norm: float


class Index:
    """Where every word of a text stands, as arrays with one entry a word (token).

    `ids` (into `vocabulary`), `start` and `end` (offsets in `content`), `paragraph`
    (position in `paragraphs`), `sentence`.
    """

    def __init__(self, text):
        self.paragraphs = [
            paragraph for paragraph in text.paragraphs if paragraph.counted
        ]
        self.cites = np.array(
            [paragraph.cite for paragraph in self.paragraphs], dtype=object
        )
        self.content = " ".join([paragraph.text for paragraph in self.paragraphs])
        lengths = np.array(
            [len(paragraph.text) for paragraph in self.paragraphs], dtype=np.int64
        )
        self.paragraph_end = np.cumsum(lengths + 1) - 1
        self.paragraph_start = self.paragraph_end - lengths
        self._read_words()
        self.paragraph = self._numbered(self.paragraph_start)

    def _read_words(self):
        """Tokenise each different chunk between spaces once (a word never spans a
        space), then lay the chunks' words out in order.
        """
        chunks = self.content.split(" ")
        different = {chunk: n for n, chunk in enumerate(dict.fromkeys(chunks))}
        words, first, ids, start, end = {}, [0], [], [], []
        for chunk in different:
            for match in WORD.finditer(chunk):
                ids.append(words.setdefault(match.group().lower(), len(words)))
                start.append(match.start())
                end.append(match.end())
            first.append(len(ids))
        self.vocabulary = list(words)
        chunk = np.fromiter(
            map(different.__getitem__, chunks), dtype=np.int32, count=len(chunks)
        )
        first, ids, start, end = (
            np.array(column, dtype=np.int64) for column in (first, ids, start, end)
        )
        characters = np.array([len(chunk) + 1 for chunk in different])[chunk]
        how_many = np.diff(first)[chunk]
        # The n-th word of the text is entry n + shift of the lists above, the shift
        # changing from chunk to chunk.
        shift = np.repeat(first[chunk] - np.cumsum(how_many) + how_many, how_many)
        entry = shift + np.arange(len(shift))
        offset = np.repeat(np.cumsum(characters) - characters, how_many)
        self.ids, self.start, self.end = (
            ids[entry],
            offset + start[entry],
            offset + end[entry],
        )

    def _numbered(self, starts):
        """For each word, the number of the last of these offsets at or before it."""
        edges = np.append(np.searchsorted(self.start, starts), len(self))
        return np.repeat(np.arange(len(starts)), np.diff(edges))

    def __len__(self):
        return len(self.ids)

    @functools.cached_property
    def counts(self):
        return np.bincount(self.ids, minlength=len(self.vocabulary))

    @functools.cached_property
    def sentence(self):
        starts = [
            start + end
            for start, p in zip(self.paragraph_start.tolist(), self.paragraphs)
            for end in [0, *p.sentence_ends[:-1]]
        ]
        return self._numbered(np.array(starts))

    @functools.cached_property
    def words_in_paragraph(self):
        return np.bincount(self.paragraph, minlength=len(self.paragraphs))

    @functools.cached_property
    def _by_word(self):
        """The tokens in order of their word, and where each word's run of them
        begins.
        """
        return np.argsort(self.ids, kind="stable"), np.concatenate(
            [[0], np.cumsum(self.counts)]
        )

    def find(self, query):
        """The numbers of the first words of every match, in order of place, and the
        length of the match in words.
        """
        wanted = [self._matching(part) for part in parse_query(query)]
        order, first = self._by_word
        key = min(range(len(wanted)), key=lambda n: self.counts[wanted[n]].sum())
        at = (
            np.sort(
                np.concatenate(
                    [order[first[word] : first[word + 1]] for word in wanted[key]]
                    or [order[:0]]
                )
            )
            - key
        )
        at = at[(at >= 0) & (at + len(wanted) <= len(self))]
        for step, words in enumerate(wanted):
            if step != key:
                at = at[np.isin(self.ids[at + step], words)]
        if len(wanted) > 1:
            at = at[self.sentence[at] == self.sentence[at + len(wanted) - 1]]
        return at, len(wanted)

    def _matching(self, part):
        fits = re.compile(
            "|".join(map(fnmatch.translate, part.split("|")))
        ).match  # atomic groups: no pattern takes long
        return np.array(
            [
                n
                for n, word in enumerate(self.vocabulary)
                if fits(word.replace("’", "'"))
            ],
            dtype=np.int64,
        )


def index(text):
    """The index of a text, made once and kept as long as the text."""
    if text not in _INDEXES:
        _INDEXES[text] = Index(text)
    return _INDEXES[text]


def parse_query(query):
    """The words of a search, lower-cased; every sign but letters, figures, inner hyphen
    and apostrophe, and `*`, is left out.

    Raises SearchError when no letter or figure is left.

    >>> parse_query("Permanent  (revolution*)")
    ['permanent', 'revolution*']
    """
    parts = [
        part.lower().replace("’", "'")
        for part in _QUERY_WORD.findall(re.sub(r"\s*\|\s*", "|", composed(str(query))))
    ]
    if not any(part.strip("*|") for part in parts):
        raise SearchError(
            "There is no word to look for. Type a word or a phrase; * stands for any"
            " letters, as in revolution*."
        )
    return parts


def families():
    """The named groups of word forms of families.yml: name → list of forms; joined by
    `|` they are a search.

    >>> "caste*" in families()["rulers without class"]
    True
    """
    return {entry["name"]: entry["forms"] for entry in texts.listed("families.yml")}


def asked(name):
    """The search that a name stands for: a family in angle brackets stands for its
    forms, anything else for itself.

    Raises SearchError for a family that is not there, and where there is no word to
    look for.

    >>> asked("<future>"), asked("will")
    ('will|shall', 'will')
    """
    if not name.strip().startswith("<"):
        parse_query(name)
        return name
    forms = families().get(name.strip("<> "))
    if not forms:
        raise SearchError(
            f"There is no family {name}, or it has no forms. There are:"
            f" {', '.join(families())}."
        )
    return "|".join(forms)


class Matrix(NamedTuple):
    """How often each word stands in each paragraph: `counts` (paragraphs × words),
    `vocabulary`, `cites`, and `text`, whose each one is.
    """

    counts: np.ndarray
    vocabulary: np.ndarray
    cites: np.ndarray
    text: np.ndarray


def matrix(several, merged=False, own=False, phrases=False):
    """The counts of several texts in one matrix, paragraph by paragraph; `text` has the
    number of each paragraph's text.

    `merged` counts the two spellings of spellings.yml as one word; `own` leaves out
    what is quoted, reported or imagined (voices.csv); `phrases` adds every two words
    that stand side by side in a sentence.

    >>> from helpers import texts
    >>> matrix([texts.load("1906"), texts.load("1936")]).counts.shape[0]
    118
    """
    spellings = texts.listed("spellings.yml") if merged else {}
    found, rows, first = [], [], 0
    for one in several:
        here = index(one)
        kept = np.flatnonzero(_own_words(one, here)) if own else np.arange(len(here))
        tokens = np.array(
            [spellings.get(word, word) for word in here.vocabulary], dtype=object
        )[here.ids]
        found.append(tokens[kept])
        rows.append(here.paragraph[kept] + first)
        if phrases:
            pairs = kept[:-1][
                (np.diff(kept) == 1)
                & (here.sentence[kept[:-1]] == here.sentence[kept[1:]])
            ]
            found.append(tokens[pairs] + " " + tokens[pairs + 1])
            rows.append(here.paragraph[pairs] + first)
        first += len(here.paragraphs)
    vocabulary, column = np.unique(
        np.concatenate(found).astype(str), return_inverse=True
    )
    counts = np.zeros((first, len(vocabulary)), dtype=np.int64)
    np.add.at(counts, (np.concatenate(rows), column), 1)
    sizes = [len(index(one).paragraphs) for one in several]
    return Matrix(
        counts,
        vocabulary,
        np.concatenate([index(one).cites for one in several]),
        np.repeat(np.arange(len(sizes)), sizes),
    )


def _own_words(text, found):
    """Which words of a text are not in another voice."""
    kept = np.ones(len(found), dtype=bool)
    start = dict(zip(found.cites, found.paragraph_start))
    for voice in texts.voices(text).itertuples():
        if voice.voice in ("quoted", "reported", "imagined") and voice.cite in start:
            kept &= (found.start < start[voice.cite] + voice.start) | (
                found.start >= start[voice.cite] + voice.end
            )
    return kept


def frequencies(text):
    """Every word of a text with its count, its rate per 1,000 words, and the number of
    paragraphs it stands in; most frequent first.

    >>> from helpers import texts
    >>> frequencies(texts.load("1906")).set_index("word").loc["will", "count"].item()
    44
    """
    found = index(text)
    pairs = np.unique(found.ids * len(found.paragraphs) + found.paragraph)
    paragraphs = np.bincount(
        pairs // max(len(found.paragraphs), 1), minlength=len(found.vocabulary)
    )
    columns = {"word": pd.Series(found.vocabulary, dtype=str), "count": found.counts}
    table = pd.DataFrame(
        columns
        | {
            "per_1000": found.counts / max(len(found), 1) * 1000,
            "paragraphs": paragraphs,
        }
    )
    return table.sort_values(
        ["count", "word"], ascending=[False, True], ignore_index=True
    )


def count(text, query):
    """How often a search is found in a text.

    >>> from helpers import texts
    >>> count(texts.load("1936"), "bureaucracy"), count(texts.load("1936"), "bureaucrac*")
    (62, 64)
    """
    return len(index(text).find(query)[0])


def concordance(text, query, width=60):
    """Every place where a word or phrase stands, in context: cite, left, match, right,
    in order of place.

    `text` is a text or a list of texts; `left` and `right` are at most `width`
    characters of the same paragraph, cut between words. Nothing found gives an empty
    table; a search without a word raises SearchError.

    >>> from helpers import texts
    >>> concordance(texts.load("1906"), "augean stables", width=20).iloc[0].to_list()
    ['1906:1', 'cleansing the', 'Augean stables', 'of the old regime']
    """
    columns = {"cite": [], "left": [], "match": [], "right": []}
    for one in _texts(text):
        found = index(one)
        at, length = found.find(query)
        paragraph, start, end = (
            found.paragraph[at],
            found.start[at],
            found.end[at + length - 1],
        )
        left, right = _between_words(found, paragraph, start, end, width)
        content, start, end = found.content, start.tolist(), end.tolist()
        columns["cite"] += found.cites[paragraph].tolist()
        columns["left"] += [content[a:b].rstrip() for a, b in zip(left.tolist(), start)]
        columns["match"] += [content[a:b] for a, b in zip(start, end)]
        columns["right"] += [content[a:b].lstrip() for a, b in zip(end, right.tolist())]
    return pd.DataFrame(columns, dtype=str)


def arrange(lines, by="place"):
    """The lines of a concordance sorted by `place`, by the `left` neighbour (reading
    outwards), or by the `right` one.

    >>> lines = pd.DataFrame({"cite": ["1:1", "1:2"], "left": ["in the", "of a"], "match": ["x", "x"], "right": ["b", "a"]})
    >>> list(arrange(lines, "left")["cite"]), list(arrange(lines, "right")["cite"])
    (['1:2', '1:1'], ['1:2', '1:1'])
    """
    if by not in ("place", "left", "right"):
        raise SearchError(
            f"Lines cannot be sorted by {by!r}. Choose place, left or right."
        )
    if by == "place":
        return lines
    step = -1 if by == "left" else 1
    order = sorted(
        range(len(lines)),
        key=[tokenise(context)[::step] for context in lines[by]].__getitem__,
    )
    return lines.iloc[order].reset_index(drop=True)


def spans(text, query):
    """The offsets of every match inside its paragraph's text: paragraph number →
    list of (start, end).
    """
    found = index(text)
    at, length = found.find(query)
    before = found.paragraph_start[found.paragraph[at]]
    places = {}
    for paragraph, start, end in zip(
        found.paragraph[at],
        found.start[at] - before,
        found.end[at + length - 1] - before,
    ):
        places.setdefault(found.paragraphs[paragraph].number, []).append(
            (int(start), int(end))
        )
    return places


def positions(text, query):
    """Where a word or phrase falls: cite, and `at`, how many words of the text stand
    before it.
    """
    found = index(text)
    at, _ = found.find(query)
    return pd.DataFrame(
        {"cite": pd.Series(found.cites[found.paragraph[at]], dtype=str), "at": at}
    )


def by_paragraph(text, query):
    """How often a search is found in each counted paragraph, and how many words each
    has: cite, count, words.
    """
    found = index(text)
    at, _ = found.find(query)
    counts = np.bincount(found.paragraph[at], minlength=len(found.paragraphs))
    return pd.DataFrame(
        {
            "cite": pd.Series(found.cites, dtype=str),
            "count": counts,
            "words": found.words_in_paragraph,
        }
    )


def dispersion(text, query):
    """How unevenly a word is spread: DP, half the sum over paragraphs of |share of the
    word − share of the text| (Gries 2008).

    `dp_norm` divides by 1 − the smallest share, so that 1 can be reached (Lijffijt,
    Gries 2012). Both are NaN for an absent word.

    >>> from helpers import texts
    >>> round(dispersion(texts.load("1936"), "the").dp, 2) < round(dispersion(texts.load("1936"), "lenin").dp, 2)
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


def collocates(text, query, window=5):
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
    found = index(text)
    at, length = found.find(query)
    near = np.zeros(len(found.vocabulary), dtype=np.int64)
    for step in range(1, window + 1):
        for place in (at - step, at + length - 1 + step):
            inside = (place >= 0) & (place < len(found))
            place, node = place[inside], at[inside]
            near += np.bincount(
                found.ids[place[found.sentence[place] == found.sentence[node]]],
                minlength=len(near),
            )
    there = np.flatnonzero(near)
    counts = near[there]
    expected = near.sum() * found.counts[there] / max(len(found), 1)
    log_dice = 14 + np.log2(2 * counts / (len(at) + found.counts[there]))
    words = pd.Series([found.vocabulary[n] for n in there], dtype=str)
    table = pd.DataFrame(
        {"word": words, "count": counts, "expected": expected, "log_dice": log_dice}
    )
    return table.sort_values(
        ["log_dice", "count", "word"], ascending=[False, False, True], ignore_index=True
    )


def _texts(text):
    return list(text) if isinstance(text, (list, tuple)) else [text]


def _between_words(found, paragraph, start, end, width):
    """Where the context of each match begins and ends: `width` characters off, moved
    inwards to a word's edge, inside the paragraph.
    """
    left, right = start - width, end + width
    first, last = found.paragraph_start[paragraph], found.paragraph_end[paragraph]
    word_after = (
        found.start[np.minimum(np.searchsorted(found.start, left), len(found) - 1)]
        if len(start)
        else left
    )
    word_before = (
        found.end[np.maximum(np.searchsorted(found.end, right, side="right") - 1, 0)]
        if len(start)
        else right
    )
    return np.where(left <= first, first, np.minimum(word_after, start)), np.where(
        right >= last, last, np.maximum(word_before, end)
    )
