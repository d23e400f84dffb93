"""Argument maps written in a strict subset of Argdown, read and written.

What the official parser drops or bends without a word is an error here, with its line
and what to do about it.
"""

import itertools
import re
from typing import NamedTuple

from helpers.errors import MapError

RELATIONS = {"<+": ("support", False), "+>": ("support", True), "<-": ("attack", False), "->": ("attack", True),
             "<_": ("undercut", False), "_>": ("undercut", True), "><": ("contradictory", True)}  # fmt: skip

_RELATION = re.compile(
    r"(?P<indent> +)(?P<kind><\+|\+>|<-|->|<_|_>|><)(?: +(?P<rest>.*)|)$"
)
_NODE = re.compile(
    r"(?:\[(?P<statement>[^\[\]<>{}#]+)\]|<(?P<argument>[^\[\]<>{}#]+)>)(?P<colon>:(?:\s|$))?\s*(?P<rest>.*)$"
)
_TAG = re.compile(r"\s*#([\w-]+)\s*$")
_STEP = re.compile(r"\((\d+)\)\s*(.*)$")
_LOOSE = ["model:", "mode: loose"]
_TYPED = re.compile(
    r"[-+.]?\d[\d_.,:eE+-]*|true|false|yes|no|on|off|null|~|", re.IGNORECASE
)


class Node(NamedTuple):
    """A statement or an argument: `kind`, `title`, `text`, `tags`, `data`, the
    `section` it stands in and its `line`.
    """

    kind: str
    title: str
    text: str
    tags: tuple
    data: dict
    section: str
    line: int


class Inference(NamedTuple):
    """One step of an argument: from `premises`, all together, to `conclusion`;
    titles of statements.
    """

    argument: str
    premises: tuple
    conclusion: str


class Relation(NamedTuple):
    """`source` supports, attacks, undercuts or contradicts `target`; both are
    titles.
    """

    kind: str
    source: str
    target: str
    line: int


class ArgumentMap(NamedTuple):
    """A map: `nodes` by title (statements and arguments), `inferences`, `relations`,
    and the headings in order as `sections`.
    """

    nodes: dict
    inferences: list
    relations: list
    sections: list

    def __repr__(self):
        kinds = [node.kind for node in self.nodes.values()]
        return (
            f"<ArgumentMap: {kinds.count('statement')} statements,"
            f" {kinds.count('argument')} arguments, {len(self.relations)} relations>"
        )


def parse(source):
    """The ArgumentMap written in `source`; MapError lists every line that is wrong,
    with what to do.

    >>> found = parse("[A]: One claim. #thesis\\n  <- [B]: An objection.")
    >>> found.nodes["A"].tags, found.relations[0].kind
    (('thesis',), 'attack')
    """
    return _Reader(source).map()


