"""A few tests that failed beside others are run again, alone: real processes, browsers and clocks share few processors.

`make test` loads it (`-p tests.again`). What fails twice, or fails in numbers, fails the run. What passes alone is named and
wants mending, for it rests on how busy the machine is.
"""

import os
import subprocess
import sys

import pytest

FEW = 3
_failed, _passed_alone = {}, []


def pytest_runtest_logreport(report):
    """Note each test that failed, in whichever worker."""
    if report.failed:
        _failed[report.nodeid] = report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Run the few again, in a run of their own; its outcome is the outcome."""
    if not 0 < len(_failed) <= FEW or session.exitstatus != pytest.ExitCode.TESTS_FAILED:
        return
    if hasattr(session.config, "workerinput"):
        return
    alone = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    again = [sys.executable, "-m", "pytest", "-q", *_failed]
    if subprocess.run(again, cwd=session.config.rootpath, env=alone, check=False).returncode == 0:
        _passed_alone.extend(_failed)
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(terminalreporter):
    """Name what passed only alone."""
    for name in _passed_alone:
        terminalreporter.write_line(f"Failed beside others and passed alone, to be mended: {name}")
