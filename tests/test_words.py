"""Words: one tokenisation, counts that agree with a peer where the definitions
agree, and a line for every count.
"""

import json
import math
import pathlib
import re
import subprocess
import sys

import nltk
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import errors, texts, widgets, words
from helpers.segments import WORD, sentence_ends, sentences, tokenise

VECTORS = json.loads(
    (pathlib.Path(__file__).parent / "vectors/texts.json").read_text(encoding="utf-8")
)
COUNTS = {
    "the": (337, 1110),
    "will": (44, 14),
    "bureaucracy": (0, 62),
    "proletariat": (36, 15),
    "party": (5, 54),
    "state": (5, 51),
    "dictatorship": (7, 7),
    "we": (3, 23),
    "eight-hour": (4, 0),
    "workers'": (17, 17),
    "program*": (11, 2),
    "betray*": (1, 5),
}


@pytest.fixture(params=["1906", "1936"])
def text(request):
    return texts.load(request.param)


def own_text(*paragraphs):
    return texts.Text(
        "---\nid: x\ntitle: X\nyear: 2000\n---\n\n" + "\n\n".join(paragraphs) + "\n"
    )


def test_words_are_what_the_definition_says():
    assert tokenise("«L’état», 1936's eight-hour_day — it’s; co-op.") == [
        "l’état",
        "1936's",
        "eight-hour",
        "day",
        "it’s",
        "co-op",
    ]
    assert tokenise("") == []


@settings(deadline=None)
@given(st.text(alphabet="aB1 '’-_.\n(—é", max_size=80))
def test_the_index_has_the_words_of_the_definition_where_they_stand(content):
    paragraph = " ".join(content.split())
    if not paragraph or paragraph.startswith(("#", "[")):
        return
    found = words.index(own_text(paragraph))
    assert [found.vocabulary[n] for n in found.ids] == tokenise(found.content)
    assert [
        found.content[a:b].lower() for a, b in zip(found.start, found.end)
    ] == tokenise(found.content)


@pytest.mark.parametrize("word", COUNTS)
def test_pinned_counts(word, early, late):
    assert (words.count(early, word), words.count(late, word)) == COUNTS[word]


def test_frequencies_add_up(text):
    table = words.frequencies(text)
    assert table["count"].sum() == text.words
    assert table["per_1000"].sum() == pytest.approx(1000)
    row = table.set_index("word").loc["the"]
    assert row["paragraphs"] == sum(
        "the" in tokenise(p.text) for p in text if p.counted
    )
    assert table["count"].is_monotonic_decreasing


@pytest.mark.parametrize("word", ["the", "party", "revolution", "workers"])
def test_agrees_with_nltk(word, text):
    # NLTK is given our words: what differs is its tokenisation (it splits "eight-hour"
    # or "isn't" by other rules) and the 25 lines it shows by default. Counts, places
    # and neighbours must then agree.
    tokens = [token for p in text if p.counted for token in tokenise(p.text)]
    peer = nltk.ConcordanceIndex(tokens)
    assert words.positions(text, word)["at"].tolist() == peer.offsets(word)
    assert words.frequencies(text).set_index("word")["count"].to_dict() == dict(
        nltk.FreqDist(tokens)
    )
    lines, theirs = (
        words.concordance(text, word),
        nltk.Text(tokens).concordance_list(word, width=200, lines=10**6),
    )
    assert len(lines) == len(theirs)
    for ours, their in zip(lines.itertuples(), theirs):
        right = tokenise(ours.right)
        assert right[:3] == their.right[: len(right[:3])]


def test_collocates_agree_with_nltk(text):
    counts = {}
    for sentence in [tokenise(s) for p in text if p.counted for s in p.sentences]:
        for (left, right), n in nltk.BigramCollocationFinder.from_words(
            sentence, window_size=6
        ).ngram_fd.items():
            for word, other in ((left, right), (right, left)):
                if word == "state":
                    counts[other] = counts.get(other, 0) + n
    ours = (
        words.collocates(text, "state", window=5).set_index("word")["count"].to_dict()
    )
    assert ours == counts


