"""Resolve what a student needs into requirements.lock, and what tests and tools need
beside it into requirements-dev.lock: pins and hashes for every Python and system, no
addresses. Nothing that both need stands twice, so no version can differ.

Run by `make lock` after a pin changes.
"""

import pathlib
import re
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).parent.parent
STUDENT, DEVELOPER = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
_OPTIONS = (
    "--universal --python-version 3.11 --generate-hashes --upgrade --quiet"
    " --no-header --no-annotate --no-emit-index-url --no-emit-find-links"
)


def runtime_pins() -> str:
    """The pins of environment.yml's pip section, as written there, one a line."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    return "\n".join(
        next(
            entry["pip"] for entry in listed["dependencies"] if isinstance(entry, dict)
        )
    )


def developer_pins() -> str:
    """The pins of tests/requirements.in, one a line."""
    return (ROOT / "tests/requirements.in").read_text(encoding="utf-8")


def resolve(pins: str, *options: str) -> str:
    """Everything that the pins bring, as the text of a lock."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "-", *_OPTIONS.split()]
    return subprocess.run(
        [*command, *options], input=pins, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def entries(lock: str) -> list[str]:
    r"""The packages of a lock: each a pin, where it holds, and its hashes.

    >>> [entry[:4] for entry in entries("a==1 \\\n    --hash\nb==2 \\\n    --hash\n")]
    ['a==1', 'b==2']
    """
    return re.findall(r"^\S.*\n(?:\s+.*\n)*", lock, re.M)


def beside(everything: str, lock: str) -> str:
    r"""The lock of what `everything` has and `lock` has not: a package that tests need
    on more systems than a student does is in both.

    >>> beside("a==1\nb==2\nc==3\n", "b==2\nc==3 ; os_name == 'nt'\n")
    'a==1\nc==3\n'
    """
    return "".join(entry for entry in entries(everything) if entry not in entries(lock))


def main() -> None:
    """Write both locks; the first is not bent to what developers use."""
    student = resolve(runtime_pins())
    STUDENT.write_text(student, encoding="utf-8", newline="\n")
    both = runtime_pins() + "\n" + developer_pins()
    everything = resolve(both, "--constraints", str(STUDENT))
    DEVELOPER.write_text(beside(everything, student), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
