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
        checks=_("Does the application say what is alleged, and how the council knows?"),
        decides=_(
            "Do you understand what the council needs to find out, and does the intelligence support the need to find it out?"
        ),
        oversees=_("Would somebody new to the case understand why the council acted?"),
    ),
    _check(
        "activity",
        _("Activity"),
        checks=_(
            "Does the application name the platforms, accounts, tools and number of visits, so that the limits are clear?"
        ),
        decides=_(
            "Do you know exactly what officers may do? Anything that you do not describe is not authorised."
        ),
        oversees=_("Did the looks and captures stay within the activity described in the application?"),
    ),
    _check(
        "subjects",
        _("People covered"),
        checks=_("Is each person named or described closely enough to tell who is not covered?"),
        decides=_(
            "Is it necessary for the purpose of the operation to cover everybody named in the application?"
        ),
        oversees=_("Did officers look at anybody who is neither named nor described in the application?"),
    ),
    _check(
        "necessity",
        _("Necessity"),
        checks=_("Does the application argue from the facts of this case, or only repeat the ground?"),
        decides=_(
            "Do you believe that the authorisation is necessary on this ground? Only you can decide that."
        ),
        oversees=_("Did the applicant and the officer each argue necessity from the facts of this case?"),
    ),
    _check(
        "necessity",
        _("Offence and threshold"),
        checks=_("Is this the offence that the facts show, and does it meet the crime threshold?"),
        decides=_("Does the offence meet the crime threshold on the day you decide?"),
        oversees=_("Did the offence meet the crime threshold on the day of the decision?"),
        is_of_threshold=True,
    ),
    _check(
        "necessity",
        _("Reason why RIPA does not apply"),
        checks=_("Is it correct that RIPA cannot be used, and does the reason fit the facts?"),
        decides=_("Does the council have a power to do this, and is it correct that RIPA cannot be used?"),
        oversees=_("Was there a sound reason not to use RIPA?"),
        kinds=_OUTSIDE,
    ),
    _check(
        "proportionality",
        _("Proportionality"),
        checks=_(
            "Does the application weigh the size and scope of the activity against the seriousness of the matter?"
        ),
        decides=_("Do you believe that the intrusion is in proportion to the aim?"),
        oversees=_("Is proportionality argued for this operation, and not copied from a template?"),
    ),
    _check(
        "proportionality",
        _("Alternatives"),
        checks=_(
            "Does the application name other ways to find out, and say why each of them would not work?"
        ),
        decides=_("Could you reach the same result openly, or with less intrusion?"),
        oversees=_("Were less intrusive methods considered before the activity, and not only afterwards?"),
    ),
    _check(
        "collateral_intrusion",
        _("Collateral intrusion"),
        checks=_(
            "Does the application say who else is affected, and how the intrusion on them is kept to a minimum?"
        ),
        decides=_("Is the intrusion on other people justified, and should a condition limit it?"),
        oversees=_("Was the intrusion on other people kept as small as promised?"),
    ),
    _check(
        "confidential_information",
        _("Confidential information"),
        checks=_(
            "Does the application consider each kind of confidential information, and is its answer right for the people whom it names?"
        ),
        decides=_(
            "Is the applicant’s answer right? If confidential information is likely to be obtained, only the head of paid service can decide on the application."
        ),
        oversees=_(
            "Did officers come across confidential information, and did the right officer decide on the application?"
        ),
    ),
    _check(
        "source",
        _("The source"),
        checks=_(
            "Are the task, conduct and risks described, and are the handler and the controller different people?"
        ),
        decides=_("Are the arrangements for the source’s welfare and records in place?"),
        oversees=_("Did officers keep to the arrangements for the source, and did they review the risks?"),
        kinds=_SOURCE,
    ),
    _check(
        "data_protection",
        _("Data protection and equality"),
        checks=_("Is there a lawful basis, and does an impact assessment cover the activity?"),
        decides=_("Are the person’s rights respected, and will the person be told about the activity?"),
        oversees=_(
            "Was the person told about the activity as soon as there was no longer a reason not to tell them?"
        ),
        kinds=_OUTSIDE,
    ),
    _check(
        DATES,
        _("Dates"),
        checks=_(
            "Is there time before the planned start for the officer to decide, and for a court to approve if its approval is needed?"
        ),
        decides=_("Is the date of the first review early enough for this case?"),
        oversees=_(
            "Did all the activity take place while the authorisation was in force? Were the reviews on time?"
        ),
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
