"""What a kernel loads, how often a file is read, and that the drawing of the house is
the house.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

from helpers import errors, texts, widgets
from helpers.texts import files

ROOT = pathlib.Path(__file__).parent.parent
REFUSE = """
import sys
class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {refused!r}:
            raise ImportError(f"{{name}} is refused here")
sys.meta_path.insert(0, Refused())
"""
HEAVY = ("numpy", "pandas", "scipy", "sklearn", "matplotlib")


def run(code, refused=(), **env):
    """What code prints in a fresh process that refuses some packages."""
    done = subprocess.run(
        [sys.executable, "-c", REFUSE.format(refused=tuple(refused)) + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "PYTHONPATH": str(ROOT), **env},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_reading_and_discussing_need_neither_numpy_nor_pandas(tmp_path):
    code = """
from helpers import texts, widgets
reader = widgets.Reader("1936:8")
reader.receive({"changed": {"goto": "1906:12"}, "action": "go", "number": 1})
assert "1906:12" in reader.html, reader.status
assert "class=\\"pb-voice" in widgets.Reader("1906:17").html
argued = widgets.ArgumentMap("1906", "spine")
argued.receive({"action": f"open/{argued._ids[next(iter(argued._basic))]}"})
assert "<svg" in argued.html
argued.receive({"action": f"verdict/reject/{argued._ids[next(iter(argued._basic))]}"})
assert "You rejected" in argued.status, argued.status
exercise = widgets.Exercise("x", "X")
exercise.receive({"changed": {"answer": "kept"}, "number": 1})
assert "Kept" in exercise.status
card = widgets.Prompt("kept-without-europe")
card.receive({"action": "vote/4/1"})
assert "Your vote" in card.status, card.status
taken = widgets.HandIn()
taken.receive({"action": "all"})
assert "Something went wrong" not in taken.status, taken.status
joined = widgets.Join()
joined.receive({"action": "earlier"})
joined.receive({"changed": {"folder": FOLDER}, "action": "join", "number": 1})
assert joined.status.startswith("Joined"), joined.status
again = widgets.Prompt("kept-without-europe")
again.receive({"action": "class"}); again.receive({"action": "class"})
assert "Votes so far: 1" in again.status, again.status
print(sorted({name.split(".")[0] for name in sys.modules} & set(HEAVY)))
"""
    (tmp_path / "class").mkdir()
    answers = str(tmp_path / "own")
    code = code.replace("FOLDER", repr(str(tmp_path / "class")))
    code = code.replace("HEAVY", repr(HEAVY))
    assert run(code, HEAVY, SEMINAR_ANSWERS=answers).strip() == "[]"


def test_importing_everything_by_name_loads_no_picture_and_no_model():
    code = """
from helpers import (answers, arguments, boards, checks, comparison, discussion)
from helpers import figures, texts, topics, widgets, words
print(sorted({name.split(".")[0] for name in sys.modules} & {"sklearn", "scipy"}))
print("matplotlib" in sys.modules, "ipywidgets" in sys.modules)
"""
    assert run(code).split("\n")[:2] == ["[]", "False False"]


@pytest.mark.parametrize("session", ["index", "1-reading", "5-discussion"])
def test_a_session_of_reading_or_discussion_loads_no_models(session, tmp_path):
    import nbclient
    import nbformat

    notebook = nbformat.read(ROOT / f"notebooks/{session}.ipynb", as_version=4)
    asks = (
        "import sys; print(sorted({'sklearn', 'scipy', 'matplotlib'} & {*sys.modules}))"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(asks))
    client = nbclient.NotebookClient(
        notebook,
        timeout=120,
        resources={"metadata": {"path": str(ROOT / "notebooks")}},
        extra_arguments=["--log-level=ERROR"],
    )
    own = {"SEMINAR_ANSWERS": str(tmp_path), "IPYTHONDIR": str(tmp_path / "ipython")}
    client.execute(env=os.environ | own | {"SEMINAR_SHARED": ""})
    loaded = notebook.cells[-1].outputs[0]["text"].strip()
    assert loaded == "[]"  # their pictures are drawn without


def test_each_widget_is_imported_when_it_is_named_and_not_before():
    code = """
from helpers import widgets
before = {name for name in sys.modules if name.startswith("helpers.widgets.")}
widgets.Reader
print(before, "helpers.widgets.words.keyness" in sys.modules)
"""
    assert run(code).strip() == "set() False"
    with pytest.raises(AttributeError, match="There is no widget Readers. There are"):
        widgets.Readers  # noqa: B018


def test_the_first_prompt_reads_each_file_once(tmp_path):
    code = """
