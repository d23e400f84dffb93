"""Make texts/1906-olgin.csv anew from another translation, and the hashes of its runs:
`python -m tools.witness THE-FILE`.

The file is Project Gutenberg's eBook 36303 as a reader downloads it (Trotzky, *Our
Revolution*, translated by Moissaye Olgin, 1918), or the part of it that is compared.
What is written are facts: which stretch answers which paragraphs, and how often it has
each word. No sentence of the witness is written anywhere.

Each sentence of the witness goes to one paragraph of ours, in order, so that the sum of
likenesses is largest (dynamic programming). The likeness of a sentence and a paragraph
is the cosine of the words that each has, cut to their first five letters and weighted
by how few paragraphs have them. A reader of both corrected what `BY_HAND` names.
"""

import argparse
import collections
import csv
import hashlib
import io
import math
import pathlib
import re
from typing import NamedTuple

from helpers import texts
from helpers.segments import sentences, tokenise

NAME, OF = "1906-olgin", "1906"
TABLE = texts.FOLDER / f"{NAME}.csv"
RUNS = pathlib.Path(__file__).parent.parent / "tests/vectors/olgin-runs.txt"
#: The chapters that the excerpt of 1906 is from, and how many of the last paragraphs of
#: each; 0 is all.
CHAPTERS = {"VI": 0, "VIII": 1, "IX": 3}
#: Sentences that the rule puts elsewhere: chapter, paragraph, sentence → ours, or None
#: where ours has nothing of it.
BY_HAND = {
    ("VI", 2, 3): 2,
    ("VI", 2, 8): 4,
    ("VI", 9, 10): 16,
    ("VIII", 1, 1): None,
    ("VIII", 1, 2): None,
}
#: Paragraphs that are too short to be a stretch: counts of one sentence would all but
#: give it back.
JOINED = [(10, 11), (13, 14), (28, 29)]
SHORTENED = 0.75  # of our words, under which a stretch is called shortened
RUN, SALT = 8, b"prospect"
_LETTERS = 5  # of a word, so that its forms are alike


class Sentence(NamedTuple):
    """A sentence of the witness: where it stands (chapter, paragraph, sentence), and
    its words.
    """

    place: tuple[str, int, int]
    words: list[str]


