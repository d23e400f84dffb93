"""What is commonly typed in place of Argdown: what was meant, and what to write.

Each function takes what could not be read and gives a sentence; none of them decides
whether something is wrong.
"""

import difflib
import re
from collections.abc import Iterable

from helpers.segments import visible

_ARROWS = r"<\+|\+>|<-|->|<_|_>|><"
_ARROW = re.compile(rf"(\s*)({_ARROWS})(\s*)(.*)")
#: What is taken for an arrow: both ways, to the left, to the right.
_NO_ARROW = re.compile(
    r"\s*(?:(?P<both><[-–—−=~]*>|↔|⇔|<>)|(?P<left><[-–—−=~+_]+|[-+]<|[←⇐⟵]|＜.)"
    r"|(?P<right>[-–—−=~+_]+>|>[-+]|[→⇒⟶]|.＞))\s*(?:[\[<\w].*)?"
)
_HTML = re.compile(
    r"</?(?:a|b|br|code|div|em|font|h[1-6]|i|img|li|ol|p|span|strong|su[bp]|u|ul)\b",
    re.IGNORECASE,
)
_FULL_WIDTH = "［］【】「」〔〕＜＞〈〉（）｛｝：＃＋－"
_NOT_SPACE = "\u00a0\u00ad\u2000-\u200d\u202f\u2060\u3000\ufeff"
_LONG_DASHES = "‐‑‒–—―−"
_OF_ITS_OWN = (
    "an arrow begins a line of its own, under the claim that it belongs to, after two"
    " spaces."
)
_NUMBER = "a premise needs its number. Write (1), (2) and so on before it."
#: What a line begins with, and what is to be done; {0} is what matched.
_LINES = [
    (rf"\s*({_HTML.pattern})", "this is HTML, {0}…, which is not read here. Write the"
     " words alone: [Title]: the claim."),
    (r"\s*(&#?\w+;)", "{0} is HTML for a sign. Type the sign itself."),
    (rf"\s*([{_FULL_WIDTH}])", "{0} is a sign of another keyboard. Type the ordinary"
     " one, as in [Title]: the claim."),
    (r"\s*(/\*|<!--|%%|;;)", "a comment begins with //, not with {0}."),
    (r"\s*\{", "data stands at the end of a claim’s line, after its words. Join this"
     " line to the one above."),
    (r"\s*\}", "this } closes nothing. Delete it, or write the { at the end of the"
     " claim’s line."),
    (r"\s*[-+*•·]\s", "a lone + or - is no arrow here. Write <+ or <- before what"
     " supports or attacks the line above."),
    (r"\s+(\(\d+\))", "a premise begins at the margin. Take away the spaces before"
     " {0}."),
    (r"\s+[\[<]", "an indented line needs an arrow. Write <+ or <- before it, or begin"
     " it at the margin."),
    (rf"\s*([^\[\]<>{{}}#]{{1,60}}?)\s*(?:{_ARROWS})\s", _OF_ITS_OWN),
    (r"\s*[^\[\]<>{}#]{1,20}(\[[^\[\]<>{}#]+\])", "a line begins with the title, {0},"
     " or with an arrow. Take away what stands before it."),
    (r"\s*([^:\[\]{}<>#]{1,60})\]", "the [ before the title is missing. Write [{0}]:"
     " the claim."),
    (r"\s*[“”\"'(]*([^:\[\]{}<>#“”\"()]{1,60})[“”\"')]*:\s", "a title stands between"
     " brackets. Write [{0}]: the claim."),
]  # fmt: skip
#: A title that stands in no brackets, or in others, and what follows it.
_BARE_TITLE = re.compile(
    r"[\s\"'“”*_({\[]*([^:\[\]{}<>#\"“”*()]*[^\W_][^:\[\]{}<>#\"“”*()]*)"
    r"[\s\"'“”*_)}\]]*(:\s.*)?"
)
_LINE_SLIPS = [(re.compile(pattern), what) for pattern, what in _LINES]


def meant(word: str, known: Iterable[str]) -> str | None:
    """The one of some known words that was perhaps meant by another.

    >>> meant("reportd", ["thesis", "reported"]), meant("x", ["thesis"])
    ('reported', None)
    """
    by_lower = {each.lower(): each for each in known}
    near = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.7)
    begins = word[:3].lower() if len(word) > 3 else " "
    alike = [each for each in by_lower if each.startswith(begins)]
    return by_lower[[*near, *alike][0]] if near or alike else None


def no_line(line: str, in_argument: bool, goes_on: bool) -> str:
    """What is wrong with a line that begins like none of ours; `goes_on` where a claim
    stands on the line above.
    """
    stripped = line.strip()
    if re.match(rf" *[{_NOT_SPACE}]", line):
        return (
            "the line begins with a space that is none, or with a sign that cannot be"
            " seen. Delete it, and type ordinary spaces."
        )
    if re.match(rf" +(?:{_ARROWS}) *[{_NOT_SPACE}]", line):
        return "after the arrow stands a space that is none. Type an ordinary one."
    if re.fullmatch(rf"(?:[-=*_{_LONG_DASHES}]\s*){{2,}}|[–—―]", stripped):
        return (
            f"{stripped} is no rule here. Write four dashes or more, ----, between"
            " premises and conclusion."
        )
    if arrow := _arrow(line):
        return arrow
    if in_argument and re.match(r"\(\s*\)|\d+[.)]|\(\w", line):
        return _NUMBER
    for pattern, what in _LINE_SLIPS:
        if match := pattern.match(line):
            return what.replace("{0}", (match.groups() or ("",))[0])
    further = " If it goes on from the line above, make one line of both."
    return (
        "this is neither statement, argument, relation, premise, heading nor comment."
        f" Begin a claim with “[Title]: ”.{further if goes_on else ''}"
    )


