"""What the guide does in the page: citations open their words by mouse and by keyboard,
a reader stays where they were, and no stray key breaks what is locked.
"""

import json
import pathlib
import re
import time
import urllib.parse

import nbformat
import pytest
from conftest import open_page, ready, reload, run_all, run_cells, stop_kernel
from playwright.sync_api import expect
from states import in_form

from helpers import texts
from tools import pages

pytestmark = pytest.mark.browser
ROOT = pathlib.Path(__file__).parent.parent
NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
START = 'import sys; sys.path.insert(0, "..")\nfrom helpers import figures, widgets'
#: Every form of citation, and what is marked of its paragraphs.
FORMS = {
    "1936:74": "",
    "1936:74.13": "1936:74.13",
    "1906:12-14": "",
    "1906:12–14": "",
    "1906:15.2-3": "1906:15.2-3",
    "1906:16.2-17.1": "1906:16.2-17.1",
}
LINKS = ", ".join(f"[{each}](#{each})" for each in FORMS)
FILL = "\n\n".join(f"Line {n} of prose to scroll over." for n in range(40))
FIGURE = """import matplotlib; matplotlib.use("agg")
from matplotlib import pyplot as plt
import pandas as pd
figures.show(plt.figure(figsize=(2, 1)), alt="A picture.", caption="A picture",
    table=pd.DataFrame({"a": [1]}))"""
FAMINE = next(
    each["statement"] for each in texts.statements() if each["key"] == "famine"
)
EDGES = "all => all.map((each) => each.getBoundingClientRect().left)"
#: How far the page itself can be moved to the side.
SIDEWAYS = """() => {
    const sheet = document.querySelector(".jp-WindowedPanel-outer");
    return sheet.scrollWidth - sheet.clientWidth;
}"""
SCROLLED = "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop"
#: What the drawer shows: its name, its paragraphs as read, and what is marked.
SHOWN = """() => {
    const drawer = document.querySelector(".pb-drawer");
    const words = (p) => {
        const copy = p.cloneNode(true);
        for (const struck of copy.querySelectorAll("del")) struck.remove();
        return copy.textContent;
    };
    return drawer && {
        name: drawer.querySelector("h2").textContent,
        words: [...drawer.querySelectorAll(".pb-paragraph > p")].map(words),
        marked: [...drawer.querySelectorAll("mark")].map(words),
    };
}"""


def cell(kind, source):
    return getattr(nbformat.v4, f"new_{kind}_cell")(source)


