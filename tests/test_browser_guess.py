"""First guess, then look, in JupyterLab: by keyboard, through a killed kernel, and with
the prose below it; and the quiz at the top of a session.
"""

import json
import re

import nbformat
import pytest
from conftest import axe_findings, open_page, run_all, run_cells, settle, stop_kernel
from playwright.sync_api import expect

from helpers.answers import Answers

pytestmark = pytest.mark.browser
QUESTION = "Is “will” more frequent in one of the texts?"
CODE = f"""widgets.Guess(
    "reading/will", "{QUESTION}", then=lambda: widgets.Chance("will")
)"""
SHOWS = "<details><summary>{}</summary>\n\n{}\n\n</details>"
CELLS = [
    ("code", 'import sys; sys.path.insert(0, "..")\nfrom helpers import widgets'),
    ("code", 'widgets.Remember("2-argument")'),
    ("markdown", "## Round 1\n\n" + SHOWS.format("What it shows", "Not of the guess.")),
    ("code", CODE),
    ("markdown", SHOWS.format("What it shows at first.", "Told of the guess.")),
    ("markdown", SHOWS.format("Hint", "A hint.")),
    ("markdown", "## Round 2\n\n" + SHOWS.format("What it shows", "Of round 2.")),
    ("code", "widgets.HandIn()"),
    ("markdown", SHOWS.format("What it shows", "After the code.")),
]
COUNT = """() => {
    window.revealed = 0;
    document.addEventListener("seminar-reveal", () => window.revealed++);
}"""


@pytest.fixture
def session(lab, folder, notebook):
    """A function that opens a session with one guess, and runs it."""
    new = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [new[kind](source) for kind, source in CELLS]
    written = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(written, folder / "notebooks" / "guessing.ipynb")
    return lambda: notebook("guessing")


@pytest.fixture
def asked(session):
    return session().get_by_role("group", name=f"Guess: {QUESTION}")


def result_of(asked):
    return asked.page.get_by_role("group", name="Would chance do this?")


def prose(page, words):
    """Words of a cell of prose as it is read, and not as its source."""
    return page.locator(".jp-MarkdownOutput").get_by_text(words)


def test_by_keyboard_a_guess_then_the_result_and_what_it_shows(asked, folder):
    page, status = asked.page, asked.get_by_role("status")
    page.evaluate(COUNT)
    told = prose(page, "Told of the guess.")
    expect(told).not_to_be_visible()
    expect(result_of(asked)).to_have_count(0)
    keep = asked.get_by_role("button", name="Keep my guess")
    look = asked.get_by_role("button", name="Show me")
    styles = """each => {
        const { fontWeight, backgroundColor, borderColor } = getComputedStyle(each);
        return [fontWeight, backgroundColor, borderColor, each.offsetHeight];
    }"""
    assert keep.evaluate(styles) == look.evaluate(styles)  # of equal weight
    keep.press("Enter")
    expect(status).to_contain_text("There is no guess yet.")
    asked.get_by_label(QUESTION).press_sequentially("In <b>1906</b>.")
    expect(status).to_contain_text(re.compile(r"Kept \d\d:\d\d:\d\d\."))
    assert axe_findings(page) == []
    keep.press("Enter")
    expect(result_of(asked)).to_be_visible()
    expect(result_of(asked).get_by_role("img")).to_be_visible()
    expect(asked).to_contain_text(
        re.compile(r"Your guess, kept \d\d:\d\d: “In <b>1906")
    )
    expect(keep).to_have_count(0)
    expect(told).to_be_visible()
    for folded in ("Not of the guess.", "A hint.", "Of round 2.", "After the code."):
        expect(prose(page, folded)).not_to_be_visible()
    assert page.evaluate("window.revealed") == 1
    assert axe_findings(page) == []
    # whoever closes it finds it closed
    prose(page, "What it shows at first.").click()
    expect(told).not_to_be_visible()
    result_of(asked).get_by_role("button", name="Shuffle again").press("Enter")
    expect(result_of(asked).get_by_role("status")).to_contain_text("Shuffle 2.")
    expect(told).not_to_be_visible()


def test_show_me_shows_without_a_guess(asked):
    asked.get_by_role("button", name="Show me").click()
    expect(asked.get_by_text("You chose to look first")).to_be_visible()
    expect(result_of(asked)).to_be_visible()
    expect(prose(asked.page, "Told of the guess.")).to_be_visible()


