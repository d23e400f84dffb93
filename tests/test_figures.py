"""Pictures and tables: a text alternative always, the data beside, everything
escaped, one look for each text.
"""

import contextlib
import html
import re
import subprocess
import sys
import warnings
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from odd import VALUES

from helpers import comparison, errors, figures, segments, texts, topics, words
from helpers.figures import shown
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
    alt = re.search('aria-label="([^"]*)"', markup)[1]
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


def drawn(picture):
    """A picture as a tree of elements."""
    return ElementTree.fromstring(f"<div>{picture}</div>")


def having(tree, name):
    """The elements of a class, in order."""
    return [each for each in tree.iter() if name in each.get("class", "").split()]


def words_of(element):
    return " ".join("".join(element.itertext()).split())


def share(element, name="left"):
    """How far across (or down) an element stands, as a share."""
    style = element.get("style") or f"{name}:{element.get(name)}"
    return float(re.search(rf"(?<![\w-]){name}:([\d.]+)%", style)[1]) / 100


def test_the_timeline_sets_what_the_texts_name_on_the_left():
    events = pd.DataFrame(
        [
            ("1905-10-17", "Manifesto", "yes", "1906:3 1906:9"),
            ("1914", "War", "no", ""),
            ("1917-11", "October", "yes", ""),
            ("1917-02", "February", "yes", ""),
            ("1925", "Later", "yes", ""),
            ("1904", "too early", "yes", ""),
            ("1937-01", "too late", "no", ""),
        ],
        columns=["date", "title", "named", "cite"],
    )
    tree = drawn(figures.timeline(events))
    head, *years = having(tree, "pb-year")
    assert [words_of(each) for each in head] == [
        "Named in these texts",
        "",
        "Not named in them",
    ]
    assert len(years) == 1937 - 1905
    shown = {}
    for number, (left, middle, right) in enumerate(years, start=1905):
        for side, place in (("left", left), ("right", right)):
            for event in place:
                shown.setdefault(side, []).append((number, words_of(event)))
        named = len(left) or len(right) or number % 5 == 0
        assert words_of(middle) == (str(number) if named else "")
    silence = (1906, "1906–1916: nothing named")
    assert shown == {
        "left": [
            (1905, "Manifesto"),
            silence,
            (1917, "February"),
            (1917, "October"),
            (1925, "Later"),
        ],
        "right": [(1914, "War")],
    }
    shaded = [n for n, year in enumerate(years, 1905) if having(year, "pb-silent")]
    assert shaded == list(range(1906, 1917))
    (link,) = tree.iter("a")
    assert (link.get("href"), link.get("title")) == ("#1906:3", "1906:3, 1906:9")
    later = words_of(drawn(figures.timeline(events, 1917, 1938)))
    assert "too late" in later
    assert "nothing named" in later


def test_the_gap_of_the_timeline_counts_what_lasted_into_it():
    assert figures.gap(texts.timeline()) == "1907–1916"
    events = pd.DataFrame({"date": ["1905"], "title": ["x"], "named": ["yes"]})
    assert figures.gap(events, 1905, 1908) == ""
    assert figures.gap(events, 1905, 1909) == "1906–1908"
    assert figures.gap(events.assign(end="1906-02"), 1905, 1910) == "1907–1909"


def words_before(text, number):
    """How many words stand before the paragraph with this number."""
    before = [p for p in text if p.number < number and p.counted]
    return sum(len(segments.tokenise(paragraph.text)) for paragraph in before)


def test_a_strip_has_a_mark_for_every_place_that_leads_to_its_sentence(early, late):
    fig = figures.dispersion([early, late], ["will", "would"], ["shall be", "$x$"])
    order = [(early, "will"), (late, "will"), (early, "would"), (late, "would")]
    strips = having(drawn(fig), "pb-dispersion")
    longest = len(words.index(late))
    for (text, word), strip in zip(order, strips, strict=True):
        sentences = [
            (f"{paragraph.cite}.{n}", segments.tokenise(sentence))
            for paragraph in text
            if paragraph.counted
            for n, sentence in enumerate(paragraph.sentences, start=1)
        ]
        tokens = [(cite, token) for cite, inside in sentences for token in inside]
        places = [
            (f"#{cite}", n) for n, (cite, token) in enumerate(tokens) if token == word
        ]
        (track,) = having(strip, "pb-track")
        ticks = track.findall("a")
        assert [tick.get("href") for tick in ticks] == [cite for cite, _ in places]
        wanted = [n / len(tokens) for _, n in places]
        assert list(map(share, ticks)) == pytest.approx(wanted, abs=1e-4)
        assert share(track, "width") == pytest.approx(len(tokens) / longest, abs=1e-4)
        assert f"--pb-own:{figures.look(text.id).colour}" in track.get("style")
        name, count = strip[0].find("b").text, f"{len(places)} in {len(tokens):,} words"
        assert words_of(strip[0]) == f"{name} {count}"
    names = [strip[0].find("b").text for strip in strips]
    assert names == ["shall be, 1906", "shall be, 1936", "$x$, 1906", "$x$, 1936"]
    (track,) = having(drawn(figures.dispersion([early], ["zzz"])), "pb-track")
    assert not track.findall("a")


