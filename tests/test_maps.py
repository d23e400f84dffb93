"""Argument maps beyond the shared vectors: labels and their sentences, chains, tables
by column, the outline word for word, pictures, and how much is done for one click.
"""

import collections
import html
import json
import pathlib
import re
import subprocess
import sys

import pytest

from helpers import arguments, texts, widgets
from helpers.answers import Answers
from helpers.errors import CitationError, MapError, SeminarError
from helpers.maps import layout, network, quotations, views
from helpers.widgets.maps import argument_map, claim, picture

ROOT = pathlib.Path(__file__).parent.parent
MORE = json.loads(
    (ROOT / "tests/vectors/more-arguments.json").read_text(encoding="utf-8")
)
CHAIN = (
    "<X>: x\n\n(1) [A]: a\n(2) [B]: b\n----\n(3) [M]: m\n(4) [D]: d\n----\n(5) [E]: e"
)
VOICES = """# First part

[A]: One.
  <- [B]: Two. #critic {author: "Kay", work: "Work", year: "1970"}
  <+ [C]: Three. #reported
    >< [D]: Four. #contested

[U]: Five. #unstated
  <+ [C]

# Second part

<X>: Because.
  <_ [G]: Six. #conceded

(1) [D]
----
(2) [A]
"""


# What follows, and why


@pytest.mark.parametrize("vector", MORE["vectors"], ids=lambda vector: vector["id"])
def test_labels_and_reasons_are_as_worked_out_by_hand(vector):
    labels = arguments.evaluate(arguments.parse(vector["source"]), vector["verdicts"])
    assert {t: label.label for t, label in labels.items()} == vector["labels"]
    reasons = {t: labels[t].reason for t in vector["reasons"]}
    assert reasons == vector["reasons"]


def test_a_chain_is_two_steps_and_the_second_begins_with_what_the_first_concludes():
    chain = arguments.parse(CHAIN)
    assert [tuple(step) for step in chain.inferences] == [
        ("X", ("A", "B"), "M"),
        ("X", ("M", "D"), "E"),
    ]
    assert arguments.basic(chain) == ["A", "B", "D"]
    assert arguments.bearing(chain, "E") == ["E", "X", "M", "D", "A", "B"]
    assert arguments.cruxes(chain, "E") == [{t: "reject"} for t in ("A", "B", "D")]
    assert arguments.edges(chain) == [
        ("premise", "A", "X"),
        ("premise", "B", "X"),
        ("inference", "X", "M"),
        ("premise", "M", "X"),
        ("premise", "D", "X"),
        ("inference", "X", "E"),
    ]
    assert arguments.joins(chain) == {
        ("together", "A", "B", "M"),
        ("together", "D", "M", "E"),
    }


def test_what_is_written_of_a_chain_is_read_again():
    from helpers.maps import argdown

    chain = arguments.parse(CHAIN)
    assert arguments.parse(argdown.write(chain)).inferences == chain.inferences


def test_a_title_of_dashes_is_no_rule():
    dashed = arguments.parse("<X>: x\n\n(1) [----]: a\n(2) [B]: b\n----\n(3) [C]: c")
    assert dashed.inferences[0].premises == ("----", "B")


def test_cruxes_are_changes_of_what_counts_now():
    small = arguments.parse("[C]: c\n  <+ [P]: p\n  <- [O]: o #critic\n    <- [R]: r")
    single = [{"P": "reject"}, {"R": "reject"}]
    assert arguments.cruxes(small, "C") == single
    assert arguments.cruxes(small, "C", {"O": "accept"}) == single
    assert arguments.cruxes(small, "C", {"P": "reject"}) == []
    small = arguments.parse("[C]: c\n  <+ [P]: p\n  <+ [Q]: q\n  <+ [R]: r #reported")
    pair = {"P": "reject", "Q": "reject"}
    assert arguments.cruxes(small, "C") == [pair]
    assert arguments.cruxes(small, "C", most=1) == []
    assert arguments.cruxes(small, "C", {"R": "accept"}) == [pair | {"R": "reject"}]
    assert arguments.cruxes(small, "C", {"R": "accept", "Q": "open"}, most=2) == [
        {"P": "reject", "R": "reject"}
    ]
    assert arguments.cruxes(small, "P") == [{"P": "reject"}]


def test_too_many_sets_of_verdicts_are_refused_and_not_tried():
    many = "[C]: c\n" + "\n".join(f"  <+ [P{n}]: p" for n in range(80))
    with pytest.raises(MapError, match="Sets of up to 40 verdicts out of 80"):
        arguments.cruxes(arguments.parse(many), "C", most=40)


def test_a_claim_turns_on_what_changes_it_and_on_nothing_else():
    small = arguments.parse("[C]: c\n  <+ [P]: p\n\n[D]: d\n  <+ [P]\n  <+ [Q]: q")
    assert arguments.turning(small, "P") == ["C"]
    assert arguments.turning(small, "Q") == []
    with pytest.raises(MapError, match="is derived"):
        arguments.turning(small, "C")


