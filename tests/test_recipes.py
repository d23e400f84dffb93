"""The recipes for a class do what the page for instructors says: their commands and the
names of what is pressed are read from it, and done as they stand.

The board of a hub is tried in `test_browser_hub.py`, a second account in
`test_accounts.py`, a room without a network in `test_stick.py`, and Binder in
`test_browser_recipes.py`.
"""

import pathlib
import re
import zipfile

import pytest
from of_class import vote
from recipes import (
    CELLS,
    PROMPT,
    RECIPES,
    blocks,
    box,
    handed_in,
    in_words,
    named,
    platform,
    press,
    run,
    shown,
)

from helpers import boards, widgets
from helpers.answers import Answers
from helpers.segments import tokenise

TESTS = pathlib.Path(__file__).parent


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A seminar's folder of notebooks, where the page is opened."""
    notebooks = tmp_path / "seminar" / "notebooks"
    notebooks.mkdir(parents=True)
    (tmp_path / "shared").mkdir()  # the drive that accounts see is there
    monkeypatch.chdir(notebooks)
    return tmp_path


def test_a_learning_platform_s_hand_ins_become_a_class(place):
    pressed = named("recipe-platform", "In class:")
    platform(place, [f"p{n}" for n in range(8)], pressed)
    prepared, made, looked, deleted = blocks("recipe-platform")
    folder = run(prepared)
    assert folder.stat().st_mode & 0o077 == 0
    assert run(made).startswith("8 new files in ")
    assert shown(run(looked)) == 8
    platform(place, [f"p{n}" for n in range(10)], pressed)  # two more have come
    assert run(made).startswith("2 new files in ")
    assert shown(run(looked)) == 10
    assert "10 files of the class are deleted." in in_words(run(deleted))
    assert not folder.exists()


def test_a_shared_folder_is_prepared_joined_and_counted(place, capsys):
    prepared, *tried, deleted = blocks("recipe-folder")
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
    path, join = named("recipe-folder", "second account")[:2]
    for n in range(6):
        store = boards.Board()
        store._own = store._used = Answers(place / f"own-{n}", "me")
        panel = widgets.Join(store)
        press(panel, join, **{box(panel, path): str(folder)})
        vote(store, 3, f"reason {n}", prompt=PROMPT)
    assert named("recipe-folder", "In class:") == [join]
    assert shown(widgets.ClassView(folder)) == 6
    assert boards.settings(folder)["delete_on"] == "2030-02-01"
    assert "6 files of the class are deleted." in in_words(run(deleted))
    assert not folder.exists()


def test_the_box_does_the_first_three_when_the_path_is_written_into_it(
    place, alone, capsys
):
    """And the boxes below it show that class: each is run as the page has it."""
    folder = place / "shared" / "monday"
    source = CELLS["prepare"].source
    assert source.startswith('shared, private, delete_on = r"", r"", ""')
    written = source.replace('r"", r"", ""', f'r"{folder}", r"", "2030-02-01"', 1)
    names = {}
    exec(CELLS["setup"].source, names)
    exec(written, names)
    assert "Run Selected Cell and All Below" in capsys.readouterr().out
    read = in_words(names["remarks"])
    run(blocks("recipe-folder")[1])
    assert capsys.readouterr().out.strip().replace("\n", " ") in read
    assert "A test student joined, voted on" in read
    for cell in ("conduct", "wall", "rehearsal"):
        panel = eval(CELLS[cell].source, names)
        assert "Votes: 0" in panel.html


def test_some_here_and_some_there_are_counted_once_each(place):
    """Sixteen by three ways: who joined, who handed in, and who did both."""
    prepared, merged, deleted = blocks("recipe-mixed")
    pressed = named("recipe-mixed", "In class:")
    run(prepared)
    stores = [
        boards.SharedFolder(place / "shared" / "monday", Answers(place / f"hub-{n}"))
        for n in range(8)
    ]
    for n, store in enumerate(stores):
        vote(store, 4, f"a reason on the hub {n}", prompt=PROMPT)
    platform(place, [f"p{n}" for n in range(8)], pressed)
    with zipfile.ZipFile(place / "hand-ins.zip", "a") as archive:
        for n in range(3):  # who joined hands in as well, under a name
            file, written = handed_in(stores[n], "html", pressed)
            archive.writestr(f"Name {n}_file/{file}", written)
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


def test_every_recipe_is_done_by_a_test():
    written = "".join(path.read_text("utf-8") for path in TESTS.glob("test_*.py"))
    for name, recipe in RECIPES.items():
        assert f'"{name}"' in written, name
        assert len(tokenise(recipe)) < 500, name
