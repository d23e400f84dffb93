"""The class board of a hub as a back end: what a person writes is in a file of their
own first, and what the class sees goes to the board, at once or when it answers.

Found by two names in the environment: SEMINAR_BOARD, the address, and the token that
JupyterHub gives each server. Standard library only.
"""

import contextlib
import http.client
import json
import os
import random
import threading
import time
import urllib.error
import urllib.request
from typing import Any

from helpers.errors import AnswerError
from helpers.store.answers import Answers
from helpers.store.entries import Entry, latest, line_of, moment, now, place_of
from helpers.store.folders import concerns_class, for_class
from helpers.validation import validated

PATIENCE = 2  # seconds that a click waits, and a request for each part of its answer
FRESH = 1  # seconds for which what was read stands for what is there
LONGEST_PAUSE = 60
_LARGEST = 100_000  # characters of what is sent at once
_LATER = (401, 429, 500, 502, 503, 504)  # what may be otherwise when asked again


class Away(AnswerError):
    """The board cannot be reached now."""


class Refusal(AnswerError):
    """What the board does not do, with its answer."""

    def __init__(self, status: int, answer: dict) -> None:
        self.status, self.answer = status, answer
        why = self.answer.get("error") or f"status {status}"
        super().__init__(f"The class board refused this: {why}")


class Wire:
    """Requests to a board. After a request without an answer, none is made for a while
    that grows: who asks meanwhile is not kept waiting.
    """

    def __init__(self, address: str, token: str) -> None:
        self._address, self._token = address, token
        # the token goes to the board, and through no proxy that a browser would use
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self._pause, self._until = 0.0, 0.0
        self._read: dict[str, tuple[float, Any]] = {}

    @property
    def pause(self) -> float:
        """For how many seconds no request is made now."""
        return max(0.0, self._until - time.monotonic())

    def ask(self, path: str, body: Any = None, method: str | None = None) -> Any:
        """The board's answer; Away without, and Refusal if it says no."""
        if self.pause:
            raise Away("The class board does not answer now.")
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, method=method)
        request.add_header("Authorization", f"token {self._token}")
        if request.get_method() != "GET":
            self._read.clear()
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                given = json.load(answer)
        except urllib.error.HTTPError as error:
            answer = _json(error)
            if error.code in _LATER or not isinstance(answer, dict):
                raise self._away() from None  # or it was not the board that answered
            raise Refusal(error.code, answer) from None
        except (OSError, ValueError, http.client.HTTPException):
            raise self._away() from None
        self._pause = 0
        return given

    def known(self, path: str) -> Any:
        """What was read there in the last moment, or is now; older only when the board
        is away.
        """
        when, value = self._read.get(path, (-FRESH, None))
        if time.monotonic() - when < FRESH:
            return value
        try:
            value = self.ask(path)
        except Away:
            if value is None:
                raise
            return value
        self._read[path] = time.monotonic(), value
        return value

    def _away(self) -> Away:
        self._pause = min(LONGEST_PAUSE, max(1.0, 2 * self._pause))
        # not all of a class at one moment
        self._until = time.monotonic() + self._pause * random.uniform(0.5, 1)
        return Away("The class board does not answer now.")


def _json(answer: Any) -> Any:
    try:
        return json.load(answer)
    except (OSError, ValueError, http.client.HTTPException):
        return None


