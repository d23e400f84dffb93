"""The notebooks as a person meets them: in JupyterLab, in Chromium, with mouse and
keyboard; found by role and name.
"""

import json
import re
import textwrap

import nbformat
import pytest
from conftest import (
    axe_findings,
    open_page,
    ready,
    reload,
    run_all,
    run_cells,
    settle,
    stop_kernel,
)
from playwright.sync_api import expect

from helpers import texts, words

pytestmark = pytest.mark.browser


SILENCE = 6_000  # milliseconds, more than a widget waits for an answer
TYPING = 450  # milliseconds, more than the pause after which a box is sent
VOICE = "reading/voice"  # the cell of the exercise that most tests write in


@pytest.fixture(scope="module")
def session(shared_notebook):
    """Session 1, run once; a test runs the cells anew that it is about."""
    return shared_notebook("1-reading")


def exercise(page, label="An opponent’s words"):
    return page.get_by_role("group", name=f"Exercise: {label}")


def answers(folder):
    """What was kept as an answer to an exercise, in order."""
    lines = (folder / "answers/me.jsonl").read_text(encoding="utf-8").splitlines()
    entries = map(json.loads, lines)
    return [entry for entry in entries if entry["kind"] == "exercise"]


def group(page, name):
    return page.get_by_role("group", name=name)


def press(button, key="Enter"):
    """Press a button with the keyboard, once it has the focus: JupyterLab may still
    be making its cell the active one.
    """
    button.focus()
    expect(button).to_be_focused()
    button.page.keyboard.press(key)


def focused(page, cite):
    return page.wait_for_function(
        "cite => document.activeElement?.dataset?.cite === cite", arg=cite
    )


def test_the_landing_page(notebook):
    page = notebook("index")
    expect(
        page.get_by_role("table", name="The two texts, as excerpted")
    ).to_be_visible()
    picture = page.get_by_role(
        "img", name=re.compile("^Two columns of events from 1905 to 1936")
    )
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.parentElement.offsetWidth") > 500
    page.get_by_text("The data of this picture").press("Enter")
    expect(
        page.get_by_role("cell", name="Suppression of Kronstadt", exact=True)
    ).to_be_visible()
    assert axe_findings(page) == []
    page.get_by_role("link", name="1. Reading").first.click()
    expect(page.get_by_role("heading", name="Round 1. Two passages")).to_be_visible()


