"""The tests of each item of an audit: what the registers can say by themselves, and what is left to the auditor."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation, Renewal
from watchbook.authorisations.queries.central_record import reviews_on, with_course
from watchbook.authorisations.queries.in_force import review_due_at
from watchbook.authorisations.rules.in_force import ceases_at, lapsed_ever, last_day_before
from watchbook.authorisations.states import AuthorisationState
from watchbook.investigations.queries import platform_title
from watchbook.looks.models import About, Basis, Look, LookOrigin
from watchbook.looks.queries.looks import wants_outcome
from watchbook.oversight.error_report.models import ErrorReport
from watchbook.oversight.error_report.queries import OUT_OF_TIME, Suggestion, suggestions
from watchbook.oversight.error_report.states import ErrorState
from watchbook.reports.audit_outcome import MET, NOT_ASKED, NOT_MET, TO_READ, ItemTest
from watchbook.reports.audit_retention import kept
from watchbook.reports.audit_sample import AuditSample, Sampled
from watchbook.web.wording import day

NEVER_TOOK_EFFECT = gettext_lazy("The authorisation never took effect.")
WITHOUT_EFFECT: dict[AuthorisationState, Promise] = {
    AuthorisationState.REFUSED: gettext_lazy("The authorising officer refused the application."),
    AuthorisationState.GRANTED: gettext_lazy("The court has not decided yet."),
    AuthorisationState.COURT_REFUSED: gettext_lazy("The court refused to approve the authorisation."),
    AuthorisationState.QUASHED: gettext_lazy("The court refused and quashed the authorisation."),
    AuthorisationState.CANCELLED: gettext_lazy("The authorisation was cancelled before it took effect."),
}


@dataclass(frozen=True)
class AuditItem:
    """An item of a sample with its tests; gone where retention has deleted it since."""

    reference: str
    service: str
    on: str
    address: str
    tests: tuple[ItemTest, ...]


@dataclass(frozen=True)
class ErrorCounts:
    """The numbers of error reports about an item: those about its dates, and those about something else."""

    about_dates: int
    others: int

    @property
    def words(self) -> str:
        """Tell both numbers, the second where it is not 0."""
        words = _("Error reports about dates: {count}.").format(count=self.about_dates)
        others = _("Error reports about something else: {count}.").format(count=self.others)
        return f"{words} {others}" if self.others else words


def audit_items(drawn: AuditSample, *, at: datetime) -> list[AuditItem]:
    """The items of a sample in the order in which they were drawn, each with its tests as the registers stand."""
    make = _looks if drawn.scope.what == Sampled.LOOKS else _authorisations
    found = {one.reference: one for one in make(drawn.references, at=at)}
    return [found.get(one) or AuditItem(one, "", "", "", ()) for one in drawn.references]


def _authorisations(references: Sequence[str], *, at: datetime) -> Iterator[AuditItem]:
    rows = list(with_course(Authorisation.objects.filter(reference__in=references)))
    kept_rightly, errors = kept(rows, at=at), _errors("authorisation", rows)
    unreported = Counter(one.authorisation.id for one in _out_of_time() if one.authorisation)
    for row in rows:
        tests = (
            _basis(row),
            ItemTest(
                _("Necessity in the officer’s own words"),
                TO_READ,
                _("Read the application. We record that you read it."),
            ),
            _within_dates(row, at=at, errors=errors[row.id], unreported=unreported[row.id]),
            _reviewed(row, at=at),
            _cancelled(row, at=at),
            ItemTest(
                _("Exact account named"),
                TO_READ,
                _(
                    "Compare the subjects named in the authorisation with the accounts that officers looked at."
                ),
            ),
            kept_rightly[row.id],
        )
        on = day(row.decided_at) if row.decided_at else ""
        yield AuditItem(
            row.reference,
            row.service.name,
            on,
            reverse("authorisations:authorisation", args=[row.reference]),
            tests,
        )


def _basis(row: Authorisation) -> ItemTest:
    name = _("Basis")
    if row.effective_from is None:
        waits = row.state == AuthorisationState.GRANTED
        return ItemTest(name, TO_READ if waits else NOT_ASKED, _without_effect(row))
    if not row.officer_rank:
        return ItemTest(name, NOT_MET, _("The officer’s rank is not recorded."))
    approved = any(one.outcome == "approved" and one.renewal_id is None for one in row.hearings.all())
    if row.needs_court and not approved:
        return ItemTest(name, NOT_MET, _("No court order is recorded."))
    if waiting := _renewal_before_the_court(row):
        words = _("The officer granted renewal {number}. No court order on this renewal is recorded.")
        return ItemTest(name, TO_READ, words.format(number=waiting.number))
    court = _("approved by a court") if approved else _("no judicial approval needed")
    return ItemTest(name, MET, _("Granted by {rank}; {court}.").format(rank=row.officer_rank, court=court))


def _without_effect(row: Authorisation) -> str:
    """Say why an authorisation has not taken effect: one that waits for the court may yet do so."""
    return str(WITHOUT_EFFECT.get(AuthorisationState(row.state), NEVER_TOOK_EFFECT))


def _renewal_before_the_court(row: Authorisation) -> Renewal | None:
    """A renewal that the officer granted and on which no court has ordered, where one must."""
    granted = [one for one in row.renewals.all() if one.is_granted and row.needs_court]
    ordered = {one.renewal_id for one in row.hearings.all()}
    return next((one for one in granted if one.pk not in ordered), None)


def _out_of_time() -> list[Suggestion]:
    """Find the looks at somebody whom an authorisation named, before it took effect or after it ended, that no report is about."""
    return [one for one in suggestions() if one.kind in OUT_OF_TIME]


def _within_dates(row: Authorisation, *, at: datetime, errors: ErrorCounts, unreported: int) -> ItemTest:
    """Whether no look was made outside its dates: neither one that names it, nor one without a power at a subject of it."""
    if row.effective_from is None or row.ends_on is None:
        return ItemTest(_("Within the dates in force"), NOT_ASKED, _without_effect(row))
    ceases = ceases_at(row.times) or at
    outside = Look.objects.filter(basis_id=row.id).exclude(
        opened_at__gte=row.effective_from, opened_at__lt=ceases
    )
    count = outside.count() + unreported
    days = _("{first} to {last}").format(first=day(row.effective_from), last=day(last_day_before(ceases)))
    words = _("{days}. Looks outside these dates: {count}. {errors}").format(
        days=days, count=count, errors=errors.words
    )
    return ItemTest(_("Within the dates in force"), NOT_MET if count or errors.about_dates else MET, words)


def _reviewed(row: Authorisation, *, at: datetime) -> ItemTest:
    name, ceased = _("Reviewed"), ceases_at(row.times)
    if row.effective_from is None or ceased is None:
        return ItemTest(name, NOT_ASKED, _without_effect(row))
    until = min(ceased, at)
    due_on, done = review_due_at(row, at=until), reviews_on(row)
    words = ngettext("{count} review.", "{count} reviews.", len(done)).format(count=len(done))
    if due_on is None:
        return ItemTest(name, TO_READ, _("{words} No due date for a review is recorded.").format(words=words))
    late = due_on < london_day(until)
    next_words = _("{words} The next review is due on {day}.")
    if late:
        next_words = _("{words} The next review was due on {day} and was missed.")
    elif ceased <= at:
        next_words = _("{words} The authorisation ended on {until}, before the next review was due on {day}.")
    words = next_words.format(words=words, day=day(due_on), until=day(london_day(until)))
    return ItemTest(name, NOT_MET if late else MET if done else NOT_ASKED, words)


def _cancelled(row: Authorisation, *, at: datetime) -> ItemTest:
    name = _("Cancelled")
    if row.effective_from is None:
        return ItemTest(name, NOT_ASKED, _without_effect(row))
    if lapsed_ever(row.times, at=at) and row.cancelled_at:
        words = _("The authorisation lapsed. It was cancelled late, on {day}.")
        return ItemTest(name, NOT_MET, words.format(day=day(row.cancelled_at)))
    if lapsed_ever(row.times, at=at):
        return ItemTest(name, NOT_MET, _("The authorisation lapsed, and nobody has cancelled it."))
    if row.cancelled_at:
        return ItemTest(name, MET, _("Cancelled on {day}.").format(day=day(row.cancelled_at)))
    if row.stopped_at and row.stopped_at <= at:
        words = _("The instruction to stop was given on {day}. The authorisation is still not cancelled.")
        return ItemTest(name, NOT_MET, words.format(day=day(row.stopped_at)))
    return ItemTest(name, NOT_ASKED, _("The authorisation is in force."))


def _looks(references: Sequence[str], *, at: datetime) -> Iterator[AuditItem]:
    found = Look.objects.filter(reference__in=references).select_related("service")
    rows = list(found.prefetch_related("supervisor_checks", "evaluations"))
    kept_rightly, errors = kept(rows, at=at), _errors("look", rows)
    unreported = {one.look.pk: one for one in _out_of_time()}
    for row in rows:
        tests = (
            _basis_of_look(row),
            ItemTest(
                _("Necessity in the officer’s own words"),
                TO_READ,
                _("Read the officer’s reason for the look. We record that you read it."),
            ),
            _within_dates_of_look(row, errors=errors[row.id], unreported=unreported.get(row.pk)),
            _checked(row),
            _closed(row, at=at),
            _address(row),
            kept_rightly[row.id],
        )
        service = row.service.name if row.service else _("no service")
        yield AuditItem(
            row.reference, service, day(row.opened_at), reverse("looks:look", args=[row.reference]), tests
        )


def _basis_of_look(row: Look) -> ItemTest:
    outcome = NOT_MET if row.basis == Basis.NONE else TO_READ if row.way == LookOrigin.IMPORTED else MET
    return ItemTest(_("Basis"), outcome, _("{basis}.").format(basis=capfirst(row.get_basis_display())))


def _within_dates_of_look(row: Look, *, errors: ErrorCounts, unreported: Suggestion | None) -> ItemTest:
    words = f"{capfirst(row.get_way_display())}. {errors.words}"
    if unreported and unreported.authorisation:
        found = _("Possible error without a report: {kind} ({reference}).")
        told = {"kind": unreported.kind.label, "reference": unreported.authorisation.reference}
        return ItemTest(_("Within the dates in force"), NOT_MET, f"{words} {found.format(**told)}")
    if errors.about_dates:
        return ItemTest(_("Within the dates in force"), NOT_MET, words)
    if row.way in (LookOrigin.AFTERWARDS, LookOrigin.IMPORTED):
        return ItemTest(_("Within the dates in force"), TO_READ, words)
    if row.basis_id is None:
        no_dates = _("{words} The look had no plan or authorisation, so no dates applied to it.")
        return ItemTest(_("Within the dates in force"), NOT_ASKED, no_dates.format(words=words))
    return ItemTest(_("Within the dates in force"), MET, words)


def _checked(row: Look) -> ItemTest:
    """A look without a basis, or in which more was done, is for the supervisor to check."""
    checks = len(row.supervisor_checks.all())
    if checks:
        return ItemTest(_("Reviewed"), MET, _("Checks by the supervisor: {count}.").format(count=checks))
    wanted = row.basis == Basis.NONE or row.did_more
    words = (
        _("The supervisor has not checked the look.")
        if wanted
        else _("The look needs no check by the supervisor.")
    )
    return ItemTest(_("Reviewed"), NOT_MET if wanted else NOT_ASKED, words)


def _closed(row: Look, *, at: datetime) -> ItemTest:
    name, told = _("Ended and evaluated"), len(row.evaluations.all())
    if row.closed_at is None and london_day(row.opened_at) == london_day(at):
        return ItemTest(name, NOT_ASKED, _("The look was opened today and is still open."))
    if row.closed_at is None:
        return ItemTest(name, NOT_MET, _("The look is still open."))
    if not told and not wants_outcome(row):
        words = _(
            "The look is closed. No outcome needs to be recorded: the look found nothing relevant, was at the authority’s own page or is from an earlier log."
        )
        return ItemTest(name, NOT_ASKED, words)
    words = _("Evaluations: {count}.").format(count=told)
    return ItemTest(name, MET if told else NOT_MET, words)


def _address(row: Look) -> ItemTest:
    if row.about != About.SUBJECT:
        return ItemTest(_("Exact account named"), NOT_ASKED, _("The look was not about a subject."))
    if row.account_id is None:
        return ItemTest(_("Exact account named"), NOT_MET, _("The look names no account."))
    return ItemTest(
        _("Exact account named"),
        MET,
        _("The look names an account on {platform}.").format(platform=platform_title(row.platform)),
    )


def _errors(column: str, rows: Sequence[Any]) -> dict[Any, ErrorCounts]:
    """Count the errors on record about each, without those that were found to be none. One query."""
    about = ErrorReport.objects.filter(**{f"{column}__in": [row.pk for row in rows]})
    kinds: dict[Any, list[str]] = {row.pk: [] for row in rows}
    for key, kind in about.exclude(state=ErrorState.DISMISSED).values_list(column, "kind"):
        kinds[key].append(kind)
    return {
        key: ErrorCounts(
            about_dates=sum(kind in OUT_OF_TIME for kind in found),
            others=sum(kind not in OUT_OF_TIME for kind in found),
        )
        for key, found in kinds.items()
    }
