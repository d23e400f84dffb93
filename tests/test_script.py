"""The script of our widgets: parts that a checker of types reads, joined into the one
module that anywidget takes.
"""

import collections
import pathlib
import re
import shutil
import subprocess

import pytest

from helpers import widgets
from helpers.widgets.panel import Panel, script

ROOT = pathlib.Path(__file__).parent.parent
PARTS = sorted((ROOT / "helpers/widgets").glob("*.js"))
#: What is sent only with some widgets.
MORE = {
    widgets.OwnMap: ("map_view", "map_editor"),
    widgets.RepairMap: ("map_view", "map_editor"),
    widgets.ArgumentMap: ("map_view",),
    widgets.TopicExplorer: ("field_places",),
    widgets.ClassView: ("countdown",),
    widgets.Conduct: ("field_places", "countdown"),
    widgets.Guide: ("drawer", "staying", "guide"),
    widgets.HandIn: ("leaving",),
}
CHECKER = ROOT / "tests/typescript"  # its version is pinned there
MOST_LINES, MOST_WIDE = 400, 88

needs_node = pytest.mark.skipif(
    not (shutil.which("node") and shutil.which("npm")),
    reason="Node is not here: types and syntax of the widgets' script are not checked",
)


@pytest.fixture(scope="module")
def checker():
    """The checker of types, installed beside its pin when it is not there yet."""
    tsc = CHECKER / "node_modules/typescript/bin/tsc"
    if not tsc.exists():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"]
        installed = subprocess.run(
            command, cwd=CHECKER, capture_output=True, timeout=300
        )
        if installed.returncode:
            pytest.skip("npm reaches no registry: the script's types are not checked")

    def check(project):
        return subprocess.run(
            ["node", tsc, "--project", project], capture_output=True, text=True
        )

    return check


@needs_node
def test_the_types_of_the_script_hold(checker):
    checked = checker(CHECKER / "tsconfig.json")
    assert checked.returncode == 0, checked.stdout


@needs_node
def test_a_wrong_type_is_noticed(checker, tmp_path):
    for part in PARTS:
        text = part.read_text(encoding="utf-8")
        wrong = text.replace("PAUSE = 300", 'PAUSE = "300"')
        (tmp_path / part.name).write_text(wrong, encoding="utf-8")
    settings = f'{{"extends": "{CHECKER}/tsconfig.json", "include": ["*.js"]}}'
    (tmp_path / "tsconfig.json").write_text(settings)
    assert "panel.js" in checker(tmp_path / "tsconfig.json").stdout


@needs_node
@pytest.mark.parametrize("more", [(), *MORE.values()])
def test_the_parts_make_one_module(more, tmp_path):
    (tmp_path / "joined.mjs").write_text(script(*more), encoding="utf-8")
    command = ["node", "--check", tmp_path / "joined.mjs"]
    parsed = subprocess.run(command, capture_output=True, text=True)
    assert parsed.returncode == 0, parsed.stderr


def test_no_two_parts_name_different_things_alike():
    declared = r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)"
    names = collections.Counter(
        name
        for part in PARTS
        for name in re.findall(declared, part.read_text("utf-8"), re.MULTILINE)
    )
    assert len(names) > 40
    assert [name for name, count in names.items() if count > 1] == []


def test_every_part_is_read_by_the_checker_and_sent_where_it_is_wanted():
    for part in PARTS:
        text = part.read_text(encoding="utf-8")
        assert text.startswith("// @ts-check\n")
        lines = text.splitlines()
        assert len(lines) <= MOST_LINES
        assert [line for line in lines if len(line) > MOST_WIDE] == []
        note = lines[1]  # what the part is for, in the words of its first comment
        everywhere = part.stem not in sum(MORE.values(), ())
        assert (note in Panel._esm) == everywhere
        for widget, more in MORE.items():
            assert (note in widget._esm) == (everywhere or part.stem in more)
    assert "import " not in Panel._esm
    assert Panel._esm.count("export ") == 1


def test_one_sheet_of_styles_serves_a_page(tmp_path):
    panels = widgets.Reader(), widgets.Exercise("x", "Anything")
    assert len({panel._anywidget_id for panel in panels}) == 1
    assert len({panel._css for panel in panels}) == 1
