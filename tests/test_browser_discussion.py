"""The card and the class view in JupyterLab: think, vote, why, class, discuss, vote
again, with a class in a shared folder.
"""

import json
import pathlib
import re

import nbformat
import pytest
from conftest import axe_findings, run_all
from playwright.sync_api import expect

from helpers import boards, discussion
from helpers.answers import Answers

pytestmark = pytest.mark.browser
PROMPT = "inevitable-and-betrayed"
NAME = f"Prompt: {discussion.prompt(PROMPT)['title']}"
HOSTILE = "<img src=x onerror=document.title='run'> **bold** [a](javascript:alert(1))"


def downloaded(downloading):
    return pathlib.Path(downloading.value.path()).read_text(encoding="utf-8")


def student(folder, name, position, why, round=1):
    store = boards.SharedFolder(
        folder, Answers(folder.parent / "students" / name), name
    )
    store.keep(
        "vote", PROMPT, {"vote": position, "why": why, "cite": "1936:8.6"}, round
    )


@pytest.fixture(scope="module")
def room(lab):
    """The folder of a class of three at the least, which the person at the browser
    has joined.
    """
    _, folder = lab
    place, own = (
        boards.prepare(folder / "class", minimum=3, delete_on="2027-02-01"),
        Answers(folder / "answers"),
    )
    own.keep("joined", "", str(place))
    own.keep("pseudonym", str(place), "grey-heron-11")
    yield place
    own.keep("joined", "", "")


@pytest.fixture(scope="module")
def card(room, shared_notebook):
    return shared_notebook("5-discussion").get_by_role("group", name=NAME, exact=True)


@pytest.fixture(scope="module")
def view(room, lab, card):
    """The class view in a page of its own, beside the card's."""
    address, folder = lab
    start = 'import sys; sys.path.insert(0, "..")\nfrom helpers import widgets\n'
    cell = nbformat.v4.new_code_cell(
        f'{start}widgets.ClassView("../class", "{PROMPT}")'
    )
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(
        nbformat.v4.new_notebook(cells=[cell], metadata=kernel),
        folder / "notebooks" / "projector.ipynb",
    )
    page = card.page.context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{address}/lab/tree/notebooks/projector.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    run_all(page)
    return page.get_by_role("group", name="Class view", exact=True)


def test_the_card_says_who_sees_what(card):
    card.get_by_text("Where your answer goes, and who sees it").press("Enter")
    expect(
        card.get_by_text(
            "under the name grey-heron-11 in a folder that the class shares"
        )
    ).to_be_visible()
    expect(card.get_by_text("To be deleted on 2027-02-01")).to_be_visible()


