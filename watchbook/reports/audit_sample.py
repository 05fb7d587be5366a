"""A random sample for an internal audit that nobody chose, and that anybody can draw again.

Its scope is recorded first, with the references of what was on record then. The seed is the first signed checkpoint that covers
that record, which nobody could know then. The references are put in the order of SHA-256 over seed and reference; the first of
them are the sample, whatever retention deletes later.
"""

import base64
import hashlib
import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event, SignedCheckpoint
from watchbook.audit_log.queries import entry_of
from watchbook.audit_log.record import Kind, record
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries.central_record import central_record
from watchbook.ledger import checkpoint, note
from watchbook.looks.models import Look
from watchbook.looks.queries.counts import looks_between
from watchbook.organisation.models import Person, Service
from watchbook.reports.permissions import may_draw_sample, may_read_inspection_page

AT_MOST = 50  # items: each is read by a person
DRAWN = Kind(
    "audit_sample.ordered",
    fields=("what", "service", "first_on", "last_on", "size", "drawn_from"),
    says=gettext_lazy("The scope of a random sample was recorded."),
)


class Sampled(models.TextChoices):
    """A register of which a sample is drawn."""

    LOOKS = "looks", gettext_lazy("looks")
    AUTHORISATIONS = "authorisations", gettext_lazy("decided applications")


@dataclass(frozen=True)
class SampleScope:
    """The scope of a sample: of what, of which service (None: of all), between which days, and how many at most."""

    what: Sampled
    service: UUID | None
    first_on: date
    last_on: date
    size: int


@dataclass(frozen=True)
class SampleSeed:
    """The seed of a sample: the size and the root of the checkpoint, and the record of the scope."""

    checkpoint_size: int
    root: str
    event: UUID

    def place(self, reference: str) -> str:
        """The place of an item: the smaller, the earlier it is drawn."""
        return hashlib.sha256(f"{self.root}\n{self.event}\n{reference}\n".encode()).hexdigest()


@dataclass(frozen=True)
class AuditSample:
    """A sample: its scope, who set it when, the seed (None until it is sealed), of how many it was drawn, and what was drawn."""

    id: UUID
    scope: SampleScope
    by: UUID
    at: datetime
    seed: SampleSeed | None
    population: int
    references: tuple[str, ...]
    gone: tuple[str, ...] = ()  # of what it was drawn from, what retention deleted since


@transaction.atomic
def draw(scope: SampleScope, *, by: Person, at: datetime) -> Event:
    """Set the scope of a sample. The seal that follows draws it, so that no second try gives what somebody wants unseen."""
    may_draw_sample(by)
    if not 1 <= scope.size <= AT_MOST:
        raise WrongState(
            _("You cannot draw a sample of this size. Enter a number of items from 1 to {most}.").format(
                most=AT_MOST
            )
        )
    if scope.first_on > scope.last_on:
        raise WrongState(
            _("You cannot draw this sample: its first date is after its last date. Check both dates.")
        )
    if scope.last_on > london_day(at):
        raise WrongState(
            _(
                "You cannot draw this sample: its last date is in the future. Enter today’s date or an earlier one."
            )
        )
    service = str(scope.service) if scope.service else ""
    known = in_runs(population(scope, recorded_by=Now()).values_list("reference", flat=True))
    days = {"first_on": scope.first_on, "last_on": scope.last_on}
    return record(
        DRAWN, subject=by, by=by, at=at, what=str(scope.what), service=service, size=scope.size, drawn_from=known, **days
    )  # fmt: skip


def sample(event_id: UUID, *, by: Person) -> AuditSample | None:
    """Draw the sample of a recorded scope, the same each time; nothing of it before the seal. None where there is no such scope."""
    may_read_inspection_page(by)
    event = Event.objects.filter(id=event_id, name=DRAWN.name).first()
    return _drawn(event) if event else None


def samples(*, by: Person) -> list[Event]:
    """The scopes that were set, the newest first: every try shows. One query."""
    may_read_inspection_page(by)
    return list(Event.objects.filter(name=DRAWN.name).order_by("-number"))


def scope_of(event: Event) -> SampleScope:
    """The scope that an event records."""
    told = event.fields
    return SampleScope(
        what=Sampled(told["what"]),
        service=UUID(told["service"]) if told["service"] else None,
        first_on=date.fromisoformat(told["first_on"]),
        last_on=date.fromisoformat(told["last_on"]),
        size=int(told["size"]),
    )


