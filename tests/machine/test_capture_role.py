"""The capture role: the real worker takes captures under it, and SQL under it reads no password and changes nothing else."""

from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from tests import server
from tests.authorisations import given as authorisations
from tests.capture.bundles import office
from tests.evidence import given
from tests.fixtures import point_django_at
from tests.given import AT
from tests.looks import given as looks
from tests.organisation.factors import with_codes
from tests.pages import signed_in
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import record
from watchbook.authorisations.queries.in_force import in_force_for
from watchbook.evidence import capture, memory_folder
from watchbook.evidence.models import Capture
from watchbook.files import removal
from watchbook.machine import capture_working, installation, programs, schema_guards
from watchbook.machine.capture_working import Working
from watchbook.machine.wish import Wish
from watchbook.organisation.second_factor import FACTOR_CHANGED

NOT_ITS_OWN = psycopg.errors.InsufficientPrivilege
# What each needs is there for a person: a session, a password, a factor, a look, a capture that is held, another under way.
REFUSED = {
    "a session read": "SELECT session_key FROM organisation_session",
    "a session made": "INSERT INTO organisation_session VALUES ('of-a-thief', 'copied', now() + interval '1 hour', %(victim)s)",
    "a session ended": "DELETE FROM organisation_session",
    "a password read": "SELECT password FROM organisation_person",
    "a whole account read": "SELECT * FROM organisation_person",
    "names and addresses read": "SELECT name, email FROM organisation_person",
    "a password set": "UPDATE organisation_person SET password = 'x' WHERE id = %(victim)s",
    "an account made the system": "UPDATE organisation_person SET is_system = true WHERE id = %(victim)s",
    "a second factor read": "SELECT data FROM mfa_authenticator",
    "a second factor added": "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%(victim)s, 'webauthn', '{}', now())",
    "a second factor taken off": "DELETE FROM mfa_authenticator",
    "an account at the council's sign-in read": "SELECT * FROM organisation_councilaccount",
    "a duty read": "SELECT * FROM organisation_duty",
    "a duty granted": "UPDATE organisation_duty SET state = 'granted'",
    "an authorisation's words read": "SELECT envelope FROM authorisations_authorisation",
    "an authorisation prolonged": "UPDATE authorisations_authorisation SET ends_on = ends_on + 90",
    "a person under an authorisation": "INSERT INTO authorisations_authorisedsubject (id) VALUES (gen_random_uuid())",
    "a look's words read": "SELECT envelope FROM looks_look",
    "a subject's name read": "SELECT envelope FROM investigations_subject",
    "a look changed": "UPDATE looks_look SET basis = 'triage'",
    "a look deleted": "DELETE FROM looks_look",
    "a capture made up": "INSERT INTO evidence_capture (id) VALUES (gen_random_uuid())",
    "a capture deleted": "DELETE FROM evidence_capture",
    "a capture put under another look": "UPDATE evidence_capture SET look_id = look_id",
    "a capture in another's name": "UPDATE evidence_capture SET asked_by_id = %(victim)s",
    "a capture called irrelevant": "UPDATE evidence_capture SET is_relevant = false",
    "a capture that is held failed": "UPDATE evidence_capture SET state = 'failed' WHERE id = %(held)s",
    "a capture that is held with another content": "UPDATE evidence_capture SET file_sha256 = repeat('0', 64) WHERE id = %(held)s",
    "a capture that is held with another end": "UPDATE evidence_capture SET status = 'PARTIAL', stamps_missing = '{}' WHERE id = %(lacking)s",
    "a capture that an exhibit rests on with another content": "UPDATE evidence_capture SET file_sha256 = 'another', stamps_missing = '{}' WHERE id = %(exhibited)s",
    "a custody entry made up": "INSERT INTO evidence_custodyentry (id) VALUES (gen_random_uuid())",
    "an exhibit read": "SELECT * FROM evidence_exhibit",
    "an event altered": "UPDATE audit_log_event SET name = 'x'",
    "an event deleted": "DELETE FROM audit_log_event",
    "an event's facts read": "SELECT fields FROM audit_log_event",
    "an event's secret read": "SELECT seed FROM audit_log_eventsecret",
    "an event's secret erased": "SELECT audit_log_erase(id) FROM audit_log_event",
    "an event of another kind": "INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields)"
    " SELECT gen_random_uuid(), 'sign_in.password_set', 'evidence_capture', %(held)s, id, now(), '{}' FROM organisation_person WHERE is_system",
    "an event about another table": "INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields)"
    " SELECT gen_random_uuid(), 'capture.held', 'looks_look', %(held)s, id, now(), '{}' FROM organisation_person WHERE is_system",
    "an event in a person's name": "INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields)"
    " VALUES (gen_random_uuid(), 'capture.held', 'evidence_capture', %(held)s, %(victim)s, now(), '{}')",
    "an event of a moment that it chose": "INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields, recorded_at)"
    " SELECT gen_random_uuid(), 'capture.held', 'evidence_capture', %(held)s, id, now(), '{}', now() FROM organisation_person WHERE is_system",
    "a leaf taken away": "DELETE FROM audit_log_pending",
    "a leaf sealed": "SELECT audit_log_take(1)",
    "the order to destroy a key": "INSERT INTO keys_keydestruction (id, item) VALUES (gen_random_uuid(), %(held)s)",
    "the search by a name": "SELECT * FROM keys_blindindexentry",
    "a hold ended": "UPDATE retention_legalhold SET ended_at = now()",
    "a job": "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'x')",
    "a cached value": "SELECT * FROM django_cache",
    "a large object": "SELECT lo_create(0)",
    "a guard switched off": "ALTER TABLE evidence_capture DISABLE TRIGGER ALL",
    "its own guard dropped": "DROP TRIGGER only_of_captures ON audit_log_event",
    "its own guard replaced": "CREATE OR REPLACE FUNCTION evidence_only_under_way() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "every guard passed by": "SET session_replication_role = replica",
    "a table made": "CREATE TABLE mine ()",
    "a temporary table": "CREATE TEMP TABLE organisation_person (id uuid, is_system boolean)",
    "the web server's role": f"SET ROLE {server.PREFIX}_app",
    "the owner's role": f"SET ROLE {server.PREFIX}_owner",
    "a file of the server": "COPY evidence_capture TO PROGRAM 'true'",
}
FUNCTIONS = """
    SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND has_function_privilege(oid, 'EXECUTE')
"""


