"""What a student wrote, as one file: Markdown, CSV that is safe in a spreadsheet, or
JSON; each is read back as it was kept, and so is the page that
`helpers.discussion.handed_in` makes.
"""

import csv
import html
import io
import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from helpers.store.answers import LABEL
from helpers.store.entries import Entry, checked, entry_of, whole
from helpers.validation import validated

FORMS = {
    "md": "Markdown, for a text editor",
    "csv": "CSV, for a spreadsheet",
    "json": "JSON, for another program",
}
Form = Literal["md", "csv", "json"]
Problems = list[tuple[int, str]]
csv.field_size_limit(10**7)
_COLUMNS = ["time", "kind", "key", "round", "form", "value"]
_DATA = (  # no line of an answer can be this one: each stands behind a ">"
    "\n```json answers\n"
)
#: Of a page: the attribute of a section that has the answers shown there.
CARRIES = "data-answers"
# Only what we wrote: in what was typed no < and no quotation mark stands as it is.
_CARRIED = re.compile(rf'<section\b[^<>]*? {CARRIES}="([^"]*)"')
_READ = {
    "vote": "Vote, 1 to 5",
    "why": "Why",
    "cite": "The sentence",
    "quote": "Its words",
    "abstain": "My vote",
    "mind": "What would change my mind",
}
_BEGINS = re.compile(r'\{\s*"')  # what may be an entry in a list that is damaged
_MOST_TORN = 100  # places after which a file is given up: it is none of ours
_entry_at = json.JSONDecoder()
_FORMULA = tuple(
    "=+-@＝＋－＠\t\r\n'"
)  # what a spreadsheet may take for a formula, and the sign that we put before it


@validated
def write(
    entries: list[dict],
    form: Form = "md",
    title: str = "What I wrote",
    headings: dict | None = None,
) -> str:
    """Entries as the text of one file; `form` is a key of FORMS, and `headings` gives
    the words over a kind and key.

    >>> entry = {"time": "2026-01-01T10:00:00", "kind": "exercise", "key": "will"}
    >>> print(write([entry | {"round": 1, "value": "=44"}], "csv"))
    "time","kind","key","round","form","value"
    "2026-01-01T10:00:00","exercise","will","1","text","'=44"
    <BLANKLINE>
    """
    if form == "json":
        return _json(entries, indent=1)
    if form == "csv":
        return _as_csv(entries)
    return _as_markdown(entries, title, headings or {})


def _json(value: Any, **how: Any) -> str:
    """JSON that a page can show: halves of characters stand in it as escapes."""
    written = json.dumps(value, ensure_ascii=False, **how)
    return written if whole(written) == written else json.dumps(value, **how)


def _as_csv(entries: list[Entry]) -> str:
    file = io.StringIO()
    # quoted all: or a line break of another system would end a row
    rows = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    rows.writerow(_COLUMNS)
    for entry in entries:
        value = entry["value"]
        plain = isinstance(value, str) and whole(value) == value
        cells = [
            *(whole(entry[name]) for name in ("time", "kind", "key")),
            entry["round"],
            "text" if plain else "json",
            value if plain else _json(value),
        ]
        rows.writerow(map(_guarded, cells))
    return file.getvalue()


