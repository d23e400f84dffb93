"""Topics: the published values, the same model each time, the table that is kept,
and nonsense refused with a sentence.
"""

import json
import pathlib
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import texts, topics, widgets
from helpers.answers import Answers
from helpers.errors import SearchError, TextError
from helpers.widgets.topics import topic_model

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
    assert (
        model.words[1]
        == "party bolshevik stalin struggle lenin years inner regime ruling central".split()
    )
    assert (
        model.words[5]
        == "speculators petty gossips classes sense dreamers country past gradually die".split()
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
    stale = topics.TABLE.read_text(encoding="utf-8").replace(
        "stopwords.yml sha256 c", "stopwords.yml sha256 d"
    )
    assert stale != topics.TABLE.read_text(encoding="utf-8")
    (tmp_path / topics.TABLE.name).write_text(stale, encoding="utf-8")
    monkeypatch.setattr(topics, "TABLE", tmp_path / topics.TABLE.name)
    with pytest.raises(TextError, match=r"another stopwords.yml. Say `make tables`"):
        topics.tables()


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
            f"Topic {n}</button></td><td"
            f" class='pb-name'></td><td>{', '.join(listed)}</td>" in panel.html
        )
    shares = pd.DataFrame(model.by_text())
    assert (
        f"topic 4 is {shares.loc[4, '1906']:.0%} of 1906, {shares.loc[4, '1936']:.0%}"
        " of 1936" in strip.html
    )
