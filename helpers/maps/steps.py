"""The block of an argument: its numbered premises, a rule, its conclusion."""

from collections.abc import Callable
from typing import NamedTuple

from helpers.maps.model import Inference


class Step(NamedTuple):
    """A line of a block: a claim by its `title` (None where it has none), or a rule."""

    title: str | None
    line: int
    rule: bool = False


def inferences(
    argument: str, steps: list[Step], wrong: Callable[[int, str], None]
) -> list[Inference]:
    """The inferences of a block: from the premises above each rule, and the conclusion
    before them if there is one, to what stands below it.

    `wrong(line, what)` is told of a block that is none; then there are no inferences
    after that line.
    """
    read: list[Inference] = []
    premises: list[str] = []
    before = Step(None, 0)
    for position, step in enumerate(steps):
        if step.rule:
            following = steps[position + 1 : position + 2]
            if not premises or not following or following[0].title is None:
                wrong(step.line, "a rule stands between premises and one conclusion.")
                return read
        elif step.title is not None and before.rule:
            read.append(Inference(argument, tuple(premises), step.title))
            premises = [step.title]  # it is the first premise of what follows
        elif step.title is not None:
            premises.append(step.title)
        before = step
    if len(premises) > 1:
        wrong(
            steps[-1].line,
            "the last line of an argument is its conclusion, under a rule ----.",
        )
    return read
