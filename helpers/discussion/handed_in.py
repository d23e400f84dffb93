"""What a person wrote as one page: it opens in a browser, in Word and in the preview of
a learning platform, prints well, and carries the answers themselves for Restore.

Each section shows some answers in words, and has them as they were kept in an attribute
(`forms.CARRIES`). No script, nothing from elsewhere, and everything typed is escaped.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from markupsafe import Markup

from helpers import arguments, cite, texts
from helpers.discussion.ballot import ROUNDS
from helpers.discussion.questions import parts_of, place, prompts
from helpers.errors import SeminarError
from helpers.html import join, table, tag
from helpers.store import forms
from helpers.store.answers import LABEL
from helpers.store.entries import Entry, whole
from helpers.validation import validated

SESSIONS = {
    "reading": "1. Reading",
    "argument": "2. Argument",
    "topics": "3. Topics",
    "comparison": "4. Comparison",
    "discussion": "5. Discussion",
}
_ELSE = "Other pages"
_VERDICTS = {"accept": "accepted", "reject": "rejected", "open": "left open"}
_MOST_PASSAGES, _LONGEST = 20, 1_500  # of an answer; letters of a passage
_STYLE = """
body { font: 11pt/1.45 Georgia, "Times New Roman", serif; color: #222;
  max-width: 44em; margin: 2em auto; padding: 0 1em; overflow-wrap: break-word; }
h1 { font-size: 1.6em; } h2 { font-size: 1.3em; border-bottom: 1px solid #767676;
  margin-top: 2em; } h3 { font-size: 1.05em; margin: 1.6em 0 0.3em; }
