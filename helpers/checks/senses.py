"""Where words stand and the sense may not: what a reader of a quotation should look at
in the text. It says what stands there, and never that a writer is wrong.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from helpers import cite
from helpers.checks import quoting
from helpers.checks.places import Span, Standing, Words
from helpers.texts import Change, Text, Voice, voice_rows

#: Words that turn or limit what a clause says.
_TURNING = frozenset(
    "not no never only if cannot nor neither none nobody nothing unless without"
    " hardly".split()
)
#: Words with which a writer holds back.
_HEDGES = frozenset(
    "possible possibly possibility perhaps may might could probably probable likely"
    " seem seems seemed seemingly apparently almost approximately partly often"
    " sometimes supposed".split()
)
_HEDGING = frozenset(
    tuple(phrase.split())
    for phrase in (
        "in appearance",
        "at best",
        "at least",
        "at first glance",
        "so to speak",
        "as a rule",
        "general rule",
        "as though",
        "within limits",
        "in part",
        "let us imagine",
        "let us assume",
        "let us suppose",
    )
)
_BEFORE = 3  # words before a cut that are looked at
#: Behind a cut the next word is, and the one behind these.
_LINKS = {"and", "but", "or", "yet", "though"}
_PART = re.compile(r"[;:()—–]|\s-\s|--")
_SHORT = 3  # fewer words are a term, of which only the voice is looked at
#: What an editor's note says of a reading that is not sure, where it was changed.
_UNSURE = re.compile(r"\b(?:doubt\w*|uncertain|may be lost|something is lost)\b", re.I)
_SAID_BY = {
    "quoted": "the author quotes {speaker} here",
    "reported": "the author tells here what {speaker} said",
    "imagined": "the author puts these words into the mouth of {speaker}",
    "distance": "the author holds these words at arm’s length, as a term of {speaker}",
    "translator": "the translator speaks here",
}
_NOBODY = {"distance": "others", "imagined": "somebody", "reported": "somebody"}


class Around(NamedTuple):
    """The words of the essay before and behind a quotation."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


def looks(standing: Standing, around: Around) -> list[str]:
    """What to look at where a quotation stands so, a sentence each."""
    words = standing.words
    short = sum(span.last - span.first for span in standing.spans) < _SHORT
    made = [*of_another(standing)]
    if not short:
        made += [*_splice(standing), *_gaps(standing)]
        made += [*_cut_before(words, standing, around.before)]
        made += [*_cut_after(words, standing, around.after)]
    return list(dict.fromkeys([*made, *_doubt(standing)]))


# Another's words


@functools.lru_cache(maxsize=64)
def _voices(text: Text) -> dict[int, list[Voice]]:
    """The stretches in another voice, by paragraph."""
    by_paragraph: dict[int, list[Voice]] = {}
    for voice in voice_rows(text)[0]:
        by_paragraph.setdefault(cite.number_of(voice.cite), []).append(voice)
    return by_paragraph


def of_another(standing: Standing) -> Iterator[str]:
    """Whose the words are, where a piece lies in another's words, or half of all do."""
    spoken = [
        (voice, many, many == span.last - span.first)
        for span in standing.spans
        for voice, many in _spoken(standing.words, span)
    ]
    speaking = [voice for voice, _, whole in spoken if whole]
    others = [(voice, many) for voice, many, _ in spoken if voice.voice != "distance"]
    total = sum(span.last - span.first for span in standing.spans)
    if not speaking and 2 * sum(many for _, many in others) >= total:
        speaking = [voice for voice, _ in others]
    for voice in speaking:
        speaker = voice.speaker or _NOBODY.get(voice.voice, "another")
        telling = _SAID_BY.get(voice.voice, "{speaker} speaks here")
        yield f"Whose words? In {voice.cite} {telling.format(speaker=speaker)}."


def _spoken(words: Words, span: Span) -> Iterator[tuple[Voice, int]]:
    """The other voices in a span, each with how many of its words it has."""
    at = words.paragraph
    for number in range(at[span.first], at[span.last - 1] + 1):
        for voice in _voices(words.text).get(number, ()):
            many = sum(
                at[n] == number
                and voice.start <= words.start[n]
                and words.end[n] <= voice.end
                for n in range(span.first, span.last)
            )
            if many:
                yield voice, many


# Cuts


