"""Sessions and second factors straight in SQL, as each role of the database: none without its owner's own event."""

import psycopg
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import IntegrityError, connection, transaction

from tests import given, server
from tests.organisation.factors import with_codes
from tests.pages import signed_in
from watchbook.audit_log.record import record
from watchbook.organisation.failed_sign_ins import FAILED
from watchbook.organisation.second_factor import FACTOR_CHANGED
from watchbook.organisation.sign_in import SIGNED_IN

SESSION = (
    "INSERT INTO organisation_session VALUES ('of-a-thief', 'copied', now() + interval '1 hour', %(victim)s)"
)
OWN = "UPDATE organisation_session SET person_id = %(victim)s WHERE person_id = %(thief)s"
FACTOR = "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%(victim)s, 'webauthn', '{}', now())"
WAYS = {
    "a session made": SESSION,
    "one's own session with another's name": OWN,
    "a factor added": FACTOR,
    "a factor exchanged": 'UPDATE mfa_authenticator SET data = \'{"secret": "of a thief"}\' WHERE user_id = %(victim)s',
    "a spent code made good": "UPDATE mfa_authenticator SET data = jsonb_set(data, '{used_mask}', '0') WHERE type = 'recovery_codes'",
    "a factor taken off": "DELETE FROM mfa_authenticator WHERE user_id = %(victim)s",
}
NEVER = {
    "another's session under a key of one's own": "UPDATE organisation_session SET session_key = 'x' WHERE person_id = %(victim)s",
    "one's own factor for another": "UPDATE mfa_authenticator SET user_id = %(thief)s WHERE type = 'totp'",
}


@pytest.fixture
def both(committed_people):
    """A victim and a thief, each signed in, the victim with codes from an app."""
    with transaction.atomic():
        codes = RecoveryCodes.activate(with_codes(committed_people.ada))
        record(FACTOR_CHANGED, subject=committed_people.ada, by=committed_people.ada, at=given.AT, what="x")
    assert codes.validate_code(codes.get_unused_codes()[0])  # a use needs no event
    signed_in(committed_people.ada)
    signed_in(committed_people.ines)
    return {"victim": committed_people.ada.id, "thief": committed_people.ines.id}


def test_no_role_makes_a_session_or_a_factor_without_its_owners_event(committed, both, record_property):
    tried = 0
    for role in ("app", "sealer", "reader", "backup", "capture"):
        refusal = (
            psycopg.errors.IntegrityConstraintViolation
            if role == "app"
            else psycopg.errors.InsufficientPrivilege
        )
        with server.as_database_role(role, database=committed) as sql:
            for way, statement in {**WAYS, **NEVER}.items():
                with pytest.raises(refusal) as refused:
                    sql.execute(statement, both)
                said = "never changed" if way in NEVER else "left no event"
                assert role != "app" or said in str(refused.value), way
                tried += 1
    record_property("ways tried in SQL", tried)


@transaction.atomic
def beside(event, *, by, statement, about):
    """A statement straight in SQL beside an event about the same person."""
    record(event, subject=about, by=by, at=given.AT, **({"what": "x"} if event is FACTOR_CHANGED else {}))
    with connection.cursor() as cursor:
        cursor.execute(statement, {"victim": about.id})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(("statement", "own"), [(SESSION, SIGNED_IN), (FACTOR, FACTOR_CHANGED)])
def test_another_event_does_not_do_nor_one_by_somebody_else(people, statement, own):
    with pytest.raises(IntegrityError, match="left no event"):
        beside(FAILED, by=people.ada, statement=statement, about=people.ada)
    with pytest.raises(IntegrityError, match="left no event"):
        beside(own, by=people.ines, statement=statement, about=people.ada)
    beside(own, by=people.ada, statement=statement, about=people.ada)
