"""Opens the seminar from a folder that `make stick` made, without a network.

It needs nothing but Python. What follows goes to JupyterLab: `start.py --no-browser`.
"""

import os
import pathlib
import shutil
import subprocess
import sys

STICK = pathlib.Path(__file__).resolve().parent
HERE = pathlib.Path.home() / "prospect-and-betrayal"
LIST = sys.platform + ".txt"
INSTALL = "-m pip install --quiet --no-compile --no-index --require-hashes"


def environment(here: pathlib.Path) -> pathlib.Path:
    """The Python of an environment in that folder; one that was cut short is made
    anew.
    """
    venv = here / ".venv"
    windows = sys.platform == "win32"
    python = venv / ("Scripts/python.exe" if windows else "bin/python")
    if not (venv / "complete").exists():
        print("The packages are put in place. That takes a minute or two.", flush=True)
        shutil.rmtree(venv, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        wheels = STICK / "packages"
        options = ["--find-links", str(wheels), "-r", str(wheels / LIST)]
        subprocess.run([str(python), *INSTALL.split(), *options], check=True)
        (venv / "complete").touch()
    return python


def main(options: list[str]) -> None:
    """Put the seminar into the home folder, if it is not there, and open it."""
    wanted = (STICK / "python").read_text().strip()
    if ".".join(map(str, sys.version_info[:2])) != wanted:
        sys.exit(f"This folder has packages for Python {wanted}. See its README.txt.")
    if not HERE.exists():  # else somebody has written in it
        shutil.copytree(str(STICK / "seminar"), str(HERE))
    python = environment(HERE)
    address = "--LabApp.default_url=/lab/tree/notebooks/index.ipynb"
    command = [str(python), "-m", "jupyterlab", address, *options]
    # so that python in a terminal of JupyterLab is the one that has the packages
    path = os.pathsep.join([str(python.parent), os.environ.get("PATH", "")])
    around = dict(os.environ, PATH=path)
    sys.exit(subprocess.run(command, cwd=str(HERE), env=around).returncode)


if __name__ == "__main__":
    main(sys.argv[1:])
