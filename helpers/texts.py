"""The texts: read from Markdown with front matter and CriticMarkup, cited by paragraph
and sentence, with what a reader needs beside them.

Nothing here imports pandas until a table is asked for, so that opening a text is quick.
"""

import bisect
import contextlib
import functools
import operator
import pathlib
import re
from typing import NamedTuple

from helpers import criticmarkup
from helpers.errors import CitationError, TextError
from helpers.segments import WORD, composed, sentence_ends, sentences

FOLDER = pathlib.Path(__file__).parent.parent / "texts"

_CITATION = re.compile(
    r"\s*(?P<id>[^\s:]+):(?P<paragraph>\d+)(?:\.(?P<sentence>\d+))?(?:[-–](?P<last>\d+)(?:\.(?P<last_sentence>\d+))?)?\s*"
)
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
_EMPHASIS = re.compile(r"(\*{1,2})(?=\S)(.+?)(?<=\S)\1")
_COLUMNS = {
    "voices.csv": ["cite", "words", "voice", "speaker", "note"]
}  # what another folder may do without
_BLOCK = re.compile(
    r"#{1,6}[ \t][^\n]*|[^\n]+(?:\n(?![ \t]*\n|#{1,6}[ \t])[^\n]+)*"
)  # a heading ends with its line
_PLAIN = re.compile(
    r"""([A-Za-z]\w*(?: \w+)*): (?:"([^"\\]+)"|(\w(?:[^:#\n]|:(?=\w)|(?<=\w)#)*))"""
)  # YAML that means what it says
_ID = re.compile(r"\w[\w-]*")


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

    def __init__(self, text_id, number, block_pieces):
        self.text_id, self.number, self.cite = text_id, number, f"{text_id}:{number}"
        self._pieces = [
            piece._replace(reading=composed(piece.reading)) for piece in block_pieces
        ]
        self.markdown = (
            "".join([piece.reading for piece in self._pieces])
            .strip()
            .replace("\n", " ")
        )
        self.text, self._stars, self.emphasis = (
            _without_emphasis(self.markdown)
            if "*" in self.markdown
            else (self.markdown, [], [])
        )
        self.counted = not (self.text.startswith("[") and self.text.endswith("]"))

    def __repr__(self):
        return (
            f"<{self.cite} {self.text[:60]}…>"
            if len(self.text) > 60
            else f"<{self.cite} {self.text}>"
        )

    @functools.cached_property
    def sentences(self):
        return sentences(self.text)

    @functools.cached_property
    def sentence_ends(self):
        return sentence_ends(self.text)

    @functools.cached_property
    def changes(self):
        """The corrections and notes of this paragraph, in order, as a list of
        Change.
        """
        changes, at = [], 0
        lead = len("".join(p.reading for p in self._pieces)) - len(
            "".join(p.reading for p in self._pieces).lstrip()
        )
        for piece in self._pieces:
            start, at = at - lead, at + len(piece.reading)
            if not piece.mark:
                continue
            start, end = self._plain(start), self._plain(at - lead)
            source, reading = piece.source, piece.reading
            if piece.mark == ">>":  # a note stands on the word before it
                word = list(WORD.finditer(self.text, 0, start))[-1:]
                start, end = word[0].span() if word else (start, end)
                source = reading = self.text[start:end]
            changes.append(Change(start, end, source, reading, piece.note))
        return changes

    def _plain(self, offset):
        return offset - bisect.bisect_left(self._stars, offset)


