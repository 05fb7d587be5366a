"""Half sessions: the password was given and the second factor is asked for. What ends the sessions of an account ends these too."""

from allauth.account.internal.stagekit import unstash_login
from django.http import HttpRequest

from watchbook.audit_log.models import Event
from watchbook.organisation.models import Person

GIVEN_ON = "half_session_given_on"
# What shuts out whoever is signed in; after each of these the password is asked for again.
ENDS = (
    "sign_in.password_set",
    "sign_in.sessions_ended",
    "person.sessions_ended",
    "person.closed",
    "person.factor_removed",
    "council_account.unlinked",
)


def note(request: HttpRequest, person: Person) -> None:
    """Keep what this half session was given on, from the row whose password was checked. One query."""
    request.session[GIVEN_ON] = _given_on(person)


def has_ended(request: HttpRequest) -> bool:
    """Whether the account changed since, or nobody kept what the half session was given on. Two queries.

    The row stays locked until the transaction ends, so that none of those acts comes between this and the sign-in.
    """
    half = unstash_login(request, peek=True)
    if not half or not half.user:
        return False
    person = Person.objects.select_for_update(no_key=True).get(pk=half.user.pk)
    return bool(request.session.get(GIVEN_ON) != _given_on(person))


def _given_on(person: Person) -> str:
    """Return the digest of the password, and the number of the last event that ended what was open."""
    last = Event.objects.filter(subject_id=person.pk, name__in=ENDS).order_by("-number").first()
    return f"{person.get_session_auth_hash()}/{last.number if last else 0}"
