"""Every widget in every state, as a list: what is drawn, and what is done to it until
it stands so. What tries them is in `test_browser_access.py` and `access.py`.

An act is one line: "button X" presses, "list X=a" chooses, "box X=a" types and presses
Enter, "radio X" and "check X" choose, "summary X" opens, "picture" presses the first
box of a picture; X begins the name.
"""

import contextlib
import re
import weakref
from typing import NamedTuple

import nbformat
from axe import look
from conftest import settle

START = """
import sys, tempfile
sys.path.insert(0, "..")
from helpers import boards, discussion, figures, texts, widgets
"""
#: Places that Tab comes to in a part of the page; the radios of a group are one.
STOPS = """place => {
    const all = "a[href], button, input, select, textarea, summary, [tabindex]";
    const groups = new Set();
    return [...place.querySelectorAll(all)].filter((each) => {
        if (each.tabIndex < 0 || each.disabled) return false;
        if (!each.checkVisibility({ visibilityProperty: true })) return false;
        if (each.type !== "radio") return true;
        return !groups.has(each.name) && groups.add(each.name);
    }).length;
}"""
#: Where the focus is inside a notebook, with its panel and its name, and whether the
#: arrow keys go on from there; nothing where it has left.
HERE = """() => {
    const here = document.activeElement;
    window.reached.add(here);
    if (!here.closest(".jp-NotebookPanel")) return null;
    const panel = here.closest(".pb-panel")?.ariaLabel ?? "";
    const more = here.matches("[data-more], svg g");
    return [panel, here.ariaLabel ?? here.textContent.trim(), more];
}"""
#: What can be pressed in a notebook and was never reached; of radios one will do.
UNREACHED = """() => {
    const all = ".pb-panel :is(button, input, select, textarea, g[data-action])," +
        ".jp-OutputArea :is(a[href], summary, [tabindex='0']), " +
        ".jp-MarkdownOutput :is(a[href]:not(.jp-InternalAnchorLink), summary)";
    const groups = new Set([...window.reached].map((each) => each.name));
    return [...document.querySelectorAll(all)]
        .filter((each) => each.checkVisibility() && !each.disabled)
        .filter((each) => !window.reached.has(each))
        .filter((each) => each.type !== "radio" || !groups.has(each.name))
        .map((each) => each.outerHTML.slice(0, 160));
}"""
AT_FIRST = "as it is drawn"
FOLDER = "discussion.rehearse(tempfile.mkdtemp())"


class Drawn(NamedTuple):
    """A widget: the code that draws it, the name of its panel, and the acts one after
    the other, with each of which it comes into another state.
    """

    code: str
    name: str
    acts: tuple[str, ...] = ()


class Stop(NamedTuple):
    """A stop of Tab: the panel in which it stands, or "", and what it is called."""

    panel: str
    name: str


