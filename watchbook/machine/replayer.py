"""The process that replays deletions: Django's settings first, then `replaying`, which reads models."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    sys.exit(import_module("watchbook.machine.replaying").run(sys.argv[1:]))
