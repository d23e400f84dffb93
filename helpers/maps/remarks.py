"""What stands in a map that can be read, and says nothing here: tags and names that are
not known, data in the wrong place.
"""

from collections.abc import Iterator
from typing import Any

from helpers import cite
from helpers.errors import CitationError
from helpers.maps.model import Node
from helpers.maps.slips import meant

VOICES = ("reported", "conceded", "contested", "critic", "unstated")
TAGS = ("thesis", "spine", *VOICES)
_IN_ANCHOR = ("cite", "quote")
_CRITIC = ("author", "work", "year")
_FIDELITY = ("quotation", "paraphrase", "interpretation")
_LOOKED_UP = ("checked", "found", "settle")
NAMES = ("key", "id", "anchors", "fidelity", "strength", *_CRITIC, *_LOOKED_UP)
_PUT = 'anchors: [{cite: "1906:22", quote: "the words"}]'


def of(node: Node) -> list[str]:
    """What is to be said of a claim or an argument that could be read.

    >>> of(Node("statement", "A", "One.", ("reportd",), {}, "", 1))
    ['#reportd is not known here, and says nothing. Did you mean #reported?']
    """
    return [*_of_tags(node), *_of_data(node.data), *_of_anchors(node.data)]


def _of_tags(node: Node) -> Iterator[str]:
    for tag in node.tags:
        if tag not in TAGS:
            yield _unknown(f"#{tag}", meant(tag, TAGS), TAGS, "#")
    voices = [tag for tag in node.tags if tag in VOICES]
    if len(voices) > 1:
        yield (
            f"it is in two voices, #{' and #'.join(voices)}. The first counts; take the"
            " other out."
        )
    missing = [name for name in _CRITIC if not node.data.get(name)]
    if "critic" in node.tags and missing:
        yield (
            f'a critic is named. Write {missing[0]}: "…"'
            f"{''.join(f', {name}: …' for name in missing[1:])} into the data."
        )


def _of_data(data: dict[str, Any]) -> Iterator[str]:
    for name, value in data.items():
        if name in _IN_ANCHOR:
            yield (
                f"{name} is not read here by itself. Put it into anchors: {{{_PUT}}}."
            )
        elif _is_citation(name):
            yield f"a citation is no name. Write {{{_PUT}}}."
        elif name not in NAMES:
            yield _unknown(name, meant(name, (*NAMES, *_IN_ANCHOR)), NAMES)
        elif name != "anchors" and not isinstance(value, str):
            yield f'{name} has one value. Write {name}: "…".'
    if (how := data.get("fidelity")) and how not in _FIDELITY:
        yield _unknown(f"fidelity: {how}", meant(str(how), _FIDELITY), _FIDELITY)


def _of_anchors(data: dict[str, Any]) -> Iterator[str]:
    """What is to be said of the places in the text that a claim gives."""
    if "anchors" not in data:
        return
    anchors = data["anchors"]
    if not isinstance(anchors, list):
        yield f"anchors is a list, with [ and ]. Write {_PUT}."
    elif not anchors:
        yield f"anchors is empty. Write {_PUT}, or take it out."
    for anchor in anchors if isinstance(anchors, list) else []:
        if not isinstance(anchor, dict):
            yield f"“{anchor}” names neither cite nor quote. Write {_PUT}."
            continue
        for name in anchor:
            if name not in _IN_ANCHOR:
                yield _unknown(name, meant(name, _IN_ANCHOR), _IN_ANCHOR)
        for name in _IN_ANCHOR:
            if not anchor.get(name):
                yield f"{name} is missing in an anchor. Write {_PUT}."
        if anchor.get("cite") and not _is_citation(anchor["cite"]):
            yield (
                f"cite: “{anchor['cite']}” is no citation. Write the text, a colon and"
                ' the paragraph: cite: "1906:22".'
            )


def _is_citation(written: object) -> bool:
    try:
        cite.parse(written)
    except CitationError:
        return False
    return True


def _unknown(
    what: str, near: str | None, known: tuple[str, ...], sign: str = ""
) -> str:
    if near:
        return f"{what} is not known here, and says nothing. Did you mean {sign}{near}?"
    listed = ", ".join(f"{sign}{each}" for each in known)
    return f"{what} is not known here, and says nothing. Known are: {listed}."
