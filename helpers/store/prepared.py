"""What was set for the folder of a class: how many it takes to show anything, until
when it is kept, and how each vote is conducted.
"""

import datetime
import json
import os
import pathlib
import secrets
from typing import Annotated, Any

from helpers.errors import AnswerError, SeminarError
from helpers.store.answers import SETTINGS, Folder, set_mode
from helpers.validation import Wrong, validated

MINIMUM = 5  # people below whom nothing of a class is shown
LEAST = 3  # people in the smallest group that is shown
#: What a class's folder may be for all accounts, whatever the umask of who writes:
#: each may add a file, and take away none but its own; each may read the files.
OPEN, READABLE = 0o1777, 0o644
# resolved: a notebook imports the library by a path that leads through `..`
_ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def _typed(value: object) -> Any:
    if isinstance(value, str | os.PathLike):
        return value
    raise Wrong("the folder in quotation marks, as your instructor gave it")


Typed = Annotated[str | os.PathLike[str], _typed]


def place(folder: str | os.PathLike[str]) -> pathlib.Path:
    """The folder that was typed, perhaps between quotation marks, as the whole path;
    AnswerError where nothing was typed.
    """
    typed = str(folder).strip().strip("\"'").strip()
    if not typed:
        raise AnswerError(
            "Write the folder of your class in the box, as your instructor gave it."
        )
    try:
        return pathlib.Path(typed).expanduser().resolve()
    except (OSError, ValueError, RuntimeError):  # no name of a folder here
        return pathlib.Path(typed)


def _a_minimum(value: object) -> int | None:
    if value is None or (type(value) is int and LEAST <= value <= 1_000_000):
        return value
    raise SeminarError(
        f"The minimum is a whole number of people from {LEAST}: in a smaller group"
        " everyone can be guessed."
    )


def _a_day(value: object) -> str:
    try:
        return str(value) and datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise SeminarError(
            f"“{str(value)[:60]}” is no day. Write the day on which you will delete the"
            " folder as 2027-02-01."
        ) from None


@validated
def prepare(
    folder: Typed,
    minimum: Annotated[int | None, _a_minimum] = None,
    delete_on: Annotated[str | datetime.date, _a_day] = "",
    rehearsal: bool = False,
    private: bool = False,
) -> pathlib.Path:
    """Make a folder ready for a class: how many it takes to show anything, and the day
    on which you will delete it; returns the folder. All accounts may write to it, or,
    if it is `private`, for files that were handed in, only yours.

    What is not given stays as it was set before. SeminarError for a minimum below
    three, for a day not written as 2027-02-01, and for a path that has a slip in it or
    leads into the pages. What came of it `helpers.store.report` says.
    """
    where = place(folder)
    _refuse_slips(where)
    known = settings(where)
    private = private or is_private(where)
    written = {
        "minimum": known["minimum"] if minimum is None else minimum,
        "delete_on": delete_on or known["delete_on"],
        "rehearsal": bool(rehearsal or known["rehearsal"]),
        # which class this is: the next one may have a folder of the same name
        "class": known["class"] or secrets.token_hex(8),
    }
    more = {"prompts": controls(where), "private": private}
    written |= {name: value for name, value in more.items() if value}
    try:
        where.mkdir(exist_ok=True)
        if not rehearsal:  # which is for one person, and may be anywhere
            set_mode(where, 0o700 if private else OPEN)
        _write(where, written)
    except (OSError, ValueError) as error:
        raise _takes_nothing(where, error) from error
    return where


def _takes_nothing(folder: pathlib.Path, error: Exception) -> AnswerError:
    if isinstance(error, FileExistsError):
        return AnswerError(
            f"{str(folder)[:200]} is a file, and a class needs a folder. Write the path"
            " of one, or of one that is to be made."
        )
    why = getattr(error, "strerror", error)
    return AnswerError(
        f"The folder {str(folder)[:200]} takes no file ({why}). Choose"
        " one that the whole class may write to."
    )


