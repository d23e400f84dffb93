"""What holds for everyone: axe looks at the whole of every state of every widget, the
focus stays on what has a name, and nobody is talked over. `make access` tries more of
the same (`access.py`).
"""

import os
import re

import pytest
import states
from conftest import run_all, settle
from playwright.sync_api import expect
from states import STATES, act, panel_of

from helpers import widgets

pytestmark = pytest.mark.browser
long = pytest.mark.skipif(
    not os.environ.get("SEMINAR_ACCESS"), reason="it takes minutes: make access"
)
WATCH = """panel => {
    window.heard = [];
    const status = panel.querySelector("[role=status]");
    new MutationObserver(() => window.heard.push(status.textContent))
        .observe(status, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture(scope="module")
def shown(shared_notebook, shared_folder):
    """A page of all widgets, each in a cell of its own, of which none is run."""
    states.write(shared_folder)
    return shared_notebook("states", run=False)


@pytest.fixture
def draw(shown, fresh):
    """A function that draws a widget where nobody has done anything yet, and returns
    its panel.
    """

    def draw(name):
        fresh(shown, "import ", STATES[name].code, guessed=False)
        return panel_of(shown, STATES[name])

    return draw


def test_every_widget_has_its_states():
    assert sorted(STATES) == widgets.__all__


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_and_the_focus_has_a_name(draw, name):
    states.walk(draw(name), name)


# What is heard


def test_who_writes_thirty_words_is_hardly_interrupted(shown, draw):
    panel = draw("Exercise")
    panel.get_by_role("button", name="Check").press("Enter")
    settle(shown)
    panel.evaluate(WATCH)
    box = panel.get_by_role("textbox")
    box.focus()
    for number in range(30):
        shown.keyboard.type(f"word{number} ")
        settle(shown)  # each is sent, and answered, by itself
        expect(panel.get_by_text(re.compile("^Kept "))).not_to_have_count(0)
    shown.keyboard.press("Tab")
    settle(shown)
    expect(panel.get_by_role("status")).to_contain_text("Kept ")
    heard = shown.evaluate("window.heard")
    assert 1 <= len(heard) <= 2, heard
    assert all(words.startswith("Kept ") for words in heard)


def test_what_is_wrong_is_heard_at_once_and_joined_to_its_box(shown, draw):
    reader = draw("Reader")
    box = reader.get_by_label(re.compile("^Go to"))
    box.fill("1936:999")
    box.press("Enter")
    expect(reader.get_by_role("status")).to_contain_text("is not a paragraph")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(re.compile("is not a paragraph"))
    box.press("Enter")  # the same once more: it is still wrong
    settle(shown)
    expect(box).to_have_attribute("aria-invalid", "true")
    box.fill("1936:7")
    box.press("Enter")
    expect(box).to_have_attribute("aria-invalid", "false")
    expect(box).to_have_accessible_description("")
    mine = draw("OwnMap")
    source = mine.locator("textarea")
    source.fill("[A] nonsense")
    expect(source).to_have_attribute("aria-invalid", "true")
    expect(source).to_have_accessible_description(re.compile("^Line 1: "))
    source.fill("[A]: A claim.")
    expect(source).to_have_attribute("aria-invalid", "false")


def test_a_line_that_is_opened_does_not_have_its_count_read_again(shown, draw):
    panel = draw("Concordance")
    act(panel, "box Word or phrase=state")
    expect(panel.get_by_role("status")).to_contain_text("“state”: 5 times")
    panel.evaluate(WATCH)
    act(panel, "button Open")
    expect(panel.locator(".pb-paragraph:focus")).to_have_count(1)
    assert shown.evaluate("window.heard") == []


# What is there only where it is shown


def test_hidden_corrections_are_no_insertions_and_plain_words_no_buttons(draw):
    reader = draw("Reader")
    act(reader, "box Go to=1936:1")
    corrections = reader.get_by_label("Show corrections")
    underlined = reader.get_by_label("Underline what is explained")
    corrections.uncheck()
    expect(reader.get_by_role("insertion")).to_have_count(0)
    corrections.check()
    expect(reader.get_by_role("insertion")).not_to_have_count(0)
    corrections.uncheck()
    underlined.check()
    words = reader.inner_text()
    term = reader.get_by_role("button", name="Kerensky")
    expect(term).not_to_have_count(0)
    term.first.press("Enter")
    expect(reader.locator(".pb-explanation:visible")).to_have_count(1)
    underlined.uncheck()
    expect(term).to_have_count(0)
    expect(reader.locator(".pb-explanation:visible")).to_have_count(0)
    assert reader.inner_text() == words
    act(reader, "button Next section")
    act(reader, "button Previous section")
    expect(term).to_have_count(0)
    underlined.check()
    expect(term).not_to_have_count(0)
    assert reader.inner_text() == words


def test_a_map_is_one_stop_and_the_arrow_keys_follow_its_lines(shown, draw):
    panel = draw("ArgumentMap")
    act(panel, "list Part=Lock-outs and resignation")
    picture = panel.get_by_role("group", name=re.compile("^Map of 1906"))
    expect(picture).to_have_accessible_name(re.compile("Arrow down goes to what bears"))
    boxes = picture.get_by_role("button")
    assert boxes.count() > 6
    assert picture.evaluate(states.STOPS) == 1
    here = lambda: picture.locator("g:focus")  # noqa: E731
    boxes.first.focus()
    shown.keyboard.press("End")
    expect(boxes.last).to_be_focused()
    shown.keyboard.press("Home")
    expect(boxes.first).to_be_focused()
    for n in range(1, boxes.count()):
        shown.keyboard.press("ArrowRight")
        expect(boxes.nth(n)).to_be_focused()
        expect(boxes.nth(n)).to_be_in_viewport()
    conclusion = picture.get_by_role("button", name=re.compile("^Expropriation only"))
    conclusion.focus()
    shown.keyboard.press("ArrowDown")
    below = here().get_attribute("aria-label")
    assert "Expropriation only way" in below.partition(". ")[2]
    shown.keyboard.press("ArrowUp")
    expect(conclusion).to_be_focused()
    assert picture.evaluate(states.STOPS) == 1
    shown.keyboard.press("Enter")
    detail = panel.get_by_role("region", name="Expropriation only way", exact=True)
    expect(detail).to_be_focused()
    assert picture.evaluate(states.STOPS) == 1
    expect(conclusion).to_have_attribute("tabindex", "0")


@long
def test_every_control_that_is_pressed_leaves_the_focus_on_what_has_a_name(shown):
    run_all(shown)
    pressed = states.press_everything(shown, most=6)
    print(f"{pressed} controls were pressed")
    assert pressed > 80


@long
def test_a_slow_kernel_takes_the_focus_from_nobody(shown, draw):
    reader = draw("Reader")
    act(reader, "button Next section")
    shown.clock.install()
    for place in (".pb-term", ".pb-cite"):
        held = reader.locator(place).first
        reader.get_by_role("button", name="Next section").evaluate(
            """(button) => {
                const { session } =
                    window.jupyterapp.shell.currentWidget.sessionContext;
                const code = "import time; time.sleep(1.5)";
                session.kernel.requestExecute({ code });
                button.click();
            }"""
        )
        held.focus()
        shown.clock.fast_forward(6_000)
        expect(reader.get_by_role("status")).to_contain_text("No answer yet")
        expect(held).to_be_focused()
        expect(reader.get_by_role("status")).not_to_contain_text("No answer yet")
        assert states.named_focus(shown)[1]
    shown.clock.resume()
