"""Where a capture may go: out into the world on ports 80 and 443; in tests and the demonstration also to a list of its own.

Everything but the world is this machine, this house, or a way round to them. `ipaddress.is_global` is not enough: it passes
multicast, and addresses that carry another one inside (6to4, Teredo, NAT64), which a router of ours may unwrap. The blocks are
IANA's special-purpose registries; what is new there is refused until a version of ours knows it, since of IPv6 only the block
that is given out for the world is taken.
"""

import re
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

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
    own_addresses: tuple[str, ...] = ()  # public ones of the authority itself: addresses or networks
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


@lru_cache(maxsize=4096)  # each answer asks for it of each connection so far
def same_host(host: str) -> str:
    """One spelling for a host: small letters, no brackets, no root's dot."""
    return host.strip("[]").rstrip(".").lower()


def is_call_home(host: str) -> bool:
    """Whether only the browser itself asks for this host, and no page."""
    return CALLS_HOME.fullmatch(same_host(host)) is not None


WORLD = ip_network("2000::/3")
SPECIAL = (
    "2001::/23",  # protocols: Teredo, benchmarks, ORCHID
    "2001:db8::/32",  # documentation
    "2002::/16",  # 6to4 carries an IPv4 address
    "3fff::/20",  # documentation
    "192.88.99.0/24",  # relays of 6to4
    "192.0.0.0/24",  # protocols, some of which Python calls global
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, broadcast
)
NOT_THE_WORLD = tuple(map(ip_network, SPECIAL))


def why_not_global(address: str) -> str:
    """Empty for an address out in the world, else what it is."""
    try:
        one = ip_address(address.partition("%")[0])
    except ValueError:
        return "it is no address"
    if isinstance(one, IPv6Address) and (carried := _carried(one)):
        return f"it carries the address {carried}"
    if isinstance(one, IPv6Address) and one not in WORLD:
        return "it is not given out for the world"
    if any(one in block for block in NOT_THE_WORLD if block.version == one.version):
        return "it is kept for a special purpose"
    return "" if one.is_global else "it is of this machine, of a private net or reserved"


def is_in(address: str, blocks: Iterable[str]) -> bool:
    """Whether an address, or the one that it carries inside, lies in one of the blocks."""
    one = ip_address(address.partition("%")[0])
    inside = _carried(one) if isinstance(one, IPv6Address) else None
    known = list(map(ip_network, blocks))
    return any(
        each in block for each in (one, inside) if each for block in known if block.version == each.version
    )


def is_our_own(address: str) -> bool:
    """Whether this machine itself answers to the address: one can be bound to it."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as one:
        try:
            one.bind((address, 0))
        except OSError:
            return False
    return True


def _carried(one: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside, in each spelling that something on the way might unwrap."""
    if carried := one.ipv4_mapped or one.sixtofour or (one.teredo and one.teredo[1]):
        return carried
    last = IPv4Address(int(one) & 0xFFFFFFFF)
    is_nat64 = one in ip_network("64:ff9b::/96") or one in ip_network("64:ff9b:1::/48")
    is_isatap = (int(one) >> 32) & 0xFDFFFFFF == 0x00005EFE
    return last if is_nat64 or is_isatap else None
