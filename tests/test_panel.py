"""The pattern of our widgets without a browser: messages are handled one at a time,
and none undoes what a later one did.
"""

import html
import os
import pathlib
import re
import threading
import time

import jupyter_client
import nbformat
import pytest

from helpers import boards, discussion, texts, widgets
from helpers.answers import Answers
from helpers.widgets.panel import Panel, box
from tools import handouts

ROOT = pathlib.Path(__file__).parent.parent
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def exercise(tmp_path):
    return widgets.Exercise("x", "Anything", store=Answers(tmp_path))


def message(panel, number, view="a", **content):
    panel.receive({"number": number, "view": view, **content})


def test_a_message_that_was_overtaken_does_not_bring_back_older_words(exercise):
    message(exercise, 2, changed={"answer": "newer"})
    message(exercise, 1, changed={"answer": "older"})
    assert exercise.values["answer"] == "newer"
    assert exercise._store.get("exercise", "x") == "newer"
    message(
        exercise, 1, view="b", changed={"answer": "from a second window"}
    )  # which counts from one
    assert exercise._store.get("exercise", "x") == "from a second window"


def test_a_button_that_was_overtaken_is_said_and_not_pressed(tmp_path):
    repair = widgets.RepairMap("tied together", store=Answers(tmp_path))
    message(repair, 2, changed={"source": "[Mine]: My own claim."})
    message(repair, 1, action="again")
    assert repair.values["source"] == "[Mine]: My own claim."
    assert (
        repair.status
        == "A button that you pressed was overtaken by what came after it. Press it"
        " again."
    )
    message(repair, 3, action="again")
    assert repair.values["source"] != "[Mine]: My own claim."


