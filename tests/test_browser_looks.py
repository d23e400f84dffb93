"""How panels look, by computed styles and boxes: one primary button, quiet status, the
sentence that is chosen, names in their rows, maps in every theme and size.
"""

import re

import nbformat
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
CELLS = [
    'import sys; sys.path.insert(0, "..")\nfrom helpers import widgets',
    'widgets.Exercise("looks", "Your words", check=len)',
    'widgets.Guess("looks", "Which word?", then=lambda: "this one")',
    'widgets.Concordance("betray*")',
    'widgets.ArgumentMap("1906", "Lock-outs and resignation")',
    'widgets.Prompt("inevitable-and-betrayed")',
    "widgets.HandIn()",
    "widgets.TopicExplorer()",
]
SPACING = """* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
  line-height: 1.5 !important; }"""
#: The words of boxes that leave them.
OVER = """map => [...map.querySelectorAll('.pb-box')].flatMap(box => {
    const frame = box.querySelector('.pb-shape').getBBox();
    return [...box.querySelectorAll('text')].filter(text => {
        const words = text.getBBox();
        return words.x < frame.x || words.x + words.width > frame.x + frame.width;
    }).map(text => text.textContent);
})"""
LETTERS = """map => Math.min(...[...map.querySelectorAll('text')].map(text =>
    parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
STYLE = "(each, name) => getComputedStyle(each)[name]"


@pytest.fixture(scope="module")
def looks(shared_folder, shared_notebook):
    """A page with one panel of each kind that this file looks at."""
    cells = [nbformat.v4.new_code_cell(code) for code in CELLS]
    cells.insert(1, nbformat.v4.new_markdown_cell("Prose above the panels."))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    path = shared_folder / "notebooks" / "looks.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return shared_notebook("looks")


@pytest.fixture
def page(looks):
    """The page in the light theme, at the size of a small laptop."""
    looks.set_viewport_size({"width": 1024, "height": 700})
    theme(looks, "Light")
    yield looks
    looks.emulate_media(forced_colors="none")
    looks.evaluate("document.querySelector('#spacing')?.remove()")
    looks.evaluate("document.documentElement.removeAttribute('style')")


def theme(page, name):
    page.evaluate(
        "name => window.jupyterapp.commands.execute('apputils:change-theme',"
        " { theme: `JupyterLab ${name}` })",
        name,
    )
    light = "true" if name == "Light" else "false"
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)
    ink = "rgba(0, 0, 0, 0.87)" if name == "Light" else "rgb(255, 255, 255)"
    expect(page.locator(".pb-panel").first).to_have_css("color", ink)


def the_map(page):
    return page.get_by_role("group", name="Argument map of 1906", exact=True)


def card(page):
    return page.get_by_role("group", name=re.compile("^Prompt: "))


def test_a_panel_has_one_primary_button_and_a_quiet_status(page):
    for panel in page.locator(".jp-Notebook .pb-panel").all():
        assert panel.locator(".pb-primary").count() <= 1
    primary = page.get_by_role("button", name="Check", exact=True)
    quiet = page.get_by_role("button", name="Show me")
    grounds = [each.evaluate(STYLE, "backgroundColor") for each in (primary, quiet)]
    assert grounds == ["rgb(0, 105, 111)", "rgb(255, 255, 255)"]
    assert primary.bounding_box()["height"] == quiet.bounding_box()["height"]
    for status in page.locator(".jp-Notebook .pb-status").all():
        assert status.evaluate(STYLE, "fontWeight") == "400"


def test_the_control_for_a_file_is_a_button_like_the_others(page):
    of_card = card(page)
    label = of_card.locator("label", has_text="Restore from a file")
    download = of_card.get_by_role("button", name="Download", exact=True)
    for style in ("borderTopColor", "backgroundColor", "fontSize", "borderRadius"):
        assert label.evaluate(STYLE, style) == download.evaluate(STYLE, style)
    heights = [each.bounding_box()["height"] for each in (label, download)]
    assert abs(heights[0] - heights[1]) <= 1
    with page.expect_file_chooser():
        label.click(force=True)  # the control lies over it
    of_card.get_by_label("Restore from a file").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert label.evaluate(STYLE, "outlineStyle") == "solid"


def test_panels_stand_on_the_edge_of_the_prose(page):
    prose = page.locator(".jp-MarkdownOutput p").first.bounding_box()["x"]
    for panel in page.locator(".jp-OutputArea-output .pb-panel").all():
        assert abs(panel.bounding_box()["x"] - prose) <= 1


def test_a_sentence_is_chosen_by_pressing_it(page):
    of_card = card(page)
    words = "All this is extremely probable and even inevitable ..."
    sentence = of_card.locator(".pb-sentence", has_text=words)
    sentence.get_by_text(words).click()
    radio = of_card.get_by_role("radio", name=words)
    expect(radio).to_be_checked()
    expect(of_card.get_by_role("status")).to_contain_text("You cite 1906:9.2")
    assert sentence.evaluate(STYLE, "outlineStyle") == "solid"
    other = of_card.locator(".pb-sentence").first
    assert other.evaluate(STYLE, "outlineStyle") == "none"
    # with the keyboard, as radios are
    radio.focus()
    page.keyboard.press("ArrowUp")
    expect(of_card.get_by_role("radio").first).to_be_checked()
    expect(of_card.get_by_role("status")).to_contain_text("You cite 1906:9.1")
    expect(of_card.get_by_role("radio").first).to_be_focused()
    assert other.evaluate(STYLE, "outlineWidth") == "3px"
    page.emulate_media(forced_colors="active")
    assert other.evaluate(STYLE, "outlineStyle") == "solid"


def test_a_topic_is_named_in_its_row(page):
    panel = page.get_by_role("group", name="Topics", exact=True)
    for number in (1, 6):
        box = page.get_by_label(f"Your name for topic {number}", exact=True)
        row = panel.get_by_role("row").filter(has=box)
        expect(row.get_by_role("button", name=f"Topic {number}")).to_be_visible()
    assert panel.locator(".pb-controls input").count() == 0
    box = panel.get_by_label("Your name for topic 2", exact=True)
    box.press_sequentially("The ruling stratum")
    expect(panel.get_by_role("status")).to_contain_text("Kept")
    expect(box).to_be_focused()
    expect(box).to_have_value("The ruling stratum")
    panel.get_by_role("button", name="Topic 3").click()
    expect(panel.get_by_role("status")).to_contain_text("Topic 3:")
    expect(box).to_have_value("The ruling stratum")
    panel.get_by_label("Topics", exact=True).select_option("4")
    expect(panel.get_by_label(re.compile("Your name for"))).to_have_count(4)
    expect(panel.get_by_label("Your name for topic 2", exact=True)).to_have_value("")
    assert panel.locator(".pb-controls input").count() == 0


def test_a_map_has_the_ground_of_the_page_in_the_dark(page, fresh):
    fresh(page, "widgets.ArgumentMap(")  # on which nobody has said anything
    theme(page, "Dark")
    dark = "rgb(17, 17, 17)"
    pane = the_map(page).locator(".pb-map")
    expect(pane).to_have_css("background-color", dark)
    assert (
        the_map(page).locator(".pb-stands > .pb-shape").first.evaluate(STYLE, "fill")
        == dark
    )
    words = the_map(page).locator(".pb-box text").first
    assert words.evaluate(STYLE, "fill") == "rgb(255, 255, 255)"


def test_a_map_keeps_its_lines_and_signs_in_forced_colours(page):
    page.emulate_media(forced_colors="active")
    pane = the_map(page).locator(".pb-map")
    ground = pane.evaluate(STYLE, "backgroundColor")
    for drawn in (".pb-way", ".pb-shape", ".pb-bar"):
        assert pane.locator(drawn).first.evaluate(STYLE, "stroke") != ground
    assert pane.locator(".pb-box text").first.evaluate(STYLE, "fill") != ground


def test_a_primary_button_and_a_quiet_status_in_forced_colours(page):
    page.emulate_media(forced_colors="active")
    panel = page.get_by_role("group", name="Exercise: Your words")
    button = panel.get_by_role("button", name="Check")
    # else the browser puts a ground of its own, white, under words that are white
    expect(button).to_have_css("forced-color-adjust", "none")
    colours = [button.evaluate(STYLE, each) for each in ("color", "backgroundColor")]
    assert colours[0] != colours[1]
    status = panel.get_by_role("status")
    expect(status).to_have_text("")
    expect(status).to_have_css("border-left-width", "0px")


def test_an_opened_claim_has_a_heavy_frame(page):
    pane = the_map(page).locator(".pb-map")
    pane.get_by_role("button", name=re.compile("^Fits capitalism")).press("Enter")
    opened = pane.locator("[aria-current] > .pb-shape")
    expect(opened).to_have_css("stroke-width", "4.5px")
    expect(opened).to_have_css("stroke", "rgb(0, 105, 111)")


def test_words_that_are_set_apart_stay_in_their_boxes(page):
    pane = the_map(page).locator(".pb-map")
    assert pane.evaluate(OVER) == []
    page.evaluate(
        """css => document.head.append(Object.assign(
            document.createElement("style"), { id: "spacing", textContent: css }))""",
        SPACING,
    )
    page.wait_for_function(
        f"map => ({OVER})(map).length === 0", arg=pane.element_handle()
    )
    wide = pane.locator(".pb-shape").first.evaluate("shape => shape.getBBox().width")
    page.evaluate("document.querySelector('#spacing').remove()")
    page.wait_for_function(
        "([map, wide]) => map.querySelector('.pb-shape').getBBox().width < wide",
        arg=[pane.element_handle(), wide],
    )


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_letters_of_a_map_are_never_under_11_pixels(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    pane = the_map(page).locator(".pb-map")
    page.wait_for_function(f"map => ({LETTERS})(map) >= 11", arg=pane.element_handle())


def test_panels_follow_the_readers_size_of_letters(page):
    page.evaluate(
        "document.documentElement.style.setProperty('--jp-content-font-size1', '20px')"
    )
    for panel in page.locator(".jp-Notebook .pb-panel").all():
        assert panel.evaluate(STYLE, "fontSize") == "20px"


def test_nothing_is_wider_than_a_narrow_window(page):
    page.set_viewport_size({"width": 320, "height": 700})
    page.evaluate("window.jupyterapp.shell.collapseLeft()")
    too_wide = page.locator(".jp-Notebook .pb-panel").evaluate_all(
        """panels => panels.flatMap(panel => [panel, ...panel.querySelectorAll(
            ".pb-two, .pb-passage, .pb-controls, .pb-status")])
            .filter(each => each.scrollWidth > each.clientWidth + 1)
            .map(each => each.className)"""
    )
    page.evaluate("window.jupyterapp.shell.expandLeft()")
    assert too_wide == []


def test_what_is_pressed_is_24_pixels_high(page):
    low = page.locator(".jp-Notebook .pb-panel").evaluate_all(
        """panels => panels.flatMap(panel => [...panel.querySelectorAll(
            "button:not(.pb-term), select, summary, input:not([type=checkbox]),"
            + " .pb-restore label, .pb-show, label:has([type=checkbox])")])
            .filter(each => each.getClientRects().length)
            .filter(each => !each.closest("fieldset label:not(.pb-sentence)"))
            .filter(each => each.getBoundingClientRect().height < 24)
            .map(each => each.outerHTML.slice(0, 80))"""
    )
    assert low == []
