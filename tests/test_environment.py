"""The way in: one list and a lock of it, another for tests and tools, what Binder
would build, the one-way flow, one style.
"""

import ast
import importlib.metadata
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

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = pathlib.Path(__file__).parent.parent
LISTED = (ROOT / "environment.yml").read_text(encoding="utf-8")
DEPENDENCIES = yaml.safe_load(LISTED)["dependencies"]
PIP = next(entry["pip"] for entry in DEPENDENCIES if isinstance(entry, dict))
DEVELOPERS = re.findall(
    r"^[\w.-]+==\S+", (ROOT / "tests/requirements.in").read_text(encoding="utf-8"), re.M
)
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DEVELOPERS_LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lines):
    """Names and versions, as a set of pairs: one package has several versions in a
    lock where Pythons differ.
    """
    return {
        (normal(name), version)
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", lines, re.M)
    }


def names(lines):
    return {name for name, _ in pins(lines)}


def imported(folder):
    """The top-level modules that a folder's files import, the library's own and
    Python's left out.
    """
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in (ROOT / folder).rglob("*.py")
    ]
    modules = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            modules.add(node.module.split(".")[0])
    return modules - sys.stdlib_module_names - {"helpers", "tools", "hub"}


def closure(wanted):
    """The names of installed packages that some bring, as their own metadata say."""
    reached, waiting = set(), [Requirement(pin) for pin in wanted]
    while waiting:
        requirement = waiting.pop()
        extras = requirement.extras or {""}
        key = normal(requirement.name), *sorted(extras)
        if key not in reached:
            reached.add(key)
            waiting += [
                further
                for further in map(
                    Requirement, importlib.metadata.requires(requirement.name) or []
                )
                if not further.marker
                or any(further.marker.evaluate({"extra": extra}) for extra in extras)
            ]
    return {name for name, *_ in reached}


def test_each_pin_is_in_its_own_lock():
    assert pins("\n".join(PIP)) <= pins(LOCK)
    assert pins("\n".join(DEVELOPERS)) <= pins(DEVELOPERS_LOCK)


def test_what_both_locks_have_is_of_one_version():
    shared = {pin for pin in pins(DEVELOPERS_LOCK) if pin[0] in names(LOCK)}
    assert shared <= pins(LOCK)


def test_a_student_installs_nothing_that_only_developers_need():
    assert not names("\n".join(DEVELOPERS)) & names(LOCK)
    needed, more = closure(PIP), closure(DEVELOPERS)
    assert needed <= names(LOCK)
    assert len(names(LOCK)) <= 116
    assert not (more - needed) & names(LOCK)
    assert more - needed <= names(DEVELOPERS_LOCK)


def test_every_import_is_declared():
    distributions = importlib.metadata.packages_distributions()
    runtime, developers = names("\n".join(PIP)), names("\n".join(DEVELOPERS))
    both = runtime | developers
    # a board stands on what JupyterHub itself stands on
    brought = {Requirement(n).name for n in importlib.metadata.requires("jupyterhub")}
    hub = both | set(map(normal, brought))
    for folder, declared in (("helpers", runtime), ("tools", both), ("hub", hub)):
        for module in imported(folder):
            assert declared & set(map(normal, distributions[module])), module


REFUSED = """
import importlib, pkgutil, sys
import helpers

refused, commands = map(str.split, sys.argv[1:])
sys.modules.update(dict.fromkeys(refused))  # as if they were missing
library = pkgutil.walk_packages(helpers.__path__, "helpers.")
for name in [module.name for module in library] + commands:
    importlib.import_module(name)
import ipykernel.kernelapp, jupyterlab.labapp, notebook.app
import nbclient, nbformat
from nbconvert import HTMLExporter
made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("6 * 7")])
nbclient.NotebookClient(made).execute()
print("42" in HTMLExporter().from_notebook_node(made)[0])
"""


