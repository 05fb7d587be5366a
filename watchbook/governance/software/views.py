"""Pages of software, hardware and in-house methods: the list, one tool, recording, correcting, ending, taking back."""

from collections.abc import Mapping
from operator import itemgetter
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from watchbook.audit_log.queries import events_about
from watchbook.governance.documents.models import HeldKind
from watchbook.governance.documents.permissions import may_sign_none_held
from watchbook.governance.software import permissions
from watchbook.governance.software.models import Tool
from watchbook.governance.software.queries import counted_for, named, read_by, whose
from watchbook.register.views.acting import or_404, reader, rights_of
from watchbook.web.long_list import YES_NO, ListChoice, cut

MAY = rights_of(permissions) | {"may_sign_none_held": may_sign_none_held}
# Under which kind “none is held” is signed of each kind of tool.
HELD_AS = {
    HeldKind.TOOL: (Tool.Kind.SOFTWARE, Tool.Kind.HARDWARE),
    HeldKind.IN_HOUSE_METHOD: (Tool.Kind.IN_HOUSE_METHOD,),
}


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """The register by kind, what is in use before what has ended. Two queries of its own."""
    by = reader(request)
    permissions.may_read_tools(by)
    counts, services = counted_for(by)
    every = sum(one.every for one in counts.values())
    page = cut(request, read_by(by), choose=_choices(services), counted=every)
    context = {
        "groups": [
            (
                kind,
                [tool for tool in page if tool.kind == kind and tool.is_used],
                [tool for tool in page if tool.kind == kind and not tool.is_used],
            )
            for kind in Tool.Kind
        ],
        "page": page,
        "held": counts.keys(),
        "judging": sum(one.judging for one in counts.values()),
        "whose": named(page, services),
        "kinds_without": [
            held
            for held, kinds in HELD_AS.items()
            if not any(counts[kind].used for kind in kinds if kind in counts)
        ],
        **MAY,
    }
    return render(request, "governance/tools.html", context)


def _choices(services: Mapping[UUID, str]) -> dict[str, ListChoice]:
    """Return the choices of the register."""
    names = [(str(key), name) for key, name in sorted(services.items(), key=itemgetter(1))]
    return {
        "kind": ListChoice(_("Kind"), "kind", Tool.Kind.choices),
        "service": ListChoice(_("Used by"), _is_used_by, names),
        "sentiment": ListChoice(_("Sentiment analysis"), "does_sentiment_analysis", YES_NO),
    }


def _is_used_by(service: str) -> Q:
    return Q(whole_authority=True) | Q(services__contains=[service])


@require_safe
def tool(request: HttpRequest, reference: str) -> HttpResponse:
    """One tool: its newest version, every earlier one, and what happened."""
    by = reader(request)
    permissions.may_read_tools(by)
    row = or_404(Tool.objects.newest(reference=reference))
    permissions.may_read_tool(by, row)
    versions = Tool.objects.versions(reference=reference)
    context = {
        "tool": row,
        "whose": whose([row])[reference],
        "versions": versions,
        "events": events_about(*(version.id for version in versions)),
        **MAY,
    }
    return render(request, "governance/tool.html", context)
