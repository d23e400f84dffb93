"""The routes of a board: who may ask, how often and how much, and what comes of it.

Only a token counts, that of the asker's own server: no cookie is read, so there is no
request that another site's page could have a browser send.
"""

import asyncio
import collections
import functools
import json
import logging
import time
from typing import Any

import sqlalchemy as sa
from tornado import web

from hub.board import acts, storage
from hub.board.acts import Refused

POST, ADMIN = "custom:board:post", "custom:board:admin"
ACCESS = "access:services"  # with the name of the board: whose class this is
LARGEST = 256 * 1024  # bytes of a body
BURST, A_SECOND = 120, 10  # requests of a person at once, and for each second since

log = logging.getLogger("board")


class Pace:
    """How often each person may ask: a bucket of BURST that fills by A_SECOND."""

    def __init__(self) -> None:
        full = lambda: (float(BURST), time.monotonic())  # noqa: E731
        self._left: dict[str, tuple[float, float]] = collections.defaultdict(full)

    def takes(self, name: str) -> bool:
        """Whether one more request of a person is in time."""
        now = time.monotonic()
        left, before = self._left[name]
        left = min(BURST, left + (now - before) * A_SECOND)
        self._left[name] = max(0.0, left - 1), now
        return left >= 1


class Asked(web.RequestHandler):
    """A request of an account that the hub knows by its token."""

    needs: dict[str, str] = {}  # the scope that each method needs, POST if not named

    def initialize(self, board: "Board") -> None:
        """Take the board that is asked."""
        self.board = board

    async def prepare(self) -> None:
        """Refuse who may not ask, who asks too often, and what is too much."""
        self.set_header("Cache-Control", "no-store")
        user = await self._user()
        if user is None:
            raise Refused(401, "Send the token of your own server.")
        if user.get("kind") != "user":
            raise Refused(403, "This is for accounts of the hub.")
        scopes = user.get("scopes", ())
        wanted = self.needs.get(self.request.method or "", POST)
        member = ACCESS in scopes or f"{ACCESS}!service={self.board.name}" in scopes
        if not member or (wanted not in scopes and ADMIN not in scopes):
            raise Refused(403, "Your account may not do this.")
        self.name, self.conducts = user["name"], ADMIN in scopes
        if not self.board.pace.takes(self.name):
            self.set_header("Retry-After", "2")
            raise Refused(429, "Too many requests at once. Try again in two seconds.")
        if len(self.request.body) > LARGEST:
            raise Refused(413, f"A request has at most {LARGEST} bytes.")

    async def _user(self) -> dict[str, Any] | None:
        try:
            return await self.board.hub_auth.get_user(self, sync=False)
        except web.HTTPError:
            raise Refused(503, "The hub does not answer. Try again.") from None

    def body(self, kind: type) -> Any:
        """The body as JSON of this kind."""
        try:
            body = json.loads(self.request.body)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, kind):
            raise Refused(400, "The body is not the JSON that belongs here.")
        return body

    async def read(self, act: Any, *asked: Any) -> None:
        """Answer with what an act gives that changes nothing."""
        reading = functools.partial(self.board.storage.read, lambda c: act(c, *asked))
        loop = asyncio.get_running_loop()
        self.answer(await loop.run_in_executor(None, reading))

    async def act(self, act: Any, *asked: Any) -> Any:
        """What an act gives, once it is on the disk."""
        written = self.board.storage.write(lambda c: act(c, *asked))
        return await asyncio.wrap_future(written)

    def answer(self, value: Any, status: int = 200) -> None:
        """Answer with JSON."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(value))

    def write_error(self, status_code: int, **more: Any) -> None:
        """Say what was wrong in JSON, and nothing of what was sent or kept."""
        error = more.get("exc_info", (None, None, None))[1]
        why = str(error) if isinstance(error, Refused) else "This did not work."
        if isinstance(error, Refused):
            status_code = error.status
        elif isinstance(error, sa.exc.SQLAlchemyError | storage.OtherSchema):
            status_code, why = 503, "The database does not answer. Try again."
        if status_code == 503:
            self.set_header("Retry-After", "5")
        self.answer({"error": why}, status_code)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Write no line for a refusal, one for a database that is away."""
        if isinstance(value, sa.exc.SQLAlchemyError | storage.OtherSchema):
            log.warning("The database cannot be used: %s", type(value).__name__)
        elif not isinstance(value, Refused):
            super().log_exception(typ, value, tb)


class Health(Asked):
    """Whether the board and its database answer; for everyone."""

    async def prepare(self) -> None:
        """Ask for no token."""

    async def get(self) -> None:
        """The number of the schema."""
        await self.read(lambda c: {"schema": storage.get(c, "schema")})


