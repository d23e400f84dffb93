"""Topics over the text: a column a paragraph or window, a row a topic, darker where
the topic has more of it; each leads to its words.
"""

from html import escape

from helpers import figures
from helpers.widgets.panel import select
from helpers.widgets.topics.topic_model import TopicPanel

WIDE, ROW, LEFT = 720, 22, 60  # of the picture, in pixels


class TopicStrip(TopicPanel):
    """The share of every topic in every unit, in the order of the texts; click a
    column, or choose it from the list, to read it.
    """

    def __init__(self, folder=None, **settings):
        super().__init__("Topics over the text", folder, **settings)

    def on_change(self, values):
        """Draw the strip; open the unit that was chosen."""
        model = self._model()
        cites = list(model.weights.index)
        self._more = [
            select(
                "cite",
                "Read",
                options=[["", "choose a place"], *[[cite, cite] for cite in cites]],
            )
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
        """Open the unit of a column."""
        if action in self._model().weights.index:
            self.set_values(cite=action)
            self.html = strip_html(self._model(), action)
            self._read(action)

    def _read(self, cite):
        model = self._model()
        shares = model.weights.loc[cite].sort_values(ascending=False, kind="stable")
        topic = shares.index[0]
        told = ", ".join(
            f"topic {n} {share:.0%}" for n, share in shares.items() if share >= 0.05
        )
        self._open(cite, model.words[topic - 1])
        self.status = (
            f"{cite}: {told or 'no topic'}. The first words of topic {topic} are"
            " marked."
        )

    def static_html(self):
        """In print the strip."""
        return self.html.partition("<details>")[0]


def strip_html(model, chosen=""):
    """The strip as SVG, with its data as a table to open."""
    weights = model.weights
    step, height = WIDE / len(weights), ROW * len(model.words)
    columns = ""
    for place, (cite, shares) in enumerate(zip(weights.index, weights.to_numpy())):
        colour = figures.look(model.documents.text[place]).colour
        cells = "".join(
            f'<rect x="{LEFT + place * step:.1f}" y="{n * ROW + 1}" width="{step:.1f}"'
            f' height="{ROW - 2}" fill="{colour}" fill-opacity="{share:.2f}"/>'
            for n, share in enumerate(shares)
            if share >= 0.01
        )
        here = (
            f'<path d="M{LEFT + (place + 0.5) * step:.1f} {height + 2}l5 9h-10z"'
            ' fill="#222"/>'
            if cite == chosen
            else ""
        )
        whole = (
            f'<rect class="pb-strip" x="{LEFT + place * step:.1f}" y="0"'
            f' width="{step:.1f}" height="{height}"/>'
        )
        columns += (
            '<g class="pb-box"'
            f' data-action="{escape(cite)}"><title>{escape(cite)}</title>{cells}{whole}{here}</g>'
        )
    rows = "".join(
        f'<text x="0" y="{n * ROW + 15}">Topic {n + 1}</text>'
        for n in range(len(model.words))
    )
    ids = list(dict.fromkeys(model.documents.text))
    first = {text: list(model.documents.text).index(text) for text in ids}
    named = "".join(
        f'<text x="{LEFT + first[text] * step:.1f}" y="{height + 26}">{escape(text)}'
        " →</text>"
        for text in ids
    )
    by_text = model.by_text()
    told = "; ".join(
        f"topic {n} is"
        f" {', '.join(f'{by_text.loc[n, text]:.0%} of {text}' for text in ids)}"
        for n in by_text.index
    )
    table = figures.table_html(
        weights.reset_index().rename(columns=str), "Share of each topic"
    )
    return (
        '<div class="pb-scroll" tabindex="0" role="region" aria-label="Topics over the'
        ' text" data-same="strip"><svg class="pb-rows pb-topic-strip"'
        f' width="{WIDE + LEFT}" height="{height + 32}" role="img" aria-label="Share of'
        " each topic, place by place. On average"
        f' {escape(told)}.">{columns}{rows}{named}</svg></div><details><summary>The'
        ' data of this picture</summary><div class="pb-scroll" tabindex="0"'
        f' role="region" aria-label="Data">{table}</div></details>'
    )
