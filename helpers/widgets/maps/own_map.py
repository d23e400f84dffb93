"""Maps that a student writes or mends: Argdown in a box, and at once the map, what is
wrong by line, and every quotation looked up.
"""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from helpers import arguments, texts
from helpers.errors import MapError
from helpers.html import join, new_id, tag, to_write
from helpers.maps import argdown
from helpers.maps.quotations import Quotation, looked_up
from helpers.validation import Path, validated
from helpers.widgets.maps.on_paper import on_paper
from helpers.widgets.maps.outline import outline_html
from helpers.widgets.maps.picture import framed, mark, svg
from helpers.widgets.panel import Panel, board, button, field, script
from helpers.widgets.reading import passages

START = """[Main claim]: What the passage wants a reader to believe.
  <+ [First reason]: What it gives as a reason.
"""
HELP = {
    "A claim is one line": "[Title]: What is said.",
    "An arrow joins another claim to it, on the line below, after two spaces. <+"
    " supports it, <- speaks against it; +> and -> lead the other way": "  <+ [Another"
    " title]: What speaks for it.",
    "A tag stands after the claim and says whose it is. What the author only reports of"
    " others has": "#reported",
    "Data, between { and }, ends the line and says where the words stand. The button"
    " below the passage writes it for you": '{anchors: [{cite: "1906:22", quote: "the'
    ' words"}]}',
    "Reasons that need each other are an argument: its name, an empty line, the reasons"
    " with numbers, a rule of four hyphens, the conclusion": "<A name>\n\n(1) [Title]:"
    " One reason.\n(2) [Other]: The other.\n----\n(3) [Third]: What follows.",
}
MOST = 60  # boxes that are drawn; a larger map is told as an outline
LISTED = 12  # lines to mend that are listed
RESULTS = {
    "exact": "stands in {cite}",
    "near": "is not exact; {cite} has: “{nearest}”",
    "absent": "was not found in {cite}; nearest: “{nearest}”",
    "too short": "is too short to be looked up: quote at least three words",
}


