"""One act at a time on accounts and duties, so that each rule sees what the act before it left: who holds which duty, who can sign in."""

from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from watchbook.acting.refusals import WrongState
from watchbook.organisation.models import Person

WITHIN = "20s"  # that an act waits for those before it
PLACES = 8  # one acts, seven wait: whoever waits holds a thread that others need
PLACE = "SELECT EXISTS (SELECT FROM generate_series(1, %s) AS place WHERE pg_try_advisory_xact_lock(hashtext('turn'), place))"
AUTHORITY = (
    "SET LOCAL lock_timeout = '{within}'; SELECT id FROM organisation_authority FOR NO KEY UPDATE{at_once};"
    " SET LOCAL lock_timeout = DEFAULT"
)


def take_turn(by: Person, *, waits: bool = True) -> None:
    """Wait for the acts on accounts and duties under way, until whose end none begins, and read anew who acts. Three queries.

    An act takes it before any other row, so that no two wait for each other. One that takes long itself, an import, does not
    wait: when the act under way ends, whoever waited comes first. Raises WrongState where it is not its turn in time.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(PLACE, [PLACES])
            (has_place,) = cursor.fetchone()
            if not has_place:
                raise WrongState(_not_now())
            cursor.execute(AUTHORITY.format(within=WITHIN, at_once="" if waits else " NOWAIT"))
    except OperationalError as failure:
        if not isinstance(failure.__cause__, LockNotAvailable):
            raise
        raise WrongState(_not_now()) from None
    by.kept.clear()  # the act before may have changed it
    by.refresh_from_db(fields=["is_active"])


def _not_now() -> str:
    return _(
        "You cannot do this now: other changes to accounts or duties are under way, perhaps an import. Nothing was changed. Try again in a minute."
    )
