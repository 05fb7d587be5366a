"""What the capture worker's process does: settles what others left, then takes one capture after the other.

Where its machine has no browser, no folder in memory or no key to seal with, it takes none and says why, so that a worker
elsewhere can; once that is mended it goes on by itself. If the database goes away it waits and goes on.
"""

import functools
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

from watchbook.audit_log import outsiders
from watchbook.audit_log.asked_signer import the_signer
from watchbook.audit_log.outsiders import BadOutsiders
from watchbook.audit_log.signing_key import NoSigningKey
from watchbook.capture import ways
from watchbook.capture.browser import digest_of
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence import capture_worker, memory_folder, time_stamp, worker_lock
from watchbook.evidence.capture_worker import WorkerMeans
from watchbook.evidence.queries.captures import is_any_waiting, lacking_stamps
from watchbook.files.refused import StoreFailed
from watchbook.keys.refused import KeysMissing, WrappingFailed
from watchbook.machine.capture_command import listed, the_browser
from watchbook.machine.failure import Failure
from watchbook.machine.progress import Say, say
from watchbook.machine.wish import Wish
from watchbook.organisation.models import Person

EVERY = 0.5  # seconds between two looks at what waits
SETTLES_EVERY = 5.0
STAMPS_EVERY = 300.0
AFTER_TROUBLE = 5.0
ONCE = "--once"
CANNOT = (CaptureRefused, Failure, NoSigningKey, BadOutsiders, KeysMissing, WrappingFailed, StoreFailed)


def run(arguments: Sequence[str], *, say: Say = say) -> int:
    """Take captures until asked to stop; `--once`: until nothing waits, and 1 where none can be taken here."""
    stopping = Wish()
    if ONCE not in arguments:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stopping.set)
    working = Working(say=say, stopping=stopping)
    if ONCE in arguments:
        while working.round() == 0.0:
            pass
        return int(working.said != "")
    while not stopping.is_set():
        stopping.wait(working.round())
    say("The capture worker stopped.")
    return 0


class Working:
    """A worker from round to round: what it last said is wrong, and when it last settled."""

    def __init__(self, *, say: Say, stopping: Wish) -> None:
        self.say, self.stopping = say, stopping
        self.said = ""
        self.settled_at: float | None = None
        self.stamped_at: float | None = None

    def round(self) -> float:
        """Settle where it is time, take one; how many seconds to wait. Trouble is said once, however long it lasts."""
        try:
            wait = self._round()
        except CANNOT as why:
            self._trouble(f"This machine takes no captures. {why}")
            return AFTER_TROUBLE
        except Error as trouble:
            connection.close()
            self.settled_at = None
            self._trouble(f"The capture worker waits for the database: {type(trouble).__name__}")
            return AFTER_TROUBLE
        self.said = ""
        return wait

    def _round(self) -> float:
        # The role that takes captures reads nobody's name, address or password.
        by = Person.objects.only("id", "is_system").filter(is_system=True).order_by("id").first()
        if by is None:
            return AFTER_TROUBLE  # nobody has begun the register yet
        folder = memory_folder.the_folder()
        if self.settled_at is None:
            worker_lock.be_present()
        if self.settled_at is None or time.monotonic() - self.settled_at > SETTLES_EVERY:
            capture_worker.settle(by=by)
            capture_worker.clear(folder)
            self.settled_at = time.monotonic()
        if not is_any_waiting():
            self._stamp(by=by)
            return EVERY
        taken = capture_worker.take_next(means(), by=by, stopping=self.stopping.is_set)
        return EVERY if taken is None else 0.0

    def _stamp(self, *, by: Person) -> None:
        """Once in a while, when nothing waits: ask for the time stamps that are still to come."""
        if self.stamped_at is None or time.monotonic() - self.stamped_at > STAMPS_EVERY:
            if lacking_stamps():
                time_stamp.stamp_missing(means(), by=by)
            self.stamped_at = time.monotonic()

    def _trouble(self, what: str) -> None:
        if what != self.said:
            self.say(what)
        self.said = what


def means() -> WorkerMeans:
    """What this machine has. Raises CaptureRefused, Failure, NoSigningKey or BadOutsiders for what it lacks."""
    ways.way(mode=settings.MODE)
    browser = the_browser()
    return WorkerMeans(
        chromium=browser,
        browser_sha256=_digest_of(browser, changed_at=browser.stat().st_mtime_ns),
        signer=the_signer(),
        folder=memory_folder.the_folder(),
        mode=settings.MODE,
        authorities=outsiders.read(settings.OUTSIDERS).authorities,
        allowed=listed("WATCHBOOK_CAPTURE_ALLOW"),
        trusted_keys=listed("WATCHBOOK_CAPTURE_TRUST"),
        own_addresses=settings.OWN_ADDRESSES,
    )


@functools.lru_cache(maxsize=1)
def _digest_of(browser: Path, *, changed_at: int) -> str:
    """Of the browser's program, as every record names it: hashed again only where the program is another."""
    return digest_of(browser)
