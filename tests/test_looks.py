"""The one sheet of decisions on looks: every colour stands in it, and each can be seen
on its ground in the light and in the dark theme.
"""

import pathlib
import re

import pytest

from helpers import figures
from helpers.widgets import panel

ROOT = pathlib.Path(__file__).parent.parent
WIDGETS = ROOT / "helpers/widgets"
STYLES = WIDGETS / "styles"
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
NAMED = re.compile(r"(?<![\w-])(?:white|black|red|blue|green|gr[ae]y)(?![\w-])")
#: What JupyterLab's themes give as ink and paper.
THEMES = {"light": ("#212121", "#ffffff"), "dark": ("#ffffff", "#111111")}
#: (colour, ground, least contrast): words 4.5, all else that says something 3.
SEEN = [
    ("quiet", "paper", 4.5),
    ("quiet", "wash", 4.5),
    ("ink", "chosen", 4.5),
    ("ink", "wash", 4.5),
    ("on-mark", "mark", 4.5),
    ("on-accent", "accent", 4.5),
    ("against", "paper", 4.5),
    ("accent", "paper", 4.5),
    ("accent", "chosen", 3),
    ("line", "paper", 3),
    ("pale", "paper", 3),
    ("a", "paper", 3),
    ("b", "paper", 3),
]


def properties(theme):
    """The colours of the sheet in a theme, by name."""
    sheet = panel.style("sheet")
    light, _, rest = sheet.partition("@media not print")
    values = dict(re.findall(r"--pb-([\w-]+): (#\w+);", light))
    if theme == "dark":
        dark = rest.partition("@media print")[0]
        values |= dict(re.findall(r"--pb-([\w-]+): (#\w+);", dark))
    ink, paper = THEMES[theme]
    return values | {"ink": ink, "paper": paper}


def luminance(colour):
    """As WCAG defines it."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one_colour, other):
    light, dark = sorted(map(luminance, (one_colour, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("colour", "ground", "least"), SEEN)
def test_what_says_something_is_seen_on_its_ground(theme, colour, ground, least):
    values = properties(theme)
    assert contrast(values[colour], values[ground]) >= least


def test_the_colours_of_the_texts_are_those_of_the_figures():
    values = properties("light")
    assert (values["a"], values["b"]) == tuple(
        figures.look(text_id).colour for text_id in ("1906", "1936")
    )


def test_no_colour_stands_outside_the_sheet():
    written = [*WIDGETS.rglob("*.css"), *WIDGETS.rglob("*.js"), *WIDGETS.rglob("*.py")]
    written += [ROOT / "tools/handouts.py", *ROOT.glob("tools/*.css")]
    for path in written:
        source = path.read_text(encoding="utf-8")
        literals = COLOUR.findall(re.sub(r"/\*.*?\*/|\"#\w+\"", "", source, flags=re.S))
        if path.suffix == ".css":
            literals += NAMED.findall(re.sub(r"/\*.*?\*/", "", source, flags=re.S))
        if path != STYLES / "sheet.css":
            assert not literals, f"{path.name}: {literals}"


def test_every_property_that_is_used_is_in_the_sheet_and_the_other_way():
    defined = set(re.findall(r"(--pb-[\w-]+):", panel.style("sheet")))
    sheets = [*STYLES.glob("*.css"), *ROOT.glob("tools/*.css")]
    used = {"--pb-a", "--pb-b"}  # by the figures
    for path in [*sheets, *WIDGETS.rglob("*.py")]:
        used |= set(re.findall(r"var\((--pb-[\w-]+)(?=[,)])", path.read_text("utf-8")))
    assert used == defined
