"""First guess, then look: a guess is kept before the result is shown, and stands above
it afterwards.
"""

import base64
import contextlib
import os
import traceback
import weakref
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

import ipywidgets
from IPython import get_ipython
from IPython.display import display
from IPython.utils.capture import capture_output
from markupsafe import Markup, escape

from helpers.errors import SeminarError
from helpers.html import PRINT, join, scroll, tag, to_write
from helpers.store.answers import Store, keep_label
from helpers.store.entries import latest, place_of, whole
from helpers.validation import Wrong, validated
from helpers.widgets.panel import Panel, board, button, field

LONG = 600  # letters of a guess beyond which it scrolls
KIND = "guess"  # round 1 is what is typed, round 2 what stood as the result was shown

#: The panels that do not show their result yet.
waiting: weakref.WeakSet = weakref.WeakSet()


def _a_result(value: object) -> Any:
    if value is None or callable(value):
        return value
    raise Wrong("a function without arguments that makes what is to be shown, or None")


Result = Annotated[Callable[[], object] | None, _a_result]


class Guess(Panel):
    """A question with a box for a guess, kept under `key`. What `then()` makes or
    displays is folded until *Keep my guess* or *Show me* is pressed, and stays shown.

    `kind` is "text" for a line, "long" for a paragraph. Nothing here is graded or goes
    to a class.
    """

    @validated
    def __init__(
        self,
        key: str,
        question: str,
        then: Result = None,
        kind: Literal["text", "long"] = "text",
        store: Store | None = None,
    ):
        self._store, self._key, self._then = store or board(), key, then
        self._question, self._result = question, None
        self._outputs: list[dict] = []
        kept = self._store.get(KIND, key)
        super().__init__(
            title=f"Guess: {question}",
            variant="pb-guess",
            fields=[
                field(kind, "guess", question, keep=True, rows=2),
                button("keep", "Keep my guess"),
                button("look", "Show me"),
            ],
            values={"guess": whole(kept) if isinstance(kept, str) else ""},
        )
        self._box = ipywidgets.VBox([self], layout={"overflow": "visible"})
        waiting.add(self)
        if os.environ.get(PRINT) or self._chosen():
            self._show()

    def on_change(self, values):
        """Keep what is typed."""
        guess = values["guess"]
        if guess == self._seen["guess"]:
            return
        time = self.keep(self._store, KIND, self._key, guess, "guess")
        keep_label(self._store, KIND, self._key, self._question)
        self.status = f"Kept {time[11:19]}. Press “Keep my guess” when it is ready."

    def on_action(self, action):
        """Show the result, after a guess or without one."""
        if action == "keep" and not self.values["guess"].strip():
            self.status = (
                "There is no guess yet. Write one in the box, or choose “Show me”."
            )
        elif action in ("keep", "look"):
            self._choose(action)
            self._show()

    def reveal(self) -> None:
        """Show the result, as a button would; a guess that stands in the box is
        kept.
        """
        self._safely(self.on_action, "keep" if self.values["guess"].strip() else "look")

    def close(self) -> None:
        """Let the panel go, and what it shows."""
        waiting.discard(self)
        if self.comm is None:
            return
        super().close()
        for part in filter(None, (self._result, self._box)):
            part.close()
            part.layout.close()

    def _chosen(self):
        """The entry that was kept as the result was shown, or None."""
        entries = {place_of(entry): entry for entry in latest(self._store.entries())}
        entry = entries.get((KIND, self._key, 2))
        return entry if entry and _well_formed(entry["value"]) else None

    def _choose(self, action):
        """Keep what was chosen, once: what was seen cannot be guessed any more."""
        if not self._chosen():
            guess = self.values["guess"] if action == "keep" else ""
            self._store.keep(KIND, self._key, {"guess": guess}, 2)
            keep_label(self._store, KIND, self._key, self._question)

    def _show(self):
        """Show what was chosen and the result, where this panel is still in use."""
        waiting.discard(self)
        if self.comm is None or "pb-revealed" in self.variant:
            return
        chosen = self._chosen()
        self.html = str(_chosen_html(self._question, chosen))
        self.fields, self.status = [], "One moment: the result is being made."
        if not self._safely(self._make, self._then):
            self.fields = [button("look", "Show me")]
            return
        self.variant = "pb-guess pb-revealed"
        self.status = "The result stands below." if self._outputs else ""

    def _make(self, then):
        """Have the result made, and put it below the guess."""
        if then is None:
            return
        with self.making():
            try:
                self._outputs = _outputs_of(then)
            except SeminarError:
                raise
            except Exception as error:  # of a lecturer's function, or a fault of ours
                self.log.error(traceback.format_exc())
                raise SeminarError(
                    f"The result cannot be shown ({type(error).__name__}: {error})."
                    " What you wrote is kept. Try “Show me” again, or go on without it."
                ) from error
            self._result = ipywidgets.Output(outputs=self._outputs)
        self._box.children = [self, self._result]

    def static_html(self):
        """In print the question, a line to write on, and the result."""
        line = Markup(self.html) if self._chosen() else _asked_html(self._question)
        return str(line + join(map(_printed, self._outputs)))

    def _repr_mimebundle_(self, **options):
        bundle = self._box._repr_mimebundle_(**options)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        data["text/html"], data["text/plain"] = self._printed(), self.title
        return bundle


