"""The argument map of a text: a part at a time, every claim with its words on the
page, and what follows from a reader's verdicts.
"""

import json
from html import escape

from helpers import arguments, boards, texts
from helpers.errors import AnswerError, MapError
from helpers.widgets.maps.picture import KEY, joints, picture_html
from helpers.widgets.panel import Panel, board, button, field, select, show
from helpers.widgets.reading import passages

VERDICTS = {"accept": "I accept it", "reject": "I reject it", "open": "I leave it open"}
DID = {"accept": "You accepted", "reject": "You rejected", "open": "You left open"}
NEVER_TRUTH = "This shows what follows from your verdicts, never what is true."


class ArgumentMap(Panel):
    """The map of a text, opened at a `part` (a section's title, or "spine") and a
    `claim`; verdicts are kept by the claims' ids.
    """

    def __init__(self, text_id="1906", part="spine", claim="", folder=None, store=None):
        self._text, self._map = (
            texts.load(text_id, folder),
            arguments.load(text_id, folder),
        )
        self._store = store or board()
        self._ids = {
            title: str(node.data.get("id", f"{text_id}:{title}"))
            for title, node in self._map.nodes.items()
        }
        self._titles = {name: title for title, name in self._ids.items()}
        self._basic = set(arguments.basic(self._map))
        self._claim, self._bears, self._crux = claim, "", ""
        part = (
            part
            if part != "spine" or arguments.spine(self._map)
            else next(iter(self._map.sections), "")
        )
        if part not in ("", "spine", *self._map.sections) or claim not in (
            "",
            *self._map.nodes,
        ):
            raise MapError(
                f"The map of {self._text.title} has no part {part!r} or no claim"
                f" {claim!r}. Parts: spine, {', '.join(self._map.sections)}."
            )
        super().__init__(
            title=f"Argument map of {text_id}",
            variant="pb-wide",
            values={"part": part, "verdicts": "{}"},
        )
        boards.watch(self)

    def on_change(self, values):
        """Show the part that was chosen."""
        if values["part"] != "bears":
            self._bears = ""
        self._draw()
        titles, _ = self._part()
        self.status = (
            f"{len(titles)} claims and arguments. Choose one to read its words in the"
            " text."
        )

    def on_action(self, action):
        """Open a claim, take a verdict, or act on a button."""
        act, _, rest = action.partition("/")
        value, _, name = rest.partition("/") if act == "verdict" else ("", "", rest)
        title = self._titles.get(name, "")
        if act == "verdict":
            self._judge({title: value}, f"{DID[value]} [{title}].")
        elif act == "reset":
            self._judge(
                dict.fromkeys(self._verdicts(), ""), "Every verdict is taken back."
            )
        elif act == "restore":
            self._restore(self.values["file"])
        elif act == "open":
            self._open(title)
        elif act == "bears":
            self._bears = title
            self.set_values(part="bears")
            self._draw()
            self.status = (
                f"Only action bears on [{title}]: {len(self._part()[0])} claims and"
                " arguments, the nearest first."
            )
        elif act == "crux":
            self._crux = title
            self._draw()
            self.status = f"What would unseat [{title}] is listed beside the map."

    def _verdicts(self):
        """The verdicts kept, by title; what is kept of another text, or under an id
        that is no more, is left alone.
        """
        kept = self._store.latest("verdict")
        return {
            self._titles[name]: v
            for name, v in kept.items()
            if v in VERDICTS and self._titles.get(name) in self._basic
        }

    def _judge(self, verdicts, what):
        """Keep some verdicts, and say what they changed and why, after `what` was
        done.
        """
        old = self._verdicts()
        before = arguments.evaluate(self._map, old)
        try:
            for title, verdict in verdicts.items():
                self._store.keep("verdict", self._ids[title], verdict)
        except AnswerError:
            self._draw()  # it is not on the disk, but what follows from it can be seen
            raise
        new = self._verdicts()
        after = arguments.evaluate(self._map, new)
        self._draw()
        boards.notify(but=self)
        changed = [
            title for title in arguments.changed(before, after) if title not in verdicts
        ]
        near = [*[title for title in changed if title in self._part()[0]], *changed]
        said = [
            f"[{title}] {_now(after[title])}" for title in list(dict.fromkeys(near))[:3]
        ]
        more = f" And {len(changed) - 3} more." if len(changed) > 3 else ""
        both = "".join(
            f" You hold both [{a}] and [{b}], which speaks against it: choose."
            for a, b in arguments.conflicts(self._map, new)
        )
        self.status = (
            f"{what} "
            + (". ".join(said) + "." + more if said else "No other claim changes.")
            + both
        )

    def refresh(self):
        """Show the map as it is, after a verdict was given in another."""
        if self._verdicts() != self._drawn:
            self._draw()

    def _restore(self, written):
        """Put the verdicts of a file in place of those that are kept; what it has of
        other maps is passed over.
        """
        try:
            found = {
                self._titles.get(name): verdict
                for name, verdict in json.loads(written).items()
                if verdict in VERDICTS
            }
        except (ValueError, AttributeError, TypeError, RecursionError):
            found = {}
        found = {
            title: verdict for title, verdict in found.items() if title in self._basic
        }
        if not found:
            raise AnswerError(
                f"This file has no verdicts on {self._text.title}. Choose one that was"
                " downloaded here."
            )
        self._judge(
            {**dict.fromkeys(self._verdicts(), ""), **found},
            f"{len(found)} of your verdicts are as in the file, and no others.",
        )

    def _open(self, title):
        self._claim, self._crux = title, ""
        section = self._map.nodes[title].section
        if title not in [one for titles in self._part() for one in titles] and section:
            self._bears = ""
            self.set_values(part=section)
        self._draw()
        self.scroll_to("detail")
        self.status = f"[{title}] {_now(self._labels[title])}."

    def _part(self):
        """The titles drawn, and those of other parts that are drawn with their title
        only.
        """
        if self._bears:
            return arguments.bearing(self._map, self._bears), []
        return (
            (arguments.spine(self._map), [])
            if self.values["part"] == "spine"
            else arguments.part(self._map, self.values["part"])
        )

    def _draw(self):
        verdicts = self._drawn = self._verdicts()
        self._labels = arguments.evaluate(self._map, verdicts)
        self.set_values(
            verdicts=json.dumps(
                {self._ids[title]: verdict for title, verdict in verdicts.items()}
            )
        )
        self.fields = self._fields()
        titles, brief = self._part()
        name = (
            f"{self._text.id}, what bears on {self._bears}"
            if self._bears
            else f"{self._text.id}, {self.values['part']}"
        )
        picture = picture_html(
            self._map,
            self._labels,
            [*titles, *brief],
            brief,
            self._claim,
            f"Map of {name}",
            self._ids,
        )
        outline = escape(arguments.outline(self._map, verdicts))
        self.html = (
            f"<div>{self._choices(verdicts)}{picture}<p>{NEVER_TRUTH}</p><details><summary>How"
            f" to read the map</summary>{KEY}</details>"
            '<div class="pb-outline" role="region" aria-label="Outline of the whole'
            f' map">{outline}</div></div>'
        )
        self.passage = self._detail(self._claim, verdicts) if self._claim else ""

    def _fields(self):
        parts = (
            [["spine", "The main claims (spine)"]] if arguments.spine(self._map) else []
        )
        parts += [["", "What stands under no heading"]] * any(
            not node.section for node in self._map.nodes.values()
        )
        parts += [[section, section] for section in self._map.sections]
        parts += [["bears", f"What bears on “{self._bears}”"]] if self._bears else []
        file = f"verdicts-{self._text.id}.json"
        files = [
            field(
                "download", "download", "Download my verdicts", of="verdicts", file=file
            )
        ]
        files += [field("restore", "restore", "Restore them from a file", of="file")]
        return [
            select("part", "Part", options=parts),
            show("outline", "Show the outline"),
            button("reset", "Start again"),
            *files,
        ]

    def _choices(self, verdicts):
        """Where a reader holds both a claim and what speaks against it: which will
        it be?
        """
        said = ""
        for claim, objection in arguments.conflicts(self._map, verdicts):
            too = "is accepted too" if verdicts.get(objection) == "accept" else "stands"
            said += (
                f'<div class="pb-choice"><p>You accept {self._link(claim)}, and'
                f" {self._link(objection)}, which speaks against it, {too}. You cannot"
                " keep both. Reject one of them, or judge what the objection rests"
                " on.</p></div>"
            )
        return said

    def _link(self, title):
        return passages.button_html(f"open/{self._ids[title]}", title, "pb-link")

    def _detail(self, title, verdicts):
        """One claim: its words, whose they are, what it comes to, the verdict or
        what it rests on, and its place in the text.
        """
        node, name = self._map.nodes[title], self._ids[title]
        joined = [
            f"<li>It {how} {self._link(other)}</li>"
            for how, other in joints(self._map, title)
        ]
        anchors = passages.by_place(node.data.get("anchors", []))
        parts = [
            f"<h3>{escape(title)}</h3><p>{escape(node.text)}</p><p>{escape(_source(node))}</p>",
            f"<p><b>Here it {escape(_now(self._labels[title]))}.</b></p>",
            (
                passages.choice_html(
                    f"Your verdict on “{title}”",
                    "verdict",
                    VERDICTS,
                    verdicts.get(title),
                    name,
                )
                if title in self._basic
                else "<p>It takes no verdict of its own. Judge what it rests on.</p>"
            ),
            '<p class="pb-acts">'
            + passages.button_html(f"crux/{name}", "What would unseat it?"),
            passages.button_html(f"bears/{name}", "Only what bears on it")
            + '<button type="button" data-back>Back to the map</button></p>',
            self._cruxes(title, verdicts) if self._crux == title else "",
            f"<ul>{''.join(joined)}</ul>" if joined else "",
            "<h4>In the text</h4>" if anchors else "",
            *[self._passage(cite, quotes) for cite, quotes in anchors.items()],
        ]
        opening = (
            '<section class="pb-detail" data-cite="detail" data-block="nearest"'
            f' tabindex="-1" aria-label="{escape(title)}">'
        )
        return f"{opening}{''.join(parts)}</section>"

    def _cruxes(self, title, verdicts):
        """The smallest changes of verdict after which a claim no longer stands."""
        if self._labels[title].label != "stands":
            said = (
                "<p>Nothing yet, since it does not stand now. It"
                f" {escape(_now(self._labels[title]))}.</p>"
            )
        elif found := arguments.cruxes(self._map, title, verdicts, most=2):
            sets = [
                " and ".join(
                    f"{verdict} {self._link(other)}" for other, verdict in crux.items()
                )
                for crux in found
            ]
            more = f"<p>And {len(sets) - 12} more.</p>" if len(sets) > 12 else ""
            said = (
                "<p>It no longer stands if"
                f" you</p><ul>{''.join(f'<li>{one}</li>' for one in sets[:12])}</ul>{more}"
            )
        else:
            said = "<p>No one verdict, and no two together, would unseat it.</p>"
        return f"<h4>What would unseat it</h4>{said}"

    def _passage(self, cite, quotes):
        paragraph = self._text[int(cite.split(":")[1])]
        return passages.paragraph_html(
            paragraph, self._text, matches=arguments.quoted(paragraph, quotes)
        )

    def static_html(self):
        """In print the picture of the part that is open."""
        titles, brief = self._part()
        return picture_html(
            self._map,
            self._labels,
            [*titles, *brief],
            brief,
            name=self.title,
            live=False,
        )


def _now(label):
    """A label as the end of a sentence: "stands: …", "is unsupported here: you
    rejected [P]", "is open, because of [O]".
    """
    if label.label == "stands":
        return f"stands: {label.reason}"
    chosen = {
        "you rejected it": "rejected, as you chose",
        "you left it open": "open, as you chose",
    }
    return f"is {chosen.get(label.reason, label.reason)}"


def _source(node):
    """Whose claim it is and how it is made, in words."""
    if "critic" in node.tags:
        place = ", ".join(
            node.data.get(part, "") for part in ("author", "work", "year")
        )
        return (
            "A critic’s view in our words, not a quotation:"
            f" {place}{'' if node.data.get('checked') == 'yes' else ' (unchecked)'}."
        )
    if node.kind == "argument":
        return ""
    strength, fidelity = node.data.get("strength"), node.data.get("fidelity")
    said = [f"Whose: {arguments.voice(node) or 'the author’s'}."]
    said += [f"The text gives it as {strength}."] if strength else []
    return " ".join(
        said
        + (
            [f"Our wording is {'an' if fidelity[0] in 'aeiou' else 'a'} {fidelity}."]
            if fidelity
            else []
        )
    )
