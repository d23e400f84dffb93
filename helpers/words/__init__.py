"""Words counted, found and placed: frequencies, concordance, dispersion, collocates.

A search is a word, a phrase, or either with `*` for any letters (`revolution*`) or any
one word (`dictatorship of *`), and `|` between words of which any will do
(`caste|stratum`); or a list of such forms, as `families` gives them, and then each
place where one of them stands counts once, the longer where one lies inside another.
Case does not matter, a phrase stays within a sentence, and notes in square brackets are
left out, so that every count is the number of its lines.
"""

from helpers.words.counts import (
    Dispersion,
    Matrix,
    by_paragraph,
    by_section,
    collocates,
    count,
    dispersion,
    frequencies,
    matrix,
)
from helpers.words.indexing import Index, Matches, Texts, index, matches
from helpers.words.lines import arrange, concordance, positions, spans
from helpers.words.query import (
    Query,
    asked,
    families,
    left_out,
    parse_query,
    spellings,
)

__all__ = [
    "Dispersion",
    "Index",
    "Matches",
    "Matrix",
    "Query",
    "Texts",
    "arrange",
    "asked",
    "by_paragraph",
    "by_section",
    "collocates",
    "concordance",
    "count",
    "dispersion",
    "families",
    "frequencies",
    "index",
    "left_out",
    "matches",
    "matrix",
    "parse_query",
    "positions",
    "spans",
    "spellings",
]
