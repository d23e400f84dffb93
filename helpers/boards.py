"""Where answers go, alone or in a class; behind this door: `helpers.store`."""

from helpers.store.boards import Board, board, notify, unwatch, watch
from helpers.store.folders import (
    LARGEST,
    LEAST,
    MINIMUM,
    SharedFolder,
    prepare,
    settings,
)
from helpers.store.report import Remark, report

__all__ = [
    "LARGEST",
    "LEAST",
    "MINIMUM",
    "Board",
    "Remark",
    "SharedFolder",
    "board",
    "notify",
    "prepare",
    "report",
    "settings",
    "unwatch",
    "watch",
]
