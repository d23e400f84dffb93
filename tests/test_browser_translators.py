"""Session 4's second round in JupyterLab: guess, look, open a word by keyboard and by
its mark, on a wide page and on a narrow one.
"""

import pytest
from conftest import axe_findings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
CODE = "widgets.Translators("
WAITS = "Of “will”, “workers” and “cannot”"


@pytest.fixture(scope="module")
def session(shared_notebook):
    """Session 4, run once; a test runs the cells anew that it is about."""
    return shared_notebook("4-comparison")


@pytest.fixture
def panel(session, fresh):
    page = fresh(session, CODE)
    return page.get_by_role("group", name="Is it the translator?", exact=True).first


def test_three_words_have_three_findings_and_lead_to_their_places(session, panel):
    expect(panel.get_by_role("status")).to_have_text(
        "“will” stays in these pages with this other translator; “workers” is the"
        " translator’s; “cannot” cannot be told from these pages."
    )
    picture = panel.get_by_role("img", name="A mark for each word")
    expect(picture).to_be_visible()
    word = panel.get_by_role("button", name="workers", exact=True).first
    word.focus()
    session.keyboard.press("Enter")
    places = panel.get_by_role("region", name="Stretch by stretch", exact=True)
    expect(places).to_be_focused()
    expect(places.get_by_role("row").filter(has_text="1906:22")).to_contain_text("VI")
    places.get_by_role("button", name="1906:22", exact=True).press("Enter")
    session.wait_for_function("document.activeElement?.dataset?.cite === '1906:22'")
    expect(panel.locator('.pb-paragraph[data-cite="1906:22"] mark').first).to_have_text(
        "workers"
    )
    assert axe_findings(session) == []


def test_a_mark_of_the_picture_leads_to_its_word(session, panel):
    panel.locator('.pb-control g[data-action="word/peasantry"] circle').click()
    places = panel.get_by_role("region", name="Stretch by stretch", exact=True)
    expect(places).to_contain_text("“peasantry” in two translations")
    box = panel.get_by_label("Words, apart by commas")
    box.fill("peasant*, <workers>")
    box.press("Enter")
    expect(panel.get_by_role("status")).to_have_text(
        "“peasant*” stays in these pages with this other translator; “<workers>” stays"
        " in these pages with this other translator."
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_the_picture_is_legible_on_any_page(session, panel, width):
    before = session.viewport_size
    panel.evaluate("(node, wide) => { node.style.width = `${wide}px`; }", width - 20)
    sizes = panel.locator(".pb-control text").evaluate_all(
        "texts => texts.map(t => [parseFloat(getComputedStyle(t).fontSize),"
        " t.getBoundingClientRect().left, t.getBoundingClientRect().right])"
    )
    edges = panel.locator(".pb-control").evaluate(
        "node => ['left', 'right'].map(side => node.getBoundingClientRect()[side])"
    )
    assert session.viewport_size == before
    assert len(sizes) == 14
    for size, left, right in sizes:
        assert size >= 12
        assert edges[0] - 6 <= left
        assert right <= edges[1] + 6
