"""What a confirmation holds of an entry: the digest of all that it says, so that a changed entry is confirmed anew. Pure."""

import json
from dataclasses import asdict
from hashlib import sha256

from watchbook.law.offences import Offence


def digest_of(one: Offence) -> str:
    """Return the digest of an entry; the note says how it was come by, and is no part of the law."""
    said = {name: value for name, value in asdict(one).items() if name not in {"verified", "note", "theme"}}
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
