"""The recipes for a class as the page for instructors has them: what a test does is
read from there, and no name of a button, no line and no path is written a second time.
"""

import pathlib
import re
import zipfile

import nbformat
from of_class import vote

from helpers import boards, discussion, widgets
from helpers.answers import Answers

PAGE = pathlib.Path(__file__).parent.parent / "notebooks/for-instructors-class.ipynb"
CELLS = {cell.id: cell for cell in nbformat.read(PAGE, as_version=4).cells}
RECIPES = {name: c.source for name, c in CELLS.items() if name.startswith("recipe-")}
#: The prompt of session 1.
PROMPT = "betrayal-same-measure"


def blocks(recipe, language="python"):
    """The blocks of commands of a recipe, in order."""
    return re.findall(rf"```{language}\n(.*?)```", RECIPES[recipe], re.S)


def run(block):
    """Execute a block as a cell, and return what its last line gives."""
    *before, last = block.strip().splitlines()
    names = {"boards": boards, "discussion": discussion, "widgets": widgets}
    exec("\n".join(before), names)
    return eval(last, names)


def line(recipe, words):
    """The one line of a recipe, a step or a sentence under it, that has these words."""
    (only,) = (line for line in RECIPES[recipe].splitlines() if words in line)
    return only


def named(recipe, words):
    """What that line names in bold, in order: buttons, boxes, and what a tool says."""
    return re.findall(r"\*\*(.+?)\*\*", line(recipe, words))


def typed(recipe, words):
    """What that line has to be typed, in order."""
    return re.findall(r"`(.+?)`", line(recipe, words))


def press(panel, name, **changed):
    """Press the one button of a widget that has this name, or choose the one radio
    whose words begin with it; returns the status.
    """
    html = panel.above + panel.html
    begins = rf'data-action="([^"]*)"[^>]*>\s*{re.escape(name)}\b'
    actions = [each["name"] for each in panel.fields if each["label"] == name]
    actions += re.findall(begins, html)
    assert len(actions) == 1, (name, actions)
    panel.receive({"action": actions[0], "changed": changed})
    assert "went wrong" not in panel.status
    return panel.status


def box(panel, label):
    """The name of the one box of a widget that has this label."""
    (name,) = (each["name"] for each in panel.fields if each["label"] == label)
    return name


def student(tmp_path, name):
    """A student's own file, with a first vote."""
    store = Answers(tmp_path / f"own-{name}", "me")
    if not store.entries():
        vote(store, 2, f"a reason of {name}", prompt=PROMPT)
    return store


def handed_in(store, form, names):
    """The file that a student gets who presses what has these names."""
    panel, sent = widgets.HandIn(store), []
    panel.send = lambda content, *more: sent.append(content)
    panel.receive({"changed": {"form": form}, "number": 1})
    for name in names:
        press(panel, name)
    (given,) = (content["file"] for content in sent if "file" in content)
    return given["name"], given["words"]


def platform(tmp_path, names, pressed):
    """The zip of a learning platform: a folder for each student, some files renamed."""
    with zipfile.ZipFile(tmp_path / "hand-ins.zip", "w") as archive:
        for n, name in enumerate(names):
            form = ("html", "md", "csv", "json")[n % 4]
            file, written = handed_in(student(tmp_path, name), form, pressed)
            more = ".txt" if form == "md" else ""
            archive.writestr(f"{name}_{n}_file/{file}{more}", written)


def in_words(remarks):
    return " ".join(remark.words for remark in remarks)


def shown(view):
    """What the projector shows of the votes on the prompt."""
    view.receive({"changed": {"prompt": PROMPT, "show": "wait"}, "number": 1})
    return int(re.search(r"Votes: (\d+)", view.html)[1])
