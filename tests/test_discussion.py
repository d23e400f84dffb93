"""Prompts, back ends, merging, and what may be shown of a class: nothing lost,
nothing run, no one named.
"""

import collections
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import arguments, boards, discussion, errors, texts, widgets
from helpers.answers import Answers
from helpers.store import boards as store_boards
from helpers.store import folders, forms
from helpers.widgets.discussion import class_html

ROOT = texts.FOLDER.parent
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "# a *heading* <b>bold</b>\n```json answers\n[]\n```",
    "=HYPERLINK(1)",
    "'=1",
    "‮ עברית العربية 🙂",
    "line\r\nline\rline\tend\u2028",
    "x" * 100_000,
]
PROMPT = "kept-without-europe"


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A person whose own file is in a folder of the test, and who has joined
    nothing.
    """
    monkeypatch.delenv("SEMINAR_SHARED", raising=False)
    monkeypatch.setattr("helpers.answers.FOLDER", tmp_path / "own")
    monkeypatch.setattr(Answers.__init__, "__defaults__", (tmp_path / "own", "me"))
    boards.board.cache_clear()
    yield boards.board()
    boards.board.cache_clear()


def shared(tmp_path, person, minimum=3):
    folder = boards.prepare(tmp_path / "class", minimum=minimum)
    return boards.SharedFolder(folder, Answers(tmp_path / person), person)


def vote(store, position, why="", round=1, prompt=PROMPT):
    store.keep(
        "vote", prompt, {"vote": position, "why": why, "cite": "1906:34.1"}, round
    )


# Prompts


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


def test_history_in_a_prompt_names_its_source_and_is_marked():
    for one in discussion.prompts():
        for work in re.findall(
            r"\(([A-Z]\w+[^()]*, (?:18|19|20)\d\d[^()]*)\)",
            json.dumps(one, ensure_ascii=False),
        ):
            assert "unchecked" in work, (one["id"], work)
        if "role" in one:
            assert "unchecked" in one["role"]["knows"]


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


# One file


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
entries = st.lists(
    st.fixed_dictionaries(
        {
            "time": st.just("2026-11-24T14:02:00.000001+00:00"),
            "kind": st.sampled_from(["vote", "exercise", "=kind"]),
            "key": st.text(max_size=12),
            "round": st.integers(1, 2),
            "value": json_values,
        }
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(entries, st.sampled_from(list(forms.FORMS)))
def test_every_form_is_read_back_as_it_was_written(several, form):
    assert forms.read(forms.write(several, form)) == (several, [])


@settings(max_examples=200, deadline=None)
@given(
    st.text()
    | st.binary(max_size=200).map(lambda b: b.decode("latin-1"))
    | st.sampled_from(["time,kind,key,round,form,value\n\0", "[" * 9000])
)
def test_nonsense_is_reported_and_never_raises(content):
    found, problems = forms.read(content)
    assert (
        found
        or problems
        or not content.removeprefix("\ufeff").strip()
        or content.startswith("time,kind")
        or "[]" in content
    )


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_was_typed_comes_back_and_acts_nowhere(typed, tmp_path):
    store = Answers(tmp_path)
    store.keep("vote", PROMPT, {"vote": 2, "why": typed})
    store.keep("exercise", "e", typed)
    for form in forms.FORMS:
        again = Answers(tmp_path / form)
        written = discussion.export(store, form)
        discussion.restore(again, written)
        assert (again.get("vote", PROMPT)["why"], again.get("exercise", "e")) == (
            typed,
            typed,
        )
        if form == "csv":
            import csv

            for row in csv.reader(io.StringIO(written, newline="")):
                assert not any(
                    cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row
                )
        if form == "md":
            assert "<" not in written
            assert not re.search(r"(?<!\\)\]\(", written.split("```json")[0])


def test_restore_keeps_what_is_newer_here(tmp_path):
    store = Answers(tmp_path)
    store.keep("exercise", "a", "first")
    file = discussion.export(store, "md")
    store.keep("exercise", "a", "second")
    assert "written again here since" in discussion.restore(store, file)
    assert store.get("exercise", "a") == "second"
    assert len(store.entries()) == 2
    later = discussion.export(store, "csv")
    other = Answers(tmp_path / "other")
    discussion.restore(other, file)
    assert (
        discussion.restore(other, later)
        == "1 answers are read back. 1 of them are newer than what stood here, and now"
        " stand in its place."
    )
    assert other.get("exercise", "a") == "second"


def test_a_file_cannot_say_where_answers_go(tmp_path):
    entry = {
        "time": "2030-01-01T00:00:00+00:00",
        "kind": "joined",
        "key": "",
        "round": 1,
        "value": "/elsewhere",
    }
    with pytest.raises(errors.AnswerError, match="no answers"):
        discussion.restore(Answers(tmp_path), json.dumps([entry]))
    Answers(tmp_path).write([entry])
    assert "elsewhere" not in discussion.export(Answers(tmp_path), "json")


@pytest.mark.parametrize(
    "file",
    [
        "",
        "words",
        "{}",
        "[1, 2]",
        "time,kind,key,round,form,value\n1,2",
        "\n```json answers\n[{}\n",
    ],
)
def test_a_file_without_answers_is_refused_in_words(file, tmp_path):
    with pytest.raises(errors.AnswerError, match="Choose one that Download wrote"):
        discussion.restore(Answers(tmp_path), file)


# Nothing is lost


def run(source, *arguments, **more):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(source), *map(str, arguments)],
        cwd=ROOT,
        text=True,
        **more,
    )


def test_a_process_killed_while_it_writes_loses_nothing_that_it_called_kept(tmp_path):
    source = """
        import sys
        from helpers.answers import Answers
        store = Answers(sys.argv[1])
        for n in range(1000):
            store.keep("exercise", str(n), "words " * (n % 50))
            print(n, flush=True)
    """
    chance = random.Random(1)
    for attempt in range(4):
        writing = run(source, tmp_path / str(attempt), stdout=subprocess.PIPE)
        last, stop = -1, chance.randrange(20, 600)
        for line in writing.stdout:
            last = int(line)
            if last == stop:
                writing.send_signal(signal.SIGKILL)
        writing.wait()
        assert last >= stop
        store = Answers(tmp_path / str(attempt))
        assert [store.get("exercise", str(n)) for n in (0, stop, last)] == [
            "words " * (n % 50) for n in (0, stop, last)
        ]
        assert len(store.entries()) >= last + 1
        store.keep("exercise", "after", "x")
        assert store.get("exercise", "after") == "x"


def test_forty_write_at_once_while_one_reads(tmp_path):
    source = """
        import sys
        from helpers import boards, discussion
        from helpers.answers import Answers
        store = boards.SharedFolder(sys.argv[1], Answers(sys.argv[2]))
        for one in discussion.prompts()[:10]:
            for round in (1, 2):
                why = f"{store.person} {one['id']} {round}"
                store.keep("vote", one["id"], {"vote": 1 + round, "why": why}, round)
    """
    folder = boards.prepare(tmp_path / "class")
    writers = [run(source, folder, tmp_path / f"own-{n}") for n in range(40)]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        merged = discussion.merge(folder)
        assert len(merged) >= seen
        assert not merged.duplicated(["person", "prompt", "round"]).any()
        seen = len(merged)
    assert [writer.returncode for writer in writers] == [0] * 40
    merged = discussion.merge(folder)
    assert (len(merged), merged["person"].nunique(), merged["why"].nunique()) == (
        800,
        40,
        800,
    )
    assert merged.attrs["problems"] == []
    assert all(
        why == f"{person} {prompt} {turn}"
        for person, prompt, turn, why in merged[
            ["person", "prompt", "round", "why"]
        ].itertuples(index=False)
    )


@pytest.fixture
def full(monkeypatch):
    """A disk that takes nothing; a list of the names of the files that it refuses,
    "" for all.
    """
    from helpers.store import answers

    refused, append = [], answers.append

    def refuse(path, lines):
        if any(name in str(path) for name in refused):
            raise OSError(28, "No space left on device")
        append(path, lines)

    monkeypatch.setattr(answers, "append", refuse)
    return refused


def test_what_a_full_disk_refused_is_still_there_and_is_written_later(tmp_path, full):
    store = Answers(tmp_path)
    full.append("")
    with pytest.raises(errors.AnswerError, match="No space left.*still on this page"):
        store.keep("exercise", "a", "words")
    assert store.get("exercise", "a") == "words"
    assert "words" in discussion.export(store, "json")
    full.clear()
    store.keep("exercise", "b", "more")
    assert [entry["value"] for entry in Answers(tmp_path).entries()] == [
        "words",
        "more",
    ]


def test_a_shared_folder_out_of_reach_gets_everything_later(tmp_path, full):
    store = shared(tmp_path, "anna")
    full.append("/class/")
    with pytest.raises(
        errors.AnswerError, match="in your own file, and not in the folder of the class"
    ):
        vote(store, 4, "first")
    assert Answers(tmp_path / "anna").get("vote", PROMPT)["why"] == "first"
    full.clear()
    vote(store, 2, "second", round=2)
    assert discussion.merge(store.folder)["why"].tolist() == ["first", "second"]


def test_a_card_on_a_full_disk_says_so_keeps_the_words_and_gives_them(tmp_path, full):
    card = widgets.Prompt(PROMPT, store=Answers(tmp_path))
    full.append("")
    card.receive({"changed": {"why/1": "my reason"}})
    assert "could not be kept" in card.status
    assert card.values["why/1"] == "my reason"
    card.receive({"action": "vote/4/1"})
    assert "could not be kept" in card.status
    assert 'data-action="vote/4/1" checked' in card.above
    assert "my reason" in card.values["record"]
    full.clear()
    card.receive({"changed": {"why/1": "my reason, better"}})
    assert "Kept" in card.status
    assert discussion.answer(Answers(tmp_path), PROMPT) == {
        "why": "my reason, better",
        "vote": 4,
    }


def test_a_folder_that_may_not_be_written(tmp_path):
    if os.geteuid() == 0:
        folder = tmp_path / "file"  # nothing is forbidden to root but this
        folder.write_text("")
    else:
        (folder := tmp_path / "closed").mkdir(mode=0o500)
    card = widgets.Prompt(PROMPT, store=Answers(folder / "answers"))
    card.receive({"changed": {"why/1": "my reason"}})
    assert "could not be kept" in card.status
    assert "my reason" in card.values["record"]


# A shared folder


def test_only_what_concerns_the_class_is_shared(tmp_path):
    store = shared(tmp_path, "anna")
    store.keep("exercise", "private", "mine alone")
    store.keep("verdict", "1906-001", "reject")
    vote(store, 5, "a reason")
    content = store.path.read_text()
    assert "mine alone" not in content
    assert content.count("\n") == 2
    assert store.get("exercise", "private") == "mine alone"


def test_joining_is_remembered_and_shares_what_was_written_before(tmp_path, alone):
    alone.keep("verdict", "1906-001", "reject")
    folder = boards.prepare(tmp_path / "class", delete_on="2027-02-01")
    alone.join(f' "{folder}" ')  # as it was copied from a message
    name = alone.person
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d\d", name)
    assert "2027-02-01" in alone.notice
    assert name in alone.notice
    assert discussion.gather(folder, ("verdict",))[0][0][0] == name
    alone.join(folder)
    assert (alone.person, boards.Board().person) == (
        name,
        name,
    )  # also in another notebook
    alone.leave()
    assert alone.notice.startswith("Kept in a file of your own")
    assert alone.folder is None
    vote(alone, 3, "to myself")
    assert "to myself" not in (folder / f"{name}.jsonl").read_text()


def test_a_folder_named_by_the_hub(tmp_path, alone, monkeypatch):
    folder = boards.prepare(tmp_path / "hub")
    monkeypatch.setenv("SEMINAR_SHARED", str(folder))
    assert alone.folder == folder
    for number in range(4):
        vote(boards.Board(), 1 + number, f"reason {number}")
    assert len(discussion.merge(folder)) == 1  # one person, however many notebooks


@pytest.mark.parametrize("person", ["../anna", "/etc/x", "a/b", "", "a\\b"])
def test_no_name_leads_out_of_the_folder(person, tmp_path, alone):
    boards.prepare(tmp_path / "class")
    if person:
        with pytest.raises(errors.AnswerError, match="cannot be a name"):
            alone.join(tmp_path / "class", person)
    assert {path.name for path in tmp_path.rglob("*.jsonl")} <= {"me.jsonl"}


@pytest.mark.parametrize("folder", ["", "  ", "none", "C:\\class\\new", "\0"])
def test_a_folder_that_is_not_there(folder, alone):
    with pytest.raises(
        errors.AnswerError,
        match="There is no folder" if folder.strip() else "Write the folder",
    ):
        alone.join(folder)
    assert alone.folder is None


def test_the_sentence_of_the_first_vote_is_kept_in_the_second_unless_another_is_chosen(
    alone,
):
    card = widgets.Prompt(PROMPT, store=alone)
    for say in ("vote/2/1", "cite/1936:8.6/1", "class", "class", "again"):
        card.receive({"action": say})
    assert "Your second vote is open." in card.status
    assert 'data-action="cite/1936:8.6/2" checked' in card.above
    for say in ("vote/4/2", "class", "class"):
        card.receive({"action": say})
    assert discussion.answer(alone, PROMPT, 2)["cite"] == "1936:8.6"
    assert discussion.answer(alone, PROMPT, 2)["vote"] == 4


def test_a_card_without_a_class_speaks_of_none(alone):
    card = widgets.Prompt(PROMPT, store=alone)
    card.receive({"action": "class"})
    assert card.status == "Vote first."
    for say in ("vote/2/1", "cite/1936:8.6/1"):
        card.receive({"action": say})
    card.receive({"changed": {"why/1": "   "}})
    assert "Still to do: say why." in card.status
    for say in ("class", "class"):
        card.receive({"action": say})
    assert [field["name"] for field in card.fields if field["kind"] == "button"] == [
        "again"
    ]


def test_a_notebook_shows_what_was_wrong_and_no_lines_of_the_library():
    with pytest.raises(errors.SeminarError) as caught:
        widgets.Prompt("right and alone")
    assert caught.value._render_traceback_() == [str(caught.value)]
    assert "right-and-alone" in str(caught.value)


def test_nothing_goes_to_a_folder_that_was_made_anew_until_it_is_joined_again(
    alone, tmp_path
):
    folder = boards.prepare(tmp_path / "class", minimum=3)
    alone.join(folder)
    vote(alone, 4, "of the old class")
    shutil.rmtree(folder)
    boards.prepare(folder)
    with pytest.raises(errors.AnswerError, match="made anew since you joined it"):
        alone.keep(
            "vote",
            "inevitable-and-betrayed",
            {"vote": 2, "why": "kept here", "cite": ""},
        )
    assert not discussion.merge(folder).shape[0]
    assert discussion.answer(alone, "inevitable-and-betrayed")["why"] == "kept here"
    alone.join(folder)
    assert set(discussion.merge(folder)["why"]) == {"of the old class", "kept here"}


def test_a_folder_that_takes_no_file_is_not_joined(alone, tmp_path, monkeypatch):
    folder = boards.prepare(tmp_path / "class")
    monkeypatch.setattr("os.access", lambda place, mode: False)
    with pytest.raises(errors.AnswerError, match="takes no file from you"):
        alone.join(folder)
    assert alone.folder is None


def test_a_folder_prepared_again_keeps_what_was_set(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = boards.prepare(' "~/class" ', minimum=8, delete_on="2027-01-01")
    assert folder == (tmp_path / "class").resolve()
    before = boards.settings(folder)
    assert boards.settings(boards.prepare(folder)) == before
    assert (before["minimum"], before["delete_on"]) == (8, "2027-01-01")
    with pytest.raises(errors.SeminarError, match="is no day"):
        boards.prepare(folder, delete_on="whenever")
    rehearsal = discussion.rehearse(tmp_path / "rehearsal", students=1)
    assert boards.settings(boards.prepare(rehearsal))["rehearsal"]


def test_a_view_of_a_folder_that_is_gone_says_so(tmp_path):
    folder = boards.prepare(tmp_path / "class")
    view = widgets.ClassView(folder)
    assert "not there now" not in view.html
    shutil.rmtree(folder)
    view.receive({"action": "look"})
    assert "The folder is not there now" in view.html


def test_a_deleted_folder_stays_deleted(tmp_path):
    store = shared(tmp_path, "anna")
    vote(store, 1)
    shutil.rmtree(store.folder)
    with pytest.raises(
        errors.AnswerError,
        match="not in the folder of the class .the folder is not there",
    ):
        vote(store, 2)
    assert not store.folder.exists()
    assert discussion.answer(Answers(tmp_path / "anna"), PROMPT)["vote"] == 2


def test_two_who_join_at_one_moment_have_two_names(tmp_path, monkeypatch):
    chosen = iter(["amber", "alder", 10] * 2 + ["blue", "elm", 11])
    monkeypatch.setattr(folders.secrets, "choice", lambda _: next(chosen))
    folder = boards.prepare(tmp_path / "class")
    names = [boards.SharedFolder(folder, Answers(tmp_path / n)).person for n in "ab"]
    assert names == ["amber-alder-10", "blue-elm-11"]


def test_a_link_or_a_pipe_at_the_place_of_a_file_is_not_followed(tmp_path):
    store = shared(tmp_path, "anna")
    outside = tmp_path / "outside"
    outside.write_text("")
    store.path.symlink_to(outside)
    with pytest.raises(errors.AnswerError, match="no plain file"):
        vote(store, 2)
    assert outside.read_text() == ""
    (pipes := tmp_path / "pipes").mkdir()
    os.mkfifo(pipes / "seminar.json")
    assert boards.settings(pipes)["minimum"] == 5


@pytest.mark.parametrize("minimum", [2, 0, "5"])
def test_a_minimum_that_hides_no_one_is_refused(minimum, tmp_path):
    with pytest.raises(errors.SeminarError, match="from 3"):
        boards.prepare(tmp_path, minimum=minimum)


def test_who_works_alone_has_no_settings_of_a_folder(tmp_path, monkeypatch):
    boards.prepare(tmp_path, minimum=9)
    monkeypatch.chdir(tmp_path)
    assert widgets.Prompt(PROMPT, store=Answers(tmp_path / "own"))._ballot.minimum == 5


def test_settings_that_someone_spoilt_are_the_usual_ones(tmp_path):
    for spoilt in ("", "[1]", '{"minimum": "none", "delete_on": 3}', "[" * 9000):
        (tmp_path / "seminar.json").write_text(spoilt)
        assert boards.settings(tmp_path) == {
            "minimum": 5,
            "delete_on": "",
            "rehearsal": False,
            "class": "",
        }


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


def filled(tmp_path, votes, minimum=5):
    for n, (first, second) in enumerate(votes):
        store = shared(tmp_path, f"secret-name-{n}", minimum)
        vote(store, first, f"reason {n} <b>")
        if second:
            vote(store, second, f"later {n}", round=2)
    return tmp_path / "class"


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


# The card


@pytest.fixture
def card(tmp_path):
    filled(tmp_path, [(1, 2)] * 4)
    return widgets.Prompt(PROMPT, store=shared(tmp_path, "me-myself"))


def say(card, what, **changed):
    card.receive({"action": what, "changed": changed})
    return (
        card.above
        + card.html
        + json.dumps(card.values)
        + json.dumps(card.fields)
        + card.status
    )


def test_locked_until_voted_and_again_during_the_second_vote(card):
    for what in (
        "class",
        "again",
        "look",
        "vote/9/1",
        "vote/4/2",
        "cite/1906:1.1/1",
        "cite/1906:34.1/2",
    ):
        assert "reason 1" not in say(card, what)
    assert "Vote first" in (say(card, "class") and card.status)
    assert "reason 1" not in say(card, "vote/4/1")
    card.receive({"changed": {"seen/1": True, "vote/1": 3}})  # no field of the card
    assert "reason 1" not in say(card, "look")
    assert "reason 1" not in say(card, "class")
    assert "You gave no reason" in card.status
    assert "reason 1 &lt;b&gt;" in say(card, "class")  # pressed again: without one
    assert "later 1" not in say(card, "look")
    assert "reason 1" not in say(card, "again")
    assert "reason 1" not in say(card, "class")
    assert "Vote first" in card.status
    again = widgets.Prompt(PROMPT, store=card._store)  # a new kernel is no way round it
    assert "reason 1" not in again.html + again.above
    say(card, "vote/2/2")
    say(card, None, **{"why/2": "now"})
    assert "later 1" in say(card, "class")
    assert "moved towards" in card.html


def test_a_first_vote_is_fixed_once_the_class_was_seen(card):
    say(card, "vote/4/1")
    say(card, None, **{"why/1": "first"})
    other = widgets.Prompt(PROMPT, store=card._store)
    say(card, "class")
    say(card, "vote/1/1")
    assert "closed meanwhile" in card.status
    say(other, None, **{"why/1": "with the class in sight"})
    assert "as a note of your own" in other.status
    assert discussion.answer(card._store, PROMPT)["vote"] == 4
    assert discussion.answer(card._store, PROMPT)["why"] == "first"
    assert "with the class in sight" in discussion.export(card._store, "json", PROMPT)


def test_a_second_card_on_the_page_shows_what_the_first_kept_and_fixes_nothing_else(
    card, tmp_path
):
    other = widgets.Prompt(PROMPT, store=card._store)
    say(card, "vote/4/1")
    assert 'data-action="vote/4/1" checked' in other.above
    elsewhere = Answers(tmp_path / "me-myself")  # another notebook
    elsewhere.keep("vote", PROMPT, {"vote": 1, "why": "elsewhere"})
    say(card, "class")
    assert "changed in another window" in card.status
    assert 'data-action="vote/1/1" checked' in card.above
    assert not discussion.answer(card._store, PROMPT).get("seen")


def test_vote_again_pressed_in_two_windows_opens_it_in_both(card):
    say(card, "vote/4/1")
    say(card, None, **{"why/1": "since"})
    say(card, "class")
    other = widgets.Prompt(
        PROMPT,
        store=boards.SharedFolder(
            card._ballot.folder,
            Answers(card._store._own.path.parent),
            card._store.person,
        ),
    )
    store_boards._watching.discard(other)  # as in another notebook
    say(card, "again")
    assert "reason 1" in other.html
    say(other, "again")
    assert "reason 1" not in other.html + other.above
    assert "Still to do: vote" in other.status


def test_a_second_vote_below_the_minimum_says_so(tmp_path):
    filled(tmp_path, [(1, None)] * 4)
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "me-myself"))
    for turn in (1, 2):
        say(card, f"vote/4/{turn}")
        say(card, None, **{f"why/{turn}": "since"})
        say(card, "class")
        if turn == 1:
            assert "The class is open." in card.status
            say(card, "again")
    assert "Second votes so far: 1; of them nothing is shown below 3." in card.status


def test_a_class_folder_that_is_gone_is_said_and_fixes_no_vote(tmp_path):
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "anna"))
    say(card, "vote/4/1")
    shutil.rmtree(card._ballot.folder)
    say(card, "class")
    assert card.status.startswith("The folder of the class is not there now.")
    assert not discussion.answer(card._store, PROMPT).get("seen")


def test_cards_follow_what_was_read_back_for_all_of_them_and_where_answers_go(
    tmp_path, alone
):
    card, folder = widgets.Prompt(PROMPT), boards.prepare(tmp_path / "class")
    file = [
        {
            "time": "2030-01-01T00:00:00+00:00",
            "kind": "vote",
            "key": PROMPT,
            "round": 1,
            "value": {"vote": 2, "why": "restored"},
        }
    ]
    take = widgets.HandIn()
    take.send = lambda _: None
    take.receive({"action": "restore", "changed": {"file": json.dumps(file)}})
    assert (card.values["why/1"], 'data-action="vote/2/1" checked' in card.above) == (
        "restored",
        True,
    )
    say(card, None, **{"why/1": "restored, and mended"})
    assert discussion.answer(alone, PROMPT)["why"] == "restored, and mended"
    say(card, "class")
    assert "is fixed" in card.status
    join = widgets.Join()
    join.receive({"action": "join", "changed": {"folder": str(folder)}})
    assert "is fixed" not in card.status
    assert "in a folder that the class shares" in card.above


def test_a_vote_stays_open_below_the_minimum(tmp_path):
    card = widgets.Prompt(PROMPT, store=shared(tmp_path, "alone"))
    say(card, "vote/4/1")
    say(card, None, **{"why/1": "since"})
    say(card, "class")
    assert (
        card.status
        == "Votes so far: 1. The class opens at 3, and until then your vote stays open."
        " Press again later."
    )
    say(card, "vote/2/1")
    assert discussion.answer(card._store, PROMPT)["vote"] == 2


def test_a_restored_file_of_wrong_types_breaks_no_card(card):
    for value in (
        {"vote": "x", "seen": True},
        {"why": ["a"], "seen": True},
        {"cite": "../x", "quote": 4, "mind": {}},
        [1],
        "x",
        None,
        True,
    ):
        forged = [
            {
                "time": "2030-01-01T00:00:00+00:00",
                "kind": "vote",
                "key": PROMPT,
                "round": 1,
                "value": value,
            }
        ]
        assert "reason 1" not in say(card, "restore", file=json.dumps(forged))
        assert "went wrong" not in card.status
        again = widgets.Prompt(PROMPT, store=card._store)
        assert again.fields
        assert "went wrong" not in again.status


def test_what_a_friends_file_replaces_stands_beside_the_box(card, tmp_path):
    say(card, None, **{"why/1": "my own words"})
    forged = [
        {
            "time": "2030-01-01T00:00:00+00:00",
            "kind": "vote",
            "key": PROMPT,
            "round": 1,
            "value": {"why": "a friend's"},
        }
    ]
    sent = []
    card.send = sent.append
    say(card, "restore", file=json.dumps(forged))
    assert {"beside": {"why/1": "my own words"}} in sent
    assert "now stand in its place" in card.status


def test_a_file_that_says_the_class_was_seen_opens_nothing(card, tmp_path):
    forged = [
        {
            "time": "2030-01-01T00:00:00+00:00",
            "kind": "vote",
            "key": PROMPT,
            "round": turn,
            "value": {"seen": True},
        }
        for turn in (1, 2)
    ]
    assert "reason 1" not in say(card, "restore", file=json.dumps(forged))
    assert "Vote first" in (say(card, "class") and card.status)


def test_a_citation_keeps_its_words_and_comes_back(card):
    say(card, "cite/1906:34.1/1")
    say(card, None, **{"why/1": "since", "mind/1": "a figure"})
    there = discussion.answer(card._store, PROMPT)
    assert there == {
        "cite": "1906:34.1",
        "quote": texts.passage("1906:34.1"),
        "why": "since",
        "mind": "a figure",
    }
    again = widgets.Prompt(PROMPT, store=card._store)
    assert 'data-action="cite/1906:34.1/1" checked' in again.above
    assert (again.values["why/1"], again.values["mind/1"]) == ("since", "a figure")


def test_no_class_without_a_folder(tmp_path):
    card = widgets.Prompt(PROMPT, store=Answers(tmp_path))
    say(card, "vote/4/1")
    assert card.fields[2]["label"] == "Fix my first vote"
    say(card, "class")
    assert "there is no class to show" in say(card, "class")
    assert "No one else sees it" in card.above


def test_restore_on_the_card(card, tmp_path):
    say(card, "vote/4/1")
    say(card, None, **{"why/1": "since"})
    other = widgets.Prompt(PROMPT, store=Answers(tmp_path / "new"))
    say(other, "restore", file=card.values["record"])
    assert (other.values["why/1"], 'data-action="vote/4/1" checked' in other.above) == (
        "since",
        True,
    )
    say(other, "restore", file="nonsense")
    assert "Choose one that Download wrote" in other.status
    assert other.values["why/1"] == "since"


def test_a_role_has_a_way_out_and_an_end(tmp_path):
    one = next(one for one in discussion.prompts() if "role" in one)
    card = widgets.Prompt(one["id"], store=Answers(tmp_path))
    assert "nobody has to say why" in card.above
    assert "When the role is over" not in card.html
    say(card, "vote/3/1")
    say(card, "class")
    assert "<details><summary>When the role is over" in say(card, "class")
    say(card, "again")
    assert "When the role is over" not in card.html
    say(card, "vote/3/2")
    say(card, "class")
    assert "<details open><summary>When the role is over" in say(card, "class")


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


@pytest.mark.parametrize(
    ("name", "file"),
    [("../../etc/x", "etc-x.json"), ("", "my-answers.json"), ("Ada L.", "Ada-L.json")],
)
def test_the_name_on_the_file_is_only_a_name(name, file, tmp_path):
    store = Answers(tmp_path)
    store.keep("exercise", "a", "words")
    panel, sent = widgets.HandIn(store), []
    panel.send = sent.append
    panel.receive(
        {"action": "all", "view": "v", "changed": {"name": name, "form": "json"}}
    )
    assert sent[0]["file"]["name"] == file
    assert json.loads(sent[0]["file"]["words"])[0]["value"] == "words"


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


def test_a_junk_file_does_not_slow_the_class_down(tmp_path, monkeypatch):
    folder = filled(tmp_path, [(1, 1)] * 5)
    (folder / "junk.jsonl").write_text("x\n" * 20_000)
    problems = discussion.merge(folder).attrs["problems"]
    assert len(problems) == 6
    assert problems[-1] == ("junk.jsonl", 0, "and 19995 more such places")
    monkeypatch.setattr(folders, "LARGEST", 10)
    folders._read_as.cache_clear()
    assert [what for _, _, what in discussion.merge(folder).attrs["problems"]] == [
        "larger than 0 MB; it was not read"
    ] * 6
    folders._read_as.cache_clear()


def test_a_write_that_stops_half_way_goes_on(tmp_path, monkeypatch):
    """A disk or a network may take a part of the bytes at a time."""
    from helpers.store import answers

    class Slow(io.FileIO):
        def write(self, data):
            return super().write(data[:7])

    monkeypatch.setattr(
        answers.pathlib.Path, "open", lambda self, mode, buffering=-1: Slow(self, mode)
    )
    Answers(tmp_path).keep("exercise", "a", "words of some length")
    monkeypatch.undo()
    assert Answers(tmp_path).get("exercise", "a") == "words of some length"
