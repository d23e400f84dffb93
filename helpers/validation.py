"""What a public function wants, read from its signature; else a sentence says so.

`validated` checks each argument against its annotation. A class wants an instance of
it, a Literal one of its values, `X | None` also None, `list[X]` or `tuple[X, ...]` each
of several; `Annotated[X, check]` asks `check(value)`, which gives back the value, made
into what the function works with, or raises `Wrong` with what is wanted instead.
Anything else (Any, Callable, a return value) is not looked at.
"""

import functools
import inspect
import operator
import os
import types
import typing
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Literal, TypeVar

from helpers.errors import ArgumentError, missing

_F = TypeVar("_F", bound=Callable[..., Any])

#: How an instance of a class is had, in words, for the sentence of an error: a class
#: may say it itself in an attribute `_had_by`.
_PLAIN = {str: "words in quotation marks", bool: "True or False", float: "a number"}


class Wrong(Exception):
    """What is wanted in place of a value: the end of a sentence."""


class Whole:
    """A whole number of at least `least` and at most `most`, as an int."""

    def __init__(self, least: int = 0, most: int | None = None) -> None:
        self.least, self.most = least, most

    def __call__(self, value: object) -> int:
        try:
            number = operator.index(value)  # type: ignore[arg-type]
        except TypeError:
            number = None
        small = number is not None and number < self.least
        large = number is not None and self.most is not None and number > self.most
        if number is None or isinstance(value, bool) or small or large:
            end = "on" if self.most is None else f"to {self.most:,}"
            raise Wrong(f"a whole number from {self.least:,} {end}")
        return number


class Some:
    """A list with at least one of a class in it."""

    def __init__(self, wanted: type) -> None:
        self.check = _each(functools.partial(_of_class, wanted))

    def __call__(self, value: object) -> Any:
        values = self.check(value)
        if not values:
            raise Wrong("a list with at least one in it")
        return values


class Number:
    """A number of at least `least` and at most `most`, and no NaN, as a float."""

    def __init__(self, least: float, most: float = float("inf")) -> None:
        self.least, self.most = least, most

    def __call__(self, value: object) -> float:
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            number = float("nan")
        text = isinstance(value, str | bytes | bool)
        if text or not self.least <= number <= self.most or number == float("inf"):
            end = "on" if self.most == float("inf") else f"to {self.most:g}"
            raise Wrong(f"a number from {self.least:g} {end}")
        return number


def _a_path(value: object) -> Any:
    written = os.fspath(value) if isinstance(value, str | os.PathLike) else "\0"
    if isinstance(written, str) and "\0" not in written and len(written) < 1_000:
        return value
    raise Wrong("the path of a folder in quotation marks")


Path = Annotated[str | os.PathLike[str], _a_path]
Seed = Annotated[int, Whole(0, 2**32 - 1)]
Count = Annotated[int, Whole(1, 1_000_000)]
Shuffles = Annotated[int, Whole(0, 1_000_000)]


def validated(function: _F) -> _F:
    """Have a function refuse what its annotations do not want, with an ArgumentError.

    >>> @validated
    ... def stars(many: Annotated[int, Whole(1, 5)]) -> str:
    ...     return "*" * many
    >>> stars(0)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    helpers.errors.ArgumentError: stars: `many` is 0, and wanted is a whole number ...
    """
    signature = inspect.signature(function)
    name = function.__qualname__.removesuffix(".__init__")

    @functools.cache  # when first called: an annotation may name what is defined later
    def checks() -> dict[str, Callable[[object], object]]:
        hints = {key: _resolved(function, key) for key in signature.parameters}
        given = {key: check_of(hint) for key, hint in hints.items()}
        return {key: check for key, check in given.items() if check}

    @functools.wraps(function)
    def checked(*positional: Any, **named: Any) -> Any:
        try:
            bound = signature.bind(*positional, **named)
        except TypeError as error:
            call = f"{name}{_called(signature)}"
            raise ArgumentError(f"{name}: {error}. It is called {call}.") from None
        for key, check in checks().items():
            if key in bound.arguments:
                value = bound.arguments[key]
                try:
                    bound.arguments[key] = check(value)
                except Wrong as wanted:
                    raise ArgumentError(
                        f"{name}: `{key}` is {_short(value)}, and wanted is {wanted}."
                    ) from None
        try:
            return function(*bound.args, **bound.kwargs)
        except ModuleNotFoundError as error:
            raise missing(error) from None

    return typing.cast(_F, checked)


def _resolved(function: Callable[..., Any], key: str) -> Any:
    """The annotation of a parameter; Any where it names what only a type checker
    imports (a table of pandas, for one).
    """
    hint = function.__annotations__.get(key, Any)
    holder = type("holder", (), {"__annotations__": {key: hint}})
    try:
        spaces = function.__globals__
        return typing.get_type_hints(holder, spaces, include_extras=True)[key]
    except NameError:
        return Any


def _called(signature: inspect.Signature) -> str:
    """The parameters of a function as they are written, without annotations."""
    bare = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
        if parameter.name != "self"
    ]
    return str(inspect.Signature(bare))


def check_of(hint: Any) -> Callable[[object], object] | None:
    """What checks a value against an annotation; None where nothing is checked."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return next((each for each in inside[1:] if callable(each)), None)
    if origin in (typing.Union, types.UnionType):
        return _any_of([check_of(each) for each in inside])
    if origin is Literal:
        return functools.partial(_of_values, inside)
    if origin in (list, tuple, Sequence, Iterable):
        return _each(check_of(inside[0])) if inside else None
    if isinstance(hint, type) and hint not in (object, Any):
        return functools.partial(_of_class, hint)
    return None


def _of_class(wanted: type, value: object) -> object:
    if wanted is type(None):
        if value is None:
            return None
        raise Wrong("None")
    fits = isinstance(value, wanted)
    if wanted is bool:
        fits = fits or type(value).__name__ == "bool"  # numpy's
    elif wanted in (int, float) and not isinstance(value, bool):
        fits = fits or isinstance(value, int)
    if fits:
        return value
    had_by = f", {wanted._had_by}" if hasattr(wanted, "_had_by") else ""
    article = "an" if wanted.__name__[0] in "AEIOU" else "a"
    raise Wrong(_PLAIN.get(wanted) or f"{article} {wanted.__name__}{had_by}")


def _of_values(values: tuple[object, ...], value: object) -> object:
    if any(type(each) is type(value) and each == value for each in values):
        return value
    raise Wrong(" or ".join(map(repr, values)))


def _any_of(checks: list[Callable[[object], object] | None]):
    def check(value: object) -> object:
        wanted = []
        for each in checks:
            if each is None:
                return value
            try:
                return each(value)
            except Wrong as wrong:
                wanted.append(str(wrong))
        raise Wrong(" or ".join(wanted))

    return check


def _each(check: Callable[[object], object] | None):
    def check_all(value: object) -> object:
        other = isinstance(value, str | bytes | dict) or hasattr(value, "columns")
        if other or not isinstance(value, Iterable):
            raise Wrong("a list [in square brackets]")
        values = list(value)
        if check is None:
            return values
        try:
            return [check(each) for each in values]
        except Wrong as wrong:
            raise Wrong(f"a list, and in it each time {wrong}") from None

    return check_all


def _short(value: object) -> str:
    written = repr(value)
    return written if len(written) <= 60 else f"{written[:57]}…"
