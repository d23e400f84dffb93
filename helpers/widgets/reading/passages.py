"""Paragraphs as HTML: numbered, with corrections, other voices, explanations and search
matches marked.

What is hidden until asked for (corrections, voices, explanations) is in the markup of
the live page, and classes on an element around it show it; print has none of it.
"""

import itertools
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from helpers import cite, texts
from helpers.errors import CitationError
from helpers.html import details, join, new_id, tag
from helpers.widgets.reading.sources import sign

Span = tuple[int, int]


def section_html(
    text: texts.Text,
    section: texts.Section,
    matches: Mapping[int, list[Span]] | None = None,
    live: bool = True,
    below: Mapping[int, Markup] | None = None,
    cited: cite.Citation | None = None,
) -> Markup:
    """A section as HTML, heading and paragraphs; `matches` maps a paragraph's number
    to the spans to mark, `below` to HTML under it; sentences that are `cited` are
    marked, too.
    """
    voices = texts.voice_rows(text)[0]
    parts = [tag("h3", f"{text.id}. {section.title}", class_="pb-heading")]
    for number in range(section.first, section.last + 1):
        paragraph = text[number]
        spoken = [voice for voice in voices if voice.cite == paragraph.cite]
        marked = (matches or {}).get(number, [])
        sentences = _cited(paragraph, cited)
        parts.append(paragraph_html(paragraph, text, spoken, marked, live, sentences))
        parts.append((below or {}).get(number, Markup()))
    return join(parts)


def paragraph_html(
    paragraph: texts.Paragraph,
    text: texts.Text,
    voices: Iterable[texts.Voice] = (),
    matches: Iterable[Span] = (),
    live: bool = True,
    cited: Iterable[Span] = (),
) -> Markup:
    """One paragraph: its citation (a button when live), its words, and below them
    what can be shown on demand. Spans that are `cited` are marked.
    """
    changes = [c for c in paragraph.changes if c.source != c.reading] if live else []
    layers = _layers(paragraph, voices if live else (), matches, changes, cited)
    spans = sentence_spans(paragraph) if live else []
    edges = {edge for _, *span in layers for edge in span}
    edges |= {edge for span in spans for edge in span}
    edges |= {change.start for change in changes}
    terms = _terms(paragraph, edges) if live else {}
    edges |= {0, len(paragraph.text), *terms, *(end for end, _, _ in terms.values())}
    pieces = _pieces(paragraph, sorted(edges), layers, terms, changes)
    words = _in_sentences(pieces, spans)
    below = [_explanation(entry, name) for _, entry, name in terms.values()]
    below += [_corrections(paragraph), _voices(voices)] if live else []
    whole = join([_citation(paragraph, text, live), tag("p", *words), *below])
    css, place = f"pb-paragraph{_core(paragraph, text)}", paragraph.cite
    # one that is opened has the focus, and says which it is
    named = {"role": "group", "aria_label": place} if live else {}
    return tag("div", whole, class_=css, data_cite=place, tabindex="-1", **named)


def sentence_spans(paragraph: texts.Paragraph) -> list[Span]:
    """Where the sentences of a paragraph stand, without the white space between."""
    ends = paragraph.sentence_ends
    begins = [end - len(words) for end, words in zip(ends, paragraph.sentences)]
    return list(zip(begins, ends))


def excerpt_html(
    paragraph: texts.Paragraph, text: texts.Text, spans: list[Span]
) -> Markup:
    """The sentences of a paragraph in which these spans stand, marked, and the whole
    paragraph to open below them.
    """
    begins = [0, *paragraph.sentence_ends[:-1]]
    chosen = [
        n
        for n, (a, b) in enumerate(zip(begins, paragraph.sentence_ends))
        if any(start < b and a < end for start, end in spans)
    ]
    words: list[object] = []
    at = begins[chosen[0]] if chosen else 0
    last = paragraph.sentence_ends[chosen[-1]] if chosen else len(paragraph.text)
    for start, end in sorted(spans):
        words.append(paragraph.text[at:start])
        words.append(tag("mark", paragraph.text[max(at, start) : end]))
        at = max(at, end)
    words.append(paragraph.text[at:last])
    return tag("blockquote", *words, f" ({paragraph.cite})") + details(
        f"The whole paragraph, {paragraph.cite}",
        paragraph_html(paragraph, text, matches=spans),
    )


def by_place(anchors: Iterable[object]) -> dict[str, list[str]]:
    """The quotations of each cited paragraph, in order; what is no anchor is passed
    over.
    """
    places: dict[str, list[str]] = {}
    for anchor in anchors:
        if isinstance(anchor, dict):
            try:
                place = cite.parse(anchor.get("cite")).in_paragraph
            except CitationError:
                continue
            places.setdefault(place, []).append(str(anchor.get("quote", "")))
    return places