def is_private(folder: pathlib.Path) -> bool:
    """Whether a folder was made ready for one account alone."""
    return _written(folder).get("private") is True


def refuse_pages(where: pathlib.Path) -> None:
    """AnswerError for a folder among the pages, which are given on."""
    pages = _ROOT / "notebooks"
    if pages in where.parents or where == pages:
        raise AnswerError(
            f"The folder would stand among the pages, in {pages}. Write the whole path"
            f" of one outside, such as {_ROOT.parent / where.name}."
        )


def _refuse_slips(where: pathlib.Path) -> None:
    """AnswerError for a folder that no one would find: it leads through one that is
    not there, or into the pages themselves.
    """
    refuse_pages(where)
    if not exists(where.parent):
        near = next((each for each in where.parents if exists(each)), where)
        raise AnswerError(
            f"There is no folder {str(where.parent)[:200]} in which “{where.name[:60]}”"
            f" could be made; {str(near)[:200]} is there. Look for a slip in the path,"
            " or make that folder first."
        )


def _write(folder: pathlib.Path, written: dict[str, Any]) -> None:
    """Put settings in the place of those before, at once: members read at any moment,
    and whatever the umask of who writes, they may.
    """
    made = folder / f".{SETTINGS}-{secrets.token_hex(4)}"
    try:
        made.write_text(json.dumps(written), encoding="utf-8")
        set_mode(made, READABLE)
        made.replace(folder / SETTINGS)
    finally:
        made.unlink(missing_ok=True)


@validated
def set_control(folder: Folder, prompt_id: str, control: dict) -> None:
    """Write how the vote on a prompt is conducted; AnswerError where the file of
    settings is not ours to change.
    """
    where = pathlib.Path(folder)
    prompts = controls(where) | {prompt_id: control}
    try:
        _write(where, _written(where) | {"prompts": prompts})
    except OSError as error:
        raise AnswerError(
            f"This could not be set ({error.strerror}): {SETTINGS} in the folder of the"
            " class is written by the account that prepared it. Open this page there."
        ) from error


@validated
def controls(folder: Folder | None) -> dict[str, dict]:
    """How the vote on each prompt is conducted in a folder, by the id of the prompt, as
    it was written; `helpers.discussion.conduct` says what is in it.
    """
    prompts = _written(folder).get("prompts")
    prompts = prompts if isinstance(prompts, dict) else {}
    return {key: each for key, each in prompts.items() if isinstance(each, dict)}


def _written(folder: Folder | None) -> dict[str, Any]:
    """What stands in the file of settings; whoever may write to the folder may have
    spoilt it.
    """
    if folder is None:
        return {}
    try:
        path = pathlib.Path(folder) / SETTINGS
        written = json.loads(path.read_text(encoding="utf-8")) if plain(path) else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return written if isinstance(written, dict) else {}


@validated
def settings(folder: Folder | None) -> dict[str, Any]:
    """What `prepare` set for a folder: minimum, delete_on, rehearsal, class; the usual
    ones where it set nothing, or for None.

    >>> settings(None)
    {'minimum': 5, 'delete_on': '', 'rehearsal': False, 'class': ''}
    """
    known: dict[str, Any] = {"minimum": MINIMUM, "delete_on": ""}
    known |= {"rehearsal": False, "class": ""}
    written = _written(folder)
    known |= {
        name: written[name]
        for name in known
        if type(written.get(name)) is type(known[name])
    }
    # whoever may write to the folder may have changed the file
    return known | {"minimum": max(LEAST, known["minimum"])}


def exists(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder is there; what is too long to be a name is not."""
    try:
        return pathlib.Path(folder).is_dir()
    except (OSError, ValueError):
        return False


def plain(path: pathlib.Path) -> bool:
    """Whether a path is a file and no link: a link would lead out of the folder, and
    a pipe would never end.
    """
    return path.is_file() and not path.is_symlink()
