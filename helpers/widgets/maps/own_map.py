"""Maps that a student writes or mends: Argdown in a box, and at once the map, what
is wrong by line, and every quotation looked up.
"""

from html import escape

from helpers import arguments, texts
from helpers.errors import MapError
from helpers.widgets.maps.picture import mark, picture_html
from helpers.widgets.panel import Panel, board, button, field, script
from helpers.widgets.reading import passages

START = """[Main claim]: What the passage wants a reader to believe.
  <+ [First reason]: What it gives as a reason.
"""
MOST = 60  # boxes that are drawn; a larger map is told as an outline
RESULTS = {
    "exact": "stands in {cite}",
    "near": "is not exact; {cite} has: “{nearest}”",
    "absent": "was not found in {cite}; nearest: “{nearest}”",
    "too short": "is too short to be looked up: quote at least three words",
}


class OwnMap(Panel):
    """A map of the passage `cite` in a student's own words, kept under `key` while
    it is written; `start` stands in the box at first.
    """

    _esm = script("map_editor")

    def __init__(
        self,
        key="my-map",
        cite="1906:19-22",
        start=START,
        label="Your map, in Argdown",
        folder=None,
        store=None,
    ):
        self._store, self._key = store or board(), key
        self._text, self._paragraphs, _ = texts.find(cite, folder)
        self._map, self._picture, self._problems = None, "", []
        source = start if (kept := self._store.get("map", key)) is None else kept
        box = field("long", "source", label, keep=True, rows=12)
        file = f"{key.replace('/', '-').replace(' ', '-')}.argdown"
        files = [field("download", "download", "Download", of="source", file=file)]
        files += [field("restore", "restore", "Restore from a file", of="source")]
        super().__init__(
            title=f"{label}: {key}",
            variant="pb-wide pb-code",
            fields=[box, *self._buttons(), *files],
            values={"source": source},
        )

    def _buttons(self):
        return []

    def on_change(self, values):
        """Draw what was written, or say line by line what is wrong, and keep it."""
        source, kept = values["source"], ""
        self._read(source)
        self._show()
        if source != self._seen["source"]:
            kept = (
                "Kept"
                f" {self.keep(self._store, 'map', self._key, source, 'source')[11:19]}. "
            )
        if self._problems:
            many = len(self._problems)
            self.status = (
                f"{kept}{many} {'line needs' if many == 1 else 'lines need'} mending;"
                " the list is below the box."
            )
        else:
            many = sum(node.kind == "statement" for node in self._map.nodes.values())
            exact = (self._quotes["result"] == "exact").sum()
            claims = f"{many} {'claim' if many == 1 else 'claims'}"
            self.status = (
                f"{kept}{claims}; {exact} of {len(self._quotes)} quotations stand in"
                " the text."
            )

    def on_action(self, action):
        """Mark in the passage what a claim quotes."""
        title = action.removeprefix("open/")
        if self._map and title in self._map.nodes:
            node = self._map.nodes[title]
            quotes = self._quotes[self._quotes["title"] == title]
            found = (
                "; ".join(_result(row) for row in quotes.itertuples())
                or "no quotation yet"
            )
            self.status = f"[{title}] {mark(self._labels[title])}. {found}."
            self._passages(passages.by_place(node.data.get("anchors", [])))

    def _read(self, source):
        try:
            self._map = arguments.parse(source)
            self._problems = []
        except MapError as error:
            self._problems = error.problems
            return
        self._labels = arguments.evaluate(self._map)
        self._quotes = arguments.check(self._map, self._text)

    def _show(self):
        if (
            not self._problems
            and len(self._map.nodes) <= MOST
            and len(arguments.edges(self._map)) <= 3 * MOST
        ):
            self._picture = picture_html(
                self._map, self._labels, name=f"Map of {self._key}"
            )
        elif not self._problems:
            told = escape(arguments.outline(self._map))
            self._picture = (
                f"<p>Of more than {MOST} boxes or {3 * MOST} lines no picture is"
                " drawn.</p>" + f'<div class="pb-outline pb-told">{told}</div>'
            )
        link = (
            '<button type="button" class="pb-link" data-line="{0}">Go to line'
            " {0}</button>"
        )
        rows = [
            f"<li>Line {line}: {escape(said)} {link.format(line)}</li>"
            for line, said in self._problems[:12]
        ]
        more = (
            f"<p>And {len(self._problems) - 12} more.</p>"
            if len(self._problems) > 12
            else ""
        )
        errors = (
            f'<ul class="pb-errors" aria-label="To mend">{"".join(rows)}</ul>{more}'
            if rows
            else ""
        )
        stale = (
            "<p>The picture is of the map as it could last be read.</p>"
            if rows and self._picture
            else ""
        )
        picture = (
            self._picture.replace(
                'class="pb-scroll pb-map"', 'class="pb-scroll pb-map pb-stale"'
            )
            if rows
            else self._picture
        )
        quotes = (
            []
            if self._problems
            else [
                f"<li>[{escape(row.title)}] {escape(_result(row))}</li>"
                for row in self._quotes.itertuples()
            ]
        )
        listed = (
            f'<ul class="pb-errors" aria-label="Quotations">{"".join(quotes)}</ul>'
            if quotes
            else ""
        )
        self.html = errors + stale + picture + listed
        if not self.passage:
            self._passages({})

    def _passages(self, quotes):
        """The passage beside the map: a claim's quotations marked, or else the words
        that announce how it argues.
        """
        shown = []
        for paragraph in self._paragraphs:
            signs = (
                [] if quotes else [span[:2] for span in arguments.indicators(paragraph)]
            )
            spans = arguments.quoted(paragraph, quotes.get(paragraph.cite, [])) or signs
            button = (
                f'<button type="button" data-quote="{paragraph.cite}">Put the selected'
                " words into my map</button>"
            )
            words = passages.paragraph_html(paragraph, self._text, matches=spans)
            shown.append(
                f'<div class="pb-quotable">{words}<p class="pb-acts">{button}</p></div>'
            )
        self.passage = (
            '<section class="pb-detail" aria-label="The passage for'
            f' {escape(self._key)}">{"".join(shown)}</section>'
        )

    def static_html(self):
        """In print the passage and the map, as far as it is written."""
        passage = "".join(
            passages.paragraph_html(paragraph, self._text, live=False)
            for paragraph in self._paragraphs
        )
        return passage + (
            picture_html(self._map, self._labels, name=self.title, live=False)
            if self._map
            else "<p><br></p>" * 6
        )


class RepairMap(OwnMap):
    """A map of repairs.yml with a planted fault, to be found and mended."""

    def __init__(self, key, store=None):
        repairs = {entry["key"]: entry for entry in texts.listed("repairs.yml")}
        if key not in repairs:
            raise MapError(
                f"There is no repair {key!r}. There are: {', '.join(repairs)}."
            )
        self._repair = repairs[key]
        self._right, self._broken = (
            arguments.parse(self._repair["right"]),
            arguments.parse(self._repair["broken"]),
        )
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
            super().said(action)
        elif self._problems:
            self.status = (
                f"The map cannot be read yet: line {self._problems[0][0]},"
                f" {self._problems[0][1]}"
            )
        else:
            self.status = (
                " ".join(
                    arguments.mend(self._map, self._broken, self._right, self._text)
                )
                or self._repair["mended"]
            )


def _result(row):
    if not row.there:
        return f"“{row.quote}” cannot be looked up. {row.nearest}"
    return (
        f"“{row.quote}”"
        f" {RESULTS[row.result].format(cite=row.cite, nearest=row.nearest)}"
    )
