"""Pictures: each mark, label, alternative text and "more in" belongs to the text that
it names.
"""

import html
import re

import pandas as pd
import pytest

from helpers import comparison, figures, texts, widgets, words


def alternative(markup):
    return html.unescape(re.search(r'role="img" aria-label="([^"]*)"', markup)[1])


def table_of(markup):
    """The rows of the first table of a panel, as lists of words."""
    table = markup.partition("</table>")[0]
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)]
        for row in re.findall(r"<tr>.*?</tr>", table)
    ]


@pytest.mark.parametrize(("word", "more"), [("will", "1906"), ("state", "1936")])
def test_the_alternative_of_chance_names_the_text_that_has_more(word, more):
    panel = widgets.Chance(word, shuffles=99)
    less = "1936" if more == "1906" else "1906"
    sentence = alternative(panel.html)
    assert re.search(rf"a line at \d+\.\d more in {more} than in {less}\.$", sentence)
    assert re.search(
        r"from \d+\.\d\d more in 1936 to \d+\.\d\d more in 1906,", sentence
    )
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
    for text in (early, late):
        assert (
            f"In {text.id}: {figures.thirds(text, ['will', 'state', 'zzz'])}"
            in sentence
        )


def test_the_table_beside_the_strips_says_where_in_each_section(early, late):
    panel = widgets.WordAgainstWord("will")
    rows = table_of(panel.html.partition("<details>")[2])[1:]
    assert [row[:2] for row in rows] == [
        [html.escape(section.title), text.id]
        for text in (early, late)
        for section in text.sections
    ]
    for text in (early, late):
        counts = [int(row[3]) for row in rows if row[1] == text.id]
        assert counts == words.by_section(text, "will")["count"].to_list()
        listed = [row[4] for row in rows if row[1] == text.id]
        places = ", ".join(filter(None, listed)).split(", ")
        paragraphs = dict.fromkeys(place.partition(".")[0] for place in places)
        assert list(paragraphs) == list(
            dict.fromkeys(words.positions(text, "will")["cite"])
        )


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


def test_the_data_of_the_voices_lead_to_their_places(early, late):
    shares = texts.voice_shares([early, late])
    for row in shares.itertuples():
        text = early if row.text == "1906" else late
        table = texts.voices(text).query(f"voice == '{row.voice}'")
        assert row.places == ", ".join(dict.fromkeys(table["cite"]))
        assert row.words == table["count"].sum()


def test_numbers_of_a_table_have_two_places_and_stand_on_the_right():
    frame = pd.DataFrame(
        {"name": ["a", "b"], "rate": [1.234, float("nan")], "n": [3, 40]}
    )
    markup = figures.table_html(frame, "What <it> shows")
    cells = re.findall(r'<t[hd][^>]*text-align:(\w+)">(.*?)</t[hd]>', markup)[3:]
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
