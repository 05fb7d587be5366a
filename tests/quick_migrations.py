"""`migrate` for a database that is thrown away: the same statements in a fraction of the time.

Django renders a model and all its neighbours again for each constraint, index and trigger that a migration adds to it,
and nearly every model of ours is a neighbour of Person. Here the class that is there is told instead.
`tests/machine/test_cli.py` holds that the schema is the one that `watchbook setup` makes.
"""

import sys
from unittest import mock

from django.core.management import execute_from_command_line
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def append_option(state, app_label, model_name, option, added):
    """One more, told to the class that is there instead of rendering it again."""
    _set(state, app_label, model_name, option, lambda those: [*those, added])


def remove_option(state, app_label, model_name, option, name):
    """One less."""
    _set(state, app_label, model_name, option, lambda those: [one for one in those if one.name != name])


def _set(state, app_label, model_name, option, changed):
    options = state.models[app_label, model_name.lower()].options
    options[option] = changed(options.get(option, []))
    if "apps" in vars(state):
        setattr(state.apps.get_model(app_label, model_name)._meta, option, options[option])


def main():
    """Give Django's command."""
    with (
        mock.patch.object(ProjectState, "_append_option", append_option),
        mock.patch.object(ProjectState, "_remove_option", remove_option),
        mock.patch.object(
            AddTrigger,
            "state_forwards",
            lambda one, label, state: append_option(state, label, one.model_name, "triggers", one.trigger),
        ),
        mock.patch.object(
            RemoveTrigger,
            "state_forwards",
            lambda one, label, state: remove_option(state, label, one.model_name, "triggers", one.name),
        ),
    ):
        execute_from_command_line([sys.argv[0], "migrate", "--no-input", "-v0"])


if __name__ == "__main__":
    main()
