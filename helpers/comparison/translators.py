"""Another translation of the same pages as a control: is a difference between two texts
the author's, or the translator's?
"""

import collections
import fnmatch
import functools
import os
from collections.abc import Callable, Iterator
from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd

from helpers import cite, texts, words
from helpers.comparison.refusals import in_neither, refuse_the_same, without_words
from helpers.comparison.shuffling import Tested, g2, shuffled, swapped
from helpers.errors import SearchError
from helpers.texts import Text, Witness
from helpers.validation import Path, Seed, Shuffles, Wrong, validated
from helpers.words.query import alternatives

LINE = 0.05  # the p up to which a difference is beyond chance
#: The findings in plain words.
FINDINGS = {
    "stays": "stays in these pages with this other translator",
    "translator": "is the translator’s",
    "cannot tell": "cannot be told from these pages",
}
_COLUMNS = (
    "count_a count_b count_witness per_1000_a per_1000_b per_1000_witness more_in"
    " difference_texts difference_translations g2_texts g2_witness g2_translations"
    " p_texts p_witness p_translations p_family_texts p_family_witness"
    " p_family_translations finding".split()
)
_REST = ""  # the name of all words that are not searched for


class _Pages(NamedTuple):
    """The counts (rows × words) of ours and of the witness, a row a stretch, and of the
    other text, a row a paragraph; a column for each of the `names`.
    """

    counts: list[np.ndarray]
    names: list[str]


@validated
def control(
    a: Text | str,
    b: Text | str,
    witness: str,
    query: words.Query | None = None,
    shuffles: Shuffles = 1_000,
    seed: Seed = 0,
    merged: bool = False,
    folder: Path | None = None,
) -> pd.DataFrame:
    """The difference between two texts beside that between two translations of one of
    them, a row a word; the largest difference between the texts first.

    `witness` is the id of the other translation (`texts.witness`). Without a `query`
    every word is a row; a word or a family (`<workers>`, or its forms) is one row, a
    phrase one for each of its words. All is counted on the pages that both translations
    have. `count_*`, `per_1000_*`: in a, b and the witness. `difference_texts`: the rate
    in a less that in b; `difference_translations`: in ours less in the witness.

    `g2_texts`, `p_texts`, `p_family_texts`: as in `keyness`, our stretches shuffled
    with the paragraphs of the other text; `*_witness`: the stretches of the witness in
    place of ours. `*_translations`: ours beside the witness; as the pages are the same,
    half of each word is expected in either; p over all swaps of the two within
    stretches (exact), `p_family` over `shuffles` of them, or over all if those are
    fewer. With `shuffles=0` only `p_translations` is no NaN.

    `finding`: "stays" where the word passes with either translation, in the same text;
    "translator" where it passes with ours only, and `p_translations` is at most 0.05;
    else "cannot tell". To pass is a p of at most 0.05: of one word that was asked for,
    family-wise in a table of every word. It speaks of one other translator of one text.
    Raises SearchError where there is too little to swap.

    >>> table = control("1906", "1936", "1906-olgin", "will", shuffles=99)
    >>> int(table.loc["will", "count_witness"]), table.loc["will", "finding"]
    (40, 'stays')
    """
    a, b = (texts.load(t, folder) if isinstance(t, str) else t for t in (a, b))
    refuse_the_same(a, b)
    other = _witness_of(a, b, witness, folder)
    in_order = (a, b) if other.of == a.id else (b, a)
    pages, sides = _pages(*in_order, other, merged), "ab" if in_order[0] is a else "ba"
    if query is None:
        table = _measured(pages, sides, "p_family", shuffles, seed)
    else:
        each = [
            _measured(one_word, sides, "p", shuffles, seed)
            for one_word in _searched(pages, query)
        ]
        table = pd.concat(each).drop(index=_REST)
    higher = [table["difference_texts"] > 0, table["difference_texts"] < 0]
    table["more_in"] = np.select(higher, [a.id, b.id], "")
    table.attrs = {"of": other.of, "stretches": len(pages.counts[0])}
    return table[_COLUMNS].sort_values(["g2_texts", "word"], ascending=[False, True])


