"""Prompts, merging, and what may be shown of a class: nothing run, no one named."""

import collections
import json
import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from of_class import HOSTILE, PROMPT, filled, shared, vote

from helpers import arguments, boards, discussion, errors, texts, widgets
from helpers.answers import Answers
from helpers.discussion import gathering
from helpers.store import folders, forms
from helpers.widgets.discussion import class_html


def test_there_are_prompts_for_every_session():
    prompts = discussion.prompts()
    assert len(prompts) >= 30
    assert collections.Counter(
        one["session"] for one in prompts if one.get("core")
    ) == {"1": 1, "2": 1, "3": 1, "4": 1, "5": 2}
    assert {one["session"] for one in prompts} == set("12345")
    assert {one["role"]["year"] for one in prompts if "role" in one} >= {
        "1906",
        "1917",
        "1921",
        "1928",
        "1936",
    }
    assert all(one["question"].endswith("?") for one in prompts)


def test_every_key_and_thread_is_reached_at_its_words():
    reached = collections.defaultdict(set)
    for one in discussion.prompts():
        here = {
            paragraph.cite
            for cite in one["passage"]
            for paragraph in texts.find(cite)[1]
        }
        for key in one["arguments"] + one["threads"]:
            reached[key] |= here
    anchored = collections.defaultdict(set)
    for argument_map in (arguments.load("1906"), arguments.load("1936")):
        for title, node in argument_map.nodes.items():
            steps = [step for step in argument_map.inferences if step.argument == title]
            parts = [
                title,
                *(p for step in steps for p in [*step.premises, step.conclusion]),
            ]
            parts += [r.source for r in argument_map.relations if r.target == title]
            for part in parts if node.data.get("key") else []:
                anchored[node.data["key"]] |= {
                    a["cite"].split(".")[0]
                    for a in argument_map.nodes[part].data.get("anchors", [])
                }
    threads = texts.threads()
    assert set(anchored) | {thread["key"] for thread in threads} == set(reached)
    assert [key for key, places in anchored.items() if not places & reached[key]] == []
    for thread in threads:
        for end in ("early", "late"):
            assert {a["cite"].split(".")[0] for a in thread[end]} & reached[
                thread["key"]
            ], (thread["key"], end)


def test_every_quotation_in_a_prompt_is_exact():
    found = 0
    for one in discussion.prompts():
        for quotation, cite in re.findall(
            r"“([^”]+)” \((19\d\d:\d+)\)", json.dumps(one, ensure_ascii=False)
        ):
            found += 1
            result, _ = arguments.verify(quotation, texts.passage(cite))
            assert (
                result == "exact"
                or quotation.replace("’", "'").casefold()
                in texts.passage(cite).casefold()
            ), (one["id"], quotation)
    assert found > 60


def test_history_in_a_prompt_names_its_source_and_has_what_was_looked_up():
    where = {entry["where"] for entry in texts.statements()}
    for one in discussion.prompts():
        for work in re.findall(
            r"\(([A-Z]\w+[^()]*, (?:18|19|20)\d\d[^()]*)\)",
            json.dumps(one, ensure_ascii=False),
        ):
            assert f"prompts.yml, {one['id']}" in where, (one["id"], work)
        if "role" in one:
            assert re.search(r"\d{4}\)$", one["role"]["knows"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda p: p.pop("scale"), "`scale:` is missing"),
        (lambda p: p.update(scale=["one"]), "two named ends"),
        (lambda p: p.update(passage=["1906:99"]), "prompt 1 .*1906:99"),
        (lambda p: p.update(passage=[]), "one passage at least"),
        (lambda p: p.pop("id"), "has no id"),
        (lambda p: p.update(role={"who": "x"}), "role: `year:`"),
        (lambda p: p.update(id=discussion.prompts()[1]["id"]), "stands twice"),
    ],
)
def test_a_wrong_prompt_is_named_with_what_to_do(change, told, monkeypatch):
    wrong = json.loads(json.dumps(texts.listed("prompts.yml")))
    change(wrong[0])
    monkeypatch.setattr(texts, "listed", lambda name: wrong)
    with pytest.raises(errors.TextError, match=told):
        discussion.prompts.__wrapped__()


@pytest.mark.parametrize("wrong", [None, [], {}, "words", ["x"]])
def test_a_file_without_prompts(wrong, monkeypatch):
    monkeypatch.setattr(texts, "listed", lambda name: wrong)
    with pytest.raises(errors.TextError, match=r"prompts\.yml"):
        discussion.prompts.__wrapped__()


