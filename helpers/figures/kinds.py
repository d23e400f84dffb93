"""What the functions of this room want, said without loading what makes it: a table
that was never made is none.
"""

import sys
from typing import TYPE_CHECKING, Any

from helpers.validation import Wrong

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from helpers.comparison import Chance
    from helpers.topics import TopicModel
else:
    Figure = DataFrame = Chance = TopicModel = Any

__all__ = ["Chance", "DataFrame", "Figure", "Of", "Table", "TopicModel"]


class Of:
    """An instance of a class, in a module that is loaded where there is one."""

    def __init__(self, module: str, name: str, wanted: str) -> None:
        self.module, self.name, self.wanted = module, name, wanted

    def __call__(self, value: object) -> object:
        kind = getattr(sys.modules.get(self.module), self.name, None)
        if kind is None or not isinstance(value, kind):
            raise Wrong(self.wanted)
        return value


class Table(Of):
    """A table of pandas with these columns and at least so many rows."""

    def __init__(self, *columns: str, least: int = 0) -> None:
        listed = f" with the columns {', '.join(columns)}" if columns else ""
        rows = " and at least one row" if least else ""
        super().__init__("pandas", "DataFrame", f"a table of pandas{listed}{rows}")
        self.columns, self.least = columns, least

    def __call__(self, value: Any) -> object:
        super().__call__(value)
        if not set(self.columns) <= set(value.columns) or len(value) < self.least:
            raise Wrong(self.wanted)
        return value
