"""Every page, frame and worker that the browser makes is listened to before it runs; windows that pages open are closed unread.

The order in which a new session is spoken to was found by trial. A page that starts a worker from a blob freezes when that worker
waits for us, so workers go on at once; pages and frames wait until they are listened to. Bodies are kept outside the page's
process (`configureDurableMessages`), so that they outlive it; asked for before a session runs, this can freeze the browser.
"""

from dataclasses import dataclass, field

from watchbook.capture.cdp import Connection
from watchbook.capture.plan import Limits
from watchbook.capture.traffic import Message

WORLD = "watchbook"
NOT_PAGES = [{"type": kind, "exclude": True} for kind in ("browser", "browser_ui", "tab", "webview", "other")]
ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True, "filter": [*NOT_PAGES, {}]}
WORKERS = {"worker", "shared_worker", "service_worker", "auction_worklet", "shared_storage_worklet"}


@dataclass
class Targets:
    """The sessions of one browser. `script` is what watches each document from a world of its own."""

    limits: Limits
    script: str
    main: str = ""
    sessions: dict[str, Message] = field(default_factory=dict)
    windows_closed: int = 0
    passed_over: int = 0  # frames and workers beyond the limit

    def attached(self, connection: Connection, told: Message) -> None:
        """A new target: listen to it, or close it."""
        session, info = told["sessionId"], told["targetInfo"]
        kind = info["type"]
        if info["targetId"] in {one["targetId"] for one in self.sessions.values()}:
            # A worker that both its page and the browser tell of: once is enough.
            connection.ask("Runtime.runIfWaitingForDebugger", session=session)
            connection.ask("Target.detachFromTarget", {"sessionId": session})
            return
        if kind == "page" and self.main:
            self.windows_closed += 1
            connection.ask("Target.closeTarget", {"targetId": info["targetId"]})
            return
        if len(self.sessions) >= self.limits.documents:
            self.passed_over += 1
            connection.ask("Runtime.runIfWaitingForDebugger", session=session)
            return
        self.sessions[session] = info
        if kind in WORKERS:
            self._worker(connection, session)
        elif kind in {"page", "iframe"}:
            self.main = self.main or session
            self._document(connection, session)
        else:
            connection.ask("Runtime.runIfWaitingForDebugger", session=session)

    def detached(self, told: Message) -> None:
        """A target that is gone."""
        self.sessions.pop(told["sessionId"], None)

    def root_frame(self, session: str, main: str) -> str:
        """The frame at the root of a session: a frame in a process of its own has its target's number."""
        return main if session == self.main else str(self.sessions[session]["targetId"])

    def documents(self) -> list[str]:
        """The sessions that show something, the page first."""
        return [session for session, info in self.sessions.items() if info["type"] in {"page", "iframe"}]

    def _worker(self, connection: Connection, session: str) -> None:
        connection.ask("Network.enable", self._listening(), session=session)
        connection.ask("Runtime.runIfWaitingForDebugger", session=session)
        connection.ask("Network.configureDurableMessages", self._durable(), session=session)
        connection.ask("Target.setAutoAttach", ATTACH, session=session)

    def _document(self, connection: Connection, session: str) -> None:
        connection.ask("Network.enable", self._listening(), session=session)
        connection.ask("Page.enable", session=session)
        connection.ask("Runtime.enable", session=session)
        connection.ask("Target.setAutoAttach", ATTACH, session=session)
        seen = {"source": self.script, "worldName": WORLD, "runImmediately": True}
        connection.ask("Page.addScriptToEvaluateOnNewDocument", seen, session=session)
        connection.ask("Runtime.runIfWaitingForDebugger", session=session)
        connection.ask("Network.configureDurableMessages", self._durable(), session=session)

    def _listening(self) -> Message:
        """Without the buffer that each page's own process would keep: what it holds, the durable one holds as it came."""
        most = {"maxPostDataSize": self.limits.body_bytes}
        return most | {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0}

    def _durable(self) -> Message:
        return {"maxTotalBufferSize": self.limits.bytes, "maxResourceBufferSize": self.limits.body_bytes}
