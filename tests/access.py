"""The whole product looked at by axe: every notebook after Run All, in every form, and
everything in it that can be pressed. `make access` runs it, and prints how many
elements were looked at; `make test` runs a part of it (`test_browser_access.py`).
"""

import pathlib

import pytest
import states
from axe import look
from conftest import settle

pytestmark = pytest.mark.browser
ROOT = pathlib.Path(__file__).parent.parent
NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
LEAST = 100  # elements of a notebook


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_in_every_form(notebook, name):
    page, wrong = notebook(name), {}
    page.get_by_role("button", name="Show everything on this page").press("Enter")
    settle(page)
    for form in ("1280", *states.FORMS):
        with states.in_form(page, form):
            findings, nodes = look(page)
        print(f"{name}, {form}: {nodes} elements, {len(findings)} findings")
        assert nodes > LEAST
        if findings:
            wrong[form] = findings
    assert wrong == {}


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_can_be_pressed_leaves_the_focus_on_what_has_a_name(
    notebook, name
):
    page = notebook(name)
    page.get_by_role("button", name="Show everything on this page").press("Enter")
    settle(page)
    print(f"{name}: {states.press_everything(page)} controls were pressed")
    findings, nodes = look(page)
    print(f"{name}, all pressed: {nodes} elements, {len(findings)} findings")
    assert findings == []
