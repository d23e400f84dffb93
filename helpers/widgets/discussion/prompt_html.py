"""The parts of a prompt's card as HTML, on the page and on paper."""

from helpers import cite, discussion, texts
from helpers.discussion import ROUNDS
from helpers.html import details, join, tag, to_write
from helpers.widgets.panel import short
from helpers.widgets.reading import passages
from helpers.widgets.reading.sources import sign


def question_html(prompt):
    """The title, the role where there is one, and the question."""
    parts = [tag("h3", prompt["title"])]
    if role := prompt.get("role"):
        parts.append(tag("p", tag("b", f"{role['who']}."), f" {role['knows']}"))
        parts.append(tag("p", role["opt_out"]))
    return join([*parts, tag("p", tag("b", prompt["question"]))])


def sources_html(prompt):
    """Where what a prompt says of history comes from, behind the sign."""
    where = f"prompts.yml, {prompt['id']}"
    rows = [entry for entry in texts.statements() if entry["where"] == where]
    return tag("div", "Sources ", sign(rows), class_="pb-source") if rows else None


def sentences_html(paragraph, asked, chosen, turn, group):
    """The sentences of a paragraph: a choice of one in an open round, else with the one
    that was chosen marked; those in the words `asked` for stand out.
    """
    parts = []
    for number, sentence in enumerate(paragraph.sentences, 1):
        place = cite.sentence(paragraph.cite, number)
        words = tag("strong", sentence) if sentence in asked else sentence
        if turn:
            radio = {"name": group, "data_action": f"cite/{place}/{turn}"}
            radio["checked"] = place == chosen
            words = _choosable(words, number, radio)
        elif place == chosen:
            words = tag("mark", words)
        parts += [words, " "]
    return tag(
        "p", tag("span", paragraph.cite, class_="pb-cite"), " ", *parts, lang="en"
    )


def _choosable(words, number, radio):
    """A sentence that is chosen by pressing it: its radio, which the keyboard reaches,
    lies unseen over its small number.
    """
    shown = tag("span", number, aria_hidden="true")
    small = tag("span", tag("input", type="radio", **radio), shown, class_="pb-number")
    return tag("label", small, " ", words, class_="pb-sentence")


def around_html(text, paragraphs):
    """The paragraphs before and after a passage, to open."""
    first, last = paragraphs[0], paragraphs[-1]
    numbers = [n for n in (first.number - 1, last.number + 1) if 1 <= n <= len(text)]
    return details(
        f"What stands before and after {first.cite}",
        *(passages.paragraph_html(text[n], text, live=False) for n in numbers),
    )


def abstaining_html(silent):
    """What it means to give no answer, and that it is so where it is."""
    means = (
        "Who gives no answer sees the class like who votes. Only their number is shown,"
        f" from {discussion.MINIMUM} people on, and it never lowers a grade."
    )
    given = "You give no answer. A vote takes its place while this is open. "
    return tag("p", given if silent else None, means)


def withheld_html(rounds):
    """That reasons of one's own are withheld, and what one may do."""
    if not rounds:
        return None
    which = " and ".join(ROUNDS[turn - 1].lower() for turn in rounds)
    return tag(
        "p",
        tag("b", f"Your instructor withholds your reason of the {which}."),
        " The class does not see it on cards and on the wall. Your vote counts. You may"
        " word the reason anew in the box below.",
    )


def voted_html(answer, turn, scale):
    """What was voted in a closed round, and why."""
    if answer.get("abstain"):
        return tag("p", f"Your {ROUNDS[turn - 1].lower()}: no answer.")
    if "vote" not in answer:
        return None
    position = discussion.place(answer["vote"], scale)
    why = answer.get("why")
    return join(
        [
            tag("p", f"Your {ROUNDS[turn - 1].lower()}: {position}."),
            tag("p", f"“{short(why, 300)}”", dir="auto") if why else None,
        ]
    )


def ending_html(prompt, opened):
    """What is read when a role is over, at hand once there was a vote, and open after
    the second; then also the question that carries the first over.
    """
    debriefing = transfer = None
    if "role" in prompt:
        debriefing = details(
            "When the role is over, read this aloud",
            tag("p", prompt["role"]["debriefing"]),
            open=opened,
        )
    if opened and "transfer" in prompt:
        transfer = tag("p", tag("b", "At home, without a vote. "), prompt["transfer"])
    return join([debriefing, transfer])


# Long: the parts of a sheet in their order.
def paper_html(prompt, places, asked, why_again):
    """A prompt on paper: the question and its passages, which stay with the reader, and
    below a line to cut at a strip for each vote, with lines to write on.
    """
    paragraphs = [
        passages.paragraph_html(paragraph, text, live=False)
        for text, several, _ in places
        for paragraph in several
    ]
    first = [
        tag("p", tag("b", prompt["title"])),
        _boxes(prompt["scale"], ROUNDS[0]),
        *(part for words, lines in asked.items() for part in _to_write(words, lines)),
    ]
    second = [
        tag("p", f"The other side: {prompt['other_side']}"),
        _boxes(prompt["scale"], ROUNDS[1]),
        *_to_write(why_again),
    ]
    strips = [
        tag("div", tag("hr", class_="pb-cut"), *parts, class_="pb-slip")
        for parts in (first, second)
    ]
    kept = [question_html(prompt), *paragraphs, transfer_html(prompt)]
    return join([*kept, tag("div", *strips, class_="pb-slips")])


def transfer_html(prompt):
    """The question to take home, where there is one: it asks for no vote."""
    asked = prompt.get("transfer")
    return tag("p", tag("b", "To take home. "), asked) if asked else None


def _to_write(words, lines=2):
    """What is asked on paper, and lines for the answer."""
    return [tag("p", words), to_write(lines)]


def _boxes(scale, name):
    """A row of boxes to tick, one for each position."""
    boxes = [tag("td", f"☐ {discussion.place(n, scale)}") for n in discussion.POSITIONS]
    row = tag("tr", tag("th", name, scope="row"), *boxes)
    return tag("table", row, class_="pb-ballot")
