"""The governance calendar: what was due in the last three years and this one, with its evidence, done late, or missed.

Members have a report on the use of these powers each quarter, or one for the year, and approve the policy at least once a year
(Code 2018, 4.47; Commissioner's report 2019, 14.14). The times that we ask for beyond that are our own: a quarter's report by the
end of the next quarter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.governance.documents.models import Document, DocumentKind, DocumentStep, Extent, Step
from watchbook.governance.documents.queries import documents_overdue_for_review
from watchbook.governance.members.models import MembersMeeting
from watchbook.governance.members.queries import meetings
from watchbook.governance.statements.queries import not_signed
from watchbook.governance.statements.rules import Quarter, quarter_of, quarters_touching
from watchbook.reports.annual_return import signatures
from watchbook.web.wording import day

YEARS_BACK = 3  # between two inspections (docs/law/oversight.md#inspections)


class CalendarState(StrEnum):
    """The standing of something that was due."""

    DONE = "done"
    LATE = "late"
    MISSED = "missed"
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
    told, approved, signed = meetings(on=on), approvals(on), signatures()
    now = tuple(_overdue(on))
    found = [CalendarYear(_("Overdue now"), now)] if now else []
    for year in range(on.year, on.year - YEARS_BACK - 1, -1):
        entries = [
            *_reports(year, told, on=on),
            _policy_approved(year, told, approved, on=on),
            *([] if year == on.year else [_returned(year, year in signed, on=on)]),
        ]
        found.append(
            CalendarYear(str(year), tuple(sorted(entries, key=lambda one: one.state != CalendarState.MISSED)))
        )
    return found


def approvals(on: date) -> list[DocumentStep]:
    """The approvals of policies about social media that have a minute. One query."""
    policies: QuerySet[Document] = Document.objects.as_at(None).filter(
        kind=DocumentKind.POLICY, is_struck=False
    )
    about = policies.exclude(concerns_social_media=Extent.NO)
    rows = DocumentStep.objects.as_at(None).filter(is_struck=False, step=Step.APPROVED, on__lte=on)
    return list(
        rows.exclude(minute="").filter(document_reference__in=about.values("reference")).order_by("on")
    )


def _reports(year: int, told: Sequence[MembersMeeting], *, on: date) -> Iterator[CalendarDuty]:
    """The report to members on each quarter that is over; one whose period holds the whole quarter is about it."""
    for quarter in quarters_touching(date(year, 1, 1), date(year, 12, 31)):
        if quarter.last_on >= on:
            return
        about = [one for one in told if _covers(one, quarter)]
        due_on = quarter_of(
            date(quarter.last_on.year + quarter.last_on.month // 12, quarter.last_on.month % 12 + 1, 1)
        ).last_on
        what = _("Report to members on {quarter}").format(quarter=quarter.title)
        yield _held(what, due_on, min(about, key=lambda one: one.met_on) if about else None, on=on)


def _covers(one: MembersMeeting, quarter: Quarter) -> bool:
    if one.first_on is None or one.last_on is None:
        return False
    return one.first_on <= quarter.first_on and quarter.last_on <= one.last_on


def _held(what: str, due_on: date, meeting: MembersMeeting | None, *, on: date) -> CalendarDuty:
    if meeting is None:
        state = CalendarState.MISSED if due_on < on else CalendarState.DUE
        return CalendarDuty(what, due_on, state, _("No meeting on record."))
    state = CalendarState.LATE if meeting.met_on > due_on else CalendarState.DONE
    return CalendarDuty(what, due_on, state, _meeting_words(meeting), _meeting_page(meeting))


def _policy_approved(
    year: int, told: Sequence[MembersMeeting], approved: Sequence[DocumentStep], *, on: date
) -> CalendarDuty:
    """The yearly approval of the policy: by a meeting that says so, or by an approval that has its minute."""
    what, due_on = _("Members’ approval of the policy"), date(year, 12, 31)
    for meeting in told:
        if meeting.policy and meeting.met_on.year == year:
            words = f"{meeting.policy}: {_meeting_words(meeting)}"
            return CalendarDuty(what, due_on, CalendarState.DONE, words, _meeting_page(meeting))
    for step in approved:
        if step.on.year == year:
            words = _("{document}: {who}, {minute}, {day}").format(
                document=step.document_reference, who=step.decided_by, minute=step.minute, day=day(step.on)
            )
            page = reverse("governance:document", args=[step.document_reference, step.edition])
            return CalendarDuty(what, due_on, CalendarState.DONE, words, page)
    state = CalendarState.MISSED if due_on < on else CalendarState.DUE
    return CalendarDuty(what, due_on, state, _("No approval with a minute on record."))


def _returned(year: int, is_signed: bool, *, on: date) -> CalendarDuty:
    """The return of a year. When the Commissioner wants it is not on record, so it is due once the year is over."""
    what, page = _("Annual return to the Commissioner"), f"{reverse('reports:annual_return')}?year={year}"
    if is_signed:
        return CalendarDuty(what, None, CalendarState.DONE, _("Signed."), page)
    state = CalendarState.DUE if year == on.year - 1 else CalendarState.MISSED
    return CalendarDuty(what, None, state, _("Not signed."), page)


def _overdue(on: date) -> Iterator[CalendarDuty]:
    """Statements that were not signed, quarter by quarter, and documents whose review is overdue."""
    missing: dict[Quarter, list[str]] = {}
    for one in not_signed(on):
        missing.setdefault(one.quarter, []).append(one.seat.title)
    for quarter, titles in missing.items():
        what = _("Statements for {quarter}").format(quarter=quarter.title)
        words = _("Not signed: {who}").format(who=", ".join(titles))
        yield CalendarDuty(what, None, CalendarState.MISSED, words, reverse("governance:statements"))
    for held in documents_overdue_for_review(on):
        row = held.document
        page = reverse("governance:document", args=[row.reference, row.edition])
        yield CalendarDuty(
            _("Review of {title}").format(title=row.title),
            row.review_on,
            CalendarState.MISSED,
            _("Not reviewed."),
            page,
        )


def _meeting_words(one: MembersMeeting) -> str:
    return _("{committee}, {day}, {minute}").format(
        committee=one.committee, day=day(one.met_on), minute=one.minute
    )


def _meeting_page(one: MembersMeeting) -> str:
    return reverse("governance:members_meeting", args=[one.reference])
