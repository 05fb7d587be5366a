"""Passes: by one a frame on the replay origin is shown one viewing, once, within a minute and without any session.

It names entries of custody, which are committed before it is made: what they say was seen, by whom and of which capture is
all that it opens, and where there is no entry it opens nothing. Encrypted and authenticated (Fernet), it tells nobody anything.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.cache import cache

LASTS = timedelta(minutes=1)  # a view is one answer, asked for as soon as its page is there
DOMAIN = b"watchbook/replay-pass/v1"


class NoPass(Exception):
    """It is none of ours."""


@dataclass(frozen=True)
class Pass:
    """Which entries of custody it stands for, the origin of the page that may frame it, and its end."""

    entries: tuple[UUID, ...]
    framed_by: str
    ends: datetime


def make(entries: Sequence[UUID], *, framed_by: str, at: datetime) -> str:
    """A pass for viewings that are on record, in letters, digits, - and _."""
    facts = [[one.hex for one in entries], framed_by, int((at + LASTS).timestamp())]
    return _sealer().encrypt(json.dumps(facts).encode()).decode().rstrip("=")


def read(text: str) -> Pass:
    """What a pass says, over or not. Raises NoPass."""
    padded = text.encode() + b"=" * (-len(text) % 4)
    try:
        content = _sealer().decrypt(padded)
    except InvalidToken:
        raise NoPass from None
    if urlsafe_b64encode(urlsafe_b64decode(padded)) != padded:  # one spelling alone
        raise NoPass
    entries, framed_by, ends = json.loads(content)
    moment = datetime.fromtimestamp(ends, tz=UTC)
    return Pass(tuple(UUID(one) for one in entries), framed_by, moment)


def is_first_use(given: Pass) -> bool:
    """Whether nobody used it before: a viewing on record is one viewing, whoever else may come to know its address."""
    name = "replay-pass:" + ",".join(sorted(one.hex for one in given.entries))
    # In the database, so for every web process.
    return cache.add(name, True, timeout=2 * LASTS.total_seconds())


def _sealer() -> Fernet:
    """Under a key of its own, which ends with the service's signing key."""
    return Fernet(urlsafe_b64encode(hmac.digest(settings.SECRET_KEY.encode(), DOMAIN, "sha256")))
