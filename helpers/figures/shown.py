"""Pictures and tables on a page: HTML with a text alternative, captions, and the data
of a picture beside it.
"""

import base64
import io
from typing import Annotated

from markupsafe import Markup

from helpers import html as build
from helpers.errors import SeminarError
from helpers.figures.kinds import DataFrame, Figure, Of, Table
from helpers.validation import validated

LEAST = 0.8  # of the width at which a picture was drawn

Frame = Annotated[DataFrame, Table()]
Picture = Annotated[
    Figure,
    Of("matplotlib.figure", "Figure", "a picture, as figures.dispersion(…) gives it"),
]


@validated
def table_html(frame: Frame, caption: str = "") -> Markup:
    """A table as HTML: uncut, captioned, without the row numbers, every cell escaped.

    >>> import pandas as pd
    >>> table_html(pd.DataFrame({"a": ["<b>"]}))[-74:]
    Markup('<tbody><tr><td style="text-align:left">&lt;b&gt;</td></tr></tbody></table>')
    """
    from pandas.api.types import is_numeric_dtype

    return build.table(
        caption,
        frame.columns,
        [map(_cell, row) for row in frame.itertuples(index=False)],
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
def html(fig: Picture, alt: str, table: Frame, caption: str = "") -> Markup:
    """A figure as HTML that keeps its text alternative and carries its data: `<figure>`
    with the picture, the caption, and a table to open.

    `alt` says in words what the picture shows; an empty one raises SeminarError.
    """
    if not alt.strip():
        raise SeminarError(
            "A picture without a text alternative: say in `alt` what it shows, for"
            " those who cannot see it."
        )
    image = io.BytesIO()
    fig.savefig(image, format="png", dpi=160, bbox_inches="tight", facecolor="white")
    width = round(fig.get_size_inches()[0] * 96)
    return _figure("png", image.getvalue(), width, alt, table, caption)


def drawn(svg: Markup, alt: str, table: Frame, caption: str = "") -> Markup:
    """A picture of `helpers.figures.quick` as HTML, as `html` has it."""
    width = round(float(svg.partition('width="')[2].partition('"')[0]))
    return _figure("svg+xml", svg.encode(), width, alt, table, caption)


def _figure(
    kind: str, image: bytes, width: int, alt: str, table: DataFrame, caption: str
) -> Markup:
    # Narrower, its words could not be read: it scrolls in a window that is.
    widths = f"width:100%;max-width:{width}px;min-width:{round(LEAST * width)}px"
    picture = build.tag(
        "img",
        alt=alt,
        src=f"data:image/{kind};base64,{base64.b64encode(image).decode()}",
        style=f"{widths};height:auto",
    )
    return build.tag(
        "figure",
        picture,
        build.tag("figcaption", caption) if caption else None,
        build.details("The data of this picture", table_html(table)),
        style="margin:1em 0;overflow-x:auto",
    )


@validated
def show(fig: Picture, alt: str, table: Frame, caption: str = "") -> None:
    """Put a figure on the page, with its text alternative and its data."""
    _display(html(fig, alt, table, caption))


@validated
def table(frame: Frame, caption: str = "") -> None:
    """Put a table on the page, uncut and captioned."""
    _display(table_html(frame, caption))


def _display(markup: Markup) -> None:
    from IPython.display import HTML, display

    display(HTML(str(markup)))
