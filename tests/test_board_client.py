"""The class board as a student's own server uses it: found by itself, own file first,
what is not taken goes later without a click waiting, and nothing of a class that was
deleted goes to the next.
"""

import json
import threading
import time

import pytest

from helpers import boards, discussion, widgets
from helpers.answers import Answers
from helpers.discussion import Ballot
from helpers.store import hub
from hub.board import routes
from tests import services

PROMPT = "kept-without-europe"
SENTENCE = "1906:34.1"


@pytest.fixture
def board(tmp_path):
    here = services.BoardHere(f"sqlite:///{tmp_path}/board.sqlite")
    yield here
    here.close()


@pytest.fixture
def sits(board, tmp_path, monkeypatch):
    """A function that gives the back end of an account, as its server would have it."""

    def sit(name, address=None):
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", name)
        monkeypatch.setattr(hub, "FRESH", 0)
        return hub.HubBoard(address or board.address, Answers(tmp_path / name))

    return sit


def ballot(store, vote=3, why="because", close=True):
    """A ballot on which somebody votes, and closes the first round."""
    cast = Ballot(discussion.prompt(PROMPT), store)
    cast.vote(vote, 1)
    cast.write("why", why, 1)
    cast.cite(SENTENCE, 1)
    message = cast.close().message if close else ""
    return cast, message


def waiting(store):
    """Wait until the board has all that a person wrote."""
    services.within(20, lambda: not store._sender and not store.waiting, "sent")


def test_a_class_votes_and_opens_as_with_a_folder(sits):
    stores = [sits(f"student-{n}") for n in range(5)]
    for n, store in enumerate(stores[:4]):
        cast, message = ballot(store, 1 + n, f"reason {n}")
        assert message.startswith(f"Votes so far: {n + 1}.")
    cast, message = ballot(stores[4], 5, "reason 4")
    assert "The class is open" in message
    room = cast.room()
    assert not room.locked
    assert sorted(why for why, _ in room.reasons) == [f"reason {n}" for n in range(5)]
    assert room.votes == [((1, 2, 3, 4, 5), [5])]
    first = Ballot(discussion.prompt(PROMPT), stores[0])
    assert first.room().locked  # that person has not closed yet
    assert "The class is open" in first.close().message
    first.open_again()
    assert first.room().locked
    first.vote(5, 2)
    first.write("why", "moved", 2)
    first.close()
    assert first.room().again == 1


def test_the_board_is_found_by_its_name_in_the_environment(board, alone, monkeypatch):
    monkeypatch.setenv("SEMINAR_BOARD", board.address)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "anna")
    store = boards.board()
    assert isinstance(store.joined, hub.HubBoard)
    assert store.joined is store.joined
    store.keep("vote", PROMPT, {"vote": 2})
    waiting(store.joined)
    assert discussion.joined(store).here()
    store.leave()
    assert store.joined is None
    assert "No one else sees it" in store.notice
    store.keep("vote", "bureaucracy-and-class", {"vote": 1})  # while in no class
    store.join(board.address)
    assert isinstance(store.joined, hub.HubBoard)
    assert store.earlier == 2
    store.share_earlier()
    waiting(store.joined)
    assert len(store.joined.wire.ask("entries")) == 2
    assert store.leave(take_back=True) == 2


def test_no_other_address_gets_the_token(board, alone, monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "anna")
    boards.board()._own.keep("joined", "", board.address)  # written by somebody
    assert not isinstance(boards.board().joined, hub.HubBoard)


def test_a_board_that_is_down_costs_a_click_two_seconds_at_most(sits, board):
    store = sits("anna", f"http://127.0.0.1:{services.free_port()}/services/board/")
    started = time.monotonic()
    cast, message = ballot(store, 2, "typed meanwhile")
    assert time.monotonic() - started < 2.5
    assert message.startswith("The class board does not answer now.")
    assert store.get("vote", PROMPT)["why"] == "typed meanwhile"  # safe in one's file
    assert "1 answer waits for the class board" in store.notice
    assert cast.room().locked


