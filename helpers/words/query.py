"""What a search may be, and how it is read: words, phrases, `*`, `|`, lists of forms,
and the families of families.yml.
"""

import functools
import re
from collections.abc import Sequence
from typing import Annotated

from helpers import texts
from helpers.errors import SearchError
from helpers.segments import composed, visible
from helpers.validation import Wrong, validated

#: The words of one phrase, each perhaps with `*` and `|`.
Phrase = tuple[str, ...]

_WORD = re.compile(r"(?:[^\W_]|\*)+(?:['’|-](?:[^\W_]|\*)+)*")
_LONGEST = 10_000  # characters of a search, and of a list of forms in all


def _a_query(value: object) -> str | tuple[str, ...]:
    """A search as it was given, a list of forms as a tuple."""
    if isinstance(value, str):
        alternatives(value)
        return value
    if not isinstance(value, list | tuple | set | frozenset):
        raise Wrong("a word or a phrase in quotation marks, or a list of them")
    forms = tuple(value)
    if not all(isinstance(form, str) for form in forms):
        raise Wrong("a list, and in it each time a word or a phrase")
    alternatives(forms)
    return forms


#: A search: a word, a phrase, either with `*` and `|`, or a list of such forms, each of
#: which will do, as `families` gives them.
Query = Annotated[str | Sequence[str], _a_query]


@validated
def parse_query(query: str) -> list[str]:
    """The words of a search, lower-cased; every sign but letters, figures, inner hyphen
    and apostrophe, and `*`, is left out.

    Raises SearchError when no letter or figure is left.

    >>> parse_query("Permanent  (revolution*)")
    ['permanent', 'revolution*']
    """
    return list(_phrase(query))


@functools.lru_cache(maxsize=512)
def _phrase(query: str) -> Phrase:
    if len(query) > _LONGEST:
        raise SearchError(
            f"This is no word to look for: it has {len(query):,} characters. Type a"
            f" word or a phrase of at most {_LONGEST:,}."
        )
    joined = _joined(query)
    words = [word.lower().replace("’", "'") for word in _WORD.findall(joined)]
    if not any(word.strip("*|") for word in words):
        raise SearchError(
            "There is no word to look for. Type a word or a phrase; * stands for any"
            " letters, as in revolution*."
        )
    return tuple(words)


def _joined(query: str) -> str:
    """A search without signs that cannot be seen, and without spaces around `|`."""
    return re.sub(r"\s*\|\s*", "|", composed(visible(query)))


@validated
def left_out(query: str) -> list[str]:
    """The signs of a search that are not looked for.

    >>> left_out("^the$"), left_out("lock-out|strike*")
    (['^', '$'], [])

    Raises SearchError where there is no word to look for.
    """
    alternatives(query)
    rest = _WORD.sub(" ", _joined(query))
    return list(
        dict.fromkeys(sign for sign in rest if sign.isprintable() and sign > " ")
    )


def alternatives(query: str | Sequence[str]) -> tuple[Phrase, ...]:
    """The phrases of which any will do: one for a search in quotation marks; for a list
    of forms its phrases, its single words as one with `|`.

    Raises SearchError where a form has no word to look for, or there is none.

    >>> alternatives(["will", "shall", "going to"])
    (('will|shall',), ('going', 'to'))
    """
    if isinstance(query, str):
        return (_phrase(query),)
    if not query or sum(map(len, query)) > _LONGEST:
        return (_phrase(" ".join(query)),)  # which says what is wrong
    phrases = list(dict.fromkeys(map(_phrase, query)))
    single = "|".join(phrase[0] for phrase in phrases if len(phrase) == 1)
    several = tuple(phrase for phrase in phrases if len(phrase) > 1)
    return ((single,), *several) if single else several


@validated
def families() -> dict[str, list[str]]:
    """The named groups of word forms of families.yml: name → list of forms, which is a
    search.

    >>> "caste*" in families()["rulers without class"]
    True
    """
    return {entry["name"]: entry["forms"] for entry in texts.listed("families.yml")}


@validated
def spellings(word: str) -> str:
    """The search for all that is counted as one word where spellings are merged, by
    spellings.yml.

    >>> spellings("program"), spellings("party")
    ('program|programme', 'party')

    Raises SearchError where there is no word to look for.
    """
    _phrase(word)
    merged = texts.listed("spellings.yml")
    return "|".join([word, *(other for other, kept in merged.items() if kept == word)])


@validated
def asked(name: str) -> str:
    """The search that a name stands for: a family in angle brackets stands for its
    forms, anything else for itself. One bracket does for two.

    Raises SearchError for a family that is not there, and where there is no word to
    look for.

    >>> asked("<future>"), asked("will")
    ('will|shall', 'will')
    """
    if not (name.strip().startswith("<") or name.strip().endswith(">")):
        _phrase(name)
        return name
    forms = families().get(name.strip("<> "))
    if not forms:
        raise SearchError(
            f"There is no family {name}, or it has no forms. There are:"
            f" {', '.join(families())}."
        )
    return "|".join(forms)
