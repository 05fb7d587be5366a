"""Names of wards, and where one is written. Pure.

The rule: a ward is what a public body says is one. Its entry gives the code that the Office for National Statistics gave it, or the
address of a page of a public body; a second officer finds it there; whoever approves a project reads the source and who agreed.
No list of names could tell a ward that is called like a person (Charles Dickens ward) from a person.
"""

import re
import unicodedata
from collections.abc import Collection

from django.utils.translation import gettext as _

from watchbook.listening.search_query import plain
from watchbook.listening.taxonomy import taxonomy
from watchbook.organisation.names import told_apart_by

# Wards and electoral divisions of England, Wales, Scotland and Northern Ireland, and divisions of English counties.
CODE = re.compile(r"(?:E05|E58|W05|S13|N08|N10)\d{6}")
OF_A_PUBLIC_BODY = re.compile(
    r"https?://(?:[a-z0-9-]+\.)*(?:gov\.uk|gov\.wales|llyw\.cymru|gov\.scot|lgbce\.org\.uk|boundaries\.scot)(?:/\S*)?",
    re.IGNORECASE,
)
PLACES_TOO = frozenset(
    ["church", "eglwys", "capel", "temple", "march", "marches", "club"]
)  # words in the names of real wards


def why_not_ward_source(source: str) -> str | None:
    """Return why a source shows no second officer that a ward is one, or None."""
    if CODE.fullmatch(source.strip()) or OF_A_PUBLIC_BODY.fullmatch(source.strip()):
        return None
    if CODE.fullmatch(code := "".join(source.upper().split())):
        return _("Enter the code as the Office for National Statistics writes it: {code}.").format(code=code)
    return _(
        "The source does not show that this is a ward. Enter the ward’s Office for National Statistics code, such as E05000001, or "
        "the address of a public body’s page that lists the ward, such as a page on legislation.gov.uk."
    )


def why_not_ward_name(name: str, others: Collection[str] = ()) -> str | None:
    """Return why a name is not that of one ward, or None: of another alphabet, a group, several, or one that looks like another ward’s."""
    strange = next((one for one in name if one.isalpha() and not _is_latin(one)), None)
    if strange:
        return _(
            "The name contains the letter “{letter}” from another alphabet. Type the name again in Latin letters."
        ).format(letter=strange)
    words = re.findall(r"[^\W\d_]+", name.casefold())
    refused = (taxonomy().groups | taxonomy().protests) - PLACES_TOO
    if found := next((word for word in words if word in refused), None):
        return _(
            "“{word}” is a word for a group or a protest, so this is not the name of a ward. Enter the name of a ward."
        ).format(word=found)
    if sum(word in {"ward", "wards", "division", "adran"} for word in words) != 1 or _is_a_list(name):
        return _("The name covers more than one ward. Record each ward separately.")
    seen = next((one for one in others if _resembles(one, name)), None)
    if seen:
        return _(
            "The name looks like “{name}”, which is on the register. Check the spelling, or correct that record."
        ).format(name=seen)
    return None


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def _is_a_list(name: str) -> bool:
    """Whether a name has a comma and no “and” after it: “Leven, Kennoway and Largo ward” is one ward of Scotland."""
    return "," in name and not re.search(r",[^,]* (?:and|&|a|ac) [^,]*$", name.casefold())


def _resembles(other: str, name: str) -> bool:
    return plain(other) != plain(name) and told_apart_by(other) == told_apart_by(name)
