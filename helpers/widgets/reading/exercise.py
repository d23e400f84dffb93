"""An exercise: a box to write in, kept while one writes, and a check of what can be
checked.
"""

import contextlib
from collections.abc import Callable
from typing import Annotated, Any, Literal

from helpers import checks
from helpers.errors import AnswerError
from helpers.html import tag, to_write
from helpers.store.answers import Store, keep_label
from helpers.store.entries import whole
from helpers.validation import Wrong, validated
from helpers.widgets.panel import Panel, board, button
from helpers.widgets.reading.audit import suggestion_html


def _a_check(value: object) -> Any:
    if value is None or callable(value):
        return value
    raise Wrong("a function that says what it finds of an answer, or None")


Check = Annotated[Callable[[str], str] | None, _a_check]


class Exercise(Panel):
    """One question: what is written is kept under `key` and comes back with the cell;
    `check(answer)` returns a sentence.

    `kind` is "text" for a line, "long" for a paragraph.
    """

    @validated
    def __init__(
        self,
        key: str,
        label: str,
        check: Check = None,
        kind: Literal["long", "text"] = "long",
        store: Store | None = None,
    ):
        self._store, self._key, self._check = store or board(), key, check
        self._label, self._lines = label, 3 if kind == "long" else 1  # on paper
        kept = self._store.get("exercise", key)
        if kept:  # by a version that kept no label
            with contextlib.suppress(AnswerError):
                keep_label(self._store, "exercise", key, label)
        answer = {"name": "answer", "label": label, "kind": kind, "keep": True}
        super().__init__(
            title=f"Exercise: {label}",
            variant="pb-answer",
            fields=[
                answer,
                *([button("check", "Check", primary=True)] if check else []),
            ],
            values={"answer": whole(kept) if isinstance(kept, str) else ""},
        )

    def on_change(self, values):
        """Keep what was written."""
        answer = values["answer"]
        if answer != self._seen["answer"]:
            self.html = ""  # it was on other words
            time = self.keep(self._store, "exercise", self._key, answer, "answer")
            keep_label(self._store, "exercise", self._key, self._label)
            self.status = f"Kept {time[11:19]}."

    def on_action(self, action):
        """Say what can be said of the answer."""
        if action == "check" and self._check:
            answer = self.values["answer"]
            self.status = self._check(answer)
            stands = self.status.startswith(checks.STANDS)
            self.html = suggestion_html(checks.suggestion(answer) if stands else ())

    def static_html(self):
        """In print lines to write on."""
        return str(tag("p", self._label) + to_write(self._lines))
