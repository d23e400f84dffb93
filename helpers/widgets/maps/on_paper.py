"""An argument map on paper: a row of boxes at a time, so that a page ends between two
rows and never in a box, and in words for those who cannot see it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from helpers import arguments
from helpers.html import details, join, tag
from helpers.maps.layout import Layout
from helpers.maps.model import ArgumentMap
from helpers.widgets.maps.lines import Rect, beside
from helpers.widgets.maps.outline import outline_html
from helpers.widgets.maps.picture import MARGIN, Marks, drawing

SCALE = 0.87  # of its size on a screen: its letters are a little over 8 points
SMALL = 420  # pixels: a map that is no higher than this is not parted
Span = tuple[float, float]


def on_paper(
    argument_map: ArgumentMap,
    labels: Mapping[str, arguments.Label],
    drawn: Layout,
    name: str,
    brief: Sequence[str] = (),
) -> Markup:
    """A map under its title, which print repeats on each page that the map takes, and
    the same as a list to open; of those in `brief` only the title is said.
    """
    rows = []
    for span in spans(drawn):
        row = drawing(
            argument_map, labels, drawn, Marks(), name, None, False, span, SCALE
        )
        hidden = "true" if rows else None  # the list below says all of it once
        rows.append(tag("div", row, aria_hidden=hidden))
    title = tag("figcaption", tag("b", name))
    listed = outline_html(argument_map, labels, list(drawn.boxes), brief)
    in_words = details(f"{name}, in words", listed, class_="pb-in-words")
    css = "pb-map pb-small" if drawn.height <= SMALL else "pb-map"
    return join([tag("figure", title, *rows, class_=css), in_words])


def spans(drawn: Layout) -> list[Span]:
    """From where to where each row of boxes reaches, from above; together they are all
    of the drawing. No box is cut, and no word of a line where that can be.
    """
    words = beside(drawn).values()
    cuts, reached = [-float(MARGIN)], 0.0
    for box in sorted(drawn.boxes.values(), key=lambda box: box.y):
        if box.y > reached > 0:
            middle = (reached + box.y) / 2
            between = sorted(
                range(math.ceil(reached), math.ceil(box.y)),
                key=lambda y: (_cut(y, words), abs(y - middle)),
            )
            cuts.append(next(iter(between), middle))
        reached = max(reached, box.y + box.height)
    return list(zip(cuts, [*cuts[1:], drawn.height + MARGIN]))


def _cut(y: float, words: Iterable[Rect]) -> int:
    """How many words a level cut at this height would go through."""
    return sum(word.top < y < word.bottom for word in words)
