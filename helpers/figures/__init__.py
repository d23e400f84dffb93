"""Pictures and tables as a page can show them to everyone: with a text alternative,
the data beside them, and one look for each text.

To import this loads neither matplotlib nor pandas: the first comes with a picture that
is drawn, the second with the table that is shown.
"""

from helpers.figures.counts import chance, dispersion, thirds, voices
from helpers.figures.history import timeline
from helpers.figures.looks import Look, look
from helpers.figures.models import factors, stability
from helpers.figures.shown import html, show, table, table_html

__all__ = [
    "Look",
    "chance",
    "dispersion",
    "factors",
    "html",
    "look",
    "show",
    "stability",
    "table",
    "table_html",
    "thirds",
    "timeline",
    "voices",
]
