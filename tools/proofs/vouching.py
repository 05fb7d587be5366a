"""The log vouches for the registers themselves: rows, guards, times, backups, nights, and what outsiders keep."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.proofs.ledger import SECOND_OPINION, go_program, their_environment
from tools.proofs.showing import ROOT, Line, pass_tests
from tools.upgrade import serving, watchbook

CHOSEN = """
import json, django; django.setup()
from watchbook.audit_log.models import Event, Leaf
sealed = list(Leaf.objects.order_by("index").values_list("event_id", flat=True))
print(json.dumps([str(one) for one in (sealed[0], sealed[len(sealed) // 2], sealed[-1])]))
"""


def attacks() -> str:
    """As superuser and root on a real instance; each is noticed by somebody."""
    done = subprocess.run(
        [sys.executable, "tools/attack.py", "--write", "--resume"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout.strip().splitlines()
    assert done.returncode == 0, "\n".join(told[-5:]) or done.stderr[-500:]
    return told[-1]


def speed() -> str:
    """Rows verified beside the bare read of the same rows, in one run."""
    done = subprocess.run(
        [sys.executable, "tools/rows_speed.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip()


def upgraded() -> str:
    """Made by a worktree of the commit before row digests, with its year of records; then a row of before is changed."""
    return _said([sys.executable, "tools/upgrade.py"])


def three_programs() -> str:
    """The demonstration's year, exported by the command, with receipts and slips of its oldest, middle and newest events."""
    with (
        tempfile.TemporaryDirectory() as home,
        go_program() as (go, environment),
        their_environment() as theirs,
    ):
        at = Path(home)
        folder, served = at / "export", at / "home"
        watchbook(ROOT, served, "setup")
        with serving(ROOT, served):
            watchbook(ROOT, served, "demo")
            events = json.loads(watchbook(ROOT, served, "-c", CHOSEN))
            receipts = [word for one in events for word in ("--receipt", one)]
            slips = [at / f"{one}.slip" for one in events]
            for one, slip in zip(events, slips, strict=True):
                slip.write_text(watchbook(ROOT, served, "audit-log", "slip", one))
            watchbook(ROOT, served, "audit-log", "export", str(folder), *receipts)
        told = [str(folder), *map(str, slips)]
        ours = _said([sys.executable, "-I", "-S", str(folder / "verify.py"), *told])
        others = (
            _said([*go, *told], environment=environment),
            _said([str(theirs / "python"), str(SECOND_OPINION / "check.py"), *told]),
        )
        slips[0].write_text(slips[-1].read_text().replace(events[-1], events[0]))
        forged = [
            [sys.executable, str(folder / "verify.py")],
            list(go),
            [str(theirs / "python"), str(SECOND_OPINION / "check.py")],
        ]
        refused = [
            subprocess.run([*one, *told], env=environment, capture_output=True, check=False).returncode
            for one in forged
        ]
        assert all(refused), refused
    return f"verify.py: {re.search('EVERYTHING HOLDS: (.*)', ours)[1]}; Go: {others[0]}; aics-tlog: {others[1]}; each refuses a slip that was changed"


def _said(command: Sequence[str], *, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stderr or done.stdout)[-800:]
    return done.stdout.strip()


def rows() -> str:
    """Rows changed, put in and taken out, by a superuser's hand; all at once, and since an earlier run."""
    return pass_tests("tests/audit_log/test_rows.py")


def outsiders() -> str:
    """Slips, double sealing, named fields, and watch.py before an authority that lies."""
    return pass_tests("tests/ledger/test_outsiders_keep.py")


def backups() -> str:
    """Unsigned, foreign and altered backups, names outside the store, and dumps with other guards, at a real restore."""
    return pass_tests("tests/machine/test_manifest.py", "tests/machine/test_restore.py")


def nights() -> str:
    """The nightly job: its event, page and doctor; the order of moments in a real register."""
    return pass_tests("tests/machine/test_nightly_verification.py", "tests/audit_log/test_moments.py")


def copies() -> str:
    """Refusals of what is added beside a copy, of a list spelt otherwise or for another bundle; each checksum of a bundle."""
    return pass_tests("tests/capture/test_withholding.py", "tests/capture/test_verify.py")


def outsiders_speed() -> str:
    """A million leaves, the folder beside the bare hashes that its tree needs."""
    told = _said([sys.executable, "tools/ledger_speed.py"])
    ratio = re.search(r"exported folder in [0-9.]+ s, ([0-9.]+) of it", told)
    assert ratio, told
    assert float(ratio[1]) <= 1.6, told
    return told


LINES = (
    Line("Each of ≥ 40 attacks as superuser and root is noticed: by verify, doctor, or an outsider", attacks),
    Line("1,000,000 rows verified; the next night costs by what changed (reported)", speed),
    Line(
        "A home made before row digests is upgraded; its rows are vouched for from that day on, which is said",
        upgraded,
    ),
    Line(
        "An export of a year of records, its receipts and slips, by `verify.py`, Go’s tlog and `aics-tlog`",
        three_programs,
    ),
    Line("Each row changed past the log is named, also by a night since the last good one", rows),
    Line("Slips, double sealing and rewritten logs are told by what outsiders keep", outsiders),
    Line(
        "A true backup is restored; one that is unsigned, foreign, altered or guarded otherwise is refused",
        backups,
    ),
    Line("Each night verifies unasked: its outcome is an event, on the page and with the doctor", nights),
    Line("Nothing can be added to a disclosure copy, its list or its bundle", copies),
    Line(
        "`verify.py` over an exported folder of a million leaves: ≤ 1.6 × the bare hashing", outsiders_speed
    ),
)
