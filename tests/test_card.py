"""The card of a prompt: its class stays locked, and nothing typed is lost."""

import html
import json
import os
import shutil

import pytest
from of_class import PROMPT, filled, shared

from helpers import boards, discussion, texts, widgets
from helpers.answers import Answers
from helpers.store import boards as store_boards


def test_the_sentence_of_the_first_vote_is_kept_in_the_second_unless_another_is_chosen(
    alone,
):
    card = widgets.Prompt(PROMPT, store=alone)
    for say in ("vote/2/1", "cite/1936:8.6/1", "class", "class", "again"):
        card.receive({"action": say})
    assert "Your second vote is open." in card.status
    assert 'data-action="cite/1936:8.6/2" checked' in card.above
    for say in ("vote/4/2", "class", "class"):
        card.receive({"action": say})
    assert discussion.answer(alone, PROMPT, 2)["cite"] == "1936:8.6"
    assert discussion.answer(alone, PROMPT, 2)["vote"] == 4


def test_a_card_without_a_class_speaks_of_none(alone):
    card = widgets.Prompt(PROMPT, store=alone)
    card.receive({"action": "class"})
    assert card.status == "Vote first."
    for say in ("vote/2/1", "cite/1936:8.6/1"):
        card.receive({"action": say})
    card.receive({"changed": {"why/1": "   "}})
    assert "Still to do: say why." in card.status
    for say in ("class", "class"):
        card.receive({"action": say})
    assert [field["name"] for field in card.fields if field["kind"] == "button"] == [
        "again"
    ]


def test_a_card_on_a_full_disk_says_so_keeps_the_words_and_gives_them(tmp_path, full):
    card = widgets.Prompt(PROMPT, store=Answers(tmp_path))
    full.append("")
    card.receive({"changed": {"why/1": "my reason"}})
    assert "could not be kept" in card.status
    assert card.values["why/1"] == "my reason"
    card.receive({"action": "vote/4/1"})
    assert "could not be kept" in card.status
    assert 'data-action="vote/4/1" checked' in card.above
    assert "my reason" in card.values["record"]
    full.clear()
    card.receive({"changed": {"why/1": "my reason, better"}})
    assert "Kept" in card.status
    assert discussion.answer(Answers(tmp_path), PROMPT) == {
        "why": "my reason, better",
        "vote": 4,
    }


def test_a_folder_that_may_not_be_written(tmp_path):
    if os.geteuid() == 0:
        folder = tmp_path / "file"  # nothing is forbidden to root but this
        folder.write_text("")
    else:
        (folder := tmp_path / "closed").mkdir(mode=0o500)
    card = widgets.Prompt(PROMPT, store=Answers(folder / "answers"))
    card.receive({"changed": {"why/1": "my reason"}})
    assert "could not be kept" in card.status
    assert "my reason" in card.values["record"]


@pytest.fixture
def card(tmp_path):
    filled(tmp_path, [(1, 2)] * 4)
    return widgets.Prompt(PROMPT, store=shared(tmp_path, "me-myself"))


def say(card, what, **changed):
    card.receive({"action": what, "changed": changed})
    return (
        card.above
        + card.html
        + json.dumps(card.values)
        + json.dumps(card.fields)
        + card.status
    )


def test_locked_until_voted_and_again_during_the_second_vote(card):
    for what in (
        "class",
        "again",
        "look",
        "vote/9/1",
        "vote/4/2",
        "cite/1906:1.1/1",
        "cite/1906:34.1/2",
    ):
        assert "reason 1" not in say(card, what)
    assert "Vote first" in (say(card, "class") and card.status)
    assert "reason 1" not in say(card, "vote/4/1")
    card.receive({"changed": {"seen/1": True, "vote/1": 3}})  # no field of the card
    assert "reason 1" not in say(card, "look")
    assert "reason 1" not in say(card, "class")
    assert "You gave no reason" in card.status
    assert "reason 1 &lt;b&gt;" in say(card, "class")  # pressed again: without one
    assert "later 1" not in say(card, "look")
    assert "reason 1" not in say(card, "again")
    assert "reason 1" not in say(card, "class")
    assert "Vote first" in card.status
    again = widgets.Prompt(PROMPT, store=card._store)  # a new kernel is no way round it
    assert "reason 1" not in again.html + again.above
    say(card, "vote/2/2")
    say(card, None, **{"why/2": "now"})
    assert "later 1" in say(card, "class")
    assert "moved towards" in card.html