@contextmanager
def working_as_capture(database, monkeypatch, **means):
    """The real worker under its role; only the browser is a stand-in. What it said must be nothing."""
    said = []
    with given.a_worker(**means) as worker:
        monkeypatch.setattr(memory_folder, "the_folder", lambda: worker.folder)
        monkeypatch.setattr(capture_working, "means", lambda: worker)
        point_django_at(database, role="capture")
        try:
            yield Working(say=said.append, stopping=Wish())
        finally:
            point_django_at(database)
    assert said == []


def events_of(row):
    return list(Event.objects.filter(subject_id=row.id).order_by("number").values_list("name", flat=True))


def kept_files():
    return {path.name for path in settings.FILES_FOLDER.rglob("*") if path.is_file()}


def test_its_program_takes_the_role():
    assert programs.capture_worker().environment["WATCHBOOK_DATABASE_ROLE"] == "capture"


def test_a_capture_is_taken_sealed_and_held_under_it_on_either_basis(
    committed, committed_people, monkeypatch
):
    subject = looks.a_subject(committed_people, profile="")
    looks.a_plan(committed_people, subject, at=timezone.now())
    rows = [given.a_capture(committed_people)]
    rows += [given.a_capture(committed_people, given.a_look(committed_people, subject=subject)) for _ in "ab"]
    assert rows[0].look.basis != rows[1].look.basis
    with working_as_capture(committed, monkeypatch) as working:
        assert [working.round() for _ in range(4)] == [0.0, 0.0, 0.0, capture_working.EVERY]
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.status) == ("held", "COMPLETE")
        assert events_of(row) == [f"capture.{one}" for one in ("asked", "begun", "sealed", "held")]
    assert {row.file_sha256 for row in rows} == kept_files()


def test_one_that_fails_or_was_left_by_a_dead_worker_is_settled_under_it(
    committed, committed_people, monkeypatch
):
    failing = given.a_capture(committed_people)
    dead = capture.begin(given.a_capture(committed_people), by=given.the_system(), at=timezone.now())
    with working_as_capture(committed, monkeypatch, child=("/bin/false",)) as working:
        assert [working.round(), working.round()] == [0.0, capture_working.EVERY]
    for row in (failing, dead):
        row.refresh_from_db()
        assert (row.state, events_of(row)[-1]) == ("failed", "capture.failed")
    assert kept_files() == set()


