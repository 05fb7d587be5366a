"""Capture's walls and seal: nothing gets out of the browser, and nothing that was sealed can be changed."""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.capture.authorities import Stamping, post_to
from tools.proofs.showing import Line, Skipped, pass_tests
from watchbook.capture import opinions, seal, ways
from watchbook.capture.refusal import CaptureRefused
from watchbook.ledger.note import Signer
from watchbook.ledger.timestamp import TimestampAuthority

BYTES = 20_000_000
RATIO = 5.0
ROUNDS = 7
CHANGES = 3_000


def walls() -> str:
    """Redirects to this machine and its neighbours in every spelling, scripts that try each road, a real Chromium."""
    said = pass_tests("tests/capture/test_walls.py", environment={"TESTS_EVERY_SPELLING": "1"})
    return f"{said}; {_holds()}"


def filtered() -> str:
    """The filter by itself: addresses, spellings, ports, names that rebind, limits, calls home."""
    return pass_tests(
        "tests/capture/test_egress.py", "tests/capture/test_addresses.py", "tests/capture/test_policy.py"
    )


def contained() -> str:
    """As root another user, as an ordinary user a namespace; deadline, tree, proof; machines that permit less."""
    said = pass_tests(
        "tests/capture/test_containment.py", "tests/capture/test_cell.py", "tests/capture/test_ways.py"
    )
    return f"{said}; {_holds()}"


def foreign() -> str:
    """Bombs, names that climb, zips in zips, MHTML with script, and thousands of files with changed bits."""
    return pass_tests(
        "tests/capture/test_reader.py",
        "tests/capture/test_inert.py",
        environment={"TESTS_ROUNDS": "2000"},
        at_least={"files with changed bits": 2000},
    )


def mutations() -> str:
    """Changes of a bundle: every member, deleted, swapped, cut off, spelt otherwise."""
    return pass_tests(
        "tests/capture/test_verify.py",
        "tests/capture/test_seal.py",
        environment={"TESTS_MUTATIONS": str(CHANGES)},
        at_least={"changes found": CHANGES},
    )


def speed() -> str:
    """Seal and verify 20 MB, beside the bare sha256 of the same bytes in the same run."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if ways.is_in_memory(Path("/dev/shm")) else None) as name:
        folder = Path(name)
        content = os.urandom(BYTES)
        (folder / "capture.wacz").write_bytes(content)
        signer = Signer("proof.example/captures", seed=os.urandom(32))
        bundle = folder / "bundle.zip"

        def sealed(*authorities: TimestampAuthority) -> None:
            seal.seal({"capture.wacz": folder / "capture.wacz"}, to=bundle, signer=signer, about={"id": "proof"},
                      at=datetime.now(UTC), authorities=authorities, send=post)  # fmt: skip

        stamping = _stamping(folder / "tsa")
        post = post_to(*stamping)
        bare, both, stamped = [], [], []
        for _ in range(ROUNDS):
            bare.append(_took(lambda: hashlib.sha256(content).digest()))
            sealed()
            both.append(_took(sealed) + _took(lambda: opinions.of(bundle, key=signer.public_key)))
            if stamping:
                sealed(stamping[0].authority)
                stamped.append(_took(lambda: opinions.of(bundle, key=signer.public_key)))
        ratio = sorted(both)[ROUNDS // 2] / sorted(bare)[ROUNDS // 2]
        assert ratio <= RATIO, f"{ratio:.1f} times the bare sha256"
        more = (
            f"; verifying it with a token and both opinions {sorted(stamped)[ROUNDS // 2] * 1000:.0f} ms"
            if stamped
            else ""
        )
        return f"{ratio:.1f} × the bare sha256 of {sorted(bare)[ROUNDS // 2] * 1000:.0f} ms, on disk and signed{more}"


def _stamping(folder: Path) -> list[Stamping]:
    return [Stamping(folder, name="tsa.proof.example")] if shutil.which("openssl") else []


def _took(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _holds() -> str:
    try:
        return f"holds here: {', '.join(sorted(ways.way().holds))}"
    except CaptureRefused as refused:
        raise Skipped(refused.why) from None


LINES = (
    Line(
        "Redirects to link-local and loopback in every spelling, names that rebind, scripts on every road: nothing gets out",
        walls,
    ),
    Line(
        "The egress filter: every address that is not out in the world, every port but 80 and 443", filtered
    ),
    Line("Containment as root and as an ordinary user, killed at the deadline, gone with proof", contained),
    Line(
        "WACZ bomb, traversal names, nested zip, MHTML with script: refused or inert, nothing written",
        foreign,
    ),
    Line(f"{CHANGES:,} changes of a sealed bundle, each found", mutations),
    Line("Seal and verify of 20 MB ≤ 5 × its bare sha256", speed),
)
