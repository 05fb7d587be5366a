"""The page of a renewal."""

from dataclasses import fields

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import renewal
from watchbook.authorisations.forms.decisions import RenewalForm
from watchbook.authorisations.models import Renewal
from watchbook.authorisations.permissions import may_decide
from watchbook.authorisations.renewal import Case
from watchbook.authorisations.views.found import ActWords, act_page, authorisation_or_404
from watchbook.register.views.acting import METHODS, reader

RENEW = ActWords(
    title=_("Renew it"),
    submit=_("Record the decision"),
    done=_("Your decision was recorded."),
)


@require_http_methods(METHODS)
def renew(request: HttpRequest, reference: str) -> HttpResponse:
    """Renew it or not."""
    row = authorisation_or_404(request, reference, may_decide)
    form = RenewalForm(request.POST or None)

    def act() -> Renewal:
        told = form.cleaned_data
        return renewal.decide(
            row,
            Case(**{one.name: told[one.name] for one in fields(Case)}),
            is_granted=told["is_granted"] == "yes",
            by=reader(request),
            at=timezone.now(),
        )

    return act_page(request, row, form, act, RENEW)
