"""Where answers go: into a file of one's own, or also into a folder that a class
shares, under a pseudonym.

A back end keeps and gives back what one person writes (`keep`, `write`, `get`,
`latest`, `entries`), says where that goes (`notice`), and names the `folder` in which the
class can be read, if there is one. A class board on a hub would be a third of the same
form.
"""

import contextlib
import datetime
import errno
import functools
import json
import os
import pathlib
import secrets
import weakref
from typing import NamedTuple

from helpers.errors import AnswerError, SeminarError
from helpers.store import answers, forms
from helpers.store.answers import Answers

MINIMUM = 5  # people below whom nothing of a class is shown
LEAST = 3  # people in the smallest group that is shown
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
)  # the kinds that say where answers go, and that no file carries
SETTINGS = "seminar.json"
_in_order = json.JSONEncoder(
    sort_keys=True
).encode  # made once: a class has many thousands of entries
_TOLD = 5  # places of a file that are told in full
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
    it is joined again.
    """

    def __init__(self, folder, own=None, person=None):
        self.folder, self._own = pathlib.Path(folder), own or Answers()
        known = self._own.get("pseudonym", str(folder))
        self.person = person or known or _pseudonym(self.folder)
        self.path = Answers(
            self.folder, self.person
        ).path  # refuses a name that is none
        if self.person != known:
            with contextlib.suppress(
                AnswerError
            ):  # a full disk: what is kept next will say so
                self._own.keep(
                    "pseudonym", str(folder), self.person
                )  # or one person would count as several
        self.get, self.latest, self.entries = (
            self._own.get,
            self._own.latest,
            self._own.entries,
        )

    @property
    def notice(self):
        """Where answers go, who sees names, and what is lost when, in words for
        their writer.
        """
        known = settings(self.folder)
        until = (
            f"To be deleted on {known['delete_on']}. "
            if known["delete_on"]
            else "No date of deletion was set: ask for one. "
        )
        return (
            f"Kept in a file of your own, and under the name {self.person} in a folder"
            " that the class shares. Cards and class view show no names. Whoever can"
            " open the folder can read every file in it, before voting too, and its"
            f" computer may know which account wrote which. {until}On Binder your own"
            " file is lost when the session ends; the shared folder is not."
        )

    def keep(self, kind, key, value, round=1):
        """Write an answer to both files, and return the time it was kept at;
        AnswerError if one of them does not take it.
        """
        return self._then_share(lambda: self._own.keep(kind, key, value, round))

    def write(self, entries):
        """Add entries to one's own file, and share them."""
        self._then_share(lambda: self._own.write(entries))

    def _then_share(self, act):
        try:
            done = act()
        except AnswerError:  # a full disk here is no reason to keep it from the class
            with contextlib.suppress(AnswerError):
                self.share()
            raise
        self.share()
        return done

    def share(self):
        """Bring the file in the folder up to date with one's own; AnswerError if the
        folder does not take it.
        """
        ours = [
            _for_class(entry)
            for entry in answers.latest(self.entries())
            if entry["kind"] in SHARED
        ]
        there = set(read(self.path).fixed)
        news = [entry for entry in ours if fixed(entry) not in there]
        joined, now = (
            self._own.get("class", str(self.folder)),
            settings(self.folder)["class"],
        )
        if news and joined is None:
            with contextlib.suppress(AnswerError):
                self._own.keep("class", str(self.folder), now)
        try:
            if news and not self.folder.is_dir():
                raise OSError(errno.ENOENT, "the folder is not there")
            if news and joined and joined != now:
                raise AnswerError(
                    "This is in your own file, and not in the folder of the class,"
                    " which was made anew since you joined it. Join it again if it is"
                    " still your class, and else leave it."
                )
            if news and self.path.exists() and not plain(self.path):
                raise OSError(errno.EPERM, f"{self.path.name} in it is no plain file")
            if news:
                answers.append(
                    self.path,
                    "".join(
                        json.dumps(entry, ensure_ascii=False) + "\n" for entry in news
                    ),
                )
        except OSError as error:
            raise AnswerError(
                "This is in your own file, and not in the folder of the class"
                f" ({error.strerror}). If the folder comes back, it goes there with"
                " what you write next. If it was deleted, leave it where you"
                " joined it."
            ) from error


