"""The instructor opens, closes, shows and withholds; an abstention is kept like a vote;
and one rule says what a person may see of a class.
"""

import json

import pytest
from of_class import PROMPT, filled, shared

from helpers import boards, discussion, errors, widgets
from helpers.answers import Answers
from helpers.discussion import Ballot, conduct, tallies
from helpers.discussion.gathering import Abstention, Vote
from helpers.widgets.discussion import class_html

OPENED = {"open": 1, "shown": False}


@pytest.fixture
def folder(tmp_path):
    """Five people who have voted, and a minimum of five."""
    return filled(tmp_path, [(1, None)] * 3 + [(5, None)] * 3)


@pytest.fixture
def conducted(folder):
    return discussion.conducted(folder)


def ballot(tmp_path, person="me"):
    store = boards.SharedFolder(tmp_path / "class", Answers(tmp_path / person), person)
    return Ballot(discussion.prompt(PROMPT), store)


def answered(tmp_path, person="me", position=4):
    own = ballot(tmp_path, person)
    own.vote(position, 1)
    own.write("why", f"since {person}", 1)
    return own


def names(card):
    return [field["name"] for field in card.fields]


def test_who_works_alone_has_no_class_and_a_store_says_where_it_is(tmp_path, folder):
    assert discussion.joined(Answers(tmp_path)) is None
    store = shared(tmp_path, "anna")
    of_class = discussion.joined(store)
    assert (store.joined, of_class.person) == (store, "anna")
    assert of_class.here()
    assert of_class.settings()["prompts"] == {}
    before = of_class.key
    boards.prepare(tmp_path / "other")
    assert discussion.FolderClass(tmp_path / "other").key != before
    (folder / "seminar.json").unlink()
    boards.prepare(folder)
    assert discussion.joined(store).key != before  # made anew


def test_a_class_without_a_control_is_as_it_was(tmp_path, folder):
    own = answered(tmp_path)
    assert own.standing == ""
    assert "The class is open." in own.close().message
    assert own.may_begin_again
    room = own.room()
    assert (room.voted, room.locked, room.withheld_own) == (7, False, ())
    assert room.reasons == discussion.room(discussion.merge(folder), PROMPT).reasons


def test_nobody_sees_the_class_before_it_is_shown_and_then_answers_are_fixed(
    tmp_path, folder, conducted
):
    conducted.set_control(PROMPT, **OPENED)
    own = answered(tmp_path)
    assert own.standing == (
        "The first vote is open. The class is hidden until it is shown."
    )
    assert own.close().message.startswith("Your answer is kept, and stays open until")
    assert own.round == 1
    conducted.set_control(PROMPT, open=0)
    for seen in (own.room(), conducted.wall.room(PROMPT)):
        assert seen.locked
        assert (seen.voted, seen.votes, seen.reasons, seen.later) == (7, [], [], [])
    assert len(conducted.reasons(PROMPT)) == 7  # she alone reads them
    assert own.vote(5, 1).kept  # nothing is lost in the middle of a sentence
    conducted.set_control(PROMPT, shown=True)
    own.read()
    assert (own.round, own.room().locked) == (0, False)
    assert "was closed meanwhile" in own.vote(1, 1).message
    assert own.answers[1]["vote"] == 5
    assert len(conducted.wall.room(PROMPT).reasons) == 7
    assert own.open_again().message == "Your instructor opens the second vote."
    late = ballot(tmp_path, "late")
    assert late.room().locked  # who has not answered sees nothing
    assert late.vote(2, 1).kept


def test_the_second_vote_hides_the_class_again(tmp_path, conducted):
    own = answered(tmp_path)
    assert "The class is open." in own.close().message
    conducted.set_control(PROMPT, open=2)
    own.read()
    assert (own.round, own.again, own.room().locked) == (2, True, True)
    assert own.vote(1, 2).kept
    late = answered(tmp_path, "late")  # who is late gives the first vote first
    assert late.round == 1
    assert "Your vote is fixed." in late.close().message
    assert late.round == 2
    conducted.set_control(PROMPT, open=0, shown=False)
    conducted.set_control(PROMPT, shown=True)
    own.read()
    late.read()
    assert (own.round, late.round) == (0, 0)
    assert own.room().again == 1


def test_a_sentence_chosen_first_stays_in_a_second_vote_that_was_opened_for_all(
    tmp_path, conducted
):
    own = answered(tmp_path)
    own.cite("1936:8.6", 1)
    conducted.set_control(PROMPT, open=2)
    own.read()
    own.vote(2, 2)
    assert own.answers[2]["cite"] == "1936:8.6"


