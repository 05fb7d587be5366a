"""The capture worker's process, as `serve` starts it: Django's settings first, then `capture_working`, which reads models."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    sys.exit(import_module("watchbook.machine.capture_working").run(sys.argv[1:]))
