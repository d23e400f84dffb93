"""Argument maps of the texts: read, checked against the words on the page, and evaluated from a reader's verdicts.

What evaluation shows is what follows from the verdicts, never what is true.
"""

import difflib
import functools
import itertools
import re
from typing import NamedTuple

from helpers import argdown, texts
from helpers.errors import CitationError, MapError, TextError
from helpers.segments import WORD

OPEN_UNTIL_JUDGED = {"reported", "contested", "critic"}  # what the author only reports, says of his own side, or never says
VERDICTS = {"accept": True, "reject": False, "open": None}
LABELS = {True: "stands", False: "falls", None: "open"}
NEAR = 0.85  # the least similarity at which a passage counts as near (difflib's ratio)

parse = argdown.parse


class Label(NamedTuple):
    """What a claim comes to under some verdicts: "stands", "falls" or "open", and why, in words."""

    label: str
    reason: str


def load(text_id, folder=None):
    """The ArgumentMap of a text, from the file beside it that ends in .argdown.

    Raises TextError when there is none, MapError with the lines that are wrong.

    >>> load("1906").nodes["Programmes dissolve"].data["key"]
    'programmes dissolve'
    """
    where = texts.FOLDER if folder is None else texts.pathlib.Path(folder)
    found = sorted(where.glob(f"{text_id}*.argdown"))
    if not found:
        raise TextError(f"There is no argument map of {text_id} in {where.name}/. Write one in a file {text_id}-….argdown.")
    return parse(found[0].read_text(encoding="utf-8"))


# Quotations


def verify(quote, passage):
    """Whether a quotation stands in a passage: ("exact" | "near" | "absent" | "too short", the nearest words).

    White space, soft hyphens, quotation marks, dashes and the case of the first letter do not matter; an ellipsis is a gap, in order.

    >>> verify("the party was said to be the class", "Today the party is said to be the class.")
    ('near', 'the party is said to be the class.')
    >>> verify("The party is … the class", "Today the party is said to be the class.")
    ('exact', 'the party is said to be the class')
    """
    pieces = [_plain(piece) for piece in re.split(r"…|\.{3,}", quote)]
    pieces = [piece for piece in pieces if piece]
    if sum(len(WORD.findall(piece)) for piece in pieces) < 3:
        return "too short", ""
    content = _plain(passage)
    start = end = -1
    for n, piece in enumerate(pieces):
        at = _first_letter_free(content, piece, max(end, 0)) if n == 0 else content.find(piece, end)
        if at < 0:
            return _nearest(" ".join(pieces), content)
        start, end = (at if n == 0 else start), at + len(piece)
    return "exact", content[start:end]


def check(argument_map, text):
    """Every quotation of a map held against its paragraph: title, cite, quote, result, nearest, line; a table.

    A citation of a paragraph that does not exist gives "absent", and says so in `nearest`.
    """
    import pandas as pd

    rows = []
    for node in argument_map.nodes.values():
        anchors = node.data.get("anchors", [])
        for anchor in anchors if isinstance(anchors, list) else [anchors]:
            cite, quote = (anchor.get("cite", ""), anchor.get("quote", "")) if isinstance(anchor, dict) else ("", str(anchor))
            try:
                result, nearest = verify(quote, _cited(cite, text))
            except CitationError as error:
                result, nearest = "absent", str(error)
            rows.append((node.title, cite, quote, result, nearest, node.line))
    return pd.DataFrame(rows, columns=["title", "cite", "quote", "result", "nearest", "line"])


def _cited(cite, text):
    text_id, _, place = str(cite).partition(":")
    number = re.match(r"\d+", place)
    if text_id != text.id or not number:
        raise CitationError(f"{cite!r} is no paragraph of {text.title}. Write {text.id}:12, for example.")
    return text[int(number[0])].text


_SAME = {ord(sign): "'" for sign in '"“”„‟«»‘’‚‛'} | {ord(sign): "-" for sign in "‐‑‒–—―"} | {0xAD: None}


def _plain(words):
    return " ".join(words.translate(_SAME).split()).strip()


def _first_letter_free(content, piece, start):
    """Where a piece stands, whatever the case of its first letter."""
    found = [at for first in {piece[0].lower(), piece[0].upper()} if (at := content.find(first + piece[1:], start)) >= 0]
    return min(found, default=-1)


def _nearest(quote, content):
    """The stretch of the content most like a quotation, near if similar enough."""
    words = [match.span() for match in re.finditer(r"\S+", content)]
    length = len(quote.split())
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote)
    best = (0.0, "")
    for first, size in itertools.product(range(len(words)), {length - 1, length, length + 1}):
        if size < 1 or first + size > len(words):
            continue
        stretch = content[words[first][0] : words[first + size - 1][1]]
        matcher.set_seq1(stretch)
        if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
            best = max(best, (matcher.ratio(), stretch))
    return ("near" if best[0] >= NEAR else "absent"), best[1]


# Evaluation


