"""A shared computer: what the last person typed and the kernel never had is not seen by
the next, is not kept as theirs, and is in the file that was put aside.
"""

import json

import nbformat
import pytest
from conftest import run_all, stop_kernel
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
    box = page.get_by_label("How often?")
    box.fill("kept")
    expect(page.get_by_text("Kept").first).to_be_visible()
    stop_kernel(page)
    box.fill(TYPED)
    expect(page.get_by_text("Not kept: the machine").first).to_be_visible()

    restart(page)
    run_one(page, "import ", "HandIn(")
    new = page.get_by_role("button", name="A new person sits here now")
    new.click()
    expect(page.get_by_text("Press again if a new person")).to_be_visible()
    new.click()
    expect(page.get_by_text("Nothing of the last person counts")).to_be_visible()
    [aside] = (folder / "answers").glob("*.jsonl")
    assert TYPED in aside.read_text()
    kept = page.evaluate("JSON.stringify({ ...sessionStorage })")
    assert TYPED not in json.dumps(json.loads(kept))

    run_all(page)
    expect(box).to_have_value("")
    expect(page.get_by_text(TYPED)).to_have_count(0)
    assert [*(folder / "answers").glob("*.jsonl")] == [aside]


def restart(page):
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.startKernel()")


def run_one(page, *codes):
    from conftest import run_cells

    run_cells(page, *codes)
