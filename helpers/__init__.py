"""Helpers for reading, counting and comparing two texts; import the modules by name:
`from helpers import texts, words`.
"""

from helpers.errors import refuse_missing

# Without these nothing works; what draws and what only counts is looked for when it is
# needed: a class board has no widgets.
refuse_missing("markupsafe", "yaml")
