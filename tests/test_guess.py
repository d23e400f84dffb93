"""First guess, then look: nothing tells the answer before, and nothing typed is lost;
and the quiz on what came before.
"""

import collections
import gc
import re
import weakref

import nbclient
import nbformat
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers import boards, discussion, errors, figures, texts, widgets
from helpers.answers import Answers
from helpers.widgets.panel import Panel
from helpers.widgets.reading import guess
from tools import handouts

KEY, QUESTION = "reading/will", "Is “will” more frequent in one of the texts?"
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def shell():
    """A shell, as in a notebook: without one nothing can be displayed."""
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


@pytest.fixture
def made():
    """A list of what was made by `then`."""
    return []


@pytest.fixture
def asked(tmp_path, made):
    """A function that makes the guess of this test, as Run All does."""

    def make(then=None, **more):
        def result():
            made.append(widgets.Exercise("other", "The result"))
            return made[-1]

        return widgets.Guess(
            KEY, QUESTION, then or result, store=Answers(tmp_path), **more
        )

    return make


def say(panel, action=None, **changed):
    panel.receive({"action": action, "changed": changed})


def names(panel):
    return [field["name"] for field in panel.fields]


def printed(panel):
    return panel._repr_mimebundle_()["text/html"]


def test_nothing_is_made_before_one_of_two_buttons_is_pressed(asked, made):
    panel = asked()
    say(panel, guess="In 1906.")
    assert made == []
    assert names(panel) == ["guess", "keep", "look"]
    assert "The result" not in printed(panel)
    assert panel in guess.waiting
    assert panel.status.startswith("Kept ")
    say(panel, "keep")
    assert len(made) == 1
    assert panel not in guess.waiting
    assert re.search(r"Your guess, kept \d\d:\d\d: .*“In 1906.”", panel.html)
    assert names(panel) == []
    assert "The result" in printed(panel)


def test_an_empty_guess_asks_for_one_and_shows_nothing(asked, made):
    panel = asked()
    for typed in ("", "  \n"):
        say(panel, "keep", guess=typed)
        assert "Write one in the box, or choose “Show me”." in panel.status
    assert made == []
    say(panel, "look")
    assert "You chose to look first" in panel.html
    assert len(made) == 1


@pytest.mark.parametrize("action", ["keep", "look"])
def test_what_was_chosen_stands_after_run_all_in_another_tab_and_read_back(
    action, asked, tmp_path
):
    first, second = asked(), asked()
    say(first, guess="<b>In 1906.")
    say(first, action)
    line = "“&lt;b&gt;In 1906.”" if action == "keep" else "You chose to look first"
    assert line in asked().html
    say(second, guess="after all in 1936")  # a tab in which nothing was shown yet
    say(second, "keep")
    assert line in second.html
    kept = Answers(tmp_path).latest("guess")
    assert kept == {KEY: "after all in 1936"}
    again = Answers(tmp_path / "again")
    discussion.restore(again, discussion.export(Answers(tmp_path), "html"))
    panel = widgets.Guess(KEY, QUESTION, store=again)
    assert line in panel.html
    assert panel not in guess.waiting


def test_a_guess_that_is_not_ready_comes_back_and_shows_nothing(asked, made):
    say(asked(), guess="half a gue")
    panel = asked()
    assert (panel.values["guess"], made) == ("half a gue", [])
    assert panel in guess.waiting


def test_show_everything_reveals_each_and_keeps_what_stands_in_the_box(asked, made):
    panel = asked()
    empty = widgets.Guess("other", "?", store=panel._store)
    say(panel, guess="In 1906.")
    for each in list(guess.waiting):
        each.reveal()
    assert "“In 1906.”" in panel.html
    assert "You chose to look first" in empty.html
    assert not guess.waiting & {panel, empty}
    panel.reveal()
    assert made.count(made[0]) == 1


def test_a_fault_in_what_is_to_be_shown_is_a_sentence_and_loses_nothing(asked):
    tries = []

    def then():
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("no such word")

    panel = asked(then)
    say(panel, "keep", guess="In 1906.")
    assert "The result cannot be shown (ValueError: no such word)." in panel.status
    assert "“In 1906.”" in panel.html
    assert names(panel) == ["look"]
    say(panel, "look")
    assert names(panel) == []
    assert "“In 1906.”" in panel.html


