"""The parts of the instructor's panel as HTML; none of it is for the class."""

from helpers.discussion import ROUNDS, small_groups
from helpers.html import button, details, join, tag
from helpers.widgets.discussion import class_html

ALONE = (
    "For you alone: do not project this box. What the class sees is the box “On the"
    " wall”."
)
IN_FILES = (
    "In this folder it can still be read: whoever opens its files sees every reason,"
    " also before you show the class."
)


def standing_html(says, room, *reasons):
    """How far the vote is, with what she alone reads of it."""
    named = {"aria_label": "How far the vote is", "data_cite": "standing"}
    inside = tag("p", says), _counts(room), *reasons
    return tag("section", *inside, tabindex="-1", **named)


def _counts(room):
    """How many have answered."""
    parts = [tag("b", f"Votes: {room.voted}")]
    if room.again:
        parts.append(f"Second votes: {room.again}")
    if room.abstained:
        parts.append(f"{room.abstained} gave no answer")
    return tag("p", join(parts, " · "))


def place(field):
    """Where the page puts the box of a field."""
    return tag("span", data_field=field)


def acts(*parts):
    """Boxes and buttons in a row."""
    return tag("div", *parts, class_="pb-acts")


def wall_html(can_turn):
    """What is on the wall."""
    turn = button("next", "Next reason on the wall") if can_turn else None
    return acts(place("show"), turn)


def timer_html(left):
    """The timer, which ends nothing by itself."""
    stop = None if left is None else button("stop", "Stop the timer")
    means = (
        "Cards and wall show how long it runs. Nothing closes when the time is up: the"
        " class is asked to finish its sentence, and you close the vote."
    )
    start = button("timer", "Start the timer")
    row = acts(place("minutes"), start, stop, class_html.clock_html(left))
    return join([row, tag("p", means)])


def reasons_html(turn, reasons, minimum, in_files, opened):
    """The reasons of a round, each with a button that withholds it; folded but when
    they are to be read.
    """
    if not reasons:
        few = f"Fewer than {minimum} votes, or fewer reasons: none can be read."
        return tag("p", few)
    listed = [
        tag("li", _reason_html(turn, n, reason)) for n, reason in enumerate(reasons, 1)
    ]
    withheld = sum(reason.withheld for reason in reasons)
    summary = f"Reasons of the {ROUNDS[turn - 1].lower()}: {len(reasons)}"
    kept = f", {withheld} withheld" if withheld else ""
    warning = f"A withheld reason is on no card, wall or page. {IN_FILES}"
    warning = tag("p", tag("b", warning)) if withheld and in_files else None
    return details(f"{summary}{kept}", warning, tag("ol", *listed), open=opened)


def _reason_html(turn, number, reason):
    which = f"reason {number}" if turn == 1 else f"reason {number} of the second vote"
    words = f"Show {which} again" if reason.withheld else f"Withhold {which}"
    act = "release" if reason.withheld else "withhold"
    state = tag("p", tag("b", "Withheld.")) if reason.withheld else None
    press = acts(button(f"{act}/{reason.id}", words))
    return class_html.reason_html(reason.why, reason.cite) + join([state, press])


def groups_html(groups):
    """The small groups: how many people are in each, and no more."""
    sizes = small_groups.sizes(groups)
    stands = (
        f"{len(sizes)} groups, of {' and '.join(map(str, sorted({*sizes})))} people."
        " Each card shows its own group’s number."
        if sizes
        else "No groups yet. They are made of those who have answered."
    )
    row = acts(place("size"), place("mix"), button("groups", "Make groups"))
    return join([row, tag("p", stands)])


def anew_html(room, asked):
    """To start a prompt anew, or to leave it to the students; the first asks once
    more, and says what happens to the votes.
    """
    if not asked:
        row = acts(
            button("anew", "Start this prompt anew"),
            button("free", "Leave it to the students"),
        )
        means = (
            "Left to the students, whoever has voted opens the class for themselves, as"
            " in homework."
        )
        return join([row, tag("p", means)])
    happens = (
        f"{room.voted} first and {room.again} second votes will count no more, on"
        " cards, on the wall and on the page. Nothing is deleted: each writer keeps"
        " their own in their file. The first vote is then open again. This cannot be"
        " taken back."
    )
    row = acts(
        button("anew/yes", "Yes, start it anew"), button("anew/no", "No, leave it")
    )
    return asked_html("anew", "Start anew?", tag("p", happens), row)


def delete_html(name, asked):
    """To delete everything: asked once more, and done when the name is typed."""
    if not asked:
        means = (
            "All answers of this class, and what was set for it. You are asked for its"
            " name first, and offered all of it as a file."
        )
        return join([acts(button("delete", "Delete everything")), tag("p", means)])
    keep = (
        "First keep what you need: a file with all that the class shared, its people"
        " numbered by lot. It has what they voted and why: keep it as safe as this."
    )
    happens = (
        "This deletes for everyone and cannot be taken back. Students’ own files stay"
        f" with them. Type the name of the class: {name}"
    )
    row = acts(
        place("name"),
        button("delete/yes", "Delete it for good"),
        button("delete/no", "No, keep it"),
    )
    export = acts(button("export", "Download everything first"))
    parts = [tag("p", keep), export, tag("p", tag("b", happens)), row]
    return asked_html("delete", "Delete everything?", *parts)


def asked_html(name, label, *parts):
    """What asks once more; whoever pressed the button goes on in it."""
    named = {"aria_label": label, "data_cite": name, "tabindex": "-1"}
    return tag("section", *parts, class_="pb-asked", **named)


def remarks_html(remarks):
    """Sentences on what was tried or done, those first that want something."""
    if not remarks:
        return None
    signs = {"wrong": "To mend: ", "unknown": "To know: ", "right": ""}
    order = list(signs)
    sorted_ = sorted(remarks, key=lambda remark: order.index(remark.state))
    return tag("ul", *[tag("li", signs[each.state], each.words) for each in sorted_])


def problems_html(many):
    """That something of the class could not be read."""
    if not many:
        return None
    where = "Run the last box of this page to read them, alone."
    return tag("p", f"Remarks on what the class has written: {many}. {where}")


def still_html(prompt):
    """On paper the order of the steps."""
    steps = (
        "Open the first vote. Close it: you alone read the reasons.",
        "Show the class, with the reasons that you did not withhold. Discuss.",
        "Open the second vote, which hides the class again. Close it, and show it.",
    )
    title = f"To conduct the vote on “{prompt['title']}”"
    return join([tag("p", title), tag("ol", *[tag("li", step) for step in steps])])
