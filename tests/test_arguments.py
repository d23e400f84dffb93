"""Argument maps: read as the official parser reads them, evaluated as the published
semantics does, exact on the page.
"""

import html
import itertools
import json
import pathlib
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import arguments, texts, widgets
from helpers.answers import Answers
from helpers.errors import MapError, TextError
from helpers.maps import argdown, evaluation, network

HERE = pathlib.Path(__file__).parent
VECTORS = json.loads((HERE / "vectors/arguments.json").read_text(encoding="utf-8"))[
    "vectors"
]
OFFICIAL = json.loads((HERE / "vectors/argdown.json").read_text(encoding="utf-8"))
MAPS = {text_id: arguments.load(text_id) for text_id in ("1906", "1936")}
THREADS = texts.threads()
LABELS = {"IN": "stands", "OUT": "falls", "UNDEC": "open"}
WORDS = {"accept": "accept", "reject": "reject", "undecided": "open"}

# Every row of the list of arguments and threads that the seminar must cover, by key.
KEYS_1906 = """narrowing ground|borrowed support|divided village|double bind
two frictions|no exit clause|programmes dissolve|eight-hour day|bourgeois horn
resignation objection|unemployment|land|forces, not intentions|no special form
policy as survival|uninterrupted revolution|the legalists|the realists|state support
contagion|party inertia|linked fates"""
KEYS_1936 = """better forecasters|interests, not arguments|leaders and forces
reaction follows|backwardness|demobilized commanders|arbiter|defeats and bureaucracy
gospel of repose|Stalin found|other side|Lenin's absence|factions were normal
episodic act|suited their taste|national and administrative|obedience
rivalry is surface|democracy gone|Thermidor needs social causes
dying away of the state|the theorem|official contradiction|debate under fire
theory answers to fact|armed people|the remnants|needed, within limits
queue and policeman|growth feeds privilege|planter of inequality|new accumulation
defined by property|commanding stratum|who owns the owner|not state capitalism
economy hangs on state|fall means restoration|betrayed, not overthrown
three hypotheses|heirs|neither capitalism nor socialism|no finished definition
deified leader|Bonapartism|plebiscite|symmetrical, with a difference
right, from its side"""
SPINE = """narrowing ground|divided village|no exit clause|programmes dissolve
eight-hour day|uninterrupted revolution|state support|party inertia|linked fates
interests, not arguments|reaction follows|defeats and bureaucracy
factions were normal|episodic act|Thermidor needs social causes
dying away of the state|the theorem|needed, within limits|queue and policeman
defined by property|commanding stratum|who owns the owner|betrayed, not overthrown
three hypotheses|neither capitalism nor socialism|Bonapartism"""
KEYS_THREADS = """no help from the West|temporary domination
inertia of organizations|the peasantry turns its back|the ground narrows
collectivism|above the nation|arguments and interests|prospects and hypotheses
exceptional measures|betrayal|class, party, government|the state|cleansing
necessity and blame"""


def listed(keys):
    return re.split(r"[|\n]", keys)


def nodes():
    return [
        (text_id, node) for text_id, one in MAPS.items() for node in one.nodes.values()
    ]


# The maps of the texts


@pytest.mark.parametrize("text_id", MAPS)
def test_every_quotation_is_exact_in_its_paragraph(text_id):
    table = arguments.check(MAPS[text_id], texts.load(text_id))
    assert len(table) > 90
    assert table[table["result"] != "exact"].to_dict("records") == []


@pytest.mark.parametrize(
    ("text_id", "keys"), [("1906", KEYS_1906), ("1936", KEYS_1936)]
)
def test_every_key_is_mapped_once(text_id, keys):
    found = [
        node.data["key"] for node in MAPS[text_id].nodes.values() if "key" in node.data
    ]
    assert sorted(found) == sorted(listed(keys))


def test_the_spine_is_marked():
    marked = {node.data.get("key") for _, node in nodes() if "spine" in node.tags}
    assert marked == set(listed(SPINE))


def test_every_paragraph_is_covered_or_listed_with_a_reason():
    narrative = {
        entry["cite"]: entry["reason"] for entry in texts.listed("narrative.yml")
    }
    everywhere = {p.cite for text_id in MAPS for p in texts.load(text_id)}
    cited = [
        anchor["cite"] for _, node in nodes() for anchor in node.data.get("anchors", [])
    ]
    anchored = {re.match(r"[^:]+:\d+", cite)[0] for cite in cited}
    assert anchored | set(narrative) == everywhere
    assert not anchored & set(narrative)
    assert all(len(reason) > 20 for reason in narrative.values())


def test_critics_are_named_and_quote_nothing():
    critics = [node for _, node in nodes() if "critic" in node.tags]
    assert len(critics) >= 40
    for node in critics:
        assert {"author", "work", "year", "checked"} <= set(node.data), node.title
        assert node.data["checked"] in ("yes", "no")
        assert not re.search(r"[\"“”]", node.text), node.title


