"""Resolve environment.yml and tests/requirements.in into requirements.lock: pins and
hashes for every Python and system, no addresses.

Run by `make lock` after a pin changes.
"""

import pathlib
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).parent.parent


def direct_pins():
    """The pins of environment.yml's pip section, as written there."""
    dependencies = yaml.safe_load(
        (ROOT / "environment.yml").read_text(encoding="utf-8")
    )["dependencies"]
    return next(entry["pip"] for entry in dependencies if isinstance(entry, dict))


if __name__ == "__main__":
    wanted = (
        "\n".join(direct_pins())
        + "\n"
        + (ROOT / "tests/requirements.in").read_text(encoding="utf-8")
    )
    options = "--universal --python-version 3.11 --generate-hashes --upgrade --quiet"
    silent = "--no-header --no-annotate --no-emit-index-url --no-emit-find-links"
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "-",
        *options.split(),
        *silent.split(),
        "--output-file",
    ]
    sys.exit(
        subprocess.run(
            [*command, str(ROOT / "requirements.lock")], input=wanted, text=True
        ).returncode
    )