def test_where_marks_are_too_many_each_stands_for_its_neighbours(early):
    (track,) = having(drawn(figures.dispersion([early], ["the|*"])), "pb-track")
    ticks = track.findall("a")
    assert len(ticks) == 300
    assert (ticks[0].get("href"), share(ticks[0])) == ("#1906:1.1", 0)
    assert ticks[0].get("title") == "10 places, the first 1906:1.1"


def test_sections_are_named_and_numbered_where_they_begin(early, late):
    tree = drawn(figures.dispersion([late, early], ["will"]))
    for text, strip in zip([late, early], having(tree, "pb-dispersion"), strict=True):
        length = len(words.index(text))
        begins = {
            section.first: words_before(text, section.first) / length
            for section in text.sections
        }
        edges = [float(e.get("x1")[:-1]) / 100 for e in having(strip, "pb-edge")]
        assert edges == pytest.approx(list(begins.values())[1:], abs=1e-4)
        numbers = having(strip, "pb-scale")[0].findall("a")
        for number in numbers:
            assert number.get("href") == f"#{text.id}:{number.text}"
            assert share(number) == pytest.approx(begins[int(number.text)], abs=1e-4)
        assert [int(number.text) for number in numbers] == list(begins)
    listed = [words_of(each) for each in having(tree, "pb-sections")]
    for text, line in zip([late, early], listed, strict=True):
        for section in text.sections:
            assert f"{section.first} {section.title}" in line


def test_the_places_of_a_strip_are_its_marks_in_words(early, late):
    table = figures.places([early, late], ["will", "zzz"], ["W", "Z"])
    assert list(table.columns) == ["section", "text", "word", "count", "places"]
    for text in (early, late):
        rows = table[(table["text"] == text.id) & (table["word"] == "W")]
        assert rows["section"].to_list() == [s.title for s in text.sections]
        counts = words.by_section(text, "will")["count"]
        assert rows["count"].to_list() == counts.to_list()
        listed = ", ".join(filter(None, rows["places"])).split(", ")
        (track, *_) = having(drawn(figures.dispersion([text], ["will"])), "pb-track")
        marks = [tick.get("href")[1:] for tick in track.findall("a")]
        assert listed == list(dict.fromkeys(marks))
    assert not table[table["word"] == "Z"]["count"].any()


@pytest.mark.parametrize("word", ["will", "bureaucracy"])
@pytest.mark.parametrize("names", [("1906", "1936"), ("1936", "1906")])
def test_the_difference_is_drawn_where_it_is_and_names_the_text_with_more(
    early, late, word, names
):
    both = {"1906": early, "1936": late}
    result = comparison.chance(*(both[name] for name in names), word, shuffles=99)
    tree = drawn(figures.chance(result, names))
    more_in = "1906" if word == "will" else "1936"
    assert (result.difference > 0) == (names[0] == more_in)
    heights, edges = np.histogram(result.shuffled, bins=41)
    first = min(edges[0], result.difference)
    width = max(edges[-1], result.difference) - first
    (line,) = tree.iter("line")
    at = 100 * (result.difference - first) / width
    assert float(line.get("x1")[:-1]) == pytest.approx(at, abs=0.01)
    assert line.get("x1") == line.get("x2")
    svg = next(svg for svg in tree.iter("svg") if line in list(svg))
    assert figures.look(more_in).colour in svg.get("style")
    more = (
        f"these texts: {abs(result.difference):.1f} more per 1,000 words in {more_in}"
    )
    assert words_of(tree[0]) == more
    left, right = (words_of(each) for each in having(tree, "pb-ends")[0])
    assert left == f"← more per 1,000 words in {names[1]}"
    assert right == f"more per 1,000 words in {names[0]} →"
    bars = list(tree.iter("rect"))
    assert [float(bar.get("height")[:-1]) for bar in bars] == pytest.approx(
        [100 * n / max(heights) for n in heights if n], abs=0.01
    )
    starts = [edge for n, edge in zip(heights, edges) if n]
    assert [float(bar.get("x")[:-1]) for bar in bars] == pytest.approx(
        [100 * (edge - first) / width for edge in starts], abs=0.01
    )
    ticks = [words_of(tick) for tick in having(tree, "pb-scale")[0]]
    assert len(ticks) >= 2
    assert not any("-" in tick for tick in ticks)  # never plus and minus
    table = figures.bars(result, names)
    assert table["shuffles"].to_list() == heights.tolist()
    assert table["from"][0] == f"{abs(edges[0]):.2f} more in {names[int(edges[0] < 0)]}"
    assert table["to"].to_list()[:-1] == table["from"].to_list()[1:]


