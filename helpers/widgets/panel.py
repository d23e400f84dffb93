"""The one pattern of our widgets: named controls above, an announced line of status,
and HTML that Python makes.

A widget lists its `fields`, answers a change in `on_change`, and a button of its HTML
in `on_action`. What goes wrong is shown in the widget.
"""

import contextlib
import functools
import os
import pathlib
import re
import threading
import traceback
import weakref
from collections.abc import Iterable, Iterator

import anywidget
import traitlets
from IPython import get_ipython

from helpers import boards, texts
from helpers.errors import SeminarError, TextError
from helpers.figures.drawing import STYLE as FIGURE_STYLE
from helpers.store.boards import board  # noqa: F401
from helpers.widgets import sitting

# JupyterLab has the messages of one widget handled in several threads; one at a time,
# so that none reads what another half wrote.
_ONE_AT_A_TIME = threading.RLock()
_HERE = pathlib.Path(__file__).parent
# cell -> the message that ran it last, and the panels that it made
_BY_CELL: dict[str, tuple[str, weakref.WeakSet]] = {}
# the cells and runs of the panels that are making others now, the innermost last
_MAKING: list[tuple] = []
# The parts of the script, each after those that it leans on.
_PARTS = ("drawing", "focus", "announcing", "drafts", "messages", "fields", "panel")
_PARTS += ("reveal", "layers", "roving", "elsewhere")
# The sheets of style by subject, the one of decisions first.
_SHEETS = ("sheet", "controls", "reading", "topics", "maps", "discussion", "guide")
_SHEETS += ("picture", "print")
# What the styles hide until it is asked for; no one can ask on paper.
_ON_DEMAND = re.compile(
    r"<del\b.*?</del>|<ul\b[^>]*\bpb-(?:corrections|voices)\b.*?</ul>", re.DOTALL
)
# On paper nothing is pressed: a button that is named by what it leads to is words, any
# other goes; a choice is a box to tick.
_NAMED_BUTTON = re.compile(
    r'<button\b[^>]*?( class="pb-[^"]*")[^>]*>(.*?)</button>', re.S
)
_PRESSED = re.compile(
    r'<button\b.*?</button>| (?:role="button"|tabindex="[^"]*"|data-action="[^"]*")',
    re.DOTALL,
)
_TICKED = re.compile(r"<input\b[^>]*?(\bchecked)?>")


def still(html: str) -> str:
    """HTML of a panel with nothing in it that only a live page can use.

    >>> still('<label><input type="radio" checked> Yes</label><button>Go</button>')
    '<label>☑ Yes</label>'
    """
    words = _NAMED_BUTTON.sub(r"<span\1>\2</span>", html)
    ticked = _TICKED.sub(lambda box: "☑" if box[1] else "☐", words)
    return _PRESSED.sub("", ticked)


def style(*sheets: str) -> str:
    """These sheets of style as one, without their comments."""
    parts = [(_HERE / f"styles/{name}.css").read_text("utf-8") for name in sheets]
    return re.sub(r"/\*.*?\*/\s*", "", "\n".join(parts), flags=re.DOTALL)


# Without its styles a picture is black on black: they go with it wherever it goes.
PICTURE_STYLE = style("sheet", "picture")


def script(*more: str) -> str:
    """The parts of our script, and `more` of them, as the one module that anywidget
    takes: without the imports of one from another, and without what only the checker
    of types reads.
    """
    parts = [(_HERE / f"{name}.js").read_text("utf-8") for name in (*_PARTS, *more)]
    notes = r"[ ]*/\*\*(?:(?!\*/).)*\*/\n"
    imports = r'import [^;]* from "\./\w+\.js";\n'
    aside = rf"^(?:{notes}|{imports}|export (?!default))"
    return re.sub(aside, "", "\n".join(parts), flags=re.MULTILINE | re.DOTALL)


