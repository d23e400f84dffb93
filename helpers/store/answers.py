"""What a student writes: one append-only file a person, so that nothing kept is lost
by closing a notebook or by a machine that stops.
"""

import contextlib
import json
import os
import pathlib
import re
import stat
from typing import IO, TYPE_CHECKING, Annotated, Any

from helpers.errors import AnswerError
from helpers.store.entries import (
    Entry,
    Round,
    entry_of,
    fit_to_keep,
    latest,
    line_of,
    now,
    place_of,
)
from helpers.validation import Path, Wrong, check_of, validated

if TYPE_CHECKING:
    import pandas as pd

SETTINGS = "seminar.json"  # in the folder of a class: what was set for it
FOLDER = pathlib.Path(
    os.environ.get("SEMINAR_ANSWERS")
    or pathlib.Path(__file__).parent.parent.parent / "answers"
)


def _a_folder(value: object) -> Any:
    if isinstance(value, str) and not value.strip():
        value = None  # it would be the folder where the kernel runs
    return check_of(Path)(value)  # type: ignore[misc]


def _a_name(value: object) -> str:
    if isinstance(value, str):
        return value
    raise Wrong("a short name in quotation marks")


def _a_store(value: object) -> Any:
    acts = (getattr(value, name, None) for name in ("keep", "get", "entries"))
    if not isinstance(value, type) and all(map(callable, acts)):
        return value
    raise Wrong("where answers go, such as boards.board()")


Folder = Annotated[str | os.PathLike[str], _a_folder]
#: A back end, as `helpers.store.boards` describes it.
Store = Annotated[Any, _a_store]


