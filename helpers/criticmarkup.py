"""Corrections written into a text in CriticMarkup, and the two texts that they join: as
received, and as read.

    {++added++}   {--deleted--}   {~~received~>read~~}   {>>a note on the mark before it<<}

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


def pieces(block, where="", line=1):
    """The stretches of one block, in order: plain ones, changes, and notes joined to
    the change before them.

    `where` and `line` (of the block's first line) go into the message of the TextError
    raised for a mark that is not closed in its block, a close without an opening, a
    substitution without `~>`, or a highlight, which this seminar does not use.

    >>> pieces("a {~~hr~>The~~}{>>lost initial<<} end")
    [Piece(source='a ', reading='a ', note='', mark=''), Piece(source='hr', reading='The', note='lost initial', mark='~~'), \
Piece(source=' end', reading=' end', note='', mark='')]
    """
    found, at, change_end = [], 0, -1

    def fail(position, what):
        number = line + block.count("\n", 0, position)
        raise TextError(f"{where or 'text'}, line {number}: {what}")

    def plain(start, end):
        stray = _STRAY.search(block, start, end)
        if stray:
            fail(
                stray.start(),
                f"{stray.group()} closes a mark that was never opened. Write the"
                " opening, or delete the close.",
            )
        if end > start:
            found.append(Piece(block[start:end], block[start:end]))

    if "{" not in block and "}" not in block:
        return [Piece(block, block)]
    while opening := _OPENING.search(block, at):
        plain(at, opening.start())
        mark = opening.group(1)
        if mark == "==":
            fail(
                opening.start(),
                "{== is not used here. Write a note, {>>like this<<}, after the words.",
            )
        end = block.find(_CLOSING[mark], opening.end())
        if end < 0:
            fail(
                opening.start(),
                f"{opening.group()} is not closed in its paragraph. Write"
                f" {_CLOSING[mark]} after the words it marks.",
            )
        inside, at = block[opening.end() : end], end + 3
        if mark == ">>" and opening.start() == change_end:
            found[-1] = found[-1]._replace(note=inside)
        elif mark == ">>":
            found.append(Piece("", "", inside, mark))
        elif mark == "~~":
            received, arrow, read = inside.partition("~>")
            if not arrow:
                fail(
                    opening.start(),
                    "a substitution has no ~> in it. Write {~~as received~>as read~~}.",
                )
            found.append(Piece(received, read, mark=mark))
        else:
            found.append(
                Piece(inside, "", mark=mark)
                if mark == "--"
                else Piece("", inside, mark=mark)
            )
        change_end = at if mark != ">>" else -1
    plain(at, len(block))
    return found


def received(block_pieces):
    """The block as received: changes rejected, ¶ inside a mark turned back into a blank
    line.

    >>> received(pieces("struggle{~~¶~> ~~}was{++.++}"))
    'struggle\\n\\nwas'
    """
    return "".join(
        piece.source.replace("¶", "\n\n") if piece.mark else piece.source
        for piece in block_pieces
    )
