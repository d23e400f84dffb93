"""Fixtures: the two texts, folders of one's own, and a real JupyterLab in a real
browser.

A browser test of a notebook takes three lines:

    def test_it(notebook):
        page = notebook("1-reading")
        expect(page.get_by_role("group", name="Reader")).to_be_visible()
"""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import browser
import pytest

from helpers import texts

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


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the repository, apart from the person's own
    settings; yields (address, folder).
    """
    home = tmp_path_factory.mktemp("lab")
    folder = home / "seminar"
    for name in ("notebooks", "texts", "helpers"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"),
        )
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
    }
    places |= {
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    for plugin, settings in _SETTINGS.items():
        path = home / "settings" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder}",
    ]
    options += [
        "--ServerApp.disable_check_xsrf=True",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.news_url=",
    ]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            env=os.environ
            | {name: str(home / place) for name, place in places.items()},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/api/status", timeout=1)
            break
        except OSError:
            assert server.poll() is None, (home / "log").read_text()
            time.sleep(0.1)
    yield address, folder
    server.terminate()
    server.wait(10)


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
def notebook(lab, chromium, request):
    """A function that opens a notebook, runs all of it, and returns the page;
    `notebook("index", run=False)` only opens it.
    """
    yield from _opening(lab, chromium, request)


@pytest.fixture(scope="module")
def shared_notebook(lab, chromium, request):
    """The same for tests of one file that can share a page, since to open and run a
    session takes many seconds.
    """
    yield from _opening(lab, chromium, request)


def _opening(lab, chromium, request):
    """The tests fail on a request beyond this machine and on an error in the page.
    One that fails leaves a picture in test-results/.
    """
    address, _ = lab
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

    def open_notebook(name, run=True):
        page.goto(f"{address}/lab/tree/notebooks/{name}.ipynb?reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        if run:
            run_all(page)
        return page

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


def run_all(page):
    """Run every cell as a person does, and return when each has its number."""
    # The toolbar says "idle" before a kernel is attached, and Run All would then ask
    # which kernel: ask the session itself.
    idle = (
        "() =>"
        " window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status"
        " === 'idle'"
    )
    page.wait_for_function(idle, timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Run All Cells")).first.click()
    fault = (
        '.jp-Notebook :is([data-mime-type="application/vnd.jupyter.error"],'
        ' [data-mime-type="application/vnd.jupyter.stderr"])'
    )
    page.wait_for_function(
        r"""fault => { const prompts = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')].map(e => e.textContent);
                    return document.querySelector(fault) ||
                           (prompts.length && prompts.every(text => /\[\d+\]/.test(text))) }""",
        arg=fault,
        timeout=120_000,
    )
    failed = page.locator(fault)
    assert failed.count() == 0, failed.first.inner_text()
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if call.when == "call":
        item.report = outcome.get_result()
        if item.report.failed and item.getparent(pytest.Module):
            item.getparent(
                pytest.Module
            ).report = item.report  # for a page that a file shares


def axe_findings(page):
    """What axe finds in what is ours: the outputs and the Markdown, not JupyterLab's
    own chrome.
    """
    from axe_playwright_python.sync_playwright import Axe

    ours = {"include": [[".jp-OutputArea"], [".jp-MarkdownOutput"]]}
    found = Axe().run(page, context=ours).response["violations"]
    return [
        (rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found
    ]
