"""The pattern of our widgets without a browser: messages are handled one at a time,
and none undoes what a later one did.
"""

import threading
import time

import pytest

from helpers import widgets
from helpers.answers import Answers
from helpers.widgets.panel import Panel, box


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
