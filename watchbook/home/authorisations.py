"""What waits for a person about authorisations: to check, to decide, to mend, to take to court, to review, renew or cancel."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import ApplicantReport, Authorisation, SourceOpening
from watchbook.authorisations.permissions import may_check_applications
from watchbook.authorisations.queries import waiting
from watchbook.authorisations.queries.asked_reports import asking_of, still_asked
from watchbook.authorisations.queries.sources import openings_at
from watchbook.authorisations.rules.in_force import bars_from
from watchbook.authorisations.rules.reminders import Task
from watchbook.authorisations.states import AuthorisationState, ReportStep
from watchbook.figures.sentences import in_words
from watchbook.home.authorisation_words import STEPS, TO_DECIDE, TO_DO, TO_REPORT, TO_SEND, matter_of
from watchbook.home.waiting import SHOWN, Gather, Lists, Matters, WaitingMatter, first_of, in_lines, matter
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind
from watchbook.register.asked_together import Wants
from watchbook.register.written import ASKED_AT, written


def _officers(person: Person) -> None:
    kinds = (DutyKind.AUTHORISING_OFFICER, DutyKind.HEAD_OF_PAID_SERVICE)
    require_duty(person, *kinds, to=_("decide on applications"))


def _investigators(person: Person) -> None:
    require_duty(person, DutyKind.INVESTIGATOR, to=_("apply"))


def _inspectors(person: Person) -> None:
    require_duty(person, DutyKind.INSPECTOR, to=_("read the records that an officer gave you access to"))


def _overseers(person: Person) -> None:
    kinds = (DutyKind.SENIOR_RESPONSIBLE_OFFICER, DutyKind.RIPA_COORDINATOR)
    require_duty(person, *kinds, to=_("see lapsed authorisations"))


def _rows(
    gather: Callable[[Person], QuerySet[Authorisation]],
    to_do: Promise,
    others: Promise,
    *,
    since: str = "recorded_at",
) -> Gather:
    """The list of the authorisations that a query finds for a person, each with the same thing to do, waiting since a moment of it."""

    @written
    def found_for(person: Person, _on: date) -> QuerySet[Authorisation]:
        return first_of(gather(person))

    def rows(person: Person, on: date) -> Matters:
        found = found_for(person, on)
        yield Wants(found)
        yield from in_lines(
            found, lambda row: matter_of(row, to_do, since=getattr(row, since)), others=str(others), page=""
        )

    return rows


@written
def _to_decide_or_at_court(person: Person, _on: date) -> QuerySet[Authorisation]:
    rows = waiting.to_decide(person) | waiting.granted_by(person)
    return first_of(rows.annotate(applicant_name=F("applicant__name")))


def _to_decide(person: Person, on: date) -> Matters:
    """Tell an officer which applications to decide on, and which of their grants wait for the court."""
    rows = _to_decide_or_at_court(person, on)
    yield Wants(rows)

    def line(row: Any) -> WaitingMatter:
        if row.state == AuthorisationState.GRANTED:
            to_do = _("take the authorisation to court, and record the court’s order")
            return matter_of(row, to_do, since=row.decided_at, waits_for=row.applicant_name)
        return matter_of(row, _("decide on the application"), since=row.recorded_at)

    yield from in_lines(rows, line, others=_("applications to decide on"), page="")


@written
def _decided(person: Person, on: date) -> tuple[QuerySet[Authorisation], QuerySet[ApplicantReport]]:
    mine = waiting.in_effect().filter(decided_by=person)
    return first_of(waiting.near(mine, today=on)), first_of(waiting.undecided_by(person))


def _decides(person: Person, on: date) -> Matters:
    """One line for each authorisation: the reports that have come, then what else is due of those this officer granted."""
    lines: dict[Authorisation, list[tuple[Promise | str, date | None]]] = {}
    mine, sent = _decided(person, on)
    yield Wants(mine, sent)
    found = waiting.due_of(mine, today=on)
    due = [
        one for one in found if one.reminder.task in TO_DO
    ]  # a renewal that was granted is the applicant's to take on
    days = {(one.authorisation, STEPS[one.reminder.task]): one.reminder.due_on for one in due}
    reports = {(one.authorisation, ReportStep(one.step)) for one in sent}
    for row, step in sorted(reports, key=lambda one: (one[0].reference, list(TO_DECIDE).index(one[1]))):
        lines.setdefault(row, []).append((TO_DECIDE[step], days.get((row, step))))
    for one in due:
        if (one.authorisation, STEPS[one.reminder.task]) not in reports:
            lines.setdefault(one.authorisation, []).append(_task(one, TO_DO))
    yield from _joined(lines, is_cut=max(len(mine), len(sent)) > SHOWN)


@written
def _applied(
    person: Person, on: date
) -> tuple[QuerySet[Authorisation], QuerySet[ApplicantReport], QuerySet[Authorisation]]:
    mine = waiting.in_effect().filter(applicant=person)
    sent = waiting.undecided().filter(authorisation__applicant=person)
    return first_of(waiting.near(mine, today=on)), sent, first_of(still_asked(mine))


def _reports(person: Person, on: date) -> Matters:
    """One line for each authorisation of an applicant; what its officer has the report for already is not asked for again.

    A report that an officer asked for is wanted even where its time has not come.
    """
    lines: dict[Authorisation, list[tuple[Promise | str, date | None]]] = {}
    mine, reports, asks = _applied(person, on)
    yield Wants(mine, reports, asks)
    sent = {(one.authorisation, one.step) for one in reports}
    asked = {(one, asking_of(one).step): _asked(one) for one in asks}
    for one in waiting.due_of(mine, today=on):
        step = one.authorisation, STEPS[one.reminder.task]
        if step not in sent:
            told, by = _task(one, TO_REPORT)
            said = asked.pop(step, None)
            lines.setdefault(one.authorisation, []).append((f"{told} ({said})" if said else told, by))
    for (row, wanted), said in asked.items():
        by = row.review_due_on if wanted is ReportStep.REVIEW else row.ends_on
        lines.setdefault(row, []).append((f"{TO_SEND[wanted]} ({said})", by))
    yield from _joined(lines, is_cut=len(mine) > SHOWN)


def _asked(row: Authorisation) -> str:
    """Say when an officer asked for the report."""
    day = in_words(london_day(asking_of(row).at))
    return _("the authorising officer asked for this on {day}").format(day=day)


OVERSEEN = (Task.CANCEL_LAPSED, Task.BARRED_BY_REVIEW, Task.OVERDUE_REVIEW)


@written
def _lapsed_or_overdue(person: Person, on: date) -> QuerySet[Authorisation]:
    others = waiting.in_effect().exclude(decided_by=person).select_related("decided_by")
    return first_of(waiting.overdue(others, today=on))


def _overseen(person: Person, on: date) -> Matters:
    """Tell what lapsed, and each overdue review, of whichever officer: it waits for whoever granted."""
    rows = _lapsed_or_overdue(person, on)
    yield Wants(rows)
    found = (one for one in waiting.due_of(rows, today=on) if one.reminder.task in OVERSEEN)

    def line(one: waiting.DueAuthorisation) -> WaitingMatter:
        officer = one.authorisation.decided_by
        to_do, by = _task(one, TO_DO)
        return matter_of(one.authorisation, to_do, by=by, waits_for=officer.name if officer else "")

    yield from in_lines(
        found,
        line,
        others=_("overdue authorisations"),
        page="authorisations:record",
        is_cut=len(rows) > SHOWN,
    )


def _task(one: waiting.DueAuthorisation, to_do: Mapping[Task, Promise]) -> tuple[Promise | str, date | None]:
    """Say what is to be done, and for an overdue review from which day it bars new looks."""
    due_on, said = one.reminder.due_on, to_do[one.reminder.task]
    if one.reminder.task is Task.OVERDUE_REVIEW:
        barred = bars_from(due_on, nation=one.authorisation.nation)
        return str(said).format(barred=in_words(barred)), due_on
    return said, due_on


def _joined(
    lines: Mapping[Authorisation, list[tuple[Promise | str, date | None]]], *, is_cut: bool
) -> Iterator[WaitingMatter]:
    """One line for each authorisation: what to do next, then what follows, by the first of their days."""
    found = []
    for row, steps in lines.items():
        to_do = str(steps[0][0])
        for later, _by in steps[1:]:
            to_do = _("{first}; then {later}").format(first=to_do, later=later)
        found.append(matter_of(row, to_do, by=min((by for _later, by in steps if by), default=None)))
    found.sort(key=lambda one: one.place)
    yield from in_lines(found, lambda one: one, others=_("authorisations"), page="", is_cut=is_cut)


@written
def _openings(person: Person, _on: date) -> QuerySet[SourceOpening]:
    return openings_at(ASKED_AT).filter(inspector=person)


def _opened(person: Person, on: date) -> Matters:
    """The records of sources that an officer opened to this inspector, each until its last day."""
    rows = _openings(person, on)
    yield Wants(rows)
    for one in rows:
        reference = one.authorisation.reference
        what = _("Records of the covert source under authorisation {reference}").format(reference=reference)
        until = london_day(one.until_at) - timedelta(days=1)
        yield matter(
            what, _("read the source’s records"), "authorisations:source_records", reference, by=until
        )


@written
def _renewed(person: Person, _on: date) -> QuerySet[Authorisation]:
    return first_of(waiting.renewals_at_court(person))


def _renewals_at_court(person: Person, on: date) -> Matters:
    """Tell of the renewals that wait for the court: they are of no effect after the last date in force."""
    rows = _renewed(person, on)
    yield Wants(rows)
    to_do = _(
        "no court order on the renewal is recorded yet: the authorisation ends unless the court approves the renewal"
    )
    others = _("renewals with no court order yet")
    yield from in_lines(rows, lambda row: matter_of(row, to_do, by=row.ends_on), others=others, page="")


LISTS: Lists = (
    (
        may_check_applications,
        _rows(waiting.to_check, gettext_lazy("check the application"), gettext_lazy("applications to check")),
    ),
    (_officers, _to_decide),
    (_officers, _decides),
    (
        _investigators,
        _rows(
            waiting.to_mend,
            gettext_lazy("correct the application: it was returned with comments"),
            gettext_lazy("returned applications"),
        ),
    ),
    (
        _investigators,
        _rows(
            waiting.to_take_to_court,
            gettext_lazy("take the authorisation to court: it has no effect until the court approves it"),
            gettext_lazy("authorisations to take to court"),
            since="decided_at",
        ),
    ),
    (
        may_check_applications,
        _rows(
            waiting.at_court,
            gettext_lazy(
                "no court order is recorded yet: the applicant takes the papers to the court; record the order once the court has made it"
            ),
            gettext_lazy("authorisations with no court order yet"),
            since="decided_at",
        ),
    ),
    (may_check_applications, _renewals_at_court),
    (_investigators, _reports),
    (_inspectors, _opened),
    (_overseers, _overseen),
)
