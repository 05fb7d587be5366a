"""Words that the public reads of a listening project: its title, purpose, lawful basis and reason for withholding."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from watchbook.law.exemptions import exemptions
from watchbook.listening.cleaning import NAME, TYPES, WELSH_TYPES, first_names
from watchbook.listening.search_query import plain
from watchbook.listening.taxonomy import taxonomy

EXEMPTION = re.compile(
    r"\b(?P<what>s|ss|sections?|reg|regulation)\.? ?(?P<number>\d{1,4})\b(?:\((?:\d{1,2}[a-z]?|[a-h]|[ivx]{1,4})\))*",
    re.IGNORECASE,
)
REGIMES = (("foia", "foisa"), ("eir", "eisr"))
SCOTS = frozenset({"foisa", "eisr"})
LAW = re.compile(
    r"\b(?:(?P<scots>FOISA\b|EISR\b|(?:freedom of|environmental) information \(?scotland\b\)?)|(?:FOIA|EIR|(?:freedom of|environmental) information)\b)"
    r"(?: (?:act|regulations)\b)?(?: \d{4}\b)?",
    re.IGNORECASE,
)
AROUND = ".,:;!?…()[]“”\"'‘’–—-/&#"
YEAR = re.compile(r"20\d\d")
# What leads to one person or one place in a text that we publish.
POINTS_AT = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|net|uk|social|co|io|app|me|wales|cymru)\b|\b[ur]/\w"
    r"|(?:\d[ -]?){9,}|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b",
    re.IGNORECASE,
)
COORDINATES = re.compile(r"-?\d{1,3}\.\d+°? ?[NS]?[,; ] ?-?\d{1,3}\.\d+")
STREET = re.compile(
    rf"\b\d{{1,4}}[a-z]?,? (?P<street>(?:[^\W\d_][\w'’-]* ){{1,3}})(?:{TYPES})\b", re.IGNORECASE
)
STREET_IN_WELSH = re.compile(rf"\b\d{{1,4}}[a-z]?,? (?:{WELSH_TYPES}) (?:yr? )?[\w'’-]+", re.IGNORECASE)
TITLED = re.compile(rf"\b(?i:mr|mrs|ms|miss|mx|dr|prof|rev|cllr|councillor|cynghorydd)\.? {NAME}")
PAIR = re.compile(r"\b([^\W\d_][\w'’-]*)(?= ([^\W\d_][\w'’-]*))")
SAID_OF_SERVICES = frozenset(["stop", "save", "march", "marches"])  # “bus stop”, “save money”, the month


def why_not_published(
    title: str, purpose: str, withheld_why: str, *, on: date, names: Collection[str], regimes: Collection[str]
) -> str | None:
    """Return why what the public reads of a project cannot stand so, or None: its names are those of its places and its service."""
    told = unicodedata.normalize("NFKC", f"{title}\n{purpose}\n{withheld_why}")
    if "@" in told:
        return _(
            "The title, the purpose or the reason contains @, so it may show a handle or an email address. We publish all three. Remove the @."
        )
    if POINTS_AT.search(told):
        return _(
            "The title, the purpose or the reason contains a web address, an account, a phone number or a postcode. We publish all three, so remove that detail."
        )
    if set(re.findall(r"\w+", told.casefold())) & taxonomy().protests - SAID_OF_SERVICES:
        return _(
            "The title, the purpose or the reason contains a word for a protest or a campaign. Remove the word. To look at an event or a group, open an investigation."
        )
    if withheld_why and (why := _why_no_exemption(withheld_why, on=on, regimes=regimes)):
        return why
    return _why_unlisted(title, withheld_why, names)


def _why_unlisted(title: str, withheld_why: str, names: Collection[str]) -> str | None:
    """Return why a title, or a reason without the law that it names, cannot be published, or None: with each word that it cannot have."""
    reason = LAW.sub(" ", EXEMPTION.sub(" ", withheld_why))
    for text, why in (
        (
            title,
            _(
                "The title can contain only words about services, because we publish it. Remove or replace: {words}."
            ),
        ),
        (
            reason,
            _(
                "The reason for not publishing the queries can contain only plain words, because we publish it. Remove or replace: {words}."
            ),
        ),
    ):
        if unlisted := unlisted_words(text, names):
            return why.format(words=", ".join(f"“{word}”" for word in unlisted))
    return None


def unlisted_words(text: str, names: Collection[str]) -> list[str]:
    """Return the words of a text that are on no list (`topics.toml`) and in none of these names: each may name a person or an address."""
    told = f" {plain(text)} "
    for name in sorted(map(plain, names), key=len, reverse=True):
        told = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", told)
    words = (word.strip(AROUND) for word in re.split(r"[\s()\[\]/]+", told))
    return list(dict.fromkeys(word for word in words if word and not _is_listed(word)))


def _is_listed(word: str) -> bool:
    every = _every_word()
    parts = word.removesuffix("'s").split("-")
    return word in every or bool(YEAR.fullmatch(word)) or all(part in every for part in parts)


@cache
def _every_word() -> frozenset[str]:
    told = taxonomy()
    return SAID_OF_SERVICES.union(told.said, told.plain, *told.topics.values())


def why_names_somebody(*texts: str, names: Collection[str]) -> str | None:
    """Return why free texts that the public reads cannot stand, or None: with the words that look like a person, a place or a hashtag.

    No rule knows every name: whoever approves the project confirms that there is none.
    """
    for text in texts:
        told = unicodedata.normalize("NFKC", text)
        for name in names:
            told = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", told, flags=re.IGNORECASE)
        if found := _tells_of_somebody(told):
            return _(
                "The purpose or the lawful basis contains “{words}”, which may point to a person or a place, or is a hashtag. We publish the purpose and the "
                "lawful basis, so remove these words."
            ).format(words=found)
    return None


def _tells_of_somebody(text: str) -> str | None:
    """Return the first words of a text that look like a hashtag, coordinates, an address, or a person, or None."""
    if found := re.search(r"#\w+", text) or COORDINATES.search(text) or STREET_IN_WELSH.search(text):
        return found[0]
    for found in STREET.finditer(text):
        if not all(map(_is_listed, plain(found["street"]).split())):  # “12 weeks in each street” is none
            return found[0]
    if found := TITLED.search(text):
        return found[0]
    for found in PAIR.finditer(text):
        first, second = plain(found[1]), plain(found[2]).removesuffix("'s")
        if (
            first in first_names()
            and not _is_listed(second)
            and (found[2][0].isupper() or found[1].islower())
        ):
            return f"{found[1]} {found[2]}"
    return None


def _why_no_exemption(reason: str, *, on: date, regimes: Collection[str]) -> str | None:
    found = EXEMPTION.search(reason)
    if found and LAW.search(reason) and not re.search(r"\w", reason[found.end() :]):
        return _(
            "You named the law but gave no reason. After “{section}”, say why the queries are not published."
        ).format(section=found[0])
    if _names_an_exemption(reason, on=on, regimes=regimes):
        return None
    return _(
        "The reason for not publishing the queries does not name an exemption in a law that applies to us. Enter the law and the section, such as “FOIA section "
        "31(1)(a)”, and then the reason."
    )


def _names_an_exemption(reason: str, *, on: date, regimes: Collection[str]) -> bool:
    """Whether a reason names an exemption by its law and section, or an exception by its regulation, and says something besides.

    The law is one that the authority is under: none of another nation.
    """
    found, laws = EXEMPTION.search(reason), list(LAW.finditer(reason))
    if found is None or not laws:
        return False
    is_regulation = found["what"].casefold().startswith("reg")
    ours = set(REGIMES[is_regulation]).intersection(regimes)
    if any(bool(law["scots"]) != bool(SCOTS.intersection(regimes)) for law in laws):
        return False
    held = (one for regime in ours for one in exemptions(regime, on=on))
    return found["number"] in {one.section.partition("(")[0] for one in held if not one.is_of_the_request}