class _Reader:
    """Reads a source line by line, and collects what is wrong instead of stopping at
    it.
    """

    def __init__(self, source):
        self.problems, self.nodes, self.mentions = [], {}, []
        self.inferences, self.relations, self.sections, self.keys = [], [], [], {}
        self.section, self.argument = "", None  # the argument whose block may follow
        self.parents, self.steps = (
            [],
            [],
            # (indent, title) above a relation; the open block's (title or None for the
            # rule)
        )
        self.expected = 1
        self.read(source)

    def wrong(self, line, what):
        self.problems.append((line, what))

    def map(self):
        for title, line in self.mentions:
            if title not in self.nodes or self.nodes[title].line < 0:
                self.wrong(
                    line,
                    f"[{title}] is used but nowhere stated. Write “[{title}]: the"
                    " claim” once, or mend the title.",
                )
        if not self.nodes and not self.problems:
            self.wrong(
                1, "there is no statement here. Write one: “[Title]: the claim”."
            )
        if self.problems:
            raise MapError(sorted(self.problems))
        return ArgumentMap(self.nodes, self.inferences, self.relations, self.sections)

    def read(self, source):
        lines = source.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        at = self.front_matter(lines)
        while at < len(lines):
            line, number = lines[at], at + 1
            at += 1
            if line.rstrip().endswith(
                "{"
            ):  # data as block YAML: up to the line with the closing brace
                end = next(
                    (n for n in range(at, len(lines)) if lines[n].strip() == "}"), None
                )
                if end is None:
                    self.wrong(
                        number,
                        "the data that begins here is not closed. Write a line with }"
                        " alone after it.",
                    )
                    continue
                block, at = lines[at:end], end + 1
                self.line(line.rstrip()[:-1], number, "\n".join(block))
            else:
                self.line(line, number)
        self.close_block(len(lines))

    def front_matter(self, lines):
        if lines[0].strip() != "===":
            return 0
        end = next((n for n in range(1, len(lines)) if lines[n].strip() == "==="), None)
        if (
            end is None
            or [line.strip() for line in lines[1:end] if line.strip()] != _LOOSE
        ):
            what = (
                "strict mode is not"
                if "strict" in "".join(lines[1 : end or 1])
                else "front matter is not"
            )
            self.wrong(
                1,
                f"{what} understood here. Delete the lines between === and ===, and the"
                " two lines ===.",
            )
        return (end or 0) + 1

    def line(self, line, number, block=None):
        if "\t" in line or (block and "\t" in block):
            self.wrong(number, "there is a tab. Use spaces, two for each level.")
            return
        stripped = line.strip()
        if not stripped:
            self.parents = []
            return
        if stripped.startswith("//"):
            return
        if re.fullmatch(r"-{4,}", stripped):
            self.rule(number)
        elif re.fullmatch(r"[-=*_]{2,}", stripped):
            self.wrong(
                number,
                f"{stripped} is no rule here. Write four dashes or more, ----, between"
                " premises and conclusion.",
            )
        elif line.startswith("#"):
            self.heading(line, number)
        elif line.startswith("(") and _STEP.match(line):
            self.step(*_STEP.match(line).groups(), number, block)
        elif _RELATION.match(line):
            self.relation(_RELATION.match(line), number, block)
        elif re.match(r"\s*[-+*]\s", line):
            self.wrong(
                number,
                "a lone + or - is no arrow here. Write <+ or <- before what supports or"
                " attacks the line above.",
            )
        elif line[0] in "[<":
            self.close_block(number)
            title = self.node(line, number, block)
            self.parents = [(-1, title)]
            self.argument = title if line[0] == "<" else None
        elif re.match(r"\(\s*\)|\d+[.)]|\(\w", line) and self.argument:
            self.wrong(
                number,
                "a premise needs its number. Write (1), (2) and so on before it.",
            )
        elif line[0] == " " and stripped[0] in "[<":
            self.wrong(
                number,
                "an indented line needs an arrow. Write <+ or <- before it, or begin it"
                " at the margin.",
            )
        else:
            self.wrong(
                number,
                "this is neither statement, argument, relation, premise, heading nor"
                " comment. Begin a claim with “[Title]: ”.",
            )

    def heading(self, line, number):
        self.close_block(number)
        match = re.fullmatch(r"#{1,6}\s+(\S.*)", line.rstrip())
        if not match:
            self.wrong(number, "a heading is # and a space and its words.")
            return
        self.section, self.parents = match.group(1), []
        self.sections.append(self.section)

    def node(self, written, number, block=None):
        """Read `[Title]: text #tags {data}`, or a mention of one, and return its
        title.
        """
        match = _NODE.match(written.strip())
        if not match:
            self.wrong(
                number,
                "a title stands between [ and ] (a claim) or < and > (an argument),"
                " without brackets, braces or # in it.",
            )
            return None
        kind = "statement" if match["statement"] is not None else "argument"
        title = " ".join((match["statement"] or match["argument"]).split())
        rest, data = self.data(match["rest"], number, block)
        if not title:
            self.wrong(
                number, "the title is empty. Write a few words between the brackets."
            )
            return None
        if rest and not match["colon"]:
            self.wrong(
                number,
                f"after the title {title} comes a colon and a space, then the claim.",
            )
            return title
        tags = []
        while found := _TAG.search(" " + rest):
            tags.insert(0, found.group(1))
            rest = rest[: max(found.start() - 1, 0)].rstrip()
        defined = bool(rest or data or tags) or (kind == "argument" and match["colon"])
        if not defined:
            (
                self.mentions.append((title, number))
                if kind == "statement"
                else self.mention_argument(title, number)
            )
            return title
        for sign, name in (("[", "a square bracket"), ("]", "a square bracket"), ("<", "an angle bracket"), (">", "an angle bracket"),
                           ("#", "a # before the end"), ("//", "//")):  # fmt: skip
            if sign in rest:
                self.wrong(
                    number,
                    f"there is {name} inside the claim. Say it in words; tags come"
                    " last, before the data.",
                )
                break
        if kind == "statement" and not rest:
            self.wrong(
                number,
                f"[{title}] has tags or data and no claim. Write the claim after the"
                " colon.",
            )
        if title in self.nodes and not (
            kind == "argument" and self.nodes[title].line < 0
        ):
            self.wrong(
                number,
                f"{title} is defined again; it was on line"
                f" {abs(self.nodes[title].line)}. Elsewhere write only its title,"
                f" [{title}].",
            )
            return title
        key = data.get("key") if isinstance(data, dict) else None
        if isinstance(key, str) and self.keys.setdefault(key, number) != number:
            self.wrong(
                number,
                f"the key {key!r} stands on line {self.keys[key]} already. A key"
                " belongs to one claim.",
            )
        self.nodes[title] = Node(
            kind, title, rest, tuple(tags), data, self.section, number
        )
        return title

    def mention_argument(self, title, number):
        """An argument may be named first and given its premises below; a negative
        line marks one that is only named so far.
        """
        self.nodes.setdefault(
            title, Node("argument", title, "", (), {}, self.section, -number)
        )
        self.mentions.append((title, number))

    def data(self, rest, number, block):
        """Split a line's `{…}` from its words, and read it (or the block that
        follows) as YAML.
        """
        if block is not None:
            return rest.strip(), self.yaml(block, number, flow=False)
        brace = rest.find("{")
        if brace < 0:
            if "}" in rest:
                self.wrong(
                    number,
                    "there is a } without a {. Delete it, or write the data as {name:"
                    ' "value"}.',
                )
            return rest.strip(), {}
        words, written = rest[:brace], rest[brace:].rstrip()
        if not written.endswith("}"):
            after = written[written.rfind("}") + 1 :].strip() if "}" in written else ""
            closed = "data ends the line with a }. Close it, or move what follows."
            self.wrong(
                number,
                (
                    "tags come before the data. Move them."
                    if after.startswith("#")
                    else closed
                ),
            )
            return words.strip(), {}
        return words.strip(), self.yaml(written, number, flow=True)

    def yaml(self, written, number, flow):
        import yaml

        quoted = re.findall(r'"(?:[^"\\]|\\.)*"', written)
        if any("{" in value or "}" in value for value in quoted):
            self.wrong(
                number,
                "there is a brace inside a quotation. Leave it out, or use an"
                " ellipsis.",
            )
            return {}
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", written)
        depths = itertools.accumulate((sign in "[{") - (sign in "]}") for sign in bare)
        if max(depths, default=0) > 20 or re.search(
            r"[&*]\w", bare
        ):  # neither is ours, and either can stop the machine
            self.wrong(
                number,
                "the data has too many brackets inside each other, or a & or * outside"
                " quotation marks. Take them out.",
            )
            return {}
        try:
            tree = yaml.compose(
                written, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)
            )
            found = self.value(tree, number) if tree else {}
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            problem = getattr(error, "problem", None) or str(error)
            self.wrong(
                number,
                f'the data cannot be read ({problem}). Write {{name: "value", other:'
                ' "value"}, every value in double quotes.',
            )
            return {}
        if not isinstance(found, dict):
            self.wrong(
                number, 'data is a list of names and values, such as {key: "a word"}.'
            )
            return {}
        return found

    def value(self, tree, number):
        """A YAML tree as dicts, lists and strings; a value that the official parser
        would turn into something else is an error.
        """
        if tree.id == "scalar":
            if not tree.style and (":" in tree.value or _TYPED.fullmatch(tree.value)):
                self.wrong(
                    number,
                    f"{tree.value or 'an empty value'} needs double quotes: unquoted it"
                    " may be read as a number or a date.",
                )
            return tree.value
        if tree.id == "sequence":
            return [self.value(entry, number) for entry in tree.value]
        names = [name.value for name, _ in tree.value]
        for name in names:
            if not isinstance(name, str):
                raise ValueError("a name is a word")
            if names.count(name) > 1:
                self.wrong(number, f"{name} stands twice in the data. Keep one.")
                break
        return {name.value: self.value(value, number) for name, value in tree.value}

    def relation(self, match, number, block):
        indent, rest = len(match["indent"]), match["rest"] or ""
        while self.parents and self.parents[-1][0] >= indent:
            self.parents.pop()
        if not self.parents or self.parents[-1][1] is None:
            self.wrong(
                number,
                "there is nothing above that this arrow belongs to. Put it under a"
                " claim, indented by two spaces.",
            )
            return
        if not rest.strip() or rest.strip()[0] not in "[<":
            self.wrong(
                number,
                "after the arrow comes a claim, [Title] or [Title]: text, or an"
                " argument, <Name>.",
            )
            return
        title = self.node(rest, number, block)
        parent = self.parents[-1][1]
        self.parents.append((indent, title))
        if title is None:
            return
        if title == parent:
            self.wrong(number, f"{title} points at itself. Name another claim.")
            return
        kind, outgoing = RELATIONS[match["kind"]]
        source, target = (parent, title) if outgoing else (title, parent)
        if kind == "undercut" and self.kind_of(target) != "argument":
            self.wrong(
                number,
                "an undercut, <_ or _>, meets an argument, <Name>. Against a claim"
                " write <- or ->.",
            )
        self.relations.append(Relation(kind, source, target, number))

    def kind_of(self, title):
        return self.nodes[title].kind if title in self.nodes else "statement"

    def step(self, written, rest, number, block):
        if self.argument is None:
            self.wrong(
                number,
                "a premise stands under an argument. Write <Name> on a line above, then"
                " an empty line.",
            )
            return
        if int(written) != self.expected:
            self.wrong(
                number,
                f"({written}) should be ({self.expected}): premises and conclusion are"
                " numbered in order.",
            )
        self.expected = int(written) + 1
        if not rest.startswith("["):
            self.wrong(
                number, f"({written}) needs a title: ({written}) [Title]: the claim."
            )
            self.steps.append((None, number))
            return
        title = self.node(rest, number, block)
        self.parents = [(-1, title)]
        self.steps.append((title, number))

    def rule(self, number):
        if not self.steps:
            self.wrong(
                number,
                "a rule stands between premises and conclusion. Write (1) [Title]: a"
                " premise above it.",
            )
            return
        self.steps.append(("----", number))

    def close_block(self, number):
        """Turn the premises and conclusions read so far into inferences of the
        argument.
        """
        steps, argument = self.steps, self.argument
        self.steps, self.argument, self.expected = [], None, 1
        if argument in self.nodes and self.nodes[argument].line < 0:
            self.nodes[argument] = self.nodes[argument]._replace(
                line=-self.nodes[argument].line
            )
        if not steps:
            return
        first = steps[0][1]
        titles = [title for title, _ in steps]
        if "----" not in titles:
            self.wrong(
                first,
                f"<{argument}> has no conclusion. Write ---- and then the conclusion,"
                " with its number.",
            )
            return
        if any(inference.argument == argument for inference in self.inferences):
            self.wrong(
                first,
                f"<{argument}> has its premises already. Give this argument another"
                " name.",
            )
            return
        premises = []
        for position, title in enumerate(titles):
            if title == "----":
                following = titles[position + 1 : position + 2]
                if not premises or not following or following[0] in ("----", None):
                    self.wrong(
                        steps[position][1],
                        "a rule stands between premises and one conclusion.",
                    )
                    return
            elif position and titles[position - 1] == "----":
                self.inferences.append(Inference(argument, tuple(premises), title))
                premises = [title]
            elif title is not None:
                premises.append(title)
        if len(premises) > 1:
            self.wrong(
                steps[-1][1],
                "the last line of an argument is its conclusion, under a rule ----.",
            )


