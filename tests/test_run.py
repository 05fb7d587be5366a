"""What a test run sets up: nothing that no file asked for needs."""

import subprocess
import sys

import pytest

from tests.commands import environment
from tests.needs import ROOT, need_django

A_PURE_RUN = """
import sys, pytest
assert pytest.main(["-qq", "tests/ledger/test_tree.py"]) == 0
print("set up:", [name for name in ("django", "psycopg") if name in sys.modules])
"""


@pytest.mark.parametrize(
    ("asked", "needs"),
    [
        ("tests/ledger", False),
        ("tests/acting", False),
        ("tests/ledger/test_tree.py", False),
        ("tests/organisation/test_service.py", True),
        ("tests/web/test_logging.py", True),
        ("tests", True),
    ],
)
def test_django_is_set_up_where_a_file_or_what_it_imports_names_it(asked, needs):
    assert need_django([ROOT / asked]) is needs


def test_a_test_that_needs_none_sets_no_django_up_and_starts_no_server():
    ran = subprocess.run(
        [sys.executable, "-c", A_PURE_RUN],
        cwd=ROOT,
        env=environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.splitlines()[-1:] == ["set up: []"], ran.stdout + ran.stderr
