"""Pictures of words counted: whether a difference may be chance, and whose voice words
are in.
"""

from collections.abc import Sequence
from typing import Annotated

from markupsafe import Markup

from helpers.errors import SeminarError
from helpers.figures.drawing import (
    Picture,
    percent,
    round_numbers,
    scale,
    sign,
    stroke,
)
from helpers.figures.kinds import Chance, DataFrame, Of, Table
from helpers.figures.looks import dressed, hatched
from helpers.html import join, tag
from helpers.validation import Wrong, validated

BARS = 41  # of the shuffles
HIGH = 11.0  # of the largest, in em


def two(value: object) -> object:
    """The ids of two texts, as an annotation wants them."""
    pair = list(value) if isinstance(value, list | tuple) else []
    if len(pair) != 2 or not all(isinstance(each, str) for each in pair):
        raise Wrong('the ids of two texts, as ("1906", "1936")')
    return pair


Shuffled = Annotated[
    Chance, Of("helpers.comparison", "Chance", "what comparison.chance(…) gives")
]
Pair = Annotated[Sequence[str], two]


@validated
def chance(result: Shuffled, names: Pair) -> Picture:
    """A difference of rates among the differences that shuffled paragraphs give;
    `names` are the two texts, in the order of the result.
    """
    counts, edges = _counted(result)
    ends = [edges[0], edges[-1], result.difference]
    first, last = min(ends), max(ends)

    def across(rate: float) -> float:
        return (rate - first) / ((last - first) or 1)

    more_in = names[0] if result.difference > 0 else names[1]
    how = f"these texts: {abs(result.difference):.1f} more per 1,000 words in {more_in}"
    line = stroke((across(result.difference),) * 2, ("0", "100%"))
    ticks = [(across(n), f"{abs(n):g}") for n in round_numbers(first, last)]
    return Picture(
        join(
            [
                tag("p", sign(more_in), tag("b", how)),
                tag(
                    "div",
                    _bars(counts, list(map(across, edges))),
                    tag("svg", line, width="100%", height="100%", **dressed(more_in)),
                    class_="pb-plot",
                    style=f"height:{HIGH}em",
                ),
                scale(ticks),
                _which_way(names),
            ]
        )
    )


@validated
def bars(result: Shuffled, names: Pair) -> DataFrame:
    """The bars of `chance` as a table: from, to, and how many shuffles differ so."""
    import pandas as pd

    counts, edges = _counted(result)
    named = [_more(edge, names) for edge in edges]
    rows = zip(named, named[1:], counts)
    return pd.DataFrame(rows, columns=["from", "to", "shuffles"])


def _counted(result: Chance) -> tuple[list[int], list[float]]:
    """How many shuffles each bar has, and where the bars begin and end."""
    import numpy as np

    if not len(result.shuffled):
        raise SeminarError("Nothing was shuffled: ask comparison.chance for shuffles.")
    counts, edges = np.histogram(result.shuffled, bins=BARS)
    return counts.tolist(), edges.tolist()


def _more(difference: float, names: Sequence[str]) -> str:
    """A difference without a sign: which text has more.

    >>> _more(-1.234, ("1906", "1936"))
    '1.23 more in 1936'
    """
    return f"{abs(difference):.2f} more in {names[0 if difference > 0 else 1]}"


def _bars(counts: Sequence[int], edges: list[float]) -> Markup:
    """One bar for each range of differences."""
    most = max(*counts, 1)
    drawn = [
        tag(
            "rect",
            x=percent(start),
            y=percent(1 - count / most),
            width=percent(max(end - start - 0.002, 0.002)),
            height=percent(count / most),
        )
        for start, end, count in zip(edges, edges[1:], counts)
        if count
    ]
    return tag("svg", *drawn, width="100%", height="100%", class_="pb-grey")


def _which_way(names: Sequence[str]) -> Markup:
    return tag(
        "p",
        tag("span", f"← more per 1,000 words in {names[1]}"),
        tag("span", f"more per 1,000 words in {names[0]} →"),
        class_="pb-ends",
    )


@validated
def voices(
    shares: Annotated[DataFrame, Table("voice", "text", numbers="percent", least=1)],
) -> Picture:
    """How many words in a hundred are in another voice: `shares` has one row for
    each voice and text, with columns voice, text, percent. Where it has a column
    places, a bar leads to the first of them.
    """
    most = max(shares["percent"].max(), 1e-9)
    groups = []
    for voice in shares["voice"].unique():
        rows = shares[shares["voice"] == voice].to_dict("records")
        drawn = [_bar(row, most) for row in rows]
        groups.append(tag("div", tag("p", tag("b", voice)), *drawn))
    return Picture(tag("div", *groups, class_="pb-voices-of"))


def _bar(row: dict, most: float) -> Markup:
    """A bar with the hatch of its text, and what it says in words."""
    share, text_id = row["percent"], str(row["text"])
    first = str(row.get("places") or "").split(",")[0]
    drawn = tag(
        "a",
        href=f"#{first}" if first else None,
        title=f"the first is {first}" if first else None,
        tabindex="-1",
        **dressed(
            text_id,
            f"pb-share {hatched(text_id)}",
            f"width:calc((100% - 8em) * {max(share, 0) / most:.4f})",
        ),
    )
    words = tag("span", f"{share:.1f} % of {text_id}")
    return tag("div", drawn if share > 0 else None, words, class_="pb-bar-row")
