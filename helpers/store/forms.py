"""What a student wrote, as one file: Markdown to hand in, CSV that is safe in a
spreadsheet, or JSON; each is read back as it was kept.
"""

import csv
import io
import json
import re

from helpers.store.answers import checked, entry_of

FORMS = {
    "md": "Markdown, to hand in",
    "csv": "CSV, for a spreadsheet",
    "json": "JSON, for another program",
}
csv.field_size_limit(10**7)
_COLUMNS = ["time", "kind", "key", "round", "form", "value"]
_DATA = (  # no line of an answer can be this one: each stands behind a ">"
    "\n```json answers\n"
)
_READ = {
    "vote": "Vote, 1 to 5",
    "why": "Why",
    "cite": "The sentence",
    "quote": "Its words",
    "mind": "What would change my mind",
}
_FORMULA = tuple(
    "=+-@＝＋－＠\t\r\n'"
)  # what a spreadsheet may take for a formula, and the sign that we put before it


def write(entries, form="md", title="What I wrote", headings=None):
    """Entries as the text of one file; `form` is a key of FORMS, and `headings` gives
    the words over a kind and key.

    >>> entry = {"time": "2026-01-01T10:00:00", "kind": "exercise", "key": "will", "round": 1, "value": "=44"}
    >>> print(write([entry], "csv"))
    "time","kind","key","round","form","value"
    "2026-01-01T10:00:00","exercise","will","1","text","'=44"
    <BLANKLINE>
    """
    if form == "json":
        return json.dumps(entries, ensure_ascii=False, indent=1)
    if form == "csv":
        file = io.StringIO()
        rows = csv.writer(
            file, lineterminator="\n", quoting=csv.QUOTE_ALL
        )  # or a line break of another system would end a row
        rows.writerow(_COLUMNS)
        for entry in entries:
            plain = isinstance(entry["value"], str)
            value = (
                entry["value"]
                if plain
                else json.dumps(entry["value"], ensure_ascii=False)
            )
            cells = [
                entry["time"],
                entry["kind"],
                entry["key"],
                entry["round"],
                "text" if plain else "json",
                value,
            ]
            rows.writerow(
                [
                    f"'{cell}" if str(cell).startswith(_FORMULA) else cell
                    for cell in cells
                ]
            )
        return file.getvalue()
    if form != "md":
        raise ValueError(f"There is no form {form!r}; there are {', '.join(FORMS)}.")
    parts = [f"# {escaped(title)}\n"]
    for entry in entries:
        heading = (headings or {}).get(
            (entry["kind"], entry["key"]), f"{entry['kind']}: {entry['key']}"
        )
        turn = f", round {entry['round']}" if entry["round"] > 1 else ""
        parts.append(
            f"\n## {escaped(heading)}{turn}\n\n*Kept"
            f" {entry['time'][:16].replace('T', ' ')}*\n{_value(entry['value'])}"
        )
    told = (
        "This part is for Restore, which reads it back. What is changed above changes"
        " nothing here."
    )
    # Inside the fence nothing looks like Markdown or HTML, so that no program that
    # shows the file acts on an answer.
    data = json.dumps(entries, ensure_ascii=True, indent=1)
    for sign in "`<>&~":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return (
        f"{''.join(parts)}\n## The same for the machine\n\n{told}\n{_DATA}{data}\n```\n"
    )


def read(content):
    """The entries of a file in any of the forms, or of a file of answers itself, and
    what could not be read: (line, why) pairs.
    """
    content = content.removeprefix("\ufeff")
    if content.split("\n", 1)[0].strip().replace('"', "") == ",".join(
        _COLUMNS
    ):  # a spreadsheet saves without the quotation marks
        return _of_csv(content)
    content = content.replace("\r\n", "\n")
    head, found, data = f"\n{content}".partition(_DATA)
    if found:
        return _of_json(data.partition("\n```")[0], head.count("\n") + 2)
    if content.lstrip().startswith("["):
        return _of_json(content, 1)
    return _of_lines(content)


def escaped(words):
    """Words as they were typed, in Markdown: none of its signs acts, and no HTML.

    >>> escaped("<b>*a*</b>")
    '&lt;b&gt;\\\\*a\\\\*&lt;/b&gt;'
    """
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$:@])", r"\\\1", words)


def _value(value):
    """A value as quoted lines, each name of a dict before what it holds."""
    if not isinstance(value, dict):
        value = {"": value}
    said = ""
    for name, held in value.items():
        if isinstance(held, bool):
            continue  # what only the card asks for
        held = held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)
        lines = "".join(f"> {escaped(line)}  \n" for line in held.splitlines() or [""])
        said += f"\n{escaped(_READ.get(name, name)) + ':' if name else ''}\n\n{lines}"
    return said


def _of_json(content, line):
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        return [], [
            (
                line + getattr(error, "lineno", 1) - 1,
                "this is not JSON as it was written: it was cut short or changed",
            )
        ]
    found = found if isinstance(found, list) else [found]
    entries = [entry for entry in map(checked, found) if entry]
    return entries, [
        (line, f"{len(found) - len(entries)} of {len(found)} entries are no answers")
    ] * (len(entries) < len(found))


def _of_csv(content):
    entries, problems = [], []
    rows = csv.reader(io.StringIO(content, newline=""))
    next(rows)
    try:
        for row in rows:
            cells = dict(zip(_COLUMNS, [cell.removeprefix("'") for cell in row]))
            try:
                value = (
                    json.loads(cells["value"])
                    if cells["form"] == "json"
                    else cells["value"]
                )
                entry = checked(
                    {
                        **{name: cells[name] for name in _COLUMNS[:3]},
                        "round": int(cells["round"]),
                        "value": value,
                    }
                )
            except (ValueError, KeyError, RecursionError):
                entry = None
            if entry and len(row) == len(_COLUMNS):
                entries.append(entry)
            elif row:
                problems.append(
                    (rows.line_num, "this row is no answer as it was written")
                )
    except csv.Error as error:
        problems.append((rows.line_num, f"this is no table with commas ({error})"))
    return entries, problems


def _of_lines(content):
    entries, problems = [], []
    lines = content.split("\n")
    for number, line in enumerate(lines, 1):
        entry = entry_of(line)
        if entry:
            entries.append(entry)
        elif line.strip():
            half = number == len(lines)  # a whole line ends with a line break
            problems.append(
                (
                    number,
                    (
                        "half-written: it may be under way, look again"
                        if half
                        else "no answer can be read here"
                    ),
                )
            )
    return entries, problems
