"""What chance would do, held against full enumeration on a small case."""

import itertools
import json
import math
import pathlib
import re

import numpy as np
import pandas as pd
import pytest

from helpers import comparison, errors, figures, texts, widgets, words
from helpers.comparison import shuffling
from helpers.figures import drawing
from helpers.figures.looks import MARKS


def own_text(name, *paragraphs):
    return texts.Text(
        f"---\nid: {name}\ntitle: X\nyear: 2000\n---\n\n"
        + "\n\n".join(paragraphs)
        + "\n"
    )


def test_p_is_what_full_enumeration_gives():
    one, other = (
        ["a a a b", "a b b", "b b b b b"],
        [
            "b b",
            "a b b b",
            "b b b",
            "b b b b",
        ],
    )
    result = comparison.chance(
        own_text("x", *one), own_text("y", *other), "a", shuffles=20_000
    )
    pile = [(part.split().count("a"), len(part.split())) for part in one + other]

    def difference(chosen):
        rest = [n for n in range(len(pile)) if n not in chosen]
        rates = [
            sum(pile[n][0] for n in side) / sum(pile[n][1] for n in side) * 1000
            for side in (chosen, rest)
        ]
        return rates[0] - rates[1]

    deals = [difference(chosen) for chosen in itertools.combinations(range(7), 3)]
    exact = np.mean([abs(d) >= abs(deals[0]) - 1e-9 for d in deals])
    assert result.difference == pytest.approx(deals[0])
    assert result.p == pytest.approx(exact, abs=0.012)


def test_what_the_notebook_says_of_chance(early, late):
    p = {
        query: comparison.chance(early, late, query).p
        for query in ("will", "inevit*", "masses", "party", "we")
    }
    assert p["will"] == pytest.approx(1 / 1001)
    assert p["inevit*"] > 0.5
    assert 1 / 7 < p["masses"] < 1 / 5
    assert 0.01 < p["party"] < 0.05
    assert 0.25 < p["we"] < 0.33


def test_what_the_notebook_says_of_whole_sections(early, late):
    p = {
        query: comparison.chance(early, late, query, shuffles=5_000, by="section").p
        for query in ("will", "party")
    }
    assert p["will"] < 0.01
    assert 0.28 < p["party"] < 0.4


def test_rates_and_the_same_seed(early, late):
    result = comparison.chance(early, late, "will", shuffles=50)
    assert result.counts == (words.count(early, "will"), words.count(late, "will"))
    assert result.rates == pytest.approx((44 / 2874 * 1000, 14 / 9760 * 1000))
    assert np.array_equal(
        result.shuffled, comparison.chance(early, late, "will", shuffles=50).shuffled
    )
    mirrored = comparison.chance(late, early, "will", shuffles=50)
    assert mirrored.difference == -result.difference


def test_a_word_in_neither_text(early, late):
    with pytest.raises(errors.SearchError, match="stands in neither text"):
        comparison.chance(early, late, "zzz")


# Keyness


