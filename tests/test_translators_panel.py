"""The panel that asks whether it is the translator, and its picture, without a
browser.
"""

import re

import pytest

from helpers import comparison, figures, widgets
from helpers.figures import translators as picture

IDS, OTHER = ("1906", "1936"), "1906-olgin"


@pytest.fixture(scope="module")
def every():
    return comparison.control(*IDS, OTHER)


@pytest.fixture
def panel():
    return widgets.Translators(shuffles=200)


def act(panel, action="", number=1, **changed):
    panel.receive({"changed": changed, "action": action, "number": number})
    return panel


def test_a_mark_lies_where_its_differences_are(every):
    at = {mark.word: mark for mark in picture.marks(every, IDS, OTHER)}
    assert at["will"].down < at["russian"].down < picture.MIDDLE < at["soviet"].down
    assert at["labor"].across < 0.5 < at["peasantry"].across < at["workers"].across
    assert at["soviet"].across == 0.5  # neither translation has it
    assert at["will"].says == "will: 42 in 1906, 14 in 1936, 40 in 1906-olgin"
    named = {word: mark.finding for word, mark in at.items() if mark.finding}
    assert named == comparison.beyond_chance(every)["finding"].to_dict()
    assert all(0 <= mark.across <= 1 for mark in at.values())
    assert all(0 <= mark.down <= picture.HIGH for mark in at.values())
    turned = comparison.control("1936", "1906", OTHER, shuffles=9)
    turned = {m.word: m for m in picture.marks(turned, ("1936", "1906"), OTHER)}
    assert turned["will"].down > picture.MIDDLE
    assert turned["workers"].across == at["workers"].across


def test_what_lies_outside_a_band_is_named_and_nothing_else(every):
    drawn = picture.control(every, IDS, OTHER)
    labels = re.findall(r"<g data-action=\"word/([^\"]+)\"><text", drawn)
    assert sorted(labels) == sorted(comparison.beyond_chance(every).index)
    circles = re.findall(r"data-action=\"word/([^\"]+)\"><title>", drawn)
    assert set(labels) < set(circles)
    assert len(circles) == len(picture.marks(every, IDS, OTHER)) > 300
    assert "viewBox" not in drawn  # its words are never scaled


@pytest.mark.parametrize("wide", [picture.NARROW, 1280])
def test_no_name_covers_another(every, wide):
    drawn = picture.control(every, IDS, OTHER)
    boxes = []
    for x, dx, y, anchor, word in re.findall(
        r'<text x="([\d.]+)%" dx="(-?\d+)" y="([\d.]+)" text-anchor="(\w+)">([^<]+)',
        drawn,
    ):
        left = float(x) / 100 * wide + int(dx)
        long = 6.8 * len(word)
        left -= long if anchor == "end" else 0
        assert left >= -1
        assert left + long <= wide + 20
        boxes.append((left, left + long, float(y) - 10, float(y) + 2))
    assert len(boxes) == 10
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            apart = a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]
            assert apart, (a, b)


def test_the_words_asked_for_have_their_findings(panel):
    assert panel.status == (
        "“will” stays in these pages with this other translator; “workers” is the"
        " translator’s; “cannot” cannot be told from these pages."
    )
    assert "Of all words together, those outside a band of chance" in panel.html
    assert "The data of this picture" in panel.html
    assert re.search(r'role="img"[^>]* aria-label="[^"]*peasantry', panel.html)
    words = re.findall(
        r'data-action="word/([^"]+)"', panel.html.partition("<figure")[0]
    )
    assert words[:3] == ["will", "workers", "cannot"]
    assert {"peasantry", "labor"} <= set(words)


def test_a_word_leads_to_its_stretches_its_lines_and_its_paragraphs(panel):
    act(panel, "word/peasant*")
    assert panel.focus.startswith("stretches")
    assert '"1906:10"' in panel.passage  # the stretch of 1906:10-11
    assert ">1906:10-11</button>" in panel.passage
    assert "lines for “peasant*”" in panel.passage
    act(panel, "1906:10", 2)
    assert panel.focus.startswith("1906:10")
    assert "<mark" in panel.passage


def test_a_word_has_as_many_lines_as_are_counted(panel, every):
    for word in ["programme", *comparison.beyond_chance(every).index]:
        act(panel, f"word/{word}")
        counted = every.loc[word, ["count_a", "count_b"]].sum()
        many = "1 line" if counted == 1 else f"{counted:.0f} lines"
        assert f"{many} for “{word}”" in panel.passage


def test_a_family_may_lack_a_bracket_and_a_sign_is_named(panel):
    act(panel, query="workers>, ^will$")
    assert "“workers>” " in panel.status
    assert "Signs are not looked for: ^ $ left out." in panel.status


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type one to 6 words"),
        ("a,b,c,d,e,f,g", "Type one to 6 words"),
        ("zzz", "“zzz” stands in neither text"),
        ("<nobody>", "There is no family <nobody>"),
        ("class struggle", "“class” "),
        ("<img src=x onerror=alert(1)>", "There is no family"),
    ],
)
def test_whatever_is_typed_gets_a_sentence(panel, typed, says):
    act(panel, query=typed)
    assert says in panel.status
    assert "Something went wrong" not in panel.status
    assert "<img" not in panel.html


def test_in_print_it_shows_what_is_found(panel):
    printed = panel._printed()
    assert "“workers” is the translator’s" in printed
    assert "<svg" in printed
    assert "The data of this picture" not in printed


def test_every_word_that_is_asked_for_is_escaped(every):
    table = every.rename(index={"will": "<b>will"})
    drawn = picture.control(table, IDS, OTHER)
    assert "<b>" not in drawn
    assert "&lt;b&gt;will" in drawn
    assert "<b>" not in figures.table_html(table.head(1).reset_index())
