"""What is commonly mistyped in a map of one's own: each slip is answered on its line
with what was meant and what to write; and what is accepted loses nothing.
"""

import html
import random
import re

import pytest
from generate_argdown import TEXTS, generated
from hypothesis import given
from hypothesis import strategies as st

from helpers import texts, widgets
from helpers.answers import Answers
from helpers.errors import MapError
from helpers.maps import argdown

BLOCK = "<X>: x\n\n(1) [A]: a\n(2) [B]: b\n----\n(3) [C]: c"
ANCHORS = '{anchors: [{cite: "1906:22", quote: "the words"}]}'
ANCHOR = '{cite: "1906:22", quote: "There is nothing left"}'
#: What is typed, the line that is named, and the words that matter of what is said.
SLIPS = {
    # the table of the trial
    "arrow at the margin": ("[A]: a\n<+ [B]: b", 2, "two spaces. Write “  <+ [B]: b”"),
    "cite without anchors": (f"[A]: a {ANCHOR}", 1, f"Put it into anchors: {ANCHORS}"),
    "anchor": (f"[A]: a {{anchor: [{ANCHOR}]}}", 1, "Did you mean anchors?"),
    "reportd": ("[A]: a #reportd", 1, "Did you mean #reported?"),
    "curly quotes": (
        "[A]: a {anchors: [{cite: “1906:22”, quote: “There is”}]}",
        1,
        "a curly quotation mark, “, which a word processor makes. Type straight ones",
    ),
    "no space after an arrow": (
        "[A]: a\n  +>[B]: b",
        2,
        "a space is missing after +>. Write “  +> [B]: b”",
    ),
    "unclosed brace": (
        f"[A]: a {{anchors: [{ANCHOR}]",
        1,
        'the { of “{anchors: [{cite: "1906:22", quote: "Th…” is not closed. Write } at'
        " the end",
    ),
    "unclosed inner brace": (
        '[A]: a {anchors: [{cite: "1906:22", quote: "It is so"]}',
        1,
        'the { of “{cite: "1906:22"',
    ),
    "unclosed bracket": (f"[A]: a {{anchors: [{ANCHOR}}}", 1, "Write ] before the }"),
    "citation without cite": ('[A]: a {1906:22 "There is"}', 1, f"Write {ANCHORS}"),
    "inner quotes": (
        '[A]: a {anchors: [{cite: "1906:22", quote: "he said "no" to it"}]}',
        1,
        "double quotation marks. Write single ones",
    ),
    "one inner quote": (
        '[A]: a {anchors: [{cite: "1906:22", quote: "he said "no}]}',
        1,
        "double quotation marks. Write single ones",
    ),
    "unclosed quotation": (
        '[A]: a {anchors: [{cite: "1906:22", quote: "he said}]}',
        1,
        'the quotation mark of "he said}]} is not closed',
    ),
    # titles and claims
    "no colon": ("[A] a claim", 1, "after the title A comes a colon and a space"),
    "no space after the colon": ("[A]:a", 1, "a colon and a space"),
    "no bracket at the end": ("[A: a claim", 1, "the [ before “A” is not closed"),
    "no bracket at the beginning": ("A]: a claim", 1, "Write [A]: the claim"),
    "no brackets": ("First claim: it is so.", 1, "Write [First claim]: the claim"),
    "two brackets": ("[[A]]: a", 1, "one [ is enough. Write [A]"),
    "title twice": ("[A]: a\n\n[A]: b", 3, "defined again; it was on line 1"),
    "undefined": ("[Resign]: a\n\n[B]: b\n  <- [Resing]", 4, "Did you mean [Resign]?"),
    "empty claim": ("[A]:", 1, "[A] has no claim. Write the claim after the colon"),
    "only a tag": ("[A]: #thesis", 1, "Write the claim after the colon"),
    "only words": ("It is so.", 1, "Begin a claim with “[Title]: ”"),
    "two lines": ("[A]: It is so\nand so on.", 2, "make one line of both"),
    "brackets inside": ("[A]: it is [so]", 1, "a square bracket inside the claim"),
    "HTML at the beginning": ("<b>[A]: a</b>", 1, "this is HTML, <b>"),
    "HTML inside": ("[A]: it <em>is</em> so", 1, "HTML is not read here"),
    "HTML alone": ("[A]: a\n</div>", 2, "this is HTML, </div>"),
    "nbsp as HTML": ("&nbsp; [A]: a", 1, "&nbsp; is HTML for a sign"),
    "nbsp": ("[A]: a\n\u00a0\u00a0<+ [B]: b", 2, "type ordinary spaces"),
    "another keyboard": ("［A］： a", 1, "［ is a sign of another keyboard"),
    "colon of another keyboard": ("[A]：a", 1, "the colon after the title A is of ano"),
    "two targets": ("[A]: a\n  <+ [B] + [C]", 2, "after the title B comes a colon"),
    "colon after an arrow": ("[A]: a\n  <+: [B]: b", 2, "Write “  <+ [B]: b”"),
    "named alone": ("[A]: a\n\n[B]: b\n\n[A]", 5, "nothing is said of it"),
    # arrows
    "long dash": ("[A]: a\n  <— [B]: b", 2, "<— is no arrow here. Write <- with a hyp"),
    "short dash": ("[A]: a\n  –> [B]: b", 2, "Write -> with a hyphen"),
    "double arrow": ("[A]: a\n  => [B]: b", 2, "=> is no arrow here. Write ->"),
    "two hyphens": ("[A]: a\n  <-- [B]: b", 2, "<-- is no arrow here. Write <-"),
    "one sign": ("[A]: a\n  ← [B]: b", 2, "← is no arrow here. Write <-"),
    "signs turned": ("[A]: a\n  +< [B]: b", 2, "+< is no arrow here"),
    "both ways": ("[A]: a\n  <-> [B]: b", 2, "exclude each other have ><"),
    "a lone plus": ("[A]: a\n  + [B]: b", 2, "Write <+ or <-"),
    "no arrow": ("[A]: a\n  [B]: b", 2, "an indented line needs an arrow"),
    "no target": ("[A]: a\n  ->", 2, "after the arrow comes a claim"),
    "target without brackets": ("[A]: a\n  -> B", 2, "[Title] or [Title]: text"),
    "title without brackets": ("[A]: a\n  <+ B: y", 2, "Write “  <+ [B]: y”"),
    "title in quotation marks": ("[A]: a\n  <- “B”", 2, "Write “  <- [B]”"),
    "title in braces": ("[A]: a\n    +> {B}: y", 2, "Write “    +> [B]: y”"),
    "half a bracket": ("[A]: a\n  <+ B]: y", 2, "Write “  <+ [B]: y”"),
    "no title": ("[A]: a\n  <+ It is so.", 2, "Write “  <+ [Title]: It is so.”"),
    "a hard space": ("[A]: a\n  <+\u00a0[B]: y", 2, "a space that is none"),
    "an unseen sign": ("[A]: a\n\n[A\u200b]: b", 3, "a sign that cannot be seen"),
    "arrow between titles": ("[A] -> [B]", 1, "an arrow begins a line of its own"),
    "arrow between words": ("A -> B", 1, "an arrow begins a line of its own"),
    "numbered claim": ("1. [A]: a", 1, "Take away what stands before it"),
    "bold title": ("**[A]**: a", 1, "begins with the title, [A]"),
    "because": ("[A]: a\n  because [B]: b", 2, "begins with the title, [B]"),
    "after an empty line": ("[A]: a\n\n  <- [B]: b", 3, "nothing above"),
    "in one line": ("[A]: a <+ [B]: b", 1, "Each arrow begins a line of its own"),
    "undercut of a claim": ("[A]: a\n  <_ [B]: b", 2, "Against a claim write <-"),
    "tab": ("[A]: a\n\t<+ [B]: b", 2, "there is a tab. Use spaces"),
    # tags
    "tag after data": ('[A]: a {key: "x"} #reported', 1, "tags come before the data"),
    "tag in the data": ("[A]: a {#reported}", 1, "Write #reported before the {"),
    "tag and a stop": ("[A]: a #reported.", 1, "the tag #reported stands “.”. Put"),
    "tag with a space": ("[A]: a # reported", 1, "Write #reported"),
    "tag alone": ("[A]: a\n#reported", 2, "A tag, such as #thesis, ends"),
    "two voices": ("[A]: a #reported #conceded", 1, "The first counts"),
    "critic without a name": ("[A]: a #critic", 1, 'Write author: "…"'),
    # data
    "words after data": ('[A]: a {key: "x"} and b', 1, "after the data stands “and b”"),
    "data on its own line": (f"[A]: a\n{ANCHORS}", 2, "Join this line to the"),
    "a brace too many": ('[A]: a {key: "x"}}', 1, "after the data stands “}”"),
    "a brace alone": ("[A]: a\n}", 2, "this } closes nothing"),
    "no comma": (
        '[A]: a {anchors: [{cite: "1906:22" quote: "so it is"}]}',
        1,
        "a comma is missing before quote:",
    ),
    "no comma between anchors": (
        f"[A]: a {{anchors: [{ANCHOR} {ANCHOR}]}}",
        1,
        "a comma is missing before {",
    ),
    "semicolon": ('[A]: a {key: "x"; id: "y"}', 1, "; stands where a comma is wanted"),
    "equals": ('[A]: a {key="x"}', 1, "key has = where a colon is wanted"),
    "no space in data": ('[A]: a {key:"x"}', 1, "a space is missing after key:"),
    "no quotes": ("[A]: a {anchors: [{cite: 1906:22, quote: x}]}", 1, "double quotes"),
    "a comma in bare words": (
        '[A]: a {anchors: [{cite: "1906:22", quote: There is nothing, left}]}',
        1,
        "left has no value",
    ),
    "no list": (f"[A]: a {{anchors: {ANCHOR}}}", 1, "anchors is a list, with [ and ]"),
    "bare citation": ('[A]: a {anchors: ["1906:22"]}', 1, "neither cite nor quote"),
    "quotation": (
        '[A]: a {anchors: [{cite: "1906:22", quotation: "so it is"}]}',
        1,
        "quotation is not known here, and says nothing. Did you mean quote?",
    ),
    "no quote": ('[A]: a {anchors: [{cite: "1906:22"}]}', 1, "quote is missing"),
    "a name without a value": ("[A]: a {key:}", 1, 'key has no value. Write key: "…"'),
    "two braces": ('[A]: a {{key: "x"}}', 1, "one { is enough"),
    "a word for fidelity": ('[A]: a {fidelity: "quote"}', 1, "fidelity: quote is not"),
    "another form": (
        '[A]: a {anchors: [{cite: "1906, 22", quote: "There is nothing left"}]}',
        1,
        "“1906, 22” is no citation",
    ),
    "data never closed": ("[A]: a {\n  key: x", 1, "Write a line with } alone"),
    # arguments
    "three dashes": (BLOCK.replace("----", "---"), 5, "Write four dashes or more"),
    "long dashes": (BLOCK.replace("----", "——"), 5, "—— is no rule here"),
    "no rule": (BLOCK.replace("----\n", ""), 3, "has no conclusion. Write ----"),
    "a gap": (BLOCK.replace("(2)", "(3)"), 4, "(3) should be (2)"),
    "no numbers": (BLOCK.replace("(1)", "1."), 3, "a premise needs its number"),
    "indented premise": (BLOCK.replace("(1)", " (1)"), 3, "spaces before (1)"),
    "no conclusion": (BLOCK[: BLOCK.index("(3)")], 5, "premises and one conclusion"),
    "no argument": ("(1) [A]: a\n----\n(2) [B]: b", 1, "Write <Name> on a line above"),
    "premise without a title": (BLOCK.replace("[A]: a", "a"), 3, "(1) needs a title"),
    # headings and comments
    "heading without a space": ("#Part\n[A]: a", 1, "a heading is # and a space"),
    "heading with data": ("# Part {\n  key: x\n}\n[A]: a", 1, "a heading has no data"),
    "comment of another kind": ("/* note */\n[A]: a", 1, "a comment begins with //"),
    "comment of HTML": ("<!-- note -->\n[A]: a", 1, "a comment begins with //"),
    "comment after a claim": ("[A]: a // note", 1, "A comment has a line of its own"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_answered_on_its_line_with_what_to_write(slip, tmp_path):
    source, line, words = SLIPS[slip]
    panel = widgets.OwnMap("x", "1906:19-22", source, store=Answers(tmp_path))
    listed = html.unescape(panel.html)
    said = re.findall(r"<li[^>]*>(Line \d+: .*?) <button", listed)
    assert any(each.startswith(f"Line {line}: ") and words in each for each in said), (
        said or panel.status
    )
    assert "below the box" in panel.status
    assert f'data-line="{line}"' in listed


def test_an_argument_may_be_called_by_a_capital():
    """<P> was said to be HTML, and so was [B] with a word after it."""
    _, remarks = argdown.read(BLOCK.replace("<X>: x", "<P>"))
    assert not remarks
    _, remarks = argdown.read("<b>\n\n[A]: a")
    assert "this is HTML, <b>" in remarks[0][1]


@pytest.mark.parametrize(
    ("cite", "words"),
    [
        ("1906:999", "1906:999 is not a paragraph"),
        ("1936:22", "'1936:22' is no paragraph of Results and Prospects"),
        ("1906:22", "nearest:"),
    ],
)
def test_a_quotation_that_stands_nowhere_leads_to_its_line(cite, words, tmp_path):
    source = (
        f'[B]: b\n\n[A]: a {{anchors: [{{cite: "{cite}", quote: "no such words"}}]}}'
    )
    panel = widgets.OwnMap("x", "1906:19-22", source, store=Answers(tmp_path))
    shown = html.unescape(panel.html)
    assert words in shown
    assert 'data-line="3">Go to line 3</button>' in shown


@pytest.mark.parametrize(
    "source",
    [
        "\ufeff[A]: a\r\n  <+ [B]: b\r\n",
        "[A]: a\r  <+ [B]: b\r",
        "[A]: a   \n   <+   [B]: b  ",
        "// a note {\n[A]: a\n <+ [B]: b",
    ],
)
def test_what_differs_only_in_white_space_is_read(source):
    read, remarks = argdown.read(source)
    assert not remarks
    assert {n.title: n.text for n in read.nodes.values()} == {"A": "a", "B": "b"}
    assert [relation[:3] for relation in read.relations] == [("support", "B", "A")]


def test_a_known_tag_counts_however_it_is_written():
    read, remarks = argdown.read("[A]: a #Reported\n\n[B]: b #Mine")
    assert read.nodes["A"].tags == ("reported",)
    assert read.nodes["B"].tags == ("Mine",)
    assert [line for line, _ in remarks] == [3]


def test_the_maps_of_the_seminar_are_read_without_a_remark():
    sources = [path.read_text(encoding="utf-8") for path in TEXTS.glob("*.argdown")]
    for repair in texts.listed("repairs.yml"):
        sources += [repair["right"], repair["broken"]]
    assert len(sources) > 10
    for source in sources:
        assert argdown.read(source)[1] == []


# What is accepted loses nothing


def plain(argument_map):
    """A map without its lines, to be compared with another."""
    return (
        {title: node[:6] for title, node in argument_map.nodes.items()},
        sorted(argument_map.inferences),
        sorted(relation[:3] for relation in argument_map.relations),
        argument_map.sections,
    )


def unordered(found):
    nodes, inferences, relations, sections = found
    return sorted(map(str, nodes.values())), inferences, relations, set(sections)


@st.composite
def sources(draw):
    """A map of ours with signs put in, lines doubled, moved or cut."""
    lines = generated(draw(st.integers(0, 400))).split("\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        cut = draw(st.integers(0, len(lines[at])))
        put = draw(st.sampled_from(["", " ", "#", "{", "}", "  ", "//", '"', "x", ":"]))
        lines[at] = lines[at][:cut] + put + lines[at][cut + draw(st.integers(0, 1)) :]
        if draw(st.booleans()):
            lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
    return "\n".join(lines)


@given(sources())
def test_what_is_accepted_is_written_and_read_again_the_same(source):
    try:
        first, _ = argdown.read(source)
    except MapError:
        return
    again = argdown.parse(argdown.write(first))
    assert unordered(plain(again)) == unordered(plain(first))


@given(sources(), st.randoms())
def test_every_line_of_what_is_accepted_counts(source, random_):
    try:
        whole, remarks = argdown.read(source)
    except MapError:
        return
    lines = source.split("\n")
    numbers = [
        n
        for n, line in enumerate(lines)
        if line.strip() and not line.strip().startswith("//")
    ]
    for n in random_.sample(numbers, min(8, len(numbers))):
        without = "\n".join([*lines[:n], *lines[n + 1 :]])
        try:
            told = plain(argdown.parse(without)) != plain(whole)
        except MapError:
            told = True
        told |= any(line == n + 1 for line, _ in remarks)
        assert told, (n + 1, lines[n])


def test_a_hundred_generated_maps_are_accepted():
    random.seed(1906)
    for seed in range(100):
        argdown.parse(generated(seed))
