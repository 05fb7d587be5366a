"""The process that brings a database up to date: the roles it lacks, migrations, indexes, then what follows from the words of this release."""

import sys
from importlib import import_module

import django
from django.core.management import call_command

from watchbook.machine.failure import Failure

if __name__ == "__main__":
    django.setup()
    try:
        import_module("watchbook.machine.installation").see_to_roles()
        import_module("watchbook.machine.joined_migrations").see_to_joined_migrations()
    except Failure as failure:
        sys.exit(str(failure))
    call_command("migrate", interactive=False, verbosity=0)
    import_module("watchbook.machine.indexes").bring_up()
    import_module("watchbook.foi.held_views").renew()
    sys.exit(0)
