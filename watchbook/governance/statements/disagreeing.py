"""Signed statements that say less than the registers do now: an entry came, or was corrected, after the signature.

Compared are the matters whose registers governance holds and the database can count: tools, methods, looks and letters.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.letters.models import LetterReceived
from watchbook.governance.software.models import Tool
from watchbook.governance.statements.models import Matter, StatementItem
from watchbook.governance.statements.queries import Seat, newest_statements, seats
from watchbook.register.models.totals import RegisterTotal

FIRST, LAST = OuterRef("statement__first_on"), OuterRef("statement__last_on")
SERVICE = OuterRef("statement__service")


@dataclass(frozen=True)
class Disagreement:
    """A matter of which a signed statement counts fewer than its register now."""

    reference: str
    seat: Seat
    matter: Matter
    first_on: date
    last_on: date
    signed: int
    now: int

    @property
    def words(self) -> str:
        """Say what each of the two says."""
        said = _(
            "Statement {reference} ({signer}) and the register disagree on {matter}: the statement says {signed}, but the register now says {now}"
        )
        told = {"matter": self.matter.label, "signed": self.signed or _("none"), "now": self.now}
        return said.format(reference=self.reference, signer=self.seat.title, **told)


def said_less() -> QuerySet[StatementItem, Any]:
    """The reference, signer, matter, days and both numbers of what was signed and is less than the register has now."""
    signed = newest_statements(as_at=None)
    items = StatementItem.objects.filter(statement__in=signed, is_struck=False, matter__in=COUNTED).order_by(
        "statement__first_on", "statement__reference", "matter"
    )
    now = Coalesce(Case(*(When(matter=one, then=count()) for one, count in COUNTED.items())), 0)
    return (
        items.annotate(now=now)
        .filter(now__gt=F("counted"))
        .values_list(
            "statement__reference", "statement__duty", "statement__service", "matter",
            "statement__first_on", "statement__last_on", "counted", "now",
        )
    )  # fmt: skip


def disagreements(rows: Iterable[tuple[Any, ...]], asked: Iterable[Seat]) -> list[Disagreement]:
    """Tell of these rows whose statements they are. No query."""
    seats = {seat.key: seat for seat in asked}
    return [
        Disagreement(reference, seats[duty, service], Matter(matter), *numbers)
        for reference, duty, service, matter, *numbers in rows
    ]


@asked_once
def disagreeing() -> list[Disagreement]:
    """Tell which statements disagree with the registers, the oldest first. Two queries."""
    return disagreements(said_less(), seats())


def _tools(**kind: Any) -> Subquery:
    """Count what a service used on some day of the statement, what the whole authority uses included."""
    place = Func(F("services"), SERVICE, function="array_position", output_field=IntegerField())
    rows = Tool.objects.as_at(None).annotate(place=place).filter(from_on__lte=LAST, is_struck=False, **kind)
    in_use = Q(until_on=None) | Q(until_on__gte=FIRST)
    return _sum(rows.filter(in_use, Q(whole_authority=True) | Q(place__isnull=False)))


def _looks() -> Subquery:
    rows = RegisterTotal.objects.filter(register="looks", month__gte=FIRST, month__lte=LAST, service=SERVICE)
    return _sum(rows, Func(F("count"), function="sum"))


def _letters() -> Subquery:
    rows = LetterReceived.objects.as_at(None).filter(is_struck=False, concerns_social_media=True)
    return _sum(rows.filter(received_on__gte=FIRST, received_on__lte=LAST))


def _sum(rows: QuerySet[Any], of: Func | None = None) -> Subquery:
    counted = of or Func(F("pk"), function="count")
    return Subquery(rows.order_by().annotate(every=counted).values("every"), output_field=IntegerField())


COUNTED: dict[Matter, Callable[[], Subquery]] = {
    Matter.LOOKS: _looks,
    Matter.TOOLS: lambda: _tools(kind__in=(Tool.Kind.SOFTWARE, Tool.Kind.HARDWARE)),
    Matter.METHODS: lambda: _tools(kind=Tool.Kind.IN_HOUSE_METHOD),
    Matter.LETTERS: _letters,
}
