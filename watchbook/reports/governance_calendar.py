"""The governance calendar: what was due in the last three years and this one, with its evidence, done late, or missed.

Members have a report on the use of these powers each quarter, or one for the year, and approve the policy at least once a year
(Code 2018, 4.47; Commissioner's report 2019, 14.14). The times that we ask for beyond that are our own: a quarter's report by the
end of the next quarter. What was recorded only after its due date says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.models import Event
from watchbook.governance.documents.queries import documents_overdue_for_review
from watchbook.governance.members.models import MembersMeeting
from watchbook.governance.members.queries import meetings
from watchbook.governance.members.rules import is_longer_than_a_year
from watchbook.governance.statements.missing import not_signed
from watchbook.governance.statements.rules import Quarter, quarter_of, quarters_touching, sign_until
from watchbook.organisation.queries import the_authority
from watchbook.reading.times.period import Period
from watchbook.reports.annual_return import return_of, signatures
from watchbook.reports.policy_approval import (
    PolicyApproval,
    due_in,
    meeting_facts,
    meeting_words,
    meetings_recorded,
    next_due_on,
    policies,
    policies_in_force,
    policy_approvals,
    recorded_words,
)
from watchbook.reports.reporting_period import as_query
from watchbook.web.wording import day

A_YEAR = timedelta(days=365)
YEARS_BACK = 3  # between two inspections (docs/law/oversight.md#inspections)


class CalendarState(StrEnum):
    """The standing of something that was due."""

    DONE = "done"
    LATE = "late"
    RECORDED_LATE = "recorded_late"
    MISSED = "missed"
    OVERDUE = "overdue"
    DUE = "due"


@dataclass(frozen=True)
class CalendarDuty:
    """Something due: what, by when (None: at no set date), how it stands, its evidence in words and where it is."""

    what: str
    due_on: date | None
    state: CalendarState
    words: str
    address: str = ""


@dataclass(frozen=True)
class CalendarYear:
    """The entries of a year, what was missed first."""

    title: str
    entries: tuple[CalendarDuty, ...]


def governance_calendar(on: date) -> list[CalendarYear]:
    """Return each year, this one first, and before them what is overdue without belonging to a year. A fixed number of queries."""
    with asking_once():
        now = tuple(one for one in _open(on) if one.state == CalendarState.OVERDUE)
        found = [CalendarYear(_("Overdue now"), now)] if now else []
        years = range(on.year, on.year - YEARS_BACK - 1, -1)
        return found + [_year(year, besides=now, on=on) for year in years]


def asked_from(began_on: date, *, on: date) -> date:
    """The first day of which members are still owed a report: within a year, and not before this register began."""
    return max(began_on, on - A_YEAR)


def _year(year: int, *, besides: Sequence[CalendarDuty], on: date) -> CalendarYear:
    """The entries of a year; what is overdue now stands there alone."""
    now = {(one.what, one.due_on) for one in besides}
    again = {one.what for one in besides} if year == on.year else set()
    entries = [
        *_reports(year, meetings(on=on), on=on),
        *_policies_approved(year, policy_approvals(on=on), on=on),
        *([] if year == on.year else [_returned(year, signatures().get(year), on=on)]),
        *(one for one in _statements(on) if year == on.year and one.state == CalendarState.DUE),
    ]
    told = [
        one
        for one in entries
        if one.state != CalendarState.MISSED or not (one.what in again or (one.what, one.due_on) in now)
    ]
    return CalendarYear(str(year), tuple(sorted(told, key=lambda one: one.state != CalendarState.MISSED)))


def _reports(year: int, told: Sequence[MembersMeeting], *, on: date) -> Iterator[CalendarDuty]:
    """The report to members on each quarter that is over; one whose period holds the whole quarter is about it."""
    for quarter in quarters_touching(date(year, 1, 1), date(year, 12, 31)):
        if quarter.last_on >= on:
            return
        about = [one for one in told if covers(one, quarter)]
        due_on = report_due_on(quarter)
        what = _("Report to members for {quarter}").format(quarter=quarter.title)
        yield _held(what, due_on, min(about, key=lambda one: one.met_on) if about else None, on=on)


def report_due_on(quarter: Quarter) -> date:
    """The last day of the next quarter: by then members have had the report on this one."""
    return quarter_of(quarter.last_on + timedelta(days=1)).last_on


def covers(one: MembersMeeting, quarter: Quarter) -> bool:
    """Whether a meeting had the report on a quarter. One on more than a year, of before that was refused, is about none."""
    return reaches_over(one.first_on, one.last_on, quarter)


def reaches_over(first_on: date | None, last_on: date | None, quarter: Quarter) -> bool:
    """Whether a report on these days is one on a quarter."""
    if first_on is None or last_on is None or is_longer_than_a_year(first_on, last_on):
        return False
    return first_on <= quarter.first_on and quarter.last_on <= last_on


def _held(what: str, due_on: date, meeting: MembersMeeting | None, *, on: date) -> CalendarDuty:
    if meeting is None:
        return _not_done(what, due_on, _("No meeting is recorded."), on=on)
    recorded_on = meetings_recorded()[meeting_facts(meeting)]
    page = reverse("governance:members_meeting", args=[meeting.reference])
    return _done(what, due_on, meeting_words(meeting), page, done_on=meeting.met_on, recorded_on=recorded_on)


def _done(
    what: str, due_on: date | None, words: str, page: str, *, done_on: date, recorded_on: date
) -> CalendarDuty:
    """Something that was done: in time, late, or in time by a record that was made late."""
    if due_on is None or recorded_on <= due_on:
        return CalendarDuty(what, due_on, CalendarState.DONE, words, page)
    state = CalendarState.LATE if done_on > due_on else CalendarState.RECORDED_LATE
    return CalendarDuty(what, due_on, state, f"{words}, {recorded_words(recorded_on)}", page)


def _not_done(what: str, due_on: date, words: str, *, on: date) -> CalendarDuty:
    return CalendarDuty(what, due_on, CalendarState.MISSED if due_on < on else CalendarState.DUE, words)


def _policies_approved(year: int, approved: Sequence[PolicyApproval], *, on: date) -> Iterator[CalendarDuty]:
    """The approval of each policy that was in force as the year ended, or was approved in it; where there was none, that."""
    titles = {held.document.reference: held.document.title for held in policies()}
    last_on = date(year, 12, 31)
    known = {
        *policies_in_force(on=min(last_on, on)),
        *(one.policy for one in approved if one.on.year == year),
    }
    for policy in sorted(known):
        what = _("Members’ approval of {policy}: {title}").format(policy=policy, title=titles[policy])
        of_policy = [one for one in approved if one.policy == policy]
        yield _policy_approved(what, [one for one in of_policy if one.on.year <= year], last_on, on=on)
    if not known:
        yield _not_done(
            _("Members’ approval of the policy"), last_on, _("No policy in force is recorded."), on=on
        )


def _policy_approved(
    what: str, approved: Sequence[PolicyApproval], last_on: date, *, on: date
) -> CalendarDuty:
    """The first approval in a year: due on the day of the one before, or by the end of the year where there was none."""
    due_on = due_in(last_on.year, approved)
    for one in approved:
        if one.on.year == last_on.year:
            return _done(what, due_on, one.words, one.address, done_on=one.on, recorded_on=one.recorded_on)
    return _not_done(what, due_on, _("No approval with a minute is recorded."), on=on)


def _reports_overdue(on: date) -> Iterator[CalendarDuty]:
    """The report on each quarter that members are still owed, as the first page of the SRO has it."""
    authority, told = the_authority(), meetings(on=on)
    began_on = london_day(authority.recorded_at) if authority else on
    for quarter in quarters_touching(asked_from(began_on, on=on), on):
        due_on = report_due_on(quarter)
        if due_on < on and not any(covers(one, quarter) for one in told):
            what = _("Report to members for {quarter}").format(quarter=quarter.title)
            page = reverse("reports:members") + as_query(Period(quarter.first_on, quarter.last_on))
            yield CalendarDuty(
                what, due_on, CalendarState.OVERDUE, _("No meeting is recorded. Read the report"), page
            )


def _approvals_overdue(on: date) -> Iterator[CalendarDuty]:
    """Each policy in force that members have not approved again in time, as the page for inspectors has it."""
    for policy, title in sorted(policies_in_force(on=on).items()):
        told = [one for one in policy_approvals(on=on) if one.policy == policy]
        due_on = next_due_on(told)
        if due_on and due_on < on:
            what = _("Members’ approval of {policy}: {title}").format(policy=policy, title=title)
            last = max(told, key=lambda one: one.on)
            words = _("Last approved: {approval}").format(approval=last.words)
            yield CalendarDuty(what, due_on, CalendarState.OVERDUE, words, last.address)


def _returned(year: int, signed: Event | None, *, on: date) -> CalendarDuty:
    """The return of a year. When the Commissioner wants it is not on record, so it is due once the year is over."""
    what, page = _("Annual return to the Commissioner"), f"{reverse('reports:annual_return')}?year={year}"
    if signed:
        if not return_of(year, on=on).changed:
            words = _("Signed on {day}.").format(day=day(london_day(signed.at)))
            return CalendarDuty(what, None, CalendarState.DONE, words, page)
        words = _(
            "Signed on {day}, but the figures have changed since. The senior responsible officer must sign the return again."
        )
        words = words.format(day=day(london_day(signed.at)))
        return CalendarDuty(what, None, CalendarState.MISSED, words, page)
    if year < on.year - 1:
        return CalendarDuty(what, None, CalendarState.MISSED, _("Not signed yet."), page)
    words = _(
        "Not signed yet. The senior responsible officer can sign it now. No due date is recorded here: send it when the Commissioner asks for it."
    )
    return CalendarDuty(what, None, CalendarState.DUE, words, page)


def _statements(on: date) -> Iterator[CalendarDuty]:
    """Statements that were not signed, quarter by quarter: overdue once what is signed would not count as signed in time."""
    missing: dict[Quarter, list[str]] = {}
    for one in not_signed(on):
        missing.setdefault(one.quarter, []).append(one.seat.title)
    for quarter, titles in missing.items():
        what = _("Signed statements for {quarter}").format(quarter=quarter.title)
        words = _("Not signed: {who}").format(who=", ".join(titles))
        until = sign_until(quarter.last_on)
        state = CalendarState.OVERDUE if until < on else CalendarState.DUE
        page = f"{reverse('governance:statements')}?year={quarter.first_on.year}"
        yield CalendarDuty(what, until, state, words, page)


def _open(on: date) -> Iterator[CalendarDuty]:
    """Find what somebody can still do and should have done: statements, reports to members, approvals, reviews of documents."""
    yield from _statements(on)
    yield from _reports_overdue(on)
    yield from _approvals_overdue(on)
    for held in documents_overdue_for_review(on):
        row = held.document
        page = reverse("governance:document", args=[row.reference, row.edition])
        yield CalendarDuty(
            _("Review of {title}").format(title=row.title),
            row.review_on,
            CalendarState.OVERDUE,
            _("Not reviewed yet."),
            page,
        )
