"""Pages for those who answer for looks: the supervisor's, an investigation's tab, the curve, re-triages, standing purposes."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.investigations import tabs as investigation_tabs
from watchbook.investigations.models import Investigation
from watchbook.investigations.permissions import may_read_investigation
from watchbook.investigations.queries import investigation_by_reference, looked_at
from watchbook.investigations.together import together_with
from watchbook.investigations.views.found import investigation_or_404, subject_or_404
from watchbook.looks import departures_read, opening
from watchbook.looks import re_triage as re_triages_acts
from watchbook.looks import standing_purpose as standing_acts
from watchbook.looks.forms.decisions import DecisionForm, ReTriageForm, StandingPurposeForm
from watchbook.looks.keeping import is_beyond_signature
from watchbook.looks.models import Look, ReTriage, StandingPurpose
from watchbook.looks.permissions import (
    may_check_looks,
    may_decide_re_triage,
    may_decide_re_triages,
    may_import_looks,
    may_look_at,
    may_read_look,
    may_see_all_looks,
    may_see_drift,
    may_set_standing_purpose,
    may_set_standing_purposes,
    may_supervise_looks,
)
from watchbook.looks.queries import looks as found
from watchbook.looks.queries.departures import departed_from
from watchbook.looks.queries.drift import drift_of, looks_in, thresholds_on
from watchbook.looks.queries.listed import choices_of_figures, every_look, looks_counted
from watchbook.looks.queries.looks import LOOK_ORDERS, RE_TRIAGE_ORDERS, SUBJECT_ORDERS
from watchbook.looks.queries.looks_beside import LooksBeside, looks_beside
from watchbook.looks.re_triage import NotAsked
from watchbook.looks.rules.drift import window_begins
from watchbook.looks.sitting import known_of, standing_of_service, usual_facts
from watchbook.looks.standing_purpose import Stands
from watchbook.looks.tabs import LOOKS
from watchbook.looks.views.curve import Curve, day_asked, drawn
from watchbook.looks.views.first_look import answers_kept
from watchbook.looks.views.found import answers_told, bound_facts, re_triage_or_404
from watchbook.organisation.models import Person
from watchbook.organisation.queries import service_of, today
from watchbook.register.views.acting import METHODS, acted, readable_or_404, reader
from watchbook.triage.queries import AssessmentStanding, declined_for, titles_of
from watchbook.web.long_list import cut

DAYS_SHOWN = 84


@require_safe
def service(request: HttpRequest) -> HttpResponse:
    """The supervisor's page: every subject that was looked at, looks without a basis, what waits."""
    by = reader(request)
    may_supervise_looks(by)
    sees_all = can(may_see_all_looks, by)
    rows, on = found.supervised(by, sees_all=sees_all), today()
    choose, figures = found.choices(sees_all=sees_all), choices_of_figures(sees_all=sees_all, until=on)
    listed = {
        name: cut(request, looks, sort=LOOK_ORDERS, choose=choose, named=name)
        for name, looks in _lists(rows).items()
    }
    listed["every"] = cut(request, every_look(rows), sort=LOOK_ORDERS, choose=figures, named="every")
    to_tell = cut(request, found.to_tell_again(rows, on=on), named="to_tell")
    subjects = cut(request, found.subjects_looked_at(rows, on=on), sort=SUBJECT_ORDERS, named="subjects")
    departures = departures_read.read(by=by, at=timezone.now()) if sees_all else []
    signed = found.re_triages_used() if sees_all else ReTriage.objects.none()
    shown = {look.id: look for looks in listed.values() for look in looks}
    opened = found.opening_to([*shown.values(), *(one.look for one in to_tell)], by)
    context = {
        **listed,
        "sees_all": sees_all,
        "subjects": subjects,
        "subject_looks": found.subject_looks(subjects),
        "to_tell": to_tell,
        "opened": opened,
        "shut": len(shown.keys() - opened),
        "signed": cut(request, signed, sort=RE_TRIAGE_ORDERS, choose=found.SIGNED_CHOICES, named="signed"),
        "departures": cut(request, departures, named="departures"),
        "by_law": thresholds_on(on),
        "may_check_looks": may_check_looks,
        "may_import_looks": may_import_looks,
        "may_set_standing_purposes": may_set_standing_purposes,
    }
    return render(request, "looks/service.html", context)


