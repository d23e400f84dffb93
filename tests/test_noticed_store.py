"""What the store says and writes, word for word: where answers go, why one was not
taken, and what stands in a file to hand in.
"""

import json

import pytest

from helpers import errors
from helpers.store import folders, forms
from helpers.store.answers import Answers

NOT_SHARED = (
    "This is in your own file, and not in the folder of the class ({}). If the folder"
    " comes back, it goes there with what you write next. If it was deleted, leave it"
    " where you joined it."
)
ENTRY = {"time": "2026-01-01T10:00:00", "kind": "exercise", "key": "will", "round": 1}
VOTE = {"vote": 4, "why": "a\n*b*", "cite": "1906:9.1", "quote": "q", "mind": "m"}
MARKDOWN = """\
# What I wrote

## How often?

*Kept 2026-01-01 10:00*



> 44 \\*times\\*  

## vote\\: betrayal, round 2

*Kept 2026-01-01 10:00*

Vote, 1 to 5:

> 4  

Why:

> a  
> \\*b\\*  

The sentence:

> 1906\\:9\\.1  

Its words:

> q  

What would change my mind:

> m  

## The same for the machine

This part is for Restore, which reads it back. What is changed above changes nothing \
here.

```json answers
"""


@pytest.fixture
def shared(tmp_path):
    folder = folders.prepare(tmp_path / "class")
    return folders.SharedFolder(folder, Answers(tmp_path / "own"), "anna")


def refused(shared, value="44"):
    with pytest.raises(errors.AnswerError) as caught:
        shared.keep("topic name", "6", value)
    assert shared.get("topic name", "6") == value, "it is in one's own file"
    return str(caught.value)


def test_a_folder_that_is_gone(shared):
    shared.folder.rename(shared.folder.with_name("elsewhere"))
    assert refused(shared) == NOT_SHARED.format("the folder is not there")


def test_a_file_that_is_no_plain_file(shared, tmp_path):
    shared.path.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").touch()
    what = "anna.jsonl in it is no plain file"
    assert refused(shared) == NOT_SHARED.format(what)


def test_a_file_that_would_be_too_large(shared):
    line = forms.write([ENTRY | {"value": "x" * 999_000}], "json")
    content = json.dumps(json.loads(line)[0])
    shared.path.write_text(f"{content}\n" * 5, encoding="utf-8")
    assert refused(shared, "x" * 10_000) == NOT_SHARED.format(
        "anna.jsonl in it would be larger than 5 MB"
    )


def test_a_folder_that_was_made_anew(shared):
    shared.keep("topic name", "1", "the party")
    (shared.folder / "seminar.json").unlink()
    folders.prepare(shared.folder)
    assert refused(shared) == (
        "This is in your own file, and not in the folder of the class, which was made"
        " anew since you joined it. Join it again if it is still your class, and else"
        " leave it."
    )


def test_the_settings_of_a_class(tmp_path):
    made = folders.prepare(tmp_path / "class", 7, "2027-02-01")
    assert made == (tmp_path / "class").resolve()
    written = json.loads((made / "seminar.json").read_text(encoding="utf-8"))
    assert (written["minimum"], written["delete_on"]) == (7, "2027-02-01")
    assert (written["rehearsal"], len(written["class"])) == (False, 16)
    folders.prepare(made, rehearsal=True)
    assert folders.settings(made) == written | {"rehearsal": True}
    # what a file of someone else's says of another type counts for nothing
    (made / "seminar.json").write_text('{"minimum": "2", "delete_on": 7, "x": 1}')
    assert folders.settings(made) == folders.settings(None)
    (made / "seminar.json").write_text('{"minimum": 1}')
    assert folders.settings(made)["minimum"] == 3


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"minimum": 2},
            "The minimum is a whole number of people from 3: in a smaller group"
            " everyone can be guessed.",
        ),
        (
            {"delete_on": "soon"},
            "“soon” is no day. Write the day on which you will delete the folder as"
            " 2027-02-01.",
        ),
    ],
)
def test_a_setting_that_is_none(asked, sentence, tmp_path):
    with pytest.raises(errors.SeminarError) as caught:
        folders.prepare(tmp_path / "class", **asked)
    assert str(caught.value) == sentence
    assert not (tmp_path / "class").exists()


def test_a_folder_that_takes_no_file(tmp_path):
    (tmp_path / "class").touch()
    with pytest.raises(errors.AnswerError) as caught:
        folders.prepare(tmp_path / "class")
    assert str(caught.value) == (
        f"{tmp_path / 'class'} is a file, and a class needs a folder. Write the path of"
        " one, or of one that is to be made."
    )
    with pytest.raises(errors.AnswerError) as caught:
        folders.prepare(" ' ' ")
    assert str(caught.value) == (
        "Write the folder of your class in the box, as your instructor gave it."
    )


