"""What every picture of ours is drawn with: HTML and SVG in the type of the page, so
that words keep their size, break where the page is narrow, and follow its colours.

Across, things stand at shares of the width; down, at heights in `em`. Nothing is scaled
that has words in it. The style sheet beside this file gives colours and sizes.
"""

import math
import pathlib
from collections.abc import Iterable

from markupsafe import Markup

from helpers.figures.looks import MARKS, dressed, look
from helpers.html import tag

#: Goes with the pictures wherever they go.
STYLE = pathlib.Path(__file__).with_name("figures.css").read_text(encoding="utf-8")


class Picture(Markup):
    """A picture of ours, as `show` wants it."""

    def _repr_html_(self) -> str:
        """The picture by itself, at the end of a cell of one's own."""
        return f'<style>{STYLE}</style><div class="pb-figure">{self}</div>'


def percent(share: float) -> str:
    """A share as CSS and SVG write it.

    >>> percent(1 / 3)
    '33.33%'
    """
    return f"{round(100 * share, 2):g}%"


def sign(text_id: str) -> Markup:
    """The mark of a text, beside its name."""
    drawn = tag("path", d=f"M0 0{MARKS[look(text_id).marker]}", fill="currentColor")
    return tag("svg", drawn, viewBox="-7 -7 14 14", **dressed(text_id, "pb-sign"))


def dot(marker: str, across: float, down: str = "50%", **more: str) -> Markup:
    """A mark of this kind at a share of the width."""
    drawn = tag("path", d=f"M0 0{MARKS[marker]}", fill="currentColor")
    return tag("svg", drawn, x=percent(across), y=down, overflow="visible", **more)


def stroke(across: tuple[float, float], down: tuple[str, str], **more: str) -> Markup:
    """A line between shares of the width and heights."""
    (x1, x2), (y1, y2) = map(percent, across), down
    return tag("line", x1=x1, x2=x2, y1=y1, y2=y2, **more)


def scale(labels: Iterable[tuple[float, str]]) -> Markup:
    """Words under (or above) a picture, each at the middle of its place."""
    words = [
        tag("span", label, style=f"left:{percent(share)}") for share, label in labels
    ]
    return tag("div", *words, class_="pb-scale")


def round_numbers(first: float, last: float, most: int = 5) -> list[float]:
    """A few round numbers from one end to the other.

    >>> round_numbers(0, 9)
    [0, 2, 4, 6, 8]
    """
    rough = ((last - first) or 1) / most
    step = 10 ** math.floor(math.log10(rough))
    step *= next(n for n in (1, 2, 5, 10) if n * step >= rough)
    return [
        n * step for n in range(math.ceil(first / step), math.floor(last / step) + 1)
    ]
