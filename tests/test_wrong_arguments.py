"""Whatever the functions of stores and of discussion are given: what is right, or a
sentence that says what is wanted.
"""

import contextlib
import functools
import warnings

import pytest
from odd import VALUES
from of_class import PROMPT, filled

from helpers import boards, discussion, errors, widgets
from helpers.answers import Answers
from helpers.discussion import handed_in
from helpers.store import forms

LONG = "x" * 100_000
ODD = VALUES | {
    "long": LONG,
    "dict": {},
    "tuple": (1, 2),
    "half": "\ud800",
}
WORDS = {"an id", "no words", "a zero byte", "long", "half"}
NUMBERS = {"nought"}
#: What is no fault in a place: a folder that is not there has nobody in it.
A_FOLDER = {"an id", "half"}


@pytest.fixture
def given(tmp_path, monkeypatch):
    """The folder and the store of a small class, and a place where nothing matters."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SEMINAR_SHARED", raising=False)
    monkeypatch.setattr(Answers.__init__, "__defaults__", (tmp_path / "own", "me"))
    boards.board.cache_clear()
    filled(tmp_path, [(1, 2)] * 3)
    store = Answers(tmp_path / "anna")
    yield {
        "folder": tmp_path / "class",
        "store": store,
        "prompt": discussion.prompt(PROMPT),
        "merged": discussion.merge(tmp_path / "class"),
        "entries": store.entries(),
    }
    boards.board.cache_clear()


FOLDERS = {"folder": A_FOLDER, "minimum": NUMBERS}
#: Function → its arguments, each a value or a name of `given`, and those of ODD that
#: are right for each.
FUNCTIONS = {
    discussion.prompt: ({"prompt_id": PROMPT}, {}),
    discussion.sentences: ({"prompt": "prompt"}, {}),
    discussion.place: ({"position": 1, "scale": ["a", "b"]}, {}),
    discussion.answer: ({"store": "store", "prompt_id": PROMPT, "round": 1}, {}),
    discussion.weighed: ({"prompt_id": PROMPT, "store": "store"}, {}),
    discussion.merge: ({"folder": "folder"}, FOLDERS),
    discussion.votes: ({"folder": "folder"}, FOLDERS),
    discussion.gather: (
        {"folder": "folder", "kinds": ["vote"]},
        FOLDERS | {"kinds": {"an empty list"}},
    ),
    discussion.room: (
        {"merged": "merged", "prompt_id": PROMPT, "minimum": 3, "seed": 0},
        {
            "minimum": NUMBERS,
            "seed": {"nought", "a huge number"},
            "merged": {"an empty list"},
        },
    ),
    discussion.groups: (
        {"several": [[1, 1, 1]], "positions": [1, 2], "least": 3},
        {"several": {"an empty list"}, "positions": {"tuple"}},
    ),
    discussion.cruxes: ({"folder": "folder", "minimum": 3}, FOLDERS),
    discussion.named: ({"folder": "folder", "minimum": 3}, FOLDERS),
    discussion.scores: ({"folder": "folder", "minimum": 3}, FOLDERS),
    discussion.export: (
        {"store": "store", "form": "md", "key": PROMPT},
        {"key": {"None"}},
    ),
    discussion.restore: ({"store": "store", "content": "[]"}, {}),
    discussion.rehearse: (
        {"folder": "rehearsal", "students": 1, "seed": 0},
        {"folder": {"an id"}, "seed": {"nought"}},
    ),
    discussion.Ballot: (
        {"prompt": "prompt", "store": "store", "minimum": 3},
        {"minimum": NUMBERS | {"None"}},
    ),
    boards.prepare: (
        {
            "folder": "new",
            "minimum": 3,
            "delete_on": "",
            "rehearsal": False,
            "private": False,
        },
        {
            "folder": {"an id"},
            "minimum": {"None"},
            "delete_on": {"no words"},
            "rehearsal": {"True"},
            "private": {"True"},
        },
    ),
    boards.settings: ({"folder": "folder"}, {"folder": A_FOLDER | {"None"}}),
    boards.SharedFolder: (
        {"folder": "folder", "own": "store", "person": "anna"},
        {
            "folder": A_FOLDER,
            "own": {"None"},
            "person": {"an id", "None", "no words"},
        },
    ),
    boards.watch: ({"panel": None}, {}),
    Answers: (
        {"folder": "folder", "person": "anna"},
        {"folder": A_FOLDER, "person": {"an id"}},
    ),
    forms.write: (
        {"entries": "entries", "form": "md", "title": "t", "headings": {}},
        {
            "entries": {"an empty list"},
            "title": WORDS,
            "headings": {"None", "dict"},
        },
    ),
    forms.read: ({"content": ""}, {"content": WORDS}),
    forms.carried: ({"entries": "entries"}, {"entries": {"an empty list"}}),
    handed_in.sheet: (
        {"entries": "entries", "title": "t", "name": "", "about": ""},
        {
            "entries": {"an empty list"},
            "title": WORDS,
            "name": WORDS,
            "about": WORDS,
        },
    ),
    forms.escaped: ({"words": ""}, {"words": WORDS}),
    widgets.Prompt: (
        {"prompt_id": PROMPT, "store": "store", "minimum": 3},
        {"store": {"None"}, "minimum": NUMBERS | {"None"}},
    ),
    widgets.HandIn: ({"store": "store"}, {"store": {"None"}}),
    widgets.Join: ({"store": None}, {"store": {"None"}}),
    widgets.ClassView: (
        {"folder": "folder", "prompt_id": PROMPT, "minimum": 3},
        {
            "folder": A_FOLDER | {"None"},
            "prompt_id": {"None", "no words"},
            "minimum": NUMBERS | {"None"},
        },
    ),
    widgets.Conduct: ({"place": "folder"}, {"place": A_FOLDER | {"None"}}),
    widgets.Wall: ({"place": "folder"}, {"place": A_FOLDER | {"None"}}),
    widgets.Exercise: (
        {"key": "k", "label": "l", "check": None, "kind": "long", "store": "store"},
        {
            "key": WORDS,
            "label": WORDS,
            "check": {"None"},
            "store": {"None"},
        },
    ),
    widgets.Guess: (
        {"key": "k", "question": "q", "then": None, "kind": "long", "store": "store"},
        {
            "key": WORDS,
            "question": WORDS,
            "then": {"None"},
            "store": {"None"},
        },
    ),
    widgets.Remember: (
        {"session": "2-argument", "store": "store"},
        {"store": {"None"}},
    ),
}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.__qualname__)
def test_an_odd_argument_is_right_or_refused_in_words(function, given):
    arguments, fine = FUNCTIONS[function]
    arguments = {
        name: given.get(value, value) if isinstance(value, str) else value
        for name, value in arguments.items()
    }
    taken = {}
    for name in arguments:
        for what, odd in ODD.items():
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                try:
                    result = function(**arguments | {name: odd})
                except errors.SeminarError as error:
                    message = str(error)
                else:
                    taken.setdefault(name, set()).add(what)
                    message = getattr(result, "status", "")
            assert "went wrong" not in message
            assert len(message) < 2_000
    assert taken == {name: set(fine[name]) for name in arguments if fine.get(name)}


def test_methods_of_stores_refuse_in_words_too(given, tmp_path):
    board = boards.board()
    shared = boards.SharedFolder(given["folder"], given["store"], "anna")
    for store in (given["store"], shared, board):
        acts = [
            functools.partial(store.get, round=1, key="k"),
            functools.partial(store.get, round=1, kind="k"),
            functools.partial(store.get, "k", "k"),
            store.latest,
            store.write,
        ]
        for act, odd in [(act, odd) for act in acts for odd in ODD.values()]:
            with contextlib.suppress(errors.SeminarError):
                assert act(odd) in (None, {})
        with pytest.raises(errors.SeminarError):
            store.get("vote", PROMPT, True)
    for odd in ODD.values():
        with pytest.raises(errors.SeminarError):
            board.join(odd)
        if odd not in ("1906", None, ""):
            with pytest.raises(errors.SeminarError):
                board.join(given["folder"], odd)
    assert board.folder is None or board.folder == given["folder"]


@pytest.mark.parametrize("typed", ["\0", LONG, "~" + LONG, "", " ", "'\"", "\ud800"])
def test_what_is_pasted_into_join_is_answered_in_words(typed, given):
    join = widgets.Join()
    join.receive({"changed": {"folder": typed}, "action": "join", "number": 1})
    assert "went wrong" not in join.status
    assert join.status.startswith(("There is no folder “", "Write the folder of"))
    assert len(join.status) < 400
    assert boards.board().folder is None
