"""The weekly email: how much waits for a person and which dates come, with references and without a title, a name or a link."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.home.coming import dates_for
from watchbook.home.queries import waiting_for
from watchbook.home.waiting import counted_by_urgency
from watchbook.organisation.digest import who_get_digest
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.told_by_mail import write_to
from watchbook.register.asked_together import gathered
from watchbook.web.wording import day

WEEK = timedelta(days=7)


def whom_to_write() -> list[UUID]:
    """Tell who gets the email today; nobody where no mail server is set up."""
    return list(who_get_digest(today()).values_list("id", flat=True)) if settings.MAIL_FROM else []


@transaction.atomic
def send(person_id: UUID | str, *, monday: int) -> None:
    """Write to one person once for a Monday, if they still want it. Raises NotSent: then it counts as not sent.

    What says that it was sent is committed with the end of the sending, so that a job which is done again sends nothing.
    """
    person = who_get_digest(today()).filter(pk=person_id).first()
    if person is None or not settings.MAIL_FROM:
        return
    if cache.add(f"weekly-digest-{person_id}-{monday}", True, timeout=WEEK.total_seconds()):
        write_to(person, subject=_("Watchbook: your week"), words=words_for(person, on=today()))


def words_for(person: Person, *, on: date) -> list[str]:
    """The paragraphs of the email."""
    stop = _(
        "Open Watchbook to see the details. You get this email because you asked for it. To stop it, select “Stop "
        "weekly email” on the page “Your sign-in”."
    )
    return [_waiting(person, on), _dates(person, on), stop]


def _waiting(person: Person, on: date) -> str:
    cards = counted_by_urgency(waiting_for(person, on=on), on=on)
    if not cards:
        return _("You have nothing to do in Watchbook today.")
    count, late = sum(one.number for one in cards), sum(one.number for one in cards if one.is_overdue)
    waits = ngettext("You have {count} thing to do.", "You have {count} things to do.", count)
    overdue = ngettext("{count} of them is overdue.", "{count} of them are overdue.", late)
    if any(one.is_at_least for one in cards):
        waits = _("You have {count} or more things to do.")
    if any(one.is_at_least and one.is_overdue for one in cards):
        overdue = _("{count} or more of them are overdue.")
    return f"{waits.format(count=f'{count:,}')} {overdue.format(count=f'{late:,}')}"


def _dates(person: Person, on: date) -> str:
    found = {(one.on, one.in_mail) for one in gathered(dates_for(person, on=on)) if on < one.on <= on + WEEK}
    if not found:
        return _("You have no dates in the next 7 days.")
    lines = [_("{day}: {what}").format(day=day(when), what=what) for when, what in sorted(found)]
    return "\n".join([_("In the next 7 days:"), *lines])
