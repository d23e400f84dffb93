"""What was made ready for a class, in sentences: where it is, whether other accounts
can use it as far as one account can tell, and until when it is kept.
"""

import datetime
import os
import pathlib
import secrets
import shlex
import stat
from typing import Literal, NamedTuple

from helpers.store.prepared import (
    OPEN,
    SETTINGS,
    Typed,
    exists,
    is_private,
    place,
    plain,
    settings,
)
from helpers.validation import validated

_GUEST = stat.S_IROTH | stat.S_IWOTH | stat.S_IXOTH

_BY_MODES = "By its modes every account of this computer can use it."
_NOT_TRIED = (
    "One account cannot try what another can do. Where each student has a computer or a"
    " container of their own, the folder must be a volume that all of them mount. Have"
    " a second account join and vote before the class."
)


class Remark(NamedTuple):
    """A sentence on a folder: what is right, what is to be mended, or what could not
    be tried; `command` is a line for an administrator, or nothing.
    """

    state: Literal["right", "wrong", "unknown"]
    words: str
    command: str = ""


_PRIVATE = Remark("right", "It is private: only this account can open it.")


@validated
def report(folder: Typed) -> list[Remark]:
    """What `prepare` made of a folder, as it stands now.

    >>> report("/no/such/folder")[0].words
    'There is no folder /no/such/folder. Prepare it first.'
    """
    where = place(folder)
    if not exists(where):
        return [Remark("wrong", f"There is no folder {where}. Prepare it first.")]
    return [
        Remark("right", f"The folder is {where}{_owner(where)}."),
        _of_writing(where),
        *([_PRIVATE] if is_private(where) else _of_others(where)),
        *_of_files(where),
        _of_the_day(settings(where)["delete_on"]),
    ]


def _owner(where: pathlib.Path) -> str:
    try:
        return f", of the account {where.owner()}"
    except (OSError, KeyError, NotImplementedError):
        return ""


def _of_writing(where: pathlib.Path) -> Remark:
    """Whether this account can write a file there and take it away again."""
    tried = where / f".tried-{secrets.token_hex(4)}"
    try:
        tried.write_text("tried", encoding="utf-8")
        tried.unlink()
    except OSError as error:
        why = error.strerror
        return Remark("wrong", f"This account cannot write there ({why}).")
    return Remark("right", "This account can write there: tried with a file.")


def _of_others(where: pathlib.Path) -> list[Remark]:
    """Whether the accounts of others may go there, read and write, by the modes."""
    if os.name != "posix":
        words = "This system does not say whether other accounts can write there."
        return [Remark("unknown", f"{words} Have a second account join and vote.")]
    wrong, orders = [], []
    for each in reversed([each for each in where.parents if not _passes(each)]):
        wrong.append(f"Other accounts cannot come to it: {each} is closed to them.")
        orders.append(f"chmod o+x {shlex.quote(str(each))}")
    mode = _mode(where)
    if mode & _GUEST != _GUEST:
        wrong.append("Other accounts cannot write there, and would not be counted.")
    elif not mode & stat.S_ISVTX:
        wrong.append("Other accounts can also delete each other’s files there.")
    if mode & OPEN != OPEN:
        orders.append(f"chmod {OPEN:o} {shlex.quote(str(where))}")
    if not orders:
        return [Remark("right", _BY_MODES), Remark("unknown", _NOT_TRIED)]
    command = " && ".join(orders)
    ask = "The line for your administrator, if you may not say it yourself:"
    wrong.append(f"{ask} {command}")
    return [Remark("wrong", words, command) for words in wrong]


def _passes(folder: pathlib.Path) -> bool:
    return bool(_mode(folder) & stat.S_IXOTH)


def _mode(path: pathlib.Path) -> int:
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _of_files(where: pathlib.Path) -> list[Remark]:
    """Files that are closed to this account, and settings that are not its own."""
    remarks = []
    paths = [path for path in where.iterdir() if path.name[0] != "." and plain(path)]
    shut = sum(not os.access(path, os.R_OK) for path in paths)
    if shut:
        words = (
            f"{shut} {'file' if shut == 1 else 'files'} there cannot be read from this"
            " account. What their writers keep next opens them."
        )
        remarks.append(Remark("wrong", words))
    if not (where / SETTINGS).exists():
        words = f"It is not prepared: {SETTINGS} is missing in it."
        remarks.append(Remark("wrong", words))
    return remarks


def _of_the_day(delete_on: str) -> Remark:
    try:
        day = datetime.date.fromisoformat(delete_on)
    except ValueError:
        words = "No day of deletion is set. Write one, as 2027-02-01."
        return Remark(
            "wrong", f"{words} Members read on their cards that it is missing."
        )
    if day < datetime.date.today():
        words = f"The day of deletion, {delete_on}, is past. Write one to come."
        return Remark("wrong", words)
    return Remark("right", f"It is to be deleted on {delete_on}.")
