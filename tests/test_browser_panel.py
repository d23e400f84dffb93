"""What every panel does in the page: cells run again, a second view of a notebook, what
was typed and not acknowledged, a kernel that is gone, focus and scroll.
"""

import re
import textwrap

import nbformat
import pytest
from conftest import run_all
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
START = 'import sys; sys.path.insert(0, "..")\nfrom helpers import widgets'
EXERCISE = 'widgets.Exercise("panel/own", "Your words")'
PROMPT = 'widgets.Prompt("kept-without-europe")'
CARD = "Prompt: Power without Europe"
#: Every call of a card by `boards.notify` is written down.
COUNT = """
drawn = []
for kind in (widgets.Prompt, widgets.ArgumentMap):
    def refresh(panel, act=kind.refresh):
        drawn.append(panel)
        act(panel)
    kind.refresh = refresh
"""


@pytest.fixture
def opened(notebook, lab):
    """A function that opens a notebook of these cells and runs it."""

    def open_cells(*codes):
        cells = [
            nbformat.v4.new_code_cell(textwrap.dedent(code).strip()) for code in codes
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(
            nbformat.v4.new_notebook(cells=cells, metadata=kernel),
            lab[1] / "notebooks" / "panels.ipynb",
        )
        return notebook("panels")

    return open_cells


def panel(page, name):
    return page.get_by_role("group", name=name, exact=True)


def written(page):
    """The box of the exercise, and its line of status."""
    exercise = panel(page, "Exercise: Your words")
    return exercise.get_by_role("textbox"), exercise.get_by_role("status")


def command(page, name):
    page.evaluate("name => window.jupyterapp.commands.execute(name)", name)


#: What code prints in the kernel of the notebook in front.
PRINTED = """async (code) => {
    const { session } = window.jupyterapp.shell.currentWidget.sessionContext;
    const future = session.kernel.requestExecute({ code });
    const printed = [];
    future.onIOPub = ({ content }) => printed.push(content.text ?? content.evalue);
    await future.done;
    return printed.join("").trim();
}"""


def in_kernel(page, code):
    return page.evaluate(PRINTED, code)


def kept(page, words):
    """Wait until the store has these words of the exercise."""
    stored = "print(boards.board().get('exercise', 'panel/own') == {!r})"
    code = f"from helpers import boards; {stored.format(words)}"
    page.wait_for_function(
        f"async (code) => (await ({PRINTED})(code)) === 'True'", arg=code
    )


def test_a_vote_after_three_runs_draws_as_many_cards_as_after_one(notebook):
    page = notebook("5-discussion")
    in_kernel(page, COUNT)
    card = panel(page, "Prompt: If it had to come, who betrayed?")
    counts = []
    for run, position in enumerate((1, 2, 4)):
        if run:
            run_all(page)
        in_kernel(page, "drawn.clear()")
        card.get_by_role("radio", name=re.compile(f"^{position}")).check()
        expect(card.get_by_role("status")).to_contain_text(f"Your vote: {position}")
        counts.append(in_kernel(page, "print(len(drawn), len(set(drawn)))"))
    assert counts == ["3 3"] * 3


def test_what_is_typed_as_the_cell_is_run_again_comes_back_and_is_kept(opened):
    page = opened(START, EXERCISE)
    box, status = written(page)
    box.fill("kept")
    expect(status).to_contain_text("Kept ")
    box.evaluate("""box => {  // at one moment: no pause in which it could be sent
        box.focus();
        document.execCommand("insertText", false, " and typed on");
        box.closest(".pb-panel").id = "of-the-first-run";
        window.jupyterapp.commands.execute("notebook:run-all-cells");
    }""")
    expect(page.locator("#of-the-first-run")).to_have_count(0)
    expect(box).to_have_value("kept and typed on")
    kept(page, "kept and typed on")


def doubled_ids(page):
    return page.evaluate("""() => {
        const ours = [...document.querySelectorAll(".pb-panel [id]")];
        const ids = ours.map(({ id }) => id);
        return ids.filter((id, n) => ids.indexOf(id) !== n);
    }""")


def test_a_radio_stays_marked_in_every_view_of_a_notebook(opened):
    page = opened(START, PROMPT, 'widgets.Reader("1906:34")')
    card = panel(page, CARD)
    card.get_by_role("radio", name=re.compile("^4")).check()
    expect(card.get_by_role("status")).to_contain_text("Your vote: 4")
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_role("menuitem", name="New View for Notebook").click()
    expect(card).to_have_count(2)
    for view in (0, 1):
        chosen = card.nth(view).get_by_role("radio", name=re.compile("^4"))
        expect(chosen).to_be_checked()
    card.nth(1).get_by_role("radio", name=re.compile("^2")).check()
    for view in (0, 1):
        chosen = card.nth(view).get_by_role("radio", name=re.compile("^2"))
        expect(chosen).to_be_checked()
        expect(card.nth(view).get_by_role("status")).to_contain_text("Your vote: 2")
    assert doubled_ids(page) == []
    # what a term explains is opened in the view in which it was asked for
    reader = panel(page, "Reader")
    terms = [reader.nth(view).locator(".pb-term").first for view in (0, 1)]
    terms[1].press("Enter")
    expect(reader.nth(1).locator(".pb-explanation").first).to_be_visible()
    expect(reader.nth(0).locator(".pb-explanation").first).to_be_hidden()


def test_an_output_in_a_view_of_its_own_goes_on_after_the_notebook_is_closed(opened):
    page = opened(START, PROMPT)
    card = panel(page, CARD)
    page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex = 1")
    command(page, "notebook:create-output-view")
    expect(card).to_have_count(2)
    assert doubled_ids(page) == []
    for view, position in ((0, 5), (1, 1)):
        card.nth(view).get_by_role("radio", name=re.compile(f"^{position}")).check()
        for other in (0, 1):
            radio = card.nth(other).get_by_role(
                "radio", name=re.compile(f"^{position}")
            )
            expect(radio).to_be_checked()
