"""The lesson on borrowed words, in a browser: an essay is pasted or read from a file,
each of its quotations leads to the words, and nothing of it stays.
"""

import re

import pytest
from conftest import axe_findings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
ESSAY = (
    "He writes of “a complete independence of classes” (1936:82). Privileges, he says,"
    " “have only half their worth” (1936:76). <script>alert(1)</script> “<b>bold"
    " words here</b>” (1936:74)."
)


@pytest.fixture(scope="module")
def lesson(shared_notebook):
    page = shared_notebook("borrowed-words", "Essay()", "Guess(", "Audit()")
    page.set_viewport_size({"width": 1024, "height": 700})
    return page


@pytest.fixture
def tool(lesson):
    """The box for an essay of one's own, empty."""
    panel = lesson.get_by_role("group", name="Audit of quotations", exact=True).last
    panel.get_by_role("button", name="Clear").click()
    expect(panel.get_by_role("status")).to_have_text("Cleared. Nothing of it was kept.")
    return panel


@pytest.mark.parametrize("width", [None, 320])
def test_an_essay_is_pasted_and_each_quotation_leads_to_its_words(lesson, tool, width):
    if width:  # as wide as on a telephone; JupyterLab itself is wider
        tool.evaluate("(panel, width) => (panel.style.width = `${width}px`)", width)
    box = tool.get_by_label("The essay, with its quotations and citations")
    box.fill(ESSAY)
    look_up = tool.get_by_role("button", name="Look up the quotations")
    look_up.press("Enter")
    status = tool.get_by_role("status")
    expect(status).to_have_text(
        "3 quotations: 1 stands as quoted, 1 stands elsewhere, 1 is not in these"
        " texts. 2 with something to look at."
    )
    expect(look_up).to_be_focused()
    listed = tool.get_by_role("list", name="Quotations").locator(":scope > li")
    expect(listed).to_have_count(3)
    expect(listed.nth(0)).to_contain_text("Just before these words stands")
    expect(listed.nth(2)).to_contain_text("<b>bold words here</b>")
    listed.nth(1).get_by_role("button", name="Open 1936:77").press("Enter")
    opened = tool.locator('[data-cite="1936:77"]')
    expect(opened).to_be_focused()
    expect(opened.locator("mark").first).to_have_text("have only half their worth")
    tool.get_by_role("button", name="Back to the list").press("Enter")
    back = listed.nth(1).get_by_role("button", name="Open 1936:77")
    expect(back).to_be_focused()
    assert tool.evaluate("panel => panel.scrollWidth <= panel.clientWidth + 1")
    tool.evaluate("panel => (panel.style.width = '')")


def test_an_essay_is_read_from_a_file_and_nothing_of_it_stays(
    lesson, tool, tmp_path, shared_folder
):
    file = tmp_path / "essay.md"
    file.write_text("> To betray it is not enough. (1936:74)\n", encoding="utf-8")
    chooser = tool.get_by_label("Read from a file (.txt or .md)")
    assert ".md" in (chooser.get_attribute("accept") or "")
    chooser.set_input_files(file)
    box = tool.get_by_label("The essay, with its quotations and citations")
    expect(box).to_have_value(re.compile("To betray it is not enough"))
    expect(box).to_be_focused()
    tool.get_by_role("button", name="Look up the quotations").click()
    expect(tool.get_by_role("status")).to_have_text("1 quotation: 1 stands as quoted.")
    kept = lesson.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "To betray it is not enough" not in kept
    answers = shared_folder / "answers"
    written = [path.read_text("utf-8") for path in answers.glob("**/*.jsonl")]
    assert not any("To betray it is not enough" in words for words in written)
    tool.get_by_role("button", name="Clear").click()
    expect(box).to_have_value("")
    expect(tool.get_by_role("list", name="Quotations")).to_have_count(0)


def test_the_invented_essay_is_headed_and_its_audit_waits_for_a_guess(lesson):
    heading = "Invented, with planted faults"
    essay = lesson.get_by_role("group", name=re.compile(heading))
    expect(essay).to_contain_text("Two texts, one argument?")
    guess = lesson.get_by_role(
        "group", name=re.compile("^Guess: At how many of the ten")
    )
    guess.get_by_role("button", name="Show me").click()
    audits = lesson.get_by_role("group", name="Audit of quotations", exact=True)
    expect(audits).to_have_count(2)
    first = audits.first
    expect(first.get_by_text(heading)).to_be_visible()
    first.get_by_role("button", name="Look up the quotations").click()
    expect(first.get_by_role("status")).to_have_text(re.compile("^10 quotations: 8 "))

    assert not axe_findings(lesson)
