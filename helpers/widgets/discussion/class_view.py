"""The class for the projector: how many have voted, the votes when all have, reasons
one at a time, what splits the class; never a name.
"""

from helpers import discussion
from helpers.discussion.privacy import Minimum
from helpers.html import join, tag
from helpers.store.answers import Folder
from helpers.validation import validated
from helpers.widgets.discussion import class_html
from helpers.widgets.panel import Panel, board, button, select

VIEWS = {
    "wait": "How many have voted",
    "votes": "The votes",
    "reasons": "Reasons, one at a time",
    "later": "Reasons of the second vote",
    "cruxes": "Premises that split the class",
    "topics": "Topic names and intruders",
}
_OF_A_PROMPT = ("wait", "reasons", "later")  # the views that show its question


class ClassView(Panel):
    """What a class in `folder` answers, looked up anew every two seconds, with nothing
    below `minimum` people.

    Without `folder` it is the one that was joined, or the folder of one's own file,
    where files that were handed in may lie too.
    """

    @validated
    def __init__(
        self,
        folder: Folder | None = None,
        prompt_id: str | None = None,
        minimum: Minimum | None = None,
    ):
        joined = None if folder else discussion.joined(board(), minimum)
        self._class = joined or discussion.wall(folder or board().path.parent, minimum)
        self._number, self._reason = 0, None
        prompts = discussion.prompts()
        core = next((each["id"] for each in prompts if each.get("core")), None)
        first = discussion.prompt(prompt_id or core or prompts[0]["id"])["id"]
        super().__init__(
            title="Class view",
            variant="pb-wide pb-board",
            fields=[
                select("prompt", "Prompt", options=_options(prompts)),
                select("show", "Show", options=[list(view) for view in VIEWS.items()]),
                button("next", "Next reason", primary=True),
                button("page", "Download the session as a page"),
            ],
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
        wrong = self._wrong(len(self._class.problems()))
        self.html = str(tag("div", invented, question, view, wrong, class_="pb-detail"))

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


def _options(prompts):
    return [
        [
            prompt["id"],
            f"{prompt['session']}. {prompt['title']}"
            f"{' (core)' if prompt.get('core') else ''}",
        ]
        for prompt in prompts
    ]
