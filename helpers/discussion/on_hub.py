"""The class of a hub: its board computes by the same rule what may be shown, and is
asked for it here.
"""

import json
import random
import urllib.parse
from typing import Annotated, Any

from helpers.discussion import conduct, tallies
from helpers.discussion.gathering import Problem
from helpers.discussion.privacy import Room
from helpers.discussion.sides import Side, Sides
from helpers.errors import AnswerError
from helpers.store.hub import HubBoard
from helpers.store.prepared import MINIMUM
from helpers.store.report import Remark
from helpers.validation import Whole, validated

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
        return room_of(self._known(f"room/{_quoted(prompt_id)}", {}))

    def sides(self, prompt_id: str) -> Sides:
        """What each side relies on, and what both accept, while the class is shown."""
        return sides_of(self._known(f"sides/{_quoted(prompt_id)}", {}))

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
    #: Whether its members can open the files in which its answers are.
    has_files = False

    @validated
    def __init__(self, board: HubBoard) -> None:
        self._ask, self._known = board.wire.ask, board.wire.known
        self.wall = BoardClass(board)  # what the whole class may see

    @property
    def name(self) -> str:
        """The name of the class, which is typed to delete it."""
        return self._known("settings")["name"]

    def settings(self) -> dict[str, Any]:
        """What was set for the class, and the control of each prompt that has one."""
        return self._known("settings")

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

    def reasons(
        self, prompt_id: str, round: Annotated[int, Whole(1, 2)] = 1
    ) -> list[conduct.Reason]:
        """The reasons of a round, in no order of persons, from the minimum on."""
        full, control = self.room(prompt_id), self.control(prompt_id)
        given = full.reasons if round == 1 else full.later
        return conduct.reasons(given, control, prompt_id, round)

    def sides(self, prompt_id: str) -> Sides:
        """What each side relies on, also while the class is hidden."""
        return sides_of(self._ask(f"{_conduct(prompt_id)}/sides"))

    def make_groups(self, prompt_id: str, size: int, mixed: bool = False) -> list[int]:
        """Deal those who answered a prompt into small groups, each of which is shown
        its own number alone; how many people are in each.
        """
        asked = {"size": size, "mixed": mixed}
        return self._ask(f"{_conduct(prompt_id)}/groups", asked, "PUT")

    def test_student(self) -> list[Remark]:
        """Have a student that is none vote and be kept, take it away again, and say in
        words what came of it.
        """
        tried = self._ask("trial", {}, "POST")
        return [
            Remark("right" if tried.get(step) else "wrong", words[not tried.get(step)])
            for step, words in _TRIED.items()
        ]

    def export(self) -> str:
        """All that the board has, as JSON, to keep before it is deleted: people are
        numbered by lot, and no name of an account is in it.
        """
        board = self._ask("everything")
        entries = board["entries"]
        people = sorted({entry["person"] for entry in entries})
        random.SystemRandom().shuffle(people)
        number = {person: f"person {n}" for n, person in enumerate(people, 1)}
        rows = [entry | {"person": number[entry["person"]]} for entry in entries]
        kept = {"class": self.name, "minimum": board["settings"]["minimum"]}
        return json.dumps(kept | {"entries": rows}, indent=1)

    def delete(self, typed_name: str) -> list[Remark]:
        """Delete all that the board has, if the name of the class is typed: answers,
        settings, and the secret that could lead back to an account; and say what is
        out of reach.
        """
        if typed_name.strip() != self.name:
            raise AnswerError(
                f"Nothing was deleted. Type the name of the class: {self.name}."
            )
        self._ask("everything", {"name": self.name}, "DELETE")
        return [
            Remark(
                "right",
                "The board of the class is empty: answers, settings, and"
                " the secret that could have led back to an account are gone.",
            ),
            Remark(
                "unknown",
                "Students’ own files stay with them. Backups of the hub"
                " are out of reach from here: ask who runs it when they are deleted.",
            ),
        ]


_TRIED = {
    "locked": (
        "The class was locked to a test student who had not voted.",
        "The class was open to a test student who had not voted.",
    ),
    "kept": ("It voted, and was kept.", "It voted, and was not kept."),
    "gone": (
        "It was taken away again, and nothing of it is left.",
        "It could not be taken away again.",
    ),
}


def _conduct(prompt_id: str) -> str:
    return f"conduct/{_quoted(prompt_id)}"


def _quoted(prompt_id: str) -> str:
    return urllib.parse.quote(prompt_id, "")


def sides_of(given: dict[str, Any]) -> Sides:
    """The sides of a class as a board sent them; none where it sent nothing."""
    several = [Side(**side) for side in given.get("sides", [])]
    cited = [[tuple(pair) for pair in side.cited] for side in several]
    shown = [side._replace(cited=pairs) for side, pairs in zip(several, cited)]
    return Sides(shown, given.get("accepted", []))


def room_of(given: dict[str, Any]) -> Room:
    """A room as a board sent it; one that is locked for want of an answer."""
    if not given:
        return Room(0, 0, [], [], [], [], locked=True)
    pairs = {n: [(tuple(at), people) for at, people in given[n]] for n in _PAIRS}
    reasons = {n: [tuple(reason) for reason in given[n]] for n in ("reasons", "later")}
    own = {"withheld_own": tuple(given["withheld_own"])}
    known = {name: given[name] for name in Room._fields if name in given}
    return Room(**(known | pairs | reasons | own))
