"""Another translation as a control: what swaps give, held against all of them; the
alignment and the counts; that no sentence of the witness stands here.
"""

import itertools
import json
import os
import pathlib
import re

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers import cite, comparison, errors, texts, words
from helpers.comparison import shuffling
from helpers.segments import tokenise
from tools import witness

ROOT = pathlib.Path(__file__).parent.parent
#: Where the source as received is kept; it is no part of the repository.
SOURCE = pathlib.Path(os.environ.get("SEMINAR_SOURCE") or ROOT / "../shared/source")
OURS, LATER, OTHER = "1906", "1936", "1906-olgin"
counts = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=7
)


def asked(query=None, **given):
    return comparison.control(OURS, LATER, OTHER, query, **given)


@pytest.fixture(scope="module")
def every():
    """The control of all words."""
    return asked()


def enumerated(pairs):
    """The share of all swaps whose counts are as far apart, one by one."""
    apart = [a - b for a, b in pairs]
    sums = [
        abs(sum(sign * each for sign, each in zip(signs, apart)))
        for signs in itertools.product((1, -1), repeat=len(apart))
    ]
    return np.mean([each >= abs(sum(apart)) for each in sums])


@given(counts)
def test_p_of_pairs_is_what_all_swaps_give_in_either_order(pairs):
    first, second = np.array(pairs, dtype=np.intp).T[..., np.newaxis]
    result = shuffling.swapped(first, second, 200, 0)
    assert result.p[0] == pytest.approx(enumerated(pairs))
    assert result.p_family[0] == pytest.approx(result.p[0])  # one word is its family
    turned = shuffling.swapped(second, first, 200, 0)
    assert (turned.p[0], turned.g2[0]) == (result.p[0], result.g2[0])


@given(counts.filter(lambda pairs: any(map(sum, pairs))))
def test_the_g2_of_pairs_expects_half_on_either_side(pairs):
    first, second = np.array(pairs, dtype=np.intp).T[..., np.newaxis]
    sums = [first.sum(), second.sum()]
    wanted = stats.power_divergence(sums, lambda_="log-likelihood").statistic
    assert shuffling.swapped(first, second, 0, 0).g2[0] == pytest.approx(wanted)


def test_swaps_by_lot_come_near_to_all_of_them():
    random = np.random.default_rng(1)
    first, second = random.integers(0, 3, (2, 10, 6))
    exact = shuffling.swapped(first, second, 2**10, 0).p_family
    drawn = shuffling.swapped(first, second, 2**10 - 1, 0).p_family
    assert drawn != pytest.approx(exact)
    assert drawn == pytest.approx(exact, abs=0.05)
    again = shuffling.swapped(first, second, 2**10 - 1, 0).p_family
    assert again.tolist() == drawn.tolist()


def test_the_alignment_names_every_paragraph_once(early):
    stretches = texts.witness(OTHER).stretches
    assert [n for each in stretches for n in each.paragraphs] == list(range(1, 35))
    nothing = [each.cite for each in stretches if each.answer == "nothing"]
    assert nothing == ["1906:9", "1906:18"]
    assert [s.cite for s in stretches if s.answer == "shortened"] == ["1906:7"]
    for each in stretches:
        assert bool(each.place) == bool(each.counts)
        # none so short that its counts would give a sentence back
        assert not each.counts or sum(each.counts.values()) >= 30


@pytest.mark.parametrize(
    ("query", "ours", "theirs"),
    [
        ("will", 42, 42),
        ("dictatorship", 7, 7),
        ("programme*|program*", 9, 9),
        ("proletari*", 45, 43),
        ("workers", 16, 0),
        ("labor", 0, 15),
        ("peasantry", 12, 2),
        ("peasants", 1, 9),
        ("cannot", 10, 3),
        ("inevit*", 2, 0),
        ("must", 1, 4),
    ],
)
def test_the_counts_are_those_of_both_books(query, ours, theirs, early):
    row = asked(query, shuffles=0).iloc[0]
    assert row["count_a"] == ours
    assert abs(row["count_witness"] - theirs) <= 2  # where a boundary cuts a sentence
    places = words.concordance(early, query)["cite"]
    assert row["count_a"] == (~places.isin(["1906:9", "1906:18"])).sum()


def test_key_words_stay_or_are_the_translators(every):
    passing = every[every["p_family_texts"] <= 0.05]
    findings = passing.groupby("finding").groups
    assert {name: set(group) for name, group in findings.items()} == {
        "stays": set("will proletariat government bureaucracy soviet russian".split()),
        "translator": {"peasantry"},
        "cannot tell": {"programme"},
    }
    keyness = comparison.keyness(texts.load(OURS), texts.load(LATER), shuffles=1_000)
    assert set(passing.index) == set(keyness.index[keyness["p_family"] <= 0.05])
    rest = every[every["p_family_texts"] > 0.05]
    assert set(rest["finding"]) == {"cannot tell"}
    assert set(every["finding"]) <= set(comparison.FINDINGS)
    beyond = every.index[every["p_family_translations"] <= 0.05]
    assert set(beyond) == {"workers", "labor"}