class Entries(Asked):
    """The answers of who asks."""

    async def get(self) -> None:
        """What the board has of them."""
        await self.read(acts.own, self.name)

    async def post(self) -> None:
        """Keep answers: 200 if all are kept, else the status of the first refused."""
        if self.conducts:
            raise Refused(403, "The instructor's own answers do not enter the class.")
        body = self.body(dict)
        if not isinstance(body.get("entries"), list):
            raise Refused(400, "The body is not the JSON that belongs here.")
        asked = self.name, body.get("class"), body["entries"]
        done = await self.act(acts.post, *asked)
        self.answer(done, done["refused"][0][1] if done["refused"] else 200)

    async def delete(self) -> None:
        """Take back all of them."""
        self.answer({"deleted": await self.act(acts.take_back, self.name)})


class Room(Asked):
    """A prompt as its class may see it."""

    async def get(self, prompt_id: str) -> None:
        """What who asks may see now; the instructor sees what is on the wall."""
        await self.read(acts.room, None if self.conducts else self.name, prompt_id)


class Sides(Asked):
    """What each side of a class relies on, as the class may see it."""

    async def get(self, prompt_id: str) -> None:
        """What who asks may see now; the instructor sees what is on the wall."""
        await self.read(acts.sides, None if self.conducts else self.name, prompt_id)


class ConductSides(Asked):
    """The same as its instructor sees it."""

    needs = {"GET": ADMIN}

    async def get(self, prompt_id: str) -> None:
        """What the class would see if it were shown now."""
        await self.read(acts.sides, None, prompt_id, True)


class Groups(Asked):
    """The small groups of a prompt."""

    needs = {"PUT": ADMIN}

    async def put(self, prompt_id: str) -> None:
        """Deal who answered into groups."""
        asked = self.body(dict)
        self.answer(await self.act(acts.make_groups, prompt_id, asked))


class Tally(Asked):
    """The verdicts, names and scores of the class."""

    async def get(self, what: str) -> None:
        """Those that may be shown."""
        await self.read(acts.tally, what)


class Settings(Asked):
    """What was set for the class."""

    needs = {"PUT": ADMIN}

    async def get(self) -> None:
        """The settings, the name of the class, and whether who asks conducts it."""
        more = {"name": self.board.name, "conducts": self.conducts}

        def known(connection: storage.Connection) -> dict[str, Any]:
            if self.conducts:
                return acts.settings(connection) | more
            return acts.settings_for(connection, self.name) | more

        await self.read(known)

    async def put(self) -> None:
        """Change them."""
        self.answer(await self.act(acts.set_settings, self.body(dict)))


class Conduct(Asked):
    """A prompt as its instructor sees and conducts it."""

    needs = {"GET": ADMIN, "PUT": ADMIN}

    async def get(self, prompt_id: str) -> None:
        """What the class would see if it were shown now."""
        await self.read(acts.full_room, prompt_id)

    async def put(self, prompt_id: str) -> None:
        """Change its control."""
        changes = self.body(dict)
        self.answer(await self.act(acts.set_control, prompt_id, changes))


class Everything(Asked):
    """All that the board has."""

    needs = {"GET": ADMIN, "DELETE": ADMIN}

    async def get(self) -> None:
        """Export it."""
        await self.read(acts.everything)

    async def delete(self) -> None:
        """Delete it with its secret, once the name of the class was typed."""
        if self.body(dict).get("name") != self.board.name:
            raise Refused(400, f"Type the name of the class: {self.board.name}.")
        await self.act(storage.forget)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self.board.storage.clean)
        self.answer({"deleted": True})


class Trial(Asked):
    """A student who only tests."""

    needs = {"POST": ADMIN}

    async def post(self) -> None:
        """Join, vote, and be taken away again."""
        self.answer(await self.act(acts.try_out))


class Nothing(Asked):
    """What is not here."""

    async def prepare(self) -> None:
        """Say so."""
        raise Refused(404, "There is nothing here.")


class Board(web.Application):
    """The board of a class: its storage, who tells it whose token it is, and its name,
    which is that of its service, and is typed to delete it.
    """

    def __init__(
        self, kept: storage.Storage, hub_auth: Any, prefix: str, name: str
    ) -> None:
        self.storage, self.hub_auth, self.name = kept, hub_auth, name
        self.pace = Pace()
        routes = {
            "health": Health,
            "entries": Entries,
            "room/([^/]+)": Room,
            "(verdicts|names|scores)": Tally,
            "settings": Settings,
            "sides/([^/]+)": Sides,
            "conduct/([^/]+)": Conduct,
            "conduct/([^/]+)/sides": ConductSides,
            "conduct/([^/]+)/groups": Groups,
            "everything": Everything,
            "trial": Trial,
        }
        with_board = {"board": self}
        super().__init__(
            [(f"{prefix}{path}", asks, with_board) for path, asks in routes.items()],
            default_handler_class=Nothing,
            default_handler_args=with_board,
            log_function=lambda handler: None,  # no line that says who asked when
        )
