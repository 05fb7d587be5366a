"""Pages of the RIPA co-ordinator's check: return an application with comments at its boxes, or pass it on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.authorisations import quality_check
from watchbook.authorisations.checklist import ReadingPurpose
from watchbook.authorisations.forms.comments import CommentsForm
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_check
from watchbook.authorisations.views.found import ActWords, act_page, authorisation_or_404
from watchbook.authorisations.views.text import sent_text
from watchbook.register.views.acting import METHODS, reader

RETURN = ActWords(
    title=_("Return the application"),
    submit=_("Return it with these comments"),
    done=_("The application was returned with your comments."),
)
PASS_ON = ActWords(
    title=_("Pass the application on"),
    submit=_("Pass it on to an authorising officer"),
    done=_("The application was passed on to the authorising officers."),
)


@require_http_methods(METHODS)
def give_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Return it to the applicant with comments."""
    return _check(request, reference, quality_check.give_back, RETURN)


@require_http_methods(METHODS)
def pass_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Pass it on to an authorising officer."""
    return _check(request, reference, quality_check.pass_on, PASS_ON)


def _check(
    request: HttpRequest, reference: str, how: Callable[..., Authorisation], words: ActWords
) -> HttpResponse:
    row = authorisation_or_404(request, reference, may_check)
    form = CommentsForm(request.POST or None, kind=row.kind)

    def act() -> Authorisation:
        return how(row, **form.told(), by=reader(request), at=timezone.now())

    return act_page(
        request,
        row,
        form,
        act,
        words,
        beside_text=lambda: sent_text(request, row, purpose=ReadingPurpose.CHECKS),
    )