def test_an_unknown_prompt():
    with pytest.raises(errors.SeminarError, match="There are: betrayal-same-measure"):
        widgets.Prompt("no-such")


def test_a_notebook_shows_what_was_wrong_and_no_lines_of_the_library():
    with pytest.raises(errors.SeminarError) as caught:
        widgets.Prompt("right and alone")
    assert caught.value._render_traceback_() == [str(caught.value)]
    assert "right-and-alone" in str(caught.value)


# Merging


def test_merge_has_the_last_answer_of_each_round(tmp_path):
    vote(shared(tmp_path, "anna"), 1, "early")
    vote(shared(tmp_path, "anna"), 2, "late")
    vote(shared(tmp_path, "anna"), 5, "again", round=2)
    shared(tmp_path, "boris").keep("vote", PROMPT, 4)
    merged = discussion.merge(tmp_path / "class")
    assert list(merged) == ["person", "prompt", "round", "vote", "why", "cite", "time"]
    assert merged.drop(columns="time").values.tolist() == [
        ["anna", PROMPT, 1, 2, "late", "1906:34.1"],
        ["anna", PROMPT, 2, 5, "again", "1906:34.1"],
        ["boris", PROMPT, 1, 4, "", ""],
    ]
    assert dict(discussion.merge(tmp_path / "none").dtypes) == dict(merged.dtypes)


def test_merge_reports_and_goes_on(tmp_path):
    anna = shared(tmp_path, "anna")
    vote(anna, 1, "a reason")
    folder, line = anna.folder, anna.path.read_text()
    (folder / "anna (1).jsonl").write_text(line)
    (folder / "twin.jsonl").write_text(line)
    (folder / "anna (2).jsonl").write_text(
        line.replace("a reason", "another's").replace(".", ",")
    )  # two people may call a file alike
    (folder / "boris.jsonl").write_text(
        line.replace("a reason", "other") * 2 + "no json\n" + '{"time": "half'
    )
    (folder / "cleo.jsonl").write_text(
        '{"time": "t", "kind": "vote", "key": "no-such", "round": 1, "value": {"vote":'
        " 9}}\n"
    )
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / "deep").mkdir()
    (folder / ".hidden").write_text("x")
    merged = discussion.merge(folder)
    assert merged["person"].tolist() == ["anna", "cleo", "boris", "anna (2)"]
    assert merged["vote"].isna().tolist() == [False, True, False, False]
    told = {(file, line): what for file, line, what in merged.attrs["problems"]}
    assert (
        told["anna (1).jsonl", 0]
        == told["twin.jsonl", 0]
        == "some of its answers are those of anna; both count as one person"
    )
    assert told["boris.jsonl", 0] == "1 answers stand twice; they count once"
    assert told["boris.jsonl", 3] == "no answer can be read here"
    assert told["boris.jsonl", 4].startswith("half-written")
    assert (
        told["photo.png", 0]
        == told["deep", 0]
        == "not a file of answers; it was not read"
    )
    assert len(told) == 9 - 1  # and two on cleo, under one place


def test_files_that_were_handed_in_are_merged_too(tmp_path):
    store = Answers(tmp_path / "x")
    vote(store, 3, "=a reason\nof two lines")
    folder = boards.prepare(tmp_path / "class")
    for n, form in enumerate(forms.FORMS):
        vote(store, n + 1, "=a reason\nof two lines")
        (folder / f"person {n}.{form}").write_text(
            discussion.export(store, form), newline=""
        )
    merged = discussion.merge(folder)
    assert merged["vote"].tolist() == [1, 2, 3]
    assert set(merged["why"]) == {"=a reason\nof two lines"}


