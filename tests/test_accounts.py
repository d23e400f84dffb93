"""Accounts of one system share a folder, whatever their umask; their own files are
theirs alone; and the instructor is told what was made ready and what was not.
"""

import datetime
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import textwrap

import nbformat
import pytest
from of_class import PROMPT, shared, vote
from recipes import CELLS, named

from helpers import boards, discussion, errors
from helpers.answers import Answers

ROOT = pathlib.Path(__file__).parent.parent
accounts = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can act as a second account",
)
#: Becomes another account once all is imported that is needed: that one may not be
#: allowed to read where Python stands.
STUDENT = """
import os, sys
from helpers import boards, discussion
from helpers.answers import Answers
folder, own, uid, umask, act = sys.argv[1:]
discussion.prompts(); discussion.sentences(discussion.prompt("{prompt}"))
os.setgroups([]); os.setgid(int(uid)); os.setuid(int(uid)); os.umask(int(umask, 8))
if act == "spoil":
    for path in os.scandir(folder):
        for spoil in (os.unlink, lambda p: open(p, "a").write("x")):
            try:
                spoil(path.path)
                print("spoilt", path.name)
            except OSError:
                pass
    try:
        print("read", os.listdir(own))
    except OSError:
        print("closed")
else:
    board = boards.Board()
    board._own = board._used = Answers(own)
    board.join(folder)
    ballot = discussion.Ballot(discussion.prompt("{prompt}"), board)
    ballot.vote(int(uid) % 5 + 1, 1)
    ballot.write("why", "since " + uid, 1)
    print(ballot.room().voted, ballot.close().message)
"""

#: The same, who does with the panels of session 1 what the recipe for a folder names.
SECOND = """
import json, os, sys
sys.path.insert(0, "tests")
from helpers import widgets
from recipes import box, press
prompt, folder, uid, named, act = sys.argv[1:]
panel, card, named = widgets.Join(), widgets.Prompt(prompt), json.loads(named)
os.setgroups([]); os.setgid(int(uid)); os.setuid(int(uid)); os.umask(0o077)
if act == "vote":
    print(press(panel, named[1], **{box(panel, named[0]): folder}))
    card.receive({"action": "vote/4/1"})
    print(card.status)
else:
    for name in named[3:]:
        print(press(panel, name))
"""


