"""Handouts on paper, as Chromium prints them on A4 and Letter with narrow and wide
margins: no blank page, no letter under 8 points, nothing cut that belongs together.
"""

import re

import pytest
from paper import printed

from tools import handouts

pytestmark = pytest.mark.browser
LEAST = 7.95  # points: 8, as browsers round
PAPERS = [(paper, margin) for paper in ("A4", "Letter") for margin in (10, 20)]
each_paper = pytest.mark.parametrize(("paper", "margin"), PAPERS)


@pytest.fixture(scope="module")
def sheets():
    """The sheets for a room without computers."""
    return {
        "ballot": handouts.ballot(),
        "maps": handouts.sheet_of_maps(),
        "passages": handouts.sheet_of_passages(),
    }


@pytest.fixture(scope="module")
def session():
    """The first session, run and written as a page."""
    return handouts.to_html(
        handouts.run(handouts.ROOT / "notebooks/1-reading.ipynb"), "1-reading"
    )


@pytest.fixture
def page(chromium):
    opened = chromium.new_page()
    yield opened
    opened.close()


def holds(paper):
    """No page without words, and no letter that is too small."""
    assert all(paper.sizes), "a page is blank"
    assert min(min(sizes) for sizes in paper.sizes) >= LEAST


@each_paper
@pytest.mark.parametrize("name", ["ballot", "maps", "passages"])
def test_a_sheet_is_printed_whole(page, sheets, name, paper, margin):
    out = printed(page, sheets[name], paper, margin)
    holds(out)
    wanted = {"ballot": 6 * 2, "maps": 3, "passages": 0}[name]
    assert len(out.spans) >= wanted
    for first, last in out.spans:  # a slip, or a picture with its title
        assert first == last
    if name == "ballot":
        assert len(out.sizes) <= 12
    if name == "maps":
        assert out.spans[0] == (1, 1)  # below the key, which is no page by itself


@pytest.mark.parametrize(("paper", "margin"), [("A4", 20), ("Letter", 10)])
def test_a_session_is_printed_whole(page, session, paper, margin):
    out = printed(page, session, paper, margin)
    holds(out)
    assert len(out.sizes) <= 20


def test_a_handout_has_nothing_dead_in_it(session, sheets):
    for html in (session, *sheets.values()):
        body = html.partition("</head>")[2] or html.partition("</style>")[2]
        assert not re.findall(r"<(?:button|input|select|textarea)\b", body)
        assert 'role="button"' not in body
        assert "data-action" not in body
        assert html.count("<main") == 1
        assert '<html lang="en"' in html


def test_a_map_on_paper_is_also_there_in_words(sheets):
    words = sheets["maps"].split("in words</summary>")
    assert len(words) == 3 + 1
    assert "Resigning solves nothing" in words[1]


def test_passages_name_their_author(session, sheets):
    for html in (session, sheets["passages"]):
        assert "Leon Trotsky, Results and Prospects (1906)" in html


def test_a_table_that_fills_pages_stays_folded():
    row = "<tr><td>1</td></tr>"
    short, long = (
        f"<details><summary>The data of this picture</summary>{row * n}</details>"
        for n in (5, 60)
    )
    shown = [handouts._DATA.sub(handouts._data, html) for html in (short, long)]
    assert ["<details open>" in html for html in shown] == [True, False]
