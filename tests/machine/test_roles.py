"""What each database role can do, as the server says it, beside the documented table; a password is set by its owner's act alone."""

from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, connection, transaction

from tests import given, server
from watchbook.audit_log.record import record
from watchbook.organisation import sign_in

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "database-roles.md"
ROLES = ("app", "sealer", "reader", "backup", "capture")
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")
RIGHTS = """
    SELECT relname, has_table_privilege(%(role)s, oid, %(verb)s),
        %(verb)s <> 'DELETE' AND has_any_column_privilege(%(role)s, oid, CASE %(verb)s WHEN 'DELETE' THEN 'SELECT' ELSE %(verb)s END)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'p')
"""


def on_the_server():
    """Each role's rights to each table, in the words of the document."""
    found = {}
    with connection.cursor() as cursor:
        for role in ROLES:
            for verb in VERBS:
                cursor.execute(RIGHTS, {"role": f"{server.PREFIX}_{role}", "verb": verb})
                for table, whole, some in cursor.fetchall():
                    said = "yes" if whole else "some columns" if some else "no"
                    found.setdefault((role, table), []).append(said)
    return {key: tuple(said) for key, said in found.items()}


def documented(tables):
    """The same by the document."""
    told = {}
    lines = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("| ")][1:]
    for line in lines:
        role, named, *said = (cell.strip() for cell in line.strip("|").split("|"))
        for table in tables if named == "every other" else named.split(", "):
            told.setdefault((role, table), tuple(said))
    return told


def test_each_role_can_do_what_the_document_says_and_nothing_else(db):
    found = on_the_server()
    tables = sorted({table for _role, table in found})
    assert documented(tables) == found


@pytest.mark.parametrize(
    "hidden", ["organisation_person", "organisation_session", "django_cache", "mfa_authenticator"]
)
def test_the_reader_sees_no_password_session_or_second_factor(committed, hidden):
    with server.as_database_role("reader", database=committed) as sql:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sql.execute(f"SELECT * FROM {hidden}")
        assert sql.execute("SELECT count(name) FROM organisation_person").fetchone()


@pytest.mark.parametrize("role", ["app", "reader", "backup", "sealer", "capture"])
def test_nobody_makes_large_objects(committed, role):
    for made in ("lo_create(0)", "lo_creat(-1)", "lo_from_bytea(0, 'x')"):
        with (
            server.as_database_role(role, database=committed) as sql,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            sql.execute(f"SELECT {made}")


@transaction.atomic
def set_by_sql(person, password, *, beside, by=None):
    """A new hash straight in SQL, beside an event about the same person."""
    record(beside, subject=person, by=by or person, at=given.AT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_person SET password = %s WHERE id = %s", [password, person.id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_sql_sets_no_password_without_its_event_even_beside_another(people):
    with pytest.raises(IntegrityError, match="left no event"):
        set_by_sql(people.nell, make_password("of-somebody-else"), beside=sign_in.SIGNED_IN)


def test_sql_sets_no_password_by_what_another_says_they_did(people):
    with pytest.raises(IntegrityError, match="left no event"):
        set_by_sql(people.nell, make_password("of-ada"), beside=sign_in.PASSWORD_SET, by=people.ada)
    set_by_sql(people.nell, make_password("of-nell"), beside=sign_in.PASSWORD_SET)


def test_an_outdated_hash_is_not_saved_anew_by_a_sign_in(people, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    hashed = make_password("seven-quiet-herons", hasher="md5")
    sign_in.set_hashed_password(people.nell, hashed, by=people.nell, at=given.AT)
    assert people.nell.check_password("seven-quiet-herons")
    assert not people.nell.check_password("eight-quiet-herons")
    people.nell.refresh_from_db()
    assert people.nell.password == hashed
