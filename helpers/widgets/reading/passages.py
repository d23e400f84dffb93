"""Paragraphs as HTML: numbered, with corrections, other voices, explanations and search
matches marked; everything escaped.

One rendering serves the live page and print: what is hidden until asked for
(corrections, voices, explanations) is in the markup, and classes on an element around
it show it.
"""

import itertools
import re
from html import escape

from helpers import texts

ids = itertools.count()


def section_html(text, section, matches=None, live=True, below=None):
    """A section as HTML, heading and paragraphs; `matches` maps a paragraph's number
    to the spans to mark, `below` to HTML under it.
    """
    voices = texts.voices(text)
    parts = [f'<h3 class="pb-heading">{escape(text.id)}. {escape(section.title)}</h3>']
    for number in range(section.first, section.last + 1):
        paragraph = text[number]
        spoken = list(voices[voices["cite"] == paragraph.cite].itertuples())
        parts.append(
            paragraph_html(
                paragraph, text, spoken, (matches or {}).get(number, []), live
            )
        )
        parts.append((below or {}).get(number, ""))
    return "".join(parts)


def paragraph_html(paragraph, text, voices=(), matches=(), live=True):
    """One paragraph: its citation (a button when live), its words, and below them
    what can be shown on demand.
    """
    layers = [("em", start, end) for start, end in paragraph.emphasis]
    layers += [
        (f'span class="pb-voice pb-{escape(voice.voice)}"', voice.start, voice.end)
        for voice in voices
    ]
    layers += [("mark", start, end) for start, end in matches]
    changes = [
        change for change in paragraph.changes if change.source != change.reading
    ]
    layers += [
        ("ins", change.start, change.end)
        for change in changes
        if change.end > change.start
    ]
    edges = {edge for _, start, end in layers for edge in (start, end)} | {
        change.start for change in changes
    }
    terms = (
        [
            term
            for term in texts.explained(paragraph)
            if not any(term[0] < edge < term[1] for edge in edges)
        ]
        if live
        else []
    )
    edges |= {0, len(paragraph.text)} | {
        edge for start, end, _ in terms for edge in (start, end)
    }
    opening = {start: (entry, f"pb-x{next(ids)}") for start, _, entry in terms}
    words = []
    for start, end in itertools.pairwise(sorted(edges)):
        words += [
            f"<del>{escape(change.source)}</del>"
            for change in changes
            if change.start == start
        ]
        piece = escape(paragraph.text[start:end])
        if start in opening:
            piece = (
                '<button type="button" class="pb-term" aria-expanded="false"'
                f' aria-controls="{opening[start][1]}">{piece}</button>'
            )
        for tag, a, b in layers:
            if a <= start and end <= b:
                piece = f"<{tag}>{piece}</{tag.split()[0]}>"
        words.append(piece)
    words += [
        f"<del>{escape(change.source)}</del>"
        for change in changes
        if change.start == len(paragraph.text)
    ]
    cited = (
        f"{text.author + ', ' if text.author else ''}{text.title} ({text.year}),"
        f" {paragraph.cite}"
    )
    told = (
        f'type="button" class="pb-cite" data-copy="{escape(cited)}" aria-label="Cite'
        f' {paragraph.cite}"'
    )
    cite = (
        f"<button {told}>{paragraph.cite}</button>"
        if live
        else f'<span class="pb-cite">{paragraph.cite}</span>'
    )
    core = (
        (" pb-core" + (" pb-marked" if len(text.core) < len(text) else ""))
        if paragraph in text.core
        else ""
    )
    below = [_explanation(entry, name) for entry, name in opening.values()]
    below += [_corrections(paragraph), _voices(voices)]
    return (
        f'<div class="pb-paragraph{core}" data-cite="{paragraph.cite}"'
        f' tabindex="-1">{cite}<p>{"".join(words)}</p>{"".join(below)}</div>'
    )


