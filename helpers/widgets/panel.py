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
    """A group of controls and what they show; subclasses give `fields`, `respond(values)` and, where their HTML has buttons, `said(what)`.

    A field is a dict: `name`, `label`, `kind` ("text", "long", "select", "check", "show", "button"), and for a select `options` as
    [value, words] pairs. A "show" is a check that only shows or hides what the HTML marks with `pb-show-NAME`.
    """

    _esm = (_HERE / "panel.js").read_text(encoding="utf-8")
    _css = (_HERE / "panel.css").read_text(encoding="utf-8")

    title = traitlets.Unicode().tag(sync=True)
    fields = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)  # a passage opened from the html
    focus = traitlets.Unicode().tag(sync=True)  # the citation to bring into view

    def __init__(self, **traits):
        super().__init__(**traits)
        self.observe(lambda change: self._safely(self.respond, change["new"]), "values")
        self.on_msg(lambda _, content, __: self._safely(self._pressed, content))
        self._safely(self.respond, self.values)

    def respond(self, values):
        """Show what these values of the fields ask for."""

    def said(self, content):
        """Act on a button of the HTML: `content` holds its `data-say`."""

    def static_html(self):
        """What print shows in place of the widget."""
        return self.html + self.page

    def _pressed(self, content):
        self.values = content.get("values", self.values)
        self.said(content)

    def _safely(self, act, given):
        try:
            act(given)
        except SeminarError as error:
            self.status = str(error)
        except Exception as error:  # a fault of ours: say so where it can be seen
            self.status = f"Something went wrong here ({type(error).__name__}: {error}). What you typed is still in the box."
            self.log.error(traceback.format_exc())

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
