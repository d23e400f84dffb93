"""What argument maps say of an argument that is not what they want: a sentence, never
a fault of Python, a warning or a silent wrong answer.
"""

import contextlib
import inspect
import warnings

import pandas as pd
import pytest
from odd import VALUES

from helpers import arguments, texts, widgets
from helpers.answers import Answers
from helpers.errors import ArgumentError, MapError, SeminarError, TextError

EARLY, MAP = texts.load("1906"), arguments.load("1906")
TITLE = "Lock-outs answer it"
ODD = VALUES | {
    "a very long string": "will " * 100_000,
    "one very long word": "x" * 1_000_000,
    "three very long words": " ".join(["x" * 300_000] * 3),
    "many spaces": "[A]: a" + " " * 100_000 + "b",
    "a pattern": "19*",
    "a dict": {"will": 1},
    "an empty dict": {},
    "a dict of nothing": {TITLE: None},
    "a dict of lists": {TITLE: []},
    "a citation": "1906:12",
    "a table": pd.DataFrame({"title": ["A"]}),
    "a text": EARLY,
    "a paragraph": EARLY[15],
    "a map": MAP,
    "a list of ids": ["1906", "1936"],
}
RIGHT = {
    "argument_map": MAP,
    "mine": MAP,
    "broken": MAP,
    "right": MAP,
    "text": EARLY,
    "text_id": "1906",
    "node": MAP.nodes[TITLE],
    "title": TITLE,
    "section": "Lock-outs and resignation",
    "source": "[A]: a",
    "quote": "loses all significance",
    "passage": EARLY[15].text,
    "paragraph": EARLY[15],
    "quotes": ["loses all significance"],
    "verdicts": {TITLE: "reject"},
    "before": arguments.evaluate(MAP),
    "after": arguments.evaluate(MAP),
    "most": 1,
}
WORDS = {odd for odd, value in ODD.items() if isinstance(value, str)}
#: What is no mistake: a value of the table that an argument may well have.
FITTING = {
    "argument_map": {"a map"},
    "mine": {"a map"},
    "broken": {"a map"},
    "right": {"a map"},
    "text": {"a text"},
    "text_id": {"an id"},
    "folder": {"None", "no words"},
    "paragraph": {"a paragraph"},
    "source": {"many spaces"},
    "quote": WORDS,
    "passage": WORDS,
    "quotes": {"an empty list", "a list of ids", "a table"},  # of a table its columns
    "verdicts": {"None", "an empty dict"},
    "labels": {"None"},
    "titles": {"None", "an empty list"},
    "brief": {"an empty list"},
    "section": {"no words"},
    "most": {"a huge number"},
}
FUNCTIONS = {
    name: getattr(arguments, name)
    for name in arguments.__all__
    if inspect.isfunction(getattr(arguments, name))
}


def right(function):
    """A call of the function that is right."""
    names = inspect.signature(function).parameters
    return {name: RIGHT[name] for name in names if name in RIGHT}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_right_call_of_each_function_is_answered(name):
    assert FUNCTIONS[name](**right(FUNCTIONS[name])) is not None


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_wrong_argument_gets_a_sentence(name):
    function = FUNCTIONS[name]
    for parameter in inspect.signature(function).parameters:
        for odd, value in ODD.items():
            call = right(function) | {parameter: value}
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                if odd in FITTING.get(parameter, ()):
                    with contextlib.suppress(SeminarError):
                        function(**call)
                    continue
                with pytest.raises(SeminarError) as error:
                    function(**call)
            assert len(str(error.value)) < 900, (parameter, odd)
            assert str(error.value).endswith((".", "”.")), (parameter, odd)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_argument_too_many_gets_a_sentence(name):
    with pytest.raises(ArgumentError, match="It is called") as error:
        FUNCTIONS[name](nonsense=1, **right(FUNCTIONS[name]))
    assert name in str(error.value)


