"""Topics: the published values, the same model each time, the table that is kept,
and nonsense refused with a sentence.
"""

import contextlib
import html
import itertools
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd import VALUES

from helpers import figures, texts, topics, widgets
from helpers.answers import Answers
from helpers.errors import SearchError, SeminarError, TextError
from helpers.topics import units
from helpers.widgets.topics import topic_model
from tools import tables

VECTORS = json.loads(
    (pathlib.Path(__file__).parent / "vectors/texts.json").read_text(encoding="utf-8")
)
ranked = st.lists(
    st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=6, unique=True),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def read(early, late):
    return topics.documents([early, late])


@pytest.fixture(scope="module")
def model(read):
    return topics.fit(read, k=6)


def test_npmi_is_gensims():
    vector = VECTORS["coherence_gensim"]
    found = [
        topics.npmi(topic, vector["input"]["texts"])
        for topic in vector["input"]["topics"]
    ]
    assert found == pytest.approx(
        vector["output"]["c_npmi_winNone"]["per_topic"], abs=1e-9
    )


def test_npmi_has_its_limits():
    assert topics.npmi(["a", "b"], ["a b", "c", "a b", "c"]) == pytest.approx(
        1, abs=1e-6
    )
    assert topics.npmi(["a", "b"], ["a", "b", "a", "b"]) < -0.9
    assert topics.npmi(["a", "b"], ["a b", "a b"]) == 0
    for wrong in (["a", "x"], ["a"], ["a", "a"], []):
        with pytest.raises(SearchError):
            topics.npmi(wrong, ["a b", "b"])


def test_agreement_is_greenes():
    vector = VECTORS["stability_Greene"]
    given, wanted = vector["input"], vector["output"]
    assert topics.likeness(given["R1"], given["R2"]) == pytest.approx(
        wanted["AJ_R1_R2"], abs=1e-12
    )
    assert topics.agreement(given["S1"], given["S2"]) == pytest.approx(
        wanted["agreement_S1_S2"], abs=1e-12
    )
    alike = [[topics.likeness(a, b) for b in given["S2"]] for a in given["S1"]]
    assert np.allclose(alike, wanted["AJ_matrix"], atol=1e-12)


@given(ranked, ranked)
@settings(max_examples=60, deadline=None)
def test_agreement_does_not_care_which_comes_first_nor_for_the_order_of_topics(
    one, other
):
    found = topics.agreement(one, other)
    assert 0 <= found <= 1
    assert topics.agreement(other[::-1], one) == pytest.approx(found)
    assert topics.agreement(one, one[::-1]) == pytest.approx(1)


def test_the_same_seed_gives_the_same_model(early, late, model):
    again = topics.fit([early, late], k=6)
    assert again.words == model.words
    assert np.allclose(again.weights, model.weights, atol=1e-12)
    assert topics.fit([early, late], k=6, seed=1).words != model.words
    # Pinned, so that another machine or version that finds other topics is noticed.
    assert " ".join(model.words[1]) == (
        "party bolshevik stalin struggle lenin years inner regime ruling central"
    )
    assert " ".join(model.words[5]) == (
        "speculators petty gossips classes sense dreamers country past gradually die"
    )
    assert model.weights.loc["1936:8"].to_numpy() == pytest.approx(
        [0.07765795, 0, 0.85935101, 0, 0, 0.06299104], abs=1e-6
    )


@pytest.mark.parametrize("method", ["nmf", "lda"])
@pytest.mark.parametrize("unit", ["paragraph", "section", "window"])
def test_what_a_model_promises(early, late, method, unit):
    found = topics.fit([early, late], k=4, method=method, unit=unit)
    assert list(found.weights.columns) == [1, 2, 3, 4] == list(found.word_weights.index)
    sums = found.weights.sum(axis=1)
    assert np.allclose(sums[found.documents.counts.any(axis=1)], 1)
    assert np.allclose(found.word_weights.sum(axis=1), 1)
    assert found.weights.mean().is_monotonic_decreasing
    assert all(
        texts.passage(cite) for cite in found.weights.index
    )  # a unit leads back to its words
    for n, listed in enumerate(found.words, start=1):
        assert list(found.top(n)["word"]) == listed
        assert found.passages(n)["weight"].is_monotonic_decreasing
        assert found.table().set_index("topic").loc[n, "words"] == ", ".join(listed)
    assert found.by_text().sum().to_list() == pytest.approx([1, 1], abs=0.05)


def test_every_paragraph_is_in_one_unit_and_windows_are_full(early, late):
    for unit in topics.UNITS:
        cites = topics.documents([early, late], unit=unit).cites
        covered = [p.cite for cite in cites for p in texts.find(cite)[1] if p.counted]
        assert covered == [p.cite for text in (early, late) for p in text if p.counted]
    windows = topics.documents([early, late], unit="window").cites
    sections = {(t.id, s.last) for t in (early, late) for s in t.sections}
    for cite in windows:
        text, paragraphs, words = texts.find(cite)
        if (text.id, paragraphs[-1].number) not in sections:
            assert len(words.split()) >= 140


