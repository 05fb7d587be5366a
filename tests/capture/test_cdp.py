"""The protocol over a pair of pipes."""

import asyncio
import json
import os

import pytest

from tests.patience import PATIENCE
from watchbook.capture.cdp import Connection, Unanswered


class Wire:
    """Our end as the connection sees it, and the browser's end in the test's hands."""

    def __init__(self):
        self.heard = []
        (self.theirs_in, ours_out), (ours_in, self.theirs_out) = os.pipe(), os.pipe()
        self.connection = Connection(
            reads=ours_in, writes=ours_out, listener=lambda *told: self.heard.append(told)
        )

    def say(self, *messages):
        os.write(self.theirs_out, b"".join(json.dumps(one).encode() + b"\0" for one in messages))

    def asked(self):
        return [json.loads(one) for one in os.read(self.theirs_in, 1 << 20).split(b"\0") if one]

    def close(self):
        self.connection.close()
        os.close(self.theirs_in)
        os.close(self.theirs_out)


def on_a_wire(scene):
    async def play():
        wire = Wire()
        try:
            await scene(wire)
        finally:
            wire.close()

    asyncio.run(play())


def test_a_call_is_answered_and_events_are_heard_in_between():
    async def scene(wire):
        answer = wire.connection.ask("Page.navigate", {"url": "x"}, session="s")
        asked = wire.asked()[0]
        assert (asked["method"], asked["sessionId"]) == ("Page.navigate", "s")
        wire.say(
            {"method": "Page.loadEventFired", "sessionId": "s", "params": {"timestamp": 1}},
            {"id": 99, "result": {}},
        )
        wire.say({"id": asked["id"], "result": {"frameId": "f"}})
        assert await answer == {"frameId": "f"}
        assert wire.heard == [("s", "Page.loadEventFired", {"timestamp": 1})]

    on_a_wire(scene)


def test_a_message_in_pieces_is_one_message():
    async def scene(wire):
        for piece in (b'{"method": "A.b", ', b'"params": {}', b"}\0"):
            os.write(wire.theirs_out, piece)
            await asyncio.sleep(0.01)
        assert wire.heard == [("", "A.b", {})]

    on_a_wire(scene)


def test_a_refusal_a_silence_and_an_end_are_told():
    async def scene(wire):
        refused = wire.connection.ask("A.b")
        wire.say({"id": wire.asked()[0]["id"], "error": {"message": "no such thing"}})
        with pytest.raises(Unanswered, match="no such thing"):
            await refused
        with pytest.raises(Unanswered, match="within"):
            await wire.connection.call("A.silent", within=0.01)
        waiting = wire.connection.ask("A.waits")
        wire.connection.close()
        with pytest.raises(Unanswered, match="gone"):
            await waiting
        with pytest.raises(Unanswered, match="gone"):
            await wire.connection.call("A.late")

    on_a_wire(scene)


def test_a_long_command_is_sent_though_the_pipe_is_full():
    async def scene(wire):
        wire.connection.ask("A.long", {"text": "x" * 300_000})
        got = b""
        while not got.endswith(b"\0"):
            await asyncio.sleep(0.001)
            got += os.read(wire.theirs_in, 1 << 20)
        assert len(json.loads(got[:-1])["params"]["text"]) == 300_000

    on_a_wire(scene)


def test_a_browser_that_hangs_up_closes_the_wire():
    async def scene(wire):
        os.close(wire.theirs_out)
        await asyncio.wait_for(wire.connection.closed.wait(), PATIENCE)
        wire.theirs_out = os.open(os.devnull, os.O_WRONLY)

    on_a_wire(scene)