def test_what_is_not_the_critics_or_ours_is_anchored():
    for _, node in nodes():
        if node.kind == "statement" and not {"critic", "unstated"} & set(node.tags):
            assert node.data.get("anchors"), node.title
        if "unstated" in node.tags:
            assert "anchors" not in node.data, node.title


@pytest.mark.parametrize("text_id", MAPS)
def test_a_section_fits_one_picture(text_id):
    for section in MAPS[text_id].sections:
        assert (
            1
            <= sum(node.section == section for node in MAPS[text_id].nodes.values())
            <= 25
        ), section


@pytest.mark.parametrize("text_id", MAPS)
def test_before_a_student_does_anything_no_thesis_has_lost(text_id):
    found = arguments.evaluate(MAPS[text_id])
    for title, node in MAPS[text_id].nodes.items():
        if {"thesis", "spine"} & set(node.tags) and not {"reported"} & set(node.tags):
            assert found[title].label != "falls", (title, found[title].reason)
        if {"reported", "critic"} & set(node.tags) and found[title].label == "stands":
            pytest.fail(f"{title} stands, though nobody has judged it")


def test_the_author_against_himself_is_in_the_map():
    later = MAPS["1936"]
    undercut = [
        r
        for r in later.relations
        if r.kind == "undercut" and r.source == "Weariness is not enough"
    ]
    assert [r.target for r in undercut] == ["Ebb and caste"]
    assert (
        "conceded"
        in next(
            n
            for n in later.nodes.values()
            if n.data.get("key") == "needed, within limits"
        ).tags
    )
    kinds = {r.kind for one in MAPS.values() for r in one.relations}
    assert kinds == {"support", "attack", "undercut", "contradictory"}


def test_threads_have_both_ends():
    assert [thread["key"] for thread in THREADS] == listed(KEYS_THREADS)
    for thread in THREADS:
        assert thread["outcome"] in ("kept", "revised", "dropped", "reversed", "silent")
        assert thread["question"].endswith("?")
        for year, end in (("1906", thread["early"]), ("1936", thread["late"])):
            assert end, thread["key"]
            for anchor in end:
                assert anchor["cite"].startswith(f"{year}:")
                assert (
                    arguments.verify(anchor["quote"], texts.passage(anchor["cite"]))[0]
                    == "exact"
                ), anchor


# Reading


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_official_parser_reads_the_same(name):
    from generate_argdown import TEXTS, generated

    source = (
        (TEXTS / name).read_text(encoding="utf-8")
        if name.endswith(".argdown")
        else generated(int(name.split()[1]))
    )
    ours, theirs = arguments.parse(source), OFFICIAL[name]
    assert theirs["errors"] == 0
    for kind in ("statement", "argument"):
        mine = {
            t: [n.text, list(n.tags), n.data]
            for t, n in ours.nodes.items()
            if n.kind == kind
        }
        assert mine == {t: found[:3] for t, found in theirs[f"{kind}s"].items()}
    blocks = {
        t: [s for s in found[3]] for t, found in theirs["arguments"].items() if found[3]
    }
    assert {
        i.argument: (
            [["premise", p] for p in i.premises] + [["main-conclusion", i.conclusion]]
        )
        for i in ours.inferences
    } == blocks

    def relation(kind, source, target):
        return (
            kind,
            *(
                sorted((source, target))
                if kind == "contradictory"
                else (source, target)
            ),
        )

    assert {relation(r.kind, r.source, r.target) for r in ours.relations} == {
        relation(*found) for found in theirs["relations"]
    }


@pytest.mark.parametrize(
    "vector",
    [v for v in VECTORS if v["kind"] == "argdown_parse"],
    ids=lambda v: v["id"],
)
def test_parse_vectors(vector):
    if vector["expected_for_us"].startswith("error"):
        with pytest.raises(MapError, match=r"line \d+: "):
            arguments.parse(vector["source"])
        return
    found = arguments.parse(vector["source"])
    if vector["id"].startswith("X7"):
        assert found.nodes["A"].text == "part III.A. says .A. and .E."
        return
    for title, expected in vector["official"]["statements"].items():
        node = found.nodes[title]
        assert (list(node.tags), node.data or None) == (
            expected["tags"],
            expected["data"],
        )
        assert node.text == re.sub(r"\s*#[\w-]+", "", expected["texts"][0])
    assert [[r.kind, r.source, r.target] for r in found.relations] == vector[
        "official"
    ]["relations"]