def test_an_objection_that_is_accepted_and_answered_is_no_conflict():
    small = arguments.parse("[A]: a\n  <- [B]: b\n    <- [C]: c")
    assert arguments.conflicts(small, {"A": "accept"}) == []
    both = {"A": "accept", "B": "accept"}
    assert arguments.conflicts(small, both | {"C": "reject"}) == [("A", "B")]
    assert arguments.conflicts(small, both | {"C": "open"}) == [("A", "B")]
    assert arguments.conflicts(small, both) == [("B", "C")]
    assert arguments.conflicts(small, {"A": "reject", "B": "accept"}) == [("B", "C")]
    labels = arguments.evaluate(small, both)
    assert arguments.conflicts(small, both, labels) == [("B", "C")]
    with pytest.raises(SeminarError, match="of another map"):
        arguments.conflicts(arguments.parse(CHAIN), {}, labels)


# What is wrong, and what is to be done


def without_yaml(problems):
    """The problems without what PyYAML or libyaml says of them, each in its way."""
    return [
        (line, re.sub(r"cannot be read \((?!a name)[^)]*\)", "cannot be read", what))
        for line, what in problems
    ]


@pytest.mark.parametrize("wrong", MORE["problems"], ids=lambda wrong: wrong["source"])
def test_what_is_wrong_is_said_word_for_word(wrong):
    problems = []
    try:
        arguments.parse(wrong["source"])
    except MapError as error:
        problems = error.problems
    assert without_yaml(problems) == without_yaml(wrong["problems"])
    assert not any("\n" in what for _, what in problems)


def test_what_is_lost_from_a_repair_is_said_first(early):
    right = arguments.parse("[A]: a\n  <+ [B]: b\n  <+ [C]: c")
    broken = arguments.parse("[A]: a\n  <- [B]: b\n  <+ [C]: c")
    for source, names in (
        ("[A]: a\n  <+ [C]: c", "[B] does"),
        ("[A]: a", "[B] and [C] do"),
    ):
        assert arguments.mend(arguments.parse(source), broken, right, early) == [
            f"{names} not stand in the map any more. Put back what was given, under the"
            " same title."
        ]


# What is shown of a map


def test_an_outline_word_for_word():
    small = arguments.parse(VOICES)
    assert arguments.outline(small).splitlines() == [
        "First part",
        "  A. One.",
        "    is attacked by B. Two. (Kay, 1970)",
        "    is supported by C. Three. (reported of others)",
        "    follows by X. Because.",
        "      is undercut by G. Six. (conceded)",
        "      takes as premises D. Four. (of his own side)",
        "        excludes C. see above (reported of others)",
        "  U. Five. (unsaid, added by us)",
        "    is supported by C. see above (reported of others)",
        "Second part",
    ]


def test_an_outline_says_what_each_claim_comes_to():
    small = arguments.parse("[A]: One.\n  <- [B]: Two.\n    <+ [A]\n\n[C]: Three.")
    assert arguments.outline(small, {"C": "reject"}).splitlines() == [
        "C. Three. [falls: you rejected it]",
        "A. One. [open: open, because of [B]]",
        "  is attacked by B. Two. [open: open, because of [A]]",
        "    is supported by A. see above [open: open, because of [B]]",
    ]
    labels = arguments.evaluate(small, {"C": "reject"})
    told = arguments.outline(small, labels=labels)
    assert told == arguments.outline(small, {"C": "reject"})
    assert "[stands: accepted, since" in arguments.outline(small, {})


def test_whose_voice_a_claim_is_in():
    nodes = arguments.parse(VOICES).nodes
    assert {title: arguments.voice(node) for title, node in nodes.items()} == {
        "A": "",
        "B": "Kay, 1970",
        "C": "reported of others",
        "D": "of his own side",
        "U": "unsaid, added by us",
        "X": "",
        "G": "conceded",
    }
    bare = arguments.parse("[K]: k #critic").nodes["K"]
    assert arguments.voice(bare) == "critic"


def test_how_each_claim_is_joined_to_others():
    assert views.joints(arguments.parse(VOICES)) == {
        "A": [("is attacked by", "B"), ("is supported by", "C"), ("follows by", "X")],
        "B": [("speaks against", "A")],
        "C": [("supports", "A"), ("excludes", "D"), ("supports", "U")],
        "D": [("excludes", "C"), ("is a premise of", "X")],
        "U": [("is supported by", "C")],
        "X": [
            ("is undercut by", "G"),
            ("takes as premises", "D"),
            ("concludes", "A"),
        ],
        "G": [("undercuts", "X")],
    }


def test_a_part_takes_along_what_it_leads_to_and_its_premises_from_elsewhere():
    small = arguments.parse(VOICES)
    assert arguments.part(small, "Second part") == (["X", "G"], ["D", "A"])
    assert arguments.part(small, "First part") == (["A", "B", "C", "D", "U"], ["X"])
    assert arguments.part(small, "") == ([], [])
    with pytest.raises(MapError, match="There is no part 'Third part' in this map"):
        arguments.part(small, "Third part")