class _Network:
    """The conditions of a map: what supports, attacks and undercuts each claim and each inference.

    The abstract dialectical framework of the map (Brewka et al. 2013; Carneades: Gordon, Prakken, Walton 2007). A statement stands if its
    base does (its verdict, or one of its reasons) and nothing that attacks it; an inference, if all its premises do and no undercutter.
    """

    def __init__(self, argument_map):
        self.map = argument_map
        nodes = argument_map.nodes
        self.reasons = {title: [] for title in nodes}  # for a statement: inferences or nodes, any of which is enough
        self.attackers = {title: [] for title in nodes}
        self.premises = {}  # for an inference: nodes, all of which are needed
        self.last = {}  # argument -> its last inference, which undercuts and further premises meet
        for number, inference in enumerate(argument_map.inferences):
            later = [n for n, other in enumerate(argument_map.inferences) if other.argument == inference.argument and n > number]
            name = inference.argument if not later else (inference.argument, number)
            self.premises[name] = list(inference.premises)
            self.last[inference.argument] = inference.argument
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
        self.basic = [title for title in nodes if not self.reasons[title] and not self.premises.get(title)]

    def verdict(self, title, verdicts):
        """What a basic node counts as: the reader's verdict, or what it counts as without one."""
        if title in verdicts:
            return VERDICTS[verdicts[title]]
        return None if OPEN_UNTIL_JUDGED & set(self.map.nodes[title].tags) else True

    def values(self, verdicts, among=None):
        """The least fixed point in Kleene's three values, as node → True, False or None."""
        chosen = self.attackers if among is None else among
        basic = {title: self.verdict(title, verdicts) for title in self.basic if among is None or title in among}
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
        return _all([base, _not(_any(found[attacker] for attacker in self.attackers[title]))])

    def below(self, node):
        """What a node rests on directly."""
        return [*self.reasons[node], *self.premises.get(node, [])]

    def bearing_on(self, title):
        """Every node on which the value of this one can depend, itself included."""
        return {title} | _reached(title, lambda node: [*self.below(node), *self.attackers[node]])

    def circles(self):
        """The groups of nodes each of which rests on every other, as sorted lists of titles."""
        reach = {node: _reached(node, self.below) for node in self.attackers}
        found = {frozenset(other for other in reach[node] if node in reach[other]) for node in reach if node in reach[node]}
        return sorted(sorted(node for node in circle if isinstance(node, str)) for circle in found)

    @functools.cached_property
    def in_circles(self):
        return {node for circle in self.circles() for node in circle}


def _reached(start, following):
    """Every node that can be reached from one, itself only if a way leads back to it."""
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
    """The claims, and arguments without premises, on which a reader gives a verdict: those that nothing in the map supports; titles."""
    return list(_Network(argument_map).basic)


def evaluate(argument_map, verdicts=None):
    """What every claim and argument comes to under these verdicts (title → "accept", "reject" or "open"): title → Label.

    A claim without a verdict counts as accepted, but what is only reported, contested or from critics counts as open. Raises MapError
    for a verdict on an unknown or a derived claim, or one that is none of the three.

    >>> found = evaluate(parse("[A]: a\\n  <- [B]: b #reported"), {"B": "accept"})
    >>> found["A"]
    Label(label='falls', reason='answered by [B], which stands')
    """
    verdicts = verdicts or {}
    network = _Network(argument_map)
    _refuse_wrong(verdicts, network)
    values = network.values(verdicts)
    return {title: Label(LABELS[values[title]], _reason(title, network, values, verdicts)) for title in argument_map.nodes}


def _refuse_wrong(verdicts, network):
    for title, verdict in verdicts.items():
        if title not in network.map.nodes:
            raise MapError(f"There is no claim [{title}] in this map. Look at its title again.")
        if verdict not in VERDICTS:
            raise MapError(f"{verdict!r} is no verdict on [{title}]. Say accept, reject or open.")
        if title not in network.basic:
            raise MapError(f"[{title}] is derived from other claims. Give your verdict on one of those: it is they that carry it.")


def _reason(title, network, values, verdicts):
    """Why a node has its value, in words."""
    if values[title] is True:
        return _why_it_stands(title, network, values, verdicts)
    standing = [attacker for attacker in network.attackers[title] if values[attacker] is True]
    if standing:
        return f"answered by {_names(standing)}, which {'stands' if len(standing) == 1 else 'stand'}"
    if values[title] is False:
        if title in network.basic:
            return "you rejected it"
        rejected = _rejected_below(title, network, values, verdicts)
        fallen = _fallen_below(title, network, values)
        return (
            f"unsupported here: you rejected {_names(rejected)}"
            if rejected
            else f"unsupported here: {_names(fallen)} {_do(fallen)} not stand"
        )
    if title in network.basic and network.verdict(title, verdicts) is None:
        return "you left it open" if title in verdicts else "open until you judge it"
    waiting = [other for other in [*network.below(title), *network.attackers[title]] if values[other] is None]
    if title in network.in_circles:
        return "open: its reasons go in a circle, and rest on nothing outside it"
    return f"open, because of {_names(waiting)}"


