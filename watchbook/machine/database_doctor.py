"""The doctor's looks at the database: reachable, new enough, on time, and no role with too much power."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg
from django.conf import settings

from watchbook.acting.london_day import LONDON
from watchbook.machine.connection import OLDEST_SERVER, ROLES, Connection, Parameters, connect, value_of
from watchbook.machine.failure import Failure
from watchbook.machine.finding import HealthFinding

HEARTBEAT_WITHIN = timedelta(minutes=1)
CLOCKS_WITHIN = timedelta(seconds=5)
BUILT = datetime(2026, 11, 1, tzinfo=UTC)  # a clock before this is wrong

LOG_TABLES_OPEN_TO_DELETION = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND starts_with(relname, 'audit_log_') AND has_table_privilege(oid, 'DELETE, TRUNCATE')
"""
SINCE_LAST_HEARTBEAT = "SELECT clock_timestamp() - max(last_heartbeat) FROM procrastinate_workers"
# Messages that wait for the mail server, and those that the worker gave up within a week.
MESSAGES = """
    SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'failed' AND EXISTS (
        SELECT FROM procrastinate_events AS event WHERE event.job_id = job.id AND event.at > now() - interval '7 days'))
    FROM procrastinate_jobs AS job WHERE task_name IN ('organisation.tell_by_mail', 'home.send_digest')
"""
# Deletions that two people agreed and that no job has carried out, although one begins each minute.
NOT_CARRIED_OUT = """
    SELECT count(*) FROM retention_deletionlist
    WHERE state IN ('approved', 'written_down') AND approved_at < now() - interval '15 minutes'
"""
# Offices that hear of recoveries and that nobody with an open account holds today, in a register that had them.
EMPTY_OFFICES = """
    WITH office AS (
        SELECT kind, from_on, until_on, is_active FROM organisation_duty AS duty JOIN organisation_person AS person ON person.id = duty.person_id
        WHERE state IN ('granted', 'ended') AND kind IN ('senior_responsible_officer', 'data_protection_officer'))
    SELECT title FROM (VALUES
        ('senior_responsible_officer', 'senior responsible officer'), ('data_protection_officer', 'data protection officer')) AS told (kind, title)
    WHERE EXISTS (SELECT FROM office) AND NOT EXISTS (
        SELECT FROM office WHERE office.kind = told.kind AND is_active
        AND (now() AT TIME ZONE 'Europe/London')::date BETWEEN from_on AND coalesce(until_on, 'infinity'))
"""
POWER = """
    SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
    FROM pg_roles WHERE rolname = current_user
"""


def database_findings(parameters: Callable[[str], Parameters]) -> Iterator[HealthFinding]:
    """Every finding about the database; one that cannot be reached is one finding, not a crash."""
    try:
        with connect(parameters("app")) as connection:
            yield server_version(connection)
            yield clock(connection, now=datetime.now(UTC))
            yield app_rights(connection)
            yield worker_alive(connection)
            yield deletions_carried_out(connection)
            yield mail_sent(connection, sender=settings.MAIL_FROM)
            yield from empty_offices(connection)
    except (psycopg.Error, Failure) as error:
        yield HealthFinding(
            "PostgreSQL",
            "cannot be reached as the app role.",
            f"It said: {str(error).strip()}",
            "Start `watchbook serve`, or run `watchbook setup` if you have not set Watchbook up.",
        )
        return
    for role in ROLES:
        yield role_attributes(role, parameters=parameters)


def server_version(connection: Connection) -> HealthFinding:
    """The server is new enough."""
    version = connection.info.server_version
    said = f"version {version // 10000}.{version % 10000}."
    if version >= OLDEST_SERVER:
        return HealthFinding("PostgreSQL", said)
    return HealthFinding("PostgreSQL", said, "Watchbook needs 16 or later.", "Move to a newer server.")


def clock(connection: Connection, *, now: datetime) -> HealthFinding:
    """This machine's clock is possible, and the database's agrees with it; London's days are known."""
    theirs = value_of(connection, "SELECT clock_timestamp()")
    zone = now.astimezone(LONDON).tzname()
    if now < BUILT or abs(theirs - now) > CLOCKS_WITHIN:
        return HealthFinding(
            "Clock",
            f"this machine says {now:%Y-%m-%d %H:%M:%S} UTC, the database {theirs}.",
            "Every record's moment and every deadline would be wrong.",
            "Set the clocks of both machines from the network.",
        )
    return HealthFinding("Clock", f"{now:%Y-%m-%d %H:%M:%S} UTC, in London {zone}.")


