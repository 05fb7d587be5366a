"""The applicant's half of a review, a renewal or a cancellation: a report, sent to the officer, who reads it and decides.

What repeats an earlier text or comes too early is said before it is signed, and answered in words that stay with it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import NotPermitted, WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.read_first import check_read
from watchbook.audit_log.record import Kind, record
from watchbook.authorisations.court_appearance import waiting_renewal
from watchbook.authorisations.models import ApplicantReport, Authorisation
from watchbook.authorisations.particulars import newest_version
from watchbook.authorisations.permissions import may_decide, may_send_report
from watchbook.authorisations.queries.asked_reports import ASKED, asked_about
from watchbook.authorisations.queries.waiting import REPORTED_ON
from watchbook.authorisations.reading import TEXT_READ
from watchbook.authorisations.remark import (
    check_answered,
    open_report,
    remarks_on_comments,
    remarks_on_report,
)
from watchbook.authorisations.report_form import BOXES, report_boxes
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.authorisations.states import AuthorisationState, ReportStep
from watchbook.investigations.states import check_goes_on
from watchbook.keys.envelope import Facts, opened, put
from watchbook.organisation.models import Person

SENT = Kind(
    "applicant_report.sent",
    fields=("reference", "step"),
    personal=(*sorted({box.id for boxes in BOXES.values() for box in boxes}), "remarks", "remarks_answered"),
    says=gettext_lazy("The applicant’s report was sent to the authorising officer."),
)
ASKED_FOR = Kind(
    ASKED,
    fields=("reference", "step"),
    says=gettext_lazy("The authorising officer asked the applicant for a report."),
)
READ = Kind(
    "applicant_report.read",
    fields=("reference", "step", "report"),
    says=gettext_lazy("The applicant’s report was read."),
)
OFFICERS = ("comments", "without_report", "remarks", "remarks_answered")
NO_RENEWAL = gettext_lazy(
    "You cannot renew without the applicant’s report: it is the application for the renewal. Ask the applicant to send it."
)
TRIED_ON = {
    ReportStep.REVIEW: gettext_lazy("You cannot record this review"),
    ReportStep.RENEWAL: gettext_lazy("You cannot decide on this renewal"),
    ReportStep.CANCELLATION: gettext_lazy("You cannot cancel this authorisation"),
}
RUNS = (AuthorisationState.EFFECTIVE,)


@dataclass(frozen=True)
class OfficersComments:
    """The officer's own words on a report; why they decide without one; their answer to what was noticed."""

    comments: str
    without_report: str = ""
    remarks_answered: str = ""


@transaction.atomic
def send(
    authorisation: Authorisation,
    answers: Mapping[str, str],
    *,
    step: str,
    answered: str = "",
    by: Person,
    at: datetime,
) -> ApplicantReport:
    """Send a report to the officer. One that the officer has not decided on is replaced by the next."""
    row = locked(authorisation)
    may_send_report(by, row)
    check_reportable(row, step, at=at)
    boxes = report_boxes(step, kind=row.kind)
    if silent := [str(box.asks) for box in boxes if not answers.get(box.id, "").strip()]:
        raise WrongState(
            _("You cannot send this report yet. Still to be answered: {boxes}").format(
                boxes="; ".join(silent)
            )
        )
    remarks = remarks_on_report(row, answers, step=step, at=at)
    check_answered(remarks, answered)
    told = {box.id: answers[box.id] for box in boxes}
    noticed: Facts = {"remarks": list(remarks), "remarks_answered": answered if remarks else ""}
    report = ApplicantReport(authorisation=row, step=step, by=by, at=at)
    put(report, {"answers": told} | noticed)
    report.save(force_insert=True)
    record(SENT, subject=row, by=by, at=at, reference=row.reference, step=step, **told, **noticed)
    return report


@transaction.atomic
def ask(authorisation: Authorisation, *, step: str, by: Person, at: datetime) -> Authorisation:
    """Ask the applicant for a report: it stands on their first page until it comes. Once a day is enough."""
    row = locked(authorisation)
    may_decide(by, row)
    tried = _("You cannot ask for this report")
    _check_runs(row, step, tried=tried, at=at)
    if row.applicant_id is None:
        raise WrongState(
            cannot(
                tried,
                _(
                    "The entry was imported and names no applicant. In your decision, say why there is no report."
                ),
            )
        )
    if open_report(row, step) is not None:
        raise WrongState(
            cannot(
                tried,
                _(
                    "The applicant has sent the report. Open the page of the authorisation to read the report."
                ),
            )
        )
    asked = asked_about(row)
    if asked and asked.step == step and london_day(asked.at) == london_day(at):
        raise WrongState(
            cannot(
                tried, _("Somebody has already asked the applicant for the report today. Ask again tomorrow.")
            )
        )
    record(ASKED_FOR, subject=row, by=by, at=at, reference=row.reference, step=step)
    return row


