"""What the audit sees of faults that are planted in quotations of the two texts, kind
by kind, and that it leaves true quotations alone: drawn by lot, always the same lots.
"""

import random
import re
from typing import NamedTuple

import pytest

from helpers import checks, texts
from helpers.checks import quoting, senses

MANY = 120  # faults of each kind
TRUE = 300
TURNING = {"not", "no", "never", "only", "if"}
HEDGES = {"possible", "possibility", "may", "might", "could", "probably", "almost"}
HEDGES |= {"appearance", "seemed", "seems", "perhaps", "probable", "approximately"}


class Sentence(NamedTuple):
    text: texts.Text
    paragraph: texts.Paragraph
    number: int
    words: str
    start: int

    @property
    def cite(self):
        return self.paragraph.cite

    def has(self, spans):
        end = self.start + len(self.words)
        return any(start < end and self.start < stop for start, stop in spans)


def every_sentence():
    for text in texts.load_all():
        for paragraph in text:
            if paragraph.counted:
                pairs = zip(paragraph.sentence_ends, paragraph.sentences)
                for number, (end, words) in enumerate(pairs, 1):
                    yield Sentence(text, paragraph, number, words, end - len(words))


@pytest.fixture(scope="module")
def plain():
    """The sentences in the author's own plain voice, six words or more."""
    spoken = {}
    for text in texts.load_all():
        for voice in texts.voice_rows(text)[0]:
            spoken.setdefault(voice.cite, []).append((voice.start, voice.end))
    return [
        each
        for each in every_sentence()
        if not each.has(spoken.get(each.cite, ())) and len(each.words.split()) >= 6
    ]


@pytest.fixture(scope="module")
def doubtful():
    """Paragraph → where its reading is doubtful."""
    return {
        paragraph.cite: [
            (change.start - 1, change.end + 1)
            for change in paragraph.changes
            if senses.is_doubtful(change)
        ]
        for text in texts.load_all()
        for paragraph in text
    }


def line_of(words, cite):
    """The one line of an essay that quotes words, with a citation behind them."""
    (line,) = checks.audited(f"He writes: “{words}” ({cite}).").lines
    return line


def flagged(quotations):
    """How many quotations, each with its citation, are not let through."""
    lines = [line_of(words, cite) for words, cite in quotations]
    assert len(lines) >= 100
    seen = sum(line.result != "exact" or bool(line.looks) for line in lines)
    return seen / len(lines)


def looked(quotations):
    """How many are given a look, and stand."""
    lines = [line_of(words, cite) for words, cite in quotations]
    assert len(lines) >= 100
    assert {line.result for line in lines} == {"exact"}
    return sum(bool(line.looks) for line in lines) / len(lines)


