"""A small DevTools client over the pipe, for tests of the walls: the product's own is the recorder's."""

import json
import os
import select
import time
from contextlib import contextmanager

import pytest

from tests.patience import PATIENCE
from watchbook.capture import containment, egress
from watchbook.machine import chromium


def program():
    """Chromium's own program, or a skip that says why."""
    found = chromium.find(os.environ, folder=chromium.default_folder())
    if found is None:
        pytest.skip("no Chromium on this machine")
    return containment.program_of(found)


class Browser:
    """A browser in its cell, driven by what it is sent and asked."""

    def __init__(self, cell, *, read, write):
        self.cell, self._read, self._write = cell, read, write
        self._buffer, self._number, self.events = b"", 0, []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable", in_page=True)

    def ask(self, method, *, in_page=False, seconds=PATIENCE, **parameters):
        """One call and its answer; events that come meanwhile are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        message |= {"sessionId": self.session} if in_page else {}
        os.write(self._write, json.dumps(message).encode() + b"\0")
        number = self._number
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for said in self._said(until - time.monotonic()):
                if said.get("id") == number:
                    return said.get("result") or said
                self.events.append(said)
        raise TimeoutError(method)

    def go(self, address, *, seconds=PATIENCE):
        """Go to an address; the browser's own word for why it could not, or nothing."""
        return self.ask("Page.navigate", in_page=True, url=address, seconds=seconds).get("errorText", "")

    def value(self, expression, *, seconds=PATIENCE):
        """What an expression of the page comes to, its promise awaited."""
        given = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        return (
            self.ask("Runtime.evaluate", in_page=True, seconds=seconds, **given)
            .get("result", {})
            .get("value")
        )

    def _said(self, seconds):
        ready, _, _ = select.select([self._read], [], [], max(seconds, 0))
        data = os.read(self._read, 1 << 20) if ready else b""
        if ready and not data:
            raise EOFError("the browser has ended")
        *whole, self._buffer = (self._buffer + data).split(b"\0")
        return [json.loads(one) for one in whole]


@contextmanager
def browsing(policy, *, resolve=egress.look_up, way=None, deadline=60.0, more=()):
    """A Chromium in a cell behind a filter: (browser, filter); afterwards it is gone."""
    with containment.profile() as profile, egress.serving(policy, resolve=resolve) as filtered:
        there, write = os.pipe()
        read, back = os.pipe()
        words = [str(program()), "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={profile}", "--no-first-run",
                 "--disable-gpu", *egress.flags(filtered.address), *more]  # fmt: skip
        cell = containment.started(
            words,
            profile=profile,
            env={},
            pass_fds=(there, back),
            deadline=deadline,
            egress=filtered,
            way=way,
        )
        os.close(there)
        os.close(back)
        try:
            yield Browser(cell, read=read, write=write), filtered
        finally:
            proof = cell.kill()
            os.close(write)
            os.close(read)
        assert (proof.processes, proof.files) == (0, 0)
