"""What can be checked of an answer to an exercise: a number counted, a passage
cited, a quotation that stands in it. Never a grade.
"""

import fnmatch
import re

from helpers import texts, words
from helpers.errors import SeminarError
from helpers.maps import arguments
from helpers.segments import tokenise

_CITES = re.compile(r"\b([\w-]+): ?(\d+(?:\.\d+)?(?:[-–]\d+(?:\.\d+)?)?)\b")
_QUOTES = re.compile(r"“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|\"([^\"]+)\"")
LEAST = 3  # words of a quotation that can show something
_NUMBER = re.compile(r"(?<![\w:.])-?\d+(?:[.,]\d+)?(?![\w:])")


def counted(answer, text, query):
    """Says whether a number in the answer is how often the search is found in the text;
    the year of a text is no number here.

    Of several numbers the one beside the text's id or year counts, where as many texts
    as numbers are named.

    >>> counted("I count 44.", texts.load("1906"), "will")
    'Yes: “will” stands 44 times in 1906.'
    """
    known = {
        str(name): one.id
        for one in [*texts.load_all(), text]
        for name in (one.id, one.year)
    }
    numbers = [
        found.group()
        for found in _NUMBER.finditer(answer)
        if found.group() not in known
    ]
    if not numbers:
        return "Write a number, in figures."
    named = [known[word] for word in re.findall(r"[\w-]+", answer) if word in known]
    if len(numbers) == len(named):
        numbers = [
            number for number, text_id in zip(numbers, named) if text_id == text.id
        ]
    if len(numbers) != 1:
        return f"Write the one number that you counted in {text.id}."
    right = words.count(text, query)
    if float(numbers[0].replace(",", ".")) == right:
        return f"Yes: “{query}” stands {right} times in {text.id}."
    return (
        f"Not {numbers[0]}. Look up {query} in {text.id} only, and read how often it"
        " stands there."
    )


def cited(answer, among=(), passages=1):
    """Says whether the answer cites passages and quotes words that stand there; `among`
    limits which citations will do.

    A quotation must stand in the citation beside it, before or after; so many different
    `passages` must have one. A quotation is anything between double quotation marks;
    case, dashes and the shape of quotation marks do not matter.

    >>> cited('Power narrows: "the narrower and more shaky does the ground" (1906:9).')
    'The words stand in 1906:9.'
    """
    if not answer.strip():
        return "Nothing written yet."
    cites = [f"{text_id}:{place}" for text_id, place in _CITES.findall(answer)]
    known = [
        cite for cite in cites if cite.split(":")[0] in _ids()
    ]  # 12:30 is a time of day
    if not cites:
        return "No passage is cited yet. Write a citation such as 1906:12."
    places = {}
    for cite in known or cites:
        try:
            places[cite] = texts.passage(cite)
        except SeminarError as error:
            return str(error)
    wrong = [
        cite for cite in places if among and re.match(r".+:\d+", cite)[0] not in among
    ]
    if wrong:
        return (
            f"{wrong[0]} is a passage, but not one that this question is about. Look"
            " again in the section named above."
        )
    spans = [found.span() for found in _QUOTES.finditer(answer)]
    quotations = {
        n: answer[start + 1 : end - 1]
        for n, (start, end) in enumerate(spans)
        if tokenise(answer[start:end])
    }
    if not quotations:
        return (
            f"{' and '.join(places)}: found. Now quote the words that decide it,"
            " between double quotation marks."
        )
    if max(len(tokenise(quotation)) for quotation in quotations.values()) < LEAST:
        return (
            f"“{next(iter(quotations.values()))}” is too short to show what you mean."
            " Quote at least three words."
        )
    stand = []
    for n, quotation in quotations.items():
        found = [
            cite
            for cite, words_there in places.items()
            if _stands(quotation, words_there)
        ]
        if (
            not found and len(tokenise(quotation)) < LEAST
        ):  # the name of a side, perhaps
            continue
        if not found:
            return (
                f"“{quotation}” does not stand in {' or '.join(places)}. Copy the words"
                " exactly, or mend the citation."
            )
        beside = _beside(answer, spans, n)
        if beside and not set(found) & beside:
            return (
                f"“{quotation}” stands in {found[0]}, and not in"
                f" {' or '.join(sorted(beside))}. Put the citation beside its words."
            )
        able = [cite for cite in found if not beside or cite in beside]
        stand.append(next((cite for cite in able if cite not in stand), able[0]))
    stand = list(dict.fromkeys(stand))
    if len(stand) < passages:
        return (
            f"The words stand in {' and '.join(stand)}. Cite and quote another passage:"
            f" {passages} are asked for."
        )
    return f"The words stand in {' and '.join(stand)}."


def argued(answer, sides, among=(), passages=1):
    """Says whether an answer cites and quotes as `cited` wants it, and names both sides
    in words of its own; never which side is right.

    `sides` gives each side's name the words that name it, as `bureaucra*|say yes`;
    words inside quotations of three or more do not count.

    >>> argued('The author: "To betray it is not enough" (1936:74).', {"the author": "author", "a critic": "critic*|Pipes"})
    'The words stand in 1936:74. Not named yet: a critic. Say in a sentence what this side would answer.'
    """
    said = cited(answer, among, passages)
    own = tokenise(
        _QUOTES.sub(
            lambda found: (
                " " if len(tokenise(found.group())) >= LEAST else found.group()
            ),
            answer,
        )
    )
    spoken = f" {' '.join(own)} "
    patterns = {side: named.casefold().split("|") for side, named in sides.items()}
    missing = [
        side
        for side, any_of in patterns.items()
        if not any(fnmatch.fnmatchcase(spoken, f"* {pattern} *") for pattern in any_of)
    ]
    if missing:
        return (
            f"{said} Not named yet: {' and '.join(missing)}. Say in a sentence what"
            " this side would answer."
        )
    return f"{said} {'Both sides are' if len(sides) == 2 else 'Every side is'} named."


def _beside(answer, spans, n):
    """The citations before the n-th quotation and the one after it, with no other
    quotation between.
    """
    low, high = (
        [0, *(end for _, end in spans)][n],
        [
            *(start for start, _ in spans),
            len(answer),
        ][n + 1],
    )
    cites = (
        _CITES.findall(answer[low : spans[n][0]])
        + _CITES.findall(answer[spans[n][1] : high])[:1]
    )
    return {f"{text_id}:{where}" for text_id, where in cites if text_id in _ids()}


def _stands(quotation, passage):
    """Whether the words stand in a passage as those of a map must; case and a stop
    at the end do not matter.
    """
    return arguments.stands(quotation.strip(" .,;:").casefold(), passage.casefold())


def _ids():
    return {text.id for text in texts.load_all()}
