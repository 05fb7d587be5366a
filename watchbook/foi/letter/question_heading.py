"""The heading of a question as its requester knows it: their number or mark, and no mark of our own (FOIA s.16)."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

_SECTION = re.compile(r"S(?P<section>[^.]+)\.(?P<rest>.+)")
_OWN = re.compile(
    r"(?P<sort>[pb])(?P<nth>[0-9]+)"
)  # what the requester numbered not at all, or marked with a bullet
_AGAIN = re.compile(
    r"(?P<number>.*[^.-])-(?P<nth>[0-9]+)"
)  # the same number once more, or a piece of its text
_NUMBERED = re.compile(r"(?:[^\W\d_]{2,}\W+)?[Qq]?\W*(?P<label>\w+)\W*")  # `Q2 )`, `Question 4:`, `iv)`


def headings(marked: Mapping[str, str]) -> dict[str, str]:
    """The heading of each question of a request by its number, from the marker of each, in the order of the request."""
    return {
        number: heading_of(number, among=list(marked), marker=marker) for number, marker in marked.items()
    }


def heading_of(number: str, *, among: Sequence[str], marker: str = "") -> str:
    """Return `Question 2.c`, or `Section 2, question 1`, `Question 3, point 2`; `among` are the numbers of its request in order."""
    if within := _SECTION.fullmatch(number):
        rest = heading_of(within["rest"], among=among, marker=marker)
        said = _("Section {section}, {question}")
        return said.format(section=within["section"], question=rest[:1].lower() + rest[1:])
    if again := _AGAIN.fullmatch(number):
        said = _("{question}, part {nth}")
        return said.format(question=heading_of(again["number"], among=among), nth=again["nth"])
    *above, last = number.split(".")
    own = _OWN.fullmatch(last)
    if own is None:
        return _as_marked(number, last=last, marker=marker)
    if above:
        said = _("{question}, point {nth}")
        return said.format(question=heading_of(".".join(above), among=among), nth=own["nth"])
    if own["sort"] == "b":
        return _("Point {nth}").format(nth=own["nth"])
    return _unnumbered(number, among=among)


def _as_marked(number: str, *, last: str, marker: str) -> str:
    """Return its number, and beside it the requester's mark where that is another: `Question 4 (your “iv)”)`."""
    label = _NUMBERED.fullmatch(marker)
    if label is None or label["label"].casefold().endswith(last.casefold()):
        return _("Question {number}").format(number=number)
    return _("Question {number} (your “{marker}”)").format(number=number, marker=marker)


def _unnumbered(number: str, *, among: Sequence[str]) -> str:
    """By its place among those without a number; where the request numbers none, that is its number."""
    own = [one for one in among if (found := _OWN.fullmatch(one)) and found["sort"] == "p"]
    nth = own.index(number) + 1 if number in own else 1
    if all(one.partition(".")[0] in own for one in among):
        return _("Question {number}").format(number=nth)
    if len(own) < 2:
        return _("Unnumbered question")
    return _("Unnumbered question {nth}").format(nth=nth)
