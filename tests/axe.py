"""What axe finds in what is ours on a page of JupyterLab, and how many elements it
looked at.

JupyterLab's body is 0 pixels high and cuts off what is larger, and axe takes what is
cut off for invisible: without more it looks at next to nothing of a notebook
(github.com/dequelabs/axe-core, issues 3883 and 3996). While axe looks, the ancestors
of the notebook let all of it be seen.
"""

from typing import NamedTuple

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: The outputs and the prose, and not JupyterLab's own frame around them.
OURS = (".jp-OutputArea", ".jp-MarkdownOutput", ".pb-drawer")
NOT_OURS = [".jp-OutputPrompt", ".jp-InternalAnchorLink"]
_LOOK = """async ([include, exclude, tags]) => {
    const shown = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer";
    const outer = document.querySelector(shown);
    const { scrollTop } = outer ?? {};
    const before = new Map();
    const set = (each, styles) => {
        before.set(each, each.getAttribute("style"));
        for (const [name, value] of Object.entries(styles))
            each.style.setProperty(name, value, "important");
    };
    // the ground of the notebook goes with what now reaches beyond it
    const background = "var(--jp-layout-color0)";
    const whole =
        { position: "static", overflow: "visible", height: "auto", background };
    const aside = { visibility: "hidden" };  // what would come to lie over it
    for (let each = outer; each; each = each.parentElement) {
        set(each, whole);
        const others = [...(each.parentElement?.children ?? [])];
        for (const other of others)
            if (other !== each && other.style && !other.matches("head, .pb-drawer"))
                set(other, aside);
    }
    try {
        const parts = (each) => each.map((place) => [place]);
        const context = { include: parts(include), exclude: parts(exclude) };
        const results = await axe.run(context, {
            runOnly: { type: "tag", values: tags },
            rules: { "target-size": { enabled: true } },
            elementRef: true,
        });
        const nodes = new Set(), kinds = ["passes", "incomplete", "violations"];
        for (const rule of kinds.flatMap((kind) => results[kind]))
            for (const { element } of rule.nodes) nodes.add(element);
        const findings = results.violations.map(({ id, nodes }) =>
            [id, nodes.map(({ html, any }) =>
                `${html.slice(0, 160)} ${any[0]?.message ?? ""}`.trim())]);
        return { findings, nodes: nodes.size };
    } finally {
        for (const [each, style] of before)
            if (style === null) each.removeAttribute("style");
            else each.setAttribute("style", style);
        if (outer) outer.scrollTop = scrollTop;
    }
}"""


class Looked(NamedTuple):
    """What axe found, as (rule, elements), and how many elements it looked at."""

    findings: list
    nodes: int


def look(page, *within: str) -> Looked:
    """Have axe look at these parts of a page, or else at all that is ours."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(Axe().axe_script)
    present = [each for each in within or OURS if page.locator(each).count()]
    absent = [each for each in NOT_OURS if page.locator(each).count()]
    looked = page.evaluate(_LOOK, [present, absent, TAGS])
    findings = [(rule, elements) for rule, elements in looked["findings"]]
    return Looked(findings, looked["nodes"])
