"""Argument maps of the texts: read, checked against the words on the page, and
evaluated from a reader's verdicts.

What evaluation shows is what follows from the verdicts, never what is true.
"""

import difflib
import functools
import heapq
import itertools
import re
from typing import NamedTuple

from helpers import texts
from helpers.errors import CitationError, MapError, TextError
from helpers.maps import argdown
from helpers.maps.layout import (
    JOINED,
    edges,
    layout,
    voice,
)
from helpers.segments import WORD

OPEN_UNTIL_JUDGED = {
    "reported",
    "contested",
    "critic",
}  # what the author only reports, says of his own side, or never says
VERDICTS = {"accept": True, "reject": False, "open": None}
LABELS = {True: "stands", False: "falls", None: "open"}
NEAR = 0.85  # the least similarity at which a passage counts as near (difflib's ratio)

parse, write = argdown.parse, argdown.write


class Label(NamedTuple):
    """What a claim comes to under some verdicts: "stands", "falls" or "open", and
    why, in words.
    """

    label: str
    reason: str


def load(text_id, folder=None):
    """The ArgumentMap of a text, from the file beside it that ends in .argdown.

    Raises TextError when there is none, MapError with the lines that are wrong.

    >>> load("1906").nodes["Programmes dissolve"].data["key"]
    'programmes dissolve'
    """
    where = texts.FOLDER if folder is None else texts.folder_of(folder)
    longer = tuple(
        f"{text.id}-"
        for text in texts.load_all(folder)
        if text.id.startswith(f"{text_id}-")
    )
    found = [
        path
        for path in sorted(where.glob(f"{text_id}-*.argdown"))
        if not path.name.startswith(longer)
    ]
    if not found:
        raise TextError(
            f"There is no argument map of {text_id} in {where.name}/. Write one in a"
            f" file {text_id}-….argdown."
        )
    try:
        return parse(texts.read(found[0]))
    except MapError as error:
        raise MapError(
            [(0, f"{found[0].name} is no map yet:"), *error.problems]
        ) from None


# Quotations


@functools.lru_cache(
    maxsize=1024
)  # a map is looked up again at every pause of its writer
def verify(quote, passage):
    """Whether a quotation stands in a passage: ("exact" | "near" | "absent" | "too
    short", the nearest words).

    White space, soft hyphens, quotation marks, dashes and the case of the first letter
    do not matter; an ellipsis is a gap, in order.

    >>> verify("the party was said to be the class", "Today the party is said to be the class.")
    ('near', 'the party is said to be the class.')
    >>> verify("The party is … the class", "Today the party is said to be the class.")
    ('exact', 'the party is said to be the class')
    """
    spans = _spans(quote, passage)
    if sum(len(WORD.findall(piece)) for piece in _pieces(quote)) < 3:
        return "too short", ""
    if None in spans:
        return _nearest(" ".join(_pieces(quote)), _plain(passage))
    return "exact", _plain(passage[spans[0][0] : spans[-1][1]])


def stands(quote, passage):
    """Whether every piece of a quotation stands in a passage, in order; however
    short it is.
    """
    return None not in _spans(quote, passage)


def _pieces(quote):
    return [piece for piece in map(_plain, re.split(r"…|\.{3,}", quote)) if piece]


def _spans(quote, passage):
    """Where each piece of a quotation stands in a passage, in order; None for a
    piece that does not.
    """
    loose, found, at = {"'": f"[{_MARKS}]", "-": f"[{_DASHES}]"}, [], 0
    for piece in _pieces(quote):
        signs = [
            r"\s+" if sign == " " else loose.get(sign, re.escape(sign))
            for sign in piece
        ]
        first = signs[0] if found else f"(?i:{signs[0]})"
        match = re.compile("\xad?".join([first, *signs[1:]])).search(passage, at)
        found.append(match and match.span())
        at = match.end() if match else at
    return found


