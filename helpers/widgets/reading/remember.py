"""Remember?: three questions on what came before, answered on the spot with the
passage.
"""

from markupsafe import Markup

from helpers import arguments, texts
from helpers.html import button, choice, details, join, new_id, tag
from helpers.store.answers import Store
from helpers.validation import validated
from helpers.widgets.panel import Panel, board
from helpers.widgets.reading import passages

KIND = "quiz"
SUMMARY = "Remember? 3 minutes, or at home"


class Remember(Panel):
    """The questions of a session, "2-argument", folded at its top. Answers are kept in
    the reader's own file; there is no score.
    """

    @validated
    def __init__(self, session: str, store: Store | None = None):
        self._store = store or board()
        self._quiz = {entry["id"]: entry for entry in texts.quiz(session)}
        self._groups = {key: new_id("r") for key in self._quiz}
        self._looked: set[str] = set()  # the questions whose answer is shown
        super().__init__(title=f"Remember? Before session {session}")

    def on_change(self, values):
        """Show the questions, with what was chosen before."""
        self._draw()

    def on_action(self, action):
        """Keep a choice, or show the answer, which waits to be asked for: an arrow key
        passes over options.
        """
        act, number, key = action.split("/", 2)
        entry = self._quiz.get(key)
        if entry is None:
            return
        if act == "look":
            self._looked.add(key)
            self.status = self._answer(entry)
        elif act == "choose":
            words = entry["options"][int(number) - 1]
            time = self._store.keep(KIND, key, words)
            self._looked.discard(key)
            self.status = f"Kept {time[11:19]}. Press “Check” to see."
        self._draw()

    def _chosen(self, entry):
        """The number of the option that was chosen, or ""."""
        words, options = self._store.get(KIND, entry["id"]), entry["options"]
        return str(options.index(words) + 1) if words in options else ""

    def _answer(self, entry):
        """In words, whether the choice is right, and which one is."""
        chosen, right = self._chosen(entry), entry["right"]
        if chosen == right:
            return "Yes."
        words = f"“{entry['options'][int(right) - 1]}”."
        return f"The answer is another: {words}" if chosen else f"It is {words}"

    def _draw(self):
        intro = "On what came before. No score, and no one sees it: your own file only."
        asked = [self._question(entry) for entry in self._quiz.values()]
        inside = tag("div", tag("p", intro), *asked, class_="pb-detail")
        self.html = str(details(SUMMARY, inside))

    def _question(self, entry):
        key = entry["id"]
        options = {str(n): words for n, words in enumerate(entry["options"], 1)}
        chosen, group = self._chosen(entry), self._groups[key]
        asked = choice(entry["question"], "choose", options, chosen, key, group)
        check = tag("p", button(f"look/0/{key}", "Check"), class_="pb-acts")
        if key not in self._looked:
            return asked + check
        answer = tag("p", tag("b", self._answer(entry)), f" {entry['why']}")
        return asked + check + answer + _passage(entry)

    def static_html(self):
        """In print the questions, and the answers after all of them."""
        asked = [
            tag("p", entry["question"]) + tag("ul", *map(_box, entry["options"]))
            for entry in self._quiz.values()
        ]
        answers = [
            f"{entry['options'][int(entry['right']) - 1]} ({entry['cite']})."
            for entry in self._quiz.values()
        ]
        printed = tag("p", tag("small", "Answers: ", " · ".join(answers)))
        return str(tag("p", tag("b", SUMMARY)) + join(asked) + printed)


def _box(words: str) -> Markup:
    return tag("li", f"☐ {words}")


def _passage(entry: dict) -> Markup:
    """The sentence that an answer rests on, and the paragraph to open."""
    text, (paragraph, *_), _ = texts.find(entry["cite"])
    spans = arguments.quoted(paragraph, [entry["quote"]])
    return passages.excerpt_html(paragraph, text, spans)
