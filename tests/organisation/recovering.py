"""Recoveries reached by the real acts."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests import given
from tests.people import PASSWORD
from watchbook.organisation import person, recovery, sign_in
from watchbook.organisation.models import Lost
from watchbook.organisation.states import IdentityCheck

LONG_AGO = timedelta(days=9)  # an hour of office time is in it, whatever holidays there are
SEEN = IdentityCheck.STAFF_PASS


def with_password(somebody):
    """The same person, who set a password."""
    sign_in.set_hashed_password(somebody, make_password(PASSWORD), by=somebody, at=given.AT)
    return somebody


def a_colleague(people):
    """Somebody outside the cast, with a password and no duty."""
    added = person.add(email="carys@council.invalid", name="Carys", service=None, by=people.ada, at=given.AT)
    return with_password(added)


def asked(people, whose, *, at=None, lost=Lost.PASSWORD):
    """Ada asks."""
    return recovery.ask(whose, lost=lost, identity=SEEN, by=people.ada, at=at or timezone.now())


def a_recovery_by_bashir(people, whose):
    """Bashir asks, so that Ada may decide."""
    return recovery.ask(whose, lost=Lost.PASSWORD, identity=SEEN, by=people.bashir, at=timezone.now())


def agreed(people, whose, *, ago=LONG_AGO, lost=Lost.PASSWORD):
    """Ada asked and Bashir agreed, so long ago."""
    at = timezone.now() - ago - timedelta(seconds=1)
    return recovery.agree(asked(people, whose, at=at, lost=lost), by=people.bashir, at=at)


def link_of(people, whose):
    """The path of a recovery link, after the wait."""
    return made(agreed(people, whose), by=people.bashir)


def made(row, *, by, at=None):
    """The link of a recovery, made by one who saw a staff pass."""
    return recovery.make_link(row, identity=SEEN, by=by, at=at or timezone.now())
