"""How long the core of each session takes, and each plan: `python -m tools.minutes`.

The minutes of a round are those of reading, its prose and the passages that it asks to
read, and those that its tools are given. Passages stand in the metadata of a cell as
`reads`, a list of citations, minutes of a tool in that of its cell as `minutes`.

A plan is a table with minutes in its columns. The metadata of its cell say as `asks`
what each row asks for: steps of `STEPS`, rounds (3, or 5/3 of another session), what a
recipe for a class has to be done before it, by the id of its cell, and, to be read, a
text by its id, "core" or a page by its name; and as `session` whose rounds they are.
"""

import pathlib
import re
from typing import Any, NamedTuple

import nbformat

from helpers import cite, texts
from helpers.segments import tokenise
from tools.pages import NOTEBOOKS

#: Words a minute: a first reader, and one who reads in a second language.
SPEEDS = 200, 130
END = "*The core ends here"
#: Words of the reasons of a class of 24, each with its sentence, as a trial had them.
SEEN = 1_300
#: Minutes of what is no reading, by its name in `asks`.
STEPS = {
    "open": 1,  # the page, from a link or a list of files
    "run": 2,  # Run All Cells, and wait for the first tools
    "join": 1,  # type a folder, press Join
    "think": 2,
    "vote": 1,
    "why": 5,  # write a reason and cite a sentence
    "see": SEEN / SPEEDS[0],
    "discuss": 6,
    "again": 1,
    "changed": 3,
    "debriefing": 5,
    "download": 2,
}
#: One vote from its question to what changed, its passages read before.
VOTE = ("think", "vote", "why", "see", "discuss", "again", "changed")
#: Answers, hints and quizzes are opened by whoever has the time.
_FOLDED = re.compile(
    r"<details><summary>(?!What it shows).*?</details>", re.DOTALL | re.IGNORECASE
)
_ROUND = re.compile(r"^## (.+?)(?: \((?:core, )?(\d+) minutes?\))?$", re.MULTILINE)
_TIMED = re.compile(r"\d|Minutes$")  # the head of a column of minutes
_BEFORE = re.compile(r"^\| (\d+) \| Before", re.MULTILINE)  # a step of a recipe
_TABLE = re.compile(r"(?:^\|.*\n?)+", re.MULTILINE)


class Round(NamedTuple):
    """A round of a core: the `stated` minutes of its heading, words of its `prose` and
    `passages`, minutes of its `tools`, and how many guesses and `answers` it asks for.
    """

    title: str
    stated: int
    prose: int
    passages: int
    tools: float
    guesses: int
    answers: int

    def minutes(self, speed: int = SPEEDS[0]) -> float:
        """Minutes at this many words a minute.

        >>> Round("1", 5, 300, 100, 2, 0, 0).minutes(200)
        4.0
        """
        return (self.prose + self.passages) / speed + self.tools


def core(notebook: Any) -> list[Round]:
    """The rounds of a session's core; what stands before the first is one too."""
    for number, cell in enumerate(notebook.cells):
        if END in cell.source:
            return rounds(notebook.cells[: number + 1])
    return []


def rounds(cells: list[Any]) -> list[Round]:
    """The rounds, or parts under a heading, of some cells of a page."""
    several = [Round("Opening", 0, 0, 0, 0, 0, 0)]
    for cell in cells:
        if cell.cell_type == "markdown" and (heading := _ROUND.search(cell.source)):
            several.append(Round(heading[1], int(heading[2] or 0), 0, 0, 0, 0, 0))
        several[-1] = _with(several[-1], cell)
    return several


def _with(before, cell):
    """A round and one more of its cells."""
    markdown = cell.cell_type == "markdown"
    prose = cite.unlinked(_FOLDED.sub("", cell.source)) if markdown else ""
    read = cell.metadata.get("reads", [])
    return before._replace(
        prose=before.prose + len(tokenise(prose)),
        passages=before.passages + sum(len(tokenise(texts.passage(c))) for c in read),
        tools=before.tools + cell.metadata.get("minutes", 0),
        guesses=before.guesses + (not markdown and "widgets.Guess(" in cell.source),
        answers=before.answers + (not markdown and "widgets.Exercise(" in cell.source),
    )


