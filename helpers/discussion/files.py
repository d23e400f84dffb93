"""What a person wrote as one file, and such a file read back."""

from collections.abc import Sequence
from typing import Literal

from helpers.discussion.handed_in import sheet
from helpers.discussion.questions import prompt, prompts
from helpers.errors import AnswerError
from helpers.store import forms
from helpers.store.answers import LABEL, Store
from helpers.store.entries import Entry, fit_to_keep, latest, moment, place_of
from helpers.store.folders import PLACES
from helpers.validation import validated

FORMS = {"html": "a page (recommended)", **forms.FORMS}
Form = Literal["html", "md", "csv", "json"]
#: The kinds of answers that are work on the sessions: no vote, verdict or guess.
WORK = ("exercise", "map", "thread", "topic name")
#: Those that say what a person holds, and can reveal a political opinion.
OPINIONS = ("vote", "note", "verdict")
GUESSES = ("guess",)
_OF_PROMPTS = ("vote", "note")  # the kinds whose keys are ids of prompts
_TITLE = "Prospect and Betrayal: what I wrote"


@validated
def export(
    store: Store,
    form: Form = "md",
    key: str | None = None,
    kinds: Sequence[str] | None = None,
    name: str = "",
) -> str:
    """The last answers of a person as the text of one file in a form of FORMS; with
    `key` those to one prompt only, with `kinds` those of these kinds. A page has the
    `name` under its title.
    """
    return record(latest(store.entries()), form, key, kinds, name)


@validated
def record(
    entries: list[dict],
    form: Form = "md",
    key: str | None = None,
    kinds: Sequence[str] | None = None,
    name: str = "",
) -> str:
    """The file of `export`, of entries that are the last of their places already."""
    if key is not None:
        key = prompt(key)["id"]
    chosen = [
        entry
        for entry in entries
        if entry["kind"] not in PLACES
        and (key is None or (entry["kind"] in _OF_PROMPTS and entry["key"] == key))
        and (kinds is None or _kind_asked(entry) in kinds)
    ]
    if form == "html":
        return sheet(chosen, _TITLE, name)
    return forms.write(chosen, form, _TITLE, _headings(chosen))


def _kind_asked(entry: Entry) -> str:
    """The kind of an answer; of a label, that of the answer beside which it stands."""
    kind = entry["kind"]
    return entry["key"].partition("/")[0] if kind == LABEL else kind


def _headings(entries: list[Entry]) -> dict[tuple[str, str], object]:
    """What was asked, by kind and key."""
    headings: dict[tuple[str, str], object] = {
        (kind, entry["id"]): (
            f"{entry['title']}: {entry['question']} (1: {entry['scale'][0]}; 5:"
            f" {entry['scale'][1]})"
        )
        for entry in prompts()
        for kind in _OF_PROMPTS
    }
    labels = [entry for entry in entries if entry["kind"] == LABEL]
    for entry in labels:
        kind, _, key = entry["key"].partition("/")
        headings[kind, key] = str(entry["value"])
    return headings


@validated
def restore(store: Store, content: str) -> str:
    """Read a file of `export` back into a store, and say in words what came of it;
    what the store has newer stays as it is.
    """
    entries, problems = forms.read(content)
    # a file may not say where answers go from now on
    entries = [entry for entry in entries if entry["kind"] not in PLACES]
    entries, unfit = _that_can_be_kept(entries)
    if not entries:
        raise AnswerError(
            "This file has no answers. Choose one that Download wrote: its name ends in"
            " .html, .md, .csv or .json."
            + "".join(f" Line {line}: {what}." for line, what in problems[:1])
        )
    ours = {place_of(entry): entry for entry in store.entries()}
    differing = [
        entry
        for entry in latest(sorted(entries, key=moment))
        if place_of(entry) not in ours
        or ours[place_of(entry)]["value"] != entry["value"]
    ]
    news = [entry for entry in differing if _is_newer(entry, ours)]
    if news:
        store.write(news)
    if recognise := getattr(store, "recognise", None):
        recognise(entries)
    replaced = sum(place_of(entry) in ours for entry in news)
    unread = len(problems) + unfit
    return _summary(len(news), replaced, len(differing) - len(news), unread)


def _is_newer(entry: Entry, ours: dict) -> bool:
    other = ours.get(place_of(entry))
    return other is None or moment(other) < moment(entry)


def _that_can_be_kept(entries: list[Entry]) -> tuple[list[Entry], int]:
    """Entries as they will come back, and how many would not."""
    fit = []
    for entry in entries:
        try:
            fit.append(fit_to_keep(entry))
        except AnswerError:
            continue
    return fit, len(entries) - len(fit)


def _summary(news: int, replaced: int, older: int, unread: int) -> str:
    if news:
        first = f"{news} {'answer is' if news == 1 else 'answers are'} read back."
    elif older:
        first = "Nothing is read back."
    else:
        first = "Nothing new: what the file has is here already."
    sentences = [first]
    if replaced:
        sentences.append(
            f"{replaced} of them {'is' if replaced == 1 else 'are'} newer than what"
            f" stood here, and now {'stands' if replaced == 1 else 'stand'} in its"
            " place."
        )
    if older:
        were, stay = (
            ("was", "stays as it is") if older == 1 else ("were", "stay as they are")
        )
        sentences.append(f"{older} {were} written again here since, and {stay}.")
    if unread:
        places = "place" if unread == 1 else "places"
        sentences.append(f"{unread} {places} of the file could not be read.")
    return " ".join(sentences)
