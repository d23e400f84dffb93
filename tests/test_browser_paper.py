"""Handouts on paper, as Chromium prints them on A4 and Letter with narrow and wide
margins: no blank page, no letter under 8 points, nothing cut that belongs together.
"""

import re

import nbformat
import pytest
from paper import printed

from helpers import discussion, texts
from helpers.widgets import ArgumentMap
from helpers.widgets.maps.on_paper import spans
from tools import handouts, typeset

pytestmark = pytest.mark.browser
LEAST = 7.95  # points: 8, as browsers round
MOST = 20  # pages of a notebook
PAPERS = [(paper, margin) for paper in ("A4", "Letter") for margin in (10, 20)]
NOTEBOOKS = sorted((handouts.ROOT / "notebooks").glob("*.ipynb"))
each_paper = pytest.mark.parametrize(("paper", "margin"), PAPERS)


@pytest.fixture(scope="module")
def sheets():
    """The sheets for a room without computers."""
    return {
        "ballot": handouts.ballot(),
        "key": handouts.key(),
        "maps": handouts.sheet_of_maps(),
        "passages": handouts.sheet_of_passages(),
        "texts": handouts.both_texts(),
    }


@pytest.fixture(scope="module")
def sessions():
    """Each notebook, run and written as a page; those that were asked for stay."""
    return {}


@pytest.fixture
def written(sessions):
    def session(path):
        if path.stem not in sessions:
            sessions[path.stem] = handouts.to_html(handouts.run(path), path.stem)
        return sessions[path.stem]

    return session


@pytest.fixture
def page(chromium):
    opened = chromium.new_page()
    yield opened
    opened.close()


def holds(paper):
    """No page without words, no letter that is too small, nothing parted that is one,
    no title parted from what it is the title of.
    """
    assert all(paper.sizes), "a page is blank"
    assert min(min(sizes) for sizes in paper.sizes) >= LEAST
    for first, last in [*paper.spans, *paper.joints]:
        assert first == last


@each_paper
@pytest.mark.parametrize("name", ["ballot", "key", "maps", "passages", "texts"])
def test_a_sheet_is_printed_whole(page, sheets, name, paper, margin):
    out = printed(page, sheets[name], paper, margin)
    holds(out)
    assert len(out.spans) >= {"ballot": 6 * 2, "maps": 3 * 5}.get(name, 0)
    assert len(out.sizes) <= 12
    if name == "maps":
        assert out.joints[-3:][0] == (1, 1)  # below the key, which is no page by itself
        # without colour: letters on a grey ground too, and lines
        assert out.letters >= 4.5 * 1.18
        assert out.lines >= 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_printed_whole(page, written, path):
    for paper, margin in PAPERS:
        out = printed(page, written(path), paper, margin)
        holds(out)
        assert len(out.sizes) <= MOST, (
            f"{path.stem} has {len(out.sizes)} pages on {paper} with {margin} mm"
        )


def test_a_handout_has_nothing_dead_in_it(written, sheets):
    for html in (written(NOTEBOOKS[0]), *sheets.values()):
        body = html.partition("</head>")[2]
        assert not re.findall(r"<(?:button|input|select|textarea|script)\b", body)
        assert 'role="button"' not in body
        assert "data-action" not in body
        assert "tabindex" not in body.replace('tabindex="-1"', "")
        assert html.count("<main") == 1
        assert '<html lang="en"' in html


