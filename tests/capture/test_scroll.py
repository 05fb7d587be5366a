"""How a page is scrolled to its end, and how long is waited at the bottom."""

import asyncio

import pytest

from watchbook.capture.plan import Limits
from watchbook.capture.scroll import PATIENCE, PATIENCE_FOR_MORE, PATIENCE_OF_A_STRIP, Scroll, Word

VIEW = 800


class Document:
    """A document that can be scrolled, and time that passes as it is asked."""

    def __init__(self, height, *, top=0, grows=(), busy=False, restless=False, grows_above=0, stuck=False):
        self.top, self.height, self.grows, self.grows_above, self.stuck = (
            top,
            height,
            list(grows),
            grows_above,
            stuck,
        )
        self.busy, self.restless, self.part = busy, restless, 0
        self.now, self.changes, self.steps, self.nudges = 0.0, 0, 0, 0
        self.watches, self.closed, self.is_strip = False, [], False  # how many things each round opens

    def state(self):
        at_end = self.top + VIEW >= self.height
        return {
            "top": self.top,
            "height": self.height,
            "view": VIEW,
            "at_end": at_end,
            "at_start": self.top <= 2,
            "changes": self.changes,
        }

    async def tell(self, what):
        name, _, rest = what.partition("(")
        if name == "scrollers":
            return 2
        if name == "open_closed":
            return self.closed.pop(0) if self.closed else 0
        if name == "at_rest":
            return {"busy": self.busy, "watches": self.watches}
        if what == "choose(1)" and self.part != 1:  # another part of the same height, at its top
            self.part, self.top = 1, 0
        if name == "choose":
            return self.state() | {"is_strip": self.is_strip and what == "choose(1)"}
        if name == "step":
            self.nudges += rest.startswith("-")
            if not self.stuck:
                self.top = max(0, min(self.top + float(rest.split(",")[0]) * VIEW, self.height - VIEW))
        if name == "grown":
            self.now += 0.1
            if "at_start" in rest and self.grows_above and self.top <= 2:
                self.grows_above -= 1
                self.height, self.top, self.changes = self.height + 2000, 2000, self.changes + 1
            if self.grows and self.now >= self.grows[0]:
                self.grows.pop(0)
                self.height += 2000
                self.changes += 1
            self.changes += self.restless
        return self.state()

    async def step_done(self, _, state):
        self.steps += 1


def scrolled(document, *, word=None, limits=None, until=60.0):
    told = word or Word(waits=False, is_promised=False, is_end=False)
    scroll = Scroll(
        document.tell, lambda: told, lambda: document.now, document.step_done, limits or Limits(), until
    )
    asyncio.run(scroll.whole())
    return scroll


def test_a_page_is_seen_a_view_at_a_time_down_to_its_end():
    document = Document(4000)
    scroll = scrolled(document)
    assert (scroll.stopped[0], document.top) == ("end", 3200)
    assert document.steps >= 5


@pytest.mark.parametrize(
    ("word", "busy", "least", "most"),
    [
        (Word(waits=False, is_promised=False, is_end=True), False, 0.1, 1.0),
        (Word(waits=False, is_promised=False, is_end=False), False, PATIENCE, PATIENCE * 3),
        (Word(waits=False, is_promised=True, is_end=False), False, PATIENCE_FOR_MORE, PATIENCE_FOR_MORE * 3),
        (Word(waits=False, is_promised=False, is_end=False), True, PATIENCE_FOR_MORE, PATIENCE_FOR_MORE * 3),
    ],
)
def test_how_long_is_waited_follows_from_what_the_site_said(word, busy, least, most):
    document = Document(1600, busy=busy)
    scrolled(document, word=word)
    assert least <= document.now <= most


def test_a_page_that_grows_goes_on_and_is_waited_for_longer():
    document = Document(1600, grows=[0.5, 1.5, 3.0])
    scroll = scrolled(document)
    assert (document.height, scroll.stopped[0]) == (7600, "end")
    assert scroll.is_feed
    assert document.now >= 3.0 + Limits().silent_seconds
    assert document.nudges


