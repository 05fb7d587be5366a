"""Pages of the end: the instruction to stop, and the cancellation."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import cancellation
from watchbook.authorisations.cancellation import CancellationFacts
from watchbook.authorisations.forms.decisions import StopForm
from watchbook.authorisations.forms.reports import CancellationForm
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_decide, may_instruct_stop
from watchbook.authorisations.states import ReportStep
from watchbook.authorisations.views.found import ActWords, act_page, authorisation_or_404
from watchbook.authorisations.views.reports import decision_page, officers_form, read_report
from watchbook.register.views.acting import METHODS, reader

STOP = ActWords(
    title=_("Give instruction to stop"),
    submit=_("Record the instruction"),
    done=_(
        "The instruction was recorded. Officers must not do anything more under this authorisation. Cancel the authorisation next."
    ),
)
CANCEL = ActWords(
    title=_("Cancel this authorisation"),
    submit=_("Cancel this authorisation"),
    done=_("The authorisation was cancelled."),
)


@require_http_methods(METHODS)
def stop(request: HttpRequest, reference: str) -> HttpResponse:
    """Instruct to stop at once."""
    row = authorisation_or_404(request, reference, may_instruct_stop)
    form = StopForm(request.POST or None)

    def act() -> Authorisation:
        return cancellation.instruct_stop(
            row, instruction=form.cleaned_data["instruction"], by=reader(request), at=timezone.now()
        )

    return act_page(request, row, form, act, STOP)


@require_http_methods(METHODS)
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Cancel it."""
    row = authorisation_or_404(request, reference, may_decide)
    form = officers_form(request, row, CancellationForm, step=ReportStep.CANCELLATION)

    def act() -> Authorisation:
        names = ("product", "directions", "outcome", "last_activity_on")
        return cancellation.cancel(
            row,
            CancellationFacts(**{name: form.cleaned_data[name] for name in names}),
            form.said(),
            report=read_report(row, form),
            by=reader(request),
            at=timezone.now(),
        )

    return decision_page(request, row, form, act, CANCEL, step=ReportStep.CANCELLATION)
