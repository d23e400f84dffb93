"""Pictures and tables on a page: HTML with a text alternative, captions, and the data
of a picture beside it.
"""

import re
from collections.abc import Callable
from typing import Annotated

from markupsafe import Markup, escape

from helpers import html as build
from helpers.errors import SeminarError
from helpers.figures.drawing import STYLE, Picture
from helpers.figures.kinds import DataFrame, Figure, Of, Table
from helpers.figures.own import themed
from helpers.validation import validated

Frame = Annotated[DataFrame, Table()]
#: Columns of the data whose cells lead to their words.
_CITES = {"cite", "place", "places"}
_PLACE = re.compile(r"(?<![^\s,])[^\s,;:&]+:\d[\d.–-]*(?![^\s,])")
_LINKED = r'<a class="pb-mark" href="#\g<0>">\g<0></a>'
_figure_of_ones_own = Of(
    "matplotlib.figure", "Figure", "a picture, as figures.dispersion(…) gives it"
)


def _picture(value: object) -> object:
    """A picture of ours or of one's own, as an annotation wants it."""
    return value if isinstance(value, Picture) else _figure_of_ones_own(value)


Shown = Annotated[Picture | Figure, _picture]


@validated
def table_html(frame: Frame, caption: str = "") -> Markup:
    """A table as HTML: uncut, captioned, without the row numbers, every cell escaped.

    >>> import pandas as pd
    >>> table_html(pd.DataFrame({"a": ["<b>"]}))[-60:]
    Markup(' style="text-align:left">&lt;b&gt;</td></tr></tbody></table>')
    """
    return _table(frame, caption, lambda _, value: _cell(value))


def _table(
    frame: DataFrame, caption: str, cell: Callable[[object, object], object]
) -> Markup:
    """A table of which each row is named by its first cell."""
    from pandas.api.types import is_numeric_dtype

    return build.table(
        caption,
        frame.columns,
        [
            map(cell, frame.columns, row)
            for row in frame.itertuples(index=False, name=None)
        ],
        sides=["right" if is_numeric_dtype(kind) else "left" for kind in frame.dtypes],
        widths=_widths(frame),
        named=_is_named(frame),
    )


def _is_named(frame: DataFrame) -> bool:
    """Whether the first column names the rows: it has no two alike, and no measure."""
    from pandas.api.types import is_float_dtype

    if frame.shape[1] < 2 or is_float_dtype(frame.dtypes.iloc[0]):
        return False
    return frame.iloc[:, 0].astype(str).is_unique


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "–" if value != value else f"{value:.2f}"
    return str(value)


def _leading(column: object, value: object) -> object:
    """A cell of a picture's data; where it has citations, they lead to their words."""
    written = escape(_cell(value))
    if column not in _CITES:
        return written
    return Markup(_PLACE.sub(_LINKED, str(written)))


def _widths(frame: DataFrame) -> list[float]:
    """Shares of the width by the length of what stands in each column, for print, where
    the table must fit the page.
    """
    typical = [
        column.astype(str).str.len().quantile(0.9) if len(frame) else 0
        for _, column in frame.items()
    ]
    lengths = [
        max(len(str(name)) + 4, min(60, length))
        for name, length in zip(frame.columns, typical)
    ]
    return [100 * length / sum(lengths) for length in lengths]


@validated
def html(fig: Shown, alt: str, table: Frame, caption: str = "") -> Markup:
    """A figure as HTML that keeps its text alternative and carries its data: `<figure>`
    with the picture, the caption, and a table to open.

    `fig` is a picture of this room, or a figure of matplotlib. `alt` says in words what
    it shows; an empty one raises SeminarError.
    """
    if not alt.strip():
        raise SeminarError(
            "A picture without a text alternative: say in `alt` what it shows, for"
            " those who cannot see it."
        )
    return build.tag("style", Markup(STYLE)) + drawn(fig, alt, table, caption)


def drawn(fig: Picture | Figure, alt: str, table: DataFrame, caption: str) -> Markup:
    """What `html` gives, for a panel, which has the styles.

    What is drawn is for the eye and the pointer; who listens has `alt` in its place,
    and with the keyboard its marks are the links of the table. So a picture of a
    hundred marks is no stop of the Tab key.
    """
    picture = fig if isinstance(fig, Picture) else themed(fig)
    return build.tag(
        "figure",
        build.tag("span", role="img", aria_label=alt, class_="pb-alternative"),
        build.tag("div", Markup(picture), class_="pb-picture", aria_hidden="true"),
        build.tag("figcaption", caption) if caption else None,
        build.details(
            "The data of this picture",
            build.scroll("Data", _table(table, "Data", _leading)),
        ),
        class_="pb-figure",
    )


@validated
def show(fig: Shown, alt: str, table: Frame, caption: str = "") -> None:
    """Put a figure on the page, with its text alternative and its data."""
    _display(html(fig, alt, table, caption))


@validated
def table(frame: Frame, caption: str = "") -> None:
    """Put a table on the page, uncut and captioned."""
    _display(table_html(frame, caption))


def _display(markup: Markup) -> None:
    from IPython.display import HTML, display

    display(HTML(str(markup)))
