"""The answer key, as a page to print: of every session the possible answers of its
exercises, its questions of the quiz and its repairs; the faults of the borrowed essay,
and what is read aloud when a role is over.
"""

import re

import nbformat
from markupsafe import Markup

from helpers import discussion, texts
from helpers.html import tag
from tools.typeset import ROOT, sheet

_ANSWER = re.compile(r"<summary>A possible answer</summary>\s+(.*?)\s+</details>", re.S)
ABOUT = (
    "For instructors. A possible answer is one of several: it shows what an answer"
    " needs, and is no measure of a stance."
)


def key() -> str:
    """What can be handed out or read aloud when a session is over."""
    parts = []
    for path in sorted((ROOT / "notebooks").glob("[0-9]-*.ipynb")):
        session = path.name[0]
        title, answers = _answers(nbformat.read(path, as_version=4))
        quiz = [q for q in texts.listed("quizzes.yml") if q["session"] == session]
        parts += [tag("h2", title), *map(_quiz, quiz), *answers]
        if path.stem == "2-argument":
            parts += map(_repair, texts.listed("repairs.yml"))
    faults = texts.listed("borrowed.yml")["faults"]
    parts += [tag("h2", "The essay with planted faults"), *map(_fault, faults)]
    parts.append(tag("h2", "To be read aloud when the role is over"))
    for prompt in discussion.prompts():
        if role := prompt.get("role"):
            words = tag("p", tag("b", f"{prompt['title']} "), role["debriefing"])
            parts.append(words)
    return sheet("key", ABOUT, parts)


def _answers(notebook: nbformat.NotebookNode) -> tuple[str, list[Markup]]:
    """The title of a session, and under the title of each exercise its answers."""
    from nbconvert.filters import markdown2html

    title, parts = "", []
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        heading = re.match(r"#+ (.+)", cell.source)
        title = title or (heading[1] if heading else "")
        answers = _ANSWER.findall(cell.source)
        if answers and heading:
            parts.append(tag("h3", heading[1]))
        for answer in answers:
            words = re.sub(r"\[([^\]]+)\]\(#[^)]*\)", r"\1", answer)  # on paper
            parts.append(Markup(markdown2html(words)))
    return title, parts


def _quiz(entry: dict) -> Markup:
    """A question of the quiz, and its answer."""
    right = entry["options"][int(entry["right"]) - 1]
    why = f" {entry['why']} “{entry['quote']}” ({entry['cite']})"
    return tag("p", tag("b", entry["question"]), f" {right}.", why)


def _repair(entry: dict) -> Markup:
    """What was wrong with a map."""
    return tag(
        "p", tag("b", f"{entry['title']} ({entry['passage']}). "), entry["mended"]
    )


def _fault(entry: dict) -> Markup:
    """A fault of the essay, whether the audit sees it, and what is to be read."""
    seen = "The audit sees it." if entry["seen"] == "yes" else "No audit sees it."
    words = f" {entry['fault']} {seen} Read {entry['read']}."
    return tag("p", tag("b", f"“{entry['words']}”."), words)