def words_of(sentence):
    """Each word of a sentence, as a match."""
    return list(re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", sentence.words))


def drawn(random_, plain, make, many=MANY):
    """So many quotations made of sentences drawn by lot."""
    made = {}
    for sentence in random_.sample(plain, len(plain)) * 3:
        if len(made) == many:
            break
        quotation = make(sentence)
        if quotation:
            made[quotation] = None
    return list(made)


def test_a_word_changed_is_seen(plain):
    chance = random.Random(1)
    vocabulary = sorted({m[0] for each in plain for m in words_of(each)})

    def make(sentence):
        word = chance.choice(words_of(sentence))
        other = chance.choice(vocabulary)
        if other.casefold() == word[0].casefold():
            return None
        words = sentence.words
        return words[: word.start()] + other + words[word.end() :], sentence.cite

    assert flagged(drawn(chance, plain, make)) >= 0.99


def test_a_word_changed_is_said_to_be_near(plain):
    """In a sentence of six words or more what differs is said."""
    chance = random.Random(2)
    for sentence in chance.sample(plain, 60):
        word = chance.choice(words_of(sentence))
        words = sentence.words
        changed = f"{words[: word.start()]}potato{words[word.end() :]}"
        line = line_of(changed, sentence.cite)
        assert line.result == "near"
        assert f"has “{word[0]}” where" in line.look or "potato" in line.look


def test_a_neighbouring_place_is_seen(plain):
    chance = random.Random(3)

    def make(sentence):
        number = sentence.paragraph.number + chance.choice([-1, 1])
        if not 1 <= number <= len(sentence.text):
            return None
        return sentence.words, sentence.text[number].cite

    quotations = drawn(chance, plain, make)
    assert flagged(quotations) >= 0.99
    lines = [line_of(words, cite) for words, cite in quotations]
    assert {line.result for line in lines} == {"elsewhere"}
    for line, (words, _) in zip(lines, quotations):
        assert words in texts.passage(line.stands_at.split(",")[0])


def test_the_words_of_others_are_seen():
    chance = random.Random(4)
    quotations = set()
    rows = [
        voice
        for text in texts.load_all()
        for voice in texts.voice_rows(text)[0]
        if voice.voice in texts.OTHERS and voice.count >= 3
    ]
    assert len(rows) >= 40
    for voice in rows * 4:
        words = list(re.finditer(r"\S+", voice.words))
        size = chance.randint(3, len(words))
        first = chance.randint(0, len(words) - size)
        part = voice.words[words[first].start() : words[first + size - 1].end()]
        if len(quoting.units(part)) >= 3:
            quotations.add((part.replace('"', "'"), voice.cite))
        quotations.add((voice.words.replace('"', "'"), voice.cite))
    lines = [line_of(*each) for each in sorted(quotations)]
    assert len(lines) >= 100
    seen = [line for line in lines if "Whose words?" in line.look]
    assert len(seen) >= 0.99 * len(lines), len(seen)


def with_gap(sentence, chance, swallowed):
    """A sentence of which a gap swallows one of these words, and few others."""
    words = words_of(sentence)
    places = [
        n
        for n, m in enumerate(words)
        if m[0].casefold() in swallowed and 2 <= n < len(words) - 2
    ]
    if not places:
        return None
    n = chance.choice(places)
    first = chance.randint(max(2, n - 3), n)
    last = chance.randint(n, min(n + 3, len(words) - 3))
    text = sentence.words
    gap = chance.choice(["…", "...", "[...]", "[…]"])
    before, after = text[: words[first].start()].rstrip(), text[words[last].end() :]
    return f"{before} {gap} {after.lstrip(' ,;')}", sentence.cite


def test_a_negation_that_a_gap_swallows_is_seen(plain):
    chance = random.Random(5)
    many = drawn(chance, plain, lambda each: with_gap(each, chance, TURNING))
    assert looked(many) >= 0.95


def test_a_hedge_that_is_cut_off_is_seen(plain):
    """In a gap, or just before the quotation begins."""
    chance = random.Random(6)
    quotations = {}
    for sentence in plain * 6:
        if with_gap(sentence, chance, HEDGES):
            quotations[with_gap(sentence, chance, HEDGES)] = None
        for n, word in enumerate(words := words_of(sentence)):
            if word[0].casefold() in HEDGES and n + 4 < len(words):
                cut = sentence.words[words[n + 1].start() :]
                quotations[cut, sentence.cite] = None
    assert looked(list(quotations)) >= 0.95


def test_a_cut_inside_a_clause_is_seen(plain):
    """The quotation begins behind *not* or *if*, in the same clause."""
    chance = random.Random(7)

    def make(sentence):
        words = words_of(sentence)
        able = [
            n
            for n, m in enumerate(words)
            if m[0].casefold() in TURNING and n + 4 < len(words)
        ]
        if not able:
            return None
        n = chance.choice(able)
        first = n + 1 + chance.randint(0, 2)
        skipped = sentence.words[words[n].end() : words[first].start()]
        if re.search(r"[,;:()—]", skipped):
            return None
        return sentence.words[words[first].start() :], sentence.cite

    assert looked(drawn(chance, plain, make)) >= 0.95


def test_a_splice_in_the_wrong_order_is_seen(plain):
    chance = random.Random(8)
    by_cite = {}
    for sentence in plain:
        by_cite.setdefault(sentence.cite, []).append(sentence.words)

    def make(sentence):
        others = by_cite[sentence.cite]
        n = others.index(sentence.words)
        if not n:
            return None
        before, after = chance.choice(others[:n]), sentence.words
        return f"{after} … {before}", sentence.cite

    quotations = drawn(chance, plain, make)
    assert looked(quotations) >= 0.95
    lines = [line_of(*each) for each in quotations]
    assert sum("another order" in line.look for line in lines) >= 0.95 * len(lines)


def test_a_doubtful_reading_is_seen(doubtful):
    chance = random.Random(9)
    quotations = set()
    for text in texts.load_all():
        for paragraph in text:
            for start, end in doubtful[paragraph.cite]:
                words = [
                    m
                    for m in re.finditer(r"\S+", paragraph.text)
                    if m.end() > start - 120 and m.start() < end + 120
                ]
                at = [n for n, m in enumerate(words) if m.end() > start][0]
                for _ in range(12):
                    first = max(0, at - chance.randint(0, 8))
                    last = min(len(words), at + chance.randint(2, 8))
                    part = paragraph.text[words[first].start() : words[last - 1].end()]
                    if len(quoting.units(part)) >= 3:
                        part = re.sub(r"[\"“”]", "'", part)
                        quotations.add((part, paragraph.cite))
    lines = [line_of(*each) for each in sorted(quotations)]
    assert len(lines) >= 100
    seen = sum("The text has a note" in line.look for line in lines)
    assert seen >= 0.95 * len(lines)


def test_whole_sentences_of_the_author_are_let_through(plain, doubtful):
    chance = random.Random(10)
    for sentence in chance.sample(plain, TRUE):
        line = line_of(sentence.words.replace('"', "'"), sentence.cite)
        assert line.result == "exact", sentence.words
        assert line.stands_at == sentence.cite
        noted = sentence.has(doubtful[sentence.cite])
        assert bool(line.looks) == noted, line.look


def test_of_true_cuts_inside_a_sentence_few_are_given_a_look(plain, doubtful):
    """Any words of a sentence that stand together, wherever they begin and end."""
    chance = random.Random(11)

    def make(sentence):
        words = words_of(sentence)
        if len(words) < 12 or sentence.has(doubtful[sentence.cite]):
            return None
        first = chance.randint(0, len(words) - 6)
        last = chance.randint(first + 5, len(words))
        if last - first == len(words):
            return None
        part = sentence.words[words[first].start() : words[last - 1].end()]
        return part.replace('"', "'"), sentence.cite

    quotations = drawn(chance, plain, make, TRUE)
    assert len(quotations) == TRUE
    assert looked(quotations) <= 0.1


def test_of_true_cuts_with_a_gap_few_are_given_a_look(plain, doubtful):
    """The same with a gap of a few words, none of which turns or holds back."""
    chance = random.Random(12)

    def make(sentence):
        words = words_of(sentence)
        if len(words) < 12 or sentence.has(doubtful[sentence.cite]):
            return None
        first = chance.randint(0, len(words) - 10)
        last = chance.randint(first + 9, len(words) - 1)
        begin = chance.randint(first + 3, last - 4)
        end = chance.randint(begin, min(begin + 5, last - 3))
        if {m[0].casefold() for m in words[begin : end + 1]} & (TURNING | HEDGES):
            return None
        before = sentence.words[words[first].start() : words[begin - 1].end()]
        after = sentence.words[words[end + 1].start() : words[last].end()]
        return f"{before} … {after}".replace('"', "'"), sentence.cite

    quotations = drawn(chance, plain, make, TRUE)
    assert len(quotations) == TRUE
    assert looked(quotations) <= 0.1