def test_log_dice_by_its_formula(late):
    row = words.collocates(late, "state").set_index("word").loc["apparatus"]
    f = words.count
    assert row["log_dice"] == pytest.approx(
        14 + math.log2(2 * row["count"] / (f(late, "state") + f(late, "apparatus")))
    )


def test_the_nltk_vector():
    vector = VECTORS["nltk_concordance"]
    text = own_text(" ".join(vector["input"]["tokens"]))
    marks = [
        n for n, token in enumerate(vector["input"]["tokens"]) if not WORD.search(token)
    ]

    def place(offset):  # NLTK counts punctuation as words
        return offset - sum(mark < offset for mark in marks)

    assert words.positions(text, "party")["at"].tolist() == [
        place(n) for n in vector["output"]["offsets_party"]
    ]
    assert words.positions(text, "the party")["at"].tolist() == [
        place(n) for n in vector["output"]["offsets_phrase_the_party"]
    ]


def test_dispersion_of_the_example_of_gries():
    parts = VECTORS["dispersion_Gries_example"]["input"]["parts"]
    found = words.dispersion(own_text(*parts), "a")
    assert found.count == 15
    assert found.dp == pytest.approx(0.18)
    assert found.dp_norm == pytest.approx(0.2195121951)


def test_dispersion_at_its_ends():
    assert words.dispersion(own_text("a b", "a b"), "a").dp == 0
    assert words.dispersion(own_text("a b", "c b"), "a").dp_norm == pytest.approx(1)
    assert words.dispersion(own_text("a b"), "a") == (1, 0, 0)
    assert all(
        math.isnan(value) for value in words.dispersion(own_text("a b"), "z")[1:]
    )


def test_a_line_for_every_count(text):
    for query in ["the", "of the", "bureaucra*", "dictatorship of *"]:
        lines = words.concordance(text, query)
        assert (
            len(lines)
            == words.count(text, query)
            == len(words.positions(text, query))
            == words.by_paragraph(text, query)["count"].sum()
        )
        for line in lines.itertuples():
            content = re.sub(r"\s+", " ", texts.passage(line.cite))
            assert line.match in content
            assert line.left in content
            assert line.right in content
            assert max(len(line.left), len(line.right)) <= 60


def test_several_texts_and_spans(early, late):
    lines = words.concordance([early, late], "betray*")
    assert lines["cite"].tolist() == [
        "1906:18",
        "1936:12",
        "1936:74",
        "1936:74",
        "1936:74",
        "1936:79",
    ]
    for number, spans in words.spans(late, "betray*").items():
        assert all(late[number].text[a:b].startswith("betray") for a, b in spans)


def test_a_phrase_stays_within_a_sentence():
    text = own_text("We saw the end. The party began. The party ended.")
    assert words.count(text, "end the") == 0
    assert words.count(text, "the party") == 2
    assert words.count(text, "the * ended") == 1


def test_notes_in_brackets_are_not_counted(late):
    assert words.count(late, "tomsky") == 1
    assert "Tomsky committed suicide" in late[31].text


@pytest.mark.parametrize("query", ["", "   ", "*", "* *", "()", ".*+?[]", None])
def test_a_search_without_a_word(query, early):
    for call in (words.concordance, words.count, words.dispersion, words.collocates):
        with pytest.raises(errors.SearchError, match="Type a word"):
            call(early, query or "")


@pytest.mark.parametrize(
    "query", ["zzz", "zz(z", "[a-z]zzz+", "zzz.the", "will\\b zzz", "the 'zzz"]
)
def test_nothing_found_keeps_columns_and_types(query, early):
    lines = words.concordance(early, query)
    assert lines.empty
    assert list(lines.columns) == ["cite", "left", "match", "right"]
    assert {str(kind) for kind in lines.dtypes} == {
        str(words.concordance(early, "the").dtypes["cite"])
    }
    assert words.collocates(early, query).empty


def test_signs_of_regular_expressions_are_only_signs(early):
    assert words.count(early, "(will)") == 44
    assert words.count(early, "w.ll") == 0
    assert words.count(early, "w[i]ll") == 0


def test_apostrophes_are_alike():
    text = own_text("The people’s will isn't one.")
    assert (
        words.count(text, "people's")
        == words.count(text, "people’s")
        == words.count(text, "isn’t")
        == 1
    )


