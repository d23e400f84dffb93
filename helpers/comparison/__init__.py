"""Two texts compared: words that mark one of them, passages that answer each other,
and what chance alone would do.
"""

from helpers.comparison.keywords import Half, in_one_only, keyness, split_half
from helpers.comparison.one_word import Chance, chance, contexts, stretches
from helpers.comparison.parallels import echoes, recall

__all__ = [
    "Chance",
    "Half",
    "chance",
    "contexts",
    "echoes",
    "in_one_only",
    "keyness",
    "recall",
    "split_half",
    "stretches",
]
