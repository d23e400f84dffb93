"""A text as it is read and cited, with what its editor changed."""

import bisect
import contextlib
import functools
import operator
import pathlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from helpers import cite, criticmarkup
from helpers.errors import CitationError, TextError
from helpers.segments import WORD, composed, sentence_ends, sentences
from helpers.texts.files import front_matter

if TYPE_CHECKING:
    import pandas as pd

_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
_EMPHASIS = re.compile(r"(\*{1,2})(?=\S)(.+?)(?<=\S)\1")
#: A heading ends with its line.
_BLOCK = re.compile(r"#{1,6}[ \t][^\n]*|[^\n]+(?:\n(?![ \t]*\n|#{1,6}[ \t])[^\n]+)*")


class Change(NamedTuple):
    """A correction, or an editor's note where source and reading agree; `start` and
    `end` are its offsets in the paragraph's text.
    """

    start: int
    end: int
    source: str
    reading: str
    note: str


class Section(NamedTuple):
    """A run of paragraphs under an editorial heading, from number `first` to `last`."""

    title: str
    first: int
    last: int


class Paragraph:
    """A citable paragraph: `cite`, `text` (plain), `markdown` (with emphasis),
    `sentences`, `changes`, `emphasis` (offsets in `text`).

    `counted` is False for a note in square brackets (the translator's): it can be
    cited, and no count includes it.
    """

    _had_by = 'as texts.load("1906")[12] gives it'

    def __init__(
        self, text_id: str, number: int, block_pieces: list[criticmarkup.Piece]
    ) -> None:
        self.text_id, self.number = text_id, number
        self.cite = cite.paragraph(text_id, number)
        self._pieces = [
            piece._replace(reading=composed(piece.reading)) for piece in block_pieces
        ]
        whole = "".join([piece.reading for piece in self._pieces])
        self._lead = len(whole) - len(whole.lstrip())
        self.markdown = whole.strip().replace("\n", " ")
        self.text, self._stars, self.emphasis = _without_emphasis(self.markdown)
        self.counted = not (self.text.startswith("[") and self.text.endswith("]"))

    def __repr__(self) -> str:
        more = "…" if len(self.text) > 60 else ""
        return f"<{self.cite} {self.text[:60]}{more}>"

    @functools.cached_property
    def sentences(self) -> list[str]:
        """The sentences, in order, without the white space between them."""
        return sentences(self.text)

    @functools.cached_property
    def sentence_ends(self) -> list[int]:
        """The offsets in `text` at which the sentences end."""
        return sentence_ends(self.text)

    @functools.cached_property
    def changes(self) -> list[Change]:
        """The corrections and notes of this paragraph, in order, as a list of
        Change.
        """
        changes, at = [], -self._lead
        for piece in self._pieces:
            start, at = at, at + len(piece.reading)
            if not piece.mark:
                continue
            start, end = self._plain(start), self._plain(at)
            source, reading = piece.source, piece.reading
            if piece.mark == ">>":  # a note stands on the word before it
                word = list(WORD.finditer(self.text, 0, start))[-1:]
                start, end = word[0].span() if word else (start, end)
                source = reading = self.text[start:end]
            changes.append(Change(start, end, source, reading, piece.note))
        return changes

    def _plain(self, offset: int) -> int:
        return offset - bisect.bisect_left(self._stars, offset)


