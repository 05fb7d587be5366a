"""The step ahead of an authorisation: a sentence for whoever reads it, and one act for whoever may do it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import (
    may_check,
    may_decide,
    may_record_order,
    may_send_report,
)
from watchbook.authorisations.queries.asked_reports import asked_about
from watchbook.authorisations.rules.in_force import has_lapsed
from watchbook.authorisations.rules.reminders import Running, Task, reminders, report_asked_from
from watchbook.authorisations.states import AuthorisationState, ReportStep
from watchbook.investigations.states import InvestigationState
from watchbook.organisation.models import Person
from watchbook.web.overview import StepAhead
from watchbook.web.wording import day


class NextAct(NamedTuple):
    """An act that is next: its words, its address by name with what follows the reference, and who may do it."""

    words: Promise
    address: str
    may: Callable[[Person, Authorisation], None]
    after: tuple[Any, ...] = ()


_S = AuthorisationState
REVIEW = (
    NextAct(gettext_lazy("Review this authorisation"), "authorisations:review", may_decide),
    NextAct(
        gettext_lazy("Write report for the review"),
        "authorisations:report",
        may_send_report,
        (ReportStep.REVIEW,),
    ),
)
RENEWAL = (
    NextAct(gettext_lazy("Renew this authorisation"), "authorisations:renew", may_decide),
    NextAct(
        gettext_lazy("Apply for the renewal"), "authorisations:report", may_send_report, (ReportStep.RENEWAL,)
    ),
)
CANCELLATION = (
    NextAct(gettext_lazy("Cancel this authorisation"), "authorisations:cancel", may_decide),
    NextAct(
        gettext_lazy("Write report for the cancellation"),
        "authorisations:report",
        may_send_report,
        (ReportStep.CANCELLATION,),
    ),
)
# What a report asks of the officer, the gravest first.
REPORTED: dict[str, tuple[str | Promise, tuple[NextAct, ...]]] = {
    ReportStep.CANCELLATION: (
        gettext_lazy(
            "The applicant has sent a report for the cancellation. The authorising officer decides."
        ),
        CANCELLATION,
    ),
    ReportStep.RENEWAL: (
        gettext_lazy("The applicant has asked for a renewal. The authorising officer decides."),
        RENEWAL,
    ),
    ReportStep.REVIEW: (
        gettext_lazy("The applicant has sent a report. The authorising officer reviews the authorisation."),
        REVIEW,
    ),
}
ORDER = (
    NextAct(gettext_lazy("Record the court’s order"), "authorisations:judicial_approval", may_record_order),
)
# Who writes has the pages of the form and their button further down.
BEFORE_EFFECT: dict[str, tuple[str | Promise, tuple[NextAct, ...]]] = {
    _S.DRAFT: (
        gettext_lazy("The applicant finishes the application and sends it to the RIPA co-ordinator."),
        (),
    ),
    _S.RETURNED: (
        gettext_lazy("The applicant deals with the comments and sends the application again."),
        (),
    ),
    _S.SUBMITTED: (
        gettext_lazy("The RIPA co-ordinator checks the application and passes it on."),
        (NextAct(gettext_lazy("Pass application to an officer"), "authorisations:pass_on", may_check),),
    ),
    _S.PASSED: (
        gettext_lazy(
            "An authorising officer decides whether to grant the authorisation, refuse the application or return it with comments."
        ),
        (),  # three choices of equal weight stand further down
    ),
    _S.GRANTED: (
        gettext_lazy(
            "The applicant takes the papers to the court, which decides. Until its order is recorded, nobody may act under the authorisation."
        ),
        ORDER,
    ),
    _S.COURT_REFUSED: (
        gettext_lazy("The court may still quash the grant. If it does, record its order."),
        ORDER,
    ),
}


# What is left to do once the investigation is closed.
GOES_NO_FURTHER = (
    gettext_lazy(
        "The investigation is closed, so this application goes no further. The applicant can withdraw it or open the investigation again."
    ),
    (),
)
ENDS = (
    gettext_lazy(
        "The investigation is closed. Cancel the authorisation, or open the investigation again if it continues."
    ),
    CANCELLATION,
)
CLOSED: dict[str, tuple[str | Promise, tuple[NextAct, ...]]] = {
    **dict.fromkeys((_S.DRAFT, _S.RETURNED, _S.SUBMITTED, _S.PASSED), GOES_NO_FURTHER),
    **dict.fromkeys((_S.GRANTED, _S.EFFECTIVE), ENDS),
}


# The same, said to whoever applied.
APPLICANTS: dict[str, str | Promise] = {
    _S.DRAFT: gettext_lazy(
        "Complete each part, check your answers, and send the application to the RIPA co-ordinator."
    ),
    _S.RETURNED: gettext_lazy("Deal with the comments and send the application again."),
    _S.GRANTED: gettext_lazy(
        "Take the papers to the court, which decides. Until its order is recorded, nobody may act under the authorisation."
    ),
}
# The same, said to whoever may do it.
DUTIES: dict[str, tuple[Callable[[Person, Authorisation], None], str | Promise]] = {
    _S.SUBMITTED: (
        may_check,
        gettext_lazy("Check the application, then pass it on or return it with comments."),
    ),
    _S.PASSED: (
        may_decide,
        gettext_lazy(
            "Decide whether to grant the authorisation, refuse the application or return it with comments."
        ),
    ),
}


def next_step(
    row: Authorisation, *, reported: frozenset[str], renewal: int | None, reader: Person, at: datetime
) -> StepAhead | None:
    """Say what is next; None once nothing is. `reported`: steps with a report to decide on; `renewal`: one that waits for the court."""
    if row.state in CLOSED and row.investigation and row.investigation.state == InvestigationState.CLOSED:
        says, acts = CLOSED[row.state]
        return _for(row, str(says), acts, reader=reader)
    if row.state in BEFORE_EFFECT:
        says, acts = BEFORE_EFFECT[row.state]
        if row.applicant_id == reader.id:
            says = APPLICANTS.get(row.state, says)
        elif row.state in DUTIES and can(DUTIES[row.state][0], reader, row):
            says = DUTIES[row.state][1]
        return _for(row, str(says), acts, reader=reader)
    if row.state != _S.EFFECTIVE or row.ends_on is None:
        return None
    says, acts = _running(row, ends_on=row.ends_on, reported=reported, renewal=renewal, at=at)
    return _for(row, says, acts, reader=reader)


def _running(
    row: Authorisation, *, ends_on: date, reported: frozenset[str], renewal: int | None, at: datetime
) -> tuple[str, tuple[NextAct, ...]]:
    """Say what it asks for while it runs: an end that came, a renewal at court, the review or the end, whichever is nearer."""
    if has_lapsed(row.times, at=at) or row.stopped_at:
        return _("Cancel the authorisation now: it has lapsed, or officers were told to stop."), CANCELLATION
    if renewal:
        order = NextAct(
            gettext_lazy("Record the court’s order on the renewal"),
            "authorisations:renewal_judicial_approval",
            may_record_order,
            (renewal,),
        )
        return _("The court must decide on the renewal by {day}.").format(day=day(ends_on)), (order,)
    reports = [one for one in REPORTED if one in reported]
    if reports:
        says, acts = REPORTED[reports[0]]
        return str(says), acts
    if row.review_due_on is None or _ends_first(row, at=at):
        says = _(
            "The applicant must send the report for the renewal: the authorisation ends on {day}. An authorising officer can cancel it without that report."
        )
        return says.format(day=day(ends_on)), RENEWAL[1:]
    missing = _("Review the authorisation by {day}. The applicant has not sent a report yet.")
    return missing.format(day=day(row.review_due_on)), REVIEW


def _ends_first(row: Authorisation, *, at: datetime) -> bool:
    """Whether its end asks for something now, and no review does."""
    if row.ends_on is None or row.review_due_on is None:
        return False
    facts = _facts(row, ends_on=row.ends_on)
    due = {one.task for one in reminders(facts, today=london_day(at))}
    return bool(due & {Task.PREPARE_RENEWAL, Task.DECIDE_RENEWAL, Task.BOOK_COURT}) and not due & {
        Task.REVIEW,
        Task.OVERDUE_REVIEW,
        Task.BARRED_BY_REVIEW,
    }


def _facts(row: Authorisation, *, ends_on: date) -> Running:
    return Running(row.nation, ends_on, row.review_due_on or ends_on, bool(row.needs_court))


class WantedReport(NamedTuple):
    """A report that has not come: for which step, since when the applicant is asked for it, and whether somebody may ask today."""

    step: ReportStep
    says: str
    can_be_asked: bool


def step_without_report(
    row: Authorisation, *, reported: frozenset[str], renewal: int | None, at: datetime
) -> ReportStep | None:
    """Name the step ahead whose report has not come; None where it needs none."""
    if row.state != _S.EFFECTIVE or row.ends_on is None:
        return None
    _says, acts = _running(row, ends_on=row.ends_on, reported=reported, renewal=renewal, at=at)
    steps = (one.after[0] for one in acts if one.address == "authorisations:report")
    return next((step for step in steps if step not in reported), None)


def wanted_report(row: Authorisation, step: ReportStep, *, at: datetime) -> WantedReport | None:
    """Say since when the applicant’s first page asks for a report, and when an officer asked last; None where no applicant is known."""
    if row.applicant is None or row.ends_on is None:
        return None
    today = london_day(at)
    since = report_asked_from(step, _facts(row, ends_on=row.ends_on), on=today)
    words = (
        _("Watchbook has been asking {name} for the report for the {step} under “Your work” since {day}.")
        if since <= today
        else _(
            "Watchbook asks {name} for the report for the {step} under “Your work” from {day}, or sooner if an officer asks for it."
        )
    )
    says = words.format(name=row.applicant.name, step=step.label, day=day(since))
    asked = asked_about(row)
    if asked is None or asked.step != step:
        return WantedReport(step, says, can_be_asked=True)
    says = _("{says} An officer last asked for it on {day}.").format(says=says, day=day(asked.at))
    return WantedReport(step, says, can_be_asked=london_day(asked.at) < today)


def _for(row: Authorisation, says: str, acts: tuple[NextAct, ...], *, reader: Person) -> StepAhead:
    for one in acts:
        if can(one.may, reader, row):
            return StepAhead(says, str(one.words), reverse(one.address, args=[row.reference, *one.after]))
    return StepAhead(says)
