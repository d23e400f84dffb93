"""Corrections written into a text in CriticMarkup, and the two texts that they join: as
received, and as read.

    {++added++}   {--deleted--}   {~~received~>read~~}   {>>a note on the mark<<}

A mark stands inside one block. The sign ¶ inside a mark is a blank line of the source
(a page break inside a paragraph).
"""

import re
from typing import NamedTuple

from helpers.errors import TextError

_OPENING = re.compile(r"\{(\+\+|--|~~|>>|==)")
_CLOSING = {"++": "++}", "--": "--}", "~~": "~~}", ">>": "<<}"}
_STRAY = re.compile(r"\+\+\}|--\}|~~\}|<<\}")


class Piece(NamedTuple):
    """A stretch of a block as received and as read; the two differ where an editor
    changed something.
    """

    source: str
    reading: str
    note: str = ""
    mark: str = ""


def pieces(block: str, where: str = "", line: int = 1) -> list[Piece]:
    """The stretches of one block, in order: plain ones, changes, and notes joined to
    the change before them.

    `where` and `line` (of the block's first line) go into the message of the TextError
    raised for a mark that is not closed in its block, a close without an opening, a
    substitution without `~>`, or a highlight, which this seminar does not use.

    >>> for piece in pieces("a {~~hr~>The~~}{>>lost initial<<} end"):
    ...     print(piece)
    Piece(source='a ', reading='a ', note='', mark='')
    Piece(source='hr', reading='The', note='lost initial', mark='~~')
    Piece(source=' end', reading=' end', note='', mark='')
    """
    if "{" not in block and "}" not in block:
        return [Piece(block, block)]
    return _Reader(block, where or "text", line).read()


class _Reader:
    """Reads one block from its beginning to its end."""

    def __init__(self, block: str, where: str, line: int) -> None:
        self.block, self.where, self.line = block, where, line
        self.pieces: list[Piece] = []

    def read(self) -> list[Piece]:
        at, change_end = 0, -1
        while opening := _OPENING.search(self.block, at):
            self._plain(at, opening.start())
            mark, (inside, at) = opening.group(1), self._inside(opening)
            if mark == ">>" and opening.start() == change_end:
                self.pieces[-1] = self.pieces[-1]._replace(note=inside)
            else:
                self.pieces.append(self._piece(mark, inside, opening.start()))
            change_end = at if mark != ">>" else -1
        self._plain(at, len(self.block))
        return self.pieces

    def _inside(self, opening: re.Match[str]) -> tuple[str, int]:
        """What a mark encloses, and where the block goes on after it."""
        mark = opening.group(1)
        if mark == "==":
            raise self._wrong(
                opening.start(),
                "{== is not used here. Write a note, {>>like this<<}, after the words.",
            )
        end = self.block.find(_CLOSING[mark], opening.end())
        if end < 0:
            raise self._wrong(
                opening.start(),
                f"{opening.group()} is not closed in its paragraph. Write"
                f" {_CLOSING[mark]} after the words it marks.",
            )
        return self.block[opening.end() : end], end + len(_CLOSING[mark])

    def _piece(self, mark: str, inside: str, start: int) -> Piece:
        if mark == ">>":
            return Piece("", "", inside, mark)
        if mark == "--":
            return Piece(inside, "", mark=mark)
        if mark == "++":
            return Piece("", inside, mark=mark)
        source, arrow, reading = inside.partition("~>")
        if not arrow:
            raise self._wrong(
                start,
                "a substitution has no ~> in it. Write {~~as received~>as read~~}.",
            )
        return Piece(source, reading, mark=mark)

    def _plain(self, start: int, end: int) -> None:
        stray = _STRAY.search(self.block, start, end)
        if stray:
            raise self._wrong(
                stray.start(),
                f"{stray.group()} closes a mark that was never opened. Write the"
                " opening, or delete the close.",
            )
        if end > start:
            self.pieces.append(Piece(self.block[start:end], self.block[start:end]))

    def _wrong(self, position: int, what: str) -> TextError:
        number = self.line + self.block.count("\n", 0, position)
        return TextError(f"{self.where}, line {number}: {what}")


def received(block_pieces: list[Piece]) -> str:
    """The block as received: changes rejected, ¶ inside a mark turned back into a blank
    line.

    >>> received(pieces("struggle{~~¶~> ~~}was{++.++}"))
    'struggle\\n\\nwas'
    """
    return "".join(
        piece.source.replace("¶", "\n\n") if piece.mark else piece.source
        for piece in block_pieces
    )
