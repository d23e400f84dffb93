"""The instructor's panel, the wall and a student's card side by side in JupyterLab, on
one folder: a vote is opened, closed, read, shown, held again, begun anew and deleted.
"""

import re
import shutil

import nbformat
import pytest
from conftest import axe_findings, open_page, run_cells, settle
from playwright.sync_api import expect
from states import in_form

from helpers import boards, discussion
from helpers.answers import Answers

pytestmark = pytest.mark.browser
PROMPT = "inevitable-and-betrayed"
NAME = f"Prompt: {discussion.prompt(PROMPT)['title']}"
START = """import os, sys; sys.path.insert(0, "..")
from helpers import boards, widgets
"""
HERS = [START, 'widgets.Conduct("../class")', 'widgets.Wall("../class")']
OWN = 'import os; os.environ["SEMINAR_ANSWERS"] = "../students/here"\n'
JOIN = 'boards.board().join("../class", "grey-heron-11")'
THEIRS = [OWN + START, JOIN, f'widgets.Prompt("{PROMPT}")']


def write(folder, name, codes):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    made = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(made, folder / "notebooks" / f"{name}.ipynb")


@pytest.fixture(scope="module")
def pages(shared_notebook, shared_folder):
    """The page of the instructor and that of a student."""
    write(shared_folder, "hers", HERS)
    write(shared_folder, "theirs", THEIRS)
    hers = shared_notebook("hers", run=False)
    theirs = hers.context.new_page()
    theirs.set_default_timeout(30_000)
    return hers, open_page(theirs, hers.url.replace("hers", "theirs"), run=False)


@pytest.fixture
def room(shared_folder):
    """The folder of a class, where four have voted."""
    for name in ("class", "students"):
        shutil.rmtree(shared_folder / name, ignore_errors=True)
    made = boards.prepare(shared_folder / "class", delete_on="2099-02-01")
    for name, position in (("anna", 1), ("boris", 1), ("cleo", 5), ("dora", 5)):
        student(made, name, position, f"{name} writes")
    return made


def student(room, name, position, why, round=1):
    store = boards.SharedFolder(room, Answers(room.parent / "students" / name), name)
    answer = {"vote": position, "why": why, "cite": "1936:8.6"}
    store.keep("vote", PROMPT, answer, round)


@pytest.fixture
def panel(pages, room):
    hers, _ = pages
    run_cells(hers, "import ", "Conduct(", "Wall(")
    made = hers.get_by_role("group", name="Conduct the vote", exact=True)
    made.get_by_label("Prompt", exact=True).select_option(PROMPT)
    expect(made.get_by_text("Votes: 4")).to_be_visible()
    return made


@pytest.fixture
def wall(panel):
    return panel.page.get_by_role("group", name="On the wall", exact=True)


@pytest.fixture
def card(pages, panel):
    _, theirs = pages
    run_cells(theirs, "import ", ".join(", "Prompt(")
    return theirs.get_by_role("group", name=NAME, exact=True)


def press(panel, name):
    panel.get_by_role("button", name=name, exact=True).press("Enter")


def says(panel, words):
    expect(panel.get_by_role("status")).to_contain_text(words)


def reads(card, words):
    """What a card says is seen; while somebody writes there it is not read out."""
    expect(card.get_by_text(words).locator("visible=true").first).to_be_visible()


def vote(card, which, position, why):
    votes = card.get_by_role("group", name=f"Your {which} vote")
    votes.get_by_role("radio", name=re.compile(f"^{position}")).press(" ")
    says(card, f"Your vote: {position}")
    card.get_by_label(re.compile("^Why ")).fill(why)
    says(card, "Kept")


def opened(panel, summary):
    """A section that is folded, opened."""
    panel.locator("summary", has_text=summary).press("Enter")


