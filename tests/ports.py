"""Ports for servers that a test starts later."""

import secrets
import socket
from pathlib import Path

GIVEN = Path(
    "/proc/sys/net/ipv4/ip_local_port_range"
)  # from which port on the kernel gives them to whoever wants any
FIRST, BEFORE = 20_000, 32_768


def free_port() -> int:
    """A port of this machine that nobody uses, nor the kernel gives to anybody else before the server starts."""
    before = min(BEFORE, int(GIVEN.read_text().split()[0])) if GIVEN.exists() else BEFORE
    while True:
        port = FIRST + secrets.randbelow(before - FIRST) if before > FIRST else 0
        try:
            with socket.create_server(("127.0.0.1", port)) as server:
                return int(server.getsockname()[1])
        except OSError:
            continue
