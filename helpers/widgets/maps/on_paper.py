"""An argument map on paper: at its own size, on as many sheets as it needs, cut between
its rows, and in words for those who cannot see it.
"""

import math
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from helpers import arguments
from helpers.html import details, join, tag
from helpers.maps.layout import Layout
from helpers.maps.model import ArgumentMap
from helpers.widgets.maps.outline import outline_html
from helpers.widgets.maps.picture import MARGIN, Marks, drawing

TALL = 740  # pixels: what the smaller of A4 and Letter takes, with a wide margin
Span = tuple[float, float]


def on_paper(
    argument_map: ArgumentMap,
    labels: Mapping[str, arguments.Label],
    drawn: Layout,
    name: str,
    brief: Sequence[str] = (),
) -> Markup:
    """The sheets of a map, each with its title, and the same as a list to open; of
    those in `brief` only the title is said.
    """
    spans = sheets(drawn)
    parts = []
    for number, span in enumerate(spans, 1):
        picture = drawing(
            argument_map, labels, drawn, Marks(), name, live=False, span=span
        )
        which = f" ({number} of {len(spans)})" if len(spans) > 1 else ""
        title = tag("figcaption", tag("b", f"{name}{which}"))
        # the list below says all of it once
        hidden = "true" if number > 1 else None
        parts.append(tag("figure", title, picture, class_="pb-map", aria_hidden=hidden))
    titles = list(drawn.boxes)
    listed = outline_html(argument_map, labels, titles, brief)
    in_words = details(f"{name}, in words", listed, class_="pb-in-words")
    return join([*parts, in_words])


def sheets(drawn: Layout, tall: float = TALL) -> list[Span]:
    """From where to where each sheet shows of a drawing, from above: none cuts a box,
    none is taller than `tall` where its rows are not, and all are about as tall.
    """
    end = drawn.height + MARGIN
    cuts = [*_free(drawn), end]
    spans, top = [], -float(MARGIN)
    while top < end:
        left = end - top
        wanted = top + left / math.ceil(left / tall)
        below = [cut for cut in cuts if cut > top]
        few = [cut for cut in below if cut - top <= tall] or below[:1]
        bottom = min(few, key=lambda cut: abs(cut - wanted))
        spans.append((top, bottom))
        top = bottom
    return spans


def _free(drawn: Layout) -> list[float]:
    """The heights between two rows, where no box is cut."""
    free, reached = [], 0.0
    for box in sorted(drawn.boxes.values(), key=lambda box: box.y):
        if box.y > reached > 0:
            free.append((reached + box.y) / 2)
        reached = max(reached, box.y + box.height)
    return free
