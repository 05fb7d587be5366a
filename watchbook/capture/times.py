"""One clock for every time of a capture: the browser's monotonic moments and ours, on one line, with the clock's own state."""

import ctypes
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

NANOSECONDS = 1_000_000_000
UNSYNCHRONISED = 5  # adjtimex's answer TIME_ERROR: nothing disciplines the clock
IN_NANOSECONDS = 0x2000


class _Timex(ctypes.Structure):
    """The head of Linux's struct timex, and room for the rest."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_long * 48),
    )


@dataclass(frozen=True)
class Clock:
    """Wall time fixed once against the monotonic clock, so that a step of the wall clock cannot reorder events."""

    wall: int = field(default_factory=time.time_ns)
    monotonic: int = field(default_factory=time.monotonic_ns)

    def now(self) -> datetime:
        """This moment."""
        return self._at(time.monotonic_ns())

    def seconds(self) -> float:
        """Since the capture began."""
        return (time.monotonic_ns() - self.monotonic) / NANOSECONDS

    def at(self, moment: float) -> datetime:
        """A moment that the browser gives, in seconds of the same monotonic clock."""
        return self._at(round(moment * NANOSECONDS))

    def drift(self) -> float:
        """Seconds by which the machine's wall clock was set or slewed since."""
        return (time.time_ns() - self.wall - (time.monotonic_ns() - self.monotonic)) / NANOSECONDS

    def _at(self, monotonic: int) -> datetime:
        microseconds = (self.wall + monotonic - self.monotonic) // 1000
        second = datetime.fromtimestamp(microseconds // 1_000_000, UTC)
        return second.replace(microsecond=microseconds % 1_000_000)


def written(moment: datetime) -> str:
    """A moment as every file of a capture writes it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def state() -> dict[str, Any]:
    """What the kernel says of its clock: whether anything disciplines it, and by how much it may be wrong, in seconds."""
    timex = _Timex()
    answer = ctypes.CDLL(None).adjtimex(ctypes.byref(timex))
    scale = 1e9 if timex.status & IN_NANOSECONDS else 1e6
    return {
        "source": "CLOCK_REALTIME, read once and carried on by CLOCK_MONOTONIC",
        "synchronised": 0 <= answer != UNSYNCHRONISED,
        "offset": timex.offset / scale,
        "estimated_error": timex.esterror / 1e6,
        "maximum_error": timex.maxerror / 1e6,
    }
