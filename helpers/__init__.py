"""Helpers for reading, counting and comparing two texts; import the modules by name:
`from helpers import texts, words`.
"""

import importlib.util

from helpers.errors import MissingError

# Without these nothing works; what only counts is looked for when it is needed.
_missing = [
    name
    for name in ("anywidget", "ipywidgets", "markupsafe", "yaml")
    if not importlib.util.find_spec(name)
]
if _missing:
    raise MissingError(_missing)
