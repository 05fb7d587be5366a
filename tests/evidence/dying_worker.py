"""The real worker with a real browser, killed at a step: `python -m tests.evidence.dying_worker STEP WHEN`."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    killed = import_module("tests.evidence.killed")
    step = next(one for one in killed.STEPS if one.name == sys.argv[1])
    killed.dies_at(step, when=sys.argv[2])
    sys.exit(import_module("watchbook.machine.capture_working").run(["--once"]))
