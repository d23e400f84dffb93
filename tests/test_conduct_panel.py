"""The instructor's panel: she conducts a vote step by step, reads and withholds alone,
leads the wall, and deletes everything when its name is typed.
"""

import html
import json
import re

import pytest
from of_class import HOSTILE, PROMPT, filled, shared, vote

from helpers import arguments, boards, discussion, widgets
from helpers.discussion import conduct, stages
from helpers.widgets.discussion import class_html, class_view

OTHER = "inevitable-and-betrayed"


@pytest.fixture
def folder(tmp_path):
    """Six people who have voted, and a minimum of five."""
    return filled(tmp_path, [(1, None)] * 3 + [(5, None)] * 3)


@pytest.fixture
def panel(folder):
    made = widgets.Conduct(folder)
    made.receive({"changed": {"prompt": PROMPT}})
    return made


@pytest.fixture
def wall(folder, panel):
    made = widgets.Wall(folder)
    look(panel)
    return made


def press(panel, action, **changed):
    panel.receive({"action": action, "changed": changed})
    assert "went wrong" not in panel.status
    return panel.status


def step(panel, act="step"):
    """Press the step that is offered, or the step back."""
    offered = (field["name"] for field in panel.fields)
    return press(panel, next(name for name in offered if name.startswith(act)))


def look(panel):
    press(panel, "look")


def primary(panel):
    """What the primary button says; a panel has one, or none."""
    named = [field["label"] for field in panel.fields if field.get("primary")]
    assert len(named) <= 1
    return named[0] if named else ""


def buttons(panel):
    return re.findall(r'<button[^>]*data-action="([^"]*)"', panel.html)


# Where the class is


def test_without_a_class_it_says_what_to_do(alone):
    for made in (widgets.Conduct(), widgets.Wall()):
        assert class_view.NO_CLASS in made.html
        assert (made.fields, made.status) == ([], "")
    press(made, "look")


def test_it_finds_the_class_that_was_joined_or_that_the_hub_names(
    alone, folder, monkeypatch
):
    alone.join(folder)
    for made in (widgets.Conduct(), widgets.Conduct(alone), widgets.Conduct(folder)):
        assert "The class: class" in made.above
    alone.leave()
    monkeypatch.setenv("SEMINAR_SHARED", str(folder))
    boards.board.cache_clear()
    assert "The class: class" not in widgets.Conduct().above  # left is left
    alone.join(folder)
    assert "The class: class" in widgets.Conduct().above


def test_a_folder_that_is_gone_is_named(tmp_path):
    made = widgets.Conduct(tmp_path / "typo")
    assert "The class typo cannot be reached now." in made.html
    assert made.fields == []
    press(made, "timer")
    assert not (tmp_path / "typo").exists()


def test_it_begins_with_the_prompt_whose_vote_is_open(folder):
    discussion.conducted(folder).set_control(OTHER, open=1, shown=False)
    assert widgets.Conduct(folder).values["prompt"] == OTHER
    discussion.conducted(folder).set_control(OTHER, open=0)  # and she reads now
    assert widgets.Conduct(folder).values["prompt"] == OTHER


# Step by step


def test_six_steps_lead_through_two_votes_and_take_the_wall_along(panel, wall, folder):
    conducted = discussion.conducted(folder)
    for label, rule, view in (
        ("Open the first vote", (1, False), "wait"),
        ("Close the first vote", (0, False), "wait"),
        ("Show the class", (0, True), "reasons"),
        ("Open the second vote", (2, True), "wait"),
        ("Close the second vote", (0, False), "wait"),
        ("Show what changed", (0, True), "later"),
    ):
        assert primary(panel) == label
        step(panel)
        control = conducted.control(PROMPT)
        assert (control["open"], control["shown"]) == rule
        assert panel.status == conduct.standing(control, conduct.now())
        assert wall.values == {"prompt": PROMPT, "show": view}
        assert ("reason 0" in wall.html + wall.above) <= (view == "reasons")
    assert primary(panel) == ""
    assert conducted.control(PROMPT)["closed"].keys() == {"1", "2"}
    assert "Step 6 of 6" in panel.html


