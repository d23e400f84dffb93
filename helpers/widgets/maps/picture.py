"""The picture of an argument map as SVG, one for the page and for print: where each
box stands, what it says, and what it comes to.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from helpers import arguments
from helpers.html import tag
from helpers.maps.layout import LINE, Line
from helpers.maps.routing import Box, Point
from helpers.maps.lettering import cut
from helpers.maps.model import ArgumentMap, Node
from helpers.maps.views import joints

Labels = Mapping[str, arguments.Label]

MARGIN, CORNER, INDENT, ROUNDING = 6, 14, 10, 6
SIGNS = {"stands": "✓", "falls": "✕", "open": "○"}
#: The words beside a line.
BESIDE = {"attack": "against", "undercut": "undercuts", "contradictory": "excludes"}
KEY = """A claim stands above what speaks for it or against it. A line with an arrow
supports. Lines that meet in one dot are premises that only count together; the rounded
box above the dot names their argument. A dashed line with a bar, marked “against”,
attacks. A dotted line with a diamond undercuts an argument. A claim with rounded
corners is reported of others, one with cut corners is a critic’s, from outside the
texts, and one with a double border is unsaid in the text and added by us. A solid frame
stands, a broken one is open, a grey box is unsupported or answered."""


def framed(
    picture: Markup, name: str, live: bool = True, stale: bool = False
) -> Markup:
    """A picture in its frame, which scrolls where it is live; a stale one says by its
    look that it is no more what is written.
    """
    region = {"role": "region", "tabindex": "0", "data_same": name}
    region |= {"aria_label": f"{name}, to scroll"}
    css = f"pb-scroll pb-map{' pb-stale' if stale else ''}"
    return tag("div", picture, class_=css, **(region if live else {}))


def svg(
    argument_map: ArgumentMap,
    labels: Labels,
    titles: list[str] | None = None,
    brief: Iterable[str] = (),
    chosen: str = "",
    name: str = "Argument map",
    ids: Mapping[str, str] | None = None,
    live: bool = True,
) -> Markup:
    """A map, or a part of it, as SVG; live, each box is a button that sends `open/`
    and its id.
    """
    drawn = arguments.layout(argument_map, titles, brief)
    joined = joints(argument_map)
    placed = sorted(drawn.boxes.items(), key=lambda item: (item[1].y, item[1].x))
    boxes = []
    for title, box in placed:
        node, label = argument_map.nodes[title], labels[title]
        action = f"open/{(ids or {}).get(title, title)}"
        pressed = _button(node, label, joined[title], action) if live else {}
        boxes.append(_box(node, box, label, pressed, title == chosen))
    width, height = drawn.width + 2 * MARGIN, drawn.height + 2 * MARGIN
    return tag(
        "svg",
        *map(_line, drawn.lines),
        *boxes,
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        viewBox=f"{-MARGIN} {-MARGIN} {width:.0f} {height:.0f}",
        role="group" if live else "img",
        aria_label=name,
    )


def mark(label: arguments.Label) -> str:
    """What a claim comes to in a few words: "stands", "open", "unsupported here",
    "answered by [B]", "you rejected it".
    """
    if label.label != "falls":
        return label.label
    return label.reason.split(":")[0].split(",")[0]


def _box(
    node: Node, box: Box, label: arguments.Label, pressed: dict[str, Any], chosen: bool
) -> Markup:
    """A box, and what it does where it can be pressed; its frame says what it comes
    to.
    """
    return tag(
        "g",
        *_shape(node, box),
        *_words(node, box, label),
        class_=f"pb-box pb-{label.label}{' pb-chosen' if chosen else ''}",
        aria_current="true" if chosen and pressed else None,
        **pressed,
    )


def _button(
    node: Node, label: arguments.Label, joined: Sequence[tuple[str, str]], action: str
) -> dict[str, Any]:
    """A box as a button: all that the picture says of it in one name."""
    parts = [
        node.title,
        node.text.rstrip("."),
        arguments.voice(node),
        mark(label),
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


def _words(node: Node, box: Box, label: arguments.Label) -> list[Markup]:
    """The lines of a box: whose it is, title and claim, what it comes to."""
    width, voice = box.width - 2 * INDENT, arguments.voice(node)
    note = cut(f"{SIGNS[label.label]} {mark(label)}", width, bold=True)
    lines = [("pb-whose", cut(voice, width))] if voice else []
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


def _line(line: Line) -> Markup:
    """A line with its sign: an arrow for support, a bar against a claim, a diamond at
    an undercut argument, a dot where premises join.
    """
    start, end = line.points[0], line.points[-1]
    parts = [
        tag("path", class_="pb-way", d=_path(line.points)),
        _sign(line.kind, end, line.points[-2]),
    ]
    if line.kind == "contradictory":
        parts.append(_sign(line.kind, start, line.points[1]))
    if line.kind in BESIDE:
        x, y = start
        y += -6 if end[1] < y else 15
        beside = {"class_": "pb-said", "x": f"{x + 5:.1f}", "y": f"{y:.1f}"}
        parts.append(tag("text", BESIDE[line.kind], **beside))
    return tag("g", *parts, class_=f"pb-line pb-{line.kind}", aria_hidden="true")


def _path(points: Sequence[Point]) -> str:
    """The way of a line, upright and level, its corners rounded."""
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, corner, after in zip(points, points[1:], points[2:]):
        turn = min(_apart(before, corner) / 2, _apart(corner, after) / 2, ROUNDING)
        (x, y), (u, v) = _towards(corner, before, turn), _towards(corner, after, turn)
        path += f"L{x:.1f} {y:.1f}Q{corner[0]:.1f} {corner[1]:.1f} {u:.1f} {v:.1f}"
    return f"{path}L{points[-1][0]:.1f} {points[-1][1]:.1f}"


def _apart(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])  # one of them is 0


def _towards(point: Point, other: Point, by: float) -> Point:
    """The place `by` pixels from a point on the way to another."""
    share = by / (_apart(point, other) or 1)
    (x, y), (u, v) = point, other
    return x + (u - x) * share, y + (v - y) * share


def _sign(kind: str, end: Point, before: Point) -> Markup:
    (x, y), down = end, 1 if before[1] > end[1] else -1  # which way the line comes from
    if kind == "premise":
        dot = {"cx": f"{x:.1f}", "cy": f"{y + 5 * down}", "r": 4}
        return tag("circle", class_="pb-filled", **dot)
    if kind == "undercut":
        sides = f"l6 {8 * down}l-6 {8 * down}l-6 {-8 * down}Z"
        return tag("path", class_="pb-diamond", d=f"M{x:.1f} {y}{sides}")
    if kind in ("attack", "contradictory"):
        return tag("path", class_="pb-bar", d=f"M{x - 9:.1f} {y + 4 * down}h18")
    return tag("path", class_="pb-filled", d=f"M{x:.1f} {y}l5 {10 * down}h-10Z")
