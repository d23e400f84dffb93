"""The conditions of a map, and their least fixed point: what supports, attacks and
undercuts each claim and each inference.

The abstract dialectical framework of the map (Brewka et al. 2013; Carneades: Gordon,
Prakken, Walton 2007), in Kleene's three values: True, False and None for open.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from helpers.errors import MapError
from helpers.maps.model import ArgumentMap, refuse_unknown

#: What the author only reports, says of his own side, or never says.
OPEN_UNTIL_JUDGED = {"reported", "contested", "critic"}
VERDICTS = {"accept": True, "reject": False, "open": None}

Value = bool | None
#: A title; an inference that another of its argument follows has a number too.
Name = str | tuple[str, int]


_T = TypeVar("_T")


class Network:
    """The conditions of a map.

    A statement stands if its base does (its verdict, or one of its reasons) and nothing
    that attacks it; an inference, if all its premises do and no undercutter.
    """

    def __init__(self, argument_map: ArgumentMap) -> None:
        self.map = argument_map
        nodes = argument_map.nodes
        #: For a statement: inferences or nodes, any of which is enough.
        self.reasons: dict[Name, list[Name]] = {title: [] for title in nodes}
        self.attackers: dict[Name, list[Name]] = {title: [] for title in nodes}
        #: For an inference: nodes, all of which are needed.
        self.premises: dict[Name, list[Name]] = {}
        self._infer()
        self._relate()
        self.basic = [
            title
            for title in nodes
            if not self.reasons[title] and not self.premises.get(title)
        ]

    def _infer(self) -> None:
        inferences = self.map.inferences
        last = {each.argument: number for number, each in enumerate(inferences)}
        for number, inference in enumerate(inferences):
            argument = inference.argument
            name = argument if last[argument] == number else (argument, number)
            self.premises[name] = list(inference.premises)
            self.reasons[inference.conclusion].append(name)
            self.attackers.setdefault(name, [])
            self.reasons.setdefault(name, [])
        for title, node in self.map.nodes.items():
            if node.kind == "argument":
                self.premises.setdefault(title, [])

    def _relate(self) -> None:
        for kind, source, target, _ in self.map.relations:
            if kind == "support" and self.map.nodes[target].kind == "argument":
                self.premises[target].append(source)
            elif kind == "support":
                self.reasons[target].append(source)
            else:
                self.attackers[target].append(source)
                if kind == "contradictory":
                    self.attackers[source].append(target)

    def verdict(self, title: str, verdicts: Mapping[str, str]) -> Value:
        """What a basic node counts as: the reader's verdict, or what it counts as
        without one.
        """
        if title in verdicts:
            return VERDICTS[verdicts[title]]
        return None if OPEN_UNTIL_JUDGED & set(self.map.nodes[title].tags) else True

    def values(
        self, verdicts: Mapping[str, str], among: Collection[Name] | None = None
    ) -> dict[Name, Value]:
        """The least fixed point, as node → True, False or None; `among` some nodes on
        which no other bears.
        """
        chosen = self.attackers if among is None else among
        basic: dict[Name, Value] = {
            title: self.verdict(title, verdicts)
            for title in self.basic
            if among is None or title in among
        }
        values: dict[Name, Value] = dict.fromkeys(chosen)
        moved = True
        while moved:
            moved = False
            for name in chosen:
                if values[name] is None:
                    values[name] = self._value(name, basic, values)
                    moved = moved or values[name] is not None
        return values

    def _value(
        self, name: Name, basic: dict[Name, Value], values: dict[Name, Value]
    ) -> Value:
        if name in basic:
            base = basic[name]
        elif name in self.premises:
            base = _all(values[premise] for premise in self.premises[name])
        else:
            base = _any(values[reason] for reason in self.reasons[name])
        attacked = _any(values[attacker] for attacker in self.attackers[name])
        return _all([base, _not(attacked)])

    def below(self, name: Name) -> list[Name]:
        """What a node rests on directly."""
        return [*self.reasons[name], *self.premises.get(name, [])]

    def near(self, name: Name) -> list[Name]:
        """What a node rests on or is attacked by, directly."""
        return [*self.below(name), *self.attackers[name]]

    def bearing_on(self, name: Name) -> set[Name]:
        """Every node on which the value of this one can depend, itself included."""
        return {name} | reached(name, self.near)

    def refuse_wrong(self, verdicts: Mapping[str, str]) -> None:
        """Raise MapError for a verdict that cannot be given: on an unknown or a derived
        claim, or none of the three.
        """
        refuse_unknown(self.map, verdicts)
        for title, verdict in verdicts.items():
            if not isinstance(verdict, str) or verdict not in VERDICTS:
                raise MapError(
                    f"{verdict!r} is no verdict on [{title}]. Say accept, reject or"
                    " open."
                )
            if title not in self.basic:
                raise MapError(
                    f"[{title}] is derived from other claims. Give your verdict on one"
                    " of those: it is they that carry it."
                )


def reached(start: _T, following: Callable[[_T], Iterable[_T]]) -> set[_T]:
    """Every node that can be reached from this, itself only if a way leads back."""
    seen: set[_T] = set()
    ahead = [start]
    while ahead:
        for other in following(ahead.pop()):
            if other not in seen:
                seen.add(other)
                ahead.append(other)
    return seen


def title_of(name: Name) -> str:
    """The title of a node, of an inference that of its argument."""
    return name if isinstance(name, str) else name[0]


def _all(values: Iterable[Value]) -> Value:
    several = list(values)
    return False if False in several else (None if None in several else True)


def _any(values: Iterable[Value]) -> Value:
    several = list(values)
    return True if True in several else (None if None in several else False)


def _not(value: Value) -> Value:
    return None if value is None else not value
