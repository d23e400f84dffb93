"""What words and comparison say of an argument that is not what they want: a sentence,
never a fault of Python, a warning or a silent wrong answer.
"""

import contextlib
import inspect
import math
import warnings

import numpy as np
import pandas as pd
import pytest
from odd import VALUES

from helpers import comparison, texts, widgets, words
from helpers.errors import ArgumentError, SearchError, SeminarError

ODD = VALUES | {
    "a very long string": "will " * 100_000,
    "a dict": {"will": 1},
    "a list of nothing": ["will", ""],
    "a citation": "1906:12",
    "a table": pd.DataFrame({"cite": ["1906:1"]}),
    "an array": np.zeros(3),
    "a text": texts.load("1936"),
    "a list of ids": ["1906", "1936"],
}
EARLY, LATE = texts.load("1906"), texts.load("1936")
LINES = words.concordance(EARLY, "will")
ECHOES = comparison.echoes(EARLY, LATE, shuffles=0)
RIGHT = {
    "text": EARLY,
    "several": [EARLY, LATE],
    "a": EARLY,
    "b": LATE,
    "query": "will",
    "name": "will",
    "word": "will",
    "lines": LINES,
    "table": ECHOES,
    "threads": texts.threads(),
    "witness": "1906-olgin",
    "controlled": comparison.control(EARLY, LATE, "1906-olgin", "will", shuffles=3),
    "size": 1000,
    "shuffles": 3,
}
FUNCTIONS = {
    f"{module.__name__}.{name}": getattr(module, name)
    for module in (words, comparison)
    for name in module.__all__
    if inspect.isfunction(getattr(module, name))
}
PANELS = [
    "Chance",
    "Concordance",
    "Echoes",
    "Keyness",
    "Translators",
    "WordAgainstWord",
]
SHUFFLING = "Chance", "Keyness", "Translators"
#: What is no mistake: a value of the table that an argument may well have.
FITTING = {
    "text": {"a text"},
    "several": {"a text"},
    "a": {"a text"},
    "b": {"a text"},
    "query": {"an id", "a citation", "a list of ids"},
    "name": {"an id", "a citation"},
    "word": {"an id", "a citation"},
    "shuffles": {"nought"},
    "seed": {"nought", "a huge number"},
    "width": {"nought"},
    "prior": {"a fraction", "a huge number"},
    "merged": {"True"},
    "own": {"True"},
    "phrases": {"True"},
    "folder": {"None", "no words"},
    # it takes ids of texts too, and without a query all words
    "helpers.comparison.control.a": {"a text", "an id"},
    "helpers.comparison.control.query": {
        "None",
        "an id",
        "a citation",
        "a list of ids",
    },
}


def arguments(function):
    """A call of the function that is right."""
    names = inspect.signature(function).parameters
    return {name: RIGHT[name] for name in names if name in RIGHT}


CALLS = [
    (name, parameter, odd)
    for name, function in FUNCTIONS.items()
    for parameter in inspect.signature(function).parameters
    for odd in ODD
]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_right_call_of_each_function_is_answered(name):
    function = FUNCTIONS[name]
    assert function(**arguments(function)) is not None


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_wrong_argument_gets_a_sentence(name):
    function = FUNCTIONS[name]
    for _, parameter, odd in [call for call in CALLS if call[0] == name]:
        call = arguments(function) | {parameter: ODD[odd]}
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            own = FITTING.get(f"{name}.{parameter}")
            if odd in (own or FITTING.get(parameter, ())):
                # The same text twice, or a word in neither, is still refused.
                with contextlib.suppress(SeminarError):
                    function(**call)
            else:
                with pytest.raises(SeminarError) as error:
                    function(**call)
                assert len(str(error.value)) < 500, (parameter, odd)
                assert str(error.value).endswith("."), (parameter, odd)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_argument_too_few_or_too_many_gets_a_sentence(name):
    function = FUNCTIONS[name]
    with pytest.raises(ArgumentError, match="It is called|unexpected") as error:
        function(nonsense=1, **arguments(function))
    assert function.__name__ in str(error.value)


