"""Same again? The topics of a model, and beside each what becomes of it when
something changes that should not matter.
"""

import math

from helpers import html, topics
from helpers.widgets.panel import button, select
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
            select(
                "change", "Change", options=[list(item) for item in CHANGES.items()]
            ),
            button("again", "Again", primary=True),
        ]
        super().__init__("Same again?", folder, more, **{"change": "sample"} | settings)

    def on_change(self, values):
        """Make a try with these settings."""
        self.on_action("again")

    def on_action(self, action):
        """Make one more try."""
        change = self.values["change"]
        done = self._tries.setdefault((self._settings(), change), [])
        model, changed = self._model(), self._changed(change, len(done))
        if changed is None:
            self.status = (
                f"There is no other try of this kind: all {len(done)} were made. Choose"
                f" another change. {self._score()}"
            )
            return
        name, other = changed
        matched = topics.matching(model.words, other.words).set_index("topic_1")
        done.append(
            {n: matched["likeness"].get(n, 0.0) for n in model.word_weights.index}
        )
        self.html = tries_html(model, other, matched, name, self._back())
        back = sum(value >= topics.BACK for value in done[-1].values())
        self.status = (
            f"Try {len(done)}, {name}: {back} of {len(model.words)} topics came back."
            f" {self._score()}"
        )

    def _changed(self, change, n):
        """What the n-th try of a change is called, and its model; None when there is
        no other.
        """
        if change == "sample":
            values = self.values
            drawn = topics.sample(read(self._texts, values["unit"], values["stop"]), n)
            k, seed = int(values["k"]), int(values["seed"])
            return f"sample {n + 1}", topics.fit(drawn, k, values["method"], seed)
        others = self._others(change)
        if n >= len(others):
            return None
        value, name = others[n]
        return name, self._model(**{change: value})

    def _others(self, change):
        """The values that a setting may be changed to, each with its name."""
        value = self.values[change]
        if change == "seed":
            return [(str(seed), f"random start {seed}") for seed in range(1_000, 1_100)]
        if change == "k":
            return [(str(k), f"{k} topics") for k in range(int(value) + 1, 16)]
        options = next(
            field["options"] for field in self.fields if field["name"] == change
        )
        return [option for option in options if option[0] != value]

    def _back(self):
        """For each topic, in how many tries it came back, of how many."""
        tries = self._tries[self._settings(), self.values["change"]]
        return {
            n: (sum(alike[n] >= topics.BACK for alike in tries), len(tries))
            for n in self._model().word_weights.index
        }

    def _score(self):
        back = self._back()
        always = [str(n) for n, (came, tries) in back.items() if came == tries]
        listed = "no topic"
        if always:
            listed = ("topic " if len(always) == 1 else "topics ") + ", ".join(always)
        many = next(iter(back.values()))[1]
        return (
            f"In {'the one try' if many == 1 else f'all {many} tries'} of this kind so"
            f" far: {listed}."
        )


def tries_html(model, other, matched, name, back):
    """The topics of a model, each beside its match in another, and what is new."""
    rows = []
    for n, listed in enumerate(model.words, start=1):
        likeness, match = 0.0, 0
        if n in matched.index:
            likeness, match = (float(matched["likeness"][n]), matched["topic_2"][n])
        after = other.words[match - 1] if match and likeness >= PART else []
        again = (
            html.join([f"Topic {match}: ", _marked(after, listed)]) if after else "–"
        )
        came, tries = back[n]
        before = _marked(listed, after)
        rows.append(
            [f"Topic {n}", before, _likeness(likeness), again, f"{came} of {tries}"]
        )
    heads = ["Topic", "Before", "Likeness", f"After: {name}", "Came back"]
    caption = "Words that both have are bold"
    table = html.table(caption, heads, rows, "pb-topics", named=True)
    joined = set(matched.loc[matched["likeness"] >= PART, "topic_2"])
    new = [
        html.tag("li", f"Topic {n} there: {', '.join(listed)}")
        for n, listed in enumerate(other.words, start=1)
        if n not in joined
    ]
    if not new:
        return table
    return html.join(
        [table, html.tag("p", "Only after the change:"), html.tag("ul", *new)]
    )


def _likeness(value):
    """A likeness as a bar, in words, and as a number."""
    words = "lost"
    if value >= PART:
        words = "came back" if value >= topics.BACK else "in part"
    line = html.tag(
        "path", d=f"M2 6h{66 * value:.0f}", stroke="currentColor", stroke_width="5"
    )
    bar = html.tag("svg", line, width="70", height="12", aria_hidden="true")
    # Rounded up it might seem to have come back.
    number = f"{math.floor(100 * value) / 100:.2f}"
    return html.join([bar, html.tag("br"), f"{words}, {number}"])


def _marked(listed, other):
    """Words side by side, those bold that the other list has."""
    return html.join(
        [html.tag("b", word) if word in other else word for word in listed], ", "
    )
