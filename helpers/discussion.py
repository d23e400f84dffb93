"""Discussion prompts, what a class answers to them and may see of itself, and what a
person wrote as one file.
"""

import collections
import functools
import hashlib
import itertools
import pathlib
import random
import re
from typing import NamedTuple

from helpers import arguments, texts
from helpers.errors import AnswerError, SeminarError, TextError
from helpers.store import forms
from helpers.store.answers import Answers
from helpers.store.entries import fit_to_keep, fixed, latest
from helpers.store.entries import moment as _when
from helpers.store.entries import whole as _whole
from helpers.store.folders import (
    LEAST,
    MINIMUM,
    PLACES,
    SETTINGS,
    SHARED,
    plain,
    prepare,
    read,
)

POSITIONS = range(1, 6)  # of the scale of a prompt, from its first end to its second
_COLUMNS = {
    "person": str,
    "prompt": str,
    "round": "int64",
    "vote": "Int64",
    "why": str,
    "cite": str,
    "time": str,
}
_PARTS = {"vote": int, "why": str, "cite": str, "quote": str, "mind": str, "seen": bool}
_FORM = {
    "vote": POSITIONS.__contains__,
    "cite": re.compile(r"[\w-]{1,40}:\d{1,4}\.\d{1,3}").fullmatch,
}
_WANTED = {
    "id": str,
    "title": str,
    "session": str,
    "minutes": str,
    "passage": list,
    "question": str,
    "scale": list,
}
_WANTED |= {"other_side": str, "look_for": str, "arguments": list, "threads": list}
_ROLE = {"who": str, "year": str, "knows": str, "opt_out": str, "debriefing": str}


@functools.cache
def prompts():
    """The discussion prompts of texts/prompts.yml, a list of dicts: id, title, session,
    minutes, passage, question, scale, and more.

    Raises TextError, with the prompt and what it lacks, where the file is not as its
    first lines say.

    >>> len([prompt for prompt in prompts() if prompt.get("core")])
    6
    """
    found, ids = texts.listed("prompts.yml"), set()
    for number, one in enumerate(found if isinstance(found, list) else [], 1):
        where = f"texts/prompts.yml, prompt {number}"
        if not isinstance(one, dict) or not isinstance(one.get("id"), str):
            raise TextError(
                f"{where}: it has no id. Each prompt begins with a line such as “- id:"
                " two-words”."
            )
        where = f"{where} ({one['id']})"
        _refuse_lacking(one, _WANTED, where)
        if "role" in one:
            _refuse_lacking(one["role"], _ROLE, f"{where}, role")
        if one["id"] in ids:
            raise TextError(
                f"{where}: the id stands twice. Give the second another one: votes are"
                " kept by it."
            )
        if len(one["scale"]) != 2 or not one["passage"]:
            raise TextError(
                f"{where}: a scale has two named ends, and a prompt one passage at"
                " least."
            )
        try:
            for cite in one["passage"]:
                texts.passage(cite)
        except SeminarError as error:
            raise TextError(f"{where}: {error}") from None
        ids.add(one["id"])
    if not ids:
        raise TextError(
            "texts/prompts.yml has no prompts. It is a list; each entry begins with “-"
            " id:”."
        )
    return found


def prompt(prompt_id):
    """The prompt with this id; SeminarError with the ids that there are."""
    found = [one for one in prompts() if one["id"] == prompt_id]
    if not found:
        raise SeminarError(
            f"There is no prompt {prompt_id!r}. There are:"
            f" {', '.join(one['id'] for one in prompts())}."
        )
    return found[0]


def sentences(one):
    """The sentences of the passages of a prompt: citation → words."""
    paragraphs = [
        paragraph for cite in one["passage"] for paragraph in texts.find(cite)[1]
    ]
    return {
        f"{p.cite}.{number}": words
        for p in paragraphs
        for number, words in enumerate(p.sentences, 1)
    }


def place(position, scale):
    """A position on a scale in words.

    >>> [place(n, ["refuted", "fulfilled"]) for n in (1, 2, 3)]
    ['1, refuted', '2, nearer to “refuted”', '3, between']
    """
    nearer = {
        2: f"2, nearer to “{scale[0]}”",
        3: "3, between",
        4: f"4, nearer to “{scale[1]}”",
    }
    return nearer.get(position) or f"{position}, {scale[position > 3]}"


