"""Pictures of topic models: what one is made of, and how stable its topics are."""

from collections.abc import Sequence
from typing import Annotated, Any

from markupsafe import Markup

from helpers.errors import SearchError
from helpers.figures.drawing import Picture, dot, percent, round_numbers, scale
from helpers.figures.kinds import DataFrame, Of, Table, TopicModel
from helpers.html import tag
from helpers.maps.layout import spread
from helpers.validation import Some, validated

HIGH = 18.0  # of the picture of agreements, in em
_LINE = 1.5  # of a label beside it
METHODS = {"nmf": ("", "o"), "lda": ("#c849a9", "s")}  # colour and marker
CHANGES = {
    "seed": ("other random starts", ""),
    "sample": ("four fifths of the paragraphs", "7 5"),
}


@validated
def factors(
    model: Annotated[
        TopicModel,
        Of("helpers.topics", "TopicModel", "a model, as topics.fit([…]) gives it"),
    ],
    cites: Annotated[Sequence[str], Some(str)],
    listed: Annotated[Sequence[str], Some(str)],
) -> Picture:
    """A factorization in small: the topics' shares of some units, times the words'
    weights in the topics, gives what the model expects.

    `cites` are units of the model, `listed` words of it; SearchError for another.
    """
    _known(cites, model.weights.index, "unit")
    _known(listed, model.word_weights.columns, "word")
    left, right = model.weights.loc[cites], model.word_weights[listed]
    tables = [
        _shades("the topics’ share of each place", left, "{:.2f}", 1),
        _shades("times: the words of each topic, in a thousand", right, "{:.0f}", 1000),
        _shades("gives: words expected, in a thousand", left @ right, "{:.0f}", 1000),
    ]
    return Picture(tag("div", *tables, class_="pb-factors"))


def _known(asked: Sequence[str], known: Sequence[str], what: str) -> None:
    missing = [each for each in asked if each not in known]
    if missing:
        raise SearchError(
            f"“{missing[0]}” is no {what} of this model. Take some of"
            f" {', '.join(map(str, known[:3]))} …"
        )


def _shades(name: str, table: DataFrame, written: str, times: int) -> Markup:
    """A table of numbers, each on a field the darker the larger it is."""
    values = table.to_numpy()
    most = max(float(values.max()), 1e-12)
    heads = [tag("th", tag("span", _name(column))) for column in table.columns]
    rows = [
        tag("tr", tag("th", _place(place)), *_fields(row, most, written, times))
        for place, row in zip(table.index, values.tolist())
    ]
    return tag(
        "table",
        tag("caption", name),
        tag("thead", tag("tr", tag("td"), *heads)),
        tag("tbody", *rows),
        class_="pb-shades",
    )


def _fields(row: list[float], most: float, written: str, times: int) -> list[Markup]:
    return [
        tag("td", written.format(value * times), style=f"--pb-much:{value / most:.0%}")
        for value in row
    ]


def _name(label: object) -> str:
    return f"topic {label}" if isinstance(label, int) else str(label)


def _place(label: object) -> object:
    """A unit as what leads to it; a topic by its name."""
    if isinstance(label, int):
        return _name(label)
    return tag("a", label, href=f"#{label}", class_="pb-mark", tabindex="-1")


@validated
def stability(
    table: Annotated[
        DataFrame, Table("method", "kind", numbers="k agreement", least=1)
    ],
) -> Picture:
    """How much topics agree with themselves, by their number: a line for each method
    and kind of change, of such a table as topics.stability gives.
    """
    lines = {key: line for key, line in table.groupby(["method", "kind"])}
    last = {key: float(line["agreement"].iloc[-1]) for key, line in lines.items()}
    order = sorted(lines, key=lambda key: -last[key])
    ends = spread([-last[key] for key in order], [_LINE / HIGH] * (len(order) - 1))
    first, final = float(table["k"].min()), float(table["k"].max())

    def across(k: float) -> float:
        return (k - first) / ((final - first) or 1)

    labels = [_label(key, 1 + end) for key, end in zip(order, ends)]
    drawn = [_line(key, lines[key], across) for key in order]
    heights = [
        tag("span", f"{height:g}", style=f"top:{percent(1 - height)}")
        for height in round_numbers(0, 1)
    ]
    numbers = [(across(k), f"{k:g}") for k in sorted(set(table["k"]))]
    plot = tag(
        "div",
        tag("div", *heights, class_="pb-heights"),
        *drawn,
        class_="pb-plot",
        style=f"height:{HIGH}em",
    )
    below = tag("div", scale(_few(numbers)), tag("p", "number of topics"))
    beside = tag("ul", *labels, class_="pb-labels")
    parts = [tag("p", "agreement"), plot, beside, below]
    return Picture(tag("div", *parts, class_="pb-agreements"))


def _few(numbers: list[tuple[float, str]], most: int = 12) -> list[tuple[float, str]]:
    """Every number, or every second, third … where there are many."""
    return numbers[:: -(-len(numbers) // most)]


def _style(key: tuple[str, str]) -> tuple[dict[str, Any], str, str, str]:
    """Of a method under a kind of change: how it looks, its marker, the dashes of its
    line, and its name.
    """
    method, kind = key
    colour, marker = METHODS.get(method, METHODS["lda"])
    words, dashes = CHANGES.get(kind, (kind, "2 4"))
    look = {"class_": "pb-look", "style": f"--pb-own:{colour}"} if colour else {}
    return look, marker, dashes, f"{method.upper()}, {words}"


def _label(key: tuple[str, str], height: float) -> Markup:
    """What a line is, with a piece of it; at this height where there is room."""
    look, marker, dashes, name = _style(key)
    piece = tag(
        "svg",
        tag("line", x1="0", x2="100%", y1="50%", y2="50%", stroke_dasharray=dashes),
        dot(marker, 0.5),
        width="2.4em",
        height="1em",
        **look,
    )
    return tag("li", piece, " ", name, style=f"--pb-at:{percent(height)}")


def _line(key: tuple[str, str], line: DataFrame, across) -> Markup:
    """A method under a kind of change: its line, and a mark at each number."""
    look, marker, dashes, _ = _style(key)
    points = [(across(k), 1 - value) for k, value in zip(line["k"], line["agreement"])]
    way = tag(
        "polyline",
        points=" ".join(f"{100 * x:.2f},{100 * y:.2f}" for x, y in points),
        stroke_dasharray=dashes,
        vector_effect="non-scaling-stroke",
    )
    stretched = {"viewBox": "0 0 100 100", "preserveAspectRatio": "none"}
    whole = {"width": "100%", "height": "100%"}
    marks = [dot(marker, x, percent(y)) for x, y in points]
    return tag("svg", tag("svg", way, **stretched, **whole), *marks, **whole, **look)
