"""Which oversight body a question names, so that a letter of one is never given as the answer about another."""

import re

SURVEILLANCE_COMMISSIONERS = re.compile(
    r"\b(?:surveillance\s+commission\w*|osc|(?:lord|igor)\s+judge)\b", re.IGNORECASE
)
OTHERS = re.compile(
    r"\b(?:ipco|investigatory\s+powers\s+commission\w*|information\s+commission\w*|ico|home\s+office)\b",
    re.IGNORECASE,
)


def names_another_body(text: str, *, context: str = "") -> bool:
    """Whether a question names IPCO, the Information Commissioner or the Home Office and not the Commissioners."""
    return bool(OTHERS.search(text)) and not SURVEILLANCE_COMMISSIONERS.search(f"{context}\n{text}")
