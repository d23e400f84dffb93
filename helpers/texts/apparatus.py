"""What stands beside the texts: people, terms, threads, events, other voices."""

import dataclasses
import functools
import re
from typing import TYPE_CHECKING, Annotated, Any

from helpers import cite
from helpers.errors import TextError
from helpers.segments import WORD
from helpers.texts.files import FOLDER, listed, table
from helpers.texts.text import Paragraph, Text
from helpers.validation import Some, Wrong, validated

if TYPE_CHECKING:
    import pandas as pd

Entry = dict[str, Any]
_DATE = re.compile(r"(\d{4}(-\d\d){0,2})?")
_VOICES = ["cite", "words", "voice", "speaker", "note"]
_EVENTS = [
    "date",
    "end",
    "title",
    "event",
    "named",
    "cite",
    "note",
    "source",
    "checked",
    "found",
    "settle",
]


def _a_date(value: object) -> str:
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value
    raise Wrong('a date in quotation marks: "1921", "1921-03" or "1921-03-05"')


Date = Annotated[str, _a_date]
#: The voices that are no words of the author's own.
OTHERS = ("quoted", "reported", "imagined")


def people() -> list[Entry]:
    """Everyone whom the texts name: name, forms, years, text, cites, source,
    checked; a list of dicts.
    """
    return listed("people.yml")


def glossary() -> list[Entry]:
    """The terms explained to a first-year student: term, forms, text, cites, and a
    source where something from outside is said.
    """
    return listed("glossary.yml")


def threads() -> list[Entry]:
    """The threads from 1906 to 1936: key, title, early and late (each a list of cite
    and quote), outcome, why, question.
    """
    return listed("threads.yml")


@validated
def quiz(session: str) -> list[Entry]:
    """The questions of texts/quizzes.yml at the top of a session, "2-argument" or "2":
    id, session, question, options, right (a number from 1), why, cite, quote.

    Raises TextError where a session has none.

    >>> len(quiz("2-argument"))
    3
    """
    number, entries = session.partition("-")[0], listed("quizzes.yml")
    asked = [entry for entry in entries if entry.get("session") == number]
    if not asked:
        known = sorted({str(entry.get("session")) for entry in entries})
        raise TextError(
            f"quizzes.yml has no questions for session {session[:40]!r}. It has some"
            f" for {', '.join(known)}."
        )
    for entry in asked:
        options, right = entry.get("options"), entry.get("right", "")
        if not isinstance(options, list) or right not in _numbers(options):
            raise TextError(
                f"quizzes.yml ({entry.get('id')}): `right:` is to be the number of one"
                " of its options, from 1."
            )
    return asked


def _numbers(options: list) -> list[str]:
    return [str(number) for number, _ in enumerate(options, 1)]


@validated
def explained(paragraph: Paragraph) -> list[tuple[int, int, Entry]]:
    """Where a paragraph first names a person or uses a term: (start, end, entry); of
    two forms that overlap, the longer.
    """
    spans: list[tuple[int, int, Entry]] = []
    for start, end, entry in sorted(
        _forms_in(paragraph.text), key=lambda s: (s[0] - s[1], s[0])
    ):
        if all(end <= other[0] or other[1] <= start for other in spans):
            spans.append((start, end, entry))
    first: dict[int, tuple[int, int, Entry]] = {}
    for span in sorted(spans, key=lambda span: span[:2]):
        first.setdefault(id(span[2]), span)
    return list(first.values())


@validated
def timeline(since: Date = "", until: Date = "") -> "pd.DataFrame":
    """The events of the timeline as a table: date, end, title, event, named (by
    these texts), cite, note, source, checked, found, settle.

    `found` has the words relied on and where they stand, where `checked` is yes; else
    `settle` says what would settle it. With `since`, only what was not over before;
    with `until`, only what could be told on that day: what was over by then, and of
    what had begun the words of unfinished.yml, without its end.

    >>> timeline("1917", "1921-03-05").set_index("title").loc["Polish-Soviet War"].end
    ''
    """
    import pandas as pd

    events = [
        event
        for event in table("timeline.csv", _EVENTS, FOLDER)
        if _by(event["end"] or event["date"]) >= since
    ]
    if until:
        so_far = {each["title"]: each for each in listed("unfinished.yml")}
        cut = (_as_told(event, _by(until), so_far) for event in events)
        events = [event for event in cut if event]
    return pd.DataFrame(events, columns=_EVENTS)


def _by(date: str) -> str:
    """The last day that a date may mean, to be compared: "1921" is by its end."""
    return f"{date}-99-99"[:10]


