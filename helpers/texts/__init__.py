"""The texts: read from Markdown with front matter and CriticMarkup, cited by paragraph
and sentence, with what a reader needs beside them.

Nothing here imports pandas until a table is asked for, so that opening a text is quick.
"""

from helpers.texts.apparatus import (
    OTHERS,
    Voice,
    explained,
    glossary,
    people,
    quiz,
    threads,
    timeline,
    voice_rows,
    voice_shares,
    voices,
)
from helpers.texts.collection import (
    catalogue,
    find,
    folder_of,
    load,
    load_all,
    passage,
)
from helpers.texts.files import FOLDER, listed, parse_yaml, read
from helpers.texts.sources import LINK, looked_up, statements, unchecked
from helpers.texts.text import Change, Paragraph, Section, Text
from helpers.texts.witness import Stretch, Witness, witness

__all__ = [
    "Change",
    "FOLDER",
    "LINK",
    "OTHERS",
    "Paragraph",
    "Section",
    "Stretch",
    "Text",
    "Voice",
    "Witness",
    "catalogue",
    "explained",
    "find",
    "folder_of",
    "glossary",
    "listed",
    "load",
    "load_all",
    "looked_up",
    "parse_yaml",
    "passage",
    "people",
    "quiz",
    "read",
    "statements",
    "threads",
    "timeline",
    "unchecked",
    "voice_rows",
    "voice_shares",
    "voices",
    "witness",
]
