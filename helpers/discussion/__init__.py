"""Discussion prompts, what a person votes on them, what a class answers and may see of
itself, and what a person wrote as one file.
"""

from helpers.discussion.ballot import ROUNDS, Ballot, Outcome
from helpers.discussion.collecting import collect
from helpers.discussion.files import export, restore
from helpers.discussion.gathering import Vote, gather, merge, votes
from helpers.discussion.privacy import Room, groups, room
from helpers.discussion.questions import (
    POSITIONS,
    answer,
    place,
    prompt,
    prompts,
    sentences,
)
from helpers.discussion.rehearsal import rehearse
from helpers.discussion.splits import cruxes, named, scores, weighed
from helpers.store.folders import LEAST, MINIMUM

__all__ = [
    "Ballot",
    "LEAST",
    "MINIMUM",
    "Outcome",
    "POSITIONS",
    "ROUNDS",
    "Room",
    "Vote",
    "answer",
    "collect",
    "cruxes",
    "export",
    "gather",
    "groups",
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
    "votes",
    "weighed",
]
