"""Listens to the browser's network and makes exchanges of what it tells: each request, each hop of a redirect, each answer.

Whose session told an event does not matter: a frame that moves to another process goes on under the same request, so requests are
known by their number alone. Headers as they went over the wire come in events of their own, before or after; both orders are taken.
"""

from binascii import a2b_base64
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from watchbook.capture.traffic import BROKEN_OFF, Exchange, Message, RequestOutcome

REFUSED_BY_FILTER = {
    f"net::ERR_{why}"
    for why in ("TUNNEL_CONNECTION_FAILED", "PROXY_CONNECTION_FAILED", "BLOCKED_BY_ADMINISTRATOR")
}
TEXT_FRAME = 1
UNKNOWN = "urn:watchbook:websocket-opened-before-it-was-listened-to"
NOT_SENT = {
    "data", "blob", "about", "chrome", "chrome-error", "chrome-extension", "chrome-untrusted", "devtools", "javascript", "filesystem",
}  # fmt: skip
SENT = {"http", "https", "ws", "wss"}
ATTEMPTS, ATTEMPT_LENGTH = 100, 500


@dataclass
class Frames:
    """What a websocket carried, told as metadata: when, which way, what."""

    url: str
    begun: float
    headers: Message = field(default_factory=dict)
    answered: Message = field(default_factory=dict)
    frames: list[Message] = field(default_factory=list)
    ended: float | None = None


