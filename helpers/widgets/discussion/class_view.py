"""The class for the projector: how many have voted, the votes when all have, reasons
one at a time, what splits the class; never a name.
"""

import weakref
from typing import Any

from helpers import discussion
from helpers.discussion import conduct
from helpers.discussion.privacy import Minimum
from helpers.html import join, tag
from helpers.store.answers import Folder
from helpers.validation import validated
from helpers.widgets.discussion import class_html
from helpers.widgets.panel import Panel, board, button, script, select

NO_CLASS = (
    "There is no class yet. Prepare a folder, or join that of your class, and run this"
    " box again. On a hub with a class board it is there by itself."
)
VIEWS = {
    "wait": "How many have voted",
    "votes": "The votes",
    "reasons": "Reasons, one at a time",
    "later": "Reasons of the second vote",
    "sides": "What each side relies on",
    "cruxes": "Premises that split the class",
    "topics": "Topic names and intruders",
}
_OF_A_PROMPT = ("wait", "reasons", "later", "sides")  # that show its question
_WALLS: weakref.WeakSet = weakref.WeakSet()  # those that an instructor's panel leads


class ClassView(Panel):
    """What a class in `folder` answers, looked up anew every two seconds, with nothing
    below `minimum` people.

    Without `folder` it is the one that was joined, or the folder of one's own file,
    where files that were handed in may lie too.
    """

    _esm = script("countdown")

    @validated
    def __init__(
        self,
        folder: Folder | None = None,
        prompt_id: str | None = None,
        minimum: Minimum | None = None,
    ):
        place = folder or board().joined or board().path.parent
        of_class = discussion.wall(place, minimum)
        prompts = options_of(discussion.prompts())
        fields = [
            select("prompt", "Prompt", options=prompts),
            select("show", "Show", options=[list(view) for view in VIEWS.items()]),
            button("next", "Next reason", primary=True),
            button("page", "Download the session as a page"),
        ]
        self._begin(of_class, "Class view", fields, prompt_id)

    def _begin(self, of_class, title, fields, prompt_id=None):
        self._class, self._number, self._reason = of_class, 0, None
        first = discussion.prompt(prompt_id)["id"] if prompt_id else core_prompt()
        super().__init__(
            title=title,
            variant="pb-wide pb-board",
            fields=fields,
            values={"prompt": first, "show": "wait"},
            poll=2,
        )

    def on_change(self, values):
        """Show what was chosen, from its beginning."""
        self._number, self._reason = 0, None
        self._draw()
        self.status = f"{VIEWS[values['show']]}."

    def on_action(self, action):
        """Look again, turn to the next reason, or give the session as a page."""
        if action == "page":
            session = class_html.session_html(self._class)
            self.download("seminar-session.html", session)
        elif action == "next":
            if self.values["show"] not in ("reasons", "later"):
                self.set_values(show="reasons")
                self._number, self._reason = -1, None
            self._draw(turn=1)
            self.status = (
                "The next reason."
                if "pb-reason" in self.html
                else "There is no reason to show."
            )
        else:
            self._draw()

    def _draw(self, turn=0):
        prompt, show = discussion.prompt(self.values["prompt"]), self.values["show"]
        if show in ("cruxes", "topics"):
            view = {
                "cruxes": class_html.cruxes_html,
                "topics": class_html.topics_html,
            }[show](self._class)
        else:
            view = self._of_room(self._class.room(prompt["id"]), prompt, show, turn)
        question = tag("p", prompt["question"]) if show in _OF_A_PROMPT else None
        invented = class_html.rehearsal_html(self._class, "b", "Rehearsal")
        rule = conduct.control(self._class.settings(), prompt["id"])
        standing = class_html.standing_html(rule)
        wrong = self._wrong(len(self._class.problems()))
        parts = [invented, standing, question, view, wrong]
        self.html = str(tag("div", *parts, class_="pb-detail"))

    def _minimum(self):
        return self._class.settings()["minimum"]

    def _of_room(self, room, prompt, show, turn):
        """What a view shows of the votes on one prompt."""
        if show == "votes":
            bars = class_html.votes_html(room, prompt, self._minimum())
            return bars + class_html.moved_html(room, prompt)
        if show == "wait":
            again = tag("p", f"Second votes: {room.again}") if room.again else None
            return join([tag("p", f"Votes: {room.voted}", class_="pb-count"), again])
        if room.locked:
            return tag("p", "The class is hidden until it is shown.")
        if show == "sides":
            shown = self._class.sides(prompt["id"])
            return class_html.sides_html(shown, prompt, self._minimum())
        reasons = room.reasons if show == "reasons" else room.later
        if reasons:
            return self._next_of(reasons, turn)
        few = f"Fewer than {self._minimum()} votes, or fewer reasons: none is shown."
        return tag("p", few)

    def _wrong(self, many):
        """What is to be said of the folder itself."""
        if not self._class.here():
            gone = "The folder is not there now, so there is nothing to read."
            return tag("p", gone)
        if not many:
            return None
        return tag(
            "p",
            f"Remarks on what lies in the folder: {many}. Run the last box of this"
            " page to read them.",
        )

    def _next_of(self, reasons, turn):
        """The reason that was shown, also when others came between, or the one after
        it.
        """
        moved = reasons[self._number % len(reasons)] != self._reason
        if self._reason in reasons and moved:
            self._number = reasons.index(self._reason)
        self._number = (self._number + turn) % len(reasons)
        why, cite = self._reason = reasons[self._number]
        counted = tag("p", f"Reason {self._number + 1} of {len(reasons)}")
        return counted + class_html.reason_html(why, cite)


class Wall(ClassView):
    """The class view without its controls, to project: the panel of the instructor,
    `Conduct`, says what it shows.
    """

    @validated
    def __init__(self, place: Any = None):
        conducted = conducted_at(place)
        self._begin(conducted and conducted.wall, "On the wall", [])
        _WALLS.add(self)

    def on_change(self, values):
        """Draw, and say nothing: a wall is read and not listened to."""
        self._draw()

    def lead(self, key, prompt_id, show, turn=0):
        """Show a view of a prompt, if it is this class whose panel says so."""
        if self._class is None or self._class.key != key:
            return
        wanted = {"prompt": prompt_id, "show": show}
        if wanted != self.values:
            self.values, self._number, self._reason = wanted, 0, None
        self._draw(turn)

    def _draw(self, turn=0):
        if self._class is None:
            self.html = str(tag("p", NO_CLASS))
            return
        super()._draw(turn)

    def _wrong(self, many):
        """Of remarks the panel speaks, to her alone."""
        return super()._wrong(0)

    def static_html(self):
        """Nothing: on paper nobody is shown anything."""
        return ""


def walls():
    """The walls that a page may show now."""
    return [wall for wall in _WALLS if wall.comm is not None]


def conducted_at(place):
    """The class that is conducted: at a place, or else the one that this person has
    joined or that their hub has; None where there is none.
    """
    place = board() if place is None else place
    if getattr(place, "joined", place) is None:
        return None
    return discussion.conducted(place)


def core_prompt():
    """The id of the prompt that every class should hold first."""
    prompts = discussion.prompts()
    core = (each["id"] for each in prompts if each.get("core"))
    return next(core, prompts[0]["id"])


def options_of(prompts):
    """The prompts as a list to choose from."""
    return [
        [
            prompt["id"],
            f"{prompt['session']}. {prompt['title']}"
            f"{' (core)' if prompt.get('core') else ''}",
        ]
        for prompt in prompts
    ]
