"""The two votes of a person on a prompt: which round is open, what is lacking, and what
may be done in which order. Think, vote, say why, see the class, vote again.
"""

import pathlib
from typing import Annotated, Any, Literal, NamedTuple

from helpers.discussion import conduct
from helpers.discussion.joined import joined
from helpers.discussion.privacy import Minimum, Room
from helpers.discussion.questions import (
    Position,
    Prompt,
    is_answered,
    parts_of,
    place,
    sentences,
)
from helpers.errors import AnswerError
from helpers.store import folders
from helpers.store.answers import Store
from helpers.store.entries import Entry, latest
from helpers.validation import Whole, validated

ROUNDS = ("First vote", "Second vote")
_CLOSED = (
    "This vote was closed meanwhile, perhaps in another window. The card shows what was"
    " kept."
)


Turn = Annotated[int, Whole(0, 2)]  # 0 is no round: it is never open


class Outcome(NamedTuple):
    """What came of an action: the message, and whether something was kept."""

    message: str
    kept: bool = False


class Ballot:
    """The votes of a person on a prompt, as they stood in a store when `read` was
    called last; each action reads first, and again after it kept something.

    A round is closed by its voter, who then may see the class, or when the instructor
    shows the class; from then on it stays as it is. Another window of the same person
    may act on the same votes.

    >>> import tempfile
    >>> from helpers.discussion import prompt
    >>> from helpers.store.answers import Answers
    >>> ballot = Ballot(prompt("kept-without-europe"), Answers(tempfile.mkdtemp()))
    >>> ballot.round, ballot.lacking
    (1, ['vote', 'say why', 'choose the sentence that you rely on'])
    >>> ballot.close().message
    'Vote first.'
    """

    @validated
    def __init__(
        self,
        prompt: Prompt,
        store: Store,
        minimum: Minimum | None = None,
    ) -> None:
        self.prompt, self.store, self._least = prompt, store, minimum
        self.sentences = sentences(prompt)
        self._warned = False  # that a press without a reason closes the round
        self.entries: list[Entry] = []
        self.answers: dict[int, dict[str, Any]] = {}
        self.read()

    def read(self) -> None:
        """Take the answers as they stand in the store now, and the class."""
        self.joined = joined(self.store, self._least)
        self._settings = self.joined.settings() if self.joined else {}
        self.control = conduct.control(self._settings, self.prompt["id"])
        self.entries = latest(self.store.entries())
        self._votes = {
            entry["round"]: entry
            for entry in self.entries
            if (entry["kind"], entry["key"]) == ("vote", self.prompt["id"])
        }
        self.answers = {turn: self._answer(turn) for turn in (1, 2)}

    def _answer(self, turn: int) -> dict[str, Any]:
        entry = self._votes.get(turn)
        if entry is None or not conduct.counts(self.control, entry["time"]):
            return {}  # none, or of before the prompt was begun anew
        return parts_of(entry["value"])

    @property
    def folder(self) -> pathlib.Path | None:
        """The folder of the class, if there is one."""
        return getattr(self.store, "folder", None)

    @property
    def minimum(self) -> int:
        """The number of people below whom nothing of the class is shown."""
        least = self._settings.get("minimum") or self._least or folders.MINIMUM
        return max(folders.LEAST, least)

    @property
    def is_hidden(self) -> bool:
        """Whether the instructor hides the class now."""
        return self.joined is not None and conduct.hides(self.control)

    @property
    def standing(self) -> str:
        """How the instructor conducts the vote now, in words."""
        return conduct.standing(self.control, conduct.now()) if self.joined else ""

    @property
    def group(self) -> int:
        """The number of this person's small group; 0 for none."""
        shared = self.room() if self.control["groups"] else None
        return shared.group if shared else 0

    @property
    def round(self) -> int:
        """The round that is open for a vote, 1 or 2; 0 while the class is shown."""
        for turn in (1, 2):
            begun = turn == 1 or self.again
            if begun and not self._is_closed(turn):
                return turn
        return 0

    def _is_closed(self, turn: int) -> bool:
        parts = self.answers[turn]
        # a file that was read back may say that the class was seen: that opens
        # nothing without a vote
        if not is_answered(parts):
            return False
        time = self._votes[turn]["time"]
        return bool(parts.get("seen")) or conduct.is_fixed(self.control, turn, time)

    @property
    def again(self) -> bool:
        """Whether there is a second vote, or it was begun."""
        return bool(self.answers[2]) or self.control["open"] == 2

    @property
    def may_begin_again(self) -> bool:
        """Whether one may begin the second vote oneself."""
        return not self.round and not self.again and self.control["open"] is None

    @property
    def lacking(self) -> list[str]:
        """What is still to be done in the open round, in words."""
        wanted = {"vote": "vote", "why": "say why"}
        if self.round == 1:
            wanted["cite"] = "choose the sentence that you rely on"
        parts = self.answers.get(self.round, {})
        if not self.round or parts.get("abstain"):
            return []
        return [
            words
            for name, words in wanted.items()
            if not str(parts.get(name, "")).strip()
        ]

    @property
    def next_step(self) -> str:
        """What is to be done now, as a sentence."""
        if not self.round:
            after = "After the discussion, or another day, vote again."
            return after if self.may_begin_again else ""
        if self.lacking:
            return f"Still to do: {', '.join(self.lacking)}."
        return f"All is there. Press “{self.closing}” when it is time."

    @property
    def closing(self) -> str:
        """What closes the open round, as a button says it."""
        if not self.joined:
            return f"Make my {ROUNDS[self.round - 1].lower()} final"
        return "See the class" if self.round == 1 else "See what changed"

    def room(self) -> Room | None:
        """What may be shown of the class now; None when one works alone."""
        return self.joined.room(self.prompt["id"]) if self.joined else None

    @validated
    def vote(self, position: Position, round: Turn) -> Outcome:
        """Vote for a position in a round, if that is open."""
        self.read()
        if not self._is_open(round):
            return Outcome(_CLOSED)
        words = place(position, self.prompt["scale"])
        return self._put(f"Your vote: {words}.", vote=position)

    @validated
    def abstain(self, round: Turn) -> Outcome:
        """Give no answer in a round, if that is open; it is kept like a vote."""
        self.read()
        if not self._is_open(round):
            return Outcome(_CLOSED)
        return self._put("You give no answer.", abstain=True)

    @validated
    def reword(self, words: str, round: Turn) -> Outcome:
        """Word a reason anew that the instructor withholds; the vote stays."""
        self.read()
        shared = self.room()
        if not shared or round not in shared.withheld_own:
            return Outcome("This reason is not withheld any more, and stays as it is.")
        if not words.strip():
            return Outcome("Write the reason in other words first.")
        return self._put(
            "Your reason is worded anew.", turn=round, why=words, seen=True
        )

    @validated
    def cite(self, sentence: str, round: Turn) -> Outcome:
        """Rely on a sentence of the passages, kept with its words; AnswerError for
        another.
        """
        self.read()
        if not self._is_open(round):
            return Outcome(_CLOSED)
        words = self.sentences.get(sentence)
        if words is None:
            raise AnswerError(
                f"{sentence[:40]!r} is no sentence of this prompt’s passages. Choose"
                " one of them."
            )
        return self._put(f"You cite {sentence}.", cite=sentence, quote=words)

    @validated
    def write(self, part: Literal["why", "mind"], words: str, round: Turn) -> str:
        """Keep the words of a part, and return the time; they are a note of one's own
        where that round is not open.
        """
        if self._is_open(round):
            return self._keep(round, **{part: words})
        return self.store.keep("note", self.prompt["id"], words, round)

    def close(self) -> Outcome:
        """Close the open round and see the class: if there is a vote, as it was shown
        last, and a reason or a second press.
        """
        shown = _choice(self.answers.get(self.round, {}))
        self.read()
        if not self.round:
            return Outcome("")  # pressed twice, or in another window before
        shared = self.room()
        voted = (shared.voted, shared.again)[self.round - 1] if shared else None
        reason = self._not_yet(shown, voted)
        if reason:
            return Outcome(reason)
        self._warned = False
        then = " The class is open." if self.joined and not self.is_hidden else ""
        if voted is not None and voted < self.minimum and not self.is_hidden:
            then = (
                f" Second votes so far: {voted}; of them nothing is shown below"
                f" {self.minimum}."
            )
        turn = self.round
        outcome = self._put(f"Your vote is fixed.{then}", seen=True)
        if self.joined:
            self.joined.close(self.prompt["id"], turn)
        return outcome

    def _is_open(self, round: int) -> bool:
        return round == self.round != 0

    # Long: each reason in the order in which it is looked for.
    def _not_yet(self, shown: object, voted: int | None) -> str:
        """Why the open round cannot be closed yet, in words."""
        parts, first = self.answers[self.round], self.round == 1
        if self.joined and not self.joined.here():
            return (
                f"{self.joined.absent} Your vote is in your own file and stays open;"
                " press again later."
            )
        if not is_answered(parts):
            wait = " The class stays locked until you have." if self.joined else ""
            return f"Vote first.{wait}"
        if _choice(parts) != shown:
            return (
                "Your vote was changed in another window. The card shows it now: press"
                " again if it is right."
            )
        if self.is_hidden and not (first and self.control["open"] == 2):
            return (
                "Your answer is kept, and stays open until your instructor shows the"
                " class."
            )
        few = voted is not None and voted < self.minimum
        if first and few and not self.is_hidden:
            return (
                f"Votes so far: {voted}. The class opens at {self.minimum}, and until"
                " then your vote stays open. Press again later."
            )
        bare = not parts.get("why", "").strip() and not parts.get("abstain")
        if bare and not self._warned:
            self._warned = True
            return (
                "You gave no reason, and this press fixes your answer. Write why, or"
                " press again to go on without."
            )
        return ""

    def open_again(self) -> Outcome:
        """Open the second round; the sentence stays that of the first unless another is
        chosen.
        """
        self.read()
        if self.round or self.again:  # pressed in another window before
            done = "You have voted twice. What changed stands below."
            return Outcome(self.next_step or done)
        if not self.may_begin_again:
            return Outcome("Your instructor opens the second vote.")
        hidden = "The class is hidden until you have voted again."
        message = hidden if self.joined else "Your second vote is open."
        return self._put(message, turn=2, seen=False)

    def _put(self, message: str, turn: int = 0, **parts: Any) -> Outcome:
        time = self._keep(turn or self.round, **parts)
        return Outcome(f"Kept {time[11:16]}. {message} {self.next_step}".strip(), True)

    def _keep(self, round: int, **parts: Any) -> str:
        """Keep parts of the answer in a round; they stand here also when the disk did
        not take them.
        """
        answer = {**(self.answers[round] or self._begun(round)), **parts}
        if "vote" in parts or "abstain" in parts:  # one takes the place of the other
            answer.pop("abstain" if "vote" in parts else "vote", None)
        self._set_aside()
        try:
            return self.store.keep("vote", self.prompt["id"], answer, round)
        finally:
            self.read()

    def _begun(self, round: int) -> dict[str, Any]:
        """What a round begins with: the second with the sentence of the first."""
        cited = self.answers[1].items() if round == 2 else ()
        return {name: words for name, words in cited if name in ("cite", "quote")}

    def _set_aside(self) -> None:
        """Have what was answered before the prompt was begun anew stand under rounds
        after the second, where no later answer takes its place.
        """
        aside = {entry["time"] for turn, entry in self._votes.items() if turn > 2}
        free = max(2, *self._votes, 2) + 1
        before = [
            entry
            for turn, entry in sorted(self._votes.items())
            if turn <= 2
            and entry["time"] not in aside
            and not conduct.counts(self.control, entry["time"])
        ]
        if before:
            self.store.write(
                [entry | {"round": free + n} for n, entry in enumerate(before)]
            )


def _choice(parts: dict[str, Any]) -> object:
    """What was chosen: a position, or to give no answer."""
    return "none" if parts.get("abstain") else parts.get("vote")
