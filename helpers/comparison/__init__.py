"""Two texts compared: words that mark one of them, passages that answer each other,
and what chance alone would do.
"""

from helpers.comparison.keywords import Half, in_one_only, keyness, split_half
from helpers.comparison.one_word import Chance, chance, contexts, stretches
from helpers.comparison.parallels import echoes, recall
from helpers.comparison.translators import (
    FINDINGS,
    LINE,
    alignment,
    beyond_chance,
    control,
)

__all__ = [
    "Chance",
    "FINDINGS",
    "Half",
    "LINE",
    "alignment",
    "beyond_chance",
    "chance",
    "contexts",
    "control",
    "echoes",
    "in_one_only",
    "keyness",
    "recall",
    "split_half",
    "stretches",
]
