"""The topics of a model: their words, their share in each text, a name of the
reader's own, and the passages that they come from.
"""

from helpers import figures, html
from helpers.figures.looks import dressed
from helpers.widgets.panel import board, box, script
from helpers.widgets.topics.topic_model import TopicPanel

SHOWN = 5  # passages of a topic with the largest share
NONE = 0.005  # a share that is shown as 0 %


class TopicExplorer(TopicPanel):
    """Every topic of a model as a row; its number leads to its words with their
    weights, and to the passages with its words marked.

    A name that a reader gives is kept for these settings: other settings give other
    topics.
    """

    _esm = script("field_places")

    def __init__(self, folder=None, store=None, **settings):
        self._store, self._topic = store or board(), 1
        super().__init__("Topics", folder, **settings)

    def on_change(self, values):
        """Keep the names, then show the topics of the model that is asked for."""
        kept = self._keep_names(values)
        with self.hold_sync():  # the boxes come with the rows in which they stand
            self._show_boxes()
            self._draw()
            model = self._model()
            many, size = len(model.weights), len(model.documents.vocabulary)
            self.status = (
                f"{kept}{len(model.words)} topics from {many} {values['unit']}s and"
                f" {size} words."
            )

    def on_action(self, action):
        """Show a topic, or open a passage of it."""
        act, _, rest = action.partition("/")
        listed = self._model().words
        # The button may be of the model before.
        if act == "topic" and rest.isdigit() and int(rest) <= len(listed):
            self._topic, self.passage = int(rest), ""
            self._draw()
            self.status = f"Topic {rest}: {', '.join(listed[self._topic - 1])}."
            self.scroll_to("topic")
        elif act == "open":
            self._open(rest, listed[self._topic - 1])

    def _keep_names(self, values):
        """Keep the names that were typed since; what to say of it."""
        times = [
            self.keep(self._store, "topic name", name[5:], value, name)
            for name, value in values.items()
            if name.startswith("name/") and value != self._seen.get(name)
        ]
        return f"Kept {times[-1][11:19]}. " if times else ""

    def _show_boxes(self):
        """A box for a name of each topic, with what was kept, when they are others."""
        topics = range(1, len(self._model().words) + 1)
        boxes = {f"name/{self._settings()}/{n}": n for n in topics}
        if list(boxes) == [field["name"] for field in self.fields if field.get("keep")]:
            return
        self._topic, self.passage = 1, ""
        names = self._names()
        loaded = {name: names.get(name[5:], "") for name in boxes}
        self._seen |= loaded
        self.values = {**self.values, **loaded}
        self.fields = self._fields() + [
            box(name, f"Your name for topic {n}", keep=True)
            for name, n in boxes.items()
        ]

    def _names(self):
        return self._store.latest("topic name")

    def _draw(self):
        model, names = self._model(), self._names()
        table, ids = model.table(), [text.id for text in self._texts]
        most = max(table[ids].to_numpy().max(), 1e-9)
        rows = []
        for row in table.to_dict("records"):
            shares = [bar_html(row[text_id], most, text_id) for text_id in ids]
            cells = [self._name_cell(row["topic"], names)]
            cells += [html.tag("td", cell) for cell in (row["words"], *shares)]
            topic = html.tag("th", self._link(row["topic"]), scope="row")
            rows.append(html.tag("tr", topic, *cells))
        shares = [f"Share in {text_id}" for text_id in ids]
        heads = ["Topic", "Your name", "First words", *shares]
        caption = "The topics, the largest first"
        shown = html.table(caption, heads, rows, "pb-topics")
        self.html = html.join([shown, detail_html(model, self._topic)])

    def _name_cell(self, topic, names):
        """Where the page puts the box for a name; on paper the name itself."""
        key = f"{self._settings()}/{topic}"
        return html.tag(
            "td", names.get(key), class_="pb-name", data_field=f"name/{key}"
        )

    def _link(self, topic):
        """The button of a topic, marked when it is the one that is shown."""
        return html.tag(
            "button",
            f"Topic {topic}",
            type="button",
            class_="pb-link",
            data_action=f"topic/{topic}",
            aria_current="true" if topic == self._topic else None,
        )


def detail_html(model, topic):
    """A topic's first words with their weights, and links to the units of which it has
    most.
    """
    units = model.passages(topic)
    links = [
        html.tag(
            "li",
            html.button(f"open/{row.cite}", row.cite, "pb-link"),
            f" {row.weight:.0%}",
        )
        for row in units.head(SHOWN).itertuples()
    ]
    without = f"In {(units['weight'] < NONE).sum()} of {len(units)} it has no share."
    table = figures.table_html(model.top(topic), f"The first words of topic {topic}")
    places = html.tag(
        "div",
        html.tag("p", "Where its share is largest:"),
        html.tag("ol", *links),
        html.tag("p", without),
    )
    return html.tag(
        "section",
        html.tag("h3", f"Topic {topic}"),
        html.tag("div", html.tag("div", table), places, class_="pb-two"),
        class_="pb-detail",
        data_cite="topic",
        tabindex="-1",
        aria_label=f"Topic {topic}",
    )


def bar_html(share, most, text_id):
    """A share as a bar in the colour of its text, and as a number."""
    bar = html.tag("rect", width=f"{60 * share / most:.1f}", y="3", height="7")
    look = dressed(text_id, "pb-length")
    drawn = html.tag("svg", bar, width="64", height="12", aria_hidden="true", **look)
    return html.join([drawn, f" {share:.0%}"])
