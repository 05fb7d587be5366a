"""Reading assessments: how each stands after what departed from it, the last one for a subject, and what waits for an answer."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.audit_log.queries import events_with
from watchbook.governance.rule_set.queries import adopted_rule_set
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.together import together_with
from watchbook.keys.refused import KeyDestroyed
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of
from watchbook.organisation.rules import DutyKind
from watchbook.triage.graph import current, edition
from watchbook.triage.models import Adviser, Assessment, Departure, Direction
from watchbook.web.wording import day

BLOCKING = frozenset({"ask", "not_allowed"})
BESIDE = ("investigation__service", "subject", "assessed_by")


@dataclass(frozen=True)
class AssessmentStanding:
    """An assessment and how it stands after what departed from it."""

    assessment: Assessment
    departures: tuple[Departure, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that count now, from the least strict."""
        return tuple(self.departures[-1].outcomes) if self.departures else self.at_first

    @property
    def version(self) -> int:
        """Return how often it was decided on: every departure and answer makes another version."""
        return len(self.departures)

    @property
    def as_it_stands(self) -> str:
        """Name it in this version, so that a signature says over what it was given."""
        return f"{self.assessment.id}:{self.version}"

    @property
    def at_first(self) -> tuple[str, ...]:
        """The outcomes that counted when it was made: those of an earlier assessment to which it is held, else its own."""
        return tuple(self.assessment.held or self.assessment.outcomes)

    @property
    def is_held(self) -> bool:
        """Whether it is less strict than what stood before, and nobody has signed or answered yet."""
        return bool(self.assessment.held) and not self.departures

    @property
    def decided(self) -> tuple[str, ...]:
        """What the rules decided, whatever somebody departed to."""
        return tuple(self.assessment.outcomes)

    @property
    def ask(self) -> str:
        """Who has to answer; nobody where it is settled."""
        return (self.departures[-1] if self.departures else self.assessment).ask

    @property
    def blocks(self) -> bool:
        """Whether nobody may look on it: it waits for an answer, or it is not allowed."""
        return bool(set(self.outcomes) & BLOCKING)

    @property
    def binds(self) -> bool:
        """Whether it asks for somebody's authorisation or answer."""
        return any(current().outcomes[one].binds for one in self.outcomes)

    @property
    def lowered_by(self) -> Departure | None:
        """The departure by which an authorising officer or the solicitor made it less strict, if that is how it stands."""
        last = self.departures[-1] if self.departures else None
        return last if last and last.direction == Direction.LOWERED else None

    @property
    def is_of_earlier_rules(self) -> bool:
        """Whether it says overt by rules under which a look that was neither told nor hidden was so."""
        overt = {"overt", "overt_plan"} & set(self.outcomes)
        return bool(overt) and self.assessment.graph < current().open_since

    @property
    def titles(self) -> str:
        """The outcomes in words."""
        return titles_of(self.outcomes)

    @property
    def asked(self) -> str:
        """Who has to answer, in words."""
        return str(Adviser(self.ask).label) if self.ask else ""


def titles_of(outcomes: Iterable[str]) -> str:
    """Outcomes in words."""
    known = current().outcomes
    return _(" and ").join(known[one].title if one in known else one for one in outcomes)


def latest_for(subject: Subject, *, at: datetime) -> AssessmentStanding | None:
    """The newest assessment of a look at a subject by a moment, as it stood then. Two queries."""
    rows = Assessment.objects.filter(subject=subject, assessed_at__lte=at)
    return next(iter(_standing(rows[:1], at=at)), None)


def newest_of_each(subjects: Iterable[Subject]) -> list[AssessmentStanding]:
    """Return the newest assessment of each of these subjects, as it stands. Three queries."""
    newest = Assessment.objects.filter(subject=OuterRef("pk")).order_by("-assessed_at", "-recorded_at")
    asked = Subject.objects.filter(pk__in=[one.id for one in subjects])
    first = asked.values_list(Subquery(newest.values("pk")[:1]), flat=True)
    return _standing(Assessment.objects.filter(pk__in=list(first)))


class Declined(NamedTuple):
    """A signature on less for a subject that somebody did not give: its reference, who, when, and why if that was at this very subject."""

    reference: str
    by: str
    at: datetime
    why: str


DECLINED = ("re_triage.declined", "overt_plan.declined")  # what parts above ask to be signed for a subject


def declined_for(subject: Subject | None) -> list[Declined]:
    """List the signatures that an officer did not give for a subject or whatever counts together with it, the oldest first.

    Four queries, and one for each that was at this very subject.
    """
    whole = together_with(subject)
    events = events_with(*DECLINED, looked_at=[str(one) for one in whole.subjects]) if subject else []
    names = dict(Person.objects.filter(pk__in=[one.by for one in events]).values_list("id", "name"))
    return [
        Declined(one.fields["reference"], names.get(one.by, ""), one.at, _why(one, subject)) for one in events
    ]


def _why(declined: Event, subject: Subject | None) -> str:
    """Return why something was declined; “” where that is of another investigation, was deleted, or lies with its page alone."""
    if subject is None or declined.fields["looked_at"] != str(subject.id):
        return ""
    with suppress(KeyDestroyed):
        return str(personal_facts(declined).get("why") or "")
    return ""


