"""A vote goes its way: open, cast, argued, closed, opened again; no HTML is needed."""

import itertools
import random
import shutil

import pytest

from helpers import boards, discussion, errors
from helpers.answers import Answers
from helpers.discussion import Ballot

PROMPT = "kept-without-europe"


@pytest.fixture
def alone(tmp_path):
    return Ballot(discussion.prompt(PROMPT), Answers(tmp_path))


def of_class(tmp_path, person="me", others=0, minimum=3, second=0):
    folder = boards.prepare(tmp_path / "class", minimum=minimum)
    for n in range(others):
        store = boards.SharedFolder(folder, Answers(tmp_path / f"o{n}"), f"o{n}")
        for turn in (1, 2)[: 1 + (n < second)]:
            store.keep("vote", PROMPT, {"vote": 1 + n % 5, "why": f"why {n}"}, turn)
    own = boards.SharedFolder(folder, Answers(tmp_path / person), person)
    return Ballot(discussion.prompt(PROMPT), own)


def test_a_vote_alone_from_its_beginning_to_its_end(alone):
    assert (alone.round, alone.closing, alone.again) == (
        1,
        "Make my first vote final",
        False,
    )
    assert alone.lacking == ["vote", "say why", "choose the sentence that you rely on"]
    assert alone.close() == ("Vote first.", False)
    assert alone.vote(4, 1).kept
    alone.write("why", "since", 1)
    assert alone.lacking == ["choose the sentence that you rely on"]
    assert alone.next_step == ("Still to do: choose the sentence that you rely on.")
    assert "You cite 1936:8.6." in alone.cite("1936:8.6", 1).message
    assert (
        alone.next_step
        == "All is there. Press “Make my first vote final” when it is time."
    )
    assert "Your vote is fixed. After the discussion" in alone.close().message
    assert (alone.round, alone.lacking, alone.room()) == (0, [], None)
    assert "Your second vote is open." in alone.open_again().message
    assert (alone.round, alone.lacking) == (2, ["vote", "say why"])
    assert (alone.closing, alone.again) == ("Make my second vote final", True)
    alone.vote(2, 2)
    alone.write("why", "now", 2)
    assert "Your vote is fixed." in alone.close().message
    assert (alone.round, alone.next_step) == (0, "")
    assert alone.open_again() == (
        "You have voted twice. What changed stands below.",
        False,
    )
    words = discussion.sentences(alone.prompt)["1936:8.6"]
    cited = {"cite": "1936:8.6", "quote": words}
    assert alone.answers == {
        1: {"vote": 4, "why": "since", "seen": True} | cited,
        2: {"vote": 2, "why": "now", "seen": True} | cited,
    }


def test_a_closed_round_takes_nothing(alone):
    for act in (lambda: alone.vote(4, 1), alone.close, alone.close):
        act()
    before = alone.answers
    for turn, act in itertools.product((0, 1, 2), (alone.vote, alone.cite)):
        given = 3 if act == alone.vote else "1936:8.6"
        message, kept = act(given, turn)
        assert not kept
        assert "was closed meanwhile" in message
    assert alone.close() == ("", False)
    alone.write("why", "too late", 1)
    assert alone.answers == before
    assert alone.store.get("note", PROMPT) == "too late"


def test_what_no_one_can_vote_or_cite_is_said(alone):
    for position in (0, 6, "4", None, 1.5, True):
        with pytest.raises(errors.SeminarError, match="from 1 to 5"):
            alone.vote(position, 1)
    with pytest.raises(errors.AnswerError, match="no sentence of this prompt"):
        alone.cite("1906:1.1", 1)
    with pytest.raises(errors.SeminarError, match="'why' or 'mind'"):
        alone.write("seen", True, 1)
    assert alone.store.entries() == []


def test_the_class_opens_from_the_minimum_on_and_for_a_vote(tmp_path):
    ballot = of_class(tmp_path, others=1)
    assert ballot.closing == "See the class"
    assert ballot.close().message == (
        "Vote first. The class stays locked until you have."
    )
    ballot.vote(4, 1)
    ballot.write("why", "since", 1)
    assert ballot.close().message == (
        "Votes so far: 2. The class opens at 3, and until then your vote stays open."
        " Press again later."
    )
    assert ballot.round == 1
    ballot = of_class(tmp_path, others=2)
    assert "The class is open." in ballot.close().message
    assert "hidden until you have voted again" in ballot.open_again().message
    assert ballot.closing == "See what changed"
    ballot.vote(4, 2)
    assert ballot.close().message.startswith("You gave no reason")
    assert ballot.round == 2
    assert ballot.close().message.endswith(
        "Second votes so far: 1; of them nothing is shown below 3."
    )
    assert ballot.room().voted == 3


def test_second_votes_from_the_minimum_on_open_the_class(tmp_path):
    ballot = of_class(tmp_path, others=2, second=2)
    for turn in (1, 2):
        ballot.vote(4, turn)
        ballot.write("why", "since", turn)
        assert (
            ballot.close()
            .message.split(" ", 2)[2]
            .startswith("Your vote is fixed. The class is open.")
        )
        ballot.open_again()
    assert ballot.room().again == 3


def test_a_vote_that_was_changed_elsewhere_is_not_closed_unseen(tmp_path):
    ballot, other = of_class(tmp_path, others=2), of_class(tmp_path, others=2)
    ballot.vote(4, 1)
    ballot.write("why", "since", 1)
    other.vote(1, 1)
    assert "changed in another window" in ballot.close().message
    assert ballot.answers[1]["vote"] == 1
    assert "is fixed" in ballot.close().message


def test_a_class_that_is_gone_leaves_the_vote_open(tmp_path):
    ballot = of_class(tmp_path, others=3)
    ballot.vote(4, 1)
    shutil.rmtree(ballot.folder)
    assert ballot.close().message.startswith("The folder of the class is not there")
    assert ballot.round == 1


@pytest.mark.parametrize("seed", range(8))
def test_no_order_of_actions_sees_the_class_without_a_vote(seed, tmp_path):
    """A random walk: whoever sees the class has voted, in each round, and a vote that
    was closed never changes.
    """
    ballot, chance = of_class(tmp_path, others=4), random.Random(seed)
    acts = [
        ballot.close,
        ballot.open_again,
        lambda: ballot.vote(chance.choice(discussion.POSITIONS), chance.randint(0, 2)),
        lambda: ballot.cite("1936:8.6", chance.randint(0, 2)),
        lambda: ballot.write("why", "since", chance.randint(1, 2)),
    ]
    closed = {}
    for _ in range(40):
        chance.choice(acts)()
        for turn, answer in ballot.answers.items():
            if answer.get("seen"):
                assert "vote" in answer
                assert closed.setdefault(turn, answer) == answer
        assert ballot.round or "vote" in ballot.answers[1]
        assert not (ballot.again and not closed.get(1))
        fresh = Ballot(ballot.prompt, ballot.store)
        assert (fresh.round, fresh.answers) == (ballot.round, ballot.answers)