@settings(deadline=None)
@given(st.text(alphabet="ab*'-’ .(", max_size=12))
def test_any_search_is_answered_or_refused(query):
    text = own_text("A b's a-b. Ab ba. B", "[a note]", "a")
    try:
        assert len(words.concordance(text, query)) == words.count(text, query)
    except errors.SearchError:
        assert not re.search(r"\w", query)


def test_lines_are_sorted_by_neighbours(late):
    lines = words.concordance(late, "bureaucracy")
    by_right = words.arrange(lines, "right")
    assert sorted(by_right["cite"]) == sorted(lines["cite"])
    first_words = [(tokenise(right) or [""])[0] for right in by_right["right"]]
    assert first_words == sorted(first_words)
    last_words = [
        (tokenise(left) or [""])[-1] for left in words.arrange(lines, "left")["left"]
    ]
    assert last_words == sorted(last_words)
    assert words.arrange(lines, "place").equals(lines)


@settings(deadline=None)
@given(st.text(alphabet="aB. !?\"')(…1", max_size=80))
def test_sentences_lose_nothing(content):
    assert sentence_ends(content)[-1] == len(content)
    assert "".join(sentences(content)).replace(" ", "") == content.replace(" ", "")


def test_a_text_of_nothing_but_notes():
    text = own_text("[Only a note.]")
    assert words.frequencies(text).empty
    assert words.count(text, "note") == 0
    assert words.concordance(text, "note").empty


def test_loading_the_texts_imports_nothing_heavy():
    code = (
        "import sys, time; from helpers import texts; texts.load('1906'),"
        " texts.load('1936'); print([m for m in ('numpy', 'pandas', 'sklearn',"
        " 'matplotlib', 'IPython', 'ipywidgets') if m in sys.modules])"
    )
    root = pathlib.Path(__file__).parent.parent
    assert (
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        == "[]\n"
    )


def test_a_search_of_many_stars_is_quick(early):
    for query in ("revol" + "*" * 40 + "z", "r" + "*e" * 30, "*a*b*c*d*e*f*g*h*"):
        words.count(early, query)
    assert words.count(early, "w*i*l*l") == words.count(early, "w**i**l**l")
    assert words.count(early, "*ill") >= words.count(early, "will")
    assert words.count(early, "will*l") == 0


# Each column, on a text small enough to count by hand


SMALL = [
    "Bread and peace. Peace, bread and land!",
    "## Later",
    "The bread was there; and the land.",
    "[A note on bread.]",
    "And then? Bread.",
]


def test_each_column_of_the_frequencies_by_hand():
    table = words.frequencies(own_text(*SMALL))
    rows = [
        ("and", 4, 3),
        ("bread", 4, 3),
        ("land", 2, 2),
        ("peace", 2, 1),
        ("the", 2, 1),
        ("then", 1, 1),
        ("there", 1, 1),
        ("was", 1, 1),
    ]
    assert list(table.columns) == ["word", "count", "per_1000", "paragraphs"]
    assert list(table.drop(columns="per_1000").itertuples(index=False)) == rows
    assert table["per_1000"].tolist() == pytest.approx(
        [1000 * count / 17 for _, count, _ in rows]
    )


def test_each_column_of_the_counts_of_a_search_by_hand():
    text = own_text(*SMALL)
    table = words.by_paragraph(text, "bread")
    assert table.to_dict("list") == {
        "cite": ["x:1", "x:2", "x:4"],
        "count": [2, 1, 1],
        "words": [7, 7, 3],
    }
    assert words.by_section(text, "bread").to_dict("list") == {
        "section": ["X", "Later"],
        "first": [1, 2],
        "count": [2, 2],
        "words": [7, 10],
    }
    assert words.positions(text, "bread").to_dict("list") == {
        "cite": ["x:1", "x:1", "x:2", "x:4"],
        "at": [0, 4, 8, 16],
    }
    assert words.spans(text, "bread") == {
        1: [(0, 5), (24, 29)],
        2: [(4, 9)],
        4: [(10, 15)],
    }
    assert words.dispersion(text, "bread") == pytest.approx(
        (
            4,
            (2 / 4 - 7 / 17) / 2 + (7 / 17 - 1 / 4) / 2 + (1 / 4 - 3 / 17) / 2,
            ((2 / 4 - 7 / 17) + (7 / 17 - 1 / 4) + (1 / 4 - 3 / 17)) / 2 / (1 - 3 / 17),
        )
    )


