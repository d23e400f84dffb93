"""Fixtures: the two texts, folders of one's own, and a real JupyterLab in a real
browser.

A browser test of a notebook takes three lines:

    def test_it(notebook):
        page = notebook("1-reading")
        expect(page.get_by_role("group", name="Reader")).to_be_visible()

Each test makes its own starting state, so that it passes alone and in any order:
`notebook` opens one in a seminar of the test's own, where nobody has written yet;
`shared_notebook` opens one for all the tests of a file, since to open a session and run
it takes many seconds, and `fresh` then runs the cell that a test is about anew, with
nothing kept. A test that stops the kernel or spoils the folder takes the first.
"""

import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import axe
import browser
import pytest

from helpers import boards, texts
from helpers.answers import Answers

#: Which only a hub can read.
collect_ignore = ["hub_config.py"]

ROOT = pathlib.Path(__file__).parent.parent
_SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {
        "windowingMode": "none"
    },  # every cell stays in the page
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
}


@pytest.fixture(scope="session")
def early():
    return texts.load("1906")


@pytest.fixture(scope="session")
def late():
    return texts.load("1936")


@pytest.fixture
def own(tmp_path):
    """A function that writes a text into a folder of one's own: `own("a.md", "id:
    a", "One.")`; returns the folder.
    """

    def write(
        name, front="id: a\ntitle: A\nyear: 2000", body="One paragraph.", raw=None
    ):
        data = raw if raw is not None else f"---\n{front}\n---\n\n{body}\n".encode()
        (tmp_path / name).write_bytes(data)
        return tmp_path

    return write


_LAB = [
    "--no-browser",
    "--allow-root",
    "--ip=127.0.0.1",
    "--IdentityProvider.token=",
    "--ServerApp.disable_check_xsrf=True",
    "--LabApp.expose_app_in_browser=True",
    "--LabApp.news_url=",
]
_PLACES = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
}


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab apart from the person's own settings; yields (address, folder), and
    each seminar is a folder in that folder.
    """
    home = tmp_path_factory.mktemp("lab")
    folder = home / "seminars"
    folder.mkdir()
    with served(home, folder) as address:
        yield address, folder


@contextlib.contextmanager
def served(home, folder, base="/", **around):
    """A JupyterLab that serves a folder, with what is its own in another, and more in
    its environment; yields its address.
    """
    write_settings(home / "settings")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [*_LAB, f"--port={port}", f"--ServerApp.root_dir={folder}"]
    options.append(f"--ServerApp.base_url={base}")
    places = {name: str(home / place) for name, place in _PLACES.items()}
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            env=os.environ | places | around,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}{base}".rstrip("/")
    for _ in range(1200):  # a small machine may be busy
        try:
            urllib.request.urlopen(f"{address}/api/status", timeout=1)
            break
        except OSError:
            assert server.poll() is None, (home / "log").read_text()
            time.sleep(0.1)
    try:
        yield address
    finally:
        server.terminate()
        server.wait(60)


def write_settings(folder):
    """JupyterLab as the tests want it, for one that reads its settings in a folder."""
    for plugin, settings in _SETTINGS.items():
        path = folder / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))


@pytest.fixture
def folder(lab):
    """A seminar of the test's own: a copy of the repository with no answers in it."""
    yield from _seminar(*lab)


@pytest.fixture(scope="module")
def shared_folder(lab):
    """The seminar of all tests of a file that share a page."""
    yield from _seminar(*lab)


def copy_seminar(folder):
    """Put what a session needs of the repository into a folder."""
    for name in ("notebooks", "texts", "helpers"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
        )


def _seminar(address, home):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="seminar-", dir=home))
    copy_seminar(folder)
    yield folder
    with urllib.request.urlopen(f"{address}/api/sessions") as running:
        sessions = json.load(running)
    for session in sessions:  # or every kernel would stay until the last test
        if session["path"].startswith(f"{folder.name}/"):
            end = f"{address}/api/sessions/{session['id']}"
            urllib.request.urlopen(urllib.request.Request(end, method="DELETE"))


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a worker."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(
        timeout=20_000
    )  # a small machine may be busy with the other tests
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=browser.find(), args=arguments
        )
        yield launched
        launched.close()


