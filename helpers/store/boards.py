"""The board of a reader: where answers go at each moment, into a file of one's own or
also into a folder that a class shares, under a pseudonym; and who is called when that,
or what was kept, has changed.

A back end keeps and gives back what one person writes (`keep`, `write`, `get`,
`latest`, `entries`), says where that goes (`notice`), and where the class is, if there
is one (`joined`): `helpers.discussion.joined` knows how it is asked.
"""

import contextlib
import functools
import os
import pathlib
import weakref
from typing import Annotated, Any

from helpers.errors import AnswerError
from helpers.store import folders
from helpers.store.answers import Answers
from helpers.store.entries import latest, now
from helpers.store.folders import SharedFolder
from helpers.store.hub import HubBoard
from helpers.validation import Wrong, validated

_UNPROVEN = (
    "Nothing here shows that you are {name}, so you have a new name, and your"
    " instructor is told that the two may be one person. Restore a file of yours, and"
    " you are counted once."
)
_UNPREPARED = (
    "Nobody has prepared this folder for a class. Look whether it is the one that your"
    " instructor gave you, and if it is not, leave it."
)
#: Where a class is that nobody has to join: the address of a hub's board, or a folder.
_NAMED = ("SEMINAR_BOARD", "SEMINAR_SHARED")


class Board:
    """The back end in use at each moment: the class board or folder that was joined or
    that the environment names, or else one's own file.
    """

    _had_by = "as boards.board() gives it"

    def __init__(self) -> None:
        self._own = Answers()
        self._used: Answers | SharedFolder | HubBoard = self._own
        self._chosen_by: tuple | None = None

    @property
    def folder(self) -> pathlib.Path | None:
        """The folder of the class; None when one works alone."""
        return getattr(self._now(), "folder", None)

    @property
    def joined(self) -> Any:
        """Where the class is that was joined, for `discussion.joined`; None when one
        works alone.
        """
        return getattr(self._now(), "joined", None)

    def _now(self) -> Answers | SharedFolder | HubBoard:
        """The back end, chosen again when one's own file, which also another notebook
        may write, or the environment has changed.
        """
        environment = (os.environ.get(name, "") for name in _NAMED)
        chosen_by = self._own.version, *environment
        if chosen_by != self._chosen_by:
            self._used, self._chosen_by = self._chosen(), chosen_by
        return self._used

    def _chosen(self) -> Answers | SharedFolder | HubBoard:
        places = {
            (entry["kind"], entry["key"]): entry["value"]
            for entry in latest(self._own.entries())
            if entry["kind"] in folders.PLACES and entry["round"] == 1
        }
        board, shared = (os.environ.get(name, "") for name in _NAMED)
        joined = places.get(("joined", ""))
        folder = joined if isinstance(joined, str) else board or shared
        if not folder:
            return self._own
        if ("conducts", folder) in places:
            return self._own  # of her who prepared it nothing is a vote of the class
        if folder == board:
            same = isinstance(self._used, HubBoard)
            return self._used if same else HubBoard(board, self._own)
        used, name = self._used, places.get(("pseudonym", folder))
        here = name, pathlib.Path(folder)
        if isinstance(used, SharedFolder) and (used._person, used.folder) == here:
            return used
        if joined is None and ("shared since", folder) not in places:
            since = now() if name is None else ""
            with contextlib.suppress(AnswerError):  # a full disk is said elsewhere
                self._own.keep("shared since", folder, since)
        return SharedFolder(folder, self._own)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._now(), name)

    @validated
    def join(
        self,
        folder: folders.Typed,
        person: str | None = None,
        earlier: bool = False,
    ) -> str:
        """Share with this folder what concerns the class from now on, under a pseudonym
        or the name given, and with `earlier` also what was written before; returns what
        is to be known besides, in words.

        It is remembered for every notebook of this person, and `leave` ends it. A name
        that another file has already is taken only by whose answers stand in it. Raises
        AnswerError for a folder that is not there.
        """
        if str(folder) == os.environ.get("SEMINAR_BOARD"):
            self._own.keep("shared since", str(folder), "" if earlier else now())
            self._own.keep("joined", "", str(folder))
            notify()
            return ""
        place = folders.place(folder)
        self._refuse(place, _short(folder))
        claimed = person if person and self._is_of_another(place, person) else None
        shared = SharedFolder(place, self._own, None if claimed else person)
        self._remember(place, earlier)
        self._used = shared
        if claimed:
            self._own.keep("formerly", str(place), claimed)
        shared.share()
        notify()
        besides = [_UNPROVEN.format(name=_short(claimed))] if claimed else []
        if not (place / folders.SETTINGS).exists():
            besides.append(_UNPREPARED)
        return " ".join(besides)

    def _refuse(self, place: pathlib.Path, typed: str) -> None:
        """AnswerError for a folder that cannot be joined."""
        if not folders.exists(place):
            raise AnswerError(
                f"There is no folder “{typed}” here. Copy it as your"
                " instructor gave it."
            )
        if place == self._own.path.parent.resolve():
            raise AnswerError(
                f"“{typed}” is the folder of your own answers, and no class shares it."
                " Copy the path as your instructor gave it."
            )
        if not os.access(place, os.W_OK | os.X_OK):
            raise AnswerError(
                f"The folder “{typed}” takes no file from you. Ask your"
                " instructor to let the whole class write to it."
            )
        if self._own.get("conducts", str(place)) is not None:
            raise AnswerError(
                "You prepared this class, so what you vote never goes there: try it in"
                " your own file, or send a test student. If someone else sits here now,"
                " press “A new person sits here now”, where all that was written is"
                " downloaded."
            )

    def _is_of_another(self, place: pathlib.Path, person: str) -> bool:
        """Whether a name has a file in a folder, and nothing shows that it is ours."""
        if self._own.get("pseudonym", str(place)) == person:
            return False
        probe = SharedFolder(place, self._own)
        path = Answers.path_of(place, person)
        return path.exists() and not probe.is_proven(person)

    def _remember(self, place: pathlib.Path, earlier: bool) -> None:
        """Keep that a folder was joined, and from when on things go there."""
        goes_on = self._own.get("joined", "") == str(place)
        if earlier or not goes_on:
            self._own.keep("shared since", str(place), "" if earlier else now())
        self._own.keep("class", str(place), folders.settings(place)["class"])
        self._own.keep("joined", "", str(place))

    @property
    def earlier(self) -> int:
        """How many answers that concern a class were written before it was joined, and
        are not shared.
        """
        used = self._now()
        mine = filter(folders.concerns_class, latest(self._own.entries()))
        return len(list(mine) if isinstance(used, Answers) else used.unshared())

    def share_earlier(self) -> None:
        """Share with the class that was joined also what was written before."""
        used = self._now()
        if isinstance(used, HubBoard):
            used.share_earlier()
        elif isinstance(used, SharedFolder):
            self._own.keep("shared since", str(used.folder), "")
            used.share()
        notify()

    @validated
    def leave(self, take_back: bool = False) -> int:
        """Share nothing from now on, and return how many lines were taken back. What
        was shared stays in the folder, or with `take_back` goes out of it.
        """
        used = self._now()
        taken = 0
        if take_back and not isinstance(used, Answers):
            taken = used.take_back()
        self._own.keep("joined", "", "")
        notify()
        return taken

    @validated
    def conduct(self, folder: folders.Typed) -> None:
        """Remember that one prepared this folder: what one votes never goes there."""
        place = str(folders.place(folder))
        if self._own.get("conducts", place) is None:
            self._own.keep("conducts", place, True)


def _short(folder: str | os.PathLike[str]) -> str:
    typed = str(folder)
    return typed if len(typed) <= 200 else f"{typed[:199]}…"


@functools.cache
def board() -> Board:
    """The one board of this reader."""
    return Board()


_watching: weakref.WeakSet = weakref.WeakSet()


def _a_panel(value: object) -> Any:
    if callable(getattr(value, "refresh", None)):
        return value
    raise Wrong("what has a method `refresh`")


@validated
def watch(panel: Annotated[Any, _a_panel]) -> None:
    """Have `panel.refresh()` called when answers were kept or now go elsewhere, so that
    what is on the page is true.
    """
    _watching.add(panel)


def unwatch(watcher: object) -> bool:
    """Call its `refresh` no more, and return whether it was called until now."""
    watched = watcher in _watching
    _watching.discard(watcher)
    return watched


def notify(but: object = None) -> None:
    """Call `refresh` of all that watch, `but` one."""
    for panel in [panel for panel in _watching if panel is not but]:
        panel.refresh()
