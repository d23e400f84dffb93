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
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import errors, texts, words
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