def quoted(paragraph, quotes):
    """Where quotations stand in a paragraph, as (start, end) of every piece between
    ellipses; what is not there is left out.

    >>> quoted(texts.load("1906")[22], ["There is … the lockout"])
    [(0, 8), (70, 81)]
    """
    return [span for quote in quotes for span in _spans(quote, paragraph.text) if span]


def check(argument_map, text):
    """Every quotation of a map held against its paragraph: title, cite, quote, result,
    nearest, line, there; a table.

    A citation of a paragraph that does not exist gives "absent"; `nearest` says so, and
    `there` is False.
    """
    import pandas as pd

    rows = []
    for node in argument_map.nodes.values():
        anchors = node.data.get("anchors", [])
        for anchor in anchors if isinstance(anchors, list) else [anchors]:
            cite, quote = (
                (str(anchor.get(name, "")) for name in ("cite", "quote"))
                if isinstance(anchor, dict)
                else ("", str(anchor))
            )
            try:
                result, nearest = verify(quote, _cited(cite, text))
            except CitationError as error:
                rows.append(
                    (node.title, cite, quote, "absent", str(error), node.line, False)
                )
            else:
                rows.append((node.title, cite, quote, result, nearest, node.line, True))
    return pd.DataFrame(
        rows, columns=["title", "cite", "quote", "result", "nearest", "line", "there"]
    )


def _cited(cite, text):
    text_id, _, place = str(cite).partition(":")
    number = re.match(r"\d+", place)
    if text_id != text.id or not number:
        raise CitationError(
            f"{cite!r} is no paragraph of {text.title}. Write {text.id}:12, for"
            " example."
        )
    return text[int(number[0])].text


_MARKS, _DASHES = "'\"“”„‟«»‘’‚‛", "-‐‑‒–—―"
_SAME = (
    {ord(sign): "'" for sign in _MARKS}
    | {ord(sign): "-" for sign in _DASHES}
    | {0xAD: None}
)


def _plain(words):
    return " ".join(words.translate(_SAME).split()).strip()


def _nearest(quote, content):
    """The stretch of the content most like a quotation, near if similar enough; of
    many those that share most words are compared.
    """
    words, wanted = (
        [match.span() for match in re.finditer(r"\S+", content)],
        quote.split(),
    )
    known = set(wanted)
    shared = [
        0,
        *itertools.accumulate(content[start:end] in known for start, end in words),
    ]
    ends = [
        (n, n + size)
        for n in range(len(words))
        for size in range(max(len(wanted) - 1, 1), len(wanted) + 2)
        if n + size <= len(words)
    ]
    ends = heapq.nlargest(
        24 if len(quote) > 120 else len(ends),
        ends,
        key=lambda one: shared[one[1]] - shared[one[0]],
    )
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote)
    best = (0.0, "")
    for first, last in ends:
        stretch = content[words[first][0] : words[last - 1][1]]
        matcher.set_seq1(stretch)
        if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
            best = max(best, (matcher.ratio(), stretch))
    return ("near" if best[0] >= NEAR else "absent"), best[1]


# Evaluation


