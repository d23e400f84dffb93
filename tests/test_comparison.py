"""What chance would do, held against full enumeration on a small case."""

import itertools

import numpy as np
import pytest

from helpers import comparison, errors, texts, words


def own_text(name, *paragraphs):
    return texts.Text(f"---\nid: {name}\ntitle: X\nyear: 2000\n---\n\n" + "\n\n".join(paragraphs) + "\n")


def test_p_is_what_full_enumeration_gives():
    one, other = ["a a a b", "a b b", "b b b b b"], ["b b", "a b b b", "b b b", "b b b b"]
    result = comparison.chance(own_text("x", *one), own_text("y", *other), "a", shuffles=20_000)
    pile = [(part.split().count("a"), len(part.split())) for part in one + other]

    def difference(chosen):
        rest = [n for n in range(len(pile)) if n not in chosen]
        rates = [sum(pile[n][0] for n in side) / sum(pile[n][1] for n in side) * 1000 for side in (chosen, rest)]
        return rates[0] - rates[1]

    deals = [difference(chosen) for chosen in itertools.combinations(range(7), 3)]
    exact = np.mean([abs(d) >= abs(deals[0]) - 1e-9 for d in deals])
    assert result.difference == pytest.approx(deals[0])
    assert result.p == pytest.approx(exact, abs=0.012)


def test_what_the_notebook_says_of_chance(early, late):
    p = {query: comparison.chance(early, late, query).p for query in ("will", "inevit*", "masses", "party", "we")}
    assert p["will"] == pytest.approx(1 / 1001)
    assert p["inevit*"] > 0.5
    assert 1 / 7 < p["masses"] < 1 / 5
    assert 0.01 < p["party"] < 0.05
    assert 0.25 < p["we"] < 0.33


def test_what_the_notebook_says_of_whole_sections(early, late):
    p = {query: comparison.chance(early, late, query, shuffles=5_000, by="section").p for query in ("will", "party")}
    assert p["will"] < 0.01
    assert 0.28 < p["party"] < 0.4


def test_rates_and_the_same_seed(early, late):
    result = comparison.chance(early, late, "will", shuffles=50)
    assert result.counts == (words.count(early, "will"), words.count(late, "will"))
    assert result.rates == pytest.approx((44 / 2874 * 1000, 14 / 9760 * 1000))
    assert np.array_equal(result.shuffled, comparison.chance(early, late, "will", shuffles=50).shuffled)
    mirrored = comparison.chance(late, early, "will", shuffles=50)
    assert mirrored.difference == -result.difference


def test_a_word_in_neither_text(early, late):
    with pytest.raises(errors.SearchError, match="stands in neither text"):
        comparison.chance(early, late, "zzz")
