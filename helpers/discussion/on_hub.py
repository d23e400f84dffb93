"""The class of a hub: its board computes by the same rule what may be shown, and is
asked for it here.
"""

import urllib.parse
from typing import Any

from helpers.discussion import conduct, tallies
from helpers.discussion.gathering import Problem
from helpers.discussion.privacy import Room
from helpers.errors import AnswerError
from helpers.store.hub import HubBoard
from helpers.store.prepared import MINIMUM
from helpers.validation import validated

_PAIRS = ("votes", "moved")  # of positions or directions, and people
_UNKNOWN = {"minimum": MINIMUM, "delete_on": "", "rehearsal": False, "class": ""}


class BoardClass:
    """The class whose board a hub has, as the account of this server may see it.

    While the board is away, what was read last stands for what is there.
    """

    _had_by = "as discussion.joined(store) gives it"
    absent = "The class board does not answer now."

    @validated
    def __init__(self, board: HubBoard) -> None:
        self._board = board

    @property
    def key(self) -> str:
        """Which class this is: another one when it was deleted and begun anew."""
        return f"{self._board.address}{self.settings()['class']}"

    def here(self) -> bool:
        """Whether the board answers."""
        try:
            self._board.wire.known("settings")
        except AnswerError:
            return False
        return not self._board.wire.pause

    def settings(self) -> dict[str, Any]:
        """What was set, and the control of each prompt that has one."""
        return self._known("settings", _UNKNOWN | {"prompts": {}})

    def room(self, prompt_id: str) -> Room:
        """What may be shown of a prompt now to this account."""
        return room_of(self._known(f"room/{urllib.parse.quote(prompt_id, '')}", {}))

    def close(self, prompt_id: str, round: int) -> None:
        """Have what was fixed go to the board, if it is not there yet."""
        self._board.share()

    def verdicts(self) -> list[tallies.Verdicts]:
        """How the class judged the claims that split it."""
        return [tallies.Verdicts(**row) for row in self._known("verdicts", [])]

    def names(self) -> list[tallies.Names]:
        """The names that it gave to topics."""
        return [tallies.Names(**row) for row in self._known("names", [])]

    def scores(self) -> list[tallies.Score]:
        """What it scored in the games of intruders."""
        return [tallies.Score(**row) for row in self._known("scores", [])]

    def problems(self) -> list[Problem]:
        """Nothing: a board takes no answer that cannot be read."""
        return []

    def _known(self, path: str, otherwise: Any) -> Any:
        try:
            return self._board.wire.known(path)
        except AnswerError:
            return otherwise


class ConductedBoard:
    """The class whose board a hub has, for its instructor."""

    _had_by = "as discussion.conducted(store) gives it"

    @validated
    def __init__(self, board: HubBoard) -> None:
        self._ask = board.wire.ask
        self.wall = BoardClass(board)  # what the whole class may see

    @property
    def name(self) -> str:
        """The name of the class, which is typed to delete it."""
        return self._ask("settings")["name"]

    def settings(self) -> dict[str, Any]:
        """What was set for the class, and the control of each prompt that has one."""
        return self._ask("settings")

    def set_settings(self, **changes: Any) -> dict[str, Any]:
        """Change the minimum or the day of deletion, and return the settings."""
        return self._ask("settings", changes, "PUT")

    def control(self, prompt_id: str) -> dict[str, Any]:
        """How the vote on a prompt is conducted."""
        return conduct.control(self.settings(), prompt_id)

    def set_control(self, prompt_id: str, **changes: Any) -> dict[str, Any]:
        """Change how the vote on a prompt is conducted, and return it."""
        return self._ask(_conduct(prompt_id), changes, "PUT")

    def room(self, prompt_id: str) -> Room:
        """What the class would see if it were shown now, with the reasons withheld."""
        return room_of(self._ask(_conduct(prompt_id)))


def _conduct(prompt_id: str) -> str:
    return f"conduct/{urllib.parse.quote(prompt_id, '')}"


def room_of(given: dict[str, Any]) -> Room:
    """A room as a board sent it; one that is locked for want of an answer."""
    if not given:
        return Room(0, 0, [], [], [], [], locked=True)
    pairs = {n: [(tuple(at), people) for at, people in given[n]] for n in _PAIRS}
    reasons = {n: [tuple(reason) for reason in given[n]] for n in ("reasons", "later")}
    own = {"withheld_own": tuple(given["withheld_own"])}
    known = {name: given[name] for name in Room._fields if name in given}
    return Room(**(known | pairs | reasons | own))