def _splice(standing: Standing) -> Iterator[str]:
    """Pieces in another order, of several sentences, or of several paragraphs."""
    words = standing.words
    ids = [words.text.id] * len(standing.paragraphs)
    where = " and ".join(map(cite.paragraph, ids, standing.paragraphs))
    if not standing.ordered and len(standing.paragraphs) > 1:
        yield f"The pieces stand in different paragraphs: {where}."
        return
    if standing.spans != sorted(standing.spans):
        yield f"The pieces stand in another order in {where}."
    for before, after in zip(standing.spans, standing.spans[1:]):
        first, second = sorted((before, after))
        ends = [
            (words.paragraph[n], words.sentence[n])
            for n in (first.last - 1, second.first)
        ]
        if ends[0] != ends[1]:
            places = [
                cite.sentence(cite.paragraph(words.text.id, number), sentence)
                for number, sentence in ends
            ]
            yield f"Pieces of different sentences are joined: {' and '.join(places)}."


def _gaps(standing: Standing) -> Iterator[str]:
    """Words that turn or limit the sense and lie in a gap."""
    words = standing.words
    for before, after in zip(standing.spans, standing.spans[1:]):
        for n in range(before.last, after.first):
            if weight := _weight(words, n):
                around = Span(max(n - 3, before.last - 1), min(n + 4, after.first + 1))
                yield (f"The gap leaves out “{weight}”: “… {words.content(around)} …”.")
                break


def _cut_before(words: Words, standing: Standing, own: frozenset[str]) -> Iterator[str]:
    """Such a word just before the quotation begins, and in its clause; none that the
    essay has there itself.
    """
    first = standing.first.first
    for n in range(first - 1, max(first - 1 - _BEFORE, -1), -1):
        between = _between(words, n)
        if between is None or _PART.search(between):
            return
        if n < first - 1 and "," in between:
            return
        if (weight := _weight(words, n)) and not own & {*quoting.units(weight)}:
            begin = n - len(weight.split()) + 1
            context = words.content(Span(begin, first + 3))
            yield f"Just before these words stands “{weight}”: “{context} …”."
            return


def _cut_after(words: Words, standing: Standing, own: frozenset[str]) -> Iterator[str]:
    """Such a word right behind the end of the quotation, perhaps after *but*."""
    last = max(standing.spans).last
    linked = last < len(words.units) and words.units[last] in _LINKS
    for n in range(last, last + 1 + linked):
        between = _between(words, n - 1)
        if between is None or _PART.search(between):
            return
        if (weight := _weight(words, n)) and not own & {*quoting.units(weight)}:
            context = words.content(Span(last - 3, min(n + 4, len(words.units))))
            yield f"Right behind these words stands “{weight}”: “… {context} …”."
            return


def _between(words: Words, n: int) -> str | None:
    """What stands between a word and the next; None where the next begins another
    sentence, or nothing follows.
    """
    if n + 1 >= len(words.units):
        return None
    ends = [(words.paragraph[m], words.sentence[m]) for m in (n, n + 1)]
    if ends[0] != ends[1]:
        return None
    content = words.text[words.paragraph[n]].text
    return content[words.end[n] : words.start[n + 1]]


def _weight(words: Words, n: int) -> str:
    """The word or phrase that turns or limits the sense and ends here; or nothing."""
    unit = words.units[n]
    if unit in _TURNING or unit in _HEDGES or unit.endswith("n't"):
        return words.content(Span(n, n + 1))
    for size in (2, 3, 4):
        if n + 1 >= size and tuple(words.units[n + 1 - size : n + 1]) in _HEDGING:
            return words.content(Span(n + 1 - size, n + 1))
    return ""


# Doubtful readings


def _doubt(standing: Standing) -> Iterator[str]:
    """The editor's notes on readings that are not sure."""
    words = standing.words
    for span in standing.spans:
        at = words.paragraph
        for number in range(at[span.first], at[span.last - 1] + 1):
            inside = [n for n in range(*span) if at[n] == number]
            start, end = words.start[inside[0]], words.end[inside[-1]]
            paragraph = words.text[number]
            for change in filter(is_doubtful, paragraph.changes):
                if change.start <= end and start <= change.end:
                    yield (
                        f"The text has a note at “{change.reading.strip() or '…'}” in"
                        f" {paragraph.cite}: {change.note}"
                    )


def is_doubtful(change: Change) -> bool:
    """Whether a place of the apparatus is one whose reading is not sure: it was kept
    with a note, or its note says so.
    """
    kept = change.source == change.reading
    return bool(change.note) and (kept or bool(_UNSURE.search(change.note)))
