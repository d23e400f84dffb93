"""Same again? The topics of a model, and beside each what becomes of it when
something changes that should not matter.
"""

import math
from html import escape

from helpers import topics
from helpers.widgets.panel import button, select
from helpers.widgets.reading import passages
from helpers.widgets.topics.topic_model import TopicPanel, read

CHANGES = {
    "sample": "a random four fifths of the units",
    "seed": "another random start",
    "unit": "another unit of text",
    "k": "one topic more",
    "stop": "another stop list",
    "method": "the other method",
}
PART = 0.2  # likeness at which a topic came back in part


class SameAgain(TopicPanel):
    """Fits the model again with one thing changed, joins each topic to its match, says
    which are lost, and keeps the score.

    The score is of one kind of change and one model; it stands when a reader comes back
    to them.
    """

    def __init__(self, folder=None, **settings):
        # (settings, change) -> for each try the likeness of each topic to its match
        self._tries = {}
        more = [
            select("change", "Change", options=[list(one) for one in CHANGES.items()]),
            button("again", "Again"),
        ]
        super().__init__("Same again?", folder, more, **{"change": "sample"} | settings)

    def on_change(self, values):
        """Make a try with these settings."""
        self.on_action("again")

    def on_action(self, action):
        """Make one more try."""
        change = self.values["change"]
        done = self._tries.setdefault((self._settings(), change), [])
        model, told = self._model(), self._changed(change, len(done))
        if told is None:
            self.status = (
                f"There is no other try of this kind: all {len(done)} were made. Choose"
                f" another change. {self._score()}"
            )
            return
        name, other = told
        matched = topics.matching(model.words, other.words).set_index("topic_1")
        done.append(
            {n: matched["likeness"].get(n, 0.0) for n in model.word_weights.index}
        )
        self.html = _rows(model, other, matched, name, self._back())
        back = sum(value >= topics.BACK for value in done[-1].values())
        self.status = (
            f"Try {len(done)}, {name}: {back} of {len(model.words)} topics came back."
            f" {self._score()}"
        )

    def _changed(self, change, n):
        """What the n-th try of a change is called, and its model; None when there is
        no other.
        """
        value = self.values.get(change, "")
        if change == "sample":
            drawn = topics.sample(
                read(self._texts, self.values["unit"], self.values["stop"]), n
            )
            return f"sample {n + 1}", topics.fit(
                drawn,
                int(self.values["k"]),
                self.values["method"],
                int(self.values["seed"]),
            )
        options = next(one["options"] for one in self.fields if one["name"] == change)
        others = [option for option in options if option[0] != value]
        if change == "seed":
            others = [[str(seed), str(seed)] for seed in range(1_000, 1_100)]
        if change == "k":
            others = [[str(k), f"{k} topics"] for k in range(int(value) + 1, 16)]
        if n >= len(others):
            return None
        return (
            f"random start {others[n][0]}" if change == "seed" else others[n][1]
        ), self._model(**{change: others[n][0]})

    def _back(self):
        """For each topic, in how many tries it came back, of how many."""
        tries = self._tries[self._settings(), self.values["change"]]
        return {
            n: (sum(one[n] >= topics.BACK for one in tries), len(tries))
            for n in self._model().word_weights.index
        }

    def _score(self):
        back = self._back()
        always = [str(n) for n, (came, tries) in back.items() if came == tries]
        listed = (
            ("topic " if len(always) == 1 else "topics ") + ", ".join(always)
            if always
            else "no topic"
        )
        many = next(iter(back.values()))[1]
        return (
            f"In {'the one try' if many == 1 else f'all {many} tries'} of this kind so"
            f" far: {listed}."
        )


def _rows(model, other, matched, name, back):
    rows = ""
    for n, listed in enumerate(model.words, start=1):
        likeness, match = (
            (float(matched["likeness"][n]), int(matched["topic_2"][n]))
            if n in matched.index
            else (0.0, 0)
        )
        said = (
            "came back"
            if likeness >= topics.BACK
            else "in part"
            if likeness >= PART
            else "lost"
        )
        there = other.words[match - 1] if match and likeness >= PART else []
        line = (
            f'<path d="M2 6h{66 * likeness:.0f}" stroke="currentColor"'
            ' stroke-width="5"/>'
        )
        join = f'<svg width="70" height="12" aria-hidden="true">{line}</svg>'
        again = f"Topic {match}: {_marked(there, listed)}" if there else "–"
        came, tries = back[n]
        shown = (  # rounded up it might seem to have come back
            f"{math.floor(100 * likeness) / 100:.2f}"
        )
        rows += (
            "<tr><td>Topic"
            f" {n}</td><td>{_marked(listed, there)}</td><td>{join}<br>{said},"
            f" {shown}</td><td>{again}</td><td>{came} of {tries}</td></tr>"
        )
    joined = set(matched.loc[matched["likeness"] >= PART, "topic_2"])
    left = [n for n in range(1, len(other.words) + 1) if n not in joined]
    new = "".join(
        f"<li>Topic {n} there: {escape(', '.join(other.words[n - 1]))}</li>"
        for n in left
    )
    heads = ["Topic", "Before", "Likeness", f"After: {name}", "Came back"]
    table = passages.table_html(
        "pb-topics", "Words that both have are bold", heads, rows
    )
    return table + (f"<p>Only after the change:</p><ul>{new}</ul>" if new else "")


def _marked(listed, other):
    return ", ".join(
        f"<b>{escape(word)}</b>" if word in other else escape(word) for word in listed
    )
