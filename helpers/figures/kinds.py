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
    """A table of pandas with these columns and at least so many rows; what stands in
    the columns `numbers` is a number.
    """

    def __init__(self, *columns: str, numbers: str = "", least: int = 0) -> None:
        self.numbers, self.least = numbers.split(), least
        self.columns = {*columns, *self.numbers}
        wanted = "a table of pandas"
        if self.columns:
            listed = ", ".join([*columns, *self.numbers])
            wanted += f" with the columns {listed}"
        if self.numbers:
            wanted += f" (numbers in {' and '.join(self.numbers)})"
        if least:
            wanted += " and at least one row"
        super().__init__("pandas", "DataFrame", wanted)

    def __call__(self, value: Any) -> object:
        super().__call__(value)
        if not self.columns <= set(value.columns) or len(value) < self.least:
            raise Wrong(self.wanted)
        numbers = value[self.numbers]
        if len(numbers.select_dtypes("number").columns) < len(self.numbers):
            raise Wrong(self.wanted)
        if not (numbers.abs() < float("inf")).all(axis=None):  # nor is NaN
            raise Wrong(self.wanted)
        return value