def test_the_three_words_of_the_round_have_three_findings():
    found = {word: asked(word).iloc[0] for word in ("will", "workers", "cannot")}
    assert [row["finding"] for row in found.values()] == [
        "stays",
        "translator",
        "cannot tell",
    ]
    # all thirteen stretches that have the word have it in ours only
    assert found["workers"]["p_translations"] == 2 / 2**13
    assert found["workers"]["difference_translations"] == pytest.approx(
        1000 * 16 / 2663
    )
    assert found["will"]["p_texts"] == found["will"]["p_witness"] == 1 / 1001


def test_a_family_may_stay_where_its_words_are_the_translators(every):
    assert asked("peasant*").iloc[0][["count_a", "count_witness"]].tolist() == [13, 12]
    for family in ("peasant*", "<workers>", "<peasants>", "workers|labor"):
        assert asked(family).loc[family, "finding"] == "stays"
    forms = words.families()["workers"]
    assert (
        asked(forms, shuffles=0).iloc[0]["count_a"]
        == asked("<workers>", shuffles=0).iloc[0]["count_a"]
    )
    merged = asked(merged=True)
    assert merged.loc["program", ["count_a", "count_witness"]].tolist() == [8, 8]
    assert "programme" not in merged.index


def test_a_phrase_gives_a_row_for_each_of_its_words():
    table = asked("class struggle", shuffles=0)
    assert sorted(table.index) == ["class", "struggle"]
    assert table["p_texts"].isna().all()
    with pytest.raises(errors.SearchError, match="Ask for a phrase by itself"):
        asked(["class struggle", "will"])


def test_exchanging_the_texts_exchanges_the_columns(early, late):
    one = comparison.control(early, late, OTHER, shuffles=50)
    two = comparison.control(LATER, OURS, OTHER, shuffles=50)
    assert one.index.tolist() == two.index.tolist()
    for name in ("count", "per_1000"):
        assert (one[f"{name}_a"] == two[f"{name}_b"]).all()
    assert (one["difference_texts"] == -two["difference_texts"]).all()
    same = ["difference_translations", "finding", "p_texts", "p_witness", "more_in"]
    pd.testing.assert_frame_equal(one[same], two[same])


def prose(notebook):
    cells = nbformat.read(ROOT / f"notebooks/{notebook}.ipynb", as_version=4).cells
    sources = [cell.source for cell in cells if cell.cell_type == "markdown"]
    return cite.unlinked(" ".join(" ".join(sources).split()))


def test_numbers_in_the_prose_of_the_round(every):
    text = prose("4-comparison")
    both = {
        query: asked(query, shuffles=0).iloc[0][["count_a", "count_witness"]].tolist()
        for query in ("will", "workers", "labor", "cannot", "peasant*", "program")
    }
    assert both.pop("will") == [42, 40]
    assert "*Will* stays: 42 times in ours, 40 in Olgin’s" in text
    assert (both.pop("workers"), both.pop("labor")) == ([16, 0], [0, 15])
    assert (
        "sixteen times in ours, and never in Olgin’s, who has *labor* fifteen" in text
    )
    assert both.pop("cannot") == [10, 3]
    assert "*Cannot* falls from ten to three" in text
    assert asked("cannot").iloc[0]["p_witness"] > 0.9  # "marks 1906 no longer"
    one_in = 1 / asked("cannot").iloc[0]["p_translations"]
    assert 8 < one_in < 8.5  # "in one case of eight"
    assert every.loc["peasantry", ["count_a", "count_witness"]].tolist() == [12, 2]
    assert (both.pop("peasant*"), both.pop("program")) == ([13, 12], [0, 8])
    assert "against 2, for Olgin has *peasants*. Search `peasant*`" in text
    assert "*program* eight times" in text
    programme = comparison.alignment(texts.load(OURS), OTHER, "programme")
    programme = programme[programme["answer"] != "nothing"]
    assert (programme["ours"] > 0).sum() == 5  # "stands in five stretches"
    one_in = 1 / every.loc["programme", "p_translations"]
    assert 15.5 < one_in < 16.5  # "five coins fall all alike in one case of sixteen"
    alone, among = asked("workers").iloc[0], every.loc["workers"]
    assert alone["per_1000_witness"] < alone["per_1000_b"]  # "it would even mark 1936"
    assert max(alone["p_texts"], alone["p_witness"]) <= comparison.LINE
    assert among["p_family_texts"] > 0.5  # "no longer passes even in ours"
    assert "neither has *shall* even once" in text
    shall = asked("shall", shuffles=0).iloc[0]
    assert shall[["count_a", "count_witness"]].tolist() == [0, 0]
    counted = [s for s in texts.witness(OTHER).stretches if s.counts]
    assert sum(len(each.paragraphs) for each in counted) == 32
    assert "in the 32 paragraphs of which both have something" in text
    answered = {n: each for each in counted for n in each.paragraphs}
    assert answered[22].counts["labor"] == 2  # "*labor*", "*a labor government*"
    for number in (24, 25):  # what the page for instructors says of *can never*
        assert {"can", "never"} <= {*answered[number].counts}
        assert "cannot" not in answered[number].counts
    assert "cannot* stands ten times in ours and three times in Olgin’s" in prose(
        "for-instructors-keys"
    )