def test_each_column_of_the_collocates_by_hand():
    table = words.collocates(own_text(*SMALL), "bread", window=2).set_index("word")
    # Near the four: and peace; peace and land; the was there; nothing, since a
    # sentence ends there.
    near = {"and": 2, "peace": 2, "land": 1, "the": 1, "was": 1, "there": 1}
    in_text = {"and": 4, "peace": 2, "land": 2, "the": 2, "was": 1, "there": 1}
    assert table["count"].to_dict() == near
    assert table["expected"].to_dict() == pytest.approx(
        {word: 8 * count / 17 for word, count in in_text.items()}
    )
    assert table["log_dice"].to_dict() == pytest.approx(
        {word: 14 + math.log2(2 * near[word] / (4 + in_text[word])) for word in near}
    )
    assert list(table.index) == ["peace", "and", "there", "was", "land", "the"]


def test_a_word_between_two_matches_is_company_of_both():
    near = words.collocates(own_text("State and state, or state."), "state", window=1)
    assert near.set_index("word")["count"].to_dict() == {"and": 2, "or": 2}


def test_a_line_is_cut_between_words_and_stays_in_its_paragraph():
    text = own_text("Before it.", "One two three match four five six.", "After it.")
    lines = words.concordance(text, "match", width=10)
    assert lines.values.tolist() == [["x:2", "two three", "match", "four five"]]
    lines = words.concordance(text, "match", width=9)
    assert lines.values.tolist() == [["x:2", "three", "match", "four"]]
    lines = words.concordance(text, "match", width=0)
    assert lines.values.tolist() == [["x:2", "", "match", ""]]
    lines = words.concordance(text, "match", width=500)
    assert lines.values.tolist() == [
        ["x:2", "One two three", "match", "four five six."]
    ]


def test_texts_keep_the_order_in_which_they_are_given(early, late):
    assert words.concordance([late, early], "will")["cite"].str[
        :4
    ].unique().tolist() == ["1936", "1906"]
    matrix = words.matrix([late, early])
    assert matrix.text.tolist() == [0] * 84 + [1] * 34
    assert matrix.cites[[0, 83, 84, -1]].tolist() == [
        "1936:1",
        "1936:85",
        "1906:1",
        "1906:34",
    ]
    will = matrix.counts[:, matrix.vocabulary.tolist().index("will")]
    assert [will[matrix.text == n].sum() for n in (0, 1)] == [14, 44]


# A list of forms is a search


def test_a_family_is_a_search_and_each_of_its_forms_will_do(early, late):
    for name, forms in words.families().items():
        for text in (early, late):
            assert words.count(text, forms) == words.count(text, f"{'|'.join(forms)}")
            assert words.count(text, forms) == sum(
                words.count(text, form) for form in forms
            ), name
    assert words.count(early, words.families()["future"]) == 44
    assert words.asked("<future>") == "will|shall"


def test_one_bracket_does_for_two():
    assert words.asked("future>") == words.asked("<future") == "will|shall"
    with pytest.raises(errors.SearchError, match="There is no family nobody>"):
        words.asked("nobody>")


def test_the_author_s_own_lines_leave_out_every_other_voice(late):
    whole = words.concordance(late, "kulak*")
    own = words.concordance(late, "kulak*", own=True)
    assert (len(whole), len(own)) == (5, 2)  # Pravda and Postyshev have three
    assert set(own["cite"]) < set(whole["cite"])
    marked = words.spans(late, "kulak*", own=True)
    assert sum(map(len, marked.values())) == 2
    assert words.spellings("program") == "program|programme"


def test_a_list_of_forms_is_taken_wherever_a_search_is(early):
    forms, joined = ["will", "inevit*"], "will|inevit*"
    for function in (
        words.by_paragraph,
        words.by_section,
        words.collocates,
        words.concordance,
        words.positions,
    ):
        assert function(early, forms).equals(function(early, joined)), function
        assert function(early, tuple(forms)).equals(function(early, joined)), function
    for function in (words.count, words.dispersion, words.spans):
        assert function(early, forms) == function(early, joined), function


