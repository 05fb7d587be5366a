"""Duties: proposed by one system administrator, granted or declined by another, ended; the two founding seats."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.lock import locked
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import Kind, record_row
from watchbook.organisation.administration import OFFICERS
from watchbook.organisation.history_words import about_duty
from watchbook.organisation.introduction import check_introduced
from watchbook.organisation.jobs import tell_soon
from watchbook.organisation.models import Duty, Person, Service
from watchbook.organisation.officers_in_office import check_kept, why_not_their_maker
from watchbook.organisation.permissions import (
    may_close_account,
    may_decide_duty,
    may_end_duty,
    may_hold_together,
    may_propose_duty,
    may_propose_duty_for,
)
from watchbook.organisation.queries import same_duty_as
from watchbook.organisation.recovery_apart import check_apart
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.states import DutyState, check_move
from watchbook.organisation.turn import take_turn
from watchbook.web.wording import day

FIELDS = ("holder", "duty", "service", "from_on", "until_on")
PROPOSED = Kind(
    "duty.proposed",
    fields=FIELDS,
    says=gettext_lazy("A duty was proposed."),
    tells=about_duty(gettext_lazy("The duty of {duty} was proposed.")),
)
GRANTED = Kind(
    "duty.granted",
    fields=FIELDS,
    is_grave=True,
    says=gettext_lazy("A duty was granted."),
    tells=about_duty(gettext_lazy("The duty of {duty} was granted.")),
)
DECLINED = Kind(
    "duty.declined",
    fields=FIELDS,
    says=gettext_lazy("A proposed duty was declined."),
    tells=about_duty(gettext_lazy("The proposed duty of {duty} was declined.")),
)
SHORTENED = Kind(
    "duty.shortened",
    fields=FIELDS,
    says=gettext_lazy("The last date of a duty was moved earlier."),
    tells=about_duty(gettext_lazy("The last date of the duty of {duty} was moved earlier, to {day}.")),
)
ENDED = Kind(
    "duty.ended",
    fields=FIELDS,
    says=gettext_lazy("A last date was set for a duty."),
    tells=about_duty(gettext_lazy("The last date of the duty of {duty} was set to {day}.")),
)


@transaction.atomic
def propose(
    person: Person,
    *,
    kind: DutyKind,
    from_on: date,
    by: Person,
    at: datetime,
    until_on: date | None = None,
    service: Service | None = None,
) -> Duty:
    """Put a duty forward for a second person to decide."""
    take_turn(by)
    person = locked(person)
    may_propose_duty_for(by, person)
    duty = Duty(person=person, kind=kind, service=service, from_on=from_on, until_on=until_on, proposed_by=by)
    if until_on and until_on < from_on:
        raise WrongState(
            _(
                "You cannot propose this duty: it would end before it begins. Enter a last date on or after the first date."
            )
        )
    may_hold_together(duty)
    _check_not_twice(duty)
    duty.save(force_insert=True)
    record_row(PROPOSED, duty, by=by, at=at, holder=duty.person_id, duty=duty.kind)
    return duty


@transaction.atomic
def grant(duty: Duty, *, by: Person, at: datetime, code: str = "") -> Duty:
    """The second person's yes: the duty is in force between its days. `code` is what its holder read out to that person."""
    take_turn(by)
    duty = locked(duty)
    holder = Person.objects.select_for_update(of=("self",)).get(pk=duty.person_id)
    may_decide_duty(by, duty)
    check_apart(by, duty, at=at)
    if why_not := why_not_their_maker(by, duty, at=at):
        raise WrongState(why_not)
    _check_proposer(duty)
    check_move(DutyState(duty.state), to=DutyState.GRANTED)
    may_hold_together(duty)
    if not holder.is_active:
        raise WrongState(
            _(
                "You cannot grant this duty: the account has been closed since the duty was proposed. Open the account again first, or decline the duty."
            )
        )
    check_introduced(by, duty, code=code, at=at)
    return _decide(duty, to=DutyState.GRANTED, kind=GRANTED, by=by, at=at)


@transaction.atomic
def decline(duty: Duty, *, by: Person, at: datetime) -> Duty:
    """The second person's no."""
    take_turn(by)
    duty = locked(duty)
    may_decide_duty(by, duty)
    check_move(DutyState(duty.state), to=DutyState.DECLINED)
    return _decide(duty, to=DutyState.DECLINED, kind=DECLINED, by=by, at=at)


@transaction.atomic
def end(duty: Duty, *, on: date, by: Person, at: datetime) -> Duty:
    """The last day of a duty; it stays on record for the days it was held."""
    take_turn(by)
    duty = locked(duty)
    may_end_duty(by, duty)
    check_move(DutyState(duty.state), to=DutyState.ENDED)
    check_kept(by, duty.person, kinds=[duty.kind], on=on, at=at)
    tell_soon(_end(duty, on=on, by=by, at=at))
    return duty


