"""Pages of relevance: the captures of mine that wait for a decision, and the decision on one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.evidence import relevance
from watchbook.evidence.forms import RelevanceForm
from watchbook.evidence.permissions import may_decide_relevance
from watchbook.evidence.queries.captures import undecided_of
from watchbook.evidence.views.found import capture_or_404
from watchbook.looks.permissions import may_open_looks
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.web.long_list import cut

ORDERS = {"reference": "reference", "look": "look__reference", "captured": "ended_at"}


@require_safe
def undecided(request: HttpRequest) -> HttpResponse:
    """The captures that somebody asked for and that wait for a decision, the oldest first."""
    may_open_looks(reader(request))
    rows = cut(request, undecided_of(reader(request)), sort=ORDERS)
    return render(request, "evidence/undecided.html", {"captures": rows})


@require_http_methods(METHODS)
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide whether a capture is relevant."""
    by, row = reader(request), capture_or_404(request, reference)
    may_decide_relevance(by, row)
    form = RelevanceForm(request.POST or None)
    if acted(form, lambda: relevance.decide(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(request, _("Your decision was recorded."), "evidence:capture", reference)
    return render(request, "evidence/relevance.html", {"form": form, "capture": row})
