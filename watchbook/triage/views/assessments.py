"""The assessments of an investigation, one assessment with every reason, and what waits for an answer."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from watchbook.audit_log.queries import events_about
from watchbook.investigations import tabs
from watchbook.investigations.models import Investigation
from watchbook.investigations.queries import investigation_by_reference, looked_at
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.service_choice import service_choice
from watchbook.register.views.acting import readable_or_404, reader
from watchbook.triage import assessment as acts
from watchbook.triage import begun, drawing
from watchbook.triage.graph import current
from watchbook.triage.models import Adviser, Assessment
from watchbook.triage.next_steps import NextStep, applies, next_steps
from watchbook.triage.permissions import (
    may_answer,
    may_assess,
    may_lower,
    may_raise,
    may_see_assessments,
    may_see_questions,
)
from watchbook.triage.queries import (
    AssessmentStanding,
    as_they_stand,
    assessments_held,
    assessments_of,
    assessments_waiting,
    titles_of,
)
from watchbook.triage.tabs import TRIAGE
from watchbook.triage.views.asking import in_words
from watchbook.triage.views.found import standing_or_404
from watchbook.web.long_list import ListChoice, cut

ORDERS = {"reference": "reference", "law": "on", "by": "assessed_by__name"}
ASKED = ListChoice(gettext_lazy("Of"), "asked", Adviser.choices)
WAITING_ORDERS = {
    "reference": "reference",
    "service": "investigation__service__name",
    "by": "assessed_by__name",
    "at": "assessed_at",
}
MAY = {"may_assess": may_assess, "may_raise": may_raise, "may_lower": may_lower, "may_answer": may_answer}


@require_safe
def assessments(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of an investigation: its assessments, and one that was begun."""
    found, unknown = investigation_by_reference(reference), Investigation(reference=reference)
    row = readable_or_404(found, may_see_assessments, by=reader(request), unknown=unknown)
    page = cut(request, assessments_of(row), sort=ORDERS)
    context = {
        **tabs.frame(row, person=reader(request), active=TRIAGE.address),
        "page": page,
        "assessments": as_they_stand(page),
        "begun": begun.kept(request.session, row),
        "today": today(),
    }
    return render(request, "triage/assessments.html", context | MAY)


@require_safe
def assessment(request: HttpRequest, assessment_reference: str) -> HttpResponse:
    """One assessment: what stands, what to do next, every reason, what was said, and what happened."""
    standing = standing_or_404(request, assessment_reference)
    row = standing.assessment
    context = {
        **text_read(request, standing),
        "investigation": row.investigation,
        "looked_at": looked_at(row.subject) if row.subject else None,
        "steps": _steps(standing, by=reader(request)),
        "events": events_about(row.id),
    }
    return render(request, "triage/assessment.html", context | MAY)


def _steps(standing: AssessmentStanding, *, by: Person) -> list[NextStep]:
    """List what to do next; what is in force already needs no application. The part that keeps looks knows what is."""
    covered: Callable[..., NextStep | None] = import_string(settings.LOOK_COVERED)
    found = covered(standing, reader=by, at=timezone.now())
    return [found] if found else next_steps(standing, applies=applies(by))


def text_read(request: HttpRequest, standing: AssessmentStanding) -> dict[str, Any]:
    """The text of an assessment, for the page that shows it: what was said and decided, with every reason. It is recorded as read."""
    said = acts.read(standing, by=reader(request), at=timezone.now())
    return {
        "standing": standing,
        "assessment": standing.assessment,
        "decision": said["decision"],
        "decided": titles_of(standing.decided),
        "held": titles_of(standing.assessment.held),
        "departures": [
            (one, titles_of(one.outcomes), said["why"][one.number]) for one in standing.departures
        ],
        **decision_told(said["decision"], said["facts"], said["notes"]),
        "law_on": standing.assessment.on,
        "changed": said["changed"],
    }


def decision_told(decision: dict[str, Any], facts: dict[str, Any], notes: dict[str, str]) -> dict[str, Any]:
    """Return what a page says of a decision: its flags, the reasons that decide and the others, and every answer."""
    return {
        "flags": _flags(decision["flags"]),
        "deciding": [_shown(one, facts) for one in decision["reasons"] if one["decides"]],
        "others": [one for one in decision["reasons"] if not one["decides"]],
        "told": _told(facts, notes, decision["reasons"]),
    }


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer of the co-ordinator or of legal, and what is held until somebody signs."""
    by = reader(request)
    may_see_questions(by)
    duties = duties_of(by, on=today())
    asked = tuple(Adviser) if DutyKind.SOLICITOR in duties else (Adviser.COORDINATOR,)
    answers = duties & {DutyKind.SOLICITOR, DutyKind.RIPA_COORDINATOR}
    signs = bool(duties & {DutyKind.SOLICITOR, DutyKind.AUTHORISING_OFFICER})
    none = Assessment.objects.none()
    choose = {"service": service_choice("investigation__service")}
    of = {"of": ASKED} if len(asked) > 1 else {}
    rows = assessments_waiting(*asked) if answers else none
    assessments = cut(request, rows, sort=WAITING_ORDERS, choose=choose | of)
    unsigned = assessments_held() if signs else none
    held = cut(request, unsigned, sort=WAITING_ORDERS, choose=choose, named="held")
    context = {
        "page": assessments,
        "assessments": as_they_stand(assessments),
        "page_held": held,
        "held": as_they_stand(held),
        "signs": signs,
    }
    return render(request, "triage/waiting.html", context)


def _flags(raised: list[str]) -> list[str]:
    """Flags in words; those of a circumstance say what was ticked."""
    says = drawing.flags(current())
    return [says.get(flag, flag) for flag in raised]


def _shown(reason: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """A reason with the answers and questions that it follows from."""
    known = current().facts
    answers = [
        (in_words(one, facts[one]), known[one].text)
        for one in reason["facts"]
        if one in facts.keys() & known.keys()
    ]
    return reason | {"answers": answers}


def _told(
    facts: dict[str, Any], notes: dict[str, str], reasons: list[dict[str, Any]]
) -> list[tuple[str, str, str, str]]:
    """Every answer, its question, what follows from it, and the note."""
    consequences = {fact: one["sentence"] for one in reversed(reasons) for fact in one["facts"]}
    asked = [fact for page in current().questions for fact in page.facts if fact in facts]
    return [
        (
            in_words(fact, facts[fact]),
            current().facts[fact].text,
            consequences.get(fact, ""),
            notes.get(fact, ""),
        )
        for fact in asked
    ]
