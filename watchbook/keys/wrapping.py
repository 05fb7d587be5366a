"""Wrapping: item keys under a versioned key-encryption key, kept here in key files of which each folder has a copy.

The other keeper is OpenBao (openbao.py). A key file is the weakest of the keepers: what a disk keeps of overwritten
blocks is not ours to say, and a certificate of destruction says so.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from watchbook.audit_log import durable
from watchbook.keys.refused import EnvelopeNotOpened, KeysMissing

KEY_BYTES = 32
NONCE_BYTES = 12
DOMAIN = b"watchbook/key/v1"
NAME = re.compile(r"key-encryption-key-(\d+)")


class WrappedKey(NamedTuple):
    """An item's key under one version of the key-encryption key, bound to the `authority` of its key store."""

    version: int
    content: bytes


@dataclass(frozen=True)
class KeyFiles:
    """Key-encryption keys in files of their owner's alone, one a version, the same in each folder."""

    folders: Sequence[Path]

    def begin(self) -> None:
        """Make the first version, where there is none."""
        if not self.versions():
            self._make(1)

    def oldest(self) -> int:
        """The least version that is not destroyed in every folder."""
        return self._held()[0]

    def newest(self) -> int:
        """The version under which keys are wrapped now."""
        return self._held()[-1]

    def _held(self) -> list[int]:
        versions = self.versions()
        if not versions:
            folders = ", ".join(str(folder) for folder in self.folders)
            raise KeysMissing(
                f"There is no key-encryption key in {folders}. Without one nothing about people can be read. "
                "Mount the folders, or bring them back; for a new register, run `watchbook setup`."
            )
        return versions

    def versions(self) -> list[int]:
        """Every version of which some folder has a file, oldest first."""
        there = (path for folder in self.folders if folder.is_dir() for path in folder.iterdir())
        return sorted({int(match[1]) for path in there if (match := NAME.fullmatch(path.name))})

    def wrap(self, keys: Mapping[UUID, bytes], *, authority: bytes) -> dict[UUID, WrappedKey]:
        """Item keys under the newest version."""
        version = self.newest()
        cipher = AESGCM(self._key(version))
        found = {}
        for item, key in keys.items():
            nonce = secrets.token_bytes(NONCE_BYTES)
            content = nonce + cipher.encrypt(nonce, key, _bound(item, version=version, authority=authority))
            found[item] = WrappedKey(version, content)
        return found

    def unwrap(self, wrapped: Mapping[UUID, WrappedKey], *, authority: bytes) -> dict[UUID, bytes]:
        """The item keys again."""
        ciphers = {
            version: AESGCM(self._key(version)) for version in {one.version for one in wrapped.values()}
        }
        found = {}
        for item, (version, content) in wrapped.items():
            bound = _bound(item, version=version, authority=authority)
            try:
                found[item] = ciphers[version].decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], bound)
            except InvalidTag:
                raise EnvelopeNotOpened(
                    f"The wrapped key of {item} was changed, or is another's. Run `watchbook doctor`."
                ) from None
        return found

    def rewrap(self, wrapped: Mapping[UUID, WrappedKey], *, authority: bytes) -> dict[UUID, WrappedKey]:
        """The same item keys under the newest version."""
        return self.wrap(self.unwrap(wrapped, authority=authority), authority=authority)

    def rotate(self) -> int:
        """Make another version and give its number."""
        version = self.newest() + 1
        self._make(version)
        return version

    def destroy_before(self, version: int) -> None:
        """Overwrite and remove every older version, in each folder."""
        for old in (old for old in self.versions() if old < version):
            for folder in self.folders:
                path = self._path(folder, old)
                if path.exists():
                    durable.overwrite_and_remove(path)

    def missing_from(self, folder: Path) -> list[int]:
        """The versions of which this folder has no whole file."""
        return [version for version in self.versions() if _read(self._path(folder, version)) is None]

    def mend(self) -> None:
        """Give each folder the versions that it lacks, from another."""
        for folder in self.folders:
            for version in self.missing_from(folder):
                durable.write(self._path(folder, version), content=_file(self._key(version)))

    def attest(self) -> str:
        """What a certificate says of this keeper."""
        return "AES-256-GCM under a key file; destroyed by overwriting and unlinking (weakest of the keepers)"

    def _make(self, version: int) -> None:
        """The first folder last: a version counts once both have it whole."""
        content = _file(secrets.token_bytes(KEY_BYTES))
        for folder in reversed(self.folders):
            durable.write(self._path(folder, version), content=content)

    def _key(self, version: int) -> bytes:
        for folder in self.folders:
            if key := _read(self._path(folder, version)):
                return key
        raise KeysMissing(
            f"Version {version} of the key-encryption key is in no folder, or damaged in each. What lies under it "
            "cannot be read. Bring the key folders back, or run `watchbook doctor`."
        )

    @staticmethod
    def _path(folder: Path, version: int) -> Path:
        return folder / f"key-encryption-key-{version}"


def _bound(item: UUID, *, version: int, authority: bytes) -> bytes:
    return DOMAIN + authority + item.bytes + version.to_bytes(8)


def _file(key: bytes) -> bytes:
    """A key with its check, as text that survives being copied."""
    return f"{key.hex()} {hashlib.sha256(key).hexdigest()[:16]}\n".encode()


def _read(path: Path) -> bytes | None:
    """The key of a file, or None where it is missing or damaged."""
    try:
        text, check = path.read_text(encoding="ascii").split()
        key = bytes.fromhex(text)
    except (OSError, ValueError):
        return None
    whole = len(key) == KEY_BYTES and hashlib.sha256(key).hexdigest()[:16] == check
    return key if whole else None