class _Network:
    """The conditions of a map: what supports, attacks and undercuts each claim and each
    inference.

    The abstract dialectical framework of the map (Brewka et al. 2013; Carneades:
    Gordon, Prakken, Walton 2007). A statement stands if its base does (its verdict, or
    one of its reasons) and nothing that attacks it; an inference, if all its premises
    do and no undercutter.
    """

    def __init__(self, argument_map):
        self.map = argument_map
        nodes = argument_map.nodes
        self.reasons = {
            title: [] for title in nodes
        }  # for a statement: inferences or nodes, any of which is enough
        self.attackers = {title: [] for title in nodes}
        self.premises = {}  # for an inference: nodes, all of which are needed
        for number, inference in enumerate(argument_map.inferences):
            later = [
                n
                for n, other in enumerate(argument_map.inferences)
                if other.argument == inference.argument and n > number
            ]
            name = inference.argument if not later else (inference.argument, number)
            self.premises[name] = list(inference.premises)
            self.reasons[inference.conclusion].append(name)
            self.attackers.setdefault(name, [])
            self.reasons.setdefault(name, [])
        for title, node in nodes.items():
            if node.kind == "argument":
                self.premises.setdefault(title, [])
        for relation in argument_map.relations:
            source, target = relation.source, relation.target
            if relation.kind == "support" and nodes[target].kind == "argument":
                self.premises[target].append(source)
            elif relation.kind == "support":
                self.reasons[target].append(source)
            else:
                self.attackers[target].append(source)
                if relation.kind == "contradictory":
                    self.attackers[source].append(target)
        self.basic = [
            title
            for title in nodes
            if not self.reasons[title] and not self.premises.get(title)
        ]

    def verdict(self, title, verdicts):
        """What a basic node counts as: the reader's verdict, or what it counts as
        without one.
        """
        if title in verdicts:
            return VERDICTS[verdicts[title]]
        return None if OPEN_UNTIL_JUDGED & set(self.map.nodes[title].tags) else True

    def values(self, verdicts, among=None):
        """The least fixed point in Kleene's three values, as node → True, False or
        None.
        """
        chosen = self.attackers if among is None else among
        basic = {
            title: self.verdict(title, verdicts)
            for title in self.basic
            if among is None or title in among
        }
        found = dict.fromkeys(chosen)
        changed = True
        while changed:
            changed = False
            for title in chosen:
                if found[title] is None:
                    value = self.value(title, basic, found)
                    if value is not None:
                        found[title], changed = value, True
        return found

    def value(self, title, basic, found):
        if title in basic:
            base = basic[title]
        elif title in self.premises:
            base = _all(found[premise] for premise in self.premises[title])
        else:
            base = _any(found[reason] for reason in self.reasons[title])
        return _all(
            [base, _not(_any(found[attacker] for attacker in self.attackers[title]))]
        )

    def below(self, node):
        """What a node rests on directly."""
        return [*self.reasons[node], *self.premises.get(node, [])]

    def bearing_on(self, title):
        """Every node on which the value of this one can depend, itself included."""
        return {title} | _reached(
            title, lambda node: [*self.below(node), *self.attackers[node]]
        )


def _reached(start, following):
    """Every node that can be reached from one, itself only if a way leads back to
    it.
    """
    seen, ahead = set(), [start]
    while ahead:
        for other in following(ahead.pop()):
            if other not in seen:
                seen.add(other)
                ahead.append(other)
    return seen


def _all(values):
    values = list(values)
    return False if False in values else (None if None in values else True)


def _any(values):
    values = list(values)
    return True if True in values else (None if None in values else False)


def _not(value):
    return None if value is None else not value


def basic(argument_map):
    """The claims, and arguments without premises, on which a reader gives a verdict:
    those that nothing in the map supports; titles.
    """
    return list(_Network(argument_map).basic)


def evaluate(argument_map, verdicts=None):
    """What every claim and argument comes to under these verdicts (title → "accept",
    "reject" or "open"): title → Label.

    A claim without a verdict counts as accepted, but what is only reported, contested
    or from critics counts as open. Raises MapError for a verdict on an unknown or a
    derived claim, or one that is none of the three.

    >>> found = evaluate(parse("[A]: a\\n  <- [B]: b #reported"), {"B": "accept"})
    >>> found["A"]
    Label(label='falls', reason='answered by [B], which stands')
    """
    verdicts = verdicts or {}
    network = _Network(argument_map)
    _refuse_wrong(verdicts, network)
    values = network.values(verdicts)
    return {
        title: Label(LABELS[values[title]], _reason(title, network, values, verdicts))
        for title in argument_map.nodes
    }


def _refuse_wrong(verdicts, network):
    for title, verdict in verdicts.items():
        if title not in network.map.nodes:
            raise MapError(
                f"There is no claim [{title}] in this map. Look at its title again."
            )
        if verdict not in VERDICTS:
            raise MapError(
                f"{verdict!r} is no verdict on [{title}]. Say accept, reject or open."
            )
        if title not in network.basic:
            raise MapError(
                f"[{title}] is derived from other claims. Give your verdict on one of"
                " those: it is they that carry it."
            )


