"""The board of a class, in this process and on two databases: who may ask what, what is
shown to whom, what is never changed, and what is left when all is deleted.
"""

import concurrent.futures
import http.client
import json
import pathlib
import re
import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa
import yaml

from helpers.discussion.conduct import now, reason_id
from hub.board import acts, routes, storage
from tests import services

ROOT = pathlib.Path(__file__).parent.parent
PROMPT, OTHER = "kept-without-europe", "prompt-of-nobody"


@pytest.fixture(scope="module")
def postgresql():
    server = services.PostgreSQL()
    server.start()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/board.sqlite"
    server = request.getfixturevalue("postgresql")
    server.empty()
    return server.url


@pytest.fixture
def board(database, monkeypatch):
    monkeypatch.setattr(routes, "BURST", 1_000_000)
    here = services.BoardHere(database)
    yield here
    here.close()


@pytest.fixture
def lite(tmp_path):
    here = services.BoardHere(f"sqlite:///{tmp_path}/board.sqlite")
    yield here
    here.close()


def ask(board, who, path, body=None, method=None):
    return services.request(board.address + path, who, body, method)


def entry(vote, why="", round=1, fixed=True, prompt=PROMPT, **more):
    value = {"vote": vote, "why": why, "cite": "1906:34.1", "mind": "mine alone"}
    entry = {"time": now(), "kind": "vote", "key": prompt, "round": round}
    return entry | {"value": value, "fixed": fixed} | more


def key(board):
    return ask(board, "teacher", "settings")[1]["class"]


def post(board, who, *entries):
    return ask(board, who, "entries", {"class": key(board), "entries": entries})


def room(board, who, prompt=PROMPT):
    return ask(board, who, f"room/{prompt}")[1]


def filled(board, people=6):
    for n in range(people):
        status, done = post(board, f"student-{n}", entry(1 + n % 2, f"reason {n}"))
        assert (status, done) == (200, {"kept": 1, "refused": []})


def test_a_class_is_shown_to_who_voted_and_to_nobody_else(board):
    filled(board)
    seen = room(board, "student-0")
    assert seen["voted"] == 6
    assert not seen["locked"]
    assert {why for why, _ in seen["reasons"]} == {f"reason {n}" for n in range(6)}
    assert "mine alone" not in json.dumps(seen)
    assert "student" not in json.dumps(seen)
    hidden = room(board, "new")
    assert (hidden["voted"], hidden["locked"], hidden["reasons"]) == (6, True, [])
    post(board, "new", entry(5, "not closed yet", fixed=False))
    assert room(board, "new")["locked"]
    silent = entry(None) | {"value": {"abstain": True, "seen": True}}
    post(board, "silent", silent)
    opened = room(board, "silent")
    assert not opened["locked"]
    assert (opened["voted"], opened["abstained"]) == (7, 0)  # five, or none is counted


def test_a_second_vote_hides_the_class_until_it_is_closed(board):
    filled(board)
    post(board, "student-0", entry(5, round=2, fixed=False))
    assert room(board, "student-0")["locked"]
    assert not room(board, "student-1")["locked"]
    post(board, "student-0", entry(5, round=2))
    assert not room(board, "student-0")["locked"]


def test_below_the_minimum_nothing_is_shown(board):
    filled(board, 4)
    assert room(board, "student-0")["reasons"] == []
    assert room(board, "student-0")["votes"] == []


def test_a_fixed_vote_does_not_change(board):
    first = entry(2, "as it was")
    post(board, "anna", first)
    assert post(board, "anna", first)[0] == 200  # what was sent again is no change
    status, done = post(board, "anna", entry(4, "otherwise"), entry(1, round=2))
    assert (status, done["kept"]) == (409, 1)
    assert done["refused"][0][:2] == [0, 409]
    kept = ask(board, "anna", "entries")[1]
    assert [each["value"]["vote"] for each in kept] == [2, 1]


def test_an_open_vote_changes_as_often_as_its_writer_likes(board):
    for vote in (1, 2, 3):
        assert post(board, "anna", entry(vote, fixed=False))[0] == 200
    kept = ask(board, "anna", "entries")[1]
    assert [each["value"]["vote"] for each in kept] == [3]


