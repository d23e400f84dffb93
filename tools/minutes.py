"""How long the core of each session takes: `python -m tools.minutes`.

The minutes of a round are those of reading, its prose and the passages that it asks to
read, and those that its tools are given. Passages stand in the metadata of a cell as
`reads`, a list of citations, minutes of a tool in that of its cell as `minutes`.
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
#: Answers, hints and quizzes are opened by whoever has the time.
_FOLDED = re.compile(
    r"<details><summary>(?!What it shows).*?</details>", re.DOTALL | re.IGNORECASE
)
_ROUND = re.compile(r"^## (.+?)(?: \(core, (\d+) minutes?\))?$", re.MULTILINE)


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
    rounds = [Round("Opening", 0, 0, 0, 0, 0, 0)]
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (heading := _ROUND.search(cell.source)):
            rounds.append(Round(heading[1], int(heading[2] or 0), 0, 0, 0, 0, 0))
        rounds[-1] = _with(rounds[-1], cell)
        if END in cell.source:
            return rounds
    return []


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