def test_a_first_vote_is_fixed_once_the_class_was_seen(card):
    say(card, "vote/4/1")
    say(card, None, **{"why/1": "first"})
    other = widgets.Prompt(PROMPT, store=card._store)
    say(card, "class")
    say(card, "vote/1/1")
    assert "closed meanwhile" in card.status
    say(other, None, **{"why/1": "with the class in sight"})
    assert "as a note of your own" in other.status
    assert discussion.answer(card._store, PROMPT)["vote"] == 4
    assert discussion.answer(card._store, PROMPT)["why"] == "first"
    assert "with the class in sight" in discussion.export(card._store, "json", PROMPT)


def test_a_second_card_on_the_page_shows_what_the_first_kept_and_fixes_nothing_else(
    card, tmp_path
):
    other = widgets.Prompt(PROMPT, store=card._store)
    say(card, "vote/4/1")
    assert 'data-action="vote/4/1" checked' in other.above
    elsewhere = Answers(tmp_path / "me-myself")  # another notebook
    elsewhere.keep("vote", PROMPT, {"vote": 1, "why": "elsewhere"})
    say(card, "class")
    assert "changed in another window" in card.status
    assert 'data-action="vote/1/1" checked' in card.above
    assert not discussion.answer(card._store, PROMPT).get("seen")


def test_vote_again_pressed_in_two_windows_opens_it_in_both(card):
    say(card, "vote/4/1")
    say(card, None, **{"why/1": "since"})
    say(card, "class")
    other = widgets.Prompt(
        PROMPT,
        store=boards.SharedFolder(
            card._ballot.folder,
            Answers(card._store._own.path.parent),
            card._store.person,
        ),
    )
    store_boards._watching.discard(other)  # as in another notebook
    say(card, "again")
    assert "reason 1" in other.html
    say(other, "again")
    assert "reason 1" not in other.html + other.above
    assert "Still to do: vote" in other.status


def test_a_second_vote_below_the_minimum_says_so(tmp_path):
    filled(tmp_path, [(1, None)] * 4)
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "me-myself"))
    for turn in (1, 2):
        say(card, f"vote/4/{turn}")
        say(card, None, **{f"why/{turn}": "since"})
        say(card, "class")
        if turn == 1:
            assert "The class is open." in card.status
            say(card, "again")
    assert "Second votes so far: 1; of them nothing is shown below 3." in card.status


def test_a_class_folder_that_is_gone_is_said_and_fixes_no_vote(tmp_path):
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "anna"))
    say(card, "vote/4/1")
    shutil.rmtree(card._ballot.folder)
    say(card, "class")
    assert card.status.startswith("The folder of the class is not there now.")
    assert not discussion.answer(card._store, PROMPT).get("seen")


def test_cards_follow_what_was_read_back_for_all_of_them_and_where_answers_go(
    tmp_path, alone
):
    card, folder = widgets.Prompt(PROMPT), boards.prepare(tmp_path / "class")
    file = [
        {
            "time": "2030-01-01T00:00:00+00:00",
            "kind": "vote",
            "key": PROMPT,
            "round": 1,
            "value": {"vote": 2, "why": "restored"},
        }
    ]
    take = widgets.HandIn()
    take.send = lambda _: None
    take.receive({"action": "restore", "changed": {"file": json.dumps(file)}})
    assert (card.values["why/1"], 'data-action="vote/2/1" checked' in card.above) == (
        "restored",
        True,
    )
    say(card, None, **{"why/1": "restored, and mended"})
    assert discussion.answer(alone, PROMPT)["why"] == "restored, and mended"
    say(card, "class")
    assert "is fixed" in card.status
    join = widgets.Join()
    join.receive({"action": "join", "changed": {"folder": str(folder)}})
    assert "is fixed" not in card.status
    assert "in a folder that the class shares" in card.above


def test_a_vote_stays_open_below_the_minimum(tmp_path):
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "alone"))
    say(card, "vote/4/1")
    say(card, None, **{"why/1": "since"})
    say(card, "class")
    assert (
        card.status
        == "Votes so far: 1. The class opens at 3, and until then your vote stays open."
        " Press again later."
    )
    say(card, "vote/2/1")
    assert discussion.answer(card._store, PROMPT)["vote"] == 2


def test_a_restored_file_of_wrong_types_breaks_no_card(card):
    for value in (
        {"vote": "x", "seen": True},
        {"why": ["a"], "seen": True},
        {"cite": "../x", "quote": 4, "mind": {}},
        [1],
        "x",
        None,
        True,
    ):
        forged = [
            {
                "time": "2030-01-01T00:00:00+00:00",
                "kind": "vote",
                "key": PROMPT,
                "round": 1,
                "value": value,
            }
        ]
        assert "reason 1" not in say(card, "restore", file=json.dumps(forged))
        assert "went wrong" not in card.status
        again = widgets.Prompt(PROMPT, store=card._store)
        assert again.fields
        assert "went wrong" not in again.status


