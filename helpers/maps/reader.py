"""Reads Argdown line by line, and collects what is wrong instead of stopping at it."""

import re

from helpers.errors import MapError
from helpers.maps import data, remarks, slips, steps
from helpers.maps.model import ArgumentMap, Inference, Node, Relation

#: An arrow's relation, and whether it leads away from the line above.
RELATIONS = {
    "<+": ("support", False),
    "+>": ("support", True),
    "<-": ("attack", False),
    "->": ("attack", True),
    "<_": ("undercut", False),
    "_>": ("undercut", True),
    "><": ("contradictory", True),
}
_RELATION = re.compile(
    r"(?P<indent> +)(?P<arrow><\+|\+>|<-|->|<_|_>|><)(?: +(?P<rest>.*)|)$"
)
_NODE = re.compile(
    r"(?:\[(?P<statement>[^\[\]<>{}#]+)\]|<(?P<argument>[^\[\]<>{}#]+)>)"
    r"(?P<colon>:(?:\s|$))?\s*(?P<rest>.*)$"
)
_HEADING = re.compile(r"#{1,6}\s+(\S.*)")
_STEP = re.compile(r"\((\d{1,9})\)\s*(.*)$")
_DATA = re.compile(r" +(?:- |\w+:)")  # a line of data in a block
_LOOSE = ["model:", "mode: loose"]


