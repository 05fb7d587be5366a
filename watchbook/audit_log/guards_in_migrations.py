"""pgtrigger as we use it: migrations carry the guards of the models, and nothing asks its registry."""

from pgtrigger.apps import PGTriggerConfig, patch_migrations, patch_schema_editor


class GuardsInMigrations(PGTriggerConfig):
    """The library without its registry, which serves its own commands: to fill it holds each guard against each other, in each process."""

    def ready(self) -> None:
        """Let migrations be made and carried out with guards."""
        patch_migrations()  # type: ignore[no-untyped-call]  # pgtrigger's
        patch_schema_editor()  # type: ignore[no-untyped-call]  # pgtrigger's
