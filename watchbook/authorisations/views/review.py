"""The page of a review."""

from dataclasses import fields

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import review as reviews
from watchbook.authorisations.forms.decisions import AuthorisationReviewForm
from watchbook.authorisations.models import Review
from watchbook.authorisations.permissions import may_decide
from watchbook.authorisations.reading import read
from watchbook.authorisations.review import Findings
from watchbook.authorisations.views.found import ActWords, act_page, authorisation_or_404
from watchbook.register.views.acting import METHODS, reader

REVIEW = ActWords(
    title=_("Review it"),
    submit=_("Record the review"),
    done=_("The review was recorded."),
)


@require_http_methods(METHODS)
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """A review."""
    row = authorisation_or_404(request, reference, may_decide)
    subjects = read(row, by=reader(request), at=timezone.now())
    form = AuthorisationReviewForm(request.POST or None, subjects=subjects, a_company_acts=row.uses_company)

    def act() -> Review:
        told = form.cleaned_data
        return reviews.review(
            row,
            Findings(**{one.name: told[one.name] for one in fields(Findings)}),
            decision=told["decision"],
            next_due_on=told["next_due_on"],
            amendment=form.amendment(),
            by=reader(request),
            at=timezone.now(),
        )

    return act_page(request, row, form, act, REVIEW)
