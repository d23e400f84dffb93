"""Where answers go, alone or in a class; the rooms behind this door: `helpers.store`."""

from helpers.store.boards import (
    LARGEST,
    LEAST,
    MINIMUM,
    Board,
    SharedFolder,
    board,
    notify,
    prepare,
    settings,
    unwatch,
    watch,
)

__all__ = [
    "LARGEST",
    "LEAST",
    "MINIMUM",
    "Board",
    "SharedFolder",
    "board",
    "notify",
    "prepare",
    "settings",
    "unwatch",
    "watch",
]
