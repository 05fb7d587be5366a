"""What PostgreSQL itself refuses: each table has its guards, in the models, in the migrations and in the database."""

import pytest
from django.apps import apps
from django.core.management.commands import makemigrations
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from tests import server
from tests.architecture.source import listed, our_apps
from tests.audit_log.test_sign import as_superuser
from tests.run import PREFIX
from watchbook.audit_log import row_digests
from watchbook.machine import cluster, schema_guards
from watchbook.machine.connection import connect, in_embedded, role_names

GUARDS = {"needs_event", "recorded_by_the_clock"}
APP = f'"{role_names(PREFIX)["app"]}"'
# Asked at the commit.
DEFERRED = {
    "needs_event",
    "rests_on_decisions",
    "rests_on_what_was_in_force",
    "is_as_strict_as_its_assessment",
    "password_needs_event",
    "person_needs_event",
}
EXEMPT = {
    "audit_log.Event": "it is the event itself: append-only, and dated by the clock",
    "audit_log.EventSecret": "a part of the event: append-only",
    "web.Press": "the hash of a press of a button, which tells nothing and goes after a day",
    "audit_log.Pending": "a leaf that waits: the sealer takes it by deletion",
    "audit_log.RowDigest": "what became of a row: it stays as the transaction of its event left it",
    "audit_log.SealedLog": "how far the log is sealed: it only grows",
    "audit_log.Leaf": "the sealer's: append-only",
    "audit_log.Tile": "the sealer's: it only grows",
    "audit_log.SignedCheckpoint": "the sealer's: append-only",
    "audit_log.PublishedCheckpoint": "the sealer's: append-only",
    "audit_log.TimestampToken": "the sealer's: append-only",
    "audit_log.Cosignature": "the sealer's: append-only",
    "audit_log.Installation": "one row, written by the owner's migration; the app role may only read it",
    "audit_log.RegisterCounter": "a counter: the row that takes its number has the event",
    "organisation.Session": "a browser; whom it is signed in as needs the event of the sign-in",
}
IN_THE_DATABASE = """
    SELECT relname, tgname, tgenabled::text, tgdeferrable AND tginitdeferred, prosrc, proconfig::text
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal
"""


def tables():
    """Every concrete model of our parts."""
    return [model for config in our_apps() for model in config.get_models() if not model._meta.proxy]


def guards(model):
    """The triggers that a model declares, by name."""
    return {trigger.name: trigger for trigger in getattr(model._meta, "triggers", [])}


def test_every_table_of_ours_needs_an_event_and_is_dated_by_the_clock():
    at_once = {one.table for one in row_digests.tables() if one.at_once}
    wrong = [
        model
        for model in tables()
        if model._meta.label not in EXEMPT
        and not guards(model).keys()
        >= GUARDS - ({"needs_event"} if model._meta.db_table in at_once else set())
    ]
    assert not wrong, listed(wrong)


def test_the_exemptions_are_the_logs_own_and_there():
    assert {model._meta.label for model in tables()} >= EXEMPT.keys()
    assert {label for label in EXEMPT if not label.startswith("audit_log.")} == {
        "organisation.Session",
        "web.Press",
    }


def test_what_is_exempt_is_append_only_or_said_to_be_taken():
    ways = (
        {"append_only"},
        {"only_grows"},
        {"only_by_its_act"},
        {"only_erased", "never_deleted", "needs_event"},
    )
    kept = EXEMPT.keys() - {
        "web.Press",
        "audit_log.Pending",
        "audit_log.Installation",
        "audit_log.RegisterCounter",
        "organisation.Session",
    }
    named = {label: guards(apps.get_model(label)).keys() for label in kept}
    wrong = [
        label
        for label, names in named.items()
        if "never_truncated" not in names or not any(way <= names for way in ways)
    ]
    assert not wrong, listed(wrong)


def test_no_guard_has_pgtriggers_way_out():
    wrong = [
        f"{model._meta.label} {name}"
        for model in tables()
        for name, guard in guards(model).items()
        if "ignore" in str(guard.compile(model).install_sql).lower()
    ]
    assert not wrong, listed(wrong)


def test_no_guard_has_the_function_of_another():
    names = [guard.get_pgid(model) for model in tables() for guard in guards(model).values()]
    assert len(names) > 300
    assert len(set(names)) == len(names)


def test_migrations_carry_every_table_and_guard():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = {config.label for config in our_apps()}
    autodetector = makemigrations.Command.autodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps=labels),
    )
    changes = autodetector.changes(graph=loader.graph, convert_apps=labels, trim_to_apps=labels)
    assert not changes


def test_the_database_has_every_guard_switched_on(db):
    with connection.cursor() as cursor:
        cursor.execute(IN_THE_DATABASE)
        there = {(table, name): rest for table, name, *rest in cursor.fetchall()}
    for model in tables():
        for guard in guards(model).values():
            enabled, deferred, source, settings = there[model._meta.db_table, guard.get_pgid(model)]
            assert enabled == "O"
            assert "ignore" not in source
            assert "search_path" in settings
            assert deferred == (guard.name in DEFERRED)


