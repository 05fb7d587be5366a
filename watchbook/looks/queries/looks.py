"""Reading looks: an officer's own, a service's, those of an investigation or subject; what waits for somebody."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import did_since
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.permissions import know_lists_of
from watchbook.investigations.queries import investigations_of, worked_on_by
from watchbook.investigations.subject_kind import kinds_to_confirm
from watchbook.looks.models import (
    KEPT,
    ON_A_WORD,
    WRONG,
    About,
    Basis,
    CheckFinding,
    Evaluation,
    Look,
    LookOrigin,
    PersonNotice,
    Result,
    ReTriage,
    SupervisorCheck,
)
from watchbook.looks.permissions import may_read_look
from watchbook.looks.queries.drift import thresholds_on
from watchbook.looks.rules.assessed import HIDDEN
from watchbook.looks.rules.drift import Level, window_begins
from watchbook.looks.states import LookState, ReTriageState
from watchbook.organisation.models import Person
from watchbook.organisation.queries import services_led_by, today
from watchbook.organisation.service_choice import service_choice
from watchbook.web.long_list import ListChoice

# How lists can be ordered.
LOOK_ORDERS = {
    "reference": "reference",
    "when": "opened_at",
    "officer": "opened_by__name",
    "platform": "platform",
    "basis": "basis",
    "result": ("result", "state"),
}
SUBJECT_ORDERS = {name: name for name in ("looks", "officers", "kept", "last")}
RE_TRIAGE_ORDERS = {
    "reference": "reference",
    "asked_by": "asked_by__name",
    "signed_by": "decided_by__name",
    "asked": "asked_at",
    "signed": "decided_at",
    "looks": "prior_looks",
}
# What of them somebody can choose.
BASIS = ListChoice(_("Basis"), "basis", Basis.choices)
LOOK_CHOICES = {"basis": BASIS, "result": ListChoice(_("Result"), "result", Result.choices)}
SIGNED_STATES = [one for one in ReTriageState.choices if one[0] in (ReTriageState.SIGNED, ReTriageState.USED)]
SIGNED_CHOICES = {"state": ListChoice(_("State"), "state", SIGNED_STATES)}
RE_TRIAGE_READ = "re_triage.read"


class SubjectLooks(NamedTuple):
    """How often one subject was looked at in the window, by how many officers, last when."""

    subject: Subject
    looks: int
    officers: int
    kept: int
    last: datetime


def look_by_reference(reference: str) -> Look | None:
    """The look of this reference."""
    rows = Look.objects.select_related(
        "service",
        "investigation__service",
        "subject__investigation",
        "account",
        "opened_by",
        "covert_profile",
    )
    return rows.filter(reference=reference).first()


def opening_to(looks: Iterable[Look], person: Person) -> set[UUID]:
    """Of these looks those that somebody may read. One query, for the lists of people with access."""
    rows = list(looks)
    know_lists_of(row.investigation for row in rows if row.investigation)
    return {row.id for row in rows if can(may_read_look, person, row)}


def made_by(person: Person) -> QuerySet[Look]:
    """The looks that somebody made, as a list shows them."""
    return with_names(Look.objects.filter(opened_by=person))


def open_looks_of(person: Person) -> QuerySet[Look]:
    """The looks that somebody has not closed yet."""
    return made_by(person).filter(state=LookState.OPEN)


def kinds_looked_at(person: Person, *, at: Any) -> QuerySet[Subject]:
    """The subjects that were looked at and wait at a moment for whoever may confirm it to say that they are no people."""
    waiting = kinds_to_confirm(investigations_of(person, at=at), person=person)
    return waiting.filter(Exists(Look.objects.filter(subject=OuterRef("pk"))))


def latest_looks_of(person: Person) -> QuerySet[Look]:
    """The looks that somebody made last."""
    return made_by(person).filter(state=LookState.CLOSED)


def prepared_subjects(person: Person) -> QuerySet[Subject]:
    """The subjects of the open investigations that somebody works on."""
    rows = Subject.objects.filter(investigation__in=worked_on_by(person)).select_related("investigation")
    return rows.order_by("investigation__reference", "number")


def looks_of(investigation: Investigation, *, subject: Subject | None = None) -> QuerySet[Look]:
    """The looks of an investigation, or at one of its subjects, the newest first."""
    rows = Look.objects.filter(investigation=investigation)
    return with_names(rows if subject is None else rows.filter(subject=subject))


def supervised(person: Person, *, sees_all: bool) -> QuerySet[Look]:
    """The looks that somebody answers for: their services', or all."""
    rows = with_names(Look.objects.all())
    return rows if sees_all else rows.filter(service__in=services_led_by(person, on=today()))


