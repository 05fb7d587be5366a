"""The page of the authority's own pages: listed by an administrator, decided by a second person."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from watchbook.acting.refusals import WrongState
from watchbook.organisation import own_pages as acts
from watchbook.organisation.forms import OwnPagesForm
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.permissions import may_decide_own_pages, may_propose_own_pages, may_see_own_pages


@require_http_methods(["GET", "HEAD", "POST"])
def own_pages(request: HttpRequest) -> HttpResponse:
    """The confirmed pages, those that wait, and the box in which an administrator changes the list."""
    by = cast(Person, request.user)
    may_see_own_pages(by)
    row = _row_or_404()
    whole = "\n".join([*row.own_pages.split(), *row.own_pages_proposed.split()])
    form = OwnPagesForm(request.POST or None, initial={"listed": whole})
    if request.method == "POST" and form.is_valid():
        try:
            row = acts.propose(row, form.cleaned_data["listed"], by=by, at=timezone.now())
        except WrongState as refusal:
            form.add_error("listed", str(refusal))
        else:
            messages.success(request, _saved(row))
            return redirect("organisation:own_pages")
    context = {
        "form": form,
        "authority": row,
        "may_propose_own_pages": may_propose_own_pages,
        "may_decide_own_pages": may_decide_own_pages,
    }
    return render(request, "organisation/own_pages.html", context)


@require_POST
def decide(request: HttpRequest, *, confirms: bool) -> HttpResponse:
    """The second person's yes or no to one page."""
    act = acts.confirm if confirms else acts.decline
    act(_row_or_404(), request.POST.get("page", ""), by=cast(Person, request.user), at=timezone.now())
    said = _("The page was confirmed as the authority’s own.") if confirms else _("The page was declined.")
    messages.success(request, said)
    return redirect("organisation:own_pages")


def _saved(row: Authority) -> str:
    if row.own_pages_proposed:
        return _(
            "The list was saved. The RIPA co-ordinator or the senior responsible officer must confirm the new pages."
        )
    return _("The list was saved.")


def _row_or_404() -> Authority:
    row = Authority.objects.select_related("own_pages_proposed_by", "own_pages_decided_by").first()
    if row is None:
        raise Http404
    return row
