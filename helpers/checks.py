"""What can be checked of an answer to an exercise: a number counted, a passage cited, a quotation that stands in it. Never a grade."""

import re

from helpers import texts, words
from helpers.errors import SeminarError
from helpers.segments import tokenise

_CITES = re.compile(r"\b([\w-]+): ?(\d+(?:\.\d+)?(?:[-–]\d+(?:\.\d+)?)?)\b")
_QUOTES = re.compile(r"“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|\"([^\"]+)\"")
_NUMBER = re.compile(r"(?<![\w:.])-?\d+(?:[.,]\d+)?(?![\w:])")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-", "\xa0": " "})


def counted(answer, text, query):
    """Says whether a number in the answer is how often the search is found in the text.

    >>> counted("I count 44.", texts.load("1906"), "will")
    'Yes: “will” stands 44 times in 1906.'
    """
    numbers = [found.group() for found in _NUMBER.finditer(answer)]
    number = next((n for n in numbers if n not in (text.id, str(text.year))), None)
    if not number:
        return "Write a number, in figures."
    right = words.count(text, query)
    if float(number.replace(",", ".")) == right:
        return f"Yes: “{query}” stands {right} times in {text.id}."
    return f"Not {number}. Ask the concordance for {query}, in {text.id} only, and read its number of lines."


def cited(answer, among=()):
    """Says whether the answer cites a passage and quotes words that stand there; `among` limits which citations will do.

    A quotation is anything between double quotation marks; case, dashes and the shape of quotation marks do not matter.

    >>> cited('Power narrows: "the narrower and more shaky does the ground" (1906:9).')
    'The words stand in 1906:9.'
    """
    if not answer.strip():
        return "Nothing written yet."
    cites = [f"{text_id}:{place}" for text_id, place in _CITES.findall(answer)]
    known = [cite for cite in cites if cite.split(":")[0] in _ids()]  # 12:30 is a time of day
    if not cites:
        return "No passage is cited yet. Write a citation such as 1906:12."
    places = {}
    for cite in known or cites:
        try:
            places[cite] = texts.passage(cite)
        except SeminarError as error:
            return str(error)
    wrong = [cite for cite in places if among and re.match(r".+:\d+", cite)[0] not in among]
    if wrong:
        return f"{wrong[0]} is a passage, but not one that this question is about. Look again in the section named above."
    quotations = ["".join(pair) for pair in _QUOTES.findall(answer)]
    quotations = [quotation for quotation in quotations if tokenise(quotation)]
    if not quotations:
        return f"{' and '.join(places)}: found. Now quote the words that decide it, between double quotation marks."
    if max(len(tokenise(quotation)) for quotation in quotations) < 3:
        return f"“{quotations[0]}” is too short to show what you mean. Quote at least three words."
    for quotation in quotations:
        found = [cite for cite, words_there in places.items() if _plain(quotation) in _plain(words_there)]
        if not found:
            return f"“{quotation}” does not stand in {' or '.join(places)}. Copy the words exactly, or mend the citation."
    return f"The words stand in {' and '.join(dict.fromkeys(found))}."


def _ids():
    return {text.id for text in texts.load_all()}


def _plain(text):
    return re.sub(r"\s+", " ", text.translate(_SAME)).strip(" .,;:…").casefold()
