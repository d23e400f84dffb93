"""Where what a student wrote goes: a file to keep or to hand in, and back again; the
folder of a class, joined or left.
"""

import re

from helpers import boards, discussion
from helpers.boards import Board
from helpers.store import forms
from helpers.store.answers import Store
from helpers.validation import validated
from helpers.widgets.panel import Panel, board, box, button, field, select


class HandIn(Panel):
    """Download writes everything to one file in the form that is chosen; Restore
    reads such a file back.
    """

    @validated
    def __init__(self, store: Store | None = None):
        self._store = store or board()
        fields = [
            select("form", "As", options=[list(form) for form in forms.FORMS.items()])
        ]
        fields += [
            box("name", "Name on the file (a pseudonym will do)", by=["all"]),
            button("all", "Download everything"),
        ]
        fields += [field("restore", "restore", "Restore from a file", of="file")]
        super().__init__(
            title="All that you wrote",
            fields=fields,
            values={"form": "md", "name": "", "file": ""},
        )

    def on_change(self, values):
        """Say where things are."""
        self.status = self._store.notice

    def on_action(self, action):
        """Give the file, or read one back."""
        if action == "restore":
            self.status = (
                f"{discussion.restore(self._store, self.values['file'])} Choose Run >"
                " Run All Cells to see them in their places."
            )
            self.set_values(file="")
            boards.notify()
        elif action in ("all", "name"):
            form = self.values["form"]
            name = re.sub(r"[^\w-]+", "-", self.values["name"]).strip("-")[:60]
            file = f"{name or 'my-answers'}.{form}"
            self.download(file, discussion.export(self._store, form))


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
            button("join", "Join"),
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
