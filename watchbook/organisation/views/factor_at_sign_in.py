"""The second factor at sign-in: a code, a recovery code or a passkey, in a half session that nothing has ended since."""

from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base.views import authenticate
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from watchbook.organisation import half_session
from watchbook.web.welsh import in_welsh_before_sign_in


@login_not_required
@in_welsh_before_sign_in
def factor_at_sign_in(request: HttpRequest) -> HttpResponse:
    """Take the factor; lead to the sign-in page where the half session has ended, whatever is given here."""
    if half_session.has_ended(request):
        clear_login(request)
        messages.warning(
            request,
            _(
                "You cannot finish signing in: after you started, the password of the account was changed, its sessions were ended, "
                "or the account was closed or recovered. Start again with your password."
            ),
        )
        return redirect("account_login")
    response: HttpResponse = authenticate(request)
    return response
