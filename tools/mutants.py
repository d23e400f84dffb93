"""A mutation trial of the models: small changes are made in them one by one, and the
tests are asked whether they notice.

Run by `make mutants`. What may be changed, and how, is mutmut's: of the two tools that
are kept well it declares every Python from 3.11 on, its operators are a plain list, and
it needs neither a database nor a web client, as cosmic-ray does. But it draws no seeded
sample, has no limit of time, and leaves constants and decorated functions alone. So the
sample is drawn here, and a mutant is a whole module in a copy of the tree. No pragma is
heeded: a mutant that means the same counts as one that survived.
"""

import argparse
import collections
import dataclasses
import functools
import pathlib
import random
import sys
import tempfile
import time
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

from tools import trial

NO_MODELS = {"widgets", "tools"}  # what is drawn, and what a student never runs
DOOR = 15  # statements: a module of fewer is a front door
GRACE = 15  # seconds that a mutant has beyond five times what its tests take
NOTICED = {"noticed", "hung"}


@dataclasses.dataclass
class Mutant:
    """A changed module: `lines` are those of the changed statement, None where it is
    no part of a function and so runs when the module is imported.
    """

    path: str
    source: str
    lines: range | None
    line: int
    change: str


class _Visitor(MutationVisitor):
    def _skip_node_and_children(self, node):
        """Decorated functions are entered too: a whole module needs no trampolines."""
        function = isinstance(node, cst.FunctionDef)
        return not function and super()._skip_node_and_children(node)


def models(root: pathlib.Path) -> dict[str, list[str]]:
    """The models of a tree, name → paths: each module or package of helpers/ that is
    neither a widget, a tool nor a front door.
    """
    rooms = collections.defaultdict(list)
    for path in sorted((root / "helpers").rglob("*.py")):
        room = path.relative_to(root / "helpers").parts[0].removesuffix(".py")
        module = cst.parse_module(path.read_text(encoding="utf-8"))
        if room not in NO_MODELS and _statements(module) >= DOOR:
            rooms[room].append(path.relative_to(root).as_posix())
    return dict(rooms)


def _statements(node):
    return isinstance(node, cst.BaseSmallStatement) + sum(
        map(_statements, node.children)
    )


def mutants(root: pathlib.Path, path: str) -> list[Any]:
    """All mutants of a module: (line, function that makes it), for to write out a
    mutated module takes a while, and few are drawn.
    """
    text = (root / path).read_text(encoding="utf-8")
    tree = MetadataWrapper(cst.parse_module(text))
    places = tree.resolve(PositionProvider)
    visitor = _Visitor(mutation_operators, IgnoredCode(set(), set(), set()))
    tree.visit(visitor)
    return [
        (
            places[change.original_node].start.line,
            functools.partial(_make, path, text, tree, change),
        )
        for change in visitor.mutations
    ]


def _make(path, text, tree, change):
    node, parents = change.original_node, tree.resolve(ParentNodeProvider)
    above = [node]
    while above[-1] in parents:
        above.append(parents[above[-1]])
    statements = (p for p in above if isinstance(p, cst.BaseSmallStatement))
    place = tree.resolve(PositionProvider)[next(statements, node)]
    lines = range(place.start.line, place.end.line + 1)
    # Defaults of parameters are read when the module is imported.
    inside = any(
        isinstance(outer, cst.FunctionDef) and inner is outer.body
        for inner, outer in zip(above, above[1:])
    )
    source = tree.module.deep_replace(node, change.mutated_node).code
    pairs = zip(text.splitlines(), source.splitlines())
    differ = ((n, a, b) for n, (a, b) in enumerate(pairs, 1) if a != b)
    line, before, after = next(differ, (lines[0], "", ""))
    shown = f"{before.strip()}  →  {after.strip()}"
    return Mutant(path, source, lines if inside else None, line, shown)


def draw(
    root: pathlib.Path,
    rooms: dict[str, list[str]],
    seed: int = 0,
    each: int = 20,
    most: int = 400,
) -> list[Any]:
    """A seeded sample, as (model, function that makes a mutant): `each` of a model
    where it has as many, then more of the larger ones until there are `most`.

    A second mutant of a line comes only when every line has had one. The models take
    turns, so that a limit of time cuts all of them alike.
    """
    first, rest = [], []
    for room, paths in rooms.items():
        pool = _shuffled(root, paths, f"{seed} {room}")
        first += [(turn, room, make) for turn, (_, make) in enumerate(pool[:each])]
        rest += [(again, room, make) for again, make in pool[each:]]
    random.Random(seed).shuffle(rest)
    for part in (first, rest):
        part.sort(key=lambda entry: entry[0])
    return [entry[1:] for entry in first + rest[: max(0, most - len(first))]]


