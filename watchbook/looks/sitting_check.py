"""Check a sitting before its look opens: whose page it is, at which address, by which profile, and for what."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState
from watchbook.authorisations.queries.in_force import profiles_named
from watchbook.authorisations.states import ProfileState, check_profile_usable
from watchbook.investigations.account import items_named, items_of
from watchbook.investigations.account_address import ELSEWHERE, RecognisedAddress, recognised
from watchbook.investigations.models import Account, Subject
from watchbook.investigations.together import is_confirmed
from watchbook.investigations.whose_page import (
    could_be_somebodys,
    is_own_page,
    is_search_engine,
    searches_by_words,
)
from watchbook.looks.models import About, AccountUsed
from watchbook.looks.rules.assessed import AUTHORISATIONS, IMMEDIATE
from watchbook.looks.sitting import Sitting, is_about_somebody
from watchbook.organisation.models import Person
from watchbook.triage.facts import OWN_PAGE, YES

# With these outcomes nobody in particular is looked at; looking somebody up once in a public register is a look at it.
AT_NOBODY = {
    About.GENERAL: {"none", "overt", "observation", "immediate"},
    About.OWN_PAGE: {"none", "overt", "observation", "immediate"},
    About.REGISTER: {"none", "overt", "observation", "immediate", "preliminary"},
}


def check_sitting(sitting: Sitting, *, user: Person, moment: datetime) -> None:
    """Refuse what the form could not know: whose account, which profile, and that a purpose is said."""
    if not sitting.why.strip():
        raise WrongState(
            _("You cannot open or record a look without saying in a few words why you are looking.")
        )
    if (sitting.about == About.SUBJECT) != (sitting.subject is not None):
        raise WrongState(
            _(
                "You cannot open or record this look: a look at a subject must name the subject, and any other look must not name a subject. Check both answers."
            )
        )
    if sitting.account is not None and (
        sitting.subject is None or sitting.account.subject_id != sitting.subject.id
    ):
        raise WrongState(
            _(
                "You cannot open or record a look at this account: it is not one of the subject’s accounts. Add the account to the subject first."
            )
        )
    if sitting.account is not None and sitting.account.parted_at is not None:
        raise WrongState(
            _(
                "You cannot open or record a look at this account: it was removed from the subject. Choose one of the subject’s other accounts."
            )
        )
    _check_own_page(sitting)
    _check_address(sitting)
    _check_profile(sitting, user=user, moment=moment)


def somebody_in(sitting: Sitting, outcomes: tuple[str, ...]) -> str:
    """Name what shows that a look at nobody in particular is at somebody; “” where nothing does."""
    if is_somebodys(sitting):
        return "address"
    if is_about_somebody(sitting.purpose):
        return "purpose"
    if could_search_for_somebody(sitting.about, recognised(sitting.address), said=sitting.searched):
        return "search"
    names_nobody = sitting.facts.get("no_one_named") == YES and sitting.facts.get("f1") != YES
    is_nobody = sitting.about == About.REGISTER or names_nobody
    is_nobody = is_nobody and set(outcomes) <= AT_NOBODY[About(sitting.about)]
    return "" if is_nobody else "answers"


def could_search_for_somebody(about: str, found: RecognisedAddress | None, *, said: str) -> bool:
    """Whether a look at nobody is at a search for words, and nobody said how they are known to name nobody."""
    if found is None or not searches_by_words(found) or has_words(said):
        return False
    return about == About.GENERAL or (about == About.REGISTER and is_search_engine(found))


def is_somebodys(sitting: Sitting) -> bool:
    """Whether the address of a look at nobody in particular is somebody's, or may be."""
    found = recognised(sitting.address)
    return found is not None and is_somebodys_page(found, about=sitting.about)


def is_somebodys_page(found: RecognisedAddress, *, about: str) -> bool:
    """Whether a page is of somebody on record, or is or may be somebody's own; the authority's own page is nobody's there.

    A platform is no public register, whatever page of it is looked at.
    """
    if Account.objects.filter(pk__in=items_named(found), parted_at=None).exists():
        return True
    if about == About.OWN_PAGE and is_own_page(found.exact):
        return False
    is_platforms = about == About.REGISTER and found.platform not in ELSEWHERE
    return is_platforms or could_be_somebodys(found)


