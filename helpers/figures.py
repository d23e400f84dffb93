"""Pictures and tables as a page can show them to everyone: with a text alternative,
the data beside them, and one look for each text.
"""

import base64
import hashlib
import html as escaping
import io
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from helpers import words
from helpers.errors import SeminarError
from helpers.layout import spread


class Look(NamedTuple):
    """How one text is drawn everywhere: colour, and marker and hatch, since colour
    alone does not carry.
    """

    colour: str
    marker: str
    hatch: str


# Three colours of matplotlib's petroff8 with a contrast of at least 3 : 1 on white.
_LOOKS = {"1906": Look("#1845fb", "o", "///"), "1936": Look("#c91f16", "s", "...")}
_OTHER = [  # of whose colours, markers and hatches a text of your own has one each
    Look("#656364", "^", "xxx"),
    Look("#c849a9", "D", "|||"),
    Look("#1845fb", "v", "---"),
    Look("#c91f16", "P", "+++"),
]
_INK, _PALE = "#222222", "#bbbbbb"


def look(text_id):
    """The look of a text; that of a text of your own follows from its id alone, so that
    it is the same in every notebook, whatever was drawn before.

    >>> look("1906").marker
    'o'
    """
    places = [byte % 4 for byte in hashlib.sha256(str(text_id).encode()).digest()]
    own = [part[place] for part, place in zip(zip(*_OTHER), places)]
    return _LOOKS.get(str(text_id), Look(*own))


def table_html(frame, caption=""):
    """A table as HTML: uncut, captioned, without the row numbers, every cell escaped.

    >>> table_html(pd.DataFrame({"a": ["<b>"]}))[-74:]
    '<tbody><tr><td style="text-align:left">&lt;b&gt;</td></tr></tbody></table>'
    """

    def cells(tag, values):
        return "".join(
            f'<{tag} style="text-align:{side}">{_cell(value)}</{tag.split()[0]}>'
            for value, side in zip(values, sides)
        )

    sides = [
        "right" if pd.api.types.is_numeric_dtype(kind) else "left"
        for kind in frame.dtypes
    ]
    head = (
        f'<caption style="text-align:left">{escaping.escape(caption)}</caption>'
        if caption
        else ""
    )
    rows = "".join(
        f"<tr>{cells('td', row)}</tr>" for row in frame.itertuples(index=False)
    )
    names = cells("th scope='col'", frame.columns)
    # Shares of the width by the length of what stands in each column, for print, where
    # the table must fit the page.
    typical = [
        column.astype(str).str.len().quantile(0.9) if len(frame) else 0
        for _, column in frame.items()
    ]
    lengths = [
        max(len(str(name)) + 4, min(60, length))
        for name, length in zip(frame.columns, typical)
    ]
    head += "".join(
        f'<col style="width:{100 * length / sum(lengths):.0f}%">' for length in lengths
    )
    return f"<table>{head}<thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"


def html(fig, alt, table, caption=""):
    """A figure as HTML that keeps its text alternative and carries its data: `<figure>`
    with the picture, the caption, and a table to open.

    `alt` says in words what the picture shows; an empty one raises SeminarError.
    """
    if not str(alt).strip():
        raise SeminarError(
            "A picture without a text alternative: say in `alt` what it shows, for"
            " those who cannot see it."
        )
    image = io.BytesIO()
    fig.savefig(image, format="png", dpi=160, bbox_inches="tight", facecolor="white")
    width = round(fig.get_size_inches()[0] * 96)
    source = base64.b64encode(image.getvalue()).decode()
    said = f"<figcaption>{escaping.escape(caption)}</figcaption>" if caption else ""
    return (
        f'<figure style="margin:1em 0"><img alt="{escaping.escape(alt)}"'
        f' src="data:image/png;base64,{source}"'
        f' style="width:{width}px;max-width:100%;height:auto">{said}<details><summary>The'
        f" data of this picture</summary>{table_html(table)}</details></figure>"
    )


def show(fig, alt, table, caption=""):
    """Put a figure on the page, with its text alternative and its data."""
    _display(html(fig, alt, table, caption))


def table(frame, caption=""):
    """Put a table on the page, uncut and captioned."""
    _display(table_html(frame, caption))


