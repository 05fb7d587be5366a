"""What the register keeps of a capture's own record: how it ended, and what its page says without opening the content."""

from collections.abc import Mapping
from typing import Any

from watchbook.capture.completeness import REASONS, in_words
from watchbook.capture.seal import SealedBundle as Bundled
from watchbook.evidence.capture import SealedCapture
from watchbook.keys.sealed_content import SealedContent as Encrypted

LONGEST = 2000  # characters of a site's own words


def made_of(record: Mapping[str, Any], *, bundled: Bundled, encrypted: Encrypted) -> SealedCapture:
    """The capture about to be stored, from the child's record and what sealing and encrypting it gave."""
    reasons = [str(one["reason"]) for one in record["reasons"]]
    return SealedCapture(
        status=str(record["status"]),
        reasons=[one for one in reasons if one in REASONS],
        manifest_sha256=bundled.manifest_sha256,
        stamps_missing=list(bundled.gaps),
        plain_sha256=encrypted.plain_sha256,
        plain_bytes=encrypted.plain_bytes,
        file_sha256=encrypted.sealed_sha256,
        file_bytes=encrypted.sealed_bytes,
        said=_said(record)
        | {"stamps_asked": len(bundled.stamped) + len(bundled.gaps)}
        | {"reasons": [site_words(in_words(one)) for one in reasons]},
    )


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    """For the envelope; no envelope could hold half a letter."""
    address, looked = record["address"], record["looked"]
    return {
        "shown": site_words(address["shown"]),
        "answered": int(address.get("answered") or 0),
        "title": site_words(address["title"]),
        "requests": {
            name: int(record["requests"][name])
            for name in ("made", "stored", "failed", "refused", "truncated")
        },
        "begun": str(record["times"]["begun"]),
        "ended": str(record["times"]["ended"]),
        "site_says": site_words(record["times"]["site_says"]),
        "posts": int(looked["posts_in_view"]),
        "end_was_said": bool(looked["site_said_it_was_the_end"]),
    }


def site_words(text: object) -> str:
    """What a site says, cut, and with a sign for half a letter."""
    return str(text)[:LONGEST].encode(errors="replace").decode()
