"""One claim of a map as HTML: its words, whose they are, what it comes to and why, and
its place in the text.
"""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from helpers import arguments, cite, texts
from helpers.html import button, choice, join, tag
from helpers.maps.model import Node
from helpers.widgets.reading import passages
from helpers.widgets.reading.sources import sign

VERDICTS = {"accept": "I accept it", "reject": "I reject it", "open": "I leave it open"}
_CRITIC = ("author", "work", "year")
MOST = 12  # sets of verdicts that are listed


def link(ids: Mapping[str, str], title: str) -> Markup:
    """A button that opens a claim."""
    return button(f"open/{ids[title]}", title, "pb-link")


# Long: the parts of a claim in their order.
def claim_html(
    node: Node,
    label: arguments.Label,
    name: str,
    verdict: Markup,
    followed: Markup,
    cruxes: Markup,
    joined: Iterable[Markup],
    places: Sequence[Markup],
    whole: Markup,
) -> Markup:
    """A claim beside the map: `verdict` is where it is given, and below it the status
    of the panel, then what `followed` from the last verdicts; `cruxes` what would
    unseat it, `joined` how it is joined to others, `places` the paragraphs it quotes;
    `whole` the small picture of the map.
    """
    rows = [tag("li", row) for row in joined]
    head = tag(
        "div",
        whole,
        tag("h3", node.title),
        tag("p", node.text),
        verdict,
        tag("div", data_status=True),
        class_="pb-head",
        data_head=True,
    )
    return tag(
        "section",
        head,
        followed,
        tag("p", tag("b", f"Here it {now(label)}.")),
        tag("div", source(node), " ", _sign(node), class_="pb-source"),
        _acts(name),
        cruxes,
        tag("ul", *rows, data_walk=True) if rows else None,
        tag("h4", "In the text") if places else None,
        *places,
        class_="pb-detail",
        data_cite="detail",
        data_block="nearest",
        tabindex="-1",
        aria_label=node.title,
    )


def _acts(name: str) -> Markup:
    return tag(
        "div",
        button(f"crux/{name}", "What would unseat it?"),
        button(f"bears/{name}", "Only what bears on it"),
        tag("button", "Back to the map", type="button", data_back=True),
        class_="pb-acts",
        role="toolbar",
        aria_label="With this claim",
    )


def verdict_html(title: str, name: str, verdict: str | None, basic: bool) -> Markup:
    """Where a reader gives a verdict, or why there is none to give."""
    if not basic:
        return tag("p", "It takes no verdict of its own. Judge what it rests on.")
    legend = f"Your verdict on “{title}”"
    return choice(legend, "verdict", VERDICTS, verdict, name)


def cruxes_html(
    label: arguments.Label, cruxes: list[dict[str, str]], ids: Mapping[str, str]
) -> Markup:
    """The smallest changes of verdict after which a claim no longer stands."""
    if label.label != "stands":
        words = f"Nothing yet, since it does not stand now. It {now(label)}."
        body = tag("p", words)
    elif not cruxes:
        words = "No one verdict, and no two together, would unseat it."
        body = tag("p", words)
    else:
        sets = [
            join((_given(verdict, title, ids) for title, verdict in c.items()), " and ")
            for c in cruxes
        ]
        body = tag("p", "It no longer stands if you")
        body += tag("ul", *(tag("li", given) for given in sets[:MOST]))
        if len(sets) > MOST:
            body += tag("p", f"And {len(sets) - MOST} more.")
    return tag("h4", "What would unseat it") + body


def _given(verdict: str, title: str, ids: Mapping[str, str]) -> Markup:
    return join([verdict, link(ids, title)], " ")


def places_html(node: Node, text: texts.Text) -> list[Markup]:
    """The paragraphs that a claim quotes, its words marked."""
    places = passages.by_place(node.data.get("anchors", []))
    shown = []
    for place, quotes in places.items():
        if cite.text_of(place) != text.id:
            continue
        paragraph = text[cite.number_of(place)]
        spans = arguments.quoted(paragraph, quotes)
        shown.append(passages.paragraph_html(paragraph, text, matches=spans))
    return shown


def now(label: arguments.Label) -> str:
    """A label as the end of a sentence: "stands: …", "is unsupported here: you rejected
    [P]", "is open, because of [O]".
    """
    if label.label == "stands":
        return f"stands: {label.reason}"
    chosen = {
        "you rejected it": "rejected, as you chose",
        "you left it open": "open, as you chose",
    }
    return f"is {chosen.get(label.reason, label.reason)}"


def _sign(node: Node) -> Markup:
    """Where a critic's view was looked up."""
    if "critic" not in node.tags:
        return Markup()
    return sign([node.data | {"source": _named(node)}])


def _named(node: Node) -> str:
    return ", ".join(str(node.data.get(part, "")) for part in _CRITIC)


def source(node: Node) -> str:
    """Whose claim it is and how it is made, in words."""
    if "critic" in node.tags:
        return f"A critic’s view in our words, not a quotation: {_named(node)}."
    if node.kind == "argument":
        return ""
    sentences = [f"Whose: {arguments.voice(node) or 'the author’s'}."]
    if strength := node.data.get("strength"):
        sentences.append(f"The text gives it as {strength}.")
    if fidelity := str(node.data.get("fidelity") or ""):
        article = "an" if fidelity[0] in "aeiou" else "a"
        sentences.append(f"Our wording is {article} {fidelity}.")
    return " ".join(sentences)
