"""Wrong codes and passkeys, counted: of the session that used a factor, of a browser that an account knows, and of all others together."""

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage, get_ip
from django.http import HttpRequest

from watchbook.organisation import known_browsers
from watchbook.organisation.models import Person
from watchbook.organisation.open_again import open_again
from watchbook.organisation.second_factor import factor_used
from watchbook.organisation.session_store import digest

AN_HOUR = 20  # guesses at six digits: who has the password and tries for a year hits one with a chance of one in six
LIMITS = {
    one: {"app": "watchbook", "action": f"code_{one}", "config": {f"code_{one}": rate}}
    for one, rate in (("here", f"5/300s/key,{AN_HOUR}/h/key"), ("elsewhere", f"{AN_HOUR}/h/key"))
}


CHALLENGES = {"app": "watchbook", "action": "challenge", "config": {"challenge": "120/m/key"}}
ALONE = {"app": "watchbook", "action": "passkey_alone", "config": {"passkey_alone": "10/m/key"}}


class TooManyCodes(Exception):
    """No further code is taken for now; the message says until when."""


def count(request: HttpRequest, person: Person) -> list[RateLimitUsage]:
    """Count one, before it is looked at. What others tried elsewhere keeps no known browser and no session of the person's out.

    Raises TooManyCodes.
    """
    counted: list[RateLimitUsage] = []
    for name, key in _keys(request, person).items():
        usage = ratelimit.consume(request, **LIMITS[name], key=key)
        if usage is None:
            roll_back(counted)
            raise TooManyCodes(open_again(request, key=key, limit=LIMITS[name]))
        counted.append(usage)
    return counted


def roll_back(counted: list[RateLimitUsage]) -> None:
    """Take back what was counted: the code was right, or it was not looked at."""
    for one in counted:
        one.rollback()


def count_wrong_passkey(request: HttpRequest) -> None:
    """Count a passkey alone that was wrong, after it was looked at: a right one is never counted, nor kept out by these.

    Raises TooManyCodes.
    """
    key = _browser_or_client(request)
    if ratelimit.consume(request, **ALONE, key=key) is None:
        raise TooManyCodes(open_again(request, key=key, limit=ALONE))


def count_challenge(request: HttpRequest) -> bool:
    """Count a challenge for a passkey alone. Return whether it may be made."""
    key = _browser_or_client(request)
    return ratelimit.consume(request, **CHALLENGES, key=key, limit_get=True) is not None


def _browser_or_client(request: HttpRequest) -> str:
    return known_browsers.name_of(request, known_browsers.owner_of(request)) or get_ip(request)


def _keys(request: HttpRequest, person: Person) -> dict[str, str]:
    if request.user == person and factor_used(request) is not None:
        return {"here": f"{person.pk}/session/{digest(request.session.session_key)}"}
    known = known_browsers.name_of(request, person)
    if known:
        return {"here": f"{person.pk}/{known}"}
    return {"here": f"{person.pk}/{get_ip(request)}", "elsewhere": str(person.pk)}
