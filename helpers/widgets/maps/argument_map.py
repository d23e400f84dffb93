"""The argument map of a text: a part at a time, every claim with its words on the
page, and what follows from a reader's verdicts.
"""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from helpers import arguments, boards, texts
from helpers.errors import AnswerError, MapError
from helpers.html import join, tag
from helpers.maps.layout import Layout, small_layout
from helpers.maps.loading import TextId
from helpers.maps.views import joints
from helpers.validation import Path, validated
from helpers.widgets.maps import claim as claims
from helpers.widgets.maps.claim import VERDICTS
from helpers.widgets.maps.on_paper import on_paper
from helpers.widgets.maps.outline import outline_html
from helpers.widgets.maps.picture import KEY, KEYS, Marks, drawing, framed, whole
from helpers.widgets.panel import Panel, board, button, field, script, select, show

DID = {"accept": "You accepted", "reject": "You rejected", "open": "You left open"}
NEVER_TRUTH = "This shows what follows from your verdicts, never what is true."
MOST = 3  # changes that are told one by one


class ArgumentMap(Panel):
    """The map of a text, opened at a `part` (a section's title, or "spine") and a
    `claim`; verdicts are kept by the claims' ids.

    What a click changes goes to the page as one message.
    """

    _esm = script("map_view")

    @validated
    # Long: each line is what one word below means.
    def __init__(
        self,
        text_id: TextId = "1906",
        part: str = "spine",
        claim: str = "",
        folder: Path | None = None,
        store: Any = None,
    ) -> None:
        self._text = texts.load(text_id, folder)
        self._map = arguments.load(text_id, folder)
        self._store = store or board()
        self._ids = {
            title: str(node.data.get("id", f"{self._text.id}:{title}"))
            for title, node in self._map.nodes.items()
        }
        self._titles = {name: title for title, name in self._ids.items()}
        self._basic = set(arguments.basic(self._map))
        self._spine = arguments.spine(self._map)
        self._joints = joints(self._map)
        self._claim, self._bears, self._crux = claim, "", ""
        self._changed: list[str] = []  # by the last verdict, itself among them
        self._looks = 0  # how often the map was to be brought into view
        self._small = False  # as the page says that has little room
        self._spaced = False  # as it says whose reader has letters set apart
        #: By part and size; a layout stays while verdicts change.
        self._layouts: dict[tuple[str, bool], Layout] = {}
        #: The verdicts as they were evaluated last; the first are not yet.
        self._verdicts: dict[str, str] | None = None
        if part == "spine" and not self._spine:
            part = next(iter(self._map.sections), "")
        self._refuse_unknown(part, claim)
        super().__init__(
            title=f"Argument map of {text_id}",
            variant="pb-wide",
            values={"part": part, "verdicts": "{}"},
        )
        boards.watch(self)

    def _refuse_unknown(self, part: str, claim: str) -> None:
        parts = ("", "spine", *self._map.sections)
        if part not in parts or claim not in ("", *self._map.nodes):
            raise MapError(
                f"The map of {self._text.title} has no part {part!r} or no claim"
                f" {claim!r}. Parts: spine, {', '.join(self._map.sections)}."
            )

    def on_change(self, values):
        """Show the part that was chosen."""
        if values["part"] != "bears":
            self._bears = ""
        self._changed = []
        with self.hold_sync():
            self._draw(self._kept())
            self.status = (
                f"{len(self._shown)} claims and arguments. Choose one to read its words"
                " in the text."
            )

    def on_action(self, action):
        """Open a claim, take a verdict, or act on a button."""
        with self.hold_sync():
            self._act(*action.partition("/")[::2])

    def _act(self, act: str, rest: str) -> None:
        if act == "verdict":
            verdict, _, name = rest.partition("/")
            title = self._title(name)
            did = f"{DID[verdict]} [{title}]."
            self._judge(self._store.latest("verdict"), {title: verdict}, did)
        elif act == "reset":
            kept = self._store.latest("verdict")
            taken = dict.fromkeys(self._of_map(kept), "")
            self._judge(kept, taken, "Every verdict is taken back.")
        elif act == "restore":
            self._restore(self.values["file"])
        elif act == "size":
            self._small, self._spaced = "small" in rest, "spaced" in rest
            self._draw(self._kept())
        elif act == "open":
            self._open(self._title(rest))
        elif act == "bears":
            self._only(self._title(rest))
        elif act == "crux":
            self._crux = self._title(rest)
            self._draw(self._kept())
            self.status = f"What would unseat [{self._crux}] is listed beside the map."

    def _only(self, title: str) -> None:
        """Draw only what bears on a claim, and say so where that changes nothing."""
        before = {*self._shown, *self._brief}
        self._bears, self._changed = title, []
        self.set_values(part="bears")
        self._looks += 1
        self._draw(self._kept())
        self.status = (
            f"Only what bears on [{title}]: {len(self._shown)} claims and"
            " arguments, the nearest first."
        )
        if before == {*self._shown}:
            self.status += " They are those that were drawn before."

    def _title(self, name: str) -> str:
        if name not in self._titles:
            raise MapError(
                f"There is no claim with the id {name!r} in this map any more. Run the"
                " cell again."
            )
        return self._titles[name]

    def refresh(self):
        """Show the map as it is, after a verdict was given in another."""
        verdicts = self._kept()
        if verdicts != self._verdicts:
            self._draw(verdicts)

    def static_html(self):
        """In print the picture of the part that is open."""
        name = self._part_name.replace("spine", "the main claims") or "the rest"
        return on_paper(
            self._map,
            self._labels,
            self._drawn(small=False),
            f"{self.title}: {name}",
            self._brief,
        )

    def _kept(self) -> dict[str, str]:
        return self._of_map(self._store.latest("verdict"))

    def _of_map(self, kept: Mapping[str, Any]) -> dict[str, str]:
        """The verdicts among what is kept, by title; what is kept of another text, or
        under an id that is no more, is left alone.
        """
        return {
            self._titles[name]: verdict
            for name, verdict in kept.items()
            if isinstance(verdict, str)
            and verdict in VERDICTS
            and self._titles.get(name) in self._basic
        }

    def _judge(self, kept: Mapping[str, Any], given: dict[str, str], did: str) -> None:
        """Keep some verdicts beside those that are kept, and say what they changed and
        why, after what the reader `did`.
        """
        before = self._labels
        self._looks += 1
        try:
            for title, verdict in given.items():
                self._store.keep("verdict", self._ids[title], verdict)
        except AnswerError:
            # it is not on the disk, but what follows from it can be seen
            self._draw(self._kept())
            raise
        named = {self._ids[title]: verdict for title, verdict in given.items()}
        self._evaluate(self._of_map({**kept, **named}))
        changed = arguments.changed(before, self._labels)
        self._changed = list(dict.fromkeys([*given, *changed]))
        self._draw(self._verdicts or {})
        boards.notify(but=self)
        self.status = f"{did} {self._what_follows(changed, given)}"

    def _what_follows(self, changed: list[str], given: Mapping[str, str]) -> str:
        """The changes that verdicts made, those in the picture first, and what cannot
        be held together.
        """
        others = [title for title in changed if title not in given]
        others.sort(key=lambda title: title not in self._shown)
        changes = [f"[{title}] {claims.now(self._labels[title])}" for title in others]
        sentence = (
            ". ".join(changes[:MOST]) + "." if changes else "No other claim changes."
        )
        if len(changes) > MOST:
            sentence += f" And {len(changes) - MOST} more."
        return sentence + "".join(
            f" You hold both [{a}] and [{b}], which speaks against it: choose."
            for a, b in self._conflicts
        )

    def _restore(self, written: str) -> None:
        """Put the verdicts of a file in place of those that are kept; what it has of
        other maps is passed over.
        """
        try:
            verdicts = self._of_map(json.loads(written))
        except (ValueError, AttributeError, TypeError, RecursionError):
            verdicts = {}
        if not verdicts:
            raise AnswerError(
                f"This file has no verdicts on {self._text.title}. Choose one that was"
                " downloaded here."
            )
        kept = self._store.latest("verdict")
        self._judge(
            kept,
            {**dict.fromkeys(self._of_map(kept), ""), **verdicts},
            f"{len(verdicts)} of your verdicts are as in the file, and no others.",
        )

    def _open(self, title: str) -> None:
        self._claim, self._crux, self._changed = title, "", []
        section = self._map.nodes[title].section
        if title not in [*self._shown, *self._brief] and section:
            self._bears = ""
            self.set_values(part=section)
        self._draw(self._kept())
        self.scroll_to("detail")
        self.status = f"[{title}] {claims.now(self._labels[title])}."

    def _part(self) -> tuple[list[str], list[str]]:
        """The titles drawn, and those of other parts that are drawn with their title
        only.
        """
        if self._bears:
            return arguments.bearing(self._map, self._bears), []
        if self.values["part"] == "spine":
            return self._spine, []
        return arguments.part(self._map, self.values["part"])

    def _evaluate(self, verdicts: dict[str, str]) -> None:
        """What follows from the verdicts, once for as long as they stay the same."""
        labels = arguments.evaluate(self._map, verdicts)
        self._verdicts, self._labels = verdicts, labels
        self._conflicts = arguments.conflicts(self._map, verdicts, labels)
        named = {self._ids[title]: verdict for title, verdict in verdicts.items()}
        self.set_values(verdicts=json.dumps(named))

    def _draw(self, verdicts: dict[str, str]) -> None:
        if verdicts != self._verdicts:
            self._evaluate(verdicts)
        self.fields = self._fields()
        self._shown, self._brief = self._part()
        self._name = f"Map of {self._text.id}, {self._part_name}"
        followed = self._choices()
        detail = self._detail(self._claim, followed) if self._claim else Markup()
        self.passage = detail
        named = {"role": "region", "aria_label": f"Outline of {self._part_name}"}
        outline = outline_html(
            self._map,
            self._labels,
            [*self._shown, *self._brief],
            self._brief,
            self._ids,
        )
        self.html = tag(
            "div",
            tag("p", NEVER_TRUTH, class_="pb-about"),
            tag("div", outline, class_="pb-outline", **named),
            self._picture(),
            None if self._claim else self._whole() + followed,
            class_="pb-drawn",
            data_look=self._looks,
        )

    @property
    def _part_name(self) -> str:
        return f"what bears on {self._bears}" if self._bears else self.values["part"]

    def _drawn(self, small: bool) -> Layout:
        """The layout of what is shown, made once."""
        key = self._part_name, small
        if key not in self._layouts:
            titles = [*self._shown, *self._brief]
            lay = small_layout if small else arguments.layout
            self._layouts[key] = lay(self._map, titles, self._brief)
        return self._layouts[key]

    def _picture(self) -> Markup:
        """The map, in a small window with titles only."""
        marks = Marks(self._claim, self._changed, self._spaced)
        drawn = self._drawn(self._small)
        picture = drawing(self._map, self._labels, drawn, marks, self._name, self._ids)
        return framed(picture, self._name)

    def _whole(self) -> Markup:
        """The whole of it in small, to find one's way."""
        marks = Marks(self._claim, self._changed)
        return whole(self._drawn(self._small), self._labels, marks)

    def _fields(self):
        parts = [["spine", "The main claims (spine)"]] if self._spine else []
        if any(not node.section for node in self._map.nodes.values()):
            parts.append(["", "What stands under no heading"])
        parts += [[section, section] for section in self._map.sections]
        if self._bears:
            parts.append(["bears", f"What bears on “{self._bears}”"])
        file = {"of": "verdicts", "file": f"verdicts-{self._text.id}.json"}
        return [
            select("part", "Part", options=parts),
            show("outline", "Show the outline"),
            button("reset", "Start again"),
            field("download", "download", "Download my verdicts", **file),
            field("restore", "restore", "Restore them from a file", of="file"),
            field("more", "key", "How to read the map", html=f"{KEY} {KEYS}"),
        ]

    def _choices(self) -> Markup:
        """Where a reader holds both a claim and what speaks against it: which will it
        be?
        """
        return join(self._choice(*pair) for pair in self._conflicts)

    def _choice(self, claim: str, objection: str) -> Markup:
        accepted = (self._verdicts or {}).get(objection) == "accept"
        words = tag(
            "p",
            "You accept ",
            claims.link(self._ids, claim),
            ", and ",
            claims.link(self._ids, objection),
            f", which speaks against it, {'is accepted too' if accepted else 'stands'}."
            " You cannot keep both. Reject one of them, or judge what the objection"
            " rests on.",
        )
        return tag("div", words, class_="pb-choice")

    def _detail(self, title: str, followed: Markup) -> Markup:
        """One claim, opened beside the map."""
        node, name, label = (
            self._map.nodes[title],
            self._ids[title],
            self._labels[title],
        )
        verdicts = self._verdicts or {}
        cruxes = Markup()
        if self._crux == title:
            standing = label.label == "stands"
            sets = standing and arguments.cruxes(self._map, title, verdicts, most=2)
            cruxes = claims.cruxes_html(label, sets or [], self._ids)
        return claims.claim_html(
            node,
            label,
            name,
            claims.verdict_html(title, name, verdicts.get(title), title in self._basic),
            followed,
            cruxes,
            [
                join([f"It {how} ", claims.link(self._ids, other)])
                for how, other in self._joints[title]
            ],
            claims.places_html(node, self._text),
            self._whole(),
        )