@pytest.fixture
def notebook(lab, folder, chromium, request):
    """A function that opens a notebook, runs all of it, and returns the page;
    `notebook("index", run=False)` only opens it, and `notebook("1-reading", "Chance(")`
    runs its first cell and those with these words in their code.
    """
    yield from _opening(lab[0], folder, chromium, request)


@pytest.fixture(scope="module")
def shared_notebook(lab, shared_folder, chromium, request):
    """The same for tests of one file that can share a page."""
    yield from _opening(lab[0], shared_folder, chromium, request)


@pytest.fixture
def fresh(shared_folder):
    """A function that runs cells of a shared page anew, named by words in their code,
    where nothing is kept, neither in the seminar nor in the browser; what is folded
    until a guess is made is shown, unless that is what is tried.
    """

    def run(page, *codes, guessed=True):
        clear(page, *codes)
        shutil.rmtree(shared_folder / "answers", ignore_errors=True)
        page.evaluate("sessionStorage.clear()")
        run_cells(page, *codes)
        if guessed:
            look(page, *codes)
        return page

    return run


def _opening(address, folder, chromium, request):
    """The tests fail on a request beyond this machine and on an error in the page.
    One that fails leaves a picture in test-results/.
    """
    context = chromium.new_context(
        viewport={"width": 1280, "height": 1000},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    beyond, errors = [], []
    local = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:")
    page.on(
        "request",
        lambda sent: None if local.match(sent.url) else beyond.append(sent.url),
    )
    page.on("pageerror", lambda error: errors.append(str(error)))

    def open_notebook(name, *codes, run=True):
        path = f"{folder.name}/notebooks/{name}.ipynb"
        return open_page(page, f"{address}/lab/tree/{path}?reset", *codes, run=run)

    yield open_notebook
    report = getattr(request.node, "report", None)
    if report and report.failed:
        (ROOT / "test-results").mkdir(exist_ok=True)
        page.screenshot(
            path=ROOT / "test-results" / f"{request.node.name.replace('/', '-')}.png"
        )
    context.close()
    assert not beyond, f"requests beyond this machine: {beyond}"
    assert not errors, f"errors in the page: {errors}"


def open_page(page, address, *codes, run=True):
    """Go to a notebook, and run all of it or, where some are named, these cells."""
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    if codes:
        run_cells(page, "import ", *codes)
    elif run:
        run_all(page)
    return page


def reload(page):
    """Load the page anew with the one notebook in it. JupyterLab may otherwise open it
    twice, as what was open before and as what the address asks for.
    """
    page.goto(f"{page.url.partition('?')[0]}?reset")


def ready(page):
    """Wait until the page has every cell and a kernel that has nothing to do."""
    # The toolbar says "idle" before a kernel is attached, and Run All would then ask
    # which kernel: ask the session itself. Until all is restored, another page may yet
    # take the place of this one.
    page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
    page.wait_for_function(
        """() => {
            const shown = window.jupyterapp.shell.currentWidget;
            const cells = shown?.content?.widgets?.length;
            return cells && cells === shown.content.model?.cells.length &&
                shown.sessionContext.session?.kernel?.status === "idle";
        }""",
        timeout=60_000,
    )


_FAULT = (
    '.jp-Notebook :is([data-mime-type="application/vnd.jupyter.error"],'
    ' [data-mime-type="application/vnd.jupyter.stderr"])'
)


def run_all(page):
    """Run every cell as a person does, and return when each has its number."""
    ready(page)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Run All Cells")).first.click()
    has_run(page)


def has_run(page):
    """Wait until every cell of code has its number, and no cell has failed."""
    page.wait_for_function(
        """fault => {
            const { model } = window.jupyterapp.shell.currentWidget.content;
            const codes = [...model.cells].filter(({ type }) => type === "code");
            const done = (cell) =>  // a folded cell has no prompt to be read
                cell.executionCount && cell.executionState !== "running";
            return document.querySelector(fault) || (codes.length && codes.every(done));
        }""",
        arg=_FAULT,
        timeout=120_000,
    )
    _no_fault(page)
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')


def run_cells(page, *codes):
    """Run the first cell that has each of these words in its code, one after the other,
    and return when the last is done.
    """
    ready(page)
    for code in codes:
        _command(page, "notebook:run-cell", code)
    _no_fault(page)


def look(page, *codes):
    """Press "Show me" wherever one of these cells asks for a guess first."""
    asked = page.evaluate(
        """codes => {
            const { cells } = window.jupyterapp.shell.currentWidget.content.model;
            const sources = [...cells].map(({ type, sharedModel }) =>
                type === "code" ? sharedModel.source : "");
            return codes
                .map((code) => sources.findIndex((source) => source.includes(code)))
                .filter((index) => sources[index]?.includes("widgets.Guess("));
        }""",
        codes,
    )
    for index in asked:
        cell = page.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
        cell.get_by_role("button", name="Show me", exact=True).click()


def clear(page, *codes):
    """Take away what these cells show, and wait until the kernel has heard what was
    still on its way from there.
    """
    ready(page)
    for code in codes:
        _command(page, "notebook:clear-cell-output", code)
    settle(page)


def settle(page):
    """Wait until the kernel has dealt with all that was sent to it, and the page has
    what it answered: messages go and come in order.
    """
    page.evaluate(
        """() => Promise.race([
            window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
                .requestExecute({ code: "", silent: true }).done,
            new Promise((_, late) => setTimeout(
                () => late(new Error("The kernel has lost a request")), 180_000)),
        ])"""
    )


def stop_kernel(page):
    """Stop the kernel of this page, and no other."""
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.wait_for_function(
        "!window.jupyterapp.shell.currentWidget.sessionContext.session"
    )


def _command(page, command, code):
    """Have JupyterLab do something with the first cell that has `code` in its code."""
    page.evaluate(
        """async ([command, code]) => {
            const { shell, commands } = window.jupyterapp;
            const notebook = shell.currentWidget.content;
            const cells = notebook.widgets.map((cell) => cell.model);
            const place = cells.findIndex(({ type, sharedModel }) =>
                type === "code" && sharedModel.source.includes(code));
            if (place < 0) throw new Error(`No cell of code has ${code}`);
            notebook.activeCellIndex = place;
            await commands.execute(command);
        }""",
        [command, code],
    )


def _no_fault(page):
    failed = page.locator(_FAULT)
    assert failed.count() == 0, failed.first.inner_text()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if call.when == "call":
        item.report = outcome.get_result()
        if item.report.failed and item.getparent(pytest.Module):
            item.getparent(
                pytest.Module
            ).report = item.report  # for a page that a file shares


def axe_findings(page, least=20):
    """What axe finds in what is ours, the outputs and the prose; it looks at `least`
    elements or more, and their number is printed.
    """
    findings, nodes = axe.look(page)
    print(f"axe: {nodes} elements")
    assert nodes >= least, f"axe looked at {nodes} elements only"
    return findings


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A person whose own file is in a folder of the test, and who has joined
    nothing.
    """
    monkeypatch.delenv("SEMINAR_SHARED", raising=False)
    monkeypatch.setattr("helpers.answers.FOLDER", tmp_path / "own")
    monkeypatch.setattr(Answers.__init__, "__defaults__", (tmp_path / "own", "me"))
    boards.board.cache_clear()
    yield boards.board()
    boards.board.cache_clear()


@pytest.fixture
def full(monkeypatch):
    """A disk that takes nothing; a list of the names of the files that it refuses,
    "" for all.
    """
    from helpers.store import answers

    refused, append = [], answers.append

    def refuse(path, lines):
        if any(name in str(path) for name in refused):
            raise OSError(28, "No space left on device")
        append(path, lines)

    monkeypatch.setattr(answers, "append", refuse)
    return refused
