"""Signing out: allauth's page and act, after which the sign-in page says that it is done."""

from allauth.account.views import logout
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from watchbook.web.welsh import as_browser_asks, in_welsh_before_sign_in


@login_not_required
@in_welsh_before_sign_in
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask whether to sign out, or do so. The sign-in page that follows is in the language of the browser, and so is its word."""
    was_signed_in = SESSION_KEY in request.session
    response: HttpResponse = logout(request)
    if was_signed_in and SESSION_KEY not in request.session:
        with as_browser_asks(request):
            messages.success(request, _("You signed out."))
    return response
