"""The weekly email about what waits for a person: asked for and stopped by that person alone, on the page of their sign-in."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.record import Kind, record
from watchbook.organisation.models import Duty, Person, PersonQuerySet
from watchbook.organisation.queries import in_force_on

ASKED = Kind("person.digest_asked", says=gettext_lazy("The weekly email was started."))
STOPPED = Kind("person.digest_stopped", says=gettext_lazy("The weekly email was stopped."))


@transaction.atomic
def ask_for_digest(person: Person, *, by: Person, at: datetime) -> None:
    """Email this person about their week from next Monday on."""
    row = _of(person, by=by)
    if not settings.MAIL_FROM:
        raise WrongState(
            _(
                "You cannot ask for the weekly email: no mail server is set up for Watchbook. You can see the same list under “Your work” at any time."
            )
        )
    if row.wants_digest:
        raise WrongState(_("You cannot ask for the weekly email: you already receive it."))
    _choose(row, wants=True)
    record(ASKED, subject=row, by=by, at=at)


@transaction.atomic
def stop_digest(person: Person, *, by: Person, at: datetime) -> None:
    """Send this person no more of them."""
    row = _of(person, by=by)
    if not row.wants_digest:
        raise WrongState(_("You cannot stop the weekly email: you do not receive it."))
    _choose(row, wants=False)
    record(STOPPED, subject=row, by=by, at=at)


def may_choose_digest(by: Person, person: Person) -> None:
    """Only the holder of an account chooses what is sent to them."""
    if by != person or not person.is_active:
        raise NotPermitted(
            _(
                "You cannot start or stop another person’s weekly email: only the owner of the account can. Ask the owner."
            )
        )


def who_get_digest(on: date) -> PersonQuerySet:
    """Return those who asked for it, can sign in and hold a duty that day. No query."""
    duties = Duty.objects.filter(in_force_on(on), person=OuterRef("pk"))
    return Person.objects.active().filter(Exists(duties), wants_digest=True)  # type: ignore[no-any-return]  # made at run time


def _of(person: Person, *, by: Person) -> Person:
    row: Person = Person.objects.select_for_update().get(pk=person.pk)
    may_choose_digest(by, row)
    return row


def _choose(row: Person, *, wants: bool) -> None:
    row.wants_digest = wants
    row.save(update_fields=["wants_digest"])
