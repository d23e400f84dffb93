"""Pictures: each mark, label, alternative text and "more in" belongs to the text that
it names.
"""

import html
import re

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from helpers import comparison, figures, texts, topics, widgets, words


def series(fig, marker):
    """The marks of a kind: (colour, places across, row) of each line of them."""
    return [
        (to_hex(line.get_color()), list(line.get_xdata()), line.get_ydata()[0])
        for line in fig.axes[0].lines
        if line.get_marker() == marker and len(line.get_xdata())
    ]


def labels(fig):
    return [text.get_text() for text in fig.axes[0].texts]


def alternative(markup):
    return html.unescape(re.search(r'<img alt="([^"]*)"', markup)[1])


def table_of(markup):
    """The rows of the first table of a panel, as lists of words."""
    table = markup.partition("</table>")[0]
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)]
        for row in re.findall(r"<tr>.*?</tr>", table)
    ]


def test_each_text_has_its_own_strip_with_its_marks_colour_and_count(early, late):
    fig = figures.dispersion([early, late], ["will", "state"])
    ticks = fig.axes[0].get_yticklabels()
    assert [tick.get_text() for tick in ticks] == [
        "will, 1906",
        "will, 1936",
        "state, 1906",
        "state, 1936",
    ]
    for text, rows in ((early, (0, 2)), (late, (1, 3))):
        style = figures.look(text.id)
        drawn = series(fig, style.marker)
        assert [row for _, _, row in drawn] == list(rows)
        for (colour, places, _), word in zip(drawn, ("will", "state")):
            assert colour == style.colour
            assert places == words.positions(text, word)["at"].tolist()
    assert labels(fig) == [
        f"{words.count(text, word)} in {text.words:,} words"
        for word in ("will", "state")
        for text in (early, late)
    ]


def test_a_faint_line_stands_where_each_section_begins_in_its_own_strip(early, late):
    fig = figures.dispersion([early, late], ["will"])
    for row, (text, lines) in enumerate(zip((early, late), fig.axes[0].collections)):
        before = [
            sum(p.counted * words.index(text).words_in_paragraph[n] for n, p in counted)
            for counted in (
                [
                    (n, p)
                    for n, p in enumerate(words.index(text).paragraphs)
                    if p.number < section.first
                ]
                for section in text.sections[1:]
            )
        ]
        segments = lines.get_segments()
        assert [segment[0][0] for segment in segments] == before
        assert {tuple(segment[:, 1]) for segment in segments} == {
            (row - 0.4, row + 0.4)
        }
    assert len(early.sections) > 1
    assert len(late.sections) > 1


@pytest.mark.parametrize(("word", "more"), [("will", 0), ("state", 1)])
def test_the_line_of_chance_has_the_side_and_the_colour_of_the_text(
    word, more, early, late
):
    result = comparison.chance(early, late, word, shuffles=99)
    fig = figures.chance(result, ("1906", "1936"))
    ids = ("1906", "1936")
    line = next(iter(fig.axes[0].lines))
    assert to_hex(line.get_color()) == figures.look(ids[more]).colour
    assert (line.get_xdata()[0] > 0) == (more == 0)
    assert labels(fig)[0].endswith(f" more per 1,000 words in {ids[more]}")
    left, _, right = fig.axes[0].get_xlabel().partition("after shuffling")
    assert ("1936" in left, "1906" in right) == (True, True)
    assert ("1906" in left, "1936" in right) == (False, False)
    counts = [bar.get_height() for bar in fig.axes[0].patches]
    assert sum(counts) == 99


@pytest.mark.parametrize(("word", "more"), [("will", "1906"), ("state", "1936")])
def test_the_alternative_of_chance_names_the_text_that_has_more(word, more):
    panel = widgets.Chance(word, shuffles=99)
    less = "1936" if more == "1906" else "1906"
    sentence = alternative(panel.html)
    assert re.search(rf"a line at \d+\.\d more in {more} than in {less}\.$", sentence)
    assert "(below zero: more in 1936)" in sentence
    counts = [words.count(texts.load(t), word) for t in ("1906", "1936")]
    for count, text_id in zip(counts, ("1906", "1936")):
        assert f"{count} times in {text_id}" in panel.status