class Board:
    """The back end in use at each moment: a folder that was joined or that
    SEMINAR_SHARED names, or else one's own file.
    """

    def __init__(self):
        self._own = Answers()

    @property
    def folder(self):
        """The folder of the class; None when one works alone."""
        return getattr(self._now(), "folder", None)

    def _now(self):
        joined = self._own.get("joined", "")
        folder = (
            joined if isinstance(joined, str) else os.environ.get("SEMINAR_SHARED", "")
        )
        return SharedFolder(folder, self._own) if folder else self._own

    def __getattr__(self, name):
        return getattr(self._now(), name)

    def join(self, folder, person=None):
        """Share with this folder what concerns the class, under a pseudonym or the name
        given: what was written before, and from now on.

        It is remembered for every notebook of this person, and `leave` ends it. Raises
        AnswerError for a folder that is not there.
        """
        place = _place(folder)
        if not place.is_dir():
            raise AnswerError(
                f"There is no folder “{folder}” here. Copy it as your instructor"
                " gave it."
            )
        if not os.access(place, os.W_OK | os.X_OK):
            raise AnswerError(
                f"The folder “{folder}” takes no file from you. Ask your instructor to"
                " let the whole class write to it."
            )
        shared = SharedFolder(place, self._own, person)
        self._own.keep("class", str(place), settings(place)["class"])
        self._own.keep("joined", "", str(place))
        shared.share()
        notify()

    def leave(self):
        """Share nothing from now on; what was shared stays in the folder."""
        self._own.keep("joined", "", "")
        notify()


@functools.cache
def board():
    """The one board of this reader."""
    return Board()


_watching = weakref.WeakSet()


def watch(one):
    """Have `one.refresh()` called when answers were kept or now go elsewhere, so that
    what is on the page is true.
    """
    _watching.add(one)


def unwatch(watcher: object) -> bool:
    """Call its `refresh` no more, and return whether it was called until now."""
    watched = watcher in _watching
    _watching.discard(watcher)
    return watched


def notify(but=None):
    """Call `refresh` of all that watch."""
    for one in [one for one in _watching if one is not but]:
        one.refresh()


def _place(folder):
    """The folder that was typed, perhaps between quotation marks, as the whole path."""
    typed = str(folder).strip().strip("\"'").strip()
    if not typed:
        raise AnswerError(
            "Write the folder of your class in the box, as your instructor gave it."
        )
    try:
        return pathlib.Path(typed).expanduser().resolve()
    except (OSError, ValueError, RuntimeError):  # no name of a folder here
        return pathlib.Path(typed)


def prepare(folder, minimum=None, delete_on="", rehearsal=False):
    """Make a folder ready for a class: how many it takes to show anything, and the day
    on which you will delete it; returns the folder.

    What is not given stays as it was set before. SeminarError for a minimum below
    three, and for a day not written as 2027-02-01.
    """
    folder = _place(folder)
    known = settings(folder)
    minimum = known["minimum"] if minimum is None else minimum
    if not isinstance(minimum, int) or minimum < LEAST:
        raise SeminarError(
            f"The minimum is a whole number of people from {LEAST}: in a smaller group"
            " everyone can be guessed."
        )
    try:
        delete_on = (
            str(delete_on) and datetime.date.fromisoformat(str(delete_on)).isoformat()
        )
    except ValueError:
        raise SeminarError(
            f"“{delete_on}” is no day. Write the day on which you will delete the"
            " folder as 2027-02-01."
        ) from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = {
            "minimum": minimum,
            "delete_on": delete_on or known["delete_on"],
            "rehearsal": rehearsal or known["rehearsal"],
        }
        written["class"] = known["class"] or secrets.token_hex(
            8
        )  # which class this is: the next one may have a folder of the same name
        (folder / SETTINGS).write_text(json.dumps(written), encoding="utf-8")
    except OSError as error:
        raise AnswerError(
            f"The folder {folder} takes no file ({error.strerror}). Choose one that the"
            " whole class may write to."
        ) from error
    return folder