class Panel(anywidget.AnyWidget):
    """A group of controls and what they show; subclasses give `fields`,
    `on_change(values)` and, where there are buttons, `on_action(action)`.

    A field is a dict: `name`, `label` and `kind`. A "text" is sent with Enter or a
    button, a "select" when it changes, a "long" is a text of several lines; `keep:
    True` sends what is typed as soon as typing pauses; `by: [names]` sends a text or a
    select with those buttons and selects only. A "show" only shows or hides what the
    HTML marks with `pb-show-NAME`, and a "more" unfolds its `html`. A "select" has
    `options`, [value, words] pairs. A button that one came to the panel for is
    `primary`; no panel has two. A double click on a `single` one is one press; a
    "download" and a "restore" write the field or value named by `of` to a file and read
    it. `above` is HTML before the fields; each `poll` seconds the page says "look".

    The page sends what was changed and what was pressed in one numbered message, so
    that neither overtakes the other, and misses an answer when the kernel is gone. A
    message that arrives after a later one of its page undoes nothing that the later one
    did. What Python changes goes back by `set_values`, so that an echo never overwrites
    what is being typed.

    A panel lives until its cell is run again. One that watches the boards is not
    redrawn while no page shows it.
    """

    _esm = script()
    _css = style(*_SHEETS) + FIGURE_STYLE

    title = traitlets.Unicode().tag(sync=True)
    owner = traitlets.Unicode().tag(sync=True)  # whose drafts, and of which notebook
    variant = traitlets.Unicode().tag(sync=True)  # a class of the style sheet
    fields = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    # the values that Python changed last, and a number that makes each time a change
    patch = traitlets.Dict().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    above = traitlets.Unicode().tag(sync=True)
    poll = traitlets.Float(0).tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    passage = traitlets.Unicode().tag(sync=True)  # a passage opened from the html
    focus = traitlets.Unicode().tag(sync=True)  # the citation to bring into view

    def __init__(self, **traits: object):
        self._writer = sitting.writer(self)
        super().__init__(
            _anywidget_id="seminar-panel",  # one sheet of styles for all on a page
            owner=f"{self._writer}/{os.environ.get('JPY_SESSION_NAME', '')}",
            **traits,
        )
        self._made_in = _let_go_of_earlier(self)
        self._view = ""  # the view that sent the message under way
        self._views: set[str] = set()  # those that are on a page now
        self._asleep = False  # shown before, in no view now, and so not redrawn
        # field -> what it had in it when this widget last read or kept it
        self._seen = dict(self.values)
        # (view, field) -> the last message that changed it; under "" the last of all
        self._numbers: dict[tuple[str, str], int] = {}
        self.on_msg(lambda _, content, __: self.receive(content))
        self._safely(self.on_change, self.values)

    def on_change(self, values: dict) -> None:
        """Show what these values of the fields ask for."""

    def on_action(self, action: str) -> None:
        """Act on a button or on Enter in a text: the name of the field, or the
        `data-action` of the HTML.
        """

    def static_html(self) -> str:
        """What print shows in place of the widget."""
        return self.above + self.html + self.passage

    def close(self) -> None:
        """Let the panel go: ipywidgets holds every other one for as long as the kernel
        lives.
        """
        if self.comm is None:
            return
        with _ONE_AT_A_TIME:
            boards.unwatch(self)
            self._asleep = False
            layout = self.layout
            super().close()
            layout.close()

    @contextlib.contextmanager
    def making(self) -> Iterator[None]:
        """Panels that are made inside belong to the cell of this one, also when a
        button makes them later: with the next run of it they are let go.
        """
        with _ONE_AT_A_TIME:
            _MAKING.append(self._made_in)
            try:
                yield
            finally:
                _MAKING.pop()

    def set_values(self, **values: object) -> None:
        """Change fields from Python."""
        self.values = {**self.values, **values}
        self.patch = {"values": values, "number": self.patch.get("number", 0) + 1}

    def keep(self, store, kind: str, key: str, words: str, name: str) -> str:
        """Keep the words of the field `name` in a store, and return the time; what
        another window kept since stays beside the box.
        """
        before, other = self._seen.get(name), store.get(kind, key)
        time = store.keep(kind, key, words)
        self._seen[name] = words
        if other and other not in (before, words):
            self.send({"beside": {name: other}})
        self.set_values(**{name: words})  # for a second view of this widget
        return time

    def download(self, name: str, words: str) -> None:
        """Give a file to the page that asked."""
        self.send({"file": {"name": name, "words": words}, "view": self._view})

    def scroll_to(self, cite: str) -> None:
        """Bring a paragraph of the HTML into view, also when it was the last to be
        opened.
        """
        self.focus = f"{cite}#{int(self.focus.rpartition('#')[2] or 0) + 1}"

    def receive(self, content: dict) -> None:
        """A message from the page: `changed` values, then the button or field that
        was pressed or entered, if any, as `action`.
        """
        with _ONE_AT_A_TIME:
            self._view = content.get("view", "")
            if sitting.writer(self) > self._writer:  # another since, by their date
                sitting.clear(self)
                return
            self._come_or_go(self._view, content.get("shown", True))
            if not content.keys() & {"number", "action", "changed"}:
                return
            changed, action, accepted = self._in_order(content)
            try:
                if changed:
                    self.values = {**self.values, **changed}
                    accepted = self._safely(self.on_change, self.values) and accepted
                done = accepted
                if done and action:
                    done = self._safely(self.on_action, action)
            except KeyboardInterrupt:
                done = accepted = False
                self.status = "Stopped, as you asked. Choose again to go on."
            answer = {"answered": content.get("number"), "accepted": accepted}
            answer["refused"] = not done  # what was typed may be kept all the same
            self.send(answer | {"view": content.get("view")})

    def _come_or_go(self, view, shown):
        """Count the views of this panel; without one it is not redrawn, and drawn
        afresh when it is shown again.
        """
        if not shown:
            self._views.discard(view)
            self._asleep |= not self._views and boards.unwatch(self)
            return
        self._views.add(view)
        if self._asleep:
            self._asleep = False
            boards.watch(self)
            self._safely(lambda _: self.refresh(), None)

    def refresh(self) -> None:
        """Show what was kept elsewhere since; called of all that `boards.watch`."""

    def _in_order(self, content):
        """What is still to be done of a message: nothing that a later message of the
        same page has overtaken.
        """
        changed, action, view, number = (
            content.get(name) for name in ("changed", "action", "view", "number")
        )
        if number is None:
            return changed, action, True  # a "look"
        last = self._numbers.get((view, ""), 0)
        kept = {
            name: whole(value)
            for name, value in (changed or {}).items()
            if number >= self._numbers.get((view, name), 0)
        }
        self._numbers |= {(view, name): number for name in kept}
        self._numbers[view, ""] = max(number, last)
        if number >= last or not action:
            return kept, action, True
        self.status = (
            "A button that you pressed was overtaken by what came after it. Press it"
            " again."
        )
        return kept, None, False

    def _safely(self, act, given):
        try:
            with _ONE_AT_A_TIME:
                act(given)
            return True
        except SeminarError as error:
            self.status = str(error)
        except Exception as error:  # a fault of ours: say so where it can be seen
            self.status = (
                f"Something went wrong here ({type(error).__name__}: {error}). What you"
                " typed is still in the box."
            )
            self.log.error(traceback.format_exc())
        return False

    def _printed(self):
        """The static form, readable also where a page has none of our styles."""
        html = still(_ON_DEMAND.sub("", self.static_html()))
        marks = {PICTURE_STYLE: "pb-map", FIGURE_STYLE: "pb-look"}
        needed = [style for style, mark in marks.items() if mark in html]
        styles = "".join(f"<style>{style}</style>" for style in needed)
        return f"{styles}<div class='pb-panel pb-static'>{html}</div>"

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        data["text/html"] = self._printed()
        data["text/plain"] = self.title
        return bundle


