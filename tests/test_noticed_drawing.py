"""How pictures are drawn, artist by artist: each mark's place, colour, size and words
are those that somebody looked at.

After a picture was changed on purpose and looked at, run this file by itself; it writes
vectors/pictures.json anew.
"""

import base64
import io
import json
import pathlib
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib import image
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from helpers import comparison, figures, texts, topics

VECTORS = pathlib.Path(__file__).parent / "vectors/pictures.json"
# What is asked of each kind of artist; what it has none of is left out.
ASKED = (
    "text position ha va fontsize weight rotation color facecolor edgecolor linewidth"
    " linestyle marker markersize markerfacecolor hatch zorder xdata ydata segments"
    " array clim"
).split()


def plain(value):
    """A property as JSON can hold it: numbers to four places, long lists by their
    length, ends and sum.
    """
    if isinstance(value, str) or value is None or callable(value):
        return value if isinstance(value, str) else None
    if hasattr(value, "extents"):
        value = value.extents
    if isinstance(value, dict):
        return sorted(value)
    try:
        array = np.asarray(value, dtype=float).ravel().round(4)
    except (TypeError, ValueError):
        return str(value)
    rows = array.tolist()
    return rows if len(rows) < 9 else [len(rows), *rows[:2], round(sum(rows), 2)]


def artist(drawn):
    """An artist as a dict of what it is asked for."""
    known = {"kind": type(drawn).__name__}
    for name in ASKED:
        if hasattr(drawn, f"get_{name}"):
            value = getattr(drawn, f"get_{name}")()
            if "color" in name and not isinstance(value, str):
                value = [to_hex(colour) for colour in np.atleast_2d(value)]
                value = " ".join(dict.fromkeys(value))
            known[name] = plain(value)
    if hasattr(drawn, "get_width"):
        known["bbox"] = plain(drawn.get_bbox())
    return known


def described(fig):
    """A picture as its size, and for each of its axes the frame and the artists,
    in whatever order they were drawn.
    """
    fig.canvas.draw()
    parts = [plain(fig.get_size_inches())]
    for axes in fig.axes:
        ticks = [*axes.get_xticklabels(), *axes.get_yticklabels()]
        marks = axes.yaxis.get_tick_params() if len(axes.get_yticks()) else {}
        frame = {
            "limits": plain([*axes.get_xlim(), *axes.get_ylim()]),
            "labels": [axes.get_xlabel(), axes.get_ylabel(), axes.get_title()],
            "font": axes.title.get_fontsize(),
            "ticks": [
                [t.get_text(), t.get_fontsize(), t.get_rotation()] for t in ticks
            ],
            "marks": [marks.get("left"), marks.get("length")],
            "spines": [n for n, spine in axes.spines.items() if spine.get_visible()],
            "shown": axes.axison,
        }
        artists = [*axes.lines, *axes.collections, *axes.patches, *axes.texts]
        parts.append([frame, *sorted(map(artist, artists), key=json.dumps)])
    return parts


def text_of(text_id, sentence, times):
    """A text of two sections, so that a correction of the real ones draws nothing
    otherwise.
    """
    section = "\n\n".join([f"{sentence} It will be so.", sentence] * times)
    front = f"id: {text_id}\ntitle: T\nyear: {text_id}"
    body = f"## One\n\n{section}\n\n## Two\n\n{section}"
    return texts.Text(f"---\n{front}\n---\n\n{body}\n")


def chance(difference):
    shuffled = np.linspace(-3, 3, 200) ** 3 / 9
    return comparison.Chance((9, 2), (5.0, 1.0), difference, shuffled, 0.01)


def tables():
    """Events, shares of voices, and agreements of topics, as the pictures want them."""
    events = [
        ("1905-12", "A rising", "yes"),
        ("1917", "A year", "yes"),
        ("1917-10", "A month", "yes"),
        ("1917-11", "The month after", ""),
        ("1936-08", "A trial", ""),
        ("1940-08", "Later", "yes"),
    ]
    shares = [("quoted", "1906", 1.5), ("quoted", "1936", 4.25)]
    shares += [("imagined", "1906", 3), ("imagined", "1936", 0)]
    agreements = [
        (method, k, kind, value - k / 100)
        for method, value in (("nmf", 0.9), ("lda", 0.5))
        for kind in ("seed", "sample")
        for k in (3, 4, 5)
    ]
    return (
        pd.DataFrame(events, columns=["date", "title", "named"]),
        pd.DataFrame(shares, columns=["voice", "text", "percent"]),
        pd.DataFrame(agreements, columns=["method", "k", "kind", "agreement"]),
    )


def pictures():
    """The pictures of the seminar, name → figure, of numbers that stay as they are."""
    pair = text_of("1906", "The state will last.", 4), text_of("1936", "A state.", 9)
    events, shares, agreements = tables()
    weights = pd.DataFrame([[0.25, 0.75], [1, 0]], index=["1906:1", "1936:2"])
    words = pd.DataFrame([[0.01, 0.002], [0.003, 0.02]], columns=["state", "will"])
    model = topics.TopicModel([], weights, words, None)
    return {
        "dispersion": figures.dispersion(pair, ["will", "state"], ["W", "S"]),
        "timeline": figures.timeline(events),
        "chance": figures.chance(chance(2.5), ("1906", "1936")),
        "chance of the other": figures.chance(chance(-0.25), ("1906", "1936")),
        "voices": figures.voices(shares),
        "factors": figures.factors(model, list(weights.index), list(words.columns)),
        "stability": figures.stability(agreements),
    }


def as_json(fig):
    return json.loads(json.dumps(described(fig)))


@pytest.fixture(scope="module")
def drawn():
    return pictures()


@pytest.mark.parametrize("name", json.loads(VECTORS.read_text(encoding="utf-8")))
def test_a_picture_is_drawn_as_it_was_looked_at(name, drawn):
    wanted = json.loads(VECTORS.read_text(encoding="utf-8"))[name]
    shown = as_json(drawn[name])
    assert shown[0] == wanted[0]
    for axes, expected in zip(shown[1:], wanted[1:], strict=True):
        for part, asked in zip(axes, expected, strict=True):
            assert part == asked


def test_the_image_is_cut_to_what_is_drawn_on_white_and_sharp_enough_for_print():
    fig = Figure(figsize=(4, 2), facecolor="black")
    axes = fig.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.set(xticks=[], yticks=[])
    markup = figures.html(fig, "A frame.", pd.DataFrame({"a": [1]}), "Below.")
    source = re.search(r'src="data:image/png;base64,([^"]+)"', markup)[1]
    pixels = image.imread(io.BytesIO(base64.b64decode(source)))
    assert pixels.shape[1] == pytest.approx(160 * (0.8 * 4 + 0.2), abs=3)
    assert pixels.shape[0] == pytest.approx(160 * (0.8 * 2 + 0.2), abs=3)
    assert list(pixels[0, 0]) == [1, 1, 1, 1]
    assert re.sub(r"base64,[^\"]+", "", markup) == (
        '<figure style="margin:1em 0;overflow-x:auto"><img alt="A frame."'
        ' src="data:image/png;"'
        ' style="width:100%;max-width:384px;min-width:307px;height:auto">'
        "<figcaption>Below.</figcaption><details><summary>The data of this"
        f" picture</summary>{figures.table_html(pd.DataFrame({'a': [1]}))}"
        "</details></figure>"
    )


if __name__ == "__main__":
    entries = {name: as_json(fig) for name, fig in pictures().items()}
    lines = [f"{json.dumps(n)}: {json.dumps(e)}" for n, e in entries.items()]
    VECTORS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
