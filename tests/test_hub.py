"""A real JupyterHub with a class on SQLite and a class on PostgreSQL: an instructor and
five students whose servers spawn, and who vote as the cards do.
"""

import concurrent.futures
import http.client
import json
import sys
import time
import urllib.error
import urllib.request

import pytest
from of_class import PROMPT

from helpers import discussion
from helpers.discussion import Ballot
from helpers.discussion.conduct import now
from helpers.store import hub as hub_store
from tests import hubs, services

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a hub is tried on Linux only"
)
STUDENTS = [f"student{n}" for n in range(1, 6)]
MANY = 65  # accounts; five of them have servers


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """The hub with the servers of a class; its boards have one person a server."""
    hubs.need_the_proxy()
    postgresql = services.postgresql()
    classes = {"seminar": ""} | ({"evening": postgresql.url} if postgresql else {})
    running = hubs.Hub(tmp_path_factory.mktemp("hub"), classes, MANY)
    try:
        running.start()
        running.spawn("teacher", *STUDENTS)
        yield running
    finally:
        running.stop()
        if postgresql:
            postgresql.close()


@pytest.fixture
def empty(hub, monkeypatch):
    """A function that has nothing in a class, and in its students' files."""
    monkeypatch.setattr(hub_store, "FRESH", 0)
    monkeypatch.setattr(hub_store, "LONGEST_PAUSE", 2)

    def empty(of):
        if of not in hub.classes:
            services.lacking("PostgreSQL is not here: a hub was tried with SQLite only")
        deleted = ask(hub, of, "teacher", "everything", {"name": of})
        assert deleted == (200, {"deleted": True})
        for account in STUDENTS:
            for file in hub.answers(account, of).glob("*.jsonl"):
                file.unlink()
        return of

    return empty


@pytest.fixture(params=["seminar", "evening"])
def name(request, empty):
    """A class on each database, with nothing in it."""
    return empty(request.param)


@pytest.fixture
def sits(hub, name, monkeypatch):
    """A function that gives the back end of an account in this class."""
    return lambda account: hub.sits(account, name, monkeypatch)


def ask(hub, of, account, path, body=None, method=None):
    if path == "everything" and body:
        method = "DELETE"
    return hub.of_board(of, hub.token(account), path, body, method)


def sent(store):
    services.within(90, lambda: not store._sender and not store.waiting, "sent")


def vote(store, position, why, close=False):
    cast = Ballot(discussion.prompt(PROMPT), store)
    cast.vote(position, 1)
    cast.write("why", why, 1)
    cast.cite("1906:34.1", 1)
    if close:
        cast.close()
    return cast


def test_five_students_vote_and_their_instructor_sees_it(hub, name, sits):
    conducted = discussion.conducted(sits("teacher"))
    conducted.set_control(PROMPT, open=1, shown=False)
    stores = {account: sits(account) for account in STUDENTS}
    for n, store in enumerate(stores.values()):
        vote(store, 1 + n, f"reason of {n}")
        sent(store)
    written = time.monotonic()
    services.within(30, lambda: conducted.wall.room(PROMPT).voted == 5, "seen")
    print(f"{name}: a vote is on the instructor's panel after")
    print(f"{time.monotonic() - written:.2f} seconds (wanted: 3)")
    assert conducted.wall.room(PROMPT).reasons == []  # locked on the wall
    assert len(conducted.reasons(PROMPT)) == 5
    students_view = Ballot(discussion.prompt(PROMPT), stores["student1"])
    assert students_view.room().locked
    assert "reason of 1" not in str(ask(hub, name, "student1", f"room/{PROMPT}"))
    conducted.set_control(PROMPT, open=0, shown=True)
    students_view.read()
    assert {why for why, _ in students_view.room().reasons} == {
        f"reason of {n}" for n in range(5)
    }
    everything = conducted.export()
    assert not any(account in everything for account in STUDENTS)


def test_what_a_student_may_not(hub, name, sits):
    for n, account in enumerate(STUDENTS):
        vote(sits(account), 1 + n, f"reason of {n}", close=True)
    for path, method, body in [
        ("everything", "GET", None),
        ("everything", "DELETE", {"name": name}),
        ("settings", "PUT", {"minimum": 3}),
        (f"conduct/{PROMPT}", "GET", None),
        (f"conduct/{PROMPT}", "PUT", {"shown": True}),
        ("trial", "POST", {}),
    ]:
        token = hub.token("student1")
        assert hub.of_board(name, token, path, body, method)[0] == 403, path
        assert hub.of_board(name, "wrong", path, body, method)[0] == 401, path
        assert hub.of_board(name, None, path, body, method)[0] == 401, path
    own = ask(hub, name, "student5", "entries")[1]
    assert [entry["value"]["why"] for entry in own] == ["reason of 4"]
    changed = own[0] | {"value": {"vote": 1, "why": "changed"}, "time": now()}
    key = ask(hub, name, "student5", "settings")[1]["class"]
    body = {"class": key, "entries": [changed]}
    assert ask(hub, name, "student5", "entries", body)[0] == 409
    assert ask(hub, name, "student5", "entries", b"{")[0] == 400
    assert ask(hub, name, "student5", "entries", b" " * 300_000)[0] == 413
    service = hub._token  # of the hub's administrator, who is in no class
    assert hub.of_board(name, service, "entries")[0] == 403
    outsider = f"{hub.address}/hub/api/users/teacher"
    asked = urllib.request.Request(outsider)
    asked.add_header("Authorization", f"token {hub.token('student1')}")
    with pytest.raises(urllib.error.HTTPError):  # nor who else is here
        urllib.request.urlopen(asked)