def test_the_stop_list_keeps_the_subject_and_is_read(early, late, read):
    ours = topics.stop_words()
    assert not ours & {
        "system",
        "interest",
        "interests",
        "state",
        "work",
        "party",
        "power",
        "members",
        "class",
    }
    assert not ours & set(read.vocabulary)
    assert len(ours) == 189
    assert "the" in topics.documents([early, late], stop=[]).vocabulary
    assert "eight-hour day" in topics.documents([early, late], phrases=True).vocabulary
    assert "of the" not in topics.documents([early, late], phrases=True).vocabulary
    assert "program" in read.vocabulary
    assert "programme" not in read.vocabulary  # two translators' spellings are one word


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"k": 0}, "from 1 to 118"),
        ({"k": 119}, "there are 118 units"),
        ({"k": 2.5}, "2.5 topics"),
        ({"k": True}, "True topics"),
        ({"k": "six"}, "'six' topics"),
        ({"method": "bert"}, "Choose nmf or lda"),
        ({"unit": "sentence"}, "Choose paragraph, section, window"),
    ],
)
def test_nonsense_gets_a_sentence(early, late, asked, said):
    with pytest.raises(SearchError, match=said):
        topics.fit([early, late], **asked)


def test_texts_that_hold_no_topics_get_a_sentence(early, late, own):
    everything = topics.documents([early, late], stop=[]).vocabulary
    with pytest.raises(SearchError, match="shorter stop list"):
        topics.fit([early, late], stop=everything)
    one = texts.load("a", own("a.md", body="Only one paragraph here."))
    with pytest.raises(SearchError, match="1 paragraph and 0 words"):
        topics.fit([one], k=1)
    same = texts.load(
        "a", own("a.md", body="\n\n".join(["Power corrupts people."] * 5))
    )
    with pytest.raises(SearchError, match="same words"):
        topics.fit([same], k=2)
    some = texts.load(
        "a",
        own(
            "a.md", body="State power.\n\nState power law.\n\nAnd the of.\n\nLaw state."
        ),
    )
    found = topics.fit(
        [some], k=1
    )  # a paragraph of grammar only has no topic, and harms none
    assert found.weights[1].to_list() == pytest.approx([1, 1, 0, 1])
    with pytest.raises(SearchError, match="numbered from 1 to 1"):
        found.passages(2)
    with pytest.raises(SearchError, match="two topics or more"):
        topics.intruders(found)
    with pytest.raises(SearchError, match="two groups"):
        topics.one_sidedness(found)
    with pytest.raises(SearchError, match="2 seeds"):
        topics.stability([early], ks=[2], seeds=1)


def test_intruders_are_rare_in_the_topic_and_first_elsewhere(model):
    for seed in range(20):
        for row in topics.intruders(model, seed).itertuples():
            own = [word for word in row.words if word != row.intruder]
            assert sorted(own) == sorted(model.words[row.topic - 1][:5])
            weights = model.word_weights.loc[row.topic]
            assert row.intruder not in model.words[row.topic - 1]
            assert weights[row.intruder] < weights[own].min()
            assert any(row.intruder in listed[:5] for listed in model.words)
    assert (
        topics.intruders(model, 3)["words"].to_list()
        == topics.intruders(model, 3)["words"].to_list()
    )
    assert (
        len({tuple(topics.intruders(model, seed)["intruder"]) for seed in range(10)})
        > 5
    )


def test_one_sidedness_of_a_random_deal_is_near_a_half(model):
    random = np.random.default_rng(0)
    dealt = [
        topics.one_sidedness(model, random.permutation(model.documents.text))
        for _ in range(100)
    ]
    assert min(dealt) >= 0.5
    assert max(dealt) < 0.7 < topics.one_sidedness(model)


def test_the_table_is_of_these_texts_and_a_row_comes_out_again(early, late):
    kept = topics.tables()
    assert kept[["method", "kind"]].value_counts().to_list() == [10] * 4
    assert sorted(set(kept["k"])) == list(range(3, 13))
    again = topics.stability([early, late], ks=[5], methods=["nmf"]).merge(
        kept, on=["method", "k", "kind"]
    )
    assert len(again) == 2
    assert (again["agreement_x"] - again["agreement_y"]).abs().max() < 0.005


def test_a_stale_table_is_refused(monkeypatch, tmp_path):
    kept = topics.TABLE.read_text(encoding="utf-8")
    stale = kept.replace("counts sha256 ", "counts sha256 0")
    assert stale != kept
    (tmp_path / topics.TABLE.name).write_text(stale, encoding="utf-8")
    monkeypatch.setattr(topics, "TABLE", tmp_path / topics.TABLE.name)
    with pytest.raises(TextError, match=r"from other counts.* Say `make tables`"):
        topics.tables()
    topics.TABLE.unlink()
    with pytest.raises(TextError, match=r"There is no .*Say `make tables`"):
        topics.tables()


