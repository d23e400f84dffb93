"""Where what a student wrote goes: a file to keep or to hand in, and back again; the
folder of a class, joined or left.
"""

import re

from helpers import boards, discussion
from helpers.boards import Board
from helpers.discussion import files
from helpers.html import choice, new_id, tag
from helpers.store.answers import Store
from helpers.validation import validated
from helpers.widgets.panel import Panel, board, box, button, field, select

WHAT = {
    "work": (
        "Exercises alone: answers, maps, judgements of threads, names of topics. No"
        " vote and no verdict is in the file."
    ),
    "votes": (
        "Exercises and votes: also votes, reasons and verdicts. They can reveal"
        " political opinions, and whoever gets the file can read them under your name."
        " No stance is graded."
    ),
}
_GUESSES = (
    "With my first guesses: whoever gets the file sees what you thought before you"
    " looked. They are never graded."
)


class HandIn(Panel):
    """One file to hand in, of what its writer chooses, or everything, to keep; Restore
    reads such a file back.
    """

    @validated
    def __init__(self, store: Store | None = None):
        self._store = store or board()
        self._what, self._with_guesses, self._group = "work", False, new_id("r")
        fields = [
            select("form", "As", options=[list(form) for form in files.FORMS.items()])
        ]
        name = "Name on the file (a pseudonym will do)"
        fields += [
            box("name", name, by=["hand_in", "all"]),
            button("hand_in", "Download to hand in", primary=True),
            button("all", "Download everything"),
        ]
        fields += [field("restore", "restore", "Restore from a file", of="file")]
        super().__init__(
            title="All that you wrote",
            fields=fields,
            values={"form": "html", "name": "", "file": ""},
        )

    def static_html(self):
        """In print nothing: what was written is written on the paper."""
        return ""

    def on_change(self, values):
        """Say where things are."""
        self._draw()
        self.status = self._store.notice

    def on_action(self, action):
        """Take a choice, give a file, or read one back."""
        act, _, chosen = action.partition("/")
        chosen = chosen.partition("/")[0]
        if act == "what" and chosen in WHAT:
            self._what = chosen
        elif act == "guesses":
            self._with_guesses = not self._with_guesses
        elif act == "restore":
            self._restore()
            boards.notify()
        elif act == "all":
            self._give("my-answers")
        elif act in ("hand_in", "name"):
            kinds = [*files.WORK]
            kinds += files.OPINIONS if self._what == "votes" else ()
            kinds += files.GUESSES if self._with_guesses else ()
            self._give("to-hand-in", kinds)
        self._draw()

    def _restore(self):
        """Read a file back, and say where what it brought is seen."""
        before = len(self._store.entries())
        self.status = discussion.restore(self._store, self.values["file"])
        if len(self._store.entries()) > before:
            self.status += " Choose Run > Run All Cells to see them in their places."
        self.set_values(file="")

    def _give(self, name, kinds=None):
        """Give a file of these kinds of answers, or of all."""
        form, typed = self.values["form"], self.values["name"].strip()
        name = re.sub(r"[^\w-]+", "-", typed).strip("-")[:60] or name
        written = discussion.export(self._store, form, kinds=kinds, name=typed)
        self.download(f"{name}.{form}", written)

    def _draw(self):
        """What goes into the file to hand in, and what follows."""
        chosen = choice(
            "In the file that I hand in", "what", WHAT, self._what, "", self._group
        )
        ticked = {"type": "checkbox", "data_action": "guesses"}
        tick = tag("input", **ticked, checked=self._with_guesses)
        everything = (
            "“Download everything” is for yourself, to keep or to go on with on another"
            " machine: it has votes, guesses and answers to quizzes too."
        )
        parts = [chosen, tag("p", tag("label", tick, " ", _GUESSES))]
        self.above = str(tag("div", *parts, tag("p", everything), class_="pb-detail"))


class Join(Panel):
    """The folder of a class: what concerns the class is shared in it from the time
    it is joined, and what was written before.
    """

    @validated
    def __init__(self, store: Board | None = None):
        self._store = store or board()
        fields = [
            box(
                "folder", "Folder that your instructor gave you", by=["folder", "join"]
            ),
            button("join", "Join", primary=True),
        ]
        super().__init__(
            title="The folder of your class",
            fields=[*fields, button("leave", "Leave")],
            values={"folder": str(self._store.folder or "")},
        )

    def on_change(self, values):
        """Say where things go."""
        self.status = self._store.notice

    def on_action(self, action):
        """Join or leave."""
        if action == "leave":
            self._store.leave()
            self.status = (
                "Left. What was shared stays in the folder until it is deleted."
                f" {self._store.notice}"
            )
        else:
            self._store.join(self.values["folder"])
            self.status = (
                "Joined. Other pages that are open here share too, from now on."
                f" {self._store.notice}"
            )
