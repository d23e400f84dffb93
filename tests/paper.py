"""What Chromium prints, read from its PDF: the pages, the sizes of letters, and the
page on which an element begins and ends.
"""

import re
import zlib
from typing import NamedTuple

#: Puts a name at both ends of what must not be parted, and a link to each name, so that
#: the PDF says on which page it is. What is whole: a slip, a row of a map, a small map.
#: What is joined: a title and what follows it, a picture and the words under it.
LINK = """() => {
    const links = document.createElement("nav");
    links.style = "position: absolute; top: 0; left: 0; font-size: 9pt; opacity: 0";
    document.body.style.position = "relative";
    let many = 0;
    const name = (element, end, id) => {
        const anchor = document.createElement("span");
        anchor.id = id;
        element[end](anchor);
        links.insertAdjacentHTML("beforeend", `<a href="#${id}">.</a> `);
    };
    const pair = (one, one_end, two, two_end) => {
        name(one, one_end, `begin${many}`);
        name(two, two_end, `end${many}`);
        many += 1;
    };
    for (const each of document.querySelectorAll(".pb-slip, .pb-map > div"))
        pair(each, "prepend", each, "append");
    for (const each of document.querySelectorAll(".pb-map.pb-small"))
        pair(each.children[1], "prepend", each.lastElementChild, "append");
    const wholes = many;
    const boxes = ["DIV", "SECTION", "FIGURE", "DETAILS", "UL", "OL", "TABLE", "THEAD"];
    boxes.push("TBODY", "TR");
    const first = (element) => {
        const inner = element?.firstElementChild;
        const deeper = boxes.includes(element?.tagName) && inner instanceof HTMLElement;
        return deeper ? first(inner) : element;
    };
    const next = (element) => {
        if (element === document.body) return null;
        return element.nextElementSibling ?? next(element.parentElement);
    };
    const seen = (element) => element?.checkVisibility();
    const titles = "h1, h2, h3, h4, caption, figcaption";
    for (const each of document.querySelectorAll(titles)) {
        const above = each.matches(".pb-figure > figcaption");
        const follows =
            each.tagName === "CAPTION" ?
                each.parentElement.querySelector("tbody td, tbody th")
            :   first(next(each));
        if (above) pair(each.previousElementSibling, "append", each, "prepend");
        else if (seen(each) && seen(follows)) pair(each, "append", follows, "prepend");
    }
    document.body.append(links);
    return [wholes, many];
}"""


class Printed(NamedTuple):
    """The sizes of letters on each page, in points; of what must be whole, and of what
    is joined, the pages of its begin and its end; and how well the faintest letter and
    the faintest line are to be seen on white paper without colour.
    """

    sizes: list[list[float]]
    spans: list[tuple[int, int]]
    joints: list[tuple[int, int]]
    letters: float
    lines: float


def printed(page, html, paper, margin):
    """An HTML page as Chromium prints it on such a paper, with margins in mm."""
    page.set_content(html)
    page.emulate_media(media="print")
    wholes, many = page.evaluate(LINK)
    sides = dict.fromkeys(("top", "right", "bottom", "left"), f"{margin}mm")
    return read(page.pdf(format=paper, margin=sides), wholes, many)


def read(pdf, wholes=0, many=0):
    objects = dict(re.findall(rb"\n(\d+) 0 obj(.*?)endobj", pdf, re.S))
    numbers = pages_of(objects, next(n for n in objects if is_root(objects[n])))
    streams = [stream(objects, objects[number]) for number in numbers]
    places = dict(re.findall(rb"/((?:begin|end)\d+) \[(\d+) 0 R", pdf))
    where = {name.decode(): numbers.index(n) + 1 for name, n in places.items()}
    spans = [(where[f"begin{n}"], where[f"end{n}"]) for n in range(many)]
    drawn = [list(drawn_in(content)) for content in streams]
    inks = {(kind, ink) for each in drawn for kind, _, ink in each}
    inks.discard(("T", (1.0, 1.0, 1.0)))  # a halo round a word, and no word
    faintest = [
        min((on_white(ink) for kind, ink in inks if kind == which), default=21)
        for which in "TS"
    ]
    sizes = [[size for kind, size, _ in each if kind == "T"] for each in drawn]
    return Printed(sizes, spans[:wholes], spans[wholes:], *faintest)


def on_white(ink):
    """The contrast of a colour with white paper, as its grey has it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in ink]
    return 1.05 / (sum(map(float.__mul__, parts, (0.2126, 0.7152, 0.0722))) + 0.05)


def is_root(content):
    return b"/Type /Pages" in content and b"/Parent" not in content


def pages_of(objects, number):
    """The numbers of the pages under a node of their tree, in order."""
    if b"/Type /Pages" not in objects[number]:
        return [number]
    kids = re.search(rb"/Kids \[(.*?)\]", objects[number], re.S)[1]
    several = re.findall(rb"(\d+) 0 R", kids)
    return [page for kid in several for page in pages_of(objects, kid)]


def stream(objects, page):
    number = re.search(rb"/Contents (\d+) 0 R", page)[1]
    packed = objects[number].split(b"stream", 1)[1].lstrip(b"\r\n")
    return zlib.decompressobj().decompress(packed).decode("latin-1")


def drawn_in(content):
    """What is drawn, in order: "T" for letters, with their size as it comes out on
    paper, or "S" for a line; and in which colour.
    """
    scale, letters, turned, kept = 1.0, 0.0, 1.0, []
    fill = line = (0.0, 0.0, 0.0)
    number = r"-?[\d.]+"
    marks = re.finditer(
        rf"(?P<keep>\bq\b)|(?P<back>\bQ\b)|(?P<size>{number}) Tf\b"
        rf"|(?P<a>{number}) (?P<b>{number}) {number} {number} {number} {number}"
        rf" (?P<how>cm|Tm)\b|(?P<ink>{number} {number} {number}) (?P<of>rg|RG)\b"
        r"|(?P<letters>\bT[jJ]\b)|(?P<line>\bS\b)",
        content,
    )
    for each in marks:
        if each["keep"]:
            kept.append((scale, fill, line))
        elif each["back"]:
            scale, fill, line = kept.pop()
        elif each["size"]:
            letters = float(each["size"])
        elif each["ink"]:
            ink = tuple(map(float, each["ink"].split()))
            fill, line = (ink, line) if each["of"] == "rg" else (fill, ink)
        elif each["how"]:
            by = (float(each["a"]) ** 2 + float(each["b"]) ** 2) ** 0.5
            if each["how"] == "cm":
                scale *= by
            else:
                turned = by
        elif each["letters"]:
            yield "T", scale * letters * turned, fill
        else:
            yield "S", 0.0, line
