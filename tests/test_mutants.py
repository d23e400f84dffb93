"""The mutation trial: what is drawn, and what counts as noticed, in a toy tree."""

import pathlib
import re
import signal
import subprocess
import sys

import pytest

from tools import mutants, trial

ROOT = pathlib.Path(__file__).parent.parent
SUMS = "\n\n".join(f"def sum{n}(a, b):\n    return a + b + {n}" for n in range(16))


@pytest.fixture
def toy(tmp_path):
    """Two models of sixteen sums: the tests compare those of one, and only call those
    of the other; beside them a front door and a widget.
    """
    sources = {
        "helpers/__init__.py": "",
        "helpers/compared.py": SUMS,
        "helpers/called/__init__.py": "from helpers.called.sums import sum0\n",
        "helpers/called/sums.py": SUMS,
        "helpers/widgets/drawn.py": SUMS,
        "tests/test_sums.py": """
from helpers import compared
from helpers.called import sums

def test_compared():
    for n in range(16):
        assert getattr(compared, f"sum{n}")(1, 2) == 3 + n

def test_called():
    for n in range(15):
        getattr(sums, f"sum{n}")(1, 2)

def test_that_fails_anyway():
    assert sums.sum15(1, 2) == 0
""",
        "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n'
        'markers = ["browser: none here"]\n',
    }
    for name, source in sources.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    return tmp_path


def drawn(root, **options):
    sample = mutants.draw(root, mutants.models(root), **options)
    return [(room, make()) for room, make in sample]


def test_models_are_what_is_no_widget_and_no_front_door(toy):
    assert mutants.models(toy) == {
        "called": ["helpers/called/sums.py"],
        "compared": ["helpers/compared.py"],
    }


def test_a_seed_draws_the_same_again_and_another_draws_others(toy):
    assert drawn(toy, seed=1, most=9) == drawn(toy, seed=1, most=9)
    assert drawn(toy, seed=1, most=9) != drawn(toy, seed=2, most=9)


def test_each_model_has_its_share_and_they_take_turns(toy):
    rooms = [room for room, _ in drawn(toy, each=5, most=0)]
    assert rooms == ["called", "compared"] * 5
    assert len(drawn(toy, each=5, most=13)) == 13


def test_every_line_is_changed_before_one_is_changed_again(toy):
    places = [(m.path, m.line) for _, m in drawn(toy, each=16, most=0)]
    assert len(set(places)) == 32


def test_a_mutant_differs_in_one_line(toy):
    for _, mutant in drawn(toy, each=8, most=0):
        lines = zip(SUMS.splitlines(), mutant.source.splitlines())
        changed = [pair for pair in lines if len({*pair}) > 1]
        assert mutant.change == "  →  ".join(line.strip() for line in changed[0])
        assert len(changed) == 1


def test_what_the_tests_compare_is_noticed_and_what_they_only_call_survives(toy):
    before = {path: path.read_bytes() for path in toy.rglob("*.py")}
    command = [sys.executable, "-m", "tools.mutants", "--root", str(toy)]
    result = subprocess.run(
        [*command, "--each", "4", "--most", "0", "--least", "90"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"^compared +4 +4 +100.0%$", result.stdout, re.M), result
    survivors = re.findall(r"^helpers/(\S+):\d+: return a", result.stdout, re.M)
    noticed = int(re.search(r"^called +4 +(\d)", result.stdout, re.M).group(1))
    assert survivors == ["called/sums.py"] * (4 - noticed)
    assert len(survivors) > 1
    assert result.returncode == 1, "less than the 90 % that were asked for"
    assert {path: path.read_bytes() for path in toy.rglob("*.py")} == before


def test_a_mutant_that_hangs_is_ended(tmp_path, monkeypatch):
    def hang():
        while True:
            pass

    monkeypatch.chdir(tmp_path)
    assert trial._forked(hang, 0.2) == -signal.SIGPROF
