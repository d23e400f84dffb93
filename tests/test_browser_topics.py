"""Session 3 as a person meets it: topics are named and stay named, each leads to its
places, and the game is played with the keyboard.
"""

import re

import pytest
from conftest import axe_findings, stop_kernel
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


EXPLORER = "TopicExplorer("
WIDGETS = EXPLORER, "Reader(", "TopicStrip(", "SameAgain(", "Intrusion("


@pytest.fixture(scope="module")
def session(shared_notebook):
    """Session 3, run once; a test runs the cells anew that it is about."""
    return shared_notebook("3-topics")


def test_a_topic_leads_to_its_words_and_places(session, fresh):
    panel = fresh(session, EXPLORER).get_by_role("group", name="Topics", exact=True)
    panel.get_by_role("button", name="Topic 6").press("Enter")
    expect(panel.get_by_role("status")).to_contain_text(
        "Topic 6: speculators, petty, gossips"
    )
    expect(panel.get_by_role("region", name="Topic 6")).to_be_focused()
    panel.get_by_role("button", name="1936:53").first.press("Enter")
    session.wait_for_function("document.activeElement?.dataset?.cite === '1936:53'")
    expect(
        panel.locator('.pb-paragraph[data-cite="1936:53"] mark', has_text="gossips")
    ).to_be_visible()
    panel.get_by_role("button", name="Back to the topics").press("Enter")
    expect(panel.get_by_role("button", name="Topic 6")).to_be_focused()


def test_the_paragraph_of_the_first_round_is_marked_and_draws_nobody_to_it(
    session, fresh
):
    reader = fresh(session, "Reader(").get_by_role("group", name="Reader", exact=True)
    expect(reader.locator(".pb-paragraph.pb-opened")).to_have_attribute(
        "data-cite", "1936:8"
    )


def test_every_setting_answers(session, fresh):
    panel = fresh(session, EXPLORER).get_by_role("group", name="Topics", exact=True)
    status = panel.get_by_role("status")
    for label, value, answer in [
        ("Topics", "4", "4 topics from 118 paragraphs"),
        ("Method", "lda", "4 topics from 118 paragraphs"),
        ("Unit", "window", "4 topics from 60 windows"),
        ("Left out", "none", "4 topics from 60 windows and 10"),
        ("Random start", "3", "4 topics from 60 windows"),
        ("Left out", "", "4 topics from 60 windows and 888 words"),
        ("Unit", "paragraph", "4 topics from 118 paragraphs"),
        ("Method", "nmf", "4 topics from 118"),
        ("Random start", "0", "4 topics from 118"),
        ("Topics", "6", "6 topics from 118 paragraphs and 908 words."),
    ]:
        panel.get_by_label(label, exact=True).select_option(value)
        expect(status).to_contain_text(answer)
    expect(panel.get_by_label(re.compile("Your name for topic"))).to_have_count(6)


def test_the_strip_is_read_by_click_and_by_list(session, fresh):
    panel = fresh(session, "TopicStrip(").get_by_role(
        "group", name="Topics over the text", exact=True
    )
    title = session.locator("title", has_text=re.compile("^1936:8$"))
    panel.locator("g").filter(has=title).click()
    expect(panel.get_by_role("status")).to_contain_text("1936:8: topic 3 86%")
    listed = panel.get_by_label("Read", exact=True)
    listed.select_option("1906:13")  # as an arrow key passes over it: nothing opens
    expect(panel.get_by_text("For this reason:")).to_have_count(0)
    expect(panel.get_by_role("status")).to_contain_text("1936:8: topic 3 86%")
    panel.get_by_role("button", name="Open the place").press("Enter")
    expect(panel.get_by_text("For this reason:")).to_be_visible()
    expect(panel.get_by_role("group", name="1906:13", exact=True)).to_be_focused()
    expect(panel.get_by_label("Read", exact=True)).to_have_value("1906:13")
    panel.get_by_text("The data of this picture").press("Enter")
    expect(panel.get_by_role("table", name="Data", exact=True)).to_be_visible()


