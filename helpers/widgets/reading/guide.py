"""The guide of a page: a citation opens its words beside the prose, the reader stays
where they were, and what is folded can be opened all at once.

What it does in the page stands in `guide.js`, `drawer.js` and `staying.js`.
"""

import os
import sys

import traitlets

from helpers.html import PRINT, button, tag
from helpers.validation import Path, validated
from helpers.widgets.panel import Panel, load, script
from helpers.widgets.reading.passages import paragraph_html
from helpers.widgets.reading.sources import by_link

DEAD = (
    "Nothing can be pressed here: this page shows the printed form of its tools. If it"
    " is open in JupyterLab or Notebook, the extensions ipywidgets and anywidget are"
    " missing where it runs. Install what environment.yml lists there, load the page"
    " again, and choose Run All."
)
_GUESS = "helpers.widgets.reading.guess"


class Guide(Panel):
    """Serves the page of one notebook: it opens the words of citations, and more."""

    _esm = script("drawer", "staying", "guide")

    # Of each text its paragraphs: the line that names them, the citation without its
    # number, and the words. The page has all of them: it opens a citation also when
    # the kernel is busy or gone.
    passages = traitlets.Dict().tag(sync=True)

    # What the sign ° opens, by the address of its link: the statement and its source.
    sources = traitlets.Dict().tag(sync=True)

    @validated
    def __init__(self, folder: Path | None = None) -> None:
        loaded = load(folder)
        first = next(iter(loaded.values()))
        self._such_as = first[min(12, len(first))].cite
        super().__init__(
            title="Guide",
            variant="pb-guide",
            above=button("everything", "Show everything on this page"),
            passages={text.id: _passages(text) for text in loaded.values()},
            sources=by_link(),
        )

    def on_change(self, values):
        """Say what a citation does."""
        self.status = (
            f"A citation such as {self._such_as} opens its words. Escape closes them."
            " Where Tab shows ← →, the arrow keys go on to more."
        )

    def on_action(self, action):
        """Reveal what waits for a guess; what is folded in the prose the page opens."""
        # Nothing waits where no guess was drawn.
        guesses = getattr(sys.modules.get(_GUESS), "waiting", ())
        for guess in list(guesses):
            guess.reveal()
        self.status = "Everything on this page is shown."

    def static_html(self):
        """In print nothing: the words that are cited stand at the end. Elsewhere this
        is shown only where the page cannot show a widget, and says so.
        """
        return "" if os.environ.get(PRINT) else tag("p", DEAD)


def _passages(text):
    """The paragraphs of a text, each with the line that names where it stands."""
    named = f"{text.author}, {text.title}" if text.author else text.title
    return [
        [
            f"{text.title} ({text.year}), {section.title}",
            f"{named} ({text.year})",
            paragraph_html(text[number], text),
        ]
        for section in text.sections
        for number in range(section.first, section.last + 1)
    ]
