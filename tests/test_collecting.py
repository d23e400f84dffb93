"""What a class handed in is put into one folder, whatever a learning platform made of
it.
"""

import pathlib
import stat
import zipfile

import pytest
from of_class import vote

from helpers import discussion, errors
from helpers.answers import Answers

FORMS = ["html", "md", "csv", "json", "md", "html"]


def handed_in(tmp_path, n, form):
    """What the n-th student hands in, with a vote."""
    store = Answers(tmp_path / f"own-{n}", "me")
    vote(store, n % 5 + 1, f"reason {n}")
    return discussion.export(store, form).encode("utf-8")


@pytest.fixture
def hand_ins(tmp_path):
    """As a platform gives them: a zip with a folder for each student, `.txt` added to
    some, and what systems and students leave there.
    """
    made = tmp_path / "hand-ins.zip"
    with zipfile.ZipFile(made, "w") as archive:
        for n, form in enumerate(FORMS):
            more = ".txt" if form == "md" else ".TXT" if n == 5 else ""
            name = f"Ada Ü{n}_{n}_file/to-hand-in.{form}{more}"
            archive.writestr(name, handed_in(tmp_path, n, form))
        archive.writestr("Ada Ü0_0_file/essay.docx", b"no answers")
        archive.writestr("__MACOSX/Ada Ü0_0_file/._to-hand-in.html", b"\0")
        archive.writestr("../../evil/to-hand-in.md", b"# no answers")
        archive.writestr("empty/", b"")
    return made


def test_hand_ins_of_every_form_are_counted_once_each(hand_ins, tmp_path):
    folder = tmp_path / "private" / "monday"
    message = discussion.collect(hand_ins, folder)
    assert message.startswith(f"6 new files in {folder}.")
    assert "left out: Ada Ü0_0_file/essay.docx." in message
    merged = discussion.merge(folder)
    assert len(merged) == len(FORMS) == merged["person"].nunique()
    assert sorted(merged["why"]) == [f"reason {n}" for n in range(len(FORMS))]
    assert not (tmp_path / "evil").exists()  # no name of a zip leads out
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    assert all(stat.S_IMODE(p.stat().st_mode) & 0o077 == 0 for p in folder.iterdir())
    # again, with one more: nothing twice, nothing lost
    with zipfile.ZipFile(hand_ins, "a") as archive:
        archive.writestr("Eve_9_file/x.html", handed_in(tmp_path, 9, "html"))
    assert discussion.collect(hand_ins, folder).startswith("1 new file in")
    assert discussion.merge(folder)["person"].nunique() == len(FORMS) + 1


def test_a_folder_of_folders_is_collected_and_nothing_is_overwritten(tmp_path):
    for n, folder in enumerate(("a", "b")):
        place = tmp_path / folder / "student"
        place.mkdir(parents=True)
        (place / "to-hand-in.html").write_bytes(handed_in(tmp_path, n, "html"))
        (tmp_path / folder / "seminar.json").write_text("{}")
        discussion.collect(tmp_path / folder, tmp_path / "all")
    names = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert names == ["student - to-hand-in 2.html", "student - to-hand-in.html"]
    assert discussion.merge(tmp_path / "all")["person"].nunique() == 2


def test_what_cannot_be_collected_is_said(tmp_path):
    (tmp_path / "no.zip").write_text("no zip")
    for wrong in ("no such", tmp_path / "no.zip", 3):
        with pytest.raises(errors.SeminarError, match="collect: `source` is"):
            discussion.collect(wrong, tmp_path / "all")
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "source").mkdir()
    with pytest.raises(errors.AnswerError, match="Not everything could be put into"):
        discussion.collect(tmp_path / "source", tmp_path / "taken")


def test_hand_ins_are_not_put_among_the_pages(hand_ins, monkeypatch):
    pages = pathlib.Path(__file__).parent.parent / "notebooks"
    monkeypatch.chdir(pages)
    with pytest.raises(errors.AnswerError, match="would stand among the pages"):
        discussion.collect(hand_ins, "monday")
    assert not (pages / "monday").exists()