def test_the_spine_has_what_lies_between_its_claims_and_no_objection():
    small = arguments.parse(
        "[A]: a #spine\n  <+ [B]: b\n    <+ [C]: c #spine\n      <+ [D]: d\n"
        "  <- [O]: o\n    <+ [C]\n\n<X>: x #spine\n\n(1) [D]\n----\n(2) [E]: e"
    )
    assert arguments.spine(small) == ["A", "B", "C", "X", "E"]


# Held against the words


def test_the_table_of_quotations_column_by_column(early):
    small = arguments.parse(
        '[A]: a {anchors: [{cite: "1906:15.1-2", quote: "loses all significance"},'
        ' {cite: "1906:15", quote: "looses all its significance"}]}\n\n'
        '[B]: b {anchors: [{cite: "1906:15", quote: "all significance"},'
        ' {cite: "1936:15", quote: "one two three"}, "no anchor at all"]}\n\n'
        '[C]: c {anchors: {cite: "1906:99", quote: "one two three"}}'
    )
    table = arguments.check(small, early)
    assert {name: list(table[name]) for name in table} == {
        "title": ["A", "A", "B", "B", "B", "C"],
        "cite": ["1906:15.1-2", "1906:15", "1906:15", "1936:15", "", "1906:99"],
        "quote": [
            "loses all significance",
            "looses all its significance",
            "all significance",
            "one two three",
            "no anchor at all",
            "one two three",
        ],
        "result": ["exact", "near", "too short", "absent", "absent", "absent"],
        "nearest": [
            "loses all significance",
            "loses all significance,",
            "",
            "'1936:15' is no paragraph of Results and Prospects. Write 1906:12, for"
            " example.",
            "'' is no paragraph of Results and Prospects. Write 1906:12, for example.",
            "1906:99 is not a paragraph. Results and Prospects has paragraphs 1906:1"
            " to 1906:34.",
        ],
        "line": [1, 1, 3, 3, 3, 5],
        "there": [True, True, True, False, False, False],
    }
    rows = quotations.looked_up(small, early)
    assert [tuple(row) for row in rows] == list(table.itertuples(index=False))


def test_a_map_without_quotations_gives_an_empty_table_of_the_same_kinds(early):
    empty = arguments.check(arguments.parse("[A]: a"), early)
    full = arguments.check(arguments.load("1906"), early)
    assert len(empty) == 0
    assert dict(empty.dtypes) == dict(full.dtypes)


def test_how_loosely_a_quotation_is_matched():
    passage = "He said: “the party’s own – soft\xadware” — was not theirs."
    for quote, result in (
        ("the party's own - software\"", "exact"),
        ("The party's own", "exact"),
        ("the Party's own", "near"),
        ("he said … was not theirs", "exact"),
        ("was not theirs … he said", "absent"),
        ("he said: … theirs.", "exact"),
        ("said … theirs", "too short"),
        ("his own party's", "absent"),
        ("…", "too short"),
    ):
        assert arguments.verify(quote, passage)[0] == result, quote
    assert arguments.stands("said … theirs", passage)
    assert not arguments.stands("theirs … said", passage)
    assert not arguments.stands("", passage)
    assert not arguments.stands("x" * 1_000_000, passage)


def test_every_piece_of_a_quotation_is_marked(early):
    quotes = ["There is … the lockout", "words that are not there", "lockout"]
    spans = arguments.quoted(early[22], quotes)
    assert [early[22].text[a:b] for a, b in spans] == [
        "There is",
        "the lockout",
        "lockout",
    ]


def test_a_longer_indicator_hides_a_shorter_within_it(early):
    spans = arguments.indicators(early[15])
    for a, b, _ in spans:
        assert not any(c <= a and b <= d and (a, b) != (c, d) for c, d, _ in spans)
        assert not early[15].text[a - 1 : a].isalpha()
        assert not early[15].text[b : b + 1].isalpha()


# Pictures


def drawn(source, verdicts=None, **more):
    small = arguments.parse(source)
    labels = arguments.evaluate(small, verdicts or {})
    return str(picture.svg(small, labels, **more))


def test_the_boxes_of_a_map_know_what_they_bear_on():
    svg = drawn("[A]: One.\n  <+ [B]: Two.\n    <- [C]: Three.")
    named = re.findall(r'aria-label="(\w)\. .*?data-onto="([\d ]*)"', svg)
    numbers = {title: str(n) for n, (title, _) in enumerate(named)}
    assert dict(named) == {"A": "", "B": numbers["A"], "C": numbers["B"]}
    assert "data-onto" not in drawn("[A]: One.", live=False)


def test_a_box_says_in_its_name_all_that_it_shows():
    svg = html.unescape(drawn(VOICES, {"B": "accept"}, chosen="B", ids={"B": "k-1"}))
    names = re.findall(r'role="button" tabindex="0" aria-label="([^"]*)"', svg)
    assert names[0].startswith(("U. Five. ", "A. One. "))
    assert (
        "A. One. answered by [B]. is attacked by B; is supported by C; follows by X"
        in names
    )
    assert "B. Two. Kay, 1970. stands. speaks against A" in names
    assert "G. Six. conceded. stands. undercuts X" in names
    assert svg.count('data-action="open/k-1"') == 1
    assert svg.count('data-action="open/A"') == 1
    assert svg.count('aria-current="true"') == svg.count("pb-chosen") == 1