def _reason(title, network, values, verdicts):
    """Why a node has its value, in words."""
    if values[title] is True:
        return _why_it_stands(title, network, values, verdicts)
    standing = [
        attacker for attacker in network.attackers[title] if values[attacker] is True
    ]
    if standing:
        return (
            f"answered by {_names(standing)}, which"
            f" {'stands' if len(standing) == 1 else 'stand'}"
        )
    if values[title] is False:
        if title in network.basic:
            return "you rejected it"

        def fallen(node):
            return [other for other in network.below(node) if values[other] is False]

        reached = _reached(title, fallen)
        rejected = [
            t for t in network.basic if verdicts.get(t) == "reject" and t in reached
        ]
        near = fallen(title)
        return "unsupported here: " + (
            f"you rejected {_names(rejected)}"
            if rejected
            else f"{_names(near)} {_do(near)} not stand"
        )
    if title in network.basic and network.verdict(title, verdicts) is None:
        return "you left it open" if title in verdicts else "open until you judge it"
    waiting = [
        other
        for other in [*network.below(title), *network.attackers[title]]
        if values[other] is None
    ]
    if title in _reached(title, network.below) and not any(
        t in network.basic and values[t] is None for t in network.bearing_on(title)
    ):
        return "open: its reasons go in a circle, and rest on nothing outside it"
    return f"open, because of {_names(waiting)}"


def _why_it_stands(title, network, values, verdicts):
    answered = [
        attacker for attacker in network.attackers[title] if values[attacker] is False
    ]
    also = (
        f"; {_names(answered)} {_do(answered)} not stand against it" if answered else ""
    )
    if title in network.basic:
        return (
            "you accepted it"
            if title in verdicts
            else "accepted, since you have not judged it"
        ) + also
    below = network.premises.get(title) or [
        reason for reason in network.reasons[title] if values[reason] is True
    ]
    return f"{_names(below)} {'stands' if len(set(below)) == 1 else 'stand'}" + also


def _names(titles):
    shown = list(
        dict.fromkeys(title if isinstance(title, str) else title[0] for title in titles)
    )
    shown = [f"[{title}]" for title in shown]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _do(titles):
    return "does" if len(set(titles)) == 1 else "do"


def cruxes(argument_map, title, verdicts=None, most=3):
    """The smallest sets of changed verdicts after which a claim no longer stands: a
    list of {title: verdict}, smallest first.

    Each set is minimal: with any one of its verdicts left as it was, the claim would
    stand. Sets of up to `most` verdicts are tried; a claim that does not stand now has
    none.

    >>> cruxes(parse("[C]: c\\n  <+ [P]: p\\n  <+ [Q]: q"), "C")
    [{'P': 'reject', 'Q': 'reject'}]
    """
    verdicts = verdicts or {}
    network = _Network(argument_map)
    _refuse_wrong(verdicts, network)
    if title not in argument_map.nodes:
        raise MapError(
            f"There is no claim [{title}] in this map. Look at its title again."
        )
    among = dict.fromkeys(
        node for node in network.attackers if node in network.bearing_on(title)
    )
    if network.values(verdicts, among)[title] is not True:
        return []
    changes = []
    for basic_title in network.basic:
        if basic_title in among:
            now = network.verdict(basic_title, verdicts)
            changes += [
                (basic_title, word)
                for word, value in (("reject", False), ("accept", True))
                if value != now
            ]
    found = []
    for size in range(1, most + 1):
        for chosen in itertools.combinations(changes, size):
            changed = dict(chosen)
            if len(changed) < size or any(
                crux.items() <= changed.items() for crux in found
            ):
                continue
            if network.values(verdicts | changed, among)[title] is not True:
                found.append(changed)
    return found


