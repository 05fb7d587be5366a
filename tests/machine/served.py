"""A small served database: its schema, who may do what in it, and homes that hold it."""

import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.server import create_from_template
from watchbook.machine import cluster, database, postgres, roles, schema_guards
from watchbook.machine.connection import Parameters, as_role, connect
from watchbook.machine.places import Places

PREFIX = "wb"

# A small database with what the product's own has: rights taken away again, triggers, a deferred constraint.
SCHEMA = """
CREATE TABLE person (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL CHECK (name <> ''));
CREATE TABLE note (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id bigint NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,
    text text NOT NULL, kind varchar(9) NOT NULL DEFAULT 'seen' CHECK (kind IN ('seen', 'it''s')), length int GENERATED ALWAYS AS (length(text)) STORED
);
CREATE TABLE kept_file (name text PRIMARY KEY);
CREATE TABLE audit_log_event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what text NOT NULL);
CREATE TABLE audit_log_pending (event_id bigint REFERENCES audit_log_event, leaf bytea);
REVOKE UPDATE ON audit_log_event FROM wb_app;
GRANT SELECT (event_id, leaf), DELETE ON audit_log_pending TO wb_sealer;
GRANT DELETE ON kept_file TO wb_app;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the log is only added to'; END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON audit_log_event FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE FUNCTION must_be_logged() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM audit_log_event WHERE what = NEW.name) THEN RAISE 'no event'; END IF; RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER logged AFTER INSERT ON person DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION must_be_logged();
CREATE VIEW names AS SELECT name FROM person;
"""

# Everything that says who may do what, and what guards the rows.
RIGHTS = """
SELECT 'relation', relname, acl.grantee::regrole::text, acl.privilege_type
FROM pg_class, aclexplode(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 'S' ELSE 'r' END::"char", relowner)))
    AS acl WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S')
UNION SELECT 'column', attname, acl.grantee::regrole::text, acl.privilege_type
FROM pg_attribute, aclexplode(attacl) AS acl WHERE attacl IS NOT NULL
    AND attrelid::regclass::text LIKE 'audit%'
UNION SELECT 'function', proname, acl.grantee::regrole::text, acl.privilege_type
FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS acl
    WHERE pronamespace = 'public'::regnamespace
UNION SELECT 'schema', nspname, acl.grantee::regrole::text, acl.privilege_type
FROM pg_namespace, aclexplode(nspacl) AS acl WHERE nspname = 'public'
UNION SELECT 'default ' || defaclobjtype::text, coalesce(nspname, ''), acl.grantee::regrole::text, acl.privilege_type
FROM pg_default_acl LEFT JOIN pg_namespace n ON n.oid = defaclnamespace, aclexplode(defaclacl) AS acl
UNION SELECT 'database', 'itself', acl.grantee::regrole::text, acl.privilege_type
FROM pg_database, aclexplode(datacl) AS acl WHERE datname = current_database()
UNION SELECT 'trigger', tgname, tgdeferrable::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION SELECT 'constraint', conname, condeferred::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
"""


@dataclass(frozen=True)
class Served:
    """A running server with its administrator."""

    places: Places
    admin: Parameters
    name: str = "watchbook"

    def as_role(self, role: str, *, database: str = "") -> Parameters:
        """How a role connects."""
        name = database or self.name
        return as_role(self.admin, places=self.places, prefix=PREFIX, role=role, database=name)

    def migrate(self, name: str) -> None:
        """The small schema, in place of the product's migrations."""
        with connect(self.as_role("owner", database=name)) as connection:
            connection.execute(SCHEMA)

    def rights(self, name: str) -> list[tuple[object, ...]]:
        """Who may do what in a database."""
        with connect(self.as_role("owner", database=name)) as connection:
            found = connection.execute(RIGHTS).fetchall()
        return sorted((tuple(schema_guards.as_read_back(str(one)) for one in row) for row in found), key=str)


def serve_home(home: Places) -> Served:
    """Make and start a home's server and prepare its database `watchbook` with the small schema."""
    cluster.make(home)
    postgres.start(home)
    served = Served(places=home, admin=roles.embedded_admin(home))
    database.prepare(served.admin, database="watchbook", prefix=PREFIX, places=home)
    served.migrate("watchbook")
    return served


def lodge(shared: Served, home: Places) -> Iterator[Served]:
    """A home with files, backups and a database of its own, on the shared server: quicker than a server each."""
    home.home.mkdir()
    shutil.copytree(shared.places.secrets, home.secrets)
    name = f"lodger_{secrets.token_hex(4)}"
    create_from_template(shared.admin, name=name, template="watchbook")
    yield Served(places=home, admin=shared.admin, name=name)
    with connect(shared.admin) as connection:
        names = database.names(connection, prefix=name)
    for each in names:
        database.drop(shared.admin, name=each)


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has this to do")
