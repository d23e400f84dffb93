"""What tests of the board and the hub start, on the loopback and for one test file: a
PostgreSQL, and a board in this process that takes a token for a name.
"""

import asyncio
import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

import pytest
import sqlalchemy as sa
from tornado.httpserver import HTTPServer

from hub.board.routes import ADMIN, POST, Board
from hub.board.storage import Storage

#: Where this is set, what a test needs must be there: nothing of it is passed over.
COMPLETE = bool(os.environ.get("SEMINAR_CI"))


def lacking(what):
    """Pass a test over for want of something, or let it fail where all must be."""
    (pytest.fail if COMPLETE else pytest.skip)(what)


def free_port():
    """A port of the loopback that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def within(seconds, ask, what):
    """What `ask` gives as soon as that is something, however long it takes to start."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if given := ask():
                return given
        time.sleep(0.2)
    what = what() if callable(what) else what
    raise AssertionError(f"not within {seconds} seconds: {what}")


def request(address, token=None, body=None, method=None):
    """The status and the JSON that a board answers at an address to whoever has this
    token; a body is sent as JSON, or as the bytes that it is.
    """
    data = (
        body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    )
    asked = urllib.request.Request(address, data, method=method)
    if token:
        asked.add_header("Authorization", f"token {token}")
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


class PostgreSQL:
    """A PostgreSQL server with a database of the seminar; it refuses to run as root."""

    def __init__(self):
        self._programs = _programs()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="seminar-pg-"))
        self._as = _not_root(self.folder)
        self.port, self._server = free_port(), None
        made = [f"--pgdata={self.folder}/data", "--auth=trust", "--username=seminar"]
        self._run("initdb", *made, "--encoding=UTF8", "--no-sync")
        self.url = f"postgresql+psycopg://seminar@127.0.0.1:{self.port}/postgres"

    def start(self):
        command = [self._programs / "postgres", "-D", self.folder / "data", "-k"]
        command += [self.folder, "-h", "127.0.0.1", "-p", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, **self._as
            )
        ready = self._programs / "pg_isready"
        asks = [ready, "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        within(30, lambda: not subprocess.run(asks).returncode, "PostgreSQL")

    def stop(self):
        if self._server:
            self._server.send_signal(3)  # SIGQUIT: at once, as if the power went
            self._server.wait(20)
            self._server = None

    def empty(self):
        """A database in which nothing was made yet."""
        engine = sa.create_engine(self.url)
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        engine.dispose()

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *options):
        command = [self._programs / program, *options]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=self.folder, **self._as
        )
        assert done.returncode == 0, done.stderr


def postgresql():
    """A PostgreSQL that runs, or None where there is none."""
    try:
        server = PostgreSQL()
    except pytest.skip.Exception:
        return None
    server.start()
    return server


def _programs():
    installed = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    inside = [*installed, *filter(None, [shutil.which("initdb")])]
    if not inside:
        lacking("PostgreSQL is not here: the board was tried with SQLite only")
    return pathlib.Path(inside[-1]).resolve().parent


def _not_root(folder):
    """As whom a server of PostgreSQL runs, as arguments of a process."""
    if os.getuid():
        return {}
    known = pathlib.Path("/etc/passwd").read_text(encoding="utf-8")
    user = "postgres" if re.search("^postgres:", known, re.M) else "nobody"
    shutil.chown(folder, user)
    return {"user": user, "extra_groups": []}


class Tokens:
    """Stands for the hub: a token is the name of an account, and `teacher` conducts."""

    def __init__(self):
        self.away = False

    async def get_user(self, handler, *, sync):
        from tornado.web import HTTPError

        if self.away:
            raise HTTPError(500, "no hub")
        name = handler.request.headers.get("Authorization", "").removeprefix("token ")
        if not name or name.startswith("wrong"):
            return None
        if name.startswith("service"):
            return {"kind": "service", "name": name, "scopes": [POST]}
        scopes = [ADMIN] if name == "teacher" else [POST]
        scopes = [] if name == "stranger" else scopes
        of = "evening" if name == "of-another-class" else "seminar"
        scopes.append(f"access:services!service={of}")
        return {"kind": "user", "name": name, "scopes": scopes}


class BoardHere:
    """A board in a thread of this process, until `close`."""

    def __init__(self, database, port=None):
        self.tokens, self.port = Tokens(), port or free_port()
        self.address = f"http://127.0.0.1:{self.port}/services/board/"
        self.storage = Storage(database)
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(started,))
        self._thread.start()
        assert started.wait(10)

    def _serve(self, started):
        asyncio.set_event_loop(self._loop)
        self.app = Board(self.storage, self.tokens, "/services/board/", "seminar")
        self._server = HTTPServer(self.app, max_body_size=2**21)
        self._server.listen(self.port, "127.0.0.1")
        self._loop.call_soon(started.set)
        self._loop.run_forever()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def close(self):
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._server.stop)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self.storage.close()
