"""The page of a one-time link: never in a browser in which somebody is signed in, least of all its maker."""

from allauth.account.utils import url_str_to_user_pk
from allauth.account.views import password_reset_from_key
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.organisation.link_key import LinkKey
from watchbook.organisation.models import Person


@login_not_required
def one_time_link(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Choose a password by the link; refused where another would be shut out of their own session by it, or does it for its owner."""
    if isinstance(request.user, Person):
        raise WrongState(
            _(
                "You cannot open this link: {name} is signed in in this browser, and the link is for {owner}. If it is yours, sign out first,"
                " then open it again. If it is not, leave it to its owner."
            ).format(name=request.user.name, owner=_owner(uidb36, key))
        )
    response: HttpResponse = password_reset_from_key(request, uidb36=uidb36, key=key)
    return response


def _owner(uidb36: str, key: str) -> str:
    """Name the owner to whoever has a link that works; the page behind it would too."""
    try:
        person = Person.objects.filter(pk=url_str_to_user_pk(uidb36)).first()
    except (ValidationError, ValueError):
        person = None
    return person.name if person and LinkKey().check_token(person, key) else _("another account")
