"""The reader: one section of a text with numbered paragraphs, explanations, corrections and voices on demand, citations to copy."""

import traitlets

from helpers import texts
from helpers.errors import CitationError
from helpers.widgets import page
from helpers.widgets.panel import Panel


class Reader(Panel):
    """Reads the texts of a folder, a section at a time; `cite` opens it at a paragraph."""

    title = traitlets.Unicode("Reader").tag(sync=True)

    def __init__(self, cite="", folder=None):
        self._texts = {text.id: text for text in texts.load_all(folder)}
        self._folder, self._open, self._refused = folder, None, None
        first = next(iter(self._texts))
        super().__init__(
            values={
                "text": first,
                "section": "0",
                "goto": cite,
                "terms": True,
                "corrections": False,
                "voices": False,
                "core": False,
            }
        )

    def respond(self, values):
        """Open what was chosen; a citation typed into "Go to" wins over the lists."""
        values = dict(values)
        goto = values["goto"].strip()
        goto = "" if goto == self._refused else goto  # it stays in the box to be mended; the lists work meanwhile
        if goto:
            self._refused = goto
            text, paragraphs, _ = texts.find(goto, self._folder)
            values |= {
                "goto": "",
                "text": text.id,
                "section": str(text.sections.index(text.section_of(paragraphs[0].number))),
            }
        text = self._texts[values["text"]]
        if values["text"] != self._open and not goto:
            values["section"] = "0"
        self._open = text.id
        section = text.sections[int(values["section"])]
        self.fields = self._fields(text)
        if values != self.values:
            self.set_trait("values", values)
        self.html = page.section_html(text, section)
        self.status = (
            f"{text.title}, {section.title}: paragraphs {text.id}:{section.first} to {text.id}:{section.last}.{_core(text, section)}"
        )
        if goto:
            self._refused = None
            self.focus = f"{paragraphs[0].cite}#{goto}"

    def said(self, content):
        """Turn to the section before or after."""
        step = {"next": 1, "previous": -1}.get(content.get("say"), 0)
        text = self._texts[self.values["text"]]
        section = int(self.values["section"]) + step
        if not 0 <= section < len(text.sections):
            raise CitationError(f"This is the {'last' if step > 0 else 'first'} section of {text.title}.")
        self.values = self.values | {"section": str(section)}

    def static_html(self):
        """In print the section that is open, without its buttons."""
        text = self._texts[self.values["text"]]
        return page.section_html(text, text.sections[int(self.values["section"])], live=False)

    def _fields(self, text):
        return [
            {"name": "text", "label": "Text", "kind": "select", "options": [[t.id, f"{t.title} ({t.year})"] for t in self._texts.values()]},
            {"name": "section", "label": "Section", "kind": "select",
             "options": [[str(n), f"{n + 1}. {s.title} ({s.first}–{s.last})"] for n, s in enumerate(text.sections)]},
            {"name": "previous", "label": "Previous section", "kind": "button"},
            {"name": "next", "label": "Next section", "kind": "button"},
            {"name": "goto", "label": f"Go to (such as {text.id}:{min(12, len(text))})", "kind": "text"},
            {"name": "terms", "label": "Underline what is explained", "kind": "show"},
            {"name": "corrections", "label": "Show corrections", "kind": "show"},
            {"name": "voices", "label": "Mark other voices", "kind": "show"},
            {"name": "core", "label": "Core only", "kind": "show"},
        ]  # fmt: skip


def _core(text, section):
    """Which paragraphs of a section are of the core, for a text that has one."""
    cites = [paragraph.cite for paragraph in text.core if section.first <= paragraph.number <= section.last]
    if len(text.core) == len(text):
        return ""
    return f" Core: {', '.join(cites)}." if cites else " None of them is of the core."
