"""The part of a map that is shown, as nested lists: what each claim rests on or is
attacked by stands under it, with a button to open it and what it comes to.
"""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from helpers import arguments
from helpers.html import join, tag
from helpers.maps.model import ArgumentMap
from helpers.maps.views import tree
from helpers.widgets.maps.claim import link, now

Rows = Sequence[tuple[int, str, str, bool]]


def outline_html(
    argument_map: ArgumentMap,
    labels: Mapping[str, arguments.Label],
    titles: list[str],
    brief: Sequence[str],
    ids: Mapping[str, str] | None = None,
) -> Markup:
    """These claims as an outline; of those in `brief`, which stand in another part,
    only the title. Without `ids`, on paper, no title is a button.
    """
    rows = tree(argument_map, titles)
    lines = [
        _line(argument_map, labels, how, title, again or title in brief, again, ids)
        for _, how, title, again in rows
    ]
    return _nested([(row[0], line) for row, line in zip(rows, lines)])


def _nested(rows: Sequence[tuple[int, Markup]]) -> Markup:
    """Lines with their depths as lists in lists."""
    if not rows:
        return Markup()
    starts = [n for n, (depth, _) in enumerate(rows) if depth == rows[0][0]]
    items = [
        tag("li", rows[start][1], _nested(rows[start + 1 : end]))
        for start, end in zip(starts, [*starts[1:], len(rows)])
    ]
    return tag("ul", *items)


def _line(
    argument_map: ArgumentMap,
    labels: Mapping[str, arguments.Label],
    how: str,
    title: str,
    brief: bool,
    again: bool,
    ids: Mapping[str, str] | None,
) -> Markup:
    """A claim as the outline says it: in whose voice, and what it comes to."""
    node = argument_map.nodes[title]
    voice = arguments.voice(node)
    named = tag("b", title) if ids is None else link(ids, title)
    parts: list[object] = [f"{how} " if how else None, named, ". "]
    parts.append("See above. " if again else None if brief else f"{node.text} ")
    parts.append(f"({voice}) " if voice else None)
    parts.append(f"[{now(labels[title]).removeprefix('is ')}]")
    return join(parts)
