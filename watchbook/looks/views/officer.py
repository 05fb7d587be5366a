"""The officer's pages: where looks begin, also on a phone and from the bookmark."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from watchbook.investigations.queries import titles_of
from watchbook.looks.first_look import subject_with
from watchbook.looks.forms.opening import AddressForm
from watchbook.looks.models import LookOrigin
from watchbook.looks.permissions import (
    may_decide_re_triages,
    may_open_looks,
    may_set_standing_purposes,
    may_supervise_looks,
)
from watchbook.looks.queries.looks import (
    LOOK_CHOICES,
    LOOK_ORDERS,
    latest_looks_of,
    made_by,
    open_looks_of,
    prepared_subjects,
    to_evaluate,
)
from watchbook.looks.queries.stopped_subjects import stopped_among
from watchbook.looks.views.first_look import keep_address
from watchbook.register.views.acting import reader
from watchbook.web.long_list import cut

SUBJECT_ORDERS = {"investigation": ("investigation__reference", "number"), "kind": ("kind", "number")}
MAY = {
    "may_supervise_looks": may_supervise_looks,
    "may_decide_re_triages": may_decide_re_triages,
    "may_set_standing_purposes": may_set_standing_purposes,
}


@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Where an officer begins: paste an address, or take a subject that is prepared."""
    return _page(request, AddressForm(), way=LookOrigin.PAGE)


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """The same for a small screen: what is needed standing in a street, and no more."""
    return _page(request, AddressForm(), way=LookOrigin.PHONE)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Take an address: it comes by POST, is kept sealed, and stands in no address of ours and no log."""
    by = reader(request)
    may_open_looks(by)
    way = request.POST.get("way", "")
    way = way if way in {LookOrigin.BOOKMARKLET, LookOrigin.PHONE} else LookOrigin.PAGE
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, form, way=way)
    address = form.cleaned_data["address"]
    subject = subject_with(address, by=by)
    keep_address(request, address, way=str(way), subject=subject)
    if subject is not None:
        return redirect("looks:open_subject", subject.investigation.reference, subject.number)
    return redirect("looks:open_address")


@require_safe
def bookmark(request: HttpRequest) -> HttpResponse:
    """Where the bookmark leads: the address comes behind the # and is never sent, until the page posts it."""
    may_open_looks(reader(request))
    address = request.build_absolute_uri(reverse("looks:bookmark"))
    code = (
        f"javascript:void(window.open('{address}#'+encodeURIComponent(location.href),'_blank','noreferrer'))"
    )
    return render(
        request,
        "looks/bookmark.html",
        {"form": AddressForm(), "code": code, "way": str(LookOrigin.BOOKMARKLET)},
    )


def _page(request: HttpRequest, form: AddressForm, *, way: str) -> HttpResponse:
    by = reader(request)
    may_open_looks(by)
    subjects = cut(request, prepared_subjects(by), sort=SUBJECT_ORDERS, named="subjects")
    titles = titles_of(list({one.investigation_id: one.investigation for one in subjects}.values()))
    context = {
        "form": form,
        "way": str(way),
        "open_looks": cut(request, open_looks_of(by), sort=LOOK_ORDERS, named="open"),
        "to_evaluate": cut(request, to_evaluate(made_by(by)), sort=LOOK_ORDERS, named="to_evaluate"),
        "latest": cut(request, latest_looks_of(by), sort=LOOK_ORDERS, choose=LOOK_CHOICES, named="latest"),
        "prepared": subjects,
        "subjects": [(one, titles[one.investigation_id]) for one in subjects],
        "stopped": stopped_among(subjects, at=timezone.now()),
        **MAY,
    }
    return render(request, "looks/phone.html" if way == LookOrigin.PHONE else "looks/looks.html", context)