def timeline(events, first=1905, last=1937):
    """Events down a line of years: on the left those that the texts name, on the
    right those that they do not.
    """
    years = (
        events["date"].str[:4].astype(int)
        + (events["date"].str[5:7].replace("", "07").astype(int) - 1) / 12
    )
    chosen = events.assign(year=years)[(years >= first) & (years < last)].sort_values(
        "year", kind="stable"
    )
    sides = [chosen[chosen["named"] == "yes"], chosen[chosen["named"] != "yes"]]
    line = 0.19  # inches for one label
    inches_a_year = max(*map(len, sides), 1) * line / (last - first)
    places = [
        spread(list(side["year"]), [line / inches_a_year] * (len(side) - 1))
        for side in sides
    ]
    top, bottom = (
        min([first, *map(min, filter(None, places))]),
        max([last, *map(max, filter(None, places))]),
    )
    margin = 3 * line / inches_a_year
    fig = Figure(figsize=(10, (bottom - top + margin * 1.3) * inches_a_year))
    ax = fig.add_axes((0.01, 0.0, 0.98, 1.0))
    for side, places_of_side, name, sign, marker, fill in zip(
        sides,
        places,
        ("Named in these texts", "Not named in them"),
        (-1, 1),
        "oD",
        (_INK, "white"),
    ):
        align = "right" if sign < 0 else "left"
        ax.text(
            0.12 * sign,
            top - margin * 0.6,
            name,
            ha=align,
            va="center",
            fontsize=11,
            weight="bold",
        )
        for place, row in zip(places_of_side, side.itertuples()):
            ax.plot(
                [0.02 * sign, 0.05 * sign, 0.11 * sign],
                [row.year, place, place],
                color=_PALE,
                linewidth=0.8,
                zorder=1,
            )
            ax.text(
                0.12 * sign,
                place,
                f"{row.date[:4]}  {row.title}",
                ha=align,
                va="center",
                fontsize=8.5,
            )
        ax.plot(
            [0.02 * sign] * len(side),
            side["year"],
            marker,
            color=_INK,
            markerfacecolor=fill,
            markersize=4,
            zorder=2,
            linestyle="none",
        )
    ax.plot([0, 0], [first, last], color=_INK, linewidth=1)
    ax.set(xlim=(-1, 1), ylim=(bottom + margin * 0.3, top - margin))
    ax.axis("off")
    return fig


def dispersion(texts, queries, names=None):
    """Where words fall: one strip for each word and text, a mark for each time it
    stands there, faint lines where sections begin.
    """
    rows = [
        (text, query, name)
        for query, name in zip(queries, names or queries)
        for text in texts
    ]
    fig = Figure(figsize=(10, 0.5 * len(rows) + 0.8), layout="constrained")
    ax = fig.subplots()
    longest = max(len(words.index(text)) for text in texts)
    for row, (text, query, _) in enumerate(rows):
        found, style = words.positions(text, query), look(text.id)
        length, numbered = len(words.index(text)), words.by_paragraph(text, query)
        begins = (
            numbered["words"].cumsum().shift(fill_value=0).set_axis(numbered["cite"])
        )
        ax.plot([0, length], [row, row], color=_PALE, linewidth=0.8)
        ax.vlines(
            [
                begins[f"{text.id}:{s.first}"]
                for s in text.sections[1:]
                if f"{text.id}:{s.first}" in begins
            ],
            row - 0.4,
            row + 0.4,
            color=_PALE,
            linewidth=0.8,
        )
        ax.plot(
            found["at"],
            [row] * len(found),
            linestyle="none",
            marker="|",
            markersize=15,
            color=style.colour,
        )
        ax.plot(
            found["at"],
            [row] * len(found),
            linestyle="none",
            marker=style.marker,
            markersize=3.5,
            color=style.colour,
        )
        ax.text(
            length + longest * 0.01,
            row,
            f"{len(found)} in {length:,} words",
            va="center",
            fontsize=9,
        )
    ax.set_yticks(
        range(len(rows)),
        [f"{name}, {text.id}" for text, _, name in rows],
        parse_math=False,
    )  # a $ is a dollar
    ax.set_xlabel("words from the beginning of the text")
    ax.set(xlim=(-longest * 0.01, longest * 1.16), ylim=(len(rows) - 0.5, -0.5))
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(left=False)
    return fig


def chance(result, names):
    """A difference of rates among the differences that shuffled paragraphs give;
    `names` are the two texts, in the order of the result.
    """
    fig = Figure(figsize=(8, 3), layout="constrained")
    ax = fig.subplots()
    # One bar for each range of differences; the observed one may lie outside them all.
    ax.hist(result.shuffled, bins=41, color=_PALE, edgecolor="white", linewidth=0.3)
    side = names[0] if result.difference > 0 else names[1]
    ax.axvline(result.difference, color=look(side).colour, linewidth=2)
    room_on_the_left = result.difference > sum(ax.get_xlim()) / 2
    ax.annotate(
        f"these texts: {abs(result.difference):.1f} more per 1,000 words in {side}",
        (result.difference, ax.get_ylim()[1] * 0.95),
        xytext=(-5 if room_on_the_left else 5, 0),
        textcoords="offset points",
        ha="right" if room_on_the_left else "left",
        va="top",
        color=look(side).colour,
    )
    ax.set(
        yticks=[],
        xlabel=(
            f"← more per 1,000 words in {names[1]}        after shuffling        more"
            f" per 1,000 words in {names[0]} →"
        ),
    )
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    ax.spines[["top", "right", "left"]].set_visible(False)
    return fig


