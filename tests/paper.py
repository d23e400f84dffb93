"""What Chromium prints, read from its PDF: the pages, the sizes of letters, and the
page on which an element begins and ends.
"""

import re
import zlib
from typing import NamedTuple

LINK = """() => {
    const marked = [...document.querySelectorAll(".pb-slip, figure.pb-map")];
    const links = document.createElement("nav");
    links.style = "position: absolute; top: 0; left: 0; font-size: 9pt; opacity: 0";
    document.body.style.position = "relative";
    for (const [n, each] of marked.entries())
        for (const [end, name] of [["prepend", `begin${n}`], ["append", `end${n}`]]) {
            const anchor = document.createElement("span");
            anchor.id = name;
            each[end](anchor);
            links.insertAdjacentHTML("beforeend", `<a href="#${name}">.</a>`);
        }
    document.body.append(links);
    return marked.length;
}"""


class Printed(NamedTuple):
    """The sizes of letters on each page, in points, and the pages of each element, the
    first and the last.
    """

    sizes: list[list[float]]
    spans: list[tuple[int, int]]


def printed(page, html, paper, margin):
    """An HTML page as Chromium prints it on such a paper, with margins in mm."""
    page.set_content(html)
    many = page.evaluate(LINK)
    sides = dict.fromkeys(("top", "right", "bottom", "left"), f"{margin}mm")
    return read(page.pdf(format=paper, margin=sides), many)


def read(pdf, many):
    objects = dict(re.findall(rb"\n(\d+) 0 obj(.*?)endobj", pdf, re.S))
    numbers = pages_of(objects, next(n for n in objects if is_root(objects[n])))
    contents = [objects[number] for number in numbers]
    sizes = [sizes_in(stream(objects, content)) for content in contents]
    places = dict(re.findall(rb"/((?:begin|end)\d+) \[(\d+) 0 R", pdf))
    where = {name.decode(): numbers.index(n) + 1 for name, n in places.items()}
    return Printed(sizes, [(where[f"begin{n}"], where[f"end{n}"]) for n in range(many)])


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


def sizes_in(content):
    """The sizes of all letters that are drawn, as they come out on paper."""
    scale, letters, turned, kept, sizes = 1.0, 0.0, 1.0, [], []
    number = r"-?[\d.]+"
    found = re.finditer(
        rf"(?P<keep>\bq\b)|(?P<back>\bQ\b)|(?P<size>{number}) Tf\b"
        rf"|(?P<a>{number}) (?P<b>{number}) {number} {number} {number} {number}"
        r" (?P<how>cm|Tm)\b|(?P<shown>\bT[jJ]\b)",
        content,
    )
    for each in found:
        if each["keep"]:
            kept.append(scale)
        elif each["back"]:
            scale = kept.pop()
        elif each["size"]:
            letters = float(each["size"])
        elif each["how"]:
            by = (float(each["a"]) ** 2 + float(each["b"]) ** 2) ** 0.5
            if each["how"] == "cm":
                scale *= by
            else:
                turned = by
        else:
            sizes.append(scale * letters * turned)
    return sizes
