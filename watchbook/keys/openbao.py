"""OpenBao's transit engine as keeper of the key-encryption keys: they never leave it, and it destroys them itself.

The key is derived (`context`), so a wrapped key opens for its own item alone, also after re-wrapping. Destroying raises
the least version that may decrypt and then trims: afterwards not even the server's root can bring the old one back.
"""

import json
import urllib.error
import urllib.request
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from watchbook.keys.refused import EnvelopeNotOpened, KeysMissing, WrappingFailed
from watchbook.keys.wrapping import WrappedKey

AT_ONCE = 100  # the server refuses bodies of many thousand parts
WAIT = 20.0  # seconds for an answer


@dataclass(frozen=True)
class Transit:
    """One key of a transit engine: the server's address, the key's name, and the file that holds our token."""

    address: str
    key: str
    token_file: Path = field(repr=False)

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Self:
        """As the settings name it."""
        return cls(address=told["address"].rstrip("/"), key=told["key"], token_file=Path(told["token_file"]))

    def begin(self) -> None:
        """Make the key, where there is none; making one again changes nothing."""
        self._ask("POST", f"keys/{self.key}", {"type": "aes256-gcm96", "derived": True})

    def newest(self) -> int:
        """The version under which keys are wrapped now."""
        return int(self._ask("GET", f"keys/{self.key}")["latest_version"])

    def oldest(self) -> int:
        """The least version that is not trimmed; the server says 0 before the first trimming."""
        return max(1, int(self._ask("GET", f"keys/{self.key}")["min_available_version"]))

    def wrap(self, keys: Mapping[UUID, bytes], *, authority: bytes) -> dict[UUID, WrappedKey]:
        """Item keys under the newest version."""
        parts = [
            {"plaintext": _text(key), "context": _text(authority + item.bytes)} for item, key in keys.items()
        ]
        return dict(zip(keys, map(_wrapped, self._batches("encrypt", parts)), strict=True))

    def unwrap(self, wrapped: Mapping[UUID, WrappedKey], *, authority: bytes) -> dict[UUID, bytes]:
        """The item keys again."""
        answers = self._batches("decrypt", _parts(wrapped, authority=authority))
        return {item: b64decode(one["plaintext"]) for item, one in zip(wrapped, answers, strict=True)}

    def rewrap(self, wrapped: Mapping[UUID, WrappedKey], *, authority: bytes) -> dict[UUID, WrappedKey]:
        """The same item keys under the newest version; none is seen here."""
        answers = self._batches("rewrap", _parts(wrapped, authority=authority))
        return dict(zip(wrapped, map(_wrapped, answers), strict=True))

    def rotate(self) -> int:
        """Make another version and give its number."""
        self._ask("POST", f"keys/{self.key}/rotate", {})
        return self.newest()

    def destroy_before(self, version: int) -> None:
        """Trim every older version: the server keeps nothing of it."""
        least = {"min_decryption_version": version, "min_encryption_version": version}
        self._ask("POST", f"keys/{self.key}/config", least)
        self._ask("POST", f"keys/{self.key}/trim", {"min_available_version": version})

    def attest(self) -> str:
        """What a certificate says of this keeper."""
        return f"AES-256-GCM in OpenBao's transit engine (key {self.key}); old versions trimmed by the server"

    def _batches(self, act: str, parts: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for start in range(0, len(parts), AT_ONCE):
            some = parts[start : start + AT_ONCE]
            found += self._ask("POST", f"{act}/{self.key}", {"batch_input": some})["batch_results"]
        for one in found:
            if error := one.get("error"):
                raise _refusal(str(error))
        return found

    def _ask(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """One call. The token is read each time, so that it can be renewed without a restart."""
        request = urllib.request.Request(  # noqa: S310  the operator names the address
            f"{self.address}/v1/transit/{path}",
            data=None if told is None else json.dumps(told).encode(),
            headers={
                "X-Vault-Token": self.token_file.read_text().strip(),
                "Content-Type": "application/json",
            },
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=WAIT) as answer:  # noqa: S310  as above
                body = answer.read()
        except urllib.error.HTTPError as refused:
            raise _refusal(refused.read().decode(errors="replace")) from None
        except OSError as failure:
            raise WrappingFailed(
                f"OpenBao at {self.address} did not answer: {failure}. Nothing about people can be read or written "
                "until it does. See that it runs, is unsealed and can be reached from here."
            ) from None
        return dict(json.loads(body)["data"] or {}) if body else {}


def _parts(wrapped: Mapping[UUID, WrappedKey], *, authority: bytes) -> list[dict[str, str]]:
    return [
        {"ciphertext": one.content.decode(), "context": _text(authority + item.bytes)}
        for item, one in wrapped.items()
    ]


def _wrapped(answer: Mapping[str, Any]) -> WrappedKey:
    """`vault:v3:…`: the version is in the text."""
    text = str(answer["ciphertext"])
    return WrappedKey(int(text.split(":")[1].removeprefix("v")), text.encode())


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _refusal(said: str) -> Exception:
    if "authentication failed" in said:
        return EnvelopeNotOpened(f"A wrapped key was changed, or is another's: OpenBao says {said.strip()}.")
    if "too old" in said or "disallowed by policy" in said:
        return KeysMissing(
            f"A wrapped key lies under a version that was destroyed: OpenBao says {said.strip()}."
        )
    return WrappingFailed(
        f"OpenBao refused: {said.strip()}. See that the token is valid and its policy allows this key."
    )