def no_title(written: str) -> str:
    """What is wrong with what begins like a title, [ or <, and is none."""
    if slip := _arrow(written) or _html(written):
        return slip
    closing = {"[": "]", "<": ">"}[written[0]]
    title = re.split(r"[:\[\]<>{}#]", written[1:].lstrip("[<"))[0].strip()
    if written.startswith(("[[", "<<")):
        return f"one {written[0]} is enough. Write {written[0]}{title}{closing}."
    after = written[1 + len(title) :].lstrip()[:1]
    if title and after not in ("[", "{", "#", "<", closing):
        return (
            f"the {written[0]} before “{_short(title)}” is not closed. Write"
            f" {written[0]}{_short(title)}{closing}, and then a colon."
        )
    return (
        "a title stands between [ and ] (a claim) or < and > (an argument), without"
        " brackets, braces or # in it."
    )


def no_target(arrow: str, rest: str) -> str:
    """What is wrong with what stands after an arrow and its spaces."""
    what = (
        "after the arrow comes a claim, [Title] or [Title]: text, or an argument,"
        " <Name>."
    )
    match = _BARE_TITLE.fullmatch(rest)
    if not match:
        return what
    title, text = match[1].strip(), match[2] or ""
    if not text and (title.endswith((".", "!", "?")) or len(title) > 40):
        title, text = "Title", f": {title}"  # a claim, and no title
    return f"{what} Write “{arrow}[{_short(title)}]{_short(text)}”."


def no_colon(title: str, rest: str) -> str:
    """What is wrong where a title is followed by something else than a colon."""
    if rest[0] == "：":
        return (
            f"the colon after the title {title} is of another keyboard. Type the"
            " ordinary one, and a space."
        )
    if _ARROW.match(rest):
        return _OF_ITS_OWN
    if rest[0] == "#":
        return (
            f"after the title {title} comes a colon and a space, then the claim, and"
            " its tags last."
        )
    return f"after the title {title} comes a colon and a space, then the claim."


def unseen(title: str) -> str | None:
    """What is wrong with a title that differs from another by what nobody sees."""
    if visible(title) == title:
        return None
    return (
        f"in the title {visible(title)} stands a sign that cannot be seen. Delete the"
        " title, and type it again."
    )


def is_html(title: str) -> str | None:
    """What is to be said of a name of an argument that is one of HTML; a capital, <A>,
    is a name.
    """
    if _HTML.fullmatch(f"<{title}") and not re.fullmatch("[A-Z]", title):
        return (
            f"this is HTML, <{title}>, which is not read here. Write the words alone."
        )
    return None


def in_claim(text: str) -> str | None:
    """What stands inside a claim and means something elsewhere; None where nothing
    does.
    """
    last = " Say it in words; tags come last, before the data."
    if re.search(r"(?:<[+_-]|[+_-]>|><)\s*[\[<]", text):
        return (
            "there is an arrow inside the claim. Each arrow begins a line of its own,"
            " after two spaces."
        )
    for sign in ("[", "]", "<", ">", "#", "//"):
        if sign not in text:
            continue
        if sign in "[]":
            return f"there is a square bracket inside the claim.{last}"
        if sign in "<>":
            if _HTML.search(text):
                last = " HTML is not read here: write the words alone."
            return f"there is an angle bracket inside the claim.{last}"
        if sign == "#":
            return _tag(text) or f"there is a # before the end inside the claim.{last}"
        return "there is // inside the claim. A comment has a line of its own."
    return None


def _arrow(line: str) -> str | None:
    """What is wrong with an arrow at the margin, without its space, or with another
    sign for one.
    """
    match = _ARROW.match(line)
    if match and not re.match(r"[-–—=~+_<>]", match[4]):
        indent, arrow, space, rest = match.groups()
        rest = rest.removeprefix(":").lstrip()
        as_it_should = f"“{indent or '  '}{arrow} {_short(rest) or '[Title]'}”"
        if not indent:
            return (
                "an arrow belongs to the claim above it and is indented by two spaces."
                f" Write {as_it_should}."
            )
        if rest and not space:
            return f"a space is missing after {arrow}. Write {as_it_should}."
    match = _NO_ARROW.fullmatch(line)
    if not match:
        return None
    typed = match["both"] or match["left"] or match["right"]
    dash = " with a hyphen" if re.search(rf"[{_LONG_DASHES}]", typed) else ""
    if match["both"]:
        return f"{typed} is no arrow here. Two claims that exclude each other have ><."
    if match["left"]:
        return (
            f"{typed} is no arrow here. Write <-{dash} before what speaks against the"
            " line above, <+ before what supports it."
        )
    return (
        f"{typed} is no arrow here. Write ->{dash} before what the line above speaks"
        " against, +> before what it supports."
    )


def _html(written: str) -> str | None:
    if written.startswith("<!--"):
        return "a comment begins with //, not with <!--."
    if match := _HTML.match(written):
        return (
            f"this is HTML, {match[0]}…, which is not read here. Write the words alone:"
            " [Title]: the claim."
        )
    return None


def _tag(text: str) -> str | None:
    """What is wrong with the tag at the end of a text, if there is one."""
    if match := re.search(r"(#[\w-]+)([^\w\s#-]+)$", text):
        return (
            f"after the tag {match[1]} stands “{match[2]}”. Put it before the tag: tags"
            " come last, before the data."
        )
    if match := re.search(r"#\s+([\w-]+)$", text):
        return f"between # and {match[1]} stands a space. Write #{match[1]}."
    return None


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39].rstrip()}…"
