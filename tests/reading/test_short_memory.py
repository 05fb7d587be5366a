"""What was read of a text is gone from a process's memory by the clock, whoever deleted it and wherever."""

import gc
from functools import _lru_cache_wrapper

import pytest

from watchbook.audit_log import unchanged
from watchbook.reading import read_once, short_memory
from watchbook.reading.facets.breakdowns import breakdowns
from watchbook.reading.likeness import subject_of
from watchbook.reading.name_spelling import _pattern
from watchbook.reading.topics.request import _matched

TEXT = "1. How many looks at the pages of Imogen Quillfeather, by year?"


class Clock:
    """Stands in for a timer, and is told when it is time."""

    made: "list[Clock]"

    def __init__(self, seconds, at_the_time):
        self.seconds, self.at_the_time, self.daemon = seconds, at_the_time, False
        Clock.made.append(self)

    def start(self):
        assert self.daemon  # no process waits for it


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """No time passes but where a test says so."""
    Clock.made = []
    monkeypatch.setattr(short_memory, "Timer", Clock)
    monkeypatch.setattr(short_memory, "_timers", [])
    monkeypatch.setattr(short_memory, "_noted", [])
    short_memory.forget()
    return Clock


def texts_in_memory():
    """What the memories hold in which this text stands."""
    return [one for one in (*read_once._kept, *unchanged._kept.values()) if "Quillfeather" in repr(one)]


def test_what_was_read_of_a_text_is_forgotten_within_the_time(clock):
    read_once.first_cut(TEXT)
    assert texts_in_memory()
    (timer,) = clock.made
    assert timer.seconds == short_memory.KEPT == 300
    timer.at_the_time()
    assert texts_in_memory() == []


def test_what_is_put_in_while_it_is_emptied_goes_the_next_time_and_then_the_clock_stands_still(clock):
    short_memory.noted()
    short_memory.noted()
    assert len(clock.made) == 1
    clock.made[0].at_the_time()
    assert len(clock.made) == 2
    clock.made[1].at_the_time()
    assert len(clock.made) == 2
    short_memory.noted()
    assert len(clock.made) == 3


@pytest.mark.parametrize(
    ("tell", "asked"),
    [
        (breakdowns, (TEXT,)),
        (subject_of, (TEXT,)),
        (_matched, (TEXT, "", False)),
        (_pattern, ("Imogen Quillfeather",)),
    ],
)
def test_each_memory_of_a_function_is_emptied(tell, asked, clock):
    tell(*asked)
    assert tell.cache_info().currsize == 1
    clock.made[0].at_the_time()
    assert tell.cache_info().currsize == 0


def test_no_function_of_the_readers_keeps_what_it_is_asked_but_by_the_clock():
    """Whoever keeps answers beside the clock keeps those of our own files: these few hold topics and laws, no text."""
    kept = {
        f"{one.__module__}.{one.__wrapped__.__name__}"
        for one in gc.get_objects()
        if isinstance(one, _lru_cache_wrapper)
        and one.__module__.startswith("watchbook.reading.")
        and one.__wrapped__.__code__.co_argcount
        and one.cache_clear not in short_memory._empties
    }
    assert kept <= {
        "watchbook.reading.topics.matching.documents", "watchbook.reading.topics.matching._index",
        "watchbook.reading.topics.nearness._index",
    }  # fmt: skip


def test_a_process_that_is_split_off_takes_no_lock_of_its_parent_and_begins_its_own_clock(clock):
    read_once.first_cut(TEXT)
    with read_once._lock, short_memory._lock:
        short_memory._in_a_child()
    assert short_memory._timers == []
    short_memory.noted()
    assert short_memory._timers
