"""Pages of the RIPA co-ordinator's check: return an application with comments at its boxes, or pass it on."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import quality_check
from watchbook.authorisations.checklist import ReadingPurpose
from watchbook.authorisations.forms.comments import CommentsForm, ReturnForm
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_check
from watchbook.authorisations.states import AuthorisationState
from watchbook.authorisations.views.found import (
    ActWords,
    act_page,
    authorisation_or_404,
    moves,
    refused_at_once,
)
from watchbook.authorisations.views.text import text_to_decide, version_read
from watchbook.register.views.acting import METHODS, reader

RETURN = ActWords(
    title=_("Return the application"),
    submit=_("Return with these comments"),
    done=_("The application was returned with your comments."),
)
PASS_ON = ActWords(
    title=_("Pass the application on"),
    submit=_("Pass to an authorising officer"),
    done=_("The application was passed on to the authorising officers."),
)


@require_http_methods(METHODS)
def give_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Return it to the applicant with comments, in all and at its boxes."""
    row = authorisation_or_404(request, reference, may_check)
    if refused := refused_at_once(request, row, RETURN, moves(row, to=AuthorisationState.RETURNED)):
        return refused
    form = ReturnForm(request.POST or None, kind=row.kind)

    def act() -> Authorisation:
        return quality_check.give_back(
            row,
            comments=form.cleaned_data["comments"],
            boxes=form.boxes(),
            version=version_read(request),
            by=reader(request),
            at=timezone.now(),
        )

    return act_page(request, row, form, act, RETURN, beside_text=_text(request, row))


@require_http_methods(METHODS)
def pass_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Pass to an authorising officer."""
    row = authorisation_or_404(request, reference, may_check)
    if refused := refused_at_once(request, row, PASS_ON, moves(row, to=AuthorisationState.PASSED)):
        return refused
    form = CommentsForm(request.POST or None)

    def act() -> Authorisation:
        said, version = form.cleaned_data["comments"], version_read(request)
        return quality_check.pass_on(
            row, comments=said, version=version, by=reader(request), at=timezone.now()
        )

    return act_page(request, row, form, act, PASS_ON, beside_text=_text(request, row))


def _text(request: HttpRequest, row: Authorisation) -> Callable[[], dict[str, Any]]:
    return lambda: text_to_decide(request, row, purpose=ReadingPurpose.CHECKS)
