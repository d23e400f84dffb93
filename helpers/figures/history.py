"""The picture of the years: what the texts name, and what they do not."""

from typing import TYPE_CHECKING, Annotated, Any

from helpers.errors import SeminarError
from helpers.figures.canvas import INK, PALE, figure
from helpers.figures.kinds import DataFrame, Figure, Table
from helpers.maps.layout import spread
from helpers.validation import Whole, validated

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE = 0.19  # inches for one label
STYLE: dict[str, Any] = {"color": INK, "markersize": 4, "linestyle": "none"}
SIDES = (  # which side, what stands above it, and the mark of an event
    (-1, "Named in these texts", "o", INK),
    (1, "Not named in them", "D", "white"),
)
Year = Annotated[int, Whole(1, 9_999)]


@validated
def timeline(
    events: Annotated[DataFrame, Table("date", "title", "named")],
    first: Year = 1905,
    last: Year = 1937,
) -> Figure:
    """Events down a line of years: on the left those that the texts name, on the
    right those that they do not.

    `events` is such a table as texts.timeline() gives; drawn are those from the year
    `first` to the end of the year before `last`.
    """
    if first >= last:
        raise SeminarError(f"No years from {first} to {last}: give the earlier first.")
    chosen = _with_years(events, first, last)
    sides = [chosen[chosen["named"] == "yes"], chosen[chosen["named"] != "yes"]]
    inches = max(*map(len, sides), 1) * LINE / (last - first)  # for a year
    places = [
        spread(list(side["year"]), [LINE / inches] * (len(side) - 1)) for side in sides
    ]
    ends = [first, last, *(end for side in places for end in (side[:1] + side[-1:]))]
    top, bottom, margin = min(ends), max(ends), 3 * LINE / inches
    fig = figure(figsize=(10, (bottom - top + margin * 1.3) * inches))
    ax = fig.add_axes((0.01, 0.0, 0.98, 1.0))
    for (sign, name, marker, fill), side, at in zip(SIDES, sides, places):
        _write(ax, sign, top - margin * 0.6, name, fontsize=11, weight="bold")
        _draw_side(ax, side, at, sign)
        marks = [0.02 * sign] * len(side)
        ax.plot(marks, side["year"], marker, **STYLE, markerfacecolor=fill, zorder=2)
    ax.plot([0, 0], [first, last], color=INK, linewidth=1)
    ax.set(xlim=(-1, 1), ylim=(bottom + margin * 0.3, top - margin))
    ax.axis("off")
    return fig


def _with_years(events: DataFrame, first: int, last: int) -> DataFrame:
    """The events of these years in their order; without a month one is in July."""
    dates = events["date"].astype(str)
    unread = dates[~dates.str.match(r"\d{4}(-(0[1-9]|1[0-2])|$)")]
    if len(unread):
        raise SeminarError(
            f"{unread.iloc[0]!r} is no date. Write 1905, 1905-10 or 1905-10-17."
        )
    months = dates.str[5:7].replace("", "07").astype(int)
    dated = events.assign(
        date=dates, year=dates.str[:4].astype(int) + (months - 1) / 12
    )
    within = (dated["year"] >= first) & (dated["year"] < last)
    return dated[within].sort_values("year", kind="stable")


def _draw_side(ax: "Axes", events: DataFrame, places: list[float], sign: int) -> None:
    """The events of one side, left for a `sign` of -1: a label for each where there is
    room for it, and a line from there to its year.
    """
    for place, event in zip(places, events.itertuples()):
        ax.plot(
            [0.02 * sign, 0.05 * sign, 0.11 * sign],
            [event.year, place, place],
            color=PALE,
            linewidth=0.8,
            zorder=1,
        )
        _write(ax, sign, place, f"{event.date[:4]}  {event.title}", fontsize=8.5)


def _write(ax: "Axes", sign: int, place: float, words: str, **style: Any) -> None:
    side = "right" if sign < 0 else "left"
    ax.text(0.12 * sign, place, words, ha=side, va="center", **style)
