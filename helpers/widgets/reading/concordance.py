"""The concordance: every place where a word or phrase stands, in context, where it
falls in each text, and the way to its paragraph.
"""

from html import escape

import pandas as pd

from helpers import figures, words
from helpers.errors import SearchError
from helpers.widgets.panel import Panel, box, button, load, select, short
from helpers.widgets.reading import passages

_SORTS = [
    ["place", "place in the text"],
    ["left", "word before"],
    ["right", "word after"],
]


class Lines(Panel):
    """What leads to lines of a concordance: `lines/` and a name show the lines of a
    search, and the place of a line its paragraph.
    """

    _sought, _lines = "", ""

    def on_action(self, action):
        """Show the lines of a search, or open the paragraph of a line."""
        act, _, name = action.partition("/")
        if act == "lines":
            self._sought = self._search(name)
            lines = lines_html(
                words.concordance(list(self._texts.values()), self._sought, width=44),
                name,
            )
            self._lines = self.passage = (
                '<section data-cite="lines" tabindex="-1"'
                f' aria-label="Lines">{lines}</section>'
            )
            self.scroll_to("lines")
        elif ":" in action:
            self.open_paragraph(action)

    def static_html(self):
        """In print what is shown, and what is said of it."""
        return f"<p>{escape(self.status)}</p>{self.html}"

    def _search(self, name):
        """What is looked for under a name."""
        return name

    def open_paragraph(self, cite):
        """Open the paragraph of a line, with the matches marked."""
        text_id, number = cite.rsplit(":", 1)
        text = self._texts[text_id]
        spans = words.spans(text, self._sought)
        back = (
            '<div class="pb-back"><button type="button" data-back>Back to the'
            " lines</button></div>"
        )
        self.passage = self._lines + passages.section_html(
            text, text.section_of(int(number)), spans, below={int(number): back}
        )
        self.scroll_to(cite)


class Concordance(Lines):
    """Looks for a word or phrase in the texts of a folder; each line opens its
    paragraph below the lines.
    """

    def __init__(self, query="", folder=None):
        self._texts = load(folder)
        options = [["", "all texts"]] + [
            [t.id, f"{t.title} ({t.year})"] for t in self._texts.values()
        ]
        fields = [
            box("query", "Word or phrase", by=["query", "find"]),
            select("text", "In", options=options),
        ]
        fields += [select("sort", "Sorted by", options=_SORTS), button("find", "Find")]
        super().__init__(
            title="Concordance",
            fields=fields,
            values={"query": query, "text": "", "sort": "place"},
        )

    def on_change(self, values):
        """Show the lines and where they fall."""
        chosen = [
            text for text in self._texts.values() if values["text"] in ("", text.id)
        ]
        query = self._sought = values["query"].strip()
        self.passage = ""
        if not query:
            self.html, self.status = (
                "",
                (
                    "Type a word or a phrase, then press Enter. A * stands for any"
                    " letters: revolution*."
                ),
            )
            return
        try:
            lines = words.arrange(
                words.concordance(chosen, query, width=44), values["sort"]
            )
        except SearchError:
            self.html = ""
            raise
        counts = [
            (text, int(lines["cite"].str.startswith(f"{text.id}:").sum()))
            for text in chosen
        ]
        self.status = (
            f"“{short(query)}”: "
            + ", ".join(
                f"{count} {'time' if count == 1 else 'times'} in {text.id}"
                for text, count in counts
            )
            + "."
        )
        if lines.empty:
            self.status += (
                " Check the spelling, or try the beginning of the word with a *."
            )
            self.html = ""
            return
        self.html = lines_html(lines, query) + figures.html(
            figures.dispersion(chosen, [query]),
            alt=_where(query, chosen),
            table=pd.concat([words.positions(text, query) for text in chosen]).rename(
                columns={"at": "words before it"}
            ),
            caption=(
                "Where it falls in each text. Faint lines mark where sections begin."
            ),
        )


def lines_html(lines, query):
    """Lines as a table; the place of each is a button that opens its paragraph."""
    rows = "".join(
        f'<tr><td><button type="button" class="pb-cite" data-action="{cite}"'
        f' aria-label="Open {cite}">{cite}</button></td><td'
        f' class="pb-left">{left}</td><td class="pb-match">{match}</td><td'
        f' class="pb-right">{right}</td></tr>'
        for cite, left, match, right in (
            map(escape, line) for line in lines.itertuples(index=False)
        )
    )
    many = f"{len(lines)} {'line' if len(lines) == 1 else 'lines'}"
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("Place", "Before", "Match", "After")
    )
    return (
        '<div class="pb-scroll" tabindex="0" role="region" aria-label="Lines of the'
        ' concordance"><table class="pb-lines">'
        f"<caption>{many} for “{escape(short(query))}”. A place opens its paragraph"
        " below.</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _where(query, chosen):
    """In words, what the strips show: in which sections the matches fall."""
    said = []
    for text in chosen:
        numbers = [
            int(cite.rsplit(":", 1)[1]) for cite in words.positions(text, query)["cite"]
        ]
        in_sections = [
            (sum(section.first <= n <= section.last for n in numbers), section.title)
            for section in text.sections
        ]
        listed = ", ".join(
            f"{count} in “{title}”" for count, title in in_sections if count
        )
        said.append(f"in {text.id}: {listed or 'nowhere'}")
    return f"Strips that show where “{query}” falls, " + "; ".join(said) + "."
