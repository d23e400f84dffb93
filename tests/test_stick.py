"""The folder for a room without a network: filled here, then opened with the network
cut, in a home folder of its own, as the recipe on the page for instructors says. What
is typed is read from there and from the README of the stick.
"""

import asyncio
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import urllib.request

import pytest
from recipes import CELLS, line, typed
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from tests import services
from tools import stick

RECIPE, TOKEN = "recipe-without-network", "of-the-stick"
ROOT = pathlib.Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A stick for this system, filled by what the page has to be typed."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the stick is tried on Linux")
    if not shutil.which("make"):
        services.lacking("make is not here: no stick was filled")
    folder = tmp_path_factory.mktemp("stick")
    # for this system alone, and with the Python that runs this test, not with one that
    # make would first build
    where = [f"BIN={pathlib.Path(sys.executable).parent}", f"STICK={folder} linux"]
    (command,) = typed(RECIPE, "Before, where there is a network")
    make, *what = command.split()
    done = subprocess.run(
        [make, "-o", ".venv/complete", *where, *what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        assert "pip" in done.stderr, done.stderr
        pytest.skip("no packages can be downloaded here: a stick is filled at home")
    return folder


def alone(home):
    """What stands around a program on a computer without a network, which has one plain
    Python, and where nobody has told pip where else packages may be.
    """
    plain = home / "bin"
    if not plain.exists():
        plain.mkdir()
        base = f"{sys.base_prefix}/bin/python{stick.PYTHON}"
        (plain / f"python{stick.PYTHON}").symlink_to(base)
    cut = {"PYTHONPATH": str(ROOT / "tests/no_network"), "PIP_CONFIG_FILE": os.devnull}
    own = {"HOME": str(home), "PATH": f"{plain}:/usr/bin:/bin", "PIP_NO_CACHE_DIR": "1"}
    return cut | own | {"LANG": "C.UTF-8"}


@contextlib.contextmanager
def opened(folder, home):
    """The seminar as the line of the README opens it; gives where it is served."""
    port = services.free_port()
    readme, _ = typed(RECIPE, "names the Python that each computer needs")
    lines = (folder / readme).read_text("utf-8")
    options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    options += [f"--IdentityProvider.token={TOKEN}", "--allow-root"]
    # as from a terminal; else it would be a shell that reads the settings of a login
    options += ["--ServerApp.terminado_settings={'shell_command': ['sh']}"]
    command = re.search(r"macOS, Linux +(.+)", lines)[1].split()
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, *options],
            cwd=folder,
            env=alone(home),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"

    def served():
        assert server.poll() is None, (home / "log").read_text()
        return ask(address, "/api/contents/notebooks/index.ipynb")

    try:
        page = services.within(240, served, (home / "log").read_text)
        assert page["name"] == "index.ipynb"
        yield address
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)


def ask(address, path, method=None):
    """What the server of the seminar answers."""
    asked = urllib.request.Request(address + path, method=method)
    asked.add_header("Authorization", f"token {TOKEN}")
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return json.load(answer)


def type_in_a_terminal(address, command):
    """Open a terminal of JupyterLab, type a line, and return all that it shows."""
    name = ask(address, "/api/terminals", "POST")["name"]
    place = f"ws{address.removeprefix('http')}/terminals/websocket/{name}"
    request = HTTPRequest(place, headers={"Authorization": f"token {TOKEN}"})

    async def talk():
        line, shown = await websocket_connect(request), ""
        await line.write_message(json.dumps(["stdin", f"{command}; echo en''ded\r"]))
        while "ended" not in shown:
            kind, *words = json.loads(await line.read_message())
            shown += words[0] if kind == "stdout" else ""
        line.close()
        return shown

    # in a thread of its own: a browser of other tests has a loop in this one
    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        spoken = thread.submit(lambda: asyncio.run(asyncio.wait_for(talk(), 240)))
        return spoken.result()


