"""Strangers' files and pages: bombs, archives of other tools, feeds that change half-way, the same press ten times at once."""

import gzip
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.capture import site as sites
from tools import capture_bench
from tools.proofs.showing import Line, pass_tests
from watchbook.capture import bundle, foreign_index
from watchbook.capture.arrival import looked_at

ARCHIVE = 240  # pictures of 1 MB
BOMBS = 60
ROUNDS = 5
ONCE = 1.5
WHOLE_COMMAND = {"wall": 2.0, "cpu": 2.2, "bundle": 1.7}


def bombs() -> str:
    """Bombs and polyglots of every kind that is taken in, made anew: each read or refused, no process over 512 MB.

    The page is timed with no other test beside it: one that begins or ends between the turns would be measured too.
    """
    module = "tests/reading/test_bombs.py"
    return "; ".join(
        (
            pass_tests(
                f"{module}::test_every_bomb_is_read_or_refused_and_no_process_takes_half_a_gigabyte",
                f"{module}::test_the_page_of_what_was_taken_in_opens_and_asks_no_more_than_for_the_questions_that_are_read",
                "tests/reading/test_child.py",
                at_least={"bombs": BOMBS},
            ),
            pass_tests(f"{module}::test_a_public_page_takes_no_twice_as_long_while_bombs_are_read"),
        )
    )


def good_archives() -> str:
    """Archives of `warcio`, wget, js-wacz and py-wacz at every chunk border, each record as `warcio` reads it."""
    return pass_tests(
        "tests/capture/test_good_archives.py",
        at_least={"archives": 303},
    )


def whole_command() -> str:
    """`watchbook capture` from its start to the sealed bundle, in turn with the bare browser and one picture."""
    bundles: list[int] = []
    found = capture_bench.measure(ROUNDS, capture_bench.WHOLE, bundles)["command"]
    with sites.running() as site:
        bodies = sum(len(body) for _, _, body in site.expected())
    found["bundle"] = statistics.median(bundles) / bodies
    said = ", ".join(f"{what} {found[what]:.2f} of at most {most}" for what, most in WHOLE_COMMAND.items())
    over = [what for what, most in WHOLE_COMMAND.items() if found[what] > most]
    assert not over, f"over its bar: {', '.join(over)} ({said}; load {os.getloadavg()[0]:.1f})"
    return f"{said} times the bare drive's, and of the bodies' {bodies / 1e6:.1f} MB"


def feeds() -> str:
    """Feeds that change method, host, address or the name of their parameter; never one for another."""
    return pass_tests("tests/capture/test_promises.py", "tests/capture/test_capturing.py")


def presses() -> str:
    """The same press ten times at once, over the pages, with real connections."""
    return pass_tests(
        "tests/config/test_press.py",
        "tests/config/test_press_forms.py",
        "tests/architecture/test_pressed_twice.py",
        at_least={"forms pressed twice": 60},
    )


def scanned() -> str:
    """A peer that speaks clamd's protocol: found, clean, failing in every way; and programs, scripts and second files named."""
    return pass_tests(
        "tests/files/test_scan.py",
        "tests/files/test_within.py",
        "tests/reading/within/test_look.py",
        "tests/machine/test_scan_doctor.py",
    )


def second_view() -> str:
    """Intake of a 250 MB archive beside reading it once; what a view reads of it beside reading plain bytes of that size."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        folder = Path(name)
        path = folder / "came.warc.gz"
        with path.open("wb") as file:
            for record in _records():
                file.write(gzip.compress(record, 1))
        (seen := folder / "seen").mkdir()
        began = time.perf_counter()
        with path.open("rb") as file:
            told = looked_at(file, str(path), path.name, 512 * 1024**2, str(seen))
        noted = time.perf_counter() - began
        assert told["found"]["records"] == ARCHIVE + 1, told
        began = time.perf_counter()
        with gzip.open(path) as plain:
            while plain.read(1024**2):
                pass
        once = time.perf_counter() - began
        bytes_seen = sum(one.stat().st_size for one in seen.iterdir())
        assert bytes_seen <= foreign_index.ROOM + 1024**2
        (plain_file := folder / "plain").write_bytes(os.urandom(bytes_seen))
        viewed = statistics.median(_time(list(seen.iterdir())) for _ in range(ROUNDS))
        bare = statistics.median(_time([plain_file]) for _ in range(ROUNDS))
    ratio = viewed / bare
    assert ratio <= ONCE, f"a view reads in {ratio:.2f} of the time of its plain bytes"
    size = ARCHIVE * len(PICTURE) // 1024**2
    return f"{size} MB noted in {noted / once:.2f} of the time of reading it once; a view reads {bytes_seen // 1024**2} MB in {ratio:.2f} of the time of plain bytes"


PICTURE = b"\x89PNG\r\n\x1a\n" + os.urandom(1024**2)


def _records() -> Iterator[bytes]:
    for number in range(ARCHIVE + 1):
        kind, body = (b"image/png", PICTURE) if number else (b"text/html", b"<h1>A page</h1>")
        block = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n" + body
        head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%d\r\n" % number
        yield head + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def _time(paths: list[Path]) -> float:
    began = time.perf_counter()
    with Path(os.devnull).open("wb") as out:
        for path in paths:
            for chunk in bundle._chunks(path):  # as a bundle is read
                out.write(chunk)
    return time.perf_counter() - began


LINES = (
    Line("60 bombs and polyglots: read or refused, no process over 512 MB, pages go on", bombs),
    Line("300 good archives of four tools over all chunk borders: none refused, each record as by warcio", good_archives),
    Line("The whole capture command beside the bare browser and one picture: wall ≤ 2.0, processor ≤ 2.2, bundle ≤ 1.7 × the bodies", whole_command),
    Line("Feeds that change method, host or parameter half-way are complete, and no other is", feeds),
    Line("The same press ten times at once is one act and no error; every form pressed twice as it stands is one", presses),
    Line("Where clamd is set, nothing from outside is read unscanned; what a file holds besides is named before it is opened", scanned),
    Line("A large archive is read once, at intake; a view reads what it shows", second_view),
)  # fmt: skip
