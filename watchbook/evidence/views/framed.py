"""What the pages of seeing share: what a reader is warned of, and a page around a frame of the replay origin."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csp import csp_override

from watchbook.evidence import replay_pass
from watchbook.evidence.models import Capture, CustodyEntry, Sensitivity


def warnings_on(captures: Sequence[Capture]) -> list[str]:
    """What the exhibits made of these captures warn of, in words."""
    marked = {one for row in captures for one in row.exhibits.values_list("sensitivity", flat=True)}
    return [str(one.label) for one in Sensitivity if one in marked and one != Sensitivity.NONE]


def framed(
    request: HttpRequest,
    template: str,
    entries: Sequence[CustodyEntry],
    *,
    at: datetime,
    context: Mapping[str, Any],
) -> HttpResponse:
    """A page of ours around a frame of the replay origin, for what these entries of custody say is seen."""
    own = f"{request.scheme}://{request.get_host()}"
    given = replay_pass.make([one.id for one in entries], framed_by=own, at=at)
    policy = settings.SECURE_CSP | {"frame-src": [settings.REPLAY_ORIGIN]}
    shown = {**context, "address": f"{settings.REPLAY_ORIGIN}/{given}/"}
    return csp_override(policy)(render)(request, template, shown)