def _well_formed(value):
    """Whether this says what was chosen: a file may have been edited."""
    return isinstance(value, dict) and isinstance(value.get("guess"), str)


def _asked_html(question):
    return tag("p", question) + to_write()


def _chosen_html(question, entry):
    """The question, and what was guessed before the result was shown."""
    if entry is None:
        return tag("p", question)
    time, guess = entry["time"][11:16], whole(entry["value"]["guess"])
    if not guess.strip():
        return tag("p", question) + tag("p", f"You chose to look first ({time}).")
    quoted = tag("span", f"“{guess}”", class_="pb-guessed", dir="auto")
    if len(guess) > LONG:  # it would push the result out of the window
        quoted = scroll("Your guess", quoted)
        return tag("p", question) + tag("p", f"Your guess, kept {time}:") + quoted
    return tag("p", question) + tag("p", f"Your guess, kept {time}: ", quoted)


def _outputs_of(then: Callable[[], object]) -> list[dict]:
    """What a function returns or displays, as the outputs of a cell."""
    shown: list[dict] = []
    with _displayed(shown), capture_output(display=False) as printed:
        made = then()
        if made is not None:
            display(made)
    outputs: list[dict] = [
        {
            "output_type": "display_data",
            "data": {name: _as_text(data) for name, data in each["data"].items()},
            "metadata": each.get("metadata") or {},
        }
        for each in shown
    ]
    if printed.stdout:
        line = {"output_type": "stream", "name": "stdout", "text": printed.stdout}
        outputs.insert(0, line)
    return outputs


@contextlib.contextmanager
def _displayed(shown: list[dict]) -> Iterator[None]:
    """Take what this thread displays. IPython's own capture puts another publisher in
    the place of the kernel's for all threads: a cell that is run meanwhile is lost.
    """

    def take(message: dict) -> None:
        if "data" in message["content"]:
            shown.append(message["content"])

    publisher: Any = getattr(get_ipython(), "display_pub", None)
    if hasattr(publisher, "register_hook"):
        publisher.register_hook(take)
        try:
            yield
        finally:
            publisher.unregister_hook(take)
        return
    with capture_output(stdout=False, stderr=False) as captured:  # no kernel
        yield
    shown += [
        {"data": each.data, "metadata": each.metadata} for each in captured.outputs
    ]


def _as_text(data: object) -> object:
    return base64.b64encode(data).decode() if isinstance(data, bytes) else data


def _printed(output: dict) -> Markup:
    """An output as HTML: a panel has its static form there."""
    data = output.get("data", {"text/plain": output.get("text", "")})
    if "text/html" in data:
        return Markup(data["text/html"])
    return tag("pre", escape(data.get("text/plain", "")))
