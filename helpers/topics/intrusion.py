"""The word-intrusion game: a topic that readers cannot tell from another says little
to them.
"""

import numpy as np
import pandas as pd

from helpers.errors import SearchError
from helpers.topics.model import TopicModel
from helpers.validation import Seed, validated

SHOWN = 5  # first words of a topic, and words that the intruder is taken from


@validated
def intruders(model: TopicModel, seed: Seed = 0) -> pd.DataFrame:
    """Rounds of the word-intrusion game, one a topic: topic, words (six, shuffled),
    intruder, npmi of the topic's five.

    The intruder is one of the first words of another topic that have least weight in
    this one: of the five such words, one at random (after Chang and others 2009).
    Raises SearchError for a model of one topic, and where a topic has fewer than five
    words, or every first word of the others too.

    >>> from helpers import texts, topics
    >>> rounds = intruders(topics.fit([texts.load("1906"), texts.load("1936")], k=6))
    >>> [len(listed) for listed in rounds["words"]]
    [6, 6, 6, 6, 6, 6]
    """
    if len(model.words) < 2:
        raise SearchError(
            "With one topic there is no other to take an intruder from. Fit two topics"
            " or more."
        )
    random, rows = np.random.default_rng(seed), []
    for topic, words in zip(model.word_weights.index, model.words):
        own, strange = words[:SHOWN], _strange(model, topic)
        if len(own) < SHOWN or not strange:
            raise SearchError(
                f"Topic {topic} has no words of its own for the game. Choose another"
                " number of topics, or another method."
            )
        intruder = str(random.choice(strange))
        shown = [str(word) for word in random.permutation([*own, intruder])]
        rows.append((topic, shown, intruder, model.documents.npmi(own)))
    return pd.DataFrame(rows, columns=["topic", "words", "intruder", "npmi"])


def _strange(model: TopicModel, topic: int) -> list[str]:
    """Of the first words of the other topics, those with least weight in this one."""
    weights = model.word_weights.loc[topic]
    others = {
        word
        for n, words in enumerate(model.words, start=1)
        if n != topic
        for word in words[:SHOWN]
    }
    return sorted(
        others.difference(model.words[topic - 1]),
        key=lambda word: (weights[word], word),
    )[:SHOWN]
