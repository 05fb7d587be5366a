"""Django's name for this part, and the check that a database is used for what it is for."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import import_string


class AuditLogConfig(AppConfig):
    """The audit log."""

    name = "watchbook.audit_log"
    label = "audit_log"

    def ready(self) -> None:
        """The check reads a model, so it is named only once models are there; the lookup is known to every query."""
        import_string("watchbook.audit_log.among.Among")
        register(import_string("watchbook.audit_log.installation.mode_is_the_databases"), Tags.database)
