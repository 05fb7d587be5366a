"""One request and its answer, as the browser's network told them piece by piece."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

type Message = dict[str, Any]

EMPTY_BODY = {204, 205, 304}
# Answers that never end by nature: what came is kept, and their end is not waited for.
LIVE = {"EventSource", "WebSocket"}
ASKED_BY_SCRIPT = {"XHR", "Fetch"}
PARTIAL_CONTENT = 206
BROKEN_OFF, OUT_OF_TIME = "broken off by the page", "time"


class RequestOutcome(StrEnum):
    """What became of a request."""

    OPEN = "open"
    STORED = "stored"
    TRUNCATED = "truncated"
    FAILED = "failed"
    REFUSED = "refused"
    ELSEWHERE = "elsewhere"  # answered by a worker or a cache: the request that went out is recorded where it was made
    LEFT = "left"  # asked for by a document that the page left before it came
    IN_PARTS = "in_parts"  # a range of a medium, which is fetched whole


@dataclass
class Exchange:
    """A request and its answer. Moments are seconds of the monotonic clock."""

    request_id: str
    session: str
    request: Message
    kind: str
    frame: str
    begun: float
    initiator: str = ""
    sent: Message | None = None  # headers as they went out
    response: Message | None = None
    received: Message | None = None  # headers as they came in
    has_more_headers: bool = False
    decoded_length: int = 0
    encoded_length: int = 0
    last_byte: float = 0.0
    ended: float | None = None
    outcome: RequestOutcome = RequestOutcome.OPEN
    reason: str = ""
    fetched_again: str = ""
    is_left: bool = False  # the document that asked for it is gone
    body: bytes | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Its address without the fragment, which is never sent."""
        return str(self.request["url"]).partition("#")[0]

    @property
    def method(self) -> str:
        """GET, POST and so on."""
        return str(self.request["method"])

    @property
    def status(self) -> int:
        """The answer's status as it came over the wire, or 0."""
        return int((self.received or {}).get("statusCode") or (self.response or {}).get("status") or 0)

    @property
    def path(self) -> str:
        """What is asked, without what is asked of it."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}{parts.path}"

    @property
    def posted(self) -> bytes:
        """What the request carried, as far as the browser gives it."""
        return self.request.get("_posted") or b""

    @property
    def has_body(self) -> bool:
        """Whether its answer is of a kind that has a body, an empty one too."""
        return self.method != "HEAD" and self.status not in EMPTY_BODY

    @property
    def is_live(self) -> bool:
        """Whether it never ends by nature."""
        return self.kind in LIVE or self.media_type == "text/event-stream"

    @property
    def is_waited_for(self) -> bool:
        """Whether the page is not at rest while it is open. A player leaves its ranges open for ever, a stream its answer."""
        if self.ended is not None or self.outcome is not RequestOutcome.OPEN or self.is_left:
            return False
        return self.kind != "Media" and not (self.response and self.is_live)

    @property
    def media_type(self) -> str:
        """The type the answer gives itself, without its parameters."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def content_length(self) -> int | None:
        """How long an answer that came as it is said to be."""
        said = self.header("content-length")
        return int(said) if said.isdigit() and not self.header("content-encoding") else None

    def header(self, name: str) -> str:
        """One header of the answer."""
        return next((value for key, value in self.answer_headers() if key.lower() == name), "")

    def answer_headers(self) -> Iterator[tuple[str, str]]:
        """Every header of the answer as it came, repeated ones each by itself."""
        yield from _headers((self.received or self.response or {}).get("headers", {}))

    def request_headers(self) -> Iterator[tuple[str, str]]:
        """Every header of the request as it went out."""
        yield from _headers((self.sent or self.request).get("headers", {}))


def _headers(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The protocol joins repeated headers by line ends."""
    for name, value in given.items():
        yield from ((name, line) for line in str(value).split("\n"))
