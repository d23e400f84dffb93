"""Maps that a student writes or mends: Argdown in a box, and at once the map, what is
wrong by line, and every quotation looked up.
"""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from helpers import arguments, texts
from helpers.errors import MapError
from helpers.html import join, tag
from helpers.maps.quotations import Quotation, looked_up
from helpers.validation import Path, validated
from helpers.widgets.maps.picture import framed, mark, svg
from helpers.widgets.panel import Panel, board, button, field, script
from helpers.widgets.reading import passages

START = """[Main claim]: What the passage wants a reader to believe.
  <+ [First reason]: What it gives as a reason.
"""
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

    _esm = script("map_editor")

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
        self._problems: list[tuple[int, str]] = []
        self._quotations: list[Quotation] = []
        kept = self._store.get("map", key)
        box = field("long", "source", label, keep=True, rows=12)
        file = f"{key.replace('/', '-').replace(' ', '-')}.argdown"
        files = [field("download", "download", "Download", of="source", file=file)]
        files += [field("restore", "restore", "Restore from a file", of="source")]
        super().__init__(
            title=f"{label}: {key}",
            variant="pb-wide pb-code",
            fields=[box, *self._buttons(), *files],
            values={"source": start if kept is None else kept},
        )

    def _buttons(self):
        return []

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
        """Mark in the passage what a claim quotes."""
        title = action.removeprefix("open/")
        if self._map and title in self._map.nodes:
            quotations = [q for q in self._quotations if q.title == title]
            results = "; ".join(map(_result, quotations)) or "no quotation yet"
            self.status = f"[{title}] {mark(self._labels[title])}. {results}."
            anchors = self._map.nodes[title].data.get("anchors", [])
            self._passages(passages.by_place(anchors))

    def static_html(self):
        """In print the passage and the map, as far as it is written."""
        passage = join(
            passages.paragraph_html(paragraph, self._text, live=False)
            for paragraph in self._paragraphs
        )
        if not self._map:
            return passage + tag("p", tag("br")) * 6
        picture = svg(self._map, self._labels, name=self.title, live=False)
        return passage + framed(picture, self.title, live=False)

    def _read(self, source: str) -> None:
        try:
            self._map = arguments.parse(source)
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
            return svg(argument_map, self._labels, name=self._picture_name)
        outline = arguments.outline(argument_map)
        return tag(
            "p", f"Of more than {MOST} boxes or {3 * MOST} lines no picture is drawn."
        ) + tag("div", outline, class_="pb-outline pb-told")

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
        exact = sum(quotation.result == "exact" for quotation in self._quotations)
        return (
            f"{many} {'claim' if many == 1 else 'claims'}; {exact} of"
            f" {len(self._quotations)} quotations stand in the text."
        )

    def _show(self) -> None:
        stale = bool(self._problems)
        picture = self._picture
        if picture and self._drawn:
            picture = framed(picture, self._picture_name, stale=stale)
        old = "The picture is of the map as it could last be read."
        rows = (
            [] if stale else [(f"[{q.title}] {_result(q)}") for q in self._quotations]
        )
        self.html = join(
            [
                self._errors(),
                tag("p", old) if stale and picture else None,
                picture,
                _list("Quotations", rows),
            ]
        )
        if not self.passage:
            self._passages({})

    def _errors(self) -> Markup:
        """What is wrong by line, each with a button that leads there."""
        rows = [
            join(
                [
                    f"Line {line}: {what} ",
                    tag(
                        "button",
                        f"Go to line {line}",
                        type="button",
                        class_="pb-link",
                        data_line=line,
                    ),
                ]
            )
            for line, what in self._problems[:LISTED]
        ]
        more = len(self._problems) - LISTED
        shown = _list("To mend", rows)
        return shown + tag("p", f"And {more} more.") if more > 0 else shown

    def _passages(self, quotes: Mapping[str, list[str]]) -> None:
        """The passage beside the map: a claim's quotations marked, or else the words
        that announce how it argues.
        """
        self.passage = tag(
            "section",
            *(self._quotable(paragraph, quotes) for paragraph in self._paragraphs),
            class_="pb-detail",
            aria_label=f"The passage for {self._key}",
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
    """A map of repairs.yml with a planted fault, to be found and mended."""

    @validated
    def __init__(self, key: str, store: Any = None) -> None:
        repairs = {entry["key"]: entry for entry in texts.listed("repairs.yml")}
        if key not in repairs:
            raise MapError(
                f"There is no repair {key!r}. There are: {', '.join(repairs)}."
            )
        self._repair = repairs[key]
        self._right = arguments.parse(self._repair["right"])
        self._broken = arguments.parse(self._repair["broken"])
        super().__init__(
            f"repair/{key}",
            self._repair["passage"],
            self._repair["broken"],
            f"{self._repair['title']}, to mend",
            store=store,
        )

    def _buttons(self):
        return [
            button("check", "Is it mended?"),
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


def _list(label: str, rows: list[Any]) -> Markup:
    items = [tag("li", row) for row in rows]
    return tag("ul", *items, class_="pb-errors", aria_label=label) if rows else Markup()


def _result(quotation: Quotation) -> str:
    if not quotation.placed:
        return f"“{quotation.quote}” cannot be looked up. {quotation.nearest}"
    result = RESULTS[quotation.result]
    words = result.format(cite=quotation.cite, nearest=quotation.nearest)
    return f"“{quotation.quote}” {words}"