class OwnMap(Panel):
    """A map of the passage `cite` in a student's own words, kept under `key` while it
    is written; `start` stands in the box at first.
    """

    _esm = script("map_view", "map_editor")

    @validated
    def __init__(
        self,
        key: str = "my-map",
        cite: str = "1906:19-22",
        start: str = START,
        label: str = "Your map, in Argdown",
        folder: Path | None = None,
        store: Any = None,
    ) -> None:
        self._store, self._key = store or board(), key
        self._text, self._paragraphs, _ = texts.find(cite, folder)
        self._map: arguments.ArgumentMap | None = None
        self._picture = Markup()  # of the map as it could last be read
        self._drawn = False  # and not told as an outline
        self._spaced = False  # as the page says, whose reader has letters set apart
        self._problems: list[tuple[int, str]] = []
        self._remarks: list[tuple[int, str]] = []  # on what is read and says nothing
        self._quotations: list[Quotation] = []
        kept = self._kept()
        box = field("long", "source", label, keep=True, rows=12)
        file = f"{key.replace('/', '-').replace(' ', '-')}.argdown"
        files = [field("download", "download", "Download", of="source", file=file)]
        files += [field("restore", "restore", "Restore from a file", of="source")]
        files += [field("more", "help", "How to write a map", html=_help())]
        super().__init__(
            title=f"{label}: {key}",
            variant="pb-wide pb-code",
            fields=[box, *self._buttons(), *files],
            values={"source": start if kept is None else kept},
        )

    def _buttons(self):
        return []

    def _kept(self):
        """The map as it was kept last, or None."""
        return self._store.get("map", self._key)

    def _shown_quotations(self) -> list[Quotation]:
        """Those of which it is told what became of them."""
        return self._quotations

    def on_change(self, values):
        """Draw what was written, or say line by line what is wrong, and keep it."""
        source, kept = values["source"], ""
        self._read(source)
        self._show()
        if source != self._seen["source"]:
            time = self.keep(self._store, "map", self._key, source, "source")
            kept = f"Kept {time[11:19]}. "
        self.status = kept + self._summary()

    def on_action(self, action):
        """Mark in the passage what a claim quotes; draw for letters set apart."""
        if action.startswith("size/"):
            self._respace("spaced" in action)
            return
        title = action.removeprefix("open/")
        if self._map and title in self._map.nodes:
            quotations = [q for q in self._shown_quotations() if q.title == title]
            results = "; ".join(map(_result, quotations))
            if not any(q.title == title for q in self._quotations):
                results = "no quotation yet"
            stop = "." if results else ""
            self.status = f"[{title}] {mark(self._labels[title])}. {results}{stop}"
            anchors = self._map.nodes[title].data.get("anchors", [])
            self._passages(passages.by_place(anchors))

    def _respace(self, spaced: bool) -> None:
        changed, self._spaced = spaced != self._spaced, spaced
        if changed and self._map:
            self._picture = self._picture_of(self._map)
            self._show()

    def static_html(self):
        """In print the passage and the map, as far as it is written."""
        passage = join(
            passages.paragraph_html(paragraph, self._text, live=False)
            for paragraph in self._paragraphs
        )
        if not self._map:
            return passage + to_write(6)
        drawn = arguments.layout(self._map)
        return passage + on_paper(
            self._map, self._labels, drawn, self.title.split(":")[0]
        )

    def _read(self, source: str) -> None:
        try:
            self._map, self._remarks = argdown.read(source)
        except MapError as error:
            self._problems = error.problems
            return
        self._problems = []
        self._labels = arguments.evaluate(self._map)
        self._quotations = looked_up(self._map, self._text)
        lines = len(arguments.edges(self._map))
        self._drawn = len(self._map.nodes) <= MOST and lines <= 3 * MOST
        self._picture = self._picture_of(self._map)

    def _picture_of(self, argument_map: arguments.ArgumentMap) -> Markup:
        if self._drawn:
            drawn = {"name": self._picture_name, "spaced": self._spaced}
            return svg(argument_map, self._labels, **drawn)
        words = f"Of more than {MOST} boxes or {3 * MOST} lines no picture is drawn."
        titles = list(argument_map.nodes)
        ids = dict(zip(titles, titles))
        outline = outline_html(argument_map, self._labels, titles, (), ids)
        return tag("p", words) + tag("div", outline, class_="pb-outline pb-told")

    @property
    def _picture_name(self) -> str:
        return f"Map of {self._key}"

    def _summary(self) -> str:
        """What there is to mend, or how many claims and quotations there are."""
        if self._problems:
            many = len(self._problems)
            lines = "line needs" if many == 1 else "lines need"
            return f"{many} {lines} mending; the list is below the box."
        assert self._map is not None  # what has no problems was read
        many = sum(node.kind == "statement" for node in self._map.nodes.values())
        remarks = len({line for line, _ in self._remarks})
        look = {0: "", 1: " 1 line has a remark; it is below the box."}
        return (
            f"{many} {'claim' if many == 1 else 'claims'}{self._of_quotations()}."
            + look.get(remarks, f" {remarks} lines have remarks, below the box.")
        )

    def _of_quotations(self) -> str:
        """How many of the quotations stand in the text."""
        shown = self._shown_quotations()
        if not shown:
            return "; none has a quotation yet"
        exact = sum(quotation.result == "exact" for quotation in shown)
        return f"; {exact} of {len(shown)} quotations stand in the text"

    def _show(self) -> None:
        stale = bool(self._problems)
        picture = self._picture
        if picture and self._drawn:
            picture = framed(picture, self._picture_name, stale=stale)
        old = "The picture is of the map as it could last be read."
        quotations = [] if stale else self._shown_quotations()
        rows = [(q.line, f"[{q.title}] {_result(q)}", q.result) for q in quotations]
        self.html = join(
            [
                _to_mend("To mend", self._problems, "source"),
                None if stale else _to_mend("Remarks", self._remarks),
                tag("p", old) if stale and picture else None,
                picture,
                _list("Quotations", [_looked_up(*row) for row in rows]),
            ]
        )
        if not self.passage:
            self._passages({})

    def _passages(self, quotes: Mapping[str, list[str]]) -> None:
        """The passage beside the map: a claim's quotations marked, or else the words
        that announce how it argues.
        """
        self.passage = tag(
            "section",
            *(self._quotable(paragraph, quotes) for paragraph in self._paragraphs),
            class_="pb-detail",
            data_walk=True,
            aria_label=f"The passage for {self._key}. Left and right arrow go through"
            " what can be pressed",
        )

    def _quotable(
        self, paragraph: texts.Paragraph, quotes: Mapping[str, list[str]]
    ) -> Markup:
        spans = arguments.quoted(paragraph, quotes.get(paragraph.cite, []))
        if not spans and not quotes:
            spans = [span[:2] for span in arguments.indicators(paragraph)]
        quote = tag(
            "button",
            "Put the selected words into my map",
            type="button",
            data_quote=paragraph.cite,
        )
        words = passages.paragraph_html(paragraph, self._text, matches=spans)
        acts = tag("p", quote, class_="pb-acts")
        return tag("div", words, acts, class_="pb-quotable")


