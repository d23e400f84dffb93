"""The picture of an argument map as SVG, one for the page and for print: where each
box stands, what it says, and what it comes to.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from helpers import arguments
from helpers.html import join, tag
from helpers.maps.layout import LINE, SPACED, Layout, stretched
from helpers.maps.lettering import cut, fits, length
from helpers.maps.model import ArgumentMap, Node
from helpers.maps.routing import Box
from helpers.maps.views import joints, steps
from helpers.widgets.maps.lines import lines_html

Labels = Mapping[str, arguments.Label]

MARGIN, CORNER, INDENT, RING = 6, 14, 10, 4
WHOLE = 64  # the width of the small picture of the whole
LEAST, LARGEST = 0.882, 1.1  # times its own size, in a narrow and in a wide window
LETTERS = 14  # the height of the letters around a map, in pixels, unless changed
NEAR = 2  # lines from the chosen claim to what is best seen with it
SIGNS = {"stands": "✓", "falls": "✕", "open": "○"}
KEYS = (
    "Arrow down goes to what bears on a box, arrow up to what it bears on, left and"
    " right through all boxes; Enter opens one."
)
KEY = """A claim stands above what speaks for it or against it. A line with an arrow
supports. Lines that meet in one dot are premises that only count together; the rounded
box above the dot names their argument. A dashed line with a bar, marked “against”,
attacks. A line of dashes and dots with a bar at both ends, marked “excludes”, joins two
claims that cannot both stand. A dotted line with a diamond, marked “undercuts”, does
not deny a claim but the step to it. A claim with rounded corners is reported of others,
one with cut corners is a critic’s, from outside the texts, and one with a double border
is unsaid in the text and added by us. A box that has only its title stands whole in
another part, or is drawn small; its words are shown when you open it. A solid frame
and ✓ mean that a claim stands, a broken frame and ○ that it is open, a grey ground and
✕ that it is unsupported or answered. The claim that you opened has a heavy frame, and
what neither bears on it nor rests on it is pale. A second frame around a box marks what
your last verdict changed."""


class Marks(NamedTuple):
    """What a reader is at: the `chosen` claim, what `changed` with the last verdict,
    and whether they have letters set apart.
    """

    chosen: str = ""
    changed: Collection[str] = ()
    spaced: bool = False


def framed(picture: Markup, name: str, stale: bool = False) -> Markup:
    """A picture in its frame, which scrolls; a stale one says by its look that it is no
    more what is written.
    """
    # The keyboard enters its boxes, which scroll it; a press on it makes the wheel its.
    region = {"role": "region", "tabindex": "-1", "data_same": name}
    region |= {"aria_label": f"{name}, to scroll"}
    css = f"pb-scroll pb-map{' pb-stale' if stale else ''}"
    return tag("div", picture, class_=css, **region)


def svg(
    argument_map: ArgumentMap,
    labels: Labels,
    titles: list[str] | None = None,
    brief: Iterable[str] = (),
    chosen: str = "",
    name: str = "Argument map",
    ids: Mapping[str, str] | None = None,
    live: bool = True,
    spaced: bool = False,
) -> Markup:
    """A map, or a part of it, as SVG; live, each box is a button that sends `open/`
    and its id; `spaced` for a reader who has letters set apart.
    """
    drawn = arguments.layout(argument_map, titles, brief)
    marks = Marks(chosen, spaced=spaced)
    return drawing(argument_map, labels, drawn, marks, name, ids, live)


# Long: what is asked for, and what it is put into, each take a line.
def drawing(
    argument_map: ArgumentMap,
    labels: Labels,
    drawn: Layout,
    marks: Marks,
    name: str,
    ids: Mapping[str, str] | None = None,
    live: bool = True,
    span: tuple[float, float] | None = None,
    scale: float = 1,
) -> Markup:
    """A layout as SVG, with what a reader is at; of a `span` of its height only what
    stands there. `scale` is times its own size, where it is no wider than that.
    """
    wider = SPACED if marks.spaced else 1
    drawn = stretched(drawn) if marks.spaced else drawn
    joined = joints(argument_map)
    shown = _ranks(argument_map, marks)
    aside = set(drawn.boxes) - set(shown) if marks.chosen and live else set()
    top, bottom = span or (-MARGIN, drawn.height + MARGIN)
    placed = sorted(drawn.boxes.items(), key=lambda item: (item[1].y, item[1].x))
    placed = [item for item in placed if top <= item[1].y < bottom]
    onto = _onto(argument_map, [title for title, _ in placed]) if live else {}
    boxes = []
    for title, box in placed:
        node, label = argument_map.nodes[title], labels[title]
        states = _states(title, label, marks, aside)
        pressed = {}
        if live:
            action = f"open/{(ids or {}).get(title, title)}"
            pressed = _button(node, label, joined[title], action, states)
            leads = {"data_show": shown.get(title), "data_onto": onto[title]}
            pressed |= leads
        boxes.append(_box(node, box, label, pressed, states, wider))
    width, height = drawn.width + 2 * MARGIN, bottom - top
    return tag(
        "svg",
        *lines_html(drawn, aside, wider, (top, bottom)),
        *boxes,
        width=f"{scale * width:.1f}",
        height=f"{scale * height:.1f}",
        viewBox=f"{-MARGIN} {top:.0f} {width:.0f} {height:.0f}",
        role="group" if live else "img",
        aria_label=f"{name}. {KEYS}" if live else name,
        style=_sizes(width) if live else None,
    )


def _sizes(width: float) -> str:
    """Between which widths a picture of this one is shown, in the reader's own size of
    letters: never so small that its words are less than 11 pixels high.
    """
    least, most = (times * width / LETTERS for times in (LEAST, LARGEST))
    return f"min-width:{least:.1f}em;max-width:{most:.1f}em"


def _onto(argument_map: ArgumentMap, titles: list[str]) -> dict[str, str]:
    """What each claim bears on, as the arrow keys go: title → the numbers of boxes."""
    numbers = {title: n for n, title in enumerate(titles)}
    onto: dict[str, list[str]] = {title: [] for title in titles}
    for _, source, target in arguments.edges(argument_map):
        if source in numbers and target in numbers:
            onto[source].append(str(numbers[target]))
    return {title: " ".join(several) for title, several in onto.items()}


def _states(
    title: str, label: arguments.Label, marks: Marks, aside: Collection[str]
) -> list[str]:
    """What is to be seen of a box at once: what it comes to, and what it is now."""
    now = {
        "chosen": title == marks.chosen,
        "changed": title in marks.changed,
        "aside": title in aside,
    }
    return [label.label, *(state for state, is_so in now.items() if is_so)]


def _ranks(argument_map: ArgumentMap, marks: Marks) -> dict[str, int]:
    """What bears on the chosen claim or rests on it, and what changed, by how much it
    wants to be seen: 0 the chosen, 1 what changed, 2 what it rests on, 3 what rests on
    it, 4 what is further away.
    """
    ranks: dict[str, int] = {}
    if marks.chosen:
        below, above = steps(argument_map, marks.chosen)
        for rank, away in ((2, below), (3, above)):
            for title, far in away.items():
                ranks.setdefault(title, rank if far <= NEAR else 4)
    return ranks | dict.fromkeys(marks.changed, 1) | dict.fromkeys([marks.chosen], 0)


def whole(drawn: Layout, labels: Labels, marks: Marks) -> Markup:
    """The small picture of the whole: every box a spot, and a frame for what of it is
    in sight.
    """
    spots = []
    for title, box in drawn.boxes.items():
        state = "chosen" if title == marks.chosen else labels[title].label
        state += " pb-changed" if title in marks.changed else ""
        place = {"x": f"{box.x:.0f}", "y": f"{box.y:.0f}"}
        size = {"width": f"{box.width:.0f}", "height": f"{box.height:.0f}"}
        spots.append(tag("rect", class_=f"pb-spot pb-{state}", **place, **size))
    width, height = drawn.width + 2 * MARGIN, drawn.height + 2 * MARGIN
    return tag(
        "svg",
        *spots,
        tag("rect", class_="pb-seen", x=-MARGIN, y=-MARGIN, width=f"{width:.0f}"),
        width=WHOLE,
        height=f"{height * WHOLE / width:.0f}",
        viewBox=f"{-MARGIN} {-MARGIN} {width:.0f} {height:.0f}",
        aria_hidden="true",
        class_="pb-whole",
    )


def mark(label: arguments.Label) -> str:
    """What a claim comes to in a few words: "stands", "open", "unsupported here",
    "answered by [B]", "you rejected it".
    """
    if label.label != "falls":
        return label.label
    return label.reason.split(":")[0].split(",")[0]


def _box(
    node: Node,
    box: Box,
    label: arguments.Label,
    pressed: dict[str, Any],
    states: Sequence[str],
    wider: float,
) -> Markup:
    """A box, and what it does where it can be pressed; its frame says what it comes
    to, and in a few words what that means if they did not fit.
    """
    chosen = "chosen" in states and pressed
    return tag(
        "g",
        tag(
            "title",
            join(filter(None, [node.text, arguments.voice(node), mark(label)]), " · "),
        )
        if pressed
        else None,
        _ring(box) if "changed" in states else None,
        *_shape(node, box),
        *_words(node, box, label, wider),
        class_=" ".join(["pb-box", *(f"pb-{state}" for state in states)]),
        aria_current="true" if chosen else None,
        **pressed,
    )


def _ring(box: Box) -> Markup:
    """The second frame around what has changed."""
    place = {"x": f"{box.x - RING:.1f}", "y": f"{box.y - RING:.1f}", "rx": RING}
    size = {"width": box.width + 2 * RING, "height": box.height + 2 * RING}
    return tag("rect", class_="pb-ring", **place, **size)


def _button(
    node: Node,
    label: arguments.Label,
    joined: Sequence[tuple[str, str]],
    action: str,
    states: Collection[str],
) -> dict[str, Any]:
    """A box as a button: all that the picture says of it in one name."""
    parts = [
        node.title,
        node.text.rstrip("."),
        arguments.voice(node),
        mark(label),
        "changed by your last verdict" if "changed" in states else "",
        "; ".join(map(" ".join, joined)),
    ]
    name = ". ".join(part for part in parts if part)
    button = {"role": "button", "tabindex": "0", "aria_label": name}
    return button | {"data_action": action}


def _shape(node: Node, box: Box) -> list[Markup]:
    """A frame that says whose voice the claim is in, besides the words at its head."""
    x, y, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    if "critic" in node.tags:
        c = CORNER
        path = (
            f"M{x + c} {y}H{right - c}L{right} {y + c}V{bottom - c}L{right - c}"
            f" {bottom}H{x + c}L{x} {bottom - c}V{y + c}Z"
        )
        return [tag("path", class_="pb-shape", d=path)]
    rounded: float = CORNER if "reported" in node.tags else 2
    if node.kind == "argument":
        rounded = box.height / 2
    place: dict[str, Any] = {
        "x": f"{x:.1f}",
        "y": y,
        "width": box.width,
        "height": box.height,
    }
    shape = [tag("rect", class_="pb-shape", **place, rx=rounded)]
    if "unstated" in node.tags:
        inner = place | {"x": f"{x + 4:.1f}", "y": y + 4}
        inner |= {"width": box.width - 8, "height": box.height - 8}
        shape.append(tag("rect", class_="pb-inner", **inner))
    return shape


def _surnames(voice: str, width: float) -> str:
    """Whose voice it is, by surnames where the names do not fit; the whole of it stands
    in the title of the box.

    >>> _surnames("Sidney and Beatrice Webb, 1935", 120)
    'Webb, 1935'
    """
    named, comma, year = voice.rpartition(", ")
    if fits(voice, width) or not year.isdecimal():
        return cut(voice, width)
    if " of " not in named:
        names = [name.split() for name in named.split(" and ")]
        named = " and ".join(name[-1] for name in names if name[1:])
    return cut(named, width - length(comma + year)) + comma + year


def _words(node: Node, box: Box, label: arguments.Label, wider: float) -> list[Markup]:
    """The lines of a box: whose it is, title and claim, what it comes to."""
    width = box.width / wider - 2 * INDENT
    note, voice = f"{SIGNS[label.label]} {mark(label)}", arguments.voice(node)
    if not fits(note, width, bold=True):
        note = note.split(" by [")[0]  # by whom, the lines say, and the title
    lines = [("pb-whose", _surnames(voice, width))] if voice else []
    lines += [("pb-title", line) for line in box.title]
    lines += [("", line) for line in box.text]
    lines.append(("pb-note", note))
    first = box.y + (box.height - LINE * len(lines)) / 2 + 0.78 * LINE
    centred = node.kind == "argument"
    x = box.x + (box.width / 2 if centred else INDENT)
    return [
        tag(
            "text",
            line,
            x=f"{x:.1f}",
            text_anchor="middle" if centred else None,
            y=f"{first + LINE * n:.1f}",
            class_=css,
        )
        for n, (css, line) in enumerate(lines)
    ]