class Text:
    """One text: `id`, `title`, `author`, `year`, `front` (all of the front matter),
    `paragraphs`, `sections`, `reading`, `source`.

    `text[12]` is the paragraph cited as 12; numbers begin at 1, and a number that is
    not there is a CitationError.
    """

    _had_by = 'as texts.load("1906") gives it'

    def __init__(
        self, content: str, where: str = "text", folder: pathlib.Path | None = None
    ) -> None:
        self.where, self.folder = where, folder
        self.front, body, line = front_matter(content, where)
        self.id, self.title = self.front["id"], self.front["title"]
        self.author, self.year = self.front.get("author", ""), int(self.front["year"])
        self.paragraphs: list[Paragraph] = []
        self._received: list[str] = []
        headings = self._read(body, line)
        if not self.paragraphs:
            raise TextError(
                f"{where}: no paragraph after the front matter. Put the text there, its"
                " paragraphs apart by blank lines."
            )
        self.sections = self._sections(headings)
        #: The paragraphs that the front matter marks as `core`, for readers with one
        #: hour; all of them where it marks none.
        self.core = self._marked(self.front.get("core", "")) or self.paragraphs

    def _read(self, body: str, line: int) -> list[tuple[str, int]]:
        """Read the paragraphs; returns each heading with the paragraph after it."""
        headings = []
        for block, at in _blocks(body, line):
            block_pieces = criticmarkup.pieces(block, self.where, at)
            self._received.append(criticmarkup.received(block_pieces))
            reading = "".join(piece.reading for piece in block_pieces).strip()
            heading, number = _HEADING.fullmatch(reading), len(self.paragraphs) + 1
            if heading:
                headings.append((heading.group(1), number))
            elif reading:
                self.paragraphs.append(Paragraph(self.id, number, block_pieces))
        return headings

    def _sections(self, headings: list[tuple[str, int]]) -> list[Section]:
        if not headings or headings[0][1] > 1:
            headings = [(self.title, 1), *headings]
        ends = [first - 1 for _, first in headings[1:]] + [len(self.paragraphs)]
        return [
            Section(title, first, last)
            for (title, first), last in zip(headings, ends)
            if last >= first
        ]

    def _marked(self, cites: str | list[str]) -> list[Paragraph]:
        """The paragraphs named in the front matter."""
        named = " ".join(cites) if isinstance(cites, list) else cites
        chosen = []
        for each in filter(None, re.split(r"[\s,]+", named)):
            number = each.removeprefix(f"{self.id}:")
            if not (number.isdecimal() and 1 <= int(number) <= len(self)):
                raise TextError(
                    f"{self.where}: core names {each!r}, which is no paragraph of this"
                    f" text. Write {self.id}:1, and so on."
                )
            chosen.append(self[int(number)])
        return chosen

    def __repr__(self) -> str:
        many = len(self.paragraphs)
        return f"<Text {self.id}: {self.title}, {self.year}, {many} paragraphs>"

    def __getitem__(self, number: int) -> Paragraph:
        asked: object = number
        with contextlib.suppress(TypeError):
            number = operator.index(number)
        is_number = isinstance(number, int) and not isinstance(asked, bool)
        if not is_number or not 1 <= number <= len(self.paragraphs):
            what = number if is_number else repr(asked)
            raise CitationError(
                f"{self.id}:{what} is not a paragraph. {self.title} has paragraphs"
                f" {self.id}:1 to {self.id}:{len(self.paragraphs)}."
            )
        return self.paragraphs[number - 1]

    def __iter__(self) -> Iterator[Paragraph]:
        return iter(self.paragraphs)

    def __len__(self) -> int:
        return len(self.paragraphs)

    @property
    def reading(self) -> str:
        """The text as read: paragraphs apart by one blank line, without emphasis,
        titles and headings.
        """
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def source(self) -> str:
        """The text as received, every change undone: what the editor of this file
        was given.
        """
        return "\n\n".join(block for block in self._received if block.strip())

    @property
    def words(self) -> int:
        """How many words the text has, notes in square brackets left out."""
        return sum(
            1
            for paragraph in self.paragraphs
            if paragraph.counted
            for _ in WORD.finditer(paragraph.text)
        )

    @property
    def emendations(self) -> "pd.DataFrame":
        """Every correction as a table: cite, source, reading, note. Where source and
        reading agree the place is doubtful and kept.
        """
        import pandas as pd

        rows = [
            (p.cite, c.source, c.reading, c.note)
            for p in self.paragraphs
            for c in p.changes
        ]
        return pd.DataFrame(
            rows, columns=["cite", "source", "reading", "note"], dtype=str
        )

    def section_of(self, number: int) -> Section:
        """The section that holds the paragraph with this number."""
        return next(
            section for section in self.sections if self[number].number <= section.last
        )


def _blocks(body: str, line: int) -> Iterator[tuple[str, int]]:
    """The blocks of a text, apart by blank lines, each with the line it begins on."""
    at = 0
    for match in _BLOCK.finditer(body):
        line, at = line + body.count("\n", at, match.start()), match.start()
        if match.group().strip():
            yield match.group(), line


def _without_emphasis(
    markdown: str,
) -> tuple[str, list[int], list[tuple[int, int]]]:
    """The text without asterisks of emphasis, the offsets of the asterisks in
    `markdown`, and the emphasised spans in the text.
    """
    stars, spans = [], []
    for match in _EMPHASIS.finditer(markdown):
        stars += [
            *range(match.start(), match.start(2)),
            *range(match.end(2), match.end()),
        ]
        spans.append((match.start(2), match.end(2)))
    text = markdown
    for star in reversed(stars):
        text = text[:star] + text[star + 1 :]
    return (
        text,
        stars,
        [
            (
                start - bisect.bisect_left(stars, start),
                end - bisect.bisect_left(stars, end),
            )
            for start, end in spans
        ],
    )
