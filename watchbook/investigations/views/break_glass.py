"""Pages of broken glass: breaking it, one time that it was broken, every time, and saying that one was told."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.investigations import break_glass as acts
from watchbook.investigations import permissions, queries
from watchbook.investigations.forms import BreakGlassForm
from watchbook.investigations.models import BreakGlassAcknowledgement, Investigation
from watchbook.law.parameters import number
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, or_404, readable_or_404, reader
from watchbook.web.long_list import YES_NO, ListChoice, cut


def _is_acknowledged(code: str) -> Q:
    read = Q(Exists(BreakGlassAcknowledgement.objects.filter(break_glass=OuterRef("pk"))))
    return read if code == "True" else ~read


ACKNOWLEDGED = ListChoice(gettext_lazy("Acknowledged"), _is_acknowledged, YES_NO)


@require_safe
def break_glass_all(request: HttpRequest) -> HttpResponse:
    """Every time that the glass was broken, the newest first."""
    permissions.may_see_broken_glass(reader(request))
    page = cut(
        request,
        queries.every_broken_glass().annotate(until=Coalesce("closed_at", "ends_at")),
        sort={"opened": "opened_at", "by": "opened_by__name", "until": "until"},
        choose={"acknowledged": ACKNOWLEDGED},
    )
    context = {"rows": page}
    return render(request, "investigations/break_glass_all.html", context)


@require_http_methods(METHODS)
def break_glass_open(request: HttpRequest, reference: str) -> HttpResponse:
    """The reason; the button breaks the glass."""
    found, by = queries.investigation_by_reference(reference), reader(request)
    unknown = Investigation(reference=reference)
    row = readable_or_404(found, permissions.may_break_glass, by=by, unknown=unknown)
    form = BreakGlassForm(request.POST or None)
    if acted(form, lambda: acts.open(row, reason=form.cleaned_data["reason"], by=by, at=timezone.now())):
        words = _("You have emergency access. We have told the lead officer and the data protection officer.")
        return done(request, words, "investigations:investigation", reference)
    hours = number("authority.break_glass.hours", on=today())
    context = {"form": form, "investigation": row, "hours": hours}
    return render(request, "investigations/break_glass_open.html", context)


@require_safe
def break_glass(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """One time that it was broken: by whom, for how long, why, and who has acknowledged it."""
    person, row, now = reader(request), or_404(queries.glass_by_id(glass_id)), timezone.now()
    permissions.may_read_broken_glass(person, row)
    has_acknowledged = person.id in {one.acknowledged_by_id for one in row.acknowledgements.all()}
    context = {
        "glass": row,
        "reason": acts.reason_of(row),
        "events": events_about(row.id),
        "is_running": row.opened_at <= now < row.until_at,
        "may_acknowledge": not has_acknowledged and can(permissions.may_acknowledge_glass, person, row),
        "may_close_glass": permissions.may_close_glass,
        "may_read_investigation": permissions.may_read_investigation,
        "may_see_broken_glass": permissions.may_see_broken_glass,
    }
    return render(request, "investigations/break_glass.html", context)


@require_POST
def break_glass_acknowledge(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Say that one was told."""
    acts.acknowledge(or_404(queries.glass_by_id(glass_id)), by=reader(request), at=timezone.now())
    return done(
        request,
        _("We have recorded that you know about this emergency access."),
        "investigations:break_glass",
        glass_id,
    )


@require_POST
def break_glass_close(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Read no longer than needed."""
    acts.close(or_404(queries.glass_by_id(glass_id)), by=reader(request), at=timezone.now())
    words = _("Your emergency access is over: you can no longer read the investigation.")
    return done(request, words, "investigations:break_glass", glass_id)
