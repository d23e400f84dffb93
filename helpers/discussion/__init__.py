"""Discussion prompts, what a person votes on them, what a class answers and may see of
itself, and what a person wrote as one file.
"""

from helpers.discussion.ballot import ROUNDS, Ballot, Outcome
from helpers.discussion.collecting import collect
from helpers.discussion.conduct import Reason
from helpers.discussion.conducted import conducted
from helpers.discussion.files import export, restore
from helpers.discussion.gathering import Vote, gather, merge, votes
from helpers.discussion.joined import Class, FolderClass, joined, wall
from helpers.discussion.privacy import Room, groups, room, shown
from helpers.discussion.questions import (
    POSITIONS,
    answer,
    place,
    prompt,
    prompts,
    sentences,
)
from helpers.discussion.rehearsal import rehearse
from helpers.discussion.splits import (
    common_rows,
    crux_rows,
    cruxes,
    named,
    scores,
    weighed,
)
from helpers.store.folders import LEAST, MINIMUM

__all__ = [
    "Ballot",
    "Class",
    "FolderClass",
    "LEAST",
    "MINIMUM",
    "Outcome",
    "POSITIONS",
    "ROUNDS",
    "Reason",
    "Room",
    "Vote",
    "answer",
    "collect",
    "common_rows",
    "conducted",
    "crux_rows",
    "cruxes",
    "export",
    "gather",
    "groups",
    "joined",
    "merge",
    "named",
    "place",
    "prompt",
    "prompts",
    "rehearse",
    "restore",
    "room",
    "scores",
    "sentences",
    "shown",
    "votes",
    "wall",
    "weighed",
]
