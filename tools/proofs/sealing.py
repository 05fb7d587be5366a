"""Sealing: nothing recorded is lost or sealed twice, whatever is killed or denied its disk, and what it costs."""

import os
import shutil
import subprocess
import sys

from tools.proofs.showing import ROOT, Line, Skipped, pass_tests

RATIOS = """
from tools import log_ratios as measured
with measured.the_server():
    print({call})
"""


def kills() -> str:
    """Two sealers, PostgreSQL and the web server killed under eight writers."""
    return _run("tools/log_runs.py", "kills", "100", "20", "10")


def faults() -> str:
    """KILL, EIO and ENOSPC at every occurrence of eight calls of the sealer's process on the signer's files."""
    if shutil.which("strace") is None:
        raise Skipped("there is no strace on this machine: apt-get install strace")
    return _run("tools/log_runs.py", "faults", "12")


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip()


def _measured(call: str) -> str:
    return _run("-c", RATIOS.format(call=call))


def _at_least(call: str, *, floor: float) -> str:
    on, off, ratio = (float(one) for one in _measured(f"*{call}").split())
    assert ratio >= floor, (
        f"{ratio:.2f} of the rate without the log ({on:.0f}/s beside {off:.0f}/s), wanted {floor}"
    )
    return f"{ratio:.2f} of the rate without it: {on:.0f}/s beside {off:.0f}/s"


def the_act() -> str:
    """The same Django act with the log and without."""
    return _at_least("measured.of_the_act()", floor=0.8)


def statements_with_view() -> str:
    """The bare statements with five milliseconds between them and the commit."""
    return _at_least("measured.of_statements(view=True)", floor=0.9)


def bare_statements() -> str:
    """The bare statements."""
    return _at_least("measured.of_statements(view=False)", floor=0.5)


def commit_to_sealed() -> str:
    """How long a committed event waits for its signed checkpoint."""
    waits = [float(one) for one in _measured("*measured.commit_to_sealed()").split()]
    p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99) - 1]
    assert p99 <= 1.0, f"p99 {p99:.2f} s"
    return f"{len(waits)} events under load: p50 {p50:.2f} s, p99 {p99:.2f} s, longest {waits[-1]:.2f} s"


def sealing_rate() -> str:
    """Reported, not held against a bound."""
    rate, waiting = _measured("*measured.sealing_rate()").split()
    return f"{float(rate):.0f} leaves a second sealed and signed, {int(waiting):,} waiting"


def rights() -> str:
    """By SQL, as the app role, the sealer and the owner."""
    return pass_tests("tests/audit_log/test_seal.py", "tests/audit_log/test_guard.py")


def rollback_and_fork() -> str:
    """By a superuser's hand, past every guard."""
    return pass_tests(
        "tests/audit_log/test_sign.py", "tests/audit_log/test_head.py", "tests/audit_log/test_verification.py"
    )


def outsiders() -> str:
    """Weekly publication, time stamps of a real `openssl ts`, a witness, and what happens when they do not answer."""
    return pass_tests(
        "tests/audit_log/test_publish.py",
        "tests/audit_log/test_views.py",
        "tests/audit_log/test_outsiders.py",
    )


def erasure() -> str:
    """Every personal value of the log erased, and everything still verifies."""
    return pass_tests("tests/audit_log/test_erasure.py", "tests/audit_log/test_verification.py")


def grave_acts() -> str:
    """The page says sealed, or recorded and not yet sealed."""
    return pass_tests("tests/audit_log/test_seal_wait.py")


LINES = (
    Line("≥ 125 kills under eight writers: no event lost, none twice, every checkpoint true", kills),
    Line("KILL, EIO and ENOSPC at each call of seal and sign: nothing inconsistent", faults),
    Line("The same Django act at 16 clients: ≥ 0.8 of the rate without the log", the_act),
    Line("Bare statements at 5 ms of view time, 16 clients: ≥ 0.90", statements_with_view),
    Line("Bare statements, 8 clients: ≥ 0.50", bare_statements),
    Line("Commit to sealed: p99 ≤ 1 s", commit_to_sealed),
    Line("Sealing rate (reported)", sealing_rate),
    Line("SQL as the app role cannot change the log; as the sealer cannot read payloads or salts", rights),
    Line("A rollback, a fork and every change past the guards are found", rollback_and_fork),
    Line("Weekly checkpoints, time stamps and witnesses, asked until they answer", outsiders),
    Line("Erasing personal salts leaves every proof valid", erasure),
    Line("Grave acts wait for the seal, a second at the most", grave_acts),
)