def service_words(scope: SampleScope) -> str:
    """The service of a scope in words. One query at most."""
    if scope.service is None:
        return _("all services")
    return Service.objects.values_list("name", flat=True).get(id=scope.service)


def _drawn(event: Event) -> AuditSample:
    scope, seed = scope_of(event), _seed(event.id)
    there = population(scope, recorded_by=event.recorded_at).values_list("reference", flat=True)
    recorded = event.fields.get("drawn_from")  # a scope of before it was recorded has none
    references = list(there) if recorded is None else out_of_runs(recorded)
    drawn = heapq.nsmallest(scope.size, references, key=seed.place) if seed else []
    gone = tuple(sorted(set(references) - _still_there(scope.what)))
    return AuditSample(event.id, scope, event.by, event.at, seed, len(references), tuple(drawn), gone)


def _still_there(what: Sampled) -> set[str]:
    table = Look if what == Sampled.LOOKS else Authorisation
    return set(table._default_manager.values_list("reference", flat=True))


def in_runs(references: Iterable[str]) -> list[str]:
    """References in runs of numbers that follow each other: `L-0001 3` stands for L-0001, L-0002 and L-0003."""
    runs: list[tuple[str, int]] = []
    awaited = ""
    for one in references:
        if one == awaited:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((one, 1))
        awaited = _next(one)
    return [f"{first} {many}" for first, many in runs]


def out_of_runs(runs: Iterable[str]) -> list[str]:
    """The references again, one by one."""
    found = []
    for run in runs:
        one, many = run.split(" ")
        for _time in range(int(many)):
            found.append(one)
            one = _next(one)
    return found


def _next(reference: str) -> str:
    """The reference after this one: the same with the next number at its end."""
    head = reference.rstrip("0123456789")
    number = reference[len(head) :]
    return f"{head}{int(number) + 1:0{len(number)}d}" if number else ""


def population(
    scope: SampleScope, *, recorded_by: datetime | Now
) -> QuerySet[Look] | QuerySet[Authorisation]:
    """Find what a sample is drawn from: what was on record when its scope was set, of its days and its service."""
    rows: QuerySet[Look] | QuerySet[Authorisation]
    if scope.what == Sampled.LOOKS:
        rows = Look.objects.filter(looks_between(scope.first_on, scope.last_on))
    else:
        days = (scope.first_on, scope.last_on)
        rows = central_record().filter(decided_at__date__range=days, decided_at__lte=recorded_by)
    known = rows.filter(recorded_at__lte=recorded_by).order_by("reference")
    return known.filter(service=scope.service) if scope.service else known


def _seed(event_id: UUID) -> SampleSeed | None:
    """The first signed checkpoint that covers an event. Three queries."""
    entry = entry_of(event_id)
    if entry is None:
        return None
    signed = SignedCheckpoint.objects.filter(size__gt=entry).order_by("size").first()
    if signed is None:
        return None
    found = checkpoint.parse(note.parse(signed.note).text)
    return SampleSeed(found.size, base64.b64encode(found.root).decode(), event_id)


def not_random_words(drawn: AuditSample) -> str:
    """Say that a sample as large as what it was drawn from left nothing to chance; of a smaller one, nothing."""
    if drawn.seed is None or not 0 < drawn.population <= drawn.scope.size:
        return ""
    return ngettext(
        "This is not a random sample: it has the only item in the scope.",
        "This is not a random sample: it has all {count} items in the scope.",
        drawn.population,
    ).format(count=drawn.population)


def how_to_draw_again(drawn: AuditSample) -> Iterator[str]:
    """Tell how anybody draws the same sample with the list of references and the seed."""
    if drawn.seed is None:
        return
    yield _(
        "Seed, which decides the draw: {root}. It is the root hash (the fingerprint) of the audit log’s signed checkpoint with {size} entries."
    ).format(size=drawn.seed.checkpoint_size, root=drawn.seed.root)
    yield _("Event that records the scope: {event}").format(event=drawn.id)
    yield _(
        "For each reference, write three lines: the seed, the event and the reference. End each line with a line feed. "
        "Take the SHA-256 hash of the three lines. The references with the smallest hashes are the sample."
    )
