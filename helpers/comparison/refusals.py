"""What cannot be compared, in words: the sentences that several comparisons share."""

from collections.abc import Sequence

from helpers.errors import SearchError
from helpers.texts import Text


def refuse_the_same(a: Text, b: Text) -> None:
    """Raise SearchError where two texts are one."""
    if a.id == b.id:
        raise SearchError(
            f"Both texts are {a.id}, and a text does not differ from itself. Give two"
            " texts."
        )


def without_words(text: Text) -> SearchError:
    """The error for a text that has nothing to count."""
    return SearchError(
        f"{text.id} has no words to count. Give a text with words of its own."
    )


def in_neither(query: str | Sequence[str]) -> SearchError:
    """The error for a search that neither text has."""
    forms = [query] if isinstance(query, str) else query
    return SearchError(
        f"{' or '.join(f'“{form}”' for form in forms)} stands in neither text. Try"
        " another word, or its beginning with a *, as in revolution*."
    )
