"""Every picture as a browser shows it, measured: letters, labels and contrast at the
widths of a telephone, a tablet and a desk, with twice the letters, in both themes.

Run by itself it prints, picture by picture, the smallest letters and the least
contrast that it measured.
"""

import re

import matplotlib
import pytest
from markupsafe import Markup
from playwright.sync_api import expect

from helpers import comparison, figures, html, texts, topics, widgets
from helpers.widgets.panel import Panel
from helpers.widgets.topics.topic_explorer import bar_html

pytestmark = pytest.mark.browser
LETTERS, CONTRAST, READ = 11, 3, 4.5  # pixels; of marks, of words
# Width of the window and size of the page's letters. 640 is 1280 at 200 %; in a window
# of 320 JupyterLab leaves an output about 200.
SIZES = [(200, 14), (320, 14), (640, 14), (768, 14), (1280, 14), (1280, 28)]
THEMES = {
    "true": ("#ffffff", "rgba(0, 0, 0, 0.87)"),
    "false": ("#212121", "rgba(255, 255, 255, 0.87)"),
}
MEASURE = """
root => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const paper = canvas.getContext("2d", { willReadFrequently: true });
    const seen = (...colours) => {  // one over the other, as red, green and blue
        for (const colour of colours) {
            paper.fillStyle = colour;
            paper.fillRect(0, 0, 1, 1);
        }
        return [...paper.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (rgb) => {
        const [r, g, b] = rgb.map((c) => (c /= 255) <= 0.04045
            ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const alpha = (colour) => {
        paper.clearRect(0, 0, 1, 1);
        seen(colour);
        const [, , , a] = paper.getImageData(0, 0, 1, 1).data;
        return a;
    };
    const behind = (place) => {
        const layers = [];
        for (let at = place; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            layers.unshift(colour);
            if (alpha(colour) === 255) break;
        }
        return ["#fff", ...layers];
    };
    const contrast = (colour, place) => {
        const below = behind(place);
        const pair = [light(seen(...below)), light(seen(...below, colour))];
        return Math.max(...pair) / Math.min(...pair);
    };
    const scrolls = (place) => {  // inside something that scrolls by itself
        for (let at = place; at !== root; at = at.parentElement)
            if (getComputedStyle(at).overflowX === "auto") return true;
        return false;
    };
    const outer = root.getBoundingClientRect();
    const labels = [], marks = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (!node.data.trim() || parent.closest("details, title, style")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const rects = [...range.getClientRects()].filter((r) => r.width && r.height);
        if (!rects.length) continue;
        const style = getComputedStyle(parent);
        const turned = parent.getScreenCTM?.();  // a label of an axis may be
        const scale = turned ? Math.hypot(turned.a, turned.b) : 1;
        const boxes = rects.map((r) => [r.left, r.top, r.right, r.bottom]);
        labels.push({
            words: node.data.trim(),
            size: parseFloat(style.fontSize) * scale,
            contrast: contrast(parent.getScreenCTM ? style.fill : style.color, parent),
            cut: !scrolls(parent) &&
                boxes.some(([l, , r]) => l < outer.left - 1 || r > outer.right + 1),
            boxes,
        });
    }
    for (const mark of root.querySelectorAll(
        ".pb-picture :is(path, rect, line, polyline, .pb-track > a, .pb-share)," +
        " svg:not(.pb-picture *) :is(rect, path)")) {
        const style = getComputedStyle(mark);
        if (mark.closest("defs, clipPath") || !mark.getClientRects().length) continue;
        const drawn = mark.ownerSVGElement ? [style.fill, style.stroke]
            : [style.borderLeftColor];
        const colours = drawn.filter((c) => c !== "none" && alpha(c));
        if (!colours.length) continue;
        const most = Math.max(...colours.map((c) => contrast(c, mark.parentElement)));
        marks.push({ mark: mark.outerHTML.slice(0, 120), contrast: most });
    }
    const overlaps = [];
    labels.forEach((one, n) => labels.slice(n + 1).forEach((other) => {
        for (const [l, t, r, b] of one.boxes)
            for (const [l2, t2, r2, b2] of other.boxes) {
                const over = Math.min(b, b2) - Math.max(t, t2);
                if (Math.min(r, r2) - Math.max(l, l2) > 0.5 &&
                    over > 0.3 * Math.min(b - t, b2 - t2))
                    overlaps.push(`${one.words} / ${other.words}`);
            }
    }));
    for (const label of labels) delete label.boxes;
    return { labels, marks, overlaps };
}
"""