def _as_told(event: Entry, day: str, so_far: dict[str, Entry]) -> Entry | None:
    """An event as it could be told on a day, or None."""
    if _by(event["end"] or event["date"]) <= day:
        return event
    entry = so_far.get(event["title"])
    if entry is None or _by(event["date"]) > day:
        return None
    return event | {
        "end": "",
        "title": entry.get("name", entry["title"]),
        "event": entry["words"],
        "note": "",
        "found": "",
        "settle": "",
    }


@dataclasses.dataclass(frozen=True, slots=True)
class Voice:
    """A stretch in another voice, as `voices` tells it: a row of its table."""

    cite: str
    words: str
    voice: str
    speaker: str
    note: str
    start: int
    end: int
    count: int


@validated
def voices(text: Text) -> "pd.DataFrame":
    """The stretches of a text in another voice than the author's own: cite, words,
    voice, speaker, note, start, end, count.

    `voice` is quoted (a person or document), reported (what someone said, in the
    author's words), imagined (words given to an opponent or a group), distance (a word
    held at arm's length) or translator; `start` and `end` are offsets in the
    paragraph's text, `count` is in words. Reviewed by hand, in the voices.csv beside
    the text; empty where there is none.
    """
    import pandas as pd

    rows, stale = voice_rows(text)
    if stale:
        raise TextError(stale[0])
    return pd.DataFrame(
        rows, columns=[field.name for field in dataclasses.fields(Voice)]
    )


@validated
def voice_rows(text: Text) -> tuple[list[Voice], list[str]]:
    """The rows of `voices` without a table, and what is wrong with those that are left
    out: a correction of the text may have changed words that voices.csv quotes.
    """
    rows, stale = [], []
    at: dict[str, int] = {}
    for row in table("voices.csv", _VOICES, text.folder or FOLDER):
        if cite.text_of(row["cite"]) != text.id:
            continue
        words, content = row["words"], text[cite.number_of(row["cite"])].text
        start = content.find(words, at.get(row["cite"], 0))
        start = content.find(words) if start < 0 else start
        if start < 0:
            stale.append(
                f"voices.csv: {words!r} does not stand in {row['cite']}. Copy the words"
                " from the reading text."
            )
            continue
        at[row["cite"]] = end = start + len(words)
        kept = {column: row[column] for column in _VOICES}
        rows.append(Voice(**kept, start=start, end=end, count=len(WORD.findall(words))))
    return rows, stale


@validated
def voice_shares(several: Annotated[list[Text], Some(Text)]) -> "pd.DataFrame":
    """How much of each text is in each other voice: voice, text, words, percent of the
    text's words, and the places.

    >>> from helpers.texts import load
    >>> shares = voice_shares([load("1906"), load("1936")])
    >>> shares.query("voice == 'quoted' and text == '1936'")["words"].item()
    427
    """
    import pandas as pd

    rows = []
    for text in several:
        spoken = voices(text)
        for voice in (*OTHERS, "distance"):
            chosen = spoken[spoken["voice"] == voice]
            count = int(chosen["count"].sum())
            places = ", ".join(dict.fromkeys(chosen["cite"]))
            percent = 100 * count / max(text.words, 1)
            rows.append((voice, text.id, count, percent, places))
    columns = ["voice", "text", "words", "percent", "places"]
    return pd.DataFrame(rows, columns=columns)


class _Forms:
    """One pattern for every form of every entry: names as written, terms in either
    case; made anew when a file has changed, since then its entries are others.
    """

    def __init__(self, named: list[Entry], terms: list[Entry]) -> None:
        self.named, self.terms = named, terms
        forms = [(re.escape(form), entry) for entry in named for form in entry["forms"]]
        forms += [
            (f"(?i:{re.escape(form)})", entry)
            for entry in terms
            for form in entry["forms"]
        ]
        self.patterns = [
            (re.compile(rf"(?<!\w){form}(?!\w)"), entry) for form, entry in forms
        ]


@functools.lru_cache(maxsize=1)
def _kept() -> list[_Forms]:
    return []


def _forms_in(content: str) -> list[tuple[int, int, Entry]]:
    named, terms, kept = people(), glossary(), _kept()
    if not kept or kept[0].named is not named or kept[0].terms is not terms:
        kept[:] = [_Forms(named, terms)]
    return [
        (match.start(), match.end(), entry)
        for pattern, entry in kept[0].patterns
        for match in pattern.finditer(content)
    ]
