"""The edition of the rules: the version of the graph and one digest of all data of law and graph, which a solicitor adopts.

It is made of the data and not of the bytes, so that a comment changes nothing and a number does.
"""

import json
import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path

from watchbook.law import parameters
from watchbook.triage.graph import current

_PACKAGE = Path(parameters.__file__).parent.parent
_FOLDERS = ("law", "triage/graph")
_SHOWN = 12


def edition() -> str:
    """Name the rules in use: `2026-11-25.9f86d081884c`."""
    return f"{current().version}.{digest()[:_SHOWN]}"


@cache
def digest() -> str:
    """Give the digest of every value, provision, offence, holiday, question, edge and sentence of the rules."""
    found = {
        str(path.relative_to(_PACKAGE)): tomllib.loads(path.read_text(encoding="utf-8"))
        for folder in _FOLDERS
        for path in sorted((_PACKAGE / folder).rglob("*.toml"))
    }
    return sha256(json.dumps(found, sort_keys=True, default=str).encode()).hexdigest()
