"""One authorisation, those of an investigation, the signed orders."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.authorisations.application_form import pages_of
from watchbook.authorisations.court_appearance import waiting_renewal
from watchbook.authorisations.life import life_drawn
from watchbook.authorisations.models import Authorisation, Hearing
from watchbook.authorisations.next_step import next_step, step_without_report, wanted_report
from watchbook.authorisations.particulars import missing_beside, without_answer
from watchbook.authorisations.permissions import (
    may_apply,
    may_check,
    may_decide,
    may_have_calendar,
    may_instruct_stop,
    may_open_source_records,
    may_read_authorisation,
    may_record_order,
    may_record_partner,
    may_send_report,
    may_write_application,
)
from watchbook.authorisations.queries.central_record import ran_for
from watchbook.authorisations.queries.in_force import is_barred
from watchbook.authorisations.queries.lighter_assessments import assessed_less
from watchbook.authorisations.queries.officers import offence_title
from watchbook.authorisations.queries.sources import is_opened_to
from watchbook.authorisations.reading import Readable, read
from watchbook.authorisations.remark import open_report
from watchbook.authorisations.report_form import report_boxes
from watchbook.authorisations.rules.in_force import ceases_at, has_lapsed, is_in_force
from watchbook.authorisations.standing import STATES, stands_as
from watchbook.authorisations.states import (
    BEFORE_DECISION,
    WRITABLE,
    AuthorisationKind,
    AuthorisationState,
    ReportStep,
)
from watchbook.authorisations.views.found import authorisation_or_404
from watchbook.files.download import download
from watchbook.governance.offences.queries import is_confirmed
from watchbook.investigations import tabs
from watchbook.investigations.permissions import may_read_investigation
from watchbook.investigations.tabs import Tab
from watchbook.investigations.views.found import investigation_or_404
from watchbook.keys.envelope import opened, opened_all
from watchbook.organisation.models import Person
from watchbook.register.views.acting import reader
from watchbook.triage.permissions import may_read_assessment
from watchbook.triage.queries import standing_of
from watchbook.web.long_list import ListChoice, cut

TAB = Tab(
    gettext_lazy("Authorisations"),
    "authorisations:of_investigation",
    rows=lambda whole: whole.authorisations.all(),
)
CHOICES = {
    "kind": ListChoice(gettext_lazy("Kind"), "kind", AuthorisationKind.choices),
    "state": ListChoice(gettext_lazy("State"), "state", STATES),
}
ACTS = {
    "may_read_assessment": may_read_assessment,
    "may_write_application": may_write_application,
    "may_check": may_check,
    "may_decide": may_decide,
    "may_record_order": may_record_order,
    "may_instruct_stop": may_instruct_stop,
    "may_record_partner": may_record_partner,
    "may_send_report": may_send_report,
}


@require_safe
def authorisation(request: HttpRequest, reference: str) -> HttpResponse:
    """One authorisation: what it says, where it stands, what was decided, what to do next, what happened."""
    row = authorisation_or_404(request, reference, may_read_authorisation)
    facts = opened(row)
    now = timezone.now()
    readable = read(row, by=reader(request), at=now)
    matter = row.investigation
    opens = matter is not None and can(may_read_investigation, reader(request), matter)
    told, reports, renewal = _told(row), _reports(row), waiting_renewal(row)
    reported = frozenset(one.step for one, _words, _boxes in reports["waiting_reports"])
    context = {
        "authorisation": row,
        "life": life_drawn(row, told, opens_looks=opens, at=now),
        **_ahead(row, reported=reported, renewal=renewal, by=reader(request), at=now),
        "called": {str(one.subject.id): one.called for one in readable},
        "facts": facts,
        "title": facts["title"] or row.reference,
        "subjects": _named(readable, facts),
        "offence": offence_title(row),
        "offence_is_confirmed": not row.offence or is_confirmed(row.offence),
        "assessment_now": standing_of(row.assessment) if row.assessment else None,
        "assessed_less": assessed_less(row, at=now) if row.state in BEFORE_DECISION else "",
        "tasks": _tasks(row, facts),
        **_times(row, at=now),
        "waiting_renewal": renewal,
        "events": events_about(row.id),
        "source_open_to_me": can(
            may_open_source_records, reader(request), row, is_opened_to(reader(request), row, at=now)
        ),
        "investigation_open_to_me": opens,
        **told,
        **reports,
        **ACTS,
    }
    return render(request, "authorisations/authorisation.html", context)


@require_safe
def of_investigation(request: HttpRequest, reference: str) -> HttpResponse:
    """The authorisations of an investigation: its tab."""
    investigation = investigation_or_404(request, reference)
    rows = cut(
        request,
        investigation.authorisations.select_related("applicant").order_by("-recorded_at"),
        sort={"reference": "reference", "kind": "kind", "applicant": "applicant__name", "state": "state"},
        choose=CHOICES,
    )
    said = opened_all(rows)
    context = {
        **tabs.frame(investigation, person=reader(request), active=TAB.address),
        "page": rows,
        "rows": [(row, said[row.id]["title"], stands_as(row, at=timezone.now())) for row in rows],
        "may_apply": may_apply,
        "may_have_calendar": may_have_calendar,
    }
    return render(request, "authorisations/of_investigation.html", context)


@require_safe
def order_file(request: HttpRequest, reference: str, hearing_id: UUID) -> HttpResponse:
    """The signed order of a hearing."""
    row = authorisation_or_404(request, reference, may_read_authorisation)
    hearing = get_object_or_404(Hearing, pk=hearing_id, authorisation=row)
    if not hearing.file_sha256:
        raise Http404
    return download(request, hearing)


def _ahead(
    row: Authorisation, *, reported: frozenset[str], renewal: int | None, by: Person, at: datetime
) -> dict[str, Any]:
    """Tell what is next, and of the report for it that has not come."""
    step = step_without_report(row, reported=reported, renewal=renewal, at=at)
    return {
        "next": next_step(row, reported=reported, renewal=renewal, reader=by, at=at),
        "wanted": wanted_report(row, step, at=at) if step else None,
    }


def _named(readable: Iterable[Readable], facts: dict[str, Any]) -> list[tuple[str, int | None]]:
    """Tell whom it names, each with the number of the subject; of an imported one the words of the earlier record."""
    named: list[tuple[str, int | None]] = [
        (one.in_full, one.subject.number) for one in readable if one.is_named
    ]
    return named or [(words, None) for words in filter(None, [facts.get("subjects")])]


def _times(row: Authorisation, *, at: datetime) -> dict[str, Any]:
    """Whether it is in force, until when, and for how many days it was."""
    in_force = is_in_force(row.times, at=at)
    return {
        "in_force": in_force,
        "lapsed": row.state == AuthorisationState.EFFECTIVE and has_lapsed(row.times, at=at),
        "barred": in_force and is_barred(row, at=at),
        "days": ran_for(row, until=at),
        "ceases_at": ceases_at,
        "stands": stands_as(row, at=at),
    }


def _tasks(row: Authorisation, facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages of the form and whether each still lacks something; none once it is submitted."""
    if row.state not in WRITABLE:
        return []
    answers = facts["answers"]
    lacking = {one.page for one in missing_beside(row, facts)}
    commented = set(without_answer(row))
    return [
        {
            "page": page,
            "has_comment": any(box.id in commented for box in page.questions_of(row.kind)),
            "is_complete": page.id not in lacking
            and all(answers.get(box.id, "").strip() for box in page.boxes_of(row.kind) if box.is_wanted),
        }
        for page in pages_of(row.kind)
    ]


def _told(row: Authorisation) -> dict[str, Any]:
    """Every decision about it with its words; one look at the keys for each sort."""
    sorts: dict[str, Any] = {
        "comments": row.comments,
        "determinations": row.determinations,
        "hearings": row.hearings,
        "reviews": row.reviews,
        "renewals": row.renewals,
        "partners": row.jointworkings,
        "cancellations": row.cancellations,
    }
    told = {}
    for name, manager in sorts.items():
        rows = list(
            manager.select_related("by", "version") if name == "comments" else manager.select_related("by")
        )
        words = opened_all(rows)
        told[name] = [(one, words[one.id]) for one in rows]
    return told


def _reports(row: Authorisation) -> dict[str, Any]:
    """Every report with its words and questions, by its id, and those that the officer has not decided on."""
    rows = list(row.applicantreports.select_related("by"))
    words = opened_all(rows)
    reports = {one.id: (one, words[one.id], report_boxes(one.step, kind=row.kind)) for one in rows}
    waiting = [found for step in ReportStep if (found := open_report(row, step))]
    return {"reports": reports, "waiting_reports": [reports[one.id] for one in waiting]}
