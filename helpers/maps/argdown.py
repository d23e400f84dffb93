"""Argument maps written in a strict subset of Argdown, read and written.

What the official parser drops or bends without a word is an error here, with its line
and what to do about it.
"""

import json
import re

from helpers.maps.model import ArgumentMap, Inference, Node, Relation
from helpers.maps.reader import RELATIONS, Reader
from helpers.validation import validated

__all__ = ["ArgumentMap", "Inference", "Node", "Relation", "parse", "read", "write"]

_ARROWS = {kind: arrow for arrow, (kind, outgoing) in RELATIONS.items() if outgoing}


@validated
def parse(source: str) -> ArgumentMap:
    """The ArgumentMap written in `source`; MapError lists every line that is wrong,
    with what to do.

    >>> small = parse("[A]: One claim. #thesis\\n  <- [B]: An objection.")
    >>> small.nodes["A"].tags, small.relations[0].kind
    (('thesis',), 'attack')
    """
    return Reader(source).map()


@validated
def read(source: str) -> tuple[ArgumentMap, list[tuple[int, str]]]:
    """The map written in `source`, and what is to be said of it by line: what can be
    read and means nothing here, such as a tag that is not known.

    >>> read("[A]: One claim. #reportd")[1]
    [(1, '#reportd is not known here, and says nothing. Did you mean #reported?')]
    """
    reader = Reader(source)
    return reader.map(), sorted(reader.remarks)


@validated
def write(argument_map: ArgumentMap) -> str:
    """The map as Argdown again: headings, then the nodes of each section with their
    relations, then the arguments' blocks.

    >>> print(write(parse("[A]: One. #thesis\\n  <- [B]: Two.")).rstrip())
    [A]: One. #thesis
    <BLANKLINE>
    [B]: Two.
      -> [A]
    """
    lines = []
    for section in dict.fromkeys(["", *argument_map.sections]):
        lines += [f"# {section}", ""] if section else []
        for node in argument_map.nodes.values():
            if node.section == section:
                lines += [_described(node), *_relations(argument_map, node), ""]
                lines += _block(argument_map, node)
    return "\n".join(lines).strip() + "\n"


def _described(node: Node) -> str:
    tags = "".join(f" #{tag}" for tag in node.tags)
    written = json.dumps(node.data, ensure_ascii=False) if node.data else ""
    data = re.sub(r'"(\w+)": ', r"\1: ", written)
    return f"{_mention(node)}: {node.text}{tags} {data}".rstrip()


def _mention(node: Node) -> str:
    return f"[{node.title}]" if node.kind == "statement" else f"<{node.title}>"


def _relations(argument_map: ArgumentMap, node: Node) -> list[str]:
    return [
        f"  {_ARROWS[relation.kind]} {_mention(argument_map.nodes[relation.target])}"
        for relation in argument_map.relations
        if relation.source == node.title
    ]


def _block(argument_map: ArgumentMap, node: Node) -> list[str]:
    """The numbered lines of an argument: what one step concludes is the first premise
    of the next, and not written again.
    """
    lines: list[str] = []
    number = 1
    for inference in argument_map.inferences:
        if inference.argument != node.title:
            continue
        for premise in inference.premises[1 if lines else 0 :]:
            lines.append(f"({number}) [{premise}]")
            number += 1
        lines += ["----", f"({number}) [{inference.conclusion}]"]
        number += 1
    return [*lines, ""] if lines else []