def _shuffled(root, paths, seed):
    """[(how many mutants of its line stand before, function that makes it), …]"""
    pool = [(path, *mutant) for path in paths for mutant in mutants(root, path)]
    random.Random(seed).shuffle(pool)
    turns: collections.Counter[tuple[str, int]] = collections.Counter()
    ranked = []
    for path, line, make in pool:
        ranked.append((turns[path, line], make))
        turns[path, line] += 1
    return sorted(ranked, key=lambda entry: entry[0])


def attempt(task: tuple[Any, ...]) -> tuple[str, str, Mutant]:
    """(model, result, mutant) of one mutant, in a worker."""
    room, mutant, tests, seconds, end = task
    if time.monotonic() > end:
        return room, "not tried", mutant
    if not tests:
        return room, "no test executes it", mutant
    limit = GRACE + 5 * seconds
    return room, trial.show(mutant.source, mutant.path, tests, limit), mutant


def run(
    root: pathlib.Path,
    rooms: dict[str, list[str]],
    seed: int,
    each: int,
    most: int,
    end: float,
) -> list[tuple[str, str, Mutant]]:
    """[(model, result, mutant), …] of a trial that ends at this moment."""
    with tempfile.TemporaryDirectory() as folder, trial.workers(root, folder) as pool:
        seen = pool.imap_unordered(trial.watch, trial.targets(root))
        drawn = draw(root, rooms, seed, each, most)
        tests = trial.Tests(seen)
        print(f"{len(tests.seconds)} tests", file=sys.stderr, flush=True)
        made = ((room, make()) for room, make in drawn)
        tasks = ((room, m, *tests.of(m), end) for room, m in made)
        results = []
        for n, result in enumerate(pool.imap_unordered(attempt, tasks), 1):
            results.append(result)
            if n % 50 == 0:
                print(f"{n} of {len(drawn)} mutants", file=sys.stderr, flush=True)
    return results


def report(results: list[tuple[str, str, Mutant]]) -> float:
    """Prints what survived and a table of the models; the share noticed in all."""
    tried = [result for result in results if result[1] != "not tried"]
    for _, result, mutant in sorted(tried, key=lambda r: (r[2].path, r[2].line)):
        if result not in NOTICED:
            why = "" if result == "survived" else f"  ({result})"
            print(f"{mutant.path}:{mutant.line}: {mutant.change}{why}")
    print(f"\n{'model':16}{'mutants':>8}{'noticed':>8}{'share':>8}")
    rooms = collections.defaultdict(list)
    for room, result, _ in tried:
        rooms[room].append(result in NOTICED)
    everything = [noticed for room in rooms.values() for noticed in room]
    for room, noticed in [*sorted(rooms.items()), ("in all", everything)]:
        share = sum(noticed) / max(1, len(noticed))
        print(f"{room:16}{len(noticed):8}{sum(noticed):8}{share:8.1%}")
    hung = sum(result == "hung" for _, result, _ in tried)
    late = len(results) - len(tried)
    print(
        f"{hung} of those noticed were ended because they hung; {late} were not tried,"
        " since the time was up."
    )
    return 100 * share


def main() -> bool:
    """The command; whether fewer were noticed than were asked for."""
    start = time.monotonic()
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("models", nargs="*", help="models to try; all where none is")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=30, help="the limit of time")
    parser.add_argument("--each", type=int, default=20, help="mutants of each model")
    parser.add_argument("--most", type=int, default=400, help="mutants in all")
    parser.add_argument("--least", type=float, default=0, help="per cent, or it fails")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path.cwd())
    asked = parser.parse_args()
    rooms = models(asked.root)
    if unknown := set(asked.models) - set(rooms):
        parser.error(f"no model {', '.join(unknown)}. There are: {', '.join(rooms)}.")
    rooms = {room: rooms[room] for room in asked.models or rooms}
    end = start + 60 * asked.minutes
    share = report(run(asked.root, rooms, asked.seed, asked.each, asked.most, end))
    minutes = (time.monotonic() - start) / 60
    print(f"Seed {asked.seed}, {minutes:.1f} minutes: {share:.1f} % were noticed.")
    return share < asked.least


if __name__ == "__main__":
    sys.exit(main())
