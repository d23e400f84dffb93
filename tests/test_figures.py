"""Pictures and tables: a text alternative always, the data beside, everything
escaped, one look for each text.
"""

import contextlib
import html
import os
import pathlib
import re
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from odd import VALUES

from helpers import comparison, errors, figures, segments, texts, topics, words
from helpers.figures import look, quick, shown
from helpers.maps import layout
from helpers.widgets.reading import passages


def test_a_picture_needs_a_text_alternative():
    for alt in ("", "  "):
        with pytest.raises(errors.SeminarError, match="text alternative"):
            figures.html(Figure(), alt, pd.DataFrame())


def test_alternative_caption_and_data_are_escaped():
    markup = figures.html(
        Figure(), 'a "<b>', pd.DataFrame({"<i>": ["<script>", "x" * 500]}), "<u>"
    )
    alt = re.search('alt="([^"]*)"', markup)[1]
    assert html.unescape(alt) == 'a "<b>'
    assert "<u>" in html.unescape(re.search("<figcaption>(.*)</figcaption>", markup)[1])
    for raw in ("<b>", "<i>", "<script>", "<u>"):
        assert raw not in markup
    assert "x" * 500 in markup


def test_each_text_has_a_look_that_does_not_rest_on_colour():
    one, other = figures.look("1906"), figures.look("1936")
    assert one.marker != other.marker
    assert one.hatch != other.hatch
    for colour in (one.colour, other.colour, figures.look("mine").colour):
        assert contrast(colour) >= 3


def contrast(colour):
    """How much a colour stands out on white (WCAG 2)."""
    light = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in to_rgb(colour)
    ]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)


def test_the_look_of_a_text_of_ones_own_does_not_depend_on_what_was_drawn_before():
    looks = [figures.look(f"text-{n}") for n in range(100)]
    fresh = "from helpers import figures; print(*figures.look('text-99'), sep='\\n')"
    drawn = subprocess.run(
        [sys.executable, "-c", fresh], capture_output=True, text=True, check=True
    )
    assert drawn.stdout.split() == list(looks[99])
    assert len(set(looks)) == 16
    assert not {figures.look("1906"), figures.look("1936")} & set(looks)


@given(st.lists(st.floats(0, 100), max_size=30).map(sorted), st.floats(0.1, 5))
def test_spread_keeps_order_and_distance(places, gap):
    spread = layout.spread(places, [gap] * (len(places) - 1))
    assert len(spread) == len(places)
    assert all(b - a >= gap - 1e-6 for a, b in zip(spread, spread[1:]))
    if all(b - a >= gap for a, b in zip(places, places[1:])):
        assert spread == pytest.approx(places)


def test_the_labels_of_the_timeline_do_not_overlap():
    fig = figures.timeline(texts.timeline())
    renderer = FigureCanvasAgg(fig).get_renderer()
    boxes = [text.get_window_extent(renderer) for text in fig.axes[0].texts]
    assert not [
        1
        for n, box in enumerate(boxes)
        for other in boxes[n + 1 :]
        if box.overlaps(other)
    ]
    drawn = fig.bbox
    assert all(
        drawn.x0 <= box.x0
        and box.x1 <= drawn.x1
        and drawn.y0 <= box.y0
        and box.y1 <= drawn.y1
        for box in boxes
    )


def test_the_timeline_sets_what_the_texts_name_on_the_left():
    events = pd.DataFrame(
        {
            "date": ["1905-10-17", "1914", "1917-11", "1904", "1937-01"],
            "title": ["Manifesto", "War", "October", "too early", "too late"],
            "named": ["yes", "no", "yes", "yes", "no"],
        }
    )
    ax = figures.timeline(events).axes[0]
    labels = {
        text.get_text(): (text.get_position()[0], text.get_ha()) for text in ax.texts
    }
    left, right = (-0.12, "right"), (0.12, "left")
    assert labels == {
        "Named in these texts": left,
        "1905  Manifesto": left,
        "1917  October": left,
        "Not named in them": right,
        "1914  War": right,
    }
    marks = {line.get_marker(): line for line in ax.lines if line.get_marker() in "oD"}
    assert marks["o"].get_xdata() == pytest.approx([-0.02, -0.02])
    assert marks["o"].get_ydata() == pytest.approx([1905 + 9 / 12, 1917 + 10 / 12])
    assert marks["D"].get_xdata() == pytest.approx([0.02])
    assert marks["D"].get_ydata() == pytest.approx([1914.5])  # a year alone is its July
    assert to_rgb(marks["D"].get_markerfacecolor()) == (1, 1, 1)
    joins = [line.get_xydata() for line in ax.lines if len(line.get_xydata()) == 3]
    assert sorted(join[0][1] for join in joins) == pytest.approx(
        [1905.75, 1914.5, 1917 + 10 / 12]
    )
    low, high = ax.get_ylim()
    assert low > high  # time goes down
    later = figures.timeline(events, 1917, 1938).axes[0]
    assert "1937  too late" in [text.get_text() for text in later.texts]


