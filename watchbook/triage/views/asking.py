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

from watchbook.governance.thresholds.queries import applied
from watchbook.investigations import subject as subject_acts
from watchbook.investigations.models import Investigation, Subject, SubjectKind
from watchbook.investigations.queries import subject_of
from watchbook.investigations.views.found import investigation_or_404
from watchbook.law.offences import latest, offence_ids
from watchbook.organisation.queries import the_authority, today
from watchbook.register.views.acting import METHODS, reader
from watchbook.triage import assessment, begun
from watchbook.triage.begun import AssessmentDraft, asked_on, next_page, page_before
from watchbook.triage.conditions import named
from watchbook.triage.facts import NO, YES
from watchbook.triage.forms import ANSWERS, NOBODY, OTHERS, AnswersForm, AssessmentBeginForm, WhatElseForm
from watchbook.triage.graph import UNKNOWN, QuestionPage, current
from watchbook.triage.models import Assessment
from watchbook.triage.permissions import may_assess
from watchbook.triage.views.found import attempt
from watchbook.web.forms import GovukForm

PEOPLE = {SubjectKind.PERSON, SubjectKind.GROUP, SubjectKind.ORGANISATION}


@require_http_methods(METHODS)
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Whom or what the look is at, and how often it was looked at before."""
    whole = _to_assess(request, reference)
    held = begun.kept(request.session, whole)
    said = subject_acts.read_all(whole, by=reader(request), at=timezone.now())
    form = AssessmentBeginForm(
        request.POST or None,
        subjects=[(one.number, told.called or told.handles[0]) for one, told in said],
        window=applied(on=today()).window_days,
        initial=_begun_with(held) if held else {},
    )
    if request.method == "POST" and form.is_valid():
        chosen = next((one for one, _told in said if str(one.number) == form.cleaned_data["subject"]), None)
        answered = _answered(held, chosen, prior_looks=form.cleaned_data["prior_looks"])
        begun.keep(request.session, whole, answered)
        return redirect(_next(whole, answered))
    context = {
        "form": form,
        "investigation": whole,
        "back_url": reverse("triage:assessments", args=[reference]),
    }
    return render(request, "triage/begin.html", context)


@require_http_methods(METHODS)
def question(request: HttpRequest, reference: str, page_id: str) -> HttpResponse:
    """One page of questions, with those that are still needed."""
    whole = _to_assess(request, reference)
    page = next((one for one in current().questions if one.id == page_id), None)
    if page is None:
        raise Http404
    held = begun.kept(request.session, whole)
    if held is None:
        return redirect("triage:begin", reference)
    if not (asked := asked_on(page, held, on=today())):
        return redirect(_next(whole, held))
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
        return redirect(_next(whole, answered))
    context = {"form": form, "page": page, "investigation": whole, "back_url": _back(whole, page, held)}
    return render(request, "triage/question.html", context)


@require_http_methods(METHODS)
def what_else(request: HttpRequest, reference: str) -> HttpResponse:
    """What else is so about the look and the people in it."""
    whole = _to_assess(request, reference)
    held = begun.kept(request.session, whole)
    if held is None:
        return redirect("triage:begin", reference)
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
        return redirect(_next(whole, answered))
    context = {"form": form, "investigation": whole, "back_url": _back(whole, None, held)}
    return render(request, "triage/what_else.html", context)


@require_http_methods(METHODS)
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Check your answers; the button assesses and keeps them."""
    whole = _to_assess(request, reference)
    held = begun.kept(request.session, whole)
    if held is None or _next(whole, held) != _address(whole, "check"):
        return redirect(_next(whole, held) if held else _address(whole, "begin"))
    chosen = subject_of(whole, held.subject) if held.subject else None
    form = GovukForm(request.POST if request.method == "POST" else None)

    def act() -> Assessment:
        return assessment.make(whole, held.given, subject=chosen, by=reader(request), at=timezone.now())

    if request.method == "POST" and (made := attempt(form, act)):
        begun.forget(request.session, whole)
        messages.success(
            request, _("The assessment was kept as {reference}.").format(reference=made.reference)
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


def _begun_with(held: AssessmentDraft) -> dict[str, Any]:
    looks = held.facts.get("prior_looks")
    return {"subject": held.subject or NOBODY, "prior_looks": None if looks == UNKNOWN else looks}


def _answered(
    held: AssessmentDraft | None, chosen: Subject | None, *, prior_looks: int | None
) -> AssessmentDraft:
    """What was begun, with another beginning: whom it is about settles whether anybody in particular is looked for."""
    subject = chosen.number if chosen else None
    same = (
        held if held and held.subject == subject else AssessmentDraft()
    )  # what is said of one is not said of another
    facts = dict(same.facts)
    facts["prior_looks"] = UNKNOWN if prior_looks is None else prior_looks
    is_settled = chosen is None or chosen.kind in PEOPLE
    if is_settled:
        facts["no_one_named"] = YES if chosen is None else NO
    settled = ["no_one_named"] if is_settled else []
    return replace(same, subject=subject, facts=facts, settled=settled)


def _next(whole: Investigation, held: AssessmentDraft) -> str:
    if page := next_page(held, on=today()):
        return _address(whole, "question", page.id)
    return _address(whole, "check" if held.was_asked_what_else else "what_else")


def _back(whole: Investigation, page: QuestionPage | None, held: AssessmentDraft) -> str:
    before = page_before(page, held)
    return _address(whole, "question", before.id) if before else _address(whole, "begin")


def _address(whole: Investigation, name: str, *more: str) -> str:
    return reverse(f"triage:{name}", args=[whole.reference, *more])


def _called(request: HttpRequest, chosen: Subject | None) -> str:
    if chosen is None:
        return _("Nobody in particular")
    said = subject_acts.read(chosen, by=reader(request), at=timezone.now())
    return said.called or said.handles[0]


def _answers(whole: Investigation, held: AssessmentDraft, *, called: str) -> list[dict[str, Any]]:
    graph = current()
    looks = held.facts["prior_looks"]
    told: list[tuple[str, Any, str]] = [
        (_("Whom or what"), called, _address(whole, "begin")),
        (_("Looks before"), _("not known") if looks == UNKNOWN else looks, _address(whole, "begin")),
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
        {
            "question": _("What else is so"),
            "lines": so or [_("nothing of it")],
            "change_url": _address(whole, "what_else"),
        },
    ]


def in_words(fact: str, said: str) -> str:
    """An answer as a person reads it."""
    if fact != "offence":
        return str(dict(ANSWERS)[said])
    if said in offence_ids():
        return named(latest(said))
    return str(OTHERS.get(said, _("I do not know, or it is not in this list")))