def test_numbers_in_the_prose_of_other_sessions(early):
    first = prose("1-reading")
    assert "42 and 40. Session 4 asks the same" in first
    counts = comparison.alignment(early, OTHER, "workers")
    assert counts[["ours", "witness"]].sum().tolist() == [17, 0]
    assert "do not once have the word *workers*" in first
    assert "writes of *workingmen* and of the *working class* too" in first
    assert asked("workingmen", shuffles=0).iloc[0]["count_witness"] > 0
    assert asked("working", shuffles=0).iloc[0]["count_witness"] > 0
    assert words.count(early, "labor") == 0  # "that they do not have *labor*"
    of_25 = {n: s for s in texts.witness(OTHER).stretches for n in s.paragraphs}[25]
    assert {"never", "secure", "without", "overstepping"} <= {*of_25.counts}
    assert "refraining" not in of_25.counts
    assert "*without overstepping* those limits" in prose("2-argument")
    (look_for,) = (
        prompt["look_for"]
        for prompt in texts.listed("prompts.yml")
        if prompt["id"] == "inevitable-and-betrayed"
    )
    assert "has no *inevitable* in these pages" in look_for
    assert asked("inevit*", shuffles=0).iloc[0]["count_witness"] == 0
    last = texts.witness(OTHER).stretches[-1].counts
    assert {"must", "necessarily", "be", "crushed"} <= {*last}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "with another translator of 1906 six of the eight stay" in readme


def row(ours, counts, answer="whole"):
    return f"{ours},somewhere,{answer},hand,0,{counts}"


@pytest.fixture
def folder(own):
    """A lecturer's own texts, `a` and `b`, and a function that writes a witness."""
    body = "\n\n".join(["The labour of all hands."] * 8)
    own("a.md", body=body)
    own("b.md", front="id: b\ntitle: B\nyear: 2001", body="Nobody works.\n\nNor rests.")

    def with_witness(*rows):
        lines = ["ours,witness,answer,by,words,counts", *rows]
        place = own("a-other.csv", raw="\n".join([*lines, ""]).encode())
        return place

    return with_witness


def test_a_witness_of_texts_of_ones_own(folder):
    rows = [row(f"a:{n}", "all 1; hands 1; of 1; the 1; toil 1") for n in range(1, 8)]
    place = folder(*rows, row("a:8", "", "nothing"))
    table = comparison.control("a", "b", "a-other", folder=place)
    assert table.loc["labour", ["count_a", "count_witness"]].tolist() == [7, 0]
    assert table.loc["labour", "p_translations"] == 2 / 2**7
    a, b = texts.load("a", place), texts.load("b", place)
    given = comparison.control(b, a, "a-other")  # beside the text that is given
    assert given.loc["labour", "count_b"] == 7
    assert given.attrs == {"of": "a", "stretches": 7}


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([row("a:1", "toil 2")], "has 1 stretch with words, and chance cannot"),
        ([row("a:1", "", "nothing")], "has no stretch with words"),
        ([row("a:1", "toil 2"), row("a:2", "moil 1")], "have no word in common"),
        ([row("a:1", "the 1"), row("a:9", "the 1")], "a:9 is an empty stretch"),
    ],
)
def test_too_little_gets_a_sentence(folder, rows, what):
    with pytest.raises(errors.SearchError, match=what):
        comparison.control("a", "b", "a-other", folder=folder(*rows))


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([row("a:1", "")], "line 2: a:1 is an empty stretch"),
        ([row("a:1", "the 1", "nothing")], "line 2: a:1 is an empty stretch"),
        ([row("a:1", "the one")], "line 2: the counts are to be words"),
        ([row("a:1", "the 1", "perhaps")], "line 2: the answer is to be one of"),
        ([row("a:2", "the 1"), row("a:1", "the 1")], "line 3: a:1 is to name whole"),
        ([row("a:1", "the 1"), row("b:2", "the 1")], "line 3: b:2 is to name whole"),
        ([row("a:1.2", "the 1")], "line 2: a:1.2 is to name whole"),
        ([row("one", "the 1")], "line 2: 'one' is not a citation"),
        ([], "There is no witness a-other.csv in"),
    ],
)
def test_a_witness_that_cannot_be_read_is_named_with_its_line(folder, rows, what):
    place = folder(*rows)
    with pytest.raises(errors.TextError, match=what):
        texts.witness("a-other", place)