h2, h3 { break-after: avoid; } p { margin: 0.4em 0; }
.kept { color: #555; font-size: 0.85em; }
blockquote { margin: 0.5em 0 0.5em 1.5em; font-size: 0.9em; }
pre { font-size: 0.85em; white-space: pre-wrap; }
table { border-collapse: collapse; } th, td { border: 1px solid #767676;
  padding: 0.2em 0.5em; text-align: left; vertical-align: top; }
caption { text-align: left; }
@media print { body { margin: 0; max-width: none; } @page { margin: 2cm; } }
"""


class Part(NamedTuple):
    """A section of the page: where it belongs, what it says, and what it carries."""

    session: str
    heading: str
    body: Markup
    entries: list[Entry]


Labels = dict[str, Entry]
Maker = Callable[[list[Entry], Labels], Iterable[Part]]


@validated
def sheet(entries: list[dict], title: str, name: str = "", about: str = "") -> str:
    """The page of these answers, by session; `name` stands under the title, and
    `about` says what the page has.
    """
    labels = {entry["key"]: entry for entry in entries if entry["kind"] == LABEL}
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry["kind"] != LABEL:
            kinds.setdefault(entry["kind"], []).append(entry)
    parts = [
        part
        for kind in sorted(kinds, key=_rank)
        for part in _MAKERS.get(kind, _others)(kinds[kind], labels)
    ]
    body = [tag("h1", title), tag("p", f"Name: {_shown(name)}") if name else None]
    body.append(tag("p", about) if about else None)
    for session in [*SESSIONS.values(), _ELSE]:
        sections = [_section(part, labels) for part in parts if part.session == session]
        body += [tag("h2", session), *sections] if sections else []
    if not parts:
        body.append(tag("p", "Nothing is written yet."))
    if labels:  # of no answer here
        body.append(tag("section", **_carrying(list(labels.values()))))
    note = "To read these answers back, give this file to “Restore from a file”."
    head = tag("meta", charset="utf-8") + tag("title", title)
    styles = tag("style", Markup(_STYLE))
    made = tag("body", *body, tag("hr"), tag("p", note, class_="kept"))
    page_of = tag("html", tag("head", head, styles), "\n", made, lang="en")
    return f"<!doctype html>\n{page_of}\n"


def _section(part: Part, labels: Labels) -> Markup:
    """A part as HTML; it takes the labels of its answers along."""
    places = [f"{entry['kind']}/{entry['key']}" for entry in part.entries]
    own = [labels.pop(place) for place in dict.fromkeys(places) if place in labels]
    heading = tag("h3", _shown(part.heading), dir="auto")
    carried = _carrying([*part.entries, *own])
    return tag("section", heading, part.body, **carried) + Markup("\n")


def _carrying(entries: list[Entry]) -> dict[str, Any]:
    return {forms.CARRIES: forms.carried(entries)}


def _session(key: str) -> str:
    """The session of a key such as `reading/we`."""
    return SESSIONS.get(key.split("/")[0], _ELSE)


def _numbered(asked: dict[str, Any]) -> str:
    """The session of a prompt or of a question of a quiz, which has its number."""
    numbered = {name[0]: name for name in SESSIONS.values()}
    return numbered.get(str(asked.get("session")), _ELSE)


def _shown(words: object) -> str:
    """Words as a page can show them: halves of characters and NUL have a sign."""
    written = words if isinstance(words, str) else json.dumps(words, ensure_ascii=False)
    return whole(written).replace("\0", "\N{REPLACEMENT CHARACTER}")


def _typed(words: object, label: str = "") -> Markup:
    """What a person typed, line by line, after a label."""
    lines = join(_shown(words).splitlines() or [""], Markup("<br>"))
    return tag("p", tag("b", f"{label}: ") if label else None, lines, dir="auto")


def _kept(entry: Entry) -> Markup:
    time = _shown(entry["time"][:16].replace("T", " "))
    return tag("p", f"Kept {time}", class_="kept")


def _quoted(words: str, citation: str) -> Markup:
    words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return tag("blockquote", f"“{_shown(words)}” ({_shown(citation)})")


def _passages(answer: object) -> Markup:
    """The passages that an answer cites, with their words."""
    cited = cite.mentions(answer) if isinstance(answer, str) else []
    quoted = []
    for citation in list(dict.fromkeys(cited))[:_MOST_PASSAGES]:
        try:
            quoted.append(_quoted(texts.passage(citation), citation))
        except SeminarError:  # typed, and no place of ours
            continue
    return join(quoted)


def _asked(entry: Entry, labels: Labels) -> str:
    """What an answer answers, in words; its key where none were kept."""
    label = labels.get(f"{entry['kind']}/{entry['key']}", {}).get("value")
    turn = f", round {entry['round']}" if entry["round"] > 1 else ""
    known = label if isinstance(label, str) and label else entry["key"]
    return f"{known or 'An answer'}{turn}"


def _exercises(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    for entry in entries:
        body = _typed(entry["value"]) + _kept(entry) + _passages(entry["value"])
        yield Part(_session(entry["key"]), _asked(entry, labels), body, [entry])


def _maps(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    repairs = {each["key"]: each["title"] for each in texts.listed("repairs.yml")}
    for entry in entries:
        title = repairs.get(entry["key"])
        heading = f"A map mended: {title}" if title else f"My map: {entry['key']}"
        session = SESSIONS["argument"] if title else _session(entry["key"])
        body = tag("pre", _shown(entry["value"]), dir="auto") + _kept(entry)
        yield Part(session, heading, body, [entry])


def _threads(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    titles = {each["key"]: each["title"] for each in texts.threads()}
    rows = [[titles.get(e["key"], e["key"]), e["value"]] for e in entries]
    heading = "What 1936 does with a claim of 1906"
    yield _as_table(
        SESSIONS["argument"], heading, ["Thread", "My judgement"], rows, entries
    )


def _verdicts(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    claims = _claims({entry["key"].partition("-")[0] for entry in entries})
    rows = [
        [claims.get(e["key"], e["key"]), _VERDICTS.get(str(e["value"]), e["value"])]
        for e in entries
    ]
    heading = "Verdicts on claims of the maps"
    yield _as_table(SESSIONS["argument"], heading, ["Claim", "Verdict"], rows, entries)


def _claims(ids: Iterable[str]) -> dict[str, str]:
    """The words of the claims of the maps of these texts, by their id."""
    claims: dict[str, str] = {}
    for text_id in ids:
        try:
            nodes = arguments.load(text_id).nodes.values()
        except SeminarError:  # of a text that is not here
            continue
        claims |= {str(node.data.get("id")): f"{node.text}" for node in nodes}
    return claims


def _topic_names(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    rows = [[_topic(entry["key"]), entry["value"]] for entry in entries]
    heads = ["Topic", "My name for it"]
    yield _as_table(SESSIONS["topics"], "Names of topics", heads, rows, entries)


def _topic(key: str) -> str:
    """A topic in words, by its key: `nmf/6/0/paragraph/ours/1`."""
    settings = key.split("/")
    if len(settings) != 6:
        return key
    method, many, start, unit, _, number = settings
    return f"Topic {number} of {many} ({method.upper()}, {unit}s, start {start})"


def _as_table(
    session: str, heading: str, heads: list[str], rows: list[list], entries: list[Entry]
) -> Part:
    cells = [[_shown(cell) for cell in row] for row in rows]
    return Part(session, heading, table(None, heads, cells), entries)


def _votes(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    asked = {prompt["id"]: prompt for prompt in prompts()}
    for entry in entries:
        prompt, turn = asked.get(entry["key"]), entry["round"]
        if prompt is None:
            yield from _others([entry], labels)
            continue
        which = ROUNDS[turn - 1] if turn <= len(ROUNDS) else "An earlier vote"
        heading = f"{which}: {prompt['title']}"
        body = tag("p", prompt["question"]) + _vote(parts_of(entry["value"]), prompt)
        yield Part(_numbered(prompt), heading, body + _kept(entry), [entry])


def _vote(parts: dict[str, Any], prompt: dict[str, Any]) -> Markup:
    """A vote in words, why, and the sentence that it relies on."""
    first, last = prompt["scale"]
    written = [tag("p", f"The scale: 1, {first}; 5, {last}.", class_="kept")]
    if parts.get("abstain"):
        written.append(_typed("I give no answer."))
    if "vote" in parts:
        written.append(_typed(place(parts["vote"], prompt["scale"]), "My vote"))
    if "why" in parts:
        written.append(_typed(parts["why"], "Why"))
    if "cite" in parts:
        words = parts.get("quote") or str(_words_at(parts["cite"]))
        written.append(_quoted(words, parts["cite"]))
    if "mind" in parts:
        written.append(_typed(parts["mind"], "What would change my mind"))
    return join(written)


def _words_at(citation: str) -> str:
    try:
        return texts.passage(citation)
    except SeminarError:
        return "…"


def _notes(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    asked = {prompt["id"]: prompt for prompt in prompts()}
    for entry in entries:
        prompt = asked.get(entry["key"])
        if prompt is None:
            yield from _others([entry], labels)
            continue
        heading = f"{prompt['title']}: a note of my own"
        body = _typed(entry["value"]) + _kept(entry)
        yield Part(_numbered(prompt), heading, body, [entry])


def _guesses(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    for key in dict.fromkeys(entry["key"] for entry in entries):
        several = [entry for entry in entries if entry["key"] == key]
        heading = f"A first guess: {_asked(several[0] | {'round': 1}, labels)}"
        shown = _each_once(several)
        body = join(_guess(entry) + _kept(entry) for entry in shown)
        yield Part(_session(key), heading, body, several)


def _each_once(several: list[Entry]) -> list[Entry]:
    """The entries of a guess without what was typed where it was kept as it stood."""
    final = [e["value"].get("guess") for e in several if isinstance(e["value"], dict)]
    return [entry for entry in several if entry["value"] not in final]


def _guess(entry: Entry) -> Markup:
    value = entry["value"]
    if not isinstance(value, dict):
        return _typed(value, "I wrote")
    if value.get("guess"):
        return _typed(value["guess"], "My guess, before I saw the result")
    return _typed("I looked first.")


def _quizzes(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    asked = {each["id"]: each for each in texts.listed("quizzes.yml")}
    for entry in entries:
        question = asked.get(entry["key"], {})
        heading = f"Remember? {question.get('question', entry['key'])}"
        body = _typed(entry["value"]) + _kept(entry)
        yield Part(_numbered(question), heading, body, [entry])


def _others(entries: list[Entry], labels: Labels) -> Iterable[Part]:
    for entry in entries:
        value = entry["value"]
        named = value.items() if isinstance(value, dict) else [("", value)]
        body = join(_typed(held, _shown(name)) for name, held in named)
        heading = f"{entry['kind'].capitalize()}: {_asked(entry, labels)}"
        yield Part(_session(entry["key"]), heading, body + _kept(entry), [entry])


_MAKERS: dict[str, Maker] = {
    "exercise": _exercises,
    "map": _maps,
    "thread": _threads,
    "topic name": _topic_names,
    "guess": _guesses,
    "vote": _votes,
    "note": _notes,
    "verdict": _verdicts,
    "quiz": _quizzes,
}


def _rank(kind: str) -> tuple[int, str]:
    """Kinds in the order of the page."""
    known = list(_MAKERS)
    return (known.index(kind) if kind in known else len(known)), kind
