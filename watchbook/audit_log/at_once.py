"""Several operations of a migration for which its models are drawn once, not once for each."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AtOnce(Operation):
    """Operations of which none changes what another one makes.

    Django draws every model that hangs together with a changed one after each operation, and here all hang together
    with the user: that was two thirds of what a fresh database cost. The changed ones are drawn alone, and the state is told so:
    before Python of a migration runs, Django draws all of them.
    """

    def __init__(self, *operations: Operation) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change the state by each, and draw the models that changed."""
        apps = vars(state).pop("apps", None)
        before = _told(state)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if apps is None:
            return
        after = _told(state)
        changed = [key for key in before | after if after.get(key) != before.get(key)]
        for key in changed:
            apps.unregister_model(*key)
        apps.clear_cache()
        apps.render_multiple([state.models[key] for key in changed if key in after])
        state.apps, state.is_delayed = apps, True

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Do each."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Undo each, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what the migration does here."""
        return "; ".join(operation.describe() for operation in self.operations)


def _told(state: ProjectState) -> dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]]:
    """Return what each model is drawn from."""
    return {key: (dict(model.fields), dict(model.options)) for key, model in state.models.items()}
