"""HTML that is escaped by default: only what is Markup already is put in as it is.

`tag` makes an element, `join` puts several side by side, and the few that every widget
needs (`table`, `button`, `choice`, `scroll`) stand below. Markup comes from markupsafe:
words that are added to it, or formatted into it, are escaped there too.
"""

import itertools
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

#: Where the environment has this a page is printed: results are shown.
PRINT = "SEMINAR_PRINT"
_EMPTY = {"br", "col", "hr", "img", "input", "meta"}  # elements that have no end
_numbers = itertools.count()


def tag(name: str, /, *inside: object, **attributes: object) -> Markup:
    """An element with what stands inside it and its attributes, all escaped.

    In the names of attributes `_` is `-`, and one at the end goes: `class_`,
    `data_action`. True gives an attribute without a value; None and False leave it out.

    >>> tag("p", "a < b", tag("b", "c"), class_="x", data_n=1, hidden=True, lang=None)
    Markup('<p class="x" data-n="1" hidden>a &lt; b<b>c</b></p>')
    """
    opened = f"<{name}"
    for attribute, value in attributes.items():
        written = attribute.rstrip("_").replace("_", "-")
        if value is True:
            opened += f" {written}"
        elif value is not None and value is not False:
            opened += f' {written}="{escape(value)}"'
    if name in _EMPTY:
        return Markup(f"{opened}>")
    return Markup(f"{opened}>{join(inside)}</{name}>")


def join(parts: Iterable[object], between: str = "") -> Markup:
    """Parts side by side, those escaped that are not Markup; empty ones and None go.

    >>> join(["a", None, Markup("<br>"), "<"], ", ")
    Markup('a, <br>, &lt;')
    """
    escaped = [escape(part) for part in parts if part is not None]
    return Markup(str(escape(between)).join(escaped))


def new_id(what: str = "x") -> str:
    """A name for an element that no other of this process has."""
    return f"pb-{what}{next(_numbers)}"


def table(
    caption: object,
    heads: Iterable[object],
    rows: Iterable[Iterable[object]],
    class_: str | None = None,
    sides: Iterable[str] = (),
    widths: Iterable[float] = (),
    named: bool = False,
) -> Markup:
    """A table under a caption and the names of its columns.

    `rows` are elements (`tr`) already, or lists of what stands in their cells. `sides`
    says of each column whether it stands to the left or right, `widths` how many
    hundredths of the table it takes. Where the rows are `named`, what stands first in
    each is its name.
    """
    styles = [f"text-align:{side}" for side in sides]

    def line(
        cells: Iterable[object], first: str | None, others: str | None = None
    ) -> Markup:
        scopes = itertools.chain([first], itertools.repeat(others))
        styled = zip(cells, scopes, itertools.chain(styles, itertools.repeat(None)))
        return tag("tr", *(_cell(*each) for each in styled))

    first = "row" if named else None
    left = styles and "text-align:left"
    return tag(
        "table",
        tag("caption", caption, style=left or None) if caption else None,
        *(tag("col", style=f"width:{width:.0f}%") for width in widths),
        tag("thead", line(heads, "col", "col")),
        tag("tbody", *(r if isinstance(r, Markup) else line(r, first) for r in rows)),
        class_=class_,
    )


def _cell(inside: object, scope: str | None, style: str | None) -> Markup:
    return tag("th" if scope else "td", inside, scope=scope, style=style)


def to_write(lines: int = 1) -> Markup:
    """Lines to write on, on paper."""
    return tag("hr", class_="pb-write") * lines


def button(action: str, words: object, class_: str = "") -> Markup:
    """A button that gives its widget an action."""
    return tag("button", words, type="button", class_=class_, data_action=action)


def choice(
    legend: object,
    act: str,
    options: Mapping[str, object],
    chosen: object,
    key: object,
    group: str = "",
) -> Markup:
    """A choice of one of `options` (value → words), as radios in a group with a name.

    Choosing gives the action `act/value/key`. `group` is the radios' name: those of one
    name exclude each other all over the page.
    """
    group = group or new_id("r")
    radios = [
        tag(
            "label",
            tag(
                "input",
                type="radio",
                name=group,
                data_action=f"{act}/{value}/{key}",
                checked=value == chosen,
            ),
            " ",
            words,
        )
        for value, words in options.items()
    ]
    return tag("fieldset", tag("legend", legend), *radios)


def details(summary: object, *inside: object, **attributes: object) -> Markup:
    """What stays folded until its summary is pressed."""
    return tag("details", tag("summary", summary), *inside, **attributes)


def scroll(label: str, *inside: object, same: str | None = None) -> Markup:
    """A region that scrolls by itself, reached with the keyboard.

    `same` is a name under which its place is kept when it is drawn anew.
    """
    return tag(
        "div",
        *inside,
        class_="pb-scroll",
        tabindex="0",
        role="region",
        aria_label=label,
        data_same=same,
    )