def test_the_reader_with_the_keyboard(session, fresh):
    page = fresh(session, "Reader(")
    reader = group(page, "Reader")
    status = reader.get_by_role("status")
    expect(status).to_contain_text("Russia and Europe: paragraphs 1906:31 to 1906:34")

    go_to = reader.get_by_label("Go to (such as 1906:12)")
    go_to.focus()
    page.keyboard.type("1936:74")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Who owns the state")
    expect(status).to_contain_text("Core: 1936:68, 1936:69, 1936:70, 1936:74.")
    focused(page, "1936:74")
    expect(reader.get_by_label(re.compile("^Go to"))).to_have_value("")

    reader.get_by_label("Section").select_option(
        label="1. Why the better forecasters lost (1–5)"
    )
    expect(status).to_contain_text("Why the better forecasters lost")
    expect(reader.get_by_text("fiction", exact=True)).to_be_hidden()
    reader.get_by_label("Show corrections").focus()
    page.keyboard.press("Space")
    expect(reader.get_by_text("fiction", exact=True)).to_be_visible()
    expect(reader.get_by_role("list", name="Corrections").nth(1)).to_contain_text(
        "“fiction” in the source, “faction” here."
    )

    reader.get_by_label("Mark other voices").press("Space")
    expect(reader.get_by_role("list", name="Other voices").first).to_be_visible()
    reader.get_by_label("Mark other voices").press("Space")

    term = reader.get_by_role("button", name="Kerensky").first
    term.focus()
    page.keyboard.press("Enter")
    expect(term).to_have_attribute("aria-expanded", "true")
    expect(reader.get_by_text("Lawyer and moderate socialist").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(reader.get_by_text("Lawyer and moderate socialist").first).to_be_hidden()

    reader.get_by_label("Core only").press("Space")
    expect(reader.get_by_role("button", name="Cite 1936:2", exact=True)).to_be_visible()
    expect(reader.get_by_role("button", name="Cite 1936:1", exact=True)).to_be_hidden()
    reader.get_by_label("Core only").press("Space")

    press(reader.get_by_role("button", name="Cite 1936:1", exact=True))
    expect(status).to_contain_text(
        "Leon Trotsky, The Revolution Betrayed (1936), 1936:1"
    )
    assert "1936:1" in page.evaluate("navigator.clipboard.readText()")

    press(reader.get_by_role("button", name="Next section"))
    expect(status).to_contain_text("After every revolution, a reaction")
    press(reader.get_by_role("button", name="Previous section"))
    press(reader.get_by_role("button", name="Previous section"))
    expect(status).to_contain_text(
        "This is the first section of The Revolution Betrayed."
    )

    for nonsense, answer in (
        ("1936:999", "1936:999 is not a paragraph"),
        ("<b>x", "'<b>x' is not a citation"),
        ("1917:1", "No text has the id '1917'"),
    ):
        box = reader.get_by_label(re.compile("^Go to"))
        box.fill(nonsense)
        box.press("Enter")
        expect(status).to_contain_text(answer)
        expect(box).to_have_value(nonsense)
    # A citation that is only half typed does not stand in the way, and the same place
    # can be gone to twice.
    reader.get_by_label(re.compile("^Go to")).fill("1936:7")
    reader.get_by_label("Section").select_option(label="12. Bonapartism (81–85)")
    expect(status).to_contain_text("Bonapartism")
    press(reader.get_by_role("button", name="Go", exact=True))
    focused(page, "1936:7")
    press(reader.get_by_role("button", name="Next section"))
    expect(status).to_contain_text("Defeats abroad")
    reader.get_by_label(re.compile("^Go to")).fill("1936:7")
    reader.get_by_label(re.compile("^Go to")).press("Enter")
    focused(page, "1936:7")
    reader.get_by_label("Text").select_option("1906")
    expect(status).to_contain_text("At the head of the nation")


def test_a_citation_takes_the_words_selected_and_no_others(session, fresh):
    page = fresh(session, "Reader(")
    reader = group(page, "Reader")

    def cite(number, start, end):
        """Select from a place in one paragraph to a place in another, then click a
        number with the mouse.
        """
        select = """([root, start, end]) => {
            const place = ([cite, offset]) => {
                const words = root.querySelector(`[data-cite="${cite}"] p`);
                const walk = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
                for (let node; (node = walk.nextNode()); offset -= node.length)
                    if (offset <= node.length) return [node, offset];
            };
            document.getSelection().setBaseAndExtent(...place(start), ...place(end));
        }"""
        page.evaluate(select, [reader.element_handle(), start, end])
        reader.get_by_role("button", name=f"Cite {number}", exact=True).click()
        expect(reader.get_by_role("status")).to_contain_text("Copied")
        return page.evaluate("navigator.clipboard.readText()")

    source = "(Leon Trotsky, Results and Prospects (1906), 1906:34)"
    assert (
        cite("1906:34", ["1906:34", 0], ["1906:34", 25])
        == f"“Left to its own resources” {source}"
    )
    assert (
        cite("1906:34", ["1906:33", 100], ["1906:34", 25])
        == f"“Left to its own resources” {source}"
    )
    assert (
        cite("1906:34", ["1906:34", 25], ["1906:33", 100])
        == f"“Left to its own resources” {source}"
    )
    assert cite("1906:34", ["1906:33", 0], ["1906:33", 25]) == source
    reader.get_by_label("Show corrections").check()
    text = texts.load("1906")[31].text
    assert cite("1906:31", ["1906:31", 0], ["1906:31", len(text)]).startswith(
        f"“{text[:300]}"
    )


def test_the_concordance_leads_to_the_paragraph(session, fresh):
    page = fresh(session, "Concordance(")
    panel = group(page, "Concordance")
    status, box = panel.get_by_role("status"), panel.get_by_label("Word or phrase")
    expect(status).to_have_text("“betray*”: 1 time in 1906, 5 times in 1936.")
    box.fill("state")
    press(panel.get_by_role("button", name="Find"))
    expect(status).to_have_text("“state”: 5 times in 1906, 51 times in 1936.")
    expect(panel.get_by_role("row")).to_have_count(5 + 51 + 1)
    panel.get_by_label("In", exact=True).select_option("1936")
    expect(status).to_have_text("“state”: 51 times in 1936.")
    panel.get_by_label("Sorted by").select_option("right")
    sorted_lines = words.arrange(
        words.concordance(texts.load("1936"), "state", width=44), "right"
    )
    expect(panel.get_by_role("row").nth(4)).to_contain_text(
        sorted_lines["right"][3]
    )  # the first three begin with a stop
    press(panel.get_by_role("button", name="Open 1936:70").first)
    focused(page, "1936:70")
    opened = panel.locator('.pb-paragraph[data-cite="1936:70"]')
    expect(opened.get_by_role("mark").first).to_have_text("state")
    expect(opened).to_contain_text("The means of production belong to the state.")
    expect(panel.get_by_role("button", name="Back to the lines")).to_be_in_viewport()
    assert "underline" in opened.locator(".pb-term").first.evaluate(
        "term => getComputedStyle(term).textDecorationLine"
    )
    press(panel.get_by_role("button", name="Back to the lines"))
    expect(panel.get_by_role("button", name="Open 1936:70").first).to_be_focused()
    expect(
        panel.get_by_role(
            "img", name=re.compile("Strips that show where “state” falls, in 1936:")
        )
    ).to_be_visible()
    for typed, said in (
        ("", "Type a word"),
        ("(*)", "There is no word to look for"),
        ("zzz", "0 times in 1936"),
        ("<img src=x onerror=alert(1)>", "0 times"),
    ):
        box.fill(typed)
        box.press("Enter")
        expect(status).to_contain_text(said)
        expect(panel.locator("img[src=x]")).to_have_count(0)


def test_chance_and_its_words(session, fresh):
    page = fresh(session, "Reader(", "Concordance(", "Chance(")
    panel = group(page, "Would chance do this?")
    status = panel.get_by_role("status")
    expect(status).to_contain_text(
        "“will”: 44 times in 1906 (15.31 per 1,000 words), 14 times in 1936 (1.43 per"
        " 1,000 words). Of 1,000"
    )
    press(panel.get_by_role("button", name="Shuffle again"))
    expect(status).to_contain_text("Shuffle 2.")
    panel.get_by_label("Shuffle", exact=True).select_option("section")
    expect(status).to_contain_text("Of 1,000 shuffles")
    panel.get_by_label("Word or phrase").fill("masses")
    panel.get_by_label("Word or phrase").press("Enter")
    expect(status).to_contain_text("“masses”: 4 times in 1906")
    panel.get_by_label("Word or phrase").fill("zzz")
    panel.get_by_label("Word or phrase").press("Enter")
    expect(status).to_contain_text("“zzz” stands in neither text.")
    assert axe_findings(page) == []


def test_what_a_student_writes_is_there_after_a_new_kernel(notebook, folder):
    cells = "reading/we", VOICE, "reading/answer"
    page = notebook("1-reading", *cells)
    count = exercise(page, "How often")
    count.get_by_role("textbox").fill("23")
    expect(count.get_by_role("status")).to_contain_text("Kept ")
    press(count.get_by_role("button", name="Check"))
    expect(count.get_by_role("status")).to_contain_text(
        "Yes: “we” stands 23 times in 1936."
    )
    count.get_by_role("textbox").fill("24")
    expect(count.get_by_role("status")).to_contain_text("Kept ")
    voice = exercise(page)
    written = (
        'The rule: "the Politburo is always right" (1936:33). <img src=x'
        " onerror=alert(1)> 🙂"
    )
    voice.get_by_role("textbox").fill(written)
    expect(voice.get_by_role("status")).to_contain_text("Kept ")
    press(voice.get_by_role("button", name="Check"))
    expect(voice.get_by_role("status")).to_have_text("The words stand in 1936:33.")
    assert answers(folder)[-1]["value"] == written

    # Typed and left at once: what was written in the last moment is sent when the page
    # goes.
    passage = exercise(page, "The passage that answers")
    passage.get_by_role("textbox").press_sequentially("left at once")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    expect(passage.get_by_role("status")).to_contain_text("Kept ")

    stop_kernel(page)
    page = notebook("1-reading", *cells)
    expect(voice.get_by_role("textbox")).to_have_value(written)
    expect(passage.get_by_role("textbox")).to_have_value("left at once")


def test_a_fault_of_ours_is_shown_and_not_swallowed(notebook, folder):
    # An answer that cannot be kept: the message stands in the widget, the text stays in
    # the box.
    page = notebook("1-reading", VOICE)
    panel, store = exercise(page), folder / "answers"
    store.write_text("a file where the folder should be")
    panel.get_by_role("textbox").fill("not lost")
    expect(panel.get_by_role("status")).to_contain_text("This could not be kept")
    expect(panel.get_by_role("textbox")).to_have_value("not lost")
    store.unlink()
    # Once there is room again, what was written comes back and is kept.
    run_cells(page, VOICE)
    expect(panel.get_by_role("textbox")).to_have_value("not lost")
    settle(page)
    assert answers(folder)[-1]["value"] == "not lost"


def test_when_the_kernel_is_gone_the_widget_says_so_and_nothing_is_lost(notebook):
    page = notebook("1-reading", VOICE)
    panel = exercise(page)
    box, status = panel.get_by_role("textbox"), panel.get_by_role("status")
    stop_kernel(page)
    box.fill("typed too late")
    expect(status).to_contain_text(
        re.compile("Not kept: the machine behind this page has stopped|No answer yet"),
        timeout=10_000,
    )
    expect(box).to_have_value("typed too late")
    # A new kernel, and the cells again: what was typed meanwhile is back in the box,
    # and kept.
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.startKernel()")
    run_cells(page, "import ", VOICE)
    expect(box).to_have_value("typed too late")
    expect(status).to_contain_text("Kept ")


def test_an_answer_takes_the_place_of_what_the_page_said_meanwhile(notebook, folder):
    # The words are the same as before, so that no change of the model draws them again.
    start = (
        'import pathlib, sys, time\nsys.path.insert(0, "..")\nfrom'
        " helpers.widgets.panel import Panel, box, select"
    )
    slow = """
        class Slow(Panel):
            def on_change(self, values):
                if values["count"]:
                    self.status = "Counted."
                    while not pathlib.Path("counted").exists():
                        time.sleep(0.05)

        options = [["", "no"], ["yes", "yes"]]
        fields = [select("count", "Count", options=options)]
        Slow(title="Slow", fields=fields, values={"count": ""})
    """
    looking = """
        class Looking(Panel):
            def on_change(self, values):
                if values["words"]:
                    self.status = "All there."
            def on_action(self, action):
                self.status = "All there."

        fields = [box("words", "Words", keep=True)]
        Looking(title="Looking", poll=1, fields=fields, values={"words": ""})
    """
    cells = [
        nbformat.v4.new_code_cell(textwrap.dedent(code).strip())
        for code in (start, slow, looking)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata=kernel),
        folder / "notebooks" / "two.ipynb",
    )
    page = notebook("two")
    status = group(page, "Looking").get_by_role("status")
    expect(status).to_have_text("All there.")
    group(page, "Looking").get_by_label("Words").fill("typed")
    expect(group(page, "Looking").get_by_text("Not kept yet.")).to_have_count(0)
    expect(status).to_have_text("All there.")
    status = group(page, "Slow").get_by_role("status")
    page.clock.install()
    group(page, "Slow").get_by_label("Count").select_option("yes")
    # what Python says while it works has come, and takes no complaint's place later
    expect(status).to_have_text("Counted.")
    page.clock.fast_forward(SILENCE)
    expect(status).to_contain_text("No answer yet")
    (folder / "notebooks" / "counted").touch()
    expect(status).to_have_text("Counted.")