def test_a_seminar_and_its_handouts_run_without_what_developers_need():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(
        r"^(?:\w+: \.venv/complete|handouts:)\n\t.* -m (\w+\.\w+)", makefile, re.M
    )
    assert any("handouts" in command for command in commands)
    refused = [
        module
        for module, owners in importlib.metadata.packages_distributions().items()
        if set(map(normal, owners)) <= names(DEVELOPERS_LOCK) - names(LOCK)
    ]
    assert {"pytest", "playwright"} <= set(refused)
    result = subprocess.run(
        [sys.executable, "-c", REFUSED, " ".join(refused), " ".join(commands)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout == "True\n", result.stderr


def test_every_dependency_has_an_exact_pin_and_a_word_on_what_it_is_for():
    assert "python=3.13" in DEPENDENCIES
    developers = (ROOT / "tests/requirements.in").read_text(encoding="utf-8")
    for line in [
        *re.findall(r"^ {6}- (.*)$", LISTED, re.M),
        *re.findall(r"^[^#\n].*$", developers, re.M),
    ]:
        assert re.fullmatch(r"[\w-]+==[\w.]+ +# .{10,}", line), line


def test_no_local_line_and_no_address():
    assert not re.search(r"^\s*- (-[rce]|\.|/)", LISTED, re.M)
    for lock in (LOCK, DEVELOPERS_LOCK):
        assert not re.search(r"https?:|--(extra-)?index-url|--find-links|file:", lock)
        assert lock.count("--hash=sha256:") > lock.count("==")


def test_no_file_names_a_registry_or_a_path_of_a_machine():
    hosts = [
        "pypi" + r"\.org",
        "pythonhosted" + r"\.org",
        "npmjs" + r"\.(org|com)",
        "anaconda" + r"\.org",
    ]
    forbidden = re.compile("|".join([*hosts, r"(?<![\w.~])/(work|root|home|Users)/\w"]))
    files = [p for p in ROOT.iterdir() if p.is_file() and p.name != ".git"]
    files += [
        p
        for name in ("notebooks", "texts", "helpers", "tools", "hub", "tests", ".ci")
        for p in (ROOT / name).rglob("*")
        if p.is_file()
        and "node_modules" not in p.parts  # the checker, when it is there
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


def test_the_types_of_public_functions(tmp_path):
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


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


# Stands for Python and its pip, and writes down what it was asked for.
PRETENDED = """#!/bin/sh
case "$*" in
  "-m venv"*) echo venv >> asked; mkdir -p .venv/bin; cp python .venv/bin/python ;;
  "-m pip"*) echo "$*" | sed 's/.*--require-hashes//; s/ -[a-z-]*//g; s/ //' >> asked
     if test -e killed; then kill -9 $PPID; fi
     if test -e offline; then exit 1; fi ;;
esac
"""


@pytest.fixture
def place(tmp_path):
    """A folder with what `make` reads, and a `python` that installs nothing."""
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "python").write_text(PRETENDED)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def make(place, *targets):
    """`make` in that folder; what comes last counts, so a PYTHON may be among them."""
    command = ["make", f"PYTHON={place / 'python'}", *targets]
    return subprocess.run(
        command, cwd=place, capture_output=True, text=True, check=False
    )


def asked(place):
    """What was made or installed, in order."""
    return (place / "asked").read_text().splitlines()


def test_make_alone_lists_what_there_is_to_make():
    said = subprocess.run(
        ["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^([a-z]+):", makefile, re.M):
        assert target == "help" or f"make {target}" in said


def test_without_a_python_the_message_says_what_to_install(place):
    result = make(place, "lab", "PYTHON=")
    assert result.returncode != 0
    assert "Install one from" in result.stdout


def test_an_environment_cut_short_is_made_anew(place):
    (place / ".venv").mkdir()
    (place / ".venv" / "half").write_text("")
    (place / "python").write_text("#!/bin/sh\nexit 1\n")
    result = make(place, "lab")
    assert "its venv is missing" in result.stdout
    assert not (place / ".venv").exists()


def test_a_student_installs_one_lock_and_a_developer_the_other_beside_it(place):
    assert make(place, ".venv/complete").returncode == 0
    assert asked(place) == ["venv", "requirements.lock"]
    assert make(place, ".venv/complete-dev").returncode == 0
    assert asked(place)[2:] == ["requirements.lock requirements-dev.lock"]
    assert make(place, ".venv/complete", ".venv/complete-dev").returncode == 0
    assert len(asked(place)) == 3  # both are there


def test_what_developers_need_is_made_anew_where_it_was_cut_short(place):
    make(place, ".venv/complete")
    (place / "killed").write_text("")
    assert make(place, ".venv/complete-dev").returncode != 0
    (place / "killed").unlink()
    (place / ".venv" / "half").write_text("")
    assert make(place, ".venv/complete-dev").returncode == 0
    assert not (place / ".venv" / "half").exists()
    assert (place / ".venv" / "complete").exists()
    assert asked(place)[3:] == [
        "venv",
        "requirements.lock",
        "requirements.lock requirements-dev.lock",
    ]


def test_a_failed_installation_for_developers_leaves_the_seminar(place):
    make(place, ".venv/complete")
    (place / "offline").write_text("")
    for _ in range(2):
        result = make(place, ".venv/complete-dev")
        assert result.returncode != 0
        assert "with a network, say make again" in result.stdout
    assert make(place, ".venv/complete").returncode == 0
    assert asked(place).count("venv") == 1


@pytest.mark.parametrize("there", [True, False])
def test_handouts_are_made_with_the_python_that_runs_the_seminar(
    place, monkeypatch, there
):
    """Binder, a hub and conda have the packages: no second environment is made."""
    (place / "running").mkdir()
    running = place / "running/python"
    running.write_text(
        f'#!/bin/sh\ntest "$1" = -c && exit {int(not there)}\necho "$*" >> used\n'
    )
    running.chmod(0o755)
    monkeypatch.setenv("PATH", f"{running.parent}{os.pathsep}{os.environ['PATH']}")
    result = make(place, "handouts")
    assert result.returncode == 0, result.stderr
    assert (place / "used").exists() == there
    if there:
        assert (place / "used").read_text() == "-m tools.handouts\n"
        assert not (place / ".venv").exists()
    else:
        assert asked(place) == ["venv", "requirements.lock"]