def test_the_boxes_are_in_the_order_of_reading():
    small = arguments.parse(VOICES)
    svg = drawn(VOICES)
    order = re.findall(r'data-action="open/(\w)"', svg)
    boxes = layout.layout(small).boxes
    assert order == sorted(boxes, key=lambda title: (boxes[title].y, boxes[title].x))


def test_shapes_say_whose_voice_it_is_and_frames_what_it_comes_to():
    groups = dict(
        re.findall(
            r'(<g class="pb-box.*?data-action="open/(\w)".*?</g>)', drawn(VOICES)
        )
    )
    by_title = {title: group for group, title in groups.items()}
    shapes = {
        title: (group.count("<rect"), group.count("<path"))
        for title, group in by_title.items()
    }
    assert shapes["B"] == (0, 1)  # cut corners
    assert shapes["U"] == (2, 0)  # a double border
    assert shapes["A"] == shapes["C"] == shapes["X"] == (1, 0)
    rounded = {t: re.search(r'rx="([\d.]+)"', g) for t, g in by_title.items()}
    assert float(rounded["A"][1]) == 2
    assert float(rounded["C"][1]) == 14
    assert float(rounded["X"][1]) > 14
    assert 'class="pb-box pb-open"' in by_title["B"]
    assert "○ open" in by_title["B"]
    rejected = drawn("[A]: a\n\n[B]: b", {"A": "reject"})
    assert re.findall(r"pb-box pb-(\w+)", rejected) == ["falls", "stands"]
    assert "✕ you rejected it" in rejected
    assert "✓ stands" in rejected


def test_each_kind_of_line_has_its_sign_and_its_word():
    svg = drawn(VOICES + "\n[Z]: z\n  -> [U]\n")
    lines = dict(re.findall(r'<g class="pb-line pb-(\w+)"[^>]*>(.*?)</g>', svg))
    kinds = {
        "support": (["way", "filled"], ""),
        "attack": (["way", "bar", "said"], "against"),
        "contradictory": (["way", "bar", "bar", "said"], "excludes"),
        "undercut": (["way", "diamond", "said"], "undercuts"),
        "premise": (["way", "filled"], ""),
        "inference": (["way", "filled"], ""),
    }
    for kind, (classes, word) in kinds.items():
        assert re.findall(r'class="pb-(\w+)"', lines[kind]) == classes, kind
        assert re.sub(r"<.*?>", "", lines[kind]) == word
    assert "<circle" in lines["premise"]
    assert "<circle" not in lines["inference"]
    assert svg.count('aria-hidden="true"') == svg.count("pb-line")


def test_in_print_nothing_can_be_pressed():
    svg = drawn(VOICES, live=False, name="A & B")
    assert 'role="img" aria-label="A &amp; B"' in svg
    assert "button" not in svg
    assert "tabindex" not in svg
    assert 'role="group"' in drawn(VOICES)
    assert 'aria-label="x, to scroll"' in picture.framed(svg, "x")


def test_words_are_cut_into_lines_that_fit_their_boxes():
    from helpers.maps import lettering

    for one in (arguments.load("1906"), arguments.load("1936")):
        boxes = arguments.layout(one).boxes
        for title, box in boxes.items():
            assert " ".join(box.title) == title
            node = one.nodes[title]
            text = node.text if node.kind == "statement" else ""
            assert " ".join(box.text) == text
            lines = len(box.title) + len(box.text) + 1 + bool(arguments.voice(node))
            assert box.height == 16 + 15 * lines
            assert all(lettering.cut(line, box.width - 20) == line for line in box.text)
    assert lettering.wrapped("a" * 40, 100) == ["a" * 8] * 5
    assert lettering.cut("WWWWWWWWWW", 60).endswith("…")
    assert lettering.cut("short", 60) == "short"


def middle(box):
    return box.x + box.width / 2


def test_a_claim_stands_in_the_middle_above_its_reasons():
    boxes = arguments.layout(arguments.parse("[A]: a\n  <+ [B]: b")).boxes
    assert middle(boxes["A"]) == middle(boxes["B"]) == 93
    assert boxes["B"].y == boxes["A"].y + boxes["A"].height + layout.AISLE
    drawn = arguments.layout(
        arguments.parse("[A]: a\n  <+ [B]: b\n  <+ [C]: c\n  <- [D]: d")
    )
    b, c, d = (drawn.boxes[title] for title in "BCD")
    assert middle(drawn.boxes["A"]) == pytest.approx(middle(c))
    assert drawn.width == pytest.approx(3 * layout.BOX + 2 * layout.GAP)
    assert (b.x, c.x - b.x, d.x - c.x) == pytest.approx((0, 204, 204))
    assert b.y == c.y == d.y
    assert drawn.height == d.y + d.height


