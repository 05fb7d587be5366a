"""Software, hardware and in-house methods: recorded, corrected, ended, or taken back where the entry was a mistake.

FOI 9477 asks for them in its questions 6, 6.a and 6.b; whether each does sentiment analysis stands with it.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import next_reference
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import may_record_tool_of
from watchbook.governance.software.rules import ToolFacts, why_not
from watchbook.organisation.models import Person

REGISTER = "TOOL"
FIELDS = (
    "reference",
    "tool_kind",
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
STRUCK = Kind(
    "software.entry_cancelled",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The tool’s entry was taken back. Its earlier versions are kept."),
)


@transaction.atomic
def add(facts: ToolFacts, *, by: Person, at: datetime) -> Tool:
    """Record a tool or a method."""
    may_record_tool_of(by, facts.services)
    _check(facts, at=at)
    tool = _row(facts, reference=next_reference(REGISTER), by=by)
    tool.save(force_insert=True)
    _tell(RECORDED, tool=tool, by=by, at=at)
    return tool


@transaction.atomic
def correct(tool: Tool, facts: ToolFacts, *, by: Person, at: datetime) -> Tool:
    """A new version of a tool's entry; the old one stays. It also brings back an entry that was taken back."""
    tool = _locked(tool)
    may_record_tool_of(by, tool.services)
    may_record_tool_of(by, facts.services)
    _check_newest(tool)
    _check(facts, at=at)
    newer = _row(facts, reference=tool.reference, by=by)
    newer.corrects = tool
    newer.save(force_insert=True)
    _tell(CORRECTED, tool=newer, by=by, at=at)
    return newer


@transaction.atomic
def end(tool: Tool, *, until_on: date, by: Person, at: datetime) -> Tool:
    """Record the last day on which a tool was or will be used."""
    tool = _locked(tool)
    may_record_tool_of(by, tool.services)
    _check_newest(tool)
    _check_standing(tool)
    if tool.until_on is not None:
        raise WrongState(
            _("The last day of this tool is on record already. If it is wrong, correct the entry.")
        )
    facts = facts_of(tool, until_on=until_on)
    _check(facts, at=at)
    newer = _row(facts, reference=tool.reference, by=by)
    newer.corrects = tool
    newer.save(force_insert=True)
    _tell(ENDED, tool=newer, by=by, at=at)
    return newer


@transaction.atomic
def strike(tool: Tool, *, by: Person, at: datetime) -> Tool:
    """Take back an entry that should not be in the register, such as one made twice; every version stays."""
    tool = _locked(tool)
    may_record_tool_of(by, tool.services)
    _check_newest(tool)
    _check_standing(tool)
    newer = _row(facts_of(tool, until_on=tool.until_on), reference=tool.reference, by=by)
    newer.corrects, newer.is_struck = tool, True
    newer.save(force_insert=True)
    _tell(STRUCK, tool=newer, by=by, at=at)
    return newer


def facts_of(tool: Tool, *, until_on: date | None) -> ToolFacts:
    """What an entry says, with this last day."""
    return ToolFacts(
        kind=tool.kind,
        name=tool.name,
        supplier=tool.supplier,
        acquired=tool.acquired,
        purpose=tool.purpose,
        does_sentiment_analysis=tool.does_sentiment_analysis,
        services=frozenset(tool.services),
        from_on=tool.from_on,
        until_on=until_on,
    )


def _locked(tool: Tool) -> Tool:
    return Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)


def _check_newest(tool: Tool) -> None:
    if Tool.objects.filter(corrects=tool).exists():
        raise WrongState(
            _("This entry was corrected already. Open the tool again and continue from its newest version.")
        )


def _check_standing(tool: Tool) -> None:
    if tool.is_struck:
        raise WrongState(_("This entry was taken back. Correct it first to bring it back."))


def _check(facts: ToolFacts, *, at: datetime) -> None:
    if refusal := why_not(facts, today=london_day(at)):
        raise WrongState(cannot(_("You cannot record this tool"), refusal))


def _row(facts: ToolFacts, *, reference: str, by: Person) -> Tool:
    return Tool(
        reference=reference,
        kind=facts.kind,
        name=facts.name.strip(),
        supplier=facts.supplier.strip(),
        acquired=facts.acquired,
        purpose=facts.purpose.strip(),
        does_sentiment_analysis=facts.does_sentiment_analysis,
        whole_authority=not facts.services,
        services=sorted(facts.services),
        from_on=facts.from_on,
        until_on=facts.until_on,
        recorded_by=by,
    )


def _tell(kind: Kind, *, tool: Tool, by: Person, at: datetime) -> None:
    record(
        kind,
        subject=tool,
        by=by,
        at=at,
        reference=tool.reference,
        tool_kind=str(tool.kind),
        acquired=str(tool.acquired),
        does_sentiment_analysis=tool.does_sentiment_analysis,
        whole_authority=tool.whole_authority,
        services=[str(service) for service in tool.services],
        from_on=tool.from_on,
        until_on=tool.until_on,
        corrects=tool.corrects_id,
        is_struck=tool.is_struck,
        called=tool.name,
        supplier=tool.supplier,
        purpose=tool.purpose,
    )