STATES = {
    "Reader": Drawn(
        'widgets.Reader("1906:31")',
        "Reader",
        (
            "check Show corrections",
            "check Mark other voices",
            "check Show the numbers",
            "term",
            "check Underline",
            "check Core only",
            "button Next section",
            "box Go to=1936:74.2",
            "box Go to=1936:999",
            "button Cite",
        ),
    ),
    "Concordance": Drawn(
        'widgets.Concordance("state")',
        "Concordance",
        (
            "button Open",
            "button Back",
            "list Sorted by=left",
            "box Word or phrase=the",
            "button First 1,000",
            "box Word or phrase=(*)",
            "box Word or phrase=zzz",
        ),
    ),
    "Exercise": Drawn(
        'widgets.Exercise("x/a", "A line", check=lambda answer: answer.upper())',
        "Exercise: A line",
        ("box A line=words", "button Check"),
    ),
    "Guess": Drawn(
        'widgets.Guess("x/g", "How many?", then=lambda: widgets.Reader("1906:15"))',
        "Guess: How many?",
        ("button Keep", "box How many=two", "button Keep"),
    ),
    "Guide": Drawn("widgets.Guide()", "Guide", ("button Show everything",)),
    "Remember": Drawn(
        'widgets.Remember("2-argument")',
        "Remember?",
        ("summary Remember", "radio ", "button Check"),
    ),
    "Signs": Drawn('widgets.Signs("1906:15")', "Indicator words", ("button Mark",)),
    "Threads": Drawn(
        "widgets.Threads()",
        "Threads",
        (
            "list Thread=cleansing",
            "radio 1936 keeps",
            "button Show our",
            "summary The whole paragraph",
        ),
    ),
    "ArgumentMap": Drawn(
        'widgets.ArgumentMap("1906", "Lock-outs and resignation")',
        "Argument map of 1906",
        (
            "summary How to read",
            "picture",
            "button What would unseat",
            "picture last",
            "radio I reject",
            "button Only what bears",
            "check Show the outline",
            "list Part=spine",
            "button Start again",
        ),
    ),
    "OwnMap": Drawn(
        'widgets.OwnMap("x/map")',
        "Your map",
        ("summary How to write", "picture", "long [A] nonsense", "button Go to line"),
    ),
    "RepairMap": Drawn(
        'widgets.RepairMap("queue and policeman")',
        "The queue",
        ("button Is it mended", "button Give me a hint", "button Begin again"),
    ),
    "WordAgainstWord": Drawn(
        "widgets.WordAgainstWord()",
        "Word against word",
        ("list Family=we", "button Add", "button will", "button Open"),
    ),
    "Chance": Drawn(
        'widgets.Chance("will")',
        "Would chance",
        ("button Shuffle again", "summary The data", "box Word or phrase=zzz"),
    ),
    "Translators": Drawn(
        'widgets.Translators("will, workers")',
        "Is it the translator?",
        ("button will", "summary The data", "box Words=zzz", "button Show"),
    ),
    "Audit": Drawn(
        "widgets.Audit()",
        "Audit of quotations",
        ("long “To betray it is not enough” (1936:74).", "button Look up"),
    ),
    "BorrowedEssay": Drawn("widgets.BorrowedEssay(True)", "Invented"),
    "Echoes": Drawn(
        'widgets.Echoes("1906:31")', "Echoes", ("button 1936", "list Paragraph=1906:34")
    ),
    "Keyness": Drawn(
        "widgets.Keyness(shuffles=99)",
        "What marks each text",
        ("button will", "button Open", "summary The data", "list Show=lacking"),
    ),
    "Intrusion": Drawn(
        "widgets.Intrusion()",
        "Find the intruder",
        ("word", "word", "word", "word", "word", "word", "button New game"),
    ),
    "SameAgain": Drawn(
        "widgets.SameAgain()", "Same again?", ("button Again", "list Change=method")
    ),
    "TopicExplorer": Drawn(
        "widgets.TopicExplorer()",
        "Topics",
        (
            "button Topic 6",
            "box Your name for topic 1=A name",
            "button 19",
            "button Back",
            "list Method=lda",
        ),
    ),
    "TopicStrip": Drawn(
        "widgets.TopicStrip()",
        "Topics over the text",
        ("button Open the place", "list Read=1906:13", "button Open the place"),
    ),
    "HandIn": Drawn(
        "widgets.HandIn()",
        "All that you wrote",
        ("radio Exercises and votes", "check With my", "list As=csv"),
    ),
    "Join": Drawn(
        "widgets.Join()",
        "The folder of your class",
        ("box Folder=nowhere/at/all", "button I was in this class before"),
    ),
    "Prompt": Drawn(
        f'folder = {FOLDER}\nwidgets.Prompt("kept-without-europe")',
        "Prompt: Power without Europe",
        (
            "summary What to look for",
            "summary What stands before",
            "radio 2",
            "sentence",
            "long Because.",
            "button Make my",
            "button Vote again",
            "radio 4",
            "button Make my",
        ),
    ),
    "Conduct": Drawn(
        f"widgets.Conduct({FOLDER})",
        "Conduct the vote",
        (
            "button Open the first",
            "button Close the first",
            "button Withhold reason 2",
            "button Start the timer",
            "button Stop the timer",
            "button Show the class",
            "button Next reason",
            "list On the wall=sides",
            "summary What each side",
            "summary Small groups",
            "list Grouped=mixed",
            "button Make groups",
            "button Open the second",
            "summary Before the class",
            "button Try it",
            "summary Start anew",
            "button Start this",
            "button No, leave it",
            "summary Delete",
            "button Delete everything",
            "box Name of the class=another",
            "button Delete it",
            "button No, keep it",
        ),
    ),
    "Wall": Drawn(
        f"shown = {FOLDER}\nled = widgets.Conduct(shown)\nwidgets.Wall(shown)",
        "On the wall",
    ),
    "ClassView": Drawn(
        f'widgets.ClassView({FOLDER}, "kept-without-europe")',
        "Class view",
        (
            "list Show=votes",
            "list Show=reasons",
            "button Next reason",
            "list Show=cruxes",
            "list Show=topics",
        ),
    ),
}


