"""Reviews: what was found, whether the authorisation goes on, and when it is reviewed next (Codes on reviews).

A person who was not described may be added on a review alone, by the officer: before that they are not covered.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.authorisations.application import locked
from watchbook.authorisations.models import Authorisation, Review
from watchbook.authorisations.particulars import to_name
from watchbook.authorisations.permissions import may_decide
from watchbook.authorisations.queries.officers import source_born
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.authorisations.rules.reviews import Reviewed, latest_next_review
from watchbook.authorisations.states import AuthorisationState
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import put
from watchbook.organisation.models import Person
from watchbook.organisation.queries import london_day
from watchbook.organisation.states import WrongState

WORDS = ("found", "why_continue", "proportionate", "collateral", "confidential", "amended")
REVIEWED = Kind(
    "review.recorded",
    fields=("reference", "reviewed_on", "decision", "review_due_on", "subjects"),
    personal=WORDS,
    says=gettext_lazy("It was reviewed."),
)


@dataclass(frozen=True)
class Findings:
    """What the review says; `amended` says what changes where it goes on as amended."""

    found: str
    why_continue: str
    proportionate: str
    collateral: str
    confidential: str
    amended: str = ""


@transaction.atomic
def review(
    authorisation: Authorisation,
    findings: Findings,
    *,
    decision: str,
    next_due_on: date | None,
    by: Person,
    at: datetime,
    added: Iterable[Subject] = (),
) -> Review:
    """Record a review and set the next one; subjects that it adds are covered from now on."""
    row = locked(authorisation)
    may_decide(by, row)
    check_running(row, at=at)
    today = london_day(at)
    subjects = list(added)
    _check(row, findings, decision=decision, next_due_on=next_due_on, subjects=subjects, on=today)
    if next_due_on is not None:
        row.review_due_on = next_due_on
    row.save(force_update=True)
    written = Review(
        authorisation=row, reviewed_on=today, decision=decision, next_due_on=next_due_on, by=by, at=at
    )
    put(written, asdict(findings))
    written.save(force_insert=True)
    for one in to_name(row, subjects, added_by=by, added_at=at):
        one.save(force_insert=True)
    record(
        REVIEWED,
        subject=row,
        by=by,
        at=at,
        reference=row.reference,
        reviewed_on=today,
        decision=decision,
        review_due_on=row.review_due_on,
        subjects=" ".join(str(subject.id) for subject in subjects),
        **asdict(findings),
    )
    return written


def check_running(row: Authorisation, *, at: datetime) -> None:
    """Raise WrongState unless it took effect and its time has not run out."""
    if row.state != AuthorisationState.EFFECTIVE or row.ends_on is None:
        raise WrongState(
            _("The authorisation is {now}, so there is nothing to review or renew.").format(
                now=row.get_state_display()
            )
        )
    if at >= ends_at(row.ends_on):
        raise WrongState(
            _("The authorisation ended on {day:%-d %B %Y}. Cancel it now; to go on, apply anew.").format(
                day=row.ends_on
            )
        )


def _check(
    row: Authorisation,
    findings: Findings,
    *,
    decision: str,
    next_due_on: date | None,
    subjects: list[Subject],
    on: date,
) -> None:
    told = asdict(findings)
    wanted = [name for name in WORDS if name != "amended" or decision == Review.Decision.AMEND]
    if silent := [name for name in wanted if not told[name].strip()]:
        raise WrongState(
            _("Still empty: {boxes}. A review says each of them.").format(boxes=", ".join(silent))
        )
    if subjects and decision != Review.Decision.AMEND:
        raise WrongState(
            _("Somebody is added on a review that amends the authorisation. Choose “as amended”.")
        )
    if any(subject.investigation_id != row.investigation_id for subject in subjects):
        raise WrongState(
            _("A subject of another investigation cannot be added. Add the subject to this one first.")
        )
    if decision == Review.Decision.CANCEL:
        return
    latest = latest_next_review(Reviewed(kind=row.kind, nation=row.nation, last_on=on, born=source_born(row)))
    if next_due_on is None or not on < next_due_on <= latest:
        raise WrongState(
            _("The next review is after today and not later than {latest:%-d %B %Y}.").format(latest=latest)
        )