@pytest.mark.parametrize("name", OFFICIAL)
def test_what_is_written_is_read_again(name):
    from generate_argdown import TEXTS, generated

    source = (
        (TEXTS / name).read_text(encoding="utf-8")
        if name.endswith(".argdown")
        else generated(int(name.split()[1]))
    )
    first = arguments.parse(source)
    again = arguments.parse(argdown.write(first))
    plain = [
        (n.kind, n.title, n.text, n.tags, n.data, n.section)
        for n in first.nodes.values()
    ]
    assert sorted(plain, key=str) == sorted(
        (
            (n.kind, n.title, n.text, n.tags, n.data, n.section)
            for n in again.nodes.values()
        ),
        key=str,
    )
    assert sorted(map(str, first.inferences)) == sorted(map(str, again.inferences))
    assert sorted(r[:3] for r in first.relations) == sorted(
        r[:3] for r in again.relations
    )


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("===\ntitle: x\n===\n[A]: a", 1, "front matter is not"),
        ("===\nmodel:\n  mode: strict\n===\n[A]: a", 1, "strict mode is not"),
        ("[A]: a\n  + [B]: b", 2, "no arrow"),
        ("[A]: a\n  - [B]: b", 2, "no arrow"),
        ("<X>: x\n\n(1) [A]: a\n--\n(2) [B]: b", 4, "is no rule"),
        ("[A]: one [two] three", 1, "square bracket"),
        ("[A]: one < two", 1, "angle bracket"),
        ('[A]: a {quote: "x } y"}', 1, "brace inside a quotation"),
        ('[A]: a {k: "v"} #t', 1, "tags come before the data"),
        ("[A]: a {cite: 1906:15}", 1, "double quotes"),
        ("[A]: a {cite: x: y}", 1, "cannot be read"),
        ("[A]: a {n: 12}", 1, "double quotes"),
        ('[A]: a {k: "1", k: "2"}', 1, "stands twice"),
        ("[A]: a\n\n[A]: again", 3, "defined again; it was on line 1"),
        ('[A]: a {key: "x"}\n\n[B]: b {key: "x"}', 3, "the key 'x' stands on line 1"),
        ("[A]: a\n  <- [B]", 2, "nowhere stated"),
        ("[A]: a\n  <- <B>", 2, "nowhere stated"),
        ("\t[A]: a", 1, "a tab"),
        (
            "<X>: x\n\n[P]: p\n\n<Y>: y\n\n() [A]: a\n----\n(2) [B]: b",
            7,
            "needs its number",
        ),
        ("<X>: x\n\n(1) [A]: a\n(3) [C]: c\n----\n(4) [B]: b", 4, "(3) should be (2)"),
        ("<X>: x\n\n(1) [A]: a\n(2) [B]: b", 3, "has no conclusion"),
        ("(1) [A]: a", 1, "stands under an argument"),
        ("", 1, "no statement"),
        ("// only a comment", 1, "no statement"),
        ("Just words.", 1, "neither statement"),
        ("  <- [B]: b", 1, "nothing above"),
        ("[A]: a\n  <_ [B]: b", 2, "an undercut"),
        ("[A]: a\n  <-", 2, "after the arrow"),
        ("[A]: a {\n  key: x", 1, "not closed"),
        ("[]: a", 1, "a title stands between"),
        ("[A] a", 1, "a colon and a space"),
        ("[A]: a\n  <- [A]", 2, "points at itself"),
        ("#x\n[A]: a", 1, "a heading is"),
        ("[A]: #t", 1, "no claim"),
        ("[A]: a {k: " + "[" * 30_000 + "]" * 30_000 + "}", 1, "too many brackets"),
        ("[A]: a {k: &x [1], l: [*x, *x]}", 1, "a & or *"),
    ],
)
def test_what_is_wrong_is_said_by_line(source, line, what):
    with pytest.raises(MapError) as caught:
        arguments.parse(source)
    assert any(
        found == line and what in said for found, said in caught.value.problems
    ), caught.value.problems


def test_every_wrong_line_is_named_at_once():
    with pytest.raises(MapError) as caught:
        arguments.parse("[A]: a\n  + [B]\n\nnoise\n\n\t[C]: c")
    assert [line for line, _ in caught.value.problems] == [2, 4, 6]


def test_loose_front_matter_and_block_data_are_read():
    found = arguments.parse(
        '===\nmodel:\n  mode: loose\n===\n\n[A]: a {\n  key: "x"\n  anchors:\n    -'
        ' cite: "1906:1"\n      quote: "one two three"\n}'
    )
    assert found.nodes["A"].data == {
        "key": "x",
        "anchors": [{"cite": "1906:1", "quote": "one two three"}],
    }


NOISE = st.text(alphabet="[]<>{}():;#+-_=/ \n\tabA1.\"'*~\\…", max_size=120)


@given(NOISE)
def test_noise_is_read_or_refused_and_nothing_is_lost(noise):
    try:
        found = arguments.parse(noise)
    except MapError as error:
        if not error.problems or any(
            line < 0 or not said for line, said in error.problems
        ):
            raise
        return
    kept = " ".join(
        [
            *found.sections,
            *(
                f"{n.title} {n.text} {' '.join(n.tags)} {n.data}"
                for n in found.nodes.values()
            ),
        ]
    )
    for line in noise.split("\n"):
        if not line.strip().startswith("//"):
            assert all(word in kept for word in re.findall(r"[abA]+", line)), line


def test_ten_thousand_lines_of_noise():
    random_ = random.Random(1906)
    noise = "\n".join(
        "".join(random_.choices("[]<>{}():#+-_ abc\"'", k=30)) for _ in range(10_000)
    )
    with pytest.raises(MapError) as caught:
        arguments.parse(noise)
    assert len(caught.value.problems) >= 9_000


