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
APP, READER = (f'"{settings.DATABASE_ROLES[role]}"' for role in ("app", "reader"))
# As `createcachetable` makes it. Cached values are made again when asked for.
CACHE = """
CREATE TABLE "django_cache" (
    "cache_key" varchar(255) NOT NULL PRIMARY KEY,
    "value" text NOT NULL,
    "expires" timestamptz NOT NULL
);
CREATE INDEX "django_cache_expires" ON "django_cache" ("expires");
"""
# The app role deletes what has had its time; a session or a cached count is nobody's to read.
GRANT = f"""
GRANT DELETE ON {", ".join(TABLES)} TO {APP};
REVOKE SELECT ON {", ".join(UNREAD)} FROM {READER};
"""
REVOKE = f"""
GRANT SELECT ON {", ".join(UNREAD)} TO {READER};
REVOKE DELETE ON {", ".join(TABLES)} FROM {APP};
"""


class Migration(migrations.Migration):
    """Runs after the tables that it names exist."""

    initial = True
    dependencies = [
        ("procrastinate", "0041_post_retry_failed_job"),
        ("organisation", "0001_tables"),
    ]
    operations = [migrations.RunSQL(CACHE + GRANT, REVOKE + 'DROP TABLE "django_cache"')]