def test_a_full_disk_shows_nothing_that_could_not_be_kept(asked, made, full):
    full.append("")
    panel = asked()
    say(panel, "keep", guess="In 1906.")
    assert "could not be kept" in panel.status
    assert made == []
    assert panel.values["guess"] == "In 1906."
    full.clear()
    say(panel, "keep")
    assert "“In 1906.”" in panel.html


@pytest.mark.parametrize(
    ("value", "shown"),
    [({"guess": 3}, False), ([1], False), (None, False), ({"guess": ""}, True)],
)
def test_what_an_edited_file_says_breaks_nothing(value, shown, asked, tmp_path):
    Answers(tmp_path).keep("guess", KEY, value, 2)
    panel = asked()
    assert (panel in guess.waiting) is not shown
    assert "went wrong" not in panel.status


def test_what_is_displayed_and_printed_is_shown_too(asked):
    def then():
        print("two lines < three")
        figures.table(pd.DataFrame({"a": [1]}), caption="A table")

    panel = asked(then)
    say(panel, "look")
    assert "two lines &lt; three" in printed(panel)
    assert "A table</caption>" in printed(panel)
    kinds = [output["output_type"] for output in panel._result.outputs]
    assert kinds == ["stream", "display_data"]


def test_a_cell_that_is_run_while_a_result_is_made_is_heard(tmp_path):
    """A kernel tells its publisher of each message as it comes, whatever another thread
    does then; one that could not be told answered nothing, and its cell never ended.
    """
    code = (
        f"import os, sys; sys.path.insert(0, {str(handouts.ROOT)!r})\n"
        f"os.environ['SEMINAR_ANSWERS'] = {str(tmp_path)!r}\n"
        "from helpers import widgets\n"
        "def then():\n"
        "    print('made')\n"
        "    get_ipython().set_parent(get_ipython().parent_header)\n"
        "    display('shown')\n"
        f'asked = widgets.Guess("{KEY}", "A question", then=then)\n'
        'asked.receive({"action": "look", "number": 1})\n'
        "print([each['output_type'] for each in asked._result.outputs], asked.status)"
    )
    cells = [nbformat.v4.new_code_cell(code)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    place = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(notebook, kernel_name="python3", resources=place).execute()
    (printed,) = notebook.cells[0].outputs
    assert printed.text.startswith("['stream', 'display_data']")
    assert "went wrong" not in printed.text


def test_a_guess_goes_to_no_class(tmp_path):
    folder = boards.prepare(tmp_path / "class")
    store = boards.SharedFolder(folder, Answers(tmp_path / "own"), "anna")
    panel = widgets.Guess(KEY, QUESTION, store=store)
    say(panel, "keep", guess="In 1906.")
    quiz = widgets.Remember("2-argument", store=store)
    quiz.receive({"action": "choose/1/greater-betrayal"})
    store.keep("verdict", "1906-001", "accept")
    shared = "".join(path.read_text() for path in folder.glob("*.jsonl"))
    assert "accept" in shared
    assert "guess" not in shared
    assert "greater-betrayal" not in shared


def test_what_a_button_made_is_let_go_when_the_cell_is_run_again(
    asked, made, monkeypatch
):
    """And what a button of an earlier run makes closes nothing of a later one."""
    now = ["cell", "run 1"]
    monkeypatch.setattr("helpers.widgets.panel._cell_and_run", lambda: tuple(now))
    first = asked()
    now[:] = [None, None]  # a button is pressed: no cell is run
    say(first, "look")
    assert made[0].comm is not None
    now[:] = ["cell", "run 2"]
    second = asked()
    parts = [made[0], first, first._box, first._result]
    assert [part.comm for part in parts] == [None] * 4
    now[:] = [None, None]
    first._choose("look")
    first._show()
    assert second.comm is not None
    gone = weakref.ref(first)
    del first, parts
    made.clear()
    gc.collect()
    assert gone() is None


def test_print_shows_the_question_a_line_and_the_result(asked, made, monkeypatch):
    monkeypatch.setenv(guess.PRINT, "1")
    html = printed(asked())
    assert html.index(QUESTION) < html.index("pb-write") < html.index("The result")
    assert len(made) == 1


def test_a_handout_has_the_result_and_what_it_shows(tmp_path):
    code = (
        f"import sys; sys.path.insert(0, {str(handouts.ROOT)!r})\n"
        "from helpers import widgets\n"
        f'widgets.Guess("{KEY}", "A question", then=lambda: widgets.Reader("1906:9"))'
    )
    prose = (
        "<details><summary>What it shows</summary>\n\nTold.\n\n</details>\n\n"
        "<details><summary>Hint</summary>\n\nHidden.\n\n</details>"
    )
    cells = [nbformat.v4.new_code_cell(code), nbformat.v4.new_markdown_cell(prose)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    path = tmp_path / "x.ipynb"
    nbformat.write(notebook, path)
    html = handouts.to_html(handouts.run(path), "x")
    assert "the narrower and more shaky does the ground" in html
    assert "What it shows" in html
    assert "Told." in html
    assert "Hidden." not in html


# Remember?

QUIZ = [(n, entry) for n in "2345" for entry in texts.quiz(n)]


def test_three_questions_for_each_session():
    entries = texts.listed("quizzes.yml")
    assert collections.Counter(entry["session"] for entry in entries) == {
        "2": 3,
        "3": 3,
        "4": 3,
        "5": 3,
    }
    assert len({entry["id"] for entry in entries}) == len(entries)
    # no pattern that could be learnt in place of the answers
    assert len({entry["right"] for entry in entries}) == 3


@pytest.mark.parametrize("entry", [entry for _, entry in QUIZ], ids=lambda e: e["id"])
def test_a_question_has_what_it_needs_and_its_quotation_is_exact(entry):
    assert entry["quote"] in texts.passage(entry["cite"])
    assert len(set(entry["options"])) == len(entry["options"]) == 3
    assert entry["right"] in ("1", "2", "3")
    assert entry["question"].strip().endswith(("?", "."))
    assert 1 <= len(re.findall(r"[.;?](?:\s|$)", entry["why"])) <= 3
    for place in re.findall(
        r"\b(?:1906|1936):\d+", f"{entry['question']}{entry['why']}"
    ):
        texts.passage(place)
    for quoted in re.findall(r"“([^”]+)”", entry["question"]):
        plain = quoted[0].lower() + quoted[1:].rstrip(".")
        assert plain in texts.passage(entry["cite"])


def test_a_choice_is_kept_and_its_answer_waits_to_be_asked_for(tmp_path):
    entry = texts.quiz("2")[0]
    right = int(entry["right"])
    quiz = widgets.Remember("2-argument", store=Answers(tmp_path))
    assert quiz.html.startswith("<details><summary>Remember? 3 minutes, or at home")
    assert quiz.html.count("<fieldset>") == 3
    for option in (right % 3 + 1, right):  # as an arrow key passes over them
        quiz.receive({"action": f"choose/{option}/{entry['id']}"})
        assert entry["why"] not in quiz.html
    again = widgets.Remember("2-argument", store=Answers(tmp_path))
    assert again.html.count(" checked>") == 1
    again.receive({"action": f"look/0/{entry['id']}"})
    assert again.status == "Yes."
    assert f"<mark>{entry['quote']}" in again.html
    again.receive({"action": f"choose/{right % 3 + 1}/{entry['id']}"})
    assert entry["why"] not in again.html
    again.receive({"action": f"look/0/{entry['id']}"})
    assert "The answer is another" in again.html


def test_a_session_without_a_quiz_is_refused_in_words():
    with pytest.raises(errors.TextError, match="It has some for 2, 3, 4, 5"):
        widgets.Remember("1-reading")


def test_a_right_option_that_is_none_is_named(monkeypatch):
    entry = texts.quiz("2")[0] | {"right": "4"}
    monkeypatch.setattr("helpers.texts.apparatus.listed", lambda name: [entry])
    with pytest.raises(errors.TextError, match=rf"\({entry['id']}\): `right:`"):
        texts.quiz("2")


def test_in_print_the_questions_come_before_the_answers(tmp_path):
    quiz = widgets.Remember("2-argument", store=Answers(tmp_path))
    html = printed_form(quiz)
    last = texts.quiz("2")[-1]
    assert html.index(last["options"][-1]) < html.index("Answers: ")


def printed_form(panel):
    data = Panel._repr_mimebundle_(panel)
    return (data[0] if isinstance(data, tuple) else data)["text/html"]
