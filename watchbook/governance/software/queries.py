"""Reading the register of software, hardware and in-house methods: in use on a day, as recorded by a moment."""

from datetime import date, datetime

from django.db.models import Q

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.software.models import Tool
from watchbook.organisation.models import Service


@asked_once
def tools(*kinds: Tool.Kind, on: date | None = None, as_at: datetime | None = None) -> list[Tool]:
    """Tools of these kinds (none named: of all) in use on a day (None: all ever), as recorded by a moment. One query."""
    rows = Tool.objects.as_at(as_at).filter(is_struck=False)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if on is not None:
        rows = rows.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
    return list(rows.select_related("recorded_by").order_by("kind", "name", "from_on", "reference"))


def whose(tools: list[Tool]) -> dict[str, str]:
    """By reference, the names of the services that use each tool; empty for the whole authority. One query."""
    wanted = {service for tool in tools for service in tool.services}
    names = dict(Service.objects.filter(id__in=wanted).values_list("id", "name"))
    return {
        tool.reference: ", ".join(sorted(names[one] for one in tool.services if one in names))
        for tool in tools
    }
