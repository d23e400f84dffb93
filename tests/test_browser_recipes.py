"""The recipe for Binder, done as the page for instructors has it: what Binder would
build serves the page that the link opens, a student votes there, keeps a file and hands
one in, and the class is merged from what was handed in; then all is forgotten, and
brought back.

mybinder.org itself cannot be reached here. `test_environment.py` asks repo2docker what
it would build; here that is served as there, under a prefix and with the name of its
host in the environment, and ends with all that was kept in it.
"""

import contextlib
import pathlib
import re
import tempfile
import zipfile

import pytest
from conftest import ROOT, copy_seminar, open_page, run_cells, served
from playwright.sync_api import expect
from recipes import PROMPT, blocks, in_words, line, named, platform, run, shown

from helpers import discussion

pytestmark = pytest.mark.browser
RECIPE = "recipe-binder"
WHY = "It measures the one who rules by what he promised."
LINK = re.compile(
    r"https://mybinder\.org/v2/gh/(?P<owner>[\w-]+)/(?P<name>[\w-]+)/(?P<ref>[\w.-]+)"
    r"\?urlpath=(?P<path>[\w./-]+)\n"
)


@contextlib.contextmanager
def session(chromium):
    """A session of Binder that begins with the repository alone, and leaves nothing;
    yields a function that opens a path there in a new browser.
    """
    with contextlib.ExitStack() as ends:
        home = ends.enter_context(tempfile.TemporaryDirectory())
        place = pathlib.Path(home, "repository")
        place.mkdir()
        copy_seminar(place)
        base, host = "/user/prospect-and-betrayal-x1/", "https://mybinder.org/"
        around = {"BINDER_LAUNCH_HOST": host, "SEMINAR_SHARED": ""}
        address = ends.enter_context(served(pathlib.Path(home), place, base, **around))
        page = chromium.new_page(viewport={"width": 1280, "height": 1000})
        ends.callback(page.close)
        page.set_default_timeout(60_000)
        yield lambda path: open_page(page, f"{address}/{path}?reset", run=False)


def link():
    """The link of the recipe, in parts."""
    (only,) = blocks(RECIPE, "")
    return LINK.fullmatch(only)


def test_the_link_is_that_of_the_badge_and_leads_to_a_page_that_is_there():
    readme = (ROOT / "README.md").read_text("utf-8")
    badge = LINK.search(
        re.search(r"\((https://mybinder\.org/v2/.*?)\)", readme)[1] + "\n"
    )
    assert badge.groupdict() == link().groupdict()
    kind, tree, *path = link()["path"].split("/")
    assert (kind, tree) == ("lab", "tree")
    assert ROOT.joinpath(*path).exists()
    # a folder of these names would make Binder pass over environment.yml
    assert not any((ROOT / name).exists() for name in ("binder", ".binder"))


def cards(page):
    """The card of session 1, and the panel that gives files."""
    run_cells(page, "import ", f'Prompt("{PROMPT}")', "HandIn(")
    title = f"Prompt: {discussion.prompt(PROMPT)['title']}"
    card = page.get_by_role("group", name=title, exact=True)
    return card, page.get_by_role("group", name="All that you wrote", exact=True)


def first_vote(card):
    votes = card.get_by_role("group", name="Your first vote")
    return votes.get_by_role("radio", name=re.compile("^4"))


def given(panel, name, tmp_path):
    """The file that a button gives."""
    with panel.page.expect_download() as downloading:
        panel.get_by_role("button", name=name, exact=True).press("Enter")
    path = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(path)
    return path


def test_votes_on_binder_are_kept_handed_in_merged_and_brought_back(
    chromium, tmp_path, monkeypatch
):
    keep, what, hand_in = named(RECIPE, "In class, at the end")
    (restore,) = named(RECIPE, "Whoever comes back to Binder")
    with session(chromium) as opened:
        page = opened(link()["path"])
        expect(
            page.get_by_role("heading", name="Prospect and Betrayal")
        ).to_be_visible()
        card, panel = cards(opened("lab/tree/notebooks/1-reading.ipynb"))
        expect(panel.get_by_role("status")).to_contain_text("this session of Binder")
        first_vote(card).press(" ")
        expect(card.get_by_role("status")).to_contain_text("Your vote: 4")
        card.get_by_label(re.compile("^Why ")).fill(WHY)
        expect(card.get_by_role("status")).not_to_contain_text("say why")
        kept = given(panel, keep, tmp_path)
        panel.get_by_role("radio", name=re.compile(f"^{what}")).press(" ")
        handed = given(panel, hand_in, tmp_path)
    with session(chromium) as opened:  # another one: nothing of the first is there
        page = opened("lab/tree/notebooks/1-reading.ipynb")
        card, panel = cards(page)
        expect(first_vote(card)).not_to_be_checked()
        panel.get_by_label(restore, exact=True).set_input_files(kept)
        expect(panel.get_by_role("status")).to_contain_text("read back")
        expect(first_vote(card)).to_be_checked()
        expect(card.get_by_label(re.compile("^Why "))).to_have_value(WHY)
    # after class, as in the next recipe
    assert "as in the next recipe" in line(RECIPE, "After:")
    (tmp_path / "seminar/notebooks").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "seminar/notebooks")
    platform(tmp_path, [f"p{n}" for n in range(5)], [what, hand_in])
    with zipfile.ZipFile(tmp_path / "hand-ins.zip", "a") as archive:
        archive.write(handed, f"a student_9_file/{handed.name}")
    prepared, made, looked, deleted = blocks("recipe-platform")
    run(prepared)
    assert run(made).startswith("6 new files in ")
    view = run(looked)
    assert shown(view) == 6
    view.receive({"changed": {"show": "reasons"}, "number": 2})
    seen = "".join(turned(view) for _ in range(6))
    assert WHY in seen
    assert "6 files of the class are deleted." in in_words(run(deleted))


def turned(view):
    """The next reason that the projector shows."""
    view.receive({"action": "next"})
    return view.html
