"""Pages of the thresholds of drift: which apply, what the rules propose, who set them and why; and setting them."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.governance.thresholds import drift_threshold as acts
from watchbook.governance.thresholds.forms import QUESTIONS, DriftThresholdForm
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.governance.thresholds.permissions import may_read_drift_thresholds, may_set_drift_thresholds
from watchbook.governance.thresholds.queries import applied, drift_thresholds
from watchbook.governance.thresholds.rules import proposed
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, reader


@require_safe
def thresholds(request: HttpRequest) -> HttpResponse:
    """Which thresholds apply today, which the rules propose, and every setting with who, from when and why."""
    may_read_drift_thresholds(reader(request))
    on, rows = today(), drift_thresholds()
    now, by_law = applied(on=on), proposed(on=on)
    context = {
        "numbers": [(QUESTIONS[name], value, getattr(by_law, name)) for name, value in asdict(now).items()],
        "settings": rows,
        "applies": next((row for row in rows if row.from_on <= on), None),
        "today": on,
        "events": events_about(*(row.id for row in rows)),
        "may_set_drift_thresholds": may_set_drift_thresholds,
    }
    return render(request, "governance/drift_thresholds.html", context)


@require_http_methods(METHODS)
def thresholds_set(request: HttpRequest) -> HttpResponse:
    """Set them from a day to come."""
    by = reader(request)
    may_set_drift_thresholds(by)
    on = today()
    form = DriftThresholdForm(request.POST or None, by_law=proposed(on=on), initial=asdict(applied(on=on)))

    def act() -> DriftThreshold:
        told = form.cleaned_data
        return acts.set(form.thresholds(), from_on=told["from_on"], why=told["why"], by=by, at=timezone.now())

    if acted(form, act):
        return done(request, _("The limits on repeat looks are set."), "governance:drift_thresholds")
    return render(request, "governance/drift_thresholds_set.html", {"form": form})