def test_a_bar_of_a_voice_has_the_length_and_the_look_of_its_text():
    shares = pd.DataFrame(
        {
            "voice": ["quoted", "quoted", "imagined", "imagined"],
            "text": ["1906", "1936", "1906", "1936"],
            "percent": [1.5, 8.25, 4.0, 0],
            "places": ["1906:2, 1906:4", "", "1906:3", ""],
        }
    )
    groups = list(having(drawn(figures.voices(shares)), "pb-voices-of")[0])
    assert [words_of(group[0]) for group in groups] == ["quoted", "imagined"]
    rows = [row for group in groups for row in group[1:]]
    for row, wanted in zip(rows, shares.itertuples(), strict=True):
        assert words_of(row) == f"{wanted.percent:.1f} % of {wanted.text}"
        bar = row.find("a")
        if not wanted.percent:
            assert bar is None
            continue
        length = float(re.search(r"\* ([\d.]+)\)", bar.get("style"))[1])
        assert length == pytest.approx(wanted.percent / 8.25, abs=1e-4)
        assert figures.look(wanted.text).colour in bar.get("style")
        hatch = "slanted" if wanted.text == "1906" else "dotted"
        assert f"pb-hatch-{hatch}" in bar.get("class")
    links = [row.find("a").get("href") for row in rows[:3]]
    assert links == ["#1906:2", None, "#1906:3"]


def test_a_factorization_shows_the_numbers_of_the_model(early, late):
    model = topics.fit([early, late], k=2)
    cites, listed = ["1936:8", "1906:3"], ["revolution", "proletariat", "state"]
    shown = list(drawn(figures.factors(model, cites, listed)).iter("table"))
    left, right = model.weights.loc[cites], model.word_weights[listed]
    tables = [(left, 1, 2), (right, 1000, 0), (left @ right, 1000, 0)]
    titles = ["share of each place", "in a thousand", "gives: words expected"]
    for element, (table, times, digits), title in zip(
        shown, tables, titles, strict=True
    ):
        assert title in element.find("caption").text
        rows = element.findall("tbody/tr")
        for row, (place, values) in zip(rows, table.iterrows(), strict=True):
            name = f"topic {place}" if isinstance(place, int) else place
            assert words_of(row.find("th")) == name
            numbers = [cell.text for cell in row.findall("td")]
            assert numbers == [f"{times * value:.{digits}f}" for value in values]
            shades = [
                int(re.search(r"(\d+)%", cell.get("style"))[1])
                for cell in row.findall("td")
            ]
            most = table.to_numpy().max()
            assert shades == pytest.approx([100 * v / most for v in values], abs=0.5)
        heads = [words_of(head) for head in element.findall("thead/tr/th")]
        assert heads == [
            f"topic {n}" if isinstance(n, int) else n for n in table.columns
        ]
    links = [link.get("href") for link in shown[0].iter("a")]
    assert links == ["#1936:8", "#1906:3"]


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
    tree = drawn(figures.stability(table))
    (plot,) = having(tree, "pb-plot")
    kinds = {"seed": "other random starts", "sample": "four fifths of the paragraphs"}
    labels = list(having(tree, "pb-labels")[0])
    for line, label in zip(plot.findall("svg"), labels, strict=True):
        method, words_of_kind = words_of(label).split(", ")
        kind = next(kind for kind, words in kinds.items() if words == words_of_kind)
        chosen = table[(table["method"] == method.lower()) & (table["kind"] == kind)]
        drawn_way = line.find("svg/polyline")
        ends = [pair.split(",") for pair in drawn_way.get("points").split()]
        heights = [1 - float(y) / 100 for _, y in ends]
        assert [float(x) for x, _ in ends] == [0, 50, 100]
        assert heights == pytest.approx(chosen["agreement"].to_list())
        marks = line.findall("svg")[1:]
        assert [mark.get("x") for mark in marks] == ["0%", "50%", "100%"]
        downs = [1 - float(mark.get("y")[:-1]) / 100 for mark in marks]
        assert downs == pytest.approx(heights)
        at = float(re.search(r"--pb-at:([\d.]+)%", label.get("style"))[1]) / 100
        assert at == pytest.approx(1 - chosen["agreement"].iloc[-1], abs=1e-4)
        assert bool(drawn_way.get("stroke-dasharray")) == (kind == "sample")
        shape = figures.looks.MARKS["o" if method == "NMF" else "s"]
        for place in (line, label):
            assert f"M0 0{shape}" in {path.get("d") for path in place.iter("path")}
        assert line.get("style") == label.find("svg").get("style")
    named = [words_of(p) for p in tree.iter("p")]
    assert named == ["agreement", "number of topics"]
    heights = [words_of(each) for each in having(tree, "pb-heights")[0]]
    assert heights == ["0", "0.2", "0.4", "0.6", "0.8", "1"]


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
    for fig in (Figure(), figures.Picture("<b>drawn</b>")):
        markup = figures.html(fig, "a strip", frame, "Where it falls")
        assert cells(markup) == [["word", "count"], ["will", "44"]]
        assert re.search(
            '<figure class="pb-figure"><span role="img" aria-label="a strip"[^>]*>'
            '</span><div class="pb-picture" aria-hidden="true">(?s:.+)</div>'
            "<figcaption>Where it falls</figcaption><details><summary>The data of this"
            " picture</summary><div [^>]*><table>",
            markup,
        )
    assert "<b>drawn</b>" in markup