def words_before(text, number):
    """How many words stand before the paragraph with this number."""
    before = [p for p in text if p.number < number and p.counted]
    return sum(len(segments.tokenise(paragraph.text)) for paragraph in before)


def strips(fig, many):
    """Of each strip: its baseline, its marks, the lines of sections, and its words."""
    ax = fig.axes[0]
    assert len(ax.lines) == 3 * many
    assert len(ax.collections) == len(ax.texts) == many
    for row in range(many):
        base, bars, marks = ax.lines[3 * row : 3 * row + 3]
        for line in (base, bars, marks):
            assert set(line.get_ydata()) <= {row}
        yield base, bars, marks, ax.collections[row].get_segments(), ax.texts[row]


def test_a_strip_has_a_mark_for_every_place(early, late):
    fig = figures.dispersion([early, late], ["will", "would"], ["shall be", "$x$"])
    order = [(early, "will"), (late, "will"), (early, "would"), (late, "would")]
    for (text, word), strip in zip(order, strips(fig, 4), strict=True):
        base, bars, marks, _, label = strip
        tokens = [
            token for p in text if p.counted for token in segments.tokenise(p.text)
        ]
        places = [n for n, token in enumerate(tokens) if token == word]
        assert list(marks.get_xdata()) == list(bars.get_xdata()) == places
        assert (marks.get_marker(), bars.get_marker()) == (
            figures.look(text.id)[1],
            "|",
        )
        for line in (marks, bars):
            assert line.get_color() == figures.look(text.id).colour
        assert list(base.get_xdata()) == [0, len(tokens)]
        assert label.get_text() == f"{len(places)} in {len(tokens):,} words"
    ax = fig.axes[0]
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["shall be, 1906", "shall be, 1936", "$x$, 1906", "$x$, 1936"]
    assert ax.get_xlabel() == "words from the beginning of the text"
    low, high = ax.get_ylim()
    assert low > high  # the first strip is at the top
    figures.dispersion([early], ["zzz"])


def test_the_lines_of_sections_stand_where_sections_begin(early, late):
    fig = figures.dispersion([late, early], ["will"])
    for text, (*_, lines, _) in zip([late, early], strips(fig, 2), strict=True):
        begins = [words_before(text, section.first) for section in text.sections[1:]]
        assert len(begins) > 2
        assert [line[0][0] for line in lines] == begins
        row = [late, early].index(text)
        for line in lines:
            assert line[:, 1].tolist() == [row - 0.4, row + 0.4]
            assert line[0][0] == line[1][0]


@pytest.mark.parametrize("word", ["will", "bureaucracy"])
@pytest.mark.parametrize("names", [("1906", "1936"), ("1936", "1906")])
def test_the_difference_is_drawn_where_it_is_and_names_the_text_with_more(
    early, late, word, names
):
    both = {"1906": early, "1936": late}
    result = comparison.chance(*(both[name] for name in names), word, shuffles=99)
    ax = figures.chance(result, names).axes[0]
    more_in = "1906" if word == "will" else "1936"
    assert (result.difference > 0) == (names[0] == more_in)
    (line,) = ax.lines
    assert set(line.get_xdata()) == {result.difference}
    (label,) = ax.texts
    more = (
        f"these texts: {abs(result.difference):.1f} more per 1,000 words in {more_in}"
    )
    assert label.get_text() == more
    assert line.get_color() == label.get_color() == figures.look(more_in).colour
    left, middle, right = re.split(" {5,}", ax.get_xlabel())
    assert left == f"← more per 1,000 words in {names[1]}"
    assert middle == "after shuffling"
    assert right == f"more per 1,000 words in {names[0]} →"
    heights, edges = np.histogram(result.shuffled, bins=41)
    assert [bar.get_height() for bar in ax.patches] == heights.tolist()
    assert [bar.get_x() for bar in ax.patches] == pytest.approx(edges[:-1])
    assert ax.xaxis.get_major_formatter()(-1.5) == "1.5"  # never plus and minus


