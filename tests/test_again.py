"""What fails beside others and passes alone is named and fails no run; what fails twice, or in numbers, does."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import environment

ROOT = Path(__file__).parent.parent
FLAKY = """
from pathlib import Path
import pytest

@pytest.mark.parametrize("number", range({number}))
def test_it(number):
    seen = Path({folder!r}) / str(number)
    if not seen.exists():
        {note}
        raise AssertionError

def test_good():
    assert True
"""


@pytest.mark.parametrize(
    ("number", "note", "passes"),
    [(3, "seen.touch()", True), (4, "seen.touch()", False), (1, "pass", False)],
)
def test_a_few_that_pass_alone_fail_no_run_and_are_named(tmp_path, number, note, passes):
    file = tmp_path / "test_file.py"
    file.write_text(FLAKY.format(number=number, folder=str(tmp_path), note=note))
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.again", "--rootdir", str(tmp_path), "-c", "/dev/null", str(file)],
        cwd=ROOT, env=environment({"PYTHONPATH": str(ROOT)}), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode == 0) is passes, ran.stdout + ran.stderr
    assert ran.stdout.count("passed alone, to be mended") == (number if passes else 0)
