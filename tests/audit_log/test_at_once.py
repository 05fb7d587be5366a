"""Operations of a migration at once: each is done, each is undone, and what changed is drawn once."""

from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from watchbook.audit_log.at_once import AtOnce


def table(name):
    return migrations.CreateModel(name, [("id", models.AutoField(primary_key=True))])


def test_only_the_models_that_changed_are_drawn_and_django_is_told_so():
    state = ProjectState()
    AtOnce(table("Zero")).state_forwards("audit_log", state)
    assert "apps" not in vars(state)  # nobody has asked yet
    zero = state.apps.get_model("audit_log", "Zero")
    AtOnce(table("One"), table("Two")).state_forwards("audit_log", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"Zero", "One", "Two"}
    assert state.apps.get_model("audit_log", "Zero") is zero
    assert state.is_delayed
    column = migrations.AddField("One", "zero", models.ForeignKey("Zero", models.PROTECT, null=True))
    AtOnce(column, migrations.DeleteModel("Two")).state_forwards("audit_log", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"Zero", "One"}
    assert state.apps.get_model("audit_log", "One")._meta.get_field("zero").related_model is zero


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