def test_an_id_for_a_text_says_what_is_wanted():
    with pytest.raises(ArgumentError, match="`text` is '1906'.*texts.load"):
        words.concordance("1906", "will")
    with pytest.raises(ArgumentError, match="`text` is '1906', and wanted is a Text"):
        words.count("1906", "will")
    with pytest.raises(ArgumentError, match="`a` is '1906', and wanted is a Text"):
        comparison.keyness("1906", "1936")


def test_none_is_no_word():
    with pytest.raises(ArgumentError, match="wanted is a word or a phrase in quotat"):
        words.count(EARLY, None)
    with pytest.raises(ArgumentError, match="words in quotation marks"):
        words.asked(None)
    with pytest.raises(ArgumentError, match="words in quotation marks"):
        words.parse_query(None)


def test_a_search_that_no_one_typed_is_refused_and_says_why():
    with pytest.raises(SearchError, match="at most 10,000"):
        words.count(EARLY, "will " * 100_000)
    with pytest.raises(SearchError, match="at most 10,000"):
        words.count(EARLY, ["will", "shall"] * 100_000)
    with pytest.raises(SearchError, match="There is no word to look for"):
        words.count(EARLY, [])


def test_without_shuffles_there_is_no_p():
    result = comparison.chance(EARLY, LATE, "will", shuffles=0)
    assert math.isnan(result.p)
    assert len(result.shuffled) == 0
    assert result.counts == (44, 14)
    assert comparison.echoes(EARLY, LATE, most=1, shuffles=0)["chance"].isna().all()
    table = comparison.keyness(EARLY, LATE, shuffles=0)
    assert table[["p", "p_family"]].isna().all(axis=None)
    assert math.isnan(table.attrs["above_by_chance"])


@pytest.mark.parametrize(
    ("argument", "value"),
    [("most", -1), ("most", 0), ("seed", -1), ("shuffles", -1), ("shuffles", 10**9)],
)
def test_a_number_of_echoes_that_cannot_be_says_what_can(argument, value):
    with pytest.raises(ArgumentError, match=rf"`{argument}` is {value}, and wanted is"):
        comparison.echoes(EARLY, LATE, **{argument: value})


def test_a_text_without_words_is_refused_where_it_has_to_have_some():
    note = texts.Text("---\nid: n\ntitle: N\nyear: 2000\n---\n\n[Only a note.]\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for call in (comparison.keyness, comparison.echoes, comparison.in_one_only):
            for pair in ((note, LATE), (LATE, note)):
                with pytest.raises(SearchError, match="^n has no words to count"):
                    call(*pair)
        with pytest.raises(SearchError, match="n has no two paragraphs"):
            comparison.split_half(note)
        assert comparison.chance(note, LATE, "will", shuffles=3).counts == (0, 14)
        assert words.collocates(note, "note").empty
        assert words.by_section(note, "note")["count"].tolist() == [0]
        assert words.matrix(note, phrases=True).counts.shape == (0, 0)
        assert math.isnan(words.dispersion(note, "note").dp)


def test_two_texts_of_one_word_have_no_odds():
    pair = [
        texts.Text(f"---\nid: {n}\ntitle: N\nyear: 2000\n---\n\n{'a ' * 9}\n\na a\n")
        for n in "xy"
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = comparison.keyness(*pair, shuffles=9)
    assert table["z"].isna().all()
    assert table["g2"].tolist() == [0]


@pytest.mark.parametrize(
    "compare",
    [
        comparison.echoes,
        comparison.keyness,
        lambda a, b: comparison.chance(a, b, "will"),
        lambda a, b: comparison.contexts(a, b, "will"),
    ],
)
def test_a_text_is_not_compared_with_itself(compare):
    with pytest.raises(SearchError, match="Both texts are 1906"):
        compare(EARLY, EARLY)


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("odd", ODD)
def test_a_widget_made_of_something_wrong_says_what_it_wants(panel, odd, monkeypatch):
    monkeypatch.setattr(comparison, "echoes", lambda *_: ECHOES)
    make = getattr(widgets, panel)
    for parameter in inspect.signature(make.__init__).parameters:
        if parameter == "self":
            continue
        given = {"shuffles": 3} if panel in SHUFFLING else {}
        try:
            made = make(**given | {parameter: ODD[odd]})
        except SeminarError:
            continue
        assert "Something went wrong" not in made.status, (parameter, odd)