def test_a_withheld_reason_is_on_no_card_and_its_writer_may_word_it_anew(
    tmp_path, folder, conducted
):
    own, other = answered(tmp_path), answered(tmp_path, "other")
    for each in (own, other):
        each.close()
    insult = next(one for one in conducted.reasons(PROMPT) if one.why == "since me")
    assert "me" not in insult.id
    conducted.set_control(PROMPT, withheld=[insult.id])
    assert "since me" not in str(other.room()) + str(conducted.wall.room(PROMPT))
    assert len(other.room().reasons) == 7
    assert (own.room().withheld_own, other.room().withheld_own) == ((1,), ())
    assert [one.withheld for one in conducted.reasons(PROMPT)].count(True) == 1
    card = widgets.Prompt(PROMPT, store=own.store)
    assert "Your instructor withholds your reason of the first vote." in card.above
    assert "reword//1" in names(card)
    card.receive({"action": "reword//1", "changed": {"reword": "  "}})
    assert "in other words first" in card.status
    card.receive({"action": "reword//1", "changed": {"reword": "a better word"}})
    assert "worded anew" in card.status
    assert "withholds" not in card.above
    assert "reword//1" not in names(card)
    assert "a better word" in str(other.room())
    assert own.room().voted == 8
    assert "not withheld any more" in own.reword("again", 1).message
    assert discussion.answer(own.store, PROMPT)["vote"] == 4


def test_votes_of_before_it_was_begun_anew_do_not_count_and_are_not_lost(
    tmp_path, conducted
):
    own = answered(tmp_path)
    own.close()
    own.open_again()
    own.vote(2, 2)
    before = {turn: dict(parts) for turn, parts in own.answers.items()}
    conducted.set_control(PROMPT, since=conduct.now())
    own.read()
    assert (own.round, own.answers) == (1, {1: {}, 2: {}})
    assert (own.room().voted, conducted.room(PROMPT).voted) == (0, 0)
    own.vote(5, 1)
    own.write("why", "afresh", 1)
    assert own.room().voted == 1
    store = own.store
    assert {1: store.get("vote", PROMPT, 3), 2: store.get("vote", PROMPT, 4)} == before
    assert store.get("vote", PROMPT, 5) is None  # set aside once
    assert discussion.answer(store, PROMPT) == {"vote": 5, "why": "afresh"}
    assert "since me" in discussion.export(store, "html", PROMPT)
    assert {
        entry["round"] for entry in map(json.loads, store.path.read_text().splitlines())
    } == {1, 2}  # the class gets nothing a second time
    again = Ballot(discussion.prompt(PROMPT), store)
    again.vote(4, 1)
    assert store.get("vote", PROMPT, 5) is None


def test_a_card_follows_what_the_instructor_does_and_is_quiet_else(
    tmp_path, conducted, monkeypatch
):
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "anna"))
    assert card.poll == 3
    assert widgets.Prompt(PROMPT, store=Answers(tmp_path)).poll == 0
    card.receive({"action": "vote/4/1"})
    status = card.status
    for _ in range(2):
        card.receive({"action": "look"})
        assert card.status == status
    conducted.set_control(PROMPT, **OPENED)
    card.receive({"action": "look"})
    assert card.status.startswith("The first vote is open.")
    assert "The first vote is open." in card.above
    conducted.set_control(PROMPT, open=0, shown=True)
    card.receive({"action": "look"})
    assert card.status == "The class is shown."
    assert "reason 1" in card.html
    assert "again" not in names(card)
    conducted.set_control(PROMPT, open=2)
    card.receive({"action": "look"})
    assert "reason 1" not in card.html
    assert "Your second vote" in card.above
    conducted.set_control(PROMPT, open=1, shown=False, since=conduct.now())
    card.receive({"action": "look"})
    assert card.status.startswith("This prompt is begun anew: vote again.")
    assert 'data-action="vote/4/1" checked' not in card.above


def test_a_timer_is_counted_in_minutes():
    rule = conduct.CONTROL | OPENED | {"until": "2026-12-01T10:10:00+00:00"}
    for time, words in (
        ("2026-12-01T10:00:00+00:00", "10 minutes are left."),
        ("2026-12-01T11:09:30+01:00", "1 minute is left."),
        ("2026-12-01T10:10:00+00:00", "The time is up: finish what you are writing."),
    ):
        assert words in conduct.standing(rule, time)


def test_the_wall_and_the_page_to_send_round_follow_too(folder, conducted):
    conducted.set_control(PROMPT, **OPENED)
    view = widgets.ClassView(folder, PROMPT)
    assert "Votes: 6" in view.html
    for show in ("votes", "reasons"):
        view.receive({"changed": {"show": show}})
        assert "The class is hidden until it is shown." in view.html
        assert "reason 1" not in view.html
    assert "reason 1" not in class_html.session_html(folder)
    conducted.set_control(PROMPT, open=0, shown=True)
    view.receive({"action": "look"})
    assert "Reason 1 of 6" in view.html
    assert "reason 1" in class_html.session_html(folder)


def test_prepared_again_a_folder_keeps_how_its_votes_are_conducted(folder, conducted):
    conducted.set_control(PROMPT, **OPENED)
    boards.prepare(folder, delete_on="2027-02-01")
    assert conducted.control(PROMPT)["open"] == 1
    assert set(boards.settings(folder)) == {
        "minimum",
        "delete_on",
        "rehearsal",
        "class",
    }


@pytest.mark.parametrize(
    "changes", [{"open": 3}, {"open": True}, {"shown": 1}, {"x": 1}, {"closed": {}}]
)
def test_a_change_that_is_none_is_refused_in_words(changes, conducted):
    with pytest.raises(errors.SeminarError, match="There are: open=0, 1, 2 or None"):
        conducted.set_control(PROMPT, **changes)


