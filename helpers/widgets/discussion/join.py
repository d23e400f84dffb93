"""The class that one has joined, in one line; before that, where to join it."""

import os

from helpers import boards, discussion
from helpers.boards import Board
from helpers.html import button as pressed
from helpers.html import tag
from helpers.store.folders import SharedFolder
from helpers.validation import validated
from helpers.widgets.panel import Panel, board, box, button, field

_BEFORE = "The name that you had there, if you know it"
_LOST = "I was in this class before, and lost my answers"


class Join(Panel):
    """The folder of a class: what concerns the class is shared in it from the time
    it is joined; what was written before only if one says so.
    """

    @validated
    def __init__(self, store: Board | None = None):
        self._store = store or board()
        self._earlier, self._lost = False, False
        self._left = None  # where the class is that was left last
        self._where = None  # the class that is shown
        named = os.environ.get("SEMINAR_BOARD") or os.environ.get("SEMINAR_SHARED")
        folder = str(self._store.folder or named or "")
        super().__init__(
            title="The folder of your class",
            values={"folder": folder, "before": "", "file": ""},
        )
        boards.watch(self)

    def on_change(self, values):
        """Show whether one is in a class."""
        self._draw()
        self.status = "" if self._store.joined else self._store.notice

    def refresh(self):
        """Show it again, after a class was joined or left elsewhere."""
        before = self._where
        self._draw()
        if self._where != before:
            self.on_change(self.values)

    def on_action(self, action):
        """Join or leave, or say what is shared of what was written before."""
        acts = {
            "leave": self._leave,
            "back": self._take_back,
            "share": self._share_earlier,
            "restore": self._restore,
        }
        if action == "earlier":
            self._earlier = not self._earlier
        elif action == "lost":
            self._lost = True
        else:
            self.status = acts.get(action, self._join)()
        self._draw()

    def _join(self):
        before = self.values["before"].strip() if self._lost else ""
        besides = self._store.join(self.values["folder"], before or None, self._earlier)
        self._left = None
        joined = "Joined. Other pages that are open here share too, from now on."
        return " ".join(filter(None, [joined, besides, self._store.notice]))

    def _leave(self):
        self._left = self._store.joined
        self._store.leave()
        return (
            "Left. What was shared stays in the folder until it is deleted, or until"
            f" you take it back. {self._store.notice}"
        )

    def _take_back(self):
        if self._left is None:
            return "There is nothing to take back."
        many = self._left.take_back()
        self._left = None
        boards.notify()
        taken = "answer is" if many == 1 else "answers are"
        return f"{many} {taken} taken back out of the class. Your own file has all."

    def _share_earlier(self):
        self._store.share_earlier()
        return "What you wrote before is shared with the class too."

    def _restore(self):
        message = discussion.restore(self._store, self.values["file"])
        self.set_values(file="")
        boards.notify()
        return f"{message} Choose Run > Run All Cells to see them in their places."

    def _draw(self):
        address, earlier = self._store.joined, self._store.earlier
        self._where = address
        if address is None:
            self.above = str(tag("div", *self._before_joining(earlier)))
            self.fields = self._boxes()
            return
        name = address.folder.name if isinstance(address, SharedFolder) else "this hub"
        line = [f"You are in the class {name}", f" as {address.person}"]
        parts = [tag("span", *line[: 1 + isinstance(address, SharedFolder)])]
        lines = [tag("p", *parts, " · ", pressed("leave", "Leave"))]
        if earlier:
            words = f"Share also what I wrote before ({earlier})"
            lines.append(tag("p", pressed("share", words)))
        self.above = "".join(lines)
        self.fields = []

    def _before_joining(self, earlier):
        """What may be shared of what was written before, and taken back."""
        parts = []
        if self._left is not None:
            parts.append(tag("p", pressed("back", "Take back what I shared")))
        if earlier:
            ticked = {"type": "checkbox", "data_action": "earlier"}
            tick = tag("input", **ticked, checked=self._earlier)
            words = (
                " Share also my votes, reasons, verdicts and names of topics from"
                f" before ({earlier}). Without this the class gets what you write from"
                " now on."
            )
            parts.append(tag("p", tag("label", tick, words)))
        return parts

    def _boxes(self):
        label = "Folder that your instructor gave you"
        fields = [box("folder", label, by=["folder", "join"])]
        if self._lost:
            fields.append(box("before", _BEFORE, by=["before", "join"]))
            restore = {"of": "file"}
            fields.append(field("restore", "restore", "Restore from a file", **restore))
        fields.append(button("join", "Join", primary=True))
        return fields if self._lost else [*fields, button("lost", _LOST)]
