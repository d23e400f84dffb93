"""The card and the class view in JupyterLab: think, vote, why, class, discuss, vote
again, with a class in a shared folder.
"""

import json
import pathlib
import re
import shutil

import nbformat
import pytest
from conftest import axe_findings, open_page, run_cells, stop_kernel
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


CARD = f'Prompt("{PROMPT}")'
OTHER = 'Prompt("kept-without-europe")'


@pytest.fixture(scope="module")
def session(shared_notebook):
    """Session 5, run once; a test runs the cells anew that it is about."""
    return shared_notebook("5-discussion")


@pytest.fixture
def room(session, shared_folder):
    """The folder of a class of three at the least where nobody has voted."""
    for name in ("class", "students"):
        shutil.rmtree(shared_folder / name, ignore_errors=True)
    return boards.prepare(shared_folder / "class", minimum=3, delete_on="2027-02-01")


@pytest.fixture
def joined(session, shared_folder, room, fresh):
    """A function that runs cells of the session anew for a person who has joined the
    class, and has kept nothing yet.
    """

    def run(*codes):
        fresh(session)
        own = Answers(shared_folder / "answers")
        own.keep("joined", "", str(room))
        own.keep("pseudonym", str(room), "grey-heron-11")
        run_cells(session, *codes)
        return session

    return run


@pytest.fixture
def card(joined):
    return joined(CARD).get_by_role("group", name=NAME, exact=True)


@pytest.fixture(scope="module")
def projector(session, shared_folder):
    """A page of its own for the class view, beside the card's."""
    start = 'import sys; sys.path.insert(0, "..")\nfrom helpers import widgets\n'
    cells = [start, f'widgets.ClassView("../class", "{PROMPT}")']
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(
        nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(code) for code in cells], metadata=kernel
        ),
        shared_folder / "notebooks" / "projector.ipynb",
    )
    page = session.context.new_page()
    page.set_default_timeout(30_000)
    address = session.url.replace("5-discussion", "projector")
    return open_page(page, address, run=False)


@pytest.fixture
def view(room, projector):
    """The class view of a class where nobody has voted."""
    run_cells(projector, "import ", "ClassView(")
    return projector.get_by_role("group", name="Class view", exact=True)


@pytest.fixture
def votes(room):
    """Three votes in the class, one of them under the name of the person here."""
    for name, position in (("anna", 1), ("boris", 5), ("grey-heron-11", 2)):
        student(room, name, position, f"{name[:4]} writes {HOSTILE}")


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
    assert axe_findings(card.page) == []
    assert axe_findings(view.page) == []


def test_the_view_by_keyboard(view, votes):
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


def test_the_view_follows_without_being_asked(view, votes, room):
    view.get_by_label("Show", exact=True).select_option("wait")
    expect(view.get_by_text("Votes: 3", exact=True)).to_be_visible()
    student(room, "dora", 3, "late")
    expect(view.get_by_text("Votes: 4", exact=True)).to_be_visible()


def test_axe_finds_nothing_on_card_and_view(card, view, votes):
    assert axe_findings(card.page) == []
    for shown, words in (
        ("wait", "Votes: 3"),
        ("votes", "Neighbouring answers are joined"),
        ("reasons", "Reason 1 of 3"),
    ):
        view.get_by_label("Show", exact=True).select_option(shown)
        expect(view.get_by_text(words).first).to_be_visible()
        assert axe_findings(view.page) == []


def test_a_download_can_be_read_back(joined):
    card = joined(CARD, "HandIn(").get_by_role("group", name=NAME, exact=True)
    card.page.bring_to_front()
    votes = card.get_by_role("group", name="Your first vote")
    votes.get_by_role("radio", name=re.compile("^2")).check()
    expect(card.get_by_role("status")).to_contain_text("Your vote: 2")
    card.get_by_label("Why do you vote so?").fill("A wave is no deed.")
    # the vote was kept before, and said so too
    expect(card.get_by_role("status")).to_contain_text("Still to do: choose")
    with card.page.expect_download() as downloading:
        card.get_by_role("button", name="Download", exact=True).press("Enter")
    path = downloading.value.path()
    assert "A wave is no deed." in downloaded(downloading)
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
        (entry["kind"], entry["key"], entry["round"]): entry["value"]
        for entry in json.loads(downloaded(downloading))
    }
    assert {"vote": 2, "why": "A wave is no deed."}.items() <= written[
        "vote", PROMPT, 1
    ].items()


def test_joining_and_leaving(joined, room):
    page = joined("Join(", OTHER)
    join = page.get_by_role("group", name="The folder of your class", exact=True)
    other = page.get_by_role("group", name="Prompt: Power without Europe", exact=True)
    join.get_by_role("button", name="Leave").press("Enter")
    expect(join.get_by_role("status")).to_contain_text(
        "Left. What was shared stays in the folder"
    )
    expect(
        other.get_by_role("button", name="Make my first vote final")
    ).to_be_visible()  # every card of the page knows at once
    typed = join.get_by_label("Folder that your instructor gave you")
    assert typed.bounding_box()["width"] >= 380  # a path is seen whole
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


def test_a_folder_that_takes_nothing(notebook, folder):
    page = notebook("5-discussion", OTHER)
    card = page.get_by_role("group", name="Prompt: Power without Europe", exact=True)
    why, status = card.get_by_label("Why do you vote so?"), card.get_by_role("status")
    store = folder / "answers"
    store.write_text("")  # no folder, and nothing can be made in it
    why.fill("This must not be lost <b>.")
    expect(status).to_contain_text("could not be kept")
    expect(why).to_have_value("This must not be lost <b>.")
    with page.expect_download() as downloading:
        card.get_by_role("button", name="Download", exact=True).click()
    assert "This must not be lost" in downloaded(downloading)
    store.unlink()
    why.press_sequentially(" Now it is kept.")
    expect(status).to_contain_text("Kept ")
    kept = Answers(store).get("vote", "kept-without-europe")
    assert kept["why"].endswith("Now it is kept.")


def test_nothing_is_lost_when_the_tab_is_closed_and_the_kernel_killed(notebook):
    page = notebook("5-discussion", OTHER)
    card = page.get_by_role("group", name="Prompt: Power without Europe", exact=True)
    card.get_by_role("radio", name=re.compile("^5")).check()
    expect(card.get_by_role("status")).to_contain_text("Your vote: 5")
    card.get_by_label("What would change your mind?").click()
    page.keyboard.type("a census of who ruled")
    page.evaluate("document.activeElement.blur()")  # leaving the page does the same
    expect(card.get_by_role("status")).to_contain_text("Kept ")
    stop_kernel(page)
    notebook("5-discussion", OTHER)
    expect(card.get_by_role("radio", name=re.compile("^5"))).to_be_checked()
    expect(card.get_by_label("What would change your mind?")).to_have_value(
        "a census of who ruled"
    )
    # and with the kernel dead: the page itself still holds the words, and gives them
    stop_kernel(page)
    card.get_by_label("Why do you vote so?").fill("written to a dead machine")
    with page.expect_download() as downloading:
        card.get_by_role("button", name="Download", exact=True).click()
    words = downloaded(downloading)
    assert "written to a dead machine" in words
    assert "a census of who ruled" in words