def choices(*, sees_all: bool) -> dict[str, ListChoice]:
    """Return the choices of the looks that somebody answers for: also the service, where these are all. One query then."""
    return ({"service": service_choice()} if sees_all else {}) | {"basis": BASIS}


def without_basis(looks: QuerySet[Look]) -> QuerySet[Look]:
    """Return those without a basis, or with more than looking, that nobody has checked and no error report is about."""
    return looks.filter(WRONG).exclude(Exists(_checks())).exclude(_has_report())


def immediate_to_check(looks: QuerySet[Look]) -> QuerySet[Look]:
    """Return those that began an immediate response and that nobody has checked: could the look have been planned?"""
    return looks.filter(ON_A_WORD).exclude(Exists(_checks())).exclude(_has_report())


def kept_to_check(looks: QuerySet[Look]) -> QuerySet[Look]:
    """Return those from which something was kept without an authorisation and that nobody has checked."""
    return looks.filter(KEPT).exclude(Exists(_checks())).exclude(_has_report())


def was_kept_without(look: Look) -> bool:
    """Whether something was kept from a look without an authorisation."""
    return look.kept_at is not None and look.level == Level.AMBER


def rests_on_a_word(look: Look) -> bool:
    """Whether a look began an immediate response, which only its officer can vouch for."""
    return look.basis == Basis.IMMEDIATE and look.basis_id is None


def is_wrong(look: Look) -> bool:
    """Whether a look had no basis, was more than looking, has no word on personal accounts, or passed over an assessment before it."""
    passed_over = look.way == LookOrigin.IMPORTED and look.assessment_id is not None
    unattested = not look.attested and look.way == LookOrigin.AFTERWARDS
    return look.basis == Basis.NONE or look.did_more or unattested or passed_over


def found_errors(looks: QuerySet[Look]) -> QuerySet[Look]:
    """Return those, of whatever kind, of which the newest check says that they may be an error, and no report is about."""
    later = SupervisorCheck.objects.filter(look=OuterRef("look"), recorded_at__gt=OuterRef("recorded_at"))
    newest = SupervisorCheck.objects.filter(~Exists(later), finding=CheckFinding.ERROR)
    return looks.filter(pk__in=newest.values("look")).exclude(_has_report())


def at_fault() -> QuerySet[Look]:
    """Return the looks with a fault that nobody has checked, or of which the newest check says that they may be an error; no report is about them."""
    every = Look.objects.order_by()
    wrong, found = (rows.values("pk") for rows in (without_basis(every), found_errors(every)))
    return Look.objects.filter(pk__in=wrong.union(found))  # with OR, the database would read every look


def reported(looks: QuerySet[Look]) -> QuerySet[Look]:
    """Return those that an error report is about."""
    return looks.filter(_has_report())


def _has_report() -> Exists:
    """Whether an error report is about a look: the part that keeps the reports stands above, and says it."""
    asks: Callable[[], Exists] = import_string(settings.HAS_ERROR_REPORT)
    return asks()


def _checks() -> QuerySet[SupervisorCheck]:
    return SupervisorCheck.objects.filter(look=OuterRef("pk"))


def subjects_looked_at(looks: QuerySet[Look], *, on: date) -> QuerySet[Any, Any]:
    """Count for each subject the looks of the window that were at it, the most looked at first: `subject_looks` names them."""
    begins = window_begins(on=on, window_days=thresholds_on(on).window_days)
    rows = looks.filter(subject__isnull=False, opened_at__gte=begins).order_by().values("subject")
    return rows.annotate(
        looks=Count("id"),
        officers=Count("opened_by", distinct=True),
        kept=Count("kept_at"),
        last=Max("opened_at"),
    ).order_by("-looks", "-last", "subject")


