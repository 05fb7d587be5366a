"""The page of the officer's half of a review."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import review as reviews
from watchbook.authorisations.forms.reports import AuthorisationReviewForm
from watchbook.authorisations.models import Review
from watchbook.authorisations.permissions import may_decide
from watchbook.authorisations.reading import read
from watchbook.authorisations.states import ReportStep
from watchbook.authorisations.views.found import ActWords, authorisation_or_404, refused_at_once
from watchbook.authorisations.views.reports import decision_page, officers_form, read_report
from watchbook.register.views.acting import METHODS, reader

STEP = ReportStep.REVIEW
REVIEW = ActWords(
    title=_("Review this authorisation"),
    submit=_("Record the review"),
    done=_("The review was recorded."),
)


@require_http_methods(METHODS)
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """A review."""
    row = authorisation_or_404(request, reference, may_decide)
    check = partial(reviews.check_running, row, at=timezone.now())
    if refused := refused_at_once(request, row, REVIEW, check):
        return refused
    more = {
        "subjects": read(row, by=reader(request), at=timezone.now()),
        "a_company_acts": row.uses_company,
    }
    form = officers_form(request, row, AuthorisationReviewForm, step=STEP, **more)

    def act() -> Review:
        told = form.cleaned_data
        return reviews.review(
            row,
            form.said(),
            report=read_report(row, form),
            decision=told["decision"],
            next_due_on=told["next_due_on"],
            amendment=form.amendment(),
            by=reader(request),
            at=timezone.now(),
        )

    return decision_page(request, row, form, act, REVIEW, step=STEP)
