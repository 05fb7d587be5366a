"""The page of a one-time link: never in a browser in which somebody is signed in, least of all its maker."""

from collections.abc import Callable
from functools import wraps

from allauth.account.utils import url_str_to_user_pk
from allauth.account.views import password_reset_from_key
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.organisation.link_key import LinkKey
from watchbook.organisation.models import Person
from watchbook.web.welsh import as_officers_read, in_welsh_before_sign_in

Page = Callable[[HttpRequest, str, str], HttpResponse]


def _while_nobody_is_signed_in(page: Page) -> Page:
    """Refuse the page where its maker, or somebody else, would open the link in their own session."""

    @wraps(page)
    def guarded(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
        if isinstance(request.user, Person):
            raise WrongState(
                _(
                    "You cannot open this link: {name} is signed in on this browser, and the link is for {owner}. If the link is "
                    "yours, sign out first, then open it again. If not, leave it for its owner."
                ).format(name=request.user.name, owner=_owner(uidb36, key))
            )
        return page(request, uidb36, key)

    return guarded


@login_not_required
@_while_nobody_is_signed_in
@in_welsh_before_sign_in
def one_time_link(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Choose a password by the link. Of several who send one at once the first takes the link; the others read that it is used."""
    with transaction.atomic():
        if request.method == "POST" and (owner := _named(uidb36)):
            Person.objects.select_for_update().get(pk=owner.pk)
        response: HttpResponse = password_reset_from_key(request, uidb36=uidb36, key=key)
    if SESSION_KEY in request.session:  # else the page that follows says so itself
        with as_officers_read():
            messages.success(request, _("You set your password. You are signed out everywhere else."))
    return response


def _owner(uidb36: str, key: str) -> str:
    """Name the owner to whoever has a link that works; the page behind it would too."""
    person = _named(uidb36)
    return person.name if person and LinkKey().check_token(person, key) else _("another account")


def _named(uidb36: str) -> Person | None:
    try:
        found: Person | None = Person.objects.filter(pk=url_str_to_user_pk(uidb36)).first()
    except (ValidationError, ValueError):
        return None
    return found