def voices(shares):
    """How many words in a hundred are in another voice: `shares` has one row for
    each voice and text, with columns voice, text, percent.
    """
    kinds, ids = (
        list(dict.fromkeys(shares["voice"])),
        list(dict.fromkeys(shares["text"])),
    )
    fig = Figure(figsize=(8, 0.45 * len(shares) + 0.9), layout="constrained")
    ax = fig.subplots()
    for row in shares.itertuples():
        place = kinds.index(row.voice) * (len(ids) + 0.6) + ids.index(row.text)
        style = look(row.text)
        ax.barh(
            place,
            row.percent,
            color="white",
            edgecolor=style.colour,
            hatch=style.hatch,
            linewidth=1.2,
        )
        ax.text(
            row.percent + 0.05,
            place,
            f"{row.percent:.1f} % of {row.text}",
            va="center",
            fontsize=9,
        )
    ax.set(
        yticks=[n * (len(ids) + 0.6) + (len(ids) - 1) / 2 for n in range(len(kinds))],
        yticklabels=kinds,
        xlabel="words in a hundred",
    )
    ax.set_xlim(0, max(shares["percent"]) * 1.25)
    ax.invert_yaxis()
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(left=False)
    return fig


def factors(model, cites, listed):
    """A factorization in small: the topics' shares of some units, times the words'
    weights in the topics, gives what the model expects.
    """
    left, right = model.weights.loc[cites], model.word_weights[listed]
    tables = [
        ("the topics’ share of each place", left),
        ("times: the words of each topic, in a thousand", right),
        ("gives: words expected, in a thousand", left @ right),
    ]
    fig = Figure(figsize=(11, 0.45 * len(cites) + 1.9), layout="constrained")
    widths = [len(table.columns) + 1.5 for _, table in tables]
    for ax, (name, table) in zip(fig.subplots(1, 3, width_ratios=widths), tables):
        rows, columns = table.shape
        ax.pcolormesh(
            table.to_numpy(),
            cmap="Greys",
            vmin=0,
            vmax=float(table.to_numpy().max()) * 1.8,
            edgecolor="white",
            linewidth=2,
        )
        for y, values in enumerate(table.to_numpy()):
            for x, value in enumerate(values):
                ax.text(
                    x + 0.5,
                    y + 0.5,
                    f"{value:.2f}" if table is left else f"{1000 * value:.0f}",
                    ha="center",
                    va="center",
                    fontsize=9,
                )
        ax.set_xticks(
            [x + 0.5 for x in range(columns)],
            [_topic(one) for one in table.columns],
            rotation=35,
            ha="right",
            fontsize=9,
        )
        ax.set_yticks(
            [y + 0.5 for y in range(rows)],
            [_topic(one) for one in table.index],
            fontsize=9,
        )
        ax.set_title(name, fontsize=10)
        ax.invert_yaxis()
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
    return fig


def stability(table):
    """How much topics agree with themselves, by their number: a line for each method
    and kind of change.
    """
    fig = Figure(figsize=(8, 4), layout="constrained")
    ax = fig.subplots()
    named = {"seed": "other random starts", "sample": "four fifths of the paragraphs"}
    lines = sorted(
        table.groupby(["method", "kind"]), key=lambda one: -one[1]["agreement"].iloc[-1]
    )
    ends = spread(
        [-float(line["agreement"].iloc[-1]) for _, line in lines],
        [0.055] * (len(lines) - 1),
    )
    for ((method, kind), line), end in zip(lines, ends):
        style = dict(
            color=_INK if method == "nmf" else _OTHER[1].colour,
            linestyle="-" if kind == "seed" else "--",
        )
        ax.plot(
            line["k"],
            line["agreement"],
            marker="o" if method == "nmf" else "s",
            markersize=4,
            **style,
        )
        ax.text(
            line["k"].max() + 0.15,
            -end,
            f"{method.upper()}, {named[kind]}",
            color=style["color"],
            va="center",
            fontsize=9,
        )
    ax.set(
        xlabel="number of topics",
        ylabel="agreement",
        ylim=(0, 1),
        xlim=(table["k"].min() - 0.2, table["k"].max() + 3.6),
    )
    ax.set_xticks(sorted(set(table["k"])))
    ax.spines[["top", "right"]].set_visible(False)
    return fig


def _topic(name):
    return f"topic {name}" if isinstance(name, int) else str(name)


def _cell(value):
    if isinstance(value, float):
        return "–" if pd.isna(value) else f"{value:.2f}"
    return escaping.escape(str(value))


def _display(markup):
    from IPython.display import HTML, display

    display(HTML(markup))
