"""The folder of a class: what is shared in it, under a pseudonym; its files, read as
they come. What was set for it stands in `helpers.store.prepared`.
"""

import contextlib
import errno
import functools
import os
import pathlib
import secrets
from collections.abc import Sequence
from typing import Any, NamedTuple

from helpers.errors import AnswerError
from helpers.store import answers, forms
from helpers.store.answers import Answers, Folder
from helpers.store.entries import Entry, fixed, latest, line_of, moment, place_of
from helpers.store.prepared import (  # noqa: F401
    LEAST,
    MINIMUM,
    READABLE,
    SETTINGS,
    Typed,
    controls,
    exists,
    place,
    plain,
    prepare,
    settings,
)
from helpers.validation import validated

LARGEST = 5_000_000  # bytes of a file of answers that is read
SHARED = (
    "vote",
    "verdict",
    "topic name",
    "intrusion score",
)  # the kinds of answers that a class sees; exercises stay with their writer
PLACES = (
    "joined",
    "pseudonym",
    "class",
    "shared since",
    "formerly",
    "conducts",
)  # the kinds that say where answers go, and that no file carries
_MOST_PROBLEMS = 5  # places of a file that are named in full
_NAMES = (
    "amber ash blue brown clear coral dark early fair green grey high late light long"
    " north pale plain quiet red".split(),
    "alder beech birch cedar elm fern finch heron iris lark linden maple oak otter"
    " poplar reed robin rowan swift wren".split(),
)