VECTORS = json.loads(
    (pathlib.Path(__file__).parent / "vectors/texts.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def table(early, late):
    return comparison.keyness(early, late, shuffles=2_000)


def test_g2_and_log_ratio_have_the_check_values():
    ours = shuffling.g2(np.array([20]), 4300, np.array([25]), 12600)[0]
    assert ours == pytest.approx(22.2041, abs=5e-5)
    assert np.log2((20 / 4300) / (5 / 8300)) == pytest.approx(2.9488, abs=5e-5)


def test_g2_is_what_scipy_gives_for_every_word(early, late, table):
    from scipy.stats import chi2_contingency

    n1, n2 = early.words, late.words
    for word, row in table.iterrows():
        cells = [[row.count_a, n1 - row.count_a], [row.count_b, n2 - row.count_b]]
        expected = chi2_contingency(
            cells, lambda_="log-likelihood", correction=False
        ).statistic
        assert row.g2 == pytest.approx(expected, abs=1e-9), word
    assert table["count_a"].sum() == n1
    assert table["count_b"].sum() == n2


def test_z_is_what_another_program_gives():
    vector = VECTORS["logodds_ConvoKit"]
    one, other = vector["input"]["d1"], vector["input"]["d2"]
    size = len(one.split()) + len(other.split())
    for name, prior in (("prior_total_counts", size), ("prior_alpha0_10", 10)):
        found = comparison.keyness(
            own_text("x", one), own_text("y", other), shuffles=0, prior=prior
        )
        for word, z in vector["output"][name].items():
            assert found.loc[word, "z"] == pytest.approx(z, abs=1e-6), (name, word)


def test_z_and_log_ratio_written_out_again(early, late, table):
    n1, n2 = early.words, late.words
    for word in ("will", "bureaucracy", "programme", "the"):
        y1, y2 = words.count(early, word), words.count(late, word)
        alpha = 500 * (y1 + y2) / (n1 + n2)
        delta = math.log((y1 + alpha) / (n1 + 500 - y1 - alpha)) - math.log(
            (y2 + alpha) / (n2 + 500 - y2 - alpha)
        )
        assert table.loc[word, "z"] == pytest.approx(
            delta / math.sqrt(1 / (y1 + alpha) + 1 / (y2 + alpha)), abs=1e-9
        )
        assert table.loc[word, "log_ratio"] == pytest.approx(
            math.log2(((y1 or 0.5) / n1) / ((y2 or 0.5) / n2)), abs=1e-9
        )
        assert table.loc[word, "dp_b"] == pytest.approx(
            words.dispersion(late, word).dp, nan_ok=True
        )


def test_a_permutation_test_is_full_enumeration():
    vector = VECTORS["permutation_keyness_keyperm"]
    rows = vector["input"]["doc_term_rows(alpha,beta,gamma)"]
    paragraphs = [
        " ".join(["alpha"] * a + ["beta"] * b + ["gamma"] * c) for a, b, c in rows
    ]
    found = comparison.keyness(
        own_text("x", *paragraphs[:4]), own_text("y", *paragraphs[4:]), shuffles=20_000
    )
    names = ["alpha", "beta", "gamma"]
    assert found.loc[names, "g2"].tolist() == pytest.approx(
        vector["output"]["llr_own_check"]
    )
    exact = vector["output"]["p_llr_exact_all_70_splits(own enumeration)"]
    assert found.loc[names, "p"].tolist() == pytest.approx(exact, abs=0.012)
    counts = np.array(rows)

    def largest(chosen):
        y1 = counts[list(chosen)].sum(axis=0)
        return shuffling.g2(y1, y1.sum(), counts.sum(axis=0), counts.sum()).max()

    every = np.array(
        [largest(chosen) for chosen in itertools.combinations(range(8), 4)]
    )
    family = [(every >= g2 - 1e-9).mean() for g2 in found.loc[names, "g2"]]
    assert found.loc[names, "p_family"].tolist() == pytest.approx(family, abs=0.012)


def test_what_marks_the_two_texts(table):
    assert table.index[0] == "will"
    assert table.loc["will", ["count_a", "count_b"]].tolist() == [44, 14]
    assert table.loc["bureaucracy", ["count_a", "count_b", "more_in"]].tolist() == [
        0,
        62,
        "1936",
    ]
    assert (table["p_family"] >= table["p"] - 1e-12).all()
    assert set(table.index[table["p_family"] <= 0.05]) >= {
        "will",
        "proletariat",
        "government",
        "bureaucracy",
    }
    assert table.attrs["above"] == (table["g2"] >= 3.84).sum()
    assert 80 < table.attrs["above_by_chance"] < 105


def test_a_word_that_one_text_lacks_is_there_with_a_bound(table):
    lacking = table[table["count_a"] == 0]
    assert len(lacking) > 1000
    assert lacking["upper_a"].notna().all()
    assert lacking["upper_b"].isna().all()
    # 34 paragraphs without it: at most 8.4 in a hundred have it, and each that has it
    # says it 62/36 times or so.
    in_each = (
        62 / (words.by_paragraph(texts.load("1936"), "bureaucracy")["count"] > 0).sum()
    )
    assert table.loc["bureaucracy", "upper_a"] == pytest.approx(
        1000 * (1 - 0.05 ** (1 / 34)) * in_each / (9760 / 84)
    )
    assert table.loc["bureaucracy", "upper_a"] < table.loc["bureaucracy", "per_1000_b"]


def test_either_order_gives_mirrored_results(early, late, table):
    turned = comparison.keyness(late, early, shuffles=2_000).loc[table.index]
    assert list(turned.columns) == list(table.columns)
    for one, other in (
        ("count_a", "count_b"),
        ("dp_a", "dp_b"),
        ("upper_a", "upper_b"),
        ("per_1000_a", "per_1000_b"),
    ):
        assert turned[one].equals(table[other].rename(one))
    for same in ("g2", "p", "p_family", "more_in"):
        assert turned[same].equals(table[same])
    for opposite in ("z", "log_ratio", "log_odds"):
        assert turned[opposite].tolist() == pytest.approx((-table[opposite]).tolist())


def test_a_text_against_its_like_finds_nothing(late):
    same = texts.Text(
        f"---\nid: again\ntitle: Again\nyear: 1936\n---\n\n{late.reading}\n"
    )
    found = comparison.keyness(late, same, shuffles=500)
    assert found["g2"].max() < 0.1
    assert found["p_family"].min() > 0.05


def test_a_random_split_finds_about_what_it_should(late):
    halves = [comparison.split_half(late, seed, shuffles=200) for seed in range(20)]
    assert (
        sum(half["family"] > 0 for half in halves) <= 4
    )  # one in twenty, give or take
    assert np.mean([half["above"] for half in halves]) == pytest.approx(
        np.mean([half["by_chance"] for half in halves]), rel=0.2
    )


def test_blocks_of_neighbours_are_a_stricter_test(early, late, table):
    blocks = comparison.keyness(early, late, shuffles=2_000, block=4)
    assert (blocks["p_family"] <= 0.05).sum() < (table["p_family"] <= 0.05).sum()
    assert blocks["g2"].equals(table["g2"])


def test_spellings_merged_and_other_voices_left_out(early, late):
    merged = comparison.keyness(early, late, shuffles=0, merged=True)
    assert "programme" not in merged.index
    assert merged.loc["program", ["count_a", "count_b"]].tolist() == [10, 2]
    own = comparison.keyness(early, late, shuffles=0, own=True)
    plain = comparison.keyness(early, late, shuffles=0)
    assert own["count_b"].sum() < plain["count_b"].sum()
    assert own.loc["kulak", "count_b"] < plain.loc["kulak", "count_b"]
    assert (own["count_b"] <= plain["count_b"].reindex(own.index)).all()


def test_bad_input(early, late):
    with pytest.raises(errors.SearchError, match="Both texts are 1906"):
        comparison.keyness(early, early)
    with pytest.raises(errors.SearchError, match="stands in neither text"):
        comparison.contexts(early, late, "zzz")
    three = comparison.keyness(
        own_text("x", "One two three."), own_text("y", "Four."), shuffles=20
    )
    assert len(three) == 4
    assert three["p_family"].min() > 0.05


# Passages that answer each other


def test_echoes_find_a_passage_put_there_and_chance_says_so(early, late):
    planted = own_text(
        "y", *[p.text for p in list(late)[:20] if p.counted], early[33].text
    )
    found = comparison.echoes(early, planted, most=3, shuffles=50)
    assert found.iloc[0][["cite_a", "cite_b"]].tolist() == ["1906:33", "y:21"]
    assert found.iloc[0]["score"] == pytest.approx(1)
    assert found.iloc[0]["chance"] == pytest.approx(1 / 51)
    assert found["score"].is_monotonic_decreasing


def test_recall_against_the_threads(early, late):
    found, pairs = comparison.recall(
        comparison.echoes(early, late, most=10, shuffles=1), texts.threads()
    )
    assert pairs == 62
    assert (
        0.12 < found / pairs < 0.6
    )  # better than ten out of 84 at random, and far from what a reader finds


def test_contexts_are_complete(early, late):
    found = comparison.contexts(early, late, "dictatorship")
    assert found["text"].value_counts().to_dict() == {"1906": 7, "1936": 7}
    assert len(comparison.contexts(early, late, "caste*|stratum")) == words.count(
        late, "caste*|stratum"
    )


def test_both_halves_of_the_picture_have_one_scale():
    panel = widgets.Keyness(shuffles=0)
    table = comparison.keyness(*panel._pair, shuffles=0)
    away = [
        re.search(
            rf'data-action="lines/{word}".*?<svg x="([\d.]+)%" [^>]*>'
            rf'<path d="M0 0{re.escape(MARKS[mark])}"',
            panel.html,
        )[1]
        for word, mark in (("will", "o"), ("bureaucracy", "s"))
    ]
    rates = table.loc["will", "per_1000_a"], table.loc["bureaucracy", "per_1000_b"]
    most = rates[0]  # of all that are shown
    assert list(map(float, away)) == pytest.approx(
        [100 * rate / most for rate in rates], abs=0.01
    )
    ticks = re.findall(r'<span style="left:([\d.]+)%">([\d.]+)</span>', panel.html)
    assert len(ticks) == 2 * len(set(ticks)) > 4
    assert {float(n) for _, n in ticks} == {0, 5, 10, 15}
    for at, n in ticks:
        assert float(at) == pytest.approx(100 * float(n) / most, abs=0.01)


def test_a_rule_stands_under_the_words_that_pass():
    panel = widgets.Keyness(shuffles=2_000)
    table = comparison.keyness(*panel._pair, shuffles=2_000)
    for text, half in zip(panel._pair, panel.html.split("<h3>")[1:]):
        first = table[table["more_in"] == text.id].head(15)
        passing = (first["p_family"] <= 0.05).sum()
        assert 0 < passing < 15
        above, _, below = half.partition("pb-rule")
        assert above.count('data-action="lines/') == passing
        assert below.count('data-action="lines/') == 15 - passing
        stops = re.findall('pb-dumbbell" tabindex="0"', half)
        assert len(stops) == 1  # from there the arrow keys go on


def test_what_was_shuffled_is_not_shuffled_again(monkeypatch):
    """Words that one text lacks took a second and a half each time, as much as all."""
    dealt, keyness = [], comparison.keyness

    def counted(*texts, **how):
        dealt.append(how)
        return keyness(*texts, **how)

    monkeypatch.setattr(comparison, "keyness", counted)
    panel = widgets.Keyness(shuffles=99)
    first = panel.html, panel.status
    for change in ({"which": "lacking"}, {"spelling": "merged"}, {"block": "4"}):
        before = panel.html
        panel.receive({"changed": change})
        assert panel.html != before or "block" in change
    panel.receive({"changed": {"which": "both", "spelling": "", "block": "1"}})
    assert (panel.html, panel.status) == first
    shuffled = [(how["merged"], how["block"]) for how in dealt if how["shuffles"]]
    assert shuffled == [(False, 1), (True, 1), (True, 4)]


def test_a_family_is_understood_by_the_panel_of_chance():
    panel = widgets.Chance("<past>")
    assert "4 times in 1906" in panel.status
    assert "109 times in 1936" in panel.status
    panel.receive({"changed": {"query": "<nobody>"}, "action": "query", "number": 1})
    assert "There is no family <nobody>" in panel.status


def test_a_family_is_added_once_and_no_seventh(early, late):
    panel = widgets.WordAgainstWord("a, b, c, d, the")
    panel.receive({"changed": {"family": "we"}, "action": "add", "number": 1})
    assert panel.values["query"] == "a, b, c, d, the, <we>"
    panel.receive({"changed": {"family": "we"}, "action": "add", "number": 2})
    assert (panel.values["query"], panel.values["family"]) == (
        "a, b, c, d, the, <we>",
        "",
    )
    panel.receive({"changed": {"family": "past"}, "action": "add", "number": 3})
    assert (
        panel.status == "There are 6 already. Take one out of the box, then add <past>."
    )
    panel.receive({"changed": {"query": "will"}, "action": "query", "number": 4})
    assert panel.values["query"] == "will"


def test_two_texts_of_ones_own_have_marks_of_their_own(own):
    for text_id in "ab":
        folder = own(
            f"{text_id}.md",
            f"id: {text_id}\ntitle: T\nyear: 2000",
            "One word more, and one." * 9,
        )
    marks = {drawing.sign(text_id) for text_id in "ab"}
    assert len(marks) == 2
    assert all(mark in widgets.Keyness(folder, shuffles=0).html for mark in marks)


@pytest.mark.parametrize("word", ["text", "section", "count"])
def test_a_word_that_is_also_the_name_of_a_column(word):
    assert "Something went wrong" not in widgets.WordAgainstWord(word).status


def test_what_is_asked_keeps_its_name_in_the_strips(early, late):
    searches = ["was|were|had|did"] * 2
    drawn = figures.dispersion([early, late], searches, ["<past>", "$x^$"])
    labels = re.findall("</svg><b>(.*?)</b>", drawn)
    past = ["&lt;past&gt;, 1906", "&lt;past&gt;, 1936"]
    assert labels == [*past, "$x^$, 1906", "$x^$, 1936"]


def test_an_absent_word_has_no_p():
    panel = widgets.WordAgainstWord("zzz")
    assert "nan" not in panel.html


# Which text is named, and what each column holds


def test_each_column_of_the_key_words_by_hand():
    one = own_text("x", "a a b", "a c")
    other = own_text("y", "b b d", "d", "b")
    table = comparison.keyness(one, other, shuffles=0, prior=10)
    assert {
        name: row
        for name, *row in table[["count_a", "count_b", "more_in"]].itertuples()
    } == {
        "a": [3, 0, "x"],
        "b": [1, 3, "y"],
        "c": [1, 0, "x"],
        "d": [0, 2, "y"],
    }
    assert table.loc["b", ["per_1000_a", "per_1000_b"]].tolist() == [200, 600]
    # DP: half of what is between a word's shares of the paragraphs and theirs.
    assert table.loc["a", "dp_a"] == pytest.approx((2 / 3 - 3 / 5 + 2 / 5 - 1 / 3) / 2)
    assert np.isnan(table.loc["a", "dp_b"])
    assert table.loc["b", "dp_b"] == pytest.approx(
        (2 / 3 - 3 / 5 + 1 / 5 - 0 + 1 / 3 - 1 / 5) / 2
    )
    # Two paragraphs without it: at most 1 − 0.05^½ have it; two in each that has it.
    share = 1 - 0.05 ** (1 / 2)
    assert table.loc["d", "upper_a"] == pytest.approx(1000 * share * 1 / (5 / 3))
    share = 1 - 0.05 ** (1 / 3)
    assert table.loc["a", "upper_b"] == pytest.approx(1000 * share * 1.5 / 2.5)
    assert table[["upper_a"]].isna()["upper_a"].to_dict() == {
        "a": True,
        "b": True,
        "c": True,
        "d": False,
    }
    alpha, size = 10 * 4 / 10, 5 + 10
    odds = [math.log((y + alpha) / (size - y - alpha)) for y in (1, 3)]
    assert table.loc["b", "log_odds"] == pytest.approx(odds[0] - odds[1])
    assert list(table["g2"]) == sorted(table["g2"], reverse=True)


def test_the_line_for_one_word_counts_words_here_and_in_a_shuffle(early, late):
    table = comparison.keyness(early, late, shuffles=50)
    assert table.attrs["above"] == (table["g2"] >= 3.84).sum() == 162
    assert table["p"].between(1 / 51, 1).all()
    assert table.loc["will", "p"] == table.loc["will", "p_family"] == 1 / 51
    assert table["p_family"].max() == 1


def test_chance_deals_each_word_with_its_paragraph(early, late):
    result = comparison.chance(early, late, "will", shuffles=400)
    # After shuffling, no text has more of it on average, and the pile is the same.
    assert abs(result.shuffled.mean()) < 1
    assert len(result.shuffled) == 400
    assert result.difference == pytest.approx(result.rates[0] - result.rates[1])
    section = comparison.chance(early, late, "will", shuffles=400, by="section")
    assert section.rates == result.rates
    assert section.counts == result.counts
    assert section.shuffled.std() > result.shuffled.std()
    other = comparison.chance(early, late, "will", shuffles=400, seed=1)
    assert not np.array_equal(other.shuffled, result.shuffled)
    assert other.difference == result.difference


def test_the_stretches_of_a_text_by_hand():
    text = own_text("x", "a b a", "a b b b", "b a")
    runs = comparison.stretches(text, "a", 4, step=2)
    assert runs.to_dict("list") == {
        "first": ["x:1", "x:1", "x:2"],
        "last": ["x:2", "x:2", "x:3"],
        "per_1000": [750, 500, 0],
    }
    whole = comparison.stretches(text, "a", 9, step=1)
    assert whole["per_1000"].tolist() == [pytest.approx(4000 / 9)]
    for size in (0, 10):
        with pytest.raises(errors.SearchError, match="Take a size from 1 to 9"):
            comparison.stretches(text, "a", size)


def test_contexts_name_the_text_of_each_line_in_the_order_given(early, late):
    lines = comparison.contexts(late, early, ["will", "shall"], width=20)
    assert lines["text"].tolist() == ["1936"] * 15 + ["1906"] * 44
    assert (lines["cite"].str[:4] == lines["text"]).all()
    assert lines["left"].str.len().max() <= 20
    with pytest.raises(errors.SearchError, match="“zzz” or “yyy” stands in neither"):
        comparison.contexts(early, late, ["zzz", "yyy"])


def test_words_of_one_text_only_are_lacking_in_the_other(early, late):
    only = comparison.in_one_only(early, late)
    assert {"bureaucracy", "stalin"} <= only
    assert not {"will", "the", "programme"} & only
    for word in sorted(only)[::200]:
        counts = words.count(early, word), words.count(late, word)
        assert min(counts) == 0 < max(counts), word


def test_a_half_is_what_its_seed_deals_out(late):
    half = comparison.split_half(late, seed=1, shuffles=50)
    assert half == comparison.split_half(late, seed=1, shuffles=50)
    assert half["above"] != comparison.split_half(late, seed=2, shuffles=50)["above"]
    assert type(half["family"]) is type(half["above"]) is int


def test_what_an_echo_shares_is_named(early, late):
    planted = own_text(
        "y",
        "The armed proletariat marches at dawn.",
        "Something else, and more of the same proletariat.",
        "Nothing.",
    )
    other = own_text(
        "x", "An armed proletariat marches off at noon.", "More of the same thing."
    )
    table = comparison.echoes(other, planted, most=2, shuffles=9)
    assert len(table) == 4
    first = table.iloc[0]
    assert (first["cite_a"], first["cite_b"]) == ("x:1", "y:1")
    shared = first["shared"].split(", ")
    assert shared[:2] == ["armed proletariat", "proletariat marches"]
    assert set(shared[2:]) == {"armed", "marches", "at", "proletariat"}
    second = table[(table["cite_a"] == "x:2") & (table["cite_b"] == "y:2")].iloc[0]
    assert second["shared"].startswith("more of, of the, the same, ")
    assert table["score"].between(0, 1).all()
    assert table["chance"].between(0.1, 1).all()


def test_the_score_of_an_echo_is_the_cosine_of_tf_idf_by_hand():
    table = comparison.echoes(
        own_text("x", "a a b", "c"), own_text("y", "a b", "b c"), shuffles=0
    )
    idf = {"a": math.log(4 / 2), "b": math.log(4 / 3), "c": math.log(4 / 2)}

    def vector(**counts):
        return np.array([math.log1p(counts.get(w, 0)) * idf[w] for w in "abc"])

    one, other = vector(a=2, b=1), vector(a=1, b=1)
    cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    score = table.set_index(["cite_a", "cite_b"])["score"]
    assert score["x:1", "y:1"] == pytest.approx(cosine)
    assert score["x:2", "y:1"] == 0
    assert list(table["score"]) == sorted(table["score"], reverse=True)


def test_recall_counts_the_likest_of_each_early_passage_only():
    table = pd.DataFrame(
        [("a:1", "b:1", 0.9), ("a:1", "b:2", 0.8), ("a:2", "b:2", 0.1)],
        columns=["cite_a", "cite_b", "score"],
    )
    threads = [
        {"early": [{"cite": "a:1"}], "late": [{"cite": "b:2"}, {"cite": "b:9"}]},
        {"early": [{"cite": "a:2"}], "late": [{"cite": "b:2"}]},
    ]
    assert comparison.recall(table, threads, at=1) == (1, 3)
    assert comparison.recall(table, threads, at=2) == (2, 3)
    assert comparison.recall(table[::-1], threads, at=1) == (1, 3)


# What the panels say


def cells(html):
    return [
        [re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", html.split("<figure")[0])
    ][1:]


def test_word_against_word_names_the_text_that_has_more(early, late):
    panel = widgets.WordAgainstWord("will, bureaucracy, zzz, <past>")
    rows = {row[0]: row[1:] for row in cells(panel.html)}
    assert rows["will"][:2] == ["44", "14"]
    assert rows["will"][4] == "1906"
    assert rows["bureaucracy"][:2] == ["0", "62"]
    assert rows["bureaucracy"][4] == "1936"
    assert rows["zzz"][4:] == ["–", "–"]
    assert rows["will"][2:4] == [
        f"{1000 * 44 / early.words:.2f}",
        f"{1000 * 14 / late.words:.2f}",
    ]
    p = comparison.chance(early, late, "will").p
    assert rows["will"][5] == f"{p:.3f}"
    assert "will: 44 in 1906, 14 in 1936; bureaucracy: 0 in 1906" in panel.status
    assert "Neither text has zzz:" in panel.status
    heads = re.findall(r'<th scope="col">(.*?)</th>', panel.html)[:7]
    assert heads[:6] == [
        "Words",
        "1906",
        "1936",
        "1906, in 1,000",
        "1936, in 1,000",
        "more in",
    ]


def test_the_other_way_round_each_number_stays_with_its_text():
    panel = widgets.WordAgainstWord("will", ids=["1936", "1906"])
    assert cells(panel.html)[0][:3] == ["will", "14", "44"]
    assert cells(panel.html)[0][5] == "1906"
    panel = widgets.Chance("will", ids=["1936", "1906"], shuffles=99)
    assert "14 times in 1936" in panel.status.split(",")[0]
    assert "more in 1906 than in 1936" in panel.html


def test_a_family_leads_to_the_lines_of_its_forms(early, late):
    panel = widgets.WordAgainstWord("will, <past>")
    panel.receive({"action": "lines/<past>", "number": 1})
    lines = words.concordance([early, late], words.families()["past"])
    assert f"{len(lines)} lines for “&lt;past&gt;”" in panel.passage


def test_the_panel_of_chance_says_what_the_shuffles_say(early, late):
    panel = widgets.Chance("will", shuffles=200)
    result = comparison.chance(early, late, "will", 200)
    assert panel.status == (
        f"Shuffle 1. “will”: 44 times in 1906 ({result.rates[0]:.2f} per 1,000 words),"
        f" 14 times in 1936 ({result.rates[1]:.2f} per 1,000 words). Of 200 shuffles 0"
        " differ at least as much: p = 0.005."
    )
    low, high = result.shuffled.min(), result.shuffled.max()
    ends = f"from {abs(low):.2f} more in 1936 to {high:.2f} more in 1906"
    assert ends in panel.html
    assert f"{result.difference:.1f} more in 1906 than in 1936" in panel.html
    panel.receive({"action": "again", "number": 1})
    assert panel.status.startswith("Shuffle 2.")
    late_word = widgets.Chance("bureaucracy", shuffles=20)
    assert "more in 1936 than in 1906" in late_word.html


def test_the_picture_of_key_words_has_each_under_its_text(table):
    panel = widgets.Keyness(shuffles=0)
    halves = re.split("<h3>", panel.html)[1:]
    for half, text_id in zip(halves, ("1906", "1936")):
        assert half.startswith(f"More in {text_id}<")
        drawn = re.findall(r'data-action="lines/(.*?)"', half)
        assert drawn == list(table[table["more_in"] == text_id].index[:15])
    label = re.search(r'data-action="lines/bureaucracy" aria-label="(.*?)"', panel.html)
    rate, upper = table.loc["bureaucracy", ["per_1000_b", "upper_a"]]
    assert label[1] == (
        f"bureaucracy: 0 times in 1906, 0.0 in 1,000 words, perhaps up to {upper:.1f};"
        f" 62 times in 1936, {rate:.1f} in 1,000 words."
    )
    assert "a is 1906, b 1936" in panel.html


def test_key_words_say_how_many_pass_and_show_p(early, late):
    panel = widgets.Keyness(shuffles=300)
    table = comparison.keyness(early, late, 300)
    passing = list(table.index[table["p_family"] <= 0.05])
    assert panel.status == (
        f"162 words pass the line for a single word (G² 3.84); a shuffle gives"
        f" {table.attrs['above_by_chance']:.0f}. {len(passing)} pass for the whole"
        f" family: {', '.join(passing)}."
    )
    assert f"p {table.loc['will', 'p_family']:.3f}" in panel.html
    panel.receive({"changed": {"which": "lacking", "block": "4"}, "number": 1})
    drawn = re.findall(r'data-action="lines/(.*?)"', panel.html)
    assert len(drawn) == 30
    assert all(0 in table.loc[word, ["count_a", "count_b"]].tolist() for word in drawn)
    blocks = comparison.keyness(early, late, 300, block=4)
    assert f" {(blocks['p_family'] <= 0.05).sum()} pass for the whole" in panel.status


@pytest.mark.parametrize("which", ["both", "lacking"])
@pytest.mark.parametrize("spelling", ["", "merged"])
@pytest.mark.parametrize("voice", ["", "own"])
def test_every_key_word_has_as_many_lines_as_it_counts(which, spelling, voice):
    panel = widgets.Keyness(shuffles=0)
    changed = {"which": which, "spelling": spelling, "voice": voice}
    panel.receive({"changed": changed, "number": 1})
    labels = re.findall(
        r'data-action="lines/(.*?)" aria-label="\1: (\d+) times in 1906,.*?;'
        r" (\d+) times in 1936",
        panel.html,
    )
    assert len(labels) == 30
    for number, (word, early, late) in enumerate(labels, 2):
        panel.receive({"action": f"lines/{word}", "number": number})
        lines = panel._rows["cite"].str.partition(":")[0].value_counts()
        counts = [lines.get(text_id, 0) for text_id in ("1906", "1936")]
        assert counts == [int(early), int(late)], word
        assert f"{sum(counts):,} line" in panel.passage


def test_the_lines_of_a_merged_word_say_which_spellings_they_have():
    panel = widgets.Keyness(shuffles=0)
    changed = {"spelling": "merged", "voice": "own", "which": "both"}
    panel.receive({"changed": changed, "action": "lines/program", "number": 1})
    assert "for “program or programme, the author’s own”" in panel.passage
    panel.receive({"action": panel._rows["cite"][0], "number": 2})
    assert "<mark>programme</mark>" in panel.passage


def test_echoes_list_the_likest_and_what_threads_join():
    panel = widgets.Echoes("1906:31")
    rows = panel._table[panel._table["cite_a"] == "1906:31"]
    items = re.findall(r"<li>(.*?)</li>", panel.html)
    assert len(items) == len(rows) == 10
    late_ends = {
        end["cite"]
        for thread in texts.threads()
        if "1906:31" in [start["cite"] for start in thread["early"]]
        for end in thread["late"]
    }
    for item, row in zip(items, rows.itertuples()):
        assert f">{row.cite_b}</button> {row.score:.2f}; shares {row.shared};" in item
        assert f"chance does as well {row.chance:.0%} of the time" in item
        assert ("joined by a thread" in item) == (row.cite_b in late_ends)
    listed = late_ends & set(rows["cite_b"])
    assert panel.status == (
        f"{len(listed)} of {len(late_ends)} passages that our threads join to 1906:31"
        " are among these 10."
    )
    missed = panel.html.partition("and not found: ")[2]
    assert set(re.findall(r">(1936:\d+)</button>", missed)) == late_ends - listed
    assert rows.iloc[0]["cite_b"] in panel.passage
    panel.receive({"action": rows.iloc[1]["cite_b"], "number": 1})
    assert f'data-cite="{rows.iloc[1]["cite_b"]}"' in panel.passage
    assert 'data-cite="1906:31"' in panel.passage
    assert panel.focus.startswith(rows.iloc[1]["cite_b"])


def test_echoes_of_a_paragraph_that_is_not_there_say_so():
    panel = widgets.Echoes("1906:99")
    assert "1906:99 is no paragraph of Results and Prospects" in panel.status


def test_words_that_mark_alike_stand_in_the_order_of_the_alphabet():
    table = comparison.keyness(
        own_text("x", "d b a c"), own_text("y", "z z z z"), shuffles=0
    )
    assert list(table.index) == ["z", "a", "b", "c", "d"]


def test_a_random_split_deals_half_of_the_paragraphs_to_each_side(late):
    half = np.random.default_rng(4).permutation(84) % 2
    counts = words.matrix(late).counts
    first, second = counts[half == 0], counts[half == 1]
    assert len(first) == len(second) == 42
    sizes = first.sum(), counts.sum()
    g2 = shuffling.g2(first.sum(axis=0), sizes[0], counts.sum(axis=0), sizes[1])
    above = comparison.split_half(late, seed=4, shuffles=1)["above"]
    assert above == (g2 >= 3.84).sum()
    with pytest.raises(errors.SearchError, match="no two paragraphs with words"):
        comparison.split_half(own_text("x", "Words here.", "…"))
