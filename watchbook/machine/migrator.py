"""The process that brings a database up to date: migrations, then what follows from the words of this release."""

import sys
from importlib import import_module

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    import_module("watchbook.foi.held_views").renew()
    sys.exit(0)