def test_the_log_points_at_nobody():
    models = apps.get_app_config("audit_log").get_models()
    related = {
        field.related_model for model in models for field in model._meta.get_fields() if field.is_relation
    }
    assert {model._meta.app_label for model in related} <= {"audit_log"}


def test_every_table_that_the_log_vouches_for_has_its_trigger(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'row_digest' AND tgenabled = 'O'"
        )
        assert {name for (name,) in cursor.fetchall()} == {one.table for one in row_digests.tables()}


def test_what_is_written_at_once_wants_its_events_by_each_statement(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgtype FROM pg_trigger WHERE tgfoid = 'audit_log_rows_written'::regproc AND tgenabled = 'O'"
        )
        there = cursor.fetchall()
    inserted, deleted, updated = 4, 8, 16
    at_once = [one.table for one in row_digests.tables() if one.at_once]
    assert sorted(there) == sorted(
        (table, kind) for table in at_once for kind in (inserted, deleted, updated)
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pg_class SET relhastriggers = false WHERE relname = 'governance_document'",
        "UPDATE pg_class SET relchecks = 0 WHERE relname = 'organisation_duty'",
        "UPDATE pg_index SET indisready = false WHERE indexrelid = 'organisation_person_pkey'::regclass",
        "UPDATE pg_trigger SET tgfoid = 'suppress_redundant_updates_trigger'::regproc WHERE tgrelid = 'looks_look'::regclass AND tgisinternal",
        "ALTER SEQUENCE audit_log_event_number INCREMENT -1 MINVALUE -1000",
        "ALTER FUNCTION audit_log_refuse_change(text) STRICT",
        "UPDATE pg_proc SET prosrc = 'date_ge' WHERE proname = 'date_gt'",
        "CREATE CAST (text AS uuid) WITH INOUT AS IMPLICIT",
        "CREATE PUBLICATION everything FOR ALL TABLES",
    ],
)
def test_what_postgresql_itself_was_told_is_a_difference(statement):
    with server.fresh_database() as name:
        as_superuser(statement, database=name)
        with server.as_database_role("app", database=name) as connection:
            assert schema_guards.differences(connection, prefix=PREFIX)


def test_rights_and_objects_that_leave_the_tables_as_they_are_are_differences():
    statements = [
        "ALTER FUNCTION query_to_xml(text, boolean, boolean, text) SECURITY DEFINER",
        "GRANT SET ON PARAMETER session_replication_role TO PUBLIC",
        f"GRANT SELECT ON pg_authid TO {APP}",
        f"GRANT SELECT (rolpassword) ON pg_authid TO {APP}",
        "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO PUBLIC",
        "UPDATE pg_language SET lanpltrusted = true WHERE lanname = 'internal'",
        "CREATE SUBSCRIPTION more CONNECTION 'host=192.0.2.1' PUBLICATION more WITH (connect = false, slot_name = NONE, enabled = false)",
        "SET LOCAL allow_system_table_mods = on; CREATE VIEW pg_catalog.foi_publication AS SELECT 1 AS id",
        "UPDATE pg_constraint SET conpfeqop = ARRAY['<>(uuid,uuid)'::regoperator::oid] WHERE contype = 'f'"
        " AND conrelid = 'looks_look'::regclass AND conpfeqop = ARRAY['=(uuid,uuid)'::regoperator::oid]",
        "UPDATE pg_class SET reltablespace = 1663 WHERE relname = 'governance_document'",
        "ALTER TABLE governance_document ALTER title SET STORAGE PLAIN",
        "ALTER TABLE governance_document SET (fillfactor = 10)",
        "CREATE CONVERSION other FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
        "SET LOCAL allow_system_table_mods = on; CREATE OR REPLACE VIEW information_schema.information_schema_catalog_name AS"
        " SELECT 'elsewhere'::information_schema.sql_identifier AS catalog_name",
        "UPDATE pg_database SET datistemplate = true WHERE datname = current_database()",
    ]
    superuser = {"role": "superuser", "user": cluster.SUPERUSER}
    with (
        server.fresh_database() as name,
        connect(in_embedded(server.HOME, **superuser, database=name)) as connection,
    ):
        assert not schema_guards.differences(connection, prefix=PREFIX)
        for statement in statements:
            with connection.transaction(force_rollback=True):
                connection.execute(statement)
                assert schema_guards.differences(connection, prefix=PREFIX), statement


def test_the_catalogue_of_a_servers_version_that_the_release_does_not_know_is_taken_as_it_is():
    carried = schema_guards.carried()
    (known,) = (name for name in carried if name.startswith(schema_guards.CATALOGUE))
    other = {name: said for name, said in carried.items() if name != known}
    assert schema_guards.compared({**other, f"{schema_guards.CATALOGUE}99": "x"}, carried) == []
    assert schema_guards.compared({**other, known: "x"}, carried) != []
    assert schema_guards.measure_of(other) != schema_guards.measure_of(carried)


def test_the_release_carries_the_guards_of_a_database_that_was_just_made(db):
    connection.ensure_connection()
    there = schema_guards.measured(connection.connection, prefix=PREFIX)
    assert schema_guards.compared(there, schema_guards.carried()) == [], "give: python tools/guards.py"
