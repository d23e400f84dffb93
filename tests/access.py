"""The whole product looked at by axe: every notebook after Run All, in every form, and
everything in it that can be pressed. `make access` runs it, and prints how many
elements were looked at; `make test` runs a part of it (`test_browser_access.py`).
"""

import pathlib

import pytest
import states
from axe import look
from conftest import settle, stop_kernel

pytestmark = pytest.mark.browser
ROOT = pathlib.Path(__file__).parent.parent
NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
LEAST = 100  # elements of a notebook
NEAR = 50  # of the cells that JupyterLab leaves in the page, near what is seen


@pytest.fixture(scope="module", params=NAMES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def page(name, shared_notebook):
    """A notebook after Run All, with everything shown; opened once for all tests."""
    page = shared_notebook(name)
    page.get_by_role("button", name="Show everything on this page").press("Enter")
    settle(page)
    yield page
    stop_kernel(page)


def test_a_notebook_in_every_form(page, name):
    wrong = {}
    for form in ("1280", *states.FORMS):
        with states.in_form(page, form):
            findings, nodes = look(page)
        print(f"{name}, {form}: {nodes} elements, {len(findings)} findings")
        assert nodes > (NEAR if form.endswith("windowing") else LEAST)
        if findings:
            wrong[form] = findings
    assert wrong == {}


def test_everything_that_can_be_pressed_leaves_the_focus_on_what_has_a_name(page, name):
    # one of a kind in a panel: of each widget's kinds six are pressed by themselves
    print(f"{name}: {states.press_everything(page, most=1)} controls were pressed")
    findings, nodes = look(page)
    print(f"{name}, all pressed: {nodes} elements, {len(findings)} findings")
    # in two maps the same claim is open under the same name, each in a named group
    assert [each for each in findings if each[0] != "landmark-unique"] == []
