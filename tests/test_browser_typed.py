"""What is typed counts: a word in a box is looked for when a list beside it is set,
before Enter; and long lists come in pieces.
"""

import re
import textwrap

import nbformat
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
CELL = """
import os, sys, tempfile
sys.path.insert(0, "..")
os.environ["SEMINAR_ANSWERS"] = tempfile.mkdtemp()
from helpers import widgets
for panel in ({made}):
    display(panel)
"""


@pytest.fixture(scope="module")
def tools(shared_notebook, shared_folder):
    """A page of the tools that have a box and a list."""
    made = [
        'widgets.Concordance("betray*")',
        'widgets.Chance("will")',
        "widgets.WordAgainstWord()",
        "widgets.Reader()",
        "widgets.TopicExplorer()",
    ]
    code = textwrap.dedent(CELL.format(made=", ".join(made))).strip()
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [nbformat.v4.new_code_cell(code)]
    path = shared_folder / "notebooks" / "typed.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return shared_notebook("typed")


def tool(page, name):
    panel = page.get_by_role("group", name=name, exact=True)
    return panel, panel.get_by_role("status")


def test_a_word_typed_is_counted_in_the_text_that_is_chosen_then(tools):
    panel, status = tool(tools, "Concordance")
    panel.get_by_label("Word or phrase").fill("we")
    panel.get_by_label("In", exact=True).select_option("1936")
    expect(status).to_have_text(re.compile("^“we”: 23 times in 1936"))
    panel.get_by_label("Word or phrase").fill("power")
    panel.get_by_label("Sorted by").select_option("right")
    expect(status).to_have_text(re.compile("^“power”: "))


def test_a_word_typed_is_shuffled_in_the_units_that_are_chosen_then(tools):
    panel, status = tool(tools, "Would chance do this?")
    panel.get_by_label("Word or phrase").fill("we")
    panel.get_by_label("Shuffle", exact=True).select_option("section")
    expect(status).to_contain_text("“we”: ")
    panel.get_by_label("Word or phrase").fill("state")
    panel.get_by_role("button", name="Shuffle again").click()
    expect(status).to_contain_text("“state”: ")


def test_a_word_typed_stays_when_a_family_is_added(tools):
    panel, status = tool(tools, "Word against word")
    panel.get_by_label("Words, apart by commas").fill("power")
    panel.get_by_label("Family").select_option("we")
    panel.get_by_role("button", name="Add the family").click()
    expect(status).to_contain_text("power: ")
    expect(status).to_contain_text("<we>: ")


def test_a_citation_typed_is_gone_to_when_a_list_is_set(tools):
    panel, status = tool(tools, "Reader")
    panel.get_by_label(re.compile("^Go to")).fill("1936:74")
    panel.get_by_label("Text", exact=True).select_option("1936")
    expect(panel.locator('[data-cite="1936:74"]')).to_be_focused()
    expect(status).to_contain_text("1936:74")


def test_a_name_typed_is_kept_when_another_model_is_chosen(tools):
    panel, status = tool(tools, "Topics")
    panel.get_by_label("Your name for topic 1", exact=True).fill("Power")
    panel.get_by_label("Topics", exact=True).select_option("4")
    expect(status).to_contain_text(re.compile(r"^Kept .* 4 topics"))
    panel.get_by_label("Topics", exact=True).select_option("6")
    box = panel.get_by_label("Your name for topic 1", exact=True)
    expect(box).to_have_value("Power")


def test_a_long_list_comes_in_pieces(tools):
    panel, status = tool(tools, "Concordance")
    panel.get_by_label("In", exact=True).select_option("")
    panel.get_by_label("Word or phrase").fill("the|*")
    panel.get_by_role("button", name="Find").click()
    rows = panel.get_by_role("region", name="Lines", exact=True).get_by_role("row")
    expect(rows).to_have_count(51)
    expect(panel.get_by_text("Lines 1 to 50 are shown.")).to_be_visible()
    panel.get_by_role("button", name="First 1,000 lines").press("Enter")
    expect(rows).to_have_count(1001)
    expect(panel.get_by_role("region", name="Lines", exact=True)).to_be_focused()
    panel.get_by_role("button", name="Next 1,000 lines").press("Enter")
    expect(status).to_contain_text("Lines 1,001 to 2,000 of ")
    expect(rows).to_have_count(1001)
    panel.get_by_role("button", name="1,000 lines before").press("Enter")
    expect(status).to_contain_text("Lines 1 to 1,000 of ")
    panel.get_by_label("Word or phrase").fill("in")
    panel.get_by_label("Word or phrase").press("Enter")
    panel.get_by_role("button", name=re.compile("^All .* lines$")).click()
    expect(status).to_have_text(re.compile(r"^Lines 1 to (\d+) of \1\.$"))
