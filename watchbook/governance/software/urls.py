"""Addresses of software, hardware and in-house methods."""

from django.utils.translation import gettext_lazy as _

from watchbook.governance.software import software
from watchbook.governance.software.forms import ToolEndForm, tool_form
from watchbook.governance.software.imports import TOOLS
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import may_read_tools, may_record_tool_of
from watchbook.governance.software.views import tool, tools
from watchbook.register.views.entries import EntryStep, Pages, adding, correcting, paths, taking_back

PAGES = Pages(
    TOOLS,
    Tool,
    "tool",
    may_read=may_read_tools,
    may_change=lambda by, row: may_record_tool_of(by, row.services),
    adding=adding(_("Record a tool or a method"), software.add, form=tool_form),
    steps=(
        correcting(software.correct, form=tool_form),
        EntryStep(
            "end",
            _("Record the last date of use"),
            lambda row, told, **who: software.end(row, **told, **who),
            done=_("The last date of use was recorded."),
            form=ToolEndForm,
        ),
        taking_back(
            software.take_back,
            _(
                "Take an entry back if it was made twice, or if the tool was never used. If the authority stopped using the tool, record the last date of use "
                "instead. We keep every version."
            ),
        ),
    ),
    views=(tools, tool),
    templates="governance/tool",
)
urlpatterns = paths(PAGES, under="tools/")
