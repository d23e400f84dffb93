"""The audit of an essay: a box to paste into, and every quotation and citation of it,
with the way to the words. And the invented essay of the lesson on borrowed words.
"""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from helpers import checks, cite, texts
from helpers.html import button, details, join, scroll, table, tag, to_write
from helpers.validation import Path, validated
from helpers.widgets.panel import Panel, field, load, short
from helpers.widgets.panel import button as pressed
from helpers.widgets.reading import passages

ABOUT = (
    "Every quotation and citation is looked up in these texts. Nothing that you paste"
    " is kept, sent or counted. A paraphrase is not judged."
)
NO_EVIDENCE = (
    "What you read below says what to look at in the text. It is no evidence of who or"
    " what wrote an essay, nor of misconduct: everybody misquotes."
)
RESULTS = {
    "exact": "stands as quoted",
    "near": "stands nearly so",
    "elsewhere": "stands elsewhere",
    "absent": "is not in these texts",
}
OTHER_WORK = " Words of another work cannot be looked up here."
_HEADED = 4  # of so many quotations one has the heading, to be in sight
SHOWN = 300  # signs of a quotation that are repeated


class Audit(Panel):
    """Looks up every quotation and citation of an essay that is pasted or read from a
    file. A `heading` stands above it; `essay` is in the box at first.
    """

    @validated
    def __init__(
        self, essay: str = "", folder: Path | None = None, heading: str = ""
    ) -> None:
        self._texts, self._folder, self._heading = load(folder), folder, heading
        self._lines: Sequence[checks.Line] = ()
        label = "The essay, with its quotations and citations"
        acts = ["audit", "clear"]
        super().__init__(
            title="Audit of quotations",
            variant="pb-wide",
            above=str(_above(heading)),
            fields=[
                field("long", "essay", label, rows=10, by=acts),
                pressed("audit", "Look up the quotations", primary=True),
                pressed("clear", "Clear"),
                field(
                    "restore",
                    "file",
                    "Read from a file (.txt or .md)",
                    of="essay",
                    accept=".txt,.md,text/plain,text/markdown",
                ),
            ],
            values={"essay": essay},
        )

    def on_action(self, action):
        """Look up what stands in the box, empty it, or open the words of a place."""
        act, _, rest = action.partition("/")
        if act in ("audit", "file"):
            self._audit(self.values["essay"])
        elif act == "clear":
            self.set_values(essay="")
            self._lines, self.html, self.passage = (), "", ""
            self.status = "Cleared. Nothing of it was kept."
        elif act == "open":
            number, _, place = rest.partition("/")
            if number.isdigit() and int(number) <= len(self._lines):
                self._open(self._lines[int(number) - 1], place)

    def _audit(self, essay: str) -> None:
        self._lines, self.html, self.passage = (), "", ""
        if not essay.strip():
            self.status = "Nothing to look up yet. Paste an essay into the box."
            return
        done = checks.audited(essay, self._folder)
        self._lines = done.lines
        self.html = _list(done, self._heading, self._texts)
        self.status = _summary(done.lines)

    def _open(self, line: checks.Line, place: str) -> None:
        """The paragraph of a place, the words of the quotation marked."""
        text, (paragraph, *_), _ = texts.find(place, self._folder)
        spans = [(a, b) for at, a, b in line.spans if at == paragraph.cite]
        words = passages.paragraph_html(paragraph, text, matches=spans)
        back = tag("button", "Back to the list", type="button", data_back=True)
        self.passage = words + tag("div", back, class_="pb-back")
        self.status = f"{paragraph.cite} stands below."
        self.scroll_to(paragraph.cite)

    def static_html(self):
        """In print what was found, or lines to write on."""
        return _above(self._heading) + (Markup(self.html) or to_write(3))


class BorrowedEssay(Panel):
    """The invented essay of the lesson on borrowed words, its paragraphs numbered;
    for instructors with the `key` to its faults, folded.
    """

    @validated
    def __init__(self, key: bool = False) -> None:
        essay = texts.listed("borrowed.yml")
        mark = tag("small", essay["heading"])  # in sight wherever one reads
        paragraphs = [
            tag("li", mark, tag("br"), words) for words in essay["paragraphs"]
        ]
        parts = [
            _headed(essay["heading"]),
            tag("h3", essay["title"]),
            tag("ol", *paragraphs, class_="pb-essay"),
            _key(essay["faults"]) if key else None,
        ]
        super().__init__(
            title=f"{essay['heading']}: {essay['title']}", above=str(join(parts))
        )


