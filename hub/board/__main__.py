"""Serve a board, as its hub starts it: where, for whom and by which name the hub says
in the environment (JUPYTERHUB_…), and where its rows go in SEMINAR_DATABASE, a URL of
SQLAlchemy.
"""

import asyncio
import contextlib
import logging
import os
import signal
import urllib.parse

from jupyterhub.services.auth import HubAuth
from tornado.httpserver import HTTPServer

from hub.board.routes import LARGEST, Board
from hub.board.storage import Storage

_OFTEN = 0.5  # seconds between two looks at whether the hub lives


async def serve() -> None:
    """Serve until the hub ends, or says so; then write what was asked for."""
    parent, ended = os.getppid(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    at = urllib.parse.urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    storage = Storage(os.environ.get("SEMINAR_DATABASE") or "sqlite:///board.sqlite")
    name, prefix = (os.environ[f"JUPYTERHUB_SERVICE_{n}"] for n in ("NAME", "PREFIX"))
    board = Board(storage, HubAuth(cache_max_age=60), prefix, name)
    # a little more than what is refused with a sentence
    server = HTTPServer(board, max_body_size=8 * LARGEST)
    # elsewhere the name of the hub leads to it, and is none of its own addresses
    here = at.hostname if at.hostname in ("127.0.0.1", "localhost") else ""
    server.listen(at.port or 80, here)
    while os.getppid() == parent and not ended.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), _OFTEN)
    server.stop()
    await server.close_all_connections()
    storage.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="board: %(message)s")
    asyncio.run(serve())
