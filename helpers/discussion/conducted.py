"""The class as its instructor conducts it: the control of each prompt, its reasons
before the class sees them, and what stands at the end.
"""

import contextlib
import json
import pathlib
import random
import secrets
import tempfile
from typing import Annotated, Any

from helpers.discussion import conduct, small_groups
from helpers.discussion.conduct import Reason
from helpers.discussion.gathering import forget, gather, votes
from helpers.discussion.joined import FolderClass, address_of
from helpers.discussion.on_hub import ConductedBoard
from helpers.discussion.privacy import Room, room
from helpers.discussion.questions import prompt, prompts
from helpers.discussion.sides import Sides, sides
from helpers.errors import AnswerError
from helpers.store.answers import Answers, Folder
from helpers.store.erasing import erase
from helpers.store.folders import SharedFolder
from helpers.store.hub import HubBoard
from helpers.store.prepared import controls, place, set_control
from helpers.store.report import Remark
from helpers.validation import Whole, Wrong, check_of, validated

_NOT_NOW = (
    "No test student was sent: a vote is open, and for a moment the class would have"
    " counted one more. Close the vote first."
)


class ConductedFolder:
    """The class that shares a folder, for the instructor who prepared it."""

    _had_by = "as discussion.conducted(folder) gives it"
    #: Whether its members can open the files in which its answers are.
    has_files = True

    @validated
    def __init__(self, folder: Folder) -> None:
        self.folder = pathlib.Path(folder)
        self.wall = FolderClass(self.folder)  # what the whole class may see

    @property
    def name(self) -> str:
        """The name of the class: that of its folder."""
        return place(self.folder).name

    def settings(self) -> dict[str, Any]:
        """What was set for the class, and the control of each prompt that has one."""
        return self.wall.settings()

    def control(self, prompt_id: str) -> dict[str, Any]:
        """How the vote on a prompt is conducted."""
        return conduct.control(self.settings(), prompt(prompt_id)["id"])

    def set_control(self, prompt_id: str, **changes: Any) -> dict[str, Any]:
        """Change how the vote on a prompt is conducted, and return it."""
        after = conduct.changed(self.control(prompt_id), changes, conduct.now())
        set_control(self.folder, prompt_id, after)
        return after

    def room(self, prompt_id: str) -> Room:
        """What the class would see if it were shown now, with the reasons withheld."""
        return room(self._counted(prompt_id), prompt_id, self.settings()["minimum"])

    def reasons(
        self, prompt_id: str, round: Annotated[int, Whole(1, 2)] = 1
    ) -> list[Reason]:
        """The reasons of a round, in no order of persons, from the minimum on."""
        full, control = self.room(prompt_id), self.control(prompt_id)
        given = full.reasons if round == 1 else full.later
        return conduct.reasons(given, control, prompt_id, round)

    def sides(self, prompt_id: str) -> Sides:
        """What each side relies on, also while the class is hidden."""
        gathered = gather(self.folder, ("vote", "verdict"))[0]
        return sides(gathered, prompt_id, self.settings(), hidden=True)

    def make_groups(self, prompt_id: str, size: int, mixed: bool = False) -> list[int]:
        """Deal those who answered a prompt into small groups, each of which is shown
        its own number alone; how many people are in each.
        """
        dealt = small_groups.of_votes(self._counted(prompt_id), size, mixed)
        self.set_control(prompt_id, groups=dealt)
        return small_groups.sizes(dealt)

    def test_student(self) -> list[Remark]:
        """Have a student that is none join, vote and be counted, take it away again,
        and say in words what came of it.
        """
        if any(control.get("open") for control in controls(self.folder).values()):
            return [Remark("unknown", _NOT_NOW)]
        asked, name = _first_prompt(), f"test-student-{secrets.token_hex(4)}"
        path = self.folder / f"{name}.jsonl"
        try:
            with tempfile.TemporaryDirectory() as own:
                store = SharedFolder(self.folder, Answers(own), name)
                store.keep("vote", asked["id"], {"vote": 3, "why": "A test."})
            voted = [row for row in votes(self.folder)[0] if row.person == name]
        except AnswerError as error:
            return [Remark("wrong", f"A test student could not vote. {error}")]
        finally:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        where = f"on “{asked['title']}”"
        counted = (
            Remark("right", f"A test student joined, voted {where}, and was counted.")
            if voted
            else Remark("wrong", f"A test student voted {where} and was not counted.")
        )
        return [counted, *_taken_away(path)]

    def export(self) -> str:
        """All that the class shared, as JSON, to keep before it is deleted: people are
        numbered by lot, and no pseudonym is in it.
        """
        gathered = gather(self.folder)[0]
        people = sorted({person for person, _ in gathered})
        random.SystemRandom().shuffle(people)
        number = {person: f"person {n}" for n, person in enumerate(people, 1)}
        entries = [{"person": number[person], **entry} for person, entry in gathered]
        kept = {"class": self.name, "minimum": self.settings()["minimum"]}
        return json.dumps(kept | {"entries": entries}, indent=1)

    def delete(self, typed_name: str) -> list[Remark]:
        """Delete all that the class has in its folder, if its name is typed, and say
        what is gone and what is out of reach. Students' own files stay with them.
        """
        remarks = erase(self.folder, self.name, typed_name)
        forget()
        return remarks

    def _counted(self, prompt_id: str) -> list:
        """The rows of a prompt that count."""
        rule = self.control(prompt_id)
        return [
            row
            for row in votes(self.folder)[0]
            if row.prompt == prompt_id and conduct.counts(rule, row.time)
        ]


def _first_prompt() -> dict[str, Any]:
    return next((each for each in prompts() if each.get("core")), prompts()[0])


def _taken_away(path: pathlib.Path) -> list[Remark]:
    if path.exists():
        words = f"Its file could not be taken away again. Delete {path}."
        return [Remark("wrong", words)]
    same = "It used this account: one of another account may fare otherwise."
    return [
        Remark("right", "It was taken away again, and nothing of it is left."),
        Remark("unknown", same),
    ]


def _a_place(value: object) -> Any:
    folder = address_of(value)
    if isinstance(folder, HubBoard):
        return folder
    if isinstance(folder, str) and not folder.strip():
        raise Wrong("the folder of a class")
    return check_of(Folder)(folder)  # type: ignore[misc]


@validated
def conducted(
    place: Annotated[Any, _a_place],
) -> ConductedFolder | ConductedBoard:
    """The class at a place, for its instructor: a folder that was prepared, or a store
    that has joined it.
    """
    if isinstance(place, HubBoard):
        return ConductedBoard(place)
    return ConductedFolder(place)
