"""Counting on a machine of 32 bits, such as a browser's: numpy takes no array wider
than its `intp` where one indexes, and its own whole numbers are no wider.

No such machine is here, so a numpy is made that refuses what theirs refuses (an array
that cannot be cast safely to 32 bits, where places or repeats are wanted) and that
gives 32 bits where theirs does. It is stricter than the real one: what is wider here
may be narrow there, never the other way round.
"""

import importlib
import pkgutil
import types

import numpy as np
import pandas as pd
import pytest

from helpers import comparison, texts, topics, words

ROOMS = [words, comparison, topics]
#: Where numpy wants places or repeats: the function, and which argument has them.
WANTING = {"bincount": 0, "repeat": 1, "take": 1, "put": 1, "unravel_index": 0}
#: What numpy gives as places, and what as whole numbers unless it is given wider ones.
PLACES = (
    "argmax argsort argwhere bincount digitize flatnonzero lexsort nonzero searchsorted"
).split()
NUMBERS = (
    "append arange array asarray concatenate cumsum diff fromiter full indices repeat"
    " sort sum tile unique where zeros"
).split()


def narrow(value):
    """What a machine of 32 bits has in place of whole numbers of 64."""
    if isinstance(value, tuple):
        return tuple(narrow(each) for each in value)
    if isinstance(value, np.ndarray) and value.dtype == np.int64:
        assert not value.size or np.abs(value).max() < 2**31, "too large for 32 bits"
        return value.astype(np.int32)
    return value


def is_wide(value):
    """Whether an argument asks for 64 bits, or brings them."""
    if isinstance(value, list | tuple):
        return any(map(is_wide, value))
    return value is np.int64 or getattr(value, "dtype", None) == np.int64


def refuse_wide(places):
    """What numpy raises on 32 bits for places that are wider."""
    if is_wide(places):
        np.empty(0, dtype=np.int64).astype(np.int32, casting="safe")


class Ufunc:
    """A function such as `np.add` with the two ways in which it takes places."""

    def __init__(self, ufunc):
        self.ufunc = ufunc

    def __getattr__(self, name):
        return getattr(self.ufunc, name)

    def __call__(self, *given, **named):
        return self.ufunc(*given, **named)

    def at(self, array, places, *more):
        refuse_wide(places)
        self.ufunc.at(array, places, *more)

    def reduceat(self, array, places, *more, **named):
        refuse_wide(places)
        return narrow(self.ufunc.reduceat(array, places, *more, **named))


class NumpyOf32Bits(types.ModuleType):
    """numpy as modules see it that were imported on a machine of 32 bits."""

    intp = int_ = np.int32

    def __getattr__(self, name):
        real = getattr(np, name)
        if isinstance(real, np.ufunc):
            return Ufunc(real)
        if name not in (*WANTING, *PLACES, *NUMBERS):
            return real

        def function(*given, **named):
            if name in WANTING:
                refuse_wide(given[WANTING[name]])
            wide = name in NUMBERS and is_wide([*given, *named.values()])
            result = real(*given, **named)
            return result if wide else narrow(result)

        return function


def modules():
    for room in ROOMS:
        for each in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            module = importlib.import_module(each.name)
            if hasattr(module, "np"):
                yield module


@pytest.fixture
def of_32_bits(monkeypatch):
    """The rooms that count, with a numpy of 32 bits."""
    numpy = NumpyOf32Bits("numpy")
    for module in modules():
        monkeypatch.setattr(module, "np", numpy)
    from helpers.comparison import shuffling

    shuffling._x_log_x.cache_clear()


def both():
    """The two texts, read anew, so that nothing is indexed yet."""
    loaded = []
    for text_id in ("1906", "1936"):
        text = texts.load(text_id)
        content = (texts.FOLDER / text.where).read_text(encoding="utf-8")
        loaded.append(texts.Text(content, text.where))
    return loaded


SEARCHES = ["will", "of the", "revolution*", ["working class", "class"], "zzz"]