def test_a_late_answer_does_not_overwrite_what_was_typed_since(notebook, folder):
    page = notebook("1-reading", VOICE)
    panel = exercise(page)
    box, status = panel.get_by_role("textbox"), panel.get_by_role("status")
    box.evaluate(
        """box => {  // every value that a script puts into the box in place of another
        const kind = HTMLTextAreaElement.prototype;
        const own = Object.getOwnPropertyDescriptor(kind, "value");
        box.placed = [];
        const set = (words) => {
            if (words !== own.get.call(box)) box.placed.push(words);
            own.set.call(box, words);
        };
        Object.defineProperty(box, "value", { get: () => own.get.call(box), set });
        const { session } = window.jupyterapp.shell.currentWidget.sessionContext;
        const { kernel } = session;
        const waits = "while not pathlib.Path('free').exists(): time.sleep(0.05)";
        const code = `import pathlib, time\\n${waits}`;
        kernel.requestExecute({ code });
    }"""
    )
    page.clock.install()
    written = ""
    # Each is sent by itself, while the kernel is busy with something else.
    for word in ("One ", "two ", "three ", "four"):
        box.press_sequentially(word)
        written += word
        expect(panel.get_by_text("Not kept yet.")).to_be_visible()
        page.clock.fast_forward(TYPING)
    (folder / "notebooks" / "free").touch()
    expect(status).to_contain_text("Kept ")
    settle(page)
    expect(box).to_have_value(written)
    assert box.evaluate("box => box.placed") == []