def test_lines_are_put_so_that_they_do_not_cross():
    crossed = "[A]: a\n  <+ [C]: c\n\n[B]: b\n  <+ [D]: d\n\n[E]: e\n  <+ [F]: f\n"
    drawn = arguments.layout(arguments.parse(crossed), ["A", "B", "E", "F", "D", "C"])
    order = sorted("CDF", key=lambda title: drawn.boxes[title].x)
    above = sorted("ABE", key=lambda title: drawn.boxes[title].x)
    pairs = {"A": "C", "B": "D", "E": "F"}
    assert order == [pairs[title] for title in above]


def test_lines_between_two_claims_of_other_parts_are_not_drawn():
    small = arguments.parse("[A]: a\n  <+ [B]: b\n  <+ [C]: c\n    <- [B]")
    whole = arguments.layout(small)
    assert [line.kind for line in whole.lines] == ["support", "support", "attack"]
    some = arguments.layout(small, ["A", "B", "C"], ["B", "C"])
    assert [(line.source, line.target) for line in some.lines] == [
        ("B", "A"),
        ("C", "A"),
    ]
    assert some.boxes["A"].text == ["a"]
    assert some.boxes["B"].text == []
    assert arguments.layout(small, []) == ({}, [], 0, 0)


# The widget


class Counting:
    """A store that counts how often it is read."""

    def __init__(self, folder):
        self.inner, self.calls = Answers(folder), collections.Counter()

    def latest(self, kind):
        self.calls[f"latest {kind}"] += 1
        return self.inner.latest(kind)

    def keep(self, kind, key, value):
        self.calls["keep"] += 1
        return self.inner.keep(kind, key, value)


def act(panel, action, **changed):
    panel.receive({"action": action, "changed": changed})
    assert "Something went wrong" not in panel.status, panel.status
    return panel.status


@pytest.fixture
def counted(tmp_path, monkeypatch):
    """A map of 1906, and what is counted of its work from now on."""
    store = Counting(tmp_path)
    panel = widgets.ArgumentMap(
        "1906", "Lock-outs and resignation", "Lock-outs answer it", store=store
    )
    calls = collections.Counter()

    def count(owner, name):
        original = getattr(owner, name)

        def counting(*given, **named):
            calls[name] += 1
            return original(*given, **named)

        monkeypatch.setattr(owner, name, counting)

    for name in ("evaluate", "conflicts", "outline", "layout", "part", "changed"):
        count(arguments, name)
    count(network.Network, "values")
    count(argument_map, "drawing")
    count(argument_map, "small_layout")
    store.calls.clear()
    return panel, store.calls, calls


def test_a_verdict_is_evaluated_drawn_and_read_once(counted):
    panel, store, calls = counted
    act(panel, f"verdict/reject/{panel._ids['Lock-outs answer it']}")
    assert store == {"latest verdict": 1, "keep": 1}
    assert calls == {
        "evaluate": 1,
        "values": 1,
        "conflicts": 1,
        "part": 1,
        "changed": 1,
        "drawing": 1,
    }  # the boxes stand where they stood


def test_to_open_a_claim_evaluates_nothing(counted):
    panel, store, calls = counted
    act(panel, f"open/{panel._ids['Bargain was struck']}")
    assert store == {"latest verdict": 1}
    assert calls == {"part": 1, "drawing": 1}


def test_a_part_is_laid_out_once_in_each_size(counted):
    panel, _, calls = counted
    assert ">In a revolution the</text>" in panel.html
    act(panel, "size/small")
    assert ">In a revolution the</text>" not in panel.html
    panel.receive({"changed": {"part": "Russia and Europe"}})
    panel.receive({"changed": {"part": "Lock-outs and resignation"}})
    act(panel, "size/large")
    assert ">In a revolution the</text>" in panel.html
    assert (calls["layout"], calls["small_layout"]) == (0, 2)  # large from the start


def test_to_take_all_back_reads_once_and_draws_once(counted):
    panel, store, calls = counted
    for title in ("Lock-outs answer it", "Bargain was struck"):
        act(panel, f"verdict/reject/{panel._ids[title]}")
    store.clear()
    calls.clear()
    assert act(panel, "reset").startswith("Every verdict is taken back. ")
    assert store == {"latest verdict": 1, "keep": 2}
    assert (calls["evaluate"], calls["drawing"], calls["layout"]) == (1, 1, 0)
    assert panel.values["verdicts"] == "{}"


def test_a_second_map_of_the_text_draws_once_for_a_verdict(counted, monkeypatch):
    panel, store, calls = counted
    other = widgets.ArgumentMap("1906", store=panel._store)
    late = widgets.ArgumentMap("1936", store=panel._store)
    calls.clear()
    act(panel, f"verdict/reject/{panel._ids['Lock-outs answer it']}")
    assert (calls["evaluate"], calls["drawing"], calls["layout"]) == (2, 2, 0)
    assert other.values["verdicts"] == panel.values["verdicts"]
    assert late.values["verdicts"] == "{}"


