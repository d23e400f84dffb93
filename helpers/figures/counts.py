"""Pictures of words counted: where they fall, whether a difference may be chance, and
whose voice they are in.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from helpers.errors import SeminarError
from helpers.figures.canvas import PALE, axes, bare
from helpers.figures.kinds import Chance, DataFrame, Figure, Of, Table
from helpers.figures.looks import look
from helpers.texts import Text
from helpers.validation import Some, Wrong, validated

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def two(value: object) -> object:
    """The ids of two texts, as an annotation wants them."""
    pair = list(value) if isinstance(value, list | tuple) else []
    if len(pair) != 2 or not all(isinstance(each, str) for each in pair):
        raise Wrong('the ids of two texts, as ("1906", "1936")')
    return pair


@validated
def dispersion(
    texts: Annotated[Sequence[Text], Some(Text)],
    queries: Annotated[Sequence[str], Some(str)],
    names: Annotated[Sequence[str], Some(str)] | None = None,
) -> Figure:
    """Where words fall: one strip for each word and text, a mark for each time it
    stands there, faint lines where sections begin.

    `names` are what the strips are called, a name for each search; without them they
    are called after the searches.
    """
    from helpers import words  # here: not every picture counts, and a table never does

    names = queries if names is None else names
    if len(names) != len(queries):
        raise SeminarError(
            f"There are {len(names)} names for {len(queries)} searches. Give a name for"
            " each."
        )
    rows = [
        (text, query, name) for query, name in zip(queries, names) for text in texts
    ]
    fig, ax = axes(10, 0.5 * len(rows) + 0.8)
    longest = max(len(words.index(text)) for text in texts)
    for row, (text, query, _) in enumerate(rows):
        _draw_strip(ax, row, text, query, longest * 0.01)
    labels = [f"{name}, {text.id}" for text, _, name in rows]
    ax.set_yticks(range(len(rows)), labels, parse_math=False)  # a $ is a dollar
    ax.set_xlabel("words from the beginning of the text")
    ax.set(xlim=(-longest * 0.01, longest * 1.16), ylim=(len(rows) - 0.5, -0.5))
    bare(ax, "top", "right", "left")
    ax.tick_params(left=False)
    return fig


@validated
def thirds(text: Text, queries: Annotated[Sequence[str], Some(str)]) -> str:
    """The marks of `dispersion` in words: how many stand in each third of a text.

    >>> from helpers import texts
    >>> thirds(texts.load("1906"), ["will"])
    'Marks in the first, middle and last third: will 24, 3 and 17.'
    """
    from helpers import words

    length, counted = len(words.index(text)), []
    for query in queries:
        third = words.positions(text, query)["at"] * 3 // length
        first, middle, last = ((third == n).sum() for n in range(3))
        counted.append(f"{query} {first}, {middle} and {last}")
    return f"Marks in the first, middle and last third: {'; '.join(counted)}."


def _draw_strip(ax: "Axes", row: int, text: Text, query: str, gap: float) -> None:
    from helpers import words

    length, style = len(words.index(text)), look(text.id)
    places = words.positions(text, query)["at"]
    ax.plot([0, length], [row, row], color=PALE, linewidth=0.8)
    ax.vlines(begins(text), row - 0.4, row + 0.4, color=PALE, linewidth=0.8)
    for marker, size in (("|", 15), (style.marker, 3.5)):
        ax.plot(
            places,
            [row] * len(places),
            linestyle="none",
            marker=marker,
            markersize=size,
            color=style.colour,
        )
    count = f"{len(places)} in {length:,} words"
    ax.text(length + gap, row, count, va="center", fontsize=9)


def begins(text: Text) -> list[int]:
    """How many words stand before each section but the first."""
    from helpers import words

    index = words.index(text)
    sizes = dict(zip(index.cites, index.words_in_paragraph.tolist()))
    firsts = {section.first for section in text.sections[1:]}
    begins, passed = [], 0
    for paragraph in text:
        if paragraph.number in firsts:
            begins.append(passed)
        passed += sizes.get(paragraph.cite, 0)  # a bracketed note is not counted
    return begins


@validated
def chance(
    result: Annotated[
        Chance, Of("helpers.comparison", "Chance", "what comparison.chance(…) gives")
    ],
    names: Annotated[Sequence[str], two],
) -> Figure:
    """A difference of rates among the differences that shuffled paragraphs give;
    `names` are the two texts, in the order of the result.
    """
    if not len(result.shuffled):
        raise SeminarError("Nothing was shuffled: ask comparison.chance for shuffles.")
    fig, ax = axes(8, 3)
    # One bar for each range of differences; the observed one may lie outside them all.
    ax.hist(result.shuffled, bins=41, color=PALE, edgecolor="white", linewidth=0.3)
    more_in = names[0] if result.difference > 0 else names[1]
    ax.axvline(result.difference, color=look(more_in).colour, linewidth=2)
    on_the_left = result.difference > sum(ax.get_xlim()) / 2  # there is room for words
    ax.annotate(
        f"these texts: {abs(result.difference):.1f} more per 1,000 words in {more_in}",
        (result.difference, ax.get_ylim()[1] * 0.95),
        xytext=(-5 if on_the_left else 5, 0),
        textcoords="offset points",
        ha="right" if on_the_left else "left",
        va="top",
        color=look(more_in).colour,
    )
    ax.set(
        yticks=[],
        xlabel=f"← more per 1,000 words in {names[1]}        after shuffling       "
        f" more per 1,000 words in {names[0]} →",
    )
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    bare(ax, "top", "right", "left")
    return fig


@validated
def voices(
    shares: Annotated[DataFrame, Table("voice", "text", numbers="percent", least=1)],
) -> Figure:
    """How many words in a hundred are in another voice: `shares` has one row for
    each voice and text, with columns voice, text, percent.
    """
    kinds, ids = shares["voice"].unique().tolist(), shares["text"].unique().tolist()
    group = len(ids) + 0.6  # bars side by side, and a gap
    fig, ax = axes(8, 0.45 * len(shares) + 0.9)
    for row in shares.itertuples():
        place = kinds.index(row.voice) * group + ids.index(row.text)
        style = look(row.text)
        ax.barh(
            place,
            row.percent,
            color="white",
            edgecolor=style.colour,
            hatch=style.hatch,
            linewidth=1.2,
        )
        label = f"{row.percent:.1f} % of {row.text}"
        ax.text(row.percent + 0.05, place, label, va="center", fontsize=9)
    ax.set(
        yticks=[n * group + (len(ids) - 1) / 2 for n in range(len(kinds))],
        yticklabels=kinds,
        xlabel="words in a hundred",
    )
    ax.set_xlim(0, max(shares["percent"]) * 1.25)
    ax.invert_yaxis()
    bare(ax, "top", "right", "left")
    ax.tick_params(left=False)
    return fig
