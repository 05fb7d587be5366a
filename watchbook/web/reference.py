"""References in a text of a page: a line never breaks within one."""

import re
from typing import Any

from markupsafe import Markup, escape

from watchbook.acting.own_words import with_unseen_shown

REFERENCE = re.compile(r"\b[A-Z]{1,6}-(?:[A-Z]-)?\d{4,}(?:/\d+)*")


def unbroken(value: Any) -> Any:
    """Return a value as it is, or as markup where a reference stands in it: FOI-0006 and D-0001/1 stay in one line."""
    if hasattr(value, "__html__") or not REFERENCE.search(text := str(value)):
        return value
    written = str(escape(with_unseen_shown(text)))
    return Markup(REFERENCE.sub(r'<span class="watchbook-reference">\g<0></span>', written))  # noqa: S704  # escaped above
