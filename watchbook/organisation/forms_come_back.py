"""A form that is sent after its session ended, or before the second factor is used again, comes back filled in (kept_form.py)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from watchbook.organisation import kept_form, known_browsers
from watchbook.organisation.kept_form import KeptForm
from watchbook.organisation.models import Person
from watchbook.web import press
from watchbook.web.filled_form import fill
from watchbook.web.views import csrf_failure


class forms_come_back:  # noqa: N801  # named as a sentence, like the functions beside it in settings
    """Keep what somebody sent whose session ended; show what was kept in the boxes that it came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on. A page that asked for no session gets none here either."""
        response = self.get_response(request)
        if not request.session.accessed or not isinstance(request.user, Person):
            return response
        if kept_form.HELD not in request.session:
            return response
        for form in kept_form.kept(request):
            if request.method == "GET" and _is_page(response):
                _fill(response, form, base=request.path)
            elif request.path == form.path and _was_taken(request, response):
                kept_form.drop(request, form)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Lead somebody who is not signed in back to the page that showed the form, once they are."""
        if request.method != "POST" or not getattr(view, "login_required", True):
            return None
        if request.user.is_authenticated or not _keep(request):
            return None
        return redirect_to_login(kept_form.page_of(request))


def not_accepted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token. One of somebody who signed in again since is kept, and the page says where it is."""
    if _keep(request):
        page = {"page": kept_form.page_of(request)}
        return render(request, "organisation/form_kept.html", page, status=HTTPStatus.FORBIDDEN)
    return csrf_failure(request, reason)


def _keep(request: HttpRequest) -> bool:
    """Keep a form that we gave to whoever is signed in here, or was last. The key of its press shows that it is theirs."""
    if request.method != "POST":
        return False
    by = request.user if isinstance(request.user, Person) else known_browsers.owner_of(request)
    if by is None or not press.was_given_to(request.POST.get(press.FIELD, ""), by.pk):
        return False
    return kept_form.keep(request, whose=by.pk)


def _fill(response: HttpResponse, form: KeptForm, *, base: str) -> None:
    filled = fill(
        response.text,
        form.sent,
        leads_there=lambda action: urlsplit(urljoin(base, action)).path == form.path,
        says=_says(form),
    )
    if filled is not None:
        response.content = filled.encode()


def _says(form: KeptForm) -> str:
    said = _("Your form was not sent, but we kept your entries. Check them, then send the form.")
    return f"{said} {_('We did not keep the file: select it again.')}" if form.had_files else said


def _is_page(response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == HTTPStatus.OK and not response.streaming and is_html


def _was_taken(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the form was sent again and answered, and not led to the second factor once more."""
    is_answered = request.method == "POST" and response.status_code < HTTPStatus.BAD_REQUEST
    return is_answered and kept_form.JUST_KEPT not in request.META