def _key(faults: Iterable[dict[str, str]]) -> Markup:
    """The faults, folded: first those that the audit sees."""
    heads = ["Words of the essay", "Fault", "What to read", "The audit sees it"]
    rows = [
        [each[name] for name in ("words", "fault", "read", "seen")] for each in faults
    ]
    rows.sort(key=lambda row: row[-1] != "yes")
    shown = table("The nine faults", heads, rows)
    return details("The key: nine faults", scroll("The key", shown))


def _headed(heading: str) -> Markup:
    return (
        tag("p", tag("strong", heading), class_="pb-heading") if heading else Markup()
    )


def _above(heading: str) -> Markup:
    return _headed(heading) + tag("p", ABOUT) + tag("p", NO_EVIDENCE)


def _summary(lines: Iterable[checks.Line]) -> str:
    """How many quotations there are, and what became of them."""
    quoted = [line for line in lines if line.quote]
    if not quoted:
        return "No quotation was noticed. Put the words of the text between marks."
    many = len(quoted)
    counts = {name: sum(line.result == name for line in quoted) for name in RESULTS}
    parts = [f"{n} {_said_of(n, name)}" for name, n in counts.items() if n]
    look = sum(bool(line.looks) for line in quoted)
    noun = "quotation" if many == 1 else "quotations"
    more = f" {look} with something to look at." if look else ""
    return f"{many} {noun}: {', '.join(parts)}.{more}"


def _said_of(many: int, name: str) -> str:
    """A result as it is said of one quotation, or of several."""
    verb, _, rest = RESULTS[name].partition(" ")
    plural = {"stands": "stand", "is": "are"}
    return f"{verb if many == 1 else plural[verb]} {rest}"


def _list(done: checks.Audited, heading: str, loaded) -> str:
    """Every quotation and citation, in the order of the essay, and once the notes."""
    rows = [
        _row(n, line, loaded, heading if n % _HEADED == 0 else "")
        for n, line in enumerate(done.lines, 1)
    ]
    listed = tag("ol", *rows, class_="pb-audited", aria_label="Quotations")
    return str(
        tag(
            "div",
            _headed(heading),
            listed,
            *(tag("p", note) for note in done.notes),
            class_="pb-detail",
        )
    )


def _row(number: int, line: checks.Line, loaded, heading: str = "") -> Markup:
    """One quotation: what became of it, where to open it, and what to look at."""
    words = tag("q", short(line.quote, SHOWN)) if line.quote else "A citation alone"
    cited = f" ({line.cite})" if line.cite else ""
    result = RESULTS[line.result]
    if not line.quote:
        result = "names a place" if line.result == "exact" else "names no place"
    opened = [
        button(f"open/{number}/{place}", f"Open {place}", "pb-link")
        for place in _places(line, loaded)
    ]
    other = OTHER_WORK if line.result == "absent" and line.quote else ""
    looks = [tag("li", look) for look in line.looks]
    shown = tag("ul", *looks, aria_label=f"To look at in number {number}")
    mark = tag("small", heading) + tag("br") if heading else None
    return tag(
        "li",
        mark,
        join([words, cited, " ", tag("b", f"{result}."), other, " "]),
        join(opened, " "),
        shown if looks else None,
    )


def _places(line: checks.Line, loaded) -> list[str]:
    """The places that a line leads to: where the words stand, and where they were
    looked for.
    """
    named = re.split(r", | and | …", line.stands_at)
    if line.cite and line.result != "absent":
        named.append(line.cite)
    places = [cite.parse(each).in_paragraph for each in filter(None, named)]
    return [each for each in dict.fromkeys(places) if _is_there(each, loaded)]


def _is_there(place: str, loaded) -> bool:
    text = loaded.get(cite.text_of(place))
    return bool(text) and 1 <= cite.number_of(place) <= len(text)


def suggestion_html(looks: Sequence[str]) -> str:
    """What to look at in the quotations of an answer, folded; nothing where there is
    nothing.
    """
    if not looks:
        return ""
    listed = tag("ul", *(tag("li", look) for look in looks))
    return str(details("A suggestion: look once more at the place", listed))
