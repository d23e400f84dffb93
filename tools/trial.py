"""Shows mutants to the tests: each in a process of its own, in a copy of the tree.

What the tests import from elsewhere is imported once; a mutant is then a fork, so that
a trial of hundreds fits into half an hour. A mutant is shown to the tests that execute
its statement, the quickest first, until one fails. A mutant that hangs is ended, and
counts as noticed. Left out are tests in a browser, tests that start another process,
and tests that take longer than SLOW seconds.
"""

import collections
import contextlib
import functools
import importlib
import importlib.metadata
import itertools
import json
import multiprocessing
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

# Seconds are those of work, so that a busy machine changes nothing.
SLOW = 10  # a test that takes longer is left out
ENOUGH = 20  # of tests that a mutant is shown to, the closest ones first
_SKIPPED = (".git", ".venv", "__pycache__", "answers", "handouts", "node_modules")
_OPTIONS = ["-n0", "-m", "not browser", "-p", "no:cacheprovider", "-p", "no:randomly"]
_OPTIONS += ["--hypothesis-profile=ci"]  # the same examples each time, no deadline
_IMPORTED = re.compile(r"^\s*(?:import|from) ([a-z][\w.]*)", re.M)
_moments = itertools.count(1_000_000_000)


class Tests:
    """What is known of the tests before anything is changed: `seconds` of each that
    passes, and `lines`: path → line → tests that execute it.
    """

    def __init__(self, parts):
        self.seconds: dict[str, float] = {}
        self.lines: Any = collections.defaultdict(lambda: collections.defaultdict(set))
        for seconds, lines in parts:
            self.seconds |= seconds
            for path, line, test in lines:
                self.lines[path][line].add(test)
        self.size = collections.Counter(
            test
            for lines in self.lines.values()
            for tests in lines.values()
            for test in tests
        )

    def of(self, mutant):
        """(the tests that execute a mutant, the quickest first, and their seconds):
        those that execute little else, for as many seconds as are ENOUGH.
        """
        lines = self.lines[mutant.path]
        everywhere = collections.Counter(t for tests in lines.values() for t in tests)
        tests = set().union(*(lines[n] for n in mutant.lines or () if n in lines))
        # What runs when a module is imported is of use to whatever uses the module.
        tests = (tests if mutant.lines else set(everywhere)) & set(self.seconds)
        closest = sorted(tests, key=lambda t: (-everywhere[t] / self.size[t], t))
        spent = itertools.accumulate(self.seconds[test] for test in closest)
        chosen = [test for test, so_far in zip(closest, spent) if so_far <= ENOUGH]
        chosen.sort(key=lambda test: (self.seconds[test], test))
        return chosen, sum(self.seconds[test] for test in chosen)


class _Watch:
    """A pytest plugin: how long each test takes that passes, and which lines of the
    models it executes, with nothing kept from the test before it.
    """

    def __init__(self):
        os.environ["COVERAGE_CORE"] = "ctrace"  # the newest cannot tell tests apart
        self.coverage = coverage.Coverage(
            data_file=None, config_file=False, source=["helpers"]
        )
        self.seconds = {}

    def pytest_runtest_protocol(self, item):
        for module in [m for n, m in sys.modules.items() if n.startswith("helpers")]:
            for value in [*vars(module).values()]:
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()
        self.coverage.switch_context(item.nodeid)
        start = time.process_time()
        # No next test: fixtures of a module or a session are made anew for each.
        reports = runtestprotocol(item, nextitem=None)
        seconds = time.process_time() - start
        if all(report.passed for report in reports) and seconds < SLOW:
            self.seconds[item.nodeid] = seconds
        return True

    def run(self, target):
        """Writes what it saw into a file, for the process that forked it."""
        subprocess.Popen = _refuse  # type: ignore[assignment, misc]
        with self.coverage.collect():
            pytest.main([*_OPTIONS, target], plugins=[self])
        data, here = self.coverage.get_data(), pathlib.Path.cwd()
        lines = [
            (pathlib.Path(path).relative_to(here).as_posix(), line, test)
            for path in data.measured_files()
            for line, tests in data.contexts_by_lineno(path).items()
            for test in tests
        ]
        pathlib.Path("seen.json").write_text(json.dumps([self.seconds, lines]))