def test_places_in_the_data_of_a_picture_lead_to_their_words():
    frame = pd.DataFrame(
        {
            "places": ["1906:2.1, 1936:74.3", "topic 1", "<b>:1", "a&b:3"],
            "note": ["1906:3", "", "", ""],
        }
    )
    markup = figures.html(figures.Picture(""), "a strip", frame)
    assert re.findall(r'<a class="pb-mark" href="#(.*?)">(.*?)</a>', markup) == [
        (each, each) for each in ("1906:2.1", "1936:74.3")
    ]
    assert "<b>" not in markup
    assert "<a " not in figures.table_html(frame)


def test_a_picture_of_ones_own_is_part_of_the_page():
    fig = Figure(figsize=(6, 3))
    ax = fig.subplots()
    ax.plot([1, 2], [1, 3], color="#1845fb")
    ax.set(title="What <I> counted", facecolor="white")
    ax.legend(["all & some"])
    markup = figures.html(fig, "One line that rises.", pd.DataFrame({"a": [1]}))
    assert "What &lt;I&gt; counted</text>" in markup  # its words are words
    assert "all &amp; some" in markup
    assert "#1845fb" in markup
    assert not re.search(
        "#000000|#ffffff|DejaVu|<style type|<!DOCTYPE|<metadata|<image|<rdf", markup
    )
    assert "currentColor" in markup
    least = re.search(r"max-width:(\d+)px;min-width:(\d+)px", markup)
    assert int(least[1]) == pytest.approx(6 * 96, abs=99)  # without its margins
    assert int(least[2]) / int(least[1]) * 10 * 4 / 3 >= 11  # its smallest words


def test_what_is_shown_is_displayed_once(monkeypatch):
    displayed = []
    monkeypatch.setattr(shown, "_display", displayed.append)
    frame = pd.DataFrame({"word": ["will"]})
    figures.table(frame, "Words")
    figures.show(Figure(), "a picture", frame, "Words")
    assert displayed[0] == figures.table_html(frame, "Words")
    assert ["<figure" in markup for markup in displayed] == [False, True]


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
        "places": dict(texts=[early], queries=["will"], names=["will"]),
        "thirds": dict(text=early, queries=["will"], names=["will"]),
        "bars": dict(result=result, names=("1906", "1936")),
        "gap": dict(events=texts.timeline(), first=1905, last=1937),
        "chance": dict(result=result, names=("1906", "1936")),
        "voices": dict(shares=shares),
        "factors": dict(model=model, cites=["1936:8"], listed=["state"]),
        "stability": dict(table=rows),
    }


def test_every_public_function_is_called_below(calls):
    assert {*calls, "Look", "Picture"} == set(figures.__all__)


@pytest.mark.parametrize("name", sorted({*figures.__all__} - {"Look", "Picture"}))
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
    assert done.stdout.split("\n") == ["[]", "False", "False False", ""]


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
