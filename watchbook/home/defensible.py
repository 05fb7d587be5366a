"""Are we defensible today? One sheet for those who answer for the whole: figures, faults, and where their rows are.

Each number is that of the part that owns it, or of a figure of answers; none is counted here in a way of its own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.audit_log.health import VERIFIED_WITHIN, last_verified, seal_health
from watchbook.authorisations.permissions import may_read_central_record
from watchbook.foi.permissions import may_read_requests
from watchbook.foi.queries import listed, requests_answered, requests_waiting
from watchbook.governance.statements.disagreeing import disagreeing
from watchbook.governance.statements.missing import left_open, not_signed
from watchbook.governance.statements.permissions import may_read_statements
from watchbook.governance.training.permissions import may_read_training
from watchbook.governance.training.queries import matrix
from watchbook.home.sheet_authorisations import authorisations_told
from watchbook.home.sheet_looks import NAMED, Remarks, SheetRemark, counted, looks_told
from watchbook.looks.permissions import may_read_look_figures
from watchbook.organisation.models import Person
from watchbook.organisation.rules import TITLES
from watchbook.oversight.error_report.permissions import may_read_errors
from watchbook.oversight.error_report.queries import suggestions, waiting_errors
from watchbook.oversight.permissions import may_check_seal, may_read_oversight
from watchbook.oversight.recommendation.permissions import may_read_recommendation
from watchbook.oversight.recommendation.queries import recommendations
from watchbook.oversight.recommendation.states import Progress
from watchbook.reports.governance_calendar import CalendarState, governance_calendar
from watchbook.reports.inspection_retention import overdue_records
from watchbook.reports.permissions import may_read_governance_calendar
from watchbook.retention.deleted import register_began_before
from watchbook.retention.permissions import may_read_retention
from watchbook.web.wording import day, moment

FIGURE = re.compile(r"\d")


@dataclass(frozen=True)
class SheetLine:
    """A line of the sheet: its title, where its rows are, "" where the reader may not open them, and what there is to say."""

    title: str
    address: str
    remarks: tuple[SheetRemark, ...]

    @property
    def faults(self) -> int:
        """The number of its remarks that somebody must see to."""
        return sum(one.is_fault for one in self.remarks)

    @property
    def is_early(self) -> bool:
        """Whether it is too early to say that the line is in order."""
        return any(one.is_early for one in self.remarks)


def defensible_today(by: Person, *, at: datetime) -> list[SheetLine]:
    """Every line of the sheet as the registers stand at a moment, with links to what this person may open."""
    on = london_day(at)
    return [
        _line(str(title), reverse(name) if can(may, by) else "", tuple(tell(on, at, by)))
        for title, name, may, tell in LINES
    ]


def _line(title: str, address: str, remarks: tuple[SheetRemark, ...]) -> SheetLine:
    """Lead each figure that has no page of its own to the rows of its line, where the reader may open these."""
    linked = (
        one if one.address or one.rows or not FIGURE.search(one.words) else replace(one, address=address)
        for one in remarks
    )
    return SheetLine(title, address, tuple(linked))


def _errors(_on: date, _now: datetime, _reader: Person) -> Remarks:
    waiting = waiting_errors().count()
    words = ngettext(
        "{count} error is still to be decided on or reported",
        "{count} errors are still to be decided on or reported",
        waiting,
    )
    yield counted(words, waiting)
    missing = len(suggestions())
    yield counted(
        ngettext(
            "{count} look may be an error and is not in an error report",
            "{count} looks may be errors and are not in an error report",
            missing,
        ),
        missing,
    )


def _statements(on: date, _now: datetime, reader: Person) -> Remarks:
    missing = [("", one.quarter.title, one.seat.title) for one in not_signed(on)]
    in_part = [
        (str(matter.label), left.quarter.title, left.seat.title)
        for left in left_open(on)
        for matter in left.matters
    ]
    for who, [(_matter, quarters)] in _by_signers(missing).items():
        told = _("Not signed by {who}: {quarters}").format(who=who, quarters=quarters)
        yield SheetRemark(told, is_fault=True)
    for who, matters in _by_signers(in_part).items():
        told = _("Signed in part; left open by {who}: {matters}").format(
            who=who, matters="; ".join(f"{matter} ({quarters})" for matter, quarters in matters)
        )
        yield SheetRemark(told, is_fault=True)
    if not missing and not in_part:
        yield SheetRemark(_("All statements signed"))
    for one in disagreeing():
        yield SheetRemark(one.words, is_fault=True, address=_page_of(one.reference, reader))


def _page_of(reference: str, reader: Person) -> str:
    return reverse("governance:statement", args=[reference]) if can(may_read_statements, reader) else ""


def _by_signers(owed: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Gather what is owed (matter, quarter, signer) by those who owe the same, so that they are named once: each matter with its quarters."""
    signers: dict[tuple[str, str], list[str]] = {}
    for matter, quarter, signer in owed:
        signers.setdefault((matter, quarter), []).append(signer)
    quarters: dict[tuple[str, str], list[str]] = {}
    for (matter, quarter), who in signers.items():
        quarters.setdefault((", ".join(who), matter), []).append(quarter)
    gathered: dict[str, list[tuple[str, str]]] = {}
    for (named, matter), every in quarters.items():
        gathered.setdefault(named, []).append((matter, ", ".join(every)))
    return gathered