def turning(argument_map, title):
    """The derived claims that come out otherwise when a basic claim is rejected instead
    of accepted, all else left as it is; titles.

    >>> turning(parse("[A]: a\\n  <+ [B]: b"), "B")
    ['A']
    """
    network = _Network(argument_map)
    accepted, rejected = (
        network.values({title: verdict}) for verdict in ("accept", "reject")
    )
    derived = [
        one
        for one, node in argument_map.nodes.items()
        if node.kind == "statement" and one not in network.basic
    ]
    return [one for one in derived if accepted[one] != rejected[one]]


def changed(before, after):
    """What a change of verdicts did: the titles whose label differs between two
    evaluations, in the order of the map.
    """
    return [title for title in after if after[title].label != before[title].label]


def conflicts(argument_map, verdicts):
    """The pairs (claim, objection) of which a reader must give one up: the claim is
    accepted, the objection stands or is accepted too.

    >>> conflicts(parse("[A]: a\\n  <- [B]: b"), {"A": "accept", "B": "accept"})
    [('A', 'B')]
    """
    network = _Network(argument_map)
    _refuse_wrong(verdicts, network)
    values = network.values(verdicts)
    found = []
    for title, verdict in verdicts.items():
        for attacker in network.attackers[title] if verdict == "accept" else []:
            insisted = (
                verdicts.get(attacker) == "accept" and values[attacker] is not False
            )
            if (values[attacker] is True or insisted) and (
                attacker,
                title,
            ) not in found:
                found.append((title, attacker))
    return found


# Parts of a map, and what joins it


def part(argument_map, section):
    """One section of a map to draw: its titles, and those of other sections that it
    leads to or takes as premises.
    """
    inside = [
        node.title for node in argument_map.nodes.values() if node.section == section
    ]
    ends = [
        (kind, source, target)
        for kind, source, target in edges(argument_map)
        if (source in inside) != (target in inside)
    ]
    beyond = [
        target if source in inside else source
        for kind, source, target in ends
        if source in inside or kind == "premise"
    ]
    return inside, list(dict.fromkeys(beyond))


def spine(argument_map):
    """The titles marked #spine, with the conclusions of its arguments and what lies
    on the way of support from one to another.
    """
    reasons = [
        (source, target)
        for kind, source, target in edges(argument_map)
        if kind in ("support", "premise", "inference")
    ]
    marked = [
        title for title, node in argument_map.nodes.items() if "spine" in node.tags
    ]
    marked += [
        inference.conclusion
        for inference in argument_map.inferences
        if inference.argument in marked
    ]
    above, below = (
        {
            title: [pair[1 - side] for pair in reasons if pair[side] == title]
            for title in argument_map.nodes
        }
        for side in (0, 1)
    )
    down, up = (
        set().union(*(_reached(title, one.get) for title in marked))
        for one in (above, below)
    )
    return [
        title for title in argument_map.nodes if title in marked or title in down & up
    ]


def bearing(argument_map, title, most=24):
    """The titles of what bears on a claim, itself first and nearest first: its
    reasons and objections, and theirs; `most` of them.
    """
    network = _Network(argument_map)
    found = [title]
    for node in found:
        near = [*network.below(node), *network.attackers[node]]
        found += [
            other
            for other in dict.fromkeys(
                one if isinstance(one, str) else one[0] for one in near
            )
            if other not in found
        ]
    return found[:most]


def indicators(paragraph):
    """The words of a paragraph that often announce how it argues, in order: (start,
    end, entry of indicators.yml).
    """
    found = [
        (match.start(), match.end(), entry)
        for entry in texts.listed("indicators.yml")
        for form in entry["forms"]
        for match in re.finditer(
            rf"(?<!\w)(?i:{re.escape(form)})(?!\w)", paragraph.text
        )
    ]
    longest = [
        one
        for one in found
        if not any(
            other[0] <= one[0] and one[1] <= other[1] and other != one
            for other in found
        )
    ]
    return sorted(longest, key=lambda span: span[:2])


