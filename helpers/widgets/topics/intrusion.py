"""The intrusion game: six words, five of them the first of a topic; a topic whose
intruder readers cannot find says little to them.
"""

from html import escape

from helpers import figures, topics
from helpers.widgets.panel import board, button
from helpers.widgets.reading import passages
from helpers.widgets.topics.topic_model import TopicPanel


class Intrusion(TopicPanel):
    """One round a topic: choose the word that does not belong. A guess is kept and is
    final; `New game` takes other intruders.

    At the end the score stands beside NPMI, which claims to measure the same without a
    reader.
    """

    def __init__(self, folder=None, store=None, **settings):
        self._store, self._game = store or board(), 0
        super().__init__(
            "Find the intruder", folder, [button("new", "New game")], **settings
        )

    def on_change(self, values):
        """Go on with the first game of these settings that is not finished."""
        self.html = ""
        self._game = 0
        while len(self._guesses()) == len(self._rounds()) and self._game < 99:
            self._game += 1
        self._game = max(self._game - 1, 0) if not self._guesses() else self._game
        self._draw()

    def on_action(self, action):
        """Keep a guess, or begin another game."""
        act, _, rest = action.partition("/")
        topic, _, word = rest.partition("/")
        if act == "new":
            self._game += 1
            self._draw()
            return
        turn = self._turn()
        if (
            act == "guess"
            and turn is not None
            and topic == str(turn.topic)
            and word in turn.words
        ):  # not of a round that is over
            self._store.keep(
                "intrusion", f"{self._settings()}/{self._game}/{turn.topic}", word
            )
            right = (
                "Yes: it is"
                if word == turn.intruder
                else f"“{word}” belongs to the topic. The intruder is"
            )
            if self._turn() is None:  # for the class, which pools action was found
                found = sum(
                    self._guesses()[row.topic] == row.intruder
                    for row in self._rounds().itertuples()
                )
                score = {"found": found, "rounds": len(self._rounds())}
                self._store.keep(
                    "intrusion score", f"{self._settings()}/{self._game}", score
                )
            self._draw(f"{right} “{turn.intruder}”. ")

    def _rounds(self):
        return topics.intruders(self._model(), self._game)

    def _guesses(self):
        """The words chosen in this game, by topic."""
        start = f"{self._settings()}/{self._game}/"
        return {
            int(key[len(start) :]): word
            for key, word in self._store.latest("intrusion").items()
            if key.startswith(start)
        }

    def _turn(self):
        """The round to be played; None when all were."""
        guesses = self._guesses()
        return next(
            (row for row in self._rounds().itertuples() if row.topic not in guesses),
            None,
        )

    def _draw(self, said=""):
        rounds, guesses, turn = self._rounds(), self._guesses(), self._turn()
        found = sum(
            guesses.get(row.topic) == row.intruder for row in rounds.itertuples()
        )
        score = (
            f"{found} of {len(guesses)} found" if guesses else f"{len(rounds)} rounds"
        )
        if turn is not None:
            choices = "".join(
                f"<li>{passages.button_html(f'guess/{turn.topic}/{word}', word)}</li>"
                for word in turn.words
            )
            self.html = (
                '<p>Which word does not belong?</p><ul class="pb-words pb-acts"'
                f' aria-label="Six words">{choices}</ul>'
            )
            self.status = f"{said}{score}. Round {len(guesses) + 1} of {len(rounds)}."
        else:
            table = rounds.assign(
                words=[
                    ", ".join(w for w in row.words if w != row.intruder)
                    for row in rounds.itertuples()
                ]
            )
            table["guess"] = [guesses[topic] for topic in table["topic"]]
            table["found"] = [
                "yes" if a == b else "no"
                for a, b in zip(table["guess"], table["intruder"])
            ]
            columns = ["topic", "words", "intruder", "guess", "found", "npmi"]
            self.html = figures.table_html(
                table.sort_values("npmi", ascending=False)[columns],
                "Your guesses, the highest NPMI first",
            )
            self.status = (
                f"{said}{score}. Guessing blindly finds {len(rounds) / 6:.1f} of"
                f" {len(rounds)} on average."
            )

    def static_html(self):
        """In print the six words of every round."""
        rows = "".join(
            f"<li>{escape(', '.join(words))}</li>" for words in self._rounds()["words"]
        )
        return f"<p>Which word does not belong?</p><ol>{rows}</ol>"