def test_whoever_owns_a_file_in_the_folder_can_spoil_no_view(tmp_path):
    folder = boards.prepare(tmp_path / "class")
    whole = {
        "time": "2026-11-24T14:02:00",
        "kind": "vote",
        "key": PROMPT,
        "round": 1,
        "value": {"vote": 4, "why": "half \ud800 a sign"},
    }
    wrong = [
        {"round": 10**30},
        {"round": True},
        {"round": -1},
        {"key": 3},
        {"time": 4},
        {"time": "99999999"},
        {"value": {"vote": True}},
    ]
    wrong += [
        {"value": {"vote": 10**30, "why": ["x"], "cite": {}}},
        {"value": [1]},
        {"value": "x"},
        {"value": None},
        {"key": "x\n\0"},
    ]
    wrong += [
        {"kind": "verdict", "value": ["accept"]},
        {"kind": "topic name", "key": "nmf/²", "value": "x"},
        {"kind": "topic name", "value": 3},
    ]
    wrong += [
        {"kind": "intrusion score", "value": {"found": 10**30, "rounds": 1}},
        {"kind": "intrusion score", "value": []},
    ]
    for n, change in enumerate([{}, *wrong] * 6):
        (folder / f"person-{n}.jsonl").write_text(json.dumps(whole | change) + "\n")
    (folder / "deep.jsonl").write_text("[" * 100_000)
    (folder / "deep.json").write_text('{"a":' * 100_000)
    (folder / "bytes.csv").write_bytes(bytes(range(256)))
    (folder / "bom.jsonl").write_text("\ufeff" + json.dumps(whole) + "\r\n")
    (folder / "dir.jsonl").mkdir()
    os.mkfifo(folder / "pipe.jsonl")
    (folder / "link.jsonl").symlink_to("/etc/passwd")
    (folder / "seminar.json").write_text(
        '{"minimum": 1, "rehearsal": 1, "delete_on": "<b>"}'
    )
    assert boards.settings(folder)["minimum"] == 3
    view = widgets.ClassView(folder, PROMPT)
    for show in ("votes", "reasons", "cruxes", "topics"):
        view.receive({"changed": {"show": show}})
        assert "went wrong" not in view.status
        view.html.encode()
    class_html.session_html(folder, 0).encode()
    assert "root:" not in json.dumps(discussion.merge(folder).attrs["problems"])


def test_the_later_counts_also_when_a_file_has_them_out_of_turn(tmp_path):
    entry = {"kind": "vote", "key": PROMPT, "round": 1}
    lines = [
        entry | {"time": "2026-11-24T15:00:00+01:00", "value": 5},
        entry | {"time": "2026-11-24T14:30:00+00:00", "value": 1},
    ]
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in [*lines[::-1]])
    )
    assert discussion.merge(tmp_path)["vote"].tolist() == [
        1
    ]  # half past two is after three in the next zone


def test_who_joined_and_also_hands_in_a_file_counts_once(tmp_path):
    store = shared(tmp_path, "amber-elm-11")
    store.keep(
        "vote", PROMPT, {"vote": 3, "why": "a reason", "mind": "a figure", "seen": True}
    )
    (store.folder / "Ada.md").write_text(discussion.export(store, "md"))
    merged = discussion.merge(store.folder)
    assert merged["vote"].tolist() == [3]
    assert "both count as one person" in merged.attrs["problems"][0][2]


def test_two_who_vote_alike_in_the_same_moment_are_two(tmp_path):
    entry = {
        "time": "2026-11-24T14:02:00+00:00",
        "kind": "vote",
        "key": PROMPT,
        "round": 1,
        "value": {"vote": 4},
    }
    line = json.dumps(entry) + "\n"
    for person in "abcdef":
        (tmp_path / f"{person}.jsonl").write_text(line)
    assert len(discussion.merge(tmp_path)) == 6


def test_a_junk_file_does_not_slow_the_class_down(tmp_path, monkeypatch):
    folder = filled(tmp_path, [(1, 1)] * 5)
    (folder / "junk.jsonl").write_text("x\n" * 20_000)
    problems = discussion.merge(folder).attrs["problems"]
    assert len(problems) == 6
    assert problems[-1] == ("junk.jsonl", 0, "and 19995 more such places")
    monkeypatch.setattr(folders, "LARGEST", 10)
    folders._read_as.cache_clear()
    gathering.forget()
    assert [what for _, _, what in discussion.merge(folder).attrs["problems"]] == [
        "larger than 0 MB; it was not read"
    ] * 6
    folders._read_as.cache_clear()
    gathering.forget()


# What may be shown


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(1, 5), max_size=30), st.lists(st.integers(1, 5), max_size=30)
)
def test_no_group_has_one_or_two_and_everyone_counts(first, second):
    for several in ([first], [first, second]):
        found = discussion.groups(several)
        if found:
            assert [one for positions, _ in found for one in positions] == [
                1,
                2,
                3,
                4,
                5,
            ]
            for n, votes in enumerate(several):
                assert sum(many[n] for _, many in found) == len(votes)
            assert not any(0 < people < 3 for _, many in found for people in many)
        else:
            assert any(0 < len(votes) < 3 for votes in several)
    if len(first) >= 3:
        counts = collections.Counter(first)
        if not any(0 < n < 3 for n in counts.values()):
            assert (
                len(discussion.groups([first])) == 5
            )  # nothing is joined without need