def check_profile_covered(sitting: Sitting, *, basis: str, basis_id: UUID | None) -> None:
    """Refuse a covert profile that the application of the authorisation in force does not name; an imported record names none."""
    profile = sitting.covert_profile
    if profile is None or basis_id is None or basis not in AUTHORISATIONS:
        return
    named = profiles_named(basis_id)
    if named is not None and profile.reference not in named:
        raise WrongState(
            _(
                "You cannot use covert profile {profile} for this look: the authorisation does not name that profile. Choose a profile that the authorisation "
                "names, look while signed out, or make a new application."
            ).format(profile=profile.reference)
        )


def check_sudden(sitting: Sitting, *, basis: str, basis_id: UUID | None) -> None:
    """Refuse to begin an immediate response on a word: it is held to what happened and who decided (RIPA s.26(2)(c))."""
    if basis == IMMEDIATE and basis_id is None and not has_words(sitting.sudden):
        raise WrongState(
            _(
                "You cannot open this look as an immediate response yet. "
                "Say what happened suddenly, who decided that the look could not wait, and why nobody could ask for a plan or an authorisation in time."
            )
        )


def _check_own_page(sitting: Sitting) -> None:
    """Refuse to look at any page as the authority's own but those that its settings list."""
    is_claimed = sitting.about == About.OWN_PAGE or (
        sitting.subject is not None and sitting.facts.get("made_open") == OWN_PAGE
    )
    if is_claimed and not is_own_page(sitting.address):
        raise WrongState(
            _(
                "You cannot open this look as a look at the authority’s own page: the settings do not list its address. "
                "Open a look at the person or group that owns the page, or ask a system administrator to add the page to the settings."
            )
        )


def _check_address(sitting: Sitting) -> None:
    """Refuse an address that names, or may show, another account than the one looked at.

    A subject without accounts may have any address that is nobody else’s.
    """
    found = recognised(sitting.address)
    if sitting.subject is None or found is None:
        return
    theirs = set(sitting.subject.accounts.filter(parted_at=None).values_list("id", flat=True))
    looked_at = {sitting.account.id} if sitting.account else theirs
    if found.account is not None and theirs and not looked_at & items_of(found.account):
        raise WrongState(
            _(
                "You cannot open this look: the address belongs to a different account from the subject’s, or from the one you chose. "
                "Paste the address again, or add the account to the subject."
            )
        )
    check_its_own(sitting.subject, found, theirs=theirs)
    for name in found.names:
        _refuse_anothers(name, theirs=theirs)


def check_its_own(subject: Subject, found: RecognisedAddress, *, theirs: set[UUID]) -> None:
    """Refuse a page that may be somebody's, and is none of the accounts with which a subject was confirmed to be no person."""
    if is_confirmed(subject) and not items_named(found) & theirs and could_be_somebodys(found):
        raise WrongState(
            _(
                "You cannot look at this page in a look at {subject}: that subject is not a person or group, so looks at it are not limited, but the page belongs, "
                "or may belong, to a person. Add the account to the subject, or open a look at that person."
            ).format(subject=subject)
        )


def _refuse_anothers(name: str, *, theirs: set[UUID]) -> None:
    """Refuse the account of another subject of the authority, whose assessments would not be asked."""
    items = items_of(name)
    if not items & theirs and Account.objects.filter(pk__in=items, parted_at=None).exists():
        raise WrongState(
            _(
                "You cannot open this look: the address names an account that is recorded for another subject. If the account belongs to this subject too, add it "
                "to this subject first."
            )
        )


def _check_profile(sitting: Sitting, *, user: Person, moment: datetime) -> None:
    if (sitting.account_used == AccountUsed.COVERT_PROFILE) != (sitting.covert_profile is not None):
        raise WrongState(
            _(
                "You cannot open or record this look without saying which registered covert profile you use, or that you use none."
            )
        )
    if sitting.covert_profile is not None and sitting.facts.get("covert") != YES:
        raise WrongState(
            _(
                "You cannot use a covert profile for an open look. If the look is covert, answer the questions again and say that the look is covert."
            )
        )
    profile = sitting.covert_profile
    if profile is not None:
        service = sitting.subject.investigation.service_id if sitting.subject else user.service_id
        check_profile_usable(
            ProfileState(profile.state),
            is_theirs=user.id in profile.users,
            is_for_service=not profile.services or service in profile.services,
            is_risk_assessed=profile.is_risk_assessed_for(user),
            review_due_on=profile.review_due_on,
            on=london_day(moment),
        )