def test_the_instructor_opens_withholds_shows_and_begins_anew(board):
    conduct = f"conduct/{PROMPT}"

    def control(**changes):
        return ask(board, "teacher", conduct, changes, "PUT")

    assert control(open=1, shown=False)[0] == 200
    filled(board)
    assert room(board, "student-0")["locked"]
    reasons = ask(board, "teacher", conduct)[1]["reasons"]
    assert len(reasons) == 6  # she alone reads them
    its_id = reason_id(PROMPT, 1, *next(r for r in reasons if r[0] == "reason 3"))
    assert control(open=0, shown=True, withheld=[its_id])[1]["closed"]["1"]
    assert post(board, "student-1", entry(5, "changed after"))[0] == 409
    seen = room(board, "student-0")
    assert "reason 3" not in json.dumps(seen)
    assert len(seen["reasons"]) == 5
    assert room(board, "student-3")["withheld_own"] == [1]
    reworded = entry(2, "reason 3, kindly")  # its writer may say it otherwise
    assert post(board, "student-3", reworded | {"key": PROMPT})[0] == 200
    assert "kindly" in json.dumps(room(board, "student-0")["reasons"])
    assert post(board, "student-3", entry(1, "reason 3, kindly"))[0] == 409
    control(open=2)
    assert room(board, "student-0")["locked"]
    control(since=now(), open=1, shown=True)
    assert room(board, "student-0")["voted"] == 0
    assert post(board, "student-1", entry(5, "anew"))[0] == 200
    assert control(open=7)[0] == 400


def test_a_vote_is_fixed_by_the_instructor_also_for_who_did_not_close_it(board):
    post(board, "anna", entry(2, fixed=False))
    ask(board, "teacher", f"conduct/{PROMPT}", {"open": 1, "shown": False}, "PUT")
    ask(board, "teacher", f"conduct/{PROMPT}", {"open": 0, "shown": True}, "PUT")
    assert post(board, "anna", entry(3, fixed=False))[0] == 409
    assert post(board, "late", entry(3))[0] == 200


def test_routes_of_the_instructor_are_hers(board):
    routes_of_hers = [
        ("everything", "GET", None),
        ("everything", "DELETE", {"name": "seminar"}),
        ("settings", "PUT", {"minimum": 3}),
        (f"conduct/{PROMPT}", "GET", None),
        (f"conduct/{PROMPT}", "PUT", {"shown": False}),
        ("trial", "POST", {}),
    ]
    for path, method, body in routes_of_hers:
        assert ask(board, "anna", path, body, method)[0] == 403, path
        assert ask(board, None, path, body, method)[0] == 401, path
    assert post(board, "teacher", entry(1))[0] == 403  # her trials enter no class
    assert not room(board, "teacher")["locked"]


def test_who_is_refused_and_how(board):
    for who, status in ((None, 401), ("wrong", 401), ("service", 403)):
        assert ask(board, who, "entries")[0] == status
    for who in ("stranger", "of-another-class"):
        assert ask(board, who, "entries")[0] == 403
    assert ask(board, "anna", "nothing")[0] == 404
    assert ask(board, "anna", f"room/{OTHER}")[0] == 404
    board.tokens.away = True
    assert ask(board, "anna", "entries")[0] == 503
    assert ask(board, None, "health")[0] == 200  # of the board itself


MALFORMED = [
    b"",
    b"{",
    b"[]",
    b"\xff",
    b'{"entries": 1}',
    b"[" * 100_000,
    b'{"class": "KEY", "entries": [1]}',
    b'{"class": "KEY", "entries": [{"kind": "vote"}]}',
]


@pytest.mark.parametrize("raw", MALFORMED)
def test_a_malformed_body_is_400(board, raw):
    raw = raw.replace(b"KEY", key(board).encode())
    assert ask(board, "anna", "entries", raw, "POST")[0] == 400


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "exercise"},
        {"key": "k" * 201},
        {"key": "nul\0"},
        {"key": "half \ud83d"},
        {"time": "yesterday"},
        {"round": 0},
        {"round": "1"},
        {"value": {"vote": 3, "why": "w" * 30_000}},
    ],
)
def test_an_entry_that_is_none_is_refused_and_the_others_are_kept(board, change):
    status, done = post(board, "anna", entry(1) | change, entry(2, round=2))
    assert status == (413 if "value" in change else 400)
    assert done["kept"] == 1
    assert "helpers" not in json.dumps(done)


