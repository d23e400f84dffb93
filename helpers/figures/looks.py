"""How each text is drawn everywhere: colour, and marker and hatch, since colour alone
does not carry.
"""

import zlib
from typing import NamedTuple

from helpers.validation import validated


class Look(NamedTuple):
    """How one text is drawn: a colour, the marker of a point, the hatch of a bar."""

    colour: str
    marker: str
    hatch: str


# Colours of matplotlib's petroff8 and petroff10 with a contrast of at least 3 : 1 on
# white; a text of one's own never has that of 1906 or 1936.
_LOOKS = {"1906": Look("#1845fb", "o", "///"), "1936": Look("#c91f16", "s", "...")}
_COLOURS = ["#656364", "#c849a9", "#832db6", "#a96b59"]
_SIGNS = [("^", "xxx"), ("D", "|||"), ("v", "---"), ("P", "+++")]
_NAMES = {"1906": "a", "1936": "b"}  # the colours of the page's own sheet
_HATCHES = {
    "///": "slanted",
    "...": "dotted",
    "xxx": "crossed",
    "|||": "upright",
    "---": "level",
    "+++": "squared",
}

#: The markers as paths of SVG, round a middle.
MARKS = {
    "o": "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0",
    "s": "m-5 -5h10v10h-10z",
    "^": "m0 -6l6 11h-12z",
    "D": "m0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z",
    "v": "m0 6l6 -11h-12z",
    "P": "m-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
}


@validated
def look(text_id: str) -> Look:
    """The look of a text: one for 1906, one for 1936, and for a text of your own one of
    sixteen, which its id alone decides, in whatever order texts are asked for.

    >>> look("1906").marker
    'o'
    """
    if text_id in _LOOKS:
        return _LOOKS[text_id]
    number = zlib.crc32(text_id.encode("utf-8", "replace"))
    colour = _COLOURS[number % len(_COLOURS)]
    marker, hatch = _SIGNS[number // len(_COLOURS) % len(_SIGNS)]
    return Look(colour, marker, hatch)


def dressed(text_id: str, class_: str = "", style: str = "") -> dict[str, str]:
    """The class and style of an element in the colour of a text, which the style sheet
    makes lighter in the dark.
    """
    names = ["pb-look", *(f"pb-look-{name}" for name in _NAMES.get(text_id, ""))]
    own = f"--pb-own:{look(text_id).colour}"
    return {
        "class_": " ".join(filter(None, [class_, *names])),
        "style": f"{own};{style}" if style else own,
    }


def hatched(text_id: str) -> str:
    """The class of a bar with the hatch of a text."""
    return f"pb-hatch-{_HATCHES[look(text_id).hatch]}"
