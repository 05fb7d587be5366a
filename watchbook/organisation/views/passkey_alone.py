"""The way in by a passkey alone: the challenge that the sign-in page fetches, and what the device signed."""

from allauth.mfa.webauthn.views import login_webauthn
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from watchbook.organisation import code_attempts
from watchbook.web.views import too_many_requests
from watchbook.web.welsh import in_welsh_before_sign_in


@login_not_required
@in_welsh_before_sign_in
def passkey_alone(request: HttpRequest) -> HttpResponse:
    """Answer both. Each challenge is a session of ours, so a client has so many; a browser that an account knows counts by itself."""
    if request.method != "POST" and not code_attempts.count_challenge(request):
        return too_many_requests(request)
    response: HttpResponse = login_webauthn(request)
    return response
