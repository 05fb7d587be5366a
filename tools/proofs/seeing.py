"""Evidence: captures seen with nothing that gets out, custody first, and compared."""

import subprocess
import sys

from tools.proofs.showing import ROOT, Line, pass_tests


def nothing_gets_out() -> str:
    """A hostile capture in a real Chromium, by the browser's own log of its network."""
    return f"{_in_a_browser('leaks')}; {pass_tests('tests/journeys/test_seeing.py')}"


def first_view() -> str:
    """In a real Chromium beside the same bytes as a plain page."""
    return _in_a_browser("first_view")


def custody_first() -> str:
    """The entry is committed before a pass is made; a pass opens what its entry tells of and nothing else."""
    return pass_tests(
        "tests/evidence/views/test_seeing.py",
        "tests/evidence/test_replay.py",
        "tests/evidence/test_replay_pass.py",
    )


def compared() -> str:
    """The differences, applied to the first, give the second."""
    return pass_tests("tests/evidence/rules/test_comparison.py", "tests/evidence/test_comparison.py")


def _in_a_browser(what: str) -> str:
    """In a process of its own: it starts a database server and a service."""
    command = [sys.executable, ROOT / "tools" / "seeing_apart.py", what]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip().splitlines()[-1]


LINES = (
    Line(
        "Replay of a hostile archive sends nothing out (HTTP, WebSocket, UDP, DNS), touches nothing of the application's",
        nothing_gets_out,
    ),
    Line("The first view of a capture ≤ 1.5 × the time of a plain page of its bytes", first_view),
    Line(
        "Custody is committed before the first byte leaves; a pass opens what its entry tells of and no more",
        custody_first,
    ),
    Line("Two captures compared: the differences applied to the first give the second", compared),
)
