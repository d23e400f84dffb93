"""Where every word of a text stands, and where a search does: found once, and kept as
long as the text.

What indexes an array is an `np.intp` here and in every room that counts: on a machine
of 32 bits (a browser's, for one) numpy takes nothing wider.
"""

import fnmatch
import functools
import itertools
import re
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Annotated

import numpy as np

from helpers import texts
from helpers.segments import WORD
from helpers.texts import Text
from helpers.validation import Wrong, validated
from helpers.words.query import Phrase, Query, alternatives

_KEPT = 64  # searches of a text whose matches are kept


def _some_texts(value: object) -> object:
    several = value if isinstance(value, list | tuple) else [value]
    if several and all(isinstance(each, Text) for each in several):
        return value
    raise Wrong('a text, as texts.load("1906") gives it, or a list of texts')


#: A text, or a list of at least one.
Texts = Annotated[Text | Sequence[Text], _some_texts]


def each_of(texts: Texts) -> Sequence[Text]:
    """A text by itself, or several, as a list."""
    return [texts] if isinstance(texts, Text) else texts


@dataclass(frozen=True, eq=False)
class Matches:
    """Where a search stands in a text, in order of place, an entry a match.

    `first` and `last`, the numbers of its first and last word; `paragraph` (position in
    `Index.paragraphs`); `start` and `end` (offsets in `Index.content`).
    """

    first: np.ndarray
    last: np.ndarray
    paragraph: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def __len__(self) -> int:
        return len(self.first)


class Index:
    """Where every word of a text stands, as arrays with one entry a word (token).

    `ids` (into `vocabulary`), `start` and `end` (offsets in `content`), `paragraph`
    (position in `paragraphs`), `sentence`.
    """

    @validated
    def __init__(self, text: Text) -> None:
        self.paragraphs = [
            paragraph for paragraph in text.paragraphs if paragraph.counted
        ]
        self.cites = np.array(
            [paragraph.cite for paragraph in self.paragraphs], dtype=object
        )
        self.content = " ".join([paragraph.text for paragraph in self.paragraphs])
        lengths = np.array([len(p.text) for p in self.paragraphs], dtype=np.intp)
        self.paragraph_end = np.cumsum(lengths + 1, dtype=np.intp) - 1
        self.paragraph_start = self.paragraph_end - lengths
        self._read_words()
        self.paragraph = self._numbered(self.paragraph_start)
        self._matches: dict[tuple[Phrase, ...], Matches] = {}

    def _read_words(self) -> None:
        """Tokenise each different chunk between spaces once (a word never spans a
        space), then lay the chunks' words out in order.
        """
        chunks = self.content.split(" ")
        different = {chunk: n for n, chunk in enumerate(dict.fromkeys(chunks))}
        words: dict[str, int] = {}
        places: list[tuple[int, int, int]] = []  # word, start, end
        first = [0]
        for chunk in different:
            for match in WORD.finditer(chunk):
                number = words.setdefault(match.group().lower(), len(words))
                places.append((number, *match.span()))
            first.append(len(places))
        self.vocabulary = list(words)
        ids, start, end = np.array(places, dtype=np.intp).reshape(-1, 3).T
        number_of = map(different.__getitem__, chunks)
        at = np.fromiter(number_of, dtype=np.intp, count=len(chunks))
        characters = np.array([len(chunk) + 1 for chunk in different], np.intp)[at]
        begins = np.array(first, dtype=np.intp)
        how_many = np.diff(begins)[at]
        # The n-th word of the text is entry n + shift of the lists above, the shift
        # changing from chunk to chunk.
        before = np.cumsum(how_many, dtype=np.intp) - how_many
        shift = np.repeat(begins[at] - before, how_many)
        entry = shift + np.arange(len(shift), dtype=np.intp)
        before = np.cumsum(characters, dtype=np.intp) - characters
        offset = np.repeat(before, how_many)
        self.ids = ids[entry]
        self.start, self.end = offset + start[entry], offset + end[entry]

    def _numbered(self, starts: np.ndarray) -> np.ndarray:
        """For each word, the number of the last of these offsets at or before it."""
        edges = np.append(np.searchsorted(self.start, starts), len(self))
        return np.repeat(
            np.arange(len(starts), dtype=np.intp), np.diff(edges).astype(np.intp)
        )

    def __len__(self) -> int:
        return len(self.ids)

    @functools.cached_property
    def counts(self) -> np.ndarray:
        """How often each word of the vocabulary stands here."""
        return np.bincount(self.ids, minlength=len(self.vocabulary))

    @functools.cached_property
    def sentence(self) -> np.ndarray:
        """The number of each word's sentence."""
        starts = [
            start + end
            for start, p in zip(self.paragraph_start.tolist(), self.paragraphs)
            for end in [0, *p.sentence_ends[:-1]]
        ]
        return self._numbered(np.array(starts, dtype=np.intp))

    @functools.cached_property
    def words_in_paragraph(self) -> np.ndarray:
        """How many words each paragraph has."""
        return np.bincount(self.paragraph, minlength=len(self.paragraphs))

    @functools.cached_property
    def by_word(self) -> tuple[np.ndarray, np.ndarray]:
        """The words of the text in order of the vocabulary, and where each one's run of
        them begins.
        """
        begins = np.zeros(len(self.counts) + 1, dtype=np.intp)
        np.cumsum(self.counts, out=begins[1:])
        return np.argsort(self.ids, kind="stable"), begins

    @functools.cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """The entries of the vocabulary under each spelling with a straight
        apostrophe.
        """
        numbers: dict[str, list[int]] = {}
        for number, word in enumerate(self.vocabulary):
            numbers.setdefault(word.replace("’", "'"), []).append(number)
        return numbers

    def matches(self, query: str | Sequence[str]) -> Matches:
        """What `find` gives, kept for when it is asked again."""
        search = alternatives(query)
        if search not in self._matches:
            for oldest in list(self._matches)[: 1 - _KEPT]:
                self._matches.pop(oldest, None)
            self._matches[search] = self.find(query)
        return self._matches[search]

    @validated
    def find(self, query: Query) -> Matches:
        """Walk through the index: where a search stands.

        Of matches of which one lies inside another, the longer counts.
        """
        places = [(self._places(words), len(words)) for words in alternatives(query)]
        first = np.concatenate([at for at, _ in places])
        last = np.concatenate([at + (length - 1) for at, length in places])
        if len(places) > 1:
            first, last = _outermost(first, last)
        where = self.paragraph[first], self.start[first], self.end[last]
        for column in (first, last, *where):
            column.flags.writeable = False  # one for all who ask
        return Matches(first, last, *where)

    def _places(self, phrase: Phrase) -> np.ndarray:
        """The numbers of the words with which a phrase begins, in order of place."""
        wanted = [self._matching(word) for word in phrase]
        order, begins = self.by_word
        rarest = min(range(len(wanted)), key=lambda n: self.counts[wanted[n]].sum())
        runs = [order[begins[word] : begins[word + 1]] for word in wanted[rarest]]
        at = np.sort(np.concatenate([order[:0], *runs])) - rarest
        at = at[(at >= 0) & (at + len(phrase) <= len(self))]
        for step, words in enumerate(wanted):
            if step != rarest:
                at = at[np.isin(self.ids[at + step], words)]
        if len(phrase) > 1:
            at = at[self.sentence[at] == self.sentence[at + (len(phrase) - 1)]]
        return at

    def _matching(self, word: str) -> np.ndarray:
        """The entries of the vocabulary that a word of a search stands for."""
        forms = word.split("|")
        exact = [self._numbers.get(form, []) for form in forms if "*" not in form]
        numbers = set(itertools.chain.from_iterable(exact))
        starred = [fnmatch.translate(form) for form in forms if "*" in form]
        if starred:
            # Atomic groups: no pattern takes long.
            fits = re.compile("|".join(starred)).match
            fitting = [each for form, each in self._numbers.items() if fits(form)]
            numbers.update(itertools.chain.from_iterable(fitting))
        return np.array(sorted(numbers), dtype=np.intp)


