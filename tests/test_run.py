"""What a test run sets up: nothing that no file asked for needs."""

import subprocess
import sys

from tests.commands import environment
from tests.run import TESTS

A_PURE_RUN = """
import sys, pytest
assert pytest.main(["-q", "tests/law/test_periods.py"]) == 0
print("set up:", [name for name in ("django", "psycopg", "watchbook.machine") if name in sys.modules])
"""


def test_a_test_of_a_pure_part_starts_no_server_and_sets_no_django_up():
    ran = subprocess.run(
        [sys.executable, "-c", A_PURE_RUN],
        cwd=TESTS.parent,
        env=environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.splitlines()[-1:] == ["set up: []"], ran.stdout + ran.stderr
