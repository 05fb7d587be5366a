"""The signing key stays with the sealer: other processes ask it over a socket to sign slips and captures, the worker also backups.

Where no socket is named, every process is the same user and reads the key itself. A process that was taken over can have a false
slip or manifest signed. It cannot have a checkpoint signed, so it cannot tell another history of the log.
"""

import re
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from watchbook.audit_log import signing_key
from watchbook.audit_log.signing_key import NoSigningKey
from watchbook.ledger import slip
from watchbook.ledger.note import BadNote, Ed25519Verifier, Signer

LONGEST = 16 * 1024 * 1024  # bytes: the manifest of the largest backup
WITHIN = 10.0  # seconds
LENGTH = struct.Struct(">I")
SLIP = re.compile(rf"{slip.FIRST}\n[0-9a-f-]{{36}}\n[A-Za-z0-9+/]{{43}}=\n".encode())
BACKUP = re.compile(rb"watchbook backup\n[0-9a-f]{64}\n")
MANIFEST = re.compile(rb"\{[^\n]*\}")  # in RFC 8785's form; every text of a note ends with a newline
CREDENTIALS = struct.Struct("3i")


def the_signer() -> Signer:
    """Return who signs for this process: the sealer where its socket is named, else the key's file. Raises NoSigningKey."""
    return (
        AskedSigner(settings.SIGNING_SOCKET)
        if settings.SIGNING_SOCKET
        else signing_key.read(settings.SIGNING_KEY)
    )


class AskedSigner(Signer):
    """A signer whose key is in another process."""

    def __init__(self, file: Path) -> None:
        """Ask who it is. Raises NoSigningKey where nobody answers."""
        self.file = file
        try:
            self._verifier = Ed25519Verifier.parse(self._asked(b"").decode())
        except BadNote as wrong:
            raise NoSigningKey(f"What answers at {file} is no sealer: {wrong}") from wrong
        self.name = self._verifier.name

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""
        return self._verifier.key

    def sign_bytes(self, message: bytes) -> bytes:
        """The bare signature of a message. Raises NoSigningKey where the sealer gives none."""
        if signature := self._asked(message):
            return signature
        raise NoSigningKey(f"The sealer at {self.file} does not sign this kind of text for other processes.")

    def _asked(self, message: bytes) -> bytes:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
                asked.settimeout(WITHIN)
                asked.connect(str(self.file))
                asked.sendall(LENGTH.pack(len(message)) + message)
                with asked.makefile("rb") as answer:
                    return answer.read(LONGEST)
        except OSError as trouble:
            raise NoSigningKey(
                f"The sealer does not answer at {self.file}: {trouble}. Look whether it runs."
            ) from trouble


def is_for_others(message: bytes, *, makes_backups: bool) -> bool:
    """Whether another process may have this signed: a slip, a manifest, or a backup by whoever makes them. A checkpoint is none."""
    if BACKUP.fullmatch(message):
        return makes_backups
    return bool(SLIP.fullmatch(message) or MANIFEST.fullmatch(message))


@contextmanager
def answering(signer: Signer, *, at: Path, backups: Path) -> Iterator[None]:
    """Sign for other processes at this socket. Whoever may enter its folder may ask; for a backup, the owner of that folder."""
    at.unlink(missing_ok=True)
    with _Server(str(at), _Asking) as server:
        server.signer, server.backups = signer, backups
        at.chmod(0o660)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()
            at.unlink(missing_ok=True)


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    signer: Signer
    backups: Path


class _Asking(socketserver.StreamRequestHandler):
    """One question, one answer; nothing for what may not be signed."""

    timeout = WITHIN
    server: _Server

    def handle(self) -> None:
        with suppress(OSError, struct.error):
            (length,) = LENGTH.unpack(self.rfile.read(LENGTH.size))
            message = self.rfile.read(length) if length <= LONGEST else b""
            if not length:
                self.wfile.write(self.server.signer.verifier.line.encode())
            elif len(message) == length and is_for_others(message, makes_backups=self._makes_backups()):
                self.wfile.write(self.server.signer.sign_bytes(message))

    def _makes_backups(self) -> bool:
        """Whether the folder of backups belongs to the user who asks."""
        told = self.request.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
        _process, user, _group = CREDENTIALS.unpack(told)
        return bool(user == self.server.backups.stat().st_uid)
