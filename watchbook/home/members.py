"""Tell what the governance calendar still waits for, on the first page of who must see to it: reports to members, approvals, the return.

Only of the last year, and from the quarter in which this register began: what was due before, the calendar itself tells.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.models import Event
from watchbook.governance.documents.queries import held_documents, steps_of
from watchbook.governance.members.queries import periods_reported, policies_decided
from watchbook.governance.statements.rules import quarters_touching
from watchbook.home.waiting import SHOWN, Lists, Matters, WaitingMatter, first_of
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import duties_of
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.reading.times.period import Period
from watchbook.register.asked_together import Reader, Wants
from watchbook.register.written import written
from watchbook.reports.annual_return import SIGNED
from watchbook.reports.governance_calendar import asked_from, reaches_over, report_due_on
from watchbook.reports.policy_approval import open_approvals, policies_to_approve
from watchbook.reports.reporting_period import as_query
from watchbook.web.address import address_of

OFFICER = DutyKind.SENIOR_RESPONSIBLE_OFFICER
COMING = timedelta(weeks=6)  # how far the dates reach that come


class OpenDuty(NamedTuple):
    """A duty of governance that nobody has done yet: what, what to do, where, since when, and by when (None: no set day)."""

    what: str
    to_do: str
    href: str
    since: date | None
    by: date | None
    in_mail: str = ""  # the same without a title, where it has one


def may_see_to_members(person: Person) -> None:
    """Let the SRO see to it that members are told, and members that they are."""
    require_duty(
        person,
        OFFICER,
        DutyKind.ELECTED_MEMBER,
        to=_("see which reports members must receive, and which policies they must approve"),
    )


@asked_once  # for what is overdue and for what comes
@written
def _rows(_person: Person, on: date) -> tuple[QuerySet[Any], ...]:
    return (
        Authority.objects.order_by("pk").values_list("recorded_at", flat=True),
        periods_reported(on=on),
        policies_decided(on=on),
        first_of(policies_to_approve(on=on, until=on + COMING)),
        Event.objects.filter(name=SIGNED.name),
    )


def open_duties(person: Person, *, on: date) -> Reader[OpenDuty]:
    """Tell what is still open of the duties of governance, as the SRO or as a member sees to it."""
    began, reported, decided, policies, signed = _rows(person, on)
    yield Wants(began, reported, decided, policies, signed)
    steps = steps_of(policies)
    yield Wants(steps)
    is_officer = OFFICER in duties_of(person, on=on)
    began_on = min((london_day(one) for one in began), default=on)
    first_on = asked_from(began_on, on=on)
    yield from _reports(list(reported), is_officer=is_officer, first_on=first_on, on=on)
    calendar = address_of("reports:calendar")
    to_do = (
        _("put the policy to members, then record their meeting")
        if is_officer
        else _("ask for the policy at your next meeting")
    )
    for policy, by in open_approvals(held_documents(policies[:SHOWN], steps, on=on), steps, decided, on=on):
        named = {"policy": policy.reference, "title": policy.title}
        what = _("Members’ approval of {policy}: {title}").format(**named)
        page = calendar if is_officer else address_of("governance:document", policy.reference, policy.edition)
        yield OpenDuty(what, to_do, page, None, by, _("Members’ approval of {policy}").format(**named))
    if len(policies) > SHOWN:
        what = _("More policies are waiting for members’ approval")
        yield OpenDuty(what, _("open the calendar to see all of them"), calendar, None, None)
    if is_officer:
        told = {event.fields["year"] for event in signed}
        for year in sorted(set(range(first_on.year, on.year)) - told):
            what = _("Annual return to the Commissioner for {year}").format(year=year)
            page = f"{address_of('reports:annual_return')}?year={year}"
            yield OpenDuty(what, _("check the figures, then sign the return"), page, date(year, 12, 31), None)


def _reports(
    reported: Sequence[tuple[date | None, date | None]], *, is_officer: bool, first_on: date, on: date
) -> Iterator[OpenDuty]:
    """The report to members on each quarter that is over and that no meeting had."""
    to_do = (
        _("report to members, then record their meeting")
        if is_officer
        else _("ask for the report at your next meeting")
    )
    for quarter in quarters_touching(first_on, on):
        if quarter.last_on < on and not any(reaches_over(*days, quarter) for days in reported):
            what = _("Report to members for {quarter}").format(quarter=quarter.title)
            page = address_of("reports:members") + as_query(Period(quarter.first_on, quarter.last_on))
            yield OpenDuty(what, to_do, page, quarter.last_on, report_due_on(quarter))


def _overdue(person: Person, on: date) -> Matters:
    """Tell what is overdue or has no set day; what is due later is among the dates that come."""
    is_officer = OFFICER in duties_of(person, on=on)
    waits_for = "" if is_officer else str(TITLES[OFFICER])
    for one in open_duties(person, on=on):
        if isinstance(one, Wants):
            yield one
        elif one.by is None or one.by < on:
            yield WaitingMatter(one.what, one.to_do, one.href, one.by, since=one.since, waits_for=waits_for)


LISTS: Lists = ((may_see_to_members, _overdue),)
