"""Pages of the council's sign-in: to it and back, for a sign-in, for a fresh factor, or to link one's own account."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watchbook.acting.refusals import NotPermitted, Way, WrongState
from watchbook.organisation import council_account, identity_provider
from watchbook.organisation.linked_account import CouncilAccount
from watchbook.organisation.models import Person
from watchbook.organisation.named_provider import Settings
from watchbook.organisation.second_factor import COUNCIL
from watchbook.web.views import too_many_requests
from watchbook.web.welsh import in_welsh_before_sign_in

ASKED, LINKING = "council_asked", "council_linking"
LIMIT = {"app": "allauth.account", "action": "council", "config": {"council": "60/m/ip"}}
SIGN_IN, FRESH, LINK = "sign_in", "fresh", "link"


@login_not_required
@in_welsh_before_sign_in
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the council's page to sign in. Each way there is a session of ours and a question to the provider, so a client has so many."""
    if ratelimit.consume(request, **LIMIT, limit_get=True) is None:
        return too_many_requests(request)
    return _to_the_council(request, purpose=SIGN_IN)


@require_safe
def fresh(request: HttpRequest) -> HttpResponse:
    """Say that the next act wants a fresh factor, with the way there: a form that was sent may lead to no other origin."""
    if "go" in request.GET:
        return _to_the_council(request, purpose=FRESH)
    return render(request, "organisation/council_fresh.html", {"next": _next(request)})


@require_safe
def link(request: HttpRequest) -> HttpResponse:
    """Go to the council's page to show which council account is one's own."""
    council_account.may_link(cast(Person, request.user), cast(Person, request.user))
    return _to_the_council(request, purpose=LINK)


@login_not_required
@in_welsh_before_sign_in
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Take the answer with which a browser comes back from the council's page. It is good once, and for what was asked."""
    kept = request.session.pop(ASKED, None)
    if kept is None:
        raise _refused(request, "nothing was asked")
    asked = identity_provider.SignInRequest(**kept["asked"])
    try:
        who = identity_provider.exchange(_told(), asked, request.GET.dict(), back_to=_back_to(request))
    except identity_provider.NotLetIn as wrong:
        identity_provider.note_refused(str(wrong))
        raise _not_let_in(request) from None
    except identity_provider.AnswerRefused as wrong:
        raise _refused(request, str(wrong)) from None
    if kept["purpose"] == LINK:
        return _to_confirm(request, who)
    person = _person(request, who)
    if kept["purpose"] == FRESH:
        return _with_fresh_factor(request, person, who=who, go_on=kept["next"])
    return _sign_in(request, person, who=who, go_on=kept["next"])


@require_http_methods(["GET", "HEAD", "POST"])
def link_confirm(request: HttpRequest) -> HttpResponse:
    """Show the council account that answered, and link it."""
    by, found = cast(Person, request.user), request.session.get(LINKING)
    if found is None:
        raise WrongState(
            _(
                "You cannot link a council account yet: you have not signed in with one. Open “Your sign-in” and select “Link your council account”."
            )
        )
    if request.method != "POST":
        shown = {"name": found["name"], "account": _sign_of(found)}
        return render(request, "organisation/council_link.html", shown)
    del request.session[LINKING]
    if not constant_time_compare(request.POST.get("account", ""), _sign_of(found)):
        raise WrongState(
            _(
                "You cannot link this council account: after we showed you its name, you signed in with a different council account. "
                "Open “Your sign-in” and select “Link your council account” again."
            )
        )
    council_account.link(by, issuer=found["issuer"], subject=found["subject"], by=by, at=timezone.now())
    messages.success(request, _("You linked your council account. You can now sign in with it."))
    return redirect("organisation:your_sign_in")


@require_POST
def unlink(request: HttpRequest) -> HttpResponse:
    """Remove the link."""
    by = cast(Person, request.user)
    council_account.unlink(by, by=by, at=timezone.now())
    messages.success(request, _("You unlinked your council account. You can no longer sign in with it."))
    return redirect("organisation:your_sign_in")