def _outermost(first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Matches in order of place, without those that lie inside another."""
    order = np.lexsort((-last, first))
    first, last = first[order], last[order]
    reach = np.maximum.accumulate(np.append(-1, last))[:-1]
    outer = last > reach
    return first[outer], last[outer]


_INDEXES: weakref.WeakKeyDictionary[Text, Index] = weakref.WeakKeyDictionary()


@validated
def index(text: Text) -> Index:
    """The index of a text, made once and kept as long as the text."""
    if text not in _INDEXES:
        _INDEXES[text] = Index(text)
    return _INDEXES[text]


def own_words(text: Text) -> np.ndarray:
    """Which words of a text are in the author's own voice: not quoted, reported or
    imagined (voices.csv).
    """
    every = index(text)
    own = np.ones(len(every), dtype=bool)
    starts = dict(zip(every.cites, every.paragraph_start))
    for voice in texts.voices(text).itertuples():
        if voice.voice in texts.OTHERS and voice.cite in starts:
            start, end = (starts[voice.cite] + at for at in (voice.start, voice.end))
            own &= (every.start < start) | (every.start >= end)
    return own


@validated
def matches(text: Text, query: Query, own: bool = False) -> Matches:
    """Where a search stands in a text; found once, and kept with the index. `own`
    leaves out what is in another voice than the author's.

    >>> from helpers import texts
    >>> matches(texts.load("1906"), "augean stables").paragraph.tolist()
    [0]
    """
    places = index(text).matches(query)
    if not own:
        return places
    kept = own_words(text)
    kept = kept[places.first] & kept[places.last]
    columns = (getattr(places, each.name)[kept] for each in fields(places))
    return Matches(*columns)