def write(argument_map):
    """The map as Argdown again: headings, then the nodes of each section with their
    relations, then the arguments' blocks.
    """
    import json

    def described(node):
        bracket = "[{}]" if node.kind == "statement" else "<{}>"
        tags = "".join(f" #{tag}" for tag in node.tags)
        data = (
            " "
            + re.sub(r'"(\w+)": ', r"\1: ", json.dumps(node.data, ensure_ascii=False))
            if node.data
            else ""
        )
        return f"{bracket.format(node.title)}: {node.text}{tags}{data}".rstrip()

    def mention(title):
        return (
            f"[{title}]"
            if argument_map.nodes[title].kind == "statement"
            else f"<{title}>"
        )

    arrows = {"support": "+>", "attack": "->", "undercut": "_>", "contradictory": "><"}
    lines = []
    for section in dict.fromkeys(["", *argument_map.sections]):
        inside = [
            node for node in argument_map.nodes.values() if node.section == section
        ]
        lines += [f"# {section}", ""] if section else []
        for node in inside:
            lines.append(described(node))
            lines += [
                f"  {arrows[r.kind]} {mention(r.target)}"
                for r in argument_map.relations
                if r.source == node.title
            ]
            lines.append("")
            steps = [
                inference
                for inference in argument_map.inferences
                if inference.argument == node.title
            ]
            number = 1
            for position, inference in enumerate(steps):
                for premise in inference.premises[1 if position else 0 :]:
                    lines.append(f"({number}) [{premise}]")
                    number += 1
                lines += ["----", f"({number}) [{inference.conclusion}]"]
                number += 1
            lines += [""] if steps else []
    return "\n".join(lines).strip() + "\n"