def test_what_a_reader_is_told_of_a_verdict(tmp_path):
    panel = widgets.ArgumentMap(
        "1906", "Lock-outs and resignation", store=Answers(tmp_path)
    )
    ids = panel._ids
    rejected = act(panel, f"verdict/reject/{ids['Lock-outs answer it']}")
    assert rejected.startswith("You rejected [Lock-outs answer it]. [")
    assert (
        "[Eight-hour day] is unsupported here: you rejected [Lock-outs answer it]."
        in rejected
    )
    assert "[Lock-outs answer it] is" not in rejected
    again = act(panel, f"verdict/reject/{ids['Lock-outs answer it']}")
    assert again == "You rejected [Lock-outs answer it]. No other claim changes."
    act(panel, f"verdict/accept/{ids['Lock-outs answer it']}")
    both = act(panel, f"verdict/accept/{ids['Bargain was struck']}")
    assert both.endswith(
        " You hold both [Lock-outs answer it] and [Bargain was struck], which speaks"
        " against it: choose."
    )
    shown = html.unescape(re.sub(r"<.*?>", "", panel.html))
    assert (
        "You accept Lock-outs answer it, and Bargain was struck, which speaks against"
        " it, is accepted too. You cannot keep both." in shown
    )
    opened = act(panel, f"open/{ids['Bargain was struck']}")
    assert opened == "[Bargain was struck] stands: you accepted it."
    act(panel, f"verdict/open/{ids['Bargain was struck']}")
    assert act(panel, f"open/{ids['Bargain was struck']}") == (
        "[Bargain was struck] is open, as you chose."
    )
    act(panel, f"verdict/reject/{ids['Bargain was struck']}")
    assert act(panel, f"open/{ids['Bargain was struck']}") == (
        "[Bargain was struck] is rejected, as you chose."
    )


def test_of_many_changes_three_are_told_those_in_the_picture_first(tmp_path):
    panel = widgets.ArgumentMap("1906", "spine", store=Answers(tmp_path))
    every = {panel._ids[title]: "reject" for title in panel._basic}
    told = act(panel, "restore", file=json.dumps(every))
    assert told.startswith(f"{len(every)} of your verdicts are as in the file")
    named = re.findall(r"(?:^|\. )\[([^\]]+)\] is", told)
    assert len(named) == 3
    assert set(named) <= set(panel._part()[0])
    many = sum(
        1
        for title, label in arguments.evaluate(panel._map).items()
        if title not in panel._basic and panel._labels[title].label != label.label
    )
    assert f" And {many - 3} more." in told


def test_a_file_of_verdicts_takes_the_place_of_those_kept(tmp_path):
    panel = widgets.ArgumentMap("1906", store=Answers(tmp_path))
    ids = panel._ids
    act(panel, f"verdict/reject/{ids['Bargain was struck']}")
    file = {ids["Lock-outs answer it"]: "accept", "1936-001": "reject", "x": 3}
    told = act(panel, "restore", file=json.dumps(file))
    assert told.startswith("1 of your verdicts are as in the file, and no others. ")
    assert json.loads(panel.values["verdicts"]) == {
        ids["Lock-outs answer it"]: "accept"
    }
    for wrong in ("no", "[]", "3", "null", '{"1936-001": "reject"}', "[" * 10_000):
        assert act(panel, "restore", file=wrong).startswith(
            "This file has no verdicts on Results and Prospects."
        )
    derived = json.dumps({ids["Eight-hour day"]: "accept"})
    assert "no verdicts" in act(panel, "restore", file=derived)


def test_a_verdict_that_the_disk_refuses_is_shown_and_said(tmp_path, monkeypatch):
    panel = widgets.ArgumentMap(
        "1906", "Lock-outs and resignation", store=Answers(tmp_path)
    )

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpers.store.answers.append", full)
    name = panel._ids["Lock-outs answer it"]
    told = act(panel, f"verdict/reject/{name}")
    assert "No space left" in told
    assert json.loads(panel.values["verdicts"]) == {name: "reject"}
    assert "you rejected it" in panel.html


def test_what_bears_on_a_claim_is_a_part_of_its_own(tmp_path):
    panel = widgets.ArgumentMap("1906", store=Answers(tmp_path))
    name = panel._ids["Programmes dissolve"]
    assert act(panel, f"bears/{name}") == (
        "Only what bears on [Programmes dissolve]: 24 claims and arguments, the"
        " nearest first."
    )
    options = panel.fields[0]["options"]
    assert options[-1] == ["bears", "What bears on “Programmes dissolve”"]
    assert "Map of 1906, what bears on Programmes dissolve, to scroll" in panel.html
    panel.receive({"changed": {"part": "spine"}})
    assert [value for value, _ in panel.fields[0]["options"]].count("bears") == 0
    assert panel.status.startswith(f"{len(arguments.spine(panel._map))} claims")


def test_a_claim_of_another_part_is_opened_in_its_own(tmp_path):
    panel = widgets.ArgumentMap("1906", "spine", store=Answers(tmp_path))
    act(panel, f"open/{panel._ids['Bargain was struck']}")
    assert panel.values["part"] == "Lock-outs and resignation"
    act(panel, f"open/{panel._ids['Programmes dissolve']}")  # drawn there by its title
    assert panel.values["part"] == "Lock-outs and resignation"


