"""The sign ° after a statement from outside the texts: it opens where the statement
comes from, and what was looked up.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from helpers import texts
from helpers.html import tag

SIGN = "°"


def sign(entries: Iterable[Mapping[str, Any]]) -> Markup:
    """The sign, which opens the source of each entry and its state; nothing where no
    entry has one.
    """
    rows = [source_html(entry) for entry in entries if entry.get("source")]
    if not rows:
        return Markup()
    summary = tag("summary", SIGN, aria_label="What was looked up", title="Sources")
    return tag("details", summary, *rows, class_="pb-sourced")


def source_html(entry: Mapping[str, Any]) -> Markup:
    """The source of a statement, and what was looked up of it."""
    source = tag("cite", entry["source"])
    return tag("p", source, f". {texts.looked_up(entry)}", lang="en")


def by_link() -> dict[str, list[str]]:
    """What the sign opens in the prose of a page: by the address of its link, the
    statement, and its source as HTML.
    """
    return {
        f"{texts.LINK}{entry['key']}": [entry["statement"], source_html(entry)]
        for entry in texts.statements()
    }
