"""Maps in which a fault was planted, and what is still to do to mend one."""

from helpers import cite, texts
from helpers.maps.evaluation import do, names
from helpers.maps.model import ArgumentMap
from helpers.maps.quotations import Quotation, looked_up, quoted, same_words
from helpers.maps.views import voice
from helpers.validation import validated

_NOT_YET = "The planted fault is not mended yet."
_JOIN = {
    "support": "supports",
    "attack": "speaks against",
    "undercut": "undercuts",
    "contradictory": "excludes",
}


@validated
def joins(argument_map: ArgumentMap) -> set[tuple[str, ...]]:
    """How the claims of a map are joined and in whose voice, as a set; the names of
    arguments do not matter.
    """
    joined: set[tuple[str, ...]] = set()
    for kind, source, target, _ in argument_map.relations:
        ends = (source, target)
        joined.add((kind, *(sorted(ends) if kind == "contradictory" else ends)))
    for _, premises, conclusion in argument_map.inferences:
        # one premise by itself supports as a line does
        kind = "support" if len(premises) == 1 else "together"
        joined.add((kind, *sorted(premises), conclusion))
    voices = {title: voice(node) for title, node in argument_map.nodes.items()}
    return joined | {
        ("voice", title, whose) for title, whose in voices.items() if whose
    }


@validated
def mend(
    mine: ArgumentMap, broken: ArgumentMap, right: ArgumentMap, text: texts.Text
) -> list[str]:
    """What is still to do to a map in which a fault was planted, as sentences; an empty
    list when it is mended.

    `mine` is the reader's map, `broken` the one that was given, `right` the one without
    the fault; `text` is what they quote.
    """
    claims = [t for t, node in right.nodes.items() if node.kind == "statement"]
    lost = [title for title in claims if title not in mine.nodes]
    if lost:
        return [
            f"{names(lost)} {do(lost)} not stand in the map any more. Put back what was"
            " given, under the same title."
        ]
    sentences = _wrong_joins(mine, broken, right)
    reworded = [
        t for t in claims if not same_words(mine.nodes[t].text, right.nodes[t].text)
    ]
    if reworded:
        sentences.append(
            f"The claim of {names(reworded)} has other words now. Put back those that"
            " were given."
        )
    given = looked_up(broken, text)
    quotations = looked_up(mine, text)
    sentences += _lost_quotations(quotations, looked_up(right, text), given, text)
    sentences += _not_exact(quotations, {quotation.quote for quotation in given})
    return list(dict.fromkeys(sentences))


def _wrong_joins(
    mine: ArgumentMap, broken: ArgumentMap, right: ArgumentMap
) -> list[str]:
    """What is joined otherwise than it should be; what a reader adds of his own is
    his.
    """
    wanted, given, now = joins(right), joins(broken), joins(mine)
    planted = {_ends(join) for join in given ^ wanted}
    wrong = {join for join in now ^ wanted if _known(join, right)}
    still = {join for join in wrong if _ends(join) in planted}
    sentences = [_NOT_YET] if still else []
    if now != given:
        # what is too many says more than what is missing, and tells no repair
        present = sorted(still & now)
        sentences += [
            f"In your map {_as_joined(kind, ends)}; in the passage it is otherwise."
            for kind, *ends in present
        ] or list(map(_differs, sorted(still)))
    return sentences + list(map(_differs, sorted(wrong - still)))


def _ends(join: tuple[str, ...]) -> frozenset[str]:
    """Which claims a join is of."""
    return frozenset(join[1:2] if join[0] == "voice" else join[1:])


def _known(join: tuple[str, ...], right: ArgumentMap) -> bool:
    return _ends(join) <= right.nodes.keys()


def _differs(join: tuple[str, ...]) -> str:
    kind, *ends = join
    if kind == "voice":
        return f"The voice of [{ends[0]}] is not the passage's."
    return f"How {names(ends)} are joined is not as in the passage."


def _as_joined(kind: str, ends: list[str]) -> str:
    """A join in words."""
    if kind == "voice":
        return f"[{ends[0]}] is {ends[1]}"
    *premises, conclusion = ends
    if kind == "together":
        return f"{names(premises)} support [{conclusion}] together"
    return f"[{premises[0]}] {_JOIN[kind]} [{conclusion}]"


def _lost_quotations(
    quotations: list[Quotation],
    wanted: list[Quotation],
    given: list[Quotation],
    text: texts.Text,
) -> list[str]:
    """The claims that quote nothing any more, or not what the fault took away: of that
    a part or more will do.
    """
    sentences = []
    quotes = {(quotation.title, quotation.quote) for quotation in given}
    for right in wanted:
        mine = [each for each in quotations if each.title == right.title]
        if not mine:
            sentences.append(f"[{right.title}] has lost its quotation. Put it back.")
        elif (right.title, right.quote) in quotes or _is_among(right, mine, text):
            continue
        else:
            sentences.append(_NOT_YET)
            if all(each.result == "exact" for each in mine):
                sentences.append(
                    f"[{right.title}] quotes words that stand in {right.cite}, and not"
                    " those that the claim rests on."
                )
    return sentences


def _is_among(right: Quotation, quotations: list[Quotation], text: texts.Text) -> bool:
    """Whether some quotation stands in the text where the right one does, in part or
    beyond it.
    """
    place = cite.number_of(right.cite)
    paragraph = text[place]
    spans = quoted(paragraph, [right.quote])
    return any(
        start < last and first < end
        for quotation in quotations
        if quotation.result == "exact" and cite.number_of(quotation.cite) == place
        for first, last in quoted(paragraph, [quotation.quote])
        for start, end in spans
    )


def _not_exact(quotations: list[Quotation], given: set[str]) -> list[str]:
    """The quotations that do not stand as they are written; of those that a reader
    wrote, what the text has, and of those that were given not.
    """
    return [
        f"The quotation of [{title}] does not stand in {where} as it is written."
        " Compare it with the passage, word by word."
        + (f" The nearest words are: “{near}”." if near and quote not in given else "")
        if result != "too short"
        else f"“{quote}” is too short to be looked up. Quote at least three words."
        for title, where, quote, result, near, *_ in quotations
        if result != "exact"
    ]