def test_a_time_stamp_that_was_to_come_is_added_under_it(committed, committed_people, monkeypatch, stampers):
    told = {"authorities": stampers.authorities, "send": stampers.post}
    row = given.a_held_capture(committed_people, **told)
    assert row.stamps_missing
    stampers.second.mute = False
    with working_as_capture(committed, monkeypatch, **told) as working:
        assert working.round() == capture_working.EVERY
    after = Capture.objects.get()
    assert (after.stamps_missing, after.manifest_sha256) == ([], row.manifest_sha256)
    assert (events_of(row)[-1], kept_files()) == ("time_stamp.added", {after.file_sha256})
    assert after.file_sha256 != row.file_sha256


def test_it_reads_what_a_look_rests_on_and_every_column_that_names_a_file(committed, committed_people):
    subject = looks.a_subject(committed_people, profile="")
    row = authorisations.in_force(committed_people, subject=subject)
    at = row.effective_from + timedelta(hours=1)
    authorisations.reviewed(committed_people, row, at=at, next_due_on=(at + timedelta(days=7)).date())
    point_django_at(committed, role="capture")
    (found,) = in_force_for(subject, at=at)
    names = removal.kept(["0" * 64])
    point_django_at(committed)
    assert (found.id, names) == (row.id, set())


@pytest.fixture
def stampers(tmp_path):
    """Two authorities, of whom the second says nothing yet."""
    made = office(tmp_path)
    made.second.mute = True
    return made


@pytest.fixture
def named(committed_people, stampers):
    """A victim with a session and a second factor; captures: held, lacking a time stamp, with an exhibit, under way."""
    with transaction.atomic():
        with_codes(committed_people.ada)
        record(FACTOR_CHANGED, subject=committed_people.ada, by=committed_people.ada, at=AT, what="x")
    signed_in(committed_people.ada)
    told = {"authorities": stampers.authorities, "send": stampers.post}
    held, lacking = given.a_held_capture(committed_people), given.a_held_capture(committed_people, **told)
    exhibit = given.an_exhibit(committed_people, **told)
    capture.begin(given.a_capture(committed_people), by=given.the_system(), at=timezone.now())
    return {
        "victim": committed_people.ada.id,
        "held": held.id,
        "lacking": lacking.id,
        "exhibited": exhibit.capture_id,
    }


def test_by_sql_it_is_refused_whatever_is_not_a_captures_own(committed, named, record_property):
    with server.as_database_role("capture", database=committed) as sql:
        for way, statement in REFUSED.items():
            with pytest.raises(NOT_ITS_OWN):
                pytest.fail(f"{way}: {sql.execute(statement, named).statusmessage}")
        own = sql.execute(FUNCTIONS).fetchall()
    assert {name for (name,) in own} == {
        f"audit_log_{name}" for name in ("mode", "recorded_at", "refuse_change", "require_event")
    }
    record_property("statements refused to the capture role", len(REFUSED))
    assert Capture.objects.get(pk=named["held"]).state == "held"


def test_a_capture_under_way_moves_with_its_event_alone(committed, named):
    with server.as_database_role("capture", database=committed) as sql:
        changed = "UPDATE evidence_capture SET state = 'failed', ended_at = now() WHERE state = 'running'"
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="left no event"):
            sql.execute(changed)
        sql.execute("UPDATE evidence_capture SET steps = steps + 1 WHERE state = 'running'")  # how far it is


def test_a_home_of_before_gets_its_rights_by_a_migration_that_can_be_taken_back(committed):
    def guards():
        with server.as_database_role("app", database=committed) as sql:
            return schema_guards.measured(sql, prefix=server.PREFIX)

    fresh = guards()
    point_django_at(committed, role="owner")
    call_command("migrate", "machine", "0001", interactive=False, verbosity=0)
    with server.as_database_role("capture", database=committed) as sql, pytest.raises(NOT_ITS_OWN):
        sql.execute("SELECT state FROM evidence_capture")
    call_command("migrate", "machine", interactive=False, verbosity=0)
    assert guards() == fresh


def test_a_start_makes_the_role_on_its_own_server_and_asks_for_it_on_another(monkeypatch):
    done = []
    monkeypatch.setattr(installation, "ensure_roles", lambda _places, prefix: done.append(("made", prefix)))
    monkeypatch.setattr(
        installation, "check_roles", lambda owner, prefix: done.append((owner["user"], prefix))
    )
    installation.see_to_roles()
    monkeypatch.setattr(installation, "is_embedded", lambda: False)
    monkeypatch.setattr(installation, "parameters", lambda role: {"user": role})
    installation.see_to_roles()
    assert done == [("made", installation.prefix()), ("owner", installation.prefix())]
