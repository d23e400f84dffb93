"""Session 4 as a person meets it: each word leads to its lines, nonsense gets a
sentence, nothing is lost in the picture.
"""

import re

import pytest
from conftest import axe_findings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


WORDS = 'WordAgainstWord("<workers>'
WIDGETS = "Keyness(", WORDS, "Echoes("


@pytest.fixture(scope="module")
def session(shared_notebook):
    """Session 4, run once; a test runs the cells anew that it is about."""
    return shared_notebook("4-comparison")


def test_the_words_of_the_picture_are_one_stop_of_the_tab_key(session, fresh):
    panel = fresh(session, "Keyness(").get_by_role(
        "group", name="What marks each text", exact=True
    )
    expect(panel.get_by_role("status")).to_contain_text("pass for the whole family")
    rows = panel.locator("ul").first.get_by_role("button")
    expect(rows).to_have_count(15)
    rows.first.focus()
    for key, n in [("ArrowDown", 1), ("ArrowRight", 2), ("ArrowUp", 1), ("End", 14)]:
        session.keyboard.press(key)
        expect(rows.nth(n)).to_be_focused()
    session.keyboard.press("ArrowDown")
    expect(rows.nth(14)).to_be_focused()
    session.keyboard.press("Tab")  # to the words of the other text
    other = panel.locator("ul").nth(1).get_by_role("button")
    expect(other.first).to_be_focused()
    session.keyboard.press("Shift+Tab")
    expect(rows.nth(14)).to_be_focused()


def test_each_mark_leads_to_its_lines_and_its_paragraph(session, fresh):
    page = fresh(session, *WIDGETS)
    panel = page.get_by_role("group", name="What marks each text", exact=True)
    status = panel.get_by_role("status")
    expect(status).to_contain_text(
        "162 words pass the line for a single word (G² 3.84); a shuffle gives 92. 8"
        " pass for the whole family: will,"
    )
    row = panel.get_by_role(
        "button",
        name=re.compile(
            "^bureaucracy: 0 times in 1906, 0.0 in 1,000 words, perhaps up to 1.4; 62"
            " times in 1936"
        ),
    )
    row.focus()
    page.keyboard.press("Enter")
    lines = panel.get_by_role("region", name="Lines", exact=True)
    expect(lines).to_be_focused()
    expect(lines.get_by_role("row")).to_have_count(62 + 1)
    lines.get_by_role("button", name="Open 1936:85").first.press("Enter")
    page.wait_for_function("document.activeElement?.dataset?.cite === '1936:85'")
    expect(panel.locator('.pb-paragraph[data-cite="1936:85"] mark').first).to_have_text(
        "bureaucracy"
    )
    panel.get_by_label("Shuffle", exact=True).select_option("4")
    expect(status).to_contain_text(
        "4 pass for the whole family: will, proletariat, government, bureaucracy."
    )
    panel.get_by_label("Show", exact=True).select_option("lacking")
    expect(
        panel.get_by_role("button", name=re.compile("^soviet: 0 times in 1906"))
    ).to_be_visible()
    expect(panel.get_by_role("button", name=re.compile("^will: "))).to_have_count(0)
    panel.get_by_label("Spelling").select_option("merged")
    panel.get_by_label("Voice").select_option("own")
    expect(status).to_contain_text("pass for the whole family")
    panel.get_by_text("The data of this picture").press("Enter")
    expect(
        panel.get_by_role("table", name=re.compile("The first 200 of"))
    ).to_be_visible()
    assert axe_findings(page) == []


def test_words_and_families_against_each_other(session, fresh):
    page = fresh(session, WORDS)
    panel = page.get_by_role("group", name="Word against word", exact=True).first
    status, box = (
        panel.get_by_role("status"),
        panel.get_by_label("Words, apart by commas"),
    )
    expect(status).to_have_text(
        "<workers>: 73 in 1906, 48 in 1936; <government>: 23 in 1906, 7 in 1936;"
        " <officials>: 1 in 1906, 103 in 1936."
    )
    family = panel.get_by_label("Family", exact=True)
    family.focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")  # passes over families and adds none
    expect(box).to_have_value("<workers>, <government>, <officials>")
    family.select_option("we")
    panel.get_by_role("button", name="Add the family").press("Enter")
    expect(status).to_contain_text("<we>: 13 in 1906, 39 in 1936.")
    expect(box).to_have_value("<workers>, <government>, <officials>, <we>")
    box.fill("will")
    family.select_option("we")
    panel.get_by_role("button", name="Add the family").press("Enter")
    expect(box).to_have_value("will, <we>")
    expect(status).to_have_text(
        "will: 44 in 1906, 14 in 1936; <we>: 13 in 1906, 39 in 1936."
    )
    for typed, answer in (
        ("will, $\\frac{a$", "will: 44 in 1906"),
        ("zzz", "Neither text has zzz: check the spelling"),
        ("<nobody>", "There is no family <nobody>"),
        ("", "Type one to 6 words or families"),
        ("*", "There is no word to look for."),
        ("<img src=x onerror=alert(1)>", "There is no family"),
        ("a, b, c, d, e, f, g", "Type one to 6 words or families"),
    ):
        box.fill(typed)
        box.press("Enter")
        expect(status).to_contain_text(answer)
        expect(box).to_have_value(typed)
    expect(panel.get_by_role("table")).to_have_count(
        0
    )  # nothing stays of what was asked before
    box.fill("kulak*, caste|stratum")
    panel.get_by_role("button", name="Show").press("Enter")
    expect(status).to_have_text(
        "kulak*: 0 in 1906, 5 in 1936; caste|stratum: 0 in 1906, 10 in 1936."
    )
    panel.get_by_role("button", name="kulak*", exact=True).press("Enter")
    expect(
        panel.get_by_role("region", name="Lines", exact=True).get_by_role("row")
    ).to_have_count(5 + 1)
    panel.get_by_role("button", name="Open 1936:59").first.press("Enter")
    page.wait_for_function("document.activeElement?.dataset?.cite === '1936:59'")
    panel.get_by_role("button", name="Back to the lines").press("Enter")
    expect(
        panel.get_by_role(
            "img", name=re.compile("^Strips that show where each of kulak")
        )
    ).to_be_visible()


def test_echoes_say_what_they_missed(session, fresh):
    panel = fresh(session, "Echoes(").get_by_role("group", name="Echoes", exact=True)
    expect(panel.get_by_role("status")).to_have_text(
        "2 of 9 passages that our threads join to 1906:31 are among these 10."
    )
    panel.get_by_role("button", name="1936:70", exact=True).press("Enter")
    session.wait_for_function("document.activeElement?.dataset?.cite === '1936:70'")
    expect(
        panel.get_by_text("has expropriated the proletariat politically")
    ).to_be_visible()
    panel.get_by_label("Paragraph").select_option("1906:34")
    expect(panel.get_by_role("listitem")).to_have_count(10)
