"""Takes the pictures of every page, in both themes, into tests/pictures/pages/: `make
pictures` runs it. What changed shows in a comparison of the files; no test reads them.
"""

import collections
import pathlib
import re

import pytest
import states
from conftest import settle

pytestmark = pytest.mark.browser
FOLDER = pathlib.Path(__file__).parent / "pictures/pages"
PAGES = ["index", "1-reading", "2-argument", "3-topics", "4-comparison"]
#: What is drawn: a figure, a map, the words that mark a text, topics with their shares.
DRAWN = (
    ".jp-OutputArea :is(figure, .pb-map, .pb-halves, .pb-two:has(.pb-rows), .pb-topics)"
)
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
NAMED = """
drawn => drawn.querySelector("figcaption")?.textContent
    ?? drawn.closest("[role=group]")?.ariaLabel ?? ""
"""


@pytest.mark.parametrize("name", PAGES)
def test_pictures_are_taken(notebook, name):
    page = notebook(name)
    everything = page.get_by_role("button", name="Show everything on this page")
    if everything.count():
        everything.click()
    # as high as the highest, which JupyterLab would cut
    page.set_viewport_size({"width": 1280, "height": 2400})
    FOLDER.mkdir(parents=True, exist_ok=True)
    for theme, title in THEMES.items():
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme',"
            " { theme })",
            title,
        )
        body = f'body[data-jp-theme-name="{title}"]'
        page.wait_for_selector(body, state="attached")
        settle(page)
        many = collections.Counter()
        for drawn in page.locator(DRAWN).all():
            if not drawn.is_visible():
                continue
            words = re.findall(r"\w+", drawn.evaluate(NAMED).lower())[:4]
            called = "-".join([name, *words])
            many[called] += 1
            number = f"-{many[called]}" if many[called] > 1 else ""
            drawn.screenshot(path=FOLDER / f"{called}{number}-{theme}.png")


#: What the README shows beside them: a widget, what is done to it, and how much of it.
README = {
    "reader": (
        "Reader",
        ("box Go to=1936:7", "check Show corrections", "button Babeuf"),
        900,
    ),
    "map": ("ArgumentMap", ("box of Lock-outs answer it", "radio I reject"), 760),
    "class": ("ClassView", ("list Show=votes",), 760),
}


@pytest.mark.parametrize("name", README)
def test_pictures_of_the_readme_are_taken(notebook, folder, name):
    widget, acts, high = README[name]
    states.write(folder)
    drawn = states.STATES[widget]
    page = notebook("states", drawn.code.splitlines()[-1])
    page.set_viewport_size({"width": 1280, "height": 1800})
    page.evaluate("window.jupyterapp.shell.collapseLeft()")
    panel = states.panel_of(page, drawn)
    for act in acts:
        if act.startswith("box of "):
            box = panel.locator("g[data-action]", has_text=act.removeprefix("box of "))
            box.first.press("Enter")
            settle(page)
        else:
            states.act(panel, act)
    panel.scroll_into_view_if_needed()
    at = panel.bounding_box()
    clip = at | {"height": min(high, at["height"])}
    page.screenshot(path=FOLDER.parent / f"{name}.png", clip=clip)
