"""What the widgets on topics share: the settings of a model as fields, models fitted
once, and a unit opened with marked words.
"""

import functools

from markupsafe import Markup

from helpers import comparison, html, texts, topics, words
from helpers.errors import refuse_missing
from helpers.widgets.panel import Panel, load, select
from helpers.widgets.reading import passages

STOPS = {
    "": "our stop list",
    "general": "scikit-learn’s general list",
    "shared": "ours, and words of one text only",
    "none": "nothing",
}
FIRST = {"method": "nmf", "k": "6", "seed": "0", "unit": "paragraph", "stop": ""}


class TopicPanel(Panel):
    """A panel on a model of the texts of a folder; `more` fields come after the
    settings, `method`, `k`, `seed`, `unit` and `stop`.
    """

    def __init__(self, title, folder=None, more=(), **settings):
        self._folder, self._texts = folder, tuple(load(folder).values())
        self._more = list(more)
        values = FIRST | {name: str(value) for name, value in settings.items()}
        self._asked = values  # a number that was asked for is a choice of its list
        super().__init__(
            title=title, variant="pb-wide", fields=self._fields(), values=values
        )

    def static_html(self):
        """In print what is shown, and what is said of it."""
        return html.join([html.tag("p", self.status), Markup(self.html)])

    def _fields(self):
        choices = {
            "method": ("Method", topics.METHODS),
            "k": ("Topics", _numbers(range(2, 13), self._asked["k"])),
            "seed": ("Random start", _numbers(range(10), self._asked["seed"])),
            "unit": ("Unit", topics.UNITS),
            "stop": ("Left out", STOPS),
        }
        settings = [
            select(name, label, options=[list(option) for option in options.items()])
            for name, (label, options) in choices.items()
        ]
        return settings + self._more

    def _model(self, **other):
        """The model that the settings ask for, with `other` settings in place of
        some.
        """
        chosen = {name: self.values[name] for name in FIRST} | other
        return fitted(
            self._texts,
            chosen["method"],
            int(chosen["k"]),
            int(chosen["seed"]),
            chosen["unit"],
            chosen["stop"],
        )

    def _settings(self):
        """The settings in one line, under which names and guesses are kept."""
        return "/".join(self.values[name] or "ours" for name in FIRST)

    def _open(self, cite, listed):
        """Show the paragraphs of a unit, with the words of a topic marked."""
        text, paragraphs, _ = texts.find(cite, self._folder)
        spans = words.spans(text, "|".join(map(words.spellings, listed)))
        shown = [
            passages.paragraph_html(
                paragraph, text, matches=spans.get(paragraph.number, [])
            )
            for paragraph in paragraphs
        ]
        back = html.tag("button", "Back to the topics", type="button", data_back=True)
        self.passage = html.join([*shown, html.tag("div", back, class_="pb-back")])
        self.scroll_to(paragraphs[0].cite)


def _numbers(usual, asked):
    """The numbers of a list, with the one that was asked for."""
    numbers = {*usual, *([int(asked)] if asked.isdecimal() else [])}
    return {str(number): str(number) for number in sorted(numbers)}


@functools.lru_cache(maxsize=32)
def read(several, unit, stop):
    """What a model of these texts reads, with one of the named stop lists."""
    if stop == "general":
        refuse_missing("sklearn")
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS as left_out
    else:
        left_out = set() if stop == "none" else topics.stop_words()
    if stop == "shared" and len(several) > 1:
        left_out = left_out | comparison.in_one_only(*several[:2])
    return topics.documents(several, unit, left_out)


@functools.lru_cache(maxsize=128)
def fitted(several, method, k, seed, unit, stop):
    """A model, fitted once for each choice of settings."""
    return topics.fit(read(several, unit, stop), k, method, seed)
