"""Officers kept in office: nobody removes those who would hear of it, one after the other, or the last of them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.organisation.administration import OF_OFFICERS, OFFICERS
from watchbook.organisation.lone_administrator import is_for_the_sro
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import duties_of, in_force_between, in_force_on
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.web.wording import day, moment


def check_kept(by: Person, person: Person, *, kinds: Collection[str], on: date, at: datetime) -> None:
    """Refuse to end these duties of somebody where no officer is left, or where one person takes on too many at once."""
    if not settings.HOLDERS_INTRODUCE_THEMSELVES:
        return
    held = [kind for kind in OFFICERS if kind.value in kinds]
    is_administrator = DutyKind.SYSTEM_ADMINISTRATOR in duties_of(by, on=london_day(at))
    for kind in held:
        # One administrator alone could grant nobody a duty any more; the senior responsible officer may have to leave one.
        least = 2 if is_administrator and kind is DutyKind.SYSTEM_ADMINISTRATOR else 1
        _check_some_are_left(person, kind=kind, least=least, on=on)
    if held:
        _check_apart(by, person, at=at)


def _check_some_are_left(person: Person, *, kind: DutyKind, least: int, on: date) -> None:
    others = Duty.objects.filter(in_force_on(on + timedelta(days=1)), kind=kind, person__is_active=True)
    left = others.exclude(person=person).values("person").distinct().count()
    if left >= least:
        return
    refused = (
        _(
            "You cannot end this duty or close this account: after {day} there would be only one system administrator, who cannot "
            "grant anybody a duty. A system administrator must first propose the duty for a successor. Try again once the "
            "successor holds the duty. Until then a system administrator can end the person’s sessions."
        )
        if left
        else _(
            "You cannot end this duty or close this account: after {day} there would be no {title}. A system administrator must "
            "first propose the duty for a successor. Try again once the successor holds the duty. Until then a system "
            "administrator can end the person’s sessions."
        )
    )
    raise WrongState(refused.format(day=day(on), title=TITLES[kind]))


def _check_apart(by: Person, person: Person, *, at: datetime) -> None:
    """An officer or administrator a day: others can then see it, and object."""
    if last := _last_removed(by, but=person, kinds=OFFICERS, at=at):
        raise WrongState(
            _(
                "You cannot end this duty or close this account before {time}: in the last 24 hours you removed another senior "
                "responsible officer, data protection officer or system administrator. Ask another system administrator or, for an "
                "administrator’s account, a senior responsible officer. Until then a system administrator can end the person’s "
                "sessions."
            ).format(time=moment(last + settings.OFFICERS_REMOVED_APART))
        )


def why_not_their_maker(by: Person, duty: Duty, *, at: datetime) -> str:
    """Say why a senior responsible officer who left one administrator alone is not the one to grant the next; nothing where they may."""
    if not settings.HOLDERS_INTRODUCE_THEMSELVES or not is_for_the_sro(duty):
        return ""
    last = _last_removed(by, but=None, kinds=(DutyKind.SYSTEM_ADMINISTRATOR,), at=at)
    if last is None:
        return ""
    return _(
        "You cannot grant this duty before {time}: in the last 24 hours you removed a system administrator. Another senior "
        "responsible officer can decide on the duty now."
    ).format(time=moment(last + settings.OFFICERS_REMOVED_APART))


def _last_removed(
    by: Person, *, but: Person | None, kinds: Sequence[DutyKind], at: datetime
) -> datetime | None:
    """Return when somebody last removed a holder of these duties, but for this one, of late. Three queries."""
    since = at - settings.OFFICERS_REMOVED_APART
    mine = Event.objects.filter(by=by.id, at__gt=since, recorded_at__gte=since).order_by("-at")
    ended = mine.filter(name__in=OF_OFFICERS, fields__duty__in=[kind.value for kind in kinds])
    shut = mine.filter(name="person.closed")
    if but:
        ended, shut = ended.exclude(fields__holder=str(but.id)), shut.exclude(subject_id=but.id)
    closed = dict(shut.values_list("subject_id", "at"))
    held = Duty.objects.filter(in_force_between(london_day(since), None), person__in=closed, kind__in=kinds)
    moments = [closed[whose] for whose in held.values_list("person", flat=True)]
    last = ended.values_list("at", flat=True).first()
    return max([*moments, *([last] if last else [])], default=None)