class Text:
    """One text: `id`, `title`, `author`, `year`, `front` (all of the front matter),
    `paragraphs`, `sections`, `reading`, `source`.

    `text[12]` is the paragraph cited as 12; numbers begin at 1, and a number that is
    not there is a CitationError.
    """

    def __init__(self, content, where="text", folder=None):
        self.where, self.folder = where, folder
        self.front, body, line = _front_matter(content, where)
        self.id, self.title = self.front["id"], self.front["title"]
        self.author, self.year = self.front.get("author", ""), int(self.front["year"])
        self.paragraphs, self._received, headings = [], [], []
        for block, at in _blocks(body, line):
            block_pieces = criticmarkup.pieces(block, where, at)
            self._received.append(criticmarkup.received(block_pieces))
            reading = "".join(piece.reading for piece in block_pieces).strip()
            heading = _HEADING.fullmatch(reading)
            if heading:
                headings.append((heading.group(1), len(self.paragraphs) + 1))
            elif reading:
                self.paragraphs.append(
                    Paragraph(self.id, len(self.paragraphs) + 1, block_pieces)
                )
        if not self.paragraphs:
            raise TextError(
                f"{where}: no paragraph after the front matter. Put the text there, its"
                " paragraphs apart by blank lines."
            )
        if not headings or headings[0][1] > 1:
            headings.insert(0, (self.title, 1))
        ends = [first - 1 for _, first in headings[1:]] + [len(self.paragraphs)]
        self.sections = [
            Section(title, first, last)
            for (title, first), last in zip(headings, ends)
            if last >= first
        ]

        #: The paragraphs that the front matter marks as `core`, for readers with one
        #: hour; all of them where it marks none.
        self.core = self._marked(self.front.get("core", "")) or self.paragraphs

    def _marked(self, cites):
        """The paragraphs named in the front matter."""
        numbers = []
        for cite in re.split(
            r"[\s,]+", " ".join(cites) if isinstance(cites, list) else cites
        ):
            number = cite.removeprefix(f"{self.id}:")
            if cite and not (number.isdecimal() and 1 <= int(number) <= len(self)):
                raise TextError(
                    f"{self.where}: core names {cite!r}, which is no paragraph of this"
                    f" text. Write {self.id}:1, and so on."
                )
            numbers += [int(number)] if cite else []
        return [self[number] for number in numbers]

    def __repr__(self):
        return (
            f"<Text {self.id}: {self.title}, {self.year}, {len(self.paragraphs)}"
            " paragraphs>"
        )

    def __getitem__(self, number):
        with contextlib.suppress(TypeError):
            number = operator.index(number)
        if not isinstance(number, int) or not 1 <= number <= len(self.paragraphs):
            raise CitationError(
                f"{self.id}:{number} is not a paragraph. {self.title} has paragraphs"
                f" {self.id}:1 to {self.id}:{len(self.paragraphs)}."
            )
        return self.paragraphs[number - 1]

    def __iter__(self):
        return iter(self.paragraphs)

    def __len__(self):
        return len(self.paragraphs)

    @property
    def reading(self):
        """The text as read: paragraphs apart by one blank line, without emphasis,
        titles and headings.
        """
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def source(self):
        """The text as received, every change undone: what the editor of this file
        was given.
        """
        return "\n\n".join(block for block in self._received if block.strip())

    @property
    def words(self):
        """How many words the text has, notes in square brackets left out."""
        return sum(
            1
            for paragraph in self.paragraphs
            if paragraph.counted
            for _ in WORD.finditer(paragraph.text)
        )

    @property
    def emendations(self):
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

    def section_of(self, number):
        """The section that holds the paragraph with this number."""
        return next(
            section for section in self.sections if self[number].number <= section.last
        )


def load(text_id, folder=None):
    """The text with this id, from `texts/` or from a folder of your own.

    Raises TextError when no file has that id, two files share it, or a file cannot be
    read; the message names the file and line.

    >>> load("1906")[13].text
    'For this reason:'
    """
    ids = {
        path: _front_matter(read(path), path.name)[0]["id"] for path in _files(folder)
    }
    found = [path for path in ids if ids[path] == str(text_id)]
    if len(found) > 1:
        raise TextError(
            f"{' and '.join(path.name for path in found)} have the same id, {text_id}."
            " Give each file an id of its own."
        )
    if not found:
        there = ", ".join(ids.values()) or "none"
        raise TextError(
            f"No text has the id {text_id!r} in {_folder(folder).name}/. The ids there:"
            f" {there}."
        )
    return _loaded(found[0])