def test_word_against_word_says_which_text_has_more_of_each(early, late):
    panel = widgets.WordAgainstWord("will, state, zzz")
    head, *rows = table_of(panel.html)
    assert head == [
        "Words",
        "1906",
        "1936",
        "1906, in 1,000",
        "1936, in 1,000",
        "more in",
        "p, one word",
    ]
    for row, more in zip(rows, ("1906", "1936", "–")):
        counts = [words.count(text, row[0]) for text in (early, late)]
        rates = [1000 * n / t.words for n, t in zip(counts, (early, late))]
        assert row[1:3] == [str(count) for count in counts]
        assert row[3:5] == [f"{rate:.2f}" for rate in rates]
        assert row[5] == more
    assert [row[0] for row in rows] == ["will", "state", "zzz"]
    sentence = alternative(panel.html)
    for word in ("will", "state"):
        first, second = (words.count(text, word) for text in (early, late))
        assert f"{word}: {first} in 1906, {second} in 1936" in sentence


def test_the_table_beside_the_strips_counts_each_section(early, late):
    panel = widgets.WordAgainstWord("will")
    rows = table_of(panel.html.partition("<details>")[2])[1:]
    assert [row[:2] for row in rows] == [
        [text.id, html.escape(section.title)]
        for text in (early, late)
        for section in text.sections
    ]
    for text in (early, late):
        counts = [int(row[2]) for row in rows if row[0] == text.id]
        assert sum(counts) == words.count(text, "will")
        first = sum(
            words.by_paragraph(text, "will")["count"][: text.sections[0].last].tolist()
        )
        assert counts[0] == first


def test_the_words_that_mark_a_text_stand_under_its_heading(early, late):
    panel = widgets.Keyness(shuffles=0)
    table = comparison.keyness(early, late, shuffles=0)
    halves = re.split(r"<h3>More in (\d+)</h3>", panel.html)
    for text_id, half in zip(halves[1::2], halves[2::2]):
        shown = re.findall(r'data-action="lines/([^"]+)"', half)
        assert len(shown) == 15
        marking = table.index[table["more_in"] == text_id]
        assert shown == list(marking[:15])
        for word in shown:
            row = table.loc[html.unescape(word)]
            label = re.search(rf'aria-label="{re.escape(word)}: ([^"]+)"', half)[1]
            assert f"{row['count_a']} times in 1906, {row['per_1000_a']:.1f}" in label
            assert f"{row['count_b']} times in 1936, {row['per_1000_b']:.1f}" in label
    assert halves[1::2] == ["1906", "1936"]


def test_where_a_word_falls_is_told_for_each_text_and_section(early, late):
    sentence = alternative(widgets.Concordance("will").html)
    lead, *parts = re.split(r"in (1906|1936): ", sentence)
    assert lead == "Strips that show where “will” falls, "
    assert parts[::2] == ["1906", "1936"]
    for text, part in zip((early, late), parts[1::2]):
        counts = {title: int(n) for n, title in re.findall(r"(\d+) in “(.+?)”", part)}
        numbers = words.positions(text, "will")["cite"].str.split(":").str[1]
        titles = numbers.astype(int).map(lambda n, text=text: text.section_of(n).title)
        assert counts == titles.value_counts().to_dict()


def test_each_voice_has_a_bar_for_each_text_in_its_colour_and_length(early, late):
    shares = texts.voice_shares([early, late])
    axes = figures.voices(shares).axes[0]
    for row, bar, label in zip(shares.itertuples(), axes.patches, axes.texts):
        style = figures.look(row.text)
        assert bar.get_width() == row.percent
        assert to_hex(bar.get_edgecolor()) == style.colour
        assert bar.get_hatch() == style.hatch
        middle = bar.get_y() + bar.get_height() / 2
        assert label.get_position()[1] == pytest.approx(middle)
        assert label.get_text() == f"{row.percent:.1f} % of {row.text}"
        kind = list(dict.fromkeys(shares["voice"])).index(row.voice)
        tick = axes.get_yticks()[kind]
        assert axes.get_yticklabels()[kind].get_text() == row.voice
        assert abs(middle - tick) == pytest.approx(0.5), "beside the name of its voice"
        assert (middle < tick) == (row.text == "1906")
    assert len(axes.patches) == len(shares)


