"""How the vote on a prompt is conducted: its control, which only the instructor
writes, and what follows from it. Plain dicts, for a folder and a board alike.

Without a control each voter opens the class for themselves. With one the class is
hidden while `shown` is false, and while the second vote is open; an answer that stood
when the class was shown is fixed.
"""

import datetime
import hashlib
import math
from typing import Annotated, Any, NamedTuple

from helpers.errors import ArgumentError
from helpers.store.entries import moment, now  # noqa: F401
from helpers.validation import Whole, validated

#: What a control says where nothing was set: the round that is open (0 for none, None
#: where each voter opens the class), whether the class is shown, the ids of reasons
#: withheld, when the prompt was started anew, and when a timer ends.
CONTROL: dict[str, Any] = {
    "open": None,
    "shown": True,
    "withheld": [],
    "since": "",
    "until": "",
    # for each round that was opened the time at which its answers were fixed
    "closed": {},
    # the number of the small group of each person
    "groups": {},
}


@validated
def control(settings: dict, prompt_id: str) -> dict[str, Any]:
    """The control of a prompt, from the settings of a class; what is not well formed
    there is as if nothing was set.
    """
    prompts = settings.get("prompts")
    written = prompts.get(prompt_id) if isinstance(prompts, dict) else None
    written = written if isinstance(written, dict) else {}
    right = {name: value for name, value in written.items() if _fits(name, value)}
    return CONTROL | right


def _fits(name: str, value: object) -> bool:
    if name == "open":
        return value is None or (type(value) is int and value in (0, 1, 2))
    if name == "withheld":
        return isinstance(value, list) and all(type(each) is str for each in value)
    return name in CONTROL and type(value) is type(CONTROL[name])


@validated
def changed(control: dict, changes: dict, time: str) -> dict[str, Any]:
    """A control after some changes at a time; ArgumentError for one that is none.

    A round that is opened is not closed any more; when the second is opened, or the
    class is shown, the answers that stand are fixed.

    >>> after = changed(CONTROL, {"open": 1, "shown": False}, "2026-12-01T10:00:00")
    >>> changed(after, {"open": 0, "shown": True}, "2026-12-01T10:09:00")["closed"]
    {'1': '2026-12-01T10:09:00'}
    """
    for name, value in changes.items():
        if name == "closed" or not _fits(name, value):
            raise ArgumentError(
                f"A prompt has no `{name}` of {str(value)[:60]!r}. There are:"
                " open=0, 1, 2 or None; shown=True or False; withheld=[ids of reasons];"
                " since and until, each a time; groups={person: number}."
            )
    after = CONTROL | control | changes
    closed = dict(after["closed"])
    if changes.get("since"):  # begun anew: nothing was closed since
        closed = {}
    if changes.get("open") in (1, 2):
        closed[str(changes["open"])] = ""
    for turn in _over(after):
        closed[turn] = closed.get(turn) or time
    return after | {"closed": closed}


def _over(control: dict) -> list[str]:
    """The rounds whose answers are fixed now."""
    if control["open"] == 2:
        return ["1"]
    if control["open"] == 0 and control["shown"]:
        return ["1", "2"] if "2" in control["closed"] else ["1"]
    return []


@validated
def hides(control: dict) -> bool:
    """Whether the class is hidden from all but the instructor."""
    return not control["shown"] or control["open"] == 2


@validated
def counts(control: dict, time: str) -> bool:
    """Whether an answer of this time counts: not if the prompt was begun anew since."""
    since = control["since"]
    return not since or moment({"time": time}) >= moment({"time": since})


@validated
def is_fixed(control: dict, round: int, time: str) -> bool:
    """Whether an answer of this time was fixed when the class was shown."""
    closed = control["closed"].get(str(round))
    return bool(closed) and moment({"time": time}) <= moment({"time": closed})


@validated
def standing(control: dict, time: str) -> str:
    """How the vote on a prompt stands at a time, in words for the class; nothing where
    it is left to each voter.

    >>> standing(CONTROL | {"open": 2}, "2026-12-01T10:00:00")
    'The second vote is open. The class is hidden until it is shown again.'
    """
    if control["open"] is None:
        return "" if control["shown"] else "Your instructor hides the class for now."
    if control["open"]:
        which = "first" if control["open"] == 1 else "second"
        again = " again" if control["open"] == 2 else ""
        hidden = f" The class is hidden until it is shown{again}."
        then = hidden if hides(control) else ""
        return f"The {which} vote is open.{_left(control, time)}{then}"
    if hides(control):
        return (
            "The vote is over. Finish what you are writing: your answer is fixed when"
            " the class is shown."
        )
    return "The class is shown."


def _left(control: dict, time: str) -> str:
    """How long a timer still runs, in words."""
    seconds = seconds_left(control, time)
    if seconds is None:
        return ""
    if seconds == 0:
        return " The time is up: finish what you are writing."
    minutes = math.ceil(seconds / 60)
    return f" {minutes} {'minute is' if minutes == 1 else 'minutes are'} left."


@validated
def seconds_left(control: dict, time: str) -> int | None:
    """How long a timer still runs, 0 when the time is up; None where there is none.

    >>> until = ends_in(2, "2026-12-01T10:00:00")
    >>> seconds_left({"until": until}, "2026-12-01T10:01:30")
    30
    """
    if not control["until"]:
        return None
    seconds = moment({"time": control["until"]}) - moment({"time": time})
    return max(0, math.ceil(seconds))


@validated
def ends_in(minutes: Annotated[int, Whole(1, 180)], time: str) -> str:
    """When a timer ends that is started at a time."""
    end = datetime.datetime.fromisoformat(time) + datetime.timedelta(minutes=minutes)
    return end.isoformat()


@validated
def reason_id(prompt_id: str, round: int, why: str, cite: str) -> str:
    """The id of a reason, of its words and never of a person: who words it anew has
    another.

    >>> reason_id("kept-without-europe", 1, "A wave is no deed.", "1936:8.6")
    '073b81351cff'
    """
    written = "\0".join((prompt_id, str(round), why, cite))
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:12]


class Reason(NamedTuple):
    """A reason as the instructor reads it; its id is of its words."""

    id: str
    why: str
    cite: str
    withheld: bool


@validated
def reasons(given: list, control: dict, prompt_id: str, round: int) -> list[Reason]:
    """The (why, cite) pairs of a round as the instructor reads them."""
    ids = [reason_id(prompt_id, round, why, cite) for why, cite in given]
    withheld = control["withheld"]
    return [
        Reason(its_id, why, cite, its_id in withheld)
        for its_id, (why, cite) in zip(ids, given)
    ]