def test_an_id_for_a_map_says_what_is_wanted():
    for name, function in FUNCTIONS.items():
        if "argument_map" in inspect.signature(function).parameters:
            with pytest.raises(ArgumentError) as error:
                function(**right(function) | {"argument_map": "1906"})
            assert str(error.value) == (
                f"{name}: `argument_map` is '1906', and wanted is an ArgumentMap, as"
                ' arguments.load("1906") gives it.'
            )


def test_an_id_is_no_pattern_of_a_file():
    for wrong in ("19*", "[1]906", "../1906", "", "1906:1", None, True, 1906.0):
        with pytest.raises(ArgumentError, match="the id of a text in quotation marks"):
            arguments.load(wrong)
    with pytest.raises(TextError, match="no argument map of 190 in"):
        arguments.load("190")
    assert arguments.load(1906) is arguments.load("1906")


@pytest.mark.parametrize("most", [0, -1, None, "3", 2.5, True])
def test_so_many_sets_or_claims_cannot_be(most):
    for function in (arguments.cruxes, arguments.bearing):
        with pytest.raises(ArgumentError, match="`most` is .* whole number from 1"):
            function(MAP, TITLE, most=most)


@pytest.mark.parametrize(
    ("verdicts", "sentence"),
    [
        ({TITLE: "maybe"}, "'maybe' is no verdict on .* Say accept, reject or open"),
        ({TITLE: None}, "None is no verdict"),
        ({TITLE: []}, r"\[\] is no verdict"),
        ({TITLE: True}, "True is no verdict"),
        ({"Eight-hour day": "accept"}, "is derived from other claims"),
        ({"No such claim": "accept"}, "There is no claim .No such claim. in this map"),
        ({None: "accept"}, "There is no claim .None. in this map"),
        ({"x" * 1000: "accept"}, "There is no claim .x{57}…. in this map"),
    ],
)
def test_a_verdict_that_cannot_be_given_says_what_can(verdicts, sentence):
    for function in (arguments.evaluate, arguments.conflicts, arguments.outline):
        with pytest.raises(MapError, match=sentence):
            function(MAP, verdicts)
    with pytest.raises(MapError, match=sentence):
        arguments.cruxes(MAP, TITLE, verdicts)


@pytest.mark.parametrize("title", ["No such claim", "lock-outs answer it", ""])
def test_a_title_that_is_none_is_a_sentence(title):
    for call in (
        lambda: arguments.cruxes(MAP, title),
        lambda: arguments.turning(MAP, title),
        lambda: arguments.bearing(MAP, title),
        lambda: arguments.layout(MAP, [TITLE, title]),
        lambda: arguments.layout(MAP, [TITLE], [title]),
    ):
        with pytest.raises(MapError, match="There is no claim .* Look at its title"):
            call()


def test_evaluations_of_two_maps_are_not_compared():
    late = arguments.evaluate(arguments.load("1936"))
    with pytest.raises(ArgumentError, match="evaluations of two maps"):
        arguments.changed(arguments.evaluate(MAP), late)


PANELS = {"ArgumentMap": {}, "OwnMap": {}, "RepairMap": {"key": "wrong voice"}}
PANELS |= {"Signs": {"cite": "1906:15"}, "Threads": {}}


@pytest.mark.parametrize("panel", PANELS)
def test_a_widget_made_of_something_wrong_says_what_it_wants(panel, tmp_path):
    make = getattr(widgets, panel)
    for parameter in inspect.signature(make.__init__).parameters:
        for odd, value in ODD.items():
            if parameter in ("self", "store") or odd == "one very long word":
                continue
            store = {} if panel == "Signs" else {"store": Answers(tmp_path)}
            try:
                made = make(**PANELS[panel] | store | {parameter: value})
            except SeminarError:
                continue
            assert isinstance(value, str | type(None)), (parameter, odd)
            assert "Something went wrong" not in made.status, (parameter, odd)
