"""Publication: one checkpoint a week for the public, and what outsiders say of it, asked again until they have answered.

The first is published as soon as there is anything, then one each Monday: how fast a council's log grows says something
of what is going on, so the public gets no more of it. The sealer's process does this beside sealing and never in its way.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256

from django.utils import timezone

from watchbook.audit_log.models import Cosignature, PublishedCheckpoint, SignedCheckpoint, TimestampToken
from watchbook.audit_log.outsiders import Outsiders
from watchbook.audit_log.seal import read_tile
from watchbook.ledger import cosignature, timestamp, witness
from watchbook.ledger.post import Post, Unreachable, post
from watchbook.ledger.tiles import node_reader
from watchbook.ledger.tree import consistency_proof

MONDAY_AT = timedelta(hours=6)
FIRST_WAIT, LONGEST_WAIT = 10.0, 3600.0  # seconds between two attempts

log = logging.getLogger(__name__)


def publish(*, key: str, now: datetime) -> PublishedCheckpoint | None:
    """Publish the newest checkpoint, and the key that signed it, if one is due; None if not."""
    newest = SignedCheckpoint.objects.order_by("-size").first()
    last = PublishedCheckpoint.objects.order_by("-on").values_list("on", flat=True).first()
    if newest is None or not is_due(last, now=now):
        return None
    return PublishedCheckpoint.objects.create(
        on=timezone.localdate(now), key=key, size=newest.size, note=newest.note
    )


def is_due(last: date | None, *, now: datetime) -> bool:
    """Whether the last publication is older than the Monday morning that was last (London's clock)."""
    morning = timezone.localtime(now) - MONDAY_AT
    return last is None or last < morning.date() - timedelta(days=morning.weekday())


def next_on(last: date | None, *, now: datetime) -> date:
    """Return the London day of the next publication: the next Monday, or today where one is due."""
    if is_due(last, now=now):
        return timezone.localdate(now)
    morning = (timezone.localtime(now) - MONDAY_AT).date()
    return morning + timedelta(days=7 - morning.weekday())


@dataclass
class Asking:
    """Asks every outsider about the newest publication, each again after a growing pause; one cannot hold up another."""

    outsiders: Outsiders
    send: Post = post
    clock: Callable[[], float] = time.monotonic
    _not_before: dict[object, float] = field(default_factory=dict)
    _waits: dict[object, float] = field(default_factory=dict)

    def step(self) -> int:
        """Ask whoever has not answered and whose pause is over; gives how many answered."""
        row = PublishedCheckpoint.objects.order_by("-on").first()
        return sum(self._try(row, key, ask) for key, ask in self._open(row)) if row else 0

    def _open(self, row: PublishedCheckpoint) -> Iterator[tuple[str, Callable[[PublishedCheckpoint], None]]]:
        """Those who have not answered, each with how to ask."""
        stamped = set(TimestampToken.objects.filter(checkpoint=row).values_list("authority", flat=True))
        signed = set(Cosignature.objects.filter(checkpoint=row).values_list("witness", flat=True))
        for authority in self.outsiders.authorities:
            if authority.name not in stamped:
                yield authority.name, partial(self._stamp, authority=authority)
        for one in self.outsiders.witnesses:
            if one.verifier.name not in signed:
                yield one.verifier.name, partial(self._cosign, one=one)

    def _try(self, row: PublishedCheckpoint, name: str, ask: Callable[[PublishedCheckpoint], None]) -> int:
        key = (row.on, name)
        if self.clock() < self._not_before.get(key, 0.0):
            return 0
        try:
            ask(row)
        except (Unreachable, timestamp.BadTimestamp) as failure:
            self._later(key, why=str(failure))
            return 0
        except witness.WitnessRefused as refusal:
            # A person has to look; until they have, and start the sealer anew, it is asked once an hour.
            log.error("%s", refusal)
            self._waits[key] = LONGEST_WAIT
            self._later(key, why="It refused.")
            return 0
        return 1

    def _later(self, key: tuple[date, str], *, why: str) -> None:
        wait = min(self._waits.get(key, FIRST_WAIT / 2) * 2, LONGEST_WAIT)
        self._waits[key], self._not_before[key] = wait, self.clock() + wait
        log.warning("%s did not answer: %s It is asked again in %.0f s.", key[1], why, wait)

    def _stamp(self, row: PublishedCheckpoint, *, authority: timestamp.TimestampAuthority) -> None:
        message = row.note.encode()
        token = timestamp.stamped(message, authority=authority, send=self.send)
        said = timestamp.check(token, message=message, authority=authority)
        TimestampToken.objects.create(
            checkpoint=row,
            authority=authority.name,
            token=token,
            sha256=sha256(token).hexdigest(),
            at=said.at,
        )

    def _cosign(self, row: PublishedCheckpoint, *, one: witness.Witness) -> None:
        name = one.verifier.name
        seen = Cosignature.objects.filter(witness=name).order_by("-checkpoint__on").first()
        node = node_reader(read_tile, size=row.size)
        signatures = witness.cosigned(
            row.note,
            witness=one,
            seen=seen.checkpoint.size if seen else 0,
            proof_from=lambda old: consistency_proof(old, size=row.size, node=node),
            send=self.send,
        )
        newest = max(signatures, key=cosignature.time_of)
        Cosignature.objects.create(
            checkpoint=row,
            witness=name,
            key=one.verifier.line,
            line=newest.line,
            at=datetime.fromtimestamp(cosignature.time_of(newest), tz=timezone.get_default_timezone()),
        )
