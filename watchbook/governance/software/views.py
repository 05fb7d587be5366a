"""Pages of software, hardware and in-house methods: the list, one tool, recording, correcting, ending, taking back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.governance.documents.models import HeldKind
from watchbook.governance.documents.permissions import may_sign_none_held
from watchbook.governance.software import software
from watchbook.governance.software.forms import ToolEndForm, ToolForm, initial_of
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import (
    may_read_tool,
    may_read_tools,
    may_record_for_all,
    may_record_tool,
    may_record_tool_of,
)
from watchbook.governance.software.queries import tools as all_tools
from watchbook.governance.software.queries import whose
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import services_led_by, today
from watchbook.register.forms import TakeBackForm
from watchbook.register.views.acting import CORRECTED, METHODS, TAKEN_BACK, acted, done, or_404, reader

MAY = {
    "may_record_tool": may_record_tool,
    "may_record_tool_of": may_record_tool_of,
    "may_sign_none_held": may_sign_none_held,
}
# Under which kind “none is held” is signed of each kind of tool.
HELD_AS = {
    HeldKind.TOOL: (Tool.Kind.SOFTWARE, Tool.Kind.HARDWARE),
    HeldKind.IN_HOUSE_METHOD: (Tool.Kind.IN_HOUSE_METHOD,),
}


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """The register by kind, what is in use before what has ended. Two queries of its own."""
    by = reader(request)
    may_read_tools(by)
    seen = [tool for tool in all_tools() if can(may_read_tool, by, tool)]
    in_use = [tool for tool in seen if _is_used(tool)]
    context = {
        "groups": [
            (
                kind,
                [tool for tool in in_use if tool.kind == kind],
                [tool for tool in seen if tool.kind == kind and not _is_used(tool)],
            )
            for kind in Tool.Kind
        ],
        "tools": seen,
        "judging": [tool for tool in in_use if tool.does_sentiment_analysis],
        "whose": whose(seen),
        "kinds_without": [
            held for held, kinds in HELD_AS.items() if not any(tool.kind in kinds for tool in in_use)
        ],
        **MAY,
    }
    return render(request, "governance/tools.html", context)


@require_safe
def tool(request: HttpRequest, reference: str) -> HttpResponse:
    """One tool: its newest version, every earlier one, and what happened."""
    row = _tool_or_404(request, reference)
    versions = Tool.objects.versions(reference=reference)
    context = {
        "tool": row,
        "whose": whose([row])[reference],
        "versions": versions,
        "events": events_about(*(version.id for version in versions)),
        **MAY,
    }
    return render(request, "governance/tool.html", context)


@require_http_methods(METHODS)
def tool_add(request: HttpRequest) -> HttpResponse:
    """Record a tool or a method."""
    by = reader(request)
    may_record_tool(by)
    form = _form(request, by=by, initial={}, keeps=[])
    if added := acted(form, lambda: software.add(form.facts(), by=by, at=timezone.now())):
        words = _("It was recorded as {reference}.").format(reference=added.reference)
        return done(request, words, "governance:tool", added.reference)
    return render(request, "governance/tool_add.html", {"form": form})


@require_http_methods(METHODS)
def tool_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of a tool's entry."""
    by, row = _may_change(request, reference)
    form = _form(request, by=by, initial=initial_of(row), keeps=row.services)
    if acted(form, lambda: software.correct(row, form.facts(), by=by, at=timezone.now())):
        return done(request, CORRECTED, "governance:tool", reference)
    return render(request, "governance/tool_correct.html", {"form": form, "tool": row})


@require_http_methods(METHODS)
def tool_end(request: HttpRequest, reference: str) -> HttpResponse:
    """The last day of a tool's use."""
    by, row = _may_change(request, reference)
    form = ToolEndForm(request.POST or None)
    if acted(form, lambda: software.end(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(request, _("The last day of its use was recorded."), "governance:tool", reference)
    return render(request, "governance/tool_end.html", {"form": form, "tool": row})


@require_http_methods(METHODS)
def tool_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back an entry that should never have been made."""
    by, row = _may_change(request, reference)
    form = TakeBackForm(request.POST or None)
    if acted(form, lambda: software.take_back(row, by=by, at=timezone.now())):
        return done(request, TAKEN_BACK, "governance:tool", reference)
    return render(request, "governance/tool_take_back.html", {"form": form, "tool": row})


def _is_used(tool: Tool) -> bool:
    return tool.until_on is None or tool.until_on >= today()


def _tool_or_404(request: HttpRequest, reference: str) -> Tool:
    """The newest version of a tool, for whoever may read it; permission first, so that no address tells what is there."""
    by = reader(request)
    may_read_tools(by)
    row = or_404(Tool.objects.newest(reference=reference))
    may_read_tool(by, row)
    return row


def _may_change(request: HttpRequest, reference: str) -> tuple[Person, Tool]:
    by = reader(request)
    may_record_tool(by)
    row = _tool_or_404(request, reference)
    may_record_tool_of(by, row.services)
    return by, row


def _form(request: HttpRequest, *, by: Person, initial: dict[str, Any], keeps: list[UUID]) -> ToolForm:
    """The form with the services that this person may record for; a correction offers closed ones it names."""
    rows = Service.objects.filter(closed_on=None) | Service.objects.filter(id__in=keeps)
    for_all = can(may_record_for_all, by)
    if not for_all:
        rows = rows.filter(id__in=services_led_by(by, on=today()))
    return ToolForm(request.POST or None, initial=initial, services=list(rows), for_all=for_all)