def test_a_map_that_is_not_there():
    with pytest.raises(TextError, match="no argument map of 1917"):
        arguments.load("1917")


def test_a_map_is_not_taken_for_that_of_a_shorter_id(own):
    for text_id in ("aa", "aa-b"):
        folder = own(f"{text_id}.md", f"id: {text_id}\ntitle: A\nyear: 2000")
    (folder / "aa-b-title.argdown").write_text("[A]: Of the longer id.")
    assert arguments.load("aa-b", folder).nodes["A"].text == "Of the longer id."
    with pytest.raises(TextError, match="no argument map of aa in"):
        arguments.load("aa", folder)


def test_a_faulty_map_is_named_with_its_file_and_line(own):
    folder = own("a.md")
    (folder / "a-title.argdown").write_text("[A]: One.\n\n[A: Two.")
    with pytest.raises(MapError, match="a-title.argdown(.|\n)*line 3"):
        arguments.load("a", folder)


def test_a_map_in_another_encoding_is_a_sentence(own):
    folder = own("a.md")
    (folder / "a-title.argdown").write_bytes("[A]: Größe.".encode("latin-1"))
    with pytest.raises(TextError, match="UTF-8"):
        arguments.load("a", folder)


# Parts, places and repairs


def test_a_section_is_drawn_without_overlap_and_within_its_size():
    for one in MAPS.values():
        for section in [*one.sections, "spine"]:
            inside, beyond = (
                (arguments.spine(one), [])
                if section == "spine"
                else arguments.part(one, section)
            )
            assert len(inside) + len(beyond) <= 25
            drawn = arguments.layout(one, [*inside, *beyond], beyond)
            assert set(drawn.boxes) == {*inside, *beyond}
            boxes = list(drawn.boxes.values())
            for a, b in itertools.combinations(boxes, 2):
                apart = (
                    a.x + a.width <= b.x
                    or b.x + b.width <= a.x
                    or a.y + a.height <= b.y
                    or b.y + b.height <= a.y
                )
                assert apart, (section, a.title, b.title)
            assert all(
                b.x >= 0
                and b.x + b.width <= drawn.width + 1e-6
                and 0 <= b.y <= drawn.height - b.height + 1e-6
                for b in boxes
            )
            assert drawn.width < 900


def test_no_line_of_a_section_runs_through_a_box():
    for one in MAPS.values():
        for section in one.sections:
            inside, beyond = arguments.part(one, section)
            drawn = arguments.layout(one, [*inside, *beyond], beyond)
            for line in drawn.lines:
                upright = [
                    (a, b) for a, b in zip(line.points, line.points[1:]) if a[0] == b[0]
                ]
                for title, box in drawn.boxes.items():
                    for (x, y1), (_, y2) in (
                        upright if title not in (line.source, line.target) else []
                    ):
                        inside_x, low, high = (
                            box.x < x < box.x + box.width,
                            *sorted((y1, y2)),
                        )
                        assert not (
                            inside_x
                            and low < box.y + box.height - 1
                            and high > box.y + 1
                        ), (section, line, title)


def test_a_claim_stands_above_what_it_rests_on():
    drawn = arguments.layout(
        MAPS["1906"], *arguments.part(MAPS["1906"], "Lock-outs and resignation")
    )
    for line in drawn.lines:
        assert drawn.boxes[line.source].y > drawn.boxes[line.target].y
    joints = {
        line.points[-1]
        for line in drawn.lines
        if line.kind == "premise" and line.target == "Eight-hour day"
    }
    assert len(joints) == 1  # linked premises meet in one point
    assert drawn == arguments.layout(
        MAPS["1906"], *arguments.part(MAPS["1906"], "Lock-outs and resignation")
    )


def test_parts_take_their_neighbours_along():
    inside, beyond = arguments.part(MAPS["1906"], "Lock-outs and resignation")
    assert len(inside) == 16
    assert beyond == ["Programmes dissolve"]
    bearing = arguments.bearing(MAPS["1906"], "Programmes dissolve", most=6)
    assert bearing[0] == "Programmes dissolve"
    assert len(bearing) == 6
    assert set(bearing[1:5]) == {
        "Who holds power",
        "Past the minimum",
        "Factories taken over",
        "Path to socialism",
    }
    assert set(arguments.spine(MAPS["1906"])) >= {
        t for t, n in MAPS["1906"].nodes.items() if "spine" in n.tags
    }


def test_indicator_words_are_found_where_they_stand(early):
    found = [
        (early[15].text[start:end], entry["sign"])
        for start, end, entry in arguments.indicators(early[15])
    ]
    assert ("therefore", "conclusion") in found
    assert ("there is no question but that", "assurance") in found
    assert [start for start, _, _ in arguments.indicators(early[15])] == sorted(
        start for start, _, _ in arguments.indicators(early[15])
    )
    assert [entry["sign"] for entry in texts.listed("indicators.yml")] == [
        "reason",
        "conclusion",
        "turn",
        "condition",
        "assurance",
    ]


