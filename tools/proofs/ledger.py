"""The ledger: an outsider can check that nothing was changed or removed."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.ledger.made import ORIGIN, SIGNER, Log, stamped_log
from tools.proofs.showing import ROOT, Line, Skipped, pass_tests
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.post import Unreachable
from watchbook.ledger.tree import consistency_proof
from watchbook.ledger.witness import NotKnown, Witness, WitnessForked, WitnessRolledBack, cosigned

SECOND_OPINION = ROOT / "tools" / "second_opinion"
GO_PACKAGES = Path("/usr/share/gocode")


def vectors() -> str:
    """600 vectors of a naive tree, the published ones, and every proof bent in every place."""
    return pass_tests("tests/ledger/test_tree.py", "tests/ledger/test_tiles.py", "tests/ledger/test_proof.py")


def examples() -> str:
    """The docstrings' examples, and the formats' own."""
    return pass_tests(
        "tests/ledger/test_examples.py", "tests/ledger/test_note.py", "tests/ledger/test_checkpoint.py"
    )


def outsider() -> str:
    """verify.py alone, without packages, over a folder and receipts; what a receipt opens, and after erasure."""
    with _export() as folder:
        told = _run(
            [
                sys.executable,
                "-I",
                "-S",
                str(folder / "verify.py"),
                str(folder),
                "--key",
                SIGNER.verifier.line,
            ]
        )
    lines = len((ROOT / "watchbook/ledger/verify.py").read_text(encoding="utf-8").splitlines())
    heads = re.search(r"EVERYTHING HOLDS: .*", told)
    assert heads, told[-500:]
    return f"{lines} lines; {heads[0]}; {pass_tests('tests/ledger/test_receipt.py', 'tests/ledger/test_export.py')}"


def go_agrees() -> str:
    """Debian's golang-golang-x-mod-dev over the same folder: note, tree, each leaf, each older head, each receipt."""
    with _export() as folder, go_program() as (program, environment):
        command = [*program, str(folder)]
        told = _run(command, environment=environment)
        tile = folder / "tile/0/000"
        tile.write_bytes(b"\0" + tile.read_bytes()[1:])
        refused = subprocess.run(command, capture_output=True, check=False, env=environment)
        assert refused.returncode != 0, "Go did not see a changed tile"
    return f"{told.strip()}; a changed tile is refused"


@contextmanager
def go_program() -> Iterator[tuple[Sequence[str], dict[str, str]]]:
    """The command of Go's check, and the environment in which it runs."""
    if shutil.which("go") is None or not (GO_PACKAGES / "src/golang.org/x/mod/sumdb").exists():
        raise Skipped("needs apt-get install golang-go golang-golang-x-mod-dev")
    with tempfile.TemporaryDirectory() as cache:
        where = {"GO111MODULE": "off", "GOPATH": str(GO_PACKAGES), "GOCACHE": cache, "GOFLAGS": ""}
        yield ["go", "run", str(SECOND_OPINION / "check.go")], os.environ | where


def aics_agrees() -> str:
    """PyPI's aics-tlog over the same folder."""
    with their_environment() as programs, _export() as folder:
        return _run([str(programs / "python"), str(SECOND_OPINION / "check.py"), str(folder)]).strip()


def aics_witnesses() -> str:
    """PyPI's aics-witness, asked by our client: cosigned and grown, set back 409, forked 422, unknown 404."""
    log, fork = Log(300), Log(300, told="look.begun")
    with their_environment() as programs, _witness(programs) as witness:

        def ask(log: Log, size: int, *, seen: int) -> int:
            proof_from = lambda old: consistency_proof(old, size=size, node=log.node)  # noqa: E731 - a callback
            return len(cosigned(log.head(size), witness=witness, seen=seen, proof_from=proof_from))

        steps = ((100, 0), (200, 100), (250, 0))
        cosignatures = {size: ask(log, size, seen=seen) for size, seen in steps}
        refusals = [
            _refusal(WitnessRolledBack, lambda: ask(log, 200, seen=200)),
            _refusal(WitnessForked, lambda: ask(fork, 300, seen=250)),
            _refusal(WitnessForked, lambda: ask(fork, 250, seen=250)),
        ]
        stranger = Log(3, signer=type(SIGNER)("stranger.example", seed=bytes(32)))
        refusals.append(_refusal(NotKnown, lambda: ask(stranger, 3, seen=0)))
    assert set(cosignatures.values()) == {1}, cosignatures
    return f"cosigned at {', '.join(map(str, cosignatures))} leaves; {'; '.join(refusals)}"


