"""Who joins shares what they write from then on; who lost their answers counts once if
a file shows it; what was shared can be taken back; and her who prepared it nothing
enters.
"""

import pathlib
import shutil
import tempfile

import nbformat
import pandas
import pytest
from of_class import PROMPT, filled, vote

from helpers import boards, discussion, errors, figures, widgets
from helpers.answers import Answers
from helpers.widgets.discussion import class_view

ROOT = pathlib.Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path):
    return boards.prepare(tmp_path / "class", minimum=3)


@pytest.fixture
def person(tmp_path, monkeypatch):
    """A function that gives the board of a person with a file of their own."""
    monkeypatch.delenv("SEMINAR_SHARED", raising=False)

    def board_of(name):
        board = boards.Board()
        board._own = board._used = Answers(tmp_path / name)
        return board

    return board_of


def why(folder):
    return {row.why for row in discussion.votes(folder)[0]}


def test_only_what_is_written_afterwards_is_shared_unless_it_is_ticked(folder, person):
    anna = person("anna")
    vote(anna, 4, "before")
    anna.keep("verdict", "1906-001", "reject")
    anna.join(folder)
    assert discussion.gather(folder)[0] == []
    vote(anna, 2, "afterwards", prompt="inevitable-and-betrayed")
    assert why(folder) == {"afterwards"}
    anna.join(folder)  # pressed again
    assert why(folder) == {"afterwards"}
    anna.share_earlier()
    assert why(folder) == {"before", "afterwards"}
    assert len(discussion.gather(folder)[0]) == 3


def test_what_is_written_between_leaving_and_joining_again_stays_ones_own(
    folder, person
):
    anna = person("anna")
    anna.join(folder)
    vote(anna, 4, "in the class")
    anna.leave()
    vote(anna, 2, "alone", prompt="inevitable-and-betrayed")
    anna.join(folder)
    assert why(folder) == {"in the class"}


def test_what_the_folder_did_not_take_goes_there_when_it_is_joined_again(
    folder, person
):
    anna = person("anna")
    anna.join(folder)
    away = folder.rename(folder.with_name("away"))
    with pytest.raises(errors.AnswerError):
        vote(anna, 4, "meanwhile")
    away.rename(folder)
    anna.join(folder)
    assert why(folder) == {"meanwhile"}


def test_who_leaves_may_take_back_what_was_shared(folder, person):
    anna, boris = person("anna"), person("boris")
    for each in (anna, boris):
        each.join(folder)
        vote(each, 4, f"of {each.person}")
    name = anna.person
    assert anna.leave(take_back=True) == 1
    assert why(folder) == {f"of {boris.person}"}
    assert not (folder / f"{name}.jsonl").exists()
    assert discussion.answer(anna, PROMPT)["vote"] == 4  # one's own stays
    anna.join(folder)
    assert (anna.person, why(folder)) == (name, {f"of {boris.person}"})
    assert boris.leave() == 0
    assert why(folder) == {f"of {boris._own.get('pseudonym', str(folder))}"}


def test_what_another_wrote_into_ones_file_is_not_taken_away(folder, person):
    anna = person("anna")
    anna.join(folder)
    vote(anna, 4, "mine")
    path = folder / f"{anna.person}.jsonl"
    with path.open("a") as file:
        file.write(path.read_text().replace("mine", "another's"))
    anna.leave(take_back=True)
    assert "mine" not in path.read_text()
    assert "another's" in path.read_text()


def test_her_who_prepared_it_nothing_enters(folder, person, monkeypatch):
    ines = person("ines")
    vote(ines, 3, "a trial")
    ines.conduct(folder)
    with pytest.raises(errors.AnswerError, match="You prepared this class"):
        ines.join(folder, earlier=True)
    vote(ines, 4, "a trial")
    monkeypatch.setenv("SEMINAR_SHARED", str(folder))
    vote(ines, 5, "a trial")
    assert [path.name for path in folder.iterdir()] == ["seminar.json"]


def test_the_page_where_a_class_is_prepared_remembers_whose_it_is(
    alone, folder, monkeypatch
):
    page = ROOT / "notebooks" / "for-instructors-class.ipynb"
    sources = [cell.source for cell in nbformat.read(page, as_version=4).cells]
    code = next(each for each in sources if each.startswith("shared, private"))
    code = code.replace('r"", r"", ""', repr((str(folder), "", "2099-02-01")), 1)
    monkeypatch.setattr("helpers.figures.table", lambda *given, **named: None)
    names = {"boards": boards, "discussion": discussion, "figures": figures}
    exec(code, names | {"pd": pandas, "tempfile": tempfile})
    with pytest.raises(errors.AnswerError, match="You prepared this class"):
        alone.join(folder)
    vote(alone, 3, "a trial")
    assert discussion.votes(folder)[0] == []
    alone.set_aside()  # a new person sits here
    alone.join(folder)
    vote(alone, 3, "of a student")
    assert why(folder) == {"of a student"}


def test_a_hub_that_names_a_folder_shares_nothing_of_before(
    folder, person, monkeypatch
):
    anna = person("anna")
    vote(anna, 3, "before")
    monkeypatch.setenv("SEMINAR_SHARED", str(folder))
    assert anna.joined is not None
    assert [path.name for path in folder.iterdir()] == ["seminar.json"]  # not yet
    vote(anna, 4, "afterwards", prompt="inevitable-and-betrayed")
    assert why(folder) == {"afterwards"}