def test_every_quotation_of_the_maps_can_be_marked_in_its_paragraph():
    for text_id, one in MAPS.items():
        text = texts.load(text_id)
        for node in one.nodes.values():
            for anchor in node.data.get("anchors", []):
                paragraph = text[int(anchor["cite"].split(":")[1])]
                assert arguments.quoted(paragraph, [anchor["quote"]]), anchor
    assert arguments.quoted(text[1], ["words that are not there"]) == []


def test_whoever_accepts_a_claim_and_its_objection_must_choose():
    one = MAPS["1906"]
    both = {"Lock-outs answer it": "accept", "Bargain was struck": "accept"}
    assert arguments.conflicts(one, both) == [
        ("Lock-outs answer it", "Bargain was struck")
    ]
    assert arguments.conflicts(one, both | {"Bargain was struck": "reject"}) == []
    excluding = arguments.parse("[A]: a\n  >< [B]: b")
    assert arguments.conflicts(excluding, {"A": "accept", "B": "accept"}) == [
        ("A", "B")
    ]
    answered = arguments.parse("[A]: a\n  <- [B]: b\n    <- [C]: c")
    assert arguments.conflicts(answered, {"A": "accept", "B": "accept"}) == [("B", "C")]


def test_what_a_verdict_changed_is_told():
    one = MAPS["1906"]
    before, after = (
        arguments.evaluate(one),
        arguments.evaluate(one, {"Lock-outs answer it": "reject"}),
    )
    assert sorted(arguments.changed(before, after)) == [
        "Eight-hour day",
        "Expropriation only way",
        "Lock-outs answer it",
        "Past the minimum",
    ]
    assert arguments.changed(before, before) == []


@pytest.mark.parametrize(
    "repair", texts.listed("repairs.yml"), ids=lambda repair: repair["key"]
)
def test_a_planted_fault_is_found_and_its_repair_accepted(repair):
    text, _, _ = texts.find(repair["passage"])
    right, broken = arguments.parse(repair["right"]), arguments.parse(repair["broken"])
    assert list(arguments.check(right, text)["result"]) == ["exact"] * len(
        arguments.check(right, text)
    )
    assert arguments.mend(right, broken, right, text) == []
    assert arguments.mend(broken, broken, right, text) != []
    renamed = arguments.parse(re.sub(r"<([^>+-]+)>", "<Another name>", repair["right"]))
    assert arguments.mend(renamed, broken, right, text) == []
    first = next(t for t, node in right.nodes.items() if node.kind == "statement")
    lost = arguments.parse(repair["right"].replace(first, "Something else"))
    assert f"[{first}]" in arguments.mend(lost, broken, right, text)[0]
    for words_quoted in re.findall(
        r"“([^”]+)” \(((?:1906|1936):\d+)\)", repair["mended"]
    ):
        assert words_quoted[0] in texts.passage(words_quoted[1])


def test_a_repair_that_breaks_something_else_is_told_so(early):
    repair = next(
        one for one in texts.listed("repairs.yml") if one["key"] == "wrong way"
    )
    right, broken = arguments.parse(repair["right"]), arguments.parse(repair["broken"])
    turned = arguments.parse(repair["right"].replace("+> [Factories", "-> [Factories"))
    said = arguments.mend(turned, broken, right, early)
    assert said == [
        "How [Lock-out is left] and [Factories taken over] are joined is not as in the"
        " passage."
    ]


def test_a_repair_without_its_quotation_is_no_repair():
    repair = next(
        one for one in texts.listed("repairs.yml") if one["key"] == "not there"
    )
    right, broken, late_text = (
        arguments.parse(repair["right"]),
        arguments.parse(repair["broken"]),
        texts.load("1936"),
    )
    lost = arguments.parse(re.sub(r" \{anchors.*only source.*\}", "", repair["broken"]))
    assert arguments.mend(lost, broken, right, late_text) == [
        "[Power starts there] has lost its quotation. Put it back."
    ]
    other = arguments.parse(
        repair["broken"].replace(
            "Such is the only source of the power of the Soviet bureaucracy",
            "each against all",
        )
    )
    assert arguments.mend(other, broken, right, late_text) == [
        "The planted fault is not mended yet.",
        "[Power starts there] quotes words that stand in 1936:62, and not those that"
        " the claim rests on.",
    ]


SLIGHTLY = {
    "lower case": ("Such is the starting", "such is the starting"),
    "an ellipsis": ("the power of the Soviet", "… the Soviet"),
    "a double space": ("starting point", "starting  point"),
    "less": ("Such is the starting", "the starting"),
    "a claim in capitals": ("This is where", "THIS IS where"),
    "more": ("Soviet bureaucracy", "Soviet bureaucracy. It"),
}


@pytest.mark.parametrize("change", SLIGHTLY)
def test_a_repair_whose_quotations_stand_is_mended(change, late):
    right, broken = repair_of("not there")
    mine = arguments.parse(source_of("not there").replace(*SLIGHTLY[change]))
    assert arguments.mend(mine, broken, right, late) == []


def test_a_voice_is_mended_however_the_tag_is_written(late):
    right, broken = repair_of("wrong voice")
    mine = source_of("wrong voice").replace("#reported", "#Reported")
    assert arguments.mend(arguments.parse(mine), broken, right, late) == []


