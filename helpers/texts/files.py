"""Files beside the texts, read once for as long as they stay the same: front matter,
YAML in which a citation stays a citation, tables with commas.
"""

import csv
import functools
import io
import pathlib
import re
from collections.abc import Callable
from typing import Any, TypeVar

from helpers import cite
from helpers.errors import TextError

FOLDER = pathlib.Path(__file__).parent.parent.parent / "texts"

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", re.DOTALL)
#: YAML that means what it says: importing PyYAML takes longer than reading both texts.
_PLAIN = re.compile(
    r"""([A-Za-z]\w*(?: \w+)*): (?:"([^"\\]+)"|(\w(?:[^:#\n]|:(?=\w)|(?<=\w)#)*))"""
)
_YEAR = re.compile(r"-?\d{1,6}")
_T = TypeVar("_T")


def once(make: Callable[[pathlib.Path], _T]) -> Callable[[pathlib.Path], _T]:
    """What a function makes of a file, made once while the file stays the same."""

    @functools.lru_cache(maxsize=256)
    def kept(path: pathlib.Path, changed: int, size: int) -> _T:
        return make(path)

    @functools.wraps(make)
    def of(path: pathlib.Path) -> _T:
        state = path.stat()
        return kept(path, state.st_mtime_ns, state.st_size)

    return of


def read(path: pathlib.Path) -> str:
    """The file's characters: UTF-8 with or without a byte order mark, any line ends."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TextError(
            f"{path.name}, line {line}: the byte {data[error.start]:#04x} is not UTF-8."
            " Save the file again as UTF-8."
        ) from None


def front_matter(content: str, where: str) -> tuple[dict[str, Any], str, int]:
    """The front matter as a dict of strings, the rest, and the line on which the rest
    begins.
    """
    match = _FRONT.match(content)
    if not match:
        raise TextError(
            f"{where}, line 1: no front matter. Begin the file with a line ---, then"
            " id, title and year, each on a line, then a line ---."
        )
    lines = match.group(1) or ""
    plain = [_PLAIN.fullmatch(line.rstrip()) for line in lines.splitlines()]
    front: Any = {m[1]: m[2] or m[3] for m in plain if m}
    if not all(plain):
        front = parse_yaml(lines, where, first_line=2)
    if not isinstance(front, dict):
        raise TextError(
            f"{where}, line 2: the front matter is not a list of `name: value` lines."
            " Write id, title and year so."
        )
    _refuse_unnamed(front, where)
    return front, content[match.end() :], content.count("\n", 0, match.end()) + 1


def _refuse_unnamed(front: dict[str, Any], where: str) -> None:
    for key in ("id", "title", "year"):
        if not isinstance(front.get(key), str) or not front[key].strip():
            raise TextError(
                f"{where}: the front matter has no {key}. Add a line `{key}: …`."
            )
    if not cite.ID.fullmatch(front["id"]):
        raise TextError(
            f"{where}: the id {front['id']!r} cannot stand in a citation. Use letters,"
            " figures and hyphens."
        )
    if not _YEAR.fullmatch(front["year"]):
        raise TextError(
            f"{where}: the year {front['year']!r} is not a number. Write the year in"
            " figures."
        )


def parse_yaml(content: str, where: str, first_line: int = 1) -> Any:
    """YAML with every plain scalar kept as a string: otherwise 1906:12 is read as the
    number 114372, and `no` as false.
    """
    import yaml

    try:
        return yaml.load(content, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + first_line if mark else first_line
        problem = getattr(error, "problem", None) or "cannot be read"
        raise TextError(
            f"{where}, line {line}: not valid YAML ({problem}). Put quotation marks"
            " round a value that holds a colon."
        ) from None


@once
def _yaml(path: pathlib.Path) -> Any:
    return parse_yaml(read(path), path.name)


def listed(name: str) -> Any:
    """What a YAML file of texts/ holds, such as "families.yml".

    The first lines of the file say what belongs there.
    """
    return _yaml(FOLDER / name)


@once
def _rows(path: pathlib.Path) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(read(path), newline=""), strict=True)
    try:
        return [_whole_row(row, path.name, rows.line_num) for row in rows]
    except csv.Error as error:
        raise TextError(
            f"{path.name}, line {rows.line_num}: not a table with commas between the"
            f" columns ({error}). Save it again so."
        ) from None


def _whole_row(row: dict[Any, Any], name: str, line: int) -> dict[str, str]:
    if None in row or None in row.values():
        raise TextError(
            f"{name}, line {line}: not a table with commas between the columns (this"
            " row has more cells, or fewer, than the first line). Save it again so."
        )
    return row


def table(name: str, wanted: list[str], folder: pathlib.Path) -> list[dict[str, str]]:
    """The rows of a table beside the texts, each a dict of strings; none where the file
    is not there. The first line must name the `wanted` columns.
    """
    path = folder / name
    if not path.exists():
        return []
    rows = _rows(path)
    lacking = [column for column in wanted if rows and column not in rows[0]]
    if lacking:
        raise TextError(
            f"{name}: the first line has no column {', '.join(lacking)}. It must name"
            f" {', '.join(wanted)}."
        )
    return rows