def write(folder, *cells, name="guided"):
    """A locked notebook of these cells after one that has the guide."""
    made = nbformat.v4.new_notebook(
        cells=[cell("code", f"{START}\nwidgets.Guide()"), *cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(pages.locked(made), folder / "notebooks" / f"{name}.ipynb")


@pytest.fixture(scope="module")
def forms(shared_notebook, shared_folder):
    """A page with each form of citation, of which nothing is changed by a test."""
    prose = cell(
        "markdown", f"{FILL}\n\nSee {LINKS}, a famine[°](#source:famine).\n\n{FILL}"
    )
    hidden = "<details><summary>What it shows</summary>\n\nSix.\n\n</details>"
    other = "<details><summary>A hint</summary>\n\nSeven.\n\n</details>"
    yours = cell("markdown", "A cell that is yours.")
    yours.metadata["tags"] = ["yours"]
    folded = cell("markdown", f"{hidden}\n\n{other}")
    codes = [cell("code", FIGURE), cell("code", 'widgets.Reader("1906:31")')]
    write(shared_folder, prose, folded, yours, *codes)
    page = shared_notebook("guided")
    page.set_viewport_size({"width": 1024, "height": 700})
    return page


def drawer(page):
    return page.get_by_role("dialog")


def link(page, cite):
    """The link to a citation, in view, and the page at rest."""
    place = page.get_by_role("link", name=cite, exact=True).first
    place.scroll_into_view_if_needed()
    return place


def opens(page, cite, act):
    """What is read after something is done; the page has not moved."""
    before = page.evaluate(SCROLLED)
    act()
    expect(drawer(page)).to_be_focused()
    assert page.evaluate(SCROLLED) == before
    shown = page.evaluate(SHOWN)
    expect(drawer(page)).to_have_accessible_name(re.compile(f"^{re.escape(cite)}\\. "))
    text, paragraphs, words = texts.find(cite)
    section = text.section_of(paragraphs[0].number).title
    assert shown["name"] == f"{cite}. {text.title} ({text.year}), {section}"
    assert shown["words"] == [paragraph.text for paragraph in paragraphs]
    return shown["marked"], words


def closes(page, opener):
    before = page.evaluate(SCROLLED)
    page.keyboard.press("Escape")
    expect(drawer(page)).to_have_count(0)
    expect(opener).to_be_focused()
    assert page.evaluate(SCROLLED) == before


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
@pytest.mark.parametrize("cite", FORMS)
def test_each_form_of_citation_opens_its_words(forms, cite, how):
    place = link(forms, cite)
    place.focus()
    expect(place).to_be_focused()
    act = place.click if how == "mouse" else lambda: forms.keyboard.press("Enter")
    marked, words = opens(forms, cite, act)
    if FORMS[cite]:
        assert " ".join(marked) == re.sub(r"\s+", " ", words)
        first = drawer(forms).locator("mark").first
        expect(first).to_be_in_viewport()
    else:
        assert marked == []
    closes(forms, place)
    expect(forms.locator(".jp-MarkdownCell:not(.jp-mod-rendered)")).to_have_count(0)


def test_the_drawer_leaves_the_link_in_sight_and_is_all_in_sight_itself(forms):
    place = link(forms, "1936:74")
    for block in ("start", "end"):
        place.evaluate("(link, block) => link.scrollIntoView({ block })", block)
        place.click()
        for name in ("Previous paragraph", "Next paragraph", "Copy citation", "Close"):
            named = drawer(forms).get_by_role("button", name=name, exact=True)
            expect(named).to_be_in_viewport(ratio=1)
        box, seen = drawer(forms).bounding_box(), place.bounding_box()
        above = box["y"] + box["height"] <= seen["y"]
        assert above or seen["y"] + seen["height"] <= box["y"]
        assert box["height"] < 330  # half of what is seen of the prose
        assert drawer(forms).evaluate("d => d.scrollWidth <= d.clientWidth")
        closes(forms, place)


def test_the_drawer_with_the_keyboard(forms):
    cells = forms.locator(".jp-Notebook .jp-Cell")
    before, place = cells.count(), link(forms, "1936:74")
    place.click()
    scrolled = forms.evaluate(SCROLLED)
    for key in ("d", "d", "x", "a", "ArrowDown", "Control+b", "Enter", "Shift+Enter"):
        forms.keyboard.press(key)
    expect(cells).to_have_count(before)
    expect(forms.get_by_role("tab", name=re.compile("File Browser"))).to_be_visible()
    expect(forms.locator("#filebrowser")).to_be_visible()
    assert forms.evaluate(SCROLLED) == scrolled
    expect(drawer(forms)).to_be_focused()
    # Tab goes round
    for name in ("Previous paragraph", "Next paragraph", "Copy citation", "Close"):
        forms.keyboard.press("Tab")
        named = drawer(forms).get_by_role("button", name=name, exact=True)
        expect(named).to_be_focused()
    buttons = drawer(forms).get_by_role("button")
    buttons.last.focus()
    forms.keyboard.press("Tab")
    expect(buttons.first).to_be_focused()
    forms.keyboard.press("Shift+Tab")
    expect(buttons.last).to_be_focused()
    # a term explains itself
    term = drawer(forms).get_by_role("button", name="Lenin").first
    term.press("Enter")
    expect(drawer(forms).locator(".pb-explanation:visible")).to_contain_text("Lenin")
    # the neighbours, and where the text ends
    drawer(forms).get_by_role("button", name="Next paragraph").press("Enter")
    expect(drawer(forms)).to_have_accessible_name(re.compile("^1936:75. "))
    expect(drawer(forms).get_by_role("status")).to_have_text("1936:75 is open.")
    drawer(forms).get_by_role("button", name="Previous paragraph").press("Enter")
    expect(drawer(forms)).to_have_accessible_name(re.compile("^1936:74. "))
    drawer(forms).get_by_role("button", name="Close", exact=True).press("Enter")
    expect(place).to_be_focused()


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_a_sign_opens_its_source_and_nothing_of_a_text(forms, how):
    place = link(forms, f"Source: {FAMINE}")
    place.focus()
    (place.click if how == "mouse" else lambda: forms.keyboard.press("Enter"))()
    expect(drawer(forms)).to_be_focused()
    expect(drawer(forms)).to_have_accessible_name(re.compile("^Millions died"))
    expect(drawer(forms)).to_contain_text("Looked up: “famine killed 3.3-3.9 million")
    expect(drawer(forms).get_by_role("button")).to_have_text(["Close"])
    forms.keyboard.press("Tab")
    expect(drawer(forms).get_by_role("button")).to_be_focused()
    closes(forms, place)
    link(forms, "1936:74").click()
    expect(drawer(forms).get_by_role("button", name="Copy citation")).to_be_visible()
    forms.keyboard.press("Escape")


def test_the_links_of_a_cell_are_one_stop_of_tab_and_the_arrow_keys_go_on(forms):
    links = [link(forms, each) for each in FORMS]
    sign = link(forms, f"Source: {FAMINE}")
    hidden = forms.get_by_text("What it shows", exact=True)
    hidden.focus()  # the place to which Tab comes back in that cell
    links[0].focus()
    for each in [*links[1:], sign]:
        expect(each).to_have_attribute("tabindex", "-1")
        expect(each).to_have_accessible_description(re.compile("^Left and right arrow"))
        forms.keyboard.press("ArrowRight")
        expect(each).to_be_focused()
    forms.keyboard.press("ArrowLeft")
    expect(links[-1]).to_be_focused()
    forms.keyboard.press("Tab")
    expect(hidden).to_be_focused()  # the cell below, of which the rest is folded
    forms.keyboard.press("ArrowRight")
    expect(forms.get_by_text("A hint", exact=True)).to_be_focused()
    # that cell is come back to where it was left
    expect(links[-1]).to_have_attribute("tabindex", "0")


def test_a_citation_is_copied_as_it_was_opened(forms):
    link(forms, "1936:74.13").click()
    drawer(forms).get_by_role("button", name="Copy citation").click()
    source = "(Leon Trotsky, The Revolution Betrayed (1936), 1936:74.13)"
    expect(drawer(forms).get_by_role("status")).to_have_text(f"Copied: {source}")
    assert forms.evaluate("navigator.clipboard.readText()") == source
    drawer(forms).get_by_role("button", name="Cite 1936:74").click()
    whole = source.replace("74.13", "74")
    expect(drawer(forms).get_by_role("status")).to_have_text(f"Copied: {whole}")
    forms.keyboard.press("Escape")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_has_nothing_to_say_of_the_drawer(forms, theme):
    from axe_playwright_python.sync_playwright import Axe

    change = "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })"
    forms.evaluate(change, theme)
    light = str(theme.endswith("Light")).lower()
    forms.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")
    link(forms, "1936:74.13").click()
    looked = Axe().run(forms, context={"include": [[".pb-drawer"]]}).response
    assert len(looked["passes"]) > 5
    assert [rule["id"] for rule in looked["violations"]] == []
    forms.keyboard.press("Escape")
    forms.evaluate(change, "JupyterLab Light")
    forms.wait_for_selector('body[data-jp-theme-light="true"]', state="attached")


def sources(page):
    cells = "window.jupyterapp.shell.currentWidget.content.model.cells"
    return page.evaluate(f"[...{cells}].map((cell) => cell.sharedModel.source)")


def raw(page):
    return page.locator(".jp-MarkdownCell:not(.jp-mod-rendered)")


def test_locked_prose_stays_prose(forms):
    before = sources(forms)
    words = forms.get_by_role("paragraph").filter(has_text="Line 3 of prose").first
    words.dblclick(position={"x": 8, "y": 8})
    assert forms.evaluate("getSelection().toString()").strip() == "Line"
    for keys in (["Enter"], ["d", "d"], ["x"]):
        words.click()
        for key in keys:
            forms.keyboard.press(key)
        expect(raw(forms)).to_have_count(0)
        assert sources(forms) == before


def test_prose_that_is_yours_is_edited_as_ever(forms):
    words = forms.get_by_role("paragraph").filter(has_text="A cell that is yours.")
    words.dblclick()
    expect(raw(forms)).to_have_count(1)
    forms.keyboard.press("Shift+Enter")
    expect(raw(forms)).to_have_count(0)
    words.click()
    forms.keyboard.press("Enter")
    expect(raw(forms)).to_have_count(1)
    forms.keyboard.press("Shift+Enter")
    expect(raw(forms)).to_have_count(0)


def test_raw_prose_that_is_locked_says_how_to_return(forms):
    words = forms.get_by_role("paragraph").filter(has_text="Line 3 of prose").first
    words.click()
    # as it was left before the guide was there
    forms.evaluate(
        "window.jupyterapp.shell.currentWidget.content.activeCell.rendered = false"
    )
    line = "cell => getComputedStyle(cell, '::before').content"
    expect(raw(forms)).to_have_count(1)
    assert "Press Shift+Enter to read it" in raw(forms).evaluate(line)
    raw(forms).locator(".cm-content").click()
    forms.keyboard.press("Shift+Enter")
    expect(raw(forms)).to_have_count(0)


def test_the_data_of_a_picture_with_the_keyboard(forms):
    before = sources(forms)
    summary = forms.locator("figure summary")
    details = forms.locator("figure details")
    summary.focus()
    for key in ("d", "d", "x"):
        forms.keyboard.press(key)
    assert sources(forms) == before
    for key, opened in (("Enter", True), (" ", False), ("Enter", True), (" ", False)):
        forms.keyboard.press(key)
        expect(details).to_have_js_property("open", opened)
    expect(summary).to_be_focused()


def test_a_hint_in_prose_with_the_keyboard(forms):
    before = sources(forms)
    summary = forms.locator("summary").filter(has_text="A hint")
    summary.focus()
    for key in ("d", "d", "x"):
        forms.keyboard.press(key)
    for key, opened in (("Enter", True), (" ", False), (" ", True), ("Enter", False)):
        forms.keyboard.press(key)
        expect(summary.locator("..")).to_have_js_property("open", opened)
        expect(raw(forms)).to_have_count(0)
    expect(summary).to_be_focused()
    assert sources(forms) == before


def test_show_everything_unfolds_what_a_tool_shows_and_no_hint(forms):
    shown = forms.get_by_text("Six.", exact=True).locator("visible=true")
    hint = forms.get_by_text("Seven.", exact=True).locator("visible=true")
    expect(shown).to_have_count(0)
    guide = forms.get_by_role("group", name="Guide")
    guide.get_by_role("button", name="Show everything on this page").click()
    expect(shown).to_have_count(1)
    expect(hint).to_have_count(0)
    status = "Everything on this page is shown."
    expect(guide.get_by_role("status")).to_have_text(status)


def test_the_reader_goes_to_a_sentence_and_shows_its_number(forms):
    reader = forms.get_by_role("group", name="Reader")
    box = reader.get_by_label(re.compile("^Go to"))
    box.fill("(The Revolution Betrayed, 1936: 74.13).")
    box.press("Enter")
    marks = reader.locator("mark.pb-cited")
    expect(marks.last).to_be_in_viewport()
    assert "".join(marks.all_inner_texts()) == texts.passage("1936:74.13")
    sentence = reader.locator('[data-cite="1936:74"] [data-sentence="13"]')
    number = "each => getComputedStyle(each, '::before').content"
    assert sentence.evaluate(number) == "none"
    reader.get_by_label("Show the numbers of sentences").check()
    assert '"13' in sentence.evaluate(number)
    copied = """each => {
        document.getSelection().selectAllChildren(each);
        return document.getSelection().toString();
    }"""
    assert sentence.evaluate(copied) == texts.passage("1936:74.13")
    reader.get_by_label("Show the numbers of sentences").uncheck()


def cited(folder, name):
    """The citations in the prose of a notebook, each once, in order."""
    stored = json.loads((folder / "notebooks" / f"{name}.ipynb").read_text("utf-8"))
    prose = ["".join(c["source"]) for c in stored["cells"] if "outputs" not in c]
    return list(
        dict.fromkeys(re.findall(r"\]\(#((?!source:)[^)]+:[^)]+)\)", "\n".join(prose)))
    )


def guided(folder, name):
    """The notebook with the guide in its first cell of code, if it has none yet."""
    path = folder / "notebooks" / f"{name}.ipynb"
    made = nbformat.read(path, as_version=4)
    start = next(each for each in made.cells if each.cell_type == "code")
    if "widgets.Guide(" not in start.source:
        start.source += "\nfrom helpers import widgets\nwidgets.Guide()"
        nbformat.write(made, path)


@pytest.mark.parametrize("name", NAMES)
def test_every_citation_of_a_notebook_opens_its_words(notebook, folder, name):
    guided(folder, name)
    page = notebook(name, "widgets.Guide(")
    expect(page.get_by_role("group", name="Guide")).to_be_visible()
    unfold = "all => all.forEach((details) => details.open = true)"
    page.locator(".jp-MarkdownOutput details").evaluate_all(unfold)
    for cite in cited(folder, name):
        page.evaluate(
            "cite => document.querySelector(`.jp-MarkdownOutput a[href='#${cite}']`)"
            ".click()",
            cite,
        )
        shown = page.evaluate(SHOWN)
        _, paragraphs, words = texts.find(cite)
        assert shown["words"] == [paragraph.text for paragraph in paragraphs], cite
        if "." in cite:
            assert " ".join(shown["marked"]) == words
        page.keyboard.press("Escape")
    seen = {re.sub(r"\d+", "n", cite): cite for cite in cited(folder, name)}
    for cite in seen.values():  # and one of each form as a person does it
        href = f"#{urllib.parse.quote(cite, safe=':')}"
        places = page.locator(f'.jp-MarkdownOutput a[href="{href}"]')
        place = places.locator("visible=true").first
        place.scroll_into_view_if_needed()
        opens(page, cite, place.click)
        closes(page, place)
        opens(page, cite, lambda: page.keyboard.press("Enter"))
        closes(page, place)


def wait(seconds):
    return cell("code", f"import time; time.sleep({seconds})")


def run_all_chosen(page):
    """Run All as a person chooses it, without a wait for what comes of it."""
    ready(page)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Run All Cells")).first.click()


@pytest.mark.parametrize("name", ["2-argument", "for-instructors"])
def test_a_page_of_the_seminar_stays_at_its_beginning(notebook, name):
    """Also where all of it has run before the guide is drawn."""
    page = notebook(name)
    expect(page.get_by_role("group", name="Guide")).to_be_attached()
    page.wait_for_function(f"({SCROLLED})() === 0")


MODES = ["none", "full", "contentVisibility"]


@pytest.mark.parametrize("mode", MODES)
def test_a_reader_stays_where_they_were(notebook, folder, mode):
    tools = [cell("code", f'widgets.Exercise("g/{n}", "Exercise {n}")') for n in "abc"]
    prose = [cell("markdown", f"{FILL}\n\n{LINKS}") for _ in range(4)]
    write(folder, prose[0], tools[0], prose[1], tools[1], prose[2], tools[2], prose[3])
    page = notebook("guided", run=False)
    page.set_viewport_size({"width": 1024, "height": 700})
    ready(page)
    page.evaluate(
        """windowingMode => {
            const { content } = window.jupyterapp.shell.currentWidget;
            content.notebookConfig = { ...content.notebookConfig, windowingMode };
        }""",
        mode,
    )
    run_all(page)
    expect(page.get_by_role("group", name="Guide")).to_be_in_viewport()
    page.wait_for_function(f"({SCROLLED})() === 0")
    page.mouse.move(600, 400)
    page.mouse.wheel(0, 1700)
    page.wait_for_function(f"({SCROLLED})() > 1600")
    top = """() => {
        const { top } = document.querySelector(".jp-WindowedPanel-outer")
            .getBoundingClientRect();
        const seen = [...document.querySelectorAll(".jp-MarkdownOutput p")];
        const line = seen.find((p) => p.getBoundingClientRect().top > top);
        return [line.textContent, Math.round(line.getBoundingClientRect().top)];
    }"""
    # a wheel turns on for a moment
    page.wait_for_function(
        """() => new Promise((settled) => {
            const sheet = document.querySelector(".jp-WindowedPanel-outer");
            const before = sheet.scrollTop;
            setTimeout(() => settled(sheet.scrollTop === before), 300);
        })"""
    )
    before = page.evaluate(top)
    run_all(page)
    page.wait_for_function(f"before => `${{({top})()}}` === `${{before}}`", arg=before)
    for cite in ("1936:74",):
        place = page.get_by_role("link", name=cite).locator("visible=true").first
        place.scroll_into_view_if_needed()
        opens(page, cite, place.click)
        closes(page, place)


def coming(page):
    """The cells that say that their tool is coming."""
    line = """cells => cells.filter((cell) => getComputedStyle(cell, "::after")
        .content.includes("This tool is coming")).length"""
    return page.locator(".jp-CodeCell").evaluate_all(line)


def coming_is(page, number):
    end = time.monotonic() + 20
    while coming(page) != number and time.monotonic() < end:
        page.evaluate("() => new Promise(requestAnimationFrame)")
    assert coming(page) == number


def test_what_is_still_coming_says_so(notebook, folder):
    gate = cell(
        "code", 'import os, time\nwhile not os.path.exists("go"): time.sleep(.1)'
    )
    tool, other = (
        cell("code", f'widgets.Exercise("{key}", "An exercise")') for key in "gh"
    )
    broken = cell("code", "1 / 0")
    write(folder, gate, tool, cell("code", FIGURE), other, name="slow")
    page = notebook("slow", run=False)
    run_all_chosen(page)
    coming_is(page, 4)  # the gate, a folded figure and two tools
    (folder / "notebooks" / "go").touch()
    expect(page.get_by_role("group", name="Exercise: An exercise")).to_have_count(2)
    coming_is(page, 0)
    # what fails keeps nothing waiting
    write(folder, broken, tool, name="broken")
    address = re.sub(r"slow\.ipynb.*", "broken.ipynb?reset", page.url)
    open_page(page, address, run=False)
    run_all_chosen(page)
    expect(page.get_by_text("ZeroDivisionError").first).to_be_visible()
    coming_is(page, 0)


def test_a_kernel_that_stops_keeps_nothing_coming_and_words_open_still(
    notebook, folder
):
    tool = cell("code", 'widgets.Exercise("g", "An exercise")')
    write(folder, cell("markdown", LINKS), wait(60), tool)
    page = notebook("guided", run=False)
    run_all_chosen(page)
    coming_is(page, 2)
    # the kernel is busy
    opens(page, "1936:74", link(page, "1936:74").click)
    closes(page, link(page, "1936:74"))
    stop_kernel(page)
    coming_is(page, 0)
    marked, words = opens(page, "1936:74.13", link(page, "1936:74.13").click)
    assert marked == [words]
    drawer(page).get_by_role("button", name="Next paragraph").click()
    expect(drawer(page)).to_have_accessible_name(re.compile("^1936:75. "))


def test_each_view_of_a_notebook_has_its_own_drawer(notebook, folder):
    write(folder, cell("markdown", LINKS))
    page = notebook("guided")
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_role("menuitem", name="New View for Notebook").click()
    expect(page.get_by_role("group", name="Guide")).to_have_count(2)
    for number in (0, 1):
        view = page.locator(".jp-NotebookPanel").nth(number)
        view.get_by_role("link", name="1936:74", exact=True).click()
        expect(view.get_by_role("dialog")).to_be_focused()
        expect(drawer(page)).to_have_count(1)
        page.keyboard.press("Escape")
        expect(drawer(page)).to_have_count(0)
    # the cell is run again: still one drawer a click
    run_cells(page, "widgets.Guide(")
    expect(page.get_by_role("group", name="Guide")).to_have_count(2)
    view = page.locator(".jp-NotebookPanel").nth(1)
    view.get_by_role("link", name="1936:74", exact=True).click()
    expect(drawer(page)).to_have_count(1)


def test_tables_stand_on_the_edge_of_the_prose_and_scroll_by_themselves(
    notebook, folder
):
    frame = 'pd.DataFrame({f"column {n}": ["words of a cell"] for n in range(8)})'
    table = f'import pandas as pd\nfigures.table({frame}, caption="A wide table")'
    prose = "Prose.\n\n| one | other |\n|---|---|\n| 1 | 2 |\n\n" + FILL
    code = cell("code", f"{table}  # and a line of code as long as a line may be, here")
    own = cell("code", "widgets.SameAgain()")
    write(folder, cell("markdown", prose), code, own, name="tables")
    page = notebook("tables")
    region = page.get_by_role("group", name="Table: A wide table")
    in_tool = page.get_by_role("table", name="Words that both have are bold")
    tables = page.locator(":is(.jp-OutputArea-output, .jp-MarkdownOutput) > table")
    expect(tables).to_have_count(2)
    first = page.locator(".jp-MarkdownOutput p").first
    for edge in tables.evaluate_all(EDGES):
        assert abs(edge - first.evaluate("p => p.getBoundingClientRect().left")) < 1
    expect(region).to_have_count(0)
    with in_form(page, "320"):
        for wide in (region, in_tool):
            expect(wide).to_have_attribute("tabindex", "0")
        assert page.evaluate(SIDEWAYS) == 0
    expect(region).to_have_count(0)
    expect(in_tool).not_to_have_attribute("tabindex", "0")


def test_the_styles_of_pictures_stand_once_in_a_page_and_come_again_with_the_file(
    notebook, folder
):
    write(folder, cell("code", FIGURE), cell("code", FIGURE), name="pictures")
    page = notebook("pictures")
    pictures, styles = map(
        page.locator, (".jp-OutputArea .pb-figure", ".jp-OutputArea style")
    )
    dressed = "all => all.map((each) => getComputedStyle(each).containerType)"
    expect(pictures).to_have_count(2)
    expect(styles).to_have_count(0)
    assert pictures.evaluate_all(dressed) == ["inline-size"] * 2
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    stop_kernel(page)
    reload(page)
    ready(page)  # and no tool runs
    expect(pictures).to_have_count(2)
    expect(styles).to_have_count(2)
    assert pictures.evaluate_all(dressed) == ["inline-size"] * 2
