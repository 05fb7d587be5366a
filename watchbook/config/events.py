"""Kinds of event that no page writes, loaded with the addresses: so each history says them in their own words."""

from importlib import import_module

from django.conf import settings

WRITTEN_BY_WORKERS = (
    "watchbook.audit_log.erasure",
    "watchbook.audit_log.rejoin",
    "watchbook.audit_log.timestamp_token",
    "watchbook.audit_log.log_findings",
    "watchbook.authorisations.reminder",
    "watchbook.evidence.time_stamp",
    "watchbook.listening.week_count",
    "watchbook.retention.deletion.carrying_out",
    "watchbook.retention.deletion.replay",
)


def load() -> None:
    """Declare them: a process that shows pages would import some only when it first needs them, and others never."""
    for name in (*settings.DISPOSAL, *WRITTEN_BY_WORKERS):
        import_module(name)