def answer(store, prompt_id, round=1):
    """What a person answered to a prompt in a round, a dict: vote, why, cite, quote,
    mind; what is missing is left out.
    """
    return _parts(store.get("vote", prompt_id, round))


def weighed(prompt_id, store):
    """What the claims that a prompt touches come to under the verdicts a person gave in
    session 2: text, claim, comes to.

    A claim of the maps belongs to a prompt when its key is among the prompt's
    `arguments`.
    """
    import pandas as pd

    keys, verdicts, rows = prompt(prompt_id)["arguments"], store.latest("verdict"), []
    for text in texts.load_all():
        argument_map = arguments.load(text.id)
        given = {
            title: verdicts.get(str(argument_map.nodes[title].data.get("id")))
            for title in arguments.basic(argument_map)
        }
        found = arguments.evaluate(
            argument_map,
            {
                title: verdict
                for title, verdict in given.items()
                if verdict in arguments.VERDICTS
            },
        )
        nodes = argument_map.nodes
        touched = [
            title for title, node in nodes.items() if node.data.get("key") in keys
        ]
        touched += [
            step.conclusion
            for step in argument_map.inferences
            if step.argument in touched
        ]
        for title in dict.fromkeys(
            title for title in touched if nodes[title].kind == "statement"
        ):
            label = (
                f"stands: {found[title].reason}"
                if found[title].label == "stands"
                else found[title].reason
            )
            rows.append((text.id, f"{title}: {nodes[title].text}", label))
    return pd.DataFrame(rows, columns=["text", "claim", "comes to"])


# A class


def merge(folder):
    """The answers of a class to the prompts, the last of each person, prompt and round:
    person, prompt, round, vote, why, cite, time.

    The person is the name of the file. `attrs["problems"]` lists what could not be
    read, or stood twice: (file, line, what).

    >>> len(merge("no such folder"))
    0
    """
    import pandas as pd

    gathered, problems = gather(folder, ("vote",))
    known = {one["id"] for one in prompts()}
    rows = []
    for person, entry in gathered:
        parts = _parts(entry["value"])
        if "vote" not in parts and "vote" in (
            entry["value"] if isinstance(entry["value"], dict) else {"vote"}
        ):
            problems.append(
                (
                    person,
                    0,
                    (
                        f"the vote on {entry['key'][:40]} is none of {POSITIONS[0]} to"
                        f" {POSITIONS[-1]}"
                    ),
                )
            )
        if entry["key"] not in known:
            problems.append((person, 0, f"no prompt has the id {entry['key'][:40]!r}"))
        why, cite = (_whole(parts.get(name, "")) for name in ("why", "cite"))
        rows.append(
            (
                person,
                entry["key"],
                entry["round"],
                parts.get("vote"),
                why,
                cite,
                entry["time"],
            )
        )
    merged = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    merged.attrs["problems"] = problems
    return merged


def gather(folder, kinds=SHARED):
    """The last answers of these kinds of everyone in a folder, as (person, entry)
    pairs, and the problems: (file, line, what).
    """
    people, problems = {}, []  # the name of a person -> the files read together
    try:
        paths = [
            path
            for path in pathlib.Path(folder).iterdir()
            if path.name != SETTINGS and not path.name.startswith(".")
        ]
    except OSError:
        return [], []
    for path in sorted(
        paths, key=lambda path: (len(path.name), path.name)
    ):  # a name before its copies, which have longer ones
        if path.suffix not in (".jsonl", ".json", ".csv", ".md") or not plain(path):
            problems.append((path.name, 0, "not a file of answers; it was not read"))
            continue
        file = read(path)
        problems += [(path.name, line, what) for line, what in file.problems]
        if len(set(file.fixed)) < len(file.fixed):
            problems.append(
                (
                    path.name,
                    0,
                    (
                        f"{len(file.fixed) - len(set(file.fixed))} answers stand twice;"
                        " they count once"
                    ),
                )
            )
        same = next(
            (
                person
                for person, files in people.items()
                if any(file.marked & other.marked for other in files)
            ),
            None,
        )
        if same:
            problems.append(
                (
                    path.name,
                    0,
                    (
                        f"some of its answers are those of {same}; both count as one"
                        " person"
                    ),
                )
            )
        people.setdefault(
            same or (path.stem if path.stem not in people else path.name), []
        ).append(file)
    found = []
    for person, files in people.items():
        together = sorted(
            itertools.chain(*(file.entries for file in files)), key=_when
        )  # two machines may add out of turn
        found += [
            (person, entry) for entry in latest(together) if entry["kind"] in kinds
        ]
    return found, problems


