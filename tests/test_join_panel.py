"""The panel where a class is joined: one line once it is; and a shared computer."""

import json
import re

import pytest
from of_class import PROMPT, vote

from helpers import boards, discussion, widgets
from helpers.answers import Answers


@pytest.fixture
def folder(tmp_path):
    return boards.prepare(tmp_path / "class", minimum=3, delete_on="2999-02-01")


def names(panel):
    return [field["name"] for field in panel.fields]


def say(panel, action, **changed):
    panel.receive({"action": action, "changed": changed, "view": "v"})
    assert "went wrong" not in panel.status
    return panel.status


def test_once_joined_it_is_one_line(alone, folder):
    join, beside = widgets.Join(alone), widgets.Join(alone)
    assert names(join) == ["folder", "join", "lost"]
    assert "No one else sees it" in beside.status
    assert say(join, "join", folder=str(folder)).startswith("Joined.")
    assert (beside.status, beside.above) == ("", join.above)
    assert names(join) == []
    words = re.sub("<[^>]*>", "", join.above)
    assert words == f"You are in the class class as {alone.person} · Leave"
    again = widgets.Join(alone)  # of another notebook
    assert (names(again), again.above, again.status) == ([], join.above, "")
    assert say(join, "leave").startswith("Left. What was shared stays")
    assert names(again) == ["folder", "join", "lost"]
    assert "there is nothing to take back" not in join.above


def test_what_was_written_before_is_shared_if_it_is_ticked(alone, folder):
    vote(alone, 4, "before")
    join = widgets.Join(alone)
    assert "what you write from now on" in join.above
    say(join, "join", folder=str(folder))
    assert discussion.votes(folder)[0] == []
    assert "Share also what I wrote before (1)" in join.above
    say(join, "share")
    assert [row.why for row in discussion.votes(folder)[0]] == ["before"]
    assert "Share also" not in join.above
    say(join, "leave")
    say(join, "back")
    assert "1 answer is taken back" in join.status
    assert discussion.votes(folder)[0] == []
    assert "Take back" not in join.above
    say(join, "earlier")
    assert "checked" in join.above
    say(join, "join")
    assert [row.why for row in discussion.votes(folder)[0]] == ["before"]


def test_who_lost_their_answers_names_no_one_but_themselves(alone, folder, tmp_path):
    anna = boards.SharedFolder(folder, Answers(tmp_path / "anna"))
    vote(anna, 4, "of anna")
    join = widgets.Join(alone)
    say(join, "lost")
    assert names(join) == ["folder", "before", "restore", "join"]
    assert anna.person not in join.above + join.html + str(join.fields)
    status = say(join, "join", folder=str(folder), before=anna.person)
    assert f"Nothing here shows that you are {anna.person}" in status
    assert alone.person != anna.person
    say(join, "leave")
    file = discussion.export(anna, "html")
    assert "1 answer is read back" in say(join, "restore", file=file)
    say(join, "join")
    assert alone.person == anna.person


def test_a_vote_from_before_that_is_not_shared_opens_nothing_and_the_card_says_why(
    alone, folder, tmp_path
):
    for n in range(4):
        other = boards.SharedFolder(folder, Answers(tmp_path / f"o{n}"), f"o{n}")
        vote(other, 2, f"reason {n}")
    card = widgets.Prompt(PROMPT, store=alone)
    for action in ("vote/4/1", "class", "class"):
        card.receive({"action": action})
    join = widgets.Join(alone)
    say(join, "join", folder=str(folder))
    assert "reason 1" not in card.html
    assert "you voted before you joined" in card.html
    say(join, "share")
    assert "reason 1" in card.html


# A shared computer


def test_a_new_person_sees_nothing_of_the_last_and_nothing_is_lost(
    alone, folder, tmp_path
):
    alone.join(folder)
    vote(alone, 4, "of the last person")
    alone.keep("exercise", "reading/will", "44")
    name, panel = alone.person, widgets.HandIn(alone)
    card = widgets.Prompt(PROMPT, store=alone)
    before = alone._own.path.read_bytes()
    assert "Press again if a new person sits here" in say(panel, "new_person")
    assert alone._own.path.read_bytes() == before
    say(panel, "all")  # something else between: it asks anew
    assert "Press again" in say(panel, "new_person")
    assert "Restart Kernel and Run All Cells" in say(panel, "new_person")
    assert alone.joined is None
    assert alone.entries() == []
    assert "of the last person" not in card.above + card.html + str(card.values)
    aside = [p for p in alone._own.path.parent.glob("*.jsonl")]
    assert [path.read_bytes() for path in aside] == [before]
    assert re.fullmatch(r"me-\d{4}-\d\d-\d\d-\d{6}\.jsonl", aside[0].name)
    vote(alone, 1, "of the next")
    alone.join(folder)
    assert alone.person != name
    back = Answers(tmp_path / "back")
    discussion.restore(back, aside[0].read_text())
    assert back.get("exercise", "reading/will") == "44"


def test_a_panel_of_the_last_person_shows_nothing_of_them_and_takes_nothing(alone):
    alone.keep("exercise", "reading/will", "of the last")
    box = widgets.Exercise("reading/will", "How often?", store=alone)
    assert box.values["answer"] == "of the last"
    owner = box.owner
    alone._own.set_aside()  # in another page
    say(box, "", answer="of the last, and of the next")
    assert (box.fields, box.values, box.html, box.above) == ([], {}, "", "")
    assert "A new person sits here now" in box.status
    assert alone.entries() == []
    after = widgets.Exercise("reading/will", "How often?", store=alone)
    assert after.values["answer"] == ""
    assert after.owner != owner  # or a draft of the last would stand in the box
    alone.keep("exercise", "reading/will", "of the next")
    assert widgets.Exercise("x", "y", store=alone).owner == after.owner
    for aside in alone._own.path.parent.glob("me-*.jsonl"):
        aside.unlink()  # on the day that was announced
    say(after, "", answer="of the next, and more")
    assert alone.get("exercise", "reading/will") == "of the next, and more"


def test_what_was_not_sent_goes_into_the_file_that_is_put_aside(alone):
    panel, sent = widgets.HandIn(alone), []
    panel.send = lambda content, *more: sent.append(content)
    say(panel, "new_person", name="Ada Lovelace")
    assert {"unsent": True, "view": "v"} in sent
    place = "me/x/Exercise: How often?/answer/draft"
    panel.receive({"changed": {"unsent": json.dumps([[place, "half a thou"]])}})
    assert "Press again" in panel.status
    say(panel, "new_person")
    assert {"forget": [place], "view": "v"} in sent
    assert panel.values["name"] == ""
    [aside] = alone._own.path.parent.glob("*.jsonl")
    assert "half a thou" in discussion.export(Answers(aside.parent, aside.stem), "md")
    assert alone.entries() == []


def test_where_nothing_was_written_there_is_nothing_to_put_aside(alone):
    panel = widgets.HandIn(alone)
    say(panel, "new_person")
    assert say(panel, "new_person").startswith("Nothing of the last person")
    assert not alone._own.path.exists()