def test_a_stick_opens_the_seminar_with_the_network_cut(filled, tmp_path):
    with opened(filled, tmp_path):
        pass
    here = tmp_path / typed(RECIPE, "What is written stays")[1]
    # its own Python, its own packages: the first cell of a page runs
    code = "import sys; sys.path.insert(0, '..'); from helpers import texts, widgets;"
    code += "import pandas, sklearn, matplotlib; print(texts.load('1906').id)"
    ran = subprocess.run(
        [here / ".venv/bin/python", "-c", code],
        cwd=here / "notebooks",
        env=alone(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == "1906\n", ran.stderr
    # a machine on which it was opened once needs nothing: make has nothing to make
    needs = ["make", "-q", ".venv/complete"]
    assert subprocess.run(needs, cwd=here, env=alone(tmp_path)).returncode == 0
    # what was written there stays when it is opened again
    (here / "answers").mkdir(exist_ok=True)
    (here / "answers/me.jsonl").write_text("kept")
    with opened(filled, tmp_path) as address:
        assert "put in place" not in (tmp_path / "log").read_text()
        prints_what_the_room_needs(address, here)
    assert (here / "answers/me.jsonl").read_text() == "kept"


def prints_what_the_room_needs(address, here):
    """The passages, the maps and the ballots are printed from a terminal of JupyterLab,
    with make and without. Every notebook runs with the network cut elsewhere
    (`test_notebooks.py`), so that here one of them will do.
    """
    for path in (here / "notebooks").glob("*.ipynb"):
        if path.stem != "index":
            path.unlink()
    with_make, without, on_windows, folder = typed(RECIPE, "A terminal is under")
    assert on_windows.endswith(without)  # where the Python of the seminar is named
    for command in (with_make, without):
        shutil.rmtree(here / folder, ignore_errors=True)
        shown = type_in_a_terminal(address, command)
        sheets = {path.stem for path in (here / folder).glob("*.html")}
        wanted = {"index", "sheet-passages", "sheet-maps", "sheet-ballot"}
        assert wanted <= sheets, shown
    assert "blocked" not in shown
    # then the vote is on paper, as the page has it
    (heading,) = re.findall(r"\(#(.+?)\)", line(RECIPE, "In class:"))
    assert f"### {heading.replace('-', ' ')}\n" in CELLS["on-paper"].source


def test_nobodys_answers_are_on_a_stick(tmp_path, monkeypatch):
    monkeypatch.setattr(stick, "ROOT", tmp_path / "root")
    for name in ("answers/me.jsonl", "tools/start.py", "helpers/a.py", "my-texts/x.md"):
        (tmp_path / "root" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "root" / name).write_text("x")
    stick.write(tmp_path / "stick", [])
    there = {path.name for path in (tmp_path / "stick").rglob("*") if path.is_file()}
    assert there == {"a.py", "start.py", "python", "README.txt"}


@pytest.mark.parametrize("system", stick.SYSTEMS)
def test_each_system_gets_what_it_needs_and_no_more(system):
    names = {
        entry.split("==")[0] for entry in stick.entries(stick.needed(LOCK, system))
    }
    only = {"windows": {"colorama", "pywinpty"}, "linux": {"pexpect", "ptyprocess"}}
    only["macos"] = only["linux"] | {"appnope"}
    several = {"colorama", "pywinpty", "pexpect", "ptyprocess", "appnope"}
    assert names & several == only[system]
    assert {"pandas", "jupyterlab", "psutil"} <= names


def test_another_python_is_told_which_is_wanted(tmp_path):
    for name in ("start.py", "python"):
        (tmp_path / name).write_bytes((ROOT / "tools/start.py").read_bytes())
    (tmp_path / "python").write_text("2.7")
    said = subprocess.run(
        [sys.executable, tmp_path / "start.py"],
        env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "has packages for Python 2.7" in said.stderr
    assert not (tmp_path / "prospect-and-betrayal").exists()
