"""Reading signed statements: whether a matter is stated for a period, by whom, and who has not signed (docs/explanation/answering.md#statuses).

Two times: a statement counts if it was signed by the day `on` and recorded by the moment `as_at` (None: now).

A service counts for a quarter unless it was closed before it. It counts for the quarters before it was recorded
here, too: the service was there before the register was, and its silence is no answer. A service that is truly new
says so once, in its statement about the years before. As at a moment, only services recorded by then are asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import TruncQuarter

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.statements import rules
from watchbook.governance.statements.models import Matter, Statement, StatementItem
from watchbook.organisation.models import Service
from watchbook.organisation.rules import TITLES, DutyKind


@dataclass(frozen=True)
class MatterCoverage:
    """What was signed of a matter for every quarter of a period, by everybody whose word it needs.

    `none` where all say that there was none; `counted` is the sum that they say for the last quarter; `retrospective`
    where any of it was signed too late after its quarter to count as signed at the time.
    """

    matter: Matter
    first_on: date
    last_on: date
    none: bool
    counted: int
    statements: tuple[Statement, ...]
    retrospective: bool


@dataclass(frozen=True)
class Seat:
    """Whose word is needed: a duty's, of a line manager for one service."""

    duty: DutyKind
    service: Service | None = None

    @classmethod
    def of(cls, statement: Statement) -> "Seat":
        """Whose statement it is."""
        return cls(DutyKind(statement.duty), statement.service)

    @property
    def service_id(self) -> UUID | None:
        """The service's id, if it is about one."""
        return self.service.id if self.service else None

    @property
    def key(self) -> tuple[str, UUID | None]:
        """By what its statements are found."""
        return self.duty.value, self.service_id

    @property
    def slug(self) -> str:
        """As an address names it."""
        return str(self.service.id) if self.service else self.duty.value

    @property
    def title(self) -> str:
        """The service, or the duty as people say it."""
        return self.service.name if self.service else str(TITLES[self.duty])

    def is_open_in(self, quarter: rules.Quarter) -> bool:
        """Whether its word is needed for a quarter."""
        closed_on = self.service.closed_on if self.service else None
        return closed_on is None or closed_on >= quarter.first_on


@dataclass(frozen=True)
class NotSigned:
    """Who has not signed for which quarter."""

    seat: Seat
    quarter: rules.Quarter


def stated(
    matter: Matter, *, first_on: date, last_on: date, on: date, as_at: datetime | None = None
) -> MatterCoverage | None:
    """What was signed of a matter for every quarter of a period, or None where anybody's word is missing. Two queries."""
    if last_on < first_on:
        return None
    spoken = _spoken(matter, first_on=first_on, last_on=last_on, on=on, as_at=as_at)
    asked = _asked(matter, as_at=as_at)
    parts = _parts(first_on, last_on)
    found = [_word_of_all(asked, spoken, part=part) for part in parts]
    if not all(found):
        return None
    used = {item.statement_id: item for said in found for item in said}.values()
    return MatterCoverage(
        matter=matter,
        first_on=first_on,
        last_on=last_on,
        none=all(item.answer == rules.NONE for item in used),
        counted=sum(item.counted for item in found[-1]),
        statements=tuple(item.statement for item in used),
        retrospective=any(
            rules.is_retrospective(quarter.last_on, signed_on=item.statement.signed_on)
            for quarter, said in zip(rules.quarters_touching(first_on, last_on), found, strict=True)
            for item in said
        ),
    )


def unbroken_from(matter: Matter, *, last_on: date, on: date, as_at: datetime | None = None) -> date | None:
    """The first day of the unbroken run of whole stated quarters that ends on a day, or None. Two queries."""
    spoken = _spoken(matter, first_on=date.min, last_on=last_on, on=on, as_at=as_at)
    asked = _asked(matter, as_at=as_at)
    begins = min((item.statement.first_on for items in spoken.values() for item in items), default=None)
    run = None
    for quarter in reversed(rules.quarters_touching(begins, last_on) if begins else []):
        part = rules.Quarter(quarter.first_on, min(quarter.last_on, last_on))
        if not _word_of_all(asked, spoken, part=part):
            break
        run = quarter.first_on
    return run


def missing_statements(
    matter: Matter, *, first_on: date, last_on: date, on: date, as_at: datetime | None = None
) -> list[NotSigned]:
    """Who has not said of a matter what there was in which quarter of a period, the oldest first. Two queries."""
    spoken = _spoken(matter, first_on=first_on, last_on=last_on, on=on, as_at=as_at)
    asked = _asked(matter, as_at=as_at)
    return [
        NotSigned(seat=seat, quarter=quarter)
        for quarter, part in zip(
            rules.quarters_touching(first_on, last_on), _parts(first_on, last_on), strict=True
        )
        for seat in asked
        if seat.is_open_in(part) and _word_of(seat, spoken, part=part) is None
    ]


def most_counted(
    matter: Matter, *, first_on: date, last_on: date, on: date, as_at: datetime | None = None
) -> int:
    """The most that any one signer counted in a period, 0 if nobody did: fewer on the register now are some lost. One query."""
    spoken = _spoken(matter, first_on=first_on, last_on=last_on, on=on, as_at=as_at)
    return max((item.counted for items in spoken.values() for item in items), default=0)


