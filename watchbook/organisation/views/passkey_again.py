"""A passkey before a grave act: where it could not be checked, the same page comes back, with its way to the page that asked."""

from urllib.parse import urlencode

from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class PasskeyAgainView(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    """The page of allauth, which leads to the first page after a fault and forgets which page asked."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Say it on the page itself, which asks the passkey anew."""
        for said in form.errors.get("credential", []):
            messages.error(self.request, str(said))
        asked = self.get_next_url()
        page = reverse("mfa_reauthenticate_webauthn")
        return redirect(f"{page}?{urlencode({'next': asked})}" if asked else page)


def passkey_again(request: HttpRequest) -> HttpResponse:
    """Ask for the passkey of somebody who is signed in."""
    response: HttpResponse = PasskeyAgainView.as_view()(request)
    return response