def test_words_come_back_as_they_were(board):
    why = "<b>“é” 🙂 \x00 \ud83d end</b>"
    post(board, "anna", entry(1, why))
    assert ask(board, "anna", "entries")[1][0]["value"]["why"] == why


def test_too_large_a_body_is_413(board):
    raw = json.dumps({"entries": [entry(1, "w" * 300_000)]}).encode()
    assert ask(board, "anna", "entries", raw, "POST")[0] == 413


def test_a_person_has_no_more_answers_than_a_person_writes(board, monkeypatch):
    monkeypatch.setattr(acts, "MOST", 3)
    many = [entry(1, prompt=f"p{n}") for n in range(5)]
    status, done = post(board, "anna", *many)
    assert (status, done["kept"]) == (413, 3)
    assert post(board, "anna", many[0])[0] == 200


def test_what_is_asked_too_often_is_429_and_others_are_served(lite):
    statuses = [ask(lite, "pushy", "settings")[0] for _ in range(200)]
    assert statuses[: routes.BURST] == [200] * routes.BURST
    assert 429 in statuses
    assert ask(lite, "anna", "settings")[0] == 200


def test_another_class_takes_no_answer_of_this_one(board):
    before = key(board)
    ask(board, "teacher", "everything", {"name": "seminar"}, "DELETE")
    body = {"class": before, "entries": [entry(1)]}
    assert ask(board, "anna", "entries", body)[0] == 412
    assert key(board) != before


def test_settings_are_the_instructors_and_sensible(board):
    def change(**changes):
        return ask(board, "teacher", "settings", changes, "PUT")

    status, known = change(minimum=7, delete_on="2027-02-01")
    assert (status, known["minimum"]) == (200, 7)
    seen = ask(board, "anna", "settings")[1]
    assert (seen["minimum"], seen["delete_on"]) == (7, "2027-02-01")
    assert (seen["conducts"], seen["name"]) == (False, "seminar")
    for wrong in ({"minimum": 2}, {"delete_on": "soon"}, {"class": "mine"}):
        assert change(**wrong)[0] == 400
    assert change(delete_on="")[0] == 200


def test_small_groups_are_told_to_nobody_else(board):
    filled(board, 5)
    everyone = {e["person"] for e in ask(board, "teacher", "everything")[1]["entries"]}
    groups = {who: 1 + n % 2 for n, who in enumerate(sorted(everyone))}
    ask(board, "teacher", f"conduct/{PROMPT}", {"groups": groups}, "PUT")
    mine = ask(board, "student-0", "settings")[1]["prompts"][PROMPT]["groups"]
    assert len(mine) == 1
    assert room(board, "student-0")["group"] in (1, 2)


def test_verdicts_names_and_scores_are_counted_by_the_rule(board):
    for n in range(6):
        verdict = entry(0, kind="verdict", prompt="claim-1", fixed=False)
        verdict |= {"value": "accept" if n < 3 else "reject"}
        name = entry(0, kind="topic name", prompt="model/2") | {"value": f"name {n}"}
        post(board, f"student-{n}", verdict, name)
    counted = ask(board, "student-0", "verdicts")[1]
    assert counted == [{"claim": "claim-1", "accept": 3, "reject": 3, "open": 0}]
    assert len(ask(board, "student-0", "names")[1][0]["names"]) == 6
    assert ask(board, "student-0", "scores")[1] == []


def test_what_was_shared_can_be_taken_back(board):
    filled(board)
    assert ask(board, "student-0", "entries", method="DELETE")[1] == {"deleted": 1}
    assert ask(board, "student-0", "entries")[1] == []
    assert room(board, "student-1")["voted"] == 5


def test_a_test_student_comes_and_goes(board):
    tried = ask(board, "teacher", "trial", {}, "POST")[1]
    assert tried == dict.fromkeys(("locked", "kept", "read", "gone"), True)
    assert ask(board, "teacher", "everything")[1]["entries"] == []


def test_delete_everything_leaves_no_word_in_any_file(lite, tmp_path):
    filled(lite)
    exported = ask(lite, "teacher", "everything")[1]
    assert "student" not in json.dumps(exported)
    words = ["reason 3", exported["entries"][0]["person"], PROMPT]
    secret = lite.storage.read(lambda c: storage.get(c, "secret"))

    def left():
        files = [path.read_bytes() for path in tmp_path.iterdir()]
        return [w for w in [*words, secret] if any(w.encode() in f for f in files)]

    assert len(left()) == 4
    assert ask(lite, "teacher", "everything", {"name": "?"}, "DELETE")[0] == 400
    done = ask(lite, "teacher", "everything", {"name": "seminar"}, "DELETE")
    assert done == (200, {"deleted": True})
    assert left() == []
    assert room(lite, "student-0")["voted"] == 0


