"""The attacks on guards, for `attack.py`: triggers, functions, rights, roles, the catalogue and the server itself."""

from django.conf import settings

from tools.attacks import Attack, alter_system, index_emptied, let_in, network_let_in, plain, set_in_file
from watchbook.machine import installation

APP = f'"{settings.DATABASE_ROLES["app"]}"'
OWNER = f'"{settings.DATABASE_ROLES["owner"]}"'
GUARDS = [
    plain("guard: a trigger dropped", "DROP TRIGGER row_digest ON organisation_person"),
    plain("guard: a trigger switched off", "ALTER TABLE looks_look DISABLE TRIGGER USER"),
    plain(
        "guard: a trigger that fires only for replicas",
        "ALTER TABLE looks_look ENABLE REPLICA TRIGGER row_digest",
    ),
    plain(
        "guard: the function of digests emptied",
        "CREATE OR REPLACE FUNCTION audit_log_row_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN NULL; END'",
    ),
    plain(
        "guard: the function of refusals emptied",
        "CREATE OR REPLACE FUNCTION audit_log_refuse_change(about_table text) RETURNS void LANGUAGE plpgsql AS 'BEGIN END'",
    ),
    plain(
        "guard: the function that takes leaves replaced",
        "CREATE OR REPLACE FUNCTION audit_log_take(most integer) RETURNS TABLE (number bigint, event_id uuid, leaf bytea) LANGUAGE sql SECURITY DEFINER AS 'SELECT number, event_id, leaf FROM audit_log_pending WHERE false'",
    ),
    plain("guard: the owner of a table", f"ALTER TABLE governance_document OWNER TO {APP}"),
    plain("guard: a right given", f"GRANT DELETE ON audit_log_event TO {APP}"),
    plain("guard: a right to one column given", f"GRANT UPDATE (name) ON audit_log_event TO {APP}"),
    plain("guard: the app made a member of the owner", f"GRANT {OWNER} TO {APP}"),
    plain("guard: the app made superuser", f"ALTER ROLE {APP} SUPERUSER"),
    plain(
        "guard: the app's sessions are replicas", f"ALTER ROLE {APP} SET session_replication_role = 'replica'"
    ),
    plain("guard: another search path for the app", f"ALTER ROLE {APP} SET search_path = pg_temp, public"),
    plain(
        "guard: a constraint dropped",
        "DO $$ DECLARE c text; BEGIN SELECT conname INTO c FROM pg_constraint WHERE conrelid = 'organisation_duty'::regclass AND contype = 'c' LIMIT 1; EXECUTE format('ALTER TABLE organisation_duty DROP CONSTRAINT %I', c); END $$",
    ),
    plain(
        "guard: another default for a column",
        "ALTER TABLE governance_document ALTER recorded_at SET DEFAULT '2020-01-01'",
    ),
    plain(
        "guard: a view in the place of a table",
        "ALTER TABLE foi_publication RENAME TO foi_publication_true",
        "CREATE VIEW foi_publication AS SELECT * FROM foi_publication_true WHERE false",
        f"GRANT SELECT, INSERT ON foi_publication TO {APP}",
    ),
    plain(
        "guard: a rule on a table",
        "CREATE RULE nothing AS ON DELETE TO governance_document DO INSTEAD NOTHING",
    ),
    plain("guard: a policy that hides rows", "ALTER TABLE governance_document ENABLE ROW LEVEL SECURITY"),
    plain(
        "guard: rows in a child table", "CREATE TABLE more_letters () INHERITS (governance_letterreceived)"
    ),
    plain(
        "guard: a function of PostgreSQL in another form",
        "CREATE FUNCTION pg_catalog.sha256(text) RETURNS bytea LANGUAGE sql AS $$ SELECT ''::bytea $$",
    ),
    plain(
        "guard: an event trigger",
        "CREATE FUNCTION public.quiet() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE EVENT TRIGGER quiet ON ddl_command_end EXECUTE FUNCTION public.quiet()",
    ),
    plain("guard: a table that no crash spares", "ALTER TABLE web_press SET UNLOGGED"),
    plain("guard: another column", "ALTER TABLE organisation_person ADD COLUMN may_all boolean DEFAULT true"),
    plain(
        "guard: another time zone for the whole database",
        f'ALTER DATABASE "{installation.database_name()}" SET "TimeZone" = \'Asia/Tokyo\'',
    ),
    plain(
        "guard: an operator of PostgreSQL that says yes too often",
        "SET allow_system_table_mods = on",
        "UPDATE pg_operator SET oprcode = 'byteale' WHERE oprname = '=' AND oprleft = 'bytea'::regtype",
    ),
    plain(
        "guard: a table that says it has no triggers",
        "UPDATE pg_class SET relhastriggers = false WHERE relname = 'governance_document'",
    ),
    plain(
        "guard: a table that says it has no checks",
        "UPDATE pg_class SET relchecks = 0 WHERE relname = 'organisation_duty'",
    ),
    plain(
        "guard: a unique index that takes no more rows",
        "UPDATE pg_index SET indisready = false WHERE indexrelid = 'organisation_person_pkey'::regclass",
    ),
    plain(
        "guard: events numbered backwards",
        "ALTER SEQUENCE audit_log_event_number INCREMENT -1 MINVALUE -1000",
    ),
    plain(
        "guard: a function that does nothing where a value is missing",
        "ALTER FUNCTION audit_log_refuse_change(text) STRICT",
    ),
    plain(
        "guard: a comparison of PostgreSQL's own turned round",
        "UPDATE pg_proc SET prosrc = 'date_ge' WHERE proname = 'date_gt'",
    ),
    plain("guard: a cast of texts into ids", "CREATE CAST (text AS uuid) WITH INOUT AS IMPLICIT"),
    plain("guard: every table sent to another server", "CREATE PUBLICATION everything FOR ALL TABLES"),
    plain("guard: another superuser", "CREATE ROLE back_door SUPERUSER LOGIN PASSWORD 'x'"),
    plain(
        "guard: a role that may write every table",
        "CREATE ROLE back_door LOGIN PASSWORD 'x'",
        "GRANT pg_write_all_data TO back_door",
    ),
    plain(
        "guard: a view of a table's name before it",
        "CREATE SCHEMA before",
        "CREATE VIEW before.foi_publication AS SELECT * FROM public.foi_publication WHERE false",
        f"ALTER ROLE {APP} SET search_path = before, public",
    ),
    plain(
        "guard: rights to tables that are still to come",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT DELETE ON TABLES TO {APP}",
    ),
    plain(
        "guard: another collation for a column",
        'ALTER TABLE foi_publication ALTER title TYPE varchar(200) COLLATE "ucs_basic"',
    ),
    plain(
        "guard: foreign keys that check nothing",
        "UPDATE pg_trigger SET tgfoid = 'suppress_redundant_updates_trigger'::regproc WHERE tgrelid = 'looks_look'::regclass AND tgisinternal",
    ),
    plain(
        "guard: a function of PostgreSQL that runs with its owner's rights",
        "ALTER FUNCTION query_to_xml(text, boolean, boolean, text) SECURITY DEFINER",
    ),
    plain(
        "guard: the right to switch triggers off",
        f"GRANT SET ON PARAMETER session_replication_role TO {APP}",
    ),
    plain("guard: a right to PostgreSQL's own table", f"GRANT SELECT ON pg_authid TO {APP}"),
    plain(
        "guard: a right to a function of PostgreSQL", "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO PUBLIC"
    ),
    plain(
        "guard: a language in which everybody may write",
        "UPDATE pg_language SET lanpltrusted = true WHERE lanname = 'internal'",
    ),
    plain(
        "guard: rows taken from another server",
        "CREATE SUBSCRIPTION more CONNECTION 'host=192.0.2.1' PUBLICATION more WITH (connect = false, slot_name = NONE, enabled = false)",
    ),
    plain(
        "guard: a table's name among PostgreSQL's own",
        "SET allow_system_table_mods = on",
        "CREATE VIEW pg_catalog.foi_publication AS SELECT * FROM public.foi_publication WHERE false",
    ),
    plain(
        "guard: foreign keys that compare otherwise",
        "UPDATE pg_constraint SET conpfeqop = ARRAY['<>(uuid,uuid)'::regoperator::oid] WHERE contype = 'f'"
        " AND conrelid = 'looks_look'::regclass AND conpfeqop = ARRAY['=(uuid,uuid)'::regoperator::oid]",
    ),
    plain(
        "guard: a view of PostgreSQL's own that says other things",
        "SET allow_system_table_mods = on",
        "CREATE OR REPLACE VIEW information_schema.information_schema_catalog_name AS"
        " SELECT 'elsewhere'::information_schema.sql_identifier AS catalog_name",
    ),
    plain(
        "guard: a table moved to another place",
        "SET allow_in_place_tablespaces = on",
        "CREATE TABLESPACE beside LOCATION ''",
        "ALTER TABLE governance_document SET TABLESPACE beside",
    ),
    plain(
        "guard: texts of a table stored in another way",
        "ALTER TABLE governance_document ALTER title SET STORAGE PLAIN",
    ),
    Attack("guard: a line in the server's settings", set_in_file),
    Attack("guard: the whole network let in by password", network_let_in),
    Attack("guard: an index emptied that says it has every row", index_emptied),
    Attack("guard: a setting for the whole server", alter_system),
    Attack("guard: everybody let in without a password", let_in),
]
