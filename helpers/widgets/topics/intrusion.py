"""The intrusion game: six words, five of them the first of a topic; a topic whose
intruder readers cannot find says little to them.
"""

from helpers import figures, html, topics
from helpers.widgets.panel import board, button
from helpers.widgets.topics.topic_model import TopicPanel

QUESTION = "Which word does not belong?"
MOST_GAMES = 99


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
        while len(self._guesses()) == len(self._rounds()) and self._game < MOST_GAMES:
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
        if act != "guess" or turn is None:
            return
        if topic == str(turn.topic) and word in turn.words:  # not of a round before
            self._guess(turn, word)

    def _guess(self, turn, word):
        game = f"{self._settings()}/{self._game}"
        self._store.keep("intrusion", f"{game}/{turn.topic}", word)
        if self._turn() is None:  # for the class, which pools what was found
            rounds = self._rounds()
            score = {"found": self._score(rounds), "rounds": len(rounds)}
            self._store.keep("intrusion score", game, score)
        right = (
            "Yes: it is"
            if word == turn.intruder
            else f"“{word}” belongs to the topic. The intruder is"
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

    def _score(self, rounds):
        """How many intruders of this game have been guessed."""
        guesses = self._guesses()
        return sum(
            guesses.get(row.topic) == row.intruder for row in rounds.itertuples()
        )

    def _turn(self):
        """The round to be played; None when all were."""
        guesses = self._guesses()
        open_rounds = (
            row for row in self._rounds().itertuples() if row.topic not in guesses
        )
        return next(open_rounds, None)

    def _draw(self, outcome=""):
        rounds, guesses, turn = self._rounds(), self._guesses(), self._turn()
        score = f"{len(rounds)} rounds"
        if guesses:
            score = f"{self._score(rounds)} of {len(guesses)} found"
        if turn is None:
            self.html = results_html(rounds, guesses)
            self.status = (
                f"{outcome}{score}. Guessing blindly finds {len(rounds) / 6:.1f} of"
                f" {len(rounds)} on average."
            )
        else:
            self.html = choices_html(turn)
            self.status = (
                f"{outcome}{score}. Round {len(guesses) + 1} of {len(rounds)}."
            )

    def static_html(self):
        """In print the six words of every round."""
        rounds = [html.tag("li", ", ".join(six)) for six in self._rounds()["words"]]
        return html.join([html.tag("p", QUESTION), html.tag("ol", *rounds)])


def choices_html(turn):
    """The six words of a round, each a button."""
    choices = [
        html.tag("li", html.button(f"guess/{turn.topic}/{word}", word))
        for word in turn.words
    ]
    listed = html.tag("ul", *choices, class_="pb-words pb-acts", aria_label="Six words")
    return html.join([html.tag("p", QUESTION), listed])


def results_html(rounds, guesses):
    """What was guessed in each round, and the NPMI of its topic."""
    table = rounds.assign(
        words=[
            ", ".join(word for word in row.words if word != row.intruder)
            for row in rounds.itertuples()
        ],
        guess=rounds["topic"].map(guesses),
    )
    table["found"] = (table["guess"] == table["intruder"]).map(
        {True: "yes", False: "no"}
    )
    columns = ["topic", "words", "intruder", "guess", "found", "npmi"]
    return figures.table_html(
        table.sort_values("npmi", ascending=False)[columns],
        "Your guesses, the highest NPMI first",
    )