def clear_others(kept: Panel) -> None:
    """Have all panels of this page but one show nothing of who sat there before."""
    for _, panels in [*_BY_CELL.values()]:
        for panel in [panel for panel in panels if panel is not kept]:
            sitting.clear(panel)


def _let_go_of_earlier(panel):
    """Close the panels that an earlier run of the same cell has made, and return the
    cell and its run.

    Outside a kernel, and while no cell is run, nothing is closed.
    """
    cell, run = _MAKING[-1] if _MAKING else _cell_and_run()
    if cell is None:
        return None, None
    last, panels = _BY_CELL.get(cell, (run, weakref.WeakSet()))
    if last != run:
        for earlier in list(panels):
            earlier.close()
        panels = weakref.WeakSet()
    panels.add(panel)
    _BY_CELL[cell] = run, panels
    return cell, run


def _cell_and_run():
    """The cell that is run now, and the id of the message that asked for it; a front
    end that does not name its cells has their code for a name.
    """
    request: dict = getattr(get_ipython(), "get_parent", dict)() or {}
    header = request.get("header", {})
    if header.get("msg_type") != "execute_request":
        return None, None
    code = request.get("content", {}).get("code")
    return request.get("metadata", {}).get("cellId") or code, header.get("msg_id")


def field(kind: str, name: str, label: str, **more: object) -> dict:
    """A field of a panel, as `Panel` describes it."""
    return {"name": name, "label": label, "kind": kind, **more}


box, select, button, show = (
    functools.partial(field, kind) for kind in ("text", "select", "button", "show")
)


def whole(value: object) -> object:
    """What was typed or pasted, with a mark for each half of a character: no message
    can carry one back.

    >>> whole("half \\ud83d, whole \\ud83d\\ude42") == "half \ufffd, whole 🙂"
    True
    """
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def short(typed: str, longest: int = 60) -> str:
    """What was typed, as it can be repeated in a line."""
    return typed if len(typed) <= longest else typed[: longest - 1] + "…"


def load(folder: str | pathlib.Path | None, at_least: int = 1) -> dict:
    """The texts of a folder by id; an error when there are too few of them to show."""
    loaded = texts.load_all(folder)
    if len(loaded) < at_least:
        where = pathlib.Path(folder).resolve() if folder else "texts/"
        raise TextError(
            f"{where} has {len(loaded)} texts, and this needs {at_least}. Put .md files"
            " there; README.md shows how they begin."
        )
    return {text.id: text for text in loaded}


def pair(folder: str | pathlib.Path | None, ids: Iterable[str] | None = None) -> dict:
    """Two texts of a folder by id: those with these ids, or the first two by year."""
    loaded = load(folder, at_least=2)
    chosen = list(ids or list(loaded)[:2])
    if len(set(chosen)) != 2 or not set(chosen) <= set(loaded):
        raise TextError(
            f"Two different texts are wanted, and not {', '.join(map(str, chosen))}."
            f" The ids here: {', '.join(loaded)}."
        )
    return {text_id: loaded[text_id] for text_id in chosen}
