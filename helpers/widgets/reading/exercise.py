"""An exercise: a box to write in, kept while one writes, and a check of what can be
checked.
"""

from html import escape

from helpers.widgets.panel import Panel, board


class Exercise(Panel):
    """One question: what is written is kept under `key` and comes back with the cell;
    `check(answer)` returns a sentence.

    `kind` is "text" for a line, "long" for a paragraph.
    """

    def __init__(self, key, label, check=None, kind="long", store=None):
        self._store, self._key, self._check = store or board(), key, check
        button = (
            [{"name": "check", "label": "Check", "kind": "button"}] if check else []
        )
        super().__init__(
            title=f"Exercise: {label}",
            fields=[
                {"name": "answer", "label": label, "kind": kind, "keep": True},
                *button,
            ],
            values={"answer": self._store.get("exercise", key) or ""},
        )

    def on_change(self, values):
        """Keep what was written."""
        answer = values["answer"]
        if answer != self._seen["answer"]:
            self.status = (
                "Kept"
                f" {self.keep(self._store, 'exercise', self._key, answer, 'answer')[11:19]}."
            )

    def on_action(self, action):
        """Say what can be said of the answer."""
        if action == "check":
            self.status = self._check(self.values["answer"])

    def static_html(self):
        """In print a line to write on."""
        return f"<p>{escape(self.fields[0]['label'])}</p><p>{'_' * 60}</p>"