def test_phrases_in_a_list_each_will_do_and_a_place_counts_once():
    text = own_text("The working class and the class of the working men. A class!")
    query = ["working class", "class", "the working"]
    lines = words.concordance(text, query)
    # “Class” inside “working class” is no second match; phrases that overlap are two.
    assert lines["match"].tolist() == [
        "The working",
        "working class",
        "class",
        "the working",
        "class",
    ]
    assert words.count(text, query) == 5
    assert words.positions(text, query)["at"].tolist() == [0, 1, 5, 7, 11]
    assert words.spans(text, ["working class", "working class and"]) == {1: [(4, 21)]}
    near = words.collocates(text, ["working class", "nothing"], window=1)
    assert near.set_index("word")["count"].to_dict() == {"the": 1, "and": 1}


def test_a_form_without_a_word_is_refused_in_a_list(early):
    for forms in (["will", "*"], ["will", ""], [], ["", "()"]):
        with pytest.raises(errors.SearchError, match="Type a word"):
            words.count(early, forms)


# Work once


@pytest.fixture
def walks(monkeypatch):
    """The searches for which an index was walked through."""
    walked, find = [], words.Index.find

    def counting(index, query):
        walked.append(query)
        return find(index, query)

    monkeypatch.setattr(words.Index, "find", counting)
    return walked


def test_a_search_walks_once_through_each_text(walks, own):
    folder = own("a.md", "id: a\ntitle: A\nyear: 2000", "One will. The will.")
    own("b.md", "id: b\ntitle: B\nyear: 2001", "No such thing, or a will.")
    panel = widgets.Concordance("will", folder)
    assert "2 times in a, 1 time in b" in panel.status
    assert len(walks) == 2
    panel.receive({"action": "b:1", "number": 1})
    panel.receive({"changed": {"query": " Will ", "sort": "left"}, "number": 2})
    assert len(walks) == 2
    panel.receive({"changed": {"query": "the"}, "number": 3})
    assert len(walks) == 4


def test_everything_that_is_asked_of_a_search_asks_the_same_matches(walks):
    text = own_text("A b c. A b.", "A.")
    for function in (
        words.by_paragraph,
        words.by_section,
        words.collocates,
        words.concordance,
        words.count,
        words.dispersion,
        words.matches,
        words.positions,
        words.spans,
    ):
        function(text, "a")
        function(text, ["A"])
    assert len(walks) == 1


def test_the_matches_of_many_searches_are_not_all_kept(walks):
    text = own_text("A b.")
    for n in range(200):
        words.count(text, f"w{n}")
    assert len(words.index(text)._matches) <= 64
    words.count(text, "w199")
    assert len(walks) == 200
    assert words.count(text, "a") == 1


def test_matches_cannot_be_changed_by_who_asks(early):
    with pytest.raises(ValueError, match="read-only"):
        words.matches(early, "will").first[0] = 7
    table = words.positions(early, "will")
    table.loc[0, "at"] = 7
    assert words.positions(early, "will").loc[0, "at"] != 7


def test_an_index_lives_as_long_as_its_text():
    text = own_text("A b.")
    index = words.index(text)
    assert words.index(text) is index
    assert words.index(own_text("A b.")) is not index


# Counts of every word


def test_other_voices_are_left_out_of_the_authors_own_words(tmp_path):
    (tmp_path / "x.md").write_text(
        "---\nid: x\ntitle: X\nyear: 2000\n---\n\n"
        "I say alpha. He said beta, they cry gamma! So “delta” and (epsilon).\n\n"
        "Alpha again.\n",
        encoding="utf-8",
    )
    (tmp_path / "voices.csv").write_text(
        "cite,words,voice,speaker,note\nx:1,He said,reported,,\nx:1,beta,quoted,,\n"
        "x:1,gamma,imagined,,\nx:1,delta,distance,,\nx:1,epsilon,translator,,\n",
        encoding="utf-8",
    )
    text = texts.load("x", tmp_path)
    own, every = words.matrix(text, own=True), words.matrix(text)
    left_out = set(every.vocabulary) - set(own.vocabulary)
    assert left_out == {"he", "said", "beta", "gamma"}
    assert every.counts.sum() - own.counts.sum() == 4
    assert own.counts.sum(axis=1).tolist() == [9, 2]


