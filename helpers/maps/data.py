"""The data of a claim, `{name: "value"}`: YAML of which nothing is read otherwise than
it is written.

A function here takes `wrong`, which is told in a sentence what cannot be read.
"""

import itertools
import re
from collections.abc import Callable
from typing import Any

Wrong = Callable[[str], None]

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
#: What YAML without quotation marks takes for a number, a date or nothing.
_TYPED = re.compile(
    r"[-+.]?\d[\d_.,:eE+-]*|true|false|yes|no|on|off|null|~|", re.IGNORECASE
)
_DEEPEST = 20  # brackets inside each other


def split(rest: str, wrong: Wrong) -> tuple[str, str]:
    """The words of a line and its `{…}` apart; that is empty where it has none, or is
    wrong.
    """
    brace = rest.find("{")
    if brace < 0:
        if "}" in rest:
            wrong(
                "there is a } without a {. Delete it, or write the data as {name:"
                ' "value"}.'
            )
        return rest.strip(), ""
    words, written = rest[:brace].strip(), rest[brace:].rstrip()
    if written.endswith("}"):
        return words, written
    after = written[written.rfind("}") + 1 :].strip() if "}" in written else ""
    wrong(
        "tags come before the data. Move them."
        if after.startswith("#")
        else "data ends the line with a }. Close it, or move what follows."
    )
    return words, ""


def read(written: str, wrong: Wrong) -> dict[str, Any]:
    """Data as dicts, lists and strings; empty where it cannot be read."""
    import yaml

    if not written.strip() or _refused(written, wrong):
        return {}
    try:
        tree = yaml.compose(
            written, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        )
        value = _value(tree, wrong) if tree else {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = getattr(error, "problem", None) or str(error)
        wrong(
            f'the data cannot be read ({problem}). Write {{name: "value", other:'
            ' "value"}, every value in double quotes.'
        )
        return {}
    if not isinstance(value, dict):
        wrong('data is a list of names and values, such as {key: "a word"}.')
        return {}
    return value


def _refused(written: str, wrong: Wrong) -> bool:
    """Whether data has what is not ours and can stop the machine, or the official
    parser.
    """
    if any("{" in value or "}" in value for value in _QUOTED.findall(written)):
        wrong("there is a brace inside a quotation. Leave it out, or use an ellipsis.")
        return True
    bare = _QUOTED.sub("", written)
    depths = itertools.accumulate((sign in "[{") - (sign in "]}") for sign in bare)
    if max(depths, default=0) > _DEEPEST or re.search(r"[&*]\w", bare):
        wrong(
            "the data has too many brackets inside each other, or a & or * outside"
            " quotation marks. Take them out."
        )
        return True
    return False


def _value(tree: Any, wrong: Wrong) -> Any:
    """A YAML tree as dicts, lists and strings; a value that the official parser would
    turn into something else is an error.
    """
    if tree.id == "scalar":
        if not tree.style and (":" in tree.value or _TYPED.fullmatch(tree.value)):
            wrong(
                f"{tree.value or 'an empty value'} needs double quotes: unquoted it may"
                " be read as a number or a date."
            )
        return tree.value
    if tree.id == "sequence":
        return [_value(entry, wrong) for entry in tree.value]
    names = [name.value for name, _ in tree.value]
    if not all(isinstance(name, str) for name in names):
        raise ValueError("a name is a word")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        wrong(f"{twice} stands twice in the data. Keep one.")
    return {name.value: _value(value, wrong) for name, value in tree.value}
