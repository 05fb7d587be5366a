"""The page of the officer's half of a renewal."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import renewal
from watchbook.authorisations.forms.reports import RenewalForm
from watchbook.authorisations.models import Renewal
from watchbook.authorisations.permissions import may_decide
from watchbook.authorisations.states import ReportStep
from watchbook.authorisations.views.found import ActWords, authorisation_or_404, refused_at_once
from watchbook.authorisations.views.reports import decision_page, officers_form, read_report
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, reader

STEP = ReportStep.RENEWAL
RENEW = ActWords(
    title=_("Renew this authorisation"),
    submit=_("Record the decision"),
    done=_("Your decision was recorded."),
)


@require_http_methods(METHODS)
def renew(request: HttpRequest, reference: str) -> HttpResponse:
    """Renew it or not."""
    row = authorisation_or_404(request, reference, may_decide)
    check = partial(renewal.check_renewable, row, at=timezone.now())
    if refused := refused_at_once(request, row, RENEW, check):
        return refused
    form = officers_form(request, row, RenewalForm, step=STEP)

    def act() -> Renewal:
        return renewal.decide(
            row,
            form.said(),
            report=read_report(row, form),
            is_granted=form.cleaned_data["is_granted"] == "yes",
            by=reader(request),
            at=timezone.now(),
        )

    until = renewal.renewed_until(row, decided_on=today()) if row.ends_on else None
    return decision_page(request, row, form, act, RENEW, step=STEP, renewed_until=until)
