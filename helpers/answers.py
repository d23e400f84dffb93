"""What a student writes: one append-only file a person, so that nothing kept is lost by closing a notebook or by a machine that stops."""

import datetime
import json
import os
import pathlib
import re

from helpers.errors import AnswerError

FOLDER = pathlib.Path(__file__).parent.parent / "answers"


class Answers:
    """The answers of one person, in `folder`/`person`.jsonl: one line of JSON each time something is kept.

    The latest line of each kind, key and round counts. A line that a crash cut short is skipped when read, and the next line begins afresh.

    >>> import tempfile
    >>> answers = Answers(tempfile.mkdtemp(), "anna")
    >>> _ = answers.keep("exercise", "reading/will", "44")
    >>> answers.get("exercise", "reading/will")
    '44'
    """

    def __init__(self, folder=FOLDER, person="me"):
        if not re.fullmatch(r"[\w-]+", str(person)):
            raise AnswerError(f"{person!r} cannot be a name here: it becomes the name of a file. Use letters, figures, - and _.")
        self.path = pathlib.Path(folder) / f"{person}.jsonl"
        self.person = person

    def keep(self, kind, key, value, round=1):
        """Write an answer to the file, and return the time it was kept at; AnswerError if the disk does not take it."""
        time = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        line = json.dumps({"time": time, "kind": kind, "key": key, "round": round, "value": value}, ensure_ascii=False) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as file:
                if file.tell() and _last_byte(file) != b"\n":
                    line = "\n" + line  # the last write was cut short: do not join it
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise AnswerError(
                f"This could not be kept in {self.path.name} ({error.strerror}). Copy what you wrote to a safe place."
            ) from error
        return time

    def get(self, kind, key, round=1):
        """What was kept last under this kind, key and round, or None."""
        found = [entry["value"] for entry in self.entries() if (entry["kind"], entry["key"], entry["round"]) == (kind, key, round)]
        return found[-1] if found else None

    def entries(self):
        """Every line that can be read, in the order it was kept."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return []
        return [entry for entry in map(_entry, lines) if entry]


def _last_byte(file):
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def _entry(line):
    try:
        entry = json.loads(line)
        return entry if {"time", "kind", "key", "round", "value"} <= set(entry) else None
    except (ValueError, TypeError):
        return None
