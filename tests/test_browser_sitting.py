"""A shared computer: what the last person typed and the kernel never had is not seen by
the next, is not kept as theirs, and is in the file that was put aside.
"""

import re

import nbformat
import pytest
from conftest import run_all, run_cells, stop_kernel
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
CELLS = [
    'import sys; sys.path.insert(0, "..")\nfrom helpers import widgets',
    'widgets.Exercise("reading/will", "How often?")',
    "widgets.HandIn()",
]
TYPED = "a half thought of the last person"


def test_an_unsent_draft_of_the_last_person_is_not_seen_by_the_next(notebook, folder):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [nbformat.v4.new_code_cell(code) for code in CELLS]
    made = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(made, folder / "notebooks" / "sitting.ipynb")
    page = notebook("sitting")
    box = page.get_by_role("textbox", name="How often?")
    box.fill("kept")
    expect(page.get_by_text(re.compile(r"^Kept \d")).first).to_be_visible()
    stop_kernel(page)
    box.fill(TYPED)
    lost = re.compile(
        "Not kept: the machine behind this page has stopped|No answer yet"
    )
    expect(page.get_by_text(lost).first).to_be_visible()

    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.startKernel()")
    run_cells(page, "import ", "HandIn(")
    new = page.get_by_role("button", name="A new person sits here now")
    new.click()
    expect(page.get_by_text("Press again if a new person")).to_be_visible()
    new.click()
    expect(page.get_by_text("Nothing of the last person counts")).to_be_visible()
    [aside] = (folder / "answers").glob("*.jsonl")
    assert TYPED in aside.read_text()
    assert TYPED not in page.evaluate("JSON.stringify({ ...sessionStorage })")

    run_all(page)
    expect(box).to_have_value("")
    expect(page.get_by_text(TYPED)).to_have_count(0)
    assert [*(folder / "answers").glob("*.jsonl")] == [aside]
