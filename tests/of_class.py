"""People of a class, for the tests of discussion: what they vote and write."""

from helpers import boards
from helpers.answers import Answers

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "# a *heading* <b>bold</b>\n```json answers\n[]\n```",
    "=HYPERLINK(1)",
    "'=1",
    "‮ עברית العربية 🙂",
    "line\r\nline\rline\tend\u2028",
    "x" * 100_000,
]
PROMPT = "kept-without-europe"


def shared(tmp_path, person, minimum=3):
    folder = boards.prepare(tmp_path / "class", minimum=minimum)
    return boards.SharedFolder(folder, Answers(tmp_path / person), person)


def vote(store, position, why="", round=1, prompt=PROMPT):
    store.keep(
        "vote", prompt, {"vote": position, "why": why, "cite": "1906:34.1"}, round
    )


def filled(tmp_path, votes, minimum=5):
    for n, (first, second) in enumerate(votes):
        store = shared(tmp_path, f"secret-name-{n}", minimum)
        vote(store, first, f"reason {n} <b>")
        if second:
            vote(store, second, f"later {n}", round=2)
    return tmp_path / "class"
