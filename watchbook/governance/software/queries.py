"""Reading the register of software, hardware and in-house methods: in use on a day, as recorded by a moment."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, Q, QuerySet, Value, When

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import readable_tools
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import today
from watchbook.register.asked_together import ask


@asked_once
def tools(*kinds: Tool.Kind, on: date | None = None, as_at: datetime | None = None) -> list[Tool]:
    """Tools of these kinds (none named: of all) in use on a day (None: all ever), as recorded by a moment. One query."""
    rows = Tool.objects.as_at(as_at).filter(is_struck=False)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if on is not None:
        rows = rows.filter(_in_use(on), from_on__lte=on)
    return list(rows.select_related("recorded_by").order_by("kind", "name", "from_on", "reference"))


class ToolsOfAKind(NamedTuple):
    """The count of one kind of tools, of those among them in use today, and of those in use that do sentiment analysis."""

    every: int
    used: int
    judging: int


def read_by(person: Person) -> QuerySet[Tool]:
    """The tools of the register that somebody may read, by kind, what `is_used` today before what has ended."""
    kinds = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(Tool.Kind)))
    is_used = ExpressionWrapper(_in_use(today()), output_field=BooleanField())
    rows = _readable(person).annotate(is_used=is_used)
    return rows.order_by(kinds, "-is_used", "name", "from_on", "reference")


def counted_for(person: Person) -> tuple[dict[str, ToolsOfAKind], dict[UUID, str]]:
    """Count the same by kind, of which one without any is left out, and name every service. One query."""
    used, judging = _in_use(today()), Q(does_sentiment_analysis=True)
    rows = _readable(person).order_by().values("kind")
    counted = rows.annotate(
        every=Count("pk"), used=Count("pk", filter=used), judging=Count("pk", filter=used & judging)
    )
    kinds = counted.values_list("kind", "every", "used", "judging")
    services = Service.objects.order_by().values_list("id", "name")
    ask([kinds, services])
    return {kind: ToolsOfAKind(*counts) for kind, *counts in kinds}, dict(services)


def _readable(person: Person) -> QuerySet[Tool]:
    return Tool.objects.as_at(None).filter(readable_tools(person), is_struck=False)


def _in_use(on: date) -> Q:
    return Q(until_on=None) | Q(until_on__gte=on)


def whose(tools: list[Tool]) -> dict[str, str]:
    """By reference, the names of the services that use each tool; empty for the whole authority. One query."""
    wanted = {service for tool in tools for service in tool.services}
    return named(tools, dict(Service.objects.filter(id__in=wanted).values_list("id", "name")))


def named(tools: Iterable[Tool], names: Mapping[UUID, str]) -> dict[str, str]:
    """The same, where the names of the services are known. No query."""
    return {
        tool.reference: ", ".join(sorted(names[one] for one in tool.services if one in names))
        for tool in tools
    }
