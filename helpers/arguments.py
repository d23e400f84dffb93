"""Argument maps: read, checked against the words, evaluated.

The rooms behind this door: `helpers.maps`.
"""

from helpers.maps.argdown import parse
from helpers.maps.cruxes import changed, conflicts, cruxes, turning
from helpers.maps.evaluation import LABELS, Label, basic, evaluate
from helpers.maps.layout import layout
from helpers.maps.loading import load
from helpers.maps.model import ArgumentMap
from helpers.maps.network import OPEN_UNTIL_JUDGED, VERDICTS
from helpers.maps.quotations import NEAR, check, indicators, quoted, stands, verify
from helpers.maps.repairs import joins, mend
from helpers.maps.views import JOINED, bearing, edges, outline, part, spine, voice

__all__ = [
    "ArgumentMap",
    "JOINED",
    "LABELS",
    "Label",
    "NEAR",
    "OPEN_UNTIL_JUDGED",
    "VERDICTS",
    "basic",
    "bearing",
    "changed",
    "check",
    "conflicts",
    "cruxes",
    "edges",
    "evaluate",
    "indicators",
    "joins",
    "layout",
    "load",
    "mend",
    "outline",
    "parse",
    "part",
    "quoted",
    "spine",
    "stands",
    "turning",
    "verify",
    "voice",
]
