"""The class for the projector: how many have voted, the votes when all have, reasons
one at a time, what splits the class; never a name.
"""

import pathlib
from html import escape

from helpers import boards, discussion
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


class ClassView(Panel):
    """What a class in `folder` answers, looked up anew every two seconds, with nothing
    below `minimum` people.

    Without `folder` it is the one that was joined, or the folder of one's own file,
    where files that were handed in may lie too.
    """

    def __init__(self, folder=None, prompt_id=None, minimum=None):
        self._folder = folder or board().folder or board().path.parent
        self._known = boards.settings(self._folder)
        self._minimum = max(discussion.LEAST, minimum or self._known["minimum"])
        self._number, self._reason = 0, None
        prompts = discussion.prompts()
        first = (
            discussion.prompt(prompt_id)["id"]
            if prompt_id
            else next(one["id"] for one in prompts if one.get("core"))
        )
        options = [
            [
                one["id"],
                (
                    f"{one['session']}."
                    f" {one['title']}{' (core)' if one.get('core') else ''}"
                ),
            ]
            for one in prompts
        ]
        fields = [
            select("prompt", "Prompt", options=options),
            select("show", "Show", options=[list(view) for view in VIEWS.items()]),
        ]
        fields += [
            button("next", "Next reason"),
            button("page", "Download the session as a page"),
        ]
        super().__init__(
            title="Class view",
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
            self.download(
                "seminar-session.html", class_html.page(self._folder, self._minimum)
            )
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
        merged = discussion.merge(self._folder)
        prompt, show = discussion.prompt(self.values["prompt"]), self.values["show"]
        found = discussion.room(merged, prompt["id"], self._minimum)
        if show in ("cruxes", "topics"):
            shown = {
                "cruxes": class_html.cruxes_html,
                "topics": class_html.topics_html,
            }[show](self._folder, self._minimum)
        elif show in ("reasons", "later"):
            reasons = found.reasons if show == "reasons" else found.later
            shown = (
                self._one_of(reasons, turn)
                if reasons
                else (
                    f"<p>Fewer than {self._minimum} votes, or fewer reasons: none is"
                    " shown.</p>"
                )
            )
        elif show == "votes":
            shown = class_html.votes_html(
                found, prompt, self._minimum
            ) + class_html.moved_html(found, prompt)
        else:
            again = f"<p>Second votes: {found.again}</p>" if found.again else ""
            shown = f'<p class="pb-count">Votes: {found.voted}</p>{again}'
        invented = (
            "<p><b>Rehearsal: every answer here is invented.</b></p>"
            if self._known["rehearsal"]
            else ""
        )
        many = len(merged.attrs["problems"])
        wrong = (
            f"<p>Remarks on what lies in the folder: {many}. Run the last box of this"
            " page to read them.</p>"
            if many
            else ""
        )
        if not pathlib.Path(self._folder).is_dir():
            wrong = "<p>The folder is not there now, so there is nothing to read.</p>"
        asked = (
            ""
            if show in ("votes", "cruxes", "topics")
            else f"<p>{escape(prompt['question'])}</p>"
        )
        self.html = f'<div class="pb-detail">{invented}{asked}{shown}{wrong}</div>'

    def _one_of(self, reasons, turn):
        """The reason that was shown, also when others came between, or the one after
        it.
        """
        if (
            self._reason in reasons
            and reasons[self._number % len(reasons)] != self._reason
        ):
            self._number = reasons.index(self._reason)
        self._number = (self._number + turn) % len(reasons)
        self._reason = reasons[self._number]
        return (
            f"<p>Reason {self._number + 1} of"
            f" {len(reasons)}</p>{class_html.reason_html(*self._reason)}"
        )
