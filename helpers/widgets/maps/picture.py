"""The picture of an argument map as SVG, one for the page and for print: where each
box stands, what it says, and what it comes to.
"""

from html import escape

from helpers import arguments
from helpers.maps.layout import JOINED, LINE, cut

MARGIN, CORNER = 6, 14
SIGNS = {"stands": "✓", "falls": "✕", "open": "○"}
SAID = {
    "attack": "against",
    "undercut": "undercuts",
    "contradictory": "excludes",
}  # beside the line
KEY = """A claim stands above what speaks for it or against it. A line with an arrow supports. Lines that meet in one dot are premises that
only count together; the rounded box above the dot names their argument. A dashed line with a bar, marked “against”, attacks. A dotted line
with a diamond undercuts an argument. A claim with rounded corners is reported of others, one with cut corners is a critic’s, from outside
the texts, and one with a double border is unsaid in the text and added by us. A solid frame stands, a broken one is open, a grey box is
unsupported or answered."""


def picture_html(
    argument_map,
    labels,
    titles=None,
    brief=(),
    chosen="",
    name="Argument map",
    ids=None,
    live=True,
):
    """A map, or a part of it, as SVG; live, each box is a button that sends `open/`
    and its id.
    """
    drawn = arguments.layout(argument_map, titles, brief)
    lines = "".join(map(_line, drawn.lines))
    boxes = "".join(
        _box(
            argument_map,
            title,
            box,
            labels[title],
            title == chosen,
            live and (ids or {}).get(title, title),
        )
        for title, box in sorted(
            drawn.boxes.items(), key=lambda one: (one[1].y, one[1].x)
        )
    )
    width, height = drawn.width + 2 * MARGIN, drawn.height + 2 * MARGIN
    svg = (
        f'<svg width="{width:.0f}" height="{height:.0f}" viewBox="{-MARGIN} {-MARGIN}'
        f' {width:.0f} {height:.0f}" role="{"group" if live else "img"}"'
        f' aria-label="{escape(name)}">{lines}{boxes}</svg>'
    )
    scroll = (
        f' role="region" tabindex="0" aria-label="{escape(name)}, to scroll"'
        f' data-same="{escape(name)}"'
    )
    return f'<div class="pb-scroll pb-map"{scroll if live else ""}>{svg}</div>'


def mark(label):
    """What a claim comes to in a few words: "stands", "open", "unsupported here",
    "answered by [B]", "you rejected it".
    """
    return (
        label.label
        if label.label != "falls"
        else label.reason.split(":")[0].split(",")[0]
    )


def joints(argument_map, title):
    """What a claim's lines join it to, as pairs: how, in words, and the other end."""
    ends = arguments.edges(argument_map)
    below = [
        (JOINED[kind][1], source) for kind, source, target in ends if target == title
    ]
    return list(
        dict.fromkeys(
            below
            + [
                (JOINED[kind][0], target)
                for kind, source, target in ends
                if source == title
            ]
        )
    )


def _box(argument_map, title, box, label, chosen, say):
    """A box: its shape says whose voice the claim is in, besides the words at its
    head; its frame says what it comes to.
    """
    node, voice, note = (
        argument_map.nodes[title],
        arguments.voice(argument_map.nodes[title]),
        mark(label),
    )
    x, y, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    rounded = (
        box.height / 2
        if node.kind == "argument"
        else CORNER
        if "reported" in node.tags
        else 2
    )
    shape = (
        f'<rect class="pb-shape" x="{x:.1f}" y="{y}" width="{box.width}"'
        f' height="{box.height}" rx="{rounded}"/>'
    )
    if "critic" in node.tags:
        c = CORNER
        path = (
            f"M{x + c} {y}H{right - c}L{right} {y + c}V{bottom - c}L{right - c}"
            f" {bottom}H{x + c}L{x} {bottom - c}V{y + c}Z"
        )
        shape = f'<path class="pb-shape" d="{path}"/>'
    elif "unstated" in node.tags:
        shape += (
            f'<rect class="pb-inner" x="{x + 4:.1f}" y="{y + 4}"'
            f' width="{box.width - 8}" height="{box.height - 8}"/>'
        )
    lines = [("pb-whose", cut(voice, box.width - 20))] if voice else []
    lines += [("pb-title", words) for words in box.title] + [
        ("", words) for words in box.text
    ]
    lines.append(
        ("pb-note", cut(f"{SIGNS[label.label]} {note}", box.width - 20, bold=True))
    )
    first = y + (box.height - LINE * len(lines)) / 2 + 0.78 * LINE
    at = (
        f'x="{x + box.width / 2:.1f}" text-anchor="middle"'
        if node.kind == "argument"
        else f'x="{x + 10:.1f}"'
    )
    words = "".join(
        f'<text {at} y="{first + LINE * n:.1f}" class="{css}">{escape(line)}</text>'
        for n, (css, line) in enumerate(lines)
    )
    told = ". ".join(
        filter(
            None,
            [
                title,
                node.text.rstrip("."),
                voice,
                note,
                "; ".join(map(" ".join, joints(argument_map, title))),
            ],
        )
    )
    button = (
        f' role="button" tabindex="0" data-action="{escape(f"open/{say}")}"'
        f' aria-label="{escape(told)}"'
        if say
        else ""
    )
    current = ' aria-current="true"' if chosen and say else ""
    return (
        '<g class="pb-box'
        f' pb-{label.label}{" pb-chosen" if chosen else ""}"{button}{current}>{shape}{words}</g>'
    )


def _line(line):
    """A line with its sign: an arrow for support, a bar against a claim, a diamond
    at an undercut argument, a dot where premises join.
    """
    (x, y), *rest = line.points
    path = f"M{x:.1f} {y:.1f}"
    for (from_x, from_y), (to_x, to_y) in zip(line.points, rest):
        middle = (from_y + to_y) / 2  # a line bends between the rows only
        path += (
            f"V{to_y:.1f}"
            if from_x == to_x
            else (
                f"C{from_x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f}"
                f" {to_y:.1f}"
            )
        )
    parts = (
        '<path class="pb-way"'
        f' d="{path}"/>{_sign(line.kind, line.points[-1], line.points[-2])}'
    )
    if line.kind == "contradictory":
        parts += _sign(line.kind, line.points[0], line.points[1])
    if line.kind in SAID:
        parts += (
            f'<text class="pb-said" x="{x + 5:.1f}"'
            f' y="{y - 6 if line.points[-1][1] < y else y + 15:.1f}">{SAID[line.kind]}</text>'
        )
    return f'<g class="pb-line pb-{line.kind}" aria-hidden="true">{parts}</g>'


def _sign(kind, end, before):
    (x, y), down = end, 1 if before[1] > end[1] else -1  # which way the line comes from
    if kind == "premise":
        return f'<circle class="pb-filled" cx="{x:.1f}" cy="{y + 5 * down}" r="4"/>'
    if kind == "undercut":
        return (
            f'<path class="pb-diamond" d="M{x:.1f} {y}l6 {8 * down}l-6 {8 * down}l-6'
            f' {-8 * down}Z"/>'
        )
    if kind in ("attack", "contradictory"):
        return f'<path class="pb-bar" d="M{x - 9:.1f} {y + 4 * down}h18"/>'
    return f'<path class="pb-filled" d="M{x:.1f} {y}l5 {10 * down}h-10Z"/>'
