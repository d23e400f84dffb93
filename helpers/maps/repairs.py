"""Maps in which a fault was planted, and what is still to do to mend one."""

from helpers import texts
from helpers.maps.evaluation import do, names
from helpers.maps.model import ArgumentMap
from helpers.maps.quotations import Quotation, looked_up
from helpers.maps.views import voice
from helpers.validation import validated

_NOT_YET = "The planted fault is not mended yet."


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
    reworded = [t for t in claims if mine.nodes[t].text != right.nodes[t].text]
    if reworded:
        sentences.append(
            f"The claim of {names(reworded)} has other words now. Put back those that"
            " were given."
        )
    quotations = looked_up(mine, text)
    given = {quotation.quote for quotation in looked_up(broken, text)}
    sentences += _lost_quotations(quotations, looked_up(right, text), given)
    sentences += [
        f"The quotation of [{quotation.title}] does not stand in {quotation.cite} as it"
        " is written. Compare it with the passage, word by word."
        for quotation in quotations
        if quotation.result != "exact"
    ]
    return list(dict.fromkeys(sentences))


def _wrong_joins(
    mine: ArgumentMap, broken: ArgumentMap, right: ArgumentMap
) -> list[str]:
    """What is joined otherwise than it should be; what a reader adds of his own is
    his.
    """
    wanted = joins(right)
    planted, wrong = joins(broken) ^ wanted, joins(mine) ^ wanted
    sentences = [_NOT_YET] if wrong & planted else []
    for kind, *ends in sorted(wrong - planted):
        if kind == "voice" and ends[0] in right.nodes:
            sentences.append(f"The voice of [{ends[0]}] is not the passage's.")
        elif kind != "voice" and set(ends) <= set(right.nodes):
            sentences.append(f"How {names(ends)} are joined is not as in the passage.")
    return sentences


def _lost_quotations(
    quotations: list[Quotation], wanted: list[Quotation], given: set[str]
) -> list[str]:
    """The claims that quote nothing any more, or not what the fault took away: of that
    a part or more will do.
    """
    sentences = []
    for title, _, quote, *_ in wanted:
        quotes = [each.quote for each in quotations if each.title == title]
        if not quotes:
            sentences.append(f"[{title}] has lost its quotation. Put it back.")
        elif quote not in given and not any(q in quote or quote in q for q in quotes):
            sentences.append(_NOT_YET)
    return sentences
