"""Errors in the use of covert powers: recorded as suspected, established or found to be none, reported in ten working days.

Ten working days of the authority's nation from the day on which the error is established; an interim notice where facts
are missing, then the full report (Covert Surveillance Code, chapter on errors; IPA 2016 s.231). A lateness says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.authorisations.models import Authorisation
from watchbook.keys.envelope import opened, put
from watchbook.law.error_report import error_report_due
from watchbook.law.parameters import NotInForce
from watchbook.looks.models import Look
from watchbook.organisation.models import Authority, Person
from watchbook.oversight.error_report.error_notice import LABELS
from watchbook.oversight.error_report.models import ErrorKind, ErrorNotice, ErrorReport
from watchbook.oversight.error_report.permissions import may_decide_error, may_record_error
from watchbook.oversight.error_report.states import ErrorState, check_move
from watchbook.register.entry import lock, write

REGISTER = "ERR"
FIELDS = ("reference", "kind", "state", "look", "authorisation", "discovered_on", "established_on", "due_on")
WORDS = ("cause", "amount", "material", "collateral", "action", "fate", "steps", "late_reason", "estimate")
SUSPECTED = Kind("error_report.suspected", FIELDS, ("what",), gettext_lazy("A suspected error was recorded."))
ESTABLISHED = Kind(
    "error_report.established",
    is_grave=True,
    fields=(*FIELDS, "is_serious"),
    personal=("why",),
    says=gettext_lazy("The error was established."),
)
DISMISSED = Kind(
    "error_report.dismissed",
    FIELDS,
    ("why",),
    gettext_lazy("The suspicion was dismissed: there was no error."),
    is_grave=True,
)
NOTIFIED = Kind(
    "error_report.notified",
    is_grave=True,
    fields=(*FIELDS, "notice", "sent_on", "was_late"),
    personal=WORDS,
    says=gettext_lazy("A report of the error was recorded as sent to the Commissioner."),
)
WANTED = {
    ErrorNotice.NoticeKind.INTERIM: ("cause", "estimate"),
    ErrorNotice.NoticeKind.FULL: ("cause", "amount", "material", "collateral", "action", "fate", "steps"),
}


@dataclass(frozen=True)
class SuspectedError:
    """What seems to have gone wrong, of which look or authorisation, and when it was found out."""

    kind: str
    what: str
    discovered_on: date
    look: Look | None = None
    authorisation: Authorisation | None = None


type NoticeWords = Mapping[str, str]  # what a notice says, by the names of WORDS


@transaction.atomic
def suspect(told: SuspectedError, *, by: Person, at: datetime) -> ErrorReport:
    """Record that an error is suspected; a look is suspected once."""
    may_record_error(by)
    if told.kind not in ErrorKind or not told.what.strip():
        raise WrongState(
            _(
                "You cannot record this error: the description or the kind is missing. Say what seems to have gone wrong, and select the kind of error."
            )
        )
    if told.discovered_on > london_day(at):
        raise WrongState(
            _(
                "You cannot record this error: the date on which it was discovered is in the future. Correct the date."
            )
        )
    if told.look is not None and ErrorReport.objects.filter(look=told.look.id).exists():
        raise WrongState(
            _(
                "You cannot record a second error for this look: it already has an error report. Continue with that report."
            )
        )
    row = ErrorReport(
        reference=next_reference(REGISTER),
        kind=told.kind,
        look=told.look.id if told.look else None,
        look_reference=told.look.reference if told.look else "",
        authorisation=told.authorisation.id if told.authorisation else None,
        authorisation_reference=told.authorisation.reference if told.authorisation else "",
        discovered_on=told.discovered_on,
        opened_by=by,
    )
    put(row, {"what": told.what, "why": ""})
    return write(SUSPECTED, row, by=by, at=at, what=told.what)


@transaction.atomic
def establish(
    report: ErrorReport, *, on: date, why: str, is_serious: bool, by: Person, at: datetime
) -> ErrorReport:
    """Establish it: from that day the time of the report runs."""
    row = lock(report)
    may_decide_error(by)
    check_move(ErrorState(row.state), to=ErrorState.ESTABLISHED)
    if not why.strip():
        raise WrongState(
            _("You cannot establish this error: the reason is missing. Enter why it is an error.")
        )
    if not row.discovered_on <= on <= london_day(at):
        raise WrongState(
            _(
                "You cannot establish this error on that date: the date is in the future, or before the error was discovered. Correct the date."
            )
        )
    try:
        row.due_on = error_report_due(on, nation=Authority.objects.get().nation).on
    except NotInForce:
        raise WrongState(
            _(
                "You cannot establish an error on that date: Watchbook has no time limit for reporting an error established then. Ask the solicitor."
            )
        ) from None
    row.established_on, row.is_serious = on, is_serious
    return _decide(ESTABLISHED, row, to=ErrorState.ESTABLISHED, why=why, by=by, at=at)


@transaction.atomic
def dismiss(report: ErrorReport, *, why: str, by: Person, at: datetime) -> ErrorReport:
    """Find that it is no error; what was suspected and the reason stay."""
    row = lock(report)
    may_decide_error(by)
    check_move(ErrorState(row.state), to=ErrorState.DISMISSED)
    if not why.strip():
        raise WrongState(
            _(
                "You cannot dismiss this error: the reason is missing. Say why it is not an error. We keep the reason."
            )
        )
    return _decide(DISMISSED, row, to=ErrorState.DISMISSED, why=why, by=by, at=at)


@transaction.atomic
def notify(
    report: ErrorReport, told: NoticeWords, *, kind: str, sent_on: date, by: Person, at: datetime
) -> ErrorNotice:
    """Record a notice as it is sent to the Commissioner: interim, or the full report."""
    row = lock(report)
    may_decide_error(by)
    is_full = kind == ErrorNotice.NoticeKind.FULL
    check_move(ErrorState(row.state), to=ErrorState.REPORTED if is_full else ErrorState.INTERIM)
    was_late = _check_notice(row, told, kind=kind, sent_on=sent_on, today=london_day(at))
    notice = ErrorNotice(report=row, kind=kind, sent_on=sent_on, by=by)
    words = {name: told.get(name, "") for name in WORDS}
    put(notice, words)
    notice.save(force_insert=True)
    row.state = ErrorState.REPORTED if is_full else ErrorState.INTERIM
    row.save(force_update=True)
    record_row(NOTIFIED, row, by=by, at=at, notice=kind, sent_on=sent_on, was_late=was_late, **words)
    return notice


def _decide(
    kind: Kind, row: ErrorReport, *, to: ErrorState, why: str, by: Person, at: datetime
) -> ErrorReport:
    row.state, row.decided_by = to, by
    put(row, opened(row) | {"why": why})
    row.save(force_update=True)
    record_row(kind, row, by=by, at=at, why=why)
    return row


def _check_notice(row: ErrorReport, told: NoticeWords, *, kind: str, sent_on: date, today: date) -> bool:
    """Whether the first notice is late; raises WrongState where something is missing."""
    established_on, due_on = row.established_on or today, row.due_on or today  # the table demands both
    if not established_on <= sent_on <= today:
        raise WrongState(
            _(
                "You cannot send this notice on that date: it is before the error was established, or in the future. Correct the date."
            )
        )
    if silent := [name for name in WANTED[ErrorNotice.NoticeKind(kind)] if not told.get(name, "").strip()]:
        raise WrongState(
            _("You cannot send this notice: some parts are blank. Fill in these parts: {boxes}.").format(
                boxes=", ".join(f"“{label}”" for name, label in LABELS if name in silent)
            )
        )
    was_late = row.state == ErrorState.ESTABLISHED and sent_on > due_on
    if was_late and not told.get("late_reason", "").strip():
        raise WrongState(
            _(
                "You cannot send this notice without a reason: it was due on {day:%-d %B %Y}. Say why the notice is late."
            ).format(day=due_on)
        )
    return was_late