def _calendar(on: date, _now: datetime, reader: Person) -> Remarks:
    page = reverse("reports:calendar") if can(may_read_governance_calendar, reader) else ""
    entries = [one for year in governance_calendar(on) for one in year.entries]
    overdue_now = sum(one.state == CalendarState.OVERDUE for one in entries)
    words = ngettext(
        "{count} governance duty is overdue now", "{count} governance duties are overdue now", overdue_now
    )
    yield counted(words, overdue_now, address=page and f"{page}?state={CalendarState.OVERDUE}")
    missed = sum(one.state == CalendarState.MISSED for one in entries)
    words = ngettext(
        "{count} earlier governance duty of this year or the last 3 years was missed",
        "{count} earlier governance duties of this year or the last 3 years were missed",
        missed,
    )
    yield SheetRemark(words.format(count=missed), address=page and f"{page}?state={CalendarState.MISSED}")


def _training(on: date, _now: datetime, _reader: Person) -> Remarks:
    cells = [cell for row in matrix(on).rows for cell in row.cells]
    of, trained = sum(cell.of for cell in cells), sum(cell.trained for cell in cells)
    yield SheetRemark(
        _("Duty holders with current training for their duty: {trained} of {of}").format(
            trained=trained, of=of
        )
    )
    lacking: Counter[str] = Counter()
    for cell in cells:
        lacking[capfirst(str(TITLES[cell.duty]))] += len(cell.lacking)
    for title, count in lacking.items():
        if count:
            told = ngettext(
                "{duty}: {count} person without current training",
                "{duty}: {count} people without current training",
                count,
            ).format(count=count, duty=title)
            yield SheetRemark(told, is_fault=True)


def _recommendations(on: date, _now: datetime, reader: Person) -> Remarks:
    rows = [one for one in recommendations() if one.progress != Progress.DISCHARGED]
    yield SheetRemark(
        ngettext("{count} open recommendation", "{count} open recommendations", len(rows)).format(
            count=len(rows)
        )
    )
    for one in rows:
        if one.is_overdue(on):
            told = _("{reference} was due on {day}").format(
                reference=one.row.reference, day=day(one.row.due_on)
            )
            if one.progress == Progress.EVIDENCE_GIVEN:
                told = f"{told}; {one.state}"
            page = reverse("oversight:recommendation", args=[one.row.reference])
            may_open = can(may_read_recommendation, reader, one.row)
            yield SheetRemark(told, is_fault=True, address=page if may_open else "")


