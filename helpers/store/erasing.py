"""What a class has in its folder, deleted; what no one can delete from here, named."""

import pathlib

from helpers.errors import AnswerError
from helpers.store import folders
from helpers.store.answers import FOLDER, SETTINGS, Folder, is_own
from helpers.store.report import Remark
from helpers.validation import validated

_SUFFIXES = (".jsonl", ".json", ".csv", ".md", ".html", ".htm", ".txt")
_ELSEWHERE = (
    "Not reached from here: students’ own files, which are theirs; what was downloaded,"
    " printed or sent round; copies that the computer’s administrator makes; and this"
    " page, if it was saved with what it showed: choose Edit > Clear Outputs of All"
    " Cells, and save it."
)


@validated
def erase(folder: Folder, name: str, typed: str) -> list[Remark]:
    """Delete the answers in the folder of a class, its settings, and the folder if
    nothing else is in it; AnswerError unless its name was typed, and for a folder that
    was not prepared.
    """
    folder = pathlib.Path(folder)
    if typed.strip() != name:
        raise AnswerError(
            f"Nothing is deleted. To delete everything of this class, type its name,"
            f" {name}."
        )
    if not (folder / SETTINGS).is_file():
        raise AnswerError(
            f"Nothing is deleted: {folder} is not the folder of a class, for there is"
            f" no {SETTINGS} in it."
        )
    gone, refused = _unlink([path for path in _paths(folder) if _is_of_class(path)])
    folders.forget()
    if not refused:
        _unlink([folder / SETTINGS])
    left = [path.name for path in _paths(folder) if path.name != SETTINGS]
    if not refused and not left:
        refused = _remove(folder)
    files = "file" if gone == 1 else "files"
    remarks = [Remark("right", f"{gone} {files} of the class are deleted.")]
    if not folder.exists():
        remarks.append(Remark("right", f"The folder {folder} is gone."))
    remarks += [Remark("wrong", words) for words in refused]
    if left and not refused:
        words = f"Left in the folder, since no answers are in it: {', '.join(left)}."
        remarks.append(Remark("unknown", words))
    return [*remarks, Remark("unknown", _ELSEWHERE)]


def _remove(folder: pathlib.Path) -> list[str]:
    """Remove an empty folder; why not, where that cannot be."""
    try:
        folder.rmdir()
    except OSError as error:  # of another account, or mounted
        return [f"The folder {folder} is empty, and stays there ({error.strerror})."]
    return []


def _paths(folder: pathlib.Path) -> list[pathlib.Path]:
    return sorted(folder.iterdir())


def _is_of_class(path: pathlib.Path) -> bool:
    """Whether a file is one that the class has: with answers in it, or a name that was
    taken; never the file of who deletes or of who sat there before, nor one that only
    looks like it.
    """
    if path.parent.resolve() == FOLDER.resolve() and is_own(path.name, "me"):
        return False
    if not folders.plain(path) or path.name == SETTINGS:
        return False
    ours = path.name.startswith((f".{SETTINGS}-", ".tried-"))
    hidden = path.name.startswith(".") and path.suffix == ".jsonl"
    if ours or hidden or (path.suffix == ".jsonl" and not path.stat().st_size):
        return True
    return path.suffix.lower() in _SUFFIXES and bool(folders.read(path).entries)


def _unlink(paths: list[pathlib.Path]) -> tuple[int, list[str]]:
    """Delete files; how many are gone, and of the others why not."""
    refused = []
    for path in paths:
        try:
            path.unlink()
        except OSError as error:
            refused.append(f"{path} could not be deleted ({error.strerror}).")
    return len(paths) - len(refused), refused
