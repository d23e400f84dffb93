"""What is wrong is said in whole sentences, each with its line: they are part of what a
student reads, so a changed one is noticed.
"""

import json
import pathlib

import pytest

from helpers import arguments, discussion, errors, texts, topics

HERE = pathlib.Path(__file__).parent
MAPS = json.loads((HERE / "vectors/sentences.json").read_text(encoding="utf-8"))
VOICES = "cite,words,voice,speaker,note\n"


@pytest.mark.parametrize(("source", "problems"), MAPS)
def test_what_is_wrong_in_a_map_is_said_in_these_words(source, problems):
    with pytest.raises(errors.MapError) as caught:
        arguments.parse(source)
    assert [list(problem) for problem in caught.value.problems] == problems


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (
            "words",
            "a.md, line 1: no front matter. Begin the file with a line ---, then id,"
            " title and year, each on a line, then a line ---.",
        ),
        (
            "---\n- a\n---\n\nOne.",
            "a.md, line 2: the front matter is not a list of `name: value` lines. Write"
            " id, title and year so.",
        ),
        (
            "---\nid: a\nyear: 2000\n---\n\nOne.",
            "a.md: the front matter has no title. Add a line `title: …`.",
        ),
        (
            "---\nid: a:b\ntitle: A\nyear: 2000\n---\n\nOne.",
            "a.md: the id 'a:b' cannot stand in a citation. Use letters, figures and"
            " hyphens.",
        ),
        (
            "---\nid: a\ntitle: A\nyear: soon\n---\n\nOne.",
            "a.md: the year 'soon' is not a number. Write the year in figures.",
        ),
        (
            "---\nid: a\ntitle: A\nyear: 2000\n---\n\n## Only a heading\n",
            "a.md: no paragraph after the front matter. Put the text there, its"
            " paragraphs apart by blank lines.",
        ),
        (
            "---\nid: a\ntitle: A\nyear: 2000\ncore: a:9\n---\n\nOne.",
            "a.md: core names 'a:9', which is no paragraph of this text. Write a:1, and"
            " so on.",
        ),
        (
            "---\nid: a\ntitle: A\nyear: 2000\n---\n\nOne.\n\nTwo {++three",
            "a.md, line 9: {++ is not closed in its paragraph. Write ++} after the"
            " words it marks.",
        ),
        (
            "---\nid: a\ntitle: A\nyear: 2000\n---\n\nTwo three++}",
            "a.md, line 7: ++} closes a mark that was never opened. Write the opening,"
            " or delete the close.",
        ),
        (
            "---\nid: a\ntitle: A\nyear: 2000\n---\n\n{~~a~~}",
            "a.md, line 7: a substitution has no ~> in it. Write {~~as received~>as"
            " read~~}.",
        ),
        (
            "---\nid: a\ntitle: A\nyear: 2000\n---\n\n{==a==}",
            "a.md, line 7: {== is not used here. Write a note, {>>like this<<}, after"
            " the words.",
        ),
    ],
)
def test_what_is_wrong_in_a_text_is_said_in_these_words(raw, sentence, own):
    folder = own("a.md", raw=raw.encode())
    with pytest.raises(errors.TextError) as caught:
        texts.load_all(folder)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("cite", "sentence"),
    [
        (
            "1906",
            "'1906' is not a citation. Write 1906:12 for a paragraph, 1906:15.2 for a"
            " sentence, 1906:12-14 for a range.",
        ),
        (
            "1906:99",
            "1906:99 is not a paragraph. Results and Prospects has paragraphs 1906:1 to"
            " 1906:34.",
        ),
        (
            "1906:1-99",
            "1906:99 is not a paragraph. Results and Prospects has paragraphs 1906:1 to"
            " 1906:34.",
        ),
        (
            "1906:13.9",
            "1906:13.9 is not a sentence. 1906:13 has sentences 1 to 1.",
        ),
        ("1906:3-2", "1906:3-2 runs backwards. Put the earlier place first."),
    ],
)
def test_what_is_wrong_in_a_citation_is_said_in_these_words(cite, sentence):
    with pytest.raises(errors.CitationError) as caught:
        texts.passage(cite)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            f"{VOICES}a:1,not there,quoted,,\n",
            "voices.csv: 'not there' does not stand in a:1. Copy the words from the"
            " reading text.",
        ),
        (
            "cite,words,voice\na:1,One,quoted\n",
            "voices.csv: the first line has no column speaker, note. It must name cite,"
            " words, voice, speaker, note.",
        ),
    ],
)
def test_what_is_wrong_in_a_table_of_voices_is_said_in_these_words(
    table, sentence, own
):
    folder = own("a.md")
    (folder / "voices.csv").write_text(table)
    with pytest.raises(errors.TextError) as caught:
        texts.voices(texts.load("a", folder))
    assert str(caught.value) == sentence


