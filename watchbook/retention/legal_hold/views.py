"""Pages of legal holds: all of them, one of them, placing one on a thing, and ending it."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Person
from watchbook.register.views.acting import METHODS, acted, done, or_404, reader
from watchbook.retention import due
from watchbook.retention.legal_hold import legal_hold, queries
from watchbook.retention.legal_hold.forms import EndForm, PlaceForm
from watchbook.retention.legal_hold.models import HoldGround
from watchbook.retention.legal_hold.permissions import may_end_hold, may_know_what_is_held, may_read_why_held
from watchbook.retention.permissions import may_place_hold, may_read_retention
from watchbook.retention.reading_rights import page_for
from watchbook.web.long_list import ListChoice, cut

ORDERS = {
    "reference": "reference",
    "ground": "ground",
    "by": "placed_by__name",
    "placed": "placed_at",
    "state": "ended_at",
}
GROUNDS = ListChoice(gettext_lazy("For"), "ground", HoldGround.choices)
STATES = ListChoice(
    gettext_lazy("State"),
    lambda code: Q(ended_at__isnull=code == "in_force"),
    [("in_force", gettext_lazy("In force")), ("ended", gettext_lazy("Ended"))],
)


@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    """Every hold, those in force first."""
    may_read_retention(reader(request))
    holds = cut(request, queries.holds(), sort=ORDERS, choose={"ground": GROUNDS, "state": STATES})
    context = {"holds": holds, "may_know_what_is_held": may_know_what_is_held}
    return render(request, "retention/holds.html", context)


@require_safe
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """One hold: on what, for what, why, by whom, and whether it has ended."""
    by = reader(request)
    may_read_retention(by)
    row = get_object_or_404(queries.holds(), reference=reference)
    legal_hold.read_end(row, by=by, at=timezone.now())
    knows = can(may_know_what_is_held, by, row)
    context = {
        "hold": row,
        "knows": knows,
        "said": opened(row) if can(may_read_why_held, by, row) else None,
        "href": page_for(by, due.Item(row.table, row.thing, row.thing_reference)),
        "events": events_about(row.id) if knows else [],  # they name the record
        "may_end_hold": may_end_hold,
    }
    return render(request, "retention/hold.html", context)


@require_http_methods(METHODS)
def place(request: HttpRequest, table: str, item: UUID) -> HttpResponse:
    """Place a hold on a thing."""
    by, thing = _holder(request), or_404(due.item_of(table, item))
    form = PlaceForm(request.POST or None)
    if row := acted(form, lambda: legal_hold.place(thing, **form.cleaned_data, by=by, at=timezone.now())):
        words = _("{item} is under legal hold.").format(item=thing.reference)
        return done(request, words, "retention:hold", row.reference)
    return render(request, "retention/hold_place.html", {"form": form, "item": thing})


@require_http_methods(METHODS)
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """End a hold."""
    by, row = _holder(request), get_object_or_404(queries.holds(), reference=reference)
    may_end_hold(by, row)
    form = EndForm(request.POST or None)
    if acted(form, lambda: legal_hold.end(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(request, _("The hold was ended."), "retention:hold", reference)
    return render(request, "retention/hold_end.html", {"form": form, "hold": row})


def _holder(request: HttpRequest) -> Person:
    """Return who is signed in, if they place and end holds."""
    by = reader(request)
    may_place_hold(by)
    return by