def test_what_is_not_mended_is_told_by_its_claims_and_what_differs(early, late):
    right, broken = repair_of("wrong sign")
    mine = source_of("wrong sign").replace("<- [No", "+> [No")
    assert arguments.mend(arguments.parse(mine), broken, right, early) == [
        "The planted fault is not mended yet.",
        "In your map [Resign and appeal] supports [No solution]; in the passage it is"
        " otherwise.",
    ]
    right, broken = repair_of("wrong voice")
    mine = source_of("wrong voice").replace("#reported", "#conceded")
    assert arguments.mend(arguments.parse(mine), broken, right, late) == [
        "The planted fault is not mended yet.",
        "In your map [War party] is conceded; in the passage it is otherwise.",
    ]
    right, broken = repair_of("not there")
    mine = source_of("not there").replace("the starting point", "a starting point")
    assert arguments.mend(arguments.parse(mine), broken, right, late) == [
        "The planted fault is not mended yet.",
        "The quotation of [Power starts there] does not stand in 1936:62 as it is"
        " written. Compare it with the passage, word by word. The nearest words are:"
        " “Such is the starting point of the power of the Soviet bureaucracy.”.",
    ]


def test_before_it_is_mended_a_repair_does_not_tell_its_fault(tmp_path):
    for number, repair in enumerate(texts.listed("repairs.yml"), 1):
        panel = widgets.RepairMap(number, store=Answers(tmp_path))
        shown = f"{panel.title} {panel.fields} {panel.html} {panel.passage}"
        shown += f"{panel.status} {panel.above}"
        assert repair["key"] not in shown
        assert "is not exact" not in shown
        assert "quotations stand" not in panel.status


def test_a_repair_has_an_id_a_number_and_the_name_it_had(tmp_path):
    store = Answers(tmp_path)
    store.keep("map", "repair/wrong sign", "[A]: kept by the version before")
    for name in ("wrong sign", "resignation", 5):
        panel = widgets.RepairMap(name, store=store)
        assert panel.values["source"] == "[A]: kept by the version before"
    panel.receive({"changed": {"source": "[A]: kept since"}, "number": 1})
    again = widgets.RepairMap("wrong sign", store=store)
    assert again.values["source"] == "[A]: kept since"


def repair_of(key):
    """The map as it should be and as it is given."""
    repair = next(r for r in texts.listed("repairs.yml") if r["key"] == key)
    return arguments.parse(repair["right"]), arguments.parse(repair["broken"])


def source_of(key):
    return next(r["right"] for r in texts.listed("repairs.yml") if r["key"] == key)


def test_evaluation_searches_once_for_each_claim_whatever_is_rejected(monkeypatch):
    later, searched, original = MAPS["1936"], [], network.reached
    for module in (evaluation, network):
        monkeypatch.setattr(
            module,
            "reached",
            lambda start, further: searched.append(start) or original(start, further),
        )
    arguments.evaluate(later, dict.fromkeys(arguments.basic(later), "reject"))
    assert 50 < len(searched) <= len(later.nodes)  # and not once for each verdict


def test_a_repair_is_held_to_what_was_given(late):
    repair = next(
        one for one in texts.listed("repairs.yml") if one["key"] == "tied together"
    )
    right, broken = arguments.parse(repair["right"]), arguments.parse(repair["broken"])
    reworded = arguments.parse(
        repair["right"].replace(
            "In 1917 leaders rose and fell with the forces behind them.", "x"
        )
    )
    assert arguments.mend(reworded, broken, right, late) == [
        "The claim of [Kerensky and Lenin] has other words now. Put back those that"
        " were given."
    ]
    own = arguments.parse(
        repair["right"] + "\n[My remark]: I doubt it.\n  -> [Leaders mirror forces]\n"
    )
    assert (
        arguments.mend(own, broken, right, late) == []
    )  # what a reader adds is his own
    lines = repair["right"].splitlines()
    titles = ["[Kerensky and Lenin]", "[French succession]"]
    single = "\n\n".join([line.strip().removeprefix("<+ ") for line in lines])
    single += "".join(
        f"\n\n<A{n}>: one\n\n(1) {title}\n----\n(2) [Leaders mirror forces]"
        for n, title in enumerate(titles)
    )
    assert (
        arguments.mend(arguments.parse(single), broken, right, late) == []
    )  # arguments of one premise each support one by one


# Quotations


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS if v["kind"] == "quote_verify"], ids=lambda v: v["id"]
)
def test_quotation_vectors(vector):
    paragraphs = [
        re.sub(r"^\d+\.\d+ ", "", block) for block in vector["source"].split("\n\n")[1:]
    ]
    results = [
        arguments.verify(vector["quote"], paragraph)[0] for paragraph in paragraphs
    ]
    best = min(results, key=["exact", "near", "too short", "absent"].index)
    assert best in vector["expected"].split(" or ")