def test_what_hangs_costs_a_click_two_seconds_and_the_next_none(sits, monkeypatch):
    import socket

    with socket.socket() as deaf:  # takes a connection, and never answers
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(50)
        store = sits("anna", f"http://127.0.0.1:{deaf.getsockname()[1]}/")
        times = []
        for n in range(4):
            started = time.monotonic()
            store.keep("vote", PROMPT, {"vote": 1 + n})
            times.append(time.monotonic() - started)
        assert times[0] < 2.5
        assert max(times[1:]) < 0.5


def test_what_was_typed_while_the_board_was_away_arrives_by_itself(
    sits, board, tmp_path, monkeypatch
):
    monkeypatch.setattr(hub, "LONGEST_PAUSE", 0.5)
    store = sits("anna")
    store.keep("vote", PROMPT, {"vote": 1})
    waiting(store)
    board.close()
    for vote in (2, 3):
        store.keep("vote", PROMPT, {"vote": vote, "why": "while it was away"})
    assert store.waiting
    again = services.BoardHere(board.storage.engine.url, board.port)
    try:
        waiting(store)
        kept = again.storage.read(
            lambda c: json.dumps(hub_everything(c), ensure_ascii=False)
        )
        assert "while it was away" in kept
    finally:
        again.close()


def hub_everything(connection):
    from hub.board import acts

    return acts.everything(connection)


def test_a_new_kernel_sends_what_the_last_could_not(sits, board, tmp_path):
    away = f"http://127.0.0.1:{services.free_port()}/"
    own = Answers(tmp_path / "anna")
    own.keep("vote", "of-before", {"vote": 5})  # before any class: not shared
    store = sits("anna", away)
    store.keep("vote", PROMPT, {"vote": 4})
    own.keep("shared since", board.address, own.get("shared since", away))
    store = sits("anna")  # the same file, and a board that answers
    waiting(store)
    kept = store.wire.ask("entries")
    assert [each["key"] for each in kept] == [PROMPT]


def test_nothing_goes_to_a_class_that_was_begun_anew(sits, board):
    store, teacher = sits("anna"), sits("teacher")
    ballot(store, 2, "of the old class", close=False)
    waiting(store)
    discussion.conducted(teacher).delete("seminar")
    store.keep("vote", "bureaucracy-and-class", {"vote": 3})
    services.within(20, lambda: not store._sender, "the sender is done")
    assert store.wire.ask("entries") == []
    assert store._class == teacher.wire.ask("settings")["class"]
    store.keep("vote", PROMPT, {"vote": 3, "why": "of the new one"})
    waiting(store)
    assert "of the new one" in json.dumps(store.wire.ask("entries"))


def test_a_vote_that_the_board_holds_fixed_is_named_as_not_taken(sits):
    store = sits("anna")
    store.keep("vote", PROMPT, {"vote": 2, "seen": True})
    waiting(store)
    store.keep("vote", PROMPT, {"vote": 4, "seen": True})
    assert "Not taken by the board, and only in your file: This vote is" in store.notice
    assert store.wire.ask("entries")[0]["value"]["vote"] == 2


def test_an_instructors_own_votes_stay_with_her(sits):
    teacher = sits("teacher")
    teacher.keep("vote", PROMPT, {"vote": 2, "why": "mine"})
    services.within(20, lambda: not teacher._sender, "the sender is done")
    assert json.loads(discussion.conducted(teacher).export())["entries"] == []
    assert "You conduct this class" in teacher.notice
    assert teacher.waiting == ""


def test_the_instructor_conducts_a_board_as_a_folder(sits):
    conducted = discussion.conducted(sits("teacher"))
    assert conducted.name == "seminar"
    assert conducted.control(PROMPT)["shown"]
    conducted.set_control(PROMPT, open=1, shown=False)
    stores = [sits(f"student-{n}") for n in range(5)]
    for n, store in enumerate(stores):
        ballot(store, 1 + n, f"reason {n}", close=False)
    reasons = conducted.reasons(PROMPT)
    assert sorted(reason.why for reason in reasons) == [f"reason {n}" for n in range(5)]
    withheld = next(reason for reason in reasons if reason.why == "reason 2")
    after = conducted.set_control(PROMPT, open=0, shown=True, withheld=[withheld.id])
    assert after["withheld"] == [withheld.id]
    cast = Ballot(discussion.prompt(PROMPT), stores[2])
    assert cast.round == 0
    assert cast.room().withheld_own == (1,)
    assert "reason 2" not in str(cast.room().reasons)
    assert cast.reword("said better", 1).kept
    assert "said better" in str(Ballot(discussion.prompt(PROMPT), stores[0]).room())
    assert {remark.state for remark in conducted.test_student()} == {"right"}
    assert len(json.loads(conducted.export())["entries"]) == 5
    conducted.delete("seminar")
    assert json.loads(conducted.export())["entries"] == []


