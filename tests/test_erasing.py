"""Everything of a class is deleted when its name is typed; what is not the class's
stays, and what is out of reach is named.
"""

import json
import pathlib
import zipfile

import pytest
from of_class import PROMPT, filled, vote

from helpers import boards, discussion, errors
from helpers.answers import Answers

NAMES = ("secret-name", "Ada Lovelace", "reason 1", "later 1", "handed in by")


def everything(place):
    """All that stands in the files of a place, and their names."""
    return "\n".join(
        path.name + (path.read_text(errors="replace") if path.is_file() else "")
        for path in place.rglob("*")
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "shared").mkdir()
    folder = filled(tmp_path / "shared", [(1, 2)] * 6)
    for path in (tmp_path / "shared").glob("secret-name-*"):
        path.rename(tmp_path / path.name)  # the students' own
    own = Answers(tmp_path / "ada")
    vote(own, 3, "handed in by her")
    for form in ("html", "md", "csv", "json"):
        written = discussion.export(own, form, name="Ada Lovelace")
        (folder / f"Ada Lovelace.{form}").write_text(written)
    boards.SharedFolder(folder, Answers(tmp_path / "new")).person  # noqa: B018
    return folder


def test_nothing_is_deleted_unless_the_name_is_typed(folder):
    before = everything(folder)
    for typed in ("", "klasse", str(folder), "CLASS"):
        with pytest.raises(errors.AnswerError, match="type its name, class"):
            discussion.conducted(folder).delete(typed)
    assert everything(folder) == before


def test_all_of_it_is_gone_and_students_files_are_theirs(folder, tmp_path):
    own = {p: p.read_bytes() for p in tmp_path.glob("secret-name-*/me.jsonl")}
    assert len(own) == 6
    assert all(name in everything(folder) for name in NAMES)
    remarks = discussion.conducted(folder).delete(" class ")
    assert remarks[0].words == "11 files of the class are deleted."
    assert not folder.exists()
    for name in NAMES:
        assert name not in everything(tmp_path / "shared")
    assert {p: p.read_bytes() for p in own} == own
    assert "students’ own files" in remarks[-1].words


def test_what_is_not_of_the_class_stays_and_is_named(folder):
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / "notes.md").write_text("# What I must not forget")
    (folder / "deep").mkdir()
    remarks = discussion.conducted(folder).delete("class")
    assert {path.name for path in folder.iterdir()} == {"photo.png", "notes.md", "deep"}
    assert any("deep, notes.md, photo.png" in each.words for each in remarks)


def test_a_folder_that_was_not_prepared_is_left_alone(folder):
    (folder / "seminar.json").unlink()
    before = everything(folder)
    with pytest.raises(errors.AnswerError, match="not the folder of a class"):
        discussion.conducted(folder).delete("class")
    assert everything(folder) == before


def test_what_cannot_be_deleted_is_named_and_it_can_be_tried_again(folder, monkeypatch):
    unlink = pathlib.Path.unlink

    def refused(self, missing_ok=False):
        if self.name == "secret-name-3.jsonl":
            raise PermissionError(1, "Operation not permitted")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(pathlib.Path, "unlink", refused)
    remarks = discussion.conducted(folder).delete("class")
    wrong = [each.words for each in remarks if each.state == "wrong"]
    path = folder / "secret-name-3.jsonl"
    assert wrong == [f"{path} could not be deleted (Operation not permitted)."]
    assert (folder / "seminar.json").exists()
    monkeypatch.undo()
    discussion.conducted(folder).delete("class")
    assert not folder.exists()


def test_a_folder_that_another_account_made_is_left_empty_and_that_is_said(
    folder, monkeypatch
):
    def refused(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(pathlib.Path, "rmdir", refused)
    remarks = discussion.conducted(folder).delete("class")
    assert remarks[0].words == "11 files of the class are deleted."
    said = f"The folder {folder} is empty, and stays there (Permission denied)."
    assert said in [each.words for each in remarks]
    assert [*folder.iterdir()] == []


def test_of_who_deletes_and_who_sat_there_before_nothing_is_deleted(
    tmp_path, monkeypatch
):
    own = Answers(tmp_path / "own")
    vote(own, 4, "of the last person")
    own.set_aside()
    vote(own, 2, "mine")
    mine = {path.name for path in own.path.parent.iterdir()}
    monkeypatch.setattr("helpers.store.erasing.FOLDER", tmp_path / "own")
    boards.prepare(tmp_path / "own")
    (tmp_path / "own/Ada.html").write_text(discussion.export(own, "html"))
    discussion.conducted(tmp_path / "own").delete("own")
    assert {path.name for path in own.path.parent.iterdir()} == mine


def test_what_is_kept_before_has_every_answer_and_no_pseudonym(folder):
    kept = discussion.conducted(folder).export()
    entries = json.loads(kept)["entries"]
    assert len(entries) == 13
    assert {entry["person"] for entry in entries} == {
        f"person {n}" for n in range(1, 8)
    }
    assert "reason 1" in kept
    assert "secret-name" not in kept
    assert "Ada Lovelace" not in kept


def test_a_zip_of_hand_ins_merged_is_deleted_too(tmp_path):
    own = Answers(tmp_path / "ada")
    vote(own, 3, "handed in by her")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("Ada Lovelace/to-hand-in.html", discussion.export(own, "html"))
    folder = boards.prepare(tmp_path / "private", private=True)
    boards.prepare(folder, delete_on="2999-01-01")  # and stays so
    assert folder.stat().st_mode & 0o777 == 0o700
    assert "only this account" in str(boards.report(folder))
    assert "wrong" not in {remark.state for remark in boards.report(folder)}
    discussion.collect(tmp_path / "all.zip", folder)
    assert discussion.conducted(folder).room(PROMPT).voted == 1
    discussion.conducted(folder).delete("private")
    assert not folder.exists()
