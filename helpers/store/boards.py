"""The board of a reader: where answers go at each moment, into a file of one's own or
also into a folder that a class shares, under a pseudonym; and who is called when that,
or what was kept, has changed.

A back end keeps and gives back what one person writes (`keep`, `write`, `get`,
`latest`, `entries`), says where that goes (`notice`), and where the class is, if there
is one (`joined`): `helpers.discussion.joined` knows how it is asked.
"""

import functools
import os
import pathlib
import weakref
from typing import Annotated, Any

from helpers.errors import AnswerError
from helpers.store import folders
from helpers.store.answers import Answers
from helpers.store.entries import latest
from helpers.store.folders import SharedFolder
from helpers.store.hub import HubBoard
from helpers.validation import Wrong, validated

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
        if folder == board:
            same = isinstance(self._used, HubBoard)
            return self._used if same else HubBoard(board, self._own)
        used, name = self._used, places.get(("pseudonym", folder))
        here = name, pathlib.Path(folder)
        if isinstance(used, SharedFolder) and (used.person, used.folder) == here:
            return used
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
    ) -> None:
        """Share with this folder what concerns the class, under a pseudonym or the name
        given: what was written before, and from now on.

        It is remembered for every notebook of this person, and `leave` ends it. Raises
        AnswerError for a folder that is not there.
        """
        if str(folder) == os.environ.get("SEMINAR_BOARD"):
            self._own.keep("joined", "", str(folder))
            notify()
            return
        place = folders.place(folder)
        if not folders.exists(place):
            raise AnswerError(
                f"There is no folder “{_short(folder)}” here. Copy it as your"
                " instructor gave it."
            )
        if not os.access(place, os.W_OK | os.X_OK):
            raise AnswerError(
                f"The folder “{_short(folder)}” takes no file from you. Ask your"
                " instructor to let the whole class write to it."
            )
        shared = SharedFolder(place, self._own, person)
        self._own.keep("class", str(place), folders.settings(place)["class"])
        self._own.keep("joined", "", str(place))
        self._used = shared
        shared.share()
        notify()

    def leave(self) -> None:
        """Share nothing from now on; what was shared stays in the folder."""
        self._own.keep("joined", "", "")
        notify()


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
