"""Pictures of topic models: what one is made of, and how stable its topics are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from helpers.errors import SearchError
from helpers.figures.canvas import INK, axes, bare, figure
from helpers.figures.kinds import DataFrame, Figure, Of, Table, TopicModel
from helpers.maps.layout import spread
from helpers.validation import Some, validated

if TYPE_CHECKING:
    from matplotlib.axes import Axes

METHODS = {"nmf": (INK, "o"), "lda": ("#c849a9", "s")}  # colour and marker
CHANGES = {
    "seed": ("other random starts", "-"),
    "sample": ("four fifths of the paragraphs", "--"),
}


@validated
def factors(
    model: Annotated[
        TopicModel,
        Of("helpers.topics", "TopicModel", "a model, as topics.fit([…]) gives it"),
    ],
    cites: Annotated[Sequence[str], Some(str)],
    listed: Annotated[Sequence[str], Some(str)],
) -> Figure:
    """A factorization in small: the topics' shares of some units, times the words'
    weights in the topics, gives what the model expects.

    `cites` are units of the model, `listed` words of it; SearchError for another.
    """
    _known(cites, model.weights.index, "unit")
    _known(listed, model.word_weights.columns, "word")
    left, right = model.weights.loc[cites], model.word_weights[listed]
    tables = [
        ("the topics’ share of each place", left, "{:.2f}", 1),
        ("times: the words of each topic, in a thousand", right, "{:.0f}", 1000),
        ("gives: words expected, in a thousand", left @ right, "{:.0f}", 1000),
    ]
    fig = figure(figsize=(11, 0.45 * len(cites) + 1.9), layout="constrained")
    widths = [len(table.columns) + 1.5 for _, table, *_ in tables]
    all_axes = fig.subplots(1, 3, width_ratios=widths)
    for ax, (name, table, written, times) in zip(all_axes, tables):
        _draw_shades(ax, table, written, times)
        ax.set_title(name, fontsize=10)
    return fig


def _known(asked: Sequence[str], known: Sequence[str], what: str) -> None:
    missing = [each for each in asked if each not in known]
    if missing:
        raise SearchError(
            f"“{missing[0]}” is no {what} of this model. Take some of"
            f" {', '.join(map(str, known[:3]))} …"
        )


def _draw_shades(ax: "Axes", table: DataFrame, written: str, times: int) -> None:
    """A table of numbers, each on a field the darker the larger it is."""
    values = table.to_numpy()
    most = float(values.max()) * 1.8  # so that the darkest is read with ease
    edges: dict[str, Any] = {"edgecolor": "white", "linewidth": 2}
    ax.pcolormesh(values, cmap="Greys", vmin=0, vmax=most, **edges)
    for (y, x), value in ((at, values[at]) for at in _places(values.shape)):
        number = written.format(value * times)
        ax.text(x + 0.5, y + 0.5, number, ha="center", va="center", fontsize=9)
    names = [[_name(each) for each in axis] for axis in (table.columns, table.index)]
    columns, rows = ([n + 0.5 for n in range(len(each))] for each in names)
    ax.set_xticks(columns, names[0], rotation=35, ha="right", fontsize=9)
    ax.set_yticks(rows, names[1], fontsize=9)
    ax.invert_yaxis()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def _places(shape: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(y, x) for y in range(shape[0]) for x in range(shape[1])]


def _name(label: object) -> str:
    return f"topic {label}" if isinstance(label, int) else str(label)


@validated
def stability(
    table: Annotated[
        DataFrame, Table("method", "kind", numbers="k agreement", least=1)
    ],
) -> Figure:
    """How much topics agree with themselves, by their number: a line for each method
    and kind of change, of such a table as topics.stability gives.
    """
    fig, ax = axes(8, 4)
    lines: dict[Any, DataFrame] = {
        key: line for key, line in table.groupby(["method", "kind"])
    }
    last = {key: float(line["agreement"].iloc[-1]) for key, line in lines.items()}
    order = sorted(lines, key=lambda key: -last[key])
    ends = spread([-last[key] for key in order], [0.055] * (len(order) - 1))
    for key, end in zip(order, ends):
        _draw_line(ax, key, lines[key], -end)
    ax.set(
        xlabel="number of topics",
        ylabel="agreement",
        ylim=(0, 1),
        xlim=(table["k"].min() - 0.2, table["k"].max() + 3.6),
    )
    ax.set_xticks(sorted(set(table["k"])))
    bare(ax, "top", "right")
    return fig


def _draw_line(
    ax: "Axes", key: tuple[str, str], line: DataFrame, height: float
) -> None:
    """A method under a kind of change, with its label at this height."""
    method, kind = key
    colour, marker = METHODS.get(method, METHODS["lda"])
    words, stroke = CHANGES.get(kind, (kind, ":"))
    style: dict[str, Any] = {"marker": marker, "markersize": 4, "linestyle": stroke}
    ax.plot(line["k"], line["agreement"], color=colour, **style)
    label: dict[str, Any] = {"color": colour, "va": "center", "fontsize": 9}
    ax.text(line["k"].max() + 0.15, height, f"{method.upper()}, {words}", **label)