def settings(folder):
    """What `prepare` set for a folder: minimum, delete_on, rehearsal, class; the usual
    ones where it set nothing, or for None.

    >>> settings(None)
    {'minimum': 5, 'delete_on': '', 'rehearsal': False, 'class': ''}
    """
    known = {"minimum": MINIMUM, "delete_on": "", "rehearsal": False, "class": ""}
    if folder is None:
        return known
    try:
        place = pathlib.Path(folder) / SETTINGS
        found = json.loads(place.read_text(encoding="utf-8")) if plain(place) else {}
        known |= {
            name: found[name]
            for name in known
            if type(found.get(name)) is type(known[name])
        }
    except (OSError, ValueError, AttributeError, RecursionError):
        pass
    return known | {
        "minimum": max(LEAST, known["minimum"])
    }  # whoever may write to the folder may have changed the file


class File(NamedTuple):
    """A file of answers as it was read."""

    entries: list
    problems: list
    fixed: tuple  # the entries, as tuples that can be compared
    # what a class sees of them, where it was kept to the microsecond: no two people
    # share that
    marked: frozenset


def plain(path):
    """Whether a path is a file and no link: a link would lead out of the folder, and
    a pipe would never end.
    """
    return path.is_file() and not path.is_symlink()


def read(path):
    """The entries of a file, and what is wrong with it; read again only when it has
    changed.
    """
    try:
        status = path.lstat()
        if not plain(path):
            return File([], [], (), frozenset())
        return _read_as(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        return File(
            [],
            [] if missing else [(0, f"it cannot be opened ({error.strerror})")],
            (),
            frozenset(),
        )


@functools.lru_cache(maxsize=1024)
def _read_as(path, changed, size):
    if size > LARGEST:
        return File(
            [],
            [(0, f"larger than {LARGEST // 1_000_000} MB; it was not read")],
            (),
            frozenset(),
        )
    entries, problems = forms.read(path.read_bytes().decode("utf-8", "replace"))
    more = [(0, f"and {len(problems) - _TOLD} more such places")] * (
        len(problems) > _TOLD
    )
    as_tuples = tuple(map(fixed, entries))
    return File(
        entries,
        problems[:_TOLD] + more,
        as_tuples,
        frozenset(
            fixed(_for_class(entry)) for entry in entries if "." in entry["time"]
        ),
    )


def fixed(entry):
    """An entry as a tuple, equal for equal entries."""
    return (
        entry["time"],
        entry["kind"],
        entry["key"],
        entry["round"],
        _in_order(entry["value"]),
    )


def _for_class(entry):
    """An entry with no more of an answer to a prompt than the class view needs."""
    if entry["kind"] != "vote" or not isinstance(entry["value"], dict):
        return entry
    return entry | {
        "value": {
            name: part
            for name, part in entry["value"].items()
            if name in ("vote", "why", "cite")
        }
    }


def _pseudonym(folder):
    """A name that no one has in this folder yet; it is taken at once, since a class
    joins at one moment.
    """
    while True:
        name = "-".join(
            [*map(secrets.choice, _NAMES), str(secrets.choice(range(10, 100)))]
        )
        try:
            (folder / f"{name}.jsonl").open("x").close()
        except FileExistsError:
            continue
        except OSError:  # the folder is out of reach: what is shared next will say so
            pass
        return name