def test_what_a_friends_file_replaces_stands_beside_the_box(card, tmp_path):
    say(card, None, **{"why/1": "my own words"})
    forged = [
        {
            "time": "2030-01-01T00:00:00+00:00",
            "kind": "vote",
            "key": PROMPT,
            "round": 1,
            "value": {"why": "a friend's"},
        }
    ]
    sent = []
    card.send = sent.append
    say(card, "restore", file=json.dumps(forged))
    assert {"beside": {"why/1": "my own words"}} in sent
    assert "now stands in its place" in card.status


def test_a_file_that_says_the_class_was_seen_opens_nothing(card, tmp_path):
    forged = [
        {
            "time": "2030-01-01T00:00:00+00:00",
            "kind": "vote",
            "key": PROMPT,
            "round": turn,
            "value": {"seen": True},
        }
        for turn in (1, 2)
    ]
    assert "reason 1" not in say(card, "restore", file=json.dumps(forged))
    assert "Vote first" in (say(card, "class") and card.status)


def test_a_citation_keeps_its_words_and_comes_back(card):
    say(card, "cite/1906:34.1/1")
    say(card, None, **{"why/1": "since", "mind/1": "a figure"})
    there = discussion.answer(card._store, PROMPT)
    assert there == {
        "cite": "1906:34.1",
        "quote": texts.passage("1906:34.1"),
        "why": "since",
        "mind": "a figure",
    }
    again = widgets.Prompt(PROMPT, store=card._store)
    assert 'data-action="cite/1906:34.1/1" checked' in again.above
    assert (again.values["why/1"], again.values["mind/1"]) == ("since", "a figure")


def test_no_class_without_a_folder(tmp_path):
    card = widgets.Prompt(PROMPT, store=Answers(tmp_path))
    say(card, "vote/4/1")
    assert card.fields[2]["label"] == "Make my first vote final"
    say(card, "class")
    assert "there is no class to show" in say(card, "class")
    assert "No one else sees it" in card.above


def test_restore_on_the_card(card, tmp_path):
    say(card, "vote/4/1")
    say(card, None, **{"why/1": "since"})
    other = widgets.Prompt(PROMPT, store=Answers(tmp_path / "new"))
    say(other, "restore", file=card.values["record"])
    assert (other.values["why/1"], 'data-action="vote/4/1" checked' in other.above) == (
        "since",
        True,
    )
    say(other, "restore", file="nonsense")
    assert "Choose one that Download wrote" in other.status
    assert other.values["why/1"] == "since"


def test_a_role_has_a_way_out_and_an_end(tmp_path):
    one = next(one for one in discussion.prompts() if "role" in one)
    card = widgets.Prompt(one["id"], store=Answers(tmp_path))
    assert "nobody has to say why" in card.above
    assert "When the role is over" not in card.html
    say(card, "vote/3/1")
    say(card, "class")
    assert "<details><summary>When the role is over" in say(card, "class")
    say(card, "again")
    assert "When the role is over" not in card.html
    say(card, "vote/3/2")
    say(card, "class")
    assert "<details open><summary>When the role is over" in say(card, "class")


def test_the_question_that_goes_home_comes_after_the_second_vote_and_prints(tmp_path):
    prompt = discussion.prompt(PROMPT)
    card = widgets.Prompt(PROMPT, store=Answers(tmp_path))
    for act in ("vote/3/1", "class", "class", "again", "vote/2/2", "class"):
        assert "At home, without a vote." not in say(card, act)
    assert "At home, without a vote." in say(card, "class")
    assert html.escape(prompt["transfer"], quote=False) in html.unescape(card.html)
    assert "At home, without a vote." in card.static_html()
    for each in discussion.prompts():
        assert ("transfer" in each) == bool(each.get("core")), each["id"]
    role = next(each for each in discussion.prompts() if "role" in each)
    printed = widgets.Prompt(role["id"], store=Answers(tmp_path)).static_html()
    assert "<details open><summary>When the role is over" in printed


@pytest.mark.parametrize(
    ("name", "file"),
    [("../../etc/x", "etc-x.json"), ("", "my-answers.json"), ("Ada L.", "Ada-L.json")],
)
def test_the_name_on_the_file_is_only_a_name(name, file, tmp_path):
    store = Answers(tmp_path)
    store.keep("exercise", "a", "words")
    panel, sent = widgets.HandIn(store), []
    panel.send = sent.append
    panel.receive(
        {"action": "all", "view": "v", "changed": {"name": name, "form": "json"}}
    )
    assert sent[0]["file"]["name"] == file
    assert json.loads(sent[0]["file"]["words"])[0]["value"] == "words"
