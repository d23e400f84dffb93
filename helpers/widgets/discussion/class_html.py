"""A class as HTML: its votes as bars that read from the back row, its reasons
without names, what splits it, and all of it as one page.
"""

import datetime
from html import escape

from helpers import boards, discussion, figures, texts
from helpers.errors import SeminarError

ROUNDS = ("First vote", "Second vote")
_STYLE = """body { font: 18px/1.5 Georgia, serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } :is(td, th) { text-align: left; padding: 0.2rem 0.8rem 0.2rem 0; vertical-align: top; }
blockquote { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 4px solid #767676; margin: 0.8rem 0; padding: 0 1rem; }
.pb-vote { display: inline-block; height: 0.9em; background: #1845fb; margin-right: 0.4em; } .pb-first { background: #767676; }
"""


def votes_html(room, prompt, minimum):
    """The votes on a prompt as a table of bars, a column for each round."""
    if not room.votes:
        return f"<p>Votes so far: {room.voted}. Nothing is shown below {minimum}.</p>"
    most = max(1, *(people for _, many in room.votes for people in many))
    rounds = ROUNDS[: len(room.votes[0][1])]
    rows = ""
    for positions, many in room.votes:
        bars = "".join(
            f"<td>{_bar(people, most, n)}</td>" for n, people in enumerate(many)
        )
        rows += (
            "<tr><th"
            f" scope='row'>{escape(_where(positions, prompt['scale']))}</th>{bars}</tr>"
        )
    head = "".join(
        f"<th scope='col'>{name}: {people}</th>"
        for name, people in zip(rounds, (room.voted, room.again))
    )
    merged = any(len(positions) > 1 for positions, _ in room.votes)
    told = (
        "<p>Neighbouring answers are joined, so that no bar stands for fewer than"
        f" {discussion.LEAST} people.</p>"
        if merged
        else ""
    )
    waits = (
        f"<p>Second votes so far: {room.again}. Nothing is shown below {minimum}.</p>"
        if room.again and len(rounds) < 2
        else ""
    )
    return (
        "<table"
        f' class="pb-votes"><caption>{escape(prompt["question"])}</caption><thead><tr><th'
        f' scope="col">Answer</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{told}{waits}"
    )


def moved_html(room, prompt):
    """Where those who voted twice moved, in words."""
    if not room.moved:
        return ""
    named = {
        -1: f"moved towards “{prompt['scale'][0]}”",
        0: "stayed where they were",
        1: f"moved towards “{prompt['scale'][1]}”",
    }
    rows = "".join(
        f"<li>{people} {escape(' or '.join(named[one] for one in ways))}</li>"
        for ways, (people,) in room.moved
    )
    return (
        f"<p>Of those who voted twice:</p><ul>{rows}</ul><p>A move is not learning, and"
        " may be conformity. Ask for the reasons.</p>"
    )


def reason_html(why, cite):
    """One reason as it was typed, with the words of the sentence that it cites."""
    try:
        cited = (
            f"<p>It cites “{escape(texts.passage(cite))}” ({escape(cite)})</p>"
            if cite
            else "<p>It cites no sentence.</p>"
        )
    except SeminarError:  # not of our texts, or not written by our card
        cited = f"<p>It cites {escape(cite[:60])}, which is no passage here.</p>"
    return f'<blockquote dir="auto" class="pb-reason">{escape(why)}</blockquote>{cited}'


def reasons_html(reasons, legend):
    """All reasons of a round, to open; nothing when there are none."""
    listed = "".join(f"<li>{reason_html(*reason)}</li>" for reason in reasons)
    return (
        f"<details open><summary>{legend}: {len(reasons)}, in no"
        f" order</summary><ul>{listed}</ul></details>"
        if reasons
        else ""
    )


