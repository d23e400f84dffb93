"""A class as HTML: its votes as bars that read from the back row, its reasons
without names, what splits it, and all of it as one page.
"""

import datetime

from markupsafe import Markup

from helpers import discussion, texts
from helpers.discussion import ROUNDS, conduct
from helpers.errors import SeminarError
from helpers.html import details, join, table, tag
from helpers.widgets.panel import style

_STYLE = """
body { font: 18px/1.5 Georgia, serif; max-width: 50rem; margin: 2rem auto;
  padding: 0 1rem; color: var(--pb-ink); background: var(--pb-paper); }
table { border-collapse: collapse; }
:is(td, th) { text-align: left; padding: 0.2rem 0.8rem 0.2rem 0; vertical-align: top; }
blockquote { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0.8rem 0;
  border-left: 4px solid var(--pb-line); padding: 0 1rem; }
.pb-vote { display: inline-block; height: 0.9em; background: var(--pb-accent);
  margin-right: 0.4em; }
.pb-first { background: var(--pb-line); }
"""
_MOST = 5  # premises that are shown
_HEAD = Markup(
    """<head><meta charset="utf-8"><title>Prospect and Betrayal: the session</title>
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'">
<style>{}</style></head>"""
).format(Markup(style("sheet") + _STYLE))


def votes_html(room, prompt, minimum):
    """The votes on a prompt as a table of bars, a column for each round."""
    if room.locked:
        hidden = f"Votes so far: {room.voted}. The class is hidden until it is shown."
        return tag("p", hidden)
    if not room.votes:
        few = f"Votes so far: {room.voted}. Nothing is shown below {minimum}."
        return tag("p", few)
    most = max(1, *(people for _, many in room.votes for people in many))
    rounds = ROUNDS[: len(room.votes[0][1])]
    rows = [
        tag(
            "tr",
            tag("th", _where(positions, prompt["scale"]), scope="row"),
            *(tag("td", _bar(people, most, n)) for n, people in enumerate(many)),
        )
        for positions, many in room.votes
    ]
    voters = zip(rounds, (room.voted, room.again))
    heads = ["Answer", *(f"{name}: {people}" for name, people in voters)]
    bars = table(prompt["question"], heads, rows, class_="pb-votes")
    return join([bars, *_remarks(room, len(rounds), minimum)])


def _remarks(room, rounds, minimum):
    if room.abstained:
        yield tag("p", f"{room.abstained} gave no answer.")
    if any(len(positions) > 1 for positions, _ in room.votes):
        yield tag(
            "p",
            "Neighbouring answers are joined, so that no bar stands for fewer than"
            f" {discussion.LEAST} people.",
        )
    if room.again and rounds < 2:
        few = f"Second votes so far: {room.again}. Nothing is shown below {minimum}."
        yield tag("p", few)


def moved_html(room, prompt):
    """Where those who voted twice moved, in words."""
    if not room.moved:
        return Markup()
    named = {
        -1: f"moved towards “{prompt['scale'][0]}”",
        0: "stayed where they were",
        1: f"moved towards “{prompt['scale'][1]}”",
    }
    rows = [
        tag("li", f"{people} {' or '.join(named[way] for way in ways)}")
        for ways, (people,) in room.moved
    ]
    caution = "A move is not learning, and may be conformity. Ask for the reasons."
    return join(
        [tag("p", "Of those who voted twice:"), tag("ul", *rows), tag("p", caution)]
    )


def reason_html(why, cite):
    """One reason as it was typed, with the words of the sentence that it cites."""
    cited = "It cites no sentence."
    if cite:
        try:
            cited = f"It cites “{texts.passage(cite)}” ({cite})"
        except SeminarError:  # not of our texts, or not written by our card
            cited = f"It cites {cite[:60]}, which is no passage here."
    quoted = tag("blockquote", why, dir="auto", class_="pb-reason")
    return quoted + tag("p", cited)


def reasons_html(reasons, legend):
    """All reasons of a round, to open; nothing when there are none."""
    if not reasons:
        return Markup()
    listed = [tag("li", reason_html(*reason)) for reason in reasons]
    summary = f"{legend}: {len(reasons)}, in no order"
    return details(summary, tag("ul", *listed), open=True)


def cruxes_html(of_class, most=_MOST):
    """The premises that split a class, with how many conclusions turn on each."""
    cruxes = discussion.crux_rows(of_class.verdicts())[:most]
    if not cruxes:
        minimum = of_class.settings()["minimum"]
        return tag(
            "p",
            f"No premise was judged by {minimum} people who differ, in groups of"
            f" {discussion.LEAST} or more.",
        )
    heads = ["Text", "Premise", "Accept it", "Reject it"]
    heads.append("Conclusions that turn on it")
    rows = [[row.text, _premise(row), *row[4:]] for row in cruxes]
    caption = "Premises of session 2 that split the class, the widest split first"
    return table(caption, heads, rows, sides=["left"] * 2 + ["right"] * 3)


def _premise(row):
    return f"{row.claim}{' (a critic’s)' if row.critic else ''}: {row.says}"


