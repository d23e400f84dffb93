"""Pictures and tables as a page can show them to everyone: with a text alternative,
the data beside them, and one look for each text.

We draw with HTML and SVG in the type of the page. To import this loads neither
matplotlib, which draws pictures of one's own, nor pandas, which comes with a table.
"""

import logging

from helpers.figures.counts import bars, chance, voices
from helpers.figures.drawing import Picture
from helpers.figures.history import gap, timeline
from helpers.figures.looks import Look, look
from helpers.figures.models import factors, stability
from helpers.figures.shown import html, show, table, table_html
from helpers.figures.strips import dispersion, places, thirds

# a first figure of one's own would begin with a red line on a cache of fonts
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

__all__ = [
    "Look",
    "Picture",
    "bars",
    "chance",
    "dispersion",
    "factors",
    "gap",
    "html",
    "look",
    "places",
    "show",
    "stability",
    "table",
    "table_html",
    "thirds",
    "timeline",
    "voices",
]