def test_the_whole_order_by_keyboard(card, view, room):
    status = card.get_by_role("status")
    for name, position in (("anna", 1), ("boris", 5)):
        student(room, name, position, f"{name} writes {HOSTILE}")
    card.get_by_role("button", name="See the class").press("Enter")
    expect(status).to_contain_text("Vote first. The class stays locked until you have.")
    expect(card.get_by_text("anna writes")).to_have_count(0)

    votes = card.get_by_role("group", name="Your first vote")
    votes.get_by_role("radio", name=re.compile("^1")).focus()
    card.page.keyboard.press("Space")
    expect(status).to_contain_text(re.compile(r"Kept \d\d:\d\d\. Your vote: 1"))
    card.page.keyboard.press("ArrowDown")
    expect(status).to_contain_text("Your vote: 2")
    expect(
        votes.get_by_role("radio", name=re.compile("^2"))
    ).to_be_focused()  # after it was drawn anew
    sentence = card.get_by_role(
        "radio", name="The new commanding caste rose to its place upon this wave."
    )
    sentence.focus()
    card.page.keyboard.press("Space")
    expect(status).to_contain_text("You cite 1936:8")
    card.get_by_label("Why do you vote so?").press_sequentially("A wave is no deed.")
    expect(status).to_contain_text(re.compile(r"Kept \d\d:\d\d\. All is there"))
    card.get_by_label("What would change your mind?").press_sequentially(
        "An order with a name under it."
    )
    expect(status).to_contain_text(
        "All is there. Press “See the class” when it is time."
    )

    expect(view.get_by_text("Votes: 3", exact=True)).to_be_visible()
    card.get_by_role("button", name="See the class").press("Enter")
    the_class = card.get_by_role("region", name="The class")
    expect(the_class.get_by_role("columnheader", name="First vote: 3")).to_be_visible()
    expect(card.get_by_text("Your first vote: 2")).to_be_visible()
    expect(
        the_class
    ).to_be_focused()  # whoever pressed the button goes on in what it opened
    expect(
        the_class.get_by_text("Reasons of the first vote: 3, in no order")
    ).to_be_visible()
    expect(the_class.get_by_text(f"anna writes {HOSTILE}")).to_be_visible()
    assert card.page.title() != "run"
    assert the_class.locator("img, a, strong").count() == 0

    card.get_by_role("button", name="Vote again").press("Enter")
    expect(the_class).to_have_count(0)
    expect(card.get_by_role("group", name="Passage and vote")).to_be_focused()
    for name in ("anna", "boris", "cleo"):
        student(room, name, 4, f"{name} again", round=2)
    votes = card.get_by_role("group", name="Your second vote")
    votes.get_by_role("radio", name=re.compile("^4")).focus()
    card.page.keyboard.press("Space")
    expect(status).to_contain_text("Your vote: 4")
    card.get_by_label("Why now? What moved you, or kept you?").press_sequentially(
        "Someone signed."
    )
    expect(status).to_contain_text("Kept")
    card.get_by_role("button", name="See what changed").press("Enter")
    expect(the_class.get_by_role("columnheader", name="Second vote: 4")).to_be_visible()
    expect(the_class.get_by_text("A move is not learning")).to_be_visible()
    expect(
        the_class.get_by_text("Reasons of the second vote: 4, in no order")
    ).to_be_visible()
    expect(the_class.get_by_text("Someone signed.")).to_be_visible()


def test_the_view_by_keyboard(view, card):
    show = view.get_by_label("Show", exact=True)
    show.select_option("votes")
    expect(view.get_by_role("columnheader", name="First vote: 3")).to_be_visible()
    expect(view.get_by_text("Neighbouring answers are joined")).to_be_visible()
    show.select_option("reasons")
    expect(view.get_by_text("Reason 1 of 3")).to_be_visible()
    first = view.locator(".pb-reason").inner_text()
    view.get_by_role("button", name="Next reason").press("Enter")
    expect(view.get_by_text("Reason 2 of 3")).to_be_visible()
    assert view.locator(".pb-reason").inner_text() != first
    assert "grey-heron" not in view.inner_html()
    with view.page.expect_download() as downloading:
        view.get_by_role("button", name="Download the session as a page").press("Enter")
    page = downloaded(downloading)
    assert downloading.value.suggested_filename == "seminar-session.html"
    assert "&lt;img src=x onerror" in page
    assert not re.search("<img|<script|heron|anna</", page)


def test_the_view_follows_without_being_asked(view, room):
    view.get_by_label("Show", exact=True).select_option("wait")
    student(room, "dora", 3, "late")
    expect(view.get_by_text("Votes: 4", exact=True)).to_be_visible()


def test_axe_finds_nothing_on_card_and_view(card, view):
    assert axe_findings(card.page) == []
    assert axe_findings(view.page) == []


def test_a_download_can_be_read_back(card):
    card.page.bring_to_front()
    with card.page.expect_download() as downloading:
        card.get_by_role("button", name="Download", exact=True).press("Enter")
    path = downloading.value.path()
    assert "A wave is no deed\\." in downloaded(downloading)
    card.get_by_label("Restore from a file").set_input_files(path)
    expect(card.get_by_role("status")).to_contain_text(
        "Nothing new: what the file has is here already."
    )
    take = card.page.get_by_role("group", name="All that you wrote", exact=True)
    take.get_by_label("As", exact=True).select_option("json")
    take.get_by_label("Name on the file (a pseudonym will do)").fill("heron/../11")
    with card.page.expect_download() as downloading:
        take.get_by_role("button", name="Download everything").press("Enter")
    assert downloading.value.suggested_filename == "heron-11.json"
    written = {
        (one["kind"], one["key"], one["round"]): one["value"]
        for one in json.loads(downloaded(downloading))
    }
    assert {"vote": 2, "why": "A wave is no deed."}.items() <= written[
        "vote", PROMPT, 1
    ].items()