def test_what_would_unseat_a_claim_is_listed(tmp_path):
    panel = widgets.ArgumentMap("1906", store=Answers(tmp_path))
    ids = panel._ids

    def listed(title):
        act(panel, f"open/{ids[title]}")
        assert "What would unseat it</h4>" not in panel.passage
        assert act(panel, f"crux/{ids[title]}") == (
            f"What would unseat [{title}] is listed beside the map."
        )
        words = re.sub(r"<.*?>", "", panel.passage.split("unseat it</h4>")[1])
        return html.unescape(words)

    act(panel, f"verdict/reject/{ids['Bargain was struck']}")
    words = listed("Lock-outs answer it")
    assert words.startswith("It no longer stands if youreject Lock-outs answer it")
    assert "accept Bargain was struck" in words
    act(panel, f"verdict/reject/{ids['Lock-outs answer it']}")
    assert listed("Lock-outs answer it").startswith(
        "Nothing yet, since it does not stand now. It is rejected, as you chose."
    )
    label = arguments.Label("stands", "x")
    assert "No one verdict, and no two" in claim.cruxes_html(label, [], {})
    many = claim.cruxes_html(
        label, [{"A": "reject", "B": "accept"}] * 14, {"A": 1, "B": 2}
    )
    assert many.count("<li>") == 12
    assert "And 2 more." in many
    assert re.sub(r"<.*?>", "", many).count("reject A and accept B") == 12


@pytest.mark.parametrize("checked", ["yes", "no", ""])
def test_a_critic_is_named_and_the_state_is_left_to_the_sign(checked):
    data = f'{{author: "Kay", work: "Work", year: "1970", checked: "{checked}"}}'
    node = arguments.parse(f"[K]: k #critic {data}").nodes["K"]
    assert claim.source(node) == (
        "A critic’s view in our words, not a quotation: Kay, Work, 1970."
    )


def test_whose_claim_it_is_and_how_it_is_made():
    small = arguments.parse(
        '[A]: a {strength: "likely", fidelity: "interpretation"}\n\n'
        '[B]: b #reported {fidelity: "paraphrase"}\n\n<X>: x\n\n[C]: c'
    )
    assert {title: claim.source(node) for title, node in small.nodes.items()} == {
        "A": "Whose: the author’s. The text gives it as likely. Our wording is an"
        " interpretation.",
        "B": "Whose: reported of others. Our wording is a paraphrase.",
        "X": "",
        "C": "Whose: the author’s.",
    }


def test_every_claim_opens_with_its_words_in_the_text(tmp_path):
    panel = widgets.ArgumentMap("1906", store=Answers(tmp_path))
    for title in ("Lock-outs answer it", "Eight-hour day", "Bargain was struck"):
        act(panel, f"open/{panel._ids[title]}")
        node = panel._map.nodes[title]
        shown = html.unescape(panel.passage)
        assert f"<h3>{title}</h3><p>{node.text}</p>" in shown
        for anchor in node.data.get("anchors", []):
            cite = anchor["cite"].split(".")[0]
            assert f'data-cite="{cite}"' in shown
            assert "<mark>" in shown
        takes = title in panel._basic
        assert (f"Your verdict on “{title}”" in shown) == takes
        assert ("It takes no verdict of its own." in shown) != takes


def test_a_claim_that_is_no_more_is_a_sentence(tmp_path):
    panel = widgets.ArgumentMap("1906", store=Answers(tmp_path))
    for action in ("open/1906-999", "verdict/accept/x", "bears/", "crux/1936-001"):
        assert act(panel, action).startswith("There is no claim with the id ")


def test_a_map_of_ones_own_is_told_drawn_and_looked_up(tmp_path):
    panel = widgets.OwnMap(
        "x",
        "1906:19-22",
        '[A]: One. {anchors: [{cite: "1906:19", quote: "Let us take another example"}]}'
        "\n  <- [B]: Two.",
        store=Answers(tmp_path),
    )
    assert panel.status == "2 claims; 1 of 1 quotations stand in the text."
    shown = html.unescape(panel.html)
    assert "[A] “Let us take another example” stands in 1906:19" in shown
    assert act(panel, "open/A") == (
        "[A] answered by [B]. “Let us take another example” stands in 1906:19."
    )
    assert "<mark>Let us take another example</mark>" in panel.passage
    assert act(panel, "open/B") == "[B] stands. no quotation yet."
    act(panel, "", source="[A]: One.\n  + [B]")
    assert panel.status.endswith("1 line needs mending; the list is below the box.")
    assert "The picture is of the map as it could last be read." in panel.html
    assert "pb-stale" in panel.html
    assert 'data-line="2">Go to line 2</button>' in panel.html
    act(panel, "", source="\n".join(["noise"] * 14))
    assert "14 lines need mending" in panel.status
    assert panel.html.count("<li ") == 12
    assert "<p>And 2 more.</p>" in panel.html


