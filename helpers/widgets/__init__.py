"""What is drawn in a notebook; each widget asks the library for tables and shows them.

A widget is imported when it is first named: to read and to discuss needs neither numpy
nor pandas, and what a session does not draw costs it nothing.
"""

import importlib

from helpers.errors import refuse_missing

refuse_missing("anywidget", "ipywidgets")
_ROOMS = {
    "reading": {
        "audit": ["Audit", "BorrowedEssay"],
        "reader": ["Reader"],
        "concordance": ["Concordance"],
        "exercise": ["Exercise"],
        "guess": ["Guess"],
        "guide": ["Guide"],
        "remember": ["Remember"],
        "signs": ["Signs"],
        "threads": ["Threads"],
    },
    "maps": {"argument_map": ["ArgumentMap"], "own_map": ["OwnMap", "RepairMap"]},
    "words": {
        "against": ["WordAgainstWord"],
        "chance": ["Chance"],
        "echoes": ["Echoes"],
        "keyness": ["Keyness"],
        "translators": ["Translators"],
    },
    "topics": {
        "intrusion": ["Intrusion"],
        "same_again": ["SameAgain"],
        "topic_explorer": ["TopicExplorer"],
        "topic_strip": ["TopicStrip"],
    },
    "discussion": {
        "class_view": ["ClassView", "Wall"],
        "conduct": ["Conduct"],
        "hand_in": ["HandIn"],
        "join": ["Join"],
        "prompt": ["Prompt"],
    },
}
_MODULES = {
    name: f"helpers.widgets.{room}.{module}"
    for room, modules in _ROOMS.items()
    for module, names in modules.items()
    for name in names
}
__all__ = sorted(_MODULES)


def __getattr__(name):
    if name not in _MODULES:
        raise AttributeError(
            f"There is no widget {name}. There are {', '.join(__all__)}."
        )
    widget = globals()[name] = getattr(importlib.import_module(_MODULES[name]), name)
    return widget


def __dir__():
    return __all__
