"""The officer's half of a review: whether the authorisation goes on, and when it is reviewed next (Codes on reviews).

The applicant's half is their report (`applicant_report`), which the officer reads before.

An amendment is made on a review alone, by the officer, with what changes and why; no court is asked. It stays within what was
authorised: kind, ground, offence and end are not the review's to change. A person who is added is covered from then on, one
who is taken out no longer.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.applicant_report import OFFICERS, OfficersComments, officers_half
from watchbook.authorisations.models import ApplicantReport, Authorisation, Review
from watchbook.authorisations.particulars import describes_others, named_by, to_name
from watchbook.authorisations.permissions import may_decide
from watchbook.authorisations.queries.officers import source_born
from watchbook.authorisations.rules.in_force import ReviewFacts, ends_at, latest_next_review
from watchbook.authorisations.states import AuthorisationState, ReportStep
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import Facts, put
from watchbook.organisation.models import Person

WORDS = (*OFFICERS, "amended")
REVIEWED = Kind(
    "review.recorded",
    fields=("reference", "reviewed_on", "decision", "review_due_on", "added", "removed", "company_acts"),
    personal=WORDS,
    says=gettext_lazy("The authorisation was reviewed."),
)


@dataclass(frozen=True)
class Amendment:
    """The changes of a review and why: people covered from now on or no longer, and whether a company acts for us."""

    why: str = ""
    added: tuple[Subject, ...] = ()
    removed: tuple[Subject, ...] = ()
    company_acts: bool = False


NOTHING = Amendment()


@transaction.atomic
def review(
    authorisation: Authorisation,
    said: OfficersComments,
    *,
    report: ApplicantReport | None,
    decision: str,
    next_due_on: date | None,
    by: Person,
    at: datetime,
    amendment: Amendment = NOTHING,
) -> Review:
    """Record a review, set the next one, and make the amendment that it decides."""
    row = locked(authorisation)
    may_decide(by, row)
    check_running(row, at=at)
    today = london_day(at)
    half = officers_half(row, said, report=report, step=ReportStep.REVIEW, officer=by, at=at)
    _check_next(row, decision=decision, next_due_on=next_due_on, on=today)
    _check_amendment(row, amendment, decision=decision)
    row.review_due_on = next_due_on or row.review_due_on
    row.uses_company = True if amendment.company_acts else row.uses_company
    row.save(force_update=True)
    written = Review(
        authorisation=row,
        report=report,
        reviewed_on=today,
        decision=decision,
        next_due_on=next_due_on,
        by=by,
        at=at,
    )
    told = half | _changes(amendment)
    put(written, told)
    written.save(force_insert=True)
    _name(row, amendment, by=by, at=at)
    record_row(REVIEWED, row, by=by, at=at, reviewed_on=today, decision=decision, **told)
    return written


def check_running(row: Authorisation, *, at: datetime) -> None:
    """Raise WrongState unless it took effect and its time has not run out."""
    if row.state != AuthorisationState.EFFECTIVE or row.ends_on is None:
        raise WrongState(
            _(
                "You cannot review or renew this authorisation: its state is “{now}”. Open its page to see its history."
            ).format(now=row.get_state_display())
        )
    if at >= ends_at(row.ends_on):
        raise WrongState(
            _(
                "You cannot review or renew this authorisation: it ended on {day:%-d %B %Y}. Cancel it now. To continue, make a new application."
            ).format(day=row.ends_on)
        )


def _check_next(row: Authorisation, *, decision: str, next_due_on: date | None, on: date) -> None:
    if decision == Review.Decision.CANCEL:
        return
    latest = latest_next_review(
        ReviewFacts(kind=row.kind, nation=row.nation, last_on=on, born=source_born(row))
    )
    if next_due_on is None or not on < next_due_on <= latest:
        raise WrongState(
            _(
                "You cannot choose that date. Enter a date for the next review that is after today and no later than {latest:%-d %B %Y}."
            ).format(latest=latest)
        )


def _check_amendment(row: Authorisation, amendment: Amendment, *, decision: str) -> None:
    """Raise WrongState unless the review amends and each change fits what it names now."""
    if decision != Review.Decision.AMEND:
        if amendment != NOTHING:
            raise WrongState(
                _("You cannot change the named people with this decision. Choose “continues as amended”.")
            )
        return
    if not has_words(amendment.why):
        raise WrongState(_("You cannot amend this authorisation yet. Enter what you want to amend, and why."))
    if row.stopped_at is not None:
        raise WrongState(
            _(
                "You cannot amend this authorisation: officers were told to stop. Cancel the authorisation. To continue, make a new application."
            )
        )
    if any(subject.investigation_id != row.investigation_id for subject in amendment.added):
        raise WrongState(
            _(
                "You cannot add this subject: it belongs to another investigation. Add the subject to this investigation first."
            )
        )
    named = set(named_by(row).values_list("subject", flat=True))
    added, removed = {one.id for one in amendment.added}, {one.id for one in amendment.removed}
    if added & named or not removed <= named:
        raise WrongState(
            _(
                "You cannot change the named people: the list has changed since you opened this page. Open the review again and choose again."
            )
        )
    if removed and not (named - removed | added) and not describes_others(row):
        raise WrongState(
            _(
                "You cannot remove everybody from this authorisation. Keep at least one person, or cancel the authorisation."
            )
        )


def _name(row: Authorisation, amendment: Amendment, *, by: Person, at: datetime) -> None:
    """Whom it names from now on; whom it named until now stays on record with the moment."""
    named_by(row).filter(subject__in=amendment.removed).update(removed_at=at)
    for one in to_name(row, amendment.added, added_by=by, added_at=at):
        one.save(force_insert=True)


def _changes(amendment: Amendment) -> Facts:
    """What changes, as the review and the log keep it: subjects by id."""
    return {
        "amended": amendment.why,
        "added": [str(one.id) for one in amendment.added],
        "removed": [str(one.id) for one in amendment.removed],
        "company_acts": amendment.company_acts,
    }
