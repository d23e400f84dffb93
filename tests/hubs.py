"""A real JupyterHub for tests, as `make hub` starts it: its proxy, its boards, accounts
whose servers spawn. All of it on the loopback, in a folder of the test.
"""

import contextlib
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request

from of_class import PROMPT

from helpers.answers import Answers
from helpers.discussion.conduct import now
from helpers.store import hub
from tests import services

ROOT = pathlib.Path(__file__).parent.parent
PROXY = ROOT / "hub/node_modules/.bin/configurable-http-proxy"
LONG = 180  # seconds for what takes five on a quiet machine


def need_the_proxy():
    """The proxy at its pin, installed where Node is there and it is not yet."""
    if not (shutil.which("node") and shutil.which("npm")):
        services.lacking("Node is not here: no hub was started")
    if not PROXY.exists():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"]
        done = subprocess.run(
            command, cwd=ROOT / "hub", capture_output=True, timeout=300
        )
        if done.returncode:
            services.lacking("npm reaches no registry: no hub was started")


def _free_ports(many):
    """The first of so many ports in a row that nothing listens on."""
    while True:
        first = services.free_port()
        taken = contextlib.suppress(OSError, OverflowError)
        with contextlib.ExitStack() as held, taken:
            for port in range(first, first + many):
                held.enter_context(socket.socket()).bind(("127.0.0.1", port))
            return first


def posted(hub, of, token, number):
    """Post the first vote of somebody who has this token; the status."""
    value = {"vote": 1 + number % 5, "why": f"reason {number}", "cite": "1906:34.1"}
    entry = {"time": now(), "kind": "vote", "key": PROMPT, "round": 1, "value": value}
    key = hub.of_board(of, token, "settings")[1]["class"]
    body = {"class": key, "entries": [entry | {"fixed": True}]}
    return hub.of_board(of, token, "entries", body)[0]


class Hub:
    """A JupyterHub with a board for each class, `{name: URL of its database}`."""

    def __init__(self, folder, classes, students=5):
        need_the_proxy()
        self.folder, self.classes = pathlib.Path(folder), classes
        self.port = _free_ports(4 + len(classes))
        self.address = f"http://127.0.0.1:{self.port}"
        self._token, self._process, self._known = secrets.token_hex(16), None, {}
        self._environment = os.environ | {
            "SEMINAR_HUB": str(self.folder / "state"),
            "SEMINAR_PORT": str(self.port),
            "SEMINAR_CLASSES": json.dumps(classes),
            "STUDENTS": str(students),
            "TESTS_TOKEN": self._token,
            "TESTS_SETTINGS": str(self.folder / "settings"),
            "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(16),  # after a kill the same
            "PYTHONPATH": "",
        }
        for name in ("SEMINAR_ANSWERS", "SEMINAR_SHARED", "SEMINAR_BOARD"):
            self._environment.pop(name, None)

    def start(self):
        config = ROOT / "tests/hub_config.py"
        command = [sys.executable, "-m", "jupyterhub", "--config", config]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self._environment,
                start_new_session=True,
            )
        services.within(LONG, lambda: self.ask("users"), self.log)
        sign_in = f"{self.address}/hub/login"  # past the proxy, which comes later
        services.within(LONG, lambda: urllib.request.urlopen(sign_in), self.log)
        for name in self.classes:
            self.board_is_up(name)
        return self

    def log(self):
        return (self.folder / "log").read_text(errors="replace")[-5000:]

    def board(self, name):
        """The address of the board of a class, as servers of its students have it."""
        port = self.port + 4 + list(self.classes).index(name)
        return f"http://127.0.0.1:{port}/services/{name}/"

    def board_is_up(self, name):
        health = self.board(name) + "health"
        services.within(LONG, lambda: urllib.request.urlopen(health), f"board {name}")

    def of_board(self, name, token, path, body=None, method=None):
        """The status and the JSON that the board of a class answers to a token."""
        return services.request(self.board(name) + path, token, body, method)

    def ask(self, path, body=None, method=None):
        """An answer of the hub's own interface, as its administrator has it."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port + 1}/hub/api/{path}", data, method=method
        )
        request.add_header("Authorization", f"token {self._token}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"{}")

    def spawn(self, *names):
        """Have servers of these accounts started, all at once, and wait for them."""
        for name in names:
            self.ask(f"users/{name}/server", {}, "POST")
        for name in names:
            services.within(LONG, lambda n=name: self._is_ready(n), f"server of {name}")

    def _is_ready(self, name):
        server = self.ask(f"users/{name}")["servers"].get("")
        return server and server["ready"]

    def server_of(self, name):
        """The process of an account's server, and its environment."""
        for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                pairs = path.read_bytes().decode(errors="replace").split("\0")
                known = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
                mine = known.get("JUPYTERHUB_API_URL", "").startswith(
                    f"http://127.0.0.1:{self.port + 1}/"
                )
                if mine and known.get("JUPYTERHUB_USER") == name:
                    return int(path.parent.name), known
        raise AssertionError(f"no server of {name}")

    def token(self, name):
        """The token that the hub gave the server of an account."""
        if name not in self._known:
            self._known[name] = self.server_of(name)[1]["JUPYTERHUB_API_TOKEN"]
        return self._known[name]

    def new_token(self, name):
        """A token of an account without a server."""
        made = services.within(
            LONG, lambda: self.ask(f"users/{name}/tokens", {}, "POST"), self.log
        )
        return made["token"]

    def sits(self, name, of, monkeypatch):
        """The back end of an account in a class, as its kernels have it."""
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", self.token(name))
        return hub.HubBoard(self.board(of), Answers(self.answers(name, of)))

    def answers(self, name, of):
        """Where an account keeps its own file; in each class another one here."""
        return self.folder / "state/homes" / name / "seminar/answers" / of

    def kill_hub(self):
        """End the hub as if its power went; its proxy and servers go on."""
        self._process.kill()
        self._process.wait()

    def processes(self, *words):
        """Processes of this hub that have all these words in their command."""
        # a service has the hub's address in its environment, the proxy its folder
        mine = f"{self.folder}/state", f"127.0.0.1:{self.port + 1}/"
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                command = path.read_bytes().decode(errors="replace")
                around = (path.parent / "environ").read_bytes().decode(errors="replace")
                ours = any(name in around for name in mine)
                if ours and all(word in command for word in words):
                    yield int(path.parent.name)

    def board_process(self, name):
        """The number of the process of a class's board."""
        named = f"JUPYTERHUB_SERVICE_NAME={name}\0"
        return next(
            number
            for number in self.processes("hub.board")
            if named in pathlib.Path(f"/proc/{number}/environ").read_text()
        )

    def kill(self, *words):
        """End processes of this hub at once; how many there were."""
        numbers = list(self.processes(*words))
        for number in numbers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        return len(numbers)

    def stop(self):
        """End all of it; nothing of it is needed any more."""
        if self._process:
            self.kill_hub()
        self.kill()
