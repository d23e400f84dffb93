"""The core of each session, done by someone who has the keyboard and what a screen
reader is told, and nothing else: no selector, no coordinate, no mouse.
"""

import time

import pytest
import states
from conftest import has_run, ready

from helpers import discussion, texts

pytestmark = pytest.mark.browser
FAR = 400  # presses of a key until something is given up
LONG = 30  # seconds until something is heard


class Person:
    """Somebody at the keyboard, who is told the role and the name of what has the
    focus, what is announced, and what stands in the accessibility tree.
    """

    def __init__(self, page):
        self.page = page
        self.told = page.context.new_cdp_session(page)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words):
        self.page.keyboard.type(words)

    def here(self):
        return states.named_focus(self.page)

    def is_on(self, role, name):
        """Wait until the focus is on what has this role, and a name that begins so."""
        self._wait(lambda: self._is(role, name), lambda: f"on {self.here()}")

    def go(self, role, name, key="Tab"):
        """Press a key until the focus is on what has this role and name; with another
        than Tab it may be there already.
        """
        if "Tab" not in key and self._is(role, name):
            return
        for _ in range(FAR):
            self.press(key)
            if self._is(role, name):
                return
        raise AssertionError(f"{key} comes to no {role} {name!r}")

    def use(self, role, name, key="Tab"):
        self.go(role, name, key)
        self.press("Enter")

    def write(self, name, words):
        self.go("textbox", name)
        self.type(words)

    def guess(self, question, words):
        """Write a guess, keep it, and hear that there is a result."""
        self.write(question, words)
        self.use("button", "Keep my guess")

    def hears(self, words):
        """Wait until a status says so."""
        self._wait(
            lambda: any(words in said for said in self._statuses()), self._statuses
        )

    def finds(self, words):
        """Wait until the tree has something of this name, or these words."""

        def named(node):
            return words in str(node.get("name", {}).get("value", ""))

        self._wait(lambda: any(map(named, self._tree())), lambda: words)

    def _is(self, role, name):
        found, called = self.here()
        return found == role and called.startswith(name)

    def _wait(self, holds, what):
        end = time.monotonic() + LONG
        while not holds():
            assert time.monotonic() < end, what()
            time.sleep(0.1)

    def _tree(self):
        return self.told.send("Accessibility.getFullAXTree")["nodes"]

    def _statuses(self):
        """The words of each status: those of what stands inside it."""
        whole = self._tree()
        nodes = {node["nodeId"]: node for node in whole}

        def words(node):
            if node.get("role", {}).get("value") == "StaticText":
                return [str(node["name"]["value"])]
            inside = (nodes[n] for n in node.get("childIds", []) if n in nodes)
            return [each for child in inside for each in words(child)]

        return [
            " ".join(words(node))
            for node in whole
            if node.get("role", {}).get("value") == "status"
        ]


@pytest.fixture
def person(notebook):
    """A function that opens a session and runs all of it from the list of commands."""

    def opened(name):
        page = notebook(name, run=False)
        ready(page)
        someone = Person(page)
        someone.press("Control+Shift+c")
        someone.type("Run All Cells")
        someone.press("Enter")
        has_run(page)
        return someone

    return opened


def test_session_1_reading(person):
    me = person("1-reading")
    me.use("link", "1936:74")
    me.is_on("dialog", "1936:74")
    me.press("Escape")
    me.is_on("link", "1936:74")
    me.go("textbox", "Go to")
    me.type("1936:74")
    me.press("Enter")
    me.is_on("group", "1936:74")
    me.write("In a line, if you like", "An answer.")
    me.press("Tab")
    me.hears("Kept ")
    me.guess("How often does “betray*”", "Ten times, and never.")
    me.hears("“betray*”: 1 time in 1906, 5 times in 1936.")
    me.use("button", "Open 1906:18")
    me.is_on("group", "1906:18")
    me.use("button", "Back to the lines")
    me.is_on("button", "Open 1906:18")
    me.guess("Which of the three", "Party, everywhere.")
    me.finds("Strips for 1936")
    me.use("DisclosureTriangle", "The data of this picture")
    me.finds("bureaucracy")