def subject_looks(counted: Iterable[dict[str, Any]]) -> list[SubjectLooks]:
    """Name the subjects that were counted. One query."""
    rows = list(counted)
    keys = [row["subject"] for row in rows]
    subjects = Subject.objects.filter(pk__in=keys).select_related("investigation__service").in_bulk()
    return [SubjectLooks(subjects[row.pop("subject")], **row) for row in rows]


def to_evaluate(looks: QuerySet[Look]) -> QuerySet[Look]:
    """Closed looks of which it is asked what became of them, and nobody has said so yet."""
    there = Evaluation.objects.filter(look=OuterRef("pk"))
    found = looks.filter(state=LookState.CLOSED, result=Result.SOMETHING)
    return found.exclude(about=About.OWN_PAGE).exclude(way=LookOrigin.IMPORTED).exclude(Exists(there))


def wants_outcome(look: Look) -> bool:
    """Whether it is asked what became of a closed look: it found something, on no page of our own, and its log kept no other record."""
    is_asked = look.about != About.OWN_PAGE and look.way != LookOrigin.IMPORTED
    return look.result == Result.SOMETHING and is_asked


def not_evaluated_beside(look: Look) -> list[Look]:
    """The other looks of the same investigation of which nobody said yet what became of them."""
    if look.investigation_id is None:
        return []
    rows = to_evaluate(Look.objects.filter(investigation=look.investigation_id))
    return list(with_names(rows).exclude(pk=look.pk))


def to_tell_again(looks: QuerySet[Look], *, on: date) -> QuerySet[Evaluation]:
    """Evaluations whose day has come to look again whether the person can be told."""
    newer = Evaluation.objects.filter(look=OuterRef("look"), recorded_at__gt=OuterRef("recorded_at"))
    rows = Evaluation.objects.filter(look__in=looks, told=PersonNotice.LATER, review_on__lte=on)
    return rows.exclude(Exists(newer)).select_related("look__investigation")


def re_triages_to_decide(person: Person) -> QuerySet[ReTriage]:
    """Re-triages that wait for an authorising officer other than whoever asked."""
    rows = ReTriage.objects.filter(state=ReTriageState.ASKED).exclude(asked_by=person)
    return rows.select_related("subject__investigation__service", "asked_by")


def re_triages_decided(person: Person) -> QuerySet[ReTriage]:
    """List the re-triages that somebody asked for and that were signed or declined, until they read that."""
    rows = ReTriage.objects.filter(asked_by=person, state__in=[ReTriageState.SIGNED, ReTriageState.DECLINED])
    unread = rows.exclude(did_since(person.id, RE_TRIAGE_READ, since="decided_at"))
    return unread.select_related("subject__investigation").order_by("decided_at")


def re_triages_used() -> QuerySet[ReTriage]:
    """Every re-triage that was signed, with the look that it opened: for the inspection pack."""
    rows = ReTriage.objects.filter(state__in=[ReTriageState.SIGNED, ReTriageState.USED])
    return rows.select_related("subject__investigation", "asked_by", "decided_by", "used_by")


def re_triage_by_reference(reference: str) -> ReTriage | None:
    """The re-triage of this reference."""
    rows = ReTriage.objects.select_related("subject__investigation__service", "asked_by", "decided_by")
    return rows.filter(reference=reference).first()


def curve(
    looks: Iterable[tuple[datetime, str]], *, until: date, days: int, window: int
) -> list[tuple[date, int]]:
    """For each of the days up to one: how many of these looks its window holds."""
    when = sorted(moment for moment, _basis in looks)
    found = []
    for back in range(days + 1):
        day = until - timedelta(days=days - back)
        begins = window_begins(on=day, window_days=window)
        ends = window_begins(on=day + timedelta(days=1), window_days=0)
        found.append((day, sum(begins <= moment < ends for moment in when)))
    return found


def shown(rows: Iterable[Look], *, sees_all: bool) -> list[Look]:
    """Looks as a list shows them: those under directed surveillance or a source only to whoever sees all."""
    return [row for row in rows if sees_all or row.basis not in HIDDEN]


def with_names(rows: QuerySet[Look]) -> QuerySet[Look]:
    """Return these looks with the names that a list shows."""
    return rows.select_related("service", "investigation", "subject__investigation", "opened_by")