class Row(NamedTuple):
    """A row of a plan: the `stated` minutes of each column, what it `asks`, and how
    many `minutes` that takes.
    """

    stated: dict[str, int]
    asks: list[str]
    minutes: float


def plans(notebook: Any) -> list[list[Row]]:
    """The plans of a page, each as its rows."""
    return [_plan(cell) for cell in notebook.cells if "asks" in cell.metadata]


def _plan(cell: Any) -> list[Row]:
    """The rows of the one table of a cell that says what they ask for."""
    (table,) = _TABLE.findall(cell.source)
    head, _, *rows = (
        [part.strip() for part in line.strip("|").split("|")]
        for line in table.strip().splitlines()
    )
    session = cell.metadata.get("session", "")
    made = []
    for row, asks in zip(rows, cell.metadata["asks"], strict=True):
        columns = [pair for pair in zip(head, row) if _TIMED.match(pair[0])]
        stated = {name: int(n) for name, n in columns if n.isdecimal()}
        needed = sum(needs(each, session) for each in asks)
        made.append(Row(stated, asks, needed))
    return made


def needs(asked: str, session: str = "") -> float:
    """The minutes of a step, of a round of a session, of a text or of a page.

    >>> needs("download"), needs("whole vote"), round(needs("1906"))
    (2, 24.5, 14)
    """
    if asked == "whole vote":
        return sum(map(needs, VOTE))
    if asked in STEPS:
        return STEPS[asked]
    if asked.startswith("recipe-"):
        return before(asked)
    speed = SPEEDS[0]
    if asked == "core":
        return sum(len(tokenise(p.text)) for p in texts.load("1936").core) / speed
    session, _, number = asked.rpartition("/") if "/" in asked else (session, "", asked)
    if number.isdecimal() and len(number) < 3:
        path = next(NOTEBOOKS.glob(f"{session}-*.ipynb"))
        named = f"Round {number}."
        every = rounds(nbformat.read(path, as_version=4).cells)
        return next(r.stated or r.minutes() for r in every if r.title.startswith(named))
    if (path := NOTEBOOKS / f"{asked}.ipynb").exists():
        every = rounds(nbformat.read(path, as_version=4).cells)
        return sum(each.prose for each in every) / speed
    return texts.load(asked).words / speed


def before(recipe: str) -> int:
    """The minutes that a recipe for a class states for what is done before it.

    >>> before("recipe-folder") >= 10
    True
    """
    recipes = nbformat.read(NOTEBOOKS / "for-instructors-class.ipynb", as_version=4)
    (steps,) = (cell.source for cell in recipes.cells if cell.id == recipe)
    return sum(map(int, _BEFORE.findall(steps)))


def sessions() -> list[pathlib.Path]:
    """The notebooks of sessions, in order."""
    return sorted(NOTEBOOKS.glob("[0-9]-*.ipynb"))


def table(rounds: list[Round]) -> str:
    """The rounds of a core as lines: words, minutes at both speeds, and their sum."""
    head = ("stated", "prose", "passages", "tools", *(f"at {s}" for s in SPEEDS))
    lines = [" " * 40 + "".join(f"{name:>10}" for name in head)]
    for each in rounds:
        numbers = (*each[1:5], *(round(each.minutes(s), 1) for s in SPEEDS))
        lines.append(f"{each.title[:39]:40}" + "".join(f"{n:>10}" for n in numbers))
    sums = [sum(each.minutes(speed) for each in rounds) for speed in SPEEDS]
    lines.append(f"{'In all':80}" + "".join(f"{total:>10.1f}" for total in sums))
    return "\n".join(lines)


if __name__ == "__main__":
    for path in sessions():
        print(f"{path.stem}\n{table(core(nbformat.read(path, as_version=4)))}\n")
    for path in sorted(NOTEBOOKS.glob("for-instructors*.ipynb")):
        for plan in plans(nbformat.read(path, as_version=4)):
            print(f"{path.stem}")
            for row in plan:
                print(f"{row.minutes:6.1f}  {row.stated}  {', '.join(row.asks)}")
