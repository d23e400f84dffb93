"""Citations of the notebooks and where they lead: the guide of a page, and print."""

import json
import pathlib
import re
import sys
import types
import urllib.parse

import nbformat
import pytest

from helpers import cite, errors, texts, widgets
from helpers.widgets.reading import passages
from tools import handouts

ROOT = pathlib.Path(__file__).parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
each = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
LINK = re.compile(r"\]\(#((?!source:)[\w-]+:[^)]*)\)")


def cited(path, but_for="(?!)"):
    """The citations that the prose of a notebook links to, but for a part of it."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    prose = [c["source"] for c in stored["cells"] if c["cell_type"] == "markdown"]
    whole = "\n".join("".join(source) for source in prose)
    return LINK.findall(re.sub(but_for, "", whole, flags=re.DOTALL))


@each
def test_every_citation_of_a_notebook_has_its_words(path):
    assert cited(path) or path.stem == "for-instructors-class"  # which cites none
    for each_cite in cited(path):
        assert texts.passage(each_cite), each_cite


def targets(page):
    return set(re.findall(r'\bid="([^"]+)"', page))


def leads(page):
    hrefs = re.findall(r'href="#([^"]+)"', page)
    return [urllib.parse.unquote(href) for href in hrefs]


@each
def test_in_print_each_citation_leads_to_its_paragraph_on_the_same_page(path):
    page = handouts.to_html(nbformat.read(path, as_version=4), path.stem)
    ids = re.findall(r'\bid="((?:1906|1936):[^"]+)"', page)
    assert len(set(ids)) == len(ids)  # each paragraph once
    # what a table cites leads to the page of the texts
    printed = cited(path, but_for=r"<details>.*?</details>|\n\|[^\n]*")
    assert {cite.parse(each_cite).in_paragraph for each_cite in printed} <= {*ids}
    assert {href for href in leads(page) if ":" in href} <= targets(page)


def test_in_print_sentences_and_ranges_lead_to_their_first_paragraph():
    source = "[1936:74.13](#1936:74.13), [1906:12–14](#1906:12–14), [x](#a-heading)"
    cells = [nbformat.v4.new_markdown_cell(f"# A heading\n\n{source}")]
    page = handouts.to_html(nbformat.v4.new_notebook(cells=cells), "x")
    assert leads(page)[-3:] == ["1936:74", "1906:12", "a-heading"]
    numbers = re.findall(r'\bid="(\d+:[^"]+)"', page)
    assert numbers == ["1906:12", "1906:13", "1906:14", "1936:74"]
    assert "The October revolution has been betrayed" in page


def test_what_a_tool_shows_is_printed_and_hints_are_not():
    source = (
        "<details><summary>What it shows</summary>\n\nSix *lines*.\n\n</details>\n\n"
        "<details><summary>A hint</summary>\n\nThe secret.\n\n</details>\n\nThe end."
    )
    cells = [nbformat.v4.new_markdown_cell(source)]
    page = handouts.to_html(nbformat.v4.new_notebook(cells=cells), "x")
    assert re.search(r"<h4[^>]*>What it shows</h4>", page)
    assert "Six <em>lines</em>." in page
    assert "A hint" not in page
    assert "The secret" not in page
    assert "The end." in page


def test_the_page_has_every_paragraph_with_its_sentences():
    guide = widgets.Guide()
    for text in texts.load_all():
        kept = guide.passages[text.id]
        assert len(kept) == len(text)
        for paragraph, (where, source, words) in zip(text.paragraphs, kept):
            assert f"{text.title} ({text.year}), " in where
            assert source.endswith(f"{text.title} ({text.year})")
            assert f'data-cite="{paragraph.cite}"' in words
            numbers = re.findall(r'data-sentence="(\d+)"', words)
            assert numbers == [str(n + 1) for n in range(len(paragraph.sentences))]
    assert guide.static_html() == ""


def test_a_guide_serves_the_texts_of_a_folder(own):
    guide = widgets.Guide(folder=str(own("a.md", body="One.\n\nTwo. Three.")))
    assert [words[0] for words in guide.passages["a"]] == ["A (2000), A"] * 2
    assert "A citation such as a:2 opens its words." in guide.status


def test_sentences_stand_where_the_text_has_them(late):
    paragraph = late[74]
    spans = passages.sentence_spans(paragraph)
    assert [paragraph.text[a:b] for a, b in spans] == paragraph.sentences


def test_everything_on_the_page_reveals_the_guesses_that_wait(monkeypatch):
    revealed = []

    class Guess:
        def reveal(self):
            revealed.append(self)
            waiting.discard(self)

    waiting = {Guess(), Guess()}
    name = "helpers.widgets.reading.guess"
    monkeypatch.setitem(sys.modules, name, types.SimpleNamespace(waiting=waiting))
    guide = widgets.Guide()
    guide.receive({"action": "everything", "number": 1})
    assert (len(revealed), waiting) == (2, set())
    assert guide.status == "Everything on this page is shown."
    guide.receive({"action": "everything", "number": 2})
    assert guide.status == "Everything on this page is shown."


@pytest.mark.parametrize(
    "typed",
    [
        "1936:74.13",
        "(1936:74.13)",
        "74.13",
        "Leon Trotsky, The Revolution Betrayed (1936), 1936:74.13 “The October”",
    ],
)
def test_the_reader_marks_the_sentence_that_is_cited(typed):
    reader = widgets.Reader("1936:1")
    change = {"changed": {"goto": typed}, "action": "goto", "number": 1}
    reader.receive(change)
    marked = re.findall(r'<mark class="pb-cited">(.*?)</mark>', reader.html)
    words = re.sub("<[^>]+>", "", "".join(marked))
    assert words == texts.passage("1936:74.13")
    assert (reader.values["goto"], reader.focus.split("#")[0]) == ("", "1936:74")


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("1906:15", 0),
        ("1906:15.2-3", 2),
        ("1906:13-15", 0),
        ("1906:16.2-17.1", None),
    ],
)
def test_the_reader_marks_ranges_of_sentences(typed, marked):
    reader = widgets.Reader(typed)
    sentences = re.findall(r'<span data-sentence="\d+"><mark class="pb-c', reader.html)
    if marked is None:
        marked = len(texts.load("1906")[16].sentences)  # but for one, and one more
    assert len(sentences) == marked


def test_a_refusal_of_go_to_says_what_to_write():
    reader = widgets.Reader("1936:1")
    wrong = {"changed": {"goto": "1906:1, 1936:2"}, "action": "goto", "number": 1}
    reader.receive(wrong)
    assert reader.status.endswith("names 1906:1 and 1936:2. Write one of them.")
    with pytest.raises(errors.CitationError):
        cite.parse("(1936:74)")  # which stays as strict as it was
