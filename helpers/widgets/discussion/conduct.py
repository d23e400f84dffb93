"""The vote as its instructor conducts it: she opens and closes it, reads the reasons
alone, shows the class and leads the wall. Nothing of this panel is for the class.
"""

import functools
from typing import Any

from helpers import discussion
from helpers.discussion import conduct, stages
from helpers.html import details, join, tag
from helpers.validation import validated
from helpers.widgets.discussion import class_html, class_view, conduct_html
from helpers.widgets.panel import Panel, box, button, script, select

_MINUTES = (1, 2, 3, 5, 7, 10, 15, 20)
_SIZES = (2, 3, 4, 5, 6)
_MIXES = {"": "by lot", "mixed": "with different votes"}


class Conduct(Panel):
    """The panel of the instructor for the class at `place`, a folder that was prepared;
    without one, for the class that she has joined or that her hub has.

    What the class sees is a `Wall` or a `ClassView`, in a box of its own.
    """

    _esm = script("field_places", "countdown")

    @validated
    def __init__(self, place: Any = None):
        self._class = class_view.conducted_at(place)
        self._asked = ""  # what was pressed and is asked once more
        self._remarks = []  # what came of the last thing that was done
        values = {"prompt": self._prompt_at_first(), "show": "wait", "minutes": "5"}
        super().__init__(
            title="Conduct the vote",
            values=values | {"size": "4", "mix": "", "name": ""},
            poll=2 if self._class else 0,
        )

    def _prompt_at_first(self):
        """The prompt whose vote is under way, or that of the core."""
        if self._class is not None and self._class.wall.here():
            known = self._class.settings()
            for each in discussion.prompts():
                control = conduct.control(known, each["id"])
                if control["open"] or not control["shown"]:
                    return each["id"]
        return class_view.core_prompt()

    def on_change(self, values):
        """Turn to a prompt, or show another view on the wall."""
        before = self._seen.get("prompt")
        if values["prompt"] != before:
            self._asked = ""
            self._show(self._stage().wall)
        self._seen = dict(self.values)
        self._draw()
        if self._class is not None:
            view = class_view.VIEWS[self.values["show"]]
            self.status = f"On the wall: {view}."

    def on_action(self, action):
        """Take the next step, or do one of the things beside it."""
        act, _, rest = action.partition("/")
        if self._class is None or act == "look":
            self._draw()
            return
        does = {
            "step": lambda: self._step(rest),
            "back": lambda: self._step(rest, back=True),
            "withhold": lambda: self._withhold(rest, True),
            "release": lambda: self._withhold(rest, False),
            "timer": self._start_timer,
            "stop": self._stop_timer,
            "groups": self._make_groups,
            "free": self._leave_to_students,
            "anew": lambda: self._start_anew(rest),
            "next": self._turn,
            "page": self._give_page,
            "test": self._test,
            "export": self._export,
            "delete": lambda: self._delete(rest),
        }
        if act not in does:
            return
        self._remarks = []
        message = does[act]()
        self._draw()
        self.status = message or self.status
        if act == self._asked:
            self.scroll_to(act)

    # What she does

    def _step(self, shown, back=False):
        """Take the step that was shown, if the vote is still there."""
        stage = self._stage()
        if stage.name != shown:
            return "The vote has moved on meanwhile. The panel shows where it is."
        return self._set(stage.back_changes if back else stage.changes)

    def _set(self, changes):
        """Change how the vote is conducted, show on the wall what goes with it, and
        say it in the words that the class reads. Whoever pressed the button goes on in
        what it opened, and not on the next step.
        """
        self._asked = ""
        self.scroll_to("standing")
        after = self._class.set_control(self.values["prompt"], **changes)
        self._show(stages.stage(after).wall)
        return conduct.standing(after, conduct.now()) or "Left to the students."

    def _withhold(self, reason, withheld):
        before = self._control()["withheld"]
        after = [each for each in before if each != reason]
        after += [reason] if withheld else []
        self._class.set_control(self.values["prompt"], withheld=after)
        if not withheld:
            return "The reason is shown again with the others."
        files = f" {conduct_html.IN_FILES}" if self._class.has_files else ""
        return f"Withheld. Its writer’s card says so.{files}"

    def _start_timer(self):
        minutes = int(self.values["minutes"])
        until = conduct.ends_in(minutes, conduct.now())
        self._class.set_control(self.values["prompt"], until=until)
        unit = "minute" if minutes == 1 else "minutes"
        return f"The timer runs for {minutes} {unit}."

    def _stop_timer(self):
        self._class.set_control(self.values["prompt"], until="")
        return "The timer is stopped."

    def _make_groups(self):
        prompt_id, mixed = self.values["prompt"], bool(self.values["mix"])
        size = int(self.values["size"])
        sizes = self._class.make_groups(prompt_id, size, mixed)
        if not sizes:
            return "Nobody has answered yet, so there is nobody to group."
        return f"Groups made: {len(sizes)}. Each card shows its own group’s number."

    def _leave_to_students(self):
        return self._set(stages.FREE)

    def _start_anew(self, answer):
        """Ask once more, and then begin the prompt anew with its first vote open."""
        if answer == "yes" and self._asked == "anew":
            more = {"since": conduct.now(), "withheld": [], "groups": {}}
            return f"Started anew. {self._set(stages.FIRST | more)}"
        self._asked = "" if answer else "anew"
        return "The prompt stays as it is." if answer else "Start this prompt anew?"

    def _turn(self):
        if self.values["show"] not in ("reasons", "later"):
            self._show("reasons")
        self._lead(turn=1)
        return "The next reason is on the wall."

    def _give_page(self):
        session = class_html.session_html(self._class.wall)
        self.download("seminar-session.html", session)

    def _test(self):
        self._remarks = self._class.test_student()
        return " ".join(each.words for each in self._remarks)

    def _export(self):
        self.download(f"{self._name}.json", self._class.export())

    def _delete(self, answer):
        """Ask for the name of the class, and delete it when it is typed."""
        if answer == "yes" and self._asked == "delete":
            self._remarks = self._class.delete(self.values["name"])
            self.set_values(name="")
            self._asked = ""
            return " ".join(each.words for each in self._remarks)
        self._asked = "" if answer else "delete"
        return "Nothing is deleted." if answer else "Delete everything?"

    # What she sees

    def _control(self):
        return self._class.control(self.values["prompt"])

    def _stage(self):
        if self._class is None or not self._class.wall.here():
            return stages.stage(conduct.CONTROL)
        return stages.stage(self._control())

    def _show(self, view):
        """Show a view on the wall, and in the list that chooses it."""
        self.set_values(show=view)
        self._seen["show"] = view

    def _lead(self, turn=0):
        chosen = self.values["prompt"], self.values["show"]
        for wall in class_view.walls():
            wall.lead(self._class.wall.key, *chosen, turn)

    def _draw(self):
        missing, remarks = self._missing(), conduct_html.remarks_html(self._remarks)
        if missing:
            self.fields, self.above = [], ""
            self.html = str(join([remarks, tag("p", missing)]))
            return
        known = self._class.settings()
        control = conduct.control(known, self.values["prompt"])
        stage, alone = stages.stage(control), tag("p", tag("b", conduct_html.ALONE))
        of_class = tag("p", f"The class: {self._name}")
        self.above = str(tag("div", alone, of_class, class_="pb-detail"))
        fields = self._fields(stage)
        if fields != self.fields:
            self.fields = fields
        parts = [remarks, *self._parts(known, control, stage)]
        self.html = str(tag("div", *parts, class_="pb-detail"))
        self._lead()

    @functools.cached_property
    def _name(self):
        """The name of the class, which a board is not asked for at each look."""
        return self._class.name

    def _missing(self):
        """What is to be done where there is no class."""
        if self._class is None:
            return class_view.NO_CLASS
        if not self._class.wall.here():
            return (
                f"The class {self._name} cannot be reached now. A folder is there"
                " again once it is prepared; then run this box again."
            )
        return ""

    def _fields(self, stage):
        prompts = class_view.options_of(discussion.prompts())
        views = [list(view) for view in class_view.VIEWS.items()]
        minutes = [[str(n), f"{n} min"] for n in _MINUTES]
        sizes = [[str(n), str(n)] for n in _SIZES]
        mixes = [list(mix) for mix in _MIXES.items()]
        step, back = f"step/{stage.name}", f"back/{stage.name}"
        once = {"single": True}  # or a double click would close the vote and show it
        steps = [button(step, stage.action, primary=True, **once)] * bool(stage.action)
        steps += [button(back, stage.back, **once)] * bool(stage.back)
        asked = "Name of the class"
        name = (
            [box("name", asked, by=["delete/yes"])] if self._asked == "delete" else []
        )
        return [
            select("prompt", "Prompt", options=prompts),
            *steps,
            select("show", "On the wall", options=views),
            select("minutes", "Minutes", options=minutes, by=["timer"]),
            select("size", "People in a group", options=sizes, by=["groups"]),
            select("mix", "Grouped", options=mixes, by=["groups"]),
            *name,
        ]

    def _parts(self, known, control, stage):
        """The sections below the buttons."""
        prompt, minimum = discussion.prompt(self.values["prompt"]), known["minimum"]
        room = self._class.room(prompt["id"])
        left = conduct.seconds_left(control, conduct.now())
        can_turn = self.values["show"] in ("reasons", "later")
        shown = self._class.sides(prompt["id"])
        sides = class_html.sides_html(shown, prompt, minimum)
        reasons = self._reasons(prompt["id"], control, room, minimum, stage.reads)
        return [
            class_html.rehearsal_html(self._class.wall, "b", "Rehearsal"),
            conduct_html.standing_html(stage.says, room, *reasons),
            conduct_html.wall_html(can_turn),
            conduct_html.timer_html(left),
            details("What each side relies on, and what both accept", sides),
            details("Small groups", conduct_html.groups_html(control["groups"])),
            self._more(room),
            conduct_html.problems_html(len(self._class.wall.problems())),
        ]

    def _reasons(self, prompt_id, control, room, minimum, reads):
        """The reasons of each round that is closed, or that nobody conducts: who
        writes is not read over the shoulder.
        """
        for turn, given in ((1, room.reasons), (2, room.later)):
            if control["open"] == turn:
                which = discussion.ROUNDS[turn - 1].lower()
                yield tag(
                    "p", f"You read the reasons of the {which} once it is closed."
                )
            elif turn == 1 or given:
                reasons = conduct.reasons(given, control, prompt_id, turn)
                files, opened = self._class.has_files, turn == reads
                yield conduct_html.reasons_html(turn, reasons, minimum, files, opened)

    def _more(self, room):
        """What is done before or after a class, folded."""
        asked, acts = self._asked, conduct_html.acts
        test = acts(conduct_html.button("test", "Try it with a test student"))
        session = acts(conduct_html.button("page", "Download the session as a page"))
        anew = conduct_html.anew_html(room, asked == "anew")
        delete = conduct_html.delete_html(self._name, asked == "delete")
        sections = {
            "Before the class": (test, False),
            "A page to send round, without names": (session, False),
            "Start anew, or leave it to the students": (anew, asked == "anew"),
            "Delete everything": (delete, asked == "delete"),
        }
        return join(
            details(name, inside, open=opened)
            for name, (inside, opened) in sections.items()
        )

    def static_html(self):
        """In print the order of the steps, and nothing of the class."""
        return str(conduct_html.still_html(discussion.prompt(self.values["prompt"])))