def test_a_thousand_posts_of_one_person_lose_nothing_and_stop_nobody(hub, name, sits):
    tokens = {account: hub.token(account) for account in ("student1", "student2")}
    key = ask(hub, name, "student1", "settings")[1]["class"]
    port = int(hub.board(name).split(":")[2].split("/")[0])

    def post(n):
        entry = {"time": now(), "kind": "verdict", "key": f"claim-{n}", "round": 1}
        body = json.dumps({"class": key, "entries": [entry | {"value": "accept"}]})
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        headers = {"Authorization": f"token {tokens['student1']}"}
        line.request("POST", f"/services/{name}/entries", body, headers)
        return line.getresponse().status

    with concurrent.futures.ThreadPoolExecutor(60) as pool:
        statuses = [pool.submit(post, n) for n in range(1000)]
        others = []
        while not all(status.done() for status in statuses):
            others.append(hub.of_board(name, tokens["student2"], "entries")[0])
            time.sleep(0.2)
    codes = [status.result() for status in statuses]
    assert set(codes) == {200, 429}
    assert others
    assert set(others) == {200}
    time.sleep(1)
    kept = ask(hub, name, "student1", "entries")[1]
    assert len(kept) == codes.count(200)


def test_sixty_vote_and_sixty_read_and_all_are_answered(hub, name):
    accounts = [f"student{n}" for n in range(6, 6 + 60)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(hub.new_token, accounts))
    with concurrent.futures.ThreadPoolExecutor(60) as pool:
        votes = [
            pool.submit(hubs.posted, hub, name, t, n) for n, t in enumerate(tokens)
        ]
        reads = [
            pool.submit(hub.of_board, name, token, f"room/{PROMPT}")
            for token in tokens
            for _ in range(2)
        ]
        assert [each.result() for each in votes] == [200] * 60
        assert {each.result()[0] for each in reads} == {200}
    room = hub.of_board(name, tokens[0], f"room/{PROMPT}")[1]
    assert (room["voted"], len(room["reasons"])) == (60, 60)


def test_what_was_acknowledged_is_there_after_each_part_was_killed(
    hub, empty, monkeypatch
):
    for of in hub.classes:
        empty(of)
    sits = {
        (of, account): hub.sits(account, of, monkeypatch)
        for of in hub.classes
        for account in STUDENTS
    }

    def all_vote(account, why):
        for of in hub.classes:
            vote(sits[of, account], 3, why)

    def all_is_sent():
        for store in sits.values():
            sent(store)

    for account in STUDENTS:
        all_vote(account, f"before, {account}")
    all_is_sent()
    assert hub.kill("hub.board") >= len(hub.classes)
    all_vote("student1", "while the board was away")
    own = sits["seminar", "student1"].get("vote", PROMPT)
    assert own["why"] == "while the board was away"
    all_is_sent()  # the hub starts its boards again, within half a minute
    assert hub.kill("configurable-http-proxy")
    all_vote("student2", "while the proxy was away")  # no card needs it
    all_is_sent()
    hub.kill_hub()
    services.within(60, lambda: not list(hub.processes("hub.board")), "boards ended")
    all_vote("student3", "while the hub was away")
    hub.start()
    all_is_sent()
    for of in hub.classes:
        entries = ask(hub, of, "teacher", "everything")[1]["entries"]
        assert {entry["value"].get("why") for entry in entries} == {
            "while the board was away",
            "while the proxy was away",
            "while the hub was away",
            "before, student4",
            "before, student5",
        }
    page = f"{hub.address}/hub/login"
    services.within(60, lambda: urllib.request.urlopen(page), "the proxy is back")


def test_delete_everything_reaches_every_file_of_the_board(hub, name, sits):
    vote(sits("student1"), 2, "a reason that is to go")
    sent(sits("student1"))
    person = ask(hub, name, "teacher", "everything")[1]["entries"][0]["person"]
    discussion.conducted(sits("teacher")).delete(name)
    assert ask(hub, name, "teacher", "everything")[1]["entries"] == []
    for path in (hub.folder / "state").glob("*.sqlite*"):
        content = path.read_bytes()
        assert b"a reason that is to go" not in content
        assert person.encode() not in content
    # a student's own file is left alone
    assert sits("student1").get("vote", PROMPT)["vote"] == 2
