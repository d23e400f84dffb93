"""The rows of a board in SQLite or PostgreSQL: read by several, written by one thread
that commits together what arrives together.
"""

import concurrent.futures
import json
import queue
import secrets
import threading
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from helpers.store.prepared import MINIMUM

SCHEMA = 1  # of the tables below; another number when they change
_TOGETHER = 200  # acts in one transaction at most
_PATIENCE = 2  # seconds until a database counts as out of reach

_tables = sa.MetaData()
SEMINAR = sa.Table(
    "seminar",
    _tables,
    sa.Column("name", sa.String(40), primary_key=True),  # schema, secret, settings
    sa.Column("value", sa.Text, nullable=False),
)
ENTRY = sa.Table(
    "entry",
    _tables,
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(40), primary_key=True),
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),  # JSON, in ASCII
    sa.Column("time", sa.String(40), nullable=False),
    sa.Column("fixed", sa.Boolean, nullable=False),
)
CONTROL = sa.Table(
    "control",
    _tables,
    sa.Column("prompt", sa.String(200), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

Connection = sa.Connection
Act = Callable[[sa.Connection], Any]


class OtherSchema(Exception):
    """The tables were made by another version of the board."""


class Storage:
    """The database of a board at a URL of SQLAlchemy. It may be out of reach when this
    is made, and at any time after: acts fail then, and later ones are tried anew.
    """

    def __init__(self, url: str) -> None:
        lite = sa.make_url(url).get_backend_name() == "sqlite"
        patience = {"timeout" if lite else "connect_timeout": _PATIENCE}
        self.engine = sa.create_engine(
            url,
            pool_pre_ping=not lite,
            pool_timeout=_PATIENCE,
            connect_args=patience,
        )
        if lite:
            sa.event.listen(self.engine, "connect", _transactions_by_hand)
            sa.event.listen(self.engine, "begin", _begin)
        self._made = False
        self._waiting: queue.SimpleQueue = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()

    def read(self, act: Act) -> Any:
        """What an act that changes nothing gives."""
        self._make()
        with self.engine.connect() as connection:
            return act(connection)

    def write(self, act: Act) -> concurrent.futures.Future:
        """Have the writer act, and return what it will give once that is on the disk;
        an act that raises has changed nothing.
        """
        result: concurrent.futures.Future = concurrent.futures.Future()
        self._waiting.put((act, result))
        return result

    def close(self) -> None:
        """End when all that was asked for is written."""
        self._waiting.put(None)
        self._writer.join()
        self.engine.dispose()

    def _write(self) -> None:
        while (asked := self._together())[-1] is not None:
            self._commit(asked)
        self._commit(asked[:-1])

    def _together(self) -> list:
        """What is asked for now, up to the word to end: at least one act."""
        asked = [self._waiting.get()]
        while asked[-1] is not None and len(asked) < _TOGETHER:
            try:
                asked.append(self._waiting.get_nowait())
            except queue.Empty:
                break
        return asked

    def _commit(self, asked: list) -> None:
        # from here on who asked cannot take it back
        asked = [(act, r) for act, r in asked if r.set_running_or_notify_cancel()]
        given: list[tuple[concurrent.futures.Future, Any]] = []
        refused: list[tuple[concurrent.futures.Future, Exception]] = []
        try:
            self._make()
            with self.engine.begin() as connection:
                for act, result in asked:
                    try:
                        with connection.begin_nested():
                            value = act(connection)
                        given.append((result, value))
                    except Exception as error:
                        refused.append((result, error))
        except Exception as error:  # nothing of all this was written
            for _, result in asked:
                result.set_exception(error)
            return
        for result, value in given:
            result.set_result(value)
        for result, refusal in refused:
            result.set_exception(refusal)

    def _make(self) -> None:
        """Make the tables where there are none yet; OtherSchema where they are not
        ours to use.
        """
        if self._made:
            return
        with self.engine.begin() as connection:
            _tables.create_all(connection)
            schema = get(connection, "schema")
            if schema is None:
                begin(connection)
            elif schema != SCHEMA:
                raise OtherSchema(f"schema {schema}, and wanted is {SCHEMA}")
        self._made = True

    def clean(self) -> None:
        """Have SQLite write its file anew, without what was deleted, and empty its log;
        PostgreSQL takes a dropped table from the disk by itself.
        """
        if self.engine.dialect.name != "sqlite":
            return
        connection = self.engine.raw_connection()
        cursor = connection.cursor()
        try:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _transactions_by_hand(connection: Any, _: Any) -> None:
    """What was acknowledged is on the disk, and what was deleted is not; a transaction
    begins where SQLAlchemy says so, and holds changes of tables too.
    """
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def forget(connection: sa.Connection) -> None:
    """Delete all rows and the secret, and begin another class."""
    _tables.drop_all(connection)
    _tables.create_all(connection)
    begin(connection)


def begin(connection: sa.Connection) -> None:
    """A class without answers, with a secret and a key of its own."""
    put(connection, SEMINAR, {"name": "schema"}, {"value": json.dumps(SCHEMA)})
    set_to(connection, "secret", secrets.token_hex(32))
    settings = {"minimum": MINIMUM, "delete_on": "", "rehearsal": False}
    set_to(connection, "settings", settings | {"class": secrets.token_hex(8)})


def get(connection: sa.Connection, name: str) -> Any:
    """What stands under a name, or None."""
    query = sa.select(SEMINAR.c.value).where(SEMINAR.c.name == name)
    value = connection.execute(query).scalar()
    return None if value is None else json.loads(value)


def set_to(connection: sa.Connection, name: str, value: Any) -> None:
    """Write a value under a name."""
    put(connection, SEMINAR, {"name": name}, {"value": json.dumps(value)})


def put(connection: sa.Connection, table: sa.Table, key: dict, values: dict) -> None:
    """Write a row, in the place of another with its key."""
    insert = _INSERT[connection.dialect.name](table).values(**key, **values)
    connection.execute(
        insert.on_conflict_do_update(index_elements=list(key), set_=values)
    )