def panel_of(page, drawn):
    """The panel of a widget."""
    return page.get_by_role("group", name=re.compile(f"^{re.escape(drawn.name)}")).first


def act(panel, line):
    """Do what a line says, with the keyboard where a person would, and wait until the
    kernel has dealt with it.
    """
    kind, _, rest = line.partition(" ")
    name, _, value = rest.partition("=")
    begins = re.compile(f"^{re.escape(name)}")
    if kind in ("button", "summary"):
        pressed = (
            panel.locator("summary", has_text=begins)
            if kind == "summary"
            else panel.get_by_role("button", name=begins)
        )
        pressed.locator("visible=true").first.press("Enter")
    elif kind == "list":
        panel.get_by_label(begins).locator("visible=true").first.select_option(value)
    elif kind == "box":
        box = panel.get_by_label(begins).locator("visible=true").first
        box.fill(value)
        box.press("Enter")
    elif kind == "long":
        panel.locator("textarea").first.fill(rest)
    elif kind in ("radio", "check"):
        role = "radio" if kind == "radio" else "checkbox"
        panel.get_by_role(role, name=begins).locator("visible=true").first.press(" ")
    else:
        _press_a(panel, line)
    settle(panel.page)


def _press_a(panel, what):
    """Press the first of a kind that has no name to be found by."""
    place = {
        "term": "button.pb-term",
        "word": ".pb-words button",
        "sentence": ".pb-passage input",
        "picture": "g[data-action]",
        "picture last": "g[data-action]",
    }[what]
    several = panel.locator(place).locator("visible=true")
    one = several.last if what.endswith("last") else several.first
    one.press(" " if what == "sentence" else "Enter")


def tabbed(page, most=400):
    """Go through a notebook with Tab, and in each stop with the arrow keys. Returns the
    stops of Tab, and what can be pressed and was not reached.
    """
    page.evaluate(
        """() => {
            window.reached = new Set();
            const whole = document.querySelector(".jp-NotebookPanel");
            whole.tabIndex = -1;
            whole.focus();
        }"""
    )
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            return stops, page.evaluate(UNREACHED)
        stops.append(Stop(*here[:2]))
        if here[2]:  # the one that is chosen may be amid the others
            page.keyboard.press("Home")
            page.evaluate(HERE)
        while here and here[2]:
            before = page.evaluate_handle("document.activeElement")
            page.keyboard.press("ArrowRight")
            here = page.evaluate(HERE)
            if page.evaluate("before => before === document.activeElement", before):
                break
    raise AssertionError(f"Tab has not left the notebook after {most} stops")


def write(folder):
    """A notebook of all widgets, each in a cell of its own, beside the others."""
    codes = [START.strip(), *(drawn.code for drawn in STATES.values())]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    made = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(made, folder / "notebooks" / "states.ipynb")


def walk(panel, name):
    """Bring a widget from state to state; in each axe finds nothing, and what has the
    focus has a name.
    """
    page, drawn, wrong = panel.page, STATES[name], []
    panel.evaluate("panel => { panel.dataset.walked = ''; }")
    try:
        for line in (AT_FIRST, *drawn.acts):
            if line != AT_FIRST:
                act(panel, line)
                role, called = named_focus(page)
                wrong += [] if called else [(line, f"a nameless {role}")]
            findings, nodes = look(page, "[data-walked]")
            print(f"{name}, {line}: {nodes} elements")
            assert nodes, f"{name}, {line}"
            wrong += [(line, *finding) for finding in findings]
    finally:
        panel.evaluate("panel => { delete panel.dataset.walked; }")
    print(*wrong, sep="\n")
    assert not wrong, "\n".join(map(str, wrong))


#: What tells of a page's accessibility tree, one for each page: to make it takes as
#: long as to press a key.
_told = weakref.WeakKeyDictionary()