#: The kind under which the question of an answer is kept, with `kind/key` as its key.
LABEL = "label"


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

    _had_by = "such as boards.board()"
    joined = None  # a file of one's own has no class

    def __init__(self, folder: Folder = FOLDER, person: str = "me") -> None:
        self.path = self.path_of(folder, person)
        self.person = person
        # the state of the file when it was read last, and what it had
        self._read: tuple[tuple[int, int] | None, list[Entry]] = (None, [])
        # what the disk refused: not lost while this lives, and written before the next
        self._unwritten: list[Entry] = []

    @staticmethod
    @validated
    def path_of(folder: Folder, person: Annotated[str, _a_name]) -> pathlib.Path:
        """The file of a person in a folder; AnswerError for a name that is none."""
        if not re.fullmatch(r"[\w-]{1,100}", person):
            raise AnswerError(
                f"{person[:60]!r} cannot be a name here: it becomes the name of a file."
                " Use letters, figures, - and _, a hundred at most."
            )
        return pathlib.Path(folder) / f"{person}.jsonl"

    @property
    def notice(self) -> str:
        """Where answers are kept, who sees them, and when they are lost, in words
        for their writer.
        """
        where = f"{self.path.parent.name}/{self.path.name}"
        lost = " It is lost when this session of Binder ends, after ten idle minutes:"
        return (
            f"Kept in a file of your own, {where}. No one else sees it here, and no"
            f" class is shown.{f'{lost} Download it before.' if on_binder() else ''}"
        )

    def keep(self, kind: str, key: str, value: Any, round: int = 1) -> str:
        """Write an answer to the file, and return the time it was kept at;
        AnswerError for what cannot be kept, and if the disk does not take it.

        What is kept comes back equal: words, numbers (numpy's as Python's), True,
        False, None, and lists and dicts of these with words as keys.
        """
        time = now()
        entry = {"time": time, "kind": kind, "key": key, "round": round, "value": value}
        self.write([entry])
        return time

    @validated
    def write(self, entries: list[dict]) -> None:
        """Add entries to the file, after those that it refused before; AnswerError
        if it refuses again, and, with none of them added, if one cannot be kept.
        """
        self._unwritten += [fit_to_keep(entry) for entry in entries]
        if not self._unwritten:
            return
        lines = "".join(map(line_of, self._unwritten))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            append(self.path, lines)
            self._close_to_others()
        except OSError as error:
            raise AnswerError(
                f"This could not be kept in {self.path.name} ({error.strerror}). It is"
                " still on this page, and is written with what can be kept next."
                " Download it, or copy it to a safe place."
            ) from error
        self._unwritten = []

    def _close_to_others(self) -> None:
        """Let no other account of this computer read what is one's own. The folder of a
        class, which has its settings in it, stays open.
        """
        set_mode(self.path, 0o600)
        if not (self.path.parent / SETTINGS).exists():
            set_mode(self.path.parent, 0o700)

    @property
    def writer(self) -> str:
        """Who writes here now: another one after the file was put aside."""
        aside = (path.stem for path in self.path.parent.glob(f"{self.person}-*.jsonl"))
        return max(
            (s for s in aside if is_own(f"{s}.jsonl", self.person)), default=self.person
        )

    def set_aside(self) -> pathlib.Path | None:
        """Put the file aside under a name with its date, for another person begins, and
        return where it is; None where nothing was written. AnswerError where that
        cannot be, and nothing is changed.
        """
        self.write([])  # what the disk refused before
        if not self.path.exists():
            return None
        date = now()[:19].replace("T", "-").replace(":", "")
        aside = self.path.with_name(f"{self.person}-{date}.jsonl")
        try:
            if aside.exists():
                raise FileExistsError(17, f"{aside.name} is there already")
            self.path.rename(aside)
        except OSError as error:
            raise AnswerError(
                f"This could not be put aside ({error.strerror}). Nothing was changed:"
                " download everything, and press again."
            ) from error
        return aside

    @validated
    def get(self, kind: str, key: str, round: Round = 1) -> Any:
        """What was kept last under this kind, key and round, or None."""
        for entry in reversed(self.entries()):
            if place_of(entry) == (kind, key, round):
                return _copy(entry["value"])
        return None

    @validated
    def latest(self, kind: str, round: Round = 1) -> dict[str, Any]:
        """What was kept last under each key of a kind, as a dict."""
        return {
            entry["key"]: _copy(entry["value"])
            for entry in latest(self.entries())
            if (entry["kind"], entry["round"]) == (kind, round)
        }

    def table(self) -> "pd.DataFrame":
        """Everything kept, as a table: time, kind, key, round, value."""
        import pandas as pd

        return pd.DataFrame(
            self.entries(), columns=["time", "kind", "key", "round", "value"]
        )

    def entries(self) -> list[Entry]:
        """Every line that can be read, in the order it was kept, and what the disk
        has refused so far.
        """
        state = self._state()
        if state is None:
            self._read = None, []
        elif self._read[0] != state:
            try:
                content = self.path.read_text(encoding="utf-8", errors="replace")
                lines = map(entry_of, content.split("\n"))
                self._read = state, [entry for entry in lines if entry]
            # nothing that can be read: what is written next will say so if it cannot
            # be kept
            except OSError:
                self._read = None, []
        return self._read[1] + self._unwritten

    @property
    def version(self) -> tuple:
        """Another one whenever there is something else to read."""
        return self._state(), len(self._unwritten)

    def _state(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:  # nothing there
            return None
        return status.st_mtime_ns, status.st_size


def is_own(name: str, person: str) -> bool:
    """Whether a file of this name is a person's own, or was put aside on a day."""
    aside = rf"{re.escape(person)}(-\d{{4}}-\d\d-\d\d-\d{{6}})?\.jsonl"
    return re.fullmatch(aside, name) is not None


def on_binder() -> bool:
    """Whether this is a session of Binder, of which nothing stays."""
    return bool(os.environ.get("BINDER_LAUNCH_HOST"))


@validated
def keep_label(store: Store, kind: str, key: str, label: str) -> None:
    """Keep what was asked beside an answer, when it is another than before: a file to
    hand in has questions and answers.
    """
    if store.get(LABEL, f"{kind}/{key}") != label:
        store.keep(LABEL, f"{kind}/{key}", label)


def _copy(value: Any) -> Any:
    """A value that may be changed by who asked for it."""
    return json.loads(json.dumps(value)) if isinstance(value, dict | list) else value


def set_mode(path: pathlib.Path, mode: int) -> None:
    """Say who may read and write a file or folder, where the system can say that and it
    is ours.
    """
    with contextlib.suppress(OSError, NotImplementedError):
        if stat.S_IMODE(path.stat().st_mode) != mode:
            path.chmod(mode)


def append(path: pathlib.Path, lines: str) -> None:
    """Add lines to a file that others may write too, and see that they are on the
    disk; what was cut short there is not joined.
    """
    with path.open("ab+", buffering=0) as file:
        if file.tell() and _last_byte(file) != b"\n":
            lines = "\n" + lines
        left = lines.encode()
        while left:
            left = left[file.write(left) :]
        os.fsync(file.fileno())


def _last_byte(file: IO[bytes]) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)
