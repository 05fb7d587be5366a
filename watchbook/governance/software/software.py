"""Software, hardware and in-house methods: recorded, corrected, ended, or taken back where the entry was a mistake.

FOI 9477 asks for them in its questions 6, 6.a and 6.b; whether each does sentiment analysis stands with it.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import may_record_tool_of
from watchbook.governance.software.rules import ToolFacts, why_no_end, why_not
from watchbook.organisation.models import Person
from watchbook.register.entry import (
    check,
    check_newest,
    check_standing,
    lock,
    next_version,
    taken_back,
    values_of,
    write,
)

REGISTER = "TOOL"
FIELDS = (
    "reference",
    "kind",
    "acquired",
    "does_sentiment_analysis",
    "whole_authority",
    "services",
    "from_on",
    "until_on",
    "corrects",
    "is_struck",
)
PERSONAL = ("called", "supplier", "purpose")
RECORDED = Kind(
    "software.recorded", fields=FIELDS, personal=PERSONAL, says=gettext_lazy("The tool was recorded.")
)
CORRECTED = Kind(
    "software.corrected",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The tool’s entry was corrected by a new version."),
)
ENDED = Kind(
    "software.ended",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The last day of the tool’s use was recorded."),
)
TAKEN_BACK = Kind(
    "software.taken_back",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The tool’s entry was taken back. Its earlier versions are kept."),
)


@transaction.atomic
def add(facts: ToolFacts, *, by: Person, at: datetime) -> Tool:
    """Record a tool or a method."""
    may_record_tool_of(by, facts.services)
    check(why_not(facts, today=london_day(at)), tried=_("You cannot record this tool"))
    tool = Tool(reference=next_reference(REGISTER), recorded_by=by, **_values(facts))
    return write(RECORDED, tool, by=by, at=at, called=tool.name)


@transaction.atomic
def correct(tool: Tool, facts: ToolFacts, *, by: Person, at: datetime) -> Tool:
    """A new version of a tool's entry; the old one stays. It also brings back an entry that was taken back."""
    tool = lock(tool)
    may_record_tool_of(by, tool.services)
    may_record_tool_of(by, facts.services)
    check_newest(tool, tried=_("You cannot correct this tool"))
    check(why_not(facts, today=london_day(at)), tried=_("You cannot record this tool"))
    newer = next_version(tool, by=by, changes=_values(facts))
    return write(CORRECTED, newer, by=by, at=at, called=newer.name)


@transaction.atomic
def end(tool: Tool, *, until_on: date, by: Person, at: datetime) -> Tool:
    """Record the last day on which a tool was or will be used."""
    tool = lock(tool)
    may_record_tool_of(by, tool.services)
    check_standing(tool, tried=_("You cannot record the last day of this tool"))
    if tool.until_on is not None:
        raise WrongState(
            _("The last day of this tool is on record already. If it is wrong, correct the entry.")
        )
    check(why_no_end(tool.from_on, until_on=until_on), tried=_("You cannot record this last day"))
    newer = next_version(tool, by=by, changes={"until_on": until_on})
    return write(ENDED, newer, by=by, at=at, called=newer.name)


@transaction.atomic
def take_back(tool: Tool, *, by: Person, at: datetime) -> Tool:
    """Take back an entry that should not be in the register, such as one made twice; every version stays."""
    tool = lock(tool)
    may_record_tool_of(by, tool.services)
    check_standing(tool, tried=_("You cannot take back this tool"))
    return write(TAKEN_BACK, taken_back(tool, by=by), by=by, at=at, called=tool.name)


def _values(facts: ToolFacts) -> dict[str, Any]:
    """The facts as the table has them."""
    whose = {"whole_authority": not facts.services, "services": sorted(facts.services)}
    return values_of(facts) | whose