def _witness_of(a: Text, b: Text, name: str, folder: Path | None) -> Witness:
    """The witness of one of two texts, in a folder or beside either of them."""
    beside = [text.folder for text in (a, b) if text.folder]
    has_it = [place for place in beside if os.path.exists(place / f"{name}.csv")]
    other = texts.witness(name, folder or next(iter(has_it), a.folder))
    if other.of not in (a.id, b.id):
        raise SearchError(
            f"{other.id} is another translation of {other.of}, and neither text is"
            f" that. Give {other.of} as one of the two."
        )
    return other


def _pages(ours: Text, other: Text, witness: Witness, merged: bool) -> _Pages:
    """The counts of every word on the pages that both translations have."""
    counts, vocabulary, cites, text = words.matrix([ours, other], merged)
    if not counts[text == 1].sum():
        raise without_words(other)
    pairs = [each for each in witness.stretches if each.counts]
    stretch_of = {
        cite.paragraph(ours.id, number): n
        for n, each in enumerate(pairs)
        for number in each.paragraphs
    }
    paragraphs = pd.DataFrame(counts[text == 0], cites[text == 0], vocabulary)
    beside = paragraphs.groupby(stretch_of).sum().reindex(range(len(pairs)))
    spellings = texts.listed("spellings.yml") if merged else {}
    answering: list[collections.Counter] = [collections.Counter() for _ in pairs]
    for each, answer in zip(pairs, answering):
        for word, count in each.counts.items():
            answer[spellings.get(word, word)] += count
    rest = pd.DataFrame(counts[text == 1], columns=vocabulary)
    sides = [beside, pd.DataFrame(answering), rest]
    _refuse_too_little(witness, pairs, beside, answering)
    has = pd.concat([side.sum() for side in sides], axis=1).sum(axis=1)
    names = sorted(has.index[has > 0])
    ordered = (each.reindex(columns=names).fillna(0) for each in sides)
    return _Pages([each.to_numpy(np.intp) for each in ordered], names)


def _refuse_too_little(
    witness: Witness,
    pairs: list[texts.Stretch],
    beside: pd.DataFrame,
    answering: list[collections.Counter],
) -> None:
    """Raise SearchError for what cannot be swapped."""
    for each, (_, counts) in zip(pairs, beside.iterrows()):
        if not counts.sum() > 0:
            raise SearchError(
                f"{each.cite} is an empty stretch: {witness.of} has no words to count"
                f" there, and {witness.id} has some. Write nothing for its answer."
            )
    if len(pairs) < 2:
        raise SearchError(
            f"{witness.id} has {len(pairs) or 'no'} stretch with words, and chance"
            " cannot be judged by swapping one. Give at least two; six let a"
            " difference pass."
        )
    ours = set(beside.columns[beside.sum() > 0])
    if not any(ours & {*counts} for counts in answering):
        raise SearchError(
            f"{witness.id} and {witness.of} have no word in common. Are they"
            " translations of the same pages, into the same language?"
        )


def _searched(pages: _Pages, query: words.Query) -> Iterator[_Pages]:
    """For each row of a search its counts, and those of all other words together."""
    for name, fits in _rows(query):
        inside = np.array([fits(word) for word in pages.names])
        if not inside.any():
            raise in_neither(name)
        parted = np.array([inside, ~inside], dtype=np.intp).T
        yield _Pages([side @ parted for side in pages.counts], [name, _REST])


def _rows(query: words.Query) -> list[tuple[str, Callable[[str], bool]]]:
    """The rows that a search asks for: the name of each, and which words it counts."""
    phrases = alternatives(_forms(query))
    if len(phrases) > 1 or not isinstance(query, str) and len(phrases[0]) > 1:
        raise SearchError(
            "Of another translation single words are counted, and no phrases. Ask for a"
            " phrase by itself, in quotation marks: each of its words is a row."
        )
    whole = query if isinstance(query, str) else "|".join(query)
    return [
        (forms if len(phrases[0]) > 1 else whole, functools.partial(_fits, forms))
        for forms in dict.fromkeys(phrases[0])
    ]


def _forms(query: words.Query) -> words.Query:
    """A search with a family in angle brackets as its forms."""
    return words.asked(query) if isinstance(query, str) else query


