"""Takes the pictures of every page, in both themes, into tests/pictures/pages/: `make
pictures` runs it. What changed shows in a comparison of the files; no test reads them.
"""

import pathlib

import pytest

pytestmark = pytest.mark.browser
FOLDER = pathlib.Path(__file__).parent / "pictures/pages"
PAGES = ["index", "1-reading", "2-argument", "3-topics", "4-comparison"]
#: What is drawn: a figure, a map, the words that mark a text, topics with their shares.
DRAWN = (
    ".jp-OutputArea :is(figure, .pb-map, .pb-halves, .pb-two:has(.pb-rows), .pb-topics)"
)
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


@pytest.mark.parametrize("name", PAGES)
def test_pictures_are_taken(notebook, name):
    page = notebook(name)
    everything = page.get_by_role("button", name="Show everything on this page")
    if everything.count():
        everything.click()
    page.set_viewport_size({"width": 1280, "height": 900})
    FOLDER.mkdir(parents=True, exist_ok=True)
    for theme, title in THEMES.items():
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme',"
            " { theme })",
            title,
        )
        page.wait_for_selector(f'body[data-jp-theme-name="{title}"]', state="attached")
        drawn = [each for each in page.locator(DRAWN).all() if each.is_visible()]
        for n, each in enumerate(drawn, start=1):
            each.screenshot(path=FOLDER / f"{name}-{n:02}-{theme}.png")
