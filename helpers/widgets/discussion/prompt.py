"""A discussion prompt as a card: think, vote, say why and cite a sentence, see the
class, discuss, vote again, see what changed. What may be done when is `Ballot`'s.
"""

from helpers import boards, cite, discussion, texts
from helpers.discussion import ROUNDS, Ballot
from helpers.discussion.files import record
from helpers.discussion.privacy import Minimum
from helpers.html import choice, details, join, new_id, tag
from helpers.store.answers import Store
from helpers.store.entries import whole
from helpers.validation import validated
from helpers.widgets.discussion import class_html, prompt_html
from helpers.widgets.panel import Panel, board, button, field

WHY = {1: "Why do you vote so?", 2: "Why now? What moved you, or kept you?"}
MIND = "What would change your mind?"
ABSTAIN = "I give no answer"
GROUP = "Your group for the discussion:"
REWORD = "Your reason in other words"
_EVERY = 3  # seconds between two looks at how the vote is conducted
_BOXES = ("why/1", "why/2", "mind/1", "mind/2")  # part/round


class Prompt(Panel):
    """The card of a prompt. The class stays locked until the reader has voted, and
    again during the second vote.

    `store` is a back end of `discussion`, and `minimum` the number of people below whom
    nothing of the class is shown.
    """

    @validated
    def __init__(
        self, prompt_id: str, store: Store | None = None, minimum: Minimum | None = None
    ):
        self._prompt, self._store = discussion.prompt(prompt_id), store or board()
        self._ballot = Ballot(self._prompt, self._store, minimum)
        self._passages = [texts.find(place) for place in self._prompt["passage"]]
        # of its radios: the same in every drawing, so that what is the same is not
        # drawn anew
        self._group = new_id("r")
        super().__init__(
            title=f"Prompt: {self._prompt['title']}",
            values={**self._written(), "record": "", "file": "", "reword": ""},
        )
        boards.watch(self)

    def on_change(self, values):
        """Keep what was written, each part under its round, and show the card; what
        comes when a round is closed is kept as a note.
        """
        times, late = [], False
        self._ballot.read()
        try:
            for name in _BOXES:
                if values[name] == self._seen.get(name):
                    continue
                part, turn = name.split("/")
                late = late or int(turn) != self._ballot.round
                times.append(self._keep(name, part, int(turn), values[name]))
        finally:
            self._draw()
        step = self._ballot.next_step
        if not times:
            self.status = step
            return
        boards.notify(but=self)
        note = (
            ", as a note of your own: that answer was fixed meanwhile, in another"
            " window. Download has the note. "
        )
        self.status = f"Kept {times[-1][11:16]}{note if late else '. '}{step}"

    def _keep(self, name, part, turn, words):
        """Keep the words of a box, and return the time."""
        if turn == self._ballot.round:
            store = _Part(self._ballot, part, turn)
            return self.keep(store, "vote", self._prompt["id"], words, name)
        time = self._ballot.write(part, words, turn)
        self._seen[name] = words
        return time

    def on_action(self, action):
        """Take a vote or a citation, open the class or lock it again, or read a file
        back.
        """
        act, chosen, of = (action.split("/") + ["", ""])[:3]
        turn = int(of) if of in ("1", "2") else 0
        if act == "vote" and chosen in map(str, discussion.POSITIONS):
            self._do(lambda: self._ballot.vote(int(chosen), turn))
        elif act == "cite":
            self._do(lambda: self._ballot.cite(chosen, turn))
        elif act == "class":
            if self._do(self._ballot.close):
                self.scroll_to("class")
        elif act == "again":
            self._do(self._ballot.open_again)
            self.scroll_to("vote")
        elif act == "abstain":
            self._do(lambda: self._ballot.abstain(self._ballot.round))
        elif act == "reword":
            words = self.values["reword"]
            if self._do(lambda: self._ballot.reword(words, turn)):
                self.set_values(reword="")
        elif act == "see":
            self._ballot.read()
            self._draw()
            self.status = "The class as it is now."
        elif act == "look":
            self._look()
        elif act == "restore":
            self._restore()

    def _look(self):
        """Follow how the instructor conducts the vote; nothing is drawn, and nothing
        said, where that is as it was.
        """
        before = self._ballot.control, self._ballot.standing
        self._ballot.read()
        after = self._ballot.control, self._ballot.standing
        if before == after:
            return
        self._draw()
        if before[0] != after[0]:
            begun = after[0]["since"] != before[0]["since"]
            news = "This prompt is begun anew: vote again. " if begun else ""
            if before[0]["groups"] != after[0]["groups"] and self._ballot.group:
                news += f"{GROUP} {self._ballot.group}. "
            self.status = news + (after[1] or self._ballot.next_step)

    def _do(self, act):
        """Act on the ballot, show what came of it, also when the disk did not take it,
        and return whether something was kept.
        """
        try:
            outcome = act()
        finally:
            self._draw()
        if outcome.kept:
            boards.notify(but=self)
        self.status = outcome.message or self.status
        return outcome.kept

    def refresh(self):
        """Show the card as it is, after something was kept elsewhere on the page or
        a folder was joined.
        """
        self._ballot.read()
        news = {
            name: words
            for name, words in self._written().items()
            if words != self._seen[name] == self.values[name]
        }
        self._seen |= news
        if news:
            self.set_values(**news)
        if self._where != self._key():
            self.status = self._ballot.next_step
        self._draw()

    def _restore(self):
        before = dict(self.values)
        message = discussion.restore(self._store, self.values["file"])
        self._ballot.read()
        written = self._written()
        self._seen |= written
        self.set_values(**written, file="")
        self._draw()
        boards.notify(but=self)
        beside = {
            name: before[name]
            for name, words in written.items()
            if before[name] not in ("", words)
        }
        self.send({"beside": beside})
        self.status = message

    def _written(self):
        """What stands in the boxes, as the store has it."""
        parts = {name: name.split("/") for name in _BOXES}
        return {
            name: whole(self._ballot.answers[int(turn)].get(part, ""))
            for name, (part, turn) in parts.items()
        }

    def _draw(self):
        turn, self._where = self._ballot.round, self._key()
        self._room = None if turn else self._ballot.room()
        self.poll = _EVERY if self._ballot.joined else 0
        self.above = str(
            tag(
                "div",
                self._question(),
                self._passage(turn),
                self._vote(turn),
                class_="pb-detail",
                role="group",
                aria_label="Passage and vote",
                data_cite="vote",
                data_block="start",
                tabindex="-1",
            )
        )
        opened = {"class_": "pb-detail", "aria_label": "The class"}
        opened |= {"data_cite": "class", "tabindex": "-1"}
        self.html = "" if turn else str(tag("section", self._class(), **opened))
        fields = [*self._boxes(turn), *self._buttons(turn), *self._files()]
        if fields != self.fields:
            self.fields = fields
        written = record(self._ballot.entries, "html", self._prompt["id"])
        if written != self.values.get("record"):
            self.values = {**self.values, "record": written}

    def _key(self):
        """Which class it is whose card this is."""
        return self._ballot.joined and self._ballot.joined.key

    def _boxes(self, turn):
        boxes = [field("long", f"why/{turn}", WHY[turn], keep=True)] if turn else []
        if turn == 1:
            boxes.append(field("long", "mind/1", MIND, keep=True, rows=2))
        acts = [f"reword//{turn}" for turn in self._withheld()]
        if acts:
            boxes.append(field("long", "reword", REWORD, by=acts, rows=2))
        return boxes

    def _withheld(self):
        """The rounds whose reason is withheld, while the class is shown."""
        return self._room.withheld_own if self._room else ()

    def _buttons(self, turn):
        if turn:
            close = button("class", self._ballot.closing, primary=True)
            silent = self._ballot.answers[turn].get("abstain")
            return [close] if silent else [close, button("abstain", ABSTAIN)]
        buttons = [
            button(f"reword//{withheld}", f"Send it ({ROUNDS[withheld - 1].lower()})")
            for withheld in self._withheld()
        ]
        buttons += [button("see", "Look again")] if self._ballot.joined else []
        if self._ballot.may_begin_again:
            buttons.append(button("again", "Vote again", primary=True))
        return buttons

    def _files(self):
        file = f"{self._prompt['id']}.html"
        return [
            field("download", "download", "Download", of="record", file=file),
            field("restore", "restore", "Restore from a file", of="file"),
        ]

    def _question(self):
        look_for = tag("p", self._prompt["look_for"])
        notice = tag("p", self._store.notice)
        return join(
            [
                prompt_html.question_html(self._prompt),
                prompt_html.sources_html(self._prompt),
                details("What to look for on re-reading", look_for),
                details("Where your answer goes, and who sees it", notice),
            ]
        )

    def _passage(self, turn):
        """The passages, each sentence a choice while a vote is open; where a prompt
        cites sentences they stand out.
        """
        answers = self._ballot.answers
        chosen = answers[turn or 1].get("cite") or answers[1].get("cite")
        group = f"{self._group}-cite"
        parts = []
        for place, (text, paragraphs, asked) in zip(
            self._prompt["passage"], self._passages
        ):
            asked = asked if cite.parse(place).sentence else ""
            for paragraph in paragraphs:
                parts.append(
                    prompt_html.sentences_html(paragraph, asked, chosen, turn, group)
                )
            parts.append(prompt_html.around_html(text, paragraphs))
        legend = "Choose the sentence that you rely on" if turn else "The passage"
        around = {"class_": "pb-passage", "data_walk": True}  # what folds: one stop
        return tag("fieldset", tag("legend", legend), *parts, **around)

    def _vote(self, turn):
        """The votes of the rounds that are closed, and the choice of the open one."""
        scale, answers = self._prompt["scale"], self._ballot.answers
        closed = [n for n in (1, 2) if turn == 0 or n < turn]
        standing = self._ballot.standing
        parts = [tag("p", tag("b", standing))] if standing else []
        if group := self._ballot.group:
            parts.append(tag("p", tag("b", f"{GROUP} {group}.")))
        parts += [prompt_html.voted_html(answers[n], n, scale) for n in closed]
        if not turn:
            return join([*parts, prompt_html.withheld_html(self._withheld())])
        vote = answers[turn].get("vote")
        positions = {str(n): discussion.place(n, scale) for n in discussion.POSITIONS}
        legend, group = f"Your {ROUNDS[turn - 1].lower()}", f"{self._group}-vote"
        parts.append(choice(legend, "vote", positions, str(vote), turn, group))
        if vote:
            parts.append(tag("p", f"The other side: {self._prompt['other_side']}"))
        parts.append(prompt_html.abstaining_html(answers[turn].get("abstain")))
        return join(parts)

    def _class(self):
        """What the class has answered, as far as it may be shown."""
        ending = prompt_html.ending_html(self._prompt, self._ballot.again)
        room = self._room
        if room is None:
            alone = (
                "You write in a file of your own, so there is no class to show. Your"
                " instructor may give you a folder to join."
            )
            return join([tag("p", alone), ending])
        if room.locked and not self._ballot.is_hidden:
            return join([self._locked(), ending])
        parts = [class_html.reasons_html(room.reasons, "Reasons of the first vote")]
        if self._ballot.again:
            later = class_html.reasons_html(room.later, "Reasons of the second vote")
            moved = class_html.moved_html(room, self._prompt)
            parts = [later, *parts, moved]
        bars = class_html.votes_html(room, self._prompt, self._ballot.minimum)
        return join([*parts, bars, ending])

    def _locked(self):
        """Why the class is not shown to who has closed a vote."""
        if not self._ballot.joined.here():
            return tag("p", "The class cannot be reached now.")
        return tag(
            "p",
            "The class has no answer of yours: you voted before you joined. Share it"
            " where you joined, and the class is shown.",
        )

    def static_html(self):
        """In print the question, the passage, a ballot for two votes with lines to
        write on, what is read when a role is over, and what goes home.
        """
        ending = prompt_html.ending_html(self._prompt, True)
        return str(join([self.ballot_html(), ending]))

    def ballot_html(self):
        """The sheet that is handed out."""
        asked = {WHY[1]: 2, "The sentence that I rely on, by its number": 1, MIND: 2}
        return prompt_html.paper_html(self._prompt, self._passages, asked, WHY[2])


class _Part:
    """A store for one part of the answers of a round, so that `Panel.keep` can keep
    a box of several.
    """

    def __init__(self, ballot, part, turn):
        self._ballot, self._part, self._turn = ballot, part, turn

    def get(self, kind, key):
        return self._ballot.answers[self._turn].get(self._part)

    def keep(self, kind, key, words):
        return self._ballot.write(self._part, words, self._turn)
