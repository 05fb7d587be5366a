"""The questions before a look, one to a page: kept in a sealed draft, left and taken up, checked, then assessed."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.governance.thresholds.queries import own_thresholds
from watchbook.investigations import subject as subject_acts
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.queries import subject_of
from watchbook.investigations.views.found import investigation_or_404
from watchbook.law.offences import latest, offence_ids
from watchbook.organisation.queries import the_authority, today
from watchbook.register.views.acting import METHODS, reader
from watchbook.triage import assessment, begun
from watchbook.triage.assessment import stricter_before
from watchbook.triage.begun import AssessmentDraft, asked_on, next_page, page_before
from watchbook.triage.conditions import named
from watchbook.triage.facts import YES
from watchbook.triage.forms import ANSWERS, OPENED_BY, OTHERS, AnswersForm, AssessForm, WhatElseForm
from watchbook.triage.graph import UNKNOWN, QuestionPage, current
from watchbook.triage.models import Assessment
from watchbook.triage.permissions import may_assess
from watchbook.triage.queries import AssessmentStanding
from watchbook.triage.rules import decide
from watchbook.triage.views.found import attempt


@require_http_methods(METHODS)
def question(request: HttpRequest, reference: str, page_id: str) -> HttpResponse:
    """One page of questions, with those that are still needed."""
    whole = _to_assess(request, reference)
    page = next((one for one in current().questions if one.id == page_id), None)
    if page is None:
        raise Http404
    held = begun.kept(request.session, whole)
    if held is None:
        return redirect("looks:assess", reference)
    if not (asked := asked_on(page, held, on=today())):
        return redirect(next_address(whole, held))
    authority = the_authority()
    form = AnswersForm(
        request.POST or None,
        facts=[current().facts[fact] for fact in asked],
        nation=str(authority.nation) if authority else "",
        on=today(),
        initial={"offence": whole.offence}
        | dict(held.facts)
        | {f"note_{name}": note for name, note in held.notes.items()},
    )
    if request.method == "POST" and form.is_valid():
        answered = replace(held, facts={**held.facts, **form.answers}, notes={**held.notes, **form.notes})
        begun.keep(request.session, whole, answered)
        return redirect(next_address(whole, answered))
    context = {"form": form, "page": page, "investigation": whole, "back_url": _back(whole, page, held)}
    return render(request, "triage/question.html", context)


@require_http_methods(METHODS)
def what_else(request: HttpRequest, reference: str) -> HttpResponse:
    """What else is so about the look and the people in it."""
    whole = _to_assess(request, reference)
    held = begun.kept(request.session, whole)
    if held is None:
        return redirect("looks:assess", reference)
    known = current().circumstances
    form = WhatElseForm(
        request.POST if request.method == "POST" else None,
        initial={"so": [name for name in known if name in held.facts]},
    )
    if request.method == "POST" and form.is_valid():
        others = {name: said for name, said in held.facts.items() if name not in known}
        facts = others | dict.fromkeys(form.cleaned_data["so"], YES)
        answered = replace(held, facts=facts, was_asked_what_else=True)
        begun.keep(request.session, whole, answered)
        return redirect(next_address(whole, answered))
    context = {"form": form, "investigation": whole, "back_url": _back(whole, None, held)}
    return render(request, "triage/what_else.html", context)


@require_http_methods(METHODS)
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Check your answers; the button assesses and keeps them."""
    whole = _to_assess(request, reference)
    held = begun.kept(request.session, whole)
    if held is None or next_address(whole, held) != _address(whole, "check"):
        return redirect(
            next_address(whole, held) if held else reverse("looks:assess", args=[whole.reference])
        )
    chosen = subject_of(whole, held.subject) if held.subject else None
    before = _stricter_before(held, chosen)
    form = AssessForm(request.POST if request.method == "POST" else None, before=before)

    def act() -> Assessment:
        changed = form.cleaned_data.get("changed", "")
        return assessment.make(
            whole, held.given, subject=chosen, changed=changed, by=reader(request), at=timezone.now()
        )

    if request.method == "POST" and (made := attempt(form, act)):
        begun.forget(request.session, whole)
        messages.success(
            request, _("The assessment was saved as {reference}.").format(reference=made.reference)
        )
        return redirect("triage:assessment", made.reference)
    answers = _answers(whole, held, called=_called(request, chosen))
    back = reverse("triage:what_else", args=[reference])
    return render(
        request,
        "triage/check.html",
        {"form": form, "answers": answers, "back_url": back, "investigation": whole},
    )


def _to_assess(request: HttpRequest, reference: str) -> Investigation:
    whole = investigation_or_404(request, reference)
    may_assess(reader(request), whole)
    return whole


def next_address(whole: Investigation, held: AssessmentDraft) -> str:
    """The page that comes next: a question, what else is so, or the check."""
    if page := next_page(held, on=today()):
        return _address(whole, "question", page.id)
    return _address(whole, "check" if held.was_asked_what_else else "what_else")


def _back(whole: Investigation, page: QuestionPage | None, held: AssessmentDraft) -> str:
    before = page_before(page, held)
    return (
        _address(whole, "question", before.id) if before else reverse("looks:assess", args=[whole.reference])
    )


def _address(whole: Investigation, name: str, *more: str) -> str:
    return reverse(f"triage:{name}", args=[whole.reference, *more])


def _stricter_before(held: AssessmentDraft, chosen: Subject | None) -> AssessmentStanding | None:
    """The assessment of the subject that is stricter than what was answered now."""
    with own_thresholds(on=today()):
        outcomes = decide(held.read(on=today()), on=today()).outcomes
    return stricter_before(chosen, outcomes, at=timezone.now())


def _called(request: HttpRequest, chosen: Subject | None) -> str:
    if chosen is None:
        return _("No particular person")
    said = subject_acts.read(chosen, by=reader(request), at=timezone.now())
    return said.called or said.handles[0]


def _answers(whole: Investigation, held: AssessmentDraft, *, called: str) -> list[dict[str, Any]]:
    graph = current()
    told: list[tuple[str, Any, str]] = [
        (_("Subject"), called, reverse("looks:assess", args=[whole.reference])),
    ]
    known = [
        {"question": graph.facts[fact].text, "answer": in_words(fact, held.facts[fact])}
        for fact in held.settled
        if fact != "no_one_named"
    ]
    for page in graph.questions:
        for fact in page.facts:
            if fact in held.facts and fact not in held.settled:
                told.append(
                    (
                        graph.facts[fact].text,
                        in_words(fact, held.facts[fact]),
                        _address(whole, "question", page.id),
                    )
                )
    so = [one.text for one in graph.circumstances.values() if one.id in held.facts]
    rows: list[dict[str, Any]] = [
        {"question": asked, "answer": said, "change_url": where} for asked, said, where in told
    ]
    return [
        *rows,
        *known,
        {
            "question": _("Other circumstances"),
            "lines": so or [_("none of these")],
            "change_url": _address(whole, "what_else"),
        },
    ]


def in_words(fact: str, said: Any) -> str:
    """An answer as a person reads it."""
    if fact == "prior_looks":
        return _("not known") if said == UNKNOWN else str(said)
    if fact != "offence":
        return str(dict(OPENED_BY if fact == "made_open" else ANSWERS)[said])
    if said in offence_ids():
        return named(latest(said))
    return str(OTHERS.get(said, _("I do not know, or the offence is not in this list")))