def test_ones_own_folder_is_no_class_and_nothing_is_taken_out_of_ones_own_file(
    alone, tmp_path
):
    vote(alone, 4, "mine")
    with pytest.raises(errors.AnswerError, match="the folder of your own answers"):
        alone.join(tmp_path / "own" / ".." / "own")
    assert alone.joined is None
    store = boards.SharedFolder(tmp_path / "own", Answers(tmp_path / "own"), "me")
    assert store.take_back() == 0  # joined by the version before
    assert discussion.answer(alone, PROMPT)["why"] == "mine"


def test_who_joins_a_folder_that_nobody_prepared_is_told(alone, folder):
    assert "Nobody has prepared this folder" in alone.join(folder.parent)
    assert alone.join(folder) == ""


# Who lost their answers


@pytest.fixture
def lost(folder, person, tmp_path):
    """A person whose own file is lost: (pseudonym, a file that they downloaded)."""
    anna = person("anna")
    anna.join(folder)
    vote(anna, 4, "of anna")
    name, file = anna.person, discussion.export(anna, "html")
    shutil.rmtree(tmp_path / "anna")
    return name, file


def test_who_restores_first_and_joins_then_has_the_name_of_before(folder, person, lost):
    name, file = lost
    again = person("again")
    discussion.restore(again, file)
    again.join(folder)
    assert again.person == name
    vote(again, 2, "later", round=2)
    assert len(list(folder.glob("*.jsonl"))) == 1
    assert {row.person for row in discussion.votes(folder)[0]} == {name}


def test_who_joins_anew_and_restores_then_counts_once(folder, person, lost):
    name, file = lost
    again = person("again")
    again.join(folder)
    vote(again, 2, "anew", prompt="inevitable-and-betrayed")
    assert again.person != name
    discussion.restore(again, file)
    assert again.person == name
    rows, problems = discussion.votes(folder)
    assert {(row.person, row.why) for row in rows} == {
        (name, "of anna"),
        (name, "anew"),
    }
    assert problems == []
    assert boards.Board.joined.__doc__  # and another notebook knows it
    other = person("again")
    assert other.person == name


def test_a_name_alone_proves_nothing_and_the_instructor_is_told(folder, person, lost):
    name, file = lost
    before = (folder / f"{name}.jsonl").read_bytes()
    again = person("again")
    message = again.join(folder, name)
    assert f"Nothing here shows that you are {name}" in message
    vote(again, 1, "perhaps of another")
    assert again.person != name
    assert (folder / f"{name}.jsonl").read_bytes() == before
    rows, problems = discussion.votes(folder)
    assert len({row.person for row in rows}) == 2  # both stay
    told = f"says that it was {name}; perhaps one person twice"
    assert [what for _, _, what in problems] == [told]
    assert "of anna" not in again.notice + message + str(again.entries())
    discussion.restore(again, file)
    rows, problems = discussion.votes(folder)
    assert len({row.person for row in rows}) == 1


def test_a_name_with_proof_is_taken_as_it_was(folder, person, lost):
    name, file = lost
    again = person("again")
    discussion.restore(again, file)
    assert again.join(folder, name) == ""
    assert again.person == name


def test_a_name_that_nobody_has_is_taken(folder, person):
    anna = person("anna")
    assert anna.join(folder, "my-own-name") == ""
    assert anna.person == "my-own-name"


def test_nothing_new_is_not_said_of_what_was_written_again(tmp_path):
    store = Answers(tmp_path)
    vote(store, 4, "early")
    file = discussion.export(store, "json")
    vote(store, 2, "late")
    assert discussion.restore(store, file) == (
        "Nothing is read back. 1 was written again here since, and stays as it is."
    )


def test_sixteen_people_by_three_ways_merged_are_sixteen(tmp_path, person):
    """Six share the folder, five hand in a page each, five another file; two of those
    who share also hand in.
    """
    folder = filled(tmp_path, [(1, 2)] * 6)
    for n in range(10):
        own = Answers(tmp_path / f"own-{n}")
        vote(own, 1 + n % 5, f"handed in {n}")
        form = "html" if n < 5 else ("md", "csv", "json")[n % 3]
        written = discussion.export(own, form)
        (folder / f"Student {n}.{form}").write_text(written, encoding="utf-8")
    for n in range(2):
        written = discussion.export(Answers(tmp_path / f"secret-name-{n}"), "html")
        (folder / f"Also handed in {n}.html").write_text(written, encoding="utf-8")
    assert discussion.conducted(folder).room(PROMPT).voted == 16
    rows = [row for row in discussion.votes(folder)[0] if row.round == 1]
    assert len({row.person for row in rows}) == len(rows) == 16


def test_a_class_view_on_a_hub_makes_no_member_of_who_looks(
    folder, person, monkeypatch
):
    monkeypatch.setenv("SEMINAR_SHARED", str(folder))
    ines = person("ines")
    monkeypatch.setattr(class_view, "board", lambda: ines)
    view = widgets.ClassView()
    assert "Votes: 0" in view.html
    assert view._class.folder == folder
    assert [path.name for path in folder.iterdir()] == ["seminar.json"]
    assert ines._own.get("pseudonym", str(folder)) is None
    assert discussion.conducted(ines).folder == folder
