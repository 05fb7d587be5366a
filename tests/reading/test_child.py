"""The child that reads: whatever a file makes of its reader, we get an answer or the reason, within the limits."""

import json
import resource
import sys
from io import BytesIO
from threading import BoundedSemaphore

import pytest

from watchbook.reading import child
from watchbook.reading.child import ReadingFault, ReadingLimits, Unreadable

HERE = "tests.reading.test_child"


def told(file, *words):
    return {"read": file.read().decode(), "words": words}


def takes_memory(file):
    return len(bytearray(10**10))


def takes_time(file):
    while True:
        pass


def writes(file):
    return "x" * 10**6


def breaks(file):
    raise KeyError(file.read())


@pytest.fixture(autouse=True)
def _readers_of_ours(monkeypatch, real_child):
    """A child finds what the product installs, and not these tests, unless it is told."""
    start = f"import sys; sys.path.insert(0, {sys.path[0]!r}); sys.path.extend({sys.path!r}); from watchbook.reading.child import main; sys.exit(main(sys.argv[1:]))"
    monkeypatch.setattr(child, "PROGRAM", (sys.executable, "-I", "-c", start))


def why(reader, **limits):
    with pytest.raises(Unreadable) as failure:
        child.ask(f"{HERE}:{reader}", b"x", limits=ReadingLimits(**limits))
    return failure.value.why


def test_a_reader_gets_the_file_and_the_words_and_its_answer_comes_back(tmp_path):
    assert child.ask(f"{HERE}:told", b"bees", "a", 1) == {"read": "bees", "words": ["a", 1]}
    path = tmp_path / "file"
    path.write_bytes(b"honey")
    with path.open("rb") as file:
        file.read()
        assert child.ask(f"{HERE}:told", file)["read"] == "honey"


def test_too_much_memory_time_or_writing_ends_the_child():
    assert why("takes_memory") == ReadingFault.COSTLY
    assert why("takes_time", processor=1) == ReadingFault.COSTLY
    assert why("takes_time", wall=0) == ReadingFault.COSTLY
    assert why("writes", written=1000) in {ReadingFault.COSTLY, ReadingFault.BROKEN}


def test_a_reader_that_breaks_says_so_and_nothing_of_the_file(capfd):
    assert why("breaks") == ReadingFault.BROKEN
    assert capfd.readouterr() == ("", "")


def test_a_crowd_of_files_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(child, "_room", BoundedSemaphore(1))
    child._room.acquire()
    assert why("told") == ReadingFault.BUSY


def test_the_child_sets_its_limits_before_it_reads(monkeypatch, capsys):
    limits = {}
    monkeypatch.setattr(child.resource, "setrlimit", lambda kind, limit: limits.update({kind: limit[0]}))
    monkeypatch.setattr(child.os, "nice", lambda by: limits.update(nice=by))
    monkeypatch.setattr("builtins.open", lambda *_, **__: BytesIO(b"x"))

    def ended(reader):
        return child.main([f"{HERE}:{reader}", json.dumps([1, 2, 3]), "[]"])

    assert ended("told") == 0
    assert json.loads(capsys.readouterr().out) == {"read": "x", "words": []}
    wanted = {resource.RLIMIT_CPU: 1, resource.RLIMIT_AS: 2, resource.RLIMIT_FSIZE: 3}
    assert limits.items() >= wanted.items()
    monkeypatch.setattr(sys.modules[HERE], "told", lambda _file: bytearray(10**14))
    assert ended("told") == child.COSTLY
