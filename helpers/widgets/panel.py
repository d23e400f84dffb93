"""The one pattern of our widgets: named controls above, an announced line of status, and HTML that Python makes.

A widget lists its `fields`, answers a change in `respond`, and a button of its HTML in `said`. What goes wrong is shown in the widget.
"""

import functools
import pathlib
import traceback

import anywidget
import traitlets

from helpers import texts
from helpers.errors import SeminarError, TextError

_HERE = pathlib.Path(__file__).parent


class Panel(anywidget.AnyWidget):
    """A group of controls and what they show; subclasses give `fields`, `respond(values)` and, where there are buttons, `said(what)`.

    A field is a dict: `name`, `label` and `kind`. A "text" is sent with Enter or a button, a "select" when it changes, a "long" is a
    text of several lines; `keep: True` sends what is typed as soon as typing pauses; `by: [names]` sends it with those buttons only. A
    "show" only shows or hides what the HTML marks with `pb-show-NAME`. A "select" has `options`, [value, words] pairs.

    The page sends what was changed and what was pressed in one numbered message, so that neither overtakes the other, and misses
    an answer when the kernel is gone. What Python changes goes back by `put`, so that an echo never overwrites what is being typed.
    """

    _esm = (_HERE / "panel.js").read_text(encoding="utf-8")
    _css = (_HERE / "panel.css").read_text(encoding="utf-8")

    title = traitlets.Unicode().tag(sync=True)
    fields = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    placed = traitlets.Dict().tag(sync=True)  # the values that Python changed last, and a number that makes each time a change
    status = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)  # a passage opened from the html
    focus = traitlets.Unicode().tag(sync=True)  # the citation to bring into view

    def __init__(self, **traits):
        super().__init__(**traits)
        self.on_msg(lambda _, content, __: self.receive(content))
        self._safely(self.respond, self.values)

    def respond(self, values):
        """Show what these values of the fields ask for."""

    def said(self, what):
        """Act on a button or on Enter in a text: the name of the field, or the `data-say` of the HTML."""

    def static_html(self):
        """What print shows in place of the widget."""
        return self.html + self.page

    def put(self, **values):
        """Change fields from Python."""
        self.values = {**self.values, **values}
        self.placed = {"values": values, "number": self.placed.get("number", 0) + 1}

    def turn_to(self, cite):
        """Bring a paragraph of the HTML into view, also when it was the last to be opened."""
        self.focus = f"{cite}#{int(self.focus.rpartition('#')[2] or 0) + 1}"

    def receive(self, content):
        """A message from the page: `changed` values, then the button or field that was pressed or entered, if any, as `say`."""
        changed = content.get("changed")
        heard = True
        if changed:
            self.values = {**self.values, **changed}
            heard = self._safely(self.respond, self.values)
        if heard and content.get("say"):
            self._safely(self.said, content["say"])
        self.send({"answered": content.get("number"), "view": content.get("view"), "heard": heard})

    def _safely(self, act, given):
        try:
            act(given)
            return True
        except SeminarError as error:
            self.status = str(error)
        except Exception as error:  # a fault of ours: say so where it can be seen
            self.status = f"Something went wrong here ({type(error).__name__}: {error}). What you typed is still in the box."
            self.log.error(traceback.format_exc())
        return False

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        data["text/html"] = f"<style>{self._css}</style><div class='pb-panel pb-static'>{self.static_html()}</div>"
        data["text/plain"] = self.title
        return bundle


def short(typed, longest=60):
    """What was typed, as it can be repeated in a line."""
    return typed if len(typed) <= longest else typed[: longest - 1] + "…"


def load(folder, at_least=1):
    """The texts of a folder by id; an error when there are too few of them to show."""
    found = texts.load_all(folder)
    if len(found) < at_least:
        where = pathlib.Path(folder).resolve() if folder else "texts/"
        raise TextError(f"{where} has {len(found)} texts, and this needs {at_least}. Put .md files there; README.md shows how they begin.")
    return {text.id: text for text in found}


@functools.cache
def answers():
    """The store of this notebook's reader."""
    from helpers.answers import Answers

    return Answers()