def test_a_bar_of_a_voice_has_the_length_and_the_look_of_its_text():
    shares = pd.DataFrame(
        {
            "voice": ["quoted", "quoted", "imagined", "imagined"],
            "text": ["1906", "1936", "1906", "1936"],
            "percent": [1.5, 8.25, 4.0, 0.5],
        }
    )
    ax = figures.voices(shares).axes[0]
    places = []
    for bar, label, row in zip(ax.patches, ax.texts, shares.itertuples(), strict=True):
        look = figures.look(row.text)
        assert bar.get_width() == row.percent
        assert to_rgb(bar.get_edgecolor()) == to_rgb(look.colour)
        assert bar.get_hatch() == look.hatch
        assert label.get_text() == f"{row.percent:.1f} % of {row.text}"
        middle = bar.get_y() + bar.get_height() / 2
        assert label.get_position() == pytest.approx((row.percent + 0.05, middle))
        places.append(middle)
    assert places == sorted(places)  # in the order of the rows, the axis inverted
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert places[1] - places[0] < places[2] - places[1]  # the bars of a voice together
    ticks = dict(zip((t.get_text() for t in ax.get_yticklabels()), ax.get_yticks()))
    assert ticks == pytest.approx(
        {"quoted": sum(places[:2]) / 2, "imagined": sum(places[2:]) / 2}
    )
    assert ax.get_xlabel() == "words in a hundred"


def test_a_factorization_shows_the_numbers_of_the_model(early, late):
    model = topics.fit([early, late], k=2)
    cites, listed = ["1936:8", "1906:3"], ["revolution", "proletariat", "state"]
    axes = figures.factors(model, cites, listed).axes
    left, right = model.weights.loc[cites], model.word_weights[listed]
    tables = [(left, 1), (1000 * right, 0), (1000 * (left @ right), 0)]
    titles = ["share of each place", "in a thousand", "gives: words expected"]
    for ax, (table, digits), title in zip(axes, tables, titles, strict=True):
        assert title in ax.get_title()
        numbers = {t.get_position(): t.get_text() for t in ax.texts}
        for y in range(table.shape[0]):
            for x in range(table.shape[1]):
                wanted = f"{table.iloc[y, x]:.{2 * digits}f}"
                assert numbers[x + 0.5, y + 0.5] == wanted
        shades = ax.collections[0].get_array().reshape(table.shape)
        assert np.ptp(shades / table.to_numpy()) == pytest.approx(0, abs=1e-9)
        names = [
            [t.get_text() for t in ticks]
            for ticks in (ax.get_yticklabels(), ax.get_xticklabels())
        ]
        assert names == [
            [f"topic {n}" if isinstance(n, int) else n for n in axis]
            for axis in (table.index, table.columns)
        ]


def test_each_line_of_the_stability_has_its_own_label():
    rows = [
        (method, k, kind, level + k / 100)
        for level, method, kind in [
            (0.1, "nmf", "sample"),
            (0.5, "nmf", "seed"),
            (0.3, "lda", "sample"),
            (0.7, "lda", "seed"),
        ]
        for k in (3, 4, 5)
    ]
    table = pd.DataFrame(rows, columns=["method", "k", "kind", "agreement"])
    ax = figures.stability(table).axes[0]
    kinds = {"seed": "other random starts", "sample": "four fifths of the paragraphs"}
    for line, label in zip(ax.lines, ax.texts, strict=True):
        method, words_of_kind = label.get_text().split(", ")
        kind = next(kind for kind, words in kinds.items() if words == words_of_kind)
        chosen = table[(table["method"] == method.lower()) & (table["kind"] == kind)]
        assert list(line.get_xdata()) == [3, 4, 5]
        assert list(line.get_ydata()) == chosen["agreement"].to_list()
        assert label.get_position()[1] == pytest.approx(chosen["agreement"].iloc[-1])
        assert line.get_linestyle() == ("-" if kind == "seed" else "--")
        assert line.get_marker() == ("o" if method == "NMF" else "s")
        assert label.get_color() == line.get_color()
    assert len({line.get_color() for line in ax.lines}) == 2
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("number of topics", "agreement")
    assert ax.get_ylim() == (0, 1)