def test_a_citation_of_no_paragraph():
    found = arguments.parse(
        '[A]: a {anchors: [{cite: "1906:999", quote: "one two three"}, {cite: "x",'
        ' quote: "one two three"}]}'
    )
    table = arguments.check(found, texts.load("1906"))
    assert list(table["result"]) == ["absent", "absent"]
    assert "1906:999 is not a paragraph" in table["nearest"][0]


# Evaluation


def vector_map(described):
    """The map of a vector: statements that are derived have no verdict of their own."""
    nodes, inferences, relations = {}, [], []
    for title in [*described["statements"], *described["arguments"]]:
        kind = "statement" if title in described["statements"] else "argument"
        nodes[title] = argdown.Node(kind, title, title, (), {}, "", 1)
    for name, found in described["arguments"].items():
        inferences.append(
            argdown.Inference(name, tuple(found["premises"]), found["conclusion"])
        )
    relations += [argdown.Relation("attack", *pair, 1) for pair in described["attacks"]]
    relations += [
        argdown.Relation("contradictory", *pair, 1)
        for pair in described["contradictions"]
    ]
    concluded = {found["conclusion"] for found in described["arguments"].values()}
    verdicts = {}
    for title, verdict in described["statements"].items():
        if (
            title not in concluded
        ):  # derived by nothing: stands for a basic one that is rejected
            verdicts[title] = WORDS.get(verdict, "reject")
    return argdown.ArgumentMap(nodes, inferences, relations, []), verdicts


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS if v["kind"] == "map_grounded"], ids=lambda v: v["id"]
)
def test_grounded_vectors(vector):
    argument_map, verdicts = vector_map(vector["map"])
    found = arguments.evaluate(argument_map, verdicts)
    assert {title: label.label for title, label in found.items()} == {
        title: LABELS[label] for title, label in vector["expected"].items()
    }


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS if v["kind"] == "crux"], ids=lambda v: v["id"]
)
def test_crux_vectors(vector):
    argument_map, verdicts = vector_map(vector["map"])
    found = arguments.cruxes(argument_map, vector["target"], verdicts)
    assert sorted(map(sorted, found)) == sorted(
        map(sorted, vector["minimal_rejections_that_unseat"])
    )
    assert [len(crux) for crux in found] == sorted(len(crux) for crux in found)


@st.composite
def maps(draw):
    """Any map, circles included."""
    titles = [f"s{n}" for n in range(draw(st.integers(2, 6)))]
    names = [f"a{n}" for n in range(draw(st.integers(0, 3)))]
    described = {
        title: argdown.Node("statement", title, title, (), {}, "", 1)
        for title in titles
    }
    described |= {
        name: argdown.Node("argument", name, name, (), {}, "", 1) for name in names
    }
    inferences = []
    for name in names:
        premises = draw(
            st.lists(st.sampled_from(titles), min_size=1, max_size=3, unique=True)
        )
        inferences.append(
            argdown.Inference(name, tuple(premises), draw(st.sampled_from(titles)))
        )
    pairs = st.tuples(
        st.sampled_from(["support", "attack", "contradictory"]),
        st.sampled_from(titles + names),
        st.sampled_from(titles),
    )
    relations = [
        argdown.Relation(*pair, 1)
        for pair in draw(st.lists(pairs, max_size=8))
        if pair[1] != pair[2]
    ]
    return argdown.ArgumentMap(described, inferences, relations, [])


@given(maps(), st.data())
def test_evaluation_is_sound_and_an_unrelated_verdict_changes_nothing(
    argument_map, data
):
    basic = arguments.basic(argument_map)
    verdicts = {
        title: data.draw(st.sampled_from(["accept", "reject", "open"]))
        for title in basic
    }
    found = arguments.evaluate(argument_map, verdicts)
    assert found == arguments.evaluate(argument_map, dict(reversed(verdicts.items())))
    assert all(label.reason for label in found.values())
    arguments.outline(argument_map, verdicts)
    for title in basic:
        for other in ("accept", "reject", "open"):
            changed = arguments.evaluate(argument_map, verdicts | {title: other})
            bearing = {
                node
                for node in argument_map.nodes
                if title in network.Network(argument_map).bearing_on(node)
            }
            assert all(
                changed[node].label == found[node].label
                for node in argument_map.nodes
                if node not in bearing
            )


@given(maps())
def test_any_map_can_be_drawn(argument_map):
    drawn = arguments.layout(argument_map)
    assert set(drawn.boxes) == set(argument_map.nodes)
    assert len(drawn.lines) == len(arguments.edges(argument_map))
    for a, b in itertools.combinations(drawn.boxes.values(), 2):
        assert (
            a.x + a.width <= b.x
            or b.x + b.width <= a.x
            or a.y + a.height <= b.y
            or b.y + b.height <= a.y
        )


