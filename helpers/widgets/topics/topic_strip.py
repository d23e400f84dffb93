"""Topics over the text: a column a paragraph or window, a row a topic, darker where
the topic has more of it; each leads to its words.
"""

from markupsafe import Markup

from helpers import figures, html
from helpers.widgets.panel import button, select
from helpers.widgets.topics.topic_model import TopicPanel

WIDE, ROW, LEFT = 720, 22, 60  # of the picture, in pixels
LEAST = 0.01  # a share that is seen


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
        return Markup(self.html).partition("<details>")[0]


def strip_html(model, chosen=""):
    """The strip as SVG, with its data as a table to open."""
    units = zip(model.weights.index, model.documents.text, model.weights.to_numpy())
    step, height = WIDE / len(model.weights), ROW * len(model.words)
    columns = [
        _column(cite, text_id, shares, LEFT + place * step, step, cite == chosen)
        for place, (cite, text_id, shares) in enumerate(units)
    ]
    rows = [
        html.tag("text", f"Topic {n + 1}", x=0, y=n * ROW + 15)
        for n in range(len(model.words))
    ]
    drawn = html.tag(
        "svg",
        *columns,
        *rows,
        *_names(model, step, height + 26),
        class_="pb-rows pb-topic-strip",
        width=WIDE + LEFT,
        height=height + 32,
        role="img",
        aria_label="Share of each topic, place by place. On average"
        f" {_in_words(model)}.",
    )
    numbers = model.weights.reset_index().rename(columns=str)
    table = html.scroll("Data", figures.table_html(numbers, "Share of each topic"))
    picture = html.scroll("Topics over the text", drawn, same="strip")
    return html.join([picture, html.details("The data of this picture", table)])


def _column(cite, text_id, shares, left, step, chosen):
    """The shares of the topics in one unit, and a mark below when it is open."""
    x, width = f"{left:.1f}", f"{step:.1f}"
    colour = figures.look(text_id).colour
    shade = {"x": x, "width": width, "height": ROW - 2, "fill": colour}
    cells = [
        html.tag("rect", y=n * ROW + 1, fill_opacity=f"{share:.2f}", **shade)
        for n, share in enumerate(shares)
        if share >= LEAST
    ]
    height = ROW * len(shares)
    whole = html.tag("rect", class_="pb-strip", x=x, y=0, width=width, height=height)
    mark = html.tag(
        "path", d=f"M{left + step / 2:.1f} {height + 2}l5 9h-10z", fill="currentColor"
    )
    return html.tag(
        "g",
        html.tag("title", cite),
        *cells,
        whole,
        mark if chosen else None,
        class_="pb-box",
        data_action=cite,
    )


def _names(model, step, y):
    """The id of each text where its units begin."""
    owners = list(model.documents.text)
    return [
        html.tag(
            "text", f"{text_id} →", x=f"{LEFT + owners.index(text_id) * step:.1f}", y=y
        )
        for text_id in dict.fromkeys(owners)
    ]


def _in_words(model):
    """The mean share of each topic in each text."""
    by_text, ids = model.by_text(), list(dict.fromkeys(model.documents.text))
    return "; ".join(
        f"topic {n} is {', '.join(f'{shares[text]:.0%} of {text}' for text in ids)}"
        for n, shares in by_text.iterrows()
    )
