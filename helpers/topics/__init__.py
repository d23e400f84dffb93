"""Topics: words that keep company in the same paragraphs, found by factorization,
and how far such a finding can be trusted.
"""

from helpers.topics.intrusion import intruders
from helpers.topics.measures import agreement, likeness, matching, npmi
from helpers.topics.model import METHODS, TopicModel, fit, one_sidedness
from helpers.topics.repeats import (
    BACK,
    SAMPLES,
    SEEDS,
    SHARE,
    TABLE,
    came_back,
    made_from,
    sample,
    stability,
    tables,
)
from helpers.topics.units import (
    TOP,
    UNITS,
    WINDOW,
    Documents,
    documents,
    stop_words,
)

__all__ = [
    "BACK",
    "METHODS",
    "SAMPLES",
    "SEEDS",
    "SHARE",
    "TABLE",
    "TOP",
    "UNITS",
    "WINDOW",
    "Documents",
    "TopicModel",
    "agreement",
    "came_back",
    "documents",
    "fit",
    "intruders",
    "likeness",
    "made_from",
    "matching",
    "npmi",
    "one_sidedness",
    "sample",
    "stability",
    "stop_words",
    "tables",
]
