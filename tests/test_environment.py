"""The way in: one list, one lock, what Binder would build, the one-way flow, one
style.
"""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import yaml

ROOT = pathlib.Path(__file__).parent.parent
LISTED = (ROOT / "environment.yml").read_text(encoding="utf-8")
DEPENDENCIES = yaml.safe_load(LISTED)["dependencies"]
PIP = next(entry["pip"] for entry in DEPENDENCIES if isinstance(entry, dict))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_list_and_lock_agree():
    locked = {
        (normal(name), version)
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.M)
    }
    wanted = [
        *PIP,
        *re.findall(
            r"^[\w.-]+==\S+",
            (ROOT / "tests/requirements.in").read_text(encoding="utf-8"),
            re.M,
        ),
    ]
    for pin in wanted:
        name, version = pin.split("==")
        assert (normal(name), version) in locked, pin


def test_every_dependency_has_an_exact_pin_and_a_word_on_what_it_is_for():
    assert "python=3.13" in DEPENDENCIES
    for line in re.findall(r"^ {6}- .*$", LISTED, re.M):
        assert re.fullmatch(r" {6}- [\w-]+==[\w.]+ +# .{10,}", line), line


def test_no_local_line_and_no_address():
    assert not re.search(r"^\s*- (-[rce]|\.|/)", LISTED, re.M)
    assert not re.search(r"https?:|--(extra-)?index-url|--find-links|file:", LOCK)
    assert LOCK.count("--hash=sha256:") > LOCK.count("==")


def test_no_file_names_a_registry_or_a_path_of_a_machine():
    hosts = [
        "pypi" + r"\.org",
        "pythonhosted" + r"\.org",
        "npmjs" + r"\.(org|com)",
        "anaconda" + r"\.org",
    ]
    forbidden = re.compile("|".join([*hosts, r"(?<![\w.~])/(work|root|home|Users)/\w"]))
    files = [path for path in ROOT.iterdir() if path.is_file()]
    files += [
        p
        for name in ("notebooks", "texts", "helpers", "tools", "tests", ".ci")
        for p in (ROOT / name).rglob("*")
        if p.is_file()
    ]
    for path in files:
        if path.suffix not in (".png", ".pyc"):
            found = forbidden.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.relative_to(ROOT)}: {found.group()}"


def test_what_binder_would_build(tmp_path):
    for name in ("environment.yml", "README.md"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "repo2docker",
        "--no-build",
        "--debug",
        "--user-name",
        "jovyan",
        "--user-id",
        "1000",
        str(tmp_path),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    output = said.stdout + said.stderr
    assert "Building conda environment for python=3.13" in output, output[-2000:]
    assert "py-3.13" in output.replace("-2d", "-").replace("-2e", ".")
    copy_list = output.index("COPY --chown=1000:1000 src/environment.yml")
    install = output.index("env update")
    copy_all = output.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    assert (
        copy_list < install < copy_all
    )  # so an edit of a text leaves the installed environment's layer cached


def test_the_flow_is_one_way():
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    said = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout


def test_one_style():
    for command in (["check", "."], ["format", "--check", "."]):
        said = subprocess.run(
            [sys.executable, "-m", "ruff", *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 0, said.stdout


def test_make_lab_serves_the_index_page(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # -o: with the Python that runs this test, and not with one that make would first
    # build
    command = [
        "make",
        "-o",
        ".venv/complete",
        "lab",
        f"BIN={pathlib.Path(sys.executable).parent}",
    ]
    options = (
        f"LAB=--no-browser --port={port} --IdentityProvider.token="
        " --ServerApp.port_retries=0"
    )
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, options],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        for _ in range(300):
            assert server.poll() is None, (tmp_path / "log").read_text()
            try:
                found = urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/api/contents/notebooks/index.ipynb",
                    timeout=5,
                )
                break
            except OSError:
                time.sleep(0.1)
        assert json.load(found)["name"] == "index.ipynb"
        page = (
            urllib.request.urlopen(
                f"http://127.0.0.1:{port}/lab/tree/notebooks/index.ipynb", timeout=20
            )
            .read()
            .decode()
        )
        assert "JupyterLab" in page
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def test_make_alone_lists_what_there_is_to_make():
    said = subprocess.run(
        ["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^([a-z]+):", makefile, re.M):
        assert target == "help" or f"make {target}" in said


def test_without_a_python_the_message_says_what_to_install(tmp_path):
    for name in ("Makefile", "requirements.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    said = subprocess.run(
        ["make", "lab", "PYTHON="],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode != 0
    assert "Install one from" in said.stdout


def test_an_environment_cut_short_is_made_anew(tmp_path):
    for name in ("Makefile", "requirements.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "half").write_text("")
    fake = tmp_path / "python-without-venv"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    said = subprocess.run(
        ["make", "lab", f"PYTHON={fake}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "its venv is missing" in said.stdout
    assert not (tmp_path / ".venv").exists()