def modes(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_place():
    """A place that every account can come to, as a test's own folder is not."""
    place = pathlib.Path(tempfile.mkdtemp())
    place.chmod(0o1777)
    yield place
    shutil.rmtree(place)


def as_account(uid, folder, own, umask="077", act="vote"):
    code = textwrap.dedent(STUDENT.format(prompt=PROMPT))
    return in_process(code, folder, own, str(uid), umask, act)


def in_process(code, *arguments, **around):
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=os.environ | around,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@accounts
def test_accounts_with_any_umask_join_vote_and_count(open_place):
    before = os.umask(0o077)  # of the instructor, too
    try:
        folder = boards.prepare(open_place / "class", minimum=3)
    finally:
        os.umask(before)
    for n, umask in enumerate(("077", "022", "027", "002")):
        counted = as_account(42001 + n, folder, open_place / f"own-{n}", umask)
        assert counted.startswith(f"{n + 1} ")
    assert "The class is open." in counted
    conducted = discussion.conducted(folder)
    assert conducted.room(PROMPT).voted == 4
    assert conducted.wall.problems() == []
    assert sorted(reason.why for reason in conducted.reasons(PROMPT)) == [
        f"since {42001 + n}" for n in range(4)
    ]
    assert {modes(path) for path in folder.iterdir()} == {0o644}
    for n in range(4):
        assert modes(open_place / f"own-{n}") == 0o700
        assert modes(open_place / f"own-{n}" / "me.jsonl") == 0o600


@accounts
def test_the_recipe_of_a_folder_is_tried_from_a_second_account(open_place, alone):
    """What is typed and pressed there, and what is looked for here, is read from the
    recipe; here the boxes of the instructor's page are run with the path in them.
    """
    folder, names = open_place / "monday", {}
    written = CELLS["prepare"].source.replace('r""', f'r"{folder}"', 1)
    exec(CELLS["setup"].source, names)
    exec(written, names)
    step = named("recipe-folder", "second account")
    session = nbformat.read(ROOT / "notebooks/1-reading.ipynb", as_version=4)
    code = "".join(cell.source for cell in session.cells if cell.cell_type == "code")
    assert "widgets.Join()" in code
    prompt = re.search(r'widgets\.Prompt\("([^"]*)"\)', code)[1]
    own = {"SEMINAR_ANSWERS": str(open_place / "own"), "SEMINAR_SHARED": ""}

    def second(act):
        do = (SECOND, prompt, str(folder), "42001", json.dumps(step), act)
        return in_process(*do, **own)

    assert "Joined." in second("vote")
    panel = eval(CELLS["conduct"].source, names)
    assert step[2] in panel.html
    (file,) = folder.glob("*.jsonl")
    assert file.stat().st_uid == 42001
    assert "1 answer is taken back" in second("leave")
    panel.receive({"action": "look"})
    assert step[2] not in panel.html
    assert "Votes: 0" in panel.html


@accounts
def test_no_account_changes_or_takes_away_what_is_anothers(open_place):
    folder = boards.prepare(open_place / "class", minimum=3)
    as_account(42001, folder, open_place / "own", "022")
    assert as_account(42002, folder, open_place / "own", "022", "spoil") == "closed\n"
    assert discussion.conducted(folder).room(PROMPT).voted == 1
    assert boards.settings(folder)["minimum"] == 3


def test_own_answers_are_closed_to_others_also_where_they_were_open(tmp_path):
    own = tmp_path / "own"
    own.mkdir(mode=0o755)
    (own / "me.jsonl").write_text("")
    (own / "me.jsonl").chmod(0o644)
    Answers(own).keep("exercise", "a", "words")
    assert (modes(own), modes(own / "me.jsonl")) == (0o700, 0o600)
    folder = boards.prepare(tmp_path / "class")
    Answers(folder).keep("exercise", "a", "words")  # who keeps them beside the class
    assert modes(folder) == 0o1777


def test_a_system_without_modes_stops_nothing(tmp_path, monkeypatch):
    def refused(self, mode):
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr(pathlib.Path, "chmod", refused)
    store = shared(tmp_path, "anna")
    vote(store, 3, "kept")
    assert discussion.conducted(store.folder).room(PROMPT).voted == 1


def test_what_members_share_is_readable_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        folder = boards.prepare(tmp_path / "class")
        store = boards.SharedFolder(folder, Answers(tmp_path / "own"))
        assert modes(store.path) == 0o644  # also before the first vote
        vote(store, 3, "kept")
        store.path.chmod(0o600)  # of a version before
        vote(store, 4, "kept")
    finally:
        os.umask(before)
    assert modes(store.path) == 0o644
    assert modes(store.folder / "seminar.json") == 0o644


# What was made ready


def said(folder, state):
    return " ".join(each.words for each in boards.report(folder) if each.state == state)


def test_a_folder_that_is_ready_is_said_to_be_and_what_one_account_cannot_try(
    open_place,
):
    folder = boards.prepare(open_place / "class", delete_on="2999-02-01")
    assert said(folder, "wrong") == ""
    right = said(folder, "right")
    assert f"The folder is {folder}" in right
    assert "This account can write there: tried with a file." in right
    assert "every account of this computer can use it" in right
    assert "It is to be deleted on 2999-02-01." in right
    assert "One account cannot try what another can do." in said(folder, "unknown")
    assert [path.name for path in folder.iterdir()] == ["seminar.json"]


def test_a_folder_closed_to_others_comes_with_a_line_for_an_administrator(open_place):
    folder = boards.prepare(open_place / "a class", delete_on="2999-02-01")
    folder.chmod(0o755)
    open_place.chmod(0o700)
    wrong = said(folder, "wrong")
    assert f"Other accounts cannot come to it: {open_place} is closed" in wrong
    assert "would not be counted" in wrong
    command = next(each.command for each in boards.report(folder) if each.command)
    assert command == f"chmod o+x {open_place} && chmod 1777 '{folder}'"
    subprocess.run(command, shell=True, check=True)
    assert said(folder, "wrong") == ""
    folder.chmod(0o777)
    assert "also delete each other’s files" in said(folder, "wrong")


@pytest.mark.parametrize(
    ("delete_on", "words"),
    [
        ("", "No day of deletion is set."),
        ("2020-02-01", "The day of deletion, 2020-02-01, is past."),
        (str(datetime.date.today()), ""),
    ],
)
def test_a_day_that_is_past_or_missing(delete_on, words, open_place):
    folder = boards.prepare(open_place / "class", delete_on=delete_on)
    assert said(folder, "wrong").startswith(words)
    assert bool(words) == bool(said(folder, "wrong"))


def test_a_folder_that_is_not_there_or_not_prepared(tmp_path, open_place):
    assert "Prepare it first." in said(tmp_path / "none", "wrong")
    assert "seminar.json is missing" in said(open_place, "wrong")


def test_a_slip_in_the_path_and_a_folder_among_the_pages_are_refused(
    tmp_path, monkeypatch
):
    with pytest.raises(errors.AnswerError, match="Look for a slip in the path"):
        boards.prepare(tmp_path / "clas" / "2026")
    assert not (tmp_path / "clas").exists()
    monkeypatch.chdir(ROOT / "notebooks")
    for typed in ("klasse", ".", "deeper/klasse"):
        with pytest.raises(errors.AnswerError, match="among the pages.*such as /"):
            boards.prepare(typed)
    assert not (ROOT / "notebooks" / "klasse").exists()


def test_a_page_which_imports_the_library_by_two_dots_is_refused_too(tmp_path):
    (tmp_path / "notebooks").mkdir()
    shutil.copytree(ROOT / "helpers", tmp_path / "helpers")
    code = """import sys; sys.path.insert(0, "..")
from helpers import boards
try:
    boards.prepare("klasse")
except Exception as error:
    print(error)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "notebooks",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "would stand among the pages" in ran.stdout
    assert [*(tmp_path / "notebooks").iterdir()] == []


# A test student


def test_a_test_student_joins_votes_is_counted_and_leaves_nothing(tmp_path):
    store = shared(tmp_path, "anna")
    vote(store, 3)
    before = {path.name: path.read_bytes() for path in store.folder.iterdir()}
    remarks = discussion.conducted(store.folder).test_student()
    assert [each.state for each in remarks] == ["right", "right", "unknown"]
    assert "joined, voted on “" in remarks[0].words
    assert {p.name: p.read_bytes() for p in store.folder.iterdir()} == before


def test_no_test_student_is_sent_into_a_vote_that_is_open(tmp_path, monkeypatch):
    folder = boards.prepare(tmp_path / "class")
    conducted = discussion.conducted(folder)
    conducted.set_control(PROMPT, open=1, shown=False)
    monkeypatch.setattr(boards.SharedFolder, "keep", lambda *given: 1 / 0)
    remarks = conducted.test_student()  # as Run All does in mid-vote
    assert "a vote is open" in remarks[0].words


def test_a_test_student_that_cannot_vote_says_why(tmp_path):
    remarks = discussion.conducted(tmp_path / "gone").test_student()
    assert [each.state for each in remarks] == ["wrong"]
    assert "the folder is not there" in remarks[0].words