@given(maps())
def test_cruxes_are_minimal_and_complete(argument_map):
    basic = arguments.basic(argument_map)
    for title in argument_map.nodes:
        stands = arguments.evaluate(argument_map)[title].label == "stands"
        found = arguments.cruxes(argument_map, title, most=2)
        assert stands or found == []
        for crux in found:
            assert arguments.evaluate(argument_map, crux)[title].label != "stands"
            for kept in crux:
                assert (
                    arguments.evaluate(
                        argument_map, {t: v for t, v in crux.items() if t != kept}
                    )[title].label
                    == "stands"
                )
        if stands:
            for pair in itertools.combinations(basic, 2):
                unseated = (
                    arguments.evaluate(argument_map, dict.fromkeys(pair, "reject"))[
                        title
                    ].label
                    != "stands"
                )
                assert not unseated or any(set(crux) <= set(pair) for crux in found)


def test_reasons_are_in_words():
    found = arguments.parse("[C]: c\n  <+ [P]: p\n  <- [O]: o #critic\n    <- [R]: r")
    assert (
        arguments.evaluate(found)["C"].reason
        == "[P] stands; [O] does not stand against it"
    )
    rejected = arguments.evaluate(found, {"P": "reject"})
    assert rejected["C"] == ("falls", "unsupported here: you rejected [P]")
    answered = arguments.evaluate(found, {"O": "accept", "R": "reject"})
    assert answered["C"] == ("falls", "answered by [O], which stands")
    waiting = arguments.evaluate(found, {"R": "open"})
    assert waiting["C"].label == "open"
    assert "[O]" in waiting["C"].reason
    assert arguments.evaluate(found)["O"].reason == "answered by [R], which stands"


def test_what_a_verdict_may_not_be():
    found = arguments.parse("[C]: c\n  <+ [P]: p")
    for verdicts, what in (
        ({"C": "reject"}, "is derived"),
        ({"X": "accept"}, "no claim"),
        ({"P": "maybe"}, "no verdict"),
    ):
        with pytest.raises(MapError, match=what):
            arguments.evaluate(found, verdicts)


def test_an_argument_without_premises_takes_a_verdict():
    found = arguments.parse("[C]: c\n\n<A>: because.\n  +> [C]\n  <_ [U]: but #critic")
    assert arguments.basic(found) == ["A", "U"]
    assert arguments.evaluate(found, {"A": "reject"})["C"].label == "falls"
    assert arguments.evaluate(found, {"U": "accept"})["C"].label == "falls"


def test_a_circle_is_reported():
    found = arguments.parse("[A]: a\n  <+ [B]: b\n\n[C]: c\n  +> [B]\n\n[A]\n  +> [B]")
    assert (
        arguments.evaluate(found, {"C": "open"})["A"].reason == "open, because of [B]"
    )  # it rests on something outside the circle
    only = arguments.parse("[A]: a\n  <+ [B]: b\n    <+ [A]")
    assert "circle" in arguments.evaluate(only)["A"].reason


def test_the_outline_tells_every_claim_once_and_with_its_label():
    for one in MAPS.values():
        told = arguments.outline(one, {})
        for node in one.nodes.values():
            assert told.count(f"{node.title}. {node.text}") == 1, node.title


def test_every_claim_has_an_id_that_outlives_its_title():
    for text_id, one in MAPS.items():
        ids = [node.data["id"] for node in one.nodes.values()]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(rf"{text_id}-\d{{3}}", found) for found in ids)


def test_a_verdict_given_in_one_map_is_seen_in_the_others_of_that_text(tmp_path):
    store = Answers(tmp_path)
    parts = {text_id: next(iter(MAPS[text_id].sections)) for text_id in MAPS}
    one, other, late = (
        widgets.ArgumentMap(text_id, parts[text_id], store=store)
        for text_id in ("1906", "1906", "1936")
    )
    drawn, title = (
        (other.html, late.html),
        next(
            title for title in one._part()[0] if title in arguments.basic(MAPS["1906"])
        ),
    )
    one.receive({"action": f"verdict/reject/{one._ids[title]}", "number": 1})
    assert other.values["verdicts"] == one.values["verdicts"] != "{}"
    assert other.html != drawn[0]
    assert late.html == drawn[1]


def test_a_place_that_does_not_exist_is_said_so(tmp_path):
    panel = widgets.OwnMap(
        "x",
        "1906:15",
        '[Claim]: One. {anchors: [{cite: "9999:1", quote: "one two three"}]}',
        store=Answers(tmp_path),
    )
    shown = html.unescape(panel.html + panel.passage)
    assert (
        "“one two three” cannot be looked up. '9999:1' is no paragraph of"
        " Results and Prospects." in shown
    )
    assert "nearest: “'" not in shown


@pytest.mark.parametrize(
    "data",
    [
        '{anchors: [{cite: "1906:15", quote: ["a", "b"]}]}',
        '{anchors: [{cite: ["1906:15"], quote: "one two three"}]}',
        '{anchors: [{cite: "aa:1-2", quote: "one two three"}]}',
        "{anchors: [{quote: one}]}",
        '#critic {author: ["a", "b"], work: "w", year: "1906"}',
    ],
)
def test_odd_data_in_a_map_of_ones_own_is_no_fault_of_ours(data, tmp_path):
    panel = widgets.OwnMap(
        "x", "1906:15", f"[Claim]: One. {data}", store=Answers(tmp_path)
    )
    assert "Something went wrong" not in panel.status
    assert "Claim" in panel.html
