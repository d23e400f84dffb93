"""Who sits before a page: where a new person begins, nothing of the last is shown."""

from helpers import boards

ANEW = "A new person sits here now. Choose Run > Run All Cells to begin."


def writer(panel) -> str:
    """Who writes in the file of answers of a panel: not a pseudonym, which changes as a
    class is joined, and what was typed before would not be looked for under it.
    """
    store = getattr(panel, "_store", None) or boards.board()
    own = getattr(store, "_own", store)
    return getattr(own, "writer", "me")


def clear(panel) -> None:
    """Have a panel show nothing of who sat there before, and nothing to press."""
    boards.unwatch(panel)
    panel.fields, panel.values, panel.poll = [], {}, 0
    panel.above = panel.html = panel.passage = ""
    panel.status = ANEW
