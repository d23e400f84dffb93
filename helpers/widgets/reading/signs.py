"""A passage with the words marked that often announce how it argues, and what each
of them announces.
"""

from html import escape

from helpers import arguments, texts
from helpers.widgets.panel import Panel, button
from helpers.widgets.reading import passages


class Signs(Panel):
    """The passage `cite`, its indicator words marked when asked for."""

    def __init__(self, cite, folder=None):
        self._text, self._paragraphs, _ = texts.find(cite, folder)
        super().__init__(
            title="Indicator words",
            fields=[button("signs", "Mark the indicator words")],
        )

    def on_change(self, values):
        """Show the passage without a mark, so that a reader can look first."""
        self.html = "".join(
            passages.paragraph_html(paragraph, self._text)
            for paragraph in self._paragraphs
        )

    def on_action(self, action):
        """Mark the words in the passage, and list the signs below it."""
        shown, signs = [], {}
        for paragraph in self._paragraphs:
            found = arguments.indicators(paragraph)
            shown.append(
                passages.paragraph_html(
                    paragraph, self._text, matches=[span[:2] for span in found]
                )
            )
            for start, end, entry in found:
                signs.setdefault(entry["sign"], (entry, []))[1].append(
                    f"“{escape(paragraph.text[start:end])}”"
                )
        rows = ""
        for sign, (entry, forms) in signs.items():
            rows += (
                f"<li><b>{escape(sign)}</b> ({', '.join(dict.fromkeys(forms))}):"
                f" {escape(entry['means'])}. {escape(entry['caution'])}</li>"
            )
        self.html = f'{"".join(shown)}<ul aria-label="Indicator words">{rows}</ul>'
        self.status = (
            f"{sum(len(forms) for _, forms in signs.values())} words are marked, and"
            " explained below the passage."
        )
