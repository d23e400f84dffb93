"""A browser for the tests: finds Chromium or Chrome, or installs one. Run by `make
test` before pytest.
"""

import os
import pathlib
import shutil
import subprocess
import sys

_NAMES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
]
_PLACES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]
_HELP = (
    "No browser was found and none could be installed. Install Chromium or Chrome, or"
    " set CHROMIUM to its path, then say make test again."
)


def find():
    """The path of a browser, the one named by CHROMIUM or the system's; None where
    Playwright's own is to be used, if it is there.
    """
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, _NAMES), *_PLACES]
    return next(
        (path for path in candidates if path and pathlib.Path(path).exists()), None
    )


def is_there():
    """Whether a browser is there to be driven."""
    from playwright.sync_api import sync_playwright

    if find():
        return True
    with sync_playwright() as playwright:
        return pathlib.Path(playwright.chromium.executable_path).exists()


def install():
    """Try Playwright's download, then the system's packages where we may install
    them.
    """
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        check=False,
        capture_output=True,
    )
    if is_there() or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)


if __name__ == "__main__":
    if not is_there():
        install()
    sys.exit(0 if is_there() else _HELP)
