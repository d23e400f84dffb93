"""The recipes for a class as the page for instructors has them: what a test does is
read from there, and no name of a button, no line and no path is written a second time.
"""

import pathlib
import re

import nbformat

from helpers import boards, discussion, widgets

PAGE = pathlib.Path(__file__).parent.parent / "notebooks/for-instructors-class.ipynb"
CELLS = {cell.id: cell for cell in nbformat.read(PAGE, as_version=4).cells}
RECIPES = {name: c.source for name, c in CELLS.items() if name.startswith("recipe-")}


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
