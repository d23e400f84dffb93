"""What is handed in: a page that every program opens, with what its writer chose, and
read back word for word.
"""

import html.parser
import json
import pathlib
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from of_class import HOSTILE, PROMPT, vote
from test_files import json_values

from helpers import boards, discussion, errors, texts, widgets
from helpers.answers import Answers
from helpers.discussion import files, handed_in
from helpers.store import folders, forms
from helpers.store.answers import keep_label
from helpers.store.entries import latest, whole

HOSTILE = [
    *HOSTILE,
    '"></section><section data-answers="[]">',
    "<section data-answers='[{}]'>",
    "</template> --> ]]> <!-- </title></style>",
    "half \ud83d and \udc00",
    "NUL \0 and \x1b and \x85",
    "&quot; &#34; &amp;lt; &nosuch;",
    "1906:1-34 " * 500 + "1906:999 1917:1 x:1",
    "</body></html>",
]
KINDS = [*files.WORK, *files.OPINIONS, *files.GUESSES, "quiz", "intrusion", "=kind", ""]
KEYS = st.text(max_size=12) | st.sampled_from(
    [PROMPT, "reading/we", "1906-001", "nmf/6/0/paragraph/ours/1", "wrong way"]
)
VALUES = json_values | st.fixed_dictionaries(
    {"vote": json_values, "why": json_values, "cite": st.just("1906:34.1")}
)
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "time": st.text(max_size=40),
            "kind": st.sampled_from(KINDS),
            "key": KEYS,
            "round": st.integers(1, 999),
            "value": VALUES,
        }
    ),
    max_size=4,
)