def test_a_large_map_is_told_and_not_drawn(tmp_path):
    for many, picture_of in ((60, True), (61, False)):
        source = "\n\n".join(f"[C{n}]: Claim." for n in range(many))
        panel = widgets.OwnMap("x", "1906:19", source, store=Answers(tmp_path / "a"))
        assert ("<svg" in panel.html) == picture_of
        assert ("Of more than 60 boxes or 180 lines" in panel.html) != picture_of


def test_a_claim_of_a_repair_can_be_opened(tmp_path):
    repair = widgets.RepairMap("wrong voice", store=Answers(tmp_path))
    title = next(iter(repair._map.nodes))
    assert act(repair, f"open/{title}").startswith(f"[{title}] ")
    assert act(repair, "check").startswith("The planted fault is not mended yet.")
    assert act(repair, "hint") == repair._repair["hint"]
    act(repair, "check", source=repair._repair["right"])
    assert repair.status == repair._repair["mended"]
    act(repair, "check", source="x")
    assert repair.status.startswith(
        "The map cannot be read yet: line 1, this is neither"
    )
    act(repair, "again")
    assert repair.values["source"] == repair._repair["broken"]


def test_a_judgement_of_a_thread_is_kept_and_then_ours_is_shown(tmp_path):
    panel = widgets.Threads("betrayal", store=Answers(tmp_path))
    count = len(texts.threads())
    assert panel.status == f"0 of {count} threads judged."
    assert "Show our reading" not in panel.html
    assert re.fullmatch(
        rf"Kept \d\d:\d\d:\d\d: 1936 revises it\. 1 of {count} judged\.",
        act(panel, "judge/revised/betrayal"),
    )
    assert re.search(r'data-action="judge/revised/betrayal" checked', panel.html)
    assert "Our reading:" not in panel.html
    assert act(panel, "ours//betrayal") == "Our reading stands below."
    thread = next(t for t in texts.threads() if t["key"] == "betrayal")
    assert thread["why"] in html.unescape(panel.html)
    for anchor in [*thread["early"], *thread["late"]]:
        assert anchor["cite"] in panel.static_html()
        assert f"({anchor['cite'].split('.')[0]}" in panel.html
    with pytest.raises(SeminarError, match="There is no thread 'x'"):
        widgets.Threads("x", store=Answers(tmp_path))


def test_the_signs_of_a_passage_are_marked_when_asked_for():
    panel = widgets.Signs("1906:15")
    assert "<mark>" not in panel.html
    told = act(panel, "signs")
    spans = arguments.indicators(texts.load("1906")[15])
    assert told == (f"{len(spans)} words are marked, and explained below the passage.")
    assert panel.html.count("<mark>") == len(spans)
    assert "<b>conclusion</b> (“therefore”" in panel.html


REFUSING = """
import sys
REFUSED = {"numpy", "pandas", "scipy", "sklearn", "matplotlib"}
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in REFUSED:
            raise ImportError(f"{name} is refused")
sys.meta_path.insert(0, Refuse())
from helpers import arguments, texts, widgets
from helpers.answers import Answers
early = arguments.load("1906")
arguments.mend(early, early, early, texts.load("1906"))
arguments.layout(early, arguments.spine(early))
store = Answers(sys.argv[1])
panel = widgets.ArgumentMap("1906", "Lock-outs and resignation", store=store)
name = panel._ids["Lock-outs answer it"]
for action in (f"open/{name}", f"crux/{name}", f"verdict/reject/{name}"):
    panel.receive({"action": action})
assert panel.status.startswith("You rejected [Lock-outs answer it]. ["), panel.status
assert "<svg" in panel.static_html()
assert "text/html" in panel._repr_mimebundle_()[0]
own = widgets.OwnMap("x", store=store)
own.receive({"action": "open/Main claim"})
assert "<svg" in own.static_html() and "[Main claim] stands" in own.status, own.status
repair = widgets.RepairMap("wrong voice", store=store)
repair.receive({"changed": {"source": repair._repair["right"]}, "action": "check"})
assert repair.status == repair._repair["mended"], repair.status
signs = widgets.Signs("1906:15")
signs.receive({"action": "signs"})
assert "<mark>" in signs.html
assert "<h3>" in widgets.Threads(store=store).static_html()
assert not REFUSED & set(sys.modules)
"""


def test_maps_work_where_numpy_and_pandas_are_refused(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", REFUSING, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr


def test_a_map_is_read_once_while_its_file_stays_the_same(own, monkeypatch):
    folder = own("a.md")
    path = folder / "a-map.argdown"
    path.write_text("[A]: One.")
    first = arguments.load("a", folder)
    assert arguments.load("a", folder) is first
    path.write_text("[A]: One.\n\n[B]: Two.")
    assert list(arguments.load("a", folder).nodes) == ["A", "B"]


def test_a_citation_is_the_paragraphs_whatever_its_sentence(early):
    text = quotations._cited("1906:15.2-3", early)
    assert text == early[15].text
    for cite in ("1906", "1936:15", "1906:0", "1906:15x", "15"):
        with pytest.raises(CitationError):
            quotations._cited(cite, early)