class Room(NamedTuple):
    """What may be shown of a class and a prompt: groups of positions with their
    number of people, and reasons in no order of persons.
    """

    voted: int  # people who voted in the first round
    again: int  # and in the second
    votes: list  # (positions, people in each round) pairs; empty below the minimum
    # (directions, [people]) pairs of those who voted twice; directions are -1, 0 and 1
    moved: list
    reasons: list  # (why, cite) of the first round, shuffled
    later: list  # and of the second


def room(merged, prompt_id, minimum=MINIMUM, seed=0):
    """What may be shown of the answers to a prompt: nothing below the minimum (at
    least LEAST), and no group of one or two.
    """
    minimum = max(LEAST, minimum)
    rows = merged[merged["prompt"] == prompt_id]
    given = {
        turn: rows[(rows["round"] == turn) & rows["vote"].notna()] for turn in (1, 2)
    }
    votes = {
        turn: dict(zip(there["person"], there["vote"].astype(int)))
        for turn, there in given.items()
    }
    shown = [turn for turn in (1, 2) if len(votes[turn]) >= minimum]
    both = [
        (votes[1][person], vote)
        for person, vote in votes[2].items()
        if person in votes[1]
    ]
    steps = [(last > first) - (last < first) for first, last in both]
    moved = groups([steps], (-1, 0, 1)) if len(both) >= minimum else []
    reasons = {1: [], 2: []}
    for turn in shown:
        written = [
            (why, cite)
            for why, cite in zip(given[turn]["why"], given[turn]["cite"])
            if why.strip()
        ]
        # In no order of persons, and such that another reason comes between and moves
        # none.
        written.sort(
            key=lambda reason: hashlib.sha256(
                repr((seed, prompt_id, turn, reason)).encode()
            ).digest()
        )
        reasons[turn] = written if len(written) >= minimum else []
    grouped = groups([votes[turn].values() for turn in shown]) if 1 in shown else []
    return Room(len(votes[1]), len(votes[2]), grouped, moved, reasons[1], reasons[2])


def groups(several, positions=POSITIONS, least=LEAST):
    """Positions in the finest groups of neighbours of which none has one or two people
    in any of several votes.

    Returns (positions, people in each vote) pairs; nothing when even all together are
    too few.

    >>> groups([[1, 1, 1, 2, 5, 5, 5, 5]])
    [((1, 2), [4]), ((3,), [0]), ((4,), [0]), ((5,), [4])]
    """
    counts, positions, best = (
        [collections.Counter(votes) for votes in several],
        tuple(positions),
        [],
    )
    for cuts in itertools.product((False, True), repeat=len(positions) - 1):
        edges = [0, *(n for n, cut in enumerate(cuts, 1) if cut), len(positions)]
        parts = [positions[start:end] for start, end in itertools.pairwise(edges)]
        found = [
            (part, [sum(count[one] for one in part) for count in counts])
            for part in parts
        ]
        if len(found) > len(best) and not any(
            0 < people < least for _, many in found for people in many
        ):
            best = found
    return best


def cruxes(folder, minimum=MINIMUM):
    """The premises that split a class, from its verdicts in session 2: text, claim,
    says, critic, accept, reject, conclusions.

    The widest split comes first. `conclusions` is how many derived claims of the map
    come out otherwise when the premise is rejected instead of accepted, all else left
    as the text has it. A premise counts that at least `minimum` people judged, with no
    group of one or two.
    """
    import pandas as pd

    counts = collections.defaultdict(collections.Counter)
    for _, entry in gather(folder, ("verdict",))[0]:
        if entry["round"] == 1 and entry["value"] in ("accept", "reject", "open"):
            counts[entry["key"]][entry["value"]] += 1
    rows = []
    for text in texts.load_all():
        argument_map = arguments.load(text.id)
        for title in arguments.basic(argument_map):
            count = counts.get(str(argument_map.nodes[title].data.get("id")), {})
            small = [people for people in count.values() if people < LEAST]
            if (
                count
                and sum(count.values()) >= max(LEAST, minimum)
                and not small
                and count["accept"]
                and count["reject"]
            ):
                node = argument_map.nodes[title]
                said = (text.id, title, node.text, "critic" in node.tags)
                rows.append(
                    (*said, count["accept"], count["reject"], _turning(text.id)[title])
                )
    columns = ["text", "claim", "says", "critic", "accept", "reject", "conclusions"]
    found = pd.DataFrame(rows, columns=columns).astype(
        {"critic": bool} | dict.fromkeys(columns[4:], "int64")
    )
    split = found[["accept", "reject"]].min(axis=1)
    return (
        found.assign(split=split)
        .sort_values(["split", "conclusions"], ascending=False, kind="stable")
        .drop(columns="split")
    )