def test_pairs_of_words_stay_within_a_sentence_and_among_the_authors_own(tmp_path):
    matrix = words.matrix(own_text("One two. Three four.", "Five"), phrases=True)
    pairs = [name for name in matrix.vocabulary if " " in name]
    assert pairs == ["one two", "three four"]
    assert matrix.counts.sum(axis=1).tolist() == [6, 1]
    (tmp_path / "x.md").write_text(
        "---\nid: x\ntitle: X\nyear: 2000\n---\n\nOne two three four.\n",
        encoding="utf-8",
    )
    (tmp_path / "voices.csv").write_text(
        "cite,words,voice,speaker,note\nx:1,two,quoted,,\n", encoding="utf-8"
    )
    own = words.matrix(texts.load("x", tmp_path), own=True, phrases=True)
    assert own.vocabulary.tolist() == ["four", "one", "three", "three four"]


def test_the_matrix_has_every_count_where_it_belongs(early, late):
    matrix = words.matrix([early, late])
    table = words.by_paragraph(late, "bureaucracy")
    column = matrix.vocabulary.tolist().index("bureaucracy")
    of_late = matrix.text == 1
    assert matrix.counts[of_late, column].tolist() == table["count"].tolist()
    assert matrix.cites[of_late].tolist() == table["cite"].tolist()
    assert matrix.counts[of_late].sum(axis=1).tolist() == table["words"].tolist()
    merged = words.matrix([early, late], merged=True)
    assert merged.counts.sum() == matrix.counts.sum()
    assert not {"programme", "programmes"} & set(merged.vocabulary)


def test_counts_by_section_are_those_of_its_paragraphs(late):
    table = words.by_section(late, "state")
    assert table["section"].tolist() == [section.title for section in late.sections]
    for row, section in zip(table.itertuples(), late.sections):
        cites = [f"1936:{n}" for n in range(section.first, section.last + 1)]
        rows = words.by_paragraph(late, "state").set_index("cite").reindex(cites)
        assert (row.first, row.count, row.words) == (
            section.first,
            rows["count"].sum(),
            rows["words"].sum(),
        )


# What the concordance shows


def test_the_concordance_shows_each_line_and_where_it_falls(early, late):
    panel = widgets.Concordance("betray*")
    rows = re.findall(
        r'data-action="(.*?)".*?pb-left">(.*?)</td>.*?pb-match">(.*?)</td>'
        r'.*?pb-right">(.*?)</td>',
        panel.html,
    )
    lines = words.concordance([early, late], "betray*", width=44)
    assert [tuple(row) for row in lines.values] == [
        tuple(cell.replace("&#39;", "'").replace("&#34;", '"') for cell in row)
        for row in rows
    ]
    assert panel.status == "“betray*”: 1 time in 1906, 5 times in 1936."
    alternative = re.search(r'role="img" aria-label="(.*?)"', panel.html)[1]
    for text in (early, late):
        for title, many in words.by_section(text, "betray*")[
            ["section", "count"]
        ].itertuples(index=False):
            assert (f"{many} in “{title}”" in alternative) == bool(many), title
    assert alternative.index("in 1906") < alternative.index("in 1936")


def test_a_line_opens_its_paragraph_with_its_matches_marked(late):
    panel = widgets.Concordance("betray*")
    panel.receive({"action": "1936:74", "number": 1})
    shown = panel.passage.split('data-cite="1936:74"')[1].split("data-cite=")[0]
    assert re.findall(r"<mark>(.*?)</mark>", shown) == [
        late[74].text[a:b] for a, b in words.spans(late, "betray*")[74]
    ]
    assert "Back to the lines" in shown
    assert panel.focus.startswith("1936:74#")


def test_what_is_typed_is_escaped_wherever_it_is_shown():
    panel = widgets.Concordance("will <script>", folder=None)
    assert "<script" not in panel.html
    panel = widgets.Concordance('"><script>will')
    assert "<script" not in panel.html
    lines = words.concordance(own_text("A will <b>&amp; x"), "will")
    from helpers.widgets.reading.concordance import lines_html

    assert "&lt;b&gt;&amp;amp; x" in lines_html(lines, "<i>")
    assert "“&lt;i&gt;”" in lines_html(lines, "<i>")