def own_picture():
    """One that a lecturer draws, with what matplotlib brings."""
    from matplotlib.figure import Figure

    fig = Figure(figsize=(6, 3))
    ax = fig.subplots()
    ax.plot([1906, 1936], [15.3, 1.4], marker="o", color="#c849a9", label="will")
    ax.set(xlabel="year", ylabel="in 1,000 words", title="will & its rate")
    ax.legend()
    return fig


def in_panel(markup):
    """The HTML of a panel where the page has it."""
    inside = html.tag("div", Markup(markup), class_="pb-html")
    return html.tag("div", inside, class_="pb-panel pb-wide")


def shown(fig):
    table = figures.places([texts.load("1906")], ["will"])
    return figures.html(fig, "What it shows.", table, "A caption")


def pictures():
    """Every picture of the seminar by name, as its page has it."""
    pair = [texts.load("1906"), texts.load("1936")]
    ids = ("1906", "1936")
    dealt = comparison.chance(*pair, "will", shuffles=999)
    model = topics.fit(pair, k=2)
    places = ["1906:24", "1936:43", "1936:8"]
    seven = "government workers proletariat revolution masses state property".split()
    searches = ["bureaucracy", "party", "property"]
    return {
        "dispersion": shown(figures.dispersion(pair, searches)),
        "timeline": shown(figures.timeline(texts.timeline())),
        "chance": shown(figures.chance(dealt, ids)),
        "voices": shown(figures.voices(texts.voice_shares(pair))),
        "factors": shown(figures.factors(model, places, seven)),
        "stability": shown(figures.stability(topics.tables())),
        "of one's own": shown(own_picture()),
        "Concordance": in_panel(widgets.Concordance("will")._picture),
        "Chance": in_panel(widgets.Chance("bureaucracy").html),
        "WordAgainstWord": in_panel(
            widgets.WordAgainstWord("the|*, will, <past>").html
        ),
        "Keyness": in_panel(widgets.Keyness(shuffles=2_000).html),
        "TopicStrip": in_panel(widgets.TopicStrip(cite="1936:8").html),
        "TopicStrip of twelve": in_panel(widgets.TopicStrip(k=12).html),
        "TopicExplorer": in_panel(bar_html(0.07, 0.5, "1906")),
    }


@pytest.fixture(scope="module")
def drawn():
    matplotlib.use("agg")
    return pictures()


@pytest.fixture(scope="module")
def measured(chromium, drawn):
    """What a browser shows of each picture: (width, letters, theme) → name → labels,
    marks and overlaps.
    """
    kept = {}

    def measure(width, letters, light="true"):
        key = width, letters, light
        if key not in kept:
            kept[key] = _measure(chromium, drawn, *key)
        return kept[key]

    return measure


def page_of(drawn, letters, light):
    ground, ink = THEMES[light]
    theme = (
        f":root {{ --jp-content-font-size1: {letters}px; --jp-layout-color1: {ground};"
        f" --jp-content-font-color1: {ink}; }} body {{ margin: 0; background: {ground};"
        f" color: {ink}; font: {letters}px system-ui, sans-serif; }}"
    )
    sections = [
        html.tag("section", Markup(each), id=name) for name, each in drawn.items()
    ]
    style = html.tag("style", Markup(Panel._css + theme))
    body = html.tag("body", *sections, data_jp_theme_light=light)
    return f"<!doctype html><html lang='en'><head>{style}</head>{body}</html>"


