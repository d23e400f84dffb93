"""Words and sentences: small changes of meaning that a test must notice."""

import pytest

from helpers import comparison, texts, words

VOICES = "cite,words,voice,speaker,note\n"


def text_of(*paragraphs):
    body = "\n\n".join(paragraphs)
    return texts.Text(f"---\nid: x\ntitle: X\nyear: 2000\n---\n\n{body}\n")


def pairs(text):
    matrix = words.matrix([text], phrases=True)
    return {str(word) for word in matrix.vocabulary if " " in word}


def test_what_is_expected_of_a_collocate_is_its_share_of_the_places_near_the_word():
    # Ten words, two of them "b"; "a" stands once, with four places near it.
    table = words.collocates(text_of("c c b a b c d d d d."), "a", window=2)
    rows = table.set_index("word")
    assert rows["count"].to_dict() == {"b": 2, "c": 2}
    assert rows["expected"].to_dict() == pytest.approx({"b": 4 * 2 / 10, "c": 1.2})
    assert rows.loc["b", "log_dice"] > rows.loc["c", "log_dice"]
    assert list(table["word"]) == ["b", "c"], "the closest company first"


def test_a_collocate_stands_in_the_same_sentence_and_outside_the_phrase():
    text = text_of("Far x. The old party of workers ruled. Far y.")
    rows = words.collocates(text, "party of", window=2).set_index("word")["count"]
    assert rows.to_dict() == {"the": 1, "old": 1, "workers": 1, "ruled": 1}


def test_expected_adds_up_to_the_places_on_the_real_text(late):
    # Of each word by itself as much as of all: the places near, times its rate.
    table = words.collocates(late, "state").set_index("word")
    places = table["count"].sum()
    for word in ("the", "apparatus"):
        rate = words.count(late, word) / late.words
        assert table.loc[word, "expected"] == pytest.approx(places * rate)


def test_two_words_make_a_phrase_only_inside_a_sentence():
    assert pairs(text_of("We saw. The end.", "It came.")) == {
        "we saw",
        "the end",
        "it came",
    }


def test_a_phrase_of_three_words_ends_where_its_sentence_ends():
    text = text_of("The party of. Workers the party of workers.")
    assert words.count(text, "party of workers") == 1
    assert words.positions(text, "party of workers")["at"].tolist() == [5]


@pytest.mark.parametrize(
    ("voice", "kept"),
    [
        ("quoted", 2),
        ("reported", 2),
        ("imagined", 2),
        ("distance", 4),
        ("translator", 4),
    ],
)
def test_whose_words_are_the_authors_own(voice, kept, own):
    folder = own("a.md", body="One two, they say.")
    (folder / "voices.csv").write_text(f"{VOICES}a:1,they say,{voice},,\n")
    text = texts.load("a", folder)
    assert words.matrix([text], own=True).counts.sum() == kept
    assert words.matrix([text]).counts.sum() == 4


def test_imagined_words_of_the_real_texts_do_not_count_as_the_authors(early, late):
    for text in (early, late):
        spans = texts.voices(text)
        other = {
            (row.cite, n)
            for row in spans.itertuples()
            if row.voice in ("quoted", "reported", "imagined")
            for n in range(row.start, row.end)
        }
        index = words.index(text)
        offset = index.start - index.paragraph_start[index.paragraph]
        cites = index.cites[index.paragraph]
        left = sum((c, n) not in other for c, n in zip(cites, offset.tolist()))
        assert words.matrix([text], own=True).counts.sum() == left < text.words
    assert "imagined" in set(texts.voices(late)["voice"])


def test_the_person_i_ends_a_sentence_and_an_initial_does_not():
    assert text_of("It was I. He left.")[1].sentences == ["It was I.", "He left."]
    assert text_of("It was V. Lenin. He left.")[1].sentences == [
        "It was V. Lenin.",
        "He left.",
    ]


def test_a_figure_after_an_abbreviation_and_a_word_after_no():
    assert len(text_of("See vol. 3, pp. 4 and no. 5 there.")[1].sentences) == 1
    assert len(text_of("He said no. They went. It was 5.")[1].sentences) == 3


def test_texts_stand_in_the_order_of_their_years_then_ids(own):
    own("a.md", "id: a\ntitle: A\nyear: 1936")
    own("b.md", "id: b\ntitle: B\nyear: 1906")
    folder = own("c.md", "id: c\ntitle: C\nyear: 1906")
    assert [text.id for text in texts.load_all(folder)] == ["b", "c", "a"]
    assert texts.catalogue(folder)["id"].to_list() == ["b", "c", "a"]
    assert texts.catalogue(folder)["year"].to_list() == [1906, 1906, 1936]


def test_lines_of_several_texts_come_in_the_order_asked_for(early, late):
    for order in ([early, late], [late, early]):
        cites = words.concordance(order, "will")["cite"].str.split(":").str[0]
        assert list(dict.fromkeys(cites)) == [text.id for text in order]


def test_dispersion_is_half_the_sum_of_differences():
    spread = words.dispersion(text_of("a a a b", "a b b b"), "a")
    assert spread == pytest.approx((4, 0.25, 0.5))
    uneven = words.dispersion(text_of("a b b b b b", "a b"), "a")
    assert uneven == pytest.approx((2, 0.25, 0.25 / 0.75))


def test_the_columns_of_a_comparison_name_the_right_text(early, late):
    table = comparison.keyness(early, late, shuffles=0)
    for word in ("will", "bureaucracy", "party", "proletariat"):
        row = table.loc[word]
        counts = [words.count(text, word) for text in (early, late)]
        rates = [1000 * n / t.words for n, t in zip(counts, (early, late))]
        assert [row["count_a"], row["count_b"]] == counts
        assert [row["per_1000_a"], row["per_1000_b"]] == pytest.approx(rates)
        assert row["more_in"] == ("1906" if rates[0] > rates[1] else "1936")
        assert (row["log_ratio"] > 0) == (row["z"] > 0) == (rates[0] > rates[1])
        dps = [words.dispersion(text, word).dp for text in (early, late)]
        assert [row["dp_a"], row["dp_b"]] == pytest.approx(dps, nan_ok=True)
