"""Who keeps the register of tools and methods: co-ordinator and SRO all of it, line managers their services' own."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.governance.permissions import KEEPERS
from watchbook.governance.permissions import READERS as GOVERNING
from watchbook.governance.software.models import Tool
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import services_led_by, today
from watchbook.organisation.rules import DutyKind

READERS = (*GOVERNING, DutyKind.LINE_MANAGER)


def may_read_tools(person: Person) -> None:
    """Those who govern, answer or check read the register; a line manager what is of their service."""
    require_duty(person, *READERS, to=_("read the register of tools and methods"))


def may_read_tool(person: Person, tool: Tool) -> None:
    """A line manager reads of their service's tools and of those of the whole authority; other readers of all."""
    may_read_tools(person)
    if tool.whole_authority or can(_may_read_all, person):
        return
    if not services_led_by(person, on=today()) & set(tool.services):
        raise NotPermitted(
            _(
                "You cannot read about this tool: it belongs to a service that you do not lead. Ask the line manager of that service, or the RIPA co-ordinator."
            )
        )


def readable_tools(person: Person) -> Q:
    """The condition of a tool that somebody may read who may read the register: the same as `may_read_tool` says of each."""
    if can(_may_read_all, person):
        return Q()
    return Q(whole_authority=True) | Q(services__overlap=list(services_led_by(person, on=today())))


def may_record_tool(person: Person) -> None:
    """The co-ordinator, the SRO or a line manager records tools and methods."""
    require_duty(
        person, *KEEPERS, DutyKind.LINE_MANAGER, to=_("record, correct or take back a tool or a method")
    )


def may_record_tool_of(person: Person, services: Iterable[UUID]) -> None:
    """The co-ordinator and the SRO record for anybody (no service: the whole authority); a line manager for their own."""
    may_record_tool(person)
    if can(may_record_for_all, person):
        return
    wanted = set(services)
    if not wanted or wanted - services_led_by(person, on=today()):
        raise NotPermitted(
            _(
                "You cannot record this tool: as a line manager, you can record tools only for your own service. Ask the RIPA co-ordinator to record it."
            )
        )


def may_record_for_all(person: Person) -> None:
    """The co-ordinator and the SRO record what the whole authority or any service uses."""
    require_duty(person, *KEEPERS, to=_("record a tool that the whole authority uses"))


def _may_read_all(person: Person) -> None:
    require_duty(person, *GOVERNING, to=_("read about every service’s tools"))
