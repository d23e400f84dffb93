"""The topics of a model: their words, their share in each text, a name of the
reader's own, and the passages that they come from.
"""

from html import escape

from helpers import figures
from helpers.widgets.panel import board, box
from helpers.widgets.reading import passages
from helpers.widgets.topics.topic_model import TopicPanel

SHOWN = 5  # passages of a topic with the largest share


class TopicExplorer(TopicPanel):
    """Every topic of a model as a row; its number leads to its words with their
    weights, and to the passages with its words marked.

    A name that a reader gives is kept for these settings: other settings give other
    topics.
    """

    def __init__(self, folder=None, store=None, **settings):
        self._store, self._topic = store or board(), 1
        super().__init__("Topics", folder, **settings)

    def on_change(self, values):
        """Keep the names, then show the topics of the model that is asked for."""
        typed = {
            name: value
            for name, value in values.items()
            if name.startswith("name/") and value != self._seen.get(name)
        }
        times = [
            self.keep(self._store, "topic name", name[5:], value, name)
            for name, value in typed.items()
        ]
        named = f"Kept {times[-1][11:19]}. " if times else ""
        here = {
            f"name/{self._settings()}/{n + 1}": n + 1
            for n in range(len(self._model().words))
        }
        names = self._kept()
        if list(here) != [one["name"] for one in self.fields if one.get("keep")]:
            self._topic, self.passage = 1, ""
            boxes = [
                box(name, f"Your name for topic {n}", keep=True)
                for name, n in here.items()
            ]
            loaded = {name: names.get(name[5:], "") for name in here}
            self._seen |= loaded
            self.values = {**self.values, **loaded}
            self.fields = [*self._fields(), *boxes]
        self._draw()
        model = self._model()
        many, size = len(model.weights), len(model.documents.vocabulary)
        self.status = (
            f"{named}{len(model.words)} topics from {many} {values['unit']}s and {size}"
            " words."
        )

    def on_action(self, action):
        """Show a topic, or open a passage of it."""
        act, _, rest = action.partition("/")
        if (
            act == "topic" and rest.isdigit() and int(rest) <= len(self._model().words)
        ):  # the button may be of the model before
            self._topic, self.passage = int(rest), ""
            self._draw()
            self.status = (
                f"Topic {rest}: {', '.join(self._model().words[self._topic - 1])}."
            )
            self.scroll_to("topic")
        elif act == "open":
            self._open(rest, self._model().words[self._topic - 1])

    def _kept(self):
        return self._store.latest("topic name")

    def _draw(self):
        model, names = self._model(), self._kept()
        table, texts_here = model.table(), [text.id for text in self._texts]
        most = max(table[texts_here].to_numpy().max(), 1e-9)
        rows = ""
        for row in table.to_dict("records"):
            n = row["topic"]
            current = ' aria-current="true"' if n == self._topic else ""
            name = escape(names.get(f"{self._settings()}/{n}") or "")
            button = (
                '<button type="button" class="pb-link"'
                f' data-action="topic/{n}"{current}>Topic {n}</button>'
            )
            shares = "".join(
                f"<td>{_bar(row[text], most, text)}</td>" for text in texts_here
            )
            rows += (
                f"<tr><td>{button}</td><td"
                f" class='pb-name'>{name}</td><td>{escape(row['words'])}</td>{shares}</tr>"
            )
        heads = [
            "Topic",
            "Your name",
            "First words",
            *[f"Share in {text}" for text in texts_here],
        ]
        self.html = passages.table_html(
            "pb-topics", "The topics, the largest first", heads, rows
        ) + self._detail(model)

    def _detail(self, model):
        found = model.passages(self._topic)
        best, worst = found.head(SHOWN), found[found["weight"] < 0.005]
        links = "".join(
            f"<li>{passages.button_html(f'open/{r.cite}', r.cite, 'pb-link')}"
            f" {r.weight:.0%}</li>"
            for r in best.itertuples()
        )
        table = figures.table_html(
            model.top(self._topic), f"The first words of topic {self._topic}"
        )
        return (
            '<section class="pb-detail" data-cite="topic" tabindex="-1"'
            f' aria-label="Topic {self._topic}"><h3>Topic {self._topic}</h3><div'
            f' class="pb-two"><div>{table}</div><div><p>Where its share is'
            f" largest:</p><ol>{links}</ol><p>In {len(worst)} of {len(found)} it has no"
            " share.</p></div></div></section>"
        )


def _bar(share, most, text):
    style = figures.look(text)
    return (
        '<svg width="90" height="12" aria-hidden="true"><rect'
        f' width="{60 * share / most:.1f}" y="3" height="7"'
        f' fill="{style.colour}"/></svg> {share:.0%}'
    )
