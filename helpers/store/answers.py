"""What a student writes: one append-only file a person, so that nothing kept is lost
by closing a notebook or by a machine that stops.
"""

import datetime
import json
import os
import pathlib
import re

from helpers.errors import AnswerError

FOLDER = pathlib.Path(
    os.environ.get("SEMINAR_ANSWERS")
    or pathlib.Path(__file__).parent.parent / "answers"
)


class Answers:
    """The answers of one person, in `folder`/`person`.jsonl: one line of JSON each time
    something is kept.

    The latest line of each kind, key and round counts. A line that a crash cut short is
    skipped when read, and the next line begins afresh.

    >>> import tempfile
    >>> answers = Answers(tempfile.mkdtemp(), "anna")
    >>> _ = answers.keep("exercise", "reading/will", "44")
    >>> answers.get("exercise", "reading/will")
    '44'
    """

    def __init__(self, folder=FOLDER, person="me"):
        if not re.fullmatch(r"[\w-]+", str(person)):
            raise AnswerError(
                f"{person!r} cannot be a name here: it becomes the name of a file. Use"
                " letters, figures, - and _."
            )
        self.path = pathlib.Path(folder) / f"{person}.jsonl"
        self.person = person
        self._read = (
            None,
            [],
        )  # the state of the file when it was read last, and what it had
        # what the disk refused: not lost while this lives, and written before the next
        self._unkept = []

    @property
    def notice(self):
        """Where answers are kept, who sees them, and when they are lost, in words
        for their writer.
        """
        return (
            f"Kept in a file of your own, {self.path.parent.name}/{self.path.name}. No"
            " one else sees it here, and no class is shown. On Binder it is lost when"
            " the session ends, after ten idle minutes: Download it before."
        )

    def keep(self, kind, key, value, round=1):
        """Write an answer to the file, and return the time it was kept at;
        AnswerError if the disk does not take it.
        """
        time = datetime.datetime.now().astimezone().isoformat(timespec="microseconds")
        self.write(
            [{"time": time, "kind": kind, "key": key, "round": round, "value": value}]
        )
        return time

    def write(self, entries):
        """Add entries to the file, after those that it refused before; AnswerError
        if it refuses again.
        """
        self._unkept += entries
        lines = "".join(
            json.dumps(entry, ensure_ascii=False) + "\n" for entry in self._unkept
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            append(self.path, lines)
        except OSError as error:
            raise AnswerError(
                f"This could not be kept in {self.path.name} ({error.strerror}). It is"
                " still on this page, and is written with what can be kept next."
                " Download it, or copy it to a safe place."
            ) from error
        self._unkept = []

    def get(self, kind, key, round=1):
        """What was kept last under this kind, key and round, or None."""
        found = [
            entry["value"]
            for entry in self.entries()
            if (entry["kind"], entry["key"], entry["round"]) == (kind, key, round)
        ]
        return found[-1] if found else None

    def latest(self, kind, round=1):
        """What was kept last under each key of a kind, as a dict."""
        return {
            entry["key"]: entry["value"]
            for entry in self.entries()
            if (entry["kind"], entry["round"]) == (kind, round)
        }

    def table(self):
        """Everything kept, as a table: time, kind, key, round, value."""
        import pandas as pd

        return pd.DataFrame(
            self.entries(), columns=["time", "kind", "key", "round", "value"]
        )

    def entries(self):
        """Every line that can be read, in the order it was kept, and what the disk
        has refused so far.
        """
        try:
            status = self.path.stat()
            if self._read[0] != (state := (status.st_mtime_ns, status.st_size)):
                lines = self.path.read_text(encoding="utf-8", errors="replace").split(
                    "\n"
                )
                self._read = state, [entry for entry in map(entry_of, lines) if entry]
        # nothing there, or nothing that can be read: what is written next will say so
        # if it cannot be kept
        except OSError:
            self._read = None, []
        return self._read[1] + self._unkept


def append(path, lines):
    """Add lines to a file that others may write too, and see that they are on the
    disk; what was cut short there is not joined.
    """
    with path.open("ab+", buffering=0) as file:
        if file.tell() and _last_byte(file) != b"\n":
            lines = "\n" + lines
        left = lines.encode(
            "utf-8", "replace"
        )  # half a character, which a page may send, cannot be written
        while left:
            left = left[file.write(left) :]
        os.fsync(file.fileno())


def _last_byte(file):
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def entry_of(line):
    """The answer that a line of JSON holds, or None."""
    try:
        return checked(json.loads(line))
    except (ValueError, RecursionError):
        return None


def checked(entry):
    """The entry itself if it has the form of an answer, or None."""
    form = ("time", str), ("kind", str), ("key", str), ("round", int)
    is_one = (
        isinstance(entry, dict)
        and "value" in entry
        and [type(entry.get(name)) for name, _ in form] == [kind for _, kind in form]
    )
    return entry if is_one and 0 < entry["round"] < 1000 else None


def latest(entries):
    """The last entry of each kind, key and round, in the order of their first."""
    return list(
        {
            (entry["kind"], entry["key"], entry["round"]): entry for entry in entries
        }.values()
    )