class SharedFolder:
    """A back end: all that a person writes in a file of their own, and what the class
    sees also in a file of `folder`, under a pseudonym.

    What the folder does not take at once, for it may be out of reach, goes there with
    the next answer. A folder that is gone is not made again: it may have been deleted
    on the day that was announced. Nor does anything go to one that was made anew, until
    it is joined again. Of what was written before it was joined nothing goes there,
    unless its writer said so.
    """

    _had_by = "such as boards.board()"

    @validated
    def __init__(
        self, folder: Folder, own: Answers | None = None, person: str | None = None
    ) -> None:
        self.folder, self._own = pathlib.Path(folder), own or Answers()
        known = self._own.get("pseudonym", str(folder))
        self._person = known if isinstance(known, str) else None
        if person and person != self._person:
            self._call(person)
        self.get, self.latest = self._own.get, self._own.latest
        self.entries, self.table = self._own.entries, self._own.table

    @property
    def person(self) -> str:
        """The name in the folder. Who has none yet gets one when it is first wanted:
        the one of before, if answers that were restored show that it was theirs.
        """
        if self._person is None:
            self._call(self._of_before() or _pseudonym(self.folder))
        return str(self._person)

    @property
    def path(self) -> pathlib.Path:
        """The file in the folder."""
        return Answers.path_of(self.folder, self.person)

    def _call(self, person: str) -> None:
        Answers.path_of(self.folder, person)  # refuses a name that is none
        self._person = person
        # a full disk: what is kept next will say so
        with contextlib.suppress(AnswerError):
            # or one person would count as several
            self._own.keep("pseudonym", str(self.folder), person)

    def _of_before(self, restored: Sequence[Entry] = ()) -> str | None:
        """The name under which some of one's own answers stand in the folder, if it is
        another, and may be written to.
        """
        mine = marks([*self.entries(), *restored])
        others = (path for path in self._files() if path.stem != self._person)
        for path in others:
            if mine & read(path).marked and os.access(path, os.W_OK):
                return path.stem
        return None

    def _files(self) -> list[pathlib.Path]:
        try:
            return sorted(self.folder.glob("*.jsonl"))
        except OSError:
            return []

    def is_proven(self, person: str) -> bool:
        """Whether some of one's own answers stand in the folder under a name."""
        path = Answers.path_of(self.folder, person)
        return bool(marks(self.entries()) & read(path).marked)

    @property
    def joined(self) -> "SharedFolder":
        """Where the class is, for `discussion.joined`."""
        return self

    @property
    def notice(self) -> str:
        """Where answers go, who sees names, and what is lost when, in words for
        their writer.
        """
        known = settings(self.folder)
        lost = (
            "Your own file is lost when this session of Binder ends; the shared folder"
            " is not."
            if answers.on_binder()
            else ""
        )
        until = (
            f"To be deleted on {known['delete_on']}. "
            if known["delete_on"]
            else "No date of deletion was set: ask for one. "
        )
        return (
            f"Kept in a file of your own, and under the name {self.person} in a folder"
            " that the class shares. Cards and class view show no names. Its members"
            " and whoever else can open the folder can read every file in it, before"
            " voting too, and its computer may know which account wrote which."
            f" {until}{lost}"
        ).strip()

    def keep(self, kind: str, key: str, value: Any, round: int = 1) -> str:
        """Write an answer to both files, and return the time it was kept at;
        AnswerError if one of them does not take it.
        """
        with self._sharing():
            return self._own.keep(kind, key, value, round)

    def write(self, entries: list[dict]) -> None:
        """Add entries to one's own file, and share them."""
        with self._sharing():
            self._own.write(entries)
            self.recognise([])

    def recognise(self, restored: list[Entry]) -> None:
        """Go on under the name of before, where answers that were restored stand in the
        folder under it: who had lost them may have joined anew meanwhile.
        """
        before = self._person and self._of_before(restored)
        if before:
            self.take_back()
            self._call(before)
            self.share()

    @contextlib.contextmanager
    def _sharing(self):
        try:
            yield
        except AnswerError:  # a full disk here is no reason to keep it from the class
            with contextlib.suppress(AnswerError):
                self.share()
            raise
        self.share()

    def share(self) -> None:
        """Bring the file in the folder up to date with one's own; AnswerError if the
        folder does not take it.
        """
        ours = latest(self.entries())
        since = _last(ours, "shared since", str(self.folder))
        news = self._not_there([e for e in ours if self._is_shared(e, since)])
        if not news:
            return
        self._refuse_another_class(ours)
        try:
            if not exists(self.folder):
                raise OSError(errno.ENOENT, "the folder is not there")
            if self.path.exists() and not plain(self.path):
                raise OSError(errno.EPERM, f"{self.path.name} in it is no plain file")
            lines = "".join(map(line_of, news))
            size = self.path.stat().st_size if self.path.exists() else 0
            if size + len(lines.encode()) > LARGEST:  # no one would read it
                most = f"larger than {LARGEST // 1_000_000} MB"
                raise OSError(errno.EFBIG, f"{self.path.name} in it would be {most}")
            answers.append(self.path, lines)
            answers.set_mode(self.path, READABLE)
        except OSError as error:
            raise AnswerError(
                "This is in your own file, and not in the folder of the class"
                f" ({error.strerror}). If the folder comes back, it goes there with"
                " what you write next. If it was deleted, leave it where you"
                " joined it."
            ) from error

    def unshared(self) -> list[Entry]:
        """What concerns the class and is not in the folder."""
        return self._not_there(list(filter(concerns_class, latest(self.entries()))))

    def _not_there(self, entries: list[Entry]) -> list[Entry]:
        """Those of these entries, as a class sees them, that the folder has not."""
        shared = set(read(self.path).fixed) if entries else set()
        news = map(for_class, entries)
        return [entry for entry in news if fixed(entry) not in shared]

    def _is_shared(self, entry: Entry, since: object) -> bool:
        """Whether an entry goes to the folder: what concerns a class, and was written
        since it was joined.
        """
        if entry["kind"] == "formerly":
            return entry["key"] == str(self.folder)
        late = not since or moment(entry) >= moment({"time": str(since)})
        return late and concerns_class(entry)

    def take_back(self) -> int:
        """Take what is one's own out of the folder's file, and return how many lines
        that were; AnswerError where the folder does not let it.
        """
        if self.path.resolve() == self._own.path.resolve():
            return 0  # one's own file: nothing was shared in it
        ours = {fixed(for_class(entry)) for entry in self.entries()}
        entries = read(self.path).entries if self._person else []
        left = [entry for entry in entries if fixed(entry) not in ours]
        try:
            if entries and left:
                made = self.path.with_name(f".{self.path.name}")
                made.write_text("".join(map(line_of, left)), encoding="utf-8")
                answers.set_mode(made, READABLE)
                made.replace(self.path)
            elif self._person:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise AnswerError(
                f"What you shared could not be taken back ({error.strerror}): it is in"
                f" {self.path}. Ask your instructor to delete that file."
            ) from error
        return len(entries) - len(left)

    def _refuse_another_class(self, ours: list[Entry]) -> None:
        """AnswerError where the folder was made anew since it was joined."""
        now = settings(self.folder)["class"]
        before = _last(ours, "class", str(self.folder))
        if before is None:
            with contextlib.suppress(AnswerError):
                self._own.keep("class", str(self.folder), now)
        elif before and before != now and exists(self.folder):
            raise AnswerError(
                "This is in your own file, and not in the folder of the class,"
                " which was made anew since you joined it. Join it again if it is"
                " still your class, and else leave it."
            )