def test_only_what_a_model_reads_makes_the_table_stale(monkeypatch, tmp_path):
    folder = tmp_path / "texts"
    shutil.copytree(texts.FOLDER, folder)
    path, load = folder / "1906-results-and-prospects.md", texts.load
    monkeypatch.setattr(texts, "load", lambda text_id: load(text_id, folder))

    def edit(file, before, after):
        content = file.read_text(encoding="utf-8")
        assert before in content, before
        file.write_text(content.replace(before, after, 1), encoding="utf-8")

    edit(path, "\n---\n", "\nreminder: bring the map\n---\n")  # the front matter ends
    edit(path, "{>>", "{>>as far as can be seen, ")
    edit(folder / "README.md", "stopwords.yml", "stopwords.yml (a list)")
    assert "bring the map" in texts.load("1906").front["reminder"]
    assert "as far as can" in "".join(texts.load("1906").emendations["note"])
    assert topics.tables()["k"].min() == 3
    edit(path, "loses all significance", "loses all meaning")
    with pytest.raises(TextError, match="words of the texts"):
        topics.tables()


def test_the_stop_list_makes_the_table_stale_where_the_texts_have_its_words(
    monkeypatch, early, late
):
    kept, ours = topics.made_from([early, late]), topics.stop_words()
    monkeypatch.setattr(units, "stop_words", lambda: ours | {"xylophone"})
    assert topics.made_from([early, late]) == kept
    monkeypatch.setattr(units, "stop_words", lambda: ours | {"peasantry"})
    assert topics.made_from([early, late]) != kept
    monkeypatch.undo()
    assert topics.made_from([late, early]) != kept  # the order is read, too


def test_what_make_tables_writes_is_what_is_kept(early, late):
    def without_versions(content):
        return [line for line in content.splitlines() if "scikit-learn" not in line]

    written = tables.written([early, late], topics.tables())
    kept = topics.TABLE.read_text(encoding="utf-8")
    assert without_versions(written) == without_versions(kept)
    assert kept.endswith("\n")


