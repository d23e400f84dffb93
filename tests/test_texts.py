"""The two texts: what was received comes back byte for byte, the facts about them
are pinned, and bad files are named.
"""

import hashlib
import json
import pathlib
import re
import subprocess
import sys

import pytest

from helpers import errors, texts

VECTORS = pathlib.Path(__file__).parent / "vectors"
# What the scan certainly got wrong; none of it may stand in the reading text. The
# spaces matter.
FAULTS = """hr proletariat|Iasting| an presuppose|the fiction which|class— |Babuef
suburbs. A revolution of|began ow|mouth to mouth|the heavier blows|Chiangkai-shek
soon revealed soon revealed|October dys|at at least|myth of epoch|would should
then-year|prolong out|problems mens|diplomatic soviets|mass soviet have
policification The|revise out|anti-Soviets|they they|COuncil|flagrant contradictions
the case of this|close nd|tense, nd|how has to wait|wither its|Wit}1
abuse of power It|find some themselves|property— one|type into agricultural
assume to take|no— no|I'etat|classes in reality"""


def test_the_two_files_rebuild_the_source_byte_for_byte(early, late):
    rebuilt = f"{early.source}\n\n{late.source}".encode()
    assert (
        hashlib.sha256(rebuilt).hexdigest()
        == "058ae3cad0703324ff89ab47077254a3fff363409af6188515a975cb80d7b88b"
    )


@pytest.mark.parametrize("fault", re.split(r"[|\n]", FAULTS))
def test_no_certain_error_of_the_source_is_read(fault, early, late):
    assert fault in f"{early.source}\n\n{late.source}"
    assert fault not in early.reading + late.reading


@pytest.mark.parametrize(
    "usage",
    [
        "policification",
        "the two first",
        "counter-revolution",
        "counterrevolution",
        "sabotagers",
        "expressor",
        "plebian",
    ],
)
def test_usage_of_author_and_translators_stays(usage, early, late):
    assert usage in early.reading + late.reading


def test_a_correction_leaves_no_trace_of_its_making(early, late):
    for paragraph in [*early, *late]:
        assert not re.search(
            r"\s\s|\{|\}|¶|\*|~>| [,;:?]| \.(?!\.\.)|—\s|\s—", paragraph.text
        ), paragraph.cite
        assert paragraph.text == paragraph.text.strip()
        assert re.search(r"[.!?:\"')\]]$", paragraph.text), paragraph.cite
        doubled = re.findall(r"\b(\w+) \1\b", paragraph.text)
        assert not doubled, paragraph.cite


def test_paragraphs_words_and_where_they_stand(early, late):
    assert (len(early), len(late)) == (34, 85)
    assert (early.words, late.words) == (2874, 9760)
    assert early[1].text.startswith("The proletariat can only")
    assert "loses all significance" in early[15].text
    assert [p.cite for p in [*early, *late] if not p.counted] == ["1936:31"]
    assert [c.source for p in [*early, *late] for c in p.changes].count("¶") == 16


def test_the_first_and_last_sentence_of_each_section(early, late):
    found = [
        [t.id, s.title, t[s.first].sentences[0], t[s.last].sentences[-1]]
        for t in (early, late)
        for s in t.sections
    ]
    assert found == json.loads((VECTORS / "sections.json").read_text(encoding="utf-8"))


