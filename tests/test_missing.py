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


REFUSED = """
import sys
from IPython.core.interactiveshell import InteractiveShell

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Refuse())
shell = InteractiveShell.instance()
for code in {codes!r}:
    print("CELL")
    shell.run_cell(code)
"""
TOOLS = [
    "from helpers import widgets",
    'from helpers import texts; early = texts.load("1906"); early.emendations',
    "from helpers import boards; boards.board().table()",
    'from helpers import discussion; discussion.merge("x")',
    'from helpers import checks; checks.audit("x")',
    "from helpers import words; words.frequencies(early)",
    "from helpers import comparison; comparison.keyness(early, early)",
    "from helpers import topics; topics.fit([early, texts.load('1936')])",
    *(
        f"widgets.{name}"
        for name in ("Concordance", "Keyness", "Chance", "Echoes", "TopicExplorer")
    ),
]


def refused(codes, missing):
    """What each cell prints in a Python that has not these packages."""
    ran = subprocess.run(
        [sys.executable, "-c", REFUSED.format(missing=missing, codes=codes)],
        cwd=ROOT / "notebooks",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "went wrong" not in ran.stdout
    return ran.stdout.split("CELL\n")[1:], ran.stderr


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_without_pandas_says_so_in_a_sentence(path):
    [shown], stderr = refused([first_cell(path)], {"pandas"})
    assert "Traceback" not in shown + stderr
    if "pandas" in first_cell(path) or "comparison" in first_cell(path):
        assert "lacks what the seminar needs: pandas." in shown


def test_a_tool_that_needs_pandas_says_so_in_a_sentence():
    start = 'import sys; sys.path.insert(0, "..")'
    shown, stderr = refused([start, *TOOLS], {"pandas"})
    assert "Traceback" not in "".join(shown) + stderr
    for code, each in zip(TOOLS[1:], shown[2:], strict=True):
        assert "lacks what the seminar needs: pandas." in each, code


def test_a_model_of_topics_without_scikit_learn_says_so_in_a_sentence():
    start = 'import sys; sys.path.insert(0, "..")\nfrom helpers import topics, texts'
    codes = [
        "from helpers import widgets",
        'both = [texts.load("1906"), texts.load("1936")]; topics.fit(both)',
        "panel = widgets.TopicExplorer(); print(panel.status)",
    ]
    shown, stderr = refused([start, *codes], {"sklearn"})
    assert "Traceback" not in "".join(shown) + stderr
    for each in shown[2:]:
        assert "lacks what the seminar needs: sklearn." in each


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
