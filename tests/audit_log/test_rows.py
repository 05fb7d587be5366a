"""Rows changed, put in or taken out past every guard, as a superuser would: each is named."""

import pytest

from tests import given
from tests.audit_log.sealing import a_place, sealed
from tests.audit_log.test_sign import as_superuser
from tests.proof_only import one_in
from watchbook.audit_log import row_verification, verification
from watchbook.audit_log.models import RowDigest
from watchbook.audit_log.sign import one_moment
from watchbook.organisation import service

PAST = "SET session_replication_role = replica"
SAID = {
    "a row changed": ("UPDATE organisation_duty SET until_on = '2030-01-01'", "does not match its newest event"),
    "a row put in": (
        "INSERT INTO organisation_service (id, name, recorded_at) VALUES (gen_random_uuid(), 'X', now())",
        "was added bypassing the audit log",
    ),
    "a row taken out": ("DELETE FROM organisation_duty WHERE id IN (SELECT id FROM organisation_duty LIMIT 1)", "somebody deleted it, bypassing the audit log"),
    "the moment of recording": ("UPDATE organisation_service SET recorded_at = recorded_at - interval '1 year'", "does not match its newest"),
    "a password": ("UPDATE organisation_person SET password = 'x' WHERE NOT is_system", "does not match its newest event"),
    "a counter": ("INSERT INTO audit_log_registercounter VALUES ('L', 9)", "added bypassing"),
    "a session": (
        "INSERT INTO organisation_session SELECT 'x', 'x', now(), id FROM organisation_person LIMIT 1",
        "organisation_session was added bypassing",
    ),
    "a second factor": (
        "INSERT INTO mfa_authenticator (type, data, user_id, created_at) SELECT 'totp', '{}', id, now() FROM organisation_person LIMIT 1",
        "mfa_authenticator was added bypassing",
    ),
    "a digest": ("UPDATE audit_log_rowdigest SET digest = sha256('x') WHERE row_table = 'organisation_service'", "does not match its newest"),
    "a digest under a number of no event": (
        "INSERT INTO audit_log_rowdigest SELECT 'organisation_service', id::text, 9999, sha256('x') FROM organisation_service",
        "no event with the number 9999 commits it",
    ),
    "digests taken out": ("DELETE FROM audit_log_rowdigest WHERE row_table = 'organisation_service'", "does not follow from its event"),
}  # fmt: skip


@pytest.fixture
def place(committed, committed_people, tmp_path):
    place = a_place(tmp_path)
    sealed(committed, place)
    return place


def found(place):
    return verification.problems(key=place.signer.verifier, files=place.files)


@pytest.mark.parametrize("what", one_in(3, SAID))
def test_a_row_that_is_not_as_its_event_left_it_is_named(committed, place, what):
    statement, said = SAID[what]
    as_superuser(PAST, statement, database=committed)
    assert any(said in one for one in found(place)), found(place)


def test_a_changed_row_whose_digest_was_changed_with_it_is_found_by_its_event(committed, place):
    as_superuser(
        PAST,
        "UPDATE organisation_service SET name = 'Y'",
        "UPDATE audit_log_rowdigest SET digest = (SELECT sha256(convert_to(to_jsonb(s)::text, 'UTF8')) FROM organisation_service s)"
        " WHERE row_table = 'organisation_service'",
        database=committed,
    )
    assert any("does not follow from its event" in one for one in found(place))


def test_a_column_that_came_later_and_is_empty_changes_no_digest(committed, place):
    as_superuser("ALTER TABLE organisation_service ADD COLUMN later text", database=committed)
    assert found(place) == []
    as_superuser(PAST, "UPDATE organisation_service SET later = 'x'", database=committed)
    assert any("does not match its newest" in one for one in found(place))


def since(verified):
    with one_moment():
        return list(row_verification.problems(verified))


@pytest.mark.parametrize(
    "what", one_in(3, [one for one in SAID if one not in {"a digest", "digests taken out"}])
)
def test_a_later_run_finds_what_was_written_since(committed, committed_people, place, what):
    with one_moment():
        verified = row_verification.verified()
    row = service.add(name="New", by=committed_people.ada, at=given.AT)
    assert since(verified) == []
    as_superuser(PAST, SAID[what][0], database=committed)
    assert since(verified), what
    assert RowDigest.objects.filter(row_id=str(row.id)).exclude(number=9999).count() == 1
