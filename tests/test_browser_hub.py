"""A vote on a real JupyterHub as people hold it: a student and the instructor sign in,
each in a browser of their own, and four students vote as the cards do. And the recipe
for a class board, done as the page for instructors has it.
"""

import re
import sys
import time

import pytest
from conftest import open_page, write_settings
from playwright.sync_api import expect
from recipes import PROMPT as OTHER
from recipes import blocks, named

from helpers import discussion
from helpers.answers import Answers
from helpers.discussion import Ballot
from helpers.store.hub import HubBoard
from tests import hubs, services

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not sys.platform.startswith("linux"), reason="a hub is tried on Linux only"
    ),
]
PROMPT = "inevitable-and-betrayed"
TITLE = discussion.prompt(PROMPT)["title"]
OTHERS = [f"student{n}" for n in range(2, 6)]


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    running = hubs.Hub(tmp_path_factory.mktemp("hub"), {"seminar": ""})
    write_settings(running.folder / "settings")
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture
def signs_in(hub, chromium):
    """A function that signs an account in, in a browser of its own, and runs these
    cells of a page of the seminar.
    """
    contexts = []

    def sign_in(account, name, *codes):
        group = "instructors" if account == "teacher" else "students"
        password = hub.folder / f"state/password-of-{group}"
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{hub.address}/hub/login")
        page.get_by_label("Username").fill(account)
        page.get_by_label("Password").fill(password.read_text())
        page.get_by_role("button", name="Sign in").click()
        # a server that was not there is started now
        page.wait_for_url("**/lab/tree/seminar/notebooks/index.ipynb**")
        address = page.url.partition("/lab/")[0]
        path = f"{address}/lab/tree/seminar/notebooks/{name}.ipynb?reset"
        return open_page(page, path, *codes)

    yield sign_in
    for context in contexts:
        context.close()


def votes_as_a_card_does(hub, account, position, tmp_path, prompt=PROMPT):
    """As a kernel of that account would; no server is started for it. Gives the back
    end.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTERHUB_API_TOKEN", hub.new_token(account))
        store = HubBoard(hub.board("seminar"), Answers(tmp_path / account))
    cast = Ballot(discussion.prompt(prompt), store)
    cast.vote(position, 1)
    cast.write("why", f"reason of a vote for {position}", 1)
    cast.cite(next(iter(cast.sentences)), 1)
    services.within(90, lambda: not store._sender and not store.waiting, "sent")
    return store


def test_a_vote_from_sign_in_to_what_the_class_sees(hub, signs_in, tmp_path):
    hers = signs_in(
        "teacher", "for-instructors-class", "shared, private", "widgets.Conduct("
    )
    panel = hers.get_by_role("group", name="Conduct the vote", exact=True)
    panel.get_by_label("Prompt", exact=True).select_option(PROMPT)
    panel.get_by_role("button", name="Open the first vote", exact=True).press("Enter")
    theirs = signs_in("student1", "5-discussion", "widgets.Join(", "widgets.Prompt(")
    card = theirs.get_by_role("group", name=f"Prompt: {TITLE}", exact=True)
    for position, account in enumerate(OTHERS, 1):
        votes_as_a_card_does(hub, account, position, tmp_path)
    first = card.get_by_role("group", name="Your first vote")
    first.get_by_role("radio", name=re.compile("^5")).press(" ")
    card.get_by_label(re.compile("^Why ")).fill("reason of <b>student1</b>")
    expect(panel.get_by_text("Votes: 5")).to_be_visible()
    expect(card.get_by_text("reason of a vote for 1")).to_have_count(0)
    panel.get_by_role("button", name="Close the first vote", exact=True).press("Enter")
    expect(card.get_by_text("reason of a vote for 1")).to_have_count(0)
    panel.get_by_role("button", name="Show the class", exact=True).press("Enter")
    expect(card.get_by_text("reason of a vote for 1")).to_be_visible()
    for each in (hers, theirs):
        assert not any(name in each.content() for name in OTHERS)


def test_the_recipe_of_a_board_is_done_as_the_page_has_it(hub, signs_in, tmp_path):
    (dated,) = blocks("recipe-board")
    hers = signs_in("teacher", "for-instructors-class")
    cell = hers.locator(".jp-CodeCell", has_text="# a line of a recipe")
    cell.locator(".cm-content").click()
    hers.keyboard.press("ControlOrMeta+A")
    hers.keyboard.insert_text(dated.strip())
    hers.keyboard.press("Shift+Enter")
    day = dated.split('"')[1]
    answer = hers.locator(".jp-OutputArea", has_text=f"'delete_on': '{day}'")
    expect(answer).to_be_visible()
    panel = hers.get_by_role("group", name="Conduct the vote", exact=True)
    says = panel.get_by_role("status")
    folded, test_student = named("recipe-board", "test student")
    panel.locator("summary", has_text=folded).press("Enter")
    panel.get_by_role("button", name=test_student, exact=True).press("Enter")
    expect(says).to_contain_text("nothing of it is left")
    panel.get_by_label("Prompt", exact=True).select_option(OTHER)
    for position, account in enumerate(["student1", *OTHERS], 1):
        store = votes_as_a_card_does(hub, account, position, tmp_path, OTHER)
        assert f"To be deleted on {day}." in store.notice
    written = time.monotonic()
    expect(panel.get_by_text("Votes: 5")).to_be_visible()
    print(f"on her panel after {time.monotonic() - written:.2f} seconds (wanted: 3)")
    delete, name, for_good = named("recipe-board", "On the day that you named")
    panel.locator("summary", has_text=delete).press("Enter")
    panel.get_by_role("button", name=delete, exact=True).press("Enter")
    panel.get_by_label(name, exact=True).fill("seminar")
    panel.get_by_role("button", name=for_good, exact=True).press("Enter")
    expect(says).to_contain_text("The board of the class is empty")
    token = hub.new_token("teacher")
    assert hub.of_board("seminar", token, "everything")[1]["entries"] == []