def excerpt_html(paragraph, text, spans):
    """The sentences of a paragraph in which these spans stand, marked, and the whole
    paragraph to open below them.
    """
    begins = [0, *paragraph.sentence_ends[:-1]]
    chosen = [
        n
        for n, (a, b) in enumerate(zip(begins, paragraph.sentence_ends))
        if any(start < b and a < end for start, end in spans)
    ]
    words, at = [], begins[chosen[0]] if chosen else 0
    last = paragraph.sentence_ends[chosen[-1]] if chosen else len(paragraph.text)
    for start, end in sorted(spans):
        words += [
            escape(paragraph.text[at:start]),
            f"<mark>{escape(paragraph.text[max(at, start) : end])}</mark>",
        ]
        at = max(at, end)
    words.append(escape(paragraph.text[at:last]))
    whole = (
        "<summary>The whole paragraph,"
        f" {paragraph.cite}</summary>{paragraph_html(paragraph, text, matches=spans)}"
    )
    return (
        f"<blockquote>{''.join(words)}"
        f" ({paragraph.cite})</blockquote><details>{whole}</details>"
    )


def button_html(say, words, css=""):
    """A button that sends `say` to its widget."""
    return (
        f'<button type="button" class="{css}"'
        f' data-action="{escape(say)}">{escape(words)}</button>'
    )


def choice_html(legend, act, options, chosen, key, group=""):
    """A choice of one, as radios in a group with a name; choosing sends
    `act/value/key`.
    """
    choices, group = (
        "",
        group or f"pb-r{next(ids)}",
    )  # a name of its own: radios of one name exclude each other all over the page
    for value, words in options.items():
        say, checked = (
            escape(f"{act}/{value}/{key}"),
            (" checked" if value == chosen else ""),
        )
        choices += (
            f'<label><input type="radio" name="{group}" data-action="{say}"{checked}>'
            f" {escape(words)}</label>"
        )
    return f"<fieldset><legend>{escape(legend)}</legend>{choices}</fieldset>"


def table_html(look, caption, heads, rows):
    """A table of rows that are HTML already, under a caption and the names of its
    columns.
    """
    head = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return (
        "<table"
        f' class="{look}"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def by_place(anchors):
    """The quotations of each cited paragraph, in order; what is no anchor is passed
    over.
    """
    places = {}
    for anchor in anchors:
        if isinstance(anchor, dict) and (
            cite := re.match(r"[^:\s]+:\d+", str(anchor.get("cite")))
        ):
            places.setdefault(cite[0], []).append(str(anchor.get("quote", "")))
    return places


def _explanation(entry, name):
    title = entry.get("name") or entry["term"]
    years = f" ({escape(entry['years'])})" if entry.get("years") else ""
    checked = "" if entry.get("checked") == "yes" else " (unchecked)"
    source = (
        f" <small>Source: {escape(entry['source'])}{checked}.</small>"
        if entry.get("source")
        else ""
    )
    return (
        f'<div id="{name}" class="pb-explanation" hidden><b>{escape(title)}</b>{years}.'
        f" {escape(entry['text'])}{source}</div>"
    )


def _corrections(paragraph):
    rows = []
    for change in paragraph.changes:
        note = f" {escape(change.note)}" if change.note else ""
        if change.source == change.reading:
            rows.append(f"<li>“{escape(change.source)}”.{note}</li>")
        elif change.source == "¶":
            rows.append(f"<li>A page break inside the paragraph is joined.{note}</li>")
        else:
            shown = [
                (
                    f"“{escape(side)}”"
                    if side.strip()
                    else ("a space" if side else "nothing")
                )
                for side in (change.source, change.reading)
            ]
            rows.append(f"<li>{shown[0]} in the source, {shown[1]} here.{note}</li>")
    return (
        f'<ul class="pb-corrections" aria-label="Corrections">{"".join(rows)}</ul>'
        if rows
        else ""
    )


def _voices(voices):
    rows = [
        f"<li>“{escape(_short(v.words))}”"
        f" {escape(v.voice)}{': ' + escape(v.speaker) if v.speaker else ''}</li>"
        for v in voices
    ]
    return (
        f'<ul class="pb-voices" aria-label="Other voices">{"".join(rows)}</ul>'
        if rows
        else ""
    )


def _short(words):
    return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + " …"
