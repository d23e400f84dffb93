"""Nothing is lost, by a crash, a full disk or a folder that is gone; what a
class shares, and that it is shared once.
"""

import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import textwrap

import pytest
from of_class import PROMPT, shared, vote

from helpers import boards, discussion, errors, texts, widgets
from helpers.answers import Answers
from helpers.store import folders

ROOT = texts.FOLDER.parent


def run(source, *arguments, **more):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(source), *map(str, arguments)],
        cwd=ROOT,
        text=True,
        **more,
    )


def test_a_process_killed_while_it_writes_loses_nothing_that_it_called_kept(tmp_path):
    source = """
        import sys
        from helpers.answers import Answers
        store = Answers(sys.argv[1])
        for n in range(1000):
            store.keep("exercise", str(n), "words " * (n % 50))
            print(n, flush=True)
    """
    chance = random.Random(1)
    for attempt in range(4):
        writing = run(source, tmp_path / str(attempt), stdout=subprocess.PIPE)
        last, stop = -1, chance.randrange(20, 600)
        for line in writing.stdout:
            last = int(line)
            if last == stop:
                writing.send_signal(signal.SIGKILL)
        writing.wait()
        assert last >= stop
        store = Answers(tmp_path / str(attempt))
        assert [store.get("exercise", str(n)) for n in (0, stop, last)] == [
            "words " * (n % 50) for n in (0, stop, last)
        ]
        assert len(store.entries()) >= last + 1
        store.keep("exercise", "after", "x")
        assert store.get("exercise", "after") == "x"


def test_forty_write_at_once_while_one_reads(tmp_path):
    """Four processes with ten people each: forty would take the machine from the
    other tests for a minute.
    """
    source = """
        import concurrent.futures, sys
        from helpers import boards, discussion
        from helpers.answers import Answers
        def write(n):
            own = Answers(f"{sys.argv[2]}-{n}")
            store = boards.SharedFolder(sys.argv[1], own)
            for one in discussion.prompts()[:10]:
                for round in (1, 2):
                    why = f"{store.person} {one['id']} {round}"
                    vote = {"vote": 1 + round, "why": why}
                    store.keep("vote", one["id"], vote, round)
        with concurrent.futures.ThreadPoolExecutor(10) as people:
            list(people.map(write, range(10)))
    """
    folder = boards.prepare(tmp_path / "class")
    writers = [run(source, folder, tmp_path / f"own-{n}") for n in range(4)]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        merged = discussion.merge(folder)
        assert len(merged) >= seen
        assert not merged.duplicated(["person", "prompt", "round"]).any()
        seen = len(merged)
    assert [writer.returncode for writer in writers] == [0] * 4
    merged = discussion.merge(folder)
    assert (len(merged), merged["person"].nunique(), merged["why"].nunique()) == (
        800,
        40,
        800,
    )
    assert merged.attrs["problems"] == []
    assert all(
        why == f"{person} {prompt} {turn}"
        for person, prompt, turn, why in merged[
            ["person", "prompt", "round", "why"]
        ].itertuples(index=False)
    )


def test_what_a_full_disk_refused_is_still_there_and_is_written_later(tmp_path, full):
    store = Answers(tmp_path)
    full.append("")
    with pytest.raises(errors.AnswerError, match="No space left.*still on this page"):
        store.keep("exercise", "a", "words")
    assert store.get("exercise", "a") == "words"
    assert "words" in discussion.export(store, "json")
    full.clear()
    store.keep("exercise", "b", "more")
    assert [entry["value"] for entry in Answers(tmp_path).entries()] == [
        "words",
        "more",
    ]


def test_a_shared_folder_out_of_reach_gets_everything_later(tmp_path, full):
    store = shared(tmp_path, "anna")
    full.append("/class/")
    with pytest.raises(
        errors.AnswerError, match="in your own file, and not in the folder of the class"
    ):
        vote(store, 4, "first")
    assert Answers(tmp_path / "anna").get("vote", PROMPT)["why"] == "first"
    full.clear()
    vote(store, 2, "second", round=2)
    assert discussion.merge(store.folder)["why"].tolist() == ["first", "second"]


def test_a_write_that_stops_half_way_goes_on(tmp_path, monkeypatch):
    """A disk or a network may take a part of the bytes at a time."""
    from helpers.store import answers

    class Slow(io.FileIO):
        def write(self, data):
            return super().write(data[:7])

    monkeypatch.setattr(
        answers.pathlib.Path, "open", lambda self, mode, buffering=-1: Slow(self, mode)
    )
    Answers(tmp_path).keep("exercise", "a", "words of some length")
    monkeypatch.undo()
    assert Answers(tmp_path).get("exercise", "a") == "words of some length"


