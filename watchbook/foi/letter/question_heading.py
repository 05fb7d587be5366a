"""The heading of a question for the public: its number as they know it, and no mark of our own (FOIA s.16)."""

import re
from collections.abc import Collection

from django.utils.translation import gettext as _

_SECTION = re.compile(r"S(?P<section>[^.]+)\.(?P<rest>.+)")
_OWN = re.compile(
    r"(?P<sort>[pb])(?P<nth>[0-9]+)"
)  # what the requester numbered not at all, or marked with a bullet


def heading_of(number: str, *, among: Collection[str]) -> str:
    """Return `Question 2.c`, or `Section 2, question 1`, `Question 3, point 2`; `among` are the numbers of its request."""
    within = _SECTION.fullmatch(number)
    if within:
        rest = heading_of(within["rest"], among=among)
        said = _("Section {section}, {question}")
        return said.format(section=within["section"], question=rest[:1].lower() + rest[1:])
    *above, last = number.split(".")
    own = _OWN.fullmatch(last)
    if own is None:
        return _("Question {number}").format(number=number)
    if above:
        said = _("{question}, point {nth}")
        return said.format(question=heading_of(".".join(above), among=among), nth=own["nth"])
    if own["sort"] == "b":
        return _("Point {nth}").format(nth=own["nth"])
    if own["nth"] in among:
        return _("Unnumbered question {nth}").format(nth=own["nth"])
    return _("Question {number}").format(number=own["nth"])
