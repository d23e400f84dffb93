"""What a page says where packages or extensions are missing: a sentence, no traceback
and no form that is silently dead.
"""

import os
import pathlib
import subprocess
import sys

import nbformat
import pytest

from helpers import widgets
from tools import handouts

ROOT = pathlib.Path(__file__).parent.parent
PAGES = sorted((ROOT / "notebooks").glob("*.ipynb"))
# As in a notebook: what an error shows of itself, and else its name.
CELL = """
import importlib.util, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name in {missing} else find(name)
try:
    exec({code!r})
except Exception as error:
    shown = getattr(error, "_render_traceback_", lambda: [type(error).__name__])
    print(*shown())
"""


def first_cell(path):
    notebook = nbformat.read(path, as_version=4)
    return next(cell.source for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_missing_packages_are_said_in_a_sentence(path):
    code = CELL.format(missing={"ipywidgets", "anywidget"}, code=first_cell(path))
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "lacks what the seminar needs: anywidget, ipywidgets." in ran.stdout, (
        ran.stderr
    )
    assert "make lab" in ran.stdout


def test_no_page_imports_a_package_before_it_was_looked_for():
    for path in PAGES:
        lines = first_cell(path).splitlines()
        helpers = next(n for n, line in enumerate(lines) if "from helpers" in line)
        assert not any("pandas" in line for line in lines[:helpers]), path.stem


def test_a_page_without_the_extension_says_why_nothing_can_be_pressed(monkeypatch):
    guide = widgets.Guide()
    shown = guide._repr_mimebundle_()
    data = shown[0] if isinstance(shown, tuple) else shown
    assert "Nothing can be pressed here" in data["text/html"]
    assert "anywidget" in data["text/html"]
    monkeypatch.setitem(os.environ, "SEMINAR_PRINT", "1")
    assert "pressed" not in widgets.Guide()._printed()


def test_paper_does_not_say_it():
    cells = [nbformat.v4.new_code_cell("print(1)")]
    assert "pressed" not in handouts.to_html(nbformat.v4.new_notebook(cells=cells), "x")
