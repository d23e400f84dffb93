"""A passage with the words marked that often announce how it argues, and what each of
them announces.
"""

from typing import Any

from markupsafe import Markup

from helpers import arguments, texts
from helpers.html import join, tag
from helpers.validation import Path, validated
from helpers.widgets.panel import Panel, button
from helpers.widgets.reading import passages


class Signs(Panel):
    """The passage `cite`, its indicator words marked when asked for."""

    @validated
    def __init__(self, cite: str, folder: Path | None = None) -> None:
        self._text, self._paragraphs, _ = texts.find(cite, folder)
        super().__init__(
            title="Indicator words",
            fields=[button("signs", "Mark the indicator words", primary=True)],
        )

    def on_change(self, values):
        """Show the passage without a mark, so that a reader can look first."""
        self.html = self._passage([[] for _ in self._paragraphs])

    def on_action(self, action):
        """Mark the words in the passage, and list the signs below it."""
        matches = [arguments.indicators(paragraph) for paragraph in self._paragraphs]
        signs: dict[str, tuple[dict[str, Any], list[str]]] = {}
        for paragraph, spans in zip(self._paragraphs, matches):
            for start, end, entry in spans:
                forms = signs.setdefault(entry["sign"], (entry, []))[1]
                forms.append(f"“{paragraph.text[start:end]}”")
        rows = [_explained(entry, forms) for entry, forms in signs.values()]
        self.html = self._passage(matches) + tag(
            "ul", *rows, aria_label="Indicator words"
        )
        self.status = (
            f"{sum(map(len, matches))} words are marked, and explained below the"
            " passage."
        )

    def _passage(self, matches: list[list[Any]]) -> Markup:
        """The paragraphs with the spans of each marked."""
        return join(
            passages.paragraph_html(
                paragraph, self._text, matches=[span[:2] for span in spans]
            )
            for paragraph, spans in zip(self._paragraphs, matches)
        )


def _explained(entry: dict[str, Any], forms: list[str]) -> Markup:
    return tag(
        "li",
        tag("b", entry["sign"]),
        f" ({', '.join(dict.fromkeys(forms))}): {entry['means']}. {entry['caution']}",
    )