class RepairMap(OwnMap):
    """A map of repairs.yml with a planted fault, to be found and mended; `key` is its
    id there, or its number.
    """

    @validated
    def __init__(self, key: str | int, store: Any = None) -> None:
        repairs = texts.listed("repairs.yml")
        called = (
            (str(number), entry["id"], entry["key"])
            for number, entry in enumerate(repairs, 1)
        )
        named = {name: entry for names, entry in zip(called, repairs) for name in names}
        if str(key) not in named:
            raise MapError(
                f"There is no repair {key!r}. There are:"
                f" {', '.join(entry['id'] for entry in repairs)}."
            )
        self._repair = named[str(key)]
        self._right = arguments.parse(self._repair["right"])
        self._broken = arguments.parse(self._repair["broken"])
        super().__init__(
            f"repair/{self._repair['id']}",
            self._repair["passage"],
            self._repair["broken"],
            f"{self._repair['title']}, to mend",
            store=store,
        )

    def _kept(self):
        """The map as it was kept last, also by the version before under its key."""
        keys = {self._key, f"repair/{self._repair['key']}"}
        for entry in reversed(self._store.entries()):
            if entry["kind"] == "map" and entry["key"] in keys:
                return entry["value"]
        return None

    def _shown_quotations(self) -> list[Quotation]:
        """None as long as they are those that were given: that would tell the fault."""
        given = [q.quote for q in looked_up(self._broken, self._text)]
        own = [q.quote for q in self._quotations] != given
        return self._quotations if own else []

    def _of_quotations(self) -> str:
        return super()._of_quotations() if self._shown_quotations() else ""

    def _buttons(self):
        return [
            button("check", "Is it mended?", primary=True),
            button("hint", "Give me a hint"),
            button("again", "Begin again"),
        ]

    def on_action(self, action):
        """Say what is still to mend, give the hint, or put the map back as it was
        given.
        """
        if action == "again":
            self.set_values(source=self._repair["broken"])
            self.on_change(self.values)
        elif action == "hint":
            self.status = self._repair["hint"]
        elif action != "check":
            super().on_action(action)
        elif self._problems or self._map is None:
            line, what = self._problems[0]
            self.status = f"The map cannot be read yet: line {line}, {what}"
        else:
            sentences = arguments.mend(self._map, self._broken, self._right, self._text)
            self.status = " ".join(sentences) or self._repair["mended"]


def _help() -> Markup:
    """The few words that a writer of maps needs, each where it is first needed."""
    return join(
        tag("p", words, ":") + tag("pre", written) for words, written in HELP.items()
    )


def _to_mend(
    label: str, lines: list[tuple[int, str]], mends: str | None = None
) -> Markup:
    """What is to be said by line, each with a button that leads there; what is wrong in
    a field `mends` it.
    """
    rows = [join([f"Line {line}: {what} ", _go_to(line)]) for line, what in lines]
    more = len(rows) - LISTED
    shown = _list(label, rows[:LISTED], mends)
    return shown + tag("p", f"And {more} more.") if more > 0 else shown


def _go_to(line: int) -> Markup:
    words, css = f"Go to line {line}", "pb-link"
    return tag("button", words, type="button", class_=css, data_line=line)


def _looked_up(line: int, words: str, result: str) -> Markup:
    """A quotation and what became of it; where it does not stand, the way to it."""
    return join([words, None if result == "exact" else join([" ", _go_to(line)])])


def _list(label: str, rows: list[Any], mends: str | None = None) -> Markup:
    items = [tag("li", row, id=mends and new_id(), data_mends=mends) for row in rows]
    return tag("ul", *items, class_="pb-errors", aria_label=label) if rows else Markup()


def _result(quotation: Quotation) -> str:
    if not quotation.placed:
        return f"“{quotation.quote}” cannot be looked up. {quotation.nearest}"
    result = RESULTS[quotation.result]
    words = result.format(cite=quotation.cite, nearest=quotation.nearest)
    return f"“{quotation.quote}” {words}"
