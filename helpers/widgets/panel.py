"""The one pattern of our widgets: named controls above, an announced line of status, and HTML that Python makes.

A widget lists its `fields`, answers a change in `respond`, and a button of its HTML in `said`. What goes wrong is shown in the widget.
"""

import functools
import pathlib
import traceback

import anywidget
import traitlets

from helpers.errors import SeminarError

_HERE = pathlib.Path(__file__).parent


class Panel(anywidget.AnyWidget):
    """A group of controls and what they show; subclasses give `fields`, `respond(values)` and, where there are buttons, `said(what)`.

    A field is a dict: `name`, `label`, `kind` ("text", "long", "select", "check", "show", "button"), and for a select `options` as
    [value, words] pairs. A "show" is a check that only shows or hides what the HTML marks with `pb-show-NAME`.

    The page sends what was changed and what was pressed in one message, so that neither overtakes the other; what Python changes goes back
    by `put`, so that an echo never overwrites what is being typed.
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
        """Act on a button: the name of a field, or the `data-say` of the HTML."""

    def static_html(self):
        """What print shows in place of the widget."""
        return self.html + self.page

    def put(self, **values):
        """Change fields from Python."""
        self.values = {**self.values, **values}
        self.placed = {"values": values, "number": self.placed.get("number", 0) + 1}

    def receive(self, content):
        """A message from the page: `changed` values, then the button pressed, if any, as `say`."""
        changed = content.get("changed")
        if changed:
            self.values = {**self.values, **changed}
            if not self._safely(self.respond, self.values):
                return
        if content.get("say"):
            self._safely(self.said, content["say"])

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


@functools.cache
def answers():
    """The store of this notebook's reader."""
    from helpers.answers import Answers

    return Answers()