def test_a_spoilt_control_is_as_if_nothing_was_set(folder, conducted):
    spoilt = {"open": "x", "shown": [], "withheld": [3], "closed": 1, "since": 2}
    for prompts in ({PROMPT: spoilt}, {PROMPT: [1]}, [1], "x"):
        (folder / "seminar.json").write_text(json.dumps({"prompts": prompts}))
        assert conducted.control(PROMPT) == conduct.CONTROL
        assert conducted.wall.room(PROMPT).voted == 6


# To give no answer


def test_who_gives_no_answer_is_kept_like_a_vote_and_sees_the_class(tmp_path, folder):
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "anna", 5))
    assert "never lowers a grade" in card.above
    card.receive({"action": "vote/4/1", "changed": {"why/1": "for myself"}})
    card.receive({"action": "abstain"})
    assert "You give no answer. All is there." in card.status
    assert "abstain" not in names(card)
    assert 'data-action="vote/4/1" checked' not in card.above
    assert "reason 1" not in card.html
    card.receive({"action": "class"})
    assert "reason 1" in card.html
    assert "Your first vote: no answer." in card.above
    card.receive({"action": "vote/4/1"})
    assert "closed meanwhile" in card.status
    line = json.loads((folder / "anna.jsonl").read_text().splitlines()[-1])
    assert line["value"] == {"abstain": True}  # and none of the words
    assert discussion.answer(card._store, PROMPT) == {
        "abstain": True,
        "why": "for myself",
        "seen": True,
    }
    assert discussion.conducted(folder).room(PROMPT).voted == 6
    for form in ("html", "md"):
        written = discussion.export(card._store, form, PROMPT)
        assert "I give no answer" in written
    card.receive({"action": "again"})
    card.receive({"action": "vote/2/2"})
    assert "Your vote: 2" in card.status


def test_a_vote_takes_the_place_of_no_answer_while_it_is_open(tmp_path, folder):
    own = ballot(tmp_path)
    own.abstain(1)
    assert own.vote(3, 1).kept
    assert own.answers[1] == {"vote": 3}
    assert own.abstain(2).message.startswith("This vote was closed")


def test_no_answers_are_counted_from_five_on_and_no_more_is_said(tmp_path, folder):
    wall = discussion.wall(folder)
    for n in range(5):
        assert wall.room(PROMPT).abstained == 0
        shared(tmp_path, f"silent-{n}", 5).keep("vote", PROMPT, {"abstain": True})
    room = wall.room(PROMPT)
    assert (room.abstained, room.voted) == (5, 6)
    bars = class_html.votes_html(room, discussion.prompt(PROMPT), 5)
    assert "5 gave no answer." in bars
    merged = discussion.merge(folder)
    assert merged["vote"].isna().sum() == 5


# The rule, on plain rows


def test_a_board_shows_nothing_while_a_round_that_was_begun_is_not_closed():
    time = "2026-12-01T10:00:00.5+00:00"
    rows = [Vote(f"p{n}", PROMPT, 1, 1, f"why {n}", "", time) for n in range(5)]
    rows.append(Abstention("silent", PROMPT, 1, None, "", "", time))
    settings = {"minimum": 5, "prompts": {}}
    for person, closed, locked in (
        (None, None, False),
        ("p1", None, False),
        ("p1", [], True),
        ("p1", [1], False),
        ("silent", [1], False),
        ("stranger", [1], True),
        ("stranger", None, True),
    ):
        room = discussion.shown(rows, PROMPT, settings, person, closed)
        assert (room.locked, bool(room.reasons)) == (locked, not locked)
    rows.append(Vote("p1", PROMPT, 2, None, "", "", time))
    assert discussion.shown(rows, PROMPT, settings, "p1", [1]).locked
    assert not discussion.shown(rows, PROMPT, settings, "p1", [1, 2]).locked


def test_a_small_group_is_known_to_its_own(folder, conducted):
    conducted.set_control(PROMPT, groups={"secret-name-1": 2})
    for person, number in (("secret-name-1", 2), ("secret-name-2", 0)):
        assert discussion.FolderClass(folder, person).room(PROMPT).group == number


def test_verdicts_names_and_scores_are_plain_rows_after_the_rule(tmp_path):
    for n in range(6):
        store = shared(tmp_path, f"p{n}")
        store.keep("verdict", "1906-001", "accept" if n < 3 else "reject")
        store.keep("verdict", "1906-002", "accept" if n < 2 else "reject")
        store.keep("topic name", "nmf/6/0/paragraph/ours/1", f"name {n}")
        score = {"found": 3, "rounds": 6}
        store.keep("intrusion score", "nmf/6/0/paragraph/ours/0", score)
    of_class = discussion.joined(store)
    assert of_class.verdicts() == [tallies.Verdicts("1906-001", 3, 3, 0)]
    assert sorted(of_class.names()[0].names) == [f"name {n}" for n in range(6)]
    assert of_class.scores() == [tallies.Score("nmf/6/0/paragraph/ours", 6, 18, 36)]
