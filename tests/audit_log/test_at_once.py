"""Operations of a migration at once: each is done, each is undone, and nothing is drawn in between."""

from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from watchbook.audit_log.at_once import AtOnce


def table(name):
    return migrations.CreateModel(name, [("id", models.AutoField(primary_key=True))])


def test_models_are_drawn_when_somebody_asks_and_then_with_all_of_them():
    state = ProjectState()
    assert not state.apps.get_models()
    AtOnce(table("One"), table("Two")).state_forwards("audit_log", state)
    assert "apps" not in vars(state)
    assert {model.__name__ for model in state.apps.get_models()} == {"One", "Two"}


def test_each_is_done_and_undone_the_last_first(db):
    done = []

    def noting(*words):
        return [lambda _apps, _editor, word=word: done.append(word) for word in words]

    both = AtOnce(
        migrations.RunPython(*noting("one", "not one")), migrations.RunPython(*noting("two", "not two"))
    )
    state = ProjectState()
    with connection.schema_editor() as editor:
        both.database_forwards("audit_log", editor, state, state)
        both.database_backwards("audit_log", editor, state, state)
    assert done == ["one", "two", "not two", "not one"]
    assert both.describe() == "Raw Python operation; Raw Python operation"