def sides_html(shown, prompt, minimum):
    """What each side of a class relies on, and the premises that both accept."""
    if not shown.sides:
        few = (
            f"Nothing is shown below {minimum} votes and {discussion.LEAST} on a side."
        )
        return tag("p", few)
    parts = [_side_html(side, prompt["scale"]) for side in shown.sides]
    common = discussion.common_rows(shown.accepted)[:_MOST]
    if common:
        heads = ["Text", "Premise", "Conclusions that turn on it"]
        rows = [
            [row.text, f"{row.claim}: {row.says}", row.conclusions] for row in common
        ]
        caption = "Premises of session 2 that most on either side accept"
        sides = ["left", "left", "right"]
        return join([*parts, table(caption, heads, rows, sides=sides)])
    none = (
        f"No premise of session 2 was accepted on both sides by {discussion.LEAST}"
        " people or more, and by most."
    )
    return join([*parts, tag("p", none)])


def _side_html(side, scale):
    """One side, with each sentence that it cites and by how many."""
    listed = [
        tag("li", tag("b", f"{people} cite "), f"“{texts.passage(place)}” ({place})")
        for place, people in side.cited
    ]
    if side.others:
        what = "another sentence, or none" if side.cited else "no sentence in common"
        listed.append(tag("li", f"{side.others} cite {what}."))
    head = tag("p", tag("b", f"{side.people} nearer to “{scale[side.end]}”"))
    return tag("div", head, tag("ul", *listed))


def standing_html(control):
    """How a vote stands, and a clock that counts in the page; nothing where nothing
    was set.
    """
    time = conduct.now()
    left = conduct.seconds_left(control, time)
    shown = control if left == 0 else control | {"until": ""}
    standing = conduct.standing(shown, time)
    return join([tag("p", standing) if standing else None, clock_html(left)])


def clock_html(seconds):
    """The seconds that a timer still has, as minutes and seconds."""
    if not seconds:
        return None
    words = f"{seconds // 60}:{seconds % 60:02}"
    named = {"role": "timer", "aria_label": "Time left", "class_": "pb-clock"}
    return tag("p", words, data_seconds=seconds, **named)


def topics_html(of_class):
    """The names that a class gave to topics, and how many intruders it found."""
    parts = []
    for row in of_class.names():
        names = join([tag("bdi", name) for name in row.names], "; ")
        topic = tag("b", f"Topic {row.topic} ({_model(row.model)}):")
        parts.append(tag("p", topic, " ", names, class_="pb-names"))
    for row in of_class.scores():
        parts.append(
            tag(
                "p",
                f"Intruders ({_model(row.model)}): {row.guessed} of {row.rounds} found"
                f" by {row.people} people in their first game. Guessing blindly finds"
                f" {row.rounds / 6:.0f} on average.",
            )
        )
    minimum = of_class.settings()["minimum"]
    none = f"No topic was named, and no game finished, by {minimum} people."
    return join(parts) or tag("p", none)


def session_html(place, minimum=None):
    """The session as one self-contained page to send round: what the class view of a
    folder or of a class may show, and nothing else.
    """
    of_class, parts = discussion.wall(place, minimum), []
    minimum = of_class.settings()["minimum"]
    for prompt in discussion.prompts():
        room = of_class.room(prompt["id"])
        if room.votes:
            shown = of_class.sides(prompt["id"])
            parts += _prompt_of_session(room, shown, prompt, minimum)
    parts += [tag("h2", "Premises"), cruxes_html(of_class)]
    parts += [tag("h2", "Topics"), topics_html(of_class)]
    today = datetime.date.today()
    about = (
        f"{today.day} {today:%B %Y}. No names are on this page, and nothing that fewer"
        f" than {minimum} people answered. A vote is not a finding about the texts."
    )
    body = tag(
        "body",
        tag("h1", "Prospect and Betrayal: the session"),
        tag("p", about),
        rehearsal_html(of_class, "strong", "A rehearsal"),
        *parts,
    )
    return f"<!doctype html>{tag('html', _HEAD, body, lang='en')}"


def _prompt_of_session(room, shown, prompt, minimum):
    yield tag("h2", prompt["title"])
    yield votes_html(room, prompt, minimum) + moved_html(room, prompt)
    if shown.sides:
        yield tag("h3", "What each side relies on")
        yield sides_html(shown, prompt, minimum)
    for name, reasons in zip(ROUNDS, (room.reasons, room.later)):
        if reasons:
            yield tag("h3", f"Reasons, {name.lower()}")
            yield from (reason_html(*reason) for reason in reasons)


def rehearsal_html(of_class, element, what):
    """That all answers are invented, where they are."""
    if not of_class.settings()["rehearsal"]:
        return None
    return tag("p", tag(element, f"{what}: every answer here is invented."))


def _model(settings):
    """The settings under which names of topics are kept, in words."""
    method, topics, start, unit, stop = (settings.split("/") + [""] * 5)[:5]
    return (
        f"{method.upper()}, {topics} topics, start {start}, {unit}s, stop list: {stop}"
    )


def _bar(people, most, turn):
    width = f"width:{7 * people / most:.2f}em"
    css = "pb-vote pb-first" if turn == 0 else "pb-vote"
    return tag("span", class_=css, style=width) + tag("b", people)


def _where(positions, scale):
    """A group of positions in words."""
    first, last = positions[0], positions[-1]
    if first == last:
        return discussion.place(first, scale)
    start = f"{first}, {scale[0]}," if first == 1 else str(first)
    end = f"{last}, {scale[1]}" if last == len(discussion.POSITIONS) else str(last)
    return f"{start} to {end}"