def named_focus(page):
    """The role and the name of what has the focus, as a screen reader is told."""
    if page not in _told:
        _told[page] = page.context.new_cdp_session(page)
        # or the tree is made for each question
        _told[page].send("Accessibility.enable")
    ask = _told[page].send
    here = {"expression": "document.activeElement"}
    same = "function () { return this === document.activeElement; }"
    while True:
        focused = ask("Runtime.evaluate", here)["result"]
        if "body" in focused.get("description", "body").partition(".")[0]:
            return "body", ""
        place = {"objectId": focused["objectId"]}
        which = place | {"fetchRelatives": False}
        node = ask("Accessibility.getPartialAXTree", which)["nodes"][0]
        asked = place | {"functionDeclaration": same, "returnByValue": True}
        if ask("Runtime.callFunctionOn", asked)["result"]["value"]:
            break  # or it was drawn anew between the questions
    return tuple(node.get(part, {}).get("value", "") for part in ("role", "name"))


#: What a page is shown in, beside 1280 pixels in light.
FORMS = ("dark", "forced colours", "640", "320", "JupyterLab's own windowing")


@contextlib.contextmanager
def in_form(page, form):
    """A page in one of FORMS, and afterwards as it was."""
    size = page.viewport_size
    if form == "dark":
        _theme(page, "Dark")
    elif form == "forced colours":
        page.emulate_media(forced_colors="active")
    elif form.isdecimal():
        page.set_viewport_size({"width": int(form), "height": 900})
        _files(page, shown=int(form) >= 1024)
    else:
        _windowing(page, "full")
    try:
        yield
    finally:
        page.set_viewport_size(size)
        _files(page, shown=True)
        page.emulate_media(forced_colors="none")
        if form == "dark":
            _theme(page, "Light")
        elif not form.isdecimal():
            _windowing(page, "none")


def _theme(page, name):
    change = "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })"
    page.evaluate(change, f"JupyterLab {name}")
    light = str(name == "Light").lower()
    page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")


def _files(page, shown):
    """The list of files beside the page, as a person has it in a narrow window."""
    page.evaluate(
        """shown => {
            const { shell } = window.jupyterapp;
            if (shown) shell.expandLeft();
            else shell.collapseLeft();
        }""",
        shown,
    )


def _windowing(page, mode):
    page.evaluate(
        """windowingMode => {
            const { content } = window.jupyterapp.shell.currentWidget;
            content.notebookConfig = { ...content.notebookConfig, windowingMode };
        }""",
        mode,
    )


#: What can be pressed in a panel, and is not to be: it opens a file on this machine.
CONTROLS = """(panel) => {
    const all = "button, summary, g[data-action], input:not([type=file]), select";
    return [...panel.querySelectorAll(all)].filter((each) =>
        each.checkVisibility() && !each.disabled && each.type !== "text");
}"""
PRESS = """([panel, done, most]) => {
    const controls = (CONTROLS)(panel);
    const kindOf = (each) => each.dataset.action?.split("/")[0] ??
        (each.closest("[data-cite], .pb-controls")?.className ?? "") + each.className +
        (each.closest(".pb-controls") ? each.id || each.textContent : each.localName);
    const counts = new Map();
    for (const each of controls) {
        const kind = `${each.localName}/${kindOf(each)}`;
        const n = counts.get(kind) ?? 0;
        counts.set(kind, n + 1);
        if (n >= most || done.includes(`${kind}/${n}`)) continue;
        each.scrollIntoView({ block: "nearest" });
        each.focus();
        if (each.localName === "select") {
            each.selectedIndex = (each.selectedIndex + 1) % each.options.length;
            each.dispatchEvent(new Event("change", { bubbles: true }));
        }
        return [`${kind}/${n}`, each.localName, each.type ?? ""];
    }
    return null;
}""".replace("CONTROLS", CONTROLS)


def press_everything(page, most):
    """Press every control of every panel, of those of one kind `most`; what then has
    the focus has a name. Returns how many were pressed.
    """
    panels = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .pb-panel")
    pressed, wrong = 0, []
    for number in range(panels.count()):
        panel, done = panels.nth(number), []
        ask = f"(panel, [done, most]) => ({PRESS})([panel, done, most])"
        while control := panel.evaluate(ask, [done, most]):
            kind, element, type_ = control
            done.append(kind)
            if element != "select":
                key = "Space" if type_ in ("radio", "checkbox") else "Enter"
                page.keyboard.press(key)
            settle(page)
            pressed += 1
            role, called = named_focus(page)
            title = panel.get_attribute("aria-label")
            wrong += [] if called else [f"{title}, {kind}: on a nameless {role}"]
    assert not wrong, "\n".join(wrong)
    return pressed
