"""The class of a store: what it answers, as far as it may be shown.

A store says only where the class is (`store.joined`). The class of a folder computes
here what a class board computes for itself, by the same rule.
"""

import pathlib
from typing import Any, Protocol

from helpers.discussion import tallies
from helpers.discussion.gathering import Problem, gather, known_as, votes
from helpers.discussion.on_hub import BoardClass
from helpers.discussion.privacy import Minimum, Room, shown
from helpers.discussion.sides import Sides, sides
from helpers.store import folders
from helpers.store.answers import Folder, Store
from helpers.store.hub import HubBoard
from helpers.validation import validated


class Class(Protocol):
    """A class, wherever its answers are."""

    absent: str  # what is said when it cannot be reached

    @property
    def key(self) -> str:
        """Which class this is: another one when it was made anew."""

    def here(self) -> bool:
        """Whether it can be reached now."""

    def settings(self) -> dict[str, Any]:
        """What was set: minimum, delete_on, rehearsal, class, and `prompts`, the
        control of each prompt that has one.
        """

    def room(self, prompt_id: str) -> Room:
        """What may be shown of a prompt now, to the person whose class this is."""

    def sides(self, prompt_id: str) -> Sides:
        """What each side relies on, and what both accept, while the class is shown."""

    def close(self, prompt_id: str, round: int) -> None:
        """Take note that this person fixed a round, or gave no answer to it."""

    def verdicts(self) -> list[tallies.Verdicts]:
        """How the class judged the claims that split it."""

    def names(self) -> list[tallies.Names]:
        """The names that it gave to topics."""

    def scores(self) -> list[tallies.Score]:
        """What it found in the games of intruders."""

    def problems(self) -> list[Problem]:
        """What could not be read, or stands twice: (file, line, what)."""


class FolderClass:
    """The class that shares a folder, as the person with this pseudonym may see it;
    without a person, as all may see it on a wall.

    A `minimum` that is given counts in place of that of the folder.
    """

    _had_by = "as discussion.joined(store) gives it"
    absent = "The folder of the class is not there now."

    @validated
    def __init__(
        self, folder: Folder, person: str | None = None, minimum: Minimum | None = None
    ) -> None:
        self.folder, self.person = pathlib.Path(folder), person
        self._minimum = minimum

    @property
    def key(self) -> str:
        """Which class this is: another one when the folder was made anew."""
        return f"{self.folder}/{folders.settings(self.folder)['class']}"

    def here(self) -> bool:
        """Whether the folder is there."""
        return folders.exists(self.folder)

    def settings(self) -> dict[str, Any]:
        """What `prepare` and the instructor set."""
        known = folders.settings(self.folder)
        least = known["minimum"] if self._minimum is None else self._minimum
        known["minimum"] = max(folders.LEAST, least)
        return known | {"prompts": folders.controls(self.folder)}

    def room(self, prompt_id: str) -> Room:
        """What may be shown of a prompt now."""
        person = None if self.person is None else known_as(self.folder, self.person)
        return shown(votes(self.folder)[0], prompt_id, self.settings(), person)

    def sides(self, prompt_id: str) -> Sides:
        """What each side relies on, and what both accept, while the class is shown."""
        return sides(self._gathered("vote", "verdict"), prompt_id, self.settings())

    def close(self, prompt_id: str, round: int) -> None:
        """Nothing: the card holds what is fixed."""

    def verdicts(self) -> list[tallies.Verdicts]:
        """How the class judged the claims that split it."""
        return tallies.verdicts(self._gathered("verdict"), self.settings()["minimum"])

    def names(self) -> list[tallies.Names]:
        """The names that it gave to topics."""
        return tallies.names(self._gathered("topic name"), self.settings()["minimum"])

    def scores(self) -> list[tallies.Score]:
        """What it found in the games of intruders."""
        gathered = self._gathered("intrusion score")
        return tallies.scores(gathered, self.settings()["minimum"])

    def problems(self) -> list[Problem]:
        """What could not be read, or stands twice."""
        return votes(self.folder)[1]

    def _gathered(self, *kinds: str) -> list[tuple[str, dict]]:
        return gather(self.folder, kinds)[0]


@validated
def joined(store: Store, minimum: Minimum | None = None) -> Class | None:
    """The class that the person of a store has joined; None for who works alone."""
    address = getattr(store, "joined", None)
    if isinstance(address, folders.SharedFolder):
        return FolderClass(address.folder, address.person, minimum)
    if isinstance(address, HubBoard):
        return BoardClass(address)
    return None


@validated
def wall(place: Any, minimum: Minimum | None = None) -> Class:
    """The class at a place as all of it may see it: of a folder, of a store that has
    joined one, or a class itself.
    """
    if hasattr(place, "room"):
        return place
    address = address_of(place)
    if isinstance(address, HubBoard):
        return BoardClass(address)
    return FolderClass(address, None, minimum)


def address_of(place: Any) -> Any:
    """Where the class of a place is: what a store has joined, as its folder where it is
    one; else the place itself.
    """
    address = getattr(place, "joined", None) or place
    return address.folder if isinstance(address, folders.SharedFolder) else address