def test_a_step_is_taken_once_also_when_it_is_pressed_in_two_windows(panel, folder):
    step(panel)
    other = widgets.Conduct(folder)
    step(panel)  # closed
    assert "has moved on meanwhile" in press(other, "step/first")
    assert "has moved on meanwhile" in press(panel, "step/first")
    control = discussion.conducted(folder).control(PROMPT)
    assert (control["open"], control["shown"]) == (0, False)
    assert primary(other) == "Show the class"
    assert panel.focus.startswith("standing#")  # and not on the next step


def test_a_vote_that_was_closed_too_early_is_opened_again(panel, folder):
    for act in ("step", "step", "back"):
        step(panel, act)
    assert discussion.conducted(folder).control(PROMPT)["open"] == 1
    assert primary(panel) == "Close the first vote"


def test_every_control_has_its_stage():
    for open in (None, 0, 1, 2):
        for shown in (True, False):
            for closed in ({}, {"1": ""}, {"1": "", "2": ""}):
                control = {"open": open, "shown": shown, "closed": closed}
                stage = stages.stage(control)
                assert stage.says
                assert bool(stage.action) == bool(stage.changes)
                assert stage.wall in class_view.VIEWS


def test_left_to_the_students_each_opens_the_class_again(panel, folder):
    step(panel)
    assert press(panel, "free") == "Left to the students."
    control = discussion.conducted(folder).control(PROMPT)
    assert (control["open"], control["shown"]) == (None, True)


# What she alone reads


def test_reasons_are_read_once_the_vote_is_closed_and_by_her_alone(panel, wall):
    step(panel)
    assert "reason 1" not in panel.html
    assert "You read the reasons of the first vote once it is closed." in panel.html
    step(panel)
    assert all(f"reason {n} &lt;b&gt;" in panel.html for n in range(6))
    assert "reason 1" not in wall.html
    assert "secret-name" not in panel.html + panel.above + panel.static_html()
    assert "reason 1" not in panel.static_html()  # a saved page has no reason in it
    assert "Open the second vote" in panel.static_html()
    assert wall.static_html() == ""
    listed = "<details{}><summary>Reasons of the first vote: 6"
    assert listed.format(" open") in panel.html
    step(panel)  # and folded when they were read
    assert listed.format("") in panel.html


def test_a_withheld_reason_is_on_no_wall_and_the_panel_says_what_it_cannot_hide(
    panel, wall, folder
):
    step(panel)
    step(panel)
    insult = next(
        each
        for each in discussion.conducted(folder).reasons(PROMPT)
        if each.why == "reason 3 <b>"
    )
    said = press(panel, f"withhold/{insult.id}")
    assert said.startswith("Withheld. Its writer’s card says so.")
    assert "whoever opens its files sees every reason" in said
    assert "whoever opens its files sees every reason" in panel.html
    assert f"release/{insult.id}" in buttons(panel)
    press(panel, f"withhold/{insult.id}")  # twice is once
    assert discussion.conducted(folder).control(PROMPT)["withheld"] == [insult.id]
    step(panel)
    seen = ""
    for _ in range(6):
        press(panel, "next")
        seen += wall.html
    assert "reason 4" in seen
    assert "reason 3" not in seen
    assert "again with the others" in press(panel, f"release/{insult.id}")
    assert discussion.conducted(folder).control(PROMPT)["withheld"] == []


def test_below_the_minimum_she_reads_nothing_either(tmp_path):
    made = widgets.Conduct(filled(tmp_path, [(1, None)] * 4))
    made.receive({"changed": {"prompt": PROMPT}})
    assert "Votes: 4" in made.html
    assert "reason 1" not in made.html
    assert "Fewer than 5 votes" in made.html