def test_nothing_is_lost_when_the_kernel_is_killed_and_all_is_run_again(
    asked, session, folder
):
    page = asked.page
    asked.get_by_label(QUESTION).fill("half a guess")
    expect(asked.get_by_role("status")).to_contain_text("Kept ")
    stop_kernel(page)
    asked.get_by_label(QUESTION).fill("half a guess, finished")
    asked.get_by_role("button", name="Keep my guess").click()
    expect(asked.get_by_role("status")).to_contain_text("Not kept")
    session()
    expect(asked.get_by_label(QUESTION)).to_have_value("half a guess, finished")
    expect(prose(page, "Told of the guess.")).not_to_be_visible()
    asked.get_by_role("button", name="Keep my guess").click()
    expect(result_of(asked)).to_be_visible()
    stop_kernel(page)
    session()
    for _ in range(2):
        expect(asked.get_by_text("“half a guess, finished”")).to_be_visible()
        expect(result_of(asked)).to_have_count(1)
        expect(prose(page, "Told of the guess.")).to_be_visible()
        run_all(page)


def test_a_second_window_shows_what_was_chosen_in_the_first(asked, folder):
    page, name = asked.page, "guessing"
    copied = (folder / "notebooks" / f"{name}.ipynb").read_bytes()
    (folder / "notebooks" / f"{name}-2.ipynb").write_bytes(copied)
    other = page.context.new_page()
    open_page(other, page.url.partition("?")[0].replace(name, f"{name}-2"))
    second = other.get_by_role("group", name=f"Guess: {QUESTION}")
    second.get_by_label(QUESTION).fill("another guess")
    expect(second.get_by_role("status")).to_contain_text("Kept ")
    asked.get_by_role("button", name="Show me").click()
    expect(asked.get_by_text("You chose to look first")).to_be_visible()
    second.get_by_role("button", name="Keep my guess").click()
    expect(second.get_by_text("You chose to look first")).to_be_visible()
    kept = Answers(folder / "answers").get("guess", "reading/will")
    assert kept == "another guess"  # not lost, and not passed off as a guess


def test_the_quiz_by_keyboard_and_after_run_all(asked, folder):
    page = asked.page
    quiz = page.get_by_role("group", name="Remember? Before session 2-argument")
    question = quiz.get_by_role("group", name="What does the text of 1906 call")
    expect(question).to_have_count(0)  # folded
    quiz.get_by_text("Remember? 3 minutes, or at home").press("Enter")
    question.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    expect(quiz.get_by_role("status")).to_contain_text("Press “Check” to see.")
    page.keyboard.press("ArrowDown")
    expect(question.get_by_role("radio").nth(1)).to_be_checked()
    expect(question.get_by_role("radio").nth(1)).to_be_focused()
    expect(quiz.get_by_text("The sentence weighs two failings")).to_have_count(0)
    quiz.get_by_role("button", name="Check").first.press("Enter")
    expect(quiz.get_by_role("status")).to_have_text("Yes.")
    expect(quiz.get_by_text("The sentence weighs two failings")).to_be_visible()
    expect(quiz.locator("mark").first).to_contain_text("To flee before")
    quiz.get_by_text("The whole paragraph, 1906:18").press("Enter")
    expect(quiz.get_by_text("Such a solution would be a solution")).to_be_visible()
    assert axe_findings(page) == []
    run_cells(page, "Remember(")
    quiz.get_by_text("Remember? 3 minutes, or at home").press("Enter")
    expect(question.get_by_role("radio").nth(1)).to_be_checked()
    lines = (folder / "answers" / "me.jsonl").read_text().splitlines()
    assert {json.loads(line)["kind"] for line in lines} == {"quiz"}


def test_the_file_to_hand_in_is_chosen_and_opens_as_a_page(asked, folder):
    page = asked.page
    asked.get_by_label(QUESTION).fill("In 1906 <script>document.title='run'</script>")
    asked.get_by_role("button", name="Keep my guess").click()
    expect(result_of(asked)).to_be_visible()
    take = page.get_by_role("group", name="All that you wrote", exact=True)
    chosen = take.get_by_role("group", name="In the file that I hand in")
    expect(chosen.get_by_role("radio", name="Exercises alone")).to_be_checked()
    chosen.get_by_role("radio", name="Exercises and votes").check()
    take.get_by_role("checkbox", name="With my first guesses").check()
    expect(take.get_by_role("checkbox", name="With my first guesses")).to_be_checked()
    with page.expect_download() as downloading:
        take.get_by_role("button", name="Download to hand in").press("Enter")
    assert downloading.value.suggested_filename == "to-hand-in.html"
    settle(page)  # nor does what was said before come back
    expect(take.get_by_role("status")).to_have_text("Downloaded as to-hand-in.html.")
    path = folder / "to-hand-in.html"
    downloading.value.save_as(path)
    opened = page.context.new_page()
    opened.goto(path.as_uri())
    heading = opened.get_by_role("heading", name=f"A first guess: {QUESTION}")
    expect(heading).to_be_visible()
    # once, though it was kept as it was typed and again as the result was shown
    expect(opened.get_by_text("In 1906 <script>")).to_have_count(1)
    assert opened.title() != "run"
    opened.close()
    take.get_by_label("Restore from a file").set_input_files(path)
    expect(take.get_by_role("status")).to_contain_text("Nothing new")
    assert axe_findings(page) == []
