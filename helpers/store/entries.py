"""An entry: one answer as it is kept, {time, kind, key, round, value}, a line of JSON.

What is kept is given back equal, or it is refused at the door (`fit_to_keep`). What is
read is taken as it comes: files of earlier versions, and of others, may hold more.
"""

import datetime
import json
import sys
from typing import Annotated, Any

from helpers.errors import AnswerError
from helpers.validation import Whole, Wrong

LARGEST_ENTRY = 1_000_000  # bytes of a line that is kept
DEEPEST = 50  # lists and dicts that may stand in each other
ROUND = Whole(1, 999)
Round = Annotated[int, ROUND]
Entry = dict[str, Any]
_in_order = json.JSONEncoder(
    sort_keys=True
).encode  # made once: a class has many thousands of entries


def fit_to_keep(entry: Entry) -> Entry:
    """An entry as it will be read back: numpy's numbers are Python's, nothing else
    changes; AnswerError for what would come back otherwise, or not at all.

    >>> entry = {"time": "", "kind": "exercise", "key": "will", "round": 1}
    >>> fit_to_keep(entry | {"value": {44}})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    helpers.errors.AnswerError: This cannot be kept as exercise “will”: {44} ...
    """
    try:
        for name in ("time", "kind", "key"):
            _refuse_other_than_words(name, entry.get(name))
        try:
            number = ROUND(entry.get("round"))
        except Wrong as wanted:
            short = _short(entry.get("round"))
            raise Wrong(f"the round is {short}, and wanted is {wanted}") from None
        value = _as_it_comes_back(entry.get("value"))
        named = {name: entry[name] for name in ("time", "kind", "key")}
        line = line_of(named | {"round": number, "value": value})
        if len(line.encode()) > LARGEST_ENTRY:
            most = f"{LARGEST_ENTRY // 1_000_000} MB"
            raise Wrong(f"it is larger than {most}. Keep it in several parts")
    except Wrong as wrong:
        kind, key = (_short(entry.get(name), bare=True) for name in ("kind", "key"))
        raise AnswerError(f"This cannot be kept as {kind} “{key}”: {wrong}.") from None
    return json.loads(line)


def _refuse_other_than_words(name: str, value: Any) -> None:
    if not isinstance(value, str) or _has_halves(value):
        raise Wrong(f"the {name} is {_short(value)}, and wanted are words")


def _as_it_comes_back(value: Any) -> Any:
    try:
        back = json.loads(json.dumps(value, allow_nan=False, default=_of_numpy))
        same = bool(back == value) and not _deeper(back, DEEPEST)
    except (TypeError, ValueError, RecursionError):
        same = False
    if not same:
        raise Wrong(
            f"{_short(value)} would not come back as it is. Keep words, whole numbers"
            " and others, True, False, None, and [lists] and {dicts} of these with"
            " words as keys"
        )
    return back


def _of_numpy(value: Any) -> bool | int | float:
    numpy = sys.modules.get("numpy")  # who has such a number has loaded it
    if numpy and isinstance(value, numpy.bool_ | numpy.integer | numpy.floating):
        number = value.item()
        if isinstance(number, bool | int | float):
            return number
    raise TypeError


def _deeper(value: Any, most: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value
    return isinstance(value, dict | list) and (
        most == 0 or any(_deeper(each, most - 1) for each in inside)
    )


def _short(value: Any, bare: bool = False) -> str:
    """A value as it can be repeated in a sentence; `bare` leaves words unquoted."""
    if isinstance(value, str):
        written = str(value[:80]) if bare else repr(value[:80])
    else:
        try:
            written = repr(value)
        except Exception:  # of a class that is not ours, or too deep
            written = f"a {type(value).__name__}"
    return whole(written if len(written) <= 60 else f"{written[:57]}…")


def _has_halves(words: str) -> bool:
    return whole(words) != words


def whole(words: str) -> str:
    """Words with a sign in place of each half of a character, which a file may hold
    and no page can show.

    >>> whole("half a " + chr(0xD83D))
    'half a ?'
    """
    return words.encode("utf-8", "replace").decode()


def line_of(entry: Entry) -> str:
    """The line that holds an entry; halves of characters stand in it as JSON escapes
    them, so that they come back.
    """
    line = json.dumps(entry, ensure_ascii=False)
    return f"{json.dumps(entry) if _has_halves(line) else line}\n"


def entry_of(line: str) -> Entry | None:
    """The answer that a line of JSON holds, or None."""
    try:
        return checked(json.loads(line))
    except (ValueError, RecursionError):
        return None


def checked(entry: Any) -> Entry | None:
    """The entry itself if it has the form of an answer, or None."""
    form = {"time": str, "kind": str, "key": str, "round": int}
    if not isinstance(entry, dict) or "value" not in entry:
        return None
    if [type(entry.get(name)) for name in form] != list(form.values()):
        return None
    return entry if 0 < entry["round"] < 1000 else None


def place_of(entry: Entry) -> tuple[str, str, int]:
    """Where an entry stands: of those with one kind, key and round the last counts."""
    return entry["kind"], entry["key"], entry["round"]


def latest(entries: list[Entry]) -> list[Entry]:
    """The last entry of each kind, key and round, in the order of their first."""
    return list({place_of(entry): entry for entry in entries}.values())


def fixed(entry: Entry) -> tuple[str, str, str, int, str]:
    """An entry as a tuple, equal for equal entries."""
    return entry["time"], *place_of(entry), _in_order(entry["value"])


def now() -> str:
    """The time of this machine, as entries have it."""
    return datetime.datetime.now().astimezone().isoformat(timespec="microseconds")


def moment(entry: Entry) -> float:
    """The moment an entry was kept at, in seconds; clocks of two machines may stand in
    two zones. 0 where it names none.
    """
    try:
        time = datetime.datetime.fromisoformat(entry["time"])
        return (time if time.tzinfo else time.replace(tzinfo=datetime.UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0
