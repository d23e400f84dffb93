"""What the widgets on topics share: the settings of a model as fields, models fitted
once, and a unit opened with marked words.
"""

import functools
from html import escape

from helpers import comparison, texts, topics, words
from helpers.widgets.panel import Panel, load, select
from helpers.widgets.reading import passages

STOPS = {
    "": "our stop list",
    "general": "scikit-learn’s general list",
    "shared": "ours, and words of one text only",
    "none": "nothing",
}


class TopicPanel(Panel):
    """A panel on a model of the texts of a folder; `more` fields come after the
    settings, `method`, `k`, `seed`, `unit` and `stop`.
    """

    def __init__(self, title, folder=None, more=(), **settings):
        self._folder, self._texts = folder, tuple(load(folder).values())
        chosen = {
            "method": "nmf",
            "k": "6",
            "seed": "0",
            "unit": "paragraph",
            "stop": "",
        } | {n: str(v) for n, v in settings.items()}
        self._more = list(more)
        super().__init__(
            title=title, variant="pb-wide", fields=self._fields(), values=chosen
        )

    def static_html(self):
        """In print what is shown, and what is said of it."""
        return f"<p>{escape(self.status)}</p>{self.html}"

    def _fields(self):
        numbers, starts = (
            [(str(n), str(n)) for n in range(*ends)] for ends in ((2, 13), (0, 10))
        )
        choices = {
            "method": ("Method", topics.METHODS.items()),
            "k": ("Topics", numbers),
            "seed": ("Random start", starts),
        }
        choices |= {
            "unit": ("Unit", topics.UNITS.items()),
            "stop": ("Left out", STOPS.items()),
        }
        return [
            select(name, label, options=[list(o) for o in options])
            for name, (label, options) in choices.items()
        ] + self._more

    def _model(self, **other):
        """The model that the settings ask for, with `other` settings in place of
        some.
        """
        chosen = {
            name: self.values[name] for name in ("method", "k", "seed", "unit", "stop")
        } | other
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
        return "/".join(
            self.values[name] or "ours"
            for name in ("method", "k", "seed", "unit", "stop")
        )

    def _open(self, cite, listed):
        """Show the paragraphs of a unit, with the words of a topic marked."""
        text, chosen, _ = texts.find(cite, self._folder)
        spans = words.spans(text, "|".join(listed))
        shown = "".join(
            passages.paragraph_html(one, text, matches=spans.get(one.number, []))
            for one in chosen
        )
        back = (
            '<div class="pb-back"><button type="button" data-back>Back to the'
            " topics</button></div>"
        )
        self.passage = f"{shown}{back}"
        self.scroll_to(chosen[0].cite)


@functools.lru_cache(maxsize=32)
def read(several, unit, stop):
    """What a model of these texts reads, with one of the named stop lists."""
    if stop == "general":
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