def load_all(folder=None):
    """Every text of the folder, by year."""
    loaded = [_loaded(path) for path in _files(folder)]
    ids = [text.id for text in loaded]
    for text in loaded:
        if ids.count(text.id) > 1:
            raise TextError(
                f"{' and '.join(t.where for t in loaded if t.id == text.id)} have the"
                f" same id, {text.id}. Give each file an id of its own."
            )
    return sorted(loaded, key=lambda text: (text.year, text.id))


def catalogue(folder=None):
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


def find(cite, folder=None):
    """The paragraphs, and the words, at a citation: `(text, paragraphs, words)`.

    `1906:12` is a paragraph, `1906:15.2` a sentence of it, `1906:12-14` and
    `1906:15.2-3` ranges. Raises CitationError.
    """
    text_id, first, last = _parse(cite)
    text = load(text_id, folder)
    text[last[0]]  # a range must end at a paragraph, too
    chosen = [text[number] for number in range(text[first[0]].number, last[0] + 1)]
    words = []
    for paragraph in chosen:
        start = (
            _sentence(paragraph, first[1])
            if paragraph.number == first[0] and first[1] is not None
            else 1
        )
        end = (
            _sentence(paragraph, last[1])
            if paragraph.number == last[0] and last[1] is not None
            else len(paragraph.sentences)
        )
        whole = start == 1 and end == len(paragraph.sentences)
        words.append(
            paragraph.text if whole else " ".join(paragraph.sentences[start - 1 : end])
        )
    if not "".join(words):
        raise CitationError(f"{cite} runs backwards. Put the earlier place first.")
    return text, chosen, "\n\n".join(words)


def passage(cite, folder=None):
    """The words at a citation; a range of paragraphs comes apart by blank lines.

    >>> passage("1906:19.1")
    'Let us take another example.'
    """
    return find(cite, folder)[2]


def people():
    """Everyone whom the texts name: name, forms, years, text, cites, source,
    checked; a list of dicts.
    """
    return listed("people.yml")


def glossary():
    """The terms explained to a first-year student: term, forms, text, cites, and a
    source where something from outside is said.
    """
    return listed("glossary.yml")


def threads():
    """The threads from 1906 to 1936: key, title, early and late (each a list of cite
    and quote), outcome, why, question.
    """
    return listed("threads.yml")


def explained(paragraph):
    """Where a paragraph first names a person or uses a term: (start, end, entry); of
    two forms that overlap, the longer.
    """
    spans = []
    for start, end, entry in sorted(
        _forms_in(paragraph.text), key=lambda s: (s[0] - s[1], s[0])
    ):
        if all(end <= other[0] or other[1] <= start for other in spans):
            spans.append((start, end, entry))
    first = {}
    for span in sorted(spans, key=lambda span: span[:2]):
        first.setdefault(id(span[2]), span)
    return list(first.values())


def timeline():
    """The events of the timeline as a table: date, end, title, event, named (by
    these texts), cite, note, source, checked.
    """
    return _table("timeline.csv")


def voices(text):
    """The stretches of a text in another voice than the author's own: cite, words,
    voice, speaker, note, start, end, count.

    `voice` is quoted (a person or document), reported (what someone said, in the
    author's words), imagined (words given to an opponent or a group), distance (a word
    held at arm's length) or translator; `start` and `end` are offsets in the
    paragraph's text, `count` is in words. Reviewed by hand, in the voices.csv beside
    the text; empty where there is none.
    """
    table = _table("voices.csv", text.folder or FOLDER)
    table = table[table["cite"].str.startswith(f"{text.id}:")].reset_index(drop=True)
    spans, at = [], {}
    for row in table.itertuples():
        content = text[_parse(row.cite)[1][0]].text
        start = content.find(row.words, at.get(row.cite, 0))
        start = content.find(row.words) if start < 0 else start
        if start < 0:
            raise TextError(
                f"voices.csv: {row.words!r} does not stand in {row.cite}. Copy the"
                " words from the reading text."
            )
        at[row.cite] = start + len(row.words)
        spans.append((start, at[row.cite], len(WORD.findall(row.words))))
    return table.assign(
        start=[s[0] for s in spans],
        end=[s[1] for s in spans],
        count=[s[2] for s in spans],
    )


