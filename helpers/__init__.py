"""Helpers for reading, counting and comparing two texts; import the modules by name:
`from helpers import texts, words`.
"""

import sys

from helpers.errors import missing, refuse_missing

# Without these nothing works; what draws and what only counts is looked for when it is
# needed: a class board has no widgets.
refuse_missing("markupsafe", "yaml")


def _show_missing(shell, kind, error, trace, tb_offset=None):
    """Have a cell say in a sentence which package it wants that is not there."""
    shown = missing(error)
    shell.showtraceback((type(shown), shown, trace), tb_offset=tb_offset)


_ipython = sys.modules.get("IPython")  # in a notebook it is there before us
if _ipython is not None and (_shell := _ipython.get_ipython()):
    _shell.set_custom_exc((ModuleNotFoundError,), _show_missing)