def cells(markup):
    """The rows of a table as lists of what stands in their cells."""
    rows = [
        re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row)
        for row in re.findall("<tr>(.*?)</tr>", markup)
    ]
    return [[html.unescape(cell) for cell in row] for row in rows]


def test_a_table_has_every_cell_under_its_column():
    frame = pd.DataFrame(
        {"word": ["a<b", "c"], "count": [3, 12], "rate": [0.126, float("nan")]}
    )
    markup = figures.table_html(frame, "How <often>")
    assert cells(markup) == [
        ["word", "count", "rate"],
        ["a<b", "3", "0.13"],
        ["c", "12", "–"],
    ]
    assert re.findall("<caption[^>]*>(.*?)</caption>", markup) == ["How &lt;often&gt;"]
    sides = re.findall('<t[hd][^>]*text-align:(left|right)"', markup)
    assert sides == ["left", "right", "right"] * 3
    widths = [int(width) for width in re.findall(r'<col style="width:(\d+)%">', markup)]
    assert len(widths) == 3
    assert sum(widths) in (99, 100, 101)
    assert markup.count('<th scope="col"') == 3
    assert re.findall('<th scope="row"[^>]*>(.*?)</th>', markup) == ["a&lt;b", "c"]
    assert "<caption" not in figures.table_html(frame)
    assert cells(figures.table_html(frame.head(0))) == [["word", "count", "rate"]]


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ({"word": ["a", "b"], "n": [1, 1]}, True),
        ({"text": ["a", "a"], "n": [1, 2]}, False),  # two rows of one name
        ({"rate": [0.5, 1.5], "n": [1, 2]}, False),  # a measure
        ({"word": ["a", "b"]}, False),  # which says nothing of a row
    ],
)
def test_rows_are_named_by_what_tells_them_apart(columns, named):
    markup = figures.table_html(pd.DataFrame(columns))
    assert ('<th scope="row"' in markup) == named


def test_a_picture_carries_its_data_and_its_caption():
    frame = pd.DataFrame({"word": ["will"], "count": [44]})
    markup = figures.html(Figure(), "a strip", frame, "Where it falls")
    assert cells(markup) == [["word", "count"], ["will", "44"]]
    assert re.search(
        '<figure[^>]*><img alt="a strip" src="data:image/png;base64,[^"]{99,}"[^>]*>'
        "<figcaption>Where it falls</figcaption><details><summary>The data of this"
        " picture</summary><table>",
        markup,
    )


def test_what_is_shown_is_displayed_once(monkeypatch):
    displayed = []
    monkeypatch.setattr(shown, "_display", displayed.append)
    frame = pd.DataFrame({"word": ["will"]})
    figures.table(frame, "Words")
    figures.show(Figure(), "a picture", frame, "Words")
    assert displayed[0] == figures.table_html(frame, "Words")
    assert [markup.startswith("<figure") for markup in displayed] == [False, True]


def test_a_look_is_decided_by_the_id_alone():
    asked = ["mine", "a", "b", "1848", "x"]
    first = {text_id: figures.look(text_id) for text_id in asked}
    assert figures.look("yours")
    assert first == {text_id: figures.look(text_id) for text_id in reversed(asked)}
    for one, other in [("a", "b"), ("x", "y"), ("1848", "1859"), ("mine", "yours")]:
        assert figures.look(one) != figures.look(other)
    ours = [figures.look("1906"), figures.look("1936")]
    others = {figures.look(f"text-{n}") for n in range(200)}
    assert len(others) == 16
    for other in others:
        assert other.colour not in [look.colour for look in ours]
        assert other.marker not in [look.marker for look in ours]
        assert other.hatch not in [look.hatch for look in ours]
        assert contrast(other.colour) >= 3
        assert set(other.hatch) <= set("x|-+")  # signs that matplotlib draws
    assert (ours[0].colour, ours[0].marker) == ("#1845fb", "o")
    assert (ours[1].colour, ours[1].marker) == ("#c91f16", "s")