def voice_shares(several):
    """How much of each text is in each other voice: voice, text, words, and percent of
    the text's words.

    >>> shares = voice_shares([load("1906"), load("1936")])
    >>> shares.query("voice == 'quoted' and text == '1936'")["words"].item()
    427
    """
    import pandas as pd

    rows = []
    for text in several:
        spoken = voices(text).groupby("voice")["count"].sum()
        counts = [
            (voice, int(spoken.get(voice, 0)))
            for voice in ("quoted", "reported", "imagined", "distance")
        ]
        rows += [
            (voice, text.id, count, 100 * count / max(text.words, 1))
            for voice, count in counts
        ]
    return pd.DataFrame(rows, columns=["voice", "text", "words", "percent"])


def unchecked():
    """Every statement from outside the texts that nobody has checked against its
    source yet: file, entry, source.
    """
    import pandas as pd

    events = timeline()
    rows = [
        ("timeline.csv", row.title, row.source)
        for row in events[
            (events["checked"] != "yes") & (events["source"] != "")
        ].itertuples()
    ]
    for name, entries, key in (
        ("people.yml", people(), "name"),
        ("glossary.yml", glossary(), "term"),
    ):
        rows += [
            (name, entry[key], entry["source"])
            for entry in entries
            if entry.get("source") and entry.get("checked") != "yes"
        ]
    return pd.DataFrame(rows, columns=["file", "entry", "source"])


def _folder(folder):
    return pathlib.Path(folder) if folder else FOLDER


def _files(folder):
    here = _folder(folder)
    if not here.is_dir():
        raise TextError(
            f"There is no folder {here.resolve()}. Make it, and put your texts in it as"
            " .md files."
        )
    return sorted(
        path
        for path in here.glob("*.md")
        if path.is_file() and path.name.lower() != "readme.md" and path.name[0] != "."
    )


def _loaded(path):
    return _text_at(path, path.stat().st_mtime_ns, path.stat().st_size)


@functools.lru_cache(maxsize=64)
def _text_at(path, changed, size):
    """The text of a file, read once for as long as it stays the same: so its index
    and its models are made once, too.
    """
    return Text(read(path), where=path.name, folder=path.parent)


