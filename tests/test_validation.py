"""What a function wants is said in a sentence when it is given something else."""

import contextlib
import pathlib
import warnings
from typing import Annotated, Literal

import numpy as np
import pandas as pd
import pytest
from odd import VALUES

from helpers import checks, errors, texts
from helpers.validation import Count, Number, Path, Seed, Whole, validated

ODD = [*VALUES.values(), "x" * 70_000, {}, 1, float("inf"), {"a": 1}, range(3)]
ODD += [pathlib.Path("no such folder"), np.int64(3), lambda: None]


@validated
def sample(
    text: texts.Text,
    count: Count = 1,
    side: Literal["left", "right"] = "left",
    several: list[texts.Text] | None = None,
    share: Annotated[float, Number(0, 1)] = 0.5,
    folder: Path | None = None,
    seed: Seed = 0,
):
    return text, count, side, several, share, folder, seed


def test_what_fits_is_given_on_as_the_function_works_with_it(early):
    given = sample(early, np.int64(3), side="right", several=(early,), share=1)
    assert given == (early, 3, "right", [early], 1.0, None, 0)
    assert type(given[1]) is int


@pytest.mark.parametrize(
    ("argument", "value", "words"),
    [
        ("text", "1906", 'texts.load("1906")'),
        ("text", None, "`text` is None"),
        ("count", 0, "from 1 to 1,000,000"),
        ("count", True, "a whole number"),
        ("count", 2.0, "a whole number"),
        ("side", "top", "'left' or 'right'"),
        ("several", "1906", "a list"),
        ("several", ["1906"], "a list, and in it each time a Text"),
        ("share", float("nan"), "a number from 0 to 1"),
        ("share", "0.5", "a number from 0 to 1"),
        ("folder", 3, "the path of a folder"),
        ("folder", "\0", "the path of a folder"),
        ("seed", -1, "from 0"),
    ],
)
def test_what_does_not_fit_is_said(early, argument, value, words):
    with pytest.raises(
        errors.ArgumentError, match=f"^sample: `{argument}` is "
    ) as sent:
        sample(**{"text": early, argument: value})
    assert words in str(sent.value)
    assert len(str(sent.value)) < 300


def test_a_call_that_is_none_says_how_it_is_called(early):
    with pytest.raises(errors.ArgumentError, match=r"It is called sample\(text, count"):
        sample()
    with pytest.raises(errors.ArgumentError, match="unexpected keyword argument"):
        sample(early, word="x")


def test_limits_are_within():
    whole = Whole(2, 4)
    assert [whole(n) for n in (2, 3, 4)] == [2, 3, 4]


CALLS = {
    texts.load: ["1906", None],
    texts.load_all: [None],
    texts.catalogue: [None],
    texts.find: ["1906:1", None],
    texts.passage: ["1906:1", None],
    texts.explained: [texts.load("1906")[1]],
    texts.voices: [texts.load("1906")],
    texts.voice_rows: [texts.load("1906")],
    texts.voice_shares: [[texts.load("1906")]],
    checks.counted: ["44", texts.load("1906"), "will"],
    checks.cited: ["x", ["1906:1"], 1],
    checks.argued: ["x", {"a": "a"}, ["1906:1"], 1],
}


@pytest.mark.parametrize("function", CALLS, ids=lambda f: f.__name__)
def test_odd_arguments_get_a_sentence_and_no_traceback(function):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for place in range(len(CALLS[function])):
            for odd in ODD:
                arguments = [*CALLS[function]]
                arguments[place] = odd
                with contextlib.suppress(errors.SeminarError):
                    function(*arguments)


def test_a_paragraph_is_asked_for_by_its_number(early):
    for odd in (0, -1, 35, True, "1", None, 1.0):
        with pytest.raises(errors.CitationError, match="has paragraphs 1906:1 to"):
            early[odd]
    assert early[np.int64(12)].cite == "1906:12"


def test_no_text_is_no_share():
    with pytest.raises(errors.ArgumentError):
        texts.voice_shares([])


def test_each_kind_is_wanted_in_its_own_words():
    @validated
    def wants(
        number: float = 0.5,
        words: str = "",
        switch: bool = False,
        whole: Annotated[int, Whole()] = 0,
        files: list[Path] | None = None,
    ):
        return number, words, switch, whole

    wanted = {
        "number": ("x", "'x', and wanted is a number."),
        "words": (7, "7, and wanted is words in quotation marks."),
        "switch": ("yes", "'yes', and wanted is True or False."),
        "whole": (-1, "-1, and wanted is a whole number from 0 on."),
    }
    for argument, (value, end) in wanted.items():
        with pytest.raises(errors.ArgumentError) as sent:
            wants(**{argument: value})
        assert str(sent.value).endswith(f"wants: `{argument}` is {end}")
    # a whole number is a number, 0 is a whole number, and numpy's are like Python's
    assert wants(number=3, whole=np.int64(0)) == (3, "", False, 0)
    assert type(wants(whole=np.int64(0))[3]) is int


def test_a_table_is_no_list_of_texts(early):
    frame = pd.DataFrame({"text": [early]})
    for several in (frame, {"a": early}, "1906", b"1906", early):
        with pytest.raises(errors.ArgumentError, match="a list"):
            sample(early, several=several)
    assert sample(early, several=iter([early]))[3] == [early]
