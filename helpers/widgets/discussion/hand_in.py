"""Where what a student wrote goes: a file to keep or to hand in, and back again."""

import json
import os
import re

from helpers import boards, discussion
from helpers.discussion import files
from helpers.html import choice, new_id, tag
from helpers.store.answers import Store
from helpers.validation import validated
from helpers.widgets import sitting
from helpers.widgets.panel import (
    Panel,
    board,
    box,
    button,
    clear_others,
    field,
    script,
    select,
)

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
_NEW_PERSON = "A new person sits here now"


class HandIn(Panel):
    """One file to hand in, of what its writer chooses, or everything, to keep; Restore
    reads such a file back.
    """

    _esm = script("leaving")

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
        if not os.environ.get("SEMINAR_BOARD"):  # where each has an account
            fields += [button("new_person", _NEW_PERSON)]
        self._asked = False  # whether the first of two presses was that of a new person
        super().__init__(
            title="All that you wrote",
            fields=fields,
            values={"form": "html", "name": "", "file": "", "unsent": "[]"},
        )

    def static_html(self):
        """In print nothing: what was written is written on the paper."""
        return ""

    def on_change(self, values):
        """Say where things are; what the browser has and Python has not is only taken
        note of.
        """
        before, self._seen = self._seen, dict(values)
        self._draw()
        if values["unsent"] == before["unsent"]:
            self.status = self._store.notice

    def on_action(self, action):
        """Take a choice, give a file, or read one back."""
        asked, self._asked = self._asked, action == "new_person"
        act, _, chosen = action.partition("/")
        chosen = chosen.partition("/")[0]
        if act == "what" and chosen in WHAT:
            self._what = chosen
        elif act == "guesses":
            self._with_guesses = not self._with_guesses
        elif act == "restore":
            self._restore()
            boards.notify()
        elif act == "new_person":
            self._set_aside(asked)
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

    def _set_aside(self, asked):
        """Have a new person begin, at the second press."""
        if not asked:
            self.status = (
                "All that was written here is then put aside in a file with its date,"
                " and nothing of it is shown. Press again if a new person sits here."
            )
            self.send({"unsent": True, "view": self._view})
            return
        self._asked = False
        own = getattr(self._store, "_own", self._store)
        unsent = _pairs(self.values["unsent"])
        for place, words in unsent:
            own.keep("draft", place, words)
        aside = own.set_aside()
        self.send({"forget": [place for place, _ in unsent], "view": self._view})
        self._begin_anew()
        where = f" What was written before is in {aside}." if aside else ""
        self.status = (
            f"Nothing of the last person counts as yours.{where} Now choose Kernel >"
            " Restart Kernel and Run All Cells, and close the other pages."
        )
        boards.notify()

    def _begin_anew(self):
        """Show nothing of the last person, here and in the other panels of the page."""
        self._writer = sitting.writer(self)
        self._what, self._with_guesses = "work", False
        self.set_values(name="", unsent="[]")
        clear_others(self)

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


def _pairs(unsent):
    """What the browser had of boxes, as (place, words) pairs."""
    try:
        pairs = json.loads(unsent)
        return [(str(place), str(words)) for place, words in pairs]
    except (ValueError, TypeError):
        return []
