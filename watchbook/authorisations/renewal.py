"""Renewals: granted by an officer who could grant anew, approved by a court where the law wants one, both before the end.

The renewed period runs from the end of the old one. What is approved later is a new authorisation (RIPA s.43(4) to (6)).
"""

from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, check_allowed
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.applicant_report import (
    NO_RENEWAL,
    OFFICERS,
    OfficersComments,
    check_no_renewal_waits,
    officers_half,
)
from watchbook.authorisations.judicial_approval import PERSONAL, CourtOrder, check_order, hearing_of
from watchbook.authorisations.models import ApplicantReport, Authorisation, Renewal, Review
from watchbook.authorisations.permissions import may_decide, may_record_order
from watchbook.authorisations.queries.officers import grant_facts, rank_of, source_born
from watchbook.authorisations.review import check_running
from watchbook.authorisations.rules.court import RenewalFacts, last_day, ruling_on_renewal
from watchbook.authorisations.rules.grant import ruling_on_grant
from watchbook.authorisations.states import AuthorisationState, CourtOutcome, ReportStep
from watchbook.files.upload import Content
from watchbook.investigations.states import check_goes_on
from watchbook.keys.envelope import put
from watchbook.organisation.models import Person

ONE_DAY = timedelta(days=1)
GRANTED = Kind(
    "renewal.granted",
    is_grave=True,
    fields=("reference", "number"),
    personal=("officer_rank", *OFFICERS),
    says=gettext_lazy("The authorising officer granted the renewal."),
)
REFUSED = Kind(
    "renewal.refused",
    fields=("reference", "number"),
    personal=("officer_rank", *OFFICERS),
    says=gettext_lazy("The authorising officer refused the renewal."),
)
RENEWED = Kind(
    "renewal.completed",
    fields=("reference", "number", "ends_on"),
    says=gettext_lazy("The authorisation was renewed."),
)
HEARD = Kind(
    "renewal.ordered",
    is_grave=True,
    fields=("reference", "number", "ordered_at", "outcome", "is_authorised", "file_sha256"),
    personal=PERSONAL,
    says=gettext_lazy("A court decided on the renewal."),
)


@transaction.atomic
def decide(
    authorisation: Authorisation,
    said: OfficersComments,
    *,
    report: ApplicantReport | None,
    is_granted: bool,
    by: Person,
    at: datetime,
) -> Renewal:
    """The officer's decision on the applicant's report: to renew or not. Where no court must approve it, it is renewed at once."""
    row = locked(authorisation)
    may_decide(by, row)
    check_renewable(row, at=at)
    half = officers_half(row, said, report=report, step=ReportStep.RENEWAL, officer=by, at=at)
    _check_has_report(report, is_granted=is_granted)
    ends_on = _end(row)
    if is_granted:
        tried = _("You cannot renew this authorisation")
        check_goes_on(row.investigation.state if row.investigation else None, tried=tried)
        facts = grant_facts(row, by=by, on=london_day(at), takes_part=False, explained=False)
        check_allowed(ruling_on_grant(facts), tried=tried)
        _check_in_time(row, decided_at=at, effective_at=at, tried=tried)
    renewal = Renewal(
        authorisation=row,
        report=report,
        number=row.times_renewed + 1,
        is_granted=is_granted,
        officer_rank=rank_of(by, on=london_day(at)),
        from_end_of=ends_on,
        by=by,
        at=at,
    )
    put(renewal, half)
    renewal.save(force_insert=True)
    kind = GRANTED if is_granted else REFUSED
    record_row(kind, row, by=by, at=at, number=renewal.number, officer_rank=renewal.officer_rank, **half)
    if is_granted and not row.needs_court:
        _renew(row, renewal, by=by, at=at)
    return renewal


def check_renewable(row: Authorisation, *, at: datetime) -> None:
    """Raise WrongState unless an officer could decide on a renewal now."""
    check_running(row, at=at)
    _check_not_stopped(row)
    check_no_renewal_waits(row, tried=_("You cannot renew this authorisation"))


@transaction.atomic
def record_order(
    renewal: Renewal, order: CourtOrder, *, file: Content | None, by: Person, at: datetime
) -> Authorisation:
    """Record what the court ordered on a renewal."""
    row = locked(renewal.authorisation)
    may_record_order(by, row)
    _check_waits_for_court(renewal, row)
    if order.outcome == CourtOutcome.APPROVED:
        _check_not_stopped(row)
    check_order(row, order, decided_at=renewal.at, file=file, at=at, renewal=renewal)
    if order.outcome == CourtOutcome.APPROVED:
        _check_in_time(
            row, decided_at=renewal.at, effective_at=order.ordered_at, tried=_("You cannot record this order")
        )
    hearing = hearing_of(row, order, file=file, renewal=renewal, attended_by=by, recorded_at=at)
    hearing.save(force_insert=True)
    record_row(
        HEARD,
        row,
        by=by,
        at=at,
        number=renewal.number,
        file_sha256=hearing.file_sha256,
        **asdict(order),
    )
    if order.outcome == CourtOutcome.APPROVED:
        _renew(row, renewal, by=by, at=at)
    return row


def _renew(row: Authorisation, renewal: Renewal, *, by: Person, at: datetime) -> None:
    """A further statutory period from the end of the running one; a source's age is that of the renewal's day."""
    row.ends_on = renewed_until(row, decided_on=london_day(renewal.at))
    row.times_renewed += 1
    row.save(force_update=True)
    record_row(RENEWED, row, by=by, at=at, number=row.times_renewed)


def renewed_until(row: Authorisation, *, decided_on: date) -> date:
    """The last date in force of the further period; its length is the statute's, and no officer's to choose."""
    return last_day(
        row.kind,
        nation=row.nation,
        first_day=_end(row) + ONE_DAY,
        born=source_born(row),
        granted_on=decided_on,
    )


def _check_waits_for_court(renewal: Renewal, row: Authorisation) -> None:
    if not renewal.is_granted or not row.needs_court:
        raise WrongState(
            _(
                "You cannot record an order: this renewal does not need a court’s approval. Open the page of the authorisation to see what happens next."
            )
        )
    if renewal.number != row.times_renewed + 1:
        raise WrongState(
            _(
                "You cannot record this order: the court’s order on this renewal is already recorded. Open the page of the authorisation to see it."
            )
        )
    if row.state != AuthorisationState.EFFECTIVE:
        raise WrongState(
            _(
                "You cannot record this order: the state of the authorisation is “{now}”, so it cannot be renewed. To continue, make a new application."
            ).format(now=row.get_state_display())
        )


def _check_has_report(report: ApplicantReport | None, *, is_granted: bool) -> None:
    if is_granted and report is None:
        raise WrongState(str(NO_RENEWAL))


def _check_not_stopped(row: Authorisation) -> None:
    if row.stopped_at is not None:
        raise WrongState(
            _(
                "You cannot renew this authorisation: officers were told to stop. Cancel the authorisation. To continue, make a new application."
            )
        )


def _end(row: Authorisation) -> date:
    assert row.ends_on is not None  # noqa: S101  # `check_running` let it through: what took effect has its last day
    return row.ends_on


def _check_in_time(row: Authorisation, *, decided_at: datetime, effective_at: datetime, tried: str) -> None:
    reviewed = Review.objects.filter(authorisation=row, at__lte=decided_at).exists()
    check_allowed(
        ruling_on_renewal(
            RenewalFacts(
                ends_on=_end(row),
                decided_at=decided_at,
                effective_at=effective_at,
                kind=row.kind,
                source_was_reviewed=reviewed,
            )
        ),
        tried=tried,
    )
