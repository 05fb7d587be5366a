"""Recoveries of accounts that wait for a person, and what administrators did that officers should hear of."""

from datetime import date

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.audit_log.models import Event
from watchbook.home.waiting import Lists, Matters, WaitingMatter, anybody, first_of, in_lines, matter
from watchbook.organisation.administration import OFFICERS, acts_of_the_week, duties_changed_by_another
from watchbook.organisation.models import Duty, Person, Recovery
from watchbook.organisation.permissions import (
    TOLD_OF_RECOVERIES,
    may_ask_recovery,
    may_decide_recovery,
    may_propose_duty,
    may_see_administration,
    may_see_recoveries,
)
from watchbook.organisation.queries import (
    duties_of,
    open_recoveries,
    recoveries,
    recoveries_ended,
)
from watchbook.organisation.recovery_officers import empty_without, kinds_held
from watchbook.organisation.recovery_wait import opens_at
from watchbook.organisation.rules import TITLES
from watchbook.organisation.states import RECOVERY_OPEN, DutyState, RecoveryState
from watchbook.register.asked_together import Wants, counted
from watchbook.register.written import ASKED_AT, written
from watchbook.web.wording import moment


@written
def _told_to(person: Person, _on: date) -> QuerySet[Recovery]:
    since = ASKED_AT - settings.RECOVERY_IS_TOLD_FOR
    mine = Q(person=person, state__in=RECOVERY_OPEN)
    told = recoveries().filter(mine | Q(decided_by__is_system=True, decided_at__gte=since))
    return first_of(told.order_by("asked_at"))


def _mine(person: Person, on: date) -> Matters:
    """One query."""
    rows = _told_to(person, on)
    yield Wants(rows)
    page = "organisation:recoveries" if can(may_see_recoveries, person) else ""

    def line(row: Recovery) -> WaitingMatter:
        if row.person_id == person.id and row.state in RECOVERY_OPEN:
            what = _("Recovery of your account, asked for by {asker}").format(asker=row.asked_by.name)
            to_do = _("if you did not ask for the recovery, stop it now")
            return matter(what, to_do, "organisation:recovery", row.id, since=row.asked_at)
        what = _(
            "The operator of Watchbook agreed to recover the account of {name}, because nobody else could"
        ).format(name=row.person.name)
        to_do = (
            _("you asked for the recovery: check once more that the owner of the account wants it")
            if row.asked_by_id == person.id
            else _("ask {name}, in person, whether they want the recovery").format(name=row.person.name)
        )
        return (
            matter(what, to_do, "organisation:recovery", row.id)
            if page
            else matter(what, to_do, "organisation:your_sign_in")
        )

    yield from in_lines(rows, line, others=_("recoveries that you are told about"), page=page)


def _is_told(person: Person, on: date) -> bool:
    """Whether a person hears of every recovery."""
    return bool(duties_of(person, on=on) & {*TOLD_OF_RECOVERIES})


@written
def _going_and_ended(person: Person, on: date) -> tuple[QuerySet[Recovery], QuerySet[Recovery]]:
    going, ended = open_recoveries(), recoveries_ended(at=ASKED_AT)
    if not _is_told(person, on):
        asked = Q(state=RecoveryState.ASKED) & ~Q(asked_by=person) & ~Q(person=person)
        going = going.filter(asked | Q(state=RecoveryState.AGREED, decided_by=person))
        ended = ended.filter(state=RecoveryState.STOPPED, ended_by=F("person"))
    return first_of(going), first_of(ended)


def _of_others(person: Person, on: date) -> Matters:
    """Tell every recovery to those who hear of them; to other administrators what they can do, and those that an owner stopped."""
    is_told = _is_told(person, on)
    going, ended = _going_and_ended(person, on)
    yield Wants(going, ended)

    def line(row: Recovery) -> WaitingMatter | None:
        if row.state == RecoveryState.STOPPED and row.ended_by_id == row.person_id:
            return _stopped_by_owner(row, person, is_told=is_told)
        to_do = _to_do(person, row)
        return _matter(row, to_do or _told(row)) if to_do or is_told else None

    page = "organisation:recoveries"
    yield from in_lines(going, line, others=_("recoveries"), page=page)
    yield from in_lines(ended, line, others=_("recoveries that have ended"), page=page)


def _to_do(person: Person, row: Recovery) -> str:
    if row.state == RecoveryState.ASKED and can(may_decide_recovery, person, row):
        return _("make sure that the owner of the account asked for the recovery, then agree or decline")
    opens = opens_at(row)
    if row.state == RecoveryState.AGREED and row.decided_by_id == person.id and opens:
        if not can(may_ask_recovery, row.asked_by, row.person):
            return _("stop the recovery: the person who asked for it no longer has the right to ask")
        return (
            _("complete the recovery together with the owner of the account")
            if timezone.now() >= opens
            else _("wait until {time}").format(time=moment(opens))
        )
    return ""


def _told(row: Recovery) -> str:
    if row.state == RecoveryState.STOPPED:
        return _("the recovery was stopped: find out who stopped it and why")
    if row.state == RecoveryState.USED:
        return _("the recovery was used: ask the owner of the account whether they used it")
    return _("see who asked for the recovery, and stop it if something is wrong")