def _requests(on: date, _now: datetime, reader: Person) -> Remarks:
    rows, opens_each = listed(requests_waiting(), on=on), can(may_read_requests, reader)
    yield SheetRemark(
        ngettext("{count} open request", "{count} open requests", len(rows)).format(count=len(rows))
    )
    for one in rows:
        if one.is_late:
            told = _("{reference} was due on {day}").format(
                reference=one.request.reference, day=day(one.due_on)
            )
            page = reverse("foi:request", args=[one.request.reference]) if opens_each else ""
            yield SheetRemark(told, is_fault=True, address=page)
    yield from _answered(on, opens_each=opens_each)


def _answered(on: date, *, opens_each: bool) -> Remarks:
    """Tell how many requests were answered this year, and which of them late."""
    rows = requests_answered().filter(sent__sent_on__range=(date(on.year, 1, 1), on))
    told = listed(rows.defer("text", "attached"), on=on)
    if not told:
        return
    late = [one.request.reference for one in told if one.is_late]
    words = _("Answered this year: {answered}; answered in time: {in_time}")
    page = f"{reverse('foi:requests')}?show=sent" if opens_each else ""
    yield SheetRemark(words.format(answered=len(told), in_time=len(told) - len(late)), address=page)
    if late:
        named = [(one, reverse("foi:request", args=[one])) for one in late[:NAMED]] if opens_each else []
        words = ngettext(
            "{count} request was answered late this year",
            "{count} requests were answered late this year",
            len(late),
        )
        yield counted(words, len(late), rows=tuple(named))


def _retention(on: date, _now: datetime, reader: Person) -> Remarks:
    for one in overdue_records(on, reader):
        yield SheetRemark(one.words, is_fault=one.is_fault)


def _seal(_on: date, now: datetime, _reader: Person) -> Remarks:
    health = seal_health(now=now)
    if health.sealed:
        yield SheetRemark(_("Sealed on {moment}").format(moment=moment(health.sealed.signed_at)))
    if not health.is_well:
        told = _("A log entry has been waiting to be sealed since {moment}")
        yield SheetRemark(told.format(moment=moment(health.waiting_since or now)), is_fault=True)
    verified = last_verified()
    if verified is None and not register_began_before(now - VERIFIED_WITHIN):
        yield SheetRemark(_("The log will be verified for the first time tonight"), is_early=True)
    elif verified is None:
        yield SheetRemark(_("The log has never been verified at night"), is_fault=True)
    elif now - verified.recorded_at > VERIFIED_WITHIN:
        yield SheetRemark(_("The log was not verified last night"), is_fault=True)
    if verified is not None:
        problems = verified.fields["number_of_problems"]
        told = ngettext(
            "Log verified on {moment}: {count} problem",
            "Log verified on {moment}: {count} problems",
            problems,
        )
        words = told.format(moment=moment(verified.recorded_at), count=problems)
        yield SheetRemark(words, is_fault=problems > 0)


LINES: tuple[
    tuple[Promise, str, Callable[[Person], None], Callable[[date, datetime, Person], Remarks]],
    ...,
] = (
    (gettext_lazy("Looks"), "looks:report", may_read_look_figures, looks_told),
    (gettext_lazy("Authorisations"), "authorisations:record", may_read_central_record, authorisations_told),
    (gettext_lazy("Errors"), "oversight:errors", may_read_errors, _errors),
    (gettext_lazy("Statements"), "governance:statements", may_read_statements, _statements),
    (gettext_lazy("Governance duties"), "reports:calendar", may_read_governance_calendar, _calendar),
    (gettext_lazy("Training"), "governance:training_matrix", may_read_training, _training),
    (gettext_lazy("Recommendations"), "oversight:overview", may_read_oversight, _recommendations),
    (gettext_lazy("Requests for information"), "foi:requests", may_read_requests, _requests),
    (gettext_lazy("Retention"), "retention:due", may_read_retention, _retention),
    (gettext_lazy("Audit log"), "oversight:seal", may_check_seal, _seal),
)
