"""A folder for a room without a network: the seminar, the packages that it needs for
several systems, and `start.py`, which opens it: `make stick`.

`python -m tools.stick a_folder windows linux` writes it elsewhere, for these systems.
"""

import pathlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable

from packaging.markers import Marker

from tools.lock import entries

ROOT = pathlib.Path(__file__).parent.parent
#: What each system is called in a lock, and by pip, the newest first.
SYSTEMS = {
    "windows": ({"sys_platform": "win32", "os_name": "nt"}, ["win_amd64"]),
    "macos": ({"sys_platform": "darwin"}, ["macosx_14_0_arm64"]),
    "linux": (
        {"sys_platform": "linux"},
        [f"manylinux_2_{n}_x86_64" for n in range(28, 16, -1)]
        + ["manylinux2014_x86_64", "manylinux1_x86_64"],
    ),
}
_POSIX = {"os_name": "posix", "implementation_name": "cpython"}
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
#: Made on this computer, or written by somebody: it stays here.
_LEFT = [".git", ".venv", ".bench", "answers", "handouts", "stick", "test-results"]
_LEFT += ["__pycache__", "node_modules", ".ipynb_checkpoints", "my-texts", ".*_cache"]
START = """To open the seminar you need Python {python}, and nothing else. Copy this
folder to the computer or leave it on the stick, open a terminal in it, and type:

    Windows        py -{python} start.py
    macOS, Linux   python{python} start.py

(Of Macs, those with a processor of Apple's; of other computers, those with 64 bits.)
It puts the seminar into the folder prospect-and-betrayal of your own folder, with its
packages, and opens it in the browser. That takes a minute or two the first time. What
you write stays there, also when the stick is gone; the same line opens it again.
"""


def needed(lock: str, system: str, python: str = PYTHON) -> str:
    r"""The packages of a lock that a system needs, with their hashes; those that also
    the first of a line of Pythons can use, such as 3.11.0.

    >>> lock = "a==1 ; os_name == 'nt' \\\n    --hash=x\nb==2 \\\n    --hash=y\n"
    >>> needed(lock, "linux"), needed(lock, "windows")[:8]
    ('b==2 \\\n    --hash=y\n', 'a==1 \\\n ')
    """
    versions = {"python_version": python, "python_full_version": f"{python}.0"}
    there = _POSIX | SYSTEMS[system][0] | versions
    kept = []
    for entry in entries(lock):
        marker = re.match(r"\S+ ; (.*?) \\\n", entry)
        if not marker or Marker(marker[1]).evaluate(there):
            kept.append(re.sub(r" ;.*? \\\n", r" \\\n", entry, count=1))
    return "".join(kept)


def packages(folder: pathlib.Path, system: str) -> None:
    """Download into a folder what a system needs, each file held against its hash, and
    put the list of it beside them.
    """
    names, platforms = SYSTEMS[system]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    folder.mkdir(exist_ok=True)
    listed = folder / f"{names['sys_platform']}.txt"
    listed.write_text(needed(lock, system), encoding="utf-8", newline="\n")
    options = "--quiet --no-deps --require-hashes --only-binary=:all:".split()
    options += ["--implementation=cp", f"--python-version={PYTHON}"]
    options += [f"--platform={name}" for name in platforms]
    command = [sys.executable, "-m", "pip", "download", *options]
    subprocess.run([*command, "-r", listed, "-d", folder], check=True)


def write(folder: pathlib.Path, systems: Iterable[str] = tuple(SYSTEMS)) -> None:
    """Write the stick into a folder; what was there of it is made anew."""
    for part in ("seminar", "packages"):
        shutil.rmtree(folder / part, ignore_errors=True)
    shutil.copytree(ROOT, folder / "seminar", ignore=shutil.ignore_patterns(*_LEFT))
    for system in systems:
        packages(folder / "packages", system)
    shutil.copy(ROOT / "tools/start.py", folder)
    (folder / "python").write_text(PYTHON, encoding="utf-8")
    readme = START.format(python=PYTHON)
    (folder / "README.txt").write_text(readme, encoding="utf-8", newline="\r\n")


if __name__ == "__main__":
    to, *chosen = sys.argv[1:] or [str(ROOT / "stick")]
    write(pathlib.Path(to), chosen or SYSTEMS)
    size = sum(path.stat().st_size for path in pathlib.Path(to).rglob("*"))
    print(f"{to}  {size / 1e6:.0f} MB. Its README.txt says how it is opened.")