def _fits(forms: str, word: str) -> bool:
    """Whether a word is one of these forms, such as `peasant*|village`."""
    plain = word.replace("’", "'")
    return any(fnmatch.fnmatchcase(plain, form) for form in forms.split("|"))


def _measured(
    pages: _Pages, sides: str, passing: str, shuffles: int, seed: int
) -> pd.DataFrame:
    """The columns of `control`: ours and the other text are the `sides`, "ab" or "ba";
    a word passes by the column of p that begins with `passing`.
    """
    (ours, witness, other), names = pages
    table = pd.DataFrame(index=pd.Index(names, name="word"))
    for side, counts in zip([*sides, "witness"], [ours, other, witness]):
        table[f"count_{side}"] = counts.sum(axis=0)
        table[f"per_1000_{side}"] = 1000 * counts.sum(axis=0) / counts.sum()
    rates = [table[f"per_1000_{side}"] for side in (*sides, "witness")]
    table["difference_texts"] = table["per_1000_a"] - table["per_1000_b"]
    table["difference_translations"] = rates[0] - rates[2]
    for name, (observed, p, p_family) in {
        "texts": _between(ours, other, shuffles, seed),
        "witness": _between(witness, other, shuffles, seed),
        "translations": swapped(ours, witness, shuffles, seed),
    }.items():
        table[f"g2_{name}"], table[f"p_{name}"] = observed, p
        table[f"p_family_{name}"] = p_family
    passes, still = (table[f"{passing}_{n}"] <= LINE for n in ("texts", "witness"))
    stays = passes & still & ((rates[0] > rates[1]) == (rates[2] > rates[1]))
    differ = table["p_translations"] <= LINE
    cases = [stays, passes & ~stays & differ]
    table["finding"] = np.select(cases, ["stays", "translator"], "cannot tell")
    return table


def _between(first: np.ndarray, second: np.ndarray, shuffles: int, seed: int) -> Tested:
    """The G² of each word of two texts, and what shuffles of their rows give."""
    counts = np.concatenate([first, second])
    text = np.repeat([0, 1], [len(first), len(second)])
    y1, y = first.sum(axis=0), counts.sum(axis=0)
    observed = g2(y1, int(y1.sum()), y, int(y.sum()))
    if not shuffles:
        return Tested(observed, *np.full((2, len(y)), np.nan))
    p, p_family, _ = shuffled(counts, text, observed, shuffles, seed)
    return Tested(observed, p, p_family)


def _controlled(value: object) -> pd.DataFrame:
    if isinstance(value, pd.DataFrame) and {*_COLUMNS} <= {*value.columns}:
        return value
    raise Wrong("a table, as comparison.control gives it")


@validated
def beyond_chance(controlled: Annotated[pd.DataFrame, _controlled]) -> pd.DataFrame:
    """The rows of `control` for which chance hardly ever does as much to any word:
    between the texts, or between the translations.

    >>> table = control("1906", "1936", "1906-olgin", "will", shuffles=99)
    >>> list(beyond_chance(table).index)
    ['will']
    """
    families = controlled[["p_family_texts", "p_family_translations"]]
    return controlled[(families <= LINE).any(axis=1)]


@validated
def alignment(
    text: Text, witness: str, query: words.Query, folder: Path | None = None
) -> pd.DataFrame:
    """How often a word or a family stands in each stretch of a text and in what another
    translation has for it: cite, place (in the witness), answer, ours, witness.

    >>> table = alignment(texts.load("1906"), "1906-olgin", "workers")
    >>> table[["ours", "witness"]].sum().to_list()
    [17, 0]
    """
    stretches = texts.witness(witness, folder or text.folder).stretches
    (_, fits), *more = _rows(query)
    if more:
        raise SearchError("Ask for one word, or one family: a phrase has several.")
    counts = words.by_paragraph(text, _forms(query)).set_index("cite")["count"]
    cites = [[cite.paragraph(text.id, n) for n in s.paragraphs] for s in stretches]
    return pd.DataFrame(
        {
            "cite": [each.cite for each in stretches],
            "place": [each.place for each in stretches],
            "answer": [each.answer for each in stretches],
            "ours": [counts.reindex(some, fill_value=0).sum() for some in cites],
            "witness": [
                sum(count for word, count in each.counts.items() if fits(word))
                for each in stretches
            ],
        }
    )