@transaction.atomic
def read(report: ApplicantReport, *, by: Person, at: datetime) -> Facts:
    """Return what a report says; that the officer read it is recorded first."""
    row = report.authorisation
    may_decide(by, row)
    told = {"reference": row.reference, "step": report.step, "report": str(report.id)}
    record(READ, subject=row, by=by, at=at, **told)
    return opened(report)


def officers_half(
    row: Authorisation,
    said: OfficersComments,
    *,
    report: ApplicantReport | None,
    step: str,
    officer: Person,
    at: datetime,
) -> Facts:
    """The officer's half as it is kept. Raises unless it is about the newest report, another's, and what was noticed is answered."""
    _check_report(row, said, report=report, step=step, by=officer)
    _check_read(row, report, step=step, by=officer)
    if not has_words(said.comments):
        raise WrongState(
            _(
                "You cannot sign this decision without comments of your own. Enter your comments in a few words."
            )
        )
    remarks = remarks_on_comments(row, said.comments, step=step, at=at)
    check_answered(remarks, said.remarks_answered)
    return asdict(said) | {
        "remarks": list(remarks),
        "remarks_answered": said.remarks_answered if remarks else "",
        "without_report": said.without_report if report is None else "",
    }


def _check_report(
    row: Authorisation, said: OfficersComments, *, report: ApplicantReport | None, step: str, by: Person
) -> None:
    if report != open_report(row, step):
        raise WrongState(
            _(
                "You cannot decide on this report: the applicant has sent a newer report, or somebody has already decided on this report. Open the page again."
            )
        )
    if report is not None and report.by_id == by.id:
        raise NotPermitted(
            _("You cannot decide on this report: you wrote it. Ask another authorising officer to decide.")
        )
    if report is None and not has_words(said.without_report):
        raise WrongState(
            _(
                "You cannot decide without the applicant’s report. Ask the applicant to send it, or say why you are deciding without it."
            )
        )


def _check_read(row: Authorisation, report: ApplicantReport | None, *, step: str, by: Person) -> None:
    """Raise WrongState unless the officer opened the page with the report and the application; an imported one has no text."""
    tried = str(TRIED_ON[ReportStep(step)])
    if (text := newest_version(row)) is not None:
        check_read(TEXT_READ.name, of=row.id, by=by.id, tried=tried, version=text.number)
    if report is not None:
        check_read(READ.name, of=row.id, by=by.id, tried=tried, report=str(report.id))


def check_reportable(row: Authorisation, step: str, *, at: datetime) -> None:
    """Raise WrongState unless a report on this step could be sent now."""
    _check_runs(row, step, tried=_("You cannot report on this authorisation"), at=at)
    if step == ReportStep.RENEWAL:
        tried = _("You cannot apply for a renewal")
        check_goes_on(row.investigation.state if row.investigation else None, tried=tried)
        check_no_renewal_waits(row, tried=tried)


def check_no_renewal_waits(row: Authorisation, *, tried: str) -> None:
    """Raise WrongState while a renewal that was granted waits for the court."""
    if waiting_renewal(row) is not None:
        why = _("Another renewal is waiting for the court. Record the court’s order first.")
        raise WrongState(cannot(tried, why))


def _check_runs(row: Authorisation, step: str, *, tried: str, at: datetime) -> None:
    if row.state not in (REPORTED_ON if step == ReportStep.CANCELLATION else RUNS):
        raise WrongState(
            cannot(
                tried,
                _("The state of the authorisation is “{now}”. Open its page to see who acts next.").format(
                    now=row.get_state_display()
                ),
            )
        )
    if step != ReportStep.CANCELLATION and row.ends_on and at >= ends_at(row.ends_on):
        raise WrongState(
            cannot(
                tried,
                _(
                    "The last date in force of the authorisation was {day:%-d %B %Y}. The authorisation now needs a report for the cancellation."
                ).format(day=row.ends_on),
            )
        )
