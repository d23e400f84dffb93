"""Pictures and tables: a text alternative always, the data beside, everything
escaped, one look for each text.
"""

import re
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from helpers import comparison, errors, figures, layout, texts, words
from helpers.widgets import page


def test_a_picture_needs_a_text_alternative():
    for alt in ("", "  "):
        with pytest.raises(errors.SeminarError, match="text alternative"):
            figures.html(Figure(), alt, pd.DataFrame())


def test_alternative_caption_and_data_are_escaped():
    markup = figures.html(
        Figure(), 'a "<b>', pd.DataFrame({"<i>": ["<script>", "x" * 500]}), "<u>"
    )
    assert 'alt="a &quot;&lt;b&gt;"' in markup
    for raw in ("<b>", "<i>", "<script>", "<u>"):
        assert raw not in markup
    assert "x" * 500 in markup


def test_each_text_has_a_look_that_does_not_rest_on_colour():
    one, other = figures.look("1906"), figures.look("1936")
    assert one.marker != other.marker
    assert one.hatch != other.hatch
    for colour in (one.colour, other.colour, figures.look("mine").colour):
        light = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in to_rgb(colour)
        ]
        assert (
            1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)
            >= 3
        )


def test_the_look_of_a_text_of_ones_own_does_not_depend_on_what_was_drawn_before():
    looks = [figures.look(f"text-{n}") for n in range(100)]
    fresh = "from helpers import figures; print(*figures.look('text-99'), sep='\\n')"
    drawn = subprocess.run(
        [sys.executable, "-c", fresh], capture_output=True, text=True, check=True
    )
    assert drawn.stdout.split() == list(looks[99])
    assert len(set(looks)) > 30
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


def test_a_strip_has_a_mark_for_every_place(early, late):
    fig = figures.dispersion([early, late], ["will"])
    marks = [
        len(line.get_xdata())
        for line in fig.axes[0].lines
        if line.get_marker() == figures.look("1906").marker
    ]
    assert marks == [words.count(early, "will")]
    figures.dispersion([early], ["zzz"])


def test_the_difference_is_drawn_where_it_is(early, late):
    result = comparison.chance(early, late, "will", shuffles=99)
    fig = figures.chance(result, ("1906", "1936"))
    assert result.difference in [line.get_xdata()[0] for line in fig.axes[0].lines]


def test_a_page_shows_each_word_once_and_each_correction(late):
    markup = page.section_html(late, late.sections[0], {2: [(0, 4)]})
    assert re.search(r"<del>fiction</del><ins>(<[^>]+>)*faction", markup)
    assert "<mark>This</mark>" in markup
    visible = re.sub(
        r"<(del|div class=\"pb-expl|ul)[^>]*>.*?</(del|div|ul)>", "", markup
    )
    plain = re.sub(r"<[^>]+>", "", visible)
    for number in range(1, 6):
        assert late[number].text.replace('"', "&quot;").replace("'", "&#x27;") in plain


def test_a_page_escapes_a_text_of_ones_own():
    text = texts.Text(
        '---\nid: x\ntitle: "<b>"\nyear: 2000\n---\n\n<img src=x onerror=alert(1)> &'
        ' {~~<i>~>"q"~~}{>><u><<}\n'
    )
    markup = page.section_html(text, text.sections[0])
    for raw in ("<img", "<i>", "<u>", "<b>"):
        assert raw not in markup
