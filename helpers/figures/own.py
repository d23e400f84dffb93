"""A picture of one's own, drawn with matplotlib, as SVG that fits the page: its words
are words, in the page's type, and its black and white are the page's.
"""

import io
import re

from markupsafe import Markup

from helpers import html as build
from helpers.figures.kinds import Figure

LEAST = 0.85  # of the width at which it was drawn: narrower, it could not be read
_POINT = 4 / 3  # of CSS, in pixels
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt"')
#: What matplotlib writes, and what stands in its place.
_PAGE = [
    (r"\A.*?(?=<svg )", ""),  # what only a file has
    (r"<metadata>.*?</metadata>", ""),
    (r"<style.*?</style>", ""),  # which would hold for the whole page
    (r'(<svg [^>]*?) width="[\d.]+pt"', r"\1"),
    (r'(<svg [^>]*?) height="[\d.]+pt"', r"\1"),
    (r"font-family: [^;\"]*", "font-family: inherit"),
    (r"(fill|stroke): #(?:000000|262626)\b", r"\1: currentColor"),
    (r"stroke: #cccccc\b", "stroke: currentColor"),  # round a legend
    (r"(fill|stroke): #ffffff\b", r"\1: var(--jp-layout-color1, #fff)"),
]


def themed(fig: Figure) -> Markup:
    """A figure of matplotlib as a part of the page."""
    import matplotlib

    file = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        fig.savefig(file, format="svg", bbox_inches="tight", transparent=True)
    svg = file.getvalue()
    size = _SIZE.search(svg)
    width = round(float(size[1]) * _POINT) if size else 0
    for written, wanted in _PAGE:
        svg = re.sub(written, wanted, svg, flags=re.DOTALL)
    widths = f"max-width:{width}px;min-width:{round(LEAST * width)}px"
    drawn = build.tag("div", Markup(svg), style=widths)  # matplotlib escapes its words
    return build.tag("div", drawn, class_="pb-own-picture")
