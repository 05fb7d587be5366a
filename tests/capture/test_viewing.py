"""The look itself, with a page played by the test: frames that answer, fall silent or are taken away."""

import asyncio

import pytest

from watchbook.capture.cdp import Unanswered
from watchbook.capture.plan import Limits
from watchbook.capture.scroll import Word
from watchbook.capture.viewing import Viewing

OWN, GOOD, SILENT, GONE = ("s", "f"), ("s", "good"), ("t", "silent"), ("s", "gone")
STATE = {
    "top": 0,
    "height": 900,
    "view": 300,
    "at_end": True,
    "at_start": True,
    "changes": 0,
    "has_scripts": False,
}
END = {"posts": 2, "unseen": 0, "held_back": 0, "parts_passed_over": 0, "password": 0, "more": [], "next": [], "said_short": False,
       "posinset": 0, "setsize": 0, "words": 5, "text": "words", "media": [], "url": "https://a.uk/", "title": "t"}  # fmt: skip


class Page:
    """A page with three frames, one of which answers nothing and one of which is taken away when it is asked."""

    def __init__(self):
        self.reached, self.there, self.targets, self.wire = [], [OWN, GOOD, SILENT, GONE], self, self
        self.main, self.went, self.connection = "s", asyncio.Event(), None

    def own_frame(self):
        return OWN

    def frames(self):
        return list(self.there)

    def documents(self):
        return ["s", "t"]

    def note(self, reason):
        if reason not in self.reached:
            self.reached.append(reason)

    async def call(self, *_, **__):
        raise Unanswered("nothing is brought into view")

    async def unwatched(self):
        return []

    async def open_closed_roots(self, session):
        if session == "t":
            raise Unanswered(session)

    async def tell(self, what, *, session="s", frame="f", within=0):
        if (session, frame) == GONE and GONE in self.there:
            self.there.remove(GONE)
        if (session, frame) in (SILENT, GONE):
            raise Unanswered(frame)
        answers = {
            "scrollers": 1,
            "open_closed": 0,
            "ends": END | {"more": ["Show more"] if frame == "good" else []},
            "document_text": "<p>",
            "held_back": 1,
        }
        return answers.get(what.partition("(")[0], STATE | {"busy": False, "watches": False})


class Visuals:
    """What is written down."""

    def __init__(self):
        self.steps, self.frames, self.passed, self.pictured, self.gone = [], (), [], [], 0

    async def step(self, state, *, frame, is_pictured):
        self.steps.append((frame, is_pictured))
        return False

    async def picture(self, note):
        self.pictured.append(note["offset"])

    def texts(self, *, text, dom, frames):
        self.frames = [one["frame"] for one in frames]


def looked(act):
    """Do something with a viewing, and give it."""

    async def done():
        viewing = Viewing(
            "https://a.uk/",
            Page(),
            Visuals(),
            Clock(),
            Limits(),
            lambda: Word(False, False, True),
            print,
            print,
            lambda: None,
        )
        await act(viewing)
        return viewing

    return asyncio.run(done())


class Clock:
    """A moment that passes."""

    now = 0.0

    def seconds(self):
        self.now += 0.1
        return self.now


def test_a_frame_that_does_not_answer_is_told_and_one_that_is_gone_is_none():
    viewing = looked(Viewing._scroll_frames)
    assert viewing.page.reached == ["frames_unwatched"]
    assert {frame for frame, _ in viewing.visuals.steps} == {"good"}


def test_where_something_is_gone_unpictured_every_view_without_a_picture_is_looked_at_again(monkeypatch):
    async def scrolled(viewing):
        viewing.visuals.passed = [{"offset": 700}, {"offset": 1400}]
        await viewing._scroll(OWN, is_pictured=True)

    monkeypatch.setitem(STATE, "gone", 2)
    seen = looked(scrolled).visuals
    assert (seen.pictured, seen.passed, seen.gone) == ([700, 1400], [], 2)


def test_what_small_frames_hold_back_out_of_view_is_looked_at_again(monkeypatch):
    monkeypatch.setitem(STATE, "view", 80)
    viewing = looked(Viewing._scroll_small_frames)
    assert viewing._views[GOOD] == 80
    assert not any(is_pictured for _, is_pictured in viewing.visuals.steps)


def test_what_is_missing_in_a_frame_is_missing_in_the_page():
    viewing = looked(Viewing.see_the_end)
    whole = viewing.all_ends()
    assert (whole["posts"], whole["more"], viewing.visuals.frames) == (4, ["Show more"], ["good"])
    assert viewing.page.reached == ["roots_unwatched", "frames_unwatched"]


@pytest.mark.parametrize("is_elsewhere", [True, False])
def test_a_document_that_falls_silent_is_left_if_the_page_goes_elsewhere_and_else_told(is_elsewhere):
    async def silent():
        raise Unanswered("nothing watches this frame")

    async def seen(viewing):
        viewing._document, viewing.page.goes_elsewhere = silent, goes
        if is_elsewhere:
            assert not await viewing._is_seen()
            return
        with pytest.raises(Unanswered, match="nothing watches"):
            await viewing._is_seen()

    async def goes():
        return is_elsewhere

    looked(seen)
