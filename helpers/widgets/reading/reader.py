"""The reader: one section of a text with numbered paragraphs, explanations,
corrections and voices on demand, citations to copy.
"""

from helpers import cite as citations
from helpers import texts
from helpers.errors import CitationError
from helpers.validation import Path, validated
from helpers.widgets.panel import Panel, box, button, load, select, show
from helpers.widgets.reading import passages


class Reader(Panel):
    """Reads the texts of a folder, a section at a time; `cite` opens it at a
    paragraph.
    """

    @validated
    def __init__(self, cite: str = "", folder: Path | None = None) -> None:
        self._texts = load(folder)
        self._folder, self._open, self._refused = folder, None, None
        first = next(iter(self._texts))
        shown = {"terms": True, "numbers": False, "corrections": False}
        shown |= {"voices": False, "core": False}
        super().__init__(
            title="Reader",
            values={"text": first, "section": "0", "goto": cite, **shown},
        )

    def on_change(self, values):
        """Open what was chosen; a citation typed into "Go to" wins over the lists."""
        if not self.fields:  # the lists are there also where the citation is no good
            self._show(self._texts[values["text"]], 0)
        goto = values["goto"].strip()
        if goto and goto != self._refused:
            # One that is no good stays in the box to be mended; the lists work.
            self._refused = goto
            place = citations.read(goto, values["text"], self._texts)
            text, paragraphs, _ = texts.find(str(place), self._folder)
            self._refused = None
            section = text.section_of(paragraphs[0].number)
            self._show(text, text.sections.index(section), place)
            self.set_values(goto="")
            self.scroll_to(paragraphs[0].cite)
        else:
            text = self._texts[values["text"]]
            self._show(text, int(values["section"]) if text.id == self._open else 0)

    def _show(self, text, number, place=None):
        section = text.sections[number]
        self._open = text.id
        self.fields = self._fields(text)
        self.set_values(text=text.id, section=str(number))
        self.html = passages.section_html(text, section, cited=place)
        where = (
            f"{text.title}, {section.title}: paragraphs {text.id}:{section.first} to"
            f" {text.id}:{section.last}."
        )
        stale = "".join(f" {problem}" for problem in texts.voice_rows(text)[1])
        self.status = where + _core(text, section) + stale

    def on_action(self, action):
        """Go to the citation, or turn to the section before or after."""
        if action in ("goto", "go"):
            if self.values["goto"]:  # still there, so refused: say so again
                self._refused = None
                self.on_change(self.values)
            return
        step = {"next": 1, "previous": -1}[action]
        text = self._texts[self.values["text"]]
        section = int(self.values["section"]) + step
        if not 0 <= section < len(text.sections):
            raise CitationError(
                f"This is the {'last' if step > 0 else 'first'} section of"
                f" {text.title}."
            )
        self._show(text, section)

    def static_html(self):
        """In print the section that is open, without its buttons."""
        text = self._texts[self.values["text"]]
        return passages.section_html(
            text, text.sections[int(self.values["section"])], live=False
        )

    def _fields(self, text):
        texts_ = [[t.id, f"{t.title} ({t.year})"] for t in self._texts.values()]
        sections = [
            [str(n), f"{n + 1}. {s.title} ({s.first}–{s.last})"]
            for n, s in enumerate(text.sections)
        ]
        such_as = f"Go to (such as {text[min(12, len(text))].cite})"
        return [
            select("text", "Text", options=texts_),
            select("section", "Section", options=sections),
            button("previous", "Previous section"),
            button("next", "Next section"),
            box("goto", such_as, by=["goto", "go", "text"]),
            button("go", "Go"),
            show("terms", "Underline what is explained"),
            show("numbers", "Show the numbers of sentences"),
            show("corrections", "Show corrections"),
            show("voices", "Mark other voices"),
            show("core", "Core only"),
        ]


def _core(text, section):
    """Which paragraphs of a section are of the core, for a text that has one."""
    cites = [
        paragraph.cite
        for paragraph in text.core
        if section.first <= paragraph.number <= section.last
    ]
    if len(text.core) == len(text):
        return ""
    return f" Core: {', '.join(cites)}." if cites else " None of them is of the core."
