"""What the app role may delete of other packages’ tables, the cache's table, and that the reader sees no session."""

from django.conf import settings
from django.db import migrations

# Finished jobs, ended sessions and cached counts are not registers: nothing is lost with their rows.
TABLES = [
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "organisation_session",
    "django_cache",
]
UNREAD = ["organisation_session", "django_cache"]


def make_cache_table(apps, schema_editor):
    """As `createcachetable` makes it."""
    schema_editor.execute(
        'CREATE TABLE "django_cache" ('
        '"cache_key" varchar(255) NOT NULL PRIMARY KEY, "value" text NOT NULL, "expires" timestamptz NOT NULL)'
    )
    schema_editor.execute('CREATE INDEX "django_cache_expires" ON "django_cache" ("expires")')


def drop_cache_table(apps, schema_editor):
    """Cached values are made again when asked for."""
    schema_editor.execute('DROP TABLE "django_cache"')


def grant(apps, schema_editor):
    """The app role deletes what has had its time; a session or a cached count is nobody's to read."""
    _each(schema_editor, "GRANT DELETE ON {table} TO {app}", of=TABLES)
    _each(schema_editor, "REVOKE SELECT ON {table} FROM {reader}", of=UNREAD)


def revoke(apps, schema_editor):
    """The opposite."""
    _each(schema_editor, "GRANT SELECT ON {table} TO {reader}", of=UNREAD)
    _each(schema_editor, "REVOKE DELETE ON {table} FROM {app}", of=TABLES)


def _each(schema_editor, statement, *, of):
    quote = schema_editor.connection.ops.quote_name
    roles = {role: quote(name) for role, name in settings.DATABASE_ROLES.items()}
    for table in of:
        schema_editor.execute(statement.format(table=quote(table), **roles))


class Migration(migrations.Migration):
    """Runs after the tables that it names exist."""

    initial = True
    dependencies = [
        ("procrastinate", "0041_post_retry_failed_job"),
        ("organisation", "0001_tables"),
    ]
    operations = [
        migrations.RunPython(make_cache_table, drop_cache_table),
        migrations.RunPython(grant, revoke),
    ]
