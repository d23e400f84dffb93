"""The recipes for a class do what the page for instructors says: their commands are
read from it and executed as they stand.
"""

import pathlib
import re
import zipfile

import nbformat
import pytest
from of_class import vote

from helpers import boards, discussion, widgets
from helpers.answers import Answers
from helpers.segments import tokenise

PAGE = pathlib.Path(__file__).parent.parent / "notebooks/for-instructors-class.ipynb"
CELLS = {cell.id: cell for cell in nbformat.read(PAGE, as_version=4).cells}
RECIPES = {name: c.source for name, c in CELLS.items() if name.startswith("recipe-")}
PROMPT = "betrayal-same-measure"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A seminar's folder of notebooks, where the page is opened."""
    notebooks = tmp_path / "seminar" / "notebooks"
    notebooks.mkdir(parents=True)
    (tmp_path / "shared").mkdir()  # the drive that accounts see is there
    monkeypatch.chdir(notebooks)
    return tmp_path


def commands(recipe):
    """The blocks of commands of a recipe, in order."""
    return re.findall(r"```python\n(.*?)```", RECIPES[recipe], re.S)


def run(block):
    """Execute a block as a cell, and return what its last line gives."""
    *before, last = block.strip().splitlines()
    names = {"boards": boards, "discussion": discussion, "widgets": widgets}
    exec("\n".join(before), names)
    return eval(last, names)


def student(tmp_path, name):
    """A student's own file, with a first vote."""
    store = Answers(tmp_path / f"own-{name}", "me")
    if not store.entries():
        vote(store, 2, f"a reason of {name}", prompt=PROMPT)
    return store


def platform(tmp_path, names):
    """The zip of a learning platform: a folder for each student, some files renamed."""
    with zipfile.ZipFile(tmp_path / "hand-ins.zip", "w") as archive:
        for n, name in enumerate(names):
            form = ("html", "md", "csv", "json")[n % 4]
            written = discussion.export(student(tmp_path, name), form)
            more = ".txt" if form == "md" else ""
            archive.writestr(f"{name}_{n}_file/to-hand-in.{form}{more}", written)


def in_words(remarks):
    return " ".join(remark.words for remark in remarks)


def shown(view):
    """What the projector shows of the votes on the prompt."""
    view.receive({"changed": {"prompt": PROMPT, "show": "wait"}, "number": 1})
    return int(re.search(r"Votes: (\d+)", view.html)[1])


def test_a_learning_platform_s_hand_ins_become_a_class(place):
    platform(place, [f"p{n}" for n in range(8)])
    prepared, made, looked, deleted = commands("recipe-platform")
    folder = run(prepared)
    assert folder.stat().st_mode & 0o077 == 0
    assert run(made).startswith("8 new files in ")
    assert shown(run(looked)) == 8
    platform(place, [f"p{n}" for n in range(10)])  # two more have come
    assert run(made).startswith("2 new files in ")
    assert shown(run(looked)) == 10
    assert "10 files of the class are deleted." in in_words(run(deleted))
    assert not folder.exists()


def test_a_shared_folder_is_prepared_joined_and_counted(place, capsys):
    prepared, *tried, deleted = commands("recipe-folder")
    folder = place / "shared" / "monday"
    assert run(prepared) == folder
    for each in tried:
        run(each)
    read = capsys.readouterr().out
    assert f"The folder is {folder}" in read
    assert "It is to be deleted on 2030-02-01." in read
    assert "A test student joined, voted on “Two betrayals, one measure?”, and" in read
    assert "taken away again" in read
    assert [path.name for path in folder.iterdir()] == ["seminar.json"]
    for n in range(6):
        store = boards.SharedFolder(folder, Answers(place / f"own-{n}", "me"))
        vote(store, 3, f"reason {n}", prompt=PROMPT)
    assert shown(widgets.ClassView(folder)) == 6
    assert boards.settings(folder)["delete_on"] == "2030-02-01"
    assert "6 files of the class are deleted." in in_words(run(deleted))
    assert not folder.exists()


def test_some_here_and_some_there_are_counted_once_each(place):
    """Sixteen by three ways: who joined, who handed in, and who did both."""
    prepared, merged, deleted = commands("recipe-mixed")
    run(prepared)
    stores = [
        boards.SharedFolder(place / "shared" / "monday", Answers(place / f"hub-{n}"))
        for n in range(8)
    ]
    for n, store in enumerate(stores):
        vote(store, 4, f"a reason on the hub {n}", prompt=PROMPT)
    platform(place, [f"p{n}" for n in range(8)])
    with zipfile.ZipFile(place / "hand-ins.zip", "a") as archive:
        for n in range(3):  # who joined hands in as well, under a name
            archive.writestr(
                f"Name {n}_file/all.html", discussion.export(stores[n], "html")
            )
    assert shown(run(merged)) == 16
    assert shown(run(merged)) == 16  # once more, and nobody twice
    run(deleted)
    assert not (place / "shared" / "monday").exists()
    assert not (place / "private").exists()
    assert stores[0].get("vote", PROMPT)["vote"] == 4  # a student’s own file stays


def test_each_recipe_has_its_minutes_and_they_are_in_the_table():
    table = CELLS["three-questions"].source
    for name, recipe in RECIPES.items():
        minutes = [int(n) for n in re.findall(r"^\| (\d+) \|", recipe, re.M)]
        assert minutes, name
        for when in ("Before", "In class"):
            assert f"| {when}" in recipe, (name, when)
    sums = {}
    for name, recipe in RECIPES.items():
        parts = dict.fromkeys(("Before", "In class", "After", "On the day"), 0)
        for number, words in re.findall(r"^\| (\d+) \| (.*) \|$", recipe, re.M):
            (part,) = (part for part in parts if words.startswith(part))
            parts[part] += int(number)
        sums[name] = ", ".join(map(str, parts.values()))
    stated = re.findall(r"\| (\d+, \d+, \d+, \d+) \|", table)
    assert set(stated) == set(sums.values()), sums


def test_every_recipe_is_tried_here_or_has_no_commands():
    tried = {"recipe-platform", "recipe-folder", "recipe-mixed"}
    assert {name for name in RECIPES if commands(name)} == tried
    assert all(len(tokenise(recipe)) < 500 for recipe in RECIPES.values())
