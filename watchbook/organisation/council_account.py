"""Links between a person and their account at the council's sign-in: made and taken off by that person, signed in with a fresh factor."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.record import Kind, record
from watchbook.organisation.jobs import tell_soon
from watchbook.organisation.linked_account import CouncilAccount
from watchbook.organisation.models import Person
from watchbook.organisation.second_factor import FACTORS

LINKED = Kind("council_account.linked", is_grave=True, says=gettext_lazy("A council account was linked."))
UNLINKED = Kind("council_account.unlinked", says=gettext_lazy("A council account was unlinked."))


@transaction.atomic
def link(person: Person, *, issuer: str, subject: str, by: Person, at: datetime) -> CouncilAccount:
    """Link the account with which somebody just signed in at the council's sign-in to their own account here."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    may_link(by, person)
    if CouncilAccount.objects.filter(issuer=issuer, subject=subject).exists():
        raise WrongState(
            _(
                "You cannot link this council account: it is linked to another Watchbook account. If the council account is yours, "
                "tell a system administrator. Otherwise sign in with your own council account and try again."
            )
        )
    if person.council_accounts.filter(issuer=issuer).exists():
        raise WrongState(
            _(
                "You cannot link a second council account: you have already linked one. Unlink that account first."
            )
        )
    row = CouncilAccount(person=person, issuer=issuer, subject=subject)
    row.save(force_insert=True)
    tell_soon(record(LINKED, subject=person, by=by, at=at))
    return row


@transaction.atomic
def unlink(person: Person, *, by: Person, at: datetime) -> None:
    """Remove the link: from then on the council account lets nobody in here."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    may_link(by, person)
    has_own = Authenticator.objects.filter(user=person, type__in=FACTORS).exists()
    if settings.SECOND_FACTOR_REQUIRED and not has_own:  # a password alone would then set one up
        raise WrongState(
            _(
                "You cannot unlink your council account: you have no passkey and no codes from an app. Add a passkey or an app first."
            )
        )
    removed, _tables = person.council_accounts.all().delete()
    if not removed:
        raise WrongState(_("You cannot unlink a council account: you have not linked one."))
    tell_soon(record(UNLINKED, subject=person, by=by, at=at))


def may_link(by: Person, person: Person) -> None:
    """Only the holder of an account links a council account to it, or removes the link."""
    if by != person or not person.is_active:
        raise NotPermitted(
            _(
                "You cannot link or unlink another person’s council account: only the owner of the account can. Ask the owner."
            )
        )
