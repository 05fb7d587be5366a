"""Two rules of a bucket by which deleted content stays: earlier versions, and a lock on objects. Asked of the server itself.

The library that reads and writes objects asks for neither, so the two questions are signed here (AWS Signature Version 4).
"""

import hmac
import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from watchbook.files.object_store import access_key
from watchbook.files.refused import StoreFailed

WAIT = 20.0  # seconds for an answer
NO_CONTENT = sha256(b"").hexdigest()
ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True)
class BucketRules:
    """Whether a bucket keeps earlier versions of what is deleted, and whether it can lock objects against deletion."""

    keeps_versions: bool
    locks_objects: bool


def rules_of(told: Mapping[str, str]) -> BucketRules:
    """Ask the bucket that the settings name. Raises StoreFailed where it cannot be asked."""
    return BucketRules(
        keeps_versions="<Status>" in _asked(told, "versioning"),
        locks_objects="<ObjectLockEnabled>Enabled" in _asked(told, "object-lock"),
    )


def _asked(told: Mapping[str, str], question: str) -> str:
    """The bucket's answer; "" where it has no such rule."""
    address = f"{told['endpoint']}/{told['bucket']}?{question}="
    request = urllib.request.Request(address, headers=_signed(told, question))  # noqa: S310  the operator names it
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answer:  # noqa: S310  as above
            return str(answer.read().decode(errors="replace"))
    except urllib.error.HTTPError as refusal:
        with refusal:
            if refusal.code in {HTTPStatus.NOT_FOUND, HTTPStatus.NOT_IMPLEMENTED}:
                return ""
        raise _failed(told) from None
    except OSError:
        raise _failed(told) from None


def _signed(told: Mapping[str, str], question: str) -> dict[str, str]:
    """The headers by which the server knows us."""
    key = access_key(Path(told["key_file"]))
    identity = key.get("access_key_id") or os.environ.get("AWS_ACCESS_KEY_ID", "")
    secret = key.get("secret_access_key") or os.environ.get("AWS_SECRET_ACCESS_KEY", "")
    if not secret:
        raise _failed(told)
    now = datetime.now(UTC)
    day, moment = f"{now:%Y%m%d}", f"{now:%Y%m%dT%H%M%SZ}"
    headers = {
        "host": urlsplit(told["endpoint"]).netloc,
        "x-amz-content-sha256": NO_CONTENT,
        "x-amz-date": moment,
    }
    names, lines = ";".join(headers), "".join(f"{name}:{value}\n" for name, value in headers.items())
    asked = f"GET\n/{told['bucket']}\n{question}=\n{lines}\n{names}\n{NO_CONTENT}"
    scope = f"{day}/{told['region']}/s3/aws4_request"
    to_sign = f"{ALGORITHM}\n{moment}\n{scope}\n{sha256(asked.encode()).hexdigest()}"
    signing = f"AWS4{secret}".encode()
    for part in (day, told["region"], "s3", "aws4_request", to_sign):
        signing = hmac.digest(signing, part.encode(), "sha256")
    credential = (
        f"{ALGORITHM} Credential={identity}/{scope}, SignedHeaders={names}, Signature={signing.hex()}"
    )
    return headers | {"Authorization": credential}


def _failed(told: Mapping[str, str]) -> StoreFailed:
    return StoreFailed(
        f"{told['address']} did not say whether it keeps earlier versions or locks objects. Allow the access key to "
        "read the bucket’s versioning and object lock, or check them yourself: if either is on, deleted content stays."
    )
