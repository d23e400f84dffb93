"""What comes from outside the texts: where it was looked up, and what is left."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpers.texts.apparatus import glossary, people
from helpers.texts.files import FOLDER, listed, table
from helpers.validation import validated

if TYPE_CHECKING:
    import pandas as pd

#: How the link to a statement of texts/statements.yml begins, in the prose of a page.
LINK = "source:"


def statements() -> list[dict[str, Any]]:
    """What pages and prompts say of history, and the works they lean on: key, where,
    statement, source, checked, and `found` or `settle`; a list of dicts.
    """
    return listed("statements.yml")


@validated
def looked_up(entry: Mapping[str, Any]) -> str:
    """What was looked up of a statement from outside the texts, in a sentence or two:
    the words relied on and where they stand, and what would settle it or the rest.

    >>> looked_up({"checked": "no", "settle": "chapter 2 of the book"})
    'Not looked up yet. What would settle it: chapter 2 of the book.'
    """
    settle = entry.get("settle", "")
    if entry.get("checked") != "yes":
        return f"Not looked up yet. What would settle it: {_ended(settle)}"
    words = f"Looked up: {_ended(entry['found'])}"
    return f"{words} What would settle the rest: {_ended(settle)}" if settle else words


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def unchecked() -> "pd.DataFrame":
    """Every statement from outside the texts that nobody has checked against its
    source yet: file, entry, source, and what would settle it. Critics are in the maps.
    """
    import pandas as pd

    rows = [
        (name, entry[key], entry["source"], entry.get("settle") or entry["source"])
        for name, entries, key in (
            ("timeline.csv", table("timeline.csv", ["title"], FOLDER), "title"),
            ("people.yml", people(), "name"),
            ("glossary.yml", glossary(), "term"),
            ("statements.yml", statements(), "key"),
        )
        for entry in entries
        if entry.get("source") and entry.get("checked") != "yes"
    ]
    return pd.DataFrame(rows, columns=["file", "entry", "source", "settle"])
