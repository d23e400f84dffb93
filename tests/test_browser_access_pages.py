"""What holds for everyone on whole pages: axe looks at a session in every form, and
notices what is wrong with it; no key changes a page, and Tab has few stops.
"""

import pytest
import states
from axe import look
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
MOST_STOPS = 120  # of Tab, on the page of session 2


@pytest.fixture(scope="module")
def reading(shared_notebook):
    """Session 1 after Run All, with everything shown."""
    page = shared_notebook("1-reading")
    page.get_by_role("button", name="Show everything on this page").press("Enter")
    expect(page.get_by_role("group", name="Would chance do this?")).to_be_visible()
    return page


FAULTS = {
    "color-contrast": '<p style="color:#ccc">Hard to read.</p>',
    "button-name": "<button></button>",
    "target-size": '<button style="width:10px;height:10px;padding:0;border:0">a'
    '</button><button style="width:10px;height:10px;padding:0;border:0">b</button>',
    "td-headers-attr": '<table><tr><td headers="gone">1</td></tr></table>',
    "empty-table-header": '<table><tr><th scope="col"></th></tr><tr><td>1</td></tr>'
    "</table>",
}


@pytest.mark.parametrize("rule", FAULTS)
def test_axe_notices_a_fault_that_is_put_into_an_output(reading, rule):
    output = reading.locator(".jp-OutputArea-output").nth(1)
    put = """(output, html) => {
        const made = document.createElement("div");
        made.id = "fault";
        made.innerHTML = html;
        output.append(made);
    }"""
    output.evaluate(put, FAULTS[rule])
    try:
        assert rule in [found for found, _ in look(reading).findings]
    finally:
        reading.evaluate("document.querySelector('#fault').remove()")


def test_axe_looks_at_hundreds_of_elements_and_leaves_the_page_as_it_was(reading):
    where = """() => {
        const outer = document.querySelector(".jp-WindowedPanel-outer");
        outer.scrollTop = 900;
        return [document.body.offsetHeight, outer.offsetHeight, outer.scrollTop];
    }"""
    before = reading.evaluate(where)
    findings, nodes = look(reading)
    assert findings == []
    assert nodes > 300
    after = where.replace("outer.scrollTop = 900;", "")
    assert reading.evaluate(after) == before


@pytest.mark.parametrize("form", states.FORMS)
def test_axe_finds_nothing_in_a_session_in_any_form(reading, form):
    with states.in_form(reading, form):
        findings, nodes = look(reading)
    assert findings == []
    # with its own windowing JupyterLab has only the cells that are near
    assert nodes > (100 if "windowing" in form else 300)


def test_no_key_in_the_data_of_a_picture_changes_the_page(reading):
    cells = """() => JSON.stringify([...window.jupyterapp.shell.currentWidget.content
        .model.cells].map(({ type, id }) => [type, id]))"""
    before = reading.evaluate(cells)
    summary = reading.locator("figure summary").first
    summary.focus()
    for key in ("x", "d", "d", "m", "y", "1", "a", "b", "Shift+m"):
        reading.keyboard.press(key)
        expect(summary).to_be_focused()
    reading.keyboard.press("Enter")
    expect(reading.locator("figure details[open]").first).to_be_visible()
    assert reading.evaluate(cells) == before


# Tab, and the arrow keys in a map


def test_session_2_has_few_stops_of_tab_and_the_arrow_keys_reach_the_rest(notebook):
    page = notebook("2-argument")
    stops, unreached = states.tabbed(page)
    tools = [stop for stop in stops if stop.panel]
    print(f"Tab in session 2: {len(stops)} stops, {len(tools)} of them in tools")
    assert {"Indicator words", "All that you wrote"} <= {panel for panel, _ in tools}
    assert len(stops) < MOST_STOPS
    assert unreached == []
