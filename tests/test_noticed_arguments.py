"""Argument maps: whose voice a claim is in, what a chain of steps rests on, and what
nobody has checked.
"""

import re

import pytest
from markupsafe import escape

from helpers import arguments, texts, widgets

CHAIN = """
<Two steps>

(1) [P]: p
(2) [Q]: q
-----
(3) [R]: r
(4) [S]: s
-----
(5) [T]: t
"""


def labels(argument_map, verdicts=None):
    labels = arguments.evaluate(argument_map, verdicts or {})
    return {title: label.label for title, label in labels.items()}


@pytest.mark.parametrize("tag", ["reported", "contested", "critic"])
def test_what_is_not_the_authors_word_is_open_until_it_is_judged(tag):
    argument_map = arguments.parse(f"[A]: a\n  <+ [B]: b #{tag}")
    assert labels(argument_map) == {"A": "open", "B": "open"}
    assert labels(argument_map, {"B": "accept"}) == {"A": "stands", "B": "stands"}
    assert labels(argument_map, {"B": "reject"}) == {"A": "falls", "B": "falls"}
    reasons = arguments.evaluate(argument_map, {})
    assert reasons["B"].reason == "open until you judge it"
    assert reasons["A"].reason == "open, because of [B]"


@pytest.mark.parametrize("tags", ["", "#conceded", "#unstated", "#thesis"])
def test_what_the_author_says_or_grants_is_accepted_until_it_is_judged(tags):
    argument_map = arguments.parse(f"[A]: a\n  <+ [B]: b {tags}")
    assert labels(argument_map) == {"A": "stands", "B": "stands"}
    reason = arguments.evaluate(argument_map, {})["B"].reason
    assert reason == "accepted, since you have not judged it"


@pytest.mark.parametrize("text_id", ["1906", "1936"])
def test_in_the_maps_only_what_others_say_waits_for_a_verdict(text_id):
    argument_map = arguments.load(text_id)
    reasons = arguments.evaluate(argument_map, {})
    waiting = {
        title
        for title in arguments.basic(argument_map)
        if reasons[title].reason == "open until you judge it"
    }
    others = {
        title
        for title in arguments.basic(argument_map)
        if {"reported", "contested", "critic"} & set(argument_map.nodes[title].tags)
        and not reasons[title].reason.startswith("answered by")
    }
    assert waiting == others != set()


def test_a_later_step_rests_on_the_conclusion_and_the_premises_of_the_earlier():
    argument_map = arguments.parse(CHAIN)
    assert set(arguments.basic(argument_map)) == {"P", "Q", "S"}
    for premise, fallen in (("P", "PRT"), ("Q", "QRT"), ("S", "ST")):
        at_last = labels(argument_map, {premise: "reject"})
        statements = {title: at_last[title] for title in "PQRST"}
        assert statements == {
            title: "falls" if title in fallen else "stands" for title in "PQRST"
        }
        reason = arguments.evaluate(argument_map, {premise: "reject"})["T"].reason
        assert reason == f"unsupported here: you rejected [{premise}]"
    assert arguments.cruxes(argument_map, "T") == [
        {premise: "reject"} for premise in "PQS"
    ]
    assert arguments.cruxes(argument_map, "R") == [
        {premise: "reject"} for premise in "PQ"
    ]
    assert arguments.turning(argument_map, "P") == ["R", "T"]
    assert arguments.turning(argument_map, "S") == ["T"]


def test_an_open_premise_of_a_chain_leaves_all_that_follows_open():
    argument_map = arguments.parse(CHAIN.replace("[Q]: q", "[Q]: q #contested"))
    at_first = labels(argument_map)
    assert {title: at_first[title] for title in "PQRST"} == {
        "P": "stands",
        "Q": "open",
        "R": "open",
        "S": "stands",
        "T": "open",
    }


def test_an_outline_tells_each_step_of_a_chain_and_every_voice():
    outline = arguments.outline(arguments.parse(CHAIN + "\n[V]: v #contested\n"))
    assert outline.splitlines() == [
        "T. t",
        "  follows by Two steps.",
        "    takes as premises P. p",
        "    takes as premises Q. q",
        "    takes as premises R. r",
        "      follows by Two steps. see above",
        "    takes as premises S. s",
        "V. v (of his own side)",
    ]


VOICED = "[A]: The claim stands here. {tag}\n  -> [B]: Another claim there."


@pytest.mark.parametrize(
    ("mine", "mended"),
    [("#reported", True), ("", False), ("#conceded", False), ("#contested", False)],
)
def test_a_repair_is_of_the_voice_too(mine, mended):
    text = texts.load("1906")
    right, broken, given = (
        arguments.parse(VOICED.replace("{tag}", tag)) for tag in ("#reported", "", mine)
    )
    sentences = arguments.mend(given, broken, right, text)
    assert (sentences == []) == mended
    if not mended:
        assert sentences[0] == "The planted fault is not mended yet."


def test_a_voice_changed_beside_the_repair_is_told_by_its_claim():
    right = arguments.parse("[A]: One claim. #reported\n  -> [B]: Another claim.")
    broken = arguments.parse("[A]: One claim. #reported\n  +> [B]: Another claim.")
    mine = arguments.parse("[A]: One claim.\n  -> [B]: Another claim.")
    assert arguments.mend(mine, broken, right, texts.load("1906")) == [
        "The voice of [A] is not the passage's."
    ]


def test_the_planted_voice_of_the_seminar_must_be_mended():
    repair = next(r for r in texts.listed("repairs.yml") if r["key"] == "wrong voice")
    right, broken = arguments.parse(repair["right"]), arguments.parse(repair["broken"])
    text = texts.load("1936")
    assert arguments.mend(broken, broken, right, text) == [
        "The planted fault is not mended yet."
    ]
    other = arguments.parse(repair["right"].replace("#reported", "#conceded"))
    assert "The planted fault is not mended yet." in arguments.mend(
        other, broken, right, text
    )


def test_a_source_is_shown_with_what_was_looked_up_of_it():
    entries = [*texts.people(), *texts.glossary()]
    sources = [entry for entry in entries if entry.get("source")]
    html = "".join(
        widgets.Reader(text_id).html + widgets.Reader(text_id).passage
        for text_id in ("1906", "1936")
    )
    shown = re.findall(
        r"<small>Source: (.*?)\.</small>.*?<cite>\1</cite>\. (.*?)</p>", html
    )
    assert shown
    states = {(e["source"], escape(texts.looked_up(e))) for e in sources}
    assert set(shown) <= states


def test_a_critic_is_shown_with_what_was_looked_up_of_him():
    argument_map = arguments.load("1936")
    critics = [n for n in argument_map.nodes.values() if "critic" in n.tags]
    for node in critics[:4]:
        panel = widgets.ArgumentMap("1936")
        panel.receive({"action": f"open/{node.data['id']}", "number": 1})
        shown = panel.passage
        assert str(node.data["author"]) in shown
        assert escape(texts.looked_up(node.data)) in shown, node.title
    assert critics