def test_a_vote_from_open_to_shown_again(panel, wall, card, room):
    press(panel, "Open the first vote")
    says(panel, "The first vote is open. The class is hidden until it is shown.")
    reads(card, "The first vote is open.")
    expect(panel.get_by_role("region", name="How far the vote is")).to_be_focused()
    vote(card, "first", 2, "an insult")
    expect(wall.get_by_text("Votes: 5", exact=True)).to_be_visible()
    expect(panel.get_by_text("Votes: 5")).to_be_visible()

    panel.get_by_label("Minutes", exact=True).select_option("3")
    press(panel, "Start the timer")
    for each in (panel, wall):  # it counts in the page
        clock = each.get_by_role("timer", name="Time left")
        expect(clock).to_have_text(re.compile(r"^[23]:\d\d$"))
        before = clock.inner_text()
        expect(clock).not_to_have_text(before)
    reads(card, "3 minutes are left.")

    expect(panel.get_by_text("an insult")).to_have_count(0)
    press(panel, "Close the first vote")
    expect(panel.get_by_text("an insult")).to_be_visible()
    reads(card, "The vote is over. Finish what you are writing")
    assert axe_findings(panel.page) == []
    insult = panel.get_by_role("listitem").filter(has_text="an insult")
    insult.get_by_role("button", name=re.compile("^Withhold")).press("Enter")
    says(panel, "whoever opens its files sees every reason")
    expect(
        insult.get_by_role("button", name=re.compile("^Show reason . again"))
    ).to_be_focused()

    press(panel, "Show the class")
    reads(card, "The class is shown.")
    the_class = card.get_by_role("region", name="The class")
    expect(the_class.get_by_text("anna writes")).to_be_visible()
    expect(the_class.get_by_text("an insult")).to_have_count(0)
    expect(
        card.get_by_text("Your instructor withholds your reason of the first vote.")
    ).to_be_visible()
    expect(wall.get_by_text("Reason 1 of 4")).to_be_visible()
    expect(wall.get_by_role("button")).to_have_count(0)
    press(panel, "Next reason on the wall")
    expect(wall.get_by_text("Reason 2 of 4")).to_be_visible()

    press(panel, "Open the second vote")
    expect(the_class).to_have_count(0)
    expect(wall.get_by_text("Reason")).to_have_count(0)
    vote(card, "second", 4, "moved by cleo")
    for name in ("anna", "boris", "cleo", "dora"):
        student(room, name, 3, f"{name} again", round=2)
    expect(panel.get_by_text("Second votes: 5")).to_be_visible()
    press(panel, "Close the second vote")
    expect(panel.get_by_text("moved by cleo")).to_be_visible()
    press(panel, "Show what changed")
    expect(the_class.get_by_text("moved by cleo")).to_be_visible()
    expect(wall.get_by_text("Reason 1 of 5")).to_be_visible()
    assert "grey-heron" not in panel.inner_html() + wall.inner_html()


def test_a_double_click_takes_one_step(panel):
    press(panel, "Open the first vote")
    panel.get_by_role("button", name="Close the first vote").dblclick(delay=150)
    expect(panel.get_by_role("button", name="Show the class")).to_be_visible()
    settle(panel.page)
    expect(panel.get_by_text("Step 2 of 6")).to_be_visible()


def test_groups_and_a_new_start(panel, card):
    press(panel, "Open the first vote")
    vote(card, "first", 2, "because")
    expect(panel.get_by_text("Votes: 5")).to_be_visible()
    opened(panel, "Small groups")
    panel.get_by_label("People in a group").select_option("2")
    panel.get_by_label("Grouped").select_option("mixed")
    press(panel, "Make groups")
    says(panel, "Groups made: 2.")
    # not what is to be read out when its writer pauses
    shown = card.get_by_role("group", name="Passage and vote")
    own = shown.get_by_text(re.compile("^Your group for the discussion: [12]"))
    expect(own.locator("visible=true").first).to_be_visible()

    opened(panel, "Start anew")
    press(panel, "Start this prompt anew")
    asked = panel.get_by_role("region", name="Start anew?")
    expect(asked).to_be_focused()
    expect(asked.get_by_text("5 first and 0 second votes")).to_be_visible()
    press(panel, "Yes, start it anew")
    says(panel, "Started anew.")
    expect(panel.get_by_text("Votes: 0")).to_be_visible()
    reads(card, "This prompt is begun anew: vote again.")
    expect(
        card.get_by_role("radio", name=re.compile("^2"), checked=True)
    ).to_have_count(0)
    expect(own.locator("visible=true")).to_have_count(0)


def test_everything_is_deleted_by_keyboard_once_the_name_is_typed(panel, wall, room):
    opened(panel, re.compile("^Delete everything"))
    press(panel, "Delete everything")
    expect(panel.get_by_role("region", name="Delete everything?")).to_be_focused()
    with panel.page.expect_download() as downloading:
        press(panel, "Download everything first")
    assert downloading.value.suggested_filename == "class.json"
    box = panel.get_by_label("Name of the class")
    box.fill("klass")
    press(panel, "Delete it for good")
    says(panel, "type its name, class")
    expect(box).to_have_attribute("aria-invalid", "true")
    assert axe_findings(panel.page) == []
    assert room.exists()
    box.fill("class")
    press(panel, "Delete it for good")
    says(panel, "4 files of the class are deleted.")
    expect(panel.get_by_text("The class class cannot be reached now.")).to_be_visible()
    assert not room.exists()
    expect(wall.get_by_text("The folder is not there now")).to_be_visible()


def test_the_panel_fits_a_narrow_window(panel):
    wide = """panel => [...panel.querySelectorAll("button, select, input, p")]
        .filter((each) => each.getBoundingClientRect().right >
            panel.getBoundingClientRect().right + 1).length"""
    with in_form(panel.page, "320"):
        expect(panel.get_by_label("Prompt", exact=True)).to_be_visible()
        assert panel.evaluate(wide) == 0
