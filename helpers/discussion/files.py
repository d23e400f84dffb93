"""What a person wrote as one file, and such a file read back."""

from helpers.discussion.questions import prompt, prompts
from helpers.errors import AnswerError
from helpers.store import forms
from helpers.store.answers import Store
from helpers.store.entries import Entry, fit_to_keep, latest, moment, place_of
from helpers.store.folders import PLACES
from helpers.store.forms import Form
from helpers.validation import validated

_OF_PROMPTS = ("vote", "note")  # the kinds whose keys are ids of prompts


@validated
def export(store: Store, form: Form = "md", key: str | None = None) -> str:
    """The last answers of a person as the text of one file in a form of
    `forms.FORMS`; with `key`, those to one prompt only.
    """
    return record(latest(store.entries()), form, key)


@validated
def record(entries: list[dict], form: Form = "md", key: str | None = None) -> str:
    """The file of `export`, of entries that are the last of their places already."""
    if key is not None:
        key = prompt(key)["id"]
    headings = {
        (kind, entry["id"]): (
            f"{entry['title']}: {entry['question']} (1: {entry['scale'][0]}; 5:"
            f" {entry['scale'][1]})"
        )
        for entry in prompts()
        for kind in _OF_PROMPTS
    }
    chosen = [
        entry
        for entry in entries
        if entry["kind"] not in PLACES
        and (key is None or (entry["kind"] in _OF_PROMPTS and entry["key"] == key))
    ]
    return forms.write(chosen, form, "Prospect and Betrayal: what I wrote", headings)


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
            " .md, .csv or .json."
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
    sentences = [
        f"{news} answers are read back."
        if news
        else "Nothing new: what the file has is here already."
    ]
    if replaced:
        sentences.append(
            f"{replaced} of them are newer than what stood here, and now stand in its"
            " place."
        )
    if older:
        sentences.append(
            f"{older} were written again here since, and stay as they are."
        )
    if unread:
        sentences.append(f"{unread} places of the file could not be read.")
    return " ".join(sentences)
