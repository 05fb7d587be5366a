"""A line that says how somebody is reached: an email address, a telephone number and a web page are links."""

import re
from urllib.parse import quote

from django.utils.html import format_html

from watchbook.acting.own_words import with_unseen_shown

EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{6,20}")
WEB_PAGE = re.compile(r"https://[^\s<>]+")
NO_DIGIT = re.compile(r"[^+0-9]")


def contact_line(line: str) -> str:
    """Return a line as a link to write, to call or to open, where it is an address or a number and nothing else."""
    if EMAIL.fullmatch(line):
        address = f"mailto:{quote(line, safe='@+')}"
    elif TELEPHONE.fullmatch(line):
        address = f"tel:{NO_DIGIT.sub('', line)}"
    elif WEB_PAGE.fullmatch(line):
        address = line
    else:
        return line
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, with_unseen_shown(line))
