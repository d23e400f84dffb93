"""What an argument map is made of: claims and arguments, and what joins them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from helpers.errors import MapError


class Node(NamedTuple):
    """A statement or an argument: `kind`, `title`, `text`, `tags`, `data`, the
    `section` it stands in and its `line`.
    """

    kind: str
    title: str
    text: str
    tags: tuple[str, ...]
    data: dict[str, Any]
    section: str
    line: int


class Inference(NamedTuple):
    """One step of an argument: from `premises`, all together, to `conclusion`; titles
    of statements.
    """

    argument: str
    premises: tuple[str, ...]
    conclusion: str


class Relation(NamedTuple):
    """`source` supports, attacks, undercuts or contradicts `target`: titles."""

    kind: str
    source: str
    target: str
    line: int


class ArgumentMap(NamedTuple):
    """A map: `nodes` by title (statements and arguments), `inferences`, `relations`,
    and the headings in order as `sections`.
    """

    nodes: dict[str, Node]
    inferences: list[Inference]
    relations: list[Relation]
    sections: list[str]

    def __repr__(self) -> str:
        kinds = [node.kind for node in self.nodes.values()]
        return (
            f"<ArgumentMap: {kinds.count('statement')} statements,"
            f" {kinds.count('argument')} arguments, {len(self.relations)} relations>"
        )


# A NamedTuple takes no other names in its body.
Node._had_by = 'as argument_map.nodes["its title"] gives it'  # type: ignore[attr-defined]
ArgumentMap._had_by = 'as arguments.load("1906") gives it'  # type: ignore[attr-defined]


def refuse_unknown(argument_map: ArgumentMap, titles: Iterable[object]) -> None:
    """Raise MapError for a title that the map does not have."""
    for title in titles:
        if title not in argument_map.nodes:
            raise MapError(
                f"There is no claim [{_short(title)}] in this map. Look at its title"
                " again."
            )


def _short(title: object) -> str:
    written = str(title)
    return written if len(written) <= 60 else f"{written[:57]}…"