@transaction.atomic
def end_with_account(duty: Duty, *, by: Person, at: datetime) -> Duty:
    """End a duty as its holder's account is closed, today or, where it is still to begin, on its first day.

    The holder hears of the account; of an officer's duty the officers hear as well.
    """
    take_turn(by)
    duty = locked(duty)
    may_close_account(by, duty.person)
    check_move(DutyState(duty.state), to=DutyState.ENDED)
    event = _end(duty, on=max(london_day(at), duty.from_on), by=by, at=at)
    if duty.kind in OFFICERS:
        tell_soon(event)
    return duty


def _end(duty: Duty, *, on: date, by: Person, at: datetime) -> Event:
    check_not_over(duty, at=at)
    _check_to_come(duty, on=on, today=london_day(at))
    if on < duty.from_on:
        raise WrongState(
            _(
                "You cannot end this duty on this date: the duty would end before it begins. Enter a date on or after the duty’s first date."
            )
        )
    if duty.until_on and on > duty.until_on:
        raise WrongState(
            _(
                "You cannot end this duty on this date: its last date is before then. If the person needs the duty after its last date, propose the duty again."
            )
        )
    duty.state, duty.until_on, duty.ended_by = DutyState.ENDED, on, by
    duty.save(update_fields=["state", "until_on", "ended_by"])
    return record_row(ENDED, duty, by=by, at=at, holder=duty.person_id, duty=duty.kind)


def check_not_over(duty: Duty, *, at: datetime) -> None:
    """Raise WrongState for a duty whose last date has passed."""
    if duty.until_on and duty.until_on < london_day(at):
        raise WrongState(
            _(
                "You cannot end this duty: it ended on {day}, its last date. If the person should hold the duty again, propose it again."
            ).format(day=day(duty.until_on))
        )


def _check_to_come(duty: Duty, *, on: date, today: date) -> None:
    """Refuse a last date that has passed: what its holder did since then rests on the duty."""
    if duty.from_on <= on < today:
        raise WrongState(
            _(
                "You cannot end this duty on {day}: the date has passed, and the person may have needed the duty for what they have done since then. Enter today’s "
                "date or a later one. If the person left earlier, close their account too."
            ).format(day=day(on))
        )


@transaction.atomic
def end_earlier(duty: Duty, *, on: date, by: Person, at: datetime) -> Duty:
    """Move the last day of an ended duty earlier while it is still to come; days gone by stay as they were held."""
    take_turn(by)
    duty = locked(duty)
    may_end_duty(by, duty)
    last, today = check_can_end_earlier(duty, at=at), london_day(at)
    if not max(today, duty.from_on) <= on < last:
        raise WrongState(
            _(
                "You cannot move the last date to this date. Enter a date before the recorded last date, but not before today or the duty’s first date."
            )
        )
    check_kept(by, duty.person, kinds=[duty.kind], on=on, at=at)
    duty.until_on, duty.ended_by = on, by
    duty.save(update_fields=["until_on", "ended_by"])
    tell_soon(record_row(SHORTENED, duty, by=by, at=at, holder=duty.person_id, duty=duty.kind))
    return duty


def check_can_end_earlier(duty: Duty, *, at: datetime) -> date:
    """Return the last date of an ended duty, which is still to come. Raises WrongState where it is not."""
    today = london_day(at)
    if duty.state == DutyState.ENDED and duty.until_on == today:
        raise WrongState(_("You cannot change this last date: the duty ends today at midnight."))
    if duty.state != DutyState.ENDED or duty.until_on is None or duty.until_on < today:
        raise WrongState(
            _(
                "You cannot move this last date: it has passed, or nobody has set a last date for the duty. Open the duty again to see its dates."
            )
        )
    return duty.until_on


def _check_proposer(duty: Duty) -> None:
    """Refuse a proposal whose first person could make none today: two administrators grant a duty, not one and one who left."""
    if not can(may_propose_duty, duty.proposed_by):
        raise WrongState(proposer_left(duty))


def proposer_left(duty: Duty) -> str:
    """Say that whoever proposed a duty could propose none today."""
    return _(
        "You cannot grant this duty: {name}, who proposed it, is no longer a system administrator. Decline the proposal. If the "
        "person should hold the duty, propose it yourself, so that another administrator decides."
    ).format(name=duty.proposed_by.name)


def _check_not_twice(duty: Duty) -> None:
    other = same_duty_as(duty)
    if other is None:
        return
    if other.state == DutyState.PROPOSED:
        raise WrongState(
            _(
                "You cannot propose this duty: another proposal for some of these dates is waiting. Ask another system administrator to decide on that proposal."
            )
        )
    raise WrongState(
        _(
            "You cannot propose this duty: the person already holds it on some of these dates. Enter a first date after those dates."
        )
    )


def _decide(duty: Duty, *, to: DutyState, kind: Kind, by: Person, at: datetime) -> Duty:
    duty.state, duty.decided_by, duty.decided_at = to, by, at
    duty.save(update_fields=["state", "decided_by", "decided_at"])
    event = record_row(kind, duty, by=by, at=at, holder=duty.person_id, duty=duty.kind)
    if to == DutyState.GRANTED:
        tell_soon(event)
    return duty
