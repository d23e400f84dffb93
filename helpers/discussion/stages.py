"""The order in which an instructor conducts a vote: open, close, read, show; and the
same for the second vote. What comes next, and what it changes in a control.
"""

from typing import Any, NamedTuple

from helpers.validation import validated

#: What a vote that is left to its voters is, and what begins one anew.
FREE: dict[str, Any] = {"open": None, "shown": True, "until": ""}
FIRST: dict[str, Any] = {"open": 1, "shown": False, "until": ""}
_CLOSE = {"open": 0, "shown": False, "until": ""}
_SHOW = {"open": 0, "shown": True, "until": ""}
_SECOND = {"open": 2, "shown": True, "until": ""}


class Stage(NamedTuple):
    """How far a vote is: what the instructor does now, in words; the next step as a
    button says it, "" where there is none, with what it changes; and the step back.
    """

    name: str
    says: str
    action: str
    changes: dict
    back: str = ""
    back_changes: dict = {}
    wall: str = "wait"  # the view of the class that belongs on the wall
    reads: int = 0  # the round whose reasons are read now


_STAGES = (
    Stage(
        "free",
        "Not conducted: each student who has voted opens the class for themselves.",
        "Open the first vote",
        FIRST,
    ),
    Stage(
        "first",
        "Step 1 of 6: the first vote is open, and the class is hidden.",
        "Close the first vote",
        _CLOSE,
    ),
    Stage(
        "read",
        "Step 2 of 6: you alone read the reasons. Withhold what must not be shown.",
        "Show the class",
        _SHOW,
        "Open the first vote again",
        FIRST,
        reads=1,
    ),
    Stage(
        "shown",
        "Step 3 of 6: the class is shown, and the first answers are fixed. Discuss.",
        "Open the second vote",
        _SECOND,
        wall="reasons",
    ),
    Stage(
        "second",
        "Step 4 of 6: the second vote is open, and the class is hidden again.",
        "Close the second vote",
        _CLOSE,
    ),
    Stage(
        "read again",
        "Step 5 of 6: you alone read the reasons of the second vote.",
        "Show what changed",
        _SHOW,
        "Open the second vote again",
        _SECOND,
        reads=2,
    ),
    Stage(
        "done",
        "Step 6 of 6: the class is shown again, and both answers are fixed.",
        "",
        {},
        wall="later",
    ),
)
_BY_NAME = {each.name: each for each in _STAGES}


@validated
def stage(control: dict) -> Stage:
    """How far the vote is that has this control.

    >>> stage({"open": 1, "shown": False, "closed": {"1": ""}}).action
    'Close the first vote'
    """
    again = "2" in control["closed"]
    if control["open"]:
        return _BY_NAME["first" if control["open"] == 1 else "second"]
    if not control["shown"]:
        return _BY_NAME["read again" if again else "read"]
    if control["open"] is None:
        return _BY_NAME["free"]
    return _BY_NAME["done" if again else "shown"]