def app_rights(connection: Connection) -> HealthFinding:
    """The app role cannot unmake what the audit log holds, nor change tables."""
    wrong = [str(table) for (table,) in connection.execute(LOG_TABLES_OPEN_TO_DELETION)]
    if value_of(connection, "SELECT has_schema_privilege('public', 'CREATE')"):
        wrong.append("public (tables)")
    if wrong:
        return HealthFinding(
            "Rights",
            f"the app role may do too much with {', '.join(wrong)}.",
            "Somebody who takes over the web server could then delete from the audit log.",
            "Revoke it as the owner, and find out who granted it.",
        )
    return HealthFinding("Rights", "the app role can neither delete from the audit log nor change tables.")


def worker_alive(connection: Connection) -> HealthFinding:
    """A worker has given a sign of life lately."""
    is_there = value_of(connection, "SELECT to_regclass('public.procrastinate_workers')")
    age = value_of(connection, SINCE_LAST_HEARTBEAT) if is_there else None
    if age is not None and age < HEARTBEAT_WITHIN:
        return HealthFinding("Worker", f"gave a sign of life {age.total_seconds():.0f} s ago.")
    return HealthFinding(
        "Worker",
        "no worker is running.",
        "Backups, reminders and deadlines' jobs wait until one does.",
        "Run `watchbook serve`, or `watchbook worker` beside `watchbook web`.",
    )


def deletions_carried_out(connection: Connection) -> HealthFinding:
    """No approved deletion has waited for a quarter of an hour."""
    is_there = value_of(connection, "SELECT to_regclass('public.retention_deletionlist')")
    waiting = value_of(connection, NOT_CARRIED_OUT) if is_there else 0
    if not waiting:
        return HealthFinding("Deletions", "every approved deletion list was begun within 15 minutes.")
    return HealthFinding(
        "Deletions",
        f"{waiting} approved deletion {'list has' if waiting == 1 else 'lists have'} waited for more than 15 minutes.",
        "The worker has not carried them out, so what two people agreed to delete is still here.",
        "See that a worker runs, and look in its log for retention.delete.",
    )


def empty_offices(connection: Connection) -> Iterator[HealthFinding]:
    """One finding where an officer is missing who hears of recoveries; none else."""
    is_there = value_of(connection, "SELECT to_regclass('public.organisation_duty')")
    titles = [str(title) for (title,) in connection.execute(EMPTY_OFFICES)] if is_there else []
    if titles:
        yield HealthFinding(
            "Officers",
            f"no {' or '.join(titles)} can sign in.",
            "They hear of account recoveries and see what administrators did.",
            "Ask a system administrator to propose the duty for somebody, and another to grant it.",
        )


def mail_sent(connection: Connection, *, sender: str) -> HealthFinding:
    """Messages to people go out; where the operator named no mail server, people are told on pages alone."""
    subject = "Mail"
    if not sender:
        return HealthFinding(subject, "none is sent: people hear of changes to their sign-in on pages alone.")
    is_there = value_of(connection, "SELECT to_regclass('public.procrastinate_jobs')")
    row = connection.execute(MESSAGES).fetchone() if is_there else None
    waiting, given_up = row or (0, 0)
    said = f"{waiting} messages wait for the mail server."
    if not given_up:
        return HealthFinding(subject, said)
    return HealthFinding(
        subject,
        f"{said} {given_up} were given up within a week.",
        "People were not told by email that their sign-in was changed, or what waits for them this week.",
        "See that the mail server takes messages: docs/how-to/send-mail.md. Then tell the people yourself.",
    )


def role_attributes(role: str, *, parameters: Callable[[str], Parameters]) -> HealthFinding:
    """The role can sign in with its password and has no power that is not its own."""
    subject = f"Role {role}"
    try:
        with connect(parameters(role)) as connection:
            has_power = value_of(connection, POWER)
    except (psycopg.Error, Failure) as error:
        why = f"It said: {str(error).strip()}"
        return HealthFinding(subject, "cannot sign in.", why, "Run `watchbook setup`.")
    if has_power:
        why = "It is a superuser, or may make roles or databases, or passes by row security."
        return HealthFinding(subject, "has too much power.", why, "Remove that power with ALTER ROLE.")
    return HealthFinding(subject, "signs in; no power beyond its own.")