def test_32_bits_are_enough_for_places():
    index = words.index(own_text("A b c."))
    for column in (index.ids, index.start, index.end, index.paragraph, index.sentence):
        assert column.dtype == np.intp


def test_a_neighbour_further_off_decides_between_lines_that_are_alike():
    text = own_text("Match the b. Match the a.", "D the match; c the match.")
    lines = words.concordance(text, "match")
    right = list(words.arrange(lines, "right")["right"])
    assert right[-2:] == ["the a.", "the b. Match the a."]
    left = list(words.arrange(lines, "left")["left"])
    assert left[-2:] == ["D the match; c the", "D the"]


def test_tables_are_numbered_anew_after_they_are_sorted(late):
    for table in (words.collocates(late, "state"), words.frequencies(late)):
        assert table.index.tolist() == list(range(len(table)))
    with pytest.raises(errors.ArgumentError, match="the lines that words.concordance"):
        words.arrange("will", "left")


def test_signs_are_not_echoed_as_if_they_had_been_counted():
    panel = widgets.Concordance("^the$")
    assert panel.status.startswith("“the”: 337 times in 1906")
    assert panel.status.endswith("Signs are not looked for: ^ $ left out.")
    assert "^the$" not in panel.html
    panel = widgets.Concordance("Lock-out | strike*")
    assert panel.status.startswith("“Lock-out | strike*”: ")
    assert "left out" not in panel.status
    assert "“state”: " in widgets.Chance("?state!").status
    assert "? left out" in widgets.WordAgainstWord("state?").status


def test_a_word_with_more_forms_is_offered_with_its_star():
    assert widgets.Concordance("Kulak").status == (
        "“Kulak”: 0 times in 1906, 2 times in 1936. With its other forms, kulak* has 5."
    )
    assert "*" not in widgets.Concordance("kulak*").status[10:]
    assert "Check the spelling" in widgets.Concordance("xylophone").status


def test_the_first_fifty_lines_are_shown_and_how_to_see_the_others():
    panel = widgets.Concordance("the")
    assert panel.html.count('class="pb-match"') == 50
    total = sum(words.count(text, "the") for text in texts.load_all())
    assert f"{total:,} lines for “the”" in panel.html
    assert "Lines 1 to 50 are shown." in panel.html
    assert 'data-action="more/all"' in panel.html
    assert "Scroll down in the list" in widgets.Concordance("dictatorship").html
    for short in ("dictatorship", "state"):  # 14 and 56 lines
        assert "more/all" not in widgets.Concordance(short).html
    panel.receive({"action": "more/all", "number": 1})
    panel.receive({"action": "more/next", "number": 2})
    assert panel.status == f"Lines 1,001 to {total:,} of {total:,}."
    assert panel.html.count('class="pb-match"') == total - 1_000
    assert "more/" not in panel.static_html()
    panel.receive({"changed": {"sort": "left"}, "number": 3})
    assert panel.html.count('class="pb-match"') == 50


def test_a_list_beside_a_box_takes_what_is_typed_along():
    for panel in (widgets.Concordance(), widgets.Chance(), widgets.Reader()):
        lists = {
            field["name"]
            for field in panel.fields
            if field["kind"] == "select" and not field.get("by")
        }
        boxes = [field for field in panel.fields if field["kind"] == "text"]
        assert lists
        assert boxes
        # a section that is chosen is a place itself: a half-typed one is no matter then
        lists.discard("section")
        for box in boxes:
            assert lists <= set(box["by"]), (panel.title, box["name"])


@pytest.mark.parametrize(
    "typed",
    ["betr\u200bayed", "\ufeffbetrayed", "\u202abetrayed\u202c", "be\u00adtrayed"],
)
def test_a_sign_that_cannot_be_seen_parts_no_word_that_is_sought(typed, late):
    """Pasted from a page, it made two words of one, and was named as left out."""
    assert words.count(late, typed) == words.count(late, "betrayed") > 0
    assert words.left_out(typed) == []
    assert words.left_out("be\u200dtray\u00a0^") == ["^"]