def assessments_of(investigation: Investigation) -> QuerySet[Assessment]:
    """The assessments within an investigation, the newest first, with what departed from each."""
    return _beside(Assessment.objects.filter(investigation=investigation))


def as_they_stand(assessments: Iterable[Assessment]) -> list[AssessmentStanding]:
    """Assessments that were read with what departed from each, as they stand. No query."""
    return [AssessmentStanding(row, tuple(row.departures.all())) for row in assessments]


def standing_of(reference: str) -> AssessmentStanding | None:
    """One assessment by its reference. Two queries."""
    row = assessment_by_reference(reference)
    return None if row is None else with_departures(row)


def assessment_by_reference(reference: str) -> Assessment | None:
    """One assessment by its reference, without what departed from it. One query."""
    return Assessment.objects.select_related(*BESIDE).filter(reference=reference).first()


def with_departures(row: Assessment) -> AssessmentStanding:
    """Tell how an assessment stands after what departed from it. One query."""
    return AssessmentStanding(row, tuple(row.departures.select_related("decided_by").order_by("number")))


def standing_at(assessment: Assessment, *, at: datetime) -> AssessmentStanding:
    """Return an assessment as it stood at a moment."""
    standing = standing_now(assessment)
    made = tuple(one for one in standing.departures if one.decided_at <= at)
    return AssessmentStanding(standing.assessment, made)


def standing_now(assessment: Assessment) -> AssessmentStanding:
    """How an assessment stands that the caller has locked. Two queries."""
    return _standing(Assessment.objects.filter(pk=assessment.pk))[0]


def standings(ids: Iterable[UUID], *, at: datetime | None = None) -> dict[UUID, AssessmentStanding]:
    """Return how each of these assessments stands, or stood at a moment, by its id, the newest first. Two queries."""
    found = _standing(Assessment.objects.filter(pk__in=ids), at=at)
    return {one.assessment.id: one for one in found}


def assessments_waiting(*asked: Adviser) -> QuerySet[Assessment]:
    """Return those that wait for an answer, of these people if some are named, the oldest first, with whom each asks now as `asked`. Two queries."""
    of_these = Q(ask__in=asked or tuple(Adviser))
    made = Departure.objects.filter(assessment=OuterRef("pk"))
    later = Departure.objects.filter(assessment=OuterRef("assessment"), number__gt=OuterRef("number"))
    last = Departure.objects.filter(of_these, ~Exists(later))
    # Not filtered by `asked`, computed for every row: the database would take few rows to wait, and sort them all.
    waits = of_these & ~Exists(made) | Q(pk__in=last.values("assessment"))
    newest = Subquery(made.order_by("-number").values("ask")[:1])
    return _oldest_first(Assessment.objects.alias(asked=Coalesce(newest, "ask")).filter(waits))


def assessments_held() -> QuerySet[Assessment]:
    """List those that are held to an earlier one until somebody signs, and that nobody has to answer first, the oldest first. Two queries."""
    return _oldest_first(Assessment.objects.exclude(held=[]).filter(departures=None, ask=""))


def questions_of(person: Person, *, on: date) -> tuple[QuerySet[Assessment], QuerySet[Assessment]]:
    """Return those of both that this person may answer or sign, as `may_answer` and `may_lower` say of each."""
    duties = duties_of(person, on=on)
    waiting, held = Assessment.objects.none(), Assessment.objects.none()
    if DutyKind.SOLICITOR in duties:
        waiting, held = assessments_waiting(), assessments_held()
    else:
        if DutyKind.RIPA_COORDINATOR in duties:
            waiting = assessments_waiting(Adviser.COORDINATOR)
        if DutyKind.AUTHORISING_OFFICER in duties:
            held = assessments_held().exclude(held__contains=["not_allowed"])
    return waiting.exclude(assessed_by=person), held.exclude(assessed_by=person)


def _oldest_first(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return _beside(rows).order_by("assessed_at", "recorded_at")


def all_assessments() -> list[Assessment]:
    """Every assessment, the oldest first. One query."""
    return list(Assessment.objects.select_related("investigation").order_by("assessed_at", "recorded_at"))


def rules_not_adopted(*, on: date) -> str:
    """What a page that shows law says while the rules in use are not adopted; nothing once they are. One query."""
    adopted = adopted_rule_set(on=on)
    if adopted is None:
        return _("The authority’s solicitor has not adopted these rules yet. Until then they are a proposal.")
    if adopted.edition == edition():
        return ""
    return _(
        "These rules have changed since the authority’s solicitor adopted them on {day}. Until the solicitor adopts them again they are a proposal."
    ).format(day=day(adopted.adopted_on))


def _standing(rows: QuerySet[Assessment], *, at: datetime | None = None) -> list[AssessmentStanding]:
    return as_they_stand(_beside(rows, at=at))


def _beside(rows: QuerySet[Assessment], *, at: datetime | None = None) -> QuerySet[Assessment]:
    made = Departure.objects.select_related("decided_by").order_by("number")
    departures = made if at is None else made.filter(decided_at__lte=at)
    return rows.select_related(*BESIDE).prefetch_related(Prefetch("departures", queryset=departures))