def test_how_many_sentences_each_paragraph_has(early, late):
    counts = {t.id: " ".join(str(len(p.sentences)) for p in t) for t in (early, late)}
    assert counts == json.loads(
        (VECTORS / "sentence_counts.json").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(
    ("cite", "count", "last"),
    [
        (
            "1936:79",
            2,
            "In the last analysis",
        ),  # the clauses (a) to (i) are one sentence
        ("1936:53", 6, "In opposition to Engels"),  # (applause) ends one
        ("1936:56", 3, "This will be done"),  # "But... for this" does not
        ("1936:18", 7, "These people could not"),  # "etc.) Or" does
        ("1906:27", 5, "The aim of the movement"),  # "'Oh!' it cried" does not
        ("1936:40", 2, "In that sense"),  # "case.... In" does
        ("1936:80", 6, "The scientific task"),  # "no—no." is no abbreviation
    ],
)
def test_sentences_reviewed_by_hand(cite, count, last):
    paragraph = texts.find(cite)[1][0]
    assert len(paragraph.sentences) == count
    assert paragraph.sentences[-1].startswith(last)


def test_citations(early):
    assert texts.passage("1906:15.2") == early[15].sentences[1]
    assert texts.passage("1906:12-14") == "\n\n".join(
        early[n].text for n in (12, 13, 14)
    )
    assert texts.passage("1906:15.2-3") == " ".join(early[15].sentences[1:3])
    assert (
        texts.passage("1906:18.5-19.1")
        == f"{early[18].sentences[4]}\n\n{early[19].sentences[0]}"
    )
    assert texts.passage(" 1906:12–14 ") == texts.passage("1906:12-14")
    assert texts.passage("1936:31").startswith("[TRANSLATOR'S NOTE")


@pytest.mark.parametrize(
    "cite",
    [
        "1906:999",
        "1906:0",
        "1906:15.99",
        "1906:15.0",
        "1906:14-12",
        "1906:3-99",
        "1906",
        "",
        "12",
        "1906:x",
        "1906:12-",
        ":1",
    ],
)
def test_a_citation_that_does_not_exist_says_what_does(cite):
    with pytest.raises(errors.CitationError) as caught:
        texts.passage(cite)
    assert re.split(r"[-–]", cite)[-1] in str(caught.value)
    assert len(str(caught.value).split(". ")) >= 2  # what is wrong, and what to do


def test_an_unknown_text_in_a_citation_names_those_there_are():
    with pytest.raises(errors.TextError, match="1906, 1936"):
        texts.passage("1917:1")


def test_numbers_begin_at_one(early):
    for number in (0, -1, 35, "1", 1.0):
        with pytest.raises(errors.CitationError):
            early[number]


def test_the_apparatus_lists_every_correction(early, late):
    table = late.emendations
    assert list(table.columns) == ["cite", "source", "reading", "note"]
    row = table[table["source"] == "fiction"].iloc[0]
    assert (row["cite"], row["reading"]) == ("1936:2", "faction")
    kept = table[(table["source"] == table["reading"])]
    assert set(kept["source"]) >= {"1924", "plebian"}
    assert kept["note"].str.len().min() > 10
    for text in (early, late):
        for paragraph in text:
            for change in paragraph.changes:
                assert paragraph.text[change.start : change.end] == change.reading


def test_emphasis_is_in_the_markdown_and_not_in_the_text(early):
    assert "*collectivism*" in early[10].markdown
    assert "collectivism and internationalism" in early[10].text
    assert [early[10].text[a:b] for a, b in early[10].emphasis] == [
        "collectivism",
        "internationalism",
    ]


# Texts of one's own


def test_another_folder_with_two_texts(own):
    own(
        "one.md",
        "id: one\ntitle: One\nyear: 1848",
        "## First\n\nA *spectre* is here.\n\nIt walks.\n\n## Second\n\nIt rests.",
    )
    folder = own(
        "two.md", "id: two\ntitle: Two\nyear: 1917", "No headings. Two sentences."
    )
    (folder / "README.md").write_text("not a text")
    assert texts.catalogue(folder).to_dict("records") == [
        {"id": "one", "year": 1848, "title": "One", "paragraphs": 3, "words": 8},
        {"id": "two", "year": 1917, "title": "Two", "paragraphs": 1, "words": 4},
    ]
    assert [s.title for s in texts.load("one", folder).sections] == ["First", "Second"]
    assert texts.load("two", folder).sections == [texts.Section("Two", 1, 1)]
    assert texts.passage("one:1", folder) == "A spectre is here."


def test_byte_order_mark_and_windows_line_ends_are_read(own):
    folder = own(
        "a.md",
        raw=(
            b"\xef\xbb\xbf---\r\nid: a\r\ntitle: A\r\nyear:"
            b" 2000\r\n---\r\n\r\nOne.\r\n\r\nTwo\r\nlines.\r\n"
        ),
    )
    text = texts.load("a", folder)
    assert [p.text for p in text] == ["One.", "Two lines."]
    assert text.source == "One.\n\nTwo\nlines."


def test_a_citation_in_the_front_matter_stays_a_citation(own):
    text = texts.load(
        "a", own("a.md", "id: a\ntitle: A\nyear: 2000\nkeep: 1906:12\nold: no")
    )
    assert (text.front["keep"], text.front["old"]) == ("1906:12", "no")


@pytest.mark.parametrize(
    "front",
    [
        "id: a\ntitle: 'It''s'\nyear: 2000",
        'id: a\ntitle: "A: B"\nyear: 2000',
        "id: a\ntitle: >-\n  A\n  B\nyear: 2000",
    ],
)
def test_front_matter_may_be_any_yaml(front, own):
    assert texts.load("a", own("a.md", front)).title in ("It's", "A: B", "A B")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"no front matter\n", "a.md, line 1: no front matter"),
        (b"", "a.md, line 1: no front matter"),
        (b"---\nid: [a\n---\n\nText.\n", "a.md, line"),
        (
            b"---\nid: a\ntitle: A: B: C\nyear: 1\n---\n\nText.\n",
            "a.md, line 3: not valid YAML",
        ),
        (b"---\ntitle: A\nyear: 2000\n---\n\nText.\n", "the front matter has no id"),
        (
            b"---\nid: a b\ntitle: A\nyear: 2000\n---\n\nText.\n",
            "cannot stand in a citation",
        ),
        (b"---\nid: a\ntitle: A\nyear: soon\n---\n\nText.\n", "is not a number"),
        (b"---\nid: a\ntitle: A\nyear: 2000\n---\n", "no paragraph"),
        (
            "---\nid: a\ntitle: A\nyear: 2000\n---\n\nOne.\n\nGr\u00fc\u00dfe\n".encode(
                "latin-1"
            ),
            "a.md, line 9: the byte 0xfc is not UTF-8",
        ),
        (
            b"---\nid: a\ntitle: A\nyear: 2000\n---\n\nOne.\n\nTwo {++three.\n",
            "a.md, line 9: {++ is not closed",
        ),
    ],
)
def test_a_bad_file_is_named_with_its_line_and_left_alone(raw, message, own):
    folder = own("a.md", raw=raw)
    with pytest.raises(errors.TextError) as caught:
        texts.load("a", folder)
    assert message in str(caught.value)
    assert (folder / "a.md").read_bytes() == raw