def test_what_was_shared_is_taken_back_and_stays_in_ones_file(sits):
    store = sits("anna")
    store.keep("vote", PROMPT, {"vote": 2})
    waiting(store)
    assert store.take_back() == 1
    assert store.waiting == ""
    assert store.get("vote", PROMPT) == {"vote": 2}


def test_several_notebooks_of_a_person_are_one_person(sits):
    first, second = sits("anna"), sits("anna")
    first.keep("vote", PROMPT, {"vote": 2})
    second.keep("vote", PROMPT, {"vote": 3})
    waiting(first)
    waiting(second)
    assert [e["value"] for e in first.wire.ask("entries")] == [{"vote": 3}]


def test_many_who_write_at_once_lose_nothing(sits):
    stores = [sits(f"student-{n}") for n in range(12)]

    def write(store):
        for n in range(10):
            store.keep("verdict", f"claim-{n}", "accept")

    threads = [threading.Thread(target=write, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        waiting(store)
        assert len(store.wire.ask("entries")) == 10


def test_the_cards_and_the_instructors_panel_find_the_board(
    board, alone, sits, monkeypatch
):
    for n in range(5):
        ballot(sits(f"student-{n}"), 1 + n, f"reason {n}", close=False)
    monkeypatch.setenv("SEMINAR_BOARD", board.address)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "anna")
    card = widgets.Prompt(PROMPT)
    card.receive({"action": "vote/2/1"})
    card.receive({"action": "class"})
    card.receive({"action": "class"})
    assert "The class is open" in card.status
    assert "reason 3" in card.html
    assert "class board of this hub" in card.above
    assert "You are in the class this hub" in widgets.Join().above
    refused = widgets.Conduct()  # a student who opens the instructor's page
    assert "reason" not in refused.html
    boards.board.cache_clear()
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "teacher")
    panel = widgets.Conduct()
    assert "The class: seminar" in panel.above
    panel.receive({"action": "step/free"})
    shown = panel.values["prompt"]
    assert discussion.conducted(boards.board()).control(shown)["open"] == 1
    panel.receive({"action": "test"})
    assert "It was taken away again" in str(panel.html) + str(panel.above)


def test_the_instructors_panel_works_for_a_board_unchanged(sits, monkeypatch):
    monkeypatch.setattr(routes, "BURST", 1_000_000)  # nothing is kept here, and she
    # does in a second what else takes an hour
    for n in range(6):
        ballot(sits(f"student-{n}"), 1 if n < 3 else 5, f"reason {n}", close=False)
        waiting(sits(f"student-{n}"))
    teacher = sits("teacher")
    panel, wall = widgets.Conduct(teacher), widgets.Wall(teacher)
    panel.receive({"changed": {"prompt": PROMPT}})
    for stage in ("free", "first"):
        panel.receive({"action": f"step/{stage}"})
    assert "reason 1" in panel.html
    assert "reason 1" not in wall.html
    insult = discussion.conducted(teacher).reasons(PROMPT)[0]
    panel.receive({"action": f"withhold/{insult.id}"})
    assert panel.status == "Withheld. Its writer’s card says so."  # no files here
    panel.receive({"action": "groups", "changed": {"size": "3", "mix": "mixed"}})
    assert panel.status.startswith("Groups made: 2.")
    panel.receive({"action": "step/read"})
    panel.receive({"changed": {"show": "sides"}})
    assert panel.html.count("3 nearer to “") == wall.html.count("3 nearer to “") == 2
    group = Ballot(discussion.prompt(PROMPT), sits("student-1")).group
    assert group in (1, 2)
    panel.receive({"action": "delete"})
    panel.receive({"action": "delete/yes", "changed": {"name": "seminar"}})
    assert "The board of the class is empty" in panel.status
    assert "Votes: 0" in panel.html
