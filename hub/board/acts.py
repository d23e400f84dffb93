"""What can be asked of a board, on one connection: rows in, plain values out, by the
rules of the library. A name of an account goes in and never comes out: a person is the
HMAC of it with the secret of the class, which is deleted with the class.
"""

import datetime
import hashlib
import hmac
import json
import secrets
from typing import Any

import sqlalchemy as sa

from helpers.discussion import conduct, privacy, prompts, small_groups, tallies
from helpers.discussion.gathering import votes_of
from helpers.discussion.questions import is_answered, parts_of
from helpers.discussion.sides import sides as of_sides
from helpers.errors import ArgumentError
from helpers.store.entries import Entry, checked, moment
from helpers.store.folders import concerns_class, for_class
from helpers.store.prepared import LEAST
from hub.board import storage
from hub.board.storage import CONTROL, ENTRY, Connection

LONGEST = 20_000  # characters of a value
MOST = 2_000  # answers of a person
ROUNDS = (1, 2)


class Refused(Exception):
    """What the board does not do, with the status of HTTP that says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def person(connection: Connection, name: str) -> str:
    """Who an account is in this class."""
    secret = bytes.fromhex(storage.get(connection, "secret"))
    return hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()[:32]


def settings(connection: Connection) -> dict[str, Any]:
    """What was set for the class, and the control of each prompt that has one."""
    rows = connection.execute(sa.select(CONTROL))
    controls = {row.prompt: json.loads(row.value) for row in rows}
    return storage.get(connection, "settings") | {"prompts": controls}


def settings_for(connection: Connection, name: str) -> dict[str, Any]:
    """The settings as a student may see them: with no small group but their own."""
    known, own = settings(connection), person(connection, name)
    for control in known["prompts"].values():
        mine = control.get("groups", {}).get(own)
        control["groups"] = {} if mine is None else {own: mine}
    return known


def post(connection: Connection, name: str, key: str, entries: list) -> dict[str, Any]:
    """Keep answers of an account, each in the place of an earlier one: how many, and
    those refused, as (index, status, why).

    A fixed answer never changes; the same one may come again.
    """
    known = settings(connection)
    if key != known["class"]:
        raise Refused(412, "This is another class than the one that was joined.")
    who, refused, kept = person(connection, name), [], 0
    count = sa.select(sa.func.count()).where(ENTRY.c.person == who)
    room_left = MOST - (connection.execute(count).scalar() or 0)
    for index, asked in enumerate(entries):
        try:
            entry = fit(asked)
            stood = _stood(connection, who, entry)
            _refuse_change_of_fixed(stood, entry, known)
            room_left -= stood is None
            if room_left < 0:
                raise Refused(413, f"The board keeps {MOST} answers of a person.")
        except Refused as error:
            refused.append((index, error.status, str(error)))
            continue
        _put(connection, who, entry)
        kept += 1
    return {"kept": kept, "refused": refused}


def fit(asked: Any) -> Entry:
    """An entry as the board keeps it, with `fixed`: whether its writer closed it."""
    entry = checked(asked)
    if entry is None or not concerns_class(entry) or moment(entry) == 0:
        raise Refused(400, "This is no answer that a class shares.")
    names = entry["key"], entry["time"]
    if (
        len(entry["key"]) > 200
        or len(entry["time"]) > 40
        or not all(map(_plain, names))
    ):
        raise Refused(400, "Its key or its time is none.")
    fixed = asked.get("fixed") is True
    entry = for_class({name: entry[name] for name in _NAMES})
    if len(json.dumps(entry["value"])) > LONGEST:
        raise Refused(413, f"It is longer than {LONGEST:,} characters.")
    if entry["kind"] == "vote":
        fixed = fixed and is_answered(parts_of(entry["value"]))
    return entry | {"fixed": fixed and entry["kind"] == "vote"}


_NAMES = ("time", "kind", "key", "round", "value")


def _plain(words: str) -> bool:
    """Whether a database can hold these words: no NUL, no half of a character."""
    return "\0" not in words and words == words.encode("utf-8", "replace").decode()


def _at(who: str, entry: Entry) -> tuple:
    named = {name: entry[name] for name in ("kind", "key", "round")}
    return tuple(ENTRY.c[name] == at for name, at in ({"person": who} | named).items())


def _stood(connection: Connection, who: str, entry: Entry) -> Any:
    return connection.execute(sa.select(ENTRY).where(*_at(who, entry))).first()


def _refuse_change_of_fixed(stood: Any, entry: Entry, known: dict[str, Any]) -> None:
    if stood is None or entry["kind"] != "vote":
        return
    rule = conduct.control(known, entry["key"])
    if not conduct.counts(rule, stood.time):  # begun anew since
        return
    fixed = stood.fixed or conduct.is_fixed(rule, stood.round, stood.time)
    before = json.loads(stood.value)
    if fixed and entry["value"] != before and not _reworded(before, entry, rule):
        raise Refused(409, "This vote is fixed, and does not change any more.")
    entry["fixed"] = entry["fixed"] or stood.fixed


def _reworded(before: dict, entry: Entry, rule: dict[str, Any]) -> bool:
    """Whether an answer has only its reason in other words, and that was withheld."""
    why, cite = (before.get(name, "") for name in ("why", "cite"))
    its_id = conduct.reason_id(entry["key"], entry["round"], why, cite)
    same = before | {"why": ""} == entry["value"] | {"why": ""}
    return its_id in rule["withheld"] and same


def _put(connection: Connection, who: str, entry: Entry) -> None:
    key = {"person": who} | {name: entry[name] for name in ("kind", "key", "round")}
    value = json.dumps(entry["value"])
    values = {"value": value, "time": entry["time"], "fixed": entry["fixed"]}
    storage.put(connection, ENTRY, key, values)


def _entries(connection: Connection, *where: Any) -> list[tuple[str, Entry]]:
    rows = connection.execute(sa.select(ENTRY).where(*where).order_by(ENTRY.c.time))
    return [
        (
            row.person,
            {name: getattr(row, name) for name in (*_NAMES, "fixed")}
            | {"value": json.loads(row.value)},
        )
        for row in rows
    ]


def own(connection: Connection, name: str) -> list[Entry]:
    """What the board has of an account."""
    who = person(connection, name)
    return [entry for _, entry in _entries(connection, ENTRY.c.person == who)]


def take_back(connection: Connection, name: str) -> int:
    """Delete what the board has of an account, and say how many answers that were."""
    who = person(connection, name)
    return connection.execute(sa.delete(ENTRY).where(ENTRY.c.person == who)).rowcount


def room(connection: Connection, name: str | None, prompt_id: str) -> dict[str, Any]:
    """What an account may see of a prompt now; None sees what all may see."""
    _refuse_no_prompt(prompt_id)
    gathered = _votes(connection, prompt_id)
    who = None if name is None else person(connection, name)
    closed = [e["round"] for other, e in gathered if other == who and e["fixed"]]
    rows = votes_of(gathered)[0]
    shown = privacy.shown(rows, prompt_id, settings(connection), who, closed)
    return shown._asdict()


def _votes(connection: Connection, prompt_id: str) -> list[tuple[str, Entry]]:
    at = ENTRY.c.kind == "vote", ENTRY.c.key == prompt_id, ENTRY.c.round.in_(ROUNDS)
    return _entries(connection, *at)


def _refuse_no_prompt(prompt_id: str) -> None:
    if prompt_id not in {prompt["id"] for prompt in prompts()}:
        raise Refused(404, "There is no prompt of this name.")


_TALLIES: dict[str, tuple[str, Any]] = {
    "verdicts": ("verdict", tallies.verdicts),
    "names": ("topic name", tallies.names),
    "scores": ("intrusion score", tallies.scores),
}


def tally(connection: Connection, what: str) -> list[dict[str, Any]]:
    """The verdicts, names or scores of the class, as far as they may be shown."""
    kind, counted = _TALLIES[what]
    gathered = _entries(connection, ENTRY.c.kind == kind)
    rows = counted(gathered, settings(connection)["minimum"])
    return [row._asdict() for row in rows]


def full_room(connection: Connection, prompt_id: str) -> dict[str, Any]:
    """What the class would see of a prompt if it were shown now, with the reasons
    withheld: for its instructor.
    """
    _refuse_no_prompt(prompt_id)
    known = settings(connection)
    rule = conduct.control(known, prompt_id)
    rows = votes_of(_votes(connection, prompt_id))[0]
    rows = [row for row in rows if conduct.counts(rule, row.time)]
    return privacy.room(rows, prompt_id, known["minimum"])._asdict()


def sides(
    connection: Connection, name: str | None, prompt_id: str, hidden: bool = False
) -> dict[str, Any]:
    """What each side of the class relies on, if the account may see the class; its
    instructor also while it is `hidden`.
    """
    if name is not None and room(connection, name, prompt_id)["locked"]:
        return {}
    _refuse_no_prompt(prompt_id)
    gathered = _votes(connection, prompt_id)
    gathered += _entries(connection, ENTRY.c.kind == "verdict")
    shown = of_sides(gathered, prompt_id, settings(connection), hidden)
    several = [side._asdict() for side in shown.sides]
    return {"sides": several, "accepted": shown.accepted}


def make_groups(
    connection: Connection, prompt_id: str, asked: dict[str, Any]
) -> list[int]:
    """Deal those who answered a prompt into small groups; how many are in each."""
    _refuse_no_prompt(prompt_id)
    rule = conduct.control(settings(connection), prompt_id)
    rows = votes_of(_votes(connection, prompt_id))[0]
    rows = [row for row in rows if conduct.counts(rule, row.time)]
    try:
        size: Any = asked.get("size")
        dealt = small_groups.of_votes(rows, size, asked.get("mixed") is True)
    except ArgumentError as error:
        raise Refused(400, str(error)) from None
    set_control(connection, prompt_id, {"groups": dealt})
    return small_groups.sizes(dealt)


def set_control(
    connection: Connection, prompt_id: str, changes: dict[str, Any]
) -> dict[str, Any]:
    """Change how the vote on a prompt is conducted, and give it."""
    _refuse_no_prompt(prompt_id)
    before = conduct.control(settings(connection), prompt_id)
    try:
        after = conduct.changed(before, changes, conduct.now())
    except ArgumentError as error:
        raise Refused(400, str(error)) from None
    at = {"prompt": prompt_id}
    storage.put(connection, CONTROL, at, {"value": json.dumps(after)})
    return after


def set_settings(connection: Connection, changes: dict[str, Any]) -> dict[str, Any]:
    """Change what was set for the class, and give it."""
    for name, value in changes.items():
        if not _fits(name, value):
            raise Refused(
                400,
                f"A class has no `{name}` of {str(value)[:60]!r}. There are: minimum, a"
                f" whole number from {LEAST}; delete_on, a day such as 2027-02-01;"
                " rehearsal, true or false.",
            )
    known = storage.get(connection, "settings") | changes
    storage.set_to(connection, "settings", known)
    return settings(connection)


def _fits(name: str, value: Any) -> bool:
    if name == "minimum":
        return type(value) is int and LEAST <= value <= 1_000_000
    if name == "delete_on":
        try:
            return value == "" or bool(datetime.date.fromisoformat(value))
        except (TypeError, ValueError):
            return False
    return name == "rehearsal" and type(value) is bool


def everything(connection: Connection) -> dict[str, Any]:
    """All that the board has, for its instructor: answers by person, and no name."""
    entries = [{"person": who} | entry for who, entry in _entries(connection)]
    return {"settings": settings(connection), "entries": entries}


def try_out(connection: Connection) -> dict[str, bool]:
    """Have a test student vote, see the class stay locked before and not after, and
    leave nothing behind.
    """
    name, prompt_id = f"test-{secrets.token_hex(8)}", prompts()[0]["id"]
    before = room(connection, name, prompt_id)["locked"]
    vote = {"time": conduct.now(), "kind": "vote", "key": prompt_id, "round": 1}
    vote |= {"value": {"vote": 3}, "fixed": True}
    key = settings(connection)["class"]
    kept = post(connection, name, key, [vote])["kept"] == 1
    read = len(own(connection, name)) == 1
    gone = take_back(connection, name) == 1 and not own(connection, name)
    return {"locked": before, "kept": kept, "read": read, "gone": gone}
