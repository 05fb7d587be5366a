"""People who had part in one recovery: for a day none of them grants what another of them proposed."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.organisation.models import Duty, Person, Recovery
from watchbook.web.wording import moment


def check_apart(person: Person, duty: Duty, *, at: datetime) -> None:
    """Raise NotPermitted where whoever decides a proposal and whoever made it had part in one recovery within the last day."""
    last = last_together(person, duty.proposed_by_id).first()
    if why := apart(last, proposer=duty.proposed_by.name, at=at):
        raise NotPermitted(why)


def apart(last: datetime | None, *, proposer: str, at: datetime) -> str:
    """Say until when two people are kept apart who last had part in one recovery then; nothing where they are not."""
    until = last + settings.RECOVERY_KEEPS_APART if last else None
    if until is None or at > until:
        return ""
    return _(
        "You cannot grant this duty before {time}: you and {name}, who proposed it, took part in the same recovery less than a day "
        "ago. Wait until then, or ask another system administrator."
    ).format(time=moment(until), name=proposer)


def last_together(first: Person, second: object) -> QuerySet[Recovery, datetime | None]:
    """Return when something was last done in a recovery in which two people had part: one asked, one agreed, one got it. The latest first."""
    both = Recovery.objects.filter(_has_part(first.id), _has_part(second))
    last = Greatest("asked_at", "decided_at", "ended_at")  # PostgreSQL leaves out what is not there
    return both.order_by(last.desc()).values_list(last, flat=True)


def _has_part(person: object) -> Q:
    return Q(person=person) | Q(asked_by=person) | Q(decided_by=person)
