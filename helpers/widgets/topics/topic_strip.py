"""Topics over the text: a column a paragraph or window, a row a topic, taller where
the topic has more of it; each leads to its words.
"""

import itertools

from markupsafe import Markup

from helpers import html
from helpers.figures import shown
from helpers.figures.drawing import Picture, percent, sign
from helpers.figures.looks import dressed
from helpers.widgets.panel import button, select
from helpers.widgets.topics.topic_model import TopicPanel

LEAST = 0.01  # a share that is seen
RUN = 3  # units one after the other that make a stretch of a topic


class TopicStrip(TopicPanel):
    """The share of every topic in every unit, in the order of the texts; click a
    column, or choose it from the list and press the button, to read it.
    """

    def __init__(self, folder=None, **settings):
        super().__init__("Topics over the text", folder, **settings)

    def on_change(self, values):
        """Draw the strip; open the unit that was chosen."""
        model = self._model()
        cites = list(model.weights.index)
        places = [["", "choose a place"], *[[cite, cite] for cite in cites]]
        # The list goes with its button only: with the arrow keys every place passed
        # over would be opened.
        self._more = [
            select("cite", "Read", options=places, by=["open"]),
            button("open", "Open the place"),
        ]
        if values.get("cite") not in cites:
            self.values, self.passage = {**values, "cite": ""}, ""
        self.fields = self._fields()
        self.html = strip_html(model, self.values["cite"])
        if self.values["cite"]:
            self._read(self.values["cite"])
        else:
            self.status = (
                f"{len(model.words)} topics over {len(cites)} {values['unit']}s."
            )

    def on_action(self, action):
        """Open the unit of a column, or the one that was chosen from the list."""
        if action == "open":
            action = self.values["cite"]
            self.status = self.status if action else "Choose a place first."
        if action in self._model().weights.index:
            self.set_values(cite=action)
            self.html = strip_html(self._model(), action)
            self._read(action)

    def _read(self, cite):
        model = self._model()
        shares = model.weights.loc[cite].sort_values(ascending=False, kind="stable")
        topic = shares.index[0]
        listed = ", ".join(
            f"topic {n} {share:.0%}" for n, share in shares.items() if share >= 0.05
        )
        self._open(cite, model.words[topic - 1])
        self.status = (
            f"{cite}: {listed or 'no topic'}. The first words of topic {topic} are"
            " marked."
        )

    def static_html(self):
        """In print the strip."""
        return Markup(self.html.partition("<details>")[0]) + Markup("</figure>")


def strip_html(model, chosen=""):
    """The strip, with its data as a table to open."""
    cites, owners = list(model.weights.index), list(model.documents.text)
    columns = [_column(n, cite, len(cites), chosen) for n, cite in enumerate(cites)]
    whole = {"width": "100%", "height": "100%"}
    rows = [
        html.join([html.tag("p", name), _row(shares, owners)])
        for name, shares in zip(_names(model), model.weights.to_numpy().T)
    ]
    rows.append(html.tag("svg", *columns, **whole))
    drawn = html.tag("div", *rows, class_="pb-over")
    starts = html.tag("div", *_starts(owners), class_="pb-starts")
    numbers = model.weights.reset_index().rename(columns=_name)
    return shown.drawn(
        Picture(drawn + starts),
        f"Share of each topic, place by place. On average {_in_words(model)}. Largest"
        f" of all over {RUN} places and more: {_stretches(model)}.",
        numbers,
        "Each bar is a place: the taller, the more of it is the topic.",
    )


def _name(column):
    return f"topic {column}" if isinstance(column, int) else str(column)


def _names(model):
    """Each topic with its first words."""
    for n, listed in enumerate(model.words, start=1):
        yield html.join([html.tag("b", f"Topic {n}"), f" {', '.join(listed[:3])}"])


def _row(shares, owners):
    """A bar for the share of one topic in each unit."""
    many = len(owners)
    bars = {text_id: [] for text_id in owners}
    for n, (text_id, share) in enumerate(zip(owners, shares.tolist())):
        if share >= LEAST:
            bars[text_id].append(
                html.tag(
                    "rect",
                    x=percent(n / many),
                    y=percent(1 - share),
                    width=percent(0.85 / many),
                    height=percent(share),
                )
            )
    groups = [html.tag("g", *each, **dressed(own)) for own, each in bars.items()]
    drawn = html.tag("svg", *groups, width="100%", height="100%")
    return html.tag("div", drawn, class_="pb-topic")


def _column(n, cite, many, chosen):
    """What is pressed to read a unit, over all topics."""
    field = {"x": percent(n / many), "width": percent(1 / many), "height": "100%"}
    return html.tag(
        "g",
        html.tag("title", cite),
        html.tag("rect", class_="pb-column", **field),
        class_="pb-current" if cite == chosen else None,
        data_action=cite,
    )


def _starts(owners):
    """The id of each text where its units begin."""
    for text_id in dict.fromkeys(owners):
        at = f"left:{percent(owners.index(text_id) / len(owners))}"
        yield html.tag("span", sign(text_id), f"{text_id} →", style=at)


def _in_words(model):
    """The mean share of each topic in each text."""
    by_text, ids = model.by_text(), list(dict.fromkeys(model.documents.text))
    return "; ".join(
        f"topic {n} is {', '.join(f'{shares[text]:.0%} of {text}' for text in ids)}"
        for n, shares in by_text.iterrows()
    )


def _stretches(model):
    """Where each topic is the largest in several units one after the other."""
    largest = model.weights.idxmax(axis="columns")
    listed = {n: [] for n in model.weights.columns}
    runs = itertools.groupby(
        zip(largest.index, model.documents.text, largest), key=lambda each: each[1:]
    )
    for (_, topic), run in runs:
        cites = [cite for cite, *_ in run]
        if len(cites) >= RUN:
            listed[topic].append(f"{cites[0]} to {cites[-1]}")
    return "; ".join(
        f"topic {n} {', '.join(places) or 'nowhere'}" for n, places in listed.items()
    )