def test_two_files_with_one_id(own):
    own("a.md")
    folder = own("b.md")
    for call in (lambda: texts.load("a", folder), lambda: texts.catalogue(folder)):
        with pytest.raises(errors.TextError, match="a.md and b.md have the same id, a"):
            call()


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(errors.TextError, match="There is no folder"):
        texts.catalogue(tmp_path / "nowhere")
    assert list(texts.catalogue(tmp_path).columns) == [
        "id",
        "year",
        "title",
        "paragraphs",
        "words",
    ]


def test_a_paragraph_of_a_megabyte(own):
    text = texts.load("a", own("a.md", body="Word and word. " * 70_000))
    assert (text.words, len(text[1].sentences)) == (210_000, 70_000)
    text = texts.load("a", own("a.md", body="x" * 1_000_000))
    assert (text.words, len(text[1].sentences)) == (1, 1)


def test_the_lines_of_the_readme_work_as_they_stand(tmp_path):
    readme = (texts.FOLDER.parent / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```\n(---\nid: luxemburg.*?)```", readme, re.DOTALL).group(1)
    setup, lines = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "my-texts").mkdir()
    (tmp_path / "my-texts" / "one.md").write_text(example, encoding="utf-8")
    (tmp_path / "my-texts" / "two.md").write_text(
        example.replace("luxemburg", "other"), encoding="utf-8"
    )
    for name in ("helpers", "texts"):
        (tmp_path / name).symlink_to(texts.FOLDER.parent / name)
    done = subprocess.run(
        [sys.executable, "-c", setup + lines],
        cwd=tmp_path / "notebooks",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_heading_right_above_its_text_is_a_heading(own):
    text = texts.load("a", own("a.md", body="## Part\nFreedom is here.\nStill here."))
    assert [p.text for p in text] == ["Freedom is here. Still here."]
    assert text.sections[0].title == "Part"


def test_accents_and_soft_hyphens_do_not_split_words(own):
    from helpers import words

    text = texts.load("a", own("a.md", body="Une re\u0301volu\u00adtion."))
    assert words.count(text, "révolution") == words.count(text, "re\u0301volution") == 1


@pytest.mark.parametrize(
    ("core", "said"),
    [
        ("a:1, a:2", None),
        ("a:1 a:2", None),
        ("a:3", "a:3"),
        ("zz:1", "zz:1"),
        ("soon", "soon"),
    ],
)
def test_the_core_is_checked(core, said, own):
    folder = own("a.md", f"id: a\ntitle: A\nyear: 2000\ncore: {core}", "One.\n\nTwo.")
    if said:
        with pytest.raises(errors.TextError, match=f"core names '{said}'"):
            texts.load("a", folder)
    else:
        assert len(texts.load("a", folder).core) == 2
