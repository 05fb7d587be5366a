"""A peer that speaks clamd's protocol over a real socket, for machines without ClamAV: it reads INSTREAM as clamd does and knows one word."""

import contextlib
import re
import socket
import struct
import threading
from contextlib import contextmanager

SIGNATURE = "Eicar-Test-Signature"
# Not as one word here, or scanners would take this file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VERSION = "ClamAV 1.4.6/27600/Sat Nov 28 09:00:00 2026"


class ScannerPeer:
    """What it heard, and how it behaves: `well`, or one of the ways in which a scanner fails."""

    def __init__(self, *, behaves="well", takes=10_000_000):
        self.behaves, self.takes = behaves, takes
        self.scanned = []

    def answer(self, peer):
        """One command and its answer."""
        command = until_nought(peer)
        if self.behaves == "silent":
            peer.recv(1)  # until we hang up
            return
        if command == b"zVERSION":
            peer.sendall(VERSION.encode() + b"\0")
            return
        assert command == b"zINSTREAM", command
        said = self.verdict(peer)
        peer.sendall(said.encode() + b"\0" if self.behaves != "cut off" else b"stream: O")

    def verdict(self, peer):
        """Read the pieces to the empty one, or until there are more bytes than it takes."""
        content = b""
        while size := struct.unpack(">I", exactly(peer, 4))[0]:
            content += exactly(peer, size)
            if len(content) > self.takes:
                return "INSTREAM size limit exceeded. ERROR"
        self.scanned.append(content)
        if self.behaves == "fails":
            return "stream: Can't allocate memory ERROR"
        return f"stream: {SIGNATURE} FOUND" if re.search(re.escape(EICAR), content) else "stream: OK"


@contextmanager
def listening(peer, at):
    """Answer at a path, or at a free port of this machine where it is None; gives the setting that names it."""
    family, where = (socket.AF_UNIX, str(at)) if at else (socket.AF_INET, ("127.0.0.1", 0))
    with socket.socket(family, socket.SOCK_STREAM) as server:
        server.bind(where)
        server.listen()

        def serve():
            while True:
                try:
                    one, _ = server.accept()
                except OSError:
                    return
                with one, contextlib.suppress(OSError, EOFError):
                    one.settimeout(10)
                    peer.answer(one)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield str(at) if at else f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def until_nought(peer):
    """A command as clamd reads those that begin with z."""
    told = b""
    while not told.endswith(b"\0"):
        told += exactly(peer, 1)
    return told[:-1]


def exactly(peer, size):
    """So many bytes, or EOFError."""
    told = b""
    while len(told) < size:
        more = peer.recv(size - len(told))
        if not more:
            raise EOFError
        told += more
    return told