# A shared folder


def test_only_what_concerns_the_class_is_shared(tmp_path):
    store = shared(tmp_path, "anna")
    store.keep("exercise", "private", "mine alone")
    store.keep("verdict", "1906-001", "reject")
    vote(store, 5, "a reason")
    content = store.path.read_text()
    assert "mine alone" not in content
    assert content.count("\n") == 2
    assert store.get("exercise", "private") == "mine alone"


def test_what_a_class_may_see_is_this_part_by_part(tmp_path):
    """Every kind that the library keeps, and every part of a vote."""
    store = shared(tmp_path, "anna")
    private = ["exercise", "note", "map", "thread", "intrusion", "joined", "x"]
    public = ["verdict", "topic name", "intrusion score"]
    for kind in [*private, *public]:
        store.keep(kind, f"key of {kind}", f"words of {kind}")
    parts = {"vote": 4, "why": "a reason", "cite": "1906:34.1"}
    store.keep(
        "vote", PROMPT, parts | {"quote": "q", "mind": "a figure", "seen": True, "x": 1}
    )
    store.keep("vote", PROMPT, parts | {"vote": 5, "mind": "none"}, round=2)
    lines = [json.loads(line) for line in store.path.read_text().splitlines()]
    seen = [(line["kind"], line["key"], line["round"], line["value"]) for line in lines]
    assert seen == [
        *((kind, f"key of {kind}", 1, f"words of {kind}") for kind in public),
        ("vote", PROMPT, 1, parts),
        ("vote", PROMPT, 2, parts | {"vote": 5}),
    ]
    gathered = [entry["kind"] for _, entry in discussion.gather(store.folder)[0]]
    assert sorted(gathered) == sorted([*public, "vote", "vote"])


def test_a_note_of_ones_own_stays_ones_own(tmp_path):
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "anna"), minimum=0)
    for n in range(3):
        vote(shared(tmp_path, f"other-{n}"), 1)
    card.receive({"action": "vote/4/1"})
    other = widgets.Prompt(PROMPT, store=card._store)
    card.receive({"changed": {"why/1": "said to the class"}, "action": "class"})
    other.receive({"changed": {"why/1": "an afterthought", "mind/1": "mine"}})
    assert "as a note of your own" in other.status
    content = card._store.path.read_text()
    assert "said to the class" in content
    assert "an afterthought" not in content + "".join(
        path.read_text() for path in card._store.folder.iterdir()
    )


def test_joining_is_remembered_and_shares_what_was_written_before_if_it_is_ticked(
    tmp_path, alone
):
    alone.keep("verdict", "1906-001", "reject")
    folder = boards.prepare(tmp_path / "class", delete_on="2027-02-01")
    alone.join(f' "{folder}" ')  # as it was copied from a message
    name = alone.person
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d\d", name)
    assert "2027-02-01" in alone.notice
    assert name in alone.notice
    assert discussion.gather(folder)[0] == []
    alone.join(folder, earlier=True)
    assert discussion.gather(folder, ("verdict",))[0][0][0] == name
    alone.join(folder)
    assert (alone.person, boards.Board().person) == (
        name,
        name,
    )  # also in another notebook
    alone.leave()
    assert alone.notice.startswith("Kept in a file of your own")
    assert alone.folder is None
    vote(alone, 3, "to myself")
    assert "to myself" not in (folder / f"{name}.jsonl").read_text()


def test_a_folder_named_by_the_hub(tmp_path, alone, monkeypatch):
    folder = boards.prepare(tmp_path / "hub")
    monkeypatch.setenv("SEMINAR_SHARED", str(folder))
    assert alone.folder == folder
    for number in range(4):
        vote(boards.Board(), 1 + number, f"reason {number}")
    assert len(discussion.merge(folder)) == 1  # one person, however many notebooks


@pytest.mark.parametrize("person", ["../anna", "/etc/x", "a/b", "", "a\\b", "x" * 101])
def test_no_name_leads_out_of_the_folder(person, tmp_path, alone):
    boards.prepare(tmp_path / "class")
    if person:
        with pytest.raises(errors.AnswerError, match="cannot be a name"):
            alone.join(tmp_path / "class", person)
    assert {path.name for path in tmp_path.rglob("*.jsonl")} <= {"me.jsonl"}


@pytest.mark.parametrize("folder", ["", "  ", "none", "C:\\class\\new", "\0"])
def test_a_folder_that_is_not_there(folder, alone):
    with pytest.raises(
        errors.AnswerError,
        match="There is no folder" if folder.strip() else "Write the folder",
    ):
        alone.join(folder)
    assert alone.folder is None


