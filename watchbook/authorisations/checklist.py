"""The checklist beside an application, page by page: for those who check it, who decide on it, and who oversee both.

Our own words, after the Codes of practice and what inspectors criticise (docs/law/authorisations.md). A check asks a person
to look and decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.application_form import EVERY
from watchbook.authorisations.permissions import AO, CO, HEAD, READERS
from watchbook.authorisations.rules.kinds import has_crime_threshold
from watchbook.authorisations.states import AuthorisationKind
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today


class ReadingPurpose(StrEnum):
    """The purpose for which somebody reads an application."""

    CHECKS = "checks"
    DECIDES = "decides"
    OVERSEES = "oversees"


@dataclass(frozen=True)
class ChecklistQuestion:
    """One thing to look for, beside which page of the application, and as each reader is asked it."""

    page: str
    title: Promise
    asks: Mapping[ReadingPurpose, Promise]
    kinds: frozenset[AuthorisationKind] = EVERY
    is_of_threshold: bool = False  # asked only where there is one


def _check(
    page: str,
    title: Promise,
    *,
    checks: Promise,
    decides: Promise,
    oversees: Promise,
    kinds: frozenset[AuthorisationKind] = EVERY,
    is_of_threshold: bool = False,
) -> ChecklistQuestion:
    asks = {ReadingPurpose.CHECKS: checks, ReadingPurpose.DECIDES: decides, ReadingPurpose.OVERSEES: oversees}
    return ChecklistQuestion(page, title, asks, kinds, is_of_threshold)


DATES = "dates"  # the last part of every text: no page of the form
_SOURCE = frozenset({AuthorisationKind.CHIS})
_OUTSIDE = frozenset({AuthorisationKind.NON_RIPA})

CHECKS: tuple[ChecklistQuestion, ...] = (
    _check(
        "operation",
        _("Purpose"),
        checks=_("Does it say what is alleged, and how the council knows?"),
        decides=_("Do you understand what must be found out, and does the intelligence bear it?"),
        oversees=_("Would a stranger to the case understand why the council acted?"),
    ),
    _check(
        "activity",
        _("Activity"),
        checks=_(
            "Are platforms, accounts, tools and the number of visits named, so that the limits are clear?"
        ),
        decides=_("Do you know each thing that may be done? What you do not describe is not authorised."),
        oversees=_("Did the looks and captures stay within what is described here?"),
    ),
    _check(
        "subjects",
        _("People covered"),
        checks=_("Is each person named or described closely enough to tell who is not covered?"),
        decides=_("Is everybody named here needed for this purpose?"),
        oversees=_("Was anybody looked at who is neither named nor described?"),
    ),
    _check(
        "necessity",
        _("Necessity"),
        checks=_("Does it argue from this case, or only repeat the ground?"),
        decides=_("Do you believe that it is necessary on this ground? No rule can believe it for you."),
        oversees=_("Did applicant and officer each argue necessity from the facts of this case?"),
    ),
    _check(
        "necessity",
        _("Offence and threshold"),
        checks=_("Is the offence the one that the facts show, and does it meet the crime threshold?"),
        decides=_("Does the offence meet the crime threshold on the day on which you decide?"),
        oversees=_("Did the offence meet the crime threshold on the day of the decision?"),
        is_of_threshold=True,
    ),
    _check(
        "necessity",
        _("Why not RIPA"),
        checks=_("Is it right that RIPA cannot be used, and does the reason fit the facts?"),
        decides=_("Is there a power to do this, and is RIPA truly not open?"),
        oversees=_("Was RIPA set aside for a reason that holds?"),
        kinds=_OUTSIDE,
    ),
    _check(
        "proportionality",
        _("Proportionality"),
        checks=_("Does it weigh size and scope against how grave the matter is, in its own words?"),
        decides=_("Do you believe that the intrusion is in proportion to what is sought?"),
        oversees=_("Is proportionality argued for this operation, and not taken from a template?"),
    ),
    _check(
        "proportionality",
        _("Alternatives"),
        checks=_("Does it name the other ways, and say why each would not do?"),
        decides=_("Could you reach the same result openly, or with less intrusion?"),
        oversees=_("Were less intrusive ways considered before, and not only afterwards?"),
    ),
    _check(
        "collateral_intrusion",
        _("Collateral intrusion"),
        checks=_("Does it say who else is touched, and what keeps that small?"),
        decides=_("Is the intrusion on others justified, and do you want a condition that limits it?"),
        oversees=_("Was what others lost kept as small as promised?"),
    ),
    _check(
        "confidential_information",
        _("Confidential information"),
        checks=_("Is each sort considered, and does the answer fit the people named?"),
        decides=_("If it is likely, only the head of paid service can decide. Is the answer right?"),
        oversees=_("Was confidential information met, and did the right officer decide?"),
    ),
    _check(
        "source",
        _("The source"),
        checks=_("Are task, conduct and risks described, and do two people handle and oversee?"),
        decides=_("Are the arrangements for the source’s welfare and records in place?"),
        oversees=_("Were the arrangements kept, and the risks reviewed?"),
        kinds=_SOURCE,
    ),
    _check(
        "data_protection",
        _("Data protection and equality"),
        checks=_("Is there a lawful basis, and an impact assessment that covers it?"),
        decides=_("Are the rights of the person respected, and will they be told?"),
        oversees=_("Was the person told when the reason for silence had gone?"),
        kinds=_OUTSIDE,
    ),
    _check(
        DATES,
        _("Dates"),
        checks=_("Can it be decided, and heard by a court if one is needed, before it is to begin?"),
        decides=_("Set the first review for this case; a month is the most."),
        oversees=_("Did nothing happen before it took effect or after it ended? Were reviews in time?"),
    ),
)


def checks_beside(
    page: str, *, kind: str, nation: str, purpose: ReadingPurpose
) -> list[tuple[Promise, Promise]]:
    """Return the titles and questions of the checklist beside a page, as this reader is asked them."""
    has_threshold = has_crime_threshold(kind, nation=nation)
    return [
        (one.title, one.asks[purpose])
        for one in CHECKS
        if one.page == page and kind in one.kinds and (has_threshold or not one.is_of_threshold)
    ]


def purpose_of(person: Person) -> ReadingPurpose:
    """Return the purpose for which somebody reads: the applicant is shown what the co-ordinator will look for."""
    held = duties_of(person, on=today())
    if held & {AO, HEAD}:
        return ReadingPurpose.DECIDES
    return ReadingPurpose.OVERSEES if CO not in held and held & set(READERS) else ReadingPurpose.CHECKS