def named(folder, minimum=MINIMUM):
    """The names that a class gave to topics, for each model and topic that enough
    people named: model, topic, names (shuffled).
    """
    import pandas as pd

    given = collections.defaultdict(list)
    for _, entry in gather(folder, ("topic name",))[0]:
        model, _, topic = entry["key"].rpartition("/")
        named_it = (
            isinstance(entry["value"], str)
            and entry["value"].strip()
            and entry["round"] == 1
        )
        if named_it and re.fullmatch("[1-9][0-9]?", topic):
            given[model, int(topic)].append(_whole(entry["value"].strip()))
    rows = [
        (model, topic, sorted(names))
        for (model, topic), names in sorted(given.items())
        if len(names) >= max(LEAST, minimum)
    ]
    for model, topic, names in rows:
        random.Random(f"{model}/{topic}").shuffle(names)
    return pd.DataFrame(rows, columns=["model", "topic", "names"])


def scores(folder, minimum=MINIMUM):
    """The first finished intrusion game of everyone, pooled for each model that
    enough people played: model, people, found, rounds.
    """
    import pandas as pd

    played = collections.defaultdict(dict)
    for person, entry in gather(folder, ("intrusion score",))[0]:
        model, value = entry["key"].rpartition("/")[0], entry["value"]
        numbers = (
            [value.get(name) for name in ("found", "rounds")]
            if isinstance(value, dict)
            else [None]
        )
        if (
            all(type(number) is int for number in numbers)
            and 0 <= numbers[0] <= numbers[1] <= 12
        ):
            played[model].setdefault(person, numbers)
    rows = []
    for model, games in sorted(played.items()):
        if len(games) >= max(LEAST, minimum):
            rows.append((model, len(games), *map(sum, zip(*games.values()))))
    return pd.DataFrame(rows, columns=["model", "people", "found", "rounds"])


# One file


def export(store, form="md", key=None):
    """The last answers of a person as the text of one file in a form of
    `forms.FORMS`; with `key`, those to one prompt only.
    """
    named = {
        one["id"]: (
            f"{one['title']}: {one['question']} (1: {one['scale'][0]}; 5:"
            f" {one['scale'][1]})"
        )
        for one in prompts()
    }
    headings = {
        (kind, name): words
        for name, words in named.items()
        for kind in ("vote", "note")
    }
    chosen = [entry for entry in latest(store.entries()) if entry["kind"] not in PLACES]
    chosen = [
        entry
        for entry in chosen
        if key is None or (entry["kind"] in ("vote", "note") and entry["key"] == key)
    ]
    return forms.write(chosen, form, "Prospect and Betrayal: what I wrote", headings)


def restore(store, content):
    """Read a file of `export` back into a store, and say in words what came of it;
    what the store has newer stays as it is.
    """
    entries, problems = forms.read(content)
    entries = [
        entry for entry in entries if entry["kind"] not in PLACES
    ]  # a file may not say where answers go from now on
    entries, more = _that_can_be_kept(entries)
    problems = [*problems, *more]
    if not entries:
        raise AnswerError(
            "This file has no answers. Choose one that Download wrote: its name ends in"
            " .md, .csv or .json."
        )
    ours = {fixed(entry)[1:4]: entry for entry in latest(store.entries())}
    news, replaced, older = [], 0, 0
    for entry in latest(sorted(entries, key=_when)):
        here = ours.get(fixed(entry)[1:4])
        if here is None or (
            _when(here) < _when(entry) and here["value"] != entry["value"]
        ):
            news.append(entry)
            replaced += here is not None
        elif here["value"] != entry["value"]:
            older += 1
    if news:
        store.write(news)
    said = [
        (
            f"{len(news)} answers are read back."
            if news
            else "Nothing new: what the file has is here already."
        )
    ]
    said += (
        [
            f"{replaced} of them are newer than what stood here, and now stand in its"
            " place."
        ]
        if replaced
        else []
    )
    said += (
        [f"{older} were written again here since, and stay as they are."]
        if older
        else []
    )
    said += (
        [f"{len(problems)} places of the file could not be read."] if problems else []
    )
    return " ".join(said)


