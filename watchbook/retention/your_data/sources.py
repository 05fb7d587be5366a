"""The complaints that one connection sent within an hour, counted in memory alone: no address of anybody is kept or logged.

A machine that fills the form so stops itself and nobody else. Each web server process counts for itself.
"""

import secrets
import time
from collections import defaultdict
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from threading import Lock

from django.utils.translation import gettext as _

from watchbook.retention.complaint.complaint import TooMany

MOST_IN_AN_HOUR = 10  # a library or an office has one address for many people
HOUR = 3600.0  # seconds
BITS_OF_ONE_SOURCE = 48  # bits of an IPv6 address: whoever rents one can have all that begin with these
KEY = secrets.token_bytes(16)  # goes with the process, so that not even its memory tells an address
_sent: defaultdict[bytes, list[float]] = defaultdict(list)
_counting = Lock()


def check(address: str) -> None:
    """Raise TooMany if this connection has sent as many as people send. One that tells nothing is left to the limit for all."""
    if (source := _source(address)) and _counted(source) >= MOST_IN_AN_HOUR:
        raise TooMany(
            _(
                "You cannot send this complaint with the form now: we received too many complaints from your internet connection in "
                "the last hour. We have not received this one. Your words are still below. Send them again in an hour, or write to "
                "us or call us."
            )
        )


def count(address: str) -> None:
    """Count a complaint that this connection sent."""
    if source := _source(address):
        with _counting:
            _sent[source].append(time.monotonic())


def _counted(source: bytes) -> int:
    """Return how many came from a source within the hour. What is older is forgotten, of every source."""
    since = time.monotonic() - HOUR
    with _counting:
        for other, moments in list(_sent.items()):
            _sent[other] = [moment for moment in moments if moment > since]
            if not _sent[other]:
                del _sent[other]
        return len(_sent.get(source, ()))


def _source(address: str) -> bytes:
    """A source without its address; nothing where the address is that of a proxy, or of the authority's own network."""
    try:
        told = ip_address(address)
    except ValueError:
        return b""
    if isinstance(told, IPv6Address) and told.ipv4_mapped:
        told = told.ipv4_mapped
    if not told.is_global:
        return b""
    packed = told.packed[: BITS_OF_ONE_SOURCE // 8] if isinstance(told, IPv6Address) else told.packed
    return blake2b(packed, key=KEY, digest_size=16).digest()
