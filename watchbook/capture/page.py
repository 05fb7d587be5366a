"""The page in the browser: led to its address, asked by what watches it, and kept from leaving, asking and opening."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from watchbook.capture.cdp import Connection, Unanswered
from watchbook.capture.plan import Limits
from watchbook.capture.recorder import Recorder
from watchbook.capture.targets import ATTACH, WORLD, Targets
from watchbook.capture.traffic import Message

WATCHING = Path(__file__).with_name("watching.js")
TELL_WITHIN = 12.0
NAVIGATE_WITHIN = 30.0
FRAMES_WITHIN = 3.0
ROOTS_WITHIN = 5.0
# A frame that failed or was forbidden, which is told as a request that failed.
NO_PAGE = ("chrome-error:", ":")
ADOPT = "function () { watchbook.adopt(this); }"
# From a question that the old document no longer answers to the word that a new one has begun.
LEAVES_WITHIN = 2.0


@dataclass
class CapturedPage:
    """One page with its frames, and what it tried to do by itself."""

    limits: Limits
    recorder: Recorder
    targets: Targets
    connection: Connection | None = None
    frame: str = ""
    loaded: asyncio.Event = field(default_factory=asyncio.Event)
    # Elsewhere, since whoever looks last cleared it.
    went: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)  # a limit was reached or the page is gone
    reached: list[str] = field(default_factory=list)
    navigations: list[str] = field(default_factory=list)
    dialogs: int = 0
    downloads: list[str] = field(default_factory=list)
    script_errors: int = 0
    _worlds: dict[tuple[str, str], Message] = field(default_factory=dict)

    def take(self, session: str, event: str, told: Message) -> None:
        """One event of the browser."""
        try:
            if event.startswith("Network."):
                self.recorder.take(session, event, told)
            elif taker := _TAKERS.get(event):
                taker(self, session, told)
        except (KeyError, TypeError, ValueError):
            # Nothing is said to be whole when something was not understood.
            self.note("not_understood")

    def note(self, reason: str) -> None:
        """A reason why what was captured may not be all."""
        if reason not in self.reached:
            self.reached.append(reason)

    def stop(self, reason: str) -> None:
        """Look no further, and say why."""
        self.note(reason)
        self.ended.set()

    async def goes_elsewhere(self) -> bool:
        """Whether a new document has begun, or does within a moment: the old one falls silent before that is told."""
        try:
            await asyncio.wait_for(self.went.wait(), LEAVES_WITHIN)
        except TimeoutError:
            return False
        return True

    async def open(self, url: str) -> Message:
        """Go to the address; the answer says how that went."""
        wire = self.wire
        await wire.call("Target.setAutoAttach", ATTACH)
        found = (await wire.call("Target.getTargets"))["targetInfos"]
        if not self.targets.main:
            first = next(one for one in found if one["type"] == "page")
            await wire.call("Target.attachToTarget", {"targetId": first["targetId"], "flatten": True})
        wire.ask("Browser.setDownloadBehavior", {"behavior": "deny", "eventsEnabled": True})
        tree = await wire.call("Page.getFrameTree", session=self.targets.main)
        self.frame = tree["frameTree"]["frame"]["id"]
        to = {"url": url}
        return await wire.call("Page.navigate", to, session=self.targets.main, within=NAVIGATE_WITHIN)

    async def tell(
        self, what: str, *, session: str = "", frame: str = "", within: float = TELL_WITHIN
    ) -> Any:
        """Call a function of what watches a frame, the page's own by default. Raises Unanswered."""
        session, frame = session or self.targets.main, frame or self.frame
        asked: Message = {"expression": f"watchbook.{what}", "awaitPromise": True, "returnByValue": True}
        if world := self._worlds.get((session, frame)):
            asked["uniqueContextId"] = world["uniqueId"]
        else:
            raise Unanswered("nothing watches this frame")
        told = await self.wire.call("Runtime.evaluate", asked, session=session, within=within)
        if "exceptionDetails" in told:
            raise Unanswered(json.dumps(told["exceptionDetails"])[:400])
        return told["result"].get("value")

    @property
    def wire(self) -> Connection:
        """The browser's wire, once it is there."""
        if self.connection is None:
            raise Unanswered("the browser has not started")
        return self.connection

    def own_frame(self) -> tuple[str, str]:
        """Session and frame of the page itself."""
        return self.targets.main, self.frame

    def frames(self) -> list[tuple[str, str]]:
        """Session and frame of every document that is watched, the page's own first."""
        own = self.own_frame()
        return [own, *(one for one in self._worlds if one != own)]

    async def unwatched(self) -> list[str]:
        """Frames that show something and that nothing of ours watches."""
        found = ["beyond the limit"] * self.targets.passed_over
        for session in self.targets.documents():
            with suppress(Unanswered):
                tree = await self.wire.call("Page.getFrameTree", session=session, within=FRAMES_WITHIN)
                shown = [one for one in _frames_in(tree["frameTree"]) if not one["url"].startswith(NO_PAGE)]
                found += [one["url"] for one in shown if (session, one["id"]) not in self._worlds]
        return found

    async def open_closed_roots(self, session: str) -> None:
        """Hand what watches each frame the shadow roots that the page's scripts closed. Raises Unanswered.

        The DOM domain is left at once: as long as it is on, the browser tells of every later change.
        """
        whole = {"depth": -1, "pierce": True}
        told = await self.wire.call("DOM.getDocument", whole, session=session, within=ROOTS_WITHIN)
        for frame, node in list(_closed_roots(told["root"], self.targets.root_frame(session, self.frame))):
            if world := self._worlds.get((session, frame)):
                asked = {"backendNodeId": node, "executionContextId": world["id"]}
                there = await self.wire.call("DOM.resolveNode", asked, session=session)
                handed = {"functionDeclaration": ADOPT, "objectId": there["object"]["objectId"]}
                await self.wire.call("Runtime.callFunctionOn", handed, session=session)
        self.wire.ask("DOM.disable", session=session)

    def _attached(self, _: str, told: Message) -> None:
        self.targets.attached(self.wire, told)

    def _detached(self, _: str, told: Message) -> None:
        self.targets.detached(told)
        self._worlds_gone(told["sessionId"], told)
        if told["sessionId"] == self.targets.main:
            self.stop("crashed")

    def _world(self, session: str, told: Message) -> None:
        context = told["context"]
        if context["name"] == WORLD:
            self._worlds[session, context["auxData"]["frameId"]] = context

    def _world_gone(self, session: str, told: Message) -> None:
        gone = told.get("executionContextUniqueId")
        self._worlds = {key: world for key, world in self._worlds.items() if world["uniqueId"] != gone}

    def _worlds_gone(self, session: str, _: Message) -> None:
        self._worlds = {key: world for key, world in self._worlds.items() if key[0] != session}

    def _asked(self, session: str, told: Message) -> None:
        self.dialogs += 1
        answer = {"accept": told["type"] == "beforeunload"}
        self.wire.ask("Page.handleJavaScriptDialog", answer, session=session)

    def _went(self, session: str, told: Message) -> None:
        frame = told["frame"]
        if session != self.targets.main or frame.get("parentId"):
            return
        self.frame = frame["id"]
        self.navigations.append(frame["url"])
        self.recorder.leave(frame["loaderId"])
        self.went.set()
        self.loaded.clear()
        if len(self.navigations) > self.limits.navigations + 1:
            self.stop("navigations")

    def _loaded(self, session: str, _: Message) -> None:
        if session == self.targets.main:
            self.loaded.set()

    def _stopped_loading(self, session: str, told: Message) -> None:
        """A page that tried to open another program, as by `mailto:`, loads no further and has no load event."""
        if session == self.targets.main and told["frameId"] == self.frame and self.navigations:
            self.loaded.set()

    def _download(self, _: str, told: Message) -> None:
        self.downloads.append(told["url"])

    def _threw(self, _: str, __: Message) -> None:
        self.script_errors += 1

    def _crashed(self, session: str, _: Message) -> None:
        if session == self.targets.main:
            self.stop("crashed")


