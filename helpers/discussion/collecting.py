"""What a class handed in, put into one folder: out of a zip, or out of folders, one a
student, as learning platforms give it.
"""

import itertools
import pathlib
import re
import zipfile
from collections.abc import Iterator
from typing import Annotated, Any

from helpers.discussion.gathering import SUFFIXES
from helpers.errors import AnswerError
from helpers.store.folders import LARGEST, SETTINGS, place
from helpers.store.prepared import refuse_pages
from helpers.validation import Path, Wrong, validated

File = tuple[str, bytes]  # its name, with the folders it lies in, and what it has


def _a_source(value: object) -> pathlib.Path:
    source = place(str(value))
    if source.is_dir() or zipfile.is_zipfile(source):
        return source
    raise Wrong("a zip, or a folder, that is there, with what was handed in")


@validated
def collect(source: Annotated[Any, _a_source], folder: Path) -> str:
    """Put what was handed in into a folder that only you can open, and say how many
    files; `source` is a zip or a folder, also with a folder for each student.

    The names of folders stand before those of files. A file that is here already is
    not put here twice, and none is overwritten. AnswerError where the folder takes no
    file.
    """
    into = place(str(folder))
    refuse_pages(into)
    new, left_out = 0, []
    try:
        into.mkdir(parents=True, mode=0o700, exist_ok=True)
        for name, content in _files(source):
            fitting = re.sub(r"\.txt$", "", name, flags=re.IGNORECASE)
            if not fitting.lower().endswith(SUFFIXES) or len(content) > LARGEST:
                left_out.append(name)
                continue
            new += _put(content, into, re.sub(r"\s*[/\\]+\s*", " - ", fitting))
    except (OSError, zipfile.BadZipFile) as error:
        raise AnswerError(
            f"Not everything could be put into {into} ({error}). What was put there is"
            " there. Look at the folder, and at the zip, and collect again."
        ) from error
    words = f"{new} new {'file' if new == 1 else 'files'} in {into}."
    if left_out:
        words += f" Not files of answers, and left out: {', '.join(left_out)}."
    return words


def _files(source: pathlib.Path) -> Iterator[File]:
    """The files of a zip or a folder; without what systems leave there."""
    if source.is_dir():
        for path in sorted(path for path in source.rglob("*") if path.is_file()):
            name = path.relative_to(source).as_posix()
            if _is_answers(name):
                yield name, _at_most(path.open("rb"))
        return
    with zipfile.ZipFile(source) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith("/") and _is_answers(name):
                yield name, _at_most(archive.open(name))


def _at_most(opened) -> bytes:
    """What a file has, up to a byte more than is read of one."""
    with opened as file:
        return file.read(LARGEST + 1)


def _is_answers(name: str) -> bool:
    """Whether a file is none of the system's, and not the settings of a class."""
    parts = name.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not hidden and parts[-1] != SETTINGS


def _put(content: bytes, into: pathlib.Path, name: str) -> bool:
    """Write a file under a name that is free; whether it was not here yet."""
    stem, suffix = pathlib.Path(name).stem[:150], pathlib.Path(name).suffix
    for number in itertools.count(1):
        path = into / f"{stem}{f' {number}' if number > 1 else ''}{suffix}"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_bytes(content)
            return True
        if path.read_bytes() == content:
            return False
    raise AssertionError("there is always a next number")