def test_what_students_wrote_is_shown_as_it_was_typed(tmp_path):
    for n, words in enumerate(HOSTILE[:-1]):
        vote(shared(tmp_path, f"p{n}"), 1 + n % 5, words)
    made = widgets.Conduct(tmp_path / "class")
    made.receive({"changed": {"prompt": PROMPT}})
    assert "&lt;img src=x onerror=alert(1)&gt;" in made.html
    assert "<img" not in made.html
    assert "<script" not in made.html


# The wall


def test_what_each_side_relies_on_is_hers_at_first_and_then_on_the_wall(panel, wall):
    assert "3 cite “" not in wall.html
    panel.receive({"changed": {"show": "sides"}})
    assert panel.status == "On the wall: What each side relies on."
    words = "3 nearer to “"
    assert panel.html.count(words) == wall.html.count(words) == 2
    assert "<b>3 cite </b>“" in wall.html
    step(panel)
    panel.receive({"changed": {"show": "sides"}})
    assert words in panel.html
    assert words not in wall.html


def test_a_premise_that_both_sides_accept_is_named(panel, wall, tmp_path):
    argument_map = arguments.load("1906")
    title = arguments.basic(argument_map)[0]
    claim = str(argument_map.nodes[title].data["id"])
    for n in range(6):
        shared(tmp_path, f"secret-name-{n}", 5).keep("verdict", claim, "accept")
    panel.receive({"changed": {"show": "sides"}})
    assert "Premises of session 2 that most on either side accept" in wall.html
    assert f"{title}: " in html.unescape(wall.html)


def test_the_page_to_send_round_has_the_sides_too_while_the_class_is_shown(
    panel, folder, tmp_path
):
    argument_map = arguments.load("1906")
    title = arguments.basic(argument_map)[0]
    claim = str(argument_map.nodes[title].data["id"])
    for n in range(6):
        shared(tmp_path, f"secret-name-{n}", 5).keep("verdict", claim, "accept")
    page = class_html.session_html(folder)
    assert "What each side relies on" in page
    assert page.count("<b>3 cite </b>“") == 2
    assert f"{title}: " in html.unescape(page)
    assert "secret-name" not in page
    step(panel)
    assert "What each side relies on" not in class_html.session_html(folder)


def test_below_three_on_a_side_the_page_says_nothing_of_sides(tmp_path):
    page = class_html.session_html(filled(tmp_path, [(1, None)] * 5 + [(5, None)] * 2))
    assert "First vote: 7" in page
    assert "What each side relies on" not in page


def test_a_wall_has_nothing_to_press_and_follows_its_own_panel_only(
    panel, wall, tmp_path
):
    assert wall.fields == []
    assert "button" not in wall.html
    other = discussion.rehearse(tmp_path / "other")
    elsewhere = widgets.Conduct(other)
    elsewhere.receive({"changed": {"prompt": OTHER}})
    assert wall.values["prompt"] == PROMPT
    panel.receive({"changed": {"prompt": OTHER}})
    assert wall.values["prompt"] == OTHER


def test_a_file_that_cannot_be_read_is_hers_to_know(panel, wall, folder):
    (folder / "junk.jsonl").write_text("x")
    look(panel)
    look(wall)
    assert "Remarks on what the class has written: 1." in panel.html
    assert "Remarks" not in wall.html


# A timer


def test_a_timer_is_on_panel_wall_and_cards_and_ends_nothing(
    panel, wall, tmp_path, folder
):
    step(panel)
    assert press(panel, "timer", minutes="7") == "The timer runs for 7 minutes."
    for shown in (panel.html, wall.html):
        assert re.search(r'data-seconds="(420|419)"', shown)
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "anna", 5))
    assert "7 minutes are left." in card.above
    past = conduct.ends_in(1, "2020-01-01T00:00:00+00:00")
    discussion.conducted(folder).set_control(PROMPT, until=past)
    look(panel)
    look(wall)
    assert "data-seconds" not in panel.html + wall.html
    assert "The time is up: finish what you are writing." in wall.html
    assert primary(panel) == "Close the first vote"
    assert press(panel, "stop") == "The timer is stopped."
    press(panel, "timer", minutes="1")
    step(panel)
    assert discussion.conducted(folder).control(PROMPT)["until"] == ""