ODD = [
    *VALUES.values(),
    "the " * 50_000,
    [[]],
    {"a": 1},
    pd.DataFrame(),
    pd.DataFrame({"a": [1]}),
]


@pytest.fixture(scope="module")
def calls(early, late):
    """Every public function, with arguments that are right."""
    frame, fig = pd.DataFrame({"word": ["will"]}), Figure()
    shares = pd.DataFrame({"voice": ["own"], "text": ["1906"], "percent": [9.0]})
    rows = pd.DataFrame(
        {
            "method": ["nmf"] * 2,
            "k": [3, 4],
            "kind": ["seed"] * 2,
            "agreement": [0.5, 1],
        }
    )
    result = comparison.chance(early, late, "will", shuffles=9)
    model = topics.fit([early, late], k=2)
    return {
        "look": dict(text_id="1906"),
        "table_html": dict(frame=frame, caption="x"),
        "html": dict(fig=fig, alt="x", table=frame, caption="x"),
        "show": dict(fig=fig, alt="x", table=frame, caption="x"),
        "table": dict(frame=frame, caption="x"),
        "timeline": dict(events=texts.timeline(), first=1905, last=1937),
        "dispersion": dict(texts=[early], queries=["will"], names=["will"]),
        "thirds": dict(text=early, queries=["will"]),
        "chance": dict(result=result, names=("1906", "1936")),
        "voices": dict(shares=shares),
        "factors": dict(model=model, cites=["1936:8"], listed=["state"]),
        "stability": dict(table=rows),
    }


def test_every_public_function_is_called_below(calls):
    assert {*calls, "Look"} == set(figures.__all__)


