"""Software, hardware and in-house methods: recorded, corrected, ended, or taken back where the entry was a mistake.

FOI 9477 asks for them in its questions 6, 6.a and 6.b; whether each does sentiment analysis stands with it.
"""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import may_record_tool_of
from watchbook.governance.software.rules import why_no_end, why_not
from watchbook.organisation.models import Person
from watchbook.register import recording
from watchbook.register.entry import Values, check, check_standing, columns_of, lock, next_version, write

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
RECORDED = Kind("software.recorded", FIELDS, PERSONAL, _("The tool was recorded."))
CORRECTED = Kind(
    "software.corrected", FIELDS, PERSONAL, _("The tool’s entry was corrected by a new version.")
)
ENDED = Kind("software.ended", FIELDS, PERSONAL, _("The last date of the tool’s use was recorded."))
TAKEN_BACK = Kind(
    "software.taken_back",
    FIELDS,
    PERSONAL,
    _("The tool’s entry was taken back. We keep its earlier versions."),
)


def _columns(values: Values) -> Values:
    """The values as the table has them: a tool of no service is the whole authority’s."""
    services = sorted(values["services"])
    return columns_of(values) | {"whole_authority": not services, "services": services}


TOOLS = recording.Recording(
    Tool,
    "TOOL",
    may_record=lambda by, tool: may_record_tool_of(by, tool.services),
    why_not=lambda tool, today: why_not(vars(tool), today=today),
    tried=_("You cannot record this tool"),
    columns=_columns,
)
add = partial(recording.add, TOOLS, RECORDED)
correct = partial(recording.correct, TOOLS, CORRECTED)
take_back = partial(recording.take_back, TOOLS, TAKEN_BACK)


@transaction.atomic
def end(tool: Tool, *, until_on: date, by: Person, at: datetime) -> Tool:
    """Record the last day on which a tool was or will be used."""
    tool = lock(tool)
    may_record_tool_of(by, tool.services)
    check_standing(tool, tried=_("You cannot record the last date of use of this tool"))
    if tool.until_on is not None:
        raise WrongState(
            _(
                "You cannot record another last date of use: the last date of use of this tool is already recorded. If the date is wrong, correct the entry."
            )
        )
    check(why_no_end(tool.from_on, until_on=until_on), tried=_("You cannot record this last date of use"))
    return write(ENDED, next_version(tool, by=by, changes={"until_on": until_on}), by=by, at=at)
