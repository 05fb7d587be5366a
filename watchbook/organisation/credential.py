"""Credentials of an account: a password, a second factor or a council account, of whatever time; asked before anybody makes a link."""

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from watchbook.audit_log.models import Event
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import in_force_between, today

# Each of these says that the account had a way in of its owner's from then on, whatever became of it.
CREDENTIAL_SET = Q(name__in=("sign_in.password_set", "sign_in.factor_changed", "council_account.linked"))


def had_credential(person: Person) -> bool:
    """Whether the account ever had a password or a second factor. One query, unless the row was read with it."""
    if "had_credential" not in person.__dict__:
        person = with_credential(Person.objects.all()).get(pk=person.pk)
    return person.has_usable_password() or bool(person.__dict__["had_credential"])


def with_credential(people: QuerySet[Person]) -> QuerySet[Person]:
    """The same people, each read with whether they ever set a password or a second factor."""
    return people.annotate(
        had_credential=Exists(Event.objects.filter(CREDENTIAL_SET, subject_id=OuterRef("pk")))
    )


def holds_before_taken(person: Person) -> bool:
    """Whether an account that nobody has signed in to holds a duty already, where two people see to it that none does."""
    return settings.HOLDERS_INTRODUCE_THEMSELVES and _holding().filter(person=person).exists()


def _holding() -> QuerySet[Duty]:
    return Duty.objects.filter(in_force_between(today(), None))


def without_credential() -> QuerySet[Person]:
    """Accounts for which an administrator may make a first link: their holder has set neither a password nor a second factor yet."""
    people = Person.objects.active().filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    people = people.exclude(pk__in=Event.objects.filter(CREDENTIAL_SET).values("subject_id"))
    if settings.HOLDERS_INTRODUCE_THEMSELVES:
        people = people.exclude(pk__in=_holding().values("person"))
    rows: QuerySet[Person] = people.order_by("name")
    return rows