@dataclass
class Recorder:
    """Every exchange of one capture. `done` is told each that is at rest, `grown` the bytes that came."""

    done: Callable[[Exchange], None]
    grown: Callable[[int], None]
    moment: Callable[[], float]
    # A message: address, when, text, whether the page sent it.
    said: Callable[[str, float, str, bool], None] = lambda *_: None
    exchanges: list[Exchange] = field(default_factory=list)
    sockets: dict[str, Frames] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    attempts: list[str] = field(default_factory=list)  # addresses of other schemes, such as mailto
    _hops: dict[str, list[Exchange]] = field(default_factory=lambda: defaultdict(list))
    _sent: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    _received: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))

    def take(self, session: str, event: str, told: Message) -> None:
        """One event of the Network domain."""
        taker = _TAKERS.get(event)
        if taker:
            taker(self, session, told)

    def waited_for(self, *, stalled: float) -> list[Exchange]:
        """What the page still waits for; an answer that has been silent for `stalled` seconds is given up."""
        now = self.moment()
        return [
            one
            for one in self.exchanges
            if one.is_waited_for
            and now - max(one.begun, one.last_byte) < stalled
            and now - one.begun < stalled * 3
        ]

    def leave(self, loader: str) -> None:
        """The page shows another document: what the one before still waited for may come or not."""
        for one in self.open():
            one.is_left = bool(one.frame) and one.request_id != loader

    def open(self) -> list[Exchange]:
        """What has not ended."""
        return [one for one in self.exchanges if one.outcome is RequestOutcome.OPEN and one.ended is None]

    def _asked(self, session: str, told: Message) -> None:
        request = told["request"]
        scheme = request["url"].partition(":")[0].lower()
        if scheme in NOT_SENT:
            return
        hops = self._hops[told["requestId"]]
        if hops and "redirectResponse" in told:
            self._redirected(hops[-1], told)
        elif hops and scheme in SENT:  # told again by the frame's new process
            return
        if scheme not in SENT:  # an attempt to open another program: nothing is asked of a site
            self.attempts += [request["url"][:ATTEMPT_LENGTH]] if len(self.attempts) < ATTEMPTS else []
            return
        if request.get("postDataEntries"):
            request["_posted"] = _posted(request)
        one = Exchange(
            request_id=told["requestId"],
            session=session,
            request=request,
            kind=told.get("type", "Other"),
            frame=told.get("frameId", ""),
            begun=told["timestamp"],
            initiator=told.get("initiator", {}).get("type", ""),
        )
        hops.append(one)
        self.exchanges.append(one)

    def _redirected(self, one: Exchange, told: Message) -> None:
        one.response = told["redirectResponse"]
        one.has_more_headers = told.get("redirectHasExtraInfo", False)
        one.ended = told["timestamp"]
        one.body = b""
        self.done(one)

    def _answered(self, session: str, told: Message) -> None:
        one = self._last(told)
        if one is None or one.ended is not None:
            return
        one.session = session
        one.response = told["response"]
        one.kind = told.get("type", one.kind)
        one.last_byte = told["timestamp"]
        one.has_more_headers = told.get("hasExtraInfo", False)

    def _came(self, _: str, told: Message) -> None:
        one = self._last(told)
        if one is None:
            self.grown(max(told["encodedDataLength"], told["dataLength"]))
            return
        before = max(one.encoded_length, one.decoded_length)
        one.decoded_length += told["dataLength"]
        one.encoded_length += told["encodedDataLength"]
        one.last_byte = told["timestamp"]
        self.grown(max(one.encoded_length, one.decoded_length) - before)

    def _finished(self, session: str, told: Message) -> None:
        one = self._last(told)
        if one is not None and one.ended is None:
            one.session = session
            one.ended = told["timestamp"]
            self.done(one)

    def _failed(self, _: str, told: Message) -> None:
        one = self._last(told)
        if one is None or one.ended is not None:
            return
        one.ended = told["timestamp"]
        one.reason = told.get("errorText") or told.get("blockedReason") or "unknown"
        one.outcome = RequestOutcome.REFUSED if one.reason in REFUSED_BY_FILTER else RequestOutcome.FAILED
        if one.is_left:
            one.outcome = RequestOutcome.LEFT
        if told.get("canceled"):
            one.reason = f"{one.reason} ({BROKEN_OFF})"
        self.done(one)

    def _event(self, _: str, told: Message) -> None:
        self.messages[told["requestId"]].append(told)
        if one := self._last(told):
            one.last_byte = told["timestamp"]
            self.said(one.path, told["timestamp"], told["data"], False)

    def _sent_headers(self, _: str, told: Message) -> None:
        self._sent[told["requestId"]].append(told)

    def _received_headers(self, _: str, told: Message) -> None:
        self._received[told["requestId"]].append(told)

    def _socket(self, _: str, told: Message) -> None:
        self.sockets[told["requestId"]] = Frames(url=told["url"], begun=self.moment())

    def _shaking(self, _: str, told: Message) -> None:
        self._of_socket(told).headers = told["request"]

    def _shaken(self, _: str, told: Message) -> None:
        self._of_socket(told).answered = told["response"]

    def _frame(self, _: str, told: Message, *, way: str) -> None:
        frame = {"at": told["timestamp"], "way": way, **told["response"]}
        socket = self._of_socket(told)
        socket.frames.append(frame)
        self.grown(len(frame.get("payloadData", "")))
        if frame.get("opcode") == TEXT_FRAME:
            self.said(socket.url, told["timestamp"], frame["payloadData"], way == "sent")

    def _socket_closed(self, _: str, told: Message) -> None:
        self._of_socket(told).ended = told["timestamp"]

    def _of_socket(self, told: Message) -> Frames:
        """Its websocket; one that a worker opened before it was listened to has no address."""
        return self.sockets.setdefault(told["requestId"], Frames(url=UNKNOWN, begun=told["timestamp"]))

    def _last(self, told: Message) -> Exchange | None:
        hops = self._hops.get(told["requestId"])
        return hops[-1] if hops else None

    def has_headers(self, one: Exchange) -> bool:
        """Whether the headers as they came over the wire are there, if there are any; they are put to the exchange."""
        hops = [hop for hop in self._hops[one.request_id] if hop.has_more_headers]
        for hop, sent in zip(hops, self._sent[one.request_id], strict=False):
            hop.sent = sent
        for hop, received in zip(hops, self._received[one.request_id], strict=False):
            hop.received = received
        return one.received is not None or not one.has_more_headers


def _posted(request: Message) -> bytes:
    from_entries = (entry.get("bytes", "") for entry in request.pop("postDataEntries"))
    return b"".join(a2b_base64(piece) for piece in from_entries)


_TAKERS: dict[str, Callable[[Recorder, str, Message], None]] = {
    "Network.requestWillBeSent": Recorder._asked,
    "Network.requestWillBeSentExtraInfo": Recorder._sent_headers,
    "Network.responseReceived": Recorder._answered,
    "Network.responseReceivedExtraInfo": Recorder._received_headers,
    "Network.dataReceived": Recorder._came,
    "Network.loadingFinished": Recorder._finished,
    "Network.loadingFailed": Recorder._failed,
    "Network.eventSourceMessageReceived": Recorder._event,
    "Network.webSocketCreated": Recorder._socket,
    "Network.webSocketWillSendHandshakeRequest": Recorder._shaking,
    "Network.webSocketHandshakeResponseReceived": Recorder._shaken,
    "Network.webSocketFrameReceived": partial(Recorder._frame, way="received"),
    "Network.webSocketFrameSent": partial(Recorder._frame, way="sent"),
    "Network.webSocketClosed": Recorder._socket_closed,
}