def read(content: str) -> list[Sentence]:
    """The sentences of the pages that are compared, from the text of a file."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", content)]
    chapters: dict[str, list[str]] = {}
    current: list[str] = []
    for block in filter(str.strip, blocks):
        heading = re.match(r"CHAPTER ([IVX]+)\b", block)
        if heading:
            current = chapters.setdefault(heading[1], [])
        elif block.isupper():  # the chapter's title, or the heading of what follows it
            current = [] if current else current
        elif re.search(r"\w", block):
            current.append(block.replace("_", ""))
    return [
        Sentence((name, number, n), tokenise(sentence))
        for name, last in CHAPTERS.items()
        for number, block in enumerate(chapters.get(name, [])[-last:], 1)
        for n, sentence in enumerate(sentences(block), 1)
    ]


def aligned(ours: list[list[str]], theirs: list[list[str]]) -> list[int]:
    """For each sentence of theirs the number of the paragraph of ours that it answers,
    in order, so that the sum of likenesses is largest.

    >>> aligned([["a", "b"], ["c", "d"], ["e"]], [["b"], ["a"], ["e"]])
    [0, 0, 2]
    """
    stems = [{word[:_LETTERS] for word in words} for words in ours]
    spread = collections.Counter(stem for some in stems for stem in some)

    def size(some: set[str]) -> float:
        weights = (math.log((1 + len(ours)) / (1 + spread[stem])) for stem in some)
        return math.fsum(weight**2 for weight in weights)

    best, chosen = [0.0] * len(ours), []
    for words in theirs:
        some = {word[:_LETTERS] for word in words}
        # the best that ends in this paragraph or before it, and where it ends
        ends = [max(range(n + 1), key=best.__getitem__) for n in range(len(ours))]
        likeness = [
            size(some & other) / (math.sqrt(size(some) * size(other)) or 1)
            for other in stems
        ]
        best = [best[end] + like for end, like in zip(ends, likeness)]
        chosen.append(ends)
    path = [max(range(len(ours)), key=best.__getitem__)]
    for ends in reversed(chosen[1:]):
        path.append(ends[path[-1]])
    return path[::-1]


def rows(theirs: list[Sentence]) -> list[dict[str, object]]:
    """The rows of the table, a stretch each, from the sentences of the witness."""
    text = texts.load(OF)
    ours = [tokenise(paragraph.text) for paragraph in text.paragraphs]
    path = aligned(ours, [sentence.words for sentence in theirs])
    answers: dict[int, list[Sentence]] = collections.defaultdict(list)
    by_hand = set()
    for sentence, at in zip(theirs, path):
        number = BY_HAND.get(sentence.place, at + 1)
        if number:
            answers[number].append(sentence)
        if sentence.place in BY_HAND:
            by_hand |= {at + 1, number}
    ends = dict(JOINED)
    inside = {n for first, last in JOINED for n in range(first + 1, last + 1)}
    return [
        _row(range(n, ends.get(n, n) + 1), answers, ours, by_hand)
        for n in range(1, len(ours) + 1)
        if n not in inside
    ]


def _row(
    numbers: range,
    answers: dict[int, list[Sentence]],
    ours: list[list[str]],
    by_hand: set[int | None],
) -> dict[str, object]:
    """A stretch: its paragraphs of ours, where the witness has them, and its words."""
    here = [each for n in numbers for each in answers[n]]
    counts = collections.Counter(word for each in here for word in each.words)
    wanted = SHORTENED * sum(len(ours[n - 1]) for n in numbers)
    answer = "whole" if counts.total() >= wanted else "shortened"
    last = f"-{numbers[-1]}" if len(numbers) > 1 else ""
    return {
        "ours": f"{OF}:{numbers[0]}{last}",
        "witness": _place(here),
        "answer": answer if here else "nothing",
        "by": "hand" if by_hand & {*numbers} else "rule",
        "words": counts.total(),
        "counts": "; ".join(f"{word} {counts[word]}" for word in sorted(counts)),
    }


def _place(here: list[Sentence]) -> str:
    """Where a stretch stands in the witness: chapter, paragraph and sentence."""
    if not here:
        return ""
    (chapter, paragraph, first), (_, end, last) = here[0].place, here[-1].place
    start = f"{chapter} {paragraph}.{first}"
    if end != paragraph:
        return f"{start}-{end}.{last}"
    return start if first == last else f"{start}-{last}"


def written(table: list[dict[str, object]]) -> str:
    """The table as CSV."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return lines.getvalue()


def runs(words: list[str]) -> set[str]:
    """The salted hashes of all the runs of eight words.

    >>> len(runs("one two three four five six seven eight nine".split()))
    2
    """
    several = zip(*(words[n:] for n in range(RUN)))
    return {
        hashlib.blake2b(" ".join(run).encode(), digest_size=6, salt=SALT).hexdigest()
        for run in several
    }


def hashes(theirs: list[Sentence]) -> set[str]:
    """Those of the runs of the witness, less those that our text has too."""
    words = [word for sentence in theirs for word in sentence.words]
    return runs(words) - runs(tokenise(texts.load(OF).reading))


def main() -> None:
    """The command: read the file, and write the table and the hashes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("file", type=pathlib.Path, help="the eBook as plain text")
    theirs = read(texts.read(parser.parse_args().file))
    if {sentence.place[0] for sentence in theirs} != {*CHAPTERS}:
        parser.error(f"no chapters {', '.join(CHAPTERS)} in it; is it eBook 36303?")
    TABLE.write_text(written(rows(theirs)), encoding="utf-8")
    # Our map of the text speaks of the same, and shares a run here and there by chance.
    maps = [texts.read(path) for path in texts.FOLDER.glob(f"{OF}-*.argdown")]
    kept = hashes(theirs).difference(*(runs(tokenise(each)) for each in maps))
    RUNS.write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