def test_nothing_below_the_minimum(tmp_path):
    folder = filled(tmp_path, [(1, 1)] * 4)
    found = discussion.room(discussion.merge(folder), PROMPT)
    assert found == discussion.Room(4, 4, [], [], [], [])
    assert discussion.room(
        discussion.merge(folder), PROMPT, minimum=0
    ).votes  # four, and no minimum is below three
    silent = boards.prepare(tmp_path / "silent")
    for n in range(6):
        store = boards.SharedFolder(silent, Answers(tmp_path / f"s{n}"), f"s{n}")
        vote(store, 1, "a reason" if n < 4 else " ")
    assert (
        discussion.room(discussion.merge(silent), PROMPT).reasons == []
    )  # six votes, four reasons
    assert "reason" not in class_html.votes_html(
        found, discussion.prompt(PROMPT), 5
    ) + class_html.session_html(folder, 5)
    vote(shared(tmp_path, "fifth"), 5, "fifth reason")
    found = discussion.room(discussion.merge(folder), PROMPT)
    assert found.votes == [((1, 2, 3, 4, 5), [5])]
    assert len(found.reasons) == 5
    assert (found.moved, found.later) == ([], [])


def test_moves_are_counted_of_those_who_voted_twice(tmp_path):
    folder = filled(tmp_path, [(1, 2)] * 3 + [(4, 4)] * 4 + [(5, None)] * 3)
    found = discussion.room(discussion.merge(folder), PROMPT)
    assert found.moved == [((-1,), [0]), ((0,), [4]), ((1,), [3])]
    assert (found.voted, found.again) == (10, 7)
    assert "3 moved towards “fulfilled" in class_html.moved_html(
        found, discussion.prompt(PROMPT)
    )


def test_reasons_stand_in_no_order_of_persons_and_without_names(tmp_path):
    folder = filled(tmp_path, [(1, 1)] * 12)
    merged = discussion.merge(folder)
    orders = {
        tuple(why for why, _ in discussion.room(merged, PROMPT, seed=seed).reasons)
        for seed in range(5)
    }
    assert len(orders) == 5
    before = discussion.room(merged, PROMPT).reasons
    vote(shared(tmp_path, "late-comer", 5), 1, "one more")
    after = discussion.room(discussion.merge(folder), PROMPT).reasons
    assert [reason for reason in after if reason[0] != "one more"] == before
    assert all(set(order) == {f"reason {n} <b>" for n in range(12)} for order in orders)
    view = widgets.ClassView(folder, PROMPT)
    shown = class_html.session_html(folder, 5)
    for show in ("wait", "votes", "reasons", "later", "cruxes", "topics"):
        view.receive({"changed": {"show": show}})
        shown += view.html + view.status
        view.receive({"action": "next"})
        shown += view.html
    assert "reason 1" in shown
    assert "secret" not in shown
    assert not re.search(r"reason \d+ <b>", shown)


def test_the_rows_of_a_class_and_their_table_say_the_same(tmp_path):
    folder = filled(tmp_path, [(1, 2)] * 3 + [(4, 4)] * 4 + [(5, None)] * 3)
    (folder / "cleo.jsonl").write_text(
        '{"time": "t", "kind": "vote", "key": "kept-without-europe", "round": 1,'
        ' "value": {"vote": 9}}\n'
    )
    merged, (rows, problems) = discussion.merge(folder), discussion.votes(folder)
    assert problems == merged.attrs["problems"]
    table = merged.astype(object).where(merged.notna(), None)
    assert list(map(tuple, rows)) == list(table.itertuples(index=False, name=None))
    for seed in (0, 1):
        of_rows = discussion.room(rows, PROMPT, seed=seed)
        assert of_rows == discussion.room(merged, PROMPT, seed=seed)
        assert of_rows.reasons


