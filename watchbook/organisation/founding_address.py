"""The one-time address at which a register begins: set-up makes it, the home keeps its hash, founding closes it.

Whoever holds it may name the first two administrators, so it is shown once, lives for days and is kept nowhere in full.
"""

import hmac
import json
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from watchbook.audit_log import durable

KEPT_FOR = timedelta(days=3)


def make(file: Path, *, at: datetime) -> str:
    """A fresh token, good until it is used or three days are over; an earlier one stops."""
    token = secrets.token_urlsafe(32)
    kept = {"sha256": _digest(token), "until": (at + KEPT_FOR).isoformat()}
    durable.write(file, content=json.dumps(kept).encode())
    return token


def opens(file: Path, token: str, *, at: datetime) -> bool:
    """Whether this token is the newest that set-up made and its time is not over."""
    try:
        kept = json.loads(file.read_text())
    except FileNotFoundError:
        return False
    is_it = hmac.compare_digest(kept["sha256"], _digest(token))
    return is_it and at < datetime.fromisoformat(kept["until"])


def close(file: Path) -> None:
    """No token opens any more."""
    file.unlink(missing_ok=True)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
