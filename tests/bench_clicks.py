"""What a click of the core takes in the page, beside a bare button of ipywidgets: from
the click to the last change. `make bench` runs it; it holds nothing, and no test does.
"""

import re
import statistics
import textwrap

import nbformat
import pytest

pytestmark = pytest.mark.browser
TIMES, FLOOR, MOST = 7, 200, 8  # clicks each; milliseconds; times a bare button
CODE = """
import os, sys, tempfile
sys.path.insert(0, "..")
os.environ["SEMINAR_ANSWERS"] = tempfile.mkdtemp()
import ipywidgets
from helpers import widgets
bare, label = ipywidgets.Button(description="Bare"), ipywidgets.Label("0")
bare.on_click(lambda _: setattr(label, "value", str(int(label.value) + 1)))
display(ipywidgets.VBox([bare, label]))
"""
WIDGETS = [
    "widgets.Reader()",
    'widgets.Concordance("betray*")',
    'widgets.Chance("will")',
    "widgets.WordAgainstWord()",
    "widgets.Keyness()",
    'widgets.ArgumentMap("1906", "Lock-outs and resignation", "Lock-outs answer it")',
    "widgets.TopicExplorer()",
    "widgets.SameAgain()",
    'widgets.Exercise("bench/x", "Your words")',
    'widgets.Prompt("inevitable-and-betrayed")',
    """for word in "WORDS".split():
    search = lambda: widgets.Concordance("inevit*")
    display(widgets.Guess(f"bench/{word}", f"How often {word}?", then=search))
""",
]
BARE = "button Bare"
WORDS = "we state power class party workers will".split()  # each time another
#: What is clicked: the panel's name, what is done, and what is done between, untimed.
#: "button X" presses, "list X=a" chooses, "radio X" too, "box X=a" types and presses
#: Enter.
CLICKS = [
    ("", BARE, None),
    ("Reader", "button Next section", "button Previous section"),
    ("Concordance", "box Word or phrase=the|WORD", None),
    ("Concordance", "box Word or phrase=WORD", None),
    ("Concordance", "list Sorted by=left", "list Sorted by=place"),
    ("Concordance", "button Open 1936:74", "box Word or phrase=betray*"),
    ("Would chance do this?", "button Shuffle again", None),
    ("Would chance do this?", "list Shuffle=section", "list Shuffle=paragraph"),
    ("Word against word", "box Words, apart by commas=WORD, <past>", None),
    ("What marks each text", "list Spelling=merged", "list Spelling="),
    ("What marks each text", "list Show=lacking", "list Show=both"),
    ("Argument map of 1906", "list Part=spine", "list Part=Lock-outs and resignation"),
    ("Argument map of 1906", "radio I reject it", "radio I leave it open"),
    ("Guess: How often WORD?", "button Show me", None),
    ("Prompt: If it had to come, who betrayed?", "radio 2", "radio 4"),
    ("Topics", "button Topic 2", "button Topic 1"),
    ("Topics", "list Topics=7", "list Topics=6"),
    ("Same again?", "button Again", None),
]
TIMER = """
([act, value]) => new Promise((resolve) => {
    const root = act.closest(".pb-panel, .jp-OutputArea-output");
    const began = performance.now();
    let last = began, quiet;
    const wait = (first) => {
        clearTimeout(quiet);
        quiet = setTimeout(() => {
            watch.disconnect();
            resolve(last - began);
        }, first ? 5000 : 600);
    };
    const watch = new MutationObserver(() => {
        last = performance.now();
        wait(false);
    });
    const seen = { subtree: true, childList: true, characterData: true };
    watch.observe(root, { ...seen, attributes: true });
    wait(true);
    if (value === null) act.click();
    else {
        act.value = value;
        const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true });
        const change = new Event("change", { bubbles: true });
        act.dispatchEvent(act.tagName === "SELECT" ? change : enter);
    }
})
"""


def milliseconds(page, panel, what):
    """From the act to the last change in its panel."""
    kind, _, rest = what.partition(" ")
    name, _, value = rest.partition("=")
    place = page.get_by_role("group", name=panel, exact=True) if panel else page
    if kind == "button":
        control, value = place.get_by_role("button", name=name, exact=True).first, None
    elif kind == "radio":
        begins = re.compile(f"^{re.escape(name)}")
        control, value = place.get_by_role("radio", name=begins).first, None
    else:
        control = place.get_by_label(name, exact=True).first
    return control.evaluate_handle("act => act").evaluate(
        f"(act, value) => ({TIMER})([act, value])", value
    )


def test_what_each_click_takes(notebook, folder):
    made = "".join(
        f"{each}\n" if each.startswith("for ") else f"display({each})\n"
        for each in WIDGETS
    ).replace("WORDS", " ".join(WORDS))
    code = textwrap.dedent(CODE).strip() + "\n" + made
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [nbformat.v4.new_code_cell(code)]
    path = folder / "notebooks" / "bench.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    page = notebook("bench")
    print(f"\nmedians of {TIMES} clicks, in milliseconds, and in bare buttons:")
    for panel, what, between in CLICKS:
        times, bares = [], []
        for word in WORDS[:TIMES]:
            if between:
                milliseconds(page, panel, between)
            bares.append(milliseconds(page, "", BARE))  # at the same load
            place, act = (each.replace("WORD", word) for each in (panel, what))
            times.append(milliseconds(page, place, act))
        middle, bare = statistics.median(times), statistics.median(bares)
        over = " too long" if middle > max(FLOOR, MOST * bare) else ""
        name = f"{panel}: {what}" if panel else "a bare button of ipywidgets"
        print(f"  {name:60} {middle:6.0f} {middle / bare:6.1f}{over}")