def joins(argument_map):
    """How the claims of a map are joined and in whose voice, as a set; the names of
    arguments do not matter.
    """
    found = {
        (r.kind, *(sorted(r[1:3]) if r.kind == "contradictory" else r[1:3]))
        for r in argument_map.relations
    }
    for premises, conclusion in (
        step[1:] for step in argument_map.inferences
    ):  # one premise by itself supports as a line does
        found.add(
            ("support", *premises, conclusion)
            if len(premises) == 1
            else ("together", *sorted(premises), conclusion)
        )
    return found | {
        ("voice", title, voice(node))
        for title, node in argument_map.nodes.items()
        if voice(node)
    }


def mend(mine, broken, right, text):
    """What is still to do to a map in which a fault was planted, as sentences; an empty
    list when it is mended.

    `mine` is the reader's map, `broken` the one that was given, `right` the one without
    the fault; `text` is what they quote.
    """
    lost = [
        title
        for title, node in right.nodes.items()
        if node.kind == "statement" and title not in mine.nodes
    ]
    if lost:
        return [
            f"{_names(lost)} {_do(lost)} not stand in the map any more. Put back what"
            " was given, under the same title."
        ]
    planted, wrong = joins(broken) ^ joins(right), joins(mine) ^ joins(right)
    said = ["The planted fault is not mended yet."] if wrong & planted else []
    for kind, *ends in sorted(wrong - planted):
        if kind == "voice" and ends[0] in right.nodes:
            said.append(f"The voice of [{ends[0]}] is not the passage's.")
        elif kind != "voice" and set(ends) <= set(
            right.nodes
        ):  # what a reader adds of his own is his
            said.append(f"How {_names(ends)} are joined is not as in the passage.")
    reworded = [
        title
        for title, node in right.nodes.items()
        if node.kind == "statement" and mine.nodes[title].text != node.text
    ]
    said += (
        [
            f"The claim of {_names(reworded)} has other words now. Put back those that"
            " were given."
        ]
        if reworded
        else []
    )
    quotes, wanted, given = (check(one, text) for one in (mine, right, broken))
    for row in wanted.itertuples():
        found = list(quotes.loc[quotes["title"] == row.title, "quote"])
        if not found:
            said.append(f"[{row.title}] has lost its quotation. Put it back.")
        elif row.quote not in set(given["quote"]) and not any(
            one in row.quote or row.quote in one for one in found
        ):
            said.append("The planted fault is not mended yet.")
    for row in quotes[quotes["result"] != "exact"].itertuples():
        absent = (
            f"The quotation of [{row.title}] does not stand in {row.cite} as it is"
            " written."
        )
        said.append(f"{absent} Compare it with the passage, word by word.")
    return list(dict.fromkeys(said))


def outline(argument_map, verdicts=None):
    """The map as indented text, section by section, for screen readers and print; with
    verdicts, what each claim comes to.

    >>> print(outline(parse("# Part\\n\\n[A]: One.\\n  <- [B]: Two. #critic")))
    Part
      A. One.
        is attacked by B. Two. (critic)
    """
    labels = evaluate(argument_map, verdicts) if verdicts is not None else {}
    lines, told = [], set()
    below = {title: [] for title in argument_map.nodes}
    for kind, source, target in edges(argument_map):
        below[target].append((source, JOINED[kind][1]))
    resting = {source for several in below.values() for source, _ in several}
    for section in dict.fromkeys(["", *argument_map.sections]):
        inside = [
            node.title
            for node in argument_map.nodes.values()
            if node.section == section
        ]
        lines += [section] if section and inside else []
        for root in [title for title in inside if title not in resting] + inside:
            ahead = [] if root in told else [(root, bool(section), "")]
            while ahead:
                title, depth, lead = ahead.pop()
                node = argument_map.nodes[title]
                whose = f" ({voice(node)})" if voice(node) else ""
                label = (
                    f" [{labels[title].label}: {labels[title].reason}]"
                    if labels
                    else ""
                )
                said = "see above" if title in told else node.text
                lines.append(
                    f"{'  ' * depth}{lead}{title}. {said}".rstrip() + whose + label
                )
                if title not in told:
                    told.add(title)
                    ahead += [
                        (source, depth + 1, f"{how} ")
                        for source, how in reversed(below[title])
                    ]
    return "\n".join(lines)
