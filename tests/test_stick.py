"""The folder for a room without a network: filled here, then opened with the network
cut, in a home folder of its own.
"""

import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tools import stick

ROOT = pathlib.Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A stick for this system."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the stick is tried on Linux")
    folder = tmp_path_factory.mktemp("stick")
    try:
        stick.write(folder, ["linux"])
    except subprocess.CalledProcessError:
        pytest.skip("no packages can be downloaded here: a stick is filled at home")
    return folder


def alone(home):
    """What stands around a program on a computer without a network, where nobody has
    told pip where else packages may be.
    """
    ours = {name: value for name, value in os.environ.items() if name[:4] != "PIP_"}
    cut = {"PYTHONPATH": str(ROOT / "tests/no_network"), "PIP_CONFIG_FILE": os.devnull}
    return ours | cut | {"HOME": str(home), "PIP_NO_CACHE_DIR": "1"}


@contextlib.contextmanager
def opened(folder, home):
    """The seminar as the line of the README opens it; gives where it is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    options += ["--IdentityProvider.token=", "--allow-root"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "start.py", *options],
            cwd=folder,
            env=alone(home),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield f"http://127.0.0.1:{port}", server, home / "log"
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)


def answer(address, server, log):
    """What the server says at an address, once it is there."""
    for _ in range(2400):
        assert server.poll() is None, log.read_text()
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_a_stick_opens_the_seminar_with_the_network_cut(filled, tmp_path):
    page = "/api/contents/notebooks/index.ipynb"
    with opened(filled, tmp_path) as (address, server, log):
        notebook = json.loads(answer(address + page, server, log))
        assert notebook["name"] == "index.ipynb"
    here = tmp_path / "prospect-and-betrayal"
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
    # what was written there stays when it is opened again
    (here / "answers").mkdir(exist_ok=True)
    (here / "answers/me.jsonl").write_text("kept")
    with opened(filled, tmp_path) as (address, server, log):
        answer(address + page, server, log)
        assert "put in place" not in log.read_text()
    assert (here / "answers/me.jsonl").read_text() == "kept"


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