def test_words_that_stand_twice_are_found_in_their_order(own):
    folder = own("a.md", body="No, no, he said no.")
    rows = 'a:1,no,quoted,,\na:1,no,quoted,,\na:1,"No",quoted,,\n'
    (folder / "voices.csv").write_text(VOICES + rows)
    voices = texts.voices(texts.load("a", folder))
    assert voices["start"].tolist() == [4, 16, 0]
    assert voices["end"].tolist() == [6, 18, 2]
    assert voices["count"].tolist() == [1, 1, 1]


def test_objects_say_what_they_are():
    text = texts.load("1906")
    assert repr(text) == "<Text 1906: Results and Prospects, 1906, 34 paragraphs>"
    assert repr(text[13]) == "<1906:13 For this reason:>"
    assert repr(text[1]) == f"<1906:1 {text[1].text[:60]}…>"
    argument_map = arguments.parse("[A]: a\n  <- [B]: b\n\n<X>\n")
    assert repr(argument_map).startswith("<ArgumentMap: 2 statements, 1 argument")


def test_words_without_a_map_prompt_or_topic_are_refused_in_these_words():
    with pytest.raises(errors.TextError) as caught:
        arguments.load("none")
    assert str(caught.value) == (
        "There is no argument map of none in texts/. Write one in a file"
        " none-….argdown."
    )
    with pytest.raises(errors.SeminarError, match="^There is no prompt 'none'. There "):
        discussion.prompt("none")
    with pytest.raises(errors.SearchError, match="^There are no topics to compare. "):
        topics.agreement([], [["a"]])


def test_a_claim_is_asked_for_and_judged_in_these_words():
    argument_map = arguments.parse("[A]: a\n  <+ [B]: b")
    for verdicts, sentence in (
        (
            {"C": "accept"},
            "There is no claim [C] in this map. Look at its title again.",
        ),
        (
            {"B": "yes"},
            "'yes' is no verdict on [B]. Say accept, reject or open.",
        ),
        (
            {"A": "accept"},
            "[A] is derived from other claims. Give your verdict on one of those: it is"
            " they that carry it.",
        ),
    ):
        with pytest.raises(errors.MapError) as caught:
            arguments.evaluate(argument_map, verdicts)
        assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("top_words", "what"),
    [
        (["graph", "none"], "“none” stands in none of the documents"),
        (["graph"], "A single word keeps no company"),
    ],
)
def test_words_that_keep_no_company_are_refused_in_these_words(top_words, what):
    with pytest.raises(errors.SearchError) as caught:
        topics.npmi(top_words, ["graph trees", "graph", "human"])
    assert str(caught.value) == (f"{what}. Give two words or more, all of which occur.")


def test_a_text_that_names_no_author_has_none(own):
    assert texts.load("a", own("a.md")).author == ""
    named = "id: a\ntitle: A\nyear: 2000\nauthor: B. C."
    assert texts.load("a", own("a.md", named)).author == "B. C."