def counted():
    """Everything that is counted in the rooms, by name."""
    a, b = pair = both()
    results = {}
    for text in pair:
        results |= {f"frequencies {text.id}": words.frequencies(text)}
        for query in SEARCHES:
            for function in (
                words.concordance,
                words.positions,
                words.by_paragraph,
                words.by_section,
                words.collocates,
                words.dispersion,
                words.spans,
                words.count,
            ):
                name = f"{function.__name__} {text.id} {query}"
                results[name] = function(text, query)
            stretch = comparison.stretches(text, query, 1_000)
            results[f"stretches {text.id} {query}"] = stretch
    for query in SEARCHES[:-1]:
        for by in ("paragraph", "section"):
            chance = comparison.chance(a, b, query, shuffles=99, by=by)
            results[f"chance {query} {by}"] = chance
    for switches in ({}, {"merged": True, "own": True}):
        table = comparison.keyness(a, b, shuffles=20, block=2, **switches)
        results[f"keyness {switches}"] = table
    results["matrix"] = words.matrix(pair, phrases=True)
    results["control"] = comparison.control(a, b, "1906-olgin", shuffles=20)
    results["split_half"] = comparison.split_half(b, shuffles=20)
    results["echoes"] = comparison.echoes(a, b, shuffles=3)
    for unit in ("paragraph", "section", "window"):
        read = topics.documents(pair, unit=unit, phrases=unit == "section")
        results[f"documents {unit}"] = (read.counts, read.vocabulary, read.cites)
    for method in ("nmf", "lda"):
        model = topics.fit(pair, k=3, method=method)
        results[f"fit {method}"] = model.words, model.weights, model.table()
    return results


def test_counting_on_32_bits_gives_what_it_gives_on_64(request):
    expected = counted()
    request.getfixturevalue("of_32_bits")
    assert words.index(both()[0]).ids.dtype == np.int32
    for name, result in counted().items():
        assert alike(result, expected[name]), name


def alike(result, expected):
    """Whether two results are equal but for the width of their whole numbers."""
    if isinstance(expected, pd.DataFrame):
        pd.testing.assert_frame_equal(result, expected, check_dtype=False, rtol=1e-9)
        return True
    if isinstance(expected, tuple | list):
        return len(result) == len(expected) and all(map(alike, result, expected))
    if isinstance(expected, np.ndarray):
        if expected.dtype.kind in "OU":
            return (result == expected).all()
        return np.allclose(result, expected, rtol=1e-9, equal_nan=True)
    return result == expected or (result != result and expected != expected)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda numpy, wide: numpy.bincount(wide),
        lambda numpy, wide: numpy.repeat(wide, wide),
        lambda numpy, wide: numpy.take(wide, wide),
        lambda numpy, wide: numpy.add.at(wide, wide, 1),
        lambda numpy, wide: numpy.add.reduceat(wide, wide),
    ],
)
def test_the_made_numpy_refuses_what_theirs_refuses(wrong):
    with pytest.raises(TypeError, match=r"from dtype\('int64'\) to dtype\('int32'\)"):
        wrong(NumpyOf32Bits("numpy"), np.arange(3))


def test_a_large_text_is_counted_on_32_bits_without_overflow(of_32_bits):
    body = "\n\n".join(f"w{n}a and w{n}b" for n in range(33_000))
    large = texts.Text(f"---\nid: l\ntitle: L\nyear: 2000\n---\n\n{body}\n")
    every = words.index(large)
    assert len(every.vocabulary) * len(every.paragraphs) > 2**31
    table = words.frequencies(large).set_index("word")
    assert table.loc["and", ["count", "paragraphs"]].tolist() == [33_000, 33_000]
    assert (table["count"] == 1).sum() == (table["paragraphs"] == 1).sum() == 66_000
    assert len(words.collocates(large, "and")) == 66_000
    # Its 132,000 neighbours times its 33,000 places pass 2³¹.
    near = words.collocates(large, ["w*", "and"]).set_index("word")
    assert near.loc["and", "count"] == 66_000
    assert near.loc["and", "expected"] == pytest.approx(66_000)