def test_an_older_draft_of_another_window_does_not_replace_what_was_kept_later(
    notebook,
):
    page = notebook("1-reading", VOICE)
    address = f"{page.url}?reset"
    exercise(page).get_by_role("textbox").fill("older words")
    page.goto(
        "about:blank"
    )  # at once: the words are sent, and the answer is not waited for
    later = open_page(page.context.new_page(), address, VOICE)
    panel = exercise(later)
    panel.get_by_role("textbox").fill("newer words")
    expect(panel.get_by_role("status")).to_contain_text("Kept ")
    later.close()
    panel = exercise(open_page(page, address, VOICE))
    expect(panel.get_by_role("textbox")).to_have_value("newer words")
    draft = panel.get_by_role("group", name=re.compile("^Other words for"))
    expect(draft).to_contain_text("older words")
    assert axe_findings(page) == []
    draft.get_by_role("button", name="Put them into the box").press("Enter")
    expect(panel.get_by_role("textbox")).to_have_value("older words")
    expect(panel.get_by_role("status")).to_contain_text("Kept ")
    expect(draft).to_have_count(0)


def test_what_another_window_kept_since_stays_beside_the_box(
    session, fresh, shared_folder
):
    panel = exercise(fresh(session, VOICE))
    panel.get_by_role("textbox").fill("here")
    expect(panel.get_by_role("status")).to_contain_text("Kept ")
    kept = shared_folder / "answers" / "me.jsonl"
    last = answers(shared_folder)[-1]
    with kept.open("a") as file:  # as a second kernel does
        file.write(json.dumps(last | {"value": "a whole paragraph there"}) + "\n")
    panel.get_by_role("textbox").press_sequentially(" and on")
    other = panel.get_by_role("group", name=re.compile("^Other words for"))
    expect(other).to_contain_text("a whole paragraph there")
    expect(panel.get_by_role("textbox")).to_have_value("here and on")
    other.get_by_role("button", name="Throw them away").press("Enter")
    expect(other).to_have_count(0)


