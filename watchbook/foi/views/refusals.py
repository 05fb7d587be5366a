"""Pages of a refusal: which exemption, what it asks with its pre-flight, and lifting it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchbook.acting.refusals import WrongState
from watchbook.figures.findings import Status
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.forms.refusals import GroundForm, RefusalForm
from watchbook.foi.models import QuestionRefusal, Request, Scope
from watchbook.foi.permissions import may_refuse_question
from watchbook.foi.queries import request_or_404
from watchbook.foi.refusal import preflight, refusal
from watchbook.foi.refusal.refusal import UNKNOWN, About, Place, standing, whole
from watchbook.foi.request.spans import asked
from watchbook.law.exemptions import Exemption, exemption, exemptions
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, reader

WHOLE = "all"  # in an address, in the place of a question's number


@require_http_methods(METHODS)
def grounds(http: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Choose the exemption and how much is withheld; what stands already can be lifted."""
    may_refuse_question(reader(http))
    row = request_or_404(reference)
    place = _place(row, number)
    offered = [
        one for one in exemptions(row.regime, on=row.received_on) if number != WHOLE or one.is_of_the_request
    ]
    form = GroundForm(http.POST or None, grounds=offered)
    if http.method == "POST" and form.is_valid():
        told = form.cleaned_data
        return redirect("foi:refuse_by", reference, number, told["ground"], told["scope"])
    context = {
        "row": row, "number": number, "words": row.text[slice(*place)], "form": form, "is_whole": number == WHOLE,
        "standing": standing(row).get(place, []), "seen": refusal.decided_so_far(row, place=place),
    }  # fmt: skip
    return render(http, "foi/refuse.html", context)


@require_http_methods(METHODS)
def refuse(http: HttpRequest, reference: str, number: str, ground: str, scope: str) -> HttpResponse:
    """Say what the exemption asks; what is missing or fails is listed, to be mended or justified."""
    by = reader(http)
    may_refuse_question(by)
    row = request_or_404(reference)
    place, chosen = _place(row, number), _ground(row, ground)
    if scope not in Scope.values:
        raise Http404
    known = {"seen": refusal.decided_so_far(row, place=place)} | _known(row, number, scope=scope)
    form = RefusalForm(http.POST or None, ground=chosen, scope=scope, initial=known)
    context: dict[str, Any] = {
        "row": row, "number": number, "ground": chosen, "form": form, "unmet": (), "words": row.text[slice(*place)],
    }  # fmt: skip
    if http.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {
            "place": place,
            "scope": scope,
            "told": form.told,
            "about": _about(row, number),
        }
        looked = refusal.refusing(row, **facts, ground=chosen, on=today())
        context["unmet"] = preflight.in_the_way(looked)
        if not context["unmet"] and _was_refused(row, form, facts, ground=chosen, by=by):
            said = _("The refusal was recorded. The letter now has the refusal notice.")
            return _back(http, row, number, said=said)
        if not context["unmet"]:
            form.show_again(refusal.decided_so_far(row, place=place))
    context["standing"] = standing(row).get(place, [])
    return render(http, "foi/refuse_by.html", context)


def _was_refused(
    row: Request, form: RefusalForm, facts: dict[str, Any], *, ground: Exemption, by: Person
) -> QuestionRefusal | None:
    def act() -> QuestionRefusal:
        seen = form.cleaned_data["seen"]
        return refusal.refuse(row, **facts, exemption_id=ground.id, seen=seen, by=by, at=timezone.now())

    return acted(form, act)


@require_http_methods(["POST"])
def lift(http: HttpRequest, reference: str, number: str, ground: str) -> HttpResponse:
    """Take a refusal back; the question is answered again by what the registers say."""
    by = reader(http)
    may_refuse_question(by)
    row = request_or_404(reference)
    try:
        place, seen = _place(row, number), http.POST.get("seen", "")
        refusal.lift(row, place=place, exemption_id=ground, seen=seen, by=by, at=timezone.now())
    except WrongState as refused:
        return _back(http, row, number, said=str(refused))
    return _back(http, row, number, said=_("The refusal was lifted."))


def _back(http: HttpRequest, row: Request, number: str, *, said: str) -> HttpResponse:
    if number == WHOLE:
        return done(http, said, "foi:request", row.reference)
    return done(http, said, "foi:question", row.reference, number)


def _place(row: Request, number: str) -> Place:
    """The place of a question, or of the whole text; 404 where there is none of this number."""
    if number == WHOLE:
        return whole(row)
    for question in asked(row):
        if question.number == number:
            return question.start, question.end
    raise Http404


def _ground(row: Request, ground: str) -> Exemption:
    found = exemption(row.regime, ground, on=row.received_on)
    if found is None:
        raise Http404
    return found


def _about(row: Request, number: str) -> About:
    """The topic and period of the question, to know whether the same was published before."""
    found = [(one.topic, one.finding.period) for one in draft_of(row, only=number).answers]
    return found[0] if found else UNKNOWN


def _known(row: Request, number: str, *, scope: str) -> dict[str, str]:
    """The answer that the registers or a search would give, for the box of the part that is given."""
    if scope != Scope.PARTLY:
        return {}
    answers = draft_of(row, only=number).answers
    told = (one.answer for one in answers if one.finding.status is not Status.TO_BE_SEARCHED)
    return {"given": next(told, "")}