def test_a_table_is_read_and_units_are_counted_without_scikit_learn():
    code = """
import sys
from helpers import texts, topics, widgets
topics.tables(), topics.documents([texts.load("1906")], unit="window")
print([name for name in ("sklearn", "scipy", "matplotlib") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=texts.FOLDER.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_an_interrupt_stops_long_work(early, late):
    def stop(method, k, kind):
        if k == 4:
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        topics.stability(
            [early, late],
            ks=range(3, 13),
            methods=["nmf"],
            seeds=2,
            samples=2,
            progress=stop,
        )
    assert time.monotonic() - began < 60


# A model made by hand: what its tables say can be worked out on paper


@pytest.fixture
def small():
    """Three units of two texts, two topics, four words."""
    counts = np.array([[2, 0, 1, 1], [0, 1, 1, 0], [1, 1, 0, 0]])
    names = (["a", "b", "c", "d"], ["x:1", "x:2-3", "y:1"], ["x", "x", "y"])
    read = topics.Documents(counts, *(np.array(each, dtype=object) for each in names))
    weights = pd.DataFrame(
        [[0.75, 0.25], [0.5, 0.5], [0.0, 1.0]],
        index=pd.Index(read.cites, name="cite"),
        columns=pd.RangeIndex(1, 3, name="topic"),
    )
    by_word = pd.DataFrame(
        [[0.5, 0.3, 0.2, 0.0], [0.1, 0.1, 0.2, 0.6]],
        index=weights.columns,
        columns=read.vocabulary,
    )
    return topics.TopicModel([["a", "b", "c"], list("dcab")], weights, by_word, read)


def test_the_first_words_of_a_topic_have_their_own_numbers(small):
    top = small.top(1)
    assert top["word"].to_list() == ["a", "b", "c"]  # and none of weight 0
    assert top["weight"].to_list() == [0.5, 0.3, 0.2]
    assert top["exclusivity"].to_list() == pytest.approx([5 / 6, 3 / 4, 1 / 2])
    assert top["units"].to_list() == [2, 2, 2]
    second = small.top(2, most=2)
    assert second["word"].to_list() == ["d", "c"]
    assert second["units"].to_list() == [1, 2]
    assert second["exclusivity"].to_list() == pytest.approx([1, 1 / 2])


def test_the_table_of_a_model_sets_the_right_share_under_each_text(small):
    table = small.table()
    assert list(table.columns) == ["topic", "words", "exclusivity", "npmi", "x", "y"]
    assert table["topic"].to_list() == [1, 2]
    assert table["words"].to_list() == ["a, b, c", "d, c, a, b"]
    assert table["x"].to_list() == pytest.approx([0.625, 0.375])
    assert table["y"].to_list() == pytest.approx([0, 1])
    assert table["exclusivity"][0] == pytest.approx((5 / 6 + 3 / 4 + 1 / 2) / 3)
    units_of = [["a", "c", "d"], ["b", "c"], ["a", "b"]]
    wanted = [topics.npmi(listed, units_of) for listed in small.words]
    assert table["npmi"].to_list() == pytest.approx(wanted)


def test_the_units_of_a_topic_come_in_the_order_of_its_share(small):
    assert small.passages(1).values.tolist() == [
        ["x:1", 0.75],
        ["x:2-3", 0.5],
        ["y:1", 0],
    ]
    assert small.passages(2, 2).values.tolist() == [["y:1", 1.0], ["x:2-3", 0.5]]


def test_one_sidedness_is_the_mean_of_the_larger_parts(small):
    # topic 1: 0.625 of x and 0 of y; topic 2: 0.375 of x and 1 of y
    assert topics.one_sidedness(small) == pytest.approx((1 + 1 / 1.375) / 2)
    # the unit without a label is left out: 0.75 against 0, and 0.25 against 1
    assert topics.one_sidedness(small, ["p", None, "q"]) == pytest.approx((1 + 0.8) / 2)


def test_a_topic_that_has_half_its_words_again_came_back(small):
    other = small._replace(words=[list("dca"), list("zab")])
    nothing = small._replace(words=[["q"], ["r"]])
    back = topics.came_back(small, [other, nothing, small])
    assert back.to_dict() == {1: 1, 2: 2}
    half = small._replace(words=[["b", "a"], ["c"]])  # likeness (0 + 1) / 2
    model = small._replace(words=[["a", "b"], ["d"]])
    assert topics.came_back(model, [half]).to_dict() == {1: 1, 2: 0}


def test_counts_are_those_of_the_words_on_the_page(own):
    body = (
        "## One\n\nState power, state law.\n\nPower of the law.\n\n"
        "[A note on state.]\n\n## Two\n\nLaw. State power programme; bread."
    )
    text = texts.load("a", own("a.md", body=body))
    read = topics.documents([text])
    assert read.vocabulary.tolist() == ["law", "power", "state"]
    assert read.counts.tolist() == [[1, 1, 2], [1, 1, 0], [1, 1, 1]]
    assert read.text.tolist() == ["a"] * 3
    assert read.cites[0] == "a:1"
    sections = topics.documents([text], unit="section")
    assert sections.counts.tolist() == [[2, 2, 2], [1, 1, 1]]
    assert sections.cites[0].startswith("a:1-")
    assert topics.documents([text], stop=["State", "of"]).vocabulary.tolist() == [
        "law",
        "power",
    ]
    pairs = topics.documents([text], phrases=True)
    assert "state power" in pairs.vocabulary
    assert "law state" not in pairs.vocabulary  # a sentence ends between them


def test_a_sample_is_four_fifths_in_their_order(read):
    drawn = topics.sample(read, 3)
    places = [read.cites.tolist().index(cite) for cite in drawn.cites]
    assert places == sorted(set(places))
    assert len(places) == round(0.8 * 118)
    assert drawn.text.tolist() == read.text[places].tolist()
    words = drawn.vocabulary.tolist()
    columns = [read.vocabulary.tolist().index(word) for word in words]
    assert (drawn.counts == read.counts[np.ix_(places, columns)]).all()
    twice = (read.counts[places] > 0).sum(axis=0) >= 2
    assert words == read.vocabulary[twice].tolist()
    assert not np.array_equal(drawn.cites, topics.sample(read, 4).cites)


def test_stability_is_the_mean_over_all_pairs_of_fits(early, late, read):
    told = []
    table = topics.stability(
        [early, late],
        ks=[3],
        methods=["nmf"],
        seeds=3,
        samples=3,
        progress=lambda *row: told.append(row),
    )
    assert told == [("nmf", 3, "seed"), ("nmf", 3, "sample")]
    assert table[["method", "k", "kind"]].values.tolist() == list(map(list, told))
    fits = {
        "seed": [topics.fit(read, 3, seed=n) for n in range(3)],
        "sample": [topics.fit(topics.sample(read, n), 3) for n in range(3)],
    }
    for kind, models in fits.items():
        pairs = [
            topics.agreement(a.words, b.words)
            for a, b in itertools.combinations(models, 2)
        ]
        kept = table.set_index("kind").loc[kind, "agreement"]
        assert kept == pytest.approx(np.mean(pairs))


# What is asked for wrongly


def refused(call):
    with pytest.raises(SeminarError) as error:
        call()
    return str(error.value)


def test_a_stop_list_is_a_list_and_texts_are_one(early, late, read, model):
    assert "`stop` is 'the'" in refused(lambda: topics.fit([early, late], stop="the"))
    for call in (lambda: topics.fit(early), lambda: topics.documents(early)):
        assert "[in square brackets]" in refused(call)
    for several in ([], ["1906"], [early, early], [early, None], "1906"):
        wanted = refused(lambda several=several: topics.documents(several))
        assert "a list of different texts" in wanted
    assert "`seed` is -1" in refused(lambda: topics.fit(read, seed=-1))
    already = refused(lambda: topics.fit(read, unit="window"))
    assert "made already" in already
    assert "made already" in refused(lambda: topics.fit(read, phrases=True))
    assert "3 labels for 118" in refused(
        lambda: topics.one_sidedness(model, list("aab"))
    )
    assert "no fits" in refused(lambda: topics.came_back(model, []))
    assert "no word of these" in refused(lambda: read.npmi(["state", "zzz"]))
    assert "`most` is 0" in refused(lambda: model.passages(1, 0))
    assert "nothing to fit" in refused(lambda: topics.stability([early], ks=[]))


ODD = [*VALUES.values(), "the " * 50_000, [[]], {"a": 1}, [-1]]


def public_calls(early, late, read, model):
    """Every public function, with arguments that are right."""
    lists = [["a", "b"], ["c", "d"]]
    fewer = {"ks": [2], "methods": ["nmf"], "seeds": 2, "samples": 2}
    return [
        (
            topics.documents,
            dict(several=[early], unit="section", stop=[], phrases=False),
        ),
        (topics.fit, dict(several=[early], k=2, method="nmf", seed=0, unit="section")),
        (topics.fit, dict(several=[early], k=2, stop=[], phrases=False)),
        (topics.likeness, dict(words_1=["a"], words_2=["a"])),
        (topics.matching, dict(lists_1=lists, lists_2=lists)),
        (topics.agreement, dict(lists_1=lists, lists_2=lists)),
        (topics.npmi, dict(top_words=["a", "b"], documents=["a b", "b"])),
        (topics.came_back, dict(model=model, fits=[model])),
        (topics.one_sidedness, dict(model=model, groups=None)),
        (topics.intruders, dict(model=model, seed=0)),
        (topics.sample, dict(read=read, seed=0)),
        (topics.stability, dict(several=[early], progress=None, **fewer)),
        (topics.made_from, dict(several=[early])),
        (model.passages, dict(topic=1, most=None)),
        (model.top, dict(topic=1, most=3)),
        (read.npmi, dict(words=["state", "power"])),
    ]


@pytest.mark.parametrize("number", range(16))
def test_what_no_function_can_use_gets_a_sentence(number, early, late, read, model):
    function, right = public_calls(early, late, read, model)[number]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        function(**right)
        for name in right:
            for odd in ODD:
                with contextlib.suppress(SeminarError):
                    function(**right | {name: odd})
        wrong = refused(lambda: function(1, 2, 3, 4, 5, 6, 7, 8, 9))
        assert "It is called" in wrong


def test_what_odd_values_are_taken_are_taken_rightly(early, read, model):
    for call in (
        lambda: topics.documents([early], phrases=1),
        lambda: topics.documents([early], stop=[None]),
        lambda: topics.documents([early], stop={"the": 1}),
        lambda: topics.fit(read, k=2, seed=True),
        lambda: topics.likeness("album", "music"),
        lambda: topics.matching(["ab"], ["ab"]),
        lambda: topics.npmi("ab", ["a b"]),
        lambda: topics.npmi(["a", "b"], "a b"),
        lambda: topics.npmi(["a", "b"], [["a", None], ["b"]]),
        lambda: topics.one_sidedness(model, "x" * 118),
        lambda: topics.stability([early], methods="nmf"),
        lambda: topics.stability([early], seeds=True),
        lambda: topics.stability([early], progress=5),
        lambda: model.top(True),
        lambda: read.npmi("state"),
    ):
        refused(call)
    assert topics.likeness([], []) == 0
    assert (
        topics.fit(read, k=np.int64(2), seed=np.int64(0)).words
        == topics.fit(read, 2).words
    )


# The widgets, without a browser


@pytest.fixture
def store(tmp_path):
    return Answers(tmp_path)


def test_widgets_share_a_model_and_do_not_fit_it_again(store):
    topic_model.fitted.cache_clear()
    widgets.TopicExplorer(store=store)
    widgets.TopicStrip()
    assert topic_model.fitted.cache_info().misses == 1


def test_a_name_is_kept_for_its_settings_and_shown_escaped(store):
    panel = widgets.TopicExplorer(store=store)
    name = "name/nmf/6/0/paragraph/ours/2"
    panel.receive({"changed": {name: "<img src=x onerror=alert(1)>"}, "number": 1})
    assert panel.status.startswith("Kept ")
    assert "&lt;img src=x" in panel.html
    assert "<img" not in panel.html
    panel.receive({"changed": {"k": "5"}, "number": 2})
    assert "&lt;img" not in panel.html
    assert name not in [one["name"] for one in panel.fields]
    panel.receive({"changed": {"k": "6"}, "number": 3})
    assert "&lt;img" in panel.html
    again = widgets.TopicExplorer(store=store)
    assert again.values[name] == "<img src=x onerror=alert(1)>"


def test_a_name_of_another_window_is_not_overwritten_by_what_this_one_remembers(store):
    panel, name = widgets.TopicExplorer(store=store), "name/nmf/6/0/paragraph/ours/1"
    panel.receive({"changed": {name: "older"}, "number": 1})
    store.keep("topic name", name[5:], "newer")  # as another window would
    panel.receive({"changed": {"k": "5"}, "number": 2})
    panel.receive({"changed": {"name/nmf/5/0/paragraph/ours/1": "x"}, "number": 3})
    assert store.get("topic name", name[5:]) == "newer"
    panel.receive({"changed": {"k": "6"}, "number": 4})
    assert panel.values[name] == "newer"


def test_a_name_typed_just_before_the_settings_change_is_kept_under_the_old_ones(store):
    panel = widgets.TopicExplorer(store=store)
    panel.receive(
        {
            "changed": {"name/nmf/6/0/paragraph/ours/1": "the state", "k": "3"},
            "number": 1,
        }
    )
    assert store.get("topic name", "nmf/6/0/paragraph/ours/1") == "the state"
    assert panel.status.startswith("Kept ")
    assert len([one for one in panel.fields if one.get("keep")]) == 3


def test_a_button_of_the_model_before_does_nothing(store):
    panel = widgets.TopicExplorer(store=store, k="3")
    panel.receive({"action": "topic/6", "number": 1})
    panel.receive(
        {"changed": {"name/nmf/3/0/paragraph/ours/1": "the state"}, "number": 2}
    )
    assert panel.status.startswith("Kept ")


def test_what_another_window_kept_is_sent_to_stand_beside_the_box(store, monkeypatch):
    panel, name = widgets.TopicExplorer(store=store), "name/nmf/6/0/paragraph/ours/5"
    sent = []
    monkeypatch.setattr(
        panel, "send", lambda content: sent.append(content.get("beside"))
    )
    store.keep("topic name", name[5:], "peasants")  # as another window would
    panel.receive({"changed": {name: "A"}, "number": 1})
    panel.receive({"changed": {name: "AB"}, "number": 2})
    assert sent == [{name: "peasants"}, None, None]


def test_a_setting_that_cannot_be_is_told_and_the_panel_works_on(store, own):
    folder = own(
        "a.md",
        body="\n\n".join(
            [
                "State power law.",
                "Power law.",
                "Law state.",
                "Power state bread.",
                "Bread law.",
            ]
        ),
    )
    panel = widgets.TopicExplorer(folder, store=store, k="2")
    assert panel.status == "2 topics from 5 paragraphs and 4 words."
    panel.receive({"changed": {"k": "12"}, "number": 1})
    assert (
        panel.status
        == "12 topics cannot be fitted. Take a whole number from 1 to 4: there are 5"
        " units."
    )
    panel.receive({"changed": {"k": "3"}, "number": 2})
    assert panel.status == "3 topics from 5 paragraphs and 4 words."


def test_a_number_that_is_asked_for_stands_in_its_list(store):
    panel = widgets.TopicExplorer(store=store, k=15, seed=42)
    assert panel.status.startswith("15 topics from 118")
    for field in panel.fields[:5]:
        assert panel.values[field["name"]] in dict(field["options"]), field["name"]
    usual = widgets.TopicExplorer(store=store).fields
    assert [len(field["options"]) for field in usual[1:3]] == [11, 10]


def test_a_word_is_marked_in_the_spelling_in_which_it_is_printed(store):
    panel = widgets.TopicExplorer(store=store)
    panel.receive({"action": "topic/4", "number": 1})
    assert "program" in panel.status
    panel.receive({"action": "open/1906:24", "number": 2})
    assert "<mark>programme</mark>" in panel.passage


def test_the_explorer_opens_a_place_with_the_topics_words_marked(store):
    panel = widgets.TopicExplorer(store=store)
    panel.receive({"action": "topic/6", "number": 1})
    assert panel.status.startswith("Topic 6: speculators, petty, gossips")
    panel.receive({"action": "open/1936:53", "number": 2})
    assert "<mark>gossips</mark>" in panel.passage
    panel.receive({"changed": {"unit": "window"}, "number": 3})
    assert panel.passage == ""
    first = panel._model().passages(1)["cite"][0]
    panel.receive({"action": f"open/{first}", "number": 4})
    assert panel.passage.count("data-cite") == len(texts.find(first)[1])


def test_the_strip_has_a_column_for_each_unit_and_each_opens(model):
    panel = widgets.TopicStrip()
    assert panel.html.count("data-action") == 118
    panel.receive({"action": "1936:8", "number": 1})
    assert panel.status.startswith("1936:8: topic 3 86%")
    assert panel.values["cite"] == "1936:8"
    panel.receive({"changed": {"cite": "1906:13"}, "number": 2})
    assert "For this reason:" in panel.passage
    panel.receive({"action": "nowhere", "number": 3})
    assert "For this reason:" in panel.passage
    panel.receive({"changed": {"unit": "section"}, "number": 4})
    assert (panel.html.count("data-action"), panel.passage) == (19, "")


def test_same_again_joins_topics_and_keeps_the_score(model, read):
    panel = widgets.SameAgain()
    for _ in range(4):
        panel.receive({"action": "again", "number": 1})
    wanted = topics.came_back(
        model, [topics.fit(topics.sample(read, n), k=6) for n in range(5)]
    )
    assert {n: came for n, (came, _) in panel._back().items()} == wanted.to_dict()
    assert "In all 5 tries of this kind so far" in panel.status
    for change in ("seed", "unit", "k", "stop", "method"):
        panel.receive({"changed": {"change": change}, "number": 2})
        assert panel.status.startswith("Try 1, ")
    panel.receive({"action": "again", "number": 3})
    assert panel.status.startswith("There is no other try of this kind")
    panel.receive({"changed": {"k": "4", "change": "sample"}, "number": 4})
    assert "In the one try of this kind so far" in panel.status
    panel.receive({"changed": {"k": "6"}, "number": 5})
    assert panel.status.startswith(
        "Try 6, sample 6"
    )  # what was tried before is not forgotten
    assert panel._back()[1][1] == 6


def test_a_likeness_just_below_the_line_is_not_rounded_up():
    panel = widgets.SameAgain(change="stop")  # topic 3 to the general list: 0.495
    assert "in part, 0.49" in panel.html
    assert "in part, 0.50" not in panel.html


@pytest.mark.parametrize("method", ["nmf", "lda"])
@pytest.mark.parametrize("k", [2, 12])
@pytest.mark.parametrize("unit", ["paragraph", "window"])
def test_there_is_a_game_for_the_smallest_and_the_largest_model(
    early, late, method, k, unit
):
    assert len(topics.intruders(topics.fit([early, late], k, method, unit=unit))) == k


def test_a_game_that_cannot_be_played_leaves_no_old_words(store):
    panel = widgets.Intrusion(store=store)
    panel.receive(
        {
            "changed": {"k": "2", "method": "lda", "unit": "section", "stop": "none"},
            "number": 1,
        }
    )
    assert "no words of its own for the game" in panel.status
    assert panel.html == ""


def test_the_game_is_kept_scored_and_gone_on_with(store):
    panel = widgets.Intrusion(store=store)
    rounds = topics.intruders(
        topic_model.fitted(panel._texts, "nmf", 6, 0, "paragraph", ""), 0
    )
    first = f"guess/1/{rounds.loc[0, 'intruder']}"
    panel.receive({"action": first, "number": 1})
    assert panel.status.startswith("Yes: it is")
    for late in (
        first,
        f"guess/1/{rounds.loc[1, 'words'][0]}",
        "guess/2/nonsense",
        "guess",
    ):  # a double click, for one
        panel.receive({"action": late, "number": 2})
    assert panel.status.endswith("Round 2 of 6.")
    panel.receive({"action": f"guess/2/{rounds.loc[1, 'words'][0]}", "number": 3})
    again = widgets.Intrusion(store=store)
    assert "2 found" in again.status or "of 2 found" in again.status
    for row in rounds.iloc[2:].itertuples():
        again.receive({"action": f"guess/{row.topic}/{row.intruder}", "number": 4})
    right = 5 + (rounds.loc[1, "words"][0] == rounds.loc[1, "intruder"])
    assert (
        f"{right} of 6 found. Guessing blindly finds 1.0 of 6 on average."
        in again.status
    )
    assert "the highest NPMI first" in again.html
    again.receive({"action": "new", "number": 5})
    assert again.status == "6 rounds. Round 1 of 6."
    assert f"{right} of 6 found" in widgets.Intrusion(store=store).status


def test_numbers_are_alike_in_picture_table_and_model(store, model):
    panel, strip = widgets.TopicExplorer(store=store), widgets.TopicStrip()
    for n, listed in enumerate(model.words, start=1):
        assert (
            f'Topic {n}</button></th><td class="pb-name" data-field="name/nmf/6/0/'
            f'paragraph/ours/{n}"></td><td>{", ".join(listed)}</td>' in panel.html
        )
    shares = pd.DataFrame(model.by_text())
    assert (
        f"topic 4 is {shares.loc[4, '1906']:.0%} of 1906, {shares.loc[4, '1936']:.0%}"
        " of 1936" in strip.html
    )


def rects(markup, **wanted):
    """The attributes of the rectangles of a drawing."""
    drawn = [
        dict(re.findall(r'([\w-]+)="([^"]*)"', t))
        for t in re.findall("<rect[^>]*>", markup)
    ]
    return [
        r for r in drawn if all(r.get(key) == value for key, value in wanted.items())
    ]


def test_the_bars_of_the_explorer_are_of_the_text_above_them(store, model):
    panel, shares = widgets.TopicExplorer(store=store), model.by_text()
    heads = re.findall(r"<th [^>]*>(Share in \w+)</th>", panel.html)
    assert heads == ["Share in 1906", "Share in 1936"]
    looks = re.findall(r"--pb-own:(#\w+)", panel.html)
    drawn = list(zip(looks, (float(r["width"]) for r in rects(panel.html))))
    most = shares.to_numpy().max()
    wanted = [
        (figures.look(text).colour, 60 * shares.loc[n, text] / most)
        for n in shares.index
        for text in ("1906", "1936")
    ]
    assert [colour for colour, _ in drawn] == [colour for colour, _ in wanted]
    widths = [width for _, width in wanted]
    assert [width for _, width in drawn] == pytest.approx(widths, abs=0.06)


def test_the_explorer_lists_the_places_of_the_topic_that_was_chosen(store, model):
    panel = widgets.TopicExplorer(store=store)
    panel.receive({"action": "topic/4", "number": 1})
    best = model.passages(4)
    places = re.findall(
        r'data-action="open/([^"]*)"[^>]*>([^<]*)</button> (\d+)%', panel.html
    )
    assert places == [
        (row.cite, row.cite, f"{100 * row.weight:.0f}")
        for row in best.head(5).itertuples()
    ]
    none = (best["weight"] < 0.005).sum()
    assert f"In {none} of 118 it has no share." in panel.html
    marked = re.findall(r'data-action="topic/(\d)" aria-current="true"', panel.html)
    assert marked == ["4"]
    assert "The first words of topic 4" in panel.html


def test_a_column_of_the_strip_has_the_shares_and_the_colour_of_its_unit(model):
    markup = widgets.TopicStrip(cite="1936:8").html
    cites, many = model.weights.index.to_list(), len(model.weights)
    columns = re.findall(
        r'<g( class="pb-current")? data-action="([^"]*)"><title>(.*?)</title>', markup
    )
    assert [(cite, title) for _, cite, title in columns] == [(c, c) for c in cites]
    assert [cite for current, cite, _ in columns if current] == ["1936:8"]
    fields = rects(markup, **{"class": "pb-column"})
    places = [100 * n / many for n in range(many)]
    assert [float(r["x"][:-1]) for r in fields] == pytest.approx(places, abs=0.01)
    rows = markup.split('<div class="pb-topic">')[1:]
    for topic, row in zip(model.weights, rows, strict=True):
        shown = {}
        for colour, group in re.findall(r"--pb-own:(#\w+)[^>]*>(<rect.*?)</g>", row):
            for r in rects(group):
                cite = cites[round(float(r["x"][:-1]) / 100 * many)]
                assert colour == figures.look(cite[:4]).colour
                shown[cite] = float(r["height"][:-1]) / 100
                assert float(r["y"][:-1]) / 100 == pytest.approx(1 - shown[cite])
        shares = model.weights[topic]
        assert shown == pytest.approx(shares[shares >= 0.01].to_dict(), abs=1e-4)
    starts = re.findall(r'style="left:([\d.]+)%"><svg.*?</svg>(\d+) →', markup)
    assert starts == [("0", "1906"), (f"{round(100 * 34 / many, 2):g}", "1936")]


def test_the_strip_says_in_words_what_it_shows(model):
    said = html.unescape(widgets.TopicStrip().html)
    shares = model.by_text().map(lambda share: f"{share:.0%}")
    for n, row in shares.iterrows():
        assert f"topic {n} is {row['1906']} of 1906, {row['1936']} of 1936" in said
    largest = model.weights.idxmax(axis=1)
    stretches = re.search(r"places and more: (.*?)\.", said)[1].split("; ")
    for n, stretch in enumerate(stretches, start=1):
        runs = re.findall(r"(\d+:\d+) to (\d+:\d+)", stretch)
        assert stretch.startswith(f"topic {n} ")
        for first, last in runs:
            assert len(largest.loc[first:last]) >= 3
            assert set(largest.loc[first:last]) == {n}
    assert "topic 5 1906:4 to 1906:11" in said


def test_the_results_of_the_game_set_each_guess_beside_its_intruder(store):
    panel = widgets.Intrusion(store=store)
    rounds = topics.intruders(panel._model(), 0)
    for row in rounds.itertuples():  # right in the first, wrong in the others
        word = (
            row.intruder if row.topic == 1 else row.words[row.words[0] == row.intruder]
        )
        panel.receive({"action": f"guess/{row.topic}/{word}", "number": row.topic})
    assert "1 of 6 found" in panel.status
    rows = re.findall("<tr>(.*?)</tr>", panel.html)[1:]
    cells = [re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    order = rounds.sort_values("npmi", ascending=False)
    assert [row[0] for row in cells] == order["topic"].astype(str).to_list()
    assert [row[2] for row in cells] == order["intruder"].to_list()
    assert [row[4] for row in cells] == [
        "yes" if n == 1 else "no" for n in order["topic"]
    ]
    assert [row[5] for row in cells] == [f"{value:.2f}" for value in order["npmi"]]
    for topic, words, intruder, guess, found, _ in cells:
        assert (found == "yes") == (guess == intruder)
        assert sorted(words.split(", ")) == sorted(
            panel._model().words[int(topic) - 1][:5]
        )
