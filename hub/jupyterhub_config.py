"""A JupyterHub for the seminar on one machine: hub, proxy, a server for each account,
and a class board for each class, as services of the hub.

`make hub` starts it for a trial, with accounts that share a password and servers that
all run as who started it. A line that begins with TLJH says what stands in its place
with The Littlest JupyterHub, where every account is a user of the system.
"""

import json
import os
import pathlib
import secrets
import shutil
import sys
from typing import Any

c = get_config()  # noqa: F821
ROOT = pathlib.Path(__file__).resolve().parent.parent

# What the hub keeps: its own rows, those of the boards, and the homes of a trial.
# TLJH: leave this out for the hub's own; boards go to /opt/tljh/state.
STATE = pathlib.Path(os.environ.get("SEMINAR_HUB") or ROOT / "hub" / "trial")
STATE.mkdir(mode=0o700, parents=True, exist_ok=True)

# The classes: the name of each, typed to delete it, and where its answers are kept: a
# URL such as postgresql+psycopg://user:word@host/base, or "" for a file of SQLite.
CLASSES = json.loads(os.environ.get("SEMINAR_CLASSES") or '{"seminar": ""}')

# Who is who. TLJH: names of accounts as your sign-in gives them.
INSTRUCTORS = ["teacher"]
STUDENTS = [f"student{n}" for n in range(1, 1 + int(os.environ.get("STUDENTS", "5")))]

PORT = int(os.environ.get("SEMINAR_PORT", "8000"))  # and the three after it, and boards


# Accounts. TLJH: leave this out, and choose how people sign in (README, Sign-in).
def password(name: str) -> str:
    """A password of this trial, made once."""
    file = STATE / name
    if not file.exists():
        file.touch(0o600)
        file.write_text(secrets.token_urlsafe(30))
    return file.read_text()


c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = password("password-of-students")
c.SharedPasswordAuthenticator.admin_password = password("password-of-instructors")
c.Authenticator.allowed_users = {*STUDENTS, *INSTRUCTORS}
c.Authenticator.admin_users = set(INSTRUCTORS)

# Hub and proxy. TLJH: leave this out, it has its own.
c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_port = PORT + 1
c.JupyterHub.db_url = f"sqlite:///{STATE}/hub.sqlite"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie-secret")
PROXY = ROOT / "hub/node_modules/.bin/configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(PROXY)]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
c.ConfigurableHTTPProxy.check_running_interval = 5


def bring_the_seminar(spawner: Any) -> None:
    """Put the pages into a home that has none. TLJH: leave this out, the link of
    nbgitpuller brings them, and later corrections too (README).
    """
    home = STATE / "homes" / spawner.user.name / "seminar"
    for name in ("notebooks", "helpers", "texts"):
        if not (home / name).exists():
            shutil.copytree(ROOT / name, home / name)


# Servers. TLJH: spawner_class and home_dir_template stay its own; memory is
# `sudo tljh-config set limits.memory 1.5G`.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{STATE}/homes/{{username}}"
c.Spawner.pre_spawn_hook = bring_the_seminar
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.default_url = "/lab/tree/seminar/notebooks/index.ipynb"
c.Spawner.args = [
    # a kernel that nobody uses for an hour holds 0.3 GB: what was written is on disk
    "--MappingKernelManager.cull_idle_timeout=3600",
    "--MappingKernelManager.cull_interval=300",
    "--MappingKernelManager.cull_connected=True",
    *(["--allow-root"] if hasattr(os, "getuid") and os.getuid() == 0 else []),
]


# The boards: a service of the hub for each class, and the address of the first for
# every server. Who has several classes says in `board_of` which is whose.
def address(name: str) -> str:
    """Where the board of a class is: on this machine, past the proxy."""
    return f"http://127.0.0.1:{PORT + 4 + list(CLASSES).index(name)}"


def board_of(spawner: Any) -> str:
    """The board of the class of an account, as a name in its server's environment."""
    name = next(iter(CLASSES))
    return f"{address(name)}/services/{name}/"


c.Spawner.environment = {"SEMINAR_BOARD": board_of}
c.JupyterHub.services = [
    {
        "name": name,
        "url": address(name),
        "command": [sys.executable, "-m", "hub.board"],
        "cwd": str(ROOT),
        "environment": {
            "SEMINAR_DATABASE": database or f"sqlite:///{STATE}/{name}.sqlite"
        },
    }
    for name, database in CLASSES.items()
]
# A server that nobody uses for two hours is stopped. TLJH: has one; leave this out.
c.JupyterHub.services += [
    {
        "name": "culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=7200"],
    }
]

# What a token may do. A server's token never may do more than its owner.
c.JupyterHub.custom_scopes = {
    "custom:board:post": {"description": "Write to the board of a class"},
    "custom:board:admin": {"description": "Conduct a class, and delete its board"},
}
IN_CLASS = [f"access:services!service={name}" for name in CLASSES]
c.JupyterHub.load_roles = [
    {
        "name": "student",
        "scopes": ["custom:board:post", *IN_CLASS],
        "users": STUDENTS,
    },
    {
        "name": "instructor",
        "scopes": ["custom:board:admin", *IN_CLASS],
        "users": INSTRUCTORS,
    },
    {
        "name": "server",
        "scopes": [
            "users:activity!user",
            "access:servers!server",
            "custom:board:post",
            "custom:board:admin",
            *IN_CLASS,
        ],
    },
    {
        "name": "culler",
        "scopes": [
            "list:users",
            "read:users:activity",
            "read:servers",
            "delete:servers",
        ],
        "services": ["culler"],
    },
]
