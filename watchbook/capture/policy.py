"""Where a capture may go: out into the world on ports 80 and 443; in tests and the demonstration also to a list of its own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from watchbook.capture.refusal import CaptureRefused

PORTS = frozenset({80, 443})
PRODUCTION = "production"
MODES_WITH_A_LIST = frozenset({"test", "demo"})
# What Chromium asks for by itself, at every start or in time, and no page needs. Refused, told, and no part of the evidence.
CALLS_HOME = re.compile(
    r"(update|clients[1-6]?|clientservices|optimizationguide-pa|safebrowsing|safebrowsingohttpgateway|content-autofill|accounts"
    r"|chromewebstore|edgedl\.me|redirector|dl|mtalk|alt\d-mtalk|sb-ssl|chromekanonymity-pa|android\.clients)"
    r"\.(googleapis|google|gvt1|gvt2)\.com|passwordsleakcheck-pa\.googleapis\.com|beacons\d?\.gvt[123]\.com"
)
ENTRY = re.compile(
    r"(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:/=\[\]]+):(?P<port>\d{1,5})"
    r"(=(?P<address>[0-9a-fA-F.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(:(?P<at>\d{1,5}))?)?"
)


@dataclass(frozen=True)
class Policy:
    """What the egress filter holds every connection against.

    `allowed` maps a host and port to the address to take, empty for the one that the host's name has; `ports` to the port
    at which it answers there, where that is another: so a made-up site has a name and an address like any other.
    """

    mode: str = PRODUCTION
    allowed: Mapping[tuple[str, int], str] = field(default_factory=dict)
    ports: Mapping[tuple[str, int], int] = field(default_factory=dict)
    bytes_limit: int = 4 * 1024**3  # both ways, of the whole capture
    connections_limit: int = 20_000
    connect_within: float = 10.0  # seconds for a name to resolve, and for each address to answer

    def __post_init__(self) -> None:
        if self.allowed and self.mode not in MODES_WITH_A_LIST:
            raise CaptureRefused(
                "A list of allowed addresses was given, and nothing was started.",
                why=f"Such a list is for tests; the mode here is {self.mode}.",
                next_step="Take the list away; a page of your own network cannot be captured.",
            )


def listed(entries: Iterable[str], *, mode: str) -> Policy:
    """A policy for tests, from entries `HOST:PORT`, `HOST:PORT=ADDRESS` or `HOST:PORT=ADDRESS:PORT`; refused in production."""
    allowed, ports = {}, {}
    for entry in entries:
        match = ENTRY.fullmatch(entry)
        if match is None or not 0 < int(match["port"]) < 65536:
            raise CaptureRefused(
                f"The list of allowed addresses has an entry that cannot be read: {entry!r}.",
                why="Each is HOST:PORT, HOST:PORT=ADDRESS or HOST:PORT=ADDRESS:PORT.",
                next_step="Mend the entry.",
            )
        where = same_host(match["host"]), int(match["port"])
        allowed[where] = match["address"] or ""
        if match["at"]:
            ports[where] = int(match["at"])
    return Policy(mode=mode, allowed=allowed, ports=ports)


def same_host(host: str) -> str:
    """One spelling for a host: small letters, no brackets, no root's dot."""
    return host.strip("[]").rstrip(".").lower()


def is_call_home(host: str) -> bool:
    """Whether only the browser itself asks for this host, and no page."""
    return CALLS_HOME.fullmatch(same_host(host)) is not None