def _to_the_council(request: HttpRequest, *, purpose: str) -> HttpResponse:
    asked = identity_provider.SignInRequest.new(anew=purpose != SIGN_IN)
    try:
        address = identity_provider.address_of_page(_told(), asked, back_to=_back_to(request))
    except identity_provider.AnswerRefused as wrong:
        raise _refused(request, str(wrong)) from None
    request.session[ASKED] = {"asked": vars(asked), "purpose": purpose, "next": _next(request)}
    return redirect(address)


def _to_confirm(request: HttpRequest, who: identity_provider.SignedInThere) -> HttpResponse:
    if not request.user.is_authenticated:
        raise _refused(request, "nobody here")
    request.session[LINKING] = {"issuer": who.issuer, "subject": who.subject, "name": who.name}
    return redirect("organisation:council_link_confirm")


def _sign_of(found: dict[str, str]) -> str:
    """Return what the form holds of the account that it names: another one may have answered since, in another tab."""
    return salted_hmac(LINKING, f"{found['issuer']}\n{found['subject']}", algorithm="sha256").hexdigest()


def _sign_in(
    request: HttpRequest, person: Person, *, who: identity_provider.SignedInThere, go_on: str
) -> HttpResponse:
    if request.user.is_authenticated and request.user != person:  # their session, with their factor, ends
        get_adapter().logout(request)
    if not who.with_second_factor:
        record_authentication(request, person, method=COUNCIL)
        return cast(HttpResponse, perform_login(request, Login(user=person, redirect_url=go_on)))  # untyped
    _note_factor(request, person, who=who)
    get_adapter(request).login(request, person)
    return redirect(go_on)


def _with_fresh_factor(
    request: HttpRequest, person: Person, *, who: identity_provider.SignedInThere, go_on: str
) -> HttpResponse:
    if person != request.user:
        raise _refused(request, "another person")
    if not who.with_second_factor:
        raise _refused(request, "no second factor")
    _note_factor(request, person, who=who)
    return redirect(go_on)


def _note_factor(request: HttpRequest, person: Person, *, who: identity_provider.SignedInThere) -> None:
    """Count the council's factor as used, and as who it is shown anew where that was a moment ago."""
    record_authentication(request, person, method="mfa", type=COUNCIL, at=who.at, reauthenticated=True)


def _person(request: HttpRequest, who: identity_provider.SignedInThere) -> Person:
    rows = CouncilAccount.objects.select_related("person")
    found = rows.filter(issuer=who.issuer, subject=who.subject).first()
    if found is None:
        raise NotPermitted(
            _(
                "You cannot sign in with your council account yet: it is not linked. Sign in with your password, select your name, "
                "then “Link your council account”. If you have no password, ask a system administrator."
            ),
            way=_the_way_on(request),
        )
    if not found.person.is_active:
        raise NotPermitted(
            _("You cannot sign in: your account here is closed. Ask a system administrator to open it again.")
        )
    return found.person


def _refused(request: HttpRequest, why: str) -> NotPermitted:
    identity_provider.note_refused(why)
    return NotPermitted(
        _(
            "You cannot sign in with your council account: we could not accept the answer from the council’s sign-in. Try again. "
            "If it happens again, tell your IT department and give the reference {reference}."
        ).format(reference=getattr(request, "reference", "")),
        way=_the_way_on(request),
    )


def _not_let_in(request: HttpRequest) -> NotPermitted:
    return NotPermitted(
        _(
            "You cannot sign in with your council account: the council’s sign-in did not let you in, or you cancelled. "
            "Try again, or sign in with your password."
        ),
        way=_the_way_on(request),
    )


def _the_way_on(request: HttpRequest) -> Way:
    if request.user.is_authenticated:
        return Way(_("Your sign-in"), reverse("organisation:your_sign_in"))
    return Way(_("Sign in"), reverse("account_login"))


def _told() -> Settings:
    told: Settings | None = settings.COUNCIL_SIGN_IN
    if told is None:
        raise Http404
    return told


def _back_to(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("organisation:council_back"))


def _next(request: HttpRequest) -> str:
    told = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if is_ours else reverse("home")