@pytest.mark.parametrize(
    ("document", "limits", "until", "reason"),
    [
        (Document(90_000), Limits(steps=10), 60, "steps"),
        (Document(90_000), Limits(pixels=5000), 60, "pixels"),
        (Document(4000), Limits(), -1, "deadline"),
        (Document(800, restless=True), Limits(), 600, "still_changing"),
    ],
)
def test_why_it_went_no_further_is_said(document, limits, until, reason):
    assert scrolled(document, limits=limits, until=until).stopped == [reason]


def test_what_begins_at_its_end_as_a_chat_does_is_seen_from_its_top():
    document = Document(4000, top=3200, grows_above=2)
    scroll = scrolled(document)
    assert (scroll.stopped[0], document.height, document.grows_above, document.top) == ("end", 8000, 0, 7200)


@pytest.mark.parametrize(
    ("document", "limits", "until", "reason"),
    [
        (Document(90_000, top=80_000), Limits(pixels=5000), 60, "pixels"),
        (Document(4000, top=3000), Limits(), 0.05, "deadline"),
        (Document(4000, top=3000, stuck=True), Limits(), 60, "still_changing"),
    ],
)
def test_why_the_way_up_went_no_further_is_said(document, limits, until, reason):
    assert scrolled(document, limits=limits, until=until).stopped == [reason]


def test_what_was_closed_is_opened_and_the_page_seen_again_from_its_top():
    document, plain = Document(4000), Document(4000)
    document.closed = [2, 1]
    scroll = scrolled(document)
    assert (scroll.opened, scroll.stopped[-1]) == (3, "end")
    scrolled(plain)
    assert document.steps >= 3 * plain.steps - 2


def test_a_strip_that_brings_nothing_is_not_waited_for_as_long_as_a_page():
    document, plain = Document(1600), Document(1600)
    document.is_strip = True
    assert scrolled(document).stopped == scrolled(plain).stopped == ["end", "end"]
    assert PATIENCE_OF_A_STRIP <= plain.now - document.now <= 2 * PATIENCE


@pytest.mark.parametrize(
    ("word", "posts"), [(Word(waits=False, is_promised=False, is_end=False, is_listed=True), 0), (None, 5)]
)
def test_what_looks_like_a_feed_and_never_says_that_it_ended_is_waited_for_long(word, posts):
    document = Document(1600)
    state = document.state
    document.state = lambda: state() | {"posts": posts}
    scrolled(document, word=word)
    assert document.now >= Limits().silent_seconds


GROWN = {"grows": [0.5, 1.5, 3.0]}
SILENT, THIN, ENDED = (
    Word(waits=False, is_promised=False, is_end=ends, is_thin=thin)
    for ends, thin in ((False, False), (False, True), (True, False))
)


@pytest.mark.parametrize(
    ("document", "watches", "word", "left"),
    [
        (Document(1600, **GROWN), True, SILENT, (8.0, False, True)),
        (Document(1600, **GROWN), True, THIN, (8.0, False, False)),
        (Document(1600, **GROWN), True, ENDED, (0.0, False, False)),
        (Document(1600, **GROWN), False, SILENT, (8.0, False, False)),
        (Document(1600, busy=True), False, SILENT, (8.0, True, False)),
        (Document(1600), True, SILENT, (0.0, False, False)),  # an ordinary page, which never grew
        (Document(1600), False, SILENT, (0.0, False, False)),
    ],
)
def test_by_what_the_end_is_known_is_noted(document, watches, word, left):
    document.watches = watches
    scroll = scrolled(document, word=word)
    assert (scroll.silence, scroll.is_left_loading, scroll.is_left_watching) == left


def test_what_is_waited_for_ends_with_the_time():
    document = Document(800)
    scroll = scrolled(document, word=Word(waits=True, is_promised=False, is_end=False), until=5)
    assert scroll.stopped == ["deadline"]