class Reader:
    """A source as it is read; `map` gives the map, or raises what is wrong with it."""

    def __init__(self, source: str) -> None:
        self.problems: list[tuple[int, str]] = []
        self.remarks: list[tuple[int, str]] = []  # on what is read and says nothing
        self.nodes: dict[str, Node] = {}
        self.inferences: list[Inference] = []
        self.relations: list[Relation] = []
        self.sections: list[str] = []
        self._named: set[str] = set()  # arguments that are named and not yet stated
        #: title, line, and whether a colon stood after it
        self._mentions: list[tuple[str, int, bool]] = []
        self._alone: tuple[str, int] | None = None  # a mention with nothing under it
        self._keys: dict[str, int] = {}  # key -> the line on which it stands
        self._section = ""
        self._argument: str | None = None  # whose block may follow
        self._steps: list[steps.Step] = []  # of that block, so far
        self._expected = 1  # the number of its next step
        #: (indent, title) of what stands above a relation, the nearest last.
        self._parents: list[tuple[int, str | None]] = []
        self._read(source)

    def map(self) -> ArgumentMap:
        """The map; MapError lists every line that is wrong."""
        for title, line, colon in self._mentions:
            if title not in self.nodes or title in self._named:
                self._wrong(line, self._nowhere(title, colon))
        if not self.nodes and not self.problems:
            self._wrong(
                1, "there is no statement here. Write one: “[Title]: the claim”."
            )
        if self.problems:
            raise MapError(sorted(self.problems))
        return ArgumentMap(self.nodes, self.inferences, self.relations, self.sections)

    def _nowhere(self, title: str, colon: bool) -> str:
        if colon:
            return f"[{title}] has no claim. Write the claim after the colon."
        near = slips.meant(title, self.nodes.keys() - self._named - {title})
        return (
            f"[{title}] is used but nowhere stated. Write “[{title}]: the claim” once,"
            f" or mend the title.{f' Did you mean [{near}]?' if near else ''}"
        )

    def _wrong(self, line: int, what: str) -> None:
        self.problems.append((line, what))

    def _read(self, source: str) -> None:
        lines = re.split(r"\r\n?|\n", source.removeprefix("\ufeff"))
        at = self._front_matter(lines)
        while at < len(lines):
            line, at = lines[at], at + 1
            if not line.rstrip().endswith("{") or line.lstrip().startswith("//"):
                self._line(line, at)
                continue
            # data as block YAML: up to the line with the closing brace
            end = _index_of("}", lines, at)
            if end is None:
                self._wrong(
                    at,
                    "the data that begins here is not closed. Write a line with } alone"
                    " after it.",
                )
                while at < len(lines) and _DATA.match(lines[at]):
                    at += 1
                continue
            self._line(line.rstrip()[:-1], at, "\n".join(lines[at:end]))
            at = end + 1
        self._close_block()

    def _front_matter(self, lines: list[str]) -> int:
        """How many lines the front matter takes, which may say only what is so."""
        if lines[0].strip() != "===":
            return 0
        end = _index_of("===", lines, 1)
        inside = [line.strip() for line in lines[1 : end or 1] if line.strip()]
        if inside != _LOOSE:
            strict = any("strict" in line for line in inside)
            what = "strict mode is not" if strict else "front matter is not"
            self._wrong(
                1,
                f"{what} understood here. Delete the lines between === and ===, and the"
                " two lines ===.",
            )
        return (end or 0) + 1

    def _line(self, line: str, number: int, block: str | None = None) -> None:
        stripped = line.strip()
        if "\t" in line or (block and "\t" in block):
            self._wrong(number, "there is a tab. Use spaces, two for each level.")
        elif not stripped:
            self._parents = []
        elif stripped.startswith("//"):
            pass
        elif re.fullmatch(r"-{4,}", stripped):
            self._rule(number)
        elif line.startswith("#"):
            self._heading(line, number, block)
        elif step := _STEP.match(line):
            self._step(int(step[1]), step[2], number, block)
        elif relation := _RELATION.match(line):
            self._relation(relation, number, block)
        elif line[0] in "[<":
            self._close_block()
            title = self._node(line, number, block)
            self._parents = [(-1, title)]
            self._argument = title if line[0] == "<" else None
        else:
            goes_on = bool(self._parents)
            in_argument = self._argument is not None
            self._wrong(number, slips.no_line(line, in_argument, goes_on))

    def _heading(self, line: str, number: int, block: str | None) -> None:
        self._close_block()
        match = _HEADING.fullmatch(line.rstrip())
        if not match or block is not None:
            self._wrong(
                number,
                "a heading has no data. Take the { out, or write it into a claim."
                if match
                else "a heading is # and a space and its words. A tag, such as #thesis,"
                " ends a claim’s line.",
            )
            return
        self._section, self._parents = match.group(1), []
        self.sections.append(self._section)

    def _node(self, written: str, number: int, block: str | None) -> str | None:
        """Read `[Title]: text #tags {data}`, or a mention of one; give its title."""
        match = _NODE.match(written.strip())
        if not match or written.startswith("<!--"):
            self._wrong(number, slips.no_title(written.strip()))
            return None
        kind = "statement" if match["statement"] is not None else "argument"
        title = " ".join((match["statement"] or match["argument"]).split())
        rest, described = self._data(match["rest"], number, block)
        if not title:
            self._wrong(
                number, "the title is empty. Write a few words between the brackets."
            )
            return None
        if hidden := slips.unseen(title):
            self._wrong(number, hidden)
            return title
        if rest and not match["colon"]:
            html = slips.is_html(title) if kind == "argument" else None
            self._wrong(number, html or slips.no_colon(title, rest))
            return title
        text, tags = _without_tags(rest)
        node = Node(kind, title, text, tags, described, self._section, number)
        if rest or described or (kind == "argument" and match["colon"]):
            self._state(node)
        else:
            self._mention(node, bool(match["colon"]))
        return title

    def _data(self, rest: str, number: int, block: str | None) -> tuple[str, dict]:
        """A line's words, and its data (or the block that follows it) read."""

        def wrong(what: str) -> None:
            self._wrong(number, what)

        plain = (rest.strip(), block)
        words, written = data.split(rest, wrong) if block is None else plain
        return words, data.read(written or "", wrong)

    def _mention(self, node: Node, colon: bool) -> None:
        """A title without more: an argument may be named first and given its premises
        below.
        """
        self._alone = (node.title, node.line)
        if node.kind == "argument" and node.title not in self.nodes:
            self.nodes[node.title] = node
            self._named.add(node.title)
            self._alone = None
            if html := slips.is_html(node.title):
                self.remarks.append((node.line, html))
        self._mentions.append((node.title, node.line, colon))

    def _state(self, node: Node) -> None:
        """A claim or argument with its words: the one place that says what it is."""
        title, number = node.title, node.line
        self._words(node)
        named_only = node.kind == "argument" and title in self._named
        if title in self.nodes and not named_only:
            self._wrong(
                number,
                f"{title} is defined again; it was on line {self.nodes[title].line}."
                f" Elsewhere write only its title, [{title}].",
            )
            return
        key = node.data.get("key")
        if isinstance(key, str) and self._keys.setdefault(key, number) != number:
            self._wrong(
                number,
                f"the key {key!r} stands on line {self._keys[key]} already. A key"
                " belongs to one claim.",
            )
        self.nodes[title] = node
        self._named.discard(title)

    def _words(self, node: Node) -> None:
        """Refuse a claim without words, and signs that mean something elsewhere."""
        if slip := slips.in_claim(node.text):
            self._wrong(node.line, slip)
        if node.kind == "statement" and not node.text:
            self._wrong(
                node.line,
                f"[{node.title}] has tags or data and no claim. Write the claim after"
                " the colon.",
            )
        self.remarks += [(node.line, what) for what in remarks.of(node)]

    def _relation(self, match: re.Match[str], number: int, block: str | None) -> None:
        indent, rest = len(match["indent"]), (match["rest"] or "").strip()
        while self._parents and self._parents[-1][0] >= indent:
            self._parents.pop()
        parent = self._parents[-1][1] if self._parents else None
        if parent is None:
            self._wrong(
                number,
                "there is nothing above that this arrow belongs to. Put it under a"
                " claim, indented by two spaces.",
            )
            return
        if not rest or rest[0] not in "[<":
            arrow = f"{match['indent']}{match['arrow']} "
            self._wrong(number, slips.no_target(arrow, rest))
            return
        title = self._node(rest, number, block)
        self._alone = None
        self._parents.append((indent, title))
        if title is not None:
            self._relate(parent, match["arrow"], title, number)

    def _relate(self, parent: str, arrow: str, title: str, number: int) -> None:
        if title == parent:
            self._wrong(number, f"{title} points at itself. Name another claim.")
            return
        kind, outgoing = RELATIONS[arrow]
        source, target = (parent, title) if outgoing else (title, parent)
        met = self.nodes[target].kind if target in self.nodes else "statement"
        if kind == "undercut" and met != "argument":
            self._wrong(
                number,
                "an undercut, <_ or _>, meets an argument, <Name>. Against a claim"
                " write <- or ->.",
            )
        self.relations.append(Relation(kind, source, target, number))

    def _step(self, place: int, rest: str, number: int, block: str | None) -> None:
        if self._argument is None:
            self._wrong(
                number,
                "a premise stands under an argument. Write <Name> on a line above, then"
                " an empty line.",
            )
            return
        if place != self._expected:
            self._wrong(
                number,
                f"({place}) should be ({self._expected}): premises and conclusion are"
                " numbered in order.",
            )
        self._expected, self._alone, title = place + 1, None, None
        if rest.startswith("["):
            title = self._node(rest, number, block)
            self._parents, self._alone = [(-1, title)], None
        else:
            self._wrong(
                number, f"({place}) needs a title: ({place}) [Title]: the claim."
            )
        self._steps.append(steps.Step(title, number))

    def _rule(self, number: int) -> None:
        if self._steps:
            self._steps.append(steps.Step(None, number, rule=True))
        else:
            self._wrong(
                number,
                "a rule stands between premises and conclusion. Write (1) [Title]: a"
                " premise above it.",
            )

    def _end_mention(self) -> None:
        """What is to be said where a title stands alone and nothing comes under it."""
        if self._alone:
            title, line = self._alone
            what = f"{title} is named here and nothing is said of it. Write an arrow"
            self.remarks.append((line, f"{what} under it, or delete the line."))
        self._alone = None

    def _close_block(self) -> None:
        """Turn the steps read so far into inferences of their argument."""
        self._end_mention()
        block, argument = self._steps, self._argument
        self._steps, self._argument, self._expected = [], None, 1
        if argument is None:
            return
        self._named.discard(argument)
        if not block:
            return
        if not any(step.rule for step in block):
            self._wrong(
                block[0].line,
                f"<{argument}> has no conclusion. Write ---- and then the conclusion,"
                " with its number.",
            )
        elif any(inference.argument == argument for inference in self.inferences):
            self._wrong(
                block[0].line,
                f"<{argument}> has its premises already. Give this argument another"
                " name.",
            )
        else:
            self.inferences += steps.inferences(argument, block, self._wrong)


def _index_of(sign: str, lines: list[str], start: int) -> int | None:
    """The first line from `start` on that has only this sign on it."""
    return next((n for n in range(start, len(lines)) if lines[n].strip() == sign), None)


def _without_tags(rest: str) -> tuple[str, tuple[str, ...]]:
    """The words of a claim, and the tags that stand after them; #Reported is
    #reported.
    """
    tags: list[str] = []
    words, sign, tag = rest.rpartition("#")
    while sign and re.fullmatch(r"[\w-]+", tag):
        tags.insert(0, tag.lower() if tag.lower() in remarks.TAGS else tag)
        rest = words.rstrip()
        words, sign, tag = rest.rpartition("#")
    return rest, tuple(tags)