import collections, pathlib
from helpers import widgets
reads, read = collections.Counter(), pathlib.Path.read_bytes
def counting(path):
    reads[path.name] += path.parent.name == "texts"
    return read(path)
pathlib.Path.read_bytes = counting
widgets.Prompt("kept-without-europe")
print(+reads)
"""
    counted = run(code, SEMINAR_ANSWERS=str(tmp_path))
    assert "'prompts.yml': 1" in counted
    assert "'1936-the-revolution-betrayed.md': 1" in counted
    assert set(re.findall(r": (\d+)", counted)) == {"1"}, counted


def test_an_edit_of_a_file_beside_the_texts_is_noticed(tmp_path, monkeypatch):
    folder = shutil.copytree(texts.FOLDER, tmp_path / "texts")
    monkeypatch.setattr(files, "FOLDER", folder)
    before = len(texts.listed("families.yml"))
    with (folder / "families.yml").open("a", encoding="utf-8") as file:
        file.write('\n- name: "mine"\n  forms: ["soviet*"]\n')
    assert len(texts.listed("families.yml")) == before + 1


def test_a_voice_whose_words_were_corrected_is_left_out_of_reading_and_not_of_counting(
    own,
):
    folder = own("a.md", body="The words of another stand here.")
    rows = ["cite,words,voice,speaker,note", "a:1,words of another,quoted,Lenin,"]
    rows += ["a:1,words that went,quoted,Lenin,"]
    (folder / "voices.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    text = texts.load("a", folder)
    kept, stale = texts.voice_rows(text)
    assert [voice.words for voice in kept] == ["words of another"]
    assert len(stale) == 1
    reader = widgets.Reader(folder=str(folder))
    assert "words of another" in reader.html
    assert "'words that went' does not stand in a:1. Copy the words" in reader.status
    with pytest.raises(errors.TextError, match="words that went"):
        texts.voices(text)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("cite,words\na:1,x\n", "has no column voice, speaker, note"),
        ("cite,words,voice,speaker,note\na:1,x\n", "line 2"),
        ('cite,words,voice,speaker,note\na:1,"x,quoted,,\n', "Save it again so"),
    ],
)
def test_a_table_that_is_none_is_named_with_its_line(own, content, words):
    folder = own("a.md")
    (folder / "voices.csv").write_text(content, encoding="utf-8")
    with pytest.raises(errors.TextError, match=words):
        texts.voice_rows(texts.load("a", folder))


def test_every_folder_and_module_is_drawn_and_what_is_drawn_is_there():
    drawing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawing = drawing.split("## The house")[1].split("\n## ")[0]
    named = set(re.findall(r"`((?:helpers|tools|hub)(?:/\w+)*(?:\.\w+)?)/?`", drawing))
    modules = [*ROOT.glob("helpers/**/*.py"), *ROOT.glob("tools/*.py")]
    modules += ROOT.glob("hub/board/*.py")
    rooms = {path.relative_to(ROOT).as_posix() for path in modules}
    rooms = {room for room in rooms if not room.endswith("__init__.py")}
    packages = {pathlib.PurePosixPath(room).parent.as_posix() for room in rooms}
    for name in named:
        assert name in rooms | packages or (ROOT / name).exists(), name
    for room in rooms:  # by itself, or by the folder that it stands in
        folder = pathlib.PurePosixPath(room).parent.as_posix()
        assert room in named or (folder in named and folder != "helpers"), room


def test_the_readme_names_what_stands_at_the_top():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    map_of = readme.split("## The repository")[1].split("```")[1]
    for name in re.findall(r"^(\S+)", map_of, re.M):
        assert name == "answers/" or (ROOT / name).exists(), name
    for name in ("notebooks/", "texts/", "helpers/", "tools/", "tests/"):
        assert re.search(rf"^{name}", map_of, re.M), name


def test_nothing_stands_at_the_top_that_the_pages_do_not_name():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True
    )
    if tracked.returncode:
        pytest.skip("this is no clone, so nothing says what belongs to it")
    pages = (ROOT / "README.md").read_text(encoding="utf-8")
    pages += (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    names = {line.split("/")[0] for line in tracked.stdout.split()}
    strays = {name for name in names if not name.startswith(".") and name not in pages}
    assert strays <= {"Makefile"}