# Small groups


def test_groups_are_made_and_each_card_shows_its_own_number(panel, tmp_path):
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "secret-name-1", 5))
    assert "Your group" not in card.above
    assert press(panel, "groups", size="3", mix="mixed").startswith("Groups made: 2.")
    assert "2 groups, of 3 people." in panel.html
    assert "secret-name" not in panel.html
    press(card, "look")
    number = re.search(r"Your group for the discussion: (\d)\.", card.above)[1]
    assert card.status.startswith(f"Your group for the discussion: {number}.")
    press(panel, "anew")
    press(panel, "anew/yes")
    press(card, "look")
    assert "Your group" not in card.above


def test_there_is_nobody_to_group_before_anyone_has_answered(tmp_path):
    made = widgets.Conduct(boards.prepare(tmp_path / "class"))
    assert press(made, "groups").startswith("Nobody has answered yet")


# Anew


def test_to_start_anew_is_asked_once_more_and_says_what_happens(panel, folder):
    assert press(panel, "anew/yes") == "The prompt stays as it is."  # never at once
    assert press(panel, "anew") == "Start this prompt anew?"
    assert "6 first and 0 second votes will count no more" in panel.html
    assert panel.focus.startswith("anew#")
    assert press(panel, "anew/no") == "The prompt stays as it is."
    assert discussion.conducted(folder).room(PROMPT).voted == 6
    press(panel, "anew")
    assert press(panel, "anew/yes").startswith("Started anew. The first vote is open.")
    assert discussion.conducted(folder).room(PROMPT).voted == 0
    assert "Votes: 0" in panel.html
    assert primary(panel) == "Close the first vote"
    press(panel, "anew")
    panel.receive({"changed": {"prompt": OTHER}})
    assert "anew/yes" not in buttons(panel)  # what was asked was of another prompt


# Everything deleted


def test_everything_is_deleted_when_the_name_is_typed_and_not_before(
    panel, wall, folder, tmp_path
):
    sent = []
    panel.send = lambda content, *more: sent.append(content)
    assert press(panel, "delete/yes", name="class") == "Nothing is deleted."
    press(panel, "delete")
    assert panel.focus.startswith("delete#")
    assert [field["name"] for field in panel.fields][-1] == "name"
    assert "Type the name of the class: class" in panel.html
    press(panel, "export")
    given = next(content["file"] for content in sent if "file" in content)
    assert given["name"] == "class.json"
    assert "reason 1" in given["words"]
    assert "secret-name" not in given["words"]
    assert len(json.loads(given["words"])["entries"]) == 6
    assert "type its name" in press(panel, "delete/yes", name="klass")
    assert len([*folder.glob("*.jsonl")]) == 6
    said = press(panel, "delete/yes", name=" class ")
    assert "6 files of the class are deleted." in said
    assert "students’ own files" in said
    assert not folder.exists()
    assert "6 files of the class are deleted." in panel.html
    assert "The class class cannot be reached now." in panel.html
    assert "reason" not in panel.html
    look(wall)
    assert "reason 1" not in wall.html
    assert (tmp_path / "secret-name-1").is_dir()  # their own


def test_a_test_student_is_tried_from_here_and_leaves_nothing(panel, folder):
    said = press(panel, "test")
    assert "was counted" in said
    assert "It was taken away again" in panel.html
    assert "Votes: 6" in panel.html
    step(panel)
    assert "It was taken away again" not in panel.html
    look(panel)


def test_the_page_to_send_round_is_given_here_too(panel):
    sent = []
    panel.send = lambda content, *more: sent.append(content)
    press(panel, "page")
    [page] = [content["file"] for content in sent if "file" in content]
    assert page["name"] == "seminar-session.html"
    assert "secret-name" not in page["words"]