def _that_can_be_kept(entries):
    """Entries as they will come back, and what is wrong with the others."""
    fit, problems = [], []
    for entry in entries:
        try:
            fit.append(fit_to_keep(entry))
        except AnswerError as error:
            problems.append((0, str(error)))
    return fit, problems


# A rehearsal


def rehearse(folder, students=24, seed=0):
    """Fill a folder with answers that are plainly marked as invented, for an
    instructor to practise with; returns the folder.
    """
    folder = pathlib.Path(folder)
    if any(
        folder.glob("*.jsonl")
    ):  # asked before anything is written: a real class keeps its date of deletion
        raise AnswerError(
            f"The folder {folder} has answers in it. Choose an empty one, so that"
            " invented answers never stand among real ones."
        )
    prepare(folder, rehearsal=True)
    chance = random.Random(seed)
    maps = [arguments.load(text.id) for text in texts.load_all()]
    claims = [
        str(one.nodes[title].data.get("id"))
        for one in maps
        for title in arguments.basic(one)
    ]
    cited = {one["id"]: list(sentences(one)) for one in prompts()}
    for number in range(1, students + 1):
        entries = []
        for one in prompts():
            first = chance.choice(POSITIONS)
            second = min(5, max(1, first + chance.choice((-1, 0, 0, 0, 1))))
            for turn, vote in ((1, first), (2, second)):
                end = (
                    f"the end “{one['scale'][vote > 3]}”" if vote != 3 else "the middle"
                )
                why = (
                    f"Invented, {'from' if turn == 1 else 'still or now from'} {end}:"
                    " no one wrote this. A reason would stand here."
                )
                entries.append(
                    _invented(
                        "vote",
                        one["id"],
                        {
                            "vote": vote,
                            "why": why,
                            "cite": chance.choice(cited[one["id"]]),
                        },
                        turn,
                    )
                )
        entries += [
            _invented("verdict", claim, chance.choice(("accept", "reject")))
            for claim in claims
        ]
        entries += [
            _invented(
                "topic name",
                f"nmf/6/0/paragraph/ours/{n}",
                f"Invented name {chance.randint(1, 9)}",
            )
            for n in range(1, 7)
        ]
        entries.append(
            _invented(
                "intrusion score",
                "nmf/6/0/paragraph/ours/0",
                {"found": chance.randint(2, 6), "rounds": 6},
            )
        )
        Answers(folder, f"invented-{number:02}").write(entries)
    return folder


def _invented(kind, key, value, round=1):
    return {
        "time": "2000-01-01T00:00:00+00:00",
        "kind": kind,
        "key": key,
        "round": round,
        "value": value,
    }


def _refuse_lacking(entry, wanted, where):
    kinds = {str: "words", list: "a list in [square brackets]"}
    for name, kind in wanted.items():
        if not isinstance(entry, dict) or not isinstance(entry.get(name), kind):
            raise TextError(
                f"{where}: `{name}:` is missing, or is not {kinds[kind]}. The first"
                " lines of the file say what belongs there."
            )


def _parts(value):
    """A kept answer as a dict of what is well formed; a number alone is a vote."""
    value = value if isinstance(value, dict) else {"vote": value}
    right = {
        name: value[name]
        for name, kind in _PARTS.items()
        if type(value.get(name)) is kind
    }
    return {
        name: part
        for name, part in right.items()
        if name not in _FORM or _FORM[name](part)
    }


@functools.cache
def _turning(text_id):
    """For each basic claim of a map, how many conclusions turn on it."""
    argument_map = arguments.load(text_id)
    return {
        title: len(arguments.turning(argument_map, title))
        for title in arguments.basic(argument_map)
    }