def test_what_was_acknowledged_outlives_the_board(database):
    first = services.BoardHere(database)
    filled(first)
    first.close()
    again = services.BoardHere(database)
    assert room(again, "student-0")["voted"] == 6
    again.close()


def test_tables_of_another_version_are_left_alone(tmp_path):
    url = f"sqlite:///{tmp_path}/board.sqlite"
    kept = storage.Storage(url)
    kept.write(lambda c: storage.set_to(c, "schema", 99)).result()
    kept.close()
    here = services.BoardHere(url)
    assert ask(here, None, "health")[0] == 503
    assert post_blindly(here) == 503
    here.close()


def post_blindly(board):
    body = {"class": "?", "entries": [entry(1)]}
    return ask(board, "anna", "entries", body)[0]


def test_a_database_that_is_down_is_503_until_it_is_back(postgresql):
    postgresql.empty()
    postgresql.stop()
    here = services.BoardHere(postgresql.url)  # it starts all the same
    try:
        assert post_blindly(here) == 503
        assert ask(here, None, "health")[0] == 503
        postgresql.start()
        filled(here)
        postgresql.stop()
        assert ask(here, "anna", "settings")[0] == 503
        postgresql.start()
        assert room(here, "student-0")["voted"] == 6
    finally:
        if not postgresql._server:
            postgresql.start()
        here.close()


def test_a_file_that_cannot_be_opened_is_503(tmp_path):
    here = services.BoardHere(f"sqlite:///{tmp_path}/no folder/board.sqlite")
    assert post_blindly(here) == 503
    (tmp_path / "no folder").mkdir()
    assert ask(here, None, "health")[0] == 200
    here.close()


def test_writes_that_arrive_together_are_committed_together_and_apart(tmp_path):
    kept, commits = storage.Storage(f"sqlite:///{tmp_path}/board.sqlite"), []
    sa.event.listen(kept.engine, "commit", lambda _: commits.append(1))
    begun, go = threading.Event(), threading.Event()
    kept.write(lambda _: (begun.set(), go.wait(10)))
    assert begun.wait(10)
    before = len(commits)

    def bad(connection):
        storage.set_to(connection, "half", "done")
        raise ValueError("in the middle")

    results = [
        kept.write(lambda c, n=n: storage.set_to(c, f"n{n}", n)) for n in range(50)
    ]
    failed = kept.write(bad)
    go.set()
    assert [result.result(10) for result in results] == [None] * 50
    with pytest.raises(ValueError, match="middle"):
        failed.result(10)
    assert len(commits) - before == 2  # the one that waited, and all the others
    assert kept.read(lambda c: (storage.get(c, "n49"), storage.get(c, "half"))) == (
        49,
        None,
    )
    kept.close()


def test_posts_that_come_at_once_are_all_answered_and_kept(board):
    the_key = key(board)

    def vote(n):
        body = {"class": the_key, "entries": [entry(1 + n % 5, f"reason {n}")]}
        connection = http.client.HTTPConnection("127.0.0.1", board.port, timeout=60)
        headers = {"Authorization": f"token person-{n}"}
        connection.request("POST", "/services/board/entries", json.dumps(body), headers)
        return connection.getresponse().status

    with concurrent.futures.ThreadPoolExecutor(60) as pool:
        statuses = list(pool.map(vote, range(300)))
    assert statuses == [200] * 300
    assert room(board, "person-7")["voted"] == 300


def test_no_line_of_the_log_says_who_asked(lite, caplog):
    with caplog.at_level("DEBUG"):
        filled(lite)
        ask(lite, "wrong", "entries")
    assert "student" not in caplog.text


