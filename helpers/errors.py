"""What can be wrong with a text, a citation or a search, said so that a reader can
mend it: what, where, what to do.
"""

import importlib.util
import sys

#: What is looked for when it is first needed.
_LATER = ("numpy", "pandas", "scipy", "sklearn", "matplotlib")


class SeminarError(ValueError):
    """Something that the person at the keyboard can put right; the message says what
    is wrong, where, and what to do.
    """

    def _render_traceback_(self):
        """What a notebook shows under the cell: the message, and not the lines of
        the library that noticed.
        """
        return [str(self)]


class MissingError(SeminarError, ImportError):
    """Packages that the seminar needs and this Python does not have."""

    def __init__(self, names: list[str]):
        super().__init__(
            f"This Python ({sys.executable}) lacks what the seminar needs:"
            f" {', '.join(names)}. Open the seminar with `make lab`, or install what"
            " environment.yml lists into this Python, restart the kernel and run this"
            " cell again."
        )


def refuse_missing(*names: str) -> None:
    """MissingError with those of some packages that this Python does not have."""
    missing = [name for name in names if not importlib.util.find_spec(name)]
    if missing:
        raise MissingError(missing)


def missing(error: ModuleNotFoundError) -> ImportError:
    """The error to show for a module that is not there: a MissingError for one that the
    seminar needs, and for another the error itself.
    """
    package = str(error.name).partition(".")[0]
    return MissingError([package]) if package in _LATER else error


class TextError(SeminarError):
    """A file in texts/ that cannot be read as a text, or a text that is not there."""


class CitationError(SeminarError):
    """A citation that is not written as one, or that points to no passage."""


class SearchError(SeminarError):
    """A search that names no word."""


class AnswerError(SeminarError):
    """An answer that cannot be kept or brought back."""


class MapError(SeminarError):
    """A map that cannot be read, or a verdict that cannot be given; `problems` lists
    (line, what is wrong and what to do).
    """

    def __init__(self, problems):
        self.problems = [(0, problems)] if isinstance(problems, str) else problems
        super().__init__(
            "\n".join(
                f"line {line}: {what}" if line else what for line, what in self.problems
            )
        )


class ArgumentError(SeminarError):
    """An argument of a function that is not what the function wants."""