def _refuse(*command, **options):
    raise OSError("What another process does is not seen here.")


class _Only:
    """A pytest plugin: runs these tests, in this order."""

    def __init__(self, tests):
        self.order = {test: n for n, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if item.nodeid in self.order]
        items.sort(key=lambda item: self.order[item.nodeid])


def workers(root: pathlib.Path, folder: str, count: int = 2) -> Any:
    """Processes that have a copy of the tree each, in the folder, and all that it
    imports from elsewhere; the tree itself is imported by what they fork.
    """
    os.environ["OMP_NUM_THREADS"] = "1"
    for plugin in importlib.metadata.entry_points(group="pytest11"):
        plugin.load()
    sources = [*root.glob("helpers/**/*.py"), *root.glob("tests/*.py")]
    own = {"helpers", "tools", *(path.stem for path in sources)}
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    for name in sorted({"hypothesis", *_IMPORTED.findall(text)}):
        if name.split(".")[0] not in own:
            with contextlib.suppress(Exception):  # a word at the beginning of a line
                importlib.import_module(name)
    forking = multiprocessing.get_context("fork")
    return forking.Pool(count, initializer=_enter, initargs=(root, folder))


def _enter(root, folder):
    copy = pathlib.Path(tempfile.mkdtemp(dir=folder)) / "tree"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*_SKIPPED))
    os.chdir(copy)


def targets(root: pathlib.Path) -> list[str]:
    """The test files that import a model, and the doctests of the models."""
    files = sorted((root / "tests").glob("test_*.py"))
    own = [file.relative_to(root).as_posix() for file in files if _uses_models(file)]
    return ["helpers", *own]


def _uses_models(file):
    names = _IMPORTED.findall(file.read_text(encoding="utf-8"))
    return any(name.split(".")[0] == "helpers" for name in names)


def watch(target: str) -> list[Any]:
    """(seconds of each test, [path, line, test] of each line) of a test file."""
    seen = pathlib.Path("seen.json")
    seen.write_text("[{}, []]")
    _forked(lambda: _Watch().run(target), 600)
    return json.loads(seen.read_text())


def show(source: str, path: str, tests: list[str], limit: float) -> str:
    """Whether these tests notice when a module has this source: "noticed", "hung" or
    "survived".
    """
    place = pathlib.Path(path)
    original, times = place.read_bytes(), place.stat()
    place.write_text(source, encoding="utf-8")
    moment = next(_moments)  # no two alike, so that no compiled module is taken for it
    os.utime(place, (moment, moment))
    files = sorted({test.split("::")[0] for test in tests})
    code = _forked(
        lambda: pytest.main([*_OPTIONS, "-x", *files], [_Only(tests)]), limit
    )
    place.write_bytes(original)
    os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))
    if code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return "survived"
    return "hung" if code in (-signal.SIGPROF, -signal.SIGALRM) else "noticed"


def _forked(function, limit):
    """The exit code of a function in a process of its own; negative where it was ended
    after so many seconds of work, or ten times as many of waiting.
    """
    pid = os.fork()
    if not pid:
        code = 70
        with contextlib.suppress(BaseException):
            os.setsid()
            signal.setitimer(signal.ITIMER_PROF, limit)
            signal.alarm(int(10 * limit))
            log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(log, 1)
            os.dup2(log, 2)
            code = int(function() or 0)
        os._exit(code)
    status = os.waitpid(pid, 0)[1]
    with contextlib.suppress(ProcessLookupError):  # what it started ends with it
        os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(status)