def test_nothing_goes_to_a_folder_that_was_made_anew_until_it_is_joined_again(
    alone, tmp_path
):
    folder = boards.prepare(tmp_path / "class", minimum=3)
    alone.join(folder)
    vote(alone, 4, "of the old class")
    shutil.rmtree(folder)
    boards.prepare(folder)
    with pytest.raises(errors.AnswerError, match="made anew since you joined it"):
        alone.keep(
            "vote",
            "inevitable-and-betrayed",
            {"vote": 2, "why": "kept here", "cite": ""},
        )
    assert not discussion.merge(folder).shape[0]
    assert discussion.answer(alone, "inevitable-and-betrayed")["why"] == "kept here"
    alone.join(folder)
    assert set(discussion.merge(folder)["why"]) == {"of the old class", "kept here"}


def test_a_folder_that_takes_no_file_is_not_joined(alone, tmp_path, monkeypatch):
    folder = boards.prepare(tmp_path / "class")
    monkeypatch.setattr("os.access", lambda place, mode: False)
    with pytest.raises(errors.AnswerError, match="takes no file from you"):
        alone.join(folder)
    assert alone.folder is None


def test_a_folder_prepared_again_keeps_what_was_set(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = boards.prepare(' "~/class" ', minimum=8, delete_on="2027-01-01")
    assert folder == (tmp_path / "class").resolve()
    before = boards.settings(folder)
    assert boards.settings(boards.prepare(folder)) == before
    assert (before["minimum"], before["delete_on"]) == (8, "2027-01-01")
    with pytest.raises(errors.SeminarError, match="is no day"):
        boards.prepare(folder, delete_on="whenever")
    rehearsal = discussion.rehearse(tmp_path / "rehearsal", students=1)
    assert boards.settings(boards.prepare(rehearsal))["rehearsal"]


def test_a_view_of_a_folder_that_is_gone_says_so(tmp_path):
    folder = boards.prepare(tmp_path / "class")
    view = widgets.ClassView(folder)
    assert "not there now" not in view.html
    shutil.rmtree(folder)
    view.receive({"action": "look"})
    assert "The folder is not there now" in view.html


def test_a_deleted_folder_stays_deleted(tmp_path):
    store = shared(tmp_path, "anna")
    vote(store, 1)
    shutil.rmtree(store.folder)
    with pytest.raises(
        errors.AnswerError,
        match="not in the folder of the class .the folder is not there",
    ):
        vote(store, 2)
    assert not store.folder.exists()
    assert discussion.answer(Answers(tmp_path / "anna"), PROMPT)["vote"] == 2


def test_two_who_join_at_one_moment_have_two_names(tmp_path, monkeypatch):
    chosen = iter(["amber", "alder", 10] * 2 + ["blue", "elm", 11])
    monkeypatch.setattr(folders.secrets, "choice", lambda _: next(chosen))
    folder = boards.prepare(tmp_path / "class")
    names = [boards.SharedFolder(folder, Answers(tmp_path / n)).person for n in "ab"]
    assert names == ["amber-alder-10", "blue-elm-11"]


def test_a_link_or_a_pipe_at_the_place_of_a_file_is_not_followed(tmp_path):
    store = shared(tmp_path, "anna")
    outside = tmp_path / "outside"
    outside.write_text("")
    store.path.symlink_to(outside)
    with pytest.raises(errors.AnswerError, match="no plain file"):
        vote(store, 2)
    assert outside.read_text() == ""
    (pipes := tmp_path / "pipes").mkdir()
    os.mkfifo(pipes / "seminar.json")
    assert boards.settings(pipes)["minimum"] == 5


@pytest.mark.parametrize("minimum", [2, 0, "5"])
def test_a_minimum_that_hides_no_one_is_refused(minimum, tmp_path):
    with pytest.raises(errors.SeminarError, match="from 3"):
        boards.prepare(tmp_path, minimum=minimum)


def test_who_works_alone_has_no_settings_of_a_folder(tmp_path, monkeypatch):
    boards.prepare(tmp_path, minimum=9)
    monkeypatch.chdir(tmp_path)
    assert widgets.Prompt(PROMPT, store=Answers(tmp_path / "own"))._ballot.minimum == 5


def test_settings_that_someone_spoilt_are_the_usual_ones(tmp_path):
    for spoilt in ("", "[1]", '{"minimum": "none", "delete_on": 3}', "[" * 9000):
        (tmp_path / "seminar.json").write_text(spoilt)
        assert boards.settings(tmp_path) == {
            "minimum": 5,
            "delete_on": "",
            "rehearsal": False,
            "class": "",
        }