def test_joining_and_leaving(card, room):
    page = card.page
    join = page.get_by_role("group", name="The folder of your class", exact=True)
    other = page.get_by_role("group", name="Prompt: Power without Europe", exact=True)
    join.get_by_role("button", name="Leave").press("Enter")
    expect(join.get_by_role("status")).to_contain_text(
        "Left. What was shared stays in the folder"
    )
    expect(
        other.get_by_role("button", name="Fix my first vote")
    ).to_be_visible()  # every card of the page knows at once
    join.get_by_label("Folder that your instructor gave you").fill("C:\\new\\class")
    join.get_by_role("button", name="Join").press("Enter")
    expect(join.get_by_role("status")).to_contain_text(
        "There is no folder “C:\\new\\class” here."
    )
    join.get_by_label("Folder that your instructor gave you").fill(str(room))
    page.keyboard.press("Enter")
    expect(join.get_by_role("status")).to_contain_text(
        "Joined. Other pages that are open here share too"
    )
    expect(other.get_by_role("button", name="See the class")).to_be_visible()
    expect(join.get_by_role("status")).to_contain_text(
        "under the name grey-heron-11"
    )  # the pseudonym of before


def test_a_folder_that_takes_nothing(notebook, lab):
    _, folder = lab
    page = notebook("5-discussion")
    card = page.get_by_role("group", name="Prompt: Power without Europe", exact=True)
    kept = folder / "answers-aside"
    (folder / "answers").rename(kept)
    (folder / "answers").write_text("")  # no folder, and nothing can be made in it
    try:
        card.get_by_label("Why do you vote so?").fill("This must not be lost <b>.")
        expect(card.get_by_role("status")).to_contain_text("could not be kept")
        expect(card.get_by_label("Why do you vote so?")).to_have_value(
            "This must not be lost <b>."
        )
        with page.expect_download() as downloading:
            card.get_by_role("button", name="Download", exact=True).click()
        assert "This must not be lost" in downloaded(downloading)
    finally:
        (folder / "answers").unlink()
        kept.rename(folder / "answers")
    card.get_by_label("Why do you vote so?").press_sequentially(" Now it is kept.")
    expect(card.get_by_role("status")).to_contain_text("Kept ")
    assert (
        Answers(folder / "answers")
        .get("vote", "kept-without-europe")["why"]
        .endswith("Now it is kept.")
    )


def test_nothing_is_lost_when_the_tab_is_closed_and_the_kernel_killed(notebook, lab):
    _, folder = lab
    page = notebook("5-discussion")
    card = page.get_by_role("group", name="Prompt: Power without Europe", exact=True)
    card.get_by_role("radio", name=re.compile("^5")).check()
    expect(card.get_by_role("status")).to_contain_text("Your vote: 5")
    card.get_by_label("What would change your mind?").click()
    page.keyboard.type("a census of who ruled")
    page.evaluate("document.activeElement.blur()")  # leaving the page does the same
    expect(card.get_by_role("status")).to_contain_text("Kept ")
    page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
    page = notebook("5-discussion")
    card = page.get_by_role("group", name="Prompt: Power without Europe", exact=True)
    expect(card.get_by_role("radio", name=re.compile("^5"))).to_be_checked()
    expect(card.get_by_label("What would change your mind?")).to_have_value(
        "a census of who ruled"
    )
    # and with the kernel dead: the page itself still holds the words, and gives them
    page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
    card.get_by_label("Why do you vote so?").fill("written to a dead machine")
    with page.expect_download() as downloading:
        card.get_by_role("button", name="Download", exact=True).click()
    words = downloaded(downloading)
    assert "written to a dead machine" in words
    assert "a census of who ruled" in words
