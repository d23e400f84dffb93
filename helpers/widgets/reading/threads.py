"""The threads from 1906 to 1936 side by side: the words at both ends, a reader's own
judgement, then ours with the case against it.
"""

from html import escape

from helpers import arguments, texts
from helpers.widgets.panel import Panel, board, select
from helpers.widgets.reading import passages

OUTCOMES = {
    "kept": "1936 keeps the claim",
    "revised": "1936 revises it",
    "dropped": "1936 drops it and uses something else",
    "reversed": "1936 reverses it",
    "silent": "these excerpts are silent",
}


class Threads(Panel):
    """One thread at a time; `key` names the first. A judgement is kept under the
    thread's key.
    """

    def __init__(self, key="no help from the West", store=None):
        self._threads = {thread["key"]: thread for thread in texts.threads()}
        self._store = store or board()
        options = [[one["key"], one["title"]] for one in self._threads.values()]
        super().__init__(
            title="Threads from 1906 to 1936",
            variant="pb-wide",
            fields=[select("thread", "Thread", options=options)],
            values={"thread": key},
        )

    def on_change(self, values):
        """Show both ends of the thread that was chosen."""
        self._draw(values["thread"])
        self.status = f"{len(self._judged())} of {len(self._threads)} threads judged."

    def on_action(self, action):
        """Keep a judgement, or show ours, which waits to be asked for: an arrow key
        passes over judgements.
        """
        act, outcome, key = action.split("/", 2)
        if act == "ours":
            self._draw(key, True)
            self.status = "Our reading stands below."
        else:
            time = self._store.keep("thread", key, outcome)
            self._draw(key)
            self.status = (
                f"Kept {time[11:19]}: {OUTCOMES[outcome]}. {len(self._judged())} of"
                f" {len(self._threads)} judged."
            )

    def _judged(self):
        return {
            key: outcome
            for key, outcome in self._store.latest("thread").items()
            if key in self._threads and outcome in OUTCOMES
        }

    def _draw(self, key, ours=False):
        thread, judged = self._threads[key], self._judged().get(key)
        ends = ""
        for year, end in (("1906", "early"), ("1936", "late")):
            ends += (
                "<section"
                f" aria-label='{year}'><h3>{year}</h3>{_end(thread[end])}</section>"
            )
        below = (
            passages.button_html(f"ours//{key}", "Show our reading", "pb-link")
            if judged
            else ""
        )
        if judged and ours:
            below = (
                f"<p><b>Our reading: {OUTCOMES[thread['outcome']]}.</b>"
                f" {escape(thread['why'])}</p>"
            )
        self.html = (
            f'<div class="pb-detail"><p><b>{escape(thread["question"])}</b></p><div'
            f' class="pb-two">{ends}</div>'
            f"{passages.choice_html('What does the later text do with the earlier claim?', 'judge', OUTCOMES, judged, key)}{below}</div>"
        )

    def static_html(self):
        """In print every thread, without our reading."""
        shown = ""
        for thread in self._threads.values():
            ends = "".join(
                f"<p>“{escape(a['quote'])}” ({escape(a['cite'])})</p>"
                for a in [*thread["early"], *thread["late"]]
            )
            shown += f"<h3>{escape(thread['title'])}</h3><p>{escape(thread['question'])}</p>{ends}"
        return shown


def _end(anchors):
    """The sentences at one end of a thread, the quoted words marked."""
    shown = []
    for cite, quotes in passages.by_place(anchors).items():
        text, (paragraph, *_), _ = texts.find(cite)
        shown.append(
            passages.excerpt_html(paragraph, text, arguments.quoted(paragraph, quotes))
        )
    return "".join(shown)