def test_messages_of_two_threads_do_not_overlap():
    class Slow(Panel):
        inside, together = 0, 0

        def on_change(self, values):
            self.inside += 1
            self.together = max(self.together, self.inside)
            time.sleep(0.05)
            self.inside -= 1

    panel = Slow(fields=[box("a", "A")], values={"a": ""})
    threads = [
        threading.Thread(
            target=message, args=(panel, n), kwargs={"changed": {"a": str(n)}}
        )
        for n in range(1, 6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (panel.together, panel.values["a"]) == (1, "5")


def test_an_interrupt_is_said(exercise, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(exercise, "on_change", stop)
    message(exercise, 1, changed={"answer": "x"})
    assert exercise.status == "Stopped, as you asked. Choose again to go on."


def test_a_citation_that_is_no_good_leaves_the_lists():
    reader = widgets.Reader("1906:99")
    assert "1906:99" in reader.status
    assert [field["name"] for field in reader.fields][:2] == ["text", "section"]


@pytest.fixture
def kernel(tmp_path):
    """A kernel beside the notebooks, joined to a class of 24; `run(code, cell)` gives
    the messages that came back.
    """
    folder = discussion.rehearse(tmp_path / "class", students=24)
    places = {"SEMINAR_ANSWERS": str(tmp_path / "own"), "SEMINAR_SHARED": str(folder)}
    manager = jupyter_client.KernelManager(kernel_name="python3")
    manager.start_kernel(env=os.environ | places, cwd=str(ROOT / "notebooks"))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(60)

    def ask(kind, content, cell=None):
        metadata = {"cellId": cell} if cell else {}
        message = client.session.msg(kind, content, metadata=metadata)
        client.shell_channel.send(message)
        replies = []
        while replies[-1:] == [] or replies[-1]["content"] != {
            "execution_state": "idle"
        }:
            reply = client.get_iopub_msg(timeout=60)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                replies.append(reply)
        faults = [reply for reply in replies if reply["msg_type"] == "error"]
        assert not faults, faults[0]["content"]["evalue"]
        return replies

    yield ask
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def execute(kernel, code, cell=None):
    return kernel("execute_request", {"code": code, "silent": False}, cell)


#: Every call of a card by `boards.notify` is written down.
COUNT = """
drawn = []
for kind in (widgets.Prompt, widgets.ArgumentMap):
    def refresh(panel, act=kind.refresh):
        drawn.append(panel)
        act(panel)
    kind.refresh = refresh
"""


def run_session(kernel, named):
    """Run All in session 5; returns the ids of the panels by cell."""
    shown = {}
    for cell in nbformat.read(ROOT / "notebooks/5-discussion.ipynb", 4).cells:
        if cell.cell_type == "code":
            for reply in execute(kernel, cell.source, cell.id if named else None):
                view = reply["content"].get("data", {}).get(WIDGET)
                if view:
                    shown[cell.id] = view["model_id"]
    return shown


def drawn_by_a_vote(kernel, panel, vote, number):
    """How many cards are drawn for a vote that is given in a panel."""
    execute(kernel, "drawn.clear()", "counting")
    content = {"number": number, "view": "a", "action": f"vote/{vote}/1"}
    data = {"method": "custom", "content": content}
    kernel("comm_msg", {"comm_id": panel, "data": data})
    replies = execute(kernel, "print(len(drawn), len(set(drawn)))", "counting")
    printed = "".join(reply["content"].get("text", "") for reply in replies)
    return [int(count) for count in printed.split()]


@pytest.mark.parametrize("named", [True, False], ids=["named cells", "unnamed cells"])
def test_a_vote_draws_as_many_cards_after_ten_runs_as_after_one(kernel, named):
    panels = run_session(kernel, named)
    execute(kernel, COUNT, "counting")
    once = drawn_by_a_vote(kernel, panels["card"], vote=4, number=1)
    assert once == [3, 3]  # the other cards and the map
    for _ in range(9):
        panels = run_session(kernel, named)
    assert drawn_by_a_vote(kernel, panels["card"], vote=2, number=1) == once
    # and no panel of an earlier run is held
    start = "from ipywidgets import Widget\nfrom helpers.widgets.panel import Panel\n"
    count = "print(sum(isinstance(one, Panel) for one in Widget.widgets.values()))"
    replies = execute(kernel, start + count, "counting")
    assert f"{len(panels)}\n" in [reply["content"].get("text") for reply in replies]


class Watching(Panel):
    """A panel that counts how often it is redrawn."""

    def __init__(self):
        self.redrawn = 0
        super().__init__(title="Watching")
        boards.watch(self)

    def refresh(self):
        self.redrawn += 1


def test_a_panel_without_a_view_is_redrawn_when_it_is_shown_again():
    panel = Watching()
    boards.notify()
    assert panel.redrawn == 1  # before its first view has come
    for view, shown in (("a", True), ("b", True), ("a", False)):
        panel.receive({"view": view, "shown": shown})
    boards.notify()
    assert panel.redrawn == 2  # in the view that is left
    panel.receive({"view": "b", "shown": False})
    boards.notify()
    boards.notify()
    assert panel.redrawn == 2
    panel.receive({"view": "c", "shown": True})
    assert panel.redrawn == 3
    boards.notify()
    assert panel.redrawn == 4


def test_a_panel_that_was_closed_is_not_redrawn_and_nothing_wakes_it():
    panel = Watching()
    panel.receive({"view": "a", "shown": True})
    panel.receive({"view": "a", "shown": False})
    panel.close()
    panel.receive({"view": "a", "shown": True})
    boards.notify()
    assert panel.redrawn == 0
    panel.close()  # a second time does no harm


def test_what_is_typed_in_the_last_moment_is_kept_as_the_view_goes(exercise):
    message(exercise, 1, changed={"answer": "last words"}, shown=False)
    assert exercise._store.get("exercise", "x") == "last words"
    exercise.close()
    message(exercise, 2, changed={"answer": "on their way as it was closed"})
    assert exercise._store.get("exercise", "x") == "on their way as it was closed"


def test_outside_a_kernel_nothing_is_closed():
    first, second = Watching(), Watching()
    boards.notify()
    assert (first.redrawn, second.redrawn) == (1, 1)


def test_half_a_character_does_not_break_the_way_back(exercise):
    message(exercise, 1, changed={"answer": "half \ud83d, whole \ud83d\ude42"})
    assert exercise.values["answer"] == "half \N{REPLACEMENT CHARACTER}, whole 🙂"
    assert exercise._store.get("exercise", "x") == exercise.values["answer"]


def test_the_static_form_says_what_the_text_says_also_without_styles():
    reader = widgets.Reader("1936:1")
    printed = reader._repr_mimebundle_()[0]["text/html"]
    shown = html.unescape(re.sub("<[^>]+>", "", printed))
    changed = [p for p in texts.load("1936").paragraphs[:5] if "faction" in p.text]
    assert "fiction" in [change.source for p in changed for change in p.changes]
    assert "fiction" not in shown
    assert all(paragraph.text in shown for paragraph in changed)
    assert "<del>fiction" in reader.html  # where it can be asked for
    assert "<style" not in printed


def test_a_picture_takes_its_styles_along():
    printed = widgets.ArgumentMap()._repr_mimebundle_()[0]["text/html"]
    assert printed.count("<style>") == 1
    assert ".pb-shape { fill: var(--pb-paper);" in printed
    assert "--pb-paper: " in printed  # the sheet that says which colour that is
    assert len(re.findall("(?s)<style>.*</style>", printed)[0]) < 6000


def test_a_handout_has_the_styles_once():
    cell = nbformat.v4.new_code_cell(metadata={}, source="")
    for panel in (widgets.ArgumentMap(), widgets.ArgumentMap(), widgets.Reader()):
        data = panel._repr_mimebundle_()[0]
        cell.outputs.append(nbformat.v4.new_output("display_data", data=data))
    page = handouts.to_html(nbformat.v4.new_notebook(cells=[cell]), "x")
    head, body = page.split("</head>")
    for rule in (".pb-shape { fill: var(--pb-paper);", "\n.pb-paragraph {"):
        assert (head.count(rule), body.count(rule)) == (1, 0)
    assert body.count("in words</summary>") == 2  # two maps, each on its sheets


def test_what_an_action_refuses_is_kept_and_told_as_refused():
    panel, sent = widgets.Reader(), []
    panel.send = sent.append
    for changed in ({"goto": "1936:999"}, {}):  # and the same once more
        panel.receive({"number": 1, "action": "goto", "changed": changed})
        assert "1936:999 is not a paragraph" in panel.status
        assert sent[-1]["refused"]
    assert sent[-1]["accepted"]  # nothing that was typed is to be sent again
    panel.receive({"number": 2, "action": "goto", "changed": {"goto": "1936:7"}})
    assert (sent[-1]["accepted"], sent[-1]["refused"]) == (True, False)