def _measure(chromium, drawn, width, letters, light):
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_content(page_of(drawn, letters, light))
    result = {
        name: page.locator(f'section[id="{name}"]').evaluate(MEASURE) for name in drawn
    }
    page.close()
    return result


@pytest.mark.parametrize(("width", "letters"), SIZES)
def test_letters_are_large_enough_and_no_label_is_cut_or_covered(
    measured, width, letters
):
    for name, picture in measured(width, letters).items():
        labels = picture["labels"]
        assert labels, name
        small = [each for each in labels if each["size"] < LETTERS]
        assert not small, (name, small[:5])
        assert not picture["overlaps"], (name, picture["overlaps"][:5])
        cut = [each["words"] for each in labels if each["cut"]]
        assert not cut, (name, cut[:5])


@pytest.mark.parametrize("light", THEMES)
def test_marks_and_words_stand_out_in_both_themes(measured, light):
    for name, picture in measured(1280, 14, light).items():
        faint = [each for each in picture["marks"] if each["contrast"] < CONTRAST]
        assert not faint, (name, faint[:5])
        pale = [each for each in picture["labels"] if each["contrast"] < READ]
        assert not pale, (name, pale[:5])
        assert picture["marks"] or name == "factors", name  # which are numbers


def figures_of(page):
    return page.locator(".jp-OutputArea .pb-figure").filter(visible=True)


def test_in_jupyterlab_a_mark_leads_to_its_sentence_and_all_can_be_read(notebook):
    page = notebook("1-reading")
    page.get_by_role("button", name="Show everything on this page").click()
    strips = page.get_by_role("img", name=re.compile("^Strips for 1936.*bureaucracy"))
    expect(strips).to_be_visible()
    strip = page.locator("figure").filter(has=strips)
    tick = strip.locator('.pb-track > a[href="#1936:54.4"]').first
    tick.scroll_into_view_if_needed()
    tick.click(position={"x": 1, "y": 8})
    drawer = page.get_by_role("dialog", name=re.compile(r"^1936:54\.4\. "))
    expect(drawer).to_be_visible()
    expect(drawer.locator("mark").first).to_contain_text("property")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    strip.get_by_text("The data of this picture").press("Enter")
    link = strip.get_by_role("link", name="1936:54.4", exact=True).first
    link.press("Enter")  # the way of the keyboard
    expect(drawer).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    heights = page.locator(":is(.pb-track, .pb-plot) > svg").evaluate_all(
        "all => all.map((svg) => [svg, svg.parentElement].map((e) => e.clientHeight))"
    )
    assert heights
    assert all(own == room for own, room in heights), "JupyterLab has rules of its own"
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme',"
            " { theme })",
            theme,
        )
        page.wait_for_selector(f'body[data-jp-theme-name="{theme}"]', state="attached")
        assert figures_of(page).count() == 4
        for figure in figures_of(page).all():
            seen = figure.evaluate(MEASURE)
            assert min(label["size"] for label in seen["labels"]) >= LETTERS
            assert not [each for each in seen["marks"] if each["contrast"] < CONTRAST]
            assert not [each for each in seen["labels"] if each["contrast"] < READ]
            assert not [each for each in seen["labels"] if each["cut"]]
            assert not seen["overlaps"]


def report():
    """Prints the least of what was measured of each picture."""
    import browser
    from playwright.sync_api import sync_playwright

    drawn = pictures()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser.find(), args=["--no-sandbox", "--disable-gpu"]
        )
        sizes = [(*size, "true") for size in SIZES] + [(1280, 14, "false")]
        measured = [_measure(chromium, drawn, *size) for size in sizes]
        chromium.close()
    for name in drawn:
        labels = [label for each in measured for label in each[name]["labels"]]
        marks = [mark["contrast"] for each in measured for mark in each[name]["marks"]]
        letters = min(label["size"] for label in labels)
        words = min(label["contrast"] for label in labels)
        print(
            f"{name}: letters {letters:.1f} px; contrast of words {words:.1f}, of marks"
            f" {min(marks, default=words):.1f}"
        )


if __name__ == "__main__":
    report()