def test_the_first_round_stands_before_the_second_everywhere(tmp_path):
    folder = filled(tmp_path, [(1, 5)] * 6 + [(1, None)])
    room = discussion.room(discussion.merge(folder), PROMPT)
    assert (room.voted, room.again) == (7, 6)
    assert room.votes[0] == ((1,), [7, 0])
    assert room.votes[-1] == ((5,), [0, 6])
    assert all(why.startswith("reason") for why, _ in room.reasons)
    assert all(why.startswith("later") for why, _ in room.later)
    bars = class_html.votes_html(room, discussion.prompt(PROMPT), 5)
    heads = re.findall(r'<th scope="col">(.*?)</th>', bars)
    assert heads == ["Answer", "First vote: 7", "Second vote: 6"]
    rows = [re.findall(r"<b>(\d+)</b>", row) for row in bars.split("<tr>")[2:]]
    assert (rows[0], rows[-1]) == (["7", "0"], ["0", "6"])
    whole = class_html.session_html(folder, 5)
    order = ["Reasons, first vote", "reason 1", "Reasons, second vote", "later 1"]
    places = [whole.index(words) for words in order]
    assert places == sorted(places)
    store = boards.SharedFolder(folder, Answers(tmp_path / "secret-name-0"), "x")
    for turn in (1, 2):
        answer = discussion.answer(store, PROMPT, turn)
        store.keep("vote", PROMPT, answer | {"seen": True}, turn)
    card = widgets.Prompt(PROMPT, store=store)
    assert card.above.index("Your first vote: 1") < card.above.index("“reason 0")
    assert card.above.index("“reason 0") < card.above.index("Your second vote: 5")
    assert card.above.index("Your second vote: 5") < card.above.index("“later 0")


def test_an_edit_of_the_prompts_is_noticed(monkeypatch):
    before = discussion.prompts()
    assert discussion.prompts() is before
    edited = json.loads(json.dumps(before))
    edited[0]["title"] = "Another title"
    monkeypatch.setattr(texts, "listed", lambda name: edited)
    assert discussion.prompt(edited[0]["id"])["title"] == "Another title"
    monkeypatch.undo()
    assert discussion.prompts() == before


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_reasons_are_shown_as_typed(typed, tmp_path):
    folder = boards.prepare(tmp_path / "class", minimum=3)
    for person in "abc":
        store = boards.SharedFolder(folder, Answers(tmp_path / person), person)
        store.keep("vote", PROMPT, {"vote": 4, "why": typed, "cite": typed[:30]})
        store.keep("topic name", "nmf/6/0/paragraph/ours/1", typed)
        store.keep("vote", PROMPT, {"vote": 4, "why": typed, "seen": True})
    view = widgets.ClassView(folder, PROMPT)
    shown = (
        class_html.session_html(folder, 3) + widgets.Prompt(PROMPT, store=store).html
    )
    for show in ("reasons", "topics"):
        view.receive({"changed": {"show": show}})
        shown += view.html
    from markupsafe import escape

    assert shown.count(escape(typed)) + shown.count(escape(typed.strip())) >= 4
    for tag in ("<img", "<script", "</script", "href="):
        assert tag not in shown
    assert "default-src 'none'" in shown


def test_cruxes_are_premises_that_split_with_what_turns_on_them(tmp_path):
    folder = boards.prepare(tmp_path / "class")
    argument_map = arguments.load("1906")
    first, second, third = [
        title
        for title in arguments.basic(argument_map)
        if arguments.turning(argument_map, title)
    ][:3]
    for n in range(8):
        store = boards.SharedFolder(folder, Answers(tmp_path / str(n)), f"p{n}")
        ids = {
            title: argument_map.nodes[title].data["id"]
            for title in (first, second, third)
        }
        store.keep("verdict", ids[first], "accept" if n < 4 else "reject")
        store.keep(
            "verdict", ids[second], "accept" if n < 2 else "reject"
        )  # a group of two
        store.keep("verdict", ids[third], "accept")  # no split
    turned = {"time": "t", "kind": "verdict", "key": ids[third], "value": "reject"}
    found = discussion.cruxes(folder)
    assert found[["claim", "accept", "reject"]].values.tolist() == [[first, 4, 4]]
    accepted, rejected = (
        arguments.evaluate(argument_map, {first: verdict})
        for verdict in ("accept", "reject")
    )
    derived = [
        t
        for t, node in argument_map.nodes.items()
        if node.kind == "statement" and t not in arguments.basic(argument_map)
    ]
    assert len(discussion.cruxes(folder, 9)) == 0
    for n in range(8):
        store = boards.SharedFolder(folder, Answers(tmp_path / str(n)), f"p{n}")
        store.keep("verdict", ids[second], "accept" if n < 3 else "reject")
    assert discussion.cruxes(folder)["claim"].tolist() == [
        first,
        second,
    ]  # the wider split first
    (folder / "loud.jsonl").write_text(
        "".join(json.dumps(turned | {"round": n}) + "\n" for n in range(1, 9))
    )
    assert discussion.cruxes(folder)["accept"].tolist() == [
        4,
        3,
    ]  # one person is one person in any number of rounds
    assert (
        found["conclusions"].item()
        == sum(accepted[t].label != rejected[t].label for t in derived)
        > 0
    )