def test_a_board_needs_no_more_than_a_hub_has():
    code = """
import sys
sys.modules.update(dict.fromkeys(
    "numpy pandas scipy sklearn matplotlib ipywidgets IPython".split()))
import hub.board.__main__
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_the_values_for_kubernetes_say_what_the_config_of_one_machine_says():
    values = yaml.safe_load((ROOT / "hub/values.yaml").read_text(encoding="utf-8"))
    config = (ROOT / "hub/jupyterhub_config.py").read_text(encoding="utf-8")
    hub, servers = values["hub"], values["singleuser"]
    for scope in (routes.POST, routes.ADMIN):
        assert scope in hub["config"]["JupyterHub"]["custom_scopes"]
        assert scope in hub["loadRoles"]["server"]["scopes"]
        assert f'"{scope}"' in config
    assert routes.ADMIN not in hub["loadRoles"]["student"]["scopes"]
    (name, service), port = *hub["services"].items(), 10101
    assert service["url"] == f"http://hub:{port}"
    board = servers["extraEnv"]["SEMINAR_BOARD"]
    assert board == f"http://hub:{port}/services/{name}/"
    (rule,) = hub["networkPolicy"]["ingress"]
    assert [each["port"] for each in rule["ports"]] == [port]
    admitted = [each["podSelector"]["matchLabels"] for each in rule["from"]]
    assert {"app": "jupyterhub", "component": "hub"} in admitted  # the hub itself
    assert servers["networkPolicy"]["egress"][0]["ports"] == [{"port": port}]
    assert hub["service"]["extraPorts"][0]["port"] == port
    assert set(hub["initContainers"][0]["command"][2:-1]) == {
        f"/srv/seminar/{folder}" for folder in ("hub", "helpers", "texts")
    }
    culling = servers["extraFiles"]["culling"]["data"]["MappingKernelManager"]
    for option, value in culling.items():
        assert f"--MappingKernelManager.{option}={value}" in config


def test_what_each_side_cites_is_shown_to_whom_the_class_is(lite):
    for n in range(6):
        post(lite, f"s{n}", entry(1 if n < 3 else 5))
        verdict = {"time": now(), "kind": "verdict", "key": "1906-001", "round": 1}
        post(lite, f"s{n}", verdict | {"value": "accept"})
    seen = {
        "sides": [
            {"end": end, "people": 3, "cited": [["1906:34.1", 3]], "others": 0}
            for end in (0, 1)
        ],
        "accepted": ["1906-001"],
    }
    assert ask(lite, "s1", f"sides/{PROMPT}") == (200, seen)
    assert ask(lite, "nobody-voted", f"sides/{PROMPT}") == (200, {})
    ask(lite, "teacher", f"conduct/{PROMPT}", {"open": 1, "shown": False}, "PUT")
    assert ask(lite, "s1", f"sides/{PROMPT}") == (200, {})
    nothing = {"sides": [], "accepted": []}
    assert ask(lite, "teacher", f"sides/{PROMPT}") == (200, nothing)
    assert ask(lite, "teacher", f"conduct/{PROMPT}/sides") == (200, seen)
    assert ask(lite, "s1", f"conduct/{PROMPT}/sides")[0] == 403
    assert ask(lite, "teacher", f"sides/{OTHER}")[0] == 404


def test_each_learns_the_number_of_their_own_small_group(lite):
    for n in range(6):
        post(lite, f"s{n}", entry(1 + n % 5))
    groups = f"conduct/{PROMPT}/groups"
    asked = {"size": 3, "mixed": True}
    assert ask(lite, "s1", groups, asked, "PUT")[0] == 403
    assert ask(lite, "teacher", groups, {"size": "x"}, "PUT")[0] == 400
    assert ask(lite, "teacher", groups, asked, "PUT") == (200, [3, 3])
    numbers = [ask(lite, f"s{n}", f"room/{PROMPT}")[1]["group"] for n in range(6)]
    assert sorted(numbers) == [1, 1, 1, 2, 2, 2]
    control = ask(lite, "s1", "settings")[1]["prompts"][PROMPT]
    assert [*control["groups"].values()] == [numbers[1]]


def test_the_sums_of_the_plans_are_right():
    page = (ROOT / "hub/README.md").read_text(encoding="utf-8").replace(",000", "000")
    number = r"\d+(?:\.\d+)?"
    asked = rf"({number}(?: [×/+] {number})+)( ms)?(?: make| =) ({number})"
    sums = re.findall(asked, page)
    assert len(sums) > 12
    for asked, milli, given in sums:
        total = eval(asked.replace("×", "*")) / (1000 if milli else 1)
        assert abs(total - float(given)) < 0.1 * total, (asked, total, given)
