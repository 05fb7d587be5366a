"""Pages of the authority's settings and services."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.files.paper import PICTURES
from watchbook.files.store import the_store
from watchbook.files.upload import Refused, look_at
from watchbook.organisation import authority as authority_acts
from watchbook.organisation import service as service_acts
from watchbook.organisation.forms import AuthorityForm, ServiceForm
from watchbook.organisation.models import Authority, Person, Service
from watchbook.organisation.permissions import may_amend_authority
from watchbook.organisation.queries import the_authority


@login_not_required
@require_safe
def brand_css(request: HttpRequest) -> HttpResponse:
    """The authority's colour as a style sheet: the pages' policy allows no inline style."""
    authority = the_authority()
    css = f":root {{ --govuk-brand-colour: {authority.colour}; }}\n" if authority else ""
    response = HttpResponse(css, content_type="text/css")
    response["Cache-Control"] = "public, max-age=300"
    return response


@login_not_required
@require_safe
def logo(request: HttpRequest, sha256: str) -> HttpResponse:
    """The authority's logo; no other kept file has this address."""
    row = _the_authority_or_404()
    if not row.logo_sha256 or sha256 != row.logo_sha256:
        raise Http404
    content = the_store().get(row.logo_sha256)
    media_type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    response = HttpResponse(content, content_type=media_type)
    response["Cache-Control"] = "public, max-age=86400, immutable"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def authority(request: HttpRequest) -> HttpResponse:
    """Name, colour, contact and logo; the list of services."""
    by = cast(Person, request.user)
    may_amend_authority(by)
    row = _the_authority_or_404()
    initial = {name: getattr(row, name) for name in ("name", "colour", *authority_acts.SETTINGS)}
    form = AuthorityForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        _look_at_logo(form)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("name", "colour", "logo")}
        authority_acts.amend(row, by=by, at=timezone.now(), **facts, **form.settings)
        messages.success(request, _("The settings were saved."))
        return redirect("organisation:authority")
    context = {"form": form, "authority": row, "services": Service.objects.all()}
    return render(request, "organisation/authority.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def service_add(request: HttpRequest) -> HttpResponse:
    """A new service."""
    by = cast(Person, request.user)
    may_amend_authority(by)
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        service_acts.add(name=form.cleaned_data["name"], by=by, at=timezone.now())
        messages.success(request, _("The service was added."))
        return redirect("organisation:authority")
    return render(request, "organisation/service_add.html", {"form": form})


def _the_authority_or_404() -> Authority:
    found = the_authority()
    if found is None:
        raise Http404
    return found


def _look_at_logo(form: AuthorityForm) -> None:
    """Put the picture that was sent in the place of its upload, or the refusal on the form."""
    upload = form.cleaned_data["logo"]
    try:
        content = look_at(upload) if upload else None
    except Refused as refusal:
        form.add_error("logo", str(refusal))
        return
    form.cleaned_data["logo"] = content
    if content and content.media_type not in PICTURES:
        form.add_error("logo", _("Select a PNG or JPEG picture"))