def _frames_in(tree: Message) -> Iterator[Message]:
    yield tree["frame"]
    for inner in tree.get("childFrames", ()):
        yield from _frames_in(inner)


def _closed_roots(node: Message, frame: str) -> Iterator[tuple[str, int]]:
    """Each closed shadow root of a document and of the documents in it, with the frame that it belongs to."""
    waiting = [(node, frame)]
    while waiting:
        one, frame = waiting.pop()
        if one.get("shadowRootType") == "closed":
            yield frame, one["backendNodeId"]
        waiting += [(inner, frame) for inner in (*one.get("children", ()), *one.get("shadowRoots", ()))]
        if "contentDocument" in one:
            waiting.append((one["contentDocument"], one["frameId"]))


_TAKERS = {
    "Target.attachedToTarget": CapturedPage._attached,
    "Target.detachedFromTarget": CapturedPage._detached,
    "Runtime.executionContextCreated": CapturedPage._world,
    "Runtime.executionContextDestroyed": CapturedPage._world_gone,
    "Runtime.executionContextsCleared": CapturedPage._worlds_gone,
    "Runtime.exceptionThrown": CapturedPage._threw,
    "Page.javascriptDialogOpening": CapturedPage._asked,
    "Page.frameNavigated": CapturedPage._went,
    "Page.loadEventFired": CapturedPage._loaded,
    "Page.frameStoppedLoading": CapturedPage._stopped_loading,
    "Browser.downloadWillBegin": CapturedPage._download,
    "Inspector.targetCrashed": CapturedPage._crashed,
}
