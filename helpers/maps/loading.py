"""The map of a text, from the file beside it."""

import pathlib
from typing import Annotated

from helpers import cite, texts
from helpers.errors import MapError, TextError
from helpers.maps.argdown import parse
from helpers.maps.model import ArgumentMap
from helpers.texts.files import once
from helpers.validation import Path, Wrong, validated

_LONGEST = 100  # letters of an id


def _an_id(value: object) -> str:
    written = str(value) if type(value) in (str, int) else ""
    if len(written) <= _LONGEST and cite.ID.fullmatch(written):
        return written
    raise Wrong('the id of a text in quotation marks, such as "1906"')


TextId = Annotated[str | int, _an_id]


@validated
def load(text_id: TextId, folder: Path | None = None) -> ArgumentMap:
    """The ArgumentMap of a text, from the file beside it that ends in .argdown.

    Raises TextError when there is none, MapError with the lines that are wrong. The
    file is read once while it stays the same.

    >>> load("1906").nodes["Programmes dissolve"].data["key"]
    'programmes dissolve'
    """
    place = texts.folder_of(folder)
    longer = tuple(
        f"{text.id}-"
        for text in texts.load_all(folder)
        if text.id.startswith(f"{text_id}-")
    )
    paths = [
        path
        for path in sorted(place.glob(f"{text_id}-*.argdown"))
        if not path.name.startswith(longer)
    ]
    if not paths:
        raise TextError(
            f"There is no argument map of {text_id} in {place.name}/. Write one in a"
            f" file {text_id}-….argdown."
        )
    return _map(paths[0])


@once
def _map(path: pathlib.Path) -> ArgumentMap:
    try:
        return parse(texts.read(path))
    except MapError as error:
        problems = [(0, f"{path.name} is no map yet:"), *error.problems]
        raise MapError(problems) from None