class HubBoard:
    """A back end: all that a person writes in a file of their own, and what the class
    sees also on the class board of a hub, which knows them by their account.

    What the board does not take within two seconds is sent again by itself, after
    pauses, until it does. Shared is what was written since the class was met first.
    """

    _had_by = "such as boards.board()"

    @validated
    def __init__(self, address: str, own: Answers | None = None) -> None:
        self.address, self._own = address.rstrip("/") + "/", own or Answers()
        self.wire = Wire(self.address, os.environ.get("JUPYTERHUB_API_TOKEN", ""))
        self.path, self.person = self._own.path, self._own.person
        self.get, self.latest = self._own.get, self._own.latest
        self.entries, self.table = self._own.entries, self._own.table
        self.conducts: bool | None = None  # whether this account does; not known yet
        self._delete_on = ""
        self._sent: set[str] = set()
        self._refused: dict[tuple, str] = {}
        self._failed = False  # whether the last try to send was in vain
        self._moved = threading.Condition()
        self._sender: threading.Thread | None = None
        # which class this is, not known before the board answered, and since when it is
        # shared with; what one's own file says of it
        known = self._own.get("class", self.address)
        since = self._own.get("shared since", self.address)
        self._class = known if isinstance(known, str) else ""
        self._since = since if isinstance(since, str) else now()
        self._remembered = known, since
        self.share(0)

    @property
    def joined(self) -> "HubBoard":
        """Where the class is, for `discussion.joined`."""
        return self

    @property
    def notice(self) -> str:
        """Where answers go, who sees names, and what waits, in words for their
        writer.
        """
        if self.conducts:
            return (
                "Kept in a file of your own. You conduct this class: your own answers"
                " do not go to its board."
            )
        day = self._delete_on
        until = f"To be deleted on {day}. " if day else ""
        return (
            "Kept in a file of your own, which your account alone can read, and sent"
            " to the class board of this hub. Cards and class view show no names, and"
            " your instructor is told none. Who runs the hub could find out which"
            f" account wrote what until the class is deleted. {until}{self.waiting}"
        ).strip()

    @property
    def waiting(self) -> str:
        """What the board has not taken, in words; nothing when all is there."""
        many, sentences = len(self._news()), []
        if many and self._failed:
            answers = "answer waits" if many == 1 else "answers wait"
            sentences.append(
                f"{many} {answers} for the class board, which does not answer now."
                " What you write is safe in your own file, and is sent by itself as"
                " soon as the board answers."
            )
        if self._refused:
            why = "; ".join(sorted(set(self._refused.values())))
            sentences.append(f"Not taken by the board, and only in your file: {why}")
        return " ".join(sentences)

    def keep(self, kind: str, key: str, value: Any, round: int = 1) -> str:
        """Write an answer to one's own file, send it, and return the time it was kept
        at; AnswerError if the disk does not take it.
        """
        with self._sharing():
            return self._own.keep(kind, key, value, round)

    def write(self, entries: list[dict]) -> None:
        """Add entries to one's own file, and send them."""
        with self._sharing():
            self._own.write(entries)

    @contextlib.contextmanager
    def _sharing(self):
        try:
            yield
        finally:  # a full disk here is no reason to keep it from the class
            self.share()

    def share(self, wait: float = PATIENCE) -> None:
        """Send what the board has not, and wait for it so many seconds at most; not
        at all while the board is away.
        """
        self._remember()
        with self._moved:
            if not self._news():
                return
            if self._sender is None:
                self._sender = threading.Thread(target=self._send, daemon=True)
                self._sender.start()
            self._moved.wait_for(lambda: not self._sender or self._failed, wait)

    def take_back(self) -> int:
        """Delete what the board has of this account; how many answers that were."""
        deleted = self.wire.ask("entries", method="DELETE")["deleted"]
        self._since = now()
        self._remember()
        return deleted

    def share_earlier(self) -> None:
        """Send also what was written before the class was met."""
        self._since = ""
        self.share()

    def _remember(self) -> None:
        """Have one's own file say which class was met, and since when it is shared
        with.
        """
        known = self._class, self._since
        if known != self._remembered:
            # a full disk: what is kept next will say so
            with contextlib.suppress(AnswerError):
                self._own.keep("class", self.address, self._class)
                self._own.keep("shared since", self.address, self._since)
                self._remembered = known

    def unshared(self) -> list[Entry]:
        """The answers that concern the class and were written before it was met."""
        since = moment({"time": self._since})
        ours = filter(concerns_class, latest(self._own.entries()))
        return [entry for entry in ours if moment(entry) < since]

    def _news(self) -> list[Entry]:
        """What the board has not taken: the last of each place, as it sees it."""
        since = moment({"time": self._since})  # 0 for all that was ever written
        written = [
            _posted(entry)
            for entry in latest(self._own.entries())
            if concerns_class(entry) and moment(entry) >= since
        ]
        return [entry for entry in written if line_of(entry) not in self._sent]

    def _send(self) -> None:
        """Send until nothing is left; after each try, say so to who waits."""
        while True:
            try:
                self._send_some()
                self._failed = False
            # without an answer, or with one that is none of a board
            except (AnswerError, LookupError, TypeError):
                self._failed = True
            with self._moved:
                if not self._news():
                    self._sender = None
                self._moved.notify_all()
                if self._sender is None:
                    return
            if self._failed:
                time.sleep(self.wire.pause or LONGEST_PAUSE)

    def _send_some(self) -> None:
        if self.conducts is None:
            self._meet(self.wire.ask("settings"))
        news = self._news()
        if self.conducts:
            self._sent |= set(map(line_of, news))
            return
        part = _first(news)
        if not part:
            return
        refused: list[list] = []
        try:
            body = {"class": self._class, "entries": part}
            self.wire.ask("entries", body, "POST")
        except Refusal as refusal:
            if refusal.status == 412:  # another class since: it is met in the next try
                self.conducts = None
                return
            refused = refusal.answer["refused"]
        for entry in part:
            self._sent.add(line_of(entry))
            self._refused.pop(place_of(entry), None)
        for index, _, why in refused:
            self._refused[place_of(part[index])] = why

    def _meet(self, settings: dict[str, Any]) -> None:
        """Take note of which class this is; nothing that was written before goes to
        another one.
        """
        key = settings["class"]
        if self._class and self._class != key:
            self._since = now()
        self._class = key
        self.conducts = settings["conducts"]
        self._delete_on = settings["delete_on"]


def _posted(entry: Entry) -> Entry:
    """An entry as the class sees it, and whether its writer closed it."""
    value = entry["value"]
    closed = isinstance(value, dict) and value.get("seen") is True
    return for_class(entry) | {"fixed": entry["kind"] == "vote" and closed}


def _first(entries: list[Entry]) -> list[Entry]:
    """As many of the first as are sent at once, and one at least."""
    several: list[Entry] = []
    size = 0
    for entry in entries:
        size += len(json.dumps(entry))
        if several and size > _LARGEST:
            break
        several.append(entry)
    return several
