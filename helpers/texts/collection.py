"""The texts of a folder: listed, loaded by their ids, and read at a citation."""

import os
import pathlib
from typing import TYPE_CHECKING

from helpers import cite as citations
from helpers.errors import CitationError, TextError
from helpers.texts.files import FOLDER, front_matter, once, read
from helpers.texts.text import Paragraph, Text
from helpers.validation import Path, validated

if TYPE_CHECKING:
    import pandas as pd


@validated
def load(text_id: str | int, folder: Path | None = None) -> Text:
    """The text with this id, from `texts/` or from a folder of your own.

    Raises TextError when no file has that id, two files share it, or a file cannot be
    read; the message names the file and line.

    >>> load("1906")[13].text
    'For this reason:'
    """
    ids = {path: _id_of(path) for path in _files(folder)}
    paths = [path for path in ids if ids[path] == str(text_id)]
    if len(paths) > 1:
        raise _same_id(text_id, [path.name for path in paths])
    if not paths:
        listed = ", ".join(ids.values()) or "none"
        raise TextError(
            f"No text has the id {text_id!r:.80} in {folder_of(folder).name}/. The ids"
            f" there: {listed}."
        )
    return _text(paths[0])


@validated
def load_all(folder: Path | None = None) -> list[Text]:
    """Every text of the folder, by year."""
    loaded = [_text(path) for path in _files(folder)]
    for text in loaded:
        same = [other.where for other in loaded if other.id == text.id]
        if len(same) > 1:
            raise _same_id(text.id, same)
    return sorted(loaded, key=lambda text: (text.year, text.id))


@validated
def catalogue(folder: Path | None = None) -> "pd.DataFrame":
    """The texts of a folder as a table: id, year, title, paragraphs, words; README.md
    is not one of them.

    >>> list(catalogue()["paragraphs"])
    [34, 85]
    """
    import pandas as pd

    rows = [
        (text.id, text.year, text.title, len(text), text.words)
        for text in load_all(folder)
    ]
    return pd.DataFrame(rows, columns=["id", "year", "title", "paragraphs", "words"])


@validated
def find(cite: str, folder: Path | None = None) -> tuple[Text, list[Paragraph], str]:
    """The paragraphs, and the words, at a citation: `(text, paragraphs, words)`.

    `1906:12` is a paragraph, `1906:15.2` a sentence of it, `1906:12-14` and
    `1906:15.2-3` ranges. Raises CitationError.
    """
    place = citations.parse(cite)
    text = load(place.text_id, folder)
    end = text[place.last].number  # a range must end at a paragraph, too
    chosen = [text[n] for n in range(text[place.paragraph].number, end + 1)]
    words = [_words_in(paragraph, place) for paragraph in chosen]
    if not "".join(words):
        raise CitationError(f"{cite} runs backwards. Put the earlier place first.")
    return text, chosen, "\n\n".join(words)


@validated
def passage(cite: str, folder: Path | None = None) -> str:
    """The words at a citation; a range of paragraphs comes apart by blank lines.

    >>> passage("1906:19.1")
    'Let us take another example.'
    """
    return find(cite, folder)[2]


def folder_of(folder: Path | None) -> pathlib.Path:
    """A folder of texts as a path: `texts/` where none is given."""
    return pathlib.Path(folder) if folder else FOLDER


def _files(folder: Path | None) -> list[pathlib.Path]:
    place = folder_of(folder)
    if not os.path.isdir(place):  # which answers also where a name is too long
        raise TextError(
            f"There is no folder {place.resolve()}. Make it, and put your texts in it"
            " as .md files."
        )
    return sorted(
        path
        for path in place.glob("*.md")
        if path.name.lower() != "readme.md" and path.name[0] != "." and path.is_file()
    )


_content = once(read)  # asked for its id first, and then for its words


@once
def _text(path: pathlib.Path) -> Text:
    """The text of a file; while it stays the same its index and its models are made
    once, too.
    """
    return Text(_content(path), where=path.name, folder=path.parent)


@once
def _id_of(path: pathlib.Path) -> str:
    return front_matter(_content(path), path.name)[0]["id"]


def _same_id(text_id: object, names: list[str]) -> TextError:
    return TextError(
        f"{' and '.join(names)} have the same id, {text_id}. Give each file an id of"
        " its own."
    )


def _words_in(paragraph: Paragraph, place: citations.Citation) -> str:
    """The words of a paragraph that lie within a citation."""
    start, end = 1, len(paragraph.sentences)
    if paragraph.number == place.paragraph and place.sentence is not None:
        start = _sentence(paragraph, place.sentence)
    if paragraph.number == place.last and place.last_sentence is not None:
        end = _sentence(paragraph, place.last_sentence)
    if start == 1 and end == len(paragraph.sentences):
        return paragraph.text
    return " ".join(paragraph.sentences[start - 1 : end])


def _sentence(paragraph: Paragraph, number: int) -> int:
    if not 1 <= number <= len(paragraph.sentences):
        raise CitationError(
            f"{citations.sentence(paragraph.cite, number)} is not a sentence."
            f" {paragraph.cite} has sentences 1 to {len(paragraph.sentences)}."
        )
    return number
