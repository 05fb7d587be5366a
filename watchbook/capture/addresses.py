"""Which addresses are out in the world: everything else is this machine, this house, or a way round to them.

`ipaddress.is_global` is not enough: it passes multicast, and addresses that carry another one inside (6to4, Teredo, NAT64),
which a router of ours may unwrap. The blocks are IANA's special-purpose registries; what is new there is refused until a
version of ours knows it, since of IPv6 only the block that is given out for the world is taken.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

WORLD = ip_network("2000::/3")
NOT_THE_WORLD = tuple(
    ip_network(block)
    for block in (
        "2001::/23",  # protocols: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries an IPv4 address
        "3fff::/20",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.0.0.0/24",  # protocols, some of which Python calls global
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)


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