def test_names_of_topics_and_scores_are_pooled_from_the_minimum(tmp_path):
    folder = boards.prepare(tmp_path / "class", minimum=3)
    for n in range(3):
        store = boards.SharedFolder(folder, Answers(tmp_path / str(n)), f"p{n}")
        store.keep("topic name", "nmf/6/0/paragraph/ours/2", f"name {n}")
        store.keep("topic name", f"nmf/6/{n}/paragraph/ours/2", "alone")
        store.keep(
            "intrusion score", "nmf/6/0/paragraph/ours/0", {"found": n, "rounds": 6}
        )
        store.keep(
            "intrusion score", "nmf/6/0/paragraph/ours/1", {"found": 6, "rounds": 6}
        )  # a second game
    assert discussion.named(folder, 3)[["model", "topic"]].values.tolist() == [
        ["nmf/6/0/paragraph/ours", 2]
    ]
    assert set(discussion.named(folder, 3)["names"][0]) >= {"name 1", "name 2"}
    assert discussion.scores(folder, 3).values.tolist() == [
        ["nmf/6/0/paragraph/ours", 3, 3, 18]
    ]
    assert len(discussion.named(folder, 4)) == len(discussion.scores(folder, 4)) == 0


def test_a_finished_game_is_scored_for_the_class(tmp_path):
    game = widgets.Intrusion(store=Answers(tmp_path))
    for row in game._rounds().itertuples():
        game.receive({"action": f"guess/{row.topic}/{row.intruder}"})
    assert list(Answers(tmp_path).latest("intrusion score").values()) == [
        {"found": 6, "rounds": 6}
    ]


def test_a_rehearsal_is_plainly_invented(tmp_path):
    folder = discussion.rehearse(tmp_path / "rehearsal", students=6)
    merged = discussion.merge(folder)
    assert merged["why"].str.startswith("Invented, ").all()
    assert len(merged) == 6 * 2 * len(discussion.prompts())
    assert set(merged["round"]) == {1, 2}
    view = widgets.ClassView(folder)
    assert "every answer here is invented" in view.html
    assert "every answer here is invented" in class_html.session_html(folder, 5)
    with pytest.raises(errors.AnswerError, match="has answers in it"):
        discussion.rehearse(folder)


def test_a_view_without_a_folder_shows_what_was_collected_beside_ones_own_file(alone):
    vote(alone, 3)
    assert "Votes: 1" in widgets.ClassView(prompt_id=PROMPT).html


def test_a_rehearsal_leaves_a_real_class_as_it_is(tmp_path):
    store = boards.SharedFolder(
        boards.prepare(tmp_path / "class", delete_on="2027-02-01"),
        Answers(tmp_path / "a"),
        "anna",
    )
    vote(store, 3)
    with pytest.raises(errors.AnswerError, match="has answers in it"):
        discussion.rehearse(store.folder)
    found = boards.settings(store.folder)
    assert (found["minimum"], found["delete_on"], found["rehearsal"]) == (
        5,
        "2027-02-01",
        False,
    )


def test_the_view_goes_round_all_reasons_and_stays_while_others_come(tmp_path):
    folder = filled(tmp_path, [(1, 1)] * 5)
    view = widgets.ClassView(folder, PROMPT)
    view.receive({"changed": {"show": "reasons"}})
    seen = []
    for _ in range(6):
        seen.append(re.search(r"reason (\d)", view.html)[1])
        view.receive({"action": "next"})
    assert (sorted(seen[:5]), seen[5]) == (list("01234"), seen[0])
    shown = re.search(r"reason (\d)", view.html)[1]
    for n in range(6):
        vote(shared(tmp_path, f"later-{n}", 5), 2, f"another {n}")
        view.receive({"action": "look"})
        assert f"reason {shown} " in view.html


def test_verdicts_weigh_the_claims_of_a_prompt(tmp_path):
    store = Answers(tmp_path)
    before = discussion.weighed("inevitable-and-betrayed", store)
    claim = before["claim"].str.startswith("Betrayed not overthrown")
    assert before[claim]["comes to"].item().startswith("open")
    node = arguments.load("1936").nodes["Heir and no traitor"]
    store.keep("verdict", node.data["id"], "accept")
    assert (
        "answered by [Heir and no traitor]"
        in discussion.weighed("inevitable-and-betrayed", store)[claim][
            "comes to"
        ].item()
    )