def test_what_a_text_names_stands_on_the_left_of_the_timeline():
    events = texts.timeline()
    axes = figures.timeline(events).axes[0]
    placed = {text.get_text(): text for text in axes.texts}
    heads = {name: placed.pop(name) for name in list(placed) if "amed" in name[:9]}
    assert heads["Named in these texts"].get_position()[0] < 0
    assert heads["Not named in them"].get_position()[0] > 0
    for row in events.itertuples():
        label = placed.pop(f"{row.date[:4]}  {row.title}", None)
        if label:
            assert (label.get_position()[0] < 0) == (row.named == "yes"), row.title
            assert label.get_ha() == ("right" if row.named == "yes" else "left")
    assert not placed
    drawn = [line for line in axes.lines if line.get_marker() in "oD"]
    for line, side in zip(drawn, (-1, 1)):
        assert all(x * side > 0 for x in line.get_xdata())
        assert list(line.get_ydata()) == sorted(line.get_ydata())
    january = pd.DataFrame(
        {"date": ["1917-01", "1917-12", "1917"], "title": list("abc"), "named": "yes"}
    )
    years = figures.timeline(january).axes[0].lines
    marks = next(line for line in years if line.get_marker() == "o").get_ydata()
    assert list(marks) == pytest.approx([1917, 1917.5, 1917 + 11 / 12])


def test_each_line_of_agreement_is_labelled_with_its_own_method_and_kind():
    table = pd.DataFrame(
        [
            (method, k, kind, value + k / 100)
            for method, kind, value in [
                ("nmf", "seed", 0.8),
                ("nmf", "sample", 0.6),
                ("lda", "seed", 0.4),
                ("lda", "sample", 0.2),
            ]
            for k in (3, 4)
        ],
        columns=["method", "k", "kind", "agreement"],
    )
    axes = figures.stability(table).axes[0]
    assert labels(axes.figure) == [
        "NMF, other random starts",
        "NMF, four fifths of the paragraphs",
        "LDA, other random starts",
        "LDA, four fifths of the paragraphs",
    ]
    for line, label, value in zip(axes.lines, axes.texts, (0.8, 0.6, 0.4, 0.2)):
        assert list(line.get_ydata()) == [value + 0.03, value + 0.04]
        assert list(line.get_xdata()) == [3, 4]
        assert label.get_position()[1] == pytest.approx(value + 0.04)
        assert label.get_color() == line.get_color()
    styles = [(line.get_marker(), line.get_linestyle()) for line in axes.lines]
    assert styles == [("o", "-"), ("o", "--"), ("s", "-"), ("s", "--")]


def test_a_factorization_is_shown_with_the_numbers_of_the_model(early, late):
    model = topics.fit([early, late], k=3, seed=0)
    cites, listed = ["1906:1", "1936:20"], list(model.word_weights.columns[:4])
    fig = figures.factors(model, cites, listed)
    left, right = model.weights.loc[cites], model.word_weights[listed]
    shown = [
        [text.get_text() for text in axes.texts if text.get_text()] for axes in fig.axes
    ]
    assert shown[0] == [f"{value:.2f}" for value in left.to_numpy().ravel()]
    assert shown[1] == [f"{1000 * v:.0f}" for v in right.to_numpy().ravel()]
    assert shown[2] == [f"{1000 * v:.0f}" for v in (left @ right).to_numpy().ravel()]
    names = [tick.get_text() for tick in fig.axes[2].get_yticklabels()]
    assert names == cites
    assert [tick.get_text() for tick in fig.axes[1].get_xticklabels()] == listed
    assert [t.get_text() for t in fig.axes[0].get_xticklabels()] == [
        f"topic {n}" for n in left.columns
    ]


def test_numbers_of_a_table_have_two_places_and_stand_on_the_right():
    frame = pd.DataFrame(
        {"name": ["a", "b"], "rate": [1.234, float("nan")], "n": [3, 40]}
    )
    markup = figures.table_html(frame, "What <it> shows")
    cells = re.findall(
        r'<t. (?:scope="row" )?style="text-align:(\w+)">(.*?)</t', markup
    )
    assert cells == [
        ("left", "a"),
        ("right", "1.23"),
        ("right", "3"),
        ("left", "b"),
        ("right", "–"),
        ("right", "40"),
    ]
    assert re.search(r"<caption[^>]*>What &lt;it&gt; shows</caption>", markup)
    widths = [int(share) for share in re.findall(r"width:(\d+)%", markup)]
    assert len(widths) == 3
    assert sum(widths) in range(98, 103)
