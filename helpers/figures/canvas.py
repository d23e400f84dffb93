"""What every picture is drawn on."""

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, PALE = "#222222", "#bbbbbb"


def figure(**options: Any) -> "Figure":
    """A figure of matplotlib, which is loaded with the first: not every page draws."""
    # That a first picture builds the font cache is no news for a student, and stands
    # in red.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    from matplotlib.figure import Figure

    return Figure(**options)


def axes(width: float, height: float) -> "tuple[Figure, Axes]":
    """A figure of so many inches, and its one pair of axes."""
    drawn = figure(figsize=(width, height), layout="constrained")
    return drawn, drawn.subplots()


def bare(ax: "Axes", *sides: str) -> None:
    """Take the lines of these sides away."""
    ax.spines[list(sides)].set_visible(False)