def _cited(paragraph, place):
    """The spans of a paragraph's sentences that a citation names; none where it names
    whole paragraphs.
    """
    if place is None or (place.sentence, place.last_sentence) == (None, None):
        return []
    first = place.paragraph, place.sentence or 0
    last = place.last, place.last_sentence or len(paragraph.sentences)
    return [
        span
        for number, span in enumerate(sentence_spans(paragraph), 1)
        if first <= (paragraph.number, number) <= last
    ]


def _pieces(paragraph, edges, layers, terms, changes):
    """The words between each edge and the next as HTML, each with where it starts."""
    for start, end in itertools.pairwise(edges):
        yield from _struck(changes, start)
        piece = paragraph.text[start:end]
        if start in terms:
            piece = _term(piece, terms[start][2])
        for (element, css), a, b in layers:
            if a <= start and end <= b:
                piece = tag(element, piece, class_=css)
        yield start, piece
    yield from _struck(changes, len(paragraph.text))


def _in_sentences(pieces, spans):
    """Pieces, each with its start, in one element a sentence, which has its number."""

    def number(piece):
        numbered = enumerate(spans, 1)
        return next((n for n, (a, b) in numbered if a <= piece[0] < b), None)

    for sentence, inside in itertools.groupby(pieces, number):
        words = join(piece for _, piece in inside)
        yield tag("span", words, data_sentence=sentence) if sentence else words


def _layers(paragraph, voices, matches, changes, cited):
    """What is marked in a paragraph, from within: ((element, class), start, end)."""
    layers = [(("em", None), start, end) for start, end in paragraph.emphasis]
    layers += [
        (("span", f"pb-voice pb-{voice.voice}"), voice.start, voice.end)
        for voice in voices
    ]
    layers += [(("mark", None), start, end) for start, end in matches]
    layers += [(("mark", "pb-cited"), start, end) for start, end in cited]
    return layers + [
        (("ins", None), change.start, change.end)
        for change in changes
        if change.end > change.start
    ]


def _terms(paragraph, edges):
    """The terms explained here that no mark cuts: start → (end, entry, id)."""
    return {
        start: (end, entry, new_id())
        for start, end, entry in texts.explained(paragraph)
        if not any(start < edge < end for edge in edges)
    }


def _struck(changes, start):
    return [
        (start, tag("del", change.source))
        for change in changes
        if change.start == start
    ]


def _term(words, name):
    return tag(
        "button",
        words,
        type="button",
        class_="pb-term",
        aria_expanded="false",
        aria_controls=name,
    )


def _citation(paragraph, text, live):
    if not live:
        return tag("span", paragraph.cite, class_="pb-cite")
    author = f"{text.author}, " if text.author else ""
    return tag(
        "button",
        paragraph.cite,
        type="button",
        class_="pb-cite",
        data_copy=f"{author}{text.title} ({text.year}), {paragraph.cite}",
        aria_label=f"Cite {paragraph.cite}",
    )


def _core(paragraph, text):
    """The classes of a paragraph of the core; marked where not everything is."""
    if paragraph not in text.core:
        return ""
    return " pb-core pb-marked" if len(text.core) < len(text) else " pb-core"


def _explanation(entry, name):
    years = f" ({entry['years']})" if entry.get("years") else ""
    source = f"Source: {entry['source']}." if entry.get("source") else ""
    return tag(
        "div",
        tag("b", entry.get("name") or entry["term"]),
        f"{years}. {entry['text']}",
        join([" ", tag("small", source), " ", sign([entry])]) if source else None,
        id=name,
        class_="pb-explanation",
        hidden=True,
    )


def _corrections(paragraph):
    rows = [tag("li", _correction(change)) for change in paragraph.changes]
    listed = tag("ul", *rows, class_="pb-corrections", aria_label="Corrections")
    return listed if rows else None


def _correction(change):
    note = f" {change.note}" if change.note else ""
    if change.source == change.reading:
        return f"“{change.source}”.{note}"
    if change.source == "¶":
        return f"A page break inside the paragraph is joined.{note}"
    source, reading = map(_side, (change.source, change.reading))
    return f"{source} in the source, {reading} here.{note}"


def _side(words):
    if words.strip():
        return f"“{words}”"
    return "a space" if words else "nothing"


def _voices(voices):
    rows = [
        tag(
            "li",
            f"“{_short(voice.words)}” {voice.voice}",
            f": {voice.speaker}" if voice.speaker else "",
        )
        for voice in voices
    ]
    listed = tag("ul", *rows, class_="pb-voices", aria_label="Other voices")
    return listed if rows else None


def _short(words):
    return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + " …"