def test_a_page_of_the_site_has_a_title_and_ways_and_lines_of_one_length(page, written):
    html = written(NOTEBOOKS[0])
    assert "<title>1. Reading – Prospect and Betrayal</title>" in html
    page.set_viewport_size({"width": 1900, "height": 1000})
    page.set_content(html)
    ways = page.get_by_role("navigation")
    assert ways.get_by_role("link", name="The texts").is_visible()
    assert ways.get_by_text("To work with it, open 1-reading").is_visible()
    for paragraph in page.locator("main p").all()[:40]:
        assert (paragraph.bounding_box() or {"width": 0})["width"] <= 46 * 16
    page.set_viewport_size({"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_page_leads_to_where_it_can_be_worked_with(monkeypatch, tmp_path):
    readme = (typeset.ROOT / "README.md").read_text(encoding="utf-8")
    (tmp_path / "README.md").write_text(readme.replace("/OWNER/", "/somebody/"))
    styles = typeset._styles()
    monkeypatch.setattr(typeset, "ROOT", tmp_path)
    monkeypatch.setattr(typeset, "_styles", lambda: styles)
    html = typeset.shell("A", "b", "a", live="1-reading.ipynb")
    address = "somebody/prospect-and-betrayal/main?urlpath=lab/tree/notebooks/1-reading"
    assert f'{address}.ipynb">Work with it</a>' in html


def test_every_citation_of_a_page_leads_somewhere(written, sheets):
    html = written(next(path for path in NOTEBOOKS if path.stem == "4-comparison"))
    there = set(re.findall(r'id="([^"]+)"', html))
    whole = set(re.findall(r'id="([^"]+)"', sheets["texts"]))
    links = set(re.findall(r'href="((?:texts\.html)?#[^"]+)"', html))
    cited = {link for link in links if re.search(r"#(1906|1936):", link)}
    assert len(cited) > 40
    for link in cited:
        file, _, place = link.partition("#")
        assert place in (whole if file else there), link


def test_a_map_on_paper_is_also_there_in_words(sheets):
    words = sheets["maps"].split("in words</summary>")
    assert len(words) == 3 + 1
    assert "Resigning solves nothing" in words[1]


@pytest.mark.parametrize("text_id", ["1906", "1936"])
def test_no_row_of_a_map_cuts_a_box(text_id):
    drawn = ArgumentMap(text_id)._drawn(small=False)
    rows = spans(drawn)
    assert rows[0][0] < 0
    assert rows[-1][1] > drawn.height
    for box in drawn.boxes.values():
        assert sum(a <= box.y and box.y + box.height <= b for a, b in rows) == 1


def test_passages_name_their_author_and_what_is_known_of_the_translator(
    written, sheets
):
    for html in (written(NOTEBOOKS[0]), sheets["passages"], sheets["texts"]):
        assert "Leon Trotsky, Results and Prospects (1906)" in html
        assert "Translator: not named in the source received; the widely read" in html
        assert "README" not in html.partition("</head>")[2]


def test_every_core_prompt_has_its_passages_on_the_sheet(sheets):
    core = [prompt for prompt in discussion.prompts() if prompt.get("core")]
    assert len(core) == 6
    for prompt in core:
        for _, cited, _ in map(texts.find, prompt["passage"]):
            for paragraph in cited:
                assert f'data-cite="{paragraph.cite}"' in sheets["passages"]


def test_a_question_to_take_home_stands_with_what_is_kept(monkeypatch):
    prompts = [dict(prompt, transfer="And today?") for prompt in discussion.prompts()]
    monkeypatch.setattr(discussion, "prompts", lambda: prompts)
    monkeypatch.setattr(
        discussion, "prompt", lambda key: next(p for p in prompts if p["id"] == key)
    )
    leaves = handouts.ballot().split('class="pb-leaf"')[1:7]
    for leaf in leaves:
        assert leaf.index("And today?") < leaf.index("pb-cut")


def test_a_debriefing_is_printed(sheets, written):
    role = discussion.prompt("conflict-and-self-defence")["role"]
    path = next(path for path in NOTEBOOKS if path.stem == "5-discussion")
    for html in (written(path), sheets["key"]):
        assert role["debriefing"][:60] in html
    assert sheets["key"].count("when the role is over") == 1


def test_the_key_has_every_possible_answer_and_every_question(sheets):
    exercises = 0
    for path in NOTEBOOKS:
        if path.stem[0].isdigit():
            prose = path.read_text(encoding="utf-8")
            exercises += prose.count("<summary>A possible answer</summary>")
    body = sheets["key"].partition("</head>")[2]
    for entry in texts.listed("quizzes.yml"):
        assert typeset.Markup.escape(entry["question"]) in body
    assert body.count("<h3>") <= exercises
    assert "It stands 23 times in 1936 and 3 times in 1906" in body
    assert "The gap swallows “cannot”" in body


def table(rows):
    row = '<tr><th scope="row">a</th><td>1</td></tr>'
    head = "<thead><tr><th>A</th><th>B</th></tr></thead>"
    return f"<table><caption>Data</caption>{head}<tbody>{row * rows}</tbody></table>"


def test_of_long_data_print_has_the_first_rows_and_says_where_all_are(page):
    data = "<details><summary>The data of this picture</summary>{}</details>"
    outputs = [data.format(table(5)), data.format(table(60)), table(25), table(60)]
    cells = [
        nbformat.v4.new_code_cell(
            outputs=[nbformat.v4.new_output("display_data", {"text/html": output})]
        )
        for output in outputs
    ]
    page.set_content(typeset.to_html(nbformat.v4.new_notebook(cells=cells), "x"))
    shown = "rows => rows.filter(row => row.checkVisibility()).length"

    def rows():
        return [
            each.locator("tbody tr").evaluate_all(shown)
            for each in page.get_by_role("table", include_hidden=True).all()
        ]

    assert rows() == [5, 0, 25, 60]
    assert page.get_by_text("Printed are").locator("visible=true").count() == 0
    page.emulate_media(media="print")
    assert rows() == [5, 4, 25, 4]
    assert page.get_by_text("Printed are 4 of 60 rows").count() == 2
