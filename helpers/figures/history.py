"""The picture of the years: what the texts name, and what they do not."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from markupsafe import Markup

from helpers import cite
from helpers.errors import CitationError, SeminarError
from helpers.figures.drawing import Picture
from helpers.figures.kinds import DataFrame, Table
from helpers.figures.looks import MARKS
from helpers.html import tag
from helpers.validation import Whole, validated

Year = Annotated[int, Whole(1, 9_999)]
Events = Annotated[DataFrame, Table("date", "title", "named")]
_FEW = 3  # years without an event that are not worth a shade


@validated
def timeline(events: Events, first: Year = 1905, last: Year = 1937) -> Picture:
    """Events down a line of years: on the left those that the texts name, on the
    right those that they do not; the longest run of years of which they name nothing is
    shaded.

    `events` is such a table as texts.timeline() gives; drawn are those from the year
    `first` to the end of the year before `last`. Where it has a column cite, an event
    leads to where it is named.
    """
    chosen, silent = _with_years(events, first, last), _silence(events, first, last)
    by_year: dict[int, list[list[Mapping[str, Any]]]] = {}
    for event in chosen.to_dict("records"):
        sides = by_year.setdefault(event["year"], [[], []])
        sides[event["named"] != "yes"].append(event)
    heads = [("Named in these texts", "o"), ("Not named in them", "D")]
    left, right = (_beside(mark, tag("b", name)) for name, mark in heads)
    return Picture(
        tag(
            "div",
            tag("div", left, tag("span"), right, class_="pb-year"),
            *(_year(n, by_year.get(n, [[], []]), silent) for n in range(first, last)),
            class_="pb-years",
        )
    )


@validated
def gap(events: Events, first: Year = 1905, last: Year = 1937) -> str:
    """The longest run of years of which the texts name nothing, as `timeline` shades
    it; empty where it is shorter than three.

    >>> from helpers import texts
    >>> gap(texts.timeline())
    '1907–1916'
    """
    silent = _silence(events, first, last)
    return f"{silent.start}–{silent.stop - 1}" if silent else ""


def _silence(events: DataFrame, first: int, last: int) -> range:
    chosen = _with_years(events, first, last)
    named = chosen[chosen["named"] == "yes"]
    full = {
        year
        for begin, end in zip(named["year"], named["until"])
        for year in range(begin, end + 1)
    }
    ends = sorted({first - 1, *(n for n in full if n < last), last})
    runs = [range(a + 1, b) for a, b in zip(ends, ends[1:])]
    longest = max(runs, key=len)
    return longest if len(longest) >= _FEW else range(0)


def _with_years(events: DataFrame, first: int, last: int) -> DataFrame:
    """The events of these years in their order, with the year in which each began, and
    ended; without a month one is in July.
    """
    if first >= last:
        raise SeminarError(f"No years from {first} to {last}: give the earlier first.")
    dates = events["date"].astype(str)
    unread = dates[~dates.str.match(r"\d{4}(-(0[1-9]|1[0-2])|$)")]
    if len(unread):
        raise SeminarError(
            f"{unread.iloc[0]!r} is no date. Write 1905, 1905-10 or 1905-10-17."
        )
    years = dates.str[:4].astype(int)
    ends = events["end"].astype(str) if "end" in events else dates
    ended = ends.str.extract(r"^(\d{4})", expand=False).astype(float)
    dated = events.assign(
        year=years,
        until=ended.fillna(years).astype(int),
        month=dates.str[5:7].replace("", "07").astype(int),
    )
    within = dated[(years >= first) & (years < last)]
    return within.sort_values(["year", "month"], kind="stable")


def _year(year: int, sides: list[list[Mapping[str, Any]]], silent: range) -> Markup:
    """A year with what happened in it on either side."""
    named, unnamed = sides
    left = [_event(event, "o") for event in named]
    if year in silent and year == silent.start:
        left = [tag("p", f"{silent.start}–{silent.stop - 1}: nothing named")]
    right = [_event(event, "D") for event in unnamed]
    label = year if left or right or year % 5 == 0 else None
    shaded = "pb-side pb-silent" if year in silent else "pb-side"
    return tag(
        "div",
        tag("div", *left, class_=shaded),
        tag("span", label, class_="pb-when"),
        tag("div", *right, class_="pb-side"),
        class_="pb-year",
    )


def _event(event: Mapping[str, Any], mark: str) -> Markup:
    cites = list(_citations(str(event.get("cite") or "").split()))
    words: object = event["title"]
    if cites:
        about = {"href": f"#{cites[0]}", "title": ", ".join(cites), "tabindex": "-1"}
        words = tag("a", words, **about, class_="pb-mark")
    return _beside(mark, words)


def _citations(written: Iterable[str]) -> Iterable[str]:
    for each in written:
        try:
            yield str(cite.parse(each))
        except CitationError:
            continue


def _beside(mark: str, words: object) -> Markup:
    """Words with their mark, which stands towards the years."""
    named = mark == "o"
    fill = "currentColor" if named else "none"
    drawn = tag("path", d=f"M0 0{MARKS[mark]}", fill=fill, stroke="currentColor")
    parts = [words, tag("svg", drawn, viewBox="-7 -7 14 14", class_="pb-sign")]
    return tag("p", *(parts if named else reversed(parts)))