def test_the_same_again_keeps_the_score(session, fresh):
    panel = fresh(session, "SameAgain(").get_by_role(
        "group", name="Same again?", exact=True
    )
    status = panel.get_by_role("status")
    expect(status).to_contain_text("Try 1, sample 1: 4 of 6 topics came back.")
    panel.get_by_role("button", name="Again").press("Enter")
    expect(status).to_contain_text("Try 2, sample 2")
    panel.get_by_label("Change", exact=True).select_option("method")
    expect(status).to_contain_text("Try 1, LDA on counts: 0 of 6 topics came back.")
    expect(panel.get_by_role("cell", name=re.compile("of 1$"))).to_have_count(6)


def test_the_game_by_keyboard(session, fresh):
    panel = fresh(session, "Intrusion(").get_by_role(
        "group", name="Find the intruder", exact=True
    )
    for n in range(6):
        expect(panel.get_by_role("status")).to_contain_text(f"Round {n + 1} of 6")
        panel.get_by_role("list", name="Six words").get_by_role("button").first.press(
            "Enter"
        )
    expect(panel.get_by_role("status")).to_contain_text(
        "Guessing blindly finds 1.0 of 6"
    )
    expect(
        panel.get_by_role("table", name="Your guesses, the highest NPMI first")
    ).to_be_visible()
    panel.get_by_role("button", name="New game").press("Enter")
    expect(panel.get_by_role("status")).to_contain_text("Round 1 of 6")


def test_axe_finds_nothing(session, fresh):
    page = fresh(session, *WIDGETS)
    page.get_by_role("button", name="Topic 6").press("Enter")
    expect(page.get_by_role("region", name="Topic 6")).to_be_visible()
    page.get_by_label("Read", exact=True).select_option("1906:13")
    page.get_by_role("button", name="Open the place").press("Enter")
    expect(page.get_by_text("For this reason:")).to_be_visible()
    page.get_by_role("button", name="Again").press("Enter")
    expect(page.get_by_text("Try 2, sample 2")).to_be_visible()
    assert axe_findings(page) == []


def test_a_name_typed_right_after_a_setting_is_changed_is_not_kept_for_the_old_model(
    session, fresh
):
    panel = fresh(session, EXPLORER).get_by_role("group", name="Topics", exact=True)
    name = panel.get_by_label("Your name for topic 1")
    # In one go: on a busy machine the answer may come between two acts.
    panel.get_by_label("Method", exact=True).evaluate(
        """(list, name) => {
            list.value = "lda";
            list.dispatchEvent(new Event("change", { bubbles: true }));
            name.focus();
        }""",
        name.element_handle(),
    )
    session.keyboard.type("the worker state and its enemies", delay=20)
    status = panel.get_by_role("status")
    expect(status).to_contain_text(re.compile("^Kept|^6 topics"))
    # The old box takes nothing until the machine has answered, and the status of before
    # also begins with "6 topics": wait for the new box.
    expect(name).to_be_editable()
    expect(name).to_be_focused()  # at the same place
    session.keyboard.type(" of old")
    expect(name).to_have_value(re.compile(" of old$"))
    expect(status).to_contain_text("Kept ")
    panel.get_by_label("Method", exact=True).select_option("nmf")
    expect(name).to_have_value("")


def test_names_survive_a_new_kernel_and_a_reopened_page(notebook):
    page = notebook("3-topics", EXPLORER)
    panel = page.get_by_role("group", name="Topics", exact=True)
    panel.get_by_label("Your name for topic 2").fill("<b>The party</b>")
    expect(panel.get_by_role("status")).to_contain_text("Kept ")
    expect(panel.get_by_role("cell", name="<b>The party</b>")).to_be_visible()
    stop_kernel(page)
    notebook("3-topics", EXPLORER)
    expect(panel.get_by_label("Your name for topic 2")).to_have_value(
        "<b>The party</b>"
    )
    expect(panel.get_by_role("cell", name="<b>The party</b>")).to_be_visible()