class File(NamedTuple):
    """A file of answers as it was read."""

    entries: list[Entry]
    problems: list[tuple[int, str]]
    fixed: tuple  # the entries, as tuples that can be compared
    # what a class sees of them, where it was kept to the microsecond: no two people
    # share that
    marked: frozenset


def read(path: pathlib.Path) -> File:
    """The entries of a file, and what is wrong with it; read again only when it has
    changed.
    """
    try:
        status = path.lstat()
        if not plain(path):
            return _nothing()
        return _read_as(path, status.st_mtime_ns, status.st_size)
    except FileNotFoundError:
        return _nothing()
    except OSError as error:
        return _nothing(f"it cannot be opened ({error.strerror})")


def _nothing(*problems: str) -> File:
    return File([], [(0, problem) for problem in problems], (), frozenset())


@functools.lru_cache(maxsize=1024)
def _read_as(path: pathlib.Path, changed: int, size: int) -> File:
    if size > LARGEST:
        return _nothing(f"larger than {LARGEST // 1_000_000} MB; it was not read")
    entries, problems = forms.read(path.read_bytes().decode("utf-8", "replace"))
    more = len(problems) - _MOST_PROBLEMS
    if more > 0:
        problems = [*problems[:_MOST_PROBLEMS], (0, f"and {more} more such places")]
    return File(entries, problems, tuple(map(fixed, entries)), marks(entries))


def forget() -> None:
    """Keep nothing in mind of the files that were read."""
    _read_as.cache_clear()


def _last(entries: list[Entry], kind: str, key: str) -> Any:
    """The value under a kind and key, of entries that are the last of their places."""
    wanted = kind, key, 1
    return next((e["value"] for e in entries if place_of(e) == wanted), None)


def marks(entries: list[Entry]) -> frozenset:
    """What a class sees of entries, where they were kept to the microsecond."""
    timed = (entry for entry in entries if "." in entry["time"])
    return frozenset(fixed(for_class(entry)) for entry in timed)


def concerns_class(entry: Entry) -> bool:
    """Whether a class sees an entry; not votes of before a prompt was begun anew, which
    stand under rounds after the second.
    """
    earlier = entry["kind"] == "vote" and entry["round"] > 2
    return entry["kind"] in SHARED and not earlier


def for_class(entry: Entry) -> Entry:
    """An entry with no more of an answer to a prompt than the class view needs."""
    if entry["kind"] != "vote" or not isinstance(entry["value"], dict):
        return entry
    parts = {
        name: part
        for name, part in entry["value"].items()
        if name in ("vote", "why", "cite", "abstain")
    }
    if parts.get("abstain"):  # who gives no answer gives no reason to the class
        parts = {"abstain": True}
    return entry | {"value": parts}


def _pseudonym(folder: pathlib.Path) -> str:
    """A name that no one has in this folder yet; it is taken at once, since a class
    joins at one moment.
    """
    while True:
        name = "-".join(
            [*map(secrets.choice, _NAMES), str(secrets.choice(range(10, 100)))]
        )
        try:
            path = folder / f"{name}.jsonl"
            path.open("x").close()
            answers.set_mode(path, READABLE)
        except FileExistsError:
            continue
        except OSError:  # the folder is out of reach: what is shared next will say so
            pass
        return name
