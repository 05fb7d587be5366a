"""Words that the public reads of listening: a project’s title, purpose and reason for withholding, and the names of wards."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

from watchbook.law.exemptions import exemptions
from watchbook.listening.taxonomy import taxonomy

EXEMPTION = re.compile(
    r"\b(?P<what>s|ss|sections?|reg|regulation)\.? ?(?P<number>\d{1,4})\b(?:\([\w]+\))*", re.IGNORECASE
)
REGIMES = (("foia", "foisa"), ("eir", "eisr"))
LAW = re.compile(r"\b(?:FOIS?A|EIS?R)\b|freedom of information|environmental information", re.IGNORECASE)
# What leads to one person or one place in a text that we publish.
POINTS_AT = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|net|uk|social|co|io|app|me|wales|cymru)\b|\b[ur]/\w"
    r"|(?:\d[ -]?){9,}|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b",
    re.IGNORECASE,
)
SAID_OF_SERVICES = frozenset(["stop", "save", "march", "marches"])  # “bus stop”, “save money”, the month
PLACES_TOO = frozenset(
    ["church", "eglwys", "capel", "temple", "march", "marches", "club"]
)  # words in the names of real wards


def why_not_published(title: str, purpose: str, withheld_why: str, *, on: date) -> str | None:
    """Return why what the public reads of a project cannot stand so, or None."""
    told = unicodedata.normalize("NFKC", f"{title}\n{purpose}\n{withheld_why}")
    if "@" in told:
        return _(
            "The title, the purpose or the reason contains @, so it may be a handle or an email address. We publish all three."
        )
    if POINTS_AT.search(told):
        return _(
            "The title, the purpose or the reason contains a web address, an account, a phone number or a postcode. We publish all three. Take it out."
        )
    if set(re.findall(r"\w+", told.casefold())) & taxonomy().protests - SAID_OF_SERVICES:
        return _(
            "The title, the purpose or the reason has a word for a protest or a campaign. To look at an event or a group, open an investigation."
        )
    if withheld_why and not _names_an_exemption(withheld_why, on=on):
        return _(
            "The reason why the queries are not published names no exemption. Enter its law and section, such as “FOIA section 31(1)(a)”, and why it applies."
        )
    return None


def _names_an_exemption(reason: str, *, on: date) -> bool:
    """Whether a reason names an exemption by its law and section, or an exception by its regulation, and says something besides."""
    found = EXEMPTION.search(reason)
    if found is None or not LAW.search(reason) or not re.search(r"\w", reason[found.end() :]):
        return False
    is_regulation = found["what"].casefold().startswith("reg")
    held = (one for regime in REGIMES[is_regulation] for one in exemptions(regime, on=on))
    return found["number"] in {one.section.partition("(")[0] for one in held if not one.is_of_the_request}


def why_not_ward_name(name: str) -> str | None:
    """Return why a name is not that of one ward, or None."""
    if not _is_one_name(name):
        return _(
            "This names more than one ward, or a group or a protest, or has letters of another alphabet. Enter one ward, by its name in the order that made it."
        )
    return None


def _is_one_name(name: str) -> bool:
    """Whether a name has Latin letters alone, so that no two look the same, names one ward, and no group or protest."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    refused = (taxonomy().groups | taxonomy().protests) - PLACES_TOO
    one = sum(word in {"ward", "wards", "division", "adran"} for word in words) == 1
    return (
        one
        and not refused.intersection(words)
        and all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha())
    )
