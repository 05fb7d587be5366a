"""A backup's table of contents: what it holds, how long each part is, and the hash that proves it."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from watchbook.ledger import note
from watchbook.ledger.note import BadNote, Signer, Verifier
from watchbook.machine.failure import Failure

FORMAT = 1
NAME = "manifest.json"
DUMP = "database.dump"
FILES = "files"
SIGNATURE = "manifest.sig"
KEPT_FILE = re.compile(r"files/([0-9a-f]{2})/\1[0-9a-f]{62}")


@dataclass(frozen=True)
class BackupFile:
    """One file of a backup."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds; written last, so that a folder without one is no backup."""

    made_at: str
    server: str
    prefix: str
    dump: BackupFile
    tables: Mapping[str, int]
    files: Sequence[BackupFile]
    damaged: Sequence[str]
    log_size: int = 0
    log_root: str = ""
    guards: str = ""
    format: int = FORMAT

    def write(self, folder: Path) -> Path:
        """Write it into the backup's folder."""
        path = folder / NAME
        path.write_text(json.dumps({**asdict(self), "totals": self.totals()}, indent=1, sort_keys=True))
        return path

    def totals(self) -> dict[str, int]:
        """How much there is, for the person who reads it."""
        return {
            "tables": len(self.tables),
            "rows": sum(self.tables.values()),
            "files": len(self.files),
            "bytes": self.dump.size + sum(part.size for part in self.files),
        }


def sign(folder: Path, *, signer: Signer) -> Path:
    """Sign the manifest of a folder with the log's key, in a file beside it."""
    text = _signed_text(folder)
    path = folder / SIGNATURE
    path.write_text(note.write(text, [signer.sign(text)]), encoding="utf-8")
    return path


def check_signed(folder: Path, *, key: Verifier) -> None:
    """Refuse a backup whose manifest this log's key did not sign, or that was changed since."""
    try:
        signed = note.read((folder / SIGNATURE).read_bytes(), verifiers=[key])
        if signed.text == _signed_text(folder):
            return
        why = f"Its {NAME} is not the one that was signed."
    except FileNotFoundError:
        why = f"It has no {SIGNATURE}: nobody signed it."
    except BadNote as wrong:
        why = f"Its {SIGNATURE} does not hold: {wrong}"
    raise Failure(
        f"The backup in {folder} is not one that this register made.",
        why=why,
        next_step="Nothing was changed. Take another backup. If you know where this one comes from and want it all the"
        " same, give the command again with --unsigned; the audit log will say that you did.",
    )


def _signed_text(folder: Path) -> str:
    return f"watchbook backup\n{sha256_of(folder / NAME)}\n"


def read(folder: Path) -> Manifest:
    """The manifest of a finished backup; a half one has none and is refused."""
    try:
        content = json.loads((folder / NAME).read_text())
        content.pop("totals")
        if content["format"] != FORMAT:
            raise _refused(folder, why=f"Its format is {content['format']}; this version reads {FORMAT}.")
        content["dump"] = BackupFile(**content["dump"])
        content["files"] = [BackupFile(**part) for part in content["files"]]
        return Manifest(**content)
    except FileNotFoundError as error:
        raise _refused(folder, why=f"It has no {NAME}, so it was never finished.") from error
    except (ValueError, TypeError, KeyError) as error:
        raise _refused(folder, why=f"Its {NAME} cannot be read: {error}.") from error


def verified(folder: Path, *, key: Verifier | None = None) -> Manifest:
    """Return the manifest, after every part was compared with it; and its signature, where a key is given."""
    if key is not None:
        check_signed(folder, key=key)
    manifest = read(folder)
    for part in [manifest.dump, *manifest.files]:
        _check(folder, part=part)
    return manifest


def measure(path: Path, *, root: Path) -> BackupFile:
    """A file's length and hash, under its path in the backup."""
    return BackupFile(
        path=path.relative_to(root).as_posix(), size=path.stat().st_size, sha256=sha256_of(path)
    )


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check(folder: Path, *, part: BackupFile) -> None:
    path = folder / part.path
    if part.path != DUMP and not KEPT_FILE.fullmatch(part.path):
        raise _refused(folder, why=f"Its {NAME} names {part.path!r}, which is no file of the store.")
    if part.path != DUMP and part.sha256 != path.name:
        raise _refused(folder, why=f"{part.path} is not named by its own hash.")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _refused(folder, why=f"Its {NAME} names {part.path}, which lies outside the backup.")
    if not path.is_file():
        raise _refused(folder, why=f"{part.path} is missing.")
    found = measure(path, root=folder)
    if found != part:
        raise _refused(
            folder, why=f"{part.path} should hash to {part.sha256[:12]}… and hashes to {found.sha256[:12]}…."
        )


def _refused(folder: Path, *, why: str) -> Failure:
    return Failure(
        f"The backup in {folder} cannot be used.",
        why=why,
        next_step="Nothing was changed. Take another backup; keep this one so that somebody can find out why.",
    )
