"""What every panel does in the page: cells run again, a second view of a notebook, what
was typed and not acknowledged, a kernel that is gone, focus and scroll.
"""

import re
import textwrap

import nbformat
import pytest
from conftest import open_page, ready, reload, run_all
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
#: A kernel begins with no answers: what another test has kept is not asked for.
START = """
import os, sys, tempfile
sys.path.insert(0, "..")
os.environ["SEMINAR_ANSWERS"] = tempfile.mkdtemp()
from helpers import widgets
"""
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
def opened(notebook, folder):
    """A function that opens a notebook of these cells and runs it, in a new kernel."""
    pages = []

    def open_cells(*codes, name="panels"):
        cells = [
            nbformat.v4.new_code_cell(textwrap.dedent(code).strip()) for code in codes
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(
            nbformat.v4.new_notebook(cells=cells, metadata=kernel),
            folder / "notebooks" / f"{name}.ipynb",
        )
        pages.append(notebook(name))
        return pages[-1]

    yield open_cells
    stop_all(pages[-1])


def stop_all(page):
    page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")


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


def expect_in_kernel(page, code, printed):
    """Wait until code prints this in the kernel."""
    last = page.evaluate(
        f"""async ([code, printed]) => {{
        const end = performance.now() + 20_000;
        let last;
        do last = await ({PRINTED})(code);
        while (last !== printed && performance.now() < end);
        return last;
    }}""",
        [code, printed],
    )
    assert last == printed


def kept(page, words):
    """Wait until the store has these words of the exercise."""
    code = "from helpers import boards; print(boards.board().get('exercise', {!r}))"
    expect_in_kernel(page, code.format("panel/own"), words)


def test_a_vote_after_three_runs_draws_as_many_cards_as_after_one(opened, folder):
    session = nbformat.read(folder / "notebooks" / "5-discussion.ipynb", 4)
    codes = [cell.source for cell in session.cells if cell.cell_type == "code"]
    page = opened(START, *codes)
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


def stop_kernel(page):
    current = "window.jupyterapp.shell.currentWidget.sessionContext"
    page.evaluate(f"{current}.shutdown()")
    page.wait_for_function(f"!{current}.session")


def start_kernel(page):
    current = "window.jupyterapp.shell.currentWidget.sessionContext"
    page.evaluate(f"{current}.startKernel()")
    run_all(page)


def act_on_cell(page, number, name):
    page.evaluate(
        "n => (window.jupyterapp.shell.currentWidget.content.activeCellIndex = n)",
        number,
    )
    command(page, name)


def test_what_is_typed_in_the_last_moment_is_sent_as_the_view_goes(opened):
    page = opened(START, EXERCISE)
    box, _ = written(page)
    box.evaluate("""box => {
        // at one moment, without a pause, and as a long text is put there: no change is
        // announced as the box is left
        box.value = "said in leaving";
        box.dispatchEvent(new Event("input"));
        window.jupyterapp.commands.execute("notebook:clear-all-cell-outputs");
    }""")
    expect(box).to_have_count(0)
    kept(page, "said in leaving")


def test_a_card_in_no_view_is_not_redrawn_until_it_is_shown_again(opened):
    other = 'widgets.Prompt("inevitable-and-betrayed")'
    page = opened(START, f"card = {PROMPT}", "card", other)
    in_kernel(page, COUNT)
    card, voting = panel(page, CARD), page.get_by_role("group", name="Your first vote")
    act_on_cell(page, 2, "notebook:clear-cell-output")
    expect(card).to_have_count(0)
    voting.get_by_role("radio", name=re.compile("^1")).check()
    status = page.get_by_role("status").filter(has_text="Your vote: 1")
    expect(status).to_be_visible()
    assert in_kernel(page, "print(card in drawn)") == "False"
    act_on_cell(page, 2, "notebook:run-cell")
    expect(card).to_be_visible()
    expect_in_kernel(page, "print(card in drawn)", "True")


def test_a_notebook_that_is_opened_again_finds_its_widgets(opened):
    page = opened(START, EXERCISE)
    box, status = written(page)
    box.fill("before it was closed")
    expect(status).to_contain_text("Kept ")
    command(page, "docmanager:save")
    reload(page)
    ready(page)
    # On a busy machine JupyterLab draws what was shown before it is joined to the
    # kernel, and leaves it at "model not found": a view that is drawn now is no race.
    command(page, "docmanager:clone")
    box, status = box.last, status.last
    expect(box).to_have_value("before it was closed")
    box.press_sequentially(", and after")
    expect(status).to_contain_text("Kept ")
    kept(page, "before it was closed, and after")


def test_a_tool_that_was_made_anew_in_another_window_says_so(opened):
    """Its place was empty, and nothing said why."""
    page = opened(START, EXERCISE)
    other = page.context.new_page()
    open_page(other, page.url, "widgets.Exercise(")
    box, _ = written(other)
    box.fill("in the other window")
    kept(other, "in the other window")
    away = page.get_by_text("This tool was made anew in another window")
    expect(away).to_have_count(1)  # the cell that was run there, and it alone
    run_all(page)
    expect(away).to_have_count(0)
    expect(written(page)[0]).to_have_value("in the other window")


def test_no_timer_outlives_its_view(opened):
    watching = """
        from helpers.widgets.panel import Panel
        looks = {"left": 0, "right": 0}
        class Watching(Panel):
            def on_action(self, action):
                looks[self.title] += 1
                self.status = f"Looked {looks[self.title]} times."
    """
    page = opened(
        START,
        watching,
        'Watching(title="left", poll=0.2)',
        'Watching(title="right", poll=0.2)',
    )
    page.evaluate("""() => {  // which of its timers are running
        const running = (window.running = new Set());
        const { setInterval, clearInterval } = window;
        window.setInterval = (act, pause, ...more) => {
            const timer = setInterval(act, pause, ...more);
            if (pause === 200) running.add(timer);
            return timer;
        };
        window.clearInterval = (timer) => {
            running.delete(timer);
            clearInterval(timer);
        };
    }""")
    run_all(page)
    page.wait_for_function("running.size === 2")
    act_on_cell(page, 2, "notebook:clear-cell-output")
    expect(panel(page, "left")).to_have_count(0)
    page.wait_for_function("running.size === 1")
    looked = int(in_kernel(page, "print(looks['right'])"))
    again = re.compile(f"^Looked ({'|'.join(str(looked + n) for n in range(3, 60))}) ")
    expect(panel(page, "right").get_by_role("status")).to_have_text(again)


def test_a_message_that_was_answered_is_not_called_unanswered_later(opened):
    slow = """
        import time
        from helpers.widgets.panel import Panel, button
        class Slow(Panel):
            def on_action(self, action):
                time.sleep(8)
                self.status = "Done."
        Slow(title="Slow", fields=[button("wait", "Wait")])
    """
    page = opened(START, EXERCISE, slow)
    box, status = written(page)
    box.fill("answered at once")
    expect(status).to_contain_text("Kept ")
    panel(page, "Slow").get_by_role("button", name="Wait").press("Enter")
    # five seconds after it was pressed, and so more than five after the other
    expect(panel(page, "Slow").get_by_role("status")).to_contain_text("No answer yet")
    expect(status).to_contain_text("Kept ")
    expect(panel(page, "Slow").get_by_role("status")).to_have_text("Done.")


def test_a_file_that_is_too_large_is_refused_and_a_small_one_is_read(opened):
    page = opened(START, 'widgets.OwnMap("panel/map")')
    mine = page.get_by_role("group", name=re.compile("^Your map"))
    source, status = mine.get_by_role("textbox"), mine.get_by_role("status")
    restore = mine.get_by_label("Restore from a file")
    before = source.input_value()

    def file(content):
        return {"name": "m.argdown", "mimeType": "text/plain", "buffer": content}

    restore.set_input_files(file(b"x" * 5_000_001))
    expect(status).to_have_text(
        "This file is too large (5 MB). What Download writes is smaller."
    )
    expect(source).to_have_value(before)
    restore.set_input_files(file(b"[Small]: A claim."))
    expect(source).to_have_value("[Small]: A claim.")
    expect(status).to_contain_text("1 claim;")


def test_a_vote_given_to_a_stopped_kernel_is_not_shown_as_made(opened):
    page = opened(START, PROMPT)
    card = panel(page, CARD)
    radio = {
        place: card.get_by_role("radio", name=re.compile(f"^{place}")) for place in "15"
    }
    radio["1"].check()
    expect(card.get_by_role("status")).to_contain_text("Your vote: 1")
    stop_kernel(page)
    radio["5"].click()
    expect(card.get_by_role("status")).to_contain_text(
        "what is marked as chosen is what was kept last"
    )
    expect(radio["5"]).not_to_be_checked()
    expect(radio["1"]).to_be_checked()


def test_a_redraw_leaves_the_reader_where_they_were(opened):
    page = opened(START, 'widgets.ArgumentMap("1906", "Lock-outs and resignation")')
    the_map = panel(page, "Argument map of 1906")
    picture = the_map.get_by_role("region", name=re.compile("^Map of 1906"))
    claim = picture.get_by_role("button", name=re.compile("^Lock-outs answer it"))
    claim.focus()
    page.keyboard.press("Enter")
    detail = the_map.get_by_role("region", name="Lock-outs answer it", exact=True)
    expect(detail).to_be_focused()  # or Enter may meet what is drawn then
    the_map.get_by_text("How to read the map").press("Enter")
    key = the_map.locator("details", has_text="How to read the map")
    expect(key).to_have_attribute("open", "")
    page.add_style_tag(content=".pb-map { max-height: 200px !important; }")
    claim.evaluate("claim => claim.scrollIntoView({ block: 'center' })")
    assert picture.evaluate("place => place.scrollTop") > 0
    reject = the_map.get_by_role("radio", name="I reject it")
    reject.focus()
    page.keyboard.press("Space")
    expect(the_map.get_by_role("status")).to_contain_text("You rejected")
    expect(reject).to_be_checked()
    expect(reject).to_be_focused()
    expect(key).to_have_attribute("open", "")
    # the picture may move to what changed, and keeps the claim that is chosen in sight
    pane, box = picture.bounding_box(), claim.bounding_box()
    assert pane["y"] <= box["y"]
    assert box["y"] + box["height"] <= pane["y"] + pane["height"]


# Drafts


def test_a_draft_is_that_of_its_notebook(opened):
    page = opened(START, EXERCISE)
    box, status = written(page)
    box.fill("")
    stop_kernel(page)
    box.fill("of the first notebook")
    expect(status).to_contain_text("what is marked as chosen is what was kept last")
    page = opened(START, EXERCISE.replace("own", "other"), name="other")
    box, _ = written(page)
    expect(box).to_have_value("")
    expect(page.get_by_role("group", name="Other words for: Your words")).to_have_count(
        0
    )
    page = opened(START, EXERCISE)
    box, _ = written(page)
    expect(box).to_have_value("of the first notebook")
    kept(page, "of the first notebook")


def test_a_draft_kept_under_the_title_alone_is_found(opened):
    page = opened(START)
    page.evaluate("""() => {
        const draft = JSON.stringify({ words: "of the version before", known: [""] });
        sessionStorage.setItem("Exercise: Old words/answer/draft", draft);
        sessionStorage.setItem("Exercise: Old words/answer/beside", "words beside");
    }""")
    page = opened(START, 'widgets.Exercise("panel/old", "Old words")')
    exercise = panel(page, "Exercise: Old words")
    box = exercise.get_by_role("textbox")
    expect(box).to_have_value("of the version before")
    expect(exercise.get_by_role("status")).to_contain_text("Kept ")
    others = exercise.get_by_role("group", name="Other words for: Old words")
    expect(others).to_contain_text("words beside")
    others.get_by_role("button", name="Put them into the box").press("Enter")
    expect(box).to_have_value("words beside")
    expect(exercise.get_by_role("status")).to_contain_text("Kept ")
    left = "Object.keys(sessionStorage).filter((key) => key.includes('Old words'))"
    page.wait_for_function(f"{left}.length === 0")