def test_where_answers_go(shared, tmp_path, monkeypatch):
    monkeypatch.delenv("BINDER_LAUNCH_HOST", raising=False)
    own = Answers(tmp_path / "own")
    assert own.notice == (
        "Kept in a file of your own, own/me.jsonl. No one else sees it here, and no"
        " class is shown."
    )
    assert shared.notice == (
        "Kept in a file of your own, and under the name anna in a folder that the class"
        " shares. Cards and class view show no names. Its members and whoever else can"
        " open the folder can read every file in it, before voting too, and its"
        " computer may know which account wrote which. No date of deletion was set: ask"
        " for one."
    )
    folders.prepare(shared.folder, delete_on="2027-02-01")
    assert shared.notice.endswith("which. To be deleted on 2027-02-01.")
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org/")
    assert own.notice.endswith(
        " It is lost when this session of Binder ends, after ten idle minutes: Download"
        " it before."
    )
    assert shared.notice.endswith("Binder ends; the shared folder is not.")


def test_a_name_that_is_none(tmp_path):
    with pytest.raises(errors.AnswerError) as caught:
        Answers(tmp_path, "an/na")
    assert str(caught.value) == (
        "'an/na' cannot be a name here: it becomes the name of a file. Use letters,"
        " figures, - and _, a hundred at most."
    )


def test_a_value_that_cannot_be_kept(tmp_path):
    answers = Answers(tmp_path)
    with pytest.raises(errors.AnswerError) as caught:
        answers.keep("exercise", "k" * 90, {1: "x" * 90})
    assert str(caught.value) == (
        f"This cannot be kept as exercise “{'k' * 57}…”: {{1: '{'x' * 52}… would not"
        " come back as it is. Keep words, whole numbers and others, True, False, None,"
        " and [lists] and {dicts} of these with words as keys."
    )
    with pytest.raises(errors.AnswerError) as caught:
        answers.keep("exercise", 7, "x")
    assert str(caught.value) == (
        "This cannot be kept as exercise “7”: the key is 7, and wanted are words."
    )
    with pytest.raises(errors.AnswerError) as caught:
        answers.keep("exercise", "k", "x", 0)
    assert str(caught.value) == (
        "This cannot be kept as exercise “k”: the round is 0, and wanted is a whole"
        " number from 1 to 999."
    )


def test_a_file_in_markdown():
    entries = [ENTRY | {"value": "44 *times*"}]
    entries += [ENTRY | {"kind": "vote", "key": "betrayal", "round": 2, "value": VOTE}]
    headings = {("exercise", "will"): "How often?"}
    written = forms.write(entries, "md", headings=headings)
    assert written == forms.write(entries, headings=headings)
    assert written.startswith(MARKDOWN)
    assert forms.read(written) == (entries, [])


def test_a_file_for_a_spreadsheet():
    long = "x" * 200_000  # beyond what Python's reader takes by itself
    entries = [ENTRY | {"value": value} for value in ("=44", ["a", 1], long, "a\r\nb")]
    written = forms.write(entries, "csv")
    assert written.splitlines()[0] == '"time","kind","key","round","form","value"'
    assert written.splitlines()[2].endswith('"json","[""a"", 1]"')
    assert forms.read(written) == (entries, [])
    assert forms.read(written.replace("exercise", "exer\0cise"))[0] is not None


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ('"time","kind","key","round","form","value"\n"a","b"\n', "ROW"),
        ("[1", "JSON"),
        ("\n\n[\n1,\n{}", "JSON"),
        ("[1, 2]", "COUNT"),
        ("x\n\ny", "LINES"),
    ],
)
def test_what_cannot_be_read(content, problems):
    expected = {
        "ROW": [(2, "this row is no answer as it was written")],
        "COUNT": [(1, "2 of 2 entries are no answers")],
        "LINES": [
            (1, "no answer can be read here"),
            (3, "half-written: it may be under way, look again"),
        ],
    }
    cut = "this is not JSON as it was written: it was cut short or changed"
    expected["JSON"] = [(content.count("\n") + 1, cut)]
    assert forms.read(content) == ([], expected[problems])


def test_a_table_that_is_none():
    content = forms.write([ENTRY | {"value": "44"}], "csv") + '"x' + "y" * 10**7 + '"\n'
    entries, problems = forms.read(content)
    assert entries == [ENTRY | {"value": "44"}]
    assert problems == [
        (3, "this is no table with commas (field larger than field limit (10000000))")
    ]


def test_a_file_of_a_class_that_is_too_large(tmp_path):
    path = tmp_path / "anna.jsonl"
    path.write_bytes(b"\n" * 5_000_001)
    assert folders.read(path).problems == [(0, "larger than 5 MB; it was not read")]
    path.write_text("x\n" * 8, encoding="utf-8")
    assert folders.read(path).problems == [
        *((n, "no answer can be read here") for n in range(1, 6)),
        (0, "and 3 more such places"),
    ]
    path.write_text("x\n" * 6 + "\n", encoding="utf-8")
    assert folders.read(path).problems[5:] == [(0, "and 1 more such places")]


def test_a_name_of_a_hundred_letters(tmp_path):
    assert Answers(tmp_path, "x" * 100).keep("exercise", "n", 1)
    with pytest.raises(errors.SeminarError, match="a hundred at most"):
        Answers(tmp_path, "x" * 101).keep("exercise", "n", 1)
