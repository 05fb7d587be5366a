"""The process that compares the key folders with the database, once `serve` has started and migrated it."""

import sys
from importlib import import_module

import django

from watchbook.machine.failure import Failure

if __name__ == "__main__":
    django.setup()
    try:
        older_keys = import_module("watchbook.retention.deletion.older_keys")
        import_module("watchbook.machine.may_serve").check_keys(older_keys.recorded())
    except Failure as failure:
        sys.exit(str(failure))
    sys.exit(0)
