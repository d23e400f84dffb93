"""What is said of history can be followed: to words and their place, or to what would
settle it.
"""

import pathlib
import re

import nbformat
import pytest

from helpers import arguments, discussion, texts, widgets
from tools import handouts, unchecked

NOTEBOOKS = sorted((pathlib.Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
MAPS = {text_id: arguments.load(text_id) for text_id in ("1906", "1936")}
CRITICS = {
    node.data["id"]: node
    for argument_map in MAPS.values()
    for node in argument_map.nodes.values()
    if "critic" in node.tags
}
EVENTS = texts.timeline().to_dict("records")
ENTRIES = [
    *EVENTS,
    *(entry for entry in [*texts.people(), *texts.glossary()] if entry.get("source")),
    *texts.statements(),
    *(node.data for node in CRITICS.values()),
]
QUOTED = re.compile(r"“((?:[^“”]|“[^“”]*”)*)”")
#: What is met on the core path, the timeline too, and nobody has looked up yet; each
#: says what would settle it. What is looked up leaves this list.
LISTED: set[str] = set()


def named(entry):
    for key in ("title", "name", "term", "key", "id"):
        if entry.get(key):
            return entry[key]
    raise AssertionError(entry)


@pytest.mark.parametrize("entry", ENTRIES, ids=named)
def test_checked_means_words_and_a_place_and_else_what_would_settle_it(entry):
    assert entry["checked"] in ("yes", "no")
    if entry["checked"] == "no":
        assert entry.get("settle"), "write what would settle it"
        assert not entry.get("found")
        assert "Not looked up yet" in texts.looked_up(entry)
        return
    words = QUOTED.findall(entry["found"])
    assert words, "write the words relied on, between “ and ”"
    assert len(re.findall(r"[\w'’]+", " ".join(words))) <= 40
    assert re.search(r"\([^()]*\w{3}.*\)", entry["found"]), "write where they stand"
    assert texts.looked_up(entry).startswith("Looked up: “")


def core_critics():
    """The ids of the critics in maps that a core shows."""
    shown = set()
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.id == "core-end":
                break
            for text_id, part in re.findall(
                r'ArgumentMap\(\s*"(\d+)",\s*"([^"]+)"', cell.source
            ):
                inside, beyond = arguments.part(MAPS[text_id], part)
                shown |= {
                    str(MAPS[text_id].nodes[title].data.get("id"))
                    for title in [*inside, *beyond]
                }
    return shown & set(CRITICS)


def test_on_the_core_path_nothing_is_left_but_what_is_listed():
    assert core_critics() == {"1906-060", "1906-061"}
    left = {row["title"] for row in EVENTS if row["checked"] == "no"}
    left |= {
        entry["key"]
        for entry in texts.statements()
        if entry.get("core") and entry["checked"] == "no"
    }
    left |= {key for key in core_critics() if CRITICS[key].data["checked"] == "no"}
    assert left == LISTED


def test_each_role_has_a_statement_on_the_core_path():
    where = {
        entry["where"]
        for entry in texts.statements()
        if entry["key"].startswith("role-")
    }
    roles = {f"prompts.yml, {p['id']}" for p in discussion.prompts() if "role" in p}
    assert where == roles


def test_every_sign_in_prose_opens_a_statement_and_each_statement_has_its_sign():
    opened, explained = set(), 0
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            opened |= set(re.findall(rf"\[°\]\(#{texts.LINK}([\w-]+)\)", cell.source))
            explained += "A small ° stands after" in cell.source
            assert "unchecked)" not in cell.source, (path.name, cell.id)
    known = {entry["key"]: entry["where"] for entry in texts.statements()}
    assert opened == {k for k, v in known.items() if not v.startswith("prompts.yml")}
    assert explained == 1
    ids = {f"prompts.yml, {prompt['id']}" for prompt in discussion.prompts()}
    assert {v for v in known.values() if v.startswith("prompts.yml")} <= ids


def test_a_card_a_map_and_a_term_show_the_sign_and_what_it_opens():
    card = widgets.Prompt("conflict-and-self-defence").above
    sign = '<details class="pb-sourced"><summary aria-label="What was looked up"'
    assert sign in card
    assert "1,200–2,168 executed" in card
    panel = widgets.ArgumentMap("1906")
    panel.receive({"action": "open/1906-095", "number": 1})
    assert "confusing classes" not in panel.passage
    assert "Looked up: “A “coalition” of classes does not at all" in panel.passage
    assert "What would settle it" in widgets.Reader("1936:45").html
    assert "unchecked" not in card + panel.passage + widgets.Reader("1936:45").html


def test_in_print_each_sign_leads_to_its_source_on_the_same_page():
    path = NOTEBOOKS[-1]
    assert path.stem == "index"
    page = handouts.to_html(nbformat.read(path, as_version=4), path.stem)
    signs = set(re.findall(r'href="#(source:[^"]+)"', page))
    assert {"source:author", "source:famine"} <= signs
    assert signs == set(re.findall(r'id="(source:[^"]+)"', page))


def test_the_guide_has_what_each_sign_opens():
    statement, source = widgets.Guide().sources["source:lockout-1905"]
    assert statement.startswith("In November 1905 employers")
    assert "<cite>Ascher, The Revolution of 1905, 1988</cite>" in source
    assert "over a hundred thousand workers" in source


def test_the_command_counts_by_kind_and_says_what_would_settle_each():
    counts = unchecked.counts().set_index("kind")
    assert counts.loc["1906, map"].sum() + counts.loc["1936, map"].sum() == len(CRITICS)
    assert counts["checked"].sum() + counts["not checked"].sum() == len(ENTRIES)
    listing = unchecked.listing()
    assert listing.count("Would settle it: ") == counts["not checked"].sum()
    assert listing in (texts.FOLDER / "README.md").read_text(encoding="utf-8")