def mutations() -> str:
    """Every bit of a small export, 2,000 of a large one, and its files deleted, doubled, swapped, cut, forged."""
    return pass_tests(
        "tests/ledger/test_verify.py",
        at_least={"changes tried": 10_000},
    )


def traps() -> str:
    """Both traps of RFC 3161 with a real `openssl ts` on loopback; message, nonce, policy and certificate pinned."""
    return pass_tests("tests/ledger/test_timestamp.py")


def speed() -> str:
    """A million leaves beside bare hashlib."""
    return _run([sys.executable, str(ROOT / "tools" / "ledger_speed.py")]).strip()


def _refusal(kind: type[Exception], ask: object) -> str:
    try:
        ask()  # type: ignore[operator] - a function without arguments
    except kind as refused:
        number = re.search(r"\(\d{3}\)", str(refused))
        return f"{kind.__name__} {number[0]}" if number else kind.__name__
    raise AssertionError(f"{kind.__name__} was expected")


def _run(command: Sequence[str], *, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, (done.stderr or done.stdout)[-600:]
    return done.stdout


@contextmanager
def _export() -> Iterator[Path]:
    """A folder of 3,001 leaves, ten heads, cosigned, with a time stamp and receipts."""
    log, token = stamped_log(3_000, sealed=2_000)
    log.sealed = (1, 2, 255, 256, 257, 999, 2_000, 2_999)
    with tempfile.TemporaryDirectory() as home:
        yield log.export(Path(home) / "export", tokens=[token], receipts=(0, 5, 2_999))


@contextmanager
def their_environment() -> Iterator[Path]:
    """The programs of an environment that holds nothing of ours."""
    uv = shutil.which("uv", path=f"{ROOT / '.boot' / 'bin'}:{os.environ['PATH']}")
    with tempfile.TemporaryDirectory() as home:
        environment = Path(home) / "env"
        _run([str(uv), "venv", "--quiet", "--python", sys.executable, str(environment)])
        wanted = ["--require-hashes", "-r", str(ROOT / "requirements" / "second_opinion.txt")]
        _run([str(uv), "pip", "install", "--quiet", "--python", str(environment / "bin/python"), *wanted])
        yield environment / "bin"


@contextmanager
def _witness(programs: Path) -> Iterator[Witness]:
    """An aics-witness on loopback that knows our test log."""
    with tempfile.TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        program, settings = str(programs / "aics-witness"), ["--config", f"{home}/witness.json"]
        line = _run([program, "init", *settings, "--name", "witness.example/w1"]).strip()
        _run([program, "add-log", *settings, "--origin", ORIGIN, "--vkey", SIGNER.verifier.line])
        running = subprocess.Popen(
            [program, "serve", *settings, "--listen", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL
        )
        try:
            _wait_for(port)
            yield Witness(f"http://127.0.0.1:{port}", CosignatureVerifier.parse(line))
        finally:
            running.terminate()
            running.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise Unreachable("the witness did not begin to listen within 20 seconds")


LINES = (
    Line("≥ 500 vectors of our own from an independent naive tree; RFC 6962’s published ones", vectors),
    Line("The ledger’s examples run as tests; the formats’ published notes and keys are read", examples),
    Line(
        "The export verifies with `verify.py` alone; a receipt opens chosen fields, also after erasure",
        outsider,
    ),
    Line("The export verifies with Debian’s `golang-golang-x-mod-dev`", go_agrees),
    Line("The export verifies with `aics-tlog`", aics_agrees),
    Line("`aics-witness` cosigns what grew and refuses a log set back (409) or forked (422)", aics_witnesses),
    Line("≥ 10,000 changes of an export: all found", mutations),
    Line("Both traps of RFC 3161 against a real `openssl ts` on loopback", traps),
    Line("1,000,000 leaves verified in ≤ 1.3 × the bare hashlib floor", speed),
)
