"""Pages of the decisions of a rights request: purposes and their law, decisions on records, deletion, and restrictions lifted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from watchbook.acting.refusals import WrongState
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Person
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.retention.rights_request import erasure, found_item, processing_purpose, queries, shared_file
from watchbook.retention.rights_request.decision_forms import ChosenRecordsForm, FoundItemForm
from watchbook.retention.rights_request.forms import CorrectedPurposeForm, LiftForm, ProcessingPurposeForm
from watchbook.retention.rights_request.found_item import DecisionOnItem
from watchbook.retention.rights_request.found_thing import found_thing
from watchbook.retention.rights_request.models import FoundItem, ProcessingPurpose, RightsRequest
from watchbook.retention.rights_request.permissions import may_decide_found_item
from watchbook.retention.rights_request.processing_purpose import PurposeSaid
from watchbook.retention.rights_request.rules import ItemDecision
from watchbook.retention.rights_request.step_views import act_page, row_of

CHOSEN = ("numbers", "right", "purpose")  # what the first page asks, sent on by the second


@require_http_methods(METHODS)
def purpose(http: HttpRequest, reference: str) -> HttpResponse:
    """Add a purpose, with the questions on which its law hangs."""
    by, row = _decider(http), row_of(reference)
    form = ProcessingPurposeForm(http.POST or None)
    if acted(form, lambda: processing_purpose.add(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(http, _("The purpose was added."), "retention:rights_request", reference)
    return act_page(http, form, row, title=_("Add a purpose"))


@require_http_methods(METHODS)
def correct_purpose(http: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Correct a purpose or the answers on which its law hangs; where another law would apply, what ends by that is told first."""
    by, row = _decider(http), row_of(reference)
    old = get_object_or_404(row.processingpurposes, number=number)
    asked = {name: getattr(old, name) for name in ("has_function", "is_against_crime")}
    under = row.founditems.filter(purpose=old, is_protected=False)
    decided = list(under.values_list("pk", flat=True))
    form = CorrectedPurposeForm(http.POST or None, initial=asked | {"purpose": opened(old)["purpose"]})

    def act() -> ProcessingPurpose:
        said = PurposeSaid(**form.cleaned_data)
        return processing_purpose.correct(old, said, by=by, at=timezone.now())

    if acted(form, act):
        return done(http, _corrected(row, decided), "retention:rights_request", reference)
    restricts = under.filter(decision=ItemDecision.RESTRICT, lifted_on=None).values_list(
        "thing_reference", flat=True
    )
    if not decided:
        del form.fields["reopens"]
    more = {"restricts": list(dict.fromkeys(restricts)), "is_decided": bool(decided)}
    return act_page(http, form, row, title=_("Correct the purpose"), **more)


@require_http_methods(METHODS)
def decide(http: HttpRequest, reference: str) -> HttpResponse:
    """Decide on one thing, or on several alike: first which, for what and under which purpose, then the grounds of that law alone."""
    by, row = _decider(http), row_of(reference)
    items = {one.number: one for one in queries.on_the_page(row, by).filter(is_protected=False)}
    names = queries.names_sought(row)
    things = {one: found_thing(one, names) for one in items.values()}
    first = ChosenRecordsForm(http.POST or None, row=row, things=things)
    if "again" in http.POST or not first.is_valid():
        context = {"form": first, "row": row, "has_purposes": bool(first.purposes)}
        return render(http, "retention/rights_request_choose.html", context)
    sent = http.POST if "why" in http.POST else None
    chosen = first.purpose_chosen()
    form = FoundItemForm(sent, right=first.right_chosen(), purpose=chosen)

    def act() -> FoundItem:
        numbers, made = map(int, first.cleaned_data["numbers"]), DecisionOnItem(**form.decided())
        return found_item.decide(row, numbers, made, by=by, at=timezone.now())[0]

    if acted(form, act):
        return done(http, _("The decision was recorded."), "retention:rights_request", reference)
    context = {
        "form": form,
        "row": row,
        "things": first.chosen(),
        "shared": list(shared_file.warnings(row, [one for one, _thing in first.chosen()], by=by)),
        "right": first.right_chosen().label,
        "purpose": opened(chosen)["purpose"] if chosen else "",
        "regime": chosen.get_regime_display() if chosen else "",
        "sent": [(name, value) for name in CHOSEN for value in http.POST.getlist(name)],
    }
    return render(http, "retention/rights_request_decide.html", context)


@require_POST
def erase(http: HttpRequest, reference: str) -> HttpResponse:
    """Propose deletion of the records to be erased; the list waits for a second person."""
    by, row = _decider(http), row_of(reference)
    try:
        made = erasure.propose(row, by=by, at=timezone.now())
    except WrongState as refusal:
        messages.error(http, str(refusal))
        return redirect("retention:rights_request", reference)
    return done(http, _("The deletion was proposed."), "retention:deletion", made.reference)


@require_http_methods(METHODS)
def lift(http: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Lift the restriction of a thing."""
    by, row = _decider(http), row_of(reference)
    item = get_object_or_404(
        row.founditems, is_protected=False, number=number, decision=ItemDecision.RESTRICT
    )
    form = LiftForm(http.POST or None)
    if acted(form, lambda: found_item.lift(item, form.cleaned_data["why"], by=by, at=timezone.now())):
        return done(http, _("The restriction was lifted."), "retention:rights_request", reference)
    return act_page(http, form, row, title=_("Lift the restriction"))


def _corrected(row: RightsRequest, decided: list[UUID]) -> str:
    """Say that a purpose was corrected, and which of the records that were decided under it are to be decided again."""
    again = row.founditems.filter(pk__in=decided, decision="").order_by("number")
    records = list(dict.fromkeys(again.values_list("thing_reference", flat=True)))
    words = ngettext(
        "Decide again on {count} record: {records}.",
        "Decide again on {count} records: {records}.",
        len(records),
    ).format(count=len(records), records=", ".join(records))
    return " ".join([_("The purpose was corrected."), *([words] if records else [])])


def _decider(http: HttpRequest) -> Person:
    """Return who is signed in, if they decide on a person's data."""
    by = reader(http)
    may_decide_found_item(by)
    return by