@pytest.mark.parametrize("name", sorted({*figures.__all__} - {"Look"}))
def test_what_no_picture_can_use_gets_a_sentence(name, calls, monkeypatch):
    monkeypatch.setattr(shown, "_display", lambda markup: None)
    function, right = getattr(figures, name), calls[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        function(**right)
        for argument in right:
            for odd in ODD:
                with contextlib.suppress(errors.SeminarError):
                    function(**right | {argument: odd})
    with pytest.raises(errors.SeminarError, match="It is called"):
        function(1, 2, 3, 4, 5, 6)


TEN = pd.DataFrame(dict.fromkeys("voice text title named method kind".split(), ["x"]))


def test_what_a_picture_wants_is_said(calls, early, late):
    for name, wrong, said in [
        ("look", {"text_id": 1906}, "words in quotation marks"),
        ("table", {"frame": "1906"}, "a table of pandas"),
        ("show", {"fig": None}, "a picture, as figures.dispersion"),
        ("html", {"alt": None}, "words in quotation marks"),
        ("voices", {"shares": pd.DataFrame({"a": [1]})}, "voice, text, percent"),
        ("timeline", {"first": 1937}, "the earlier first"),
        ("timeline", {"events": TEN.assign(date="1905-13")}, "'1905-13' is no date"),
        ("timeline", {"events": TEN.assign(date=1905)[["date"]]}, "date, title, named"),
        ("voices", {"shares": TEN.assign(percent="9")}, "numbers in percent"),
        ("voices", {"shares": TEN.assign(percent=float("nan"))}, "numbers in percent"),
        ("stability", {"table": TEN.assign(k="3", agreement=1)}, "k and agreement"),
        ("dispersion", {"texts": early}, "a list"),
        ("dispersion", {"queries": "will"}, "a list"),
        ("dispersion", {"names": ["a", "b"]}, "2 names for 1 searches"),
        ("dispersion", {"queries": []}, "at least one"),
        ("chance", {"names": "1906"}, "the ids of two texts"),
        ("chance", {"names": ("1906",)}, "the ids of two texts"),
        ("chance", {"result": 0.5}, "what comparison.chance"),
        ("factors", {"cites": ["1936:999"]}, "“1936:999” is no unit of this model"),
        ("factors", {"listed": ["the"]}, "“the” is no word of this model"),
        ("factors", {"model": [early]}, "a model, as topics.fit"),
        ("stability", {"table": pd.DataFrame()}, "at least one row"),
    ]:
        with pytest.raises(errors.SeminarError, match=re.escape(said)):
            getattr(figures, name)(**calls[name] | wrong)


def test_a_table_loads_no_picture_and_the_front_door_neither():
    code = """
import sys
from helpers import figures
heavy = ("numpy", "pandas", "matplotlib")
print([name for name in heavy if name in sys.modules])
import pandas as pd
figures.table_html(pd.DataFrame({"a": [1]}))
print("matplotlib" in sys.modules)
figures.voices(pd.DataFrame({"voice": ["own"], "text": ["1906"], "percent": [1.0]}))
print("matplotlib" in sys.modules, "sklearn" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=texts.FOLDER.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n") == ["[]", "False", "True False", ""]


def test_a_page_shows_each_word_once_and_each_correction(late):
    markup = passages.section_html(late, late.sections[0], {2: [(0, 4)]})
    assert re.search(r"<del>fiction</del><ins>(<[^>]+>)*faction", markup)
    assert "<mark>This</mark>" in markup
    visible = re.sub(
        r"<(del|div class=\"pb-expl|ul)[^>]*>.*?</(del|div|ul)>", "", markup
    )
    plain = html.unescape(re.sub(r"<[^>]+>", "", visible))
    for number in range(1, 6):
        assert late[number].text in plain


def test_a_page_escapes_a_text_of_ones_own():
    text = texts.Text(
        '---\nid: x\ntitle: "<b>"\nyear: 2000\n---\n\n<img src=x onerror=alert(1)> &'
        ' {~~<i>~>"q"~~}{>><u><<}\n'
    )
    markup = passages.section_html(text, text.sections[0])
    for raw in ("<img", "<i>", "<u>", "<b>"):
        assert raw not in markup


FIRST_PICTURE = """
import sys, threading
import pandas as pd
from helpers import figures

class AtOnce:  # in place of five seconds, after which matplotlib says what it is doing
    def __init__(self, seconds, call):
        self.start, self.cancel = call, lambda: None

threading.Timer = AtOnce
print("matplotlib" in sys.modules)
if sys.argv[1:] == ["aloud"]:
    import matplotlib.font_manager
figures.voices(pd.DataFrame({"voice": ["own"], "text": ["1906"], "percent": [1.0]}))
print("matplotlib" in sys.modules)
"""


@pytest.mark.parametrize("how", ["aloud", "quietly"])
def test_a_first_picture_says_nothing_of_a_font_cache(how, tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, how],
        cwd=pathlib.Path(__file__).parent.parent,
        env=os.environ | {"MPLCONFIGDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("font cache" in result.stderr) == (how == "aloud")
    assert result.stdout.split() == ["False", "True"]  # and not before a picture


def test_the_strips_of_a_widget_have_a_mark_for_each_place(early, late):
    svg = quick.strips([early, late], ["we", "the|*"], ["<we>", "every word"])
    texts_ = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert texts_[:2] == ["&lt;we&gt;, 1906", "3 in 2,874 words"]
    strips = svg.split("<g>")[1:5]
    ticks = [re.findall(r' d="([^"]*v20)"', strip)[0].count("M") for strip in strips]
    assert ticks[0] == 3
    assert ticks[1] == words.count(late, "we")
    assert max(ticks) < 10 * quick.WIDE  # and not one for each of ten thousand
    assert look("1906").colour in strips[0]
    assert look("1936").colour in strips[1]


def test_the_histogram_of_a_widget_has_its_line_where_the_texts_stand(early, late):
    result = comparison.chance(early, late, "will", 200)
    svg = quick.histogram(result, ("1906", "1936"))
    assert f"these texts: {result.difference:.1f} more per 1,000 words in 1906" in svg
    assert svg.count("V262z") == 41
    assert "-0" not in "".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    other = quick.histogram(
        comparison.chance(late, early, "will", 200), ("1936", "1906")
    )
    assert "more per 1,000 words in 1906" in other