def _why_it_stands(title, network, values, verdicts):
    answered = [attacker for attacker in network.attackers[title] if values[attacker] is False]
    also = f"; {_names(answered)} {_do(answered)} not stand against it" if answered else ""
    if title in network.basic:
        return ("you accepted it" if title in verdicts else "accepted, since you have not judged it") + also
    below = network.premises.get(title) or [reason for reason in network.reasons[title] if values[reason] is True]
    return f"{_names(below)} {'stands' if len(set(below)) == 1 else 'stand'}" + also


def _rejected_below(title, network, values, verdicts):
    """The rejected basic claims on which a node's fall rests."""
    return [t for t in network.basic if verdicts.get(t) == "reject" and t in _supporting(title, network, values)]


def _fallen_below(title, network, values):
    return [t for t in network.below(title) if values[t] is False]


def _supporting(title, network, values):
    """The fallen nodes below a fallen node, through reasons and premises."""
    return _reached(title, lambda node: _fallen_below(node, network, values))


def _names(titles):
    shown = list(dict.fromkeys(title if isinstance(title, str) else title[0] for title in titles))
    shown = [f"[{title}]" for title in shown]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _do(titles):
    return "does" if len(set(titles)) == 1 else "do"


def circular(argument_map):
    """Groups of nodes whose support goes round in a circle; each a list of titles.

    >>> circular(parse("[A]: a\\n  <+ [B]\\n\\n[B]: b\\n  <+ [A]"))
    [['A', 'B']]
    """
    return _Network(argument_map).circles()


def cruxes(argument_map, title, verdicts=None, most=3):
    """The smallest sets of changed verdicts after which a claim no longer stands: a list of {title: verdict}, smallest first.

    Each set is minimal: with any one of its verdicts left as it was, the claim would stand. Sets of up to `most` verdicts are tried;
    a claim that does not stand now has none.

    >>> cruxes(parse("[C]: c\\n  <+ [P]: p\\n  <+ [Q]: q"), "C")
    [{'P': 'reject', 'Q': 'reject'}]
    """
    verdicts = verdicts or {}
    network = _Network(argument_map)
    _refuse_wrong(verdicts, network)
    if title not in argument_map.nodes:
        raise MapError(f"There is no claim [{title}] in this map. Look at its title again.")
    among = dict.fromkeys(node for node in network.attackers if node in network.bearing_on(title))
    if network.values(verdicts, among)[title] is not True:
        return []
    changes = []
    for basic_title in network.basic:
        if basic_title in among:
            now = network.verdict(basic_title, verdicts)
            changes += [(basic_title, word) for word, value in (("reject", False), ("accept", True)) if value != now]
    found = []
    for size in range(1, most + 1):
        for chosen in itertools.combinations(changes, size):
            changed = dict(chosen)
            if len(changed) < size or any(crux.items() <= changed.items() for crux in found):
                continue
            if network.values(verdicts | changed, among)[title] is not True:
                found.append(changed)
    return found


def outline(argument_map, verdicts=None):
    """The map as indented text, section by section, for screen readers and print; with verdicts, what each claim comes to.

    >>> print(outline(parse("# Part\\n\\n[A]: One.\\n  <- [B]: Two. #critic")))
    Part
      A. One.
        is attacked by B. Two. (critic)
    """
    labels = evaluate(argument_map, verdicts) if verdicts is not None else {}
    lines, told = [], set()

    def tell(title, depth, lead=""):
        node = argument_map.nodes[title]
        voice = (
            f" ({', '.join(tag for tag in node.tags if tag not in ('spine', 'thesis'))})" if set(node.tags) - {"spine", "thesis"} else ""
        )
        label = f" [{labels[title].label}: {labels[title].reason}]" if labels else ""
        again = title in told
        body = "see above" if again else node.text
        lines.append(f"{'  ' * depth}{lead}{title}. {body}".rstrip() + voice + label)
        if again:
            return
        told.add(title)
        for relation in argument_map.relations:
            if relation.target == title:
                leads = {
                    "support": "is supported by ",
                    "attack": "is attacked by ",
                    "undercut": "is undercut by ",
                    "contradictory": "contradicts ",
                }
                tell(relation.source, depth + 1, leads[relation.kind])
        for inference in argument_map.inferences:
            if inference.conclusion == title:
                told.add(inference.argument) if inference.argument in told else tell(inference.argument, depth + 1, "follows by ")
            if inference.argument == title:
                for premise in inference.premises:
                    tell(premise, depth + 1, "from ")

    depends = {relation.source for relation in argument_map.relations} | {p for i in argument_map.inferences for p in i.premises}
    depends |= {inference.argument for inference in argument_map.inferences}
    for section in dict.fromkeys(["", *argument_map.sections]):
        inside = [node.title for node in argument_map.nodes.values() if node.section == section]
        lines += [section] if section and inside else []
        for title in [t for t in inside if t not in depends] + inside:
            if title not in told:
                tell(title, 1 if section else 0)
    return "\n".join(lines)


def covered(argument_maps):
    """Which paragraphs the claims of some maps are anchored in: a set of citations."""
    anchors = [anchor for one in argument_maps for node in one.nodes.values() for anchor in node.data.get("anchors", [])]
    return {re.match(r"[^:]+:\d+", anchor["cite"])[0] for anchor in anchors}
