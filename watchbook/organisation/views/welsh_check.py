"""The page on which an officer confirms that a translator has checked the Welsh of public pages and letters."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from watchbook.acting.refusals import WrongState
from watchbook.organisation import welsh_check as acts
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.permissions import may_confirm_welsh
from watchbook.organisation.welsh_check_form import WelshCheckForm


@require_http_methods(["GET", "HEAD", "POST"])
def welsh(request: HttpRequest) -> HttpResponse:
    """Say whether the Welsh is checked, by whom and when; take the confirmation of one who had it checked."""
    by = cast(Person, request.user)
    may_confirm_welsh(by)
    row = _row_or_404()
    form = WelshCheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            acts.confirm(row, **told, by=by, at=timezone.now())
        except WrongState as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("You confirmed that a translator has checked the Welsh."))
            return redirect("organisation:welsh")
    context = {
        "form": form,
        "authority": row,
        "is_checked": acts.is_checked(row),
        "confirmed": acts.confirmation(row),
    }
    return render(request, "organisation/welsh.html", context)


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back the confirmation that was on the page."""
    by, read = cast(Person, request.user), request.POST.get("confirmation", "")
    acts.withdraw(_row_or_404(), read=read, by=by, at=timezone.now())
    messages.success(request, _("The confirmation was withdrawn."))
    return redirect("organisation:welsh")


def _row_or_404() -> Authority:
    row = Authority.objects.select_related("welsh_confirmed_by").first()
    if row is None:
        raise Http404
    return row