def test_undo_belongs_to_the_box_and_a_second_window_to_the_same_answer(notebook):
    page = notebook("1-reading", VOICE)
    panel = exercise(page)
    box, status = panel.get_by_role("textbox"), panel.get_by_role("status")
    cells = "window.jupyterapp.shell.currentWidget.model.toString()"
    before = page.evaluate(cells)
    box.press_sequentially("one ")
    expect(status).to_contain_text("Kept ")
    box.press_sequentially("two")
    box.press("Control+z")
    assert page.evaluate(cells) == before
    expect(box).not_to_have_value("one two")
    # The same widget in a second view counts its messages from the beginning; neither
    # takes the other's answer for its own.
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    reload(page)
    ready(page)
    expect(box).to_be_visible()
    page.clock.install()
    box.fill("after a reload")
    page.clock.fast_forward(TYPING)
    expect(status).to_contain_text("Kept ")
    page.clock.fast_forward(SILENCE)
    expect(status).to_contain_text("Kept ")


def test_pictures_have_alternatives_of_their_own(session, fresh):
    page = fresh(session)
    run_all(page)
    page.get_by_role("button", name="Show everything on this page").click()
    strips = page.get_by_role("img", name=re.compile("^Strips for 1936.*bureaucracy"))
    expect(strips).to_be_visible()
    pictures = page.locator('.jp-OutputArea [role="img"]')
    expect(pictures.nth(3)).to_be_attached()
    alternatives = pictures.evaluate_all("all => all.map((each) => each.ariaLabel)")
    assert all(len(alternative) > 40 for alternative in alternatives)
    assert (
        page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    )


def test_run_all_twice(session, fresh):
    page = fresh(session)
    run_all(page)
    expect(group(page, "Reader")).to_have_count(1)
    assert (
        texts.load("1906").sections[-1].title
        in group(page, "Reader").get_by_role("status").inner_text()
    )