def cruxes_html(folder, minimum, most=5):
    """The premises that split a class, with how many conclusions turn on each."""
    found = discussion.cruxes(folder, minimum).head(most)
    if not len(found):
        return (
            f"<p>No premise was judged by {minimum} people who differ, in groups of"
            f" {discussion.LEAST} or more.</p>"
        )
    said = [
        f"{row.claim}{' (a critic’s)' if row.critic else ''}: {row.says}"
        for row in found.itertuples()
    ]
    table = found.assign(premise=said)[
        ["text", "premise", "accept", "reject", "conclusions"]
    ]
    table.columns = [
        "Text",
        "Premise",
        "Accept it",
        "Reject it",
        "Conclusions that turn on it",
    ]
    return figures.table_html(
        table, "Premises of session 2 that split the class, the widest split first"
    )


def topics_html(folder, minimum):
    """The names that a class gave to topics, and how many intruders it found."""
    parts = []
    for row in discussion.named(folder, minimum).itertuples():
        names = "; ".join(f"<bdi>{escape(name)}</bdi>" for name in row.names)
        parts.append(
            f'<p class="pb-names"><b>Topic {row.topic}'
            f" ({escape(_model(row.model))}):</b> {names}</p>"
        )
    for row in discussion.scores(folder, minimum).itertuples():
        blind = row.rounds / 6
        parts.append(
            f"<p>Intruders ({escape(_model(row.model))}): {row.found} of {row.rounds}"
            f" found by {row.people} people in their first game. Guessing blindly finds"
            f" {blind:.0f} on average.</p>"
        )
    return (
        "".join(parts)
        or f"<p>No topic was named, and no game finished, by {minimum} people.</p>"
    )


def page(folder, minimum):
    """The session as one self-contained page to send round: what the class view may
    show, and nothing else.
    """
    merged = discussion.merge(folder)
    parts = []
    for prompt in discussion.prompts():
        found = discussion.room(merged, prompt["id"], minimum)
        if found.votes:
            parts.append(
                f"<h2>{escape(prompt['title'])}</h2>{votes_html(found, prompt, minimum)}{moved_html(found, prompt)}"
            )
            parts += [
                f"<h3>Reasons, {name.lower()}</h3>" * bool(r)
                + "".join(reason_html(*one) for one in r)
                for name, r in zip(ROUNDS, found[4:])
            ]
    parts.append(
        f"<h2>Premises</h2>{cruxes_html(folder, minimum)}<h2>Topics</h2>{topics_html(folder, minimum)}"
    )
    invented = (
        "<p><strong>A rehearsal: every answer here is invented.</strong></p>"
        if boards.settings(folder)["rehearsal"]
        else ""
    )
    today = datetime.date.today()
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Prospect and'
        " Betrayal: the session</title>"
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style></head><body><h1>Prospect and Betrayal: the"
        " session</h1>"
        f"<p>{today.day} {today:%B %Y}. No names are on this page, and nothing that"
        f" fewer than {minimum} people answered. "
        "A vote is not a finding about the"
        f" texts.</p>{invented}{''.join(parts)}</body></html>"
    )


def _model(settings):
    """The settings under which names of topics are kept, in words."""
    method, topics, start, unit, stop = (settings.split("/") + [""] * 5)[:5]
    return (
        f"{method.upper()}, {topics} topics, start {start}, {unit}s, stop list: {stop}"
    )


def _bar(people, most, turn):
    first = " pb-first" if turn == 0 else ""
    return (
        f'<span class="pb-vote{first}"'
        f' style="width:{7 * people / most:.2f}em"></span><b>{people}</b>'
    )


def _where(positions, scale):
    if len(positions) == 1:
        return discussion.place(positions[0], scale)
    start = f"{positions[0]}, {scale[0]}," if positions[0] == 1 else str(positions[0])
    end = (
        f"{positions[-1]}, {scale[1]}"
        if positions[-1] == len(discussion.POSITIONS)
        else str(positions[-1])
    )
    return f"{start} to {end}"