def test_session_2_argument(person):
    me = person("2-argument")
    me.use("button", "Mark the indicator words")
    me.hears("words are marked")
    me.go("button", "Expropriation only way. ")
    me.press("ArrowDown", "Home")
    me.go("button", "Eight-hour day. ", "ArrowRight")
    me.press("ArrowDown")
    me.go("button", "Lock-outs answer it. ", "ArrowRight")
    me.press("Enter")
    me.is_on("region", "Lock-outs answer it")
    me.go("radio", "I accept it")
    me.press("ArrowDown")
    me.is_on("radio", "I reject it")
    me.hears("You rejected [Lock-outs answer it].")
    me.guess("Which boxes lose", "The conclusion.")
    me.use("button", "What would unseat it?", "Shift+Tab")
    me.hears("is listed beside the map")
    me.guess("How many single verdicts", "Four.")
    me.finds("Cruxes of [Expropriation only way], smallest first")
    me.write("Your crux, in a line", "Lock-outs answer it (1906:15).")
    me.press("Tab")
    me.hears("Kept ")


def test_session_3_topics(person):
    me = person("3-topics")
    me.guess("Which three words", "Revolution, backward, Russia")
    me.finds("1936:8 as a bag")
    me.write("Your name for topic 1", "The state")
    me.hears("Kept ")
    me.use("button", "Topic 6", "Shift+Tab")
    me.is_on("region", "Topic 6")
    me.use("button", "1936:")
    me.is_on("group", "1936:")
    me.use("button", "Back to the topics")
    me.is_on("button", "Topic 6")
    me.use("button", "Again")
    me.hears("Try 2, sample 2")


def test_session_4_comparison(person):
    me = person("4-comparison")
    me.guess("Three words that you expect", "will, peasants; was, bureaucracy")
    me.hears("pass for the whole family")
    me.go("button", "will: ")
    me.press("ArrowDown", "ArrowUp", "Enter")
    me.is_on("region", "Lines")
    me.use("button", "Open 1906:")
    me.is_on("group", "1906:")
    me.guess("Are the workers more frequent", "In 1906, twice.")
    me.hears("<workers>: ")
    me.guess("How many times as frequent is the past", "Ten.")
    me.hears("<past>: ")
    me.guess("How often do you expect such words", "Never.")
    me.hears("<rulers without class>: ")
    me.use("button", "<rulers without class>")
    me.is_on("region", "Lines")


def test_session_5_discussion(person):
    prompt = discussion.prompt("inevitable-and-betrayed")
    _, (paragraph, *_), _ = texts.find(prompt["passage"][0])
    me = person("5-discussion")
    me.guess("Does any paragraph have both words", "No.")
    me.hears("“inevit*”: ")
    me.go("textbox", "Folder that your instructor gave you")
    me.go("radio", paragraph.sentences[0][:20])
    me.press("ArrowDown")
    me.go("radio", discussion.place(1, prompt["scale"]))
    me.press("ArrowDown")
    me.is_on("radio", discussion.place(2, prompt["scale"])[:10])
    me.hears("say why")
    me.write("Why do you vote so?", "Because the passage says so.")
    me.press("Tab")
    me.hears("All is there.")
    me.use("button", "Make my first vote final")
    me.is_on("region", "The class")
    me.use("button", "Vote again", "Shift+Tab")
    me.is_on("group", "Passage and vote")
    me.go("radio", discussion.place(1, prompt["scale"]))
    me.press("ArrowDown", "ArrowDown")
    me.write("Why now?", "The others have moved me.")
    me.press("Tab")
    me.use("button", "Make my second vote final")
    me.is_on("region", "The class")