def test_what_is_no_control_gets_a_sentence(folder):
    place = folder(row("a:1", "the 1"), row("a:2", "the 1"))
    with pytest.raises(errors.TextError, match="There is no witness nobody.csv"):
        comparison.control(OURS, LATER, "nobody")
    with pytest.raises(errors.TextError, match="is no name of a witness"):
        comparison.control(OURS, LATER, "../secret")
    with pytest.raises(errors.SearchError, match="neither text is that. Give 1906"):
        comparison.control(
            texts.load("a", place), texts.load("b", place), OTHER, folder=texts.FOLDER
        )
    with pytest.raises(errors.SearchError, match="Both texts are 1906"):
        comparison.control(OURS, OURS, OTHER)
    with pytest.raises(errors.SearchError, match="“xylophone” stands in neither"):
        asked("xylophone")
    with pytest.raises(errors.ArgumentError, match="`witness`"):
        comparison.control(OURS, LATER, 3)


@pytest.fixture(scope="module")
def received():
    """The file of the witness, which is no part of the repository."""
    path = SOURCE / "olgin-1918.txt"
    if not path.exists():
        pytest.skip(f"the witness is not here: no {path.name} in {SOURCE.name}/")
    return texts.read(path)


def test_the_tool_makes_the_table_and_the_hashes_anew(received):
    found = witness.read(received)
    table = witness.TABLE.read_text(encoding="utf-8")
    assert witness.written(witness.rows(found)) == table
    kept, made = {*witness.RUNS.read_text().split()}, witness.hashes(found)
    assert kept < made
    assert len(made - kept) < 10  # what the map of our text has, too, by chance


def test_the_book_as_a_reader_downloads_it_gives_the_same(received):
    chapters = re.split(r"(?m)^CHAPTER (\w+)\..*$", received)[1:]
    inside = dict(zip(chapters[::2], chapters[1::2]))
    book = ["The Project Gutenberg EBook of Our Revolution", "*** START ***"]
    for name in ("V", "VI", "VII", "VIII", "IX"):
        book.append(f"\n\nCHAPTER {name}\n\nPROLETARIAN RULE\n\nNot of these pages.")
        if name == "VI":
            book[-1] = book[-1].removesuffix("\n\nNot of these pages.")
        book += ["       *       *       *", inside.get(name, "").strip()]
    book += ["\n\nEXPLANATORY NOTES\n\n     A note that is not compared."]
    assert witness.read("\n\n".join(book)) == witness.read(received)


def plain(content):
    """The words of a file: escapes of JSON and marks of print are no words."""
    return tokenise(re.sub(r'\\+[nrt"]', " ", content).replace("’", "'"))


def repeated(content, hashes):
    return witness.runs(plain(content)) & hashes


def files():
    """Every file of the repository that is text."""
    made = {"answers", "handouts", "test-results", "node_modules", "__pycache__"}
    for place, folders, names in os.walk(ROOT):
        folders[:] = [f for f in folders if f not in made and f[0] != "."]
        for name in names:
            path = pathlib.Path(place, name)
            if path.suffix not in {".png", ".pyc"} and path != witness.RUNS:
                yield path


def test_no_sentence_of_the_witness_stands_in_the_repository():
    hashes = {*witness.RUNS.read_text().split()}
    assert len(hashes) > 2_400
    read = 0
    for path in files():
        content = path.read_text(encoding="utf-8", errors="ignore")
        assert not repeated(content, hashes), path
        read += 1
    assert read > 200


def test_a_sentence_that_is_planted_is_noticed():
    sentence = "One such run of words as nobody else will ever have written here."
    hashes = witness.runs(tokenise(sentence))
    assert len(hashes) == 6
    for planted in (
        sentence.upper(),
        sentence.replace("run", "*run*").replace(" as ", "\nas "),
        json.dumps(["One such run of\n", "words as nobody else will ever have"]),
    ):
        assert repeated(f"Before it. {planted} After it.", hashes)
    assert not repeated("One such run of words as nobody", hashes)