def _guarded(cell: Any) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> _guarded("=1+1"), _guarded("＝1"), _guarded(1)
    ("'=1+1", "'＝1", '1')
    """
    return f"'{cell}" if str(cell).startswith(_FORMULA) else str(cell)


def _as_markdown(
    entries: list[Entry], title: str, headings: Mapping[tuple[str, str], str]
) -> str:
    parts = [f"# {escaped(title)}\n"]
    for entry in entries:
        kind, key = entry["kind"], entry["key"]
        if kind == LABEL:  # it stands over its answer
            continue
        heading = headings.get((kind, key), f"{kind}: {key}")
        turn = f", round {entry['round']}" if entry["round"] > 1 else ""
        time = entry["time"][:16].replace("T", " ")
        body = _value(entry["value"])
        parts.append(f"\n## {escaped(heading)}{turn}\n\n*Kept {time}*\n{body}")
    note = (
        "This part is for Restore, which reads it back. What is changed above changes"
        " nothing here."
    )
    # Inside the fence nothing looks like Markdown or HTML, so that no program that
    # shows the file acts on an answer.
    data = _harmless(json.dumps(entries, ensure_ascii=True, indent=1))
    above = whole("".join(parts))
    return f"{above}\n## The same for the machine\n\n{note}\n{_DATA}{data}\n```\n"


def _harmless(data: str) -> str:
    """JSON in ASCII without a sign that acts in Markdown or HTML."""
    for sign in "`<>&~":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return data


@validated
def carried(entries: list[dict]) -> str:
    """Entries as the value of an attribute of a page, `CARRIES`; `read` takes them back
    from there.
    """
    return _harmless(json.dumps(entries, ensure_ascii=True))


@validated
def read(content: str) -> tuple[list[Entry], Problems]:
    """The entries of a file in any of the forms, or of a file of answers itself, and
    what could not be read: (line, why) pairs.
    """
    content = content.removeprefix("\ufeff")
    # a spreadsheet saves without the quotation marks
    if content.split("\n", 1)[0].strip().replace('"', "") == ",".join(_COLUMNS):
        return _of_csv(content)
    content = content.replace("\r\n", "\n")
    if content.lstrip()[:9].lower().startswith(("<!doctype", "<html")):
        return _of_page(content)
    head, fence, data = f"\n{content}".partition(_DATA)
    if fence:
        return _of_json(data.partition("\n```")[0], head.count("\n") + 2)
    if content.lstrip().startswith("["):
        return _of_json(content, 1)
    return _of_lines(content)


@validated
def escaped(words: str) -> str:
    """Words as they were typed, in Markdown: none of its signs acts, and no HTML.

    >>> escaped("<b>*a*</b>")
    '&lt;b&gt;\\\\*a\\\\*&lt;/b&gt;'
    """
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$:@])", r"\\\1", words)


def _value(value: Any) -> str:
    """A value as quoted lines, each name of a dict before what it holds."""
    if not isinstance(value, dict):
        value = {"": value}
    quoted = ""
    for name, held in value.items():
        if name == "abstain" and held is True:
            held = "I give no answer."
        if isinstance(held, bool):
            continue  # what only the card asks for
        held = held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)
        lines = "".join(f"> {escaped(line)}  \n" for line in held.splitlines() or [""])
        label = f"{escaped(_READ.get(name, name))}:" if name else ""
        quoted += f"\n{label}\n\n{lines}"
    return quoted


def _of_json(content: str, line: int) -> tuple[list[Entry], Problems]:
    try:
        items = json.loads(content)
    except (ValueError, RecursionError) as error:
        where = line + getattr(error, "lineno", 1) - 1
        what = "this is not JSON as it was written: it was cut short or changed"
        return _whole_ones(content), [(where, what)]
    items = items if isinstance(items, list) else [items]
    entries = [entry for entry in map(checked, items) if entry]
    if len(entries) == len(items):
        return entries, []
    wrong = len(items) - len(entries)
    return entries, [(line, f"{wrong} of {len(items)} entries are no answers")]


def _whole_ones(content: str) -> list[Entry]:
    """The entries of a damaged list that are still whole, wherever they stand."""
    entries: list[Entry] = []
    at = torn = 0
    while torn < _MOST_TORN and (begin := _BEGINS.search(content, at)):
        try:
            item, at = _entry_at.raw_decode(content, begin.start())
        except (ValueError, RecursionError) as error:
            at, torn = max(begin.end(), getattr(error, "pos", 0)), torn + 1
            continue
        entries += filter(None, [checked(item)])
    return entries


def _of_page(content: str) -> tuple[list[Entry], Problems]:
    entries: list[Entry] = []
    problems: Problems = []
    line, at = 1, 0
    for section in _CARRIED.finditer(content):
        line, at = line + content.count("\n", at, section.start()), section.start()
        several, wrong = _of_json(html.unescape(section[1]), line)
        entries += several
        problems += wrong
    if "</html>" not in content.lower():
        last = content.count("\n") + 1
        problems.append((last, "the page ends in the middle; what came after is lost"))
    if not entries and not problems:
        what = (
            "no answers stand in this page: another program saved it, or nothing was"
            " written yet"
        )
        problems.append((1, what))
    return entries, problems


def _of_csv(content: str) -> tuple[list[Entry], Problems]:
    entries: list[Entry] = []
    problems: Problems = []
    rows = csv.reader(io.StringIO(content, newline=""))
    next(rows)
    try:
        for row in rows:
            if entry := _of_row(row):
                entries.append(entry)
            elif row:
                what = "this row is no answer as it was written"
                problems.append((rows.line_num, what))
    except csv.Error as error:
        problems.append((rows.line_num, f"this is no table with commas ({error})"))
    return entries, problems


def _of_row(row: list[str]) -> Entry | None:
    if len(row) != len(_COLUMNS):
        return None
    cells = dict(zip(_COLUMNS, [cell.removeprefix("'") for cell in row]))
    value: Any = cells["value"]
    try:
        return checked(
            {
                **{name: cells[name] for name in _COLUMNS[:3]},
                "round": int(cells["round"]),
                "value": json.loads(value) if cells["form"] == "json" else value,
            }
        )
    except (ValueError, RecursionError):
        return None


def _of_lines(content: str) -> tuple[list[Entry], Problems]:
    entries: list[Entry] = []
    problems: Problems = []
    lines = content.split("\n")
    for number, line in enumerate(lines, 1):
        if entry := entry_of(line):
            entries.append(entry)
        elif line.strip():
            half = number == len(lines)  # a whole line ends with a line break
            what = (
                "half-written: it may be under way, look again"
                if half
                else "no answer can be read here"
            )
            problems.append((number, what))
    return entries, problems