def _lists(rows: QuerySet[Look]) -> dict[str, QuerySet[Look]]:
    return {
        "wrong": found.without_basis(rows),
        "immediate": found.immediate_to_check(rows),
        "kept": found.kept_to_check(rows),
        "errors": found.found_errors(rows),
        "reported": found.reported(rows),
        "open_looks": rows.filter(state="open"),
        "to_evaluate": found.to_evaluate(rows),
    }


@require_safe
def of_investigation(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of an investigation: its subjects with a button to look, and its looks."""
    by = reader(request)
    row = investigation_or_404(request, reference)
    context = {
        **investigation_tabs.frame(row, person=by, active=LOOKS.address),
        "looks": cut(request, found.looks_of(row), sort=LOOK_ORDERS, choose=found.LOOK_CHOICES),
        "subjects": cut(request, row.subjects.select_related("investigation"), named="subjects"),
        "may_look_at": may_look_at,
    }
    return render(request, "looks/of_investigation.html", context)


@require_safe
def drift(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """How often a subject was looked at, as a curve and a table, as at any day."""
    by = reader(request)
    found_row, unknown = investigation_by_reference(reference), Investigation(reference=reference)
    row = readable_or_404(found_row, may_see_drift, by=by, unknown=unknown)
    subject = subject_or_404(row, number)
    on = day_asked(request.GET.dict())
    sees_all = can(may_see_all_looks, by)
    last = window_begins(on=on, window_days=-1)
    rows = looks_in(
        together_with(subject, as_at=last),
        first=datetime.min.replace(tzinfo=last.tzinfo),
        last=last,
        as_at=last,
    )
    seen = [one for one in rows if sees_all or one.service == row.service_id]
    by_law = thresholds_on(on)
    looks = cut(request, looks_counted(seen, reader=by), sort=LOOK_ORDERS, named="looks")
    days = found.curve(
        [(one.opened_at, one.basis) for one in seen], until=on, days=DAYS_SHOWN, window=by_law.window_days
    )
    context = {
        "may_read_investigation": may_read_investigation,
        "investigation": row,
        "subject": subject,
        "on": on,
        "sees_all": sees_all,
        "by_law": by_law,
        "curve": drawn(days, by_law=by_law),
        "days": Curve.changes(days),
        "looks": looks,
        "shut": len(seen) - looks.paginator.count,
    }
    return render(request, "looks/drift.html", context)


@require_http_methods(METHODS)
def re_triage_ask(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Ask the authorising officer to sign that looking again is not directed surveillance."""
    by = reader(request)
    subject = subject_or_404(investigation_or_404(request, reference), number)
    may_look_at(by, subject)
    service = subject.investigation.service_id
    stands = drift_of(subject, service=service, at=timezone.now())
    form = ReTriageForm(
        request.POST or None,
        facts=usual_facts(service, subject=subject) | bound_facts(stands.assessed, subject),
        known=known_of(stands.standing),
    )

    def act() -> ReTriage:
        why_not, now = form.cleaned_data["why_not"], timezone.now()
        try:
            return re_triages_acts.ask(subject, form.facts(), why_not=why_not, by=by, at=now)
        except NotAsked as refusal:
            if kept := opening.keep(refusal.said, by=by, at=now):
                form.add_error(None, answers_kept(kept.reference))
            raise

    if request.method == "POST" and (row := acted(form, act)):
        messages.success(
            request,
            _("Re-triage {reference} is waiting for the authorising officer’s decision.").format(
                reference=row.reference
            ),
        )
        return redirect("looks:open_subject", reference, number)
    context = {
        "form": form,
        "subject": subject,
        "investigation": subject.investigation,
        "assessed": stands.assessed,
    }
    return render(request, "looks/re_triage_ask.html", context)


@require_safe
def re_triages(request: HttpRequest) -> HttpResponse:
    """Re-triages that wait for an authorising officer, and those that were signed."""
    by = reader(request)
    may_decide_re_triages(by)
    signed = found.re_triages_used()
    context = {
        "waiting": cut(request, found.re_triages_to_decide(by), sort=RE_TRIAGE_ORDERS, named="waiting"),
        "signed": cut(request, signed, sort=RE_TRIAGE_ORDERS, choose=found.SIGNED_CHOICES, named="signed"),
    }
    return render(request, "looks/re_triages.html", context)


@require_http_methods(METHODS)
def re_triage(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign a re-triage, or not; whoever may look at the subject reads it."""
    by = reader(request)
    row = re_triage_or_404(request, reference)
    form = DecisionForm(request.POST or None)

    def act() -> ReTriage:
        decide = re_triages_acts.sign if form.cleaned_data["decision"] == "sign" else re_triages_acts.decline
        told, over = form.cleaned_data, request.POST.get("over", "")
        return decide(row, why=told["why"], over=over, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("We have recorded your decision."))
        return redirect("looks:re_triages")
    said = re_triages_acts.read(row, by=by, at=timezone.now())
    context = {
        "form": form,
        "re_triage": row,
        "is_beyond_signature": row.used_by and row.used_by.kept_at and is_beyond_signature(row.used_by),
        "departs_from": departed_from(row),
        "looked_at": looked_at(row.subject),
        "declined": [one for one in declined_for(row.subject) if one.reference != row.reference],
        "elsewhere": _assessed_elsewhere(row, by=by),
        "said": said,
        "triage_said": titles_of(row.outcomes),
        **answers_told(row, said["facts"], by=by),
        "looks_beside": _looks_beside(row, by=by),
        "window_days": thresholds_on(london_day(row.asked_at)).window_days,
        "may_read_look": may_read_look,
        "may_decide_re_triage": may_decide_re_triage,
        "may_decide_re_triages": may_decide_re_triages,
    }
    return render(request, "looks/re_triage.html", context)


def _looks_beside(row: ReTriage, *, by: Person) -> list[LooksBeside]:
    """Return the looks at the subject, for whoever is to sign, as beside an overt plan."""
    if not can(may_decide_re_triage, by, row):
        return []
    return looks_beside([row.subject], decided=None, at=timezone.now())


def _assessed_elsewhere(row: ReTriage, *, by: Person) -> AssessmentStanding | None:
    """Return what another service assessed of the account, for whoever is to sign: the outcome, not the case."""
    if not can(may_decide_re_triage, by, row):
        return None
    return drift_of(row.subject, service=row.subject.investigation.service_id, at=timezone.now()).elsewhere


@require_http_methods(METHODS)
def standing_purpose(request: HttpRequest) -> HttpResponse:
    """For what and under which power a service looks."""
    by = reader(request)
    may_set_standing_purposes(by)
    theirs = service_of(by)
    if theirs is None:
        raise Http404
    may_set_standing_purpose(by, theirs)
    form = StandingPurposeForm(request.POST or None, initial=_initial(standing_of_service(theirs.id)))

    def act() -> StandingPurpose:
        told = dict(form.cleaned_data)
        told["is_core_function"] = told["is_core_function"] == "yes"
        return standing_acts.set(theirs, Stands(**told), by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("New looks by your service now begin with this purpose and power."))
        return redirect("looks:service")
    return render(request, "looks/standing_purpose.html", {"form": form, "service": theirs})


def _initial(row: StandingPurpose | None) -> dict[str, Any]:
    if row is None:
        return {}
    yes = {True: "yes", False: "no"}
    return {
        "purpose": row.purpose,
        "words": row.words,
        "power": row.power,
        "offence": row.offence,
        "is_core_function": yes[row.is_core_function],
    }