@asked_once
def seats(*, as_at: datetime | None = None) -> list[Seat]:
    """Everybody whose statements are asked for: a line manager's for each service, then the other signers. One query."""
    rows = services_by_name()
    return seats_of(rows if as_at is None else rows.filter(recorded_at__lte=as_at))


def services_by_name() -> QuerySet[Service]:
    """Every service, open or closed."""
    return Service.objects.order_by("name")


def seats_of(rows: Iterable[Service]) -> list[Seat]:
    """Tell whose statements are asked for where these are the services. No query."""
    services = [Seat(DutyKind.LINE_MANAGER, service) for service in rows]
    return [*services, *(Seat(duty) for duty in rules.SIGNERS if duty is not DutyKind.LINE_MANAGER)]


def seat_named(slug: str) -> Seat | None:
    """The seat that an address names, or None."""
    return next((seat for seat in seats() if seat.slug == slug), None)


def statements_in(first_on: date, last_on: date) -> dict[tuple[str, UUID | None], list[Statement]]:
    """The statements that speak of some day of a period, by who signed, with what each says. Two queries."""
    found: dict[tuple[str, UUID | None], list[Statement]] = defaultdict(list)
    rows = newest_statements(as_at=None).filter(first_on__lte=last_on, last_on__gte=first_on)
    for row in rows.select_related("service", "recorded_by").prefetch_related("items"):
        found[row.duty, row.service_id].append(row)
    return found


def statement_by_reference(reference: str) -> Statement | None:
    """The newest version of a statement with what it says, or None if there is none or it was taken back. Two queries."""
    rows = newest_statements(as_at=None).filter(reference=reference)
    return rows.select_related("service", "recorded_by").prefetch_related("items").first()


def versions_of(reference: str) -> list[Statement]:
    """Every version of a statement, the oldest first, with what each says. Two queries."""
    rows = Statement.objects.filter(reference=reference).order_by("recorded_at", "id")
    return list(rows.select_related("recorded_by").prefetch_related("items"))


def signed_periods(seat: Seat) -> list[tuple[date, date]]:
    """The periods that a signer has signed. One query."""
    rows = newest_statements(as_at=None).filter(duty=seat.duty, service=seat.service)
    return list(rows.order_by("first_on").values_list("first_on", "last_on"))


def years_before() -> list[Statement]:
    """The statements about the years before the register began: of more than one quarter each, the newest first. One query."""
    rows = newest_statements(as_at=None).filter(first_on__lt=TruncQuarter("last_on"))
    return list(rows.select_related("service").order_by("-last_on", "reference"))


@asked_once
def _spoken(
    matter: Matter, *, first_on: date, last_on: date, on: date, as_at: datetime | None
) -> Mapping[tuple[str, UUID | None], list[StatementItem]]:
    """What was signed of a matter about some day of a period, by who signed."""
    signed = newest_statements(as_at=as_at).filter(
        signed_on__lte=on, first_on__lte=last_on, last_on__gte=first_on
    )
    items = StatementItem.objects.filter(
        statement__in=signed, statement__duty=rules.signer_of(matter), matter=matter, is_struck=False
    )
    found: dict[tuple[str, UUID | None], list[StatementItem]] = defaultdict(list)
    for item in items.select_related("statement__service").order_by("statement__first_on"):
        found[item.statement.duty, item.statement.service_id].append(item)
    return found


def newest_statements(*, as_at: datetime | None) -> QuerySet[Statement]:
    """The statements as recorded by a moment (None: now), without those taken back."""
    return Statement.objects.as_at(as_at).filter(is_struck=False)


def _asked(matter: Matter, *, as_at: datetime | None) -> list[Seat]:
    """Whose word a matter needs."""
    return [seat for seat in seats(as_at=as_at) if seat.duty is rules.signer_of(matter)]


def _word_of(
    seat: Seat, spoken: Mapping[tuple[str, UUID | None], list[StatementItem]], *, part: rules.Quarter
) -> StatementItem | None:
    """What a signer said of every day of a part of a quarter, or None."""
    for item in spoken.get(seat.key, []):
        if rules.covers(part, [(item.statement.first_on, item.statement.last_on)]):
            return item
    return None


def _word_of_all(
    asked: Iterable[Seat],
    spoken: Mapping[tuple[str, UUID | None], list[StatementItem]],
    *,
    part: rules.Quarter,
) -> list[StatementItem]:
    """What everybody said whose word is needed for a part of a quarter; empty where anybody's is missing, or nobody's needed."""
    said = [_word_of(seat, spoken, part=part) for seat in asked if seat.is_open_in(part)]
    whole = [item for item in said if item]
    return whole if len(whole) == len(said) else []


def _parts(first_on: date, last_on: date) -> list[rules.Quarter]:
    """The quarters of a period, of the first and the last only the days within it."""
    return [
        rules.Quarter(max(quarter.first_on, first_on), min(quarter.last_on, last_on))
        for quarter in rules.quarters_touching(first_on, last_on)
    ]
