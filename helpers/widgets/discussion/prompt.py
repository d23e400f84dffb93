"""A discussion prompt as a card: think, vote, say why and cite a sentence, see the
class, discuss, vote again, see what changed.
"""

import pathlib
from html import escape

from helpers import boards, discussion, texts
from helpers.widgets.discussion import class_html
from helpers.widgets.panel import Panel, board, button, field, short
from helpers.widgets.reading import passages

WHY = {1: "Why do you vote so?", 2: "Why now? What moved you, or kept you?"}
MIND = "What would change your mind?"


class Prompt(Panel):
    """The card of a prompt. The class stays locked until the reader has voted, and
    again during the second vote.

    `store` is a back end of `discussion`, and `minimum` the number of people below whom
    nothing of the class is shown.
    """

    def __init__(self, prompt_id, store=None, minimum=None):
        self._prompt, self._store, self._least = (
            discussion.prompt(prompt_id),
            store or board(),
            minimum,
        )
        self._sentences, self._warned, self._drawn = (
            discussion.sentences(self._prompt),
            False,
            {},
        )
        # of its radios: the same in every drawing, so that what is the same is not
        # drawn anew
        self._group = f"pb-r{next(passages.ids)}"
        super().__init__(
            title=f"Prompt: {self._prompt['title']}",
            values={**self._written(), "record": "", "file": ""},
        )
        boards.watch(self)

    def on_change(self, values):
        """Keep what was written, each part under its round, and show the card; what
        comes when a round is closed is kept as a note.
        """
        times, late = [], False
        try:
            for name in self._written():
                part, turn, words = *name.split("/"), values[name]
                if words == self._seen.get(name):
                    continue
                if int(turn) == self._turn():
                    times.append(
                        self.keep(
                            _Part(self._store, part, int(turn)),
                            "vote",
                            self._prompt["id"],
                            words,
                            name,
                        )
                    )
                else:
                    times.append(
                        self._store.keep("note", self._prompt["id"], words, int(turn))
                    )
                    self._seen[name], late = words, True
        finally:
            self._draw()
        if times:
            boards.notify(but=self)
        note = (
            "as a note of your own: that answer was fixed meanwhile, in another window."
            " Download has the note. "
            if late
            else ""
        )
        self.status = (
            f"Kept {times[-1][11:16]}{f', {note}' if late else '. '}{self._to_do()}"
            if times
            else self._to_do()
        )

    def on_action(self, action):
        """Take a vote or a citation, open the class or lock it again, or read a file
        back.
        """
        act, chosen, of = (action.split("/") + ["", ""])[:3]
        turn = self._turn()
        if act in ("vote", "cite") and of != str(turn):
            self.status = (
                "This vote was closed meanwhile, perhaps in another window. The card"
                " shows action was kept."
            )
            self._draw()
        elif act == "vote" and chosen in map(str, discussion.POSITIONS):
            self._put(
                f"Your vote: {discussion.place(int(chosen), self._prompt['scale'])}.",
                turn,
                vote=int(chosen),
            )
        elif act == "cite" and chosen in self._sentences:
            self._put(
                f"You cite {chosen}.", turn, cite=chosen, quote=self._sentences[chosen]
            )
        elif act == "class" and turn:
            self._close(turn)
        elif act == "again":
            if not turn and not self._answer(2):
                # The sentence stays that of the first vote unless another is chosen.
                first = {
                    part: words
                    for part, words in self._answer(1).items()
                    if part in ("cite", "quote")
                }
                said = (
                    "The class is hidden until you have voted again."
                    if self._folder
                    else "Your second vote is open."
                )
                self._put(said, 2, seen=False, **first)
            else:  # pressed in another window before
                self._draw()
                self.status = (
                    self._to_do() or "You have voted twice. What changed stands below."
                )
            self.scroll_to("vote")
        elif act == "look":
            self._draw()
            self.status = "The class as it is now."
        elif act == "restore":
            self._restore()

    def refresh(self):
        """Show the card as it is, after something was kept elsewhere on the page or
        a folder was joined.
        """
        news = {
            name: words
            for name, words in self._written().items()
            if words != self._seen[name] == self.values[name]
        }
        self._seen |= news
        if news:
            self.set_values(**news)
        if self._where != self._folder:
            self.status = self._to_do()
        self._draw()

    def _close(self, turn):
        """Fix the vote of a round and open the class: if there is a vote, as the
        card shows it, and a reason or a second press.
        """
        there, least = self._answer(turn), self._minimum()
        found = (
            discussion.room(discussion.merge(self._folder), self._prompt["id"], least)
            if self._folder
            else None
        )
        if self._folder and not pathlib.Path(self._folder).is_dir():
            self.status = (
                "The folder of the class is not there now. Your vote is in your own"
                " file and stays open; press again later."
            )
        elif "vote" not in there:
            self.status = "Vote first." + (
                " The class stays locked until you have." if self._folder else ""
            )
        elif there["vote"] != self._drawn.get("vote"):
            self._draw()
            self.status = (
                "Your vote was changed in another window. The card shows it now: press"
                " again if it is right."
            )
        elif found and turn == 1 and found.voted < least:
            self.status = (
                f"Votes so far: {found.voted}. The class opens at {least}, and until"
                " then your vote stays open. Press again later."
            )
        elif not there.get("why", "").strip() and not self._warned:
            self._warned = True
            self.status = (
                "You gave no reason, and this press fixes your answer. Write why, or"
                " press again to go on without."
            )
        else:
            self._warned = False
            below = bool(found) and turn == 2 and found.again < least
            then = (
                f" Second votes so far: {found.again}; of them nothing is shown below"
                f" {least}."
                if below
                else " The class is open."
            )
            self._put("Your vote is fixed." + (then if found else ""), turn, seen=True)
            self.scroll_to("class")

    def _restore(self):
        said, before = (
            discussion.restore(self._store, self.values["file"]),
            dict(self.values),
        )
        written = self._written()
        self._seen |= written
        self.set_values(**written, file="")
        self._draw()
        boards.notify(but=self)
        self.send(
            {
                "beside": {
                    name: before[name]
                    for name, words in written.items()
                    if before[name] not in ("", words)
                }
            }
        )
        self.status = said

    def _written(self):
        return {
            f"{part}/{turn}": self._answer(turn).get(part, "")
            for part in ("why", "mind")
            for turn in (1, 2)
        }

    @property
    def _folder(self):
        return getattr(self._store, "folder", None)

    def _minimum(self):
        return max(
            discussion.LEAST, self._least or boards.settings(self._folder)["minimum"]
        )

    def _put(self, said, turn, **parts):
        """Keep parts of the answer in a round; the card shows them also when the
        disk did not take them.
        """
        try:
            time = self._store.keep(
                "vote", self._prompt["id"], {**self._answer(turn), **parts}, turn
            )
        finally:
            self._draw()
        boards.notify(but=self)
        self.status = f"Kept {time[11:16]}. {said} {self._to_do()}".strip()

    def _answer(self, turn):
        return discussion.answer(self._store, self._prompt["id"], turn)

    def _turn(self):
        """The round that is open for a vote, 1 or 2; 0 while the class is shown."""
        for turn in (1, 2):
            there = self._answer(turn)
            if not (there.get("seen") and "vote" in there) and (turn == 1 or there):
                # a file that was read back may say that the class was seen: that opens
                # nothing without a vote
                return turn
        return 0

    def _to_do(self):
        turn = self._turn()
        if not turn:
            return (
                ""
                if self._answer(2)
                else "After the discussion, or another day, vote again."
            )
        there = self._answer(turn)
        wanted = {"vote": "vote", "why": "say why"} | (
            {"cite": "choose the sentence that you rely on"} if turn == 1 else {}
        )
        lacking = [
            words
            for name, words in wanted.items()
            if not str(there.get(name, "")).strip()
        ]
        return (
            f"Still to do: {', '.join(lacking)}."
            if lacking
            else f"All is there. Press “{self._closing(turn)}” when it is time."
        )

    def _closing(self, turn):
        """What the button that ends a round is called."""
        if not self._folder:
            return f"Fix my {class_html.ROUNDS[turn - 1].lower()}"
        return "See the class" if turn == 1 else "See what changed"

    def _draw(self):
        turn, self._where = self._turn(), self._folder
        self._drawn = self._answer(turn or 1)
        region = (
            'class="pb-detail" role="group" aria-label="Passage and vote"'
            ' data-cite="vote" data-block="start" tabindex="-1"'
        )
        self.above = (
            "<div"
            f" {region}>{self._question()}{self._passage(turn)}{self._vote(turn)}</div>"
        )
        self.html = (
            ""
            if turn
            else (
                '<section class="pb-detail" aria-label="The class" data-cite="class"'
                f' tabindex="-1">{self._class()}</section>'
            )
        )
        boxes = [field("long", f"why/{turn}", WHY[turn], keep=True)] if turn else []
        boxes += [field("long", "mind/1", MIND, keep=True, rows=2)] if turn == 1 else []
        acts = (
            [button("class", self._closing(turn))]
            if turn
            else [button("look", "Look again")]
            if self._folder
            else []
        )
        acts += (
            [button("again", "Vote again")] if not turn and not self._answer(2) else []
        )
        files = [
            field(
                "download",
                "download",
                "Download",
                of="record",
                file=f"{self._prompt['id']}.md",
            )
        ]
        files += [field("restore", "restore", "Restore from a file", of="file")]
        if [*boxes, *acts, *files] != self.fields:
            self.fields = [*boxes, *acts, *files]
        if (
            record := discussion.export(self._store, "md", self._prompt["id"])
        ) != self.values.get("record"):
            self.values = {**self.values, "record": record}

    def _question(self, live=True):
        one, parts = self._prompt, []
        if role := one.get("role"):
            parts = [
                f"<p><b>{escape(role['who'])}.</b>"
                f" {escape(role['knows'])}</p><p>{escape(role['opt_out'])}</p>"
            ]
        told = (
            "<details><summary>Where your answer goes, and who sees"
            f" it</summary><p>{escape(self._store.notice)}</p></details>"
        )
        look = (
            "<details><summary>What to look for on"
            f" re-reading</summary><p>{escape(one['look_for'])}</p></details>"
        )
        asides = look + told if live else ""
        return f"<h3>{escape(one['title'])}</h3>{''.join(parts)}<p><b>{escape(one['question'])}</b></p>{asides}"

    def _passage(self, turn):
        """The passages, each sentence a choice while a vote is open; where a prompt
        cites sentences they stand out.
        """
        chosen, group = self._answer(turn or 1).get("cite"), f"{self._group}-cite"
        shown = ""
        for cite in self._prompt["passage"]:
            text, paragraphs, asked = texts.find(cite)
            for paragraph in paragraphs:
                words = ""
                for n, sentence in enumerate(paragraph.sentences, 1):
                    one = f"{paragraph.cite}.{n}"
                    said = (
                        f"<strong>{escape(sentence)}</strong>"
                        if "." in cite and sentence in asked
                        else escape(sentence)
                    )
                    if turn:
                        say = (
                            f'name="{group}"'
                            f' data-action="cite/{one}/{turn}"{" checked" if one == chosen else ""}'
                        )
                        words += (
                            f'<label class="pb-sentence"><input type="radio" {say}>'
                            f" {said}</label> "
                        )
                    else:
                        words += (
                            f"<mark>{said}</mark> " if one == chosen else f"{said} "
                        )
                shown += (
                    f'<p lang="en"><span class="pb-cite">{paragraph.cite}</span>'
                    f" {words}</p>"
                )
            shown += _around(text, paragraphs)
        legend = "Choose the sentence that you rely on" if turn else "The passage"
        return (
            f'<fieldset class="pb-passage"><legend>{legend}</legend>{shown}</fieldset>'
        )

    def _vote(self, turn):
        one, said = self._prompt, ""
        for before in (1, 2)[: 2 if turn == 0 else turn - 1]:
            if "vote" in (there := self._answer(before)):
                said += (
                    f"<p>Your {class_html.ROUNDS[before - 1].lower()}:"
                    f" {escape(discussion.place(there['vote'], one['scale']))}.</p>"
                )
                said += (
                    f"<p dir='auto'>“{escape(short(there['why'], 300))}”</p>"
                    if there.get("why")
                    else ""
                )
        if not turn:
            return said
        positions = {
            str(n): discussion.place(n, one["scale"]) for n in discussion.POSITIONS
        }
        vote = self._answer(turn).get("vote")
        choice = passages.choice_html(
            f"Your {class_html.ROUNDS[turn - 1].lower()}",
            "vote",
            positions,
            str(vote),
            turn,
            f"{self._group}-vote",
        )
        other = f"<p>The other side: {escape(one['other_side'])}</p>" if vote else ""
        return f"{said}{choice}{other}"

    def _class(self):
        if self._folder is None:
            said = (
                "<p>You write in a file of your own, so there is no class to show. Your"
                " instructor may give you a folder to join.</p>"
            )
        else:
            found = discussion.room(
                discussion.merge(self._folder), self._prompt["id"], self._minimum()
            )
            reasons = class_html.reasons_html(
                found.reasons, "Reasons of the first vote"
            )
            if self._answer(2):
                reasons = (
                    class_html.reasons_html(found.later, "Reasons of the second vote")
                    + reasons
                    + class_html.moved_html(found, self._prompt)
                )
            said = reasons + class_html.votes_html(found, self._prompt, self._minimum())
        return said + self._debriefing()

    def _debriefing(self):
        """What is read when a role is over: at hand once there was a vote, and open
        after the second.
        """
        if "role" not in self._prompt:
            return ""
        state = " open" if self._answer(2) else ""
        told = escape(self._prompt["role"]["debriefing"])
        return (
            f"<details{state}><summary>When the role is over, read this"
            f" aloud</summary><p>{told}</p></details>"
        )

    def static_html(self):
        """In print the passage, the question, a ballot for two votes, and lines to
        write on.
        """
        shown = "".join(
            passages.paragraph_html(paragraph, text, live=False)
            for cite in self._prompt["passage"]
            for text, paragraphs, _ in [texts.find(cite)]
            for paragraph in paragraphs
        )
        boxes = "".join(
            f"<td>☐ {escape(discussion.place(n, self._prompt['scale']))}</td>"
            for n in discussion.POSITIONS
        )
        rows = [
            f"<tr><th scope='row'>{name}</th>{boxes}</tr>" for name in class_html.ROUNDS
        ]
        first, second = (f"<table class='pb-ballot'>{row}</table>" for row in rows)
        upper = "".join(
            f"<p>{words} {'_' * 60}</p>"
            for words in (WHY[1], "The sentence that I rely on:", MIND)
        )
        lower = (
            "<p>The other side:"
            f" {escape(self._prompt['other_side'])}</p>{second}<p>{WHY[2]}"
            f" {'_' * 60}</p>{self._debriefing()}"
        )
        return f"{self._question(live=False)}{shown}{first}{upper}<hr>{lower}"


class _Part:
    """A store for one part of the answers of a round, so that `Panel.keep` can keep
    a box of several.
    """

    def __init__(self, store, part, turn):
        self._store, self._part, self._turn = store, part, turn

    def get(self, kind, key):
        return discussion.answer(self._store, key, self._turn).get(self._part)

    def keep(self, kind, key, words):
        return self._store.keep(
            kind,
            key,
            {**discussion.answer(self._store, key, self._turn), self._part: words},
            self._turn,
        )


def _around(text, paragraphs):
    """The paragraphs before and after a passage, to open."""
    numbers = [
        n
        for n in (paragraphs[0].number - 1, paragraphs[-1].number + 1)
        if 1 <= n <= len(text)
    ]
    shown = "".join(
        passages.paragraph_html(text[number], text, live=False) for number in numbers
    )
    return (
        "<details><summary>What stands before and after"
        f" {paragraphs[0].cite}</summary>{shown}</details>"
    )
