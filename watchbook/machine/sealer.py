"""The sealer's process, as `serve` starts it: Django's settings first, then `sealing`, which reads models."""

import sys
from importlib import import_module

import django

from watchbook.machine import starting

if __name__ == "__main__":
    starting.begin()
    django.setup()
    started = import_module("watchbook.machine.sealing")
    starting.is_over()
    sys.exit(started.run(sys.argv[1:]))
