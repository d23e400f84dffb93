"""The threads from 1906 to 1936 side by side: the words at both ends, a reader's own
judgement, then ours with the case against it.
"""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from helpers import arguments, texts
from helpers.errors import ArgumentError
from helpers.html import button, choice, join, tag
from helpers.validation import validated
from helpers.widgets.panel import Panel, board, select
from helpers.widgets.reading import passages

OUTCOMES = {
    "kept": "1936 keeps the claim",
    "revised": "1936 revises it",
    "dropped": "1936 drops it and uses something else",
    "reversed": "1936 reverses it",
    "silent": "these excerpts are silent",
}
QUESTION = "What does the later text do with the earlier claim?"
_ENDS = {"1906": "early", "1936": "late"}


class Threads(Panel):
    """One thread at a time; `key` names the first. A judgement is kept under the
    thread's key.
    """

    @validated
    def __init__(self, key: str = "no help from the West", store: Any = None) -> None:
        self._threads = {thread["key"]: thread for thread in texts.threads()}
        if key not in self._threads:
            raise ArgumentError(
                f"There is no thread {key!r}. There are: {', '.join(self._threads)}."
            )
        self._store = store or board()
        options = [[thread["key"], thread["title"]] for thread in texts.threads()]
        super().__init__(
            title="Threads from 1906 to 1936",
            variant="pb-wide",
            fields=[select("thread", "Thread", options=options)],
            values={"thread": key},
        )

    def on_change(self, values):
        """Show both ends of the thread that was chosen."""
        judged = self._judged()
        self._draw(values["thread"], judged)
        self.status = f"{len(judged)} of {len(self._threads)} threads judged."

    def on_action(self, action):
        """Keep a judgement, or show ours, which waits to be asked for: an arrow key
        passes over judgements.
        """
        act, outcome, key = action.split("/", 2)
        if act == "ours":
            self._draw(key, self._judged(), ours=True)
            self.status = "Our reading stands below."
            self.scroll_to("ours")
            return
        time = self._store.keep("thread", key, outcome)
        judged = self._judged()
        self._draw(key, judged)
        self.status = (
            f"Kept {time[11:19]}: {OUTCOMES[outcome]}. {len(judged)} of"
            f" {len(self._threads)} judged."
        )

    def static_html(self):
        """In print every thread, without our reading."""
        return tag("div", *map(_printed, self._threads.values()), class_="pb-threads")

    def _judged(self) -> dict[str, str]:
        return {
            key: outcome
            for key, outcome in self._store.latest("thread").items()
            if key in self._threads and outcome in OUTCOMES
        }

    def _draw(self, key: str, judged: dict[str, str], ours: bool = False) -> None:
        thread, own = self._threads[key], judged.get(key)
        ends = [
            tag("section", tag("h3", year), _end(thread[end]), aria_label=year)
            for year, end in _ENDS.items()
        ]
        below = Markup()
        if own and ours:
            reading = f"Our reading: {OUTCOMES[thread['outcome']]}."
            below = tag(
                "p",
                tag("b", reading),
                f" {thread['why']}",
                role="group",
                aria_label="Our reading",
                data_cite="ours",
                data_block="nearest",
                tabindex="-1",
            )
        elif own:
            below = button(f"ours//{key}", "Show our reading", "pb-link")
        self.html = tag(
            "div",
            tag("p", tag("b", thread["question"])),
            tag("div", *ends, class_="pb-two", data_walk=True),
            choice(QUESTION, "judge", OUTCOMES, own, key),
            below,
            class_="pb-detail",
        )


def _end(anchors: Iterable[dict[str, str]]) -> Markup:
    """The sentences at one end of a thread, the quoted words marked."""
    shown = []
    for place, quotes in passages.by_place(anchors).items():
        text, (paragraph, *_), _ = texts.find(place)
        spans = arguments.quoted(paragraph, quotes)
        shown.append(passages.excerpt_html(paragraph, text, spans))
    return join(shown)


def _printed(thread: dict[str, Any]) -> Markup:
    anchors = [anchor for end in _ENDS.values() for anchor in thread[end]]
    return join(
        [
            tag("h3", thread["title"]),
            tag("p", thread["question"]),
            *(
                tag("p", f"“{anchor['quote']}” ({anchor['cite']})")
                for anchor in anchors
            ),
        ]
    )
