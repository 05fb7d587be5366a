"""The ways in which one name is written: as it stands, without a note in brackets or a title, and with the surname last.

A name is found by exact hashes alone. What people add to a name as they write it must not keep it from being found.
"""

import re

_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|sir|dame|cllr)\b\.?\s+", re.IGNORECASE)


def name_forms(name: str) -> set[str]:
    """Return the name as it is written and as others write it: “Roe, Dr Jane (builder)” is also “Jane Roe”."""
    plain = _IN_BRACKETS.sub("", name).strip()
    surname, comma, first = (one.strip() for one in plain.partition(","))
    if comma and first:
        plain = f"{_TITLE.sub('', first)} {surname}"
    return {name, _TITLE.sub("", plain)} - {""}