def read(path):
    """The file's characters: UTF-8 with or without a byte order mark, any line ends."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TextError(
            f"{path.name}, line {line}: the byte {data[error.start]:#04x} is not UTF-8."
            " Save the file again as UTF-8."
        ) from None


def _front_matter(content, where):
    """The front matter as a dict of strings, the rest, and the line on which the
    rest begins.
    """
    match = re.match(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", content, re.DOTALL)
    if not match:
        raise TextError(
            f"{where}, line 1: no front matter. Begin the file with a line ---, then"
            " id, title and year, each on a line, then a line ---."
        )
    lines = match.group(1) or ""
    plain = [
        _PLAIN.fullmatch(line.rstrip()) for line in lines.splitlines()
    ]  # importing PyYAML takes longer than reading both texts
    front = (
        {m[1]: m[2] or m[3] for m in plain}
        if all(plain)
        else parse_yaml(lines, where, first_line=2)
    )
    if not isinstance(front, dict):
        raise TextError(
            f"{where}, line 2: the front matter is not a list of `name: value` lines."
            " Write id, title and year so."
        )
    for key in ("id", "title", "year"):
        if not isinstance(front.get(key), str) or not front[key].strip():
            raise TextError(
                f"{where}: the front matter has no {key}. Add a line `{key}: …`."
            )
    if not _ID.fullmatch(front["id"]):
        raise TextError(
            f"{where}: the id {front['id']!r} cannot stand in a citation. Use letters,"
            " figures and hyphens."
        )
    if not re.fullmatch(r"-?\d+", front["year"]):
        raise TextError(
            f"{where}: the year {front['year']!r} is not a number. Write the year in"
            " figures."
        )
    return front, content[match.end() :], content.count("\n", 0, match.end()) + 1


def parse_yaml(content, where, first_line=1):
    """YAML with every plain scalar kept as a string: otherwise 1906:12 is read as
    the number 114372, and `no` as false.
    """
    import yaml

    try:
        return yaml.load(content, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + first_line if mark else first_line
        problem = getattr(error, "problem", None) or "cannot be read"
        raise TextError(
            f"{where}, line {line}: not valid YAML ({problem}). Put quotation marks"
            " round a value that holds a colon."
        ) from None


def _blocks(body, line):
    """The blocks of a text, apart by blank lines, each with the line it begins on."""
    at = 0
    for match in _BLOCK.finditer(body):
        line, at = line + body.count("\n", at, match.start()), match.start()
        if match.group().strip():
            yield match.group(), line


def _without_emphasis(markdown):
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


def _parse(cite):
    """The id of a citation, and its first and last place as (paragraph, sentence or
    None).
    """
    match = _CITATION.fullmatch(str(cite))
    if not match:
        raise CitationError(
            f"{str(cite)!r} is not a citation. Write 1906:12 for a paragraph, 1906:15.2"
            " for a sentence, 1906:12-14 for a range."
        )
    found = {
        key: value if key == "id" or value is None else int(value)
        for key, value in match.groupdict().items()
    }
    first = found["paragraph"], found["sentence"]
    if found["last"] is None:
        last = first
    elif (
        found["sentence"] is not None and found["last_sentence"] is None
    ):  # 1906:15.2-3: sentences of one paragraph
        last = found["paragraph"], found["last"]
    else:
        last = found["last"], found["last_sentence"]
    return found["id"], first, last


def _sentence(paragraph, number):
    if not 1 <= number <= len(paragraph.sentences):
        raise CitationError(
            f"{paragraph.cite}.{number} is not a sentence. {paragraph.cite} has"
            f" sentences 1 to {len(paragraph.sentences)}."
        )
    return number


@functools.cache
def listed(name):
    """What a YAML file of texts/ holds, such as "families.yml"; its first lines say
    what belongs there.
    """
    return parse_yaml(read(FOLDER / name), name)


def _table(name, folder=FOLDER):
    import pandas as pd

    if not (folder / name).exists() and name in _COLUMNS:
        return pd.DataFrame(columns=_COLUMNS[name], dtype=str)
    try:
        table = pd.read_csv(folder / name, dtype=str, keep_default_na=False)
    except (ValueError, pd.errors.ParserError) as error:
        raise TextError(
            f"{name}: not a table in UTF-8, with commas between the columns ({error})."
            " Save it again so."
        ) from None
    lacking = [
        column for column in _COLUMNS.get(name, []) if column not in table.columns
    ]
    if lacking:
        raise TextError(
            f"{name}: the first line has no column {', '.join(lacking)}. It must name"
            f" {', '.join(_COLUMNS[name])}."
        )
    return table


@functools.cache
def _explained_forms():
    """One pattern for every form of every entry: names as written, terms in either
    case.
    """
    entries = [(form, entry, "") for entry in people() for form in entry["forms"]]
    entries += [
        (form, entry, "(?i:") for entry in glossary() for form in entry["forms"]
    ]
    return [
        (
            re.compile(rf"(?<!\w){flag}{re.escape(form)}{')' if flag else ''}(?!\w)"),
            entry,
        )
        for form, entry, flag in entries
    ]


def _forms_in(content):
    return [
        (match.start(), match.end(), entry)
        for pattern, entry in _explained_forms()
        for match in pattern.finditer(content)
    ]
