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
_CLOSING = {"{": "}", "[": "]"}
_ANCHOR = '{anchors: [{cite: "1906:22", quote: "the words"}]}'
#: What is commonly wrong in `{…}`, its quotations emptied; {0} is what matched.
_SLIPS = [
    (re.compile(pattern), what)
    for pattern, what in [
        (r"[“”„‟«»‘’‚]", "the data has a curly quotation mark, {0}, which a word"
         ' processor makes. Type straight ones: ".'),
        (r"[：，［］｛｝＂]", "the data has {0}, a sign of another keyboard. Type the"
         " ordinary one."),
        (r'[{,]\s*(?:[\w-]+:\d+\S*|"")\s*(?:""|[,}])', "a citation or a quotation"
         " without its name. Write " + _ANCHOR + "."),
        (r"[{,]\s*(#[\w-]+)", "a tag stands before the data. Write {0} before the {."),
        (r'""\s*([\w-]+:|[{\[])|[}\]]\s*([\w-]+:|[{\[])', "a comma is missing before"
         " {0}."),
        (r"\{\s*\{", "one { is enough, and one }."),
        (r"[{,]\s*([\w-]+):[,}\]]", '{0} has no value. Write {0}: "…".'),
        (r"([\w-]+)\s*=", "{0} has = where a colon is wanted. Write {0}: and a space."),
        (r'([\w-]+:)["\[{]', "a space is missing after {0}."),
        (r'(?:""|[}\]])\s*(;)', "{0} stands where a comma is wanted."),
        (r'""\s*[^\s,\]}:]', "inside a quotation stand double quotation marks. Write"
         " single ones there, '."),
    ]
]  # fmt: skip


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
    end = _end(written, wrong)
    after = written[end:].strip()
    if end and after:
        wrong(
            "tags come before the data. Move them."
            if after.startswith("#")
            else f"after the data stands “{_short(after)}”. Data comes last: move it"
            " before the {."
        )
    return words, "" if after else written[:end]


def _end(written: str, wrong: Wrong) -> int:
    """Where data ends that begins with a {; 0 where a bracket or a quotation mark is
    not closed.
    """
    opened: list[int] = []
    at = 0
    while at < len(written):
        sign, before = written[at], at
        at += 1
        if sign == '"':
            quoted = _QUOTED.match(written, before)
            if not quoted:
                wrong(_unclosed_quote(written[before:]))
                return 0
            at = quoted.end()
        elif sign in _CLOSING:
            opened.append(before)
        elif sign in "]}":
            begun = opened.pop()
            if _CLOSING[written[begun]] != sign:
                wrong(_unclosed(written[begun:], f" before the {sign}"))
                return 0
            if not opened:
                return at
    wrong(_unclosed(written[opened[-1] :]))
    return 0


def _unclosed(written: str, where: str = " at the end of the line") -> str:
    """Which bracket is not closed, by the words that it opens."""
    sign, closing = written[0], _CLOSING[written[0]]
    return (
        f"the {sign} of “{_short(written)}” is not closed. Write {closing}{where}; data"
        " stands on one line."
    )


def _unclosed_quote(written: str) -> str:
    curly = " A curly one, ”, closes nothing." if "”" in written else ""
    return (
        f"the quotation mark of {_short(written)} is not closed, or one too many stands"
        f" before it.{curly} Write straight ones, \", and single ones, ', inside a"
        " quotation."
    )


def _short(written: str) -> str:
    return written if len(written) <= 40 else f"{written[:39].rstrip()}…"


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
    if written.startswith("{") and (slip := _slip(_QUOTED.sub('""', written))):
        wrong(slip)
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


def _slip(emptied: str) -> str | None:
    """What is commonly wrong and is wrong here; None where it is something else."""
    for pattern, what in _SLIPS:
        if match := pattern.search(emptied):
            return what.replace("{0}", next(filter(None, match.groups()), match[0]))
    return None


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
    for name, value in tree.value:
        if value.id == "scalar" and not value.style and not value.value:
            wrong(
                f'{name.value} has no value. Write {name.value}: "…"; words with a'
                " comma need double quotes around them."
            )
            return {}
    return {name.value: _value(value, wrong) for name, value in tree.value}
