"""What the sealer's process does: seals and signs four times a second, publishes and asks outsiders beside it.

It signs in to the database as the sealer's role, which cannot read an event. If the database goes away or the disk is
full it waits and goes on; if the log is not the one that was signed it stops and says what to do.
"""

import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from watchbook.audit_log import outsiders, publish, rejoin, seal, sign
from watchbook.audit_log.asked_signer import answering
from watchbook.audit_log.head import BadHead, HeadMoved
from watchbook.audit_log.outsiders import BadOutsiders
from watchbook.audit_log.sign import SigningPlace, SigningRefused, the_signing_place
from watchbook.audit_log.signing_key import NoSigningKey
from watchbook.machine.progress import Say, say
from watchbook.machine.wish import Wish

EVERY = 0.25  # seconds
AFTER_TROUBLE = 1.0
OUTSIDERS_EVERY = 10.0
ONCE, REJOIN = "--once", "--rejoin"
LOOK = "Run `watchbook doctor`, which says what is amiss."


def run(arguments: Sequence[str], *, say: Say = say) -> int:
    """Seal until asked to stop; `--once`: until nothing waits; `--rejoin`: put back signed leaves first."""
    try:
        place = the_signing_place()
        if REJOIN in arguments:
            say(f"{rejoin.fill(place)} signed leaves were put back.")
        if ONCE in arguments:
            say(f"{_all_that_waits(place)} entries are sealed and signed.")
        elif REJOIN not in arguments:
            asked_at = settings.SIGNING_SOCKET
            with (
                answering(place.signer, at=asked_at, backups=settings.PLACES.backups)
                if asked_at
                else nullcontext()
            ):
                _forever(place, say=say)
    except (SigningRefused, BadHead, NoSigningKey, BadOutsiders) as refusal:
        say(f"The sealer stopped. {refusal}{_next_step(refusal)}")
        return 1
    return 0


def step(place: SigningPlace) -> bool:
    """Hold the log against the head, seal, sign; whether there may be more that waits. Raises SigningRefused or BadHead."""
    sign.check(place)
    taken = seal.seal()
    sign.sign(place)
    return taken == seal.AT_ONCE


def _all_that_waits(place: SigningPlace) -> int:
    while step(place):
        pass
    return sign.sign(place)


def _forever(place: SigningPlace, *, say: Say) -> None:
    stopping = Wish()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopping.set)
    asking = publish.Asking(outsiders.read(settings.OUTSIDERS))
    threading.Thread(
        target=_publish_until, args=(stopping, asking, place.signer.verifier.line, say), daemon=True
    ).start()
    say(f"Sealing {place.signer.name}.")
    while not stopping.is_set():
        stopping.wait(_tried(lambda: 0.0 if step(place) else EVERY, say=say))


def _publish_until(stopping: Wish, asking: publish.Asking, key: str, say: Say) -> None:
    """Publish what is due and ask outsiders, on a connection of this thread's own."""

    def once() -> float:
        publish.publish(key=key, now=timezone.now())
        asking.step()
        return OUTSIDERS_EVERY

    while not stopping.is_set():
        stopping.wait(_tried(once, say=say))


def _tried(work: Callable[[], float], *, say: Say) -> float:
    """Do it and give how long to wait; trouble with database or disk is told and waited for, for it passes."""
    try:
        return work()
    except HeadMoved:
        return 0.0
    except (Error, OSError) as trouble:
        say(
            f"The sealer waits: {str(trouble).strip().splitlines()[0] if str(trouble).strip() else trouble!r}"
        )
        connection.close()
        return AFTER_TROUBLE


def _next_step(refusal: Exception) -> str:
    """What to do next, where the refusal does not say it itself."""
    if isinstance(refusal, NoSigningKey):
        return " Run `watchbook setup`, which makes one where there was never any; else put back the one that was."
    return "" if isinstance(refusal, SigningRefused) else f" {LOOK}"
