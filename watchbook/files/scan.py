"""A scan for malware by ClamAV's clamd, where an authority runs it: what comes from outside goes to its socket before anything reads it.

Without the setting nothing is scanned, and `watchbook doctor` says so. With it a scan that fails lets nothing through: what
cannot be scanned is refused with the reason. The file goes over a socket of this machine alone, since clamd does not encrypt.
"""

import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from threading import BoundedSemaphore
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from watchbook.files.blocks import BLOCK_BYTES
from watchbook.files.refused import Refused

AT_ONCE = (
    4  # scans of one process; the next files are told to come again, so that no thread of a page waits long
)
WITHIN = 60.0  # seconds of one scan
LONGEST_ANSWER = 4096
CLEAN, FOUND = "stream: OK", re.compile(r"stream: (?P<what>.+) FOUND")
TOO_LARGE = "size limit exceeded"

_turn = BoundedSemaphore(AT_ONCE)


def in_words() -> str:
    """Say on a page that takes a file whether it is scanned for malware."""
    if settings.CLAMD:
        return _(
            "We scan the file for malware before we read it. We refuse a file that the scanner recognises as malware."
        )
    return _(
        "We do not scan files for malware here: no scanner has been set up. If you doubt a file, ask your IT security team first."
    )


class NoScan(Exception):
    """A scan that came to no end, and what clamd said instead."""


def scan(file: BinaryIO | bytes) -> None:
    """Let a file through that the scanner knows nothing against, or any where no scanner is set. Raises Refused."""
    if not settings.CLAMD:
        return
    if not _turn.acquire(blocking=False):
        raise Refused(
            _(
                "You cannot upload this file now: we are scanning too many other files. Upload the file again in a minute."
            )
        )
    try:
        found = _scanned(BytesIO(file) if isinstance(file, bytes) else file)
    except (OSError, NoScan) as failure:
        raise _not_scanned(str(failure)) from None
    finally:
        _turn.release()
    if found:
        said = _(
            "You cannot upload this file: the malware scanner found “{what}” in it. We did not open or keep the file. "
            "Do not open the file. Tell your IT security team and ask for another copy."
        )
        raise Refused(said.format(what=found))


def version() -> str:
    """The name that clamd gives itself, with the day of its signatures. Raises OSError or NoScan."""
    with _connected() as clamd:
        clamd.sendall(b"zVERSION\0")
        return _answer(clamd)


def _not_scanned(why: str) -> Refused:
    if TOO_LARGE in why:
        said = _(
            "You cannot upload this file: it is too large for the malware scanner. Send the file in parts, or ask the operator to raise the scanner’s limit."
        )
        return Refused(said)
    return Refused(
        _(
            "You cannot upload this file now: the malware scanner did not answer. Upload the file again in a few minutes. If it happens again, tell the operator."
        )
    )


def _scanned(file: BinaryIO) -> str:
    """Return what clamd found in the file, empty for nothing; it gets all of the file from its start."""
    file.seek(0)
    with _connected() as clamd:
        # One that has had enough of a file says why and hangs up.
        with suppress(BrokenPipeError, ConnectionResetError):
            clamd.sendall(b"zINSTREAM\0")
            for block in _in_time(iter(lambda: file.read(BLOCK_BYTES), b""), clamd=clamd):
                clamd.sendall(struct.pack(">I", len(block)) + block)
            clamd.sendall(struct.pack(">I", 0))
        said = _answer(clamd)
    file.seek(0)
    if said == CLEAN:
        return ""
    if found := FOUND.fullmatch(said):
        return found["what"]
    raise NoScan(said)


def _answer(clamd: socket.socket) -> str:
    """Read until the nought that ends an answer; one that ends otherwise is none."""
    said = b""
    while not said.endswith(b"\0"):
        more = clamd.recv(LONGEST_ANSWER)
        if not more or len(said) > LONGEST_ANSWER:
            raise NoScan(repr(said[:200]))
        said += more
    return said[:-1].decode(errors="replace").strip()


def _in_time(pieces: Iterator[bytes], *, clamd: socket.socket) -> Iterator[bytes]:
    """Hand on each piece while there is time; what is left of it is for the answer."""
    over = time.monotonic() + WITHIN
    for piece in pieces:
        left = over - time.monotonic()
        if left <= 0:
            raise TimeoutError
        clamd.settimeout(left)
        yield piece


@contextmanager
def _connected() -> Iterator[socket.socket]:
    named = str(settings.CLAMD)
    host, _colon, port = named.rpartition(":")
    if host:
        clamd = socket.create_connection((host.strip("[]"), int(port)), timeout=WITHIN)
    else:
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(WITHIN)
    with clamd:
        if not host:
            clamd.connect(named)
        yield clamd