def _stopped_by_owner(row: Recovery, person: Person, *, is_told: bool) -> WaitingMatter:
    """Tell it to everybody who sees recoveries: somebody else may have wanted the account."""
    if row.person_id == person.id:
        what = _("You stopped the recovery of your account that {asker} asked for").format(
            asker=row.asked_by.name
        )
        to_do = _("change your password if you did not ask for the recovery")
        return matter(what, to_do, "organisation:recovery", row.id)
    name = row.person.name
    what = _("{name} stopped the recovery of their account that {asker} asked for").format(
        name=name, asker=row.asked_by.name
    )
    to_do = (
        _(
            "ask both people whether they wanted the recovery: somebody may have tried to take over the account"
        )
        if is_told
        else _("speak to {name} in person before anybody asks for another recovery").format(name=name)
    )
    return matter(what, to_do, "organisation:recovery", row.id)


def _matter(row: Recovery, to_do: str) -> WaitingMatter:
    what = _("Recovery of the account of {name}, asked for by {asker}").format(
        name=row.person.name, asker=row.asked_by.name
    )
    return matter(what, to_do, "organisation:recovery", row.id, since=row.asked_at)


@written
def _duties_changed(_person: Person, on: date) -> QuerySet[Duty]:
    return duties_changed_by_another(*OFFICERS, since=on - settings.RECOVERY_IS_TOLD_FOR)


def _changed(person: Person, on: date) -> Matters:
    """Tell of an officer's duty that another ended, and of a new administrator: two people could otherwise do it unseen. One query."""
    rows = _duties_changed(person, on)
    yield Wants(rows)
    for row in rows:
        if row.state == DutyState.GRANTED:
            if _is_news(row) and row.decided_by != person and can(may_see_administration, person):
                yield _new_administrator(row)
        elif row.person_id == person.id and row.kind in TOLD_OF_RECOVERIES:
            what = _("{name} ended your duty: {duty}").format(name=row.ended_by, duty=row.title)
            to_do = _("if you did not expect this, tell the person who appointed you")
            yield matter(what, to_do, "organisation:officers")
        elif _is_news(row) and row.ended_by != person and can(may_see_recoveries, person):
            yield _ended_of(row, on=on, is_told=can(may_see_administration, person))


def _is_news(row: Duty) -> bool:
    since = timezone.now() - settings.ADMINISTRATION_ALARMS_FOR
    return row.changed_at is not None and row.changed_at >= since  # type: ignore[attr-defined]  # annotated


def _new_administrator(row: Duty) -> WaitingMatter:
    what = _("{name} granted {holder} a duty: {duty}").format(
        name=row.decided_by, holder=row.person, duty=row.title
    )
    return matter(
        what,
        _("make sure that it was right to grant the duty: ask both people"),
        "organisation:administration",
    )


def _ended_of(row: Duty, *, on: date, is_told: bool) -> WaitingMatter:
    what = (
        _("{name} ended the duty of {holder}, with effect from midnight tonight: {duty}")
        if row.until_on == on
        else _("{name} ended the duty of {holder}: {duty}")
    ).format(name=row.ended_by, holder=row.person, duty=row.title)
    to_do = _("make sure that the duty should end: ask both people")
    if is_told:
        return matter(what, to_do, "organisation:administration")
    return matter(what, to_do, "organisation:person", row.person_id)


@written
def _acts(_person: Person, _on: date) -> QuerySet[Event, int]:
    return counted(acts_of_the_week(at=ASKED_AT))


def _administration(person: Person, on: date) -> Matters:
    """One query."""
    rows = _acts(person, on)
    yield Wants(rows)
    if count := sum(rows):
        what = ngettext(
            "{count} action by administrators in the last 7 days",
            "{count} actions by administrators in the last 7 days",
            count,
        ).format(count=count)
        yield matter(
            what,
            _(
                "read the list, and ask about any action that you did not expect: each action stays in your work for 7 days"
            ),
            "organisation:administration",
        )


@written
def _offices_held(_person: Person, _on: date) -> QuerySet[Duty, str]:
    return kinds_held()


def _empty_offices(person: Person, on: date) -> Matters:
    """Tell administrators that nobody could see what they do. Two queries at most."""
    held = _offices_held(person, on)
    yield Wants(held)
    if empty := empty_without(held):
        what = _("No {titles} can sign in").format(titles=_(" or ").join(str(TITLES[kind]) for kind in empty))
        to_do = ngettext(
            "propose the duty for somebody, and ask for the duty to be granted: people with this duty are told of account recoveries and see what administrators do",
            "propose the duties for two people, and ask for the duties to be granted: people with these duties are told of account recoveries and see what "
            "administrators do",
            len(empty),
        )
        yield matter(what, to_do, "organisation:people")


LISTS: Lists = (
    (anybody, _mine),
    (anybody, _changed),
    (may_see_recoveries, _of_others),
    (may_see_administration, _administration),
    (may_propose_duty, _empty_offices),
)