class Reading(html.parser.HTMLParser):
    """What a browser would make of a page: its elements, and the words of each."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def in_order(entries):
    return sorted(json.dumps(entry, sort_keys=True) for entry in entries)


@settings(max_examples=200, deadline=None)
@given(ENTRIES)
def test_any_answers_come_back_from_the_page(entries):
    written = handed_in.sheet(entries, "What I wrote")
    written.encode()  # or the page could not be sent it
    back, problems = forms.read(written)
    assert in_order(back) == in_order(entries)
    assert not problems or not entries


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_was_typed_comes_back_and_acts_nowhere(typed, tmp_path):
    store, key = Answers(tmp_path), whole(typed)[:100]
    for kind in ("exercise", "map", "thread", "odd"):
        store.keep(kind, key, typed)
    store.keep("vote", PROMPT, {"vote": 2, "why": typed, "mind": typed})
    store.keep("guess", "reading/will", {"guess": typed}, 2)
    keep_label(store, "exercise", key, typed[:1000])
    written = discussion.export(store, "html", name=typed)
    page = Reading(written)
    allowed = "html head meta title style body h1 h2 h3 p b br hr section blockquote"
    allowed += " pre table thead tbody tr th td"
    assert {tag for tag, _ in page.elements} <= set(allowed.split())
    attributes = {name for _, attrs in page.elements for name in attrs}
    assert attributes <= {"lang", "charset", "class", "dir", "scope", forms.CARRIES}
    assert "\0" not in written
    again = Answers(tmp_path / "again")
    discussion.restore(again, written)
    assert in_order(again.entries()) == in_order(store.entries())
    assert discussion.export(again, "html", name=typed) == written


def test_each_answer_stands_under_its_session_and_each_verdict_in_words(tmp_path):
    store = Answers(tmp_path)
    sessions = {
        "reading": "1. Reading",
        "argument": "2. Argument",
        "topics": "3. Topics",
        "comparison": "4. Comparison",
        "discussion": "5. Discussion",
        "index": "Other pages",
    }
    for session in sessions:
        store.keep("exercise", f"{session}/a", f"of {session}")
    for number, verdict in enumerate(("accept", "reject", "open"), 1):
        store.keep("verdict", f"1906-00{number}", verdict)
    words = " ".join("".join(Reading(discussion.export(store, "html")).words).split())
    shown = [part for part in sessions.values() if part in words]
    assert shown == sorted(shown, key=words.index) == list(sessions.values())
    for session, title in sessions.items():
        before = words[: words.index(f"of {session}")]
        assert max(sessions.values(), key=before.rfind) == title
    places = [
        words.rindex(verdict) for verdict in ("accepted", "rejected", "left open")
    ]
    assert places == sorted(places)


def test_a_page_that_a_browser_saved_again_is_read_too(tmp_path):
    """It writes quotation marks as &quot; and other signs as they are."""
    store = Answers(tmp_path)
    store.keep("exercise", "a", '"><section data-answers="[]"> & more')
    written = discussion.export(store, "html")
    saved = written.replace("&#34;", "&quot;").replace("&#39;", "'")
    assert forms.read(saved)[0] == store.entries()
    assert forms.read(saved.replace("<!doctype html>\n", ""))[0] == store.entries()
    assert forms.read("\ufeff" + saved.replace("\n", "\r\n"))[0] == store.entries()


def test_a_page_cut_short_gives_what_it_still_has_and_says_so(tmp_path):
    store = Answers(tmp_path)
    for key in "abc":
        store.keep("exercise", key, f"the answer {key}")
    written = discussion.export(store, "html")
    cut = written[: written.index("the answer c") - 20]
    back, problems = forms.read(cut)
    assert [entry["value"] for entry in back] == ["the answer a", "the answer b"]
    assert "ends in the middle" in problems[0][1]
    assert "could not be read" in discussion.restore(Answers(tmp_path / "b"), cut)
    with pytest.raises(errors.AnswerError, match=r"ends in \.html"):
        discussion.restore(store, "<!doctype html><html><p>Another page</p></html>")


@pytest.mark.parametrize("form", ["json", "md"])
def test_a_file_cut_anywhere_gives_each_whole_answer_and_says_so(form):
    """Nothing came back of the answers that stood before the cut."""
    value = {"why": 'so } ] " {"time": 1}', "of": {"a": [{"b": "é"}]}}
    entries = [
        {"time": "t", "kind": "vote", "key": key, "round": 1, "value": value}
        for key in "abcd"
    ]
    written = forms.write(entries, form)
    begins = [match.end() for match in re.finditer('"value"', written)]
    assert len(begins) == 4
    for cut in range(begins[0], len(written)):
        back, problems = forms.read(written[:cut])
        assert back == entries[: len(back)]
        assert len(back) >= sum(begin < cut for begin in begins) - 1
        assert len(back) == 4 or "cut short or changed" in problems[0][1]
    torn = written.replace('"key": "b"', '"key": b"')
    assert forms.read(torn)[0] == [entries[0], *entries[2:]]


@pytest.mark.parametrize(
    "damaged",
    ['[{"a":' * 100_000, '[{"time":"' + '{"' * 300_000],
    ids=["deep", "many"],
)
def test_a_damaged_file_of_a_stranger_does_not_stop_a_class(damaged):
    began = time.process_time()
    assert forms.read(damaged)[0] == []
    assert time.process_time() - began < 5


def test_a_guess_stands_once_and_comes_back_whole(tmp_path):
    """5,000 letters stood there twice: as they were typed, and as they were kept."""
    store, guess = Answers(tmp_path), "I expect it. " * 400
    panel = widgets.Guess("reading/will", "What do you expect?", store=store)
    panel.receive({"changed": {"guess": guess}, "action": "keep"})
    assert "pb-scroll" in panel.html
    written = discussion.export(store, "html", kinds=files.GUESSES)
    assert "".join(Reading(written).words).count("I expect it.") == 400
    again = Answers(tmp_path / "again")
    discussion.restore(again, written)
    assert in_order(again.entries()) == in_order(store.entries())


def test_it_reads_like_a_page(tmp_path):
    store = Answers(tmp_path)
    box = widgets.Exercise("reading/we", "How often does “we” stand?", store=store)
    box.receive({"changed": {"answer": "It stands 23 times. See (1906:18.4)."}})
    cite = "1906:34.1"
    value = {"vote": 4, "why": "No help\ncame.", "cite": cite, "mind": "A date."}
    store.keep("vote", PROMPT, value | {"quote": texts.passage(cite), "seen": True})
    store.keep("verdict", "1906-001", "reject")
    page = Reading(discussion.export(store, "html", name="Ada"))
    words = " ".join("".join(f"{part}\n" for part in page.words).split())
    prompt = discussion.prompt(PROMPT)
    for shown in (
        "Name: Ada",
        "1. Reading How often does “we” stand? It stands 23 times. See (1906:18.4).",
        f"“{texts.passage('1906:18.4')}” (1906:18.4)",
        "Claim Verdict The more definite the policy of the workers in power becomes",
        "rejected",
        f"First vote: {prompt['title']} {prompt['question']}",
        "My vote: 4, nearer to “fulfilled in a form that it missed”",
        "Why: No help came.",
        f"“{texts.passage(cite)}” ({cite})",
        "What would change my mind: A date.",
    ):
        assert shown in words, shown
    for inner in ("reading/we", "\\", "{", "seen", "true"):
        assert inner not in words.split("}")[-1], inner  # after the styles
    assert ("html", {"lang": "en"}) in page.elements
    assert ("meta", {"charset": "utf-8"}) in page.elements
    assert not re.search(r"<script|https?:|url\(", "".join(page.words))


@pytest.mark.parametrize(
    ("choices", "has"),
    [
        ((), "exercise"),
        (("guesses",), "exercise guess"),
        (("what/votes/",), "exercise vote note verdict"),
        (("what/votes/", "guesses"), "exercise vote note verdict guess"),
        (("what/votes/", "what/work/", "guesses", "guesses"), "exercise"),
    ],
)
def test_the_file_to_hand_in_has_what_was_chosen_and_no_more(choices, has, tmp_path):
    store, sent = Answers(tmp_path), []
    kinds = ["exercise", "vote", "note", "verdict", "guess", "quiz", "intrusion"]
    for kind in kinds:
        store.keep(kind, PROMPT, f"words of {kind}")
        keep_label(store, kind, PROMPT, f"question of {kind}")
    panel = widgets.HandIn(store)
    panel.send = sent.append
    for choice in choices:
        panel.receive({"action": choice})
    for form in files.FORMS:
        panel.receive({"action": "hand_in", "changed": {"form": form}})
        file = [content["file"] for content in sent if "file" in content][-1]
        assert file["name"] == f"to-hand-in.{form}"
        assert {kind for kind in kinds if f"words of {kind}" in file["words"]} == set(
            has.split()
        )
        asked = {kind for kind in kinds if f"question of {kind}" in file["words"]}
        assert asked <= set(has.split())
    panel.receive({"action": "all", "changed": {"form": "html"}})
    file = [content["file"] for content in sent if "file" in content][-1]
    again = Answers(tmp_path / "again")
    discussion.restore(again, file["words"])
    assert in_order(again.entries()) == in_order(store.entries())


def test_the_page_says_what_follows_from_each_choice(tmp_path):
    above = widgets.HandIn(Answers(tmp_path)).above
    assert "No vote and no verdict is in the file." in above
    assert "can reveal political opinions" in above
    assert "before you looked" in above
    assert 'what/work/" checked' in above  # the choice that reveals least
    assert above.count(" checked") == 1


@pytest.mark.parametrize("suffix", ["html", "htm"])
def test_pages_that_were_handed_in_are_merged(suffix, tmp_path):
    folder = boards.prepare(tmp_path / "class")
    for name, position in (("Ada", 2), ("Boris", 5)):
        store = Answers(tmp_path / name)
        vote(store, position, "a <b>reason</b>\nof two lines")
        store.keep("exercise", "reading/we", "23")
        written = discussion.export(store, "html", name=name)
        (folder / f"{name}.{suffix}").write_text(written, encoding="utf-8")
    (folder / "other.html").write_text("<!doctype html><html>Another</html>")
    merged = discussion.merge(folder)
    assert merged[["person", "vote"]].values.tolist() == [["Ada", 2], ["Boris", 5]]
    assert set(merged["why"]) == {"a <b>reason</b>\nof two lines"}
    problems = merged.attrs["problems"]
    assert [(name, line) for name, line, _ in problems] == [("other.html", 1)]
    assert "no answers stand in this page" in problems[0][2]


def test_a_large_page_of_nonsense_takes_no_time(tmp_path):
    for nonsense in ("<section " * 100_000, '<section data-answers="' * 50_000):
        content = f"<!doctype html>{nonsense}"
        assert forms.read(content)[1]


def test_an_answer_of_the_version_before_gets_its_question_when_its_cell_is_run(
    tmp_path,
):
    store = Answers(tmp_path)
    store.keep("exercise", "reading/we", "23")
    assert "How often" not in discussion.export(store, "html")
    for _ in range(2):
        widgets.Exercise("reading/we", "How often?", store=store)
    assert "How often?</h3>" in discussion.export(store, "html")
    assert "## How often?" in discussion.export(store, "md").replace("\\", "")
    assert len(store.entries()) == 2


def test_a_page_of_this_version_is_read_by_those_to_come():
    place = pathlib.Path(__file__).parent / "vectors" / "answers"
    page = (place / "export.html").read_text(encoding="utf-8")
    back, problems = forms.read(page)
    wanted = [
        entry
        for entry in latest(Answers(place).entries())
        if entry["kind"] not in folders.PLACES
    ]
    assert in_order(back) == in_order(wanted)
    assert problems == []


def test_the_box_says_where_what_came_back_is_seen(tmp_path):
    panel = widgets.HandIn(Answers(tmp_path))
    panel._store.keep("exercise", "reading/we", "23")
    written = discussion.export(panel._store, "html")
    panel.receive({"action": "restore", "changed": {"file": written}})
    assert panel.status.startswith("Nothing new")
    assert "Run All Cells" not in panel.status
    other = widgets.HandIn(Answers(tmp_path / "other"))
    other.receive({"action": "restore", "changed": {"file": written}})
    assert other.status.endswith("Run All Cells to see them in their places.")
