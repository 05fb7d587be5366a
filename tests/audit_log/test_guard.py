"""What PostgreSQL itself refuses, shown by going straight to SQL as the app role; acts commit for real."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from psycopg import errors

from tests import given
from watchbook.audit_log.models import Event, EventSecret, Pending
from watchbook.governance.letters.models import LetterReceived
from watchbook.organisation import person
from watchbook.organisation.models import Duty, Person, Service

NEVER_CHANGED = "never changed"
NO_EVENT = "left no event in the audit log"
CLOCK = "recorded_at is set by the database"


def test_an_act_without_its_event_is_refused(committed_people, monkeypatch):
    monkeypatch.setattr(person, "record_row", lambda *_, **__: None)
    with pytest.raises(IntegrityError, match=NO_EVENT):
        person.add(email="x@council.invalid", name="X", service=None, by=committed_people.ada, at=given.AT)
    assert not Person.objects.filter(email="x@council.invalid").exists()


def test_a_row_inserted_by_sql_without_an_event_is_refused(committed_people, as_app):
    with pytest.raises(errors.IntegrityConstraintViolation, match=NO_EVENT):
        as_app.execute("INSERT INTO organisation_service (id, name) VALUES (gen_random_uuid(), 'Sneaky')")


@pytest.mark.parametrize("statement", [
    "UPDATE organisation_service SET name = 'Renamed'",
    "UPDATE organisation_duty SET until_on = '2026-12-31'",
    "UPDATE organisation_person SET email = 'other@council.invalid' WHERE email LIKE 'nell%'",
])  # fmt: skip
def test_a_row_updated_by_sql_without_an_event_is_refused(committed_people, as_app, statement):
    with pytest.raises(errors.IntegrityConstraintViolation, match=NO_EVENT):
        as_app.execute(statement)


def test_an_event_about_another_row_does_not_count(committed_people):
    def two_services_one_event():
        with transaction.atomic():
            Service.objects.create(name="Unsaid")
            person.close(committed_people.nell, by=committed_people.ada, at=given.AT)

    with pytest.raises(IntegrityError, match=NO_EVENT):
        two_services_one_event()


def test_an_event_of_an_earlier_transaction_does_not_count(committed_people, as_app):
    row = Service.objects.get()
    with pytest.raises(errors.IntegrityConstraintViolation, match=NO_EVENT):
        as_app.execute("UPDATE organisation_service SET name = 'Later' WHERE id = %s", [row.id])


def test_a_session_cannot_switch_the_guard_off(committed_people, as_app):
    triggers = as_app.execute(
        "SELECT array_agg(tgname::text) FROM pg_trigger WHERE NOT tgisinternal"
    ).fetchone()[0]
    as_app.execute("SELECT set_config('pgtrigger.ignore', %s, false)", ["{" + ",".join(triggers) + "}"])
    with pytest.raises(errors.IntegrityConstraintViolation, match=NO_EVENT):
        as_app.execute("UPDATE organisation_service SET name = 'Renamed'")
    with pytest.raises(errors.InsufficientPrivilege):
        as_app.execute("SET session_replication_role = replica")
    with pytest.raises(errors.InsufficientPrivilege):
        as_app.execute("ALTER TABLE organisation_service DISABLE TRIGGER ALL")


def test_a_temporary_table_cannot_stand_in_for_the_log(committed_people, as_app):
    with pytest.raises(errors.InsufficientPrivilege):
        as_app.execute("CREATE TEMP TABLE audit_log_event (LIKE public.audit_log_event)")
    as_app.execute("SET search_path = pg_temp, public")
    with pytest.raises(errors.IntegrityConstraintViolation, match=NO_EVENT):
        as_app.execute("UPDATE public.organisation_service SET name = 'Renamed'")


@pytest.mark.parametrize("table", ["audit_log_event", "audit_log_eventsecret"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_app_role_cannot_change_the_log(committed_people, as_app, table, verb):
    column = {"audit_log_event": "name = 'x'", "audit_log_eventsecret": "seed = ''"}[table]
    with pytest.raises(errors.InsufficientPrivilege):
        as_app.execute(verb.format(table, column))


@pytest.mark.parametrize("statement", [
    "UPDATE audit_log_event SET name = 'x'",
    "DELETE FROM audit_log_eventsecret",
    "TRUNCATE audit_log_event CASCADE",
    "UPDATE audit_log_eventsecret SET seed = ''",
])  # fmt: skip
def test_even_the_owner_of_the_tables_is_refused_by_the_trigger(committed_people, as_owner, statement):
    with pytest.raises(errors.IntegrityConstraintViolation, match=NEVER_CHANGED):
        as_owner.execute(statement)


def test_the_app_role_can_neither_read_back_nor_take_what_waits_for_the_sealer(committed_people, as_app):
    for statement in ("UPDATE audit_log_pending SET leaf = ''", "DELETE FROM audit_log_pending"):
        with pytest.raises(errors.InsufficientPrivilege):
            as_app.execute(statement)


def test_the_app_role_cannot_say_what_the_database_is_for(committed_people, as_app):
    for statement in (
        "UPDATE audit_log_installation SET mode = 'demo'",
        "DELETE FROM audit_log_installation",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            as_app.execute(statement)


def test_recorded_at_set_by_a_loader_is_refused_in_production(committed_people, as_owner, as_app):
    as_owner.execute("UPDATE audit_log_installation SET mode = 'production'")
    event = (
        "INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields, commitment, recorded_at) "
        "VALUES (gen_random_uuid(), 'x', 'x', gen_random_uuid(), gen_random_uuid(), now(), '{}', sha256('x'), '2017-04-03')"
    )
    with pytest.raises(errors.IntegrityConstraintViolation, match=CLOCK):
        as_app.execute(event)
    as_app.execute("SELECT set_config('watchbook.recorded_at', '2017-04-03', false)")
    with pytest.raises(errors.IntegrityConstraintViolation, match=CLOCK):
        as_app.execute(event.replace(", recorded_at", "").replace(", '2017-04-03'", ""))


def test_recorded_at_may_be_set_by_a_loader_in_a_demonstration_but_never_moved(committed_people, as_app):
    letter = given.a_letter(committed_people)
    with pytest.raises(errors.IntegrityConstraintViolation, match=CLOCK):
        as_app.execute(
            "UPDATE governance_letterreceived SET recorded_at = '2017-04-03' WHERE id = %s", [letter.id]
        )


def test_a_letter_is_never_overwritten(committed_people, as_app):
    letter = given.a_letter(committed_people)
    for change in ("file_sha256 = 'x'", "dated_on = '2016-03-20'", "subject = 'x'"):
        with pytest.raises(errors.IntegrityConstraintViolation, match=NEVER_CHANGED):
            as_app.execute(f"UPDATE governance_letterreceived SET {change} WHERE id = %s", [letter.id])


def test_a_duty_granted_by_its_own_holder_is_refused(committed_people, as_app):
    ada, bashir = committed_people.ada, committed_people.bashir
    insert = (
        "INSERT INTO organisation_duty (id, person_id, kind, state, from_on, proposed_by_id, decided_by_id, decided_at) "
        "VALUES (gen_random_uuid(), %s, 'solicitor', 'granted', '2026-03-02', %s, %s, now())"
    )
    with pytest.raises(errors.CheckViolation, match="duty_not_granted_by_its_holder"):
        as_app.execute(insert, [ada.id, bashir.id, ada.id])
    with pytest.raises(errors.CheckViolation, match="duty_granted_by_a_second_person"):
        as_app.execute(insert, [ada.id, bashir.id, bashir.id])


def test_a_third_founding_seat_does_not_exist(committed_people, as_app):
    nell = committed_people.nell
    insert = (
        "INSERT INTO organisation_duty (id, person_id, kind, state, from_on, proposed_by_id, founding_seat) "
        "VALUES (gen_random_uuid(), %s, %s, 'granted', '2026-03-02', %s, %s)"
    )
    with pytest.raises(errors.CheckViolation, match="founding_seats_are_two_administrators"):
        as_app.execute(insert, [nell.id, "system_administrator", nell.id, 3])
    with pytest.raises(errors.UniqueViolation):
        as_app.execute(insert, [nell.id, "system_administrator", nell.id, 1])
    with pytest.raises(errors.CheckViolation, match="founding_seats_are_two_administrators"):
        as_app.execute(insert, [nell.id, "authorising_officer", nell.id, 2])


def test_an_act_leaves_its_event_its_secret_and_its_pending_leaf(committed_people):
    events = Event.objects.count()
    given.a_letter(committed_people)
    assert Event.objects.count() == events + 1
    assert EventSecret.objects.count() == Pending.objects.count() == events + 1


def test_tests_connect_as_the_app_role(committed):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert {name.rsplit("_", 1)[1] for name in cursor.fetchone()} == {"app"}


def test_the_app_role_cannot_create_or_drop_tables(committed, as_app):
    for statement in (
        "CREATE TABLE x (a int)",
        "DROP TABLE organisation_service",
        "ALTER TABLE organisation_service ADD x int",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            as_app.execute(statement)


def test_nothing_is_deleted_where_no_right_was_granted(committed_people, as_app):
    for table in (
        "organisation_person",
        "organisation_duty",
        "organisation_service",
        "organisation_authority",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            as_app.execute(f"DELETE FROM {table}")


def test_models_cannot_be_deleted_through_django_either(committed_people):
    with pytest.raises(ProgrammingError):
        Duty.objects.all().delete()
    with pytest.raises(IntegrityError, match=NO_EVENT):
        LetterReceived.objects.filter(pk=given.a_letter(committed_people).pk).delete()
