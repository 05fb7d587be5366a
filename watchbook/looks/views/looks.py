"""Pages of one look: its page with pages viewed, closing, keeping, evaluating, checking."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.acting.london_day import LONDON, london_day
from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_know_whom_it_names
from watchbook.authorisations.queries.coverage import Coverage, coverage
from watchbook.authorisations.queries.in_force import ended_for
from watchbook.investigations.account_address import WEB
from watchbook.keys import envelope
from watchbook.looks import evaluation, page_view, permissions, supervisor_check
from watchbook.looks import look as acts
from watchbook.looks.decision import decided
from watchbook.looks.evaluation import EvaluationParticulars
from watchbook.looks.forms.after import CheckForm, EvaluationForm
from watchbook.looks.forms.opening import AddressForm
from watchbook.looks.keeping import is_beyond_signature
from watchbook.looks.models import (
    Basis,
    Evaluation,
    Look,
    PageView,
    ReTriage,
    SupervisorCheck,
)
from watchbook.looks.permissions import (
    may_check_look,
    may_evaluate_look,
    may_go_on_with_look,
)
from watchbook.looks.queries.drift import thresholds_on
from watchbook.looks.queries.looks import (
    is_wrong,
    not_evaluated_beside,
    rests_on_a_word,
    was_kept_without,
)
from watchbook.looks.sitting import is_counted
from watchbook.looks.tabs import ways_on
from watchbook.looks.views.closing import closed, closing_of, forms_of, keep_typed
from watchbook.looks.views.found import look_or_404
from watchbook.organisation.models import Person
from watchbook.register.views.acting import METHODS, acted, is_meant_twice, reader, rights_of
from watchbook.triage.models import Assessment
from watchbook.triage.queries import AssessmentStanding, standing_at, titles_of
from watchbook.triage.views.assessments import decision_told
from watchbook.web.long_list import cut

UNCOVERED = {Basis.NONE, Basis.TRIAGE}
RIGHTS = rights_of(permissions)  # the page asks for each button and link


@require_http_methods(METHODS)
def look(request: HttpRequest, reference: str) -> HttpResponse:
    """A look: what it is on, its pages; the four facts that close it. That somebody else read it is recorded first."""
    by, row = reader(request), look_or_404(request, reference)
    if request.POST.get("address"):  # Enter in its box, or typed and not added yet: nothing closes over it
        return view(request, reference)
    form, page_form = forms_of(request, row)

    def act() -> Look:
        return acts.close(row, closing_of(form), by=by, at=timezone.now())

    if form.is_bound and acted(form, act):
        return closed(request, row)
    said = acts.read(row, by=by, at=timezone.now())
    evaluations, checks = _evaluations(row), _checks(row)
    context = {
        "look": row,
        "said": said,
        **_decision(row, said.get("facts", {})),
        **_pages(request, row),
        "coverage": _coverage(row, by=by),
        "re_triage": ReTriage.objects.filter(used_by=row).select_related("subject").first(),
        "triage_said": titles_of(row.outcomes),
        "assessed": assessment_then(row),
        "ended": _ended(row, by=by),
        "is_counted": is_counted(row.about, row.subject_id, said["addresses"]),
        "window_days": thresholds_on(london_day(row.opened_at)).window_days,
        "form": form,
        "page_form": page_form,
        "ways_on": ways_on(row, person=by),
        "evaluations": evaluations,
        "checks": checks,
        **_faults(row),
        "events": events_about(row.id, *(one.id for one, _words in (*evaluations, *checks))),
        **RIGHTS,
    }
    return render(request, "looks/look.html", context)


def _faults(row: Look) -> dict[str, bool]:
    """Tell what there is to check of a look."""
    return {
        "is_wrong": is_wrong(row),
        "rests_on_a_word": rests_on_a_word(row),
        "was_kept_without": was_kept_without(row),
        "is_beyond_signature": is_beyond_signature(row),
    }


def _added_already(look: Look, form: AddressForm) -> str:
    """Say that this page was added to the look a few minutes ago; nothing where it was not."""
    found = page_view.just_added(look, form.cleaned_data["address"], at=timezone.now())
    told = _(
        "You added this address at {time}, as page {number} of this look. If you opened the page only once, go back to "
        "the look. If you opened the page again, tick the box."
    )
    return (
        told.format(time=f"{found.viewed_at.astimezone(LONDON):%H:%M}", number=found.number) if found else ""
    )


@require_http_methods(METHODS)
def view(request: HttpRequest, reference: str) -> HttpResponse:
    """Another page opened in the sitting."""
    row = look_or_404(request, reference)
    may_go_on_with_look(reader(request), row)
    keep_typed(request, row)
    form = AddressForm(request.POST or None)

    def act() -> PageView:
        return page_view.add(row, form.cleaned_data["address"], by=reader(request), at=timezone.now())

    def check() -> object:
        return page_view.check_adding(row, form.cleaned_data["address"], at=timezone.now())

    if (
        request.method == "POST"
        and form.is_valid()
        and is_meant_twice(form, _added_already(row, form), says=_("I opened this page again"), check=check)
        and (added := acted(form, act))
    ):
        messages.success(request, _("The page was added to the look."))
        if added.is_of_another and added.platform != WEB:
            messages.warning(request, looks_of_its_own())
        return redirect("looks:look", reference)
    return render(request, "looks/page_view.html", {"form": form, "look": row})


@require_http_methods(METHODS)
def evaluate(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what became of a look."""
    row = look_or_404(request, reference)
    may_evaluate_look(reader(request), row)
    form = EvaluationForm(request.POST or None, others=len(not_evaluated_beside(row)))

    def act() -> Evaluation:
        told = form.cleaned_data | {"used_in_decision": form.cleaned_data["used_in_decision"] == "yes"}
        write = evaluation.write_for_case if told.pop("whole_case", False) else evaluation.write
        return write(row, EvaluationParticulars(**told), by=reader(request), at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The outcome of the look was recorded."))
        return redirect("looks:look", reference)
    return render(request, "looks/evaluate.html", {"form": form, "look": row})


@require_http_methods(METHODS)
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """What somebody who answers for the look found of what was wrong with it."""
    by = reader(request)
    row = look_or_404(request, reference)
    may_check_look(by, row)
    form = CheckForm(request.POST or None)

    def act() -> SupervisorCheck:
        return supervisor_check.write(row, **form.cleaned_data, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("We have recorded your finding."))
        return redirect("looks:look", reference)
    context = {"form": form, "look": row, "reasons": supervisor_check.reasons(row)}
    return render(request, "looks/check.html", context)


def _pages(request: HttpRequest, row: Look) -> dict[str, Any]:
    """Return a page of the pages that were opened in the sitting, the newest first, each with its address."""
    pages = cut(request, row.page_views.select_related("look").order_by("-number"), named="pages")
    said = envelope.opened_all(shown := list(pages))
    return {"pages": pages, "views": [(one, said[one.id]["address"]) for one in shown]}


def _coverage(row: Look, *, by: Person) -> Coverage | None:
    """Return the limits of the plan or authorisation on which it rests, as they were when it was opened."""
    if row.subject is None:
        return None
    return coverage(row.basis, row.basis_id, subject=row.subject, reader=by, at=row.opened_at)


def _ended(row: Look, *, by: Person) -> list[tuple[Authorisation, datetime]]:
    """List what had ended before a look that nothing covered; of a source only to whoever may know whom it names."""
    if row.subject is None or row.basis not in UNCOVERED:
        return []
    ended = ended_for(row.subject, at=row.opened_at)
    return [one for one in ended if can(may_know_whom_it_names, by, one[0])]


def assessment_then(row: Look) -> AssessmentStanding | None:
    """Return the newest assessment of the subject when the look was opened, as it stood then."""
    made = Assessment.objects.filter(pk=row.assessment_id).first() if row.assessment_id else None
    return standing_at(made, at=row.opened_at) if made else None


def _decision(row: Look, facts: dict[str, Any]) -> dict[str, Any]:
    """Return what the page says of the decision before the look; `differs` where the answers alone give another outcome now."""
    decision = decided(row, facts)
    if decision is None:
        return {"decision": None}
    told = decision_told(decision, facts, {}) | {"law_on": london_day(row.opened_at), "departures": []}
    now = "" if decision["outcomes"] == row.outcomes else titles_of(decision["outcomes"])
    return {"decision": decision, "differs": now, **told}


def _evaluations(row: Look) -> list[tuple[Evaluation, dict[str, str]]]:
    rows = list(row.evaluations.select_related("look", "evaluated_by"))
    said = envelope.opened_all(rows)
    return [(one, said[one.id]) for one in rows]


def _checks(row: Look) -> list[tuple[SupervisorCheck, str]]:
    rows = list(row.supervisor_checks.select_related("look", "checked_by"))
    said = envelope.opened_all(rows)
    return [(one, said[one.id]["words"]) for one in rows]


def looks_of_its_own() -> str:
    """Say what follows where a page is of an account that is none of the subject’s."""
    return _(
        "This page belongs to an account that is not this subject’s, so nobody has answered the questions about that account. Stop "
        "looking at the page here. Open a separate look, or add the account to the subject if it is theirs."
    )
